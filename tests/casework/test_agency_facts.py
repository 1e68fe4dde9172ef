"""What the checks see of an agency and of its cases, read from the database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework.agency_facts import read_agency
from tracker.casework.case_facts import read_cases
from tracker.casework.inspection import run_checks
from tracker.law.events import EventType
from tracker.law.findings.codes import CheckCode
from tracker.law.findings.record import AgencyRecord, CaseRecord
from tracker.law.kinds import CaseKind
from tracker.law.periodic import Weekday
from tracker.records.calendar import calendar_in_use
from tracker.records.cases import Case, CaseBarrier
from tracker.records.inspection import Finding
from tracker.records.organisation import Membership
from tracker.records.petitions import UnsealGrant
from tracker.records.schedule import RegularHours

TODAY = date(2026, 11, 23)
LETTER = "Kiến nghị hỗ trợ đăng ký nhãn hiệu tập thể cho làng nghề làm nón của xã chúng tôi"


def test_numbers_run_without_gaps_until_one_is_missing(session: Session) -> None:
    cases = [factories.case(session) for _ in range(3)]
    assert gaps(seen(session)) == {}

    cases[1].code = "KN-2026-9000"
    session.flush()

    assert gaps(seen(session))["KN-2026"] >= {2}


def test_the_last_number_given_counts_even_when_its_row_is_gone(session: Session) -> None:
    case = factories.case(session)
    case.code = "XX"
    session.flush()

    assert gaps(seen(session)) == {"KN-2026": {1}}


def test_equal_letters_that_ended_differently_stand_together(session: Session) -> None:
    first, second = (
        factories.case(session, CaseKind.RECOMMENDATION, summary=LETTER) for _ in range(2)
    )
    factories.case(session, CaseKind.RECOMMENDATION, summary=LETTER + ".")
    for case, event in ((first, EventType.ANSWERED), (second, EventType.FILED_AWAY)):
        ended(session, case, event)

    (group,) = seen(session).texts

    assert set(group.results) == {(first.code, "answered"), (second.code, "filed_away")}


def test_sealed_letters_are_never_compared(session: Session) -> None:
    for _ in range(2):
        factories.case(session, CaseKind.DENUNCIATION, summary=LETTER)

    assert seen(session).texts == ()


def test_hours_without_anybody_to_receive_are_seen(session: Session) -> None:
    receptionist = factories.person(session, Role.RECEPTIONIST)
    hours(session, receptionist.agency_id)
    assert (seen(session).has_hours, seen(session).receivers) == (True, 1)

    receptionist.is_active = False
    session.flush()

    assert (seen(session).has_hours, seen(session).receivers) == (True, 0)


def test_a_case_is_read_as_it_was_recorded(session: Session) -> None:
    handler = factories.person(session, Role.HANDLER)
    case = factories.assigned(session, factories.case(session), handler, date(2026, 11, 3))
    factories.classified(session, case, date(2026, 11, 4))
    session.add(CaseBarrier(agency_id=case.agency_id, case_id=case.id, user_id=handler.id))
    session.flush()

    record = looked_at(session, case)

    assert [e.type for e in record.steps] == [EventType.RECEIVED, EventType.CLASSIFIED]
    assert record.written[2].on == date(2026, 11, 4)
    assert [(g.user_id, g.from_on) for g in record.given] == [(handler.id, date(2026, 11, 3))]
    assert record.barred_people == {handler.id}
    assert {d.rule for d in record.duties} >= {"KN-27", "ND154-41.3b"}


@pytest.mark.parametrize(
    ("role", "is_assigned", "is_entitled"),
    [
        (Role.DIRECTOR, False, True), (Role.HANDLER, True, True), (Role.HANDLER, False, False),
        (Role.UNIT_HEAD, False, False),
    ],
)  # fmt: skip
def test_an_opening_says_whether_the_right_was_held_that_day(
    session: Session, role: Role, is_assigned: bool, is_entitled: bool
) -> None:
    case = factories.case(session, CaseKind.DENUNCIATION)
    opener = factories.person(session, role)
    if is_assigned:
        factories.assigned(session, case, opener, date(2026, 11, 3))
    opened(session, case, opener.id)

    (opening,) = looked_at(session, case).openings

    assert opening.is_entitled is is_entitled


def test_a_role_that_had_ended_gives_no_right(session: Session) -> None:
    case = factories.case(session, CaseKind.DENUNCIATION)
    director = factories.person(session, Role.DIRECTOR)
    session.get_one(Membership, director.memberships[0].id).ends_on = date(2026, 11, 5)
    opened(session, case, director.id)

    run_checks(session, case.agency_id, now=factories.moment(TODAY), full=True)

    found = session.query(Finding).filter_by(check_code=CheckCode.UNENTITLED_OPENING).one()
    assert found.facts == {"person": director.id, "on": "2026-11-10"}


def seen(session: Session) -> AgencyRecord:
    agency = factories.agency(session)
    calendar = calendar_in_use(session)
    return read_agency(session, agency.id, now=factories.moment(TODAY), calendar=calendar)


def looked_at(session: Session, case: Case) -> CaseRecord:
    calendar, now = calendar_in_use(session), factories.moment(TODAY)
    (read,) = read_cases(session, [case.id], now=now, calendar=calendar)
    return replace(read.record)


def gaps(record: AgencyRecord) -> Mapping[str, set[int]]:
    """Give what is missing, counted another way than the check does."""
    found = {}
    for numbers in record.series:
        last = max([numbers.last, *numbers.taken])
        if len(numbers.taken) < last:
            found[numbers.series] = set(range(1, last + 1)) - numbers.taken
    return found


def ended(session: Session, case: Case, event: EventType) -> None:
    on = date(2026, 11, 4)
    factories.classified(session, case, on)
    if event is EventType.ANSWERED:
        factories.happen(session, case, EventType.ACCEPTED, on)
    factories.happen(session, case, event, on + timedelta(1), ground="luu-a")


def opened(session: Session, case: Case, user_id: int) -> None:
    """Open an identity past the guard, as a change of roles in between would leave it."""
    session.add(
        UnsealGrant(
            agency_id=case.agency_id, petition_id=case.links[0].petition_id, user_id=user_id,
            reason="Đối chiếu hồ sơ", opened_at=factories.moment(date(2026, 11, 10)),
            closes_at=factories.moment(date(2026, 11, 10)),
        )
    )  # fmt: skip
    session.flush()


def hours(session: Session, agency_id: int) -> None:
    session.add(
        RegularHours(
            agency_id=agency_id, unit_id=agency_id, weekday=Weekday.MONDAY, begins_at=time(7, 30),
            ends_at=time(11), place="Phòng tiếp", starts_on=date(2026, 1, 1),
        )
    )  # fmt: skip
    session.flush()
