"""A sample that anyone can draw again, a check list and minutes that are added to, not changed."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests import factories
from tests.support.walks import DENOUNCER
from tracker.access import Role
from tracker.casework.inspection import run_checks
from tracker.casework.inspections import (
    Candidate,
    Marked,
    MinutesDetails,
    Scope,
    draw,
    hold_inspection,
    latest_minutes,
    mark_items,
    marks_of,
    write_minutes,
)
from tracker.casework.registration import PartyDetails
from tracker.law.findings.checklist import LINES, Item, Verdict
from tracker.law.findings.codes import CheckCode
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal
from tracker.records.cases import CaseBarrier
from tracker.records.inspection import Inspection, SampledCase, Sampling
from tracker.records.petitions import PartyRole

TODAY = date(2026, 11, 23)
SENDER = PartyDetails(PartyRole.SENDER, DENOUNCER)
SCOPE = Scope(
    "Kiểm tra trách nhiệm", "12/KH", date(2026, 10, 1), TODAY, (), (), Sampling.RANDOM, 7, 3
)
MINUTES = MinutesDetails(TODAY, "Phòng họp", "Ông A\nBà B", "Sổ đủ", "Khắc phục trong 20 ngày")


@pytest.mark.parametrize("sampling", Sampling)
def test_the_same_seed_draws_the_same_sample_whatever_the_order(sampling: Sampling) -> None:
    candidates = [Candidate(n, n % 3) for n in range(100)]

    drawn = draw(candidates, sampling, seed=5, size=10)

    assert drawn == draw(candidates[::-1], sampling, seed=5, size=10)
    assert drawn != draw(candidates, sampling, seed=6, size=10)
    assert len({each.case_id for each in drawn}) == 10


def test_at_random_every_case_has_the_same_chance() -> None:
    candidates = [Candidate(n, 9 if n == 0 else 0) for n in range(20)]

    hits = counted(candidates, Sampling.RANDOM)

    assert set(hits) == set(range(20))
    assert 150 < hits[0] < 350  # 1 000 draws of 5 among 20: 250 are expected.


def test_by_risk_findings_weigh_and_none_is_out_of_reach() -> None:
    candidates = [Candidate(n, 2 if n < 5 else 0) for n in range(20)]

    hits = counted(candidates, Sampling.RISK)

    assert set(hits) == set(range(20))
    assert min(hits[n] for n in range(5)) > 3 * max(hits[n] for n in range(5, 20))


def test_a_sample_larger_than_the_scope_is_the_whole_scope(session: Session) -> None:
    cases = [factories.case(session) for _ in range(2)]

    inspection = hold(session, replace(SCOPE, size=50))

    assert inspection.population == 2
    assert sampled(session, inspection) == {case.id for case in cases}


def test_the_scope_narrows_by_day_kind_and_unit(session: Session) -> None:
    case = factories.case(session, received_on=date(2026, 10, 1))
    factories.case(session, received_on=date(2026, 9, 30))
    factories.case(session, CaseKind.FEEDBACK, received_on=date(2026, 10, 1))
    elsewhere = factories.unit(session, "Phòng Kế hoạch")

    scope = replace(SCOPE, kinds=(CaseKind.COMPLAINT,))
    assert sampled(session, hold(session, scope)) == {case.id}
    with pytest.raises(Refusal, match="Không có vụ việc nào"):
        hold(session, replace(scope, units=(elsewhere.id,)))


def test_a_case_about_the_inspector_is_in_no_sample(session: Session) -> None:
    case, other = factories.case(session), factories.case(session)
    inspector = factories.person_with(session, Role.INSPECTOR)
    session.add(CaseBarrier(agency_id=case.agency_id, case_id=case.id, user_id=inspector.id))
    session.flush()

    assert sampled(session, hold(session)) == {other.id}


def test_a_sample_keeps_by_how_many_findings_it_was_weighed(session: Session) -> None:
    case = factories.case(session, received_on=date(2026, 10, 1))
    run_checks(session, case.agency_id, now=factories.moment(TODAY), full=True)

    inspection = hold(session, replace(SCOPE, sampling=Sampling.RISK))

    assert session.scalars(select(SampledCase.findings)).one() >= 2
    assert inspection.seed == 7


def test_marks_are_added_and_the_last_stands(session: Session) -> None:
    inspection = held(session)
    mark(session, inspection, Verdict.KEPT)
    with pytest.raises(Refusal, match="nào mới"):
        mark(session, inspection, Verdict.KEPT)
    mark(session, inspection, Verdict.BROKEN, "Thiếu nội quy")

    (found,) = marks_of(session, inspection.id).values()
    count = session.execute(text("SELECT count(*) FROM inspection_mark")).scalar()

    assert (found.verdict, found.words, count) == (Verdict.BROKEN, "Thiếu nội quy", 2)


def test_what_is_wrong_must_be_said_in_words(session: Session) -> None:
    inspection = held(session)

    with pytest.raises(Refusal) as refused:
        mark(session, inspection, Verdict.PARTLY, " ")

    assert refused.value.field == "words_place"
    assert marks_of(session, inspection.id) == {}


def test_minutes_written_anew_leave_the_earlier_in_place(session: Session) -> None:
    inspection = held(session)
    for place in ("Phòng họp", "Hội trường"):
        write(session, inspection, replace(MINUTES, place=place))

    found = latest_minutes(session, inspection.id)

    assert found is not None
    assert found.place == "Hội trường"
    session.commit()
    with pytest.raises(DBAPIError):
        session.execute(text("DELETE FROM inspection_minutes"))
    session.rollback()


@pytest.mark.parametrize("field", ["present", "remarks", "demands"])
def test_minutes_name_nobody_who_denounced(session: Session, field: str) -> None:
    factories.case(session, CaseKind.DENUNCIATION, parties=(SENDER,))
    inspection = hold(session)

    with pytest.raises(Refusal, match="người tố cáo") as refused:
        write(session, inspection, replace(MINUTES, **{field: "Bà Hoàng Thị Ngọc Huyền"}))

    assert refused.value.field == field


def test_every_item_has_its_line_and_every_check_its_item() -> None:
    told = {code for line in LINES.values() for code in line.checks}

    assert list(LINES) == list(Item)
    assert set(CheckCode) - told == {CheckCode.ALLOWANCE}


def counted(candidates: list[Candidate], sampling: Sampling) -> Counter[int]:
    return Counter(
        each.case_id
        for seed in range(1_000)
        for each in draw(candidates, sampling, seed=seed, size=5)
    )


def hold(session: Session, scope: Scope = SCOPE) -> Inspection:
    inspector = factories.reach(session, factories.person_with(session, Role.INSPECTOR))
    return hold_inspection(session, scope, by=inspector, now=factories.moment(TODAY))


def held(session: Session) -> Inspection:
    factories.case(session)
    return hold(session)


def mark(session: Session, inspection: Inspection, verdict: Verdict, words: str = "") -> None:
    by, marked = inspection.drawn_by_id, [Marked(Item.PLACE, verdict, words)]
    mark_items(session, inspection, marked, by=by, now=factories.moment(TODAY))


def write(session: Session, inspection: Inspection, details: MinutesDetails) -> None:
    by, now = inspection.drawn_by_id, factories.moment(TODAY)
    write_minutes(session, inspection, details, by=by, now=now)


def sampled(session: Session, inspection: Inspection) -> set[int]:
    stmt = select(SampledCase.case_id).where(SampledCase.inspection_id == inspection.id)
    return set(session.scalars(stmt))
