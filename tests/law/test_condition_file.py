"""The file of conditions: what a right row says, and every mistake that is refused by name."""

from datetime import date
from pathlib import Path

import pytest

from tracker.law.eligibility import Condition, Eligibility, load
from tracker.law.kinds import CaseKind, Level
from tracker.law.rulebook import RulebookError

INSTRUMENTS = """
[luat-thu]
title = "Luật thử"
number = "1/2020/QH14"
"""
ROWS = """
["THU-1.a"]
stage = "acceptance"
kinds = ["complaint"]
levels = ["first"]
sender = "group"
leads_to = "refused"
ground = "KN-11.6"

[["THU-1.a".version]]
from = 2020-01-01
text = "Đúng hạn"
text_en = "In time"
cite = ["luat-thu", "Điều 1"]
confidence = "confirmed"
checked_on = 2026-11-23

[["THU-1.a".version]]
from = 2022-01-01
until = 2024-01-01
text = "Đúng hạn mới"
text_en = "In the new time"
cite = ["luat-thu", "Điều 2"]
also = [["luat-thu", "Điều 3"]]
confidence = "likely"
checked_on = 2026-11-23

["THU-1.b"]
stage = "processing"
kinds = ["complaint"]
excuses = ["THU-1.a"]
information = true
curable = true

[["THU-1.b".version]]
from = 2020-01-01
text = "Có lý do"
text_en = "With a reason"
cite = ["luat-thu", "Điều 4"]
confidence = "confirmed"
checked_on = 2026-11-23
"""
MISTAKES = {
    "an unknown key": ('sender = "group"', 'colour = "red"', r"THU-1\.a.*khóa không biết: colour"),
    "an unknown key of a version": ("until = 2024-01-01", "to = 2024-01-01", "version 2.*to"),
    "an unknown stage": ('stage = "acceptance"', 'stage = "later"', "“stage”.*later"),
    "a missing stage": ('stage = "acceptance"\n', "", "thiếu “stage”"),
    "an unknown kind": ('["complaint"]\nlevels', '["gripe"]\nlevels', "“kinds”.*gripe"),
    "no kind": ('kinds = ["complaint"]\nlevels', "levels", "thiếu “kinds”"),
    "an unknown level": ('levels = ["first"]', 'levels = ["third"]', "“levels”.*third"),
    "an unknown sender": ('sender = "group"', 'sender = "crowd"', "“sender”.*crowd"),
    "an unknown step": ('leads_to = "refused"', 'leads_to = "gone"', "“leads_to”.*gone"),
    "a step that ends nothing": (
        'leads_to = "refused"',
        'leads_to = "accepted"',
        "“leads_to” phải",
    ),
    "guidance that cures nothing": (
        'leads_to = "refused"',
        'leads_to = "guided"',
        "“leads_to” phải",
    ),
    "no end and no cure": ('leads_to = "refused"\nground = "KN-11.6"\n', "", "“leads_to” phải"),
    "an unknown ground": ('ground = "KN-11.6"', 'ground = "KN-11.99"', r"“ground”.*KN-11\.99"),
    "a ground of another step": ('ground = "KN-11.6"', 'ground = "luu-a"', "“ground” không phải"),
    "a ground of another kind": ('ground = "KN-11.6"', 'ground = "TC-29.a"', "“ground” không phải"),
    "a missing ground": ('ground = "KN-11.6"\n', "", "“ground” không phải"),
    "a ground where none is named": (
        "curable = true",
        'curable = true\nground = "luu-a"',
        "“ground”",
    ),
    "a refusal of feedback": (
        '["complaint"]\nlevels',
        '["feedback"]\nlevels',
        "không thể bị từ chối",
    ),
    "an unknown excuse": (
        'excuses = ["THU-1.a"]',
        'excuses = ["THU-9"]',
        r"THU-1\.b.*excuses.*THU-9",
    ),
    "information without an excuse": ('excuses = ["THU-1.a"]\n', "", "“information” cần"),
    "a flag that is no flag": (
        "information = true",
        "information = 1",
        "“information” phải là true",
    ),
    "versions out of order": ("from = 2022-01-01", "from = 2019-01-01", "không theo thứ tự"),
    "an end before the beginning": (
        "until = 2024-01-01",
        "until = 2021-01-01",
        "không theo thứ tự",
    ),
    "no version": ('[["THU-1.b".version]]', '[["THU-2".version]]', r"THU-1\.b.*“version” thiếu"),
    "a missing text": ('text = "Có lý do"\n', "", r"THU-1\.b, version 1.*thiếu “text”"),
    "a missing English text": ('text_en = "In time"\n', "", "thiếu “text_en”"),
    "an unknown instrument": ('["luat-thu", "Điều 1"]', '["luat-la", "Điều 1"]', "luat-la"),
    "an unknown instrument read with it": ('[["luat-thu"', '[["luat-la"', "luat-la"),
    "a citation without article": ('["luat-thu", "Điều 1"]', '["luat-thu", ""]', "“cite”"),
    "a missing citation": ('cite = ["luat-thu", "Điều 1"]\n', "", "thiếu căn cứ"),
    "a missing confidence": ('confidence = "likely"\n', "", "thiếu “confidence”"),
    "a day that is text": ("until = 2024-01-01", 'until = "2024"', "“until” phải là ngày"),
    "text that is no TOML": ('stage = "acceptance"', "stage = acceptance", "không đọc được"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_data_is_refused_by_name(mistake: str, tmp_path: Path) -> None:
    right, wrong, told = MISTAKES[mistake]
    assert right in ROWS

    with pytest.raises(RulebookError, match=rf"conditions\.toml.*{told}"):
        _written(tmp_path, ROWS.replace(right, wrong, 1))


def test_rows_without_mistake_are_read(tmp_path: Path) -> None:
    old, new, reason = _written(tmp_path, ROWS)

    assert (old.from_, old.until) == (date(2020, 1, 1), date(2022, 1, 1))
    assert new.is_asked_of(CaseKind.COMPLAINT, Level.FIRST, date(2023, 12, 31))
    assert not new.is_asked_of(CaseKind.COMPLAINT, Level.FIRST, date(2024, 1, 1))
    assert [str(c) for c in new.citations] == [
        "Điều 2 Luật thử 1/2020/QH14", "Điều 3 Luật thử 1/2020/QH14",
    ]  # fmt: skip
    assert reason.excuses == {"THU-1.a"}
    assert reason.outcome is Eligibility.SUPPLEMENT


def _written(folder: Path, rows: str) -> tuple[Condition, ...]:
    (folder / "instruments.toml").write_text(INSTRUMENTS, "utf-8")
    (folder / "conditions.toml").write_text(rows, "utf-8")
    return load(folder)
