"""Every mistake in a rule file is refused by its name, with file, table and line."""

import re
from datetime import date
from pathlib import Path

import pytest

from tracker.law.rulebook import Rulebook, RulebookError

INSTRUMENTS = """
[luat-thu]
title = "Luật thử"
number = "1/2020/QH14"
in_force_on = 2020-01-01
"""
RULE = """
[THU-1]
title = "Việc thử"
title_en = "Trial"
nature = "duty"
basis = "law"
kinds = ["complaint"]
counted_from = "ngày nhận"
counted_from_en = "the day of receipt"
starts = ["received"]
ends = ["accepted"]
direction = "after"
aliases = [{ id = "THU-1.b", variants = ["complex"] }]

[[THU-1.version]]
from = 2020-01-01
cite = ["luat-thu", "Điều 1"]
lengths = [{ days = 30 }, { days = 45, when = ["complex"] }]
roll = "next_working_day"
confidence = "confirmed"
checked_on = 2026-11-23

[[THU-1.version]]
from = 2024-01-01
cite = ["luat-thu", "Điều 1"]
lengths = [{ working_days = 7 }, { working_days = 9, when = ["complex"] }]
roll = "next_working_day"
confidence = "confirmed"
checked_on = 2026-11-23
"""
EXTENSIONS = (
    '\n[THU-1.version.extensions]\ndays = 30\ngrounds = ["complex"]\ncite = ["luat-thu", ""]\n'
)

MISTAKES = {
    "an unknown key": ('nature = "duty"', 'nature = "duty"\ncolour = "red"', "khóa không biết"),
    "a missing key": ('title_en = "Trial"\n', "", "thiếu “title_en”"),
    "an unknown instrument": ('["luat-thu", "Điều 1"]', '["luat-la", "Điều 1"]', "luat-la"),
    "a missing citation": ('cite = ["luat-thu", "Điều 1"]\n', "", "thiếu căn cứ"),
    "a citation of the law without article": ('"Điều 1"', '""', "phải nêu điều khoản"),
    "versions out of order": ("from = 2024-01-01", "from = 2019-01-01", "thứ tự"),
    "two versions from one day": ("from = 2024-01-01", "from = 2020-01-01", "thứ tự"),
    "no version": ("[[THU-1.version]]", "[[THU-2.version]]", "không có phiên bản"),
    "a missing roll": ('roll = "next_working_day"\n', "", "thiếu “roll”"),
    "an unknown roll": ('"next_working_day"', '"previous"', "previous"),
    "an unknown unit": ("{ days = 30 }", "{ weeks = 4 }", "đơn vị"),
    "two units": ("{ days = 30 }", "{ days = 30, working_days = 9 }", "đơn vị"),
    "a length of zero": ("{ days = 30 }", "{ days = 0 }", "số nguyên dương"),
    "a length that is no number": ("{ days = 30 }", '{ days = "30" }', "số nguyên dương"),
    "an unknown key of a length": (
        "{ days = 30 }",
        "{ days = 30, minutes = 1 }",
        "khóa không biết",
    ),
    "lengths that are no tables": (
        "lengths = [{ days = 30 }, ",
        "lengths = [30, ",
        "danh sách bảng",
    ),
    "no plain length": ("{ days = 30 }, ", "", "thời hạn chung"),
    "one condition twice": ('days = 45, when = ["complex"]', "days = 45", "cùng điều kiện"),
    "a tie without a row for both": (
        "{ days = 30 }",
        '{ days = 30 }, { days = 45, when = ["remote"] }',
        "complex, remote",
    ),
    "an unknown condition": ('45, when = ["complex"]', '45, when = ["hard"]', "hard"),
    "an unknown event": ('starts = ["received"]', 'starts = ["got"]', "got"),
    "an unknown kind": ('kinds = ["complaint"]', 'kinds = ["gripe"]', "gripe"),
    "kinds that are no list": ('kinds = ["complaint"]', 'kinds = "complaint"', "danh sách"),
    "an unknown confidence": ('confidence = "confirmed"', 'confidence = "sure"', "sure"),
    "a missing confidence": ('confidence = "confirmed"\n', "", "thiếu “confidence”"),
    "a missing day of checking": ("checked_on = 2026-11-23\n", "", "thiếu “checked_on”"),
    "a day that is text": ("checked_on = 2026-11-23", 'checked_on = "nay"', "phải là ngày"),
    "a title that is no text": ('title = "Việc thử"', "title = 5", "phải là chữ"),
    "a flag that is no flag": (
        "from = 2024-01-01",
        "from = 2024-01-01\nrepealed = 1",
        "true hoặc false",
    ),
    "pauses without a date": (
        'nature = "duty"',
        'nature = "duty"\npauses = [{ cite = ["luat-thu", "Điều 1"] }]',
        "thiếu “since”",
    ),
    "pauses that never end": (
        'nature = "duty"',
        'nature = "duty"\npauses = [{ starts = "suspended", since = 2020-01-01 }]',
        "thiếu “ends”",
    ),
    "an unknown event that stops the clock": (
        'nature = "duty"',
        'nature = "duty"\npauses = [{ starts = "halted", ends = "resumed" }]',
        "halted",
    ),
    "a table that is none": ('nature = "duty"', 'nature = "duty"\nends_except = 1', "phải là bảng"),
    "a backward limit that rolls": ('direction = "after"', 'direction = "before"', "tính lùi"),
    "a transition to nothing": (
        "from = 2024-01-01",
        'from = 2024-01-01\ntransition = { passage = "silent" }',
        "kế tiếp",
    ),
    "a transition that does not say which": (
        "from = 2020-01-01",
        "from = 2020-01-01\ntransition = {}",
        "thiếu “passage”",
    ),
    "a stated transition without its provision": (
        "from = 2020-01-01",
        'from = 2020-01-01\ntransition = { passage = "new" }',
        "thiếu căn cứ",
    ),
    "a repeal without its act": (
        "from = 2024-01-01\ncite",
        "from = 2024-01-01\nrepealed = true\ncitation",
        "thiếu căn cứ",
    ),
    "a frequency that is called a duty": ("{ days = 30 }", "{ per_week = 1 }", "tần suất"),
    "a duty that is called a frequency": ('nature = "duty"', 'nature = "frequency"', "tần suất"),
    "a fact that nobody states": (
        'nature = "duty"',
        'nature = "duty"\nstarts_on_fact = "born_on"',
        "born_on",
    ),
    "a way of starting without a start": (
        'starts = ["received"]',
        'starts_when = ["posted"]',
        "starts",
    ),
    "an unknown circumstance": (
        'starts = ["received"]',
        'starts = ["received"]\nstarts_when = ["shouted"]',
        "shouted",
    ),
    "an alias with a strange condition": (
        'variants = ["complex"]',
        'variants = ["remote"]',
        "THU-1.b",
    ),
    "an alias with strange extensions": ('variants = ["complex"]', "extensions = 1", "THU-1.b"),
    "an alias that is the rule": ('id = "THU-1.b"', 'id = "thu-1"', "hai quy tắc"),
    "the expiry of no rule": (
        'nature = "duty"',
        'nature = "duty"\nstarts_on_expiry_of = "X-1"',
        "X-1",
    ),
    "extensions without grounds": (
        "checked_on = 2026-11-23\n\n",
        "checked_on = 2026-11-23\n" + EXTENSIONS.replace('["complex"]', "[]") + "\n",
        "grounds",
    ),
    "a key outside any rule": ("\n[THU-1]", "version = 1\n[THU-1]", "không thuộc quy tắc"),
    "text that is no TOML": ('nature = "duty"', "nature = duty", "không đọc được"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_data_is_refused_by_name(mistake: str, tmp_path: Path) -> None:
    right, wrong, told = MISTAKES[mistake]
    assert right in RULE

    with pytest.raises(RulebookError, match=told):
        _written(tmp_path, RULE.replace(right, wrong))


@pytest.mark.parametrize("mistake", sorted(set(MISTAKES) - {"an alias that is the rule"}))
def test_a_mistake_is_named_with_its_file_and_line(mistake: str, tmp_path: Path) -> None:
    right, wrong, _ = MISTAKES[mistake]
    text = RULE.replace(right, wrong)

    with pytest.raises(RulebookError) as refused:
        _written(tmp_path, text)

    told = str(refused.value)
    line = re.search(r"(?:dòng|line) (\d+)", told)
    assert told.startswith("thu.toml") or mistake == "the expiry of no rule", told
    assert line is None or 1 <= int(line[1]) <= len(text.splitlines()) + 1
    assert line is not None or mistake == "the expiry of no rule", told


def test_the_line_told_is_the_line_of_the_mistake(tmp_path: Path) -> None:
    text = RULE.replace("from = 2024-01-01", 'from = 2024-01-01\ncolour = "red"')
    wanted = next(n for n, t in enumerate(text.splitlines(), 1) if "colour" in t)

    with pytest.raises(RulebookError, match=rf"thu\.toml, THU-1, version 2, dòng {wanted}: khóa"):
        _written(tmp_path, text)


def test_the_rule_without_mistake_is_read(tmp_path: Path) -> None:
    rule = _written(tmp_path, RULE + EXTENSIONS).rule("thu-1.b")

    assert rule.id == "THU-1"
    assert [v.from_ for v in rule.versions] == [date(2020, 1, 1), date(2024, 1, 1)]
    assert rule.extends
    assert rule.versions[1].extensions is not None
    assert rule.versions[1].extensions.most == 1


def test_an_unknown_key_of_an_instrument_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"instruments\.toml, luat-thu"):
        _written(tmp_path, RULE, INSTRUMENTS + 'colour = "red"\n')


def _written(folder: Path, rule: str, instruments: str = INSTRUMENTS) -> Rulebook:
    (folder / "instruments.toml").write_text(instruments, "utf-8")
    (folder / "thu.toml").write_text(rule, "utf-8")
    return Rulebook.load(folder)
