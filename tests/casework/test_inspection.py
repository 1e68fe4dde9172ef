"""The checks over the database: the same is found once, what went away is closed."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework import findings
from tracker.casework.calendar import NewDay, add_days, effect_of_adding
from tracker.casework.findings import Said
from tracker.casework.inspection import Tally, check_case, run_checks
from tracker.law.calendar import DayKind
from tracker.law.events import EventType
from tracker.law.findings.codes import CheckCode
from tracker.law.kinds import CaseKind
from tracker.records.audit import AuditEntry
from tracker.records.cases import Assignment, Case
from tracker.records.inspection import Finding, FindingDeed, FindingState

RECEIVED = date(2026, 10, 1)
TODAY = date(2026, 11, 23)
C, S = CheckCode, FindingState
WORDS = "Đề nghị đơn vị nêu rõ lý do."


def test_what_is_late_is_found_with_its_article_and_day(session: Session) -> None:
    case = factories.case(session, received_on=RECEIVED)

    run(session)

    assert codes(session, case) >= {C.LATE_ACCEPTANCE, C.LEFT_LYING}
    late = finding(session, case, C.LATE_ACCEPTANCE)
    assert late.facts == {"rule": "KN-27", "due_on": "2026-10-12", "met_on": None}
    assert (late.state, late.first_seen_on, late.unit_id) == (S.NEW, TODAY, case.logged_unit_id)


def test_a_second_run_finds_the_same_again_and_nothing_new(session: Session) -> None:
    case = factories.case(session, received_on=RECEIVED)
    run(session)
    before = rows(session)

    tally = run(session, TODAY + timedelta(1), full=True)

    assert (tally.new, tally.gone) == (0, 0)
    assert rows(session) == before
    assert codes(session, case)


def test_what_went_away_is_closed_with_its_day_and_kept(session: Session) -> None:
    case = factories.case(session, received_on=RECEIVED)
    run(session)
    lying = finding(session, case, C.LEFT_LYING, "nobody")

    handler = factories.person(session, Role.HANDLER)
    factories.assigned(session, case, handler, TODAY)
    tally = run(session, TODAY)

    session.refresh(lying)
    assert tally.gone == 1
    assert (lying.state, lying.gone_on) == (S.GONE, TODAY)
    assert [act.deed for act in lying.acts] == [FindingDeed.GONE]
    assert lying.acts[0].recorded_by_id is None


def test_what_comes_back_is_the_same_finding_again(session: Session) -> None:
    case = factories.case(session, received_on=RECEIVED)
    run(session)
    lying = finding(session, case, C.LEFT_LYING, "nobody")
    factories.assigned(session, case, factories.person(session, Role.HANDLER), TODAY)
    run(session)

    for row in session.scalars(select(Assignment)):
        row.ends_at = factories.moment(TODAY)
    run(session)

    session.refresh(lying)
    assert (lying.state, lying.gone_on) == (S.NEW, None)
    assert [a.deed for a in lying.acts] == [FindingDeed.GONE, FindingDeed.SEEN_AGAIN]


def test_what_the_inspector_asked_about_stays_with_the_inspector(session: Session) -> None:
    case = factories.case(session, received_on=RECEIVED)
    run(session)
    lying = finding(session, case, C.LEFT_LYING, "nobody")
    ask(session, lying)

    factories.assigned(session, case, factories.person(session, Role.HANDLER), TODAY)
    run(session)

    session.refresh(lying)
    assert (lying.state, lying.gone_on) == (S.ASKED, TODAY)


def test_the_next_run_looks_only_at_what_changed(session: Session) -> None:
    quiet = [factories.case(session, received_on=RECEIVED) for _ in range(5)]
    settled(session, *quiet)
    changed = factories.case(session, received_on=TODAY)
    first = run(session)

    factories.classified(session, changed, TODAY + timedelta(1))
    second = run(session, TODAY + timedelta(1))

    assert (first.is_full, first.cases) == (True, 6)
    assert (second.is_full, second.cases) == (False, 1)


def test_a_day_gone_by_makes_a_case_late_without_a_change(session: Session) -> None:
    case = factories.case(session, received_on=date(2026, 11, 12))
    factories.assigned(session, case, factories.person(session, Role.HANDLER), date(2026, 11, 12))
    run(session, date(2026, 11, 23))
    assert C.LATE_ACCEPTANCE not in codes(session, case)

    tally = run(session, date(2026, 11, 25))

    assert not tally.is_full
    assert C.LATE_ACCEPTANCE in codes(session, case)


@pytest.mark.parametrize("days", [1, 12, 31, 45])
def test_a_run_of_changes_finds_all_that_a_full_run_would(session: Session, days: int) -> None:
    for kind in CaseKind:
        factories.case(session, kind, received_on=date(2026, 11, 2))
    run(session)
    factories.classified(session, factories.case(session, received_on=TODAY), TODAY)

    run(session, TODAY + timedelta(days))
    full = run(session, TODAY + timedelta(days), full=True)

    assert (full.new, full.gone) == (0, 0)


def test_a_new_day_off_lets_the_next_run_look_at_everything(session: Session) -> None:
    case = factories.case(session, received_on=RECEIVED)
    settled(session, case)
    run(session)
    by = factories.person(session, Role.ADMINISTRATOR)
    day = NewDay(date(2027, 3, 2), DayKind.HOLIDAY, "Ngày hội tỉnh", "12/QĐ-UBND")
    effect = effect_of_adding(session, [day], agency_id=by.agency_id)
    add_days(session, [day], effect, by=by.id, now=factories.moment(TODAY))

    assert run(session, TODAY + timedelta(1)).is_full


def test_one_case_is_looked_at_alone(session: Session) -> None:
    case, other = (factories.case(session, received_on=RECEIVED) for _ in range(2))

    tally = check_case(session, case, now=factories.moment(TODAY))

    assert tally.cases == 1
    assert codes(session, case)
    assert codes(session, other) == set()


def test_cases_of_another_agency_are_not_looked_at(session: Session) -> None:
    elsewhere = factories.agency(session, "Sở Xây dựng")
    office = factories.unit(session, "Phòng Tiếp nhận", under=elsewhere)
    factories.person(session, Role.RECEPTIONIST, at=office)
    factories.case(session, received_on=RECEIVED)

    tally = run_checks(session, elsewhere.id, now=factories.moment(TODAY), full=True)

    assert tally.cases == 0


def test_an_act_is_audited_and_never_changed(session: Session) -> None:
    case = factories.case(session, received_on=RECEIVED)
    run(session)
    act = ask(session, finding(session, case, C.LATE_ACCEPTANCE))
    session.commit()

    entry = session.scalars(select(AuditEntry).where(AuditEntry.subject == "finding_act")).one()
    assert WORDS not in str(entry.changes)
    with pytest.raises(DBAPIError):
        session.execute(text("UPDATE finding_act SET deed = 'closed'"))
    session.rollback()
    assert act.words == WORDS


def run(session: Session, on: date = TODAY, *, full: bool = False) -> Tally:
    agency = factories.agency(session)
    tally = run_checks(session, agency.id, now=factories.moment(on), full=full)
    session.expire_all()
    return tally


def settled(session: Session, *cases: Case) -> None:
    """Bring cases to their end long before the day of the run."""
    for case in cases:
        factories.classified(session, case, date(2026, 10, 2))
        refusal = {"ground": "KN-11.2"}
        factories.happen(session, case, EventType.REFUSED, date(2026, 10, 5), **refusal)


def codes(session: Session, case: Case) -> set[CheckCode]:
    stmt = select(Finding.check_code).where(Finding.case_id == case.id)
    return set(session.scalars(stmt))


def finding(session: Session, case: Case, code: CheckCode, place: str = "") -> Finding:
    stmt = select(Finding).where(Finding.case_id == case.id, Finding.check_code == code)
    return session.scalars(stmt.where(Finding.place == place) if place else stmt).one()


def rows(session: Session) -> list[tuple[int, str, date]]:
    stmt = select(Finding.id, Finding.state, Finding.first_seen_on).order_by(Finding.id)
    return [tuple(row) for row in session.execute(stmt)]


def ask(session: Session, found: Finding) -> findings.FindingAct:
    inspector = factories.reach(session, factories.person_with(session, Role.INSPECTOR))
    said = Said(WORDS, TODAY + timedelta(7))
    now = factories.moment(TODAY)
    return findings.act_on_finding(session, found, FindingDeed.ASKED, said, by=inspector, now=now)
