"""Each check finds the faults seeded for it and nothing in lawful cases; none is forgotten."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from tests.law.lawful_histories import CALENDAR, TODAY, Events, histories
from tracker.law.events import EventType, effective
from tracker.law.findings.catalogue import CHECKS, OF_AGENCIES, OF_CASES, examine_case
from tracker.law.findings.codes import CheckCode
from tracker.law.findings.record import CaseRecord, Duty, Given, Written
from tracker.law.findings.seeds import SEEDS
from tracker.law.findings.seeds_agency import AGENCY_SEEDS
from tracker.law.findings.selftest import Score, scores
from tracker.law.findings.tales import CLEAN, COMPLAINT, day
from tracker.law.moves import ENDED
from tracker.law.obligations import obligations
from tracker.law.rulebook import Rulebook
from tracker.law.workflow import replay

E = EventType
# What no lawful history can show, whatever its dates: it takes an unlawful step.
AGAINST_THE_TABLE = (
    CheckCode.NO_GROUND, CheckCode.TOO_MANY_EXTENSIONS, CheckCode.NO_RESULT_PAPER,
    CheckCode.RECORDED_LATE, CheckCode.CONFLICT, CheckCode.UNENTITLED_OPENING,
)  # fmt: skip
ARTICLE = re.compile(r"Điều \d+|Thông tư \d+/\d{4}")


def test_every_code_has_its_check() -> None:
    assert list(CHECKS) == list(CheckCode)
    assert [c.value for c in CheckCode][:36] == [f"F-{n:02}" for n in range(1, 37)]


def test_every_judged_check_has_true_and_false_seeds() -> None:
    assert set(SEEDS) == {c.code for c in OF_CASES}
    assert set(AGENCY_SEEDS) == {c.code for c in OF_AGENCIES}
    for seeded in (*SEEDS.values(), *AGENCY_SEEDS.values()):
        assert len(seeded.true) >= 2
        assert len(seeded.false) >= 2


def test_what_is_not_judged_says_why() -> None:
    silent = [c.code.value for c in CHECKS.values() if not c.is_judged and not c.not_judged]
    unjudged = [c.code.value for c in CHECKS.values() if not c.is_judged]

    assert silent == []
    assert unjudged == ["F-05", "F-21", "F-27", "F-34", "F-36"]


def test_every_check_rests_on_an_article() -> None:
    assert [c.code.value for c in CHECKS.values() if not ARTICLE.search(c.article)] == []


@pytest.mark.parametrize("score", tuple(scores()), ids=lambda score: score.code.value)
def test_a_check_finds_its_faults_and_nothing_else(score: Score) -> None:
    assert score.is_perfect, score
    assert score.lawful >= score.seeded >= 2


@pytest.mark.parametrize("name", CLEAN)
def test_a_lawful_case_shows_nothing_at_all(name: str) -> None:
    assert list(examine_case(CLEAN[name].record())) == []


def test_a_fault_is_named_where_it_is_and_what_it_is() -> None:
    late = COMPLAINT.with_step(E.DECIDED, on=day("09/10"))

    (found,) = [f for f in examine_case(late.record()) if f.code is CheckCode.SETTLED_LATE]

    assert found.place == "KN-28/3"
    assert found.facts == {"rule": "KN-28", "due_on": "2026-10-08", "met_on": "2026-10-09"}


def test_what_fell_away_late_was_never_met() -> None:
    tale = COMPLAINT.until(E.VERIFICATION_REPORTED).then(E.DISCONTINUED, "12/10")

    (found,) = [f for f in examine_case(tale.record()) if f.code is CheckCode.SETTLED_LATE]

    assert found.facts["met_on"] is None


@given(histories())
def test_a_lawful_history_shows_nothing_that_takes_an_unlawful_step(events: Events) -> None:
    record = recorded(events)
    checks = [CHECKS[code] for code in AGAINST_THE_TABLE]

    assert list(examine_case(record, checks)) == []


@given(histories())
def test_lateness_is_found_exactly_where_the_law_says_overdue_or_late(events: Events) -> None:
    record = recorded(events)
    check = CHECKS[CheckCode.SETTLED_LATE]
    owed = obligations(events, Rulebook.load(), CALENDAR)
    late = {
        f"{o.rule.id}/{o.started_by}"
        for o in owed
        if o.rule.id in {"KN-28", "KN-37", "KL-50.b", "TC-30"} and o.days_late(TODAY) > 0
    }

    assert {found.place for found in examine_case(record, [check])} == late


@given(histories())
def test_looking_a_day_later_finds_no_less(events: Events) -> None:
    record = recorded(events)
    later = replace(record, today=TODAY + timedelta(1))

    now = {(f.code, f.place) for f in examine_case(record)}
    assert now <= {(f.code, f.place) for f in examine_case(later)}


def recorded(events: Events) -> CaseRecord:
    """Give a history as a case with somebody at work, every step written down on its day."""
    situation = replay(events)
    is_open = situation.state not in ENDED
    return CaseRecord(
        situation.facts.kind, situation.facts.level, situation.state, is_open,
        events[0].legal_date, None if is_open else situation.last_date, situation.facts.traits,
        events, effective(events),
        {e.sequence: Written(e.legal_date, 1, "1/QĐ-SKHCN") for e in events},
        tuple(map(Duty.of, obligations(events, Rulebook.load(), CALENDAR))), TODAY, CALENDAR,
        (Given(1, 1, events[0].legal_date),),
    )  # fmt: skip
