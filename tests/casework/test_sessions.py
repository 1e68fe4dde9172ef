"""Opening and closing receptions, confirming statements."""

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories, planning
from tracker.access import Role
from tracker.casework import sessions
from tracker.casework.identity import Identity
from tracker.casework.intake import VisitDetails, log_visit
from tracker.casework.registration import Desk
from tracker.casework.sessions import Member, SessionDetails
from tracker.law.calendar import Calendar
from tracker.law.terms import Refusal
from tracker.records.chain import AuditEntry
from tracker.records.reception import (
    Capacity,
    Reception,
    ReceptionForm,
    ReceptionMode,
    Visit,
    VisitOutcome,
)
from tracker.records.schedule import SessionStatus
from tracker.records.sessions import MemberRole, ReceptionMember, Signature

DAY = date(2026, 11, 16)  # A Monday.
HOLIDAY = date(2026, 11, 24)  # Ngày Văn hóa Việt Nam
TODAY = date(2026, 11, 26)


@pytest.fixture
def desk(session: Session) -> Desk:
    return factories.desk(session, factories.person(session, Role.RECEPTIONIST))


@pytest.fixture
def details(session: Session) -> SessionDetails:
    director = factories.person_with(session, Role.DIRECTOR)
    return SessionDetails(
        DAY, ReceptionMode.PERIODIC, ReceptionForm.IN_PERSON, Capacity.HEAD, director.id,
        time(7, 30), "Phòng tiếp công dân",
        (Member(MemberRole.MINUTES, "Lê Thị Thu", "Văn phòng"),),
    )  # fmt: skip


def opened(session: Session, desk: Desk, details: SessionDetails) -> Reception:
    return sessions.open_session(session, desk, details, calendar=Calendar.official(), today=TODAY)


def visited(
    session: Session, desk: Desk, outcome: VisitOutcome = VisitOutcome.GUIDED, name: str = "Lê An"
) -> Visit:
    visit = VisitDetails(
        DAY,
        Identity(name),
        "Hỏi thủ tục",
        outcome,
        ReceptionMode.PERIODIC,
        outcome_note="Đã nói rõ",
    )
    petition = None
    if outcome is VisitOutcome.STATEMENT_TAKEN:
        petition = factories.petition_details(received_on=DAY, sender=Identity(name))
    logged = log_visit(session, desk, visit, petition, now=factories.moment(DAY))
    assert logged.visit is not None
    return logged.visit


def test_visits_of_the_day_go_into_the_session_that_the_head_holds(
    session: Session, desk: Desk, details: SessionDetails
) -> None:
    reception = opened(session, desk, details)

    visits = [visited(session, desk, name=name) for name in ("Lê An", "Lê Bình")]

    assert {visit.reception.id for visit in visits} == {reception.id}
    assert visits[0].reception.receiver_id == details.receiver_id != desk.user_id


def test_who_is_present_is_kept(session: Session, desk: Desk, details: SessionDetails) -> None:
    opened(session, desk, details)
    member = session.scalars(select(ReceptionMember)).one()
    assert (member.role, member.full_name, member.body) == (
        MemberRole.MINUTES, "Lê Thị Thu", "Văn phòng",
    )  # fmt: skip


def test_who_is_present_and_where_is_put_right_while_the_session_runs(
    session: Session, desk: Desk, details: SessionDetails
) -> None:
    reception = opened(session, desk, details)
    interpreter = Member(MemberRole.INTERPRETER, "Đinh Thị Hrê")

    amended = sessions.Amended(time(8), "Hội trường", (*details.members, interpreter))
    sessions.amend_session(session, reception, amended, today=TODAY)

    assert (reception.begins_at, reception.place) == (time(8), "Hội trường")
    assert present(session) == [("Lê Thị Thu", "Văn phòng"), ("Đinh Thị Hrê", "")]


def test_who_was_not_there_is_struck_out_and_stands_in_the_trail(
    session: Session, desk: Desk, details: SessionDetails
) -> None:
    reception = opened(session, desk, details)

    amended = sessions.Amended(time(8), "", ())
    sessions.amend_session(session, reception, amended, today=TODAY)

    assert present(session) == []
    struck = select(AuditEntry).where(
        AuditEntry.subject == "reception_member", AuditEntry.action == "delete"
    )
    assert len(session.scalars(struck).all()) == 1


def test_a_session_that_ended_on_another_day_stays_as_it_is(
    session: Session, desk: Desk, details: SessionDetails
) -> None:
    reception = opened(session, desk, details)
    sessions.close_session(
        session, reception, ends_at=time(11), nobody_came=True, now=factories.moment(TODAY)
    )

    with pytest.raises(Refusal):
        sessions.amend_session(session, reception, sessions.Amended(time(8), "", ()), today=TODAY)


@pytest.mark.parametrize("comes_from_the_schedule", [True, False])
def test_what_the_schedule_holds_for_it_is_noted_as_held(
    session: Session, desk: Desk, details: SessionDetails, *, comes_from_the_schedule: bool
) -> None:
    row = planning.planned(session, DAY, today=date(2026, 11, 2))

    chosen = replace(details, planned_id=row.id if comes_from_the_schedule else None)
    reception = opened(session, desk, chosen)

    assert (row.status, row.reception_id) == (SessionStatus.HELD, reception.id)


def test_a_session_of_another_person_leaves_the_schedule_as_it_is(
    session: Session, desk: Desk, details: SessionDetails
) -> None:
    row = planning.planned(session, DAY, today=date(2026, 11, 2))
    deputy = factories.person(session, Role.HANDLER)

    opened(session, desk, replace(details, receiver_id=deputy.id, capacity=Capacity.DELEGATED))

    assert row.status is SessionStatus.PLANNED


def present(session: Session) -> list[tuple[str, str]]:
    members = session.scalars(select(ReceptionMember).order_by(ReceptionMember.id))
    return [(member.full_name, member.body) for member in members]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_on": date(2026, 11, 27)}, "held_on"),
        ({"held_on": HOLIDAY}, "on_day_off"),
        ({"held_on": date(2026, 6, 15), "form": ReceptionForm.ONLINE}, "form"),
        ({"capacity": Capacity.ASSIGNED}, "capacity"),
        ({"receiver_id": 2**31 - 1}, "receiver_id"),
    ],
    ids=["in the future", "on a day off", "online too early", "not the head", "nobody of ours"],
)
def test_a_session_that_cannot_be_is_refused_beside_its_field(
    session: Session, desk: Desk, details: SessionDetails, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        opened(session, desk, replace(details, **changes))  # type: ignore[arg-type]  # as named
    assert refusal.value.field == field


def test_a_day_off_is_taken_once_it_was_confirmed(
    session: Session, desk: Desk, details: SessionDetails
) -> None:
    reception = opened(session, desk, replace(details, held_on=HOLIDAY, on_day_off=True))
    assert reception.held_on == HOLIDAY


@pytest.mark.parametrize(
    ("mode", "begins_at"),
    [(ReceptionMode.PERIODIC, time(14)), (ReceptionMode.EXTRAORDINARY, time(8))],
    ids=["the same kind twice a day", "two at one hour"],
)
def test_overlapping_sessions_of_one_receiver_are_refused(
    session: Session, desk: Desk, details: SessionDetails, mode: ReceptionMode, begins_at: time
) -> None:
    opened(session, desk, details)
    with pytest.raises(Refusal):
        opened(session, desk, replace(details, mode=mode, begins_at=begins_at))


def test_a_session_to_which_nobody_came_is_held(
    session: Session, desk: Desk, details: SessionDetails
) -> None:
    reception = opened(session, desk, details)
    now = factories.moment(TODAY)
    sessions.close_session(session, reception, ends_at=time(11), nobody_came=True, now=now)
    assert (reception.nobody_came, reception.ends_at) == (True, time(11))


@pytest.mark.parametrize(
    ("came", "nobody_came", "ends_at", "field"),
    [
        (True, True, time(11), "nobody_came"),
        (False, False, time(11), "nobody_came"),
        (False, True, time(7), "ends_at"),
    ],
    ids=["somebody came", "nothing entered", "ends before it began"],
)
def test_an_end_that_cannot_be_is_refused(
    session: Session,
    desk: Desk,
    details: SessionDetails,
    *,
    came: bool,
    nobody_came: bool,
    ends_at: time,
    field: str,
) -> None:
    reception = opened(session, desk, details)
    if came:
        visited(session, desk)
    with pytest.raises(Refusal) as refusal:
        sessions.close_session(
            session, reception, ends_at=ends_at, nobody_came=nobody_came,
            now=factories.moment(TODAY),
        )  # fmt: skip
    assert refusal.value.field == field


def test_a_statement_is_confirmed_once(session: Session, desk: Desk) -> None:
    visit = visited(session, desk, VisitOutcome.STATEMENT_TAKEN)
    typed = {
        "read_back_by": "Lê Thị Thu", "signature": Signature.FINGERPRINT, "confirmed_on": DAY,
        "by": desk.user_id, "now": factories.moment(TODAY),
    }  # fmt: skip
    sessions.confirm_statement(session, visit, **typed)  # type: ignore[arg-type]  # as named
    with pytest.raises(Refusal, match="đã được xác nhận"):
        sessions.confirm_statement(session, visit, **typed)  # type: ignore[arg-type]  # as named


def test_only_a_statement_is_confirmed(session: Session, desk: Desk) -> None:
    with pytest.raises(Refusal, match="không ghi lời trình bày"):
        sessions.confirm_statement(
            session, visited(session, desk), read_back_by="Thu", signature=Signature.SIGNED,
            confirmed_on=DAY, by=desk.user_id, now=factories.moment(TODAY),
        )  # fmt: skip


def test_a_session_closed_too_early_is_opened_again_on_its_day(
    session: Session, desk: Desk, details: SessionDetails
) -> None:
    reception = opened(session, desk, details)
    now = factories.moment(TODAY)
    sessions.close_session(session, reception, ends_at=time(9), nobody_came=True, now=now)
    with pytest.raises(Refusal, match="của hôm nay"):
        sessions.reopen_session(session, reception, today=TODAY)

    sessions.reopen_session(session, reception, today=DAY)

    assert (reception.ends_at, reception.nobody_came) == (None, False)


def test_nobody_but_a_head_holds_the_heads_day(
    session: Session, desk: Desk, details: SessionDetails
) -> None:
    with pytest.raises(Refusal, match="không phải người đứng đầu"):
        opened(session, desk, replace(details, receiver_id=desk.user_id))
