"""Rows with sane defaults; a test names only what matters to it."""

from dataclasses import replace
from datetime import date, datetime, time
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.casework import assignment, recording, registration, sign_in_sessions
from tracker.casework.identity import Identity
from tracker.casework.lockout import Origin
from tracker.casework.recording import Act
from tracker.casework.registration import Desk, Logged, PartyDetails, PetitionDetails
from tracker.clock import VIETNAM, now
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.records.accounts import Way
from tracker.records.cases import Case, CaseEvent
from tracker.records.organisation import Membership, OrgUnit, User
from tracker.records.petitions import Channel, PartyRole
from tracker.records.transactions import writing
from tracker.records.visibility import Holding, Reach
from tracker.web.passwords import hashed
from tracker.web.person import session_name as named

PASSWORD = "mat khau du dai 2026"
LONG_AGO = date(2019, 1, 1)
HANH = Identity("Trần Thị Hạnh", "Thôn 3, xã Ba Vì", "0912345678", "051185001234")

_numbers = count(1)


def moment(day: date) -> datetime:
    """Give mid-morning of a day."""
    return datetime.combine(day, time(9, 30), VIETNAM)


def agency(session: Session, name: str = "Sở Khoa học và Công nghệ") -> OrgUnit:
    """Give the agency of this name, founded if it is not there yet."""
    found = session.scalars(select(OrgUnit).where(OrgUnit.name == name)).first()
    if found is not None:
        return found
    row = OrgUnit(name=name, short_name=name[:40])
    session.add(row)
    session.flush()
    row.agency_id, row.path = row.id, f"/{row.id}/"
    session.flush()
    return row


def unit(session: Session, name: str = "Văn phòng", *, under: OrgUnit | None = None) -> OrgUnit:
    """Give the unit of this name below another, founded if it is not there yet."""
    parent = under or agency(session)
    found = session.scalars(
        select(OrgUnit).where(OrgUnit.name == name, OrgUnit.parent_id == parent.id)
    ).first()
    if found is not None:
        return found
    row = OrgUnit(name=name, short_name=name[:40], parent_id=parent.id, agency_id=parent.agency_id)
    session.add(row)
    session.flush()
    row.path = f"{parent.path}{row.id}/"
    session.flush()
    return row


AT_THE_TOP = frozenset({Role.DIRECTOR, Role.INSPECTOR, Role.ADMINISTRATOR})


def person(
    session: Session, role: Role, *, at: OrgUnit | None = None, name: str = "Nguyễn Văn Mẫu"
) -> User:
    """Hire a new person with one role."""
    place = at or (agency(session) if role in AT_THE_TOP else unit(session))
    user = User(
        agency_id=place.agency_id,
        login=f"{role.value}{next(_numbers)}",
        full_name=name,
        password_hash=hashed(PASSWORD),
    )
    user.memberships = [Membership(unit_id=place.id, role=role, starts_on=LONG_AGO)]
    session.add(user)
    session.flush()
    return user


def session_name(session: Session, user: User, way: Way = Way.PASSWORD) -> str:
    """Open a session of a person now, and give what its cookie holds."""
    origin = Origin("127.0.0.1", "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0")
    with writing():  # A request context that ended may have taken the pen away.
        return named(user.id, sign_in_sessions.begin(session, user, origin, way, now()))


def person_with(session: Session, role: Role) -> User:
    """Give someone with a role in the usual agency, hired if there is nobody yet."""
    found = session.scalars(
        select(User)
        .join(Membership)
        .where(Membership.role == role, User.agency_id == agency(session).id)
        .order_by(User.id)
    ).first()
    return found or person(session, role)


def reach(session: Session, user: User, *stands_in_for: int) -> Reach:
    """Give how far a person reaches."""
    rows = session.execute(
        select(Membership.role, OrgUnit.id, OrgUnit.path)
        .join(OrgUnit, OrgUnit.id == Membership.unit_id)
        .where(Membership.user_id == user.id)
    )
    return Reach(user.id, user.agency_id, tuple(Holding(*row) for row in rows), stands_in_for)


def desk(session: Session, receptionist: User | None = None) -> Desk:
    """Give a reception desk."""
    user = receptionist or person_with(session, Role.RECEPTIONIST)
    place = session.scalars(select(Membership.unit_id).where(Membership.user_id == user.id)).first()
    return Desk(user.agency_id, place or 0, user.id)


def petition_details(
    kind: CaseKind = CaseKind.COMPLAINT,
    *,
    received_on: date = date(2026, 11, 2),
    sender: Identity = HANH,
    summary: str = "Không đồng ý quyết định thu hồi kinh phí đề tài giống lúa chịu mặn",
    respondents: tuple[PartyDetails, ...] = (),
) -> PetitionDetails:
    """Give what would be typed of a petition."""
    return PetitionDetails(
        kind=kind,
        summary=summary,
        received_on=received_on,
        parties=(PartyDetails(PartyRole.SENDER, sender), *respondents),
        channel=Channel.POST,
    )


def petition(session: Session, kind: CaseKind = CaseKind.COMPLAINT, **details: Any) -> Logged:
    """Register a petition with its case."""
    typed = petition_details(kind)
    typed = replace(typed, **details) if details else typed
    return registration.register_petition(
        session, desk(session), typed, now=moment(typed.received_on)
    )


def case(session: Session, kind: CaseKind = CaseKind.COMPLAINT, **details: Any) -> Case:
    """Open a case through the door that everybody uses."""
    opened = petition(session, kind, **details).case
    assert opened is not None
    return opened


def happen(
    session: Session,
    subject: Case,
    event: EventType,
    on: date,
    *,
    by: User | None = None,
    **particulars: Any,
) -> CaseEvent:
    """Record a step as the director, who may make all of them."""
    who = reach(session, by or person_with(session, Role.DIRECTOR))
    act = Act(on, document_number="15/SKHCN", particulars=particulars)
    return recording.record(session, subject, event, act=act, by=who, now=moment(on))


def classified(session: Session, subject: Case, on: date, **particulars: Any) -> Case:
    """Classify a case as within competence, its kind unchanged."""
    told = {"kind": subject.kind.value, "level": subject.level.value, "traits": subject.traits}
    happen(session, subject, EventType.CLASSIFIED, on, **(told | particulars))
    return subject


def assigned(session: Session, subject: Case, handler: User, on: date) -> Case:
    """Give a case to a handler."""
    place = session.scalars(
        select(Membership.unit_id).where(Membership.user_id == handler.id)
    ).one()
    assignment.assign(
        session,
        subject,
        unit_id=place,
        user_id=handler.id,
        reason="Đúng lĩnh vực",
        by=reach(session, person_with(session, Role.DIRECTOR)),
        now=moment(on),
    )
    return subject
