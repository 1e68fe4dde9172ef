"""The rule files: what they hold at every date, and every mistake they refuse."""

from datetime import date, timedelta

import pytest

from tracker.law.events import EventType, Trait
from tracker.law.kinds import CaseKind
from tracker.law.rulebook import Basis, Confidence, Nature, Rule, Rulebook, Unit
from tracker.law.terms import Refusal

BOOK = Rulebook.load()
LAST_DAY = date(2030, 12, 31)
CHANGE = date(2026, 7, 1)


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_exactly_one_version_holds_on_every_day_since_the_first(rule: Rule) -> None:
    starts = [v.from_ for v in rule.versions]
    ends = [*starts[1:], rule.repealed_on or LAST_DAY]

    for version, first, next_first in zip(rule.versions, starts, ends, strict=True):
        assert rule.on(first) is version
        assert rule.on(next_first - timedelta(1)) is version
    assert rule.in_force(starts[0] - timedelta(1)) is None
    assert rule.repealed_on is None or rule.in_force(rule.repealed_on) is None


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

    # A filed petition is kept for its year; nothing ends that but time.
    lasting = {Nature.EFFECT, Nature.KEEP}
    assert [i for i in endless if BOOK.rule(i).nature not in lasting] == []


def test_a_target_of_the_house_says_that_it_is_no_law() -> None:
    internal = {r.id: r for r in BOOK.rules if r.basis is Basis.INTERNAL}

    assert set(internal) == {"NB-KNPA", "KL-54", "TC-25.c", "BV-P"}
    assert all("mục tiêu nội bộ" in rule.title for rule in internal.values())
    assert {str(r.versions[0].cite) for r in internal.values()} == {"Mục tiêu nội bộ của cơ quan"}


def test_suspension_of_complaints_exists_since_july_2026_only() -> None:
    since = {r.id: [p.since for p in r.pauses] for r in BOOK.rules if r.pauses}

    assert since["KN-28"] == since["KN-37"] == since["KL-50.b"] == [CHANGE]
    assert since["TC-30"] == [date(2019, 1, 1), date(2019, 5, 28)]  # Suspension; expert opinion.
    assert since["KN-9"] == since["KL-48.a"] == [date(2012, 7, 1)]


def test_asking_after_the_repeal_is_refused_with_its_date() -> None:
    district = BOOK.rule("TCD-13.5")

    assert district.on(date(2025, 6, 30)).lengths[0].number == 2
    with pytest.raises(Refusal, match=r"TCD-13\.5 đã hết hiệu lực từ ngày 01/07/2025"):
        district.on(date(2025, 7, 1))


def test_the_commune_chair_receives_weekly_before_and_twice_a_month_after_july_2026() -> None:
    commune = BOOK.rule("TCD-15.2c")

    before, after = (commune.on(d).lengths[0] for d in (CHANGE - timedelta(1), CHANGE))

    assert (before.number, before.unit) == (1, Unit.PER_WEEK)
    assert (after.number, after.unit) == (2, Unit.PER_MONTH)
    assert BOOK.rule("TCD-18.2").on(CHANGE).lengths[0].unit is Unit.PER_MONTH


def test_rules_resting_on_the_decrees_of_2026_alone_are_only_likely() -> None:
    for rule_id in ("ND154-41.3b", "ND154-4.3", "KN-28b.a", "KN-30.a", "KN-41.b"):
        assert BOOK.rule(rule_id).versions[-1].confidence is Confidence.LIKELY


def test_a_citation_reads_as_on_paper() -> None:
    assert str(BOOK.rule("KN-28").on(CHANGE).cite) == "Điều 28 Luật Khiếu nại 02/2011/QH13"
