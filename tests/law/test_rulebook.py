"""The rule files: what they hold at every date, and every mistake they refuse."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tracker.law.events import EventType, Trait
from tracker.law.kinds import CaseKind
from tracker.law.rulebook import Confidence, Nature, Rule, Rulebook, RulebookError, Unit
from tracker.law.terms import Refusal

BOOK = Rulebook.load()
LAST_DAY = date(2030, 12, 31)
CHANGE = date(2026, 7, 1)

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
    "an unknown key of a length": ("{ days = 30 }", "{ days = 30, hours = 1 }", "khóa không biết"),
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
    "a flag that is no flag": ('nature = "duty"', 'nature = "duty"\npauses = 1', "true hoặc false"),
    "pauses without a date": ('nature = "duty"', 'nature = "duty"\npauses = true', "pauses_since"),
    "a date of pauses without pauses": (
        'nature = "duty"',
        'nature = "duty"\npauses_since = 2026-07-01',
        "khóa không biết",
    ),
    "a table that is none": ('nature = "duty"', 'nature = "duty"\nends_except = 1', "phải là bảng"),
    "a backward limit that rolls": ('direction = "after"', 'direction = "before"', "tính lùi"),
    "a transition to nothing": (
        "from = 2024-01-01",
        "from = 2024-01-01\ntransition = true",
        "kế tiếp",
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


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_exactly_one_version_holds_on_every_day_since_the_first(rule: Rule) -> None:
    starts = [v.from_ for v in rule.versions]
    ends = [*starts[1:], LAST_DAY]

    for version, first, next_first in zip(rule.versions, starts, ends, strict=True):
        assert rule.on(first) is version
        assert rule.on(next_first - timedelta(1)) is version
    assert rule.in_force(starts[0] - timedelta(1)) is None


def test_asking_before_the_first_version_is_refused_with_its_date() -> None:
    with pytest.raises(Refusal, match=r"KN-30\.a có hiệu lực từ ngày 01/07/2026"):
        BOOK.rule("KN-30.a").on(date(2026, 6, 30))


@pytest.mark.parametrize("rule_id", ["KN-27", "KL-50.a"])
def test_acceptance_changes_from_ten_days_to_seven_working_days(rule_id: str) -> None:
    rule = BOOK.rule(rule_id)

    before = rule.on(CHANGE - timedelta(1)).lengths[0]
    after = rule.on(CHANGE).lengths[0]

    assert (before.number, before.unit) == (10, Unit.DAYS)
    assert (after.number, after.unit) == (7, Unit.WORKING_DAYS)
    assert rule.versions[0].successor is rule.versions[1]


@pytest.mark.parametrize(
    ("traits", "number"),
    [
        (set(), 30),
        ({Trait.COMPLEX}, 45),
        ({"remote"}, 45),
        ({"complex", "remote"}, 60),
        ({"complex", "especially_complex", "at_desk"}, 45),
    ],
)
def test_the_most_specific_length_wins(traits: set[str], number: int) -> None:
    version = BOOK.rule("KN-28").on(CHANGE)

    assert version.length_for(frozenset(traits)).number == number


@pytest.mark.parametrize(
    ("alias", "rule_id"),
    [
        ("XC-1", "TCD-28.1"), ("KP-1", "TCD-28.1"), ("XC-2", "TCD-27.2a"), ("XC-4", "ND154-4.3"),
        ("XC-6", "ND154-41.3b"), ("ND154-19.3", "TCD-24.4a"), ("KN-27.a", "KN-27"),
        ("KN-27.d", "KN-27"), ("KN-27-old", "KN-27"), ("KN-36", "KN-27"), ("KN-33.a", "KN-33"),
        ("KN-33.a2", "KN-33"), ("KN-28.d", "KN-28"), ("KN-37.c", "KN-37"), ("KN-44.2", "KN-44"),
        ("KL-48.b2", "KL-48.b"), ("KL-50.a1", "KL-50.a"), ("KL-50.b2", "KL-50.b"),
        ("TC-24.a", "TC-24.1"), ("TC-24.c", "TC-24.2"), ("TC-26.a", "TC-26.2"),
        ("TC-29.3", "TC-29"), ("TC-30.3", "TC-30"), ("kn-28", "KN-28"),
    ],
)  # fmt: skip
def test_other_ids_of_the_law_pages_are_understood(alias: str, rule_id: str) -> None:
    assert BOOK.rule(alias).id == rule_id


def test_an_alias_for_a_circumstance_carries_it() -> None:
    assert BOOK.alias("KN-28.d").variants == {Trait.COMPLEX, Trait.REMOTE}
    assert BOOK.alias("TC-30.3").extensions == 2


def test_an_unknown_rule_is_refused_with_ids_that_look_like_it() -> None:
    with pytest.raises(Refusal, match="KN-28"):
        BOOK.rule("KN-288")
    with pytest.raises(Refusal, match="Gần giống: không có"):
        BOOK.rule("???")


def test_reception_is_answered_for_a_denunciation_by_the_notice_not_by_the_acceptance() -> None:
    ends = {
        kind: next(r for r in BOOK.for_kind(kind) if r.id == "TCD-28.1").ends
        for kind in (CaseKind.COMPLAINT, CaseKind.DENUNCIATION)
    }

    assert EventType.ACCEPTED in ends[CaseKind.COMPLAINT]
    assert EventType.ACCEPTED not in ends[CaseKind.DENUNCIATION]
    assert EventType.NOTIFIED in ends[CaseKind.DENUNCIATION]


def test_each_kind_of_case_gets_its_own_rules_only() -> None:
    for kind in CaseKind:
        assert all(kind in rule.kinds for rule in BOOK.for_kind(kind))
    assert "TC-30" not in [r.id for r in BOOK.for_kind(CaseKind.COMPLAINT)]


def test_a_duty_of_a_case_that_begins_can_also_be_met() -> None:
    endless = [r.id for r in BOOK.rules if r.starts and not r.ends]

    assert [i for i in endless if BOOK.rule(i).nature is not Nature.EFFECT] == []


def test_only_the_target_for_feedback_is_internal_and_it_says_so() -> None:
    internal = [r for r in BOOK.rules if r.basis.value == "internal"]

    assert [r.id for r in internal] == ["NB-KNPA"]
    assert "mục tiêu nội bộ" in internal[0].title
    assert str(internal[0].versions[0].cite) == "Mục tiêu nội bộ của cơ quan"


def test_suspension_of_complaints_exists_since_july_2026_only() -> None:
    since = {r.id: r.pauses_since for r in BOOK.rules if r.pauses}

    assert since["KN-28"] == since["KN-37"] == since["KL-50.b"] == CHANGE
    assert since["TC-30"] == date(2019, 1, 1)
    assert since["KN-9"] == date(2012, 7, 1)


def test_rules_resting_on_the_decrees_of_2026_alone_are_only_likely() -> None:
    for rule_id in ("ND154-41.3b", "ND154-4.3", "KN-28b.a", "KN-30.a", "KN-41.b"):
        assert BOOK.rule(rule_id).versions[-1].confidence is Confidence.LIKELY


def test_a_citation_reads_as_on_paper() -> None:
    assert str(BOOK.rule("KN-28").on(CHANGE).cite) == "Điều 28 Luật Khiếu nại 02/2011/QH13"


def _written(folder: Path, rule: str, instruments: str = INSTRUMENTS) -> Rulebook:
    (folder / "instruments.toml").write_text(instruments, "utf-8")
    (folder / "thu.toml").write_text(rule, "utf-8")
    return Rulebook.load(folder)
