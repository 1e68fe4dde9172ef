"""Two administrators and somebody who is to be given a role that needs them both."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework import people, role_proposals
from tracker.casework.people import Post
from tracker.records.administration import RoleProposal
from tracker.records.organisation import Membership, User

TODAY = date(2026, 11, 23)
NOW = factories.moment(TODAY)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Office:
    """Two administrators, and somebody who is to be given a role."""

    first: User
    second: User
    person: User
    place: int


def make_office(session: Session) -> Office:
    """Hire the three."""
    return Office(
        factories.person(session, Role.ADMINISTRATOR),
        factories.person(session, Role.ADMINISTRATOR),
        factories.person(session, Role.HANDLER),
        factories.agency(session).id,
    )


def proposed(
    session: Session,
    office: Office,
    *,
    role: Role = Role.DIRECTOR,
    starts_on: date = TODAY,
    ends_on: date | None = None,
    reason: str = "Theo quyết định bổ nhiệm",
) -> RoleProposal:
    """Propose a role for the person, as the first administrator."""
    made = people.give_role(
        session, office.person, Post(role, office.place, starts_on, ends_on),
        by=office.first.id, now=NOW, reason=reason,
    )  # fmt: skip
    assert isinstance(made, RoleProposal)
    return made


def given(session: Session, office: Office, ends_on: date) -> Membership:
    """Give the role with the consent of the second."""
    agreeing(session, proposed(session, office, ends_on=ends_on).id, office.second.id)
    return held(session, office.person, Role.DIRECTOR)[0]


def lengthened(
    session: Session, office: Office, membership: Membership, last_day: date
) -> RoleProposal | None:
    """Let the first administrator move the last day of a role."""
    return people.end_role(
        session, membership, last_day=last_day, by=office.first.id, now=NOW, reason="Kéo dài"
    )


def agreeing(session: Session, proposal_id: int, by: int) -> None:
    """Agree as somebody."""
    role_proposals.agree(session, proposal_id, by=by, now=NOW)


def rejecting(session: Session, proposal_id: int, by: int) -> None:
    """Reject as somebody."""
    role_proposals.reject(session, proposal_id, by=by, now=NOW, reason="Chưa có quyết định")


def held(session: Session, user: User, role: Role) -> list[Membership]:
    """Give the roles of one kind that a person holds."""
    wanted = select(Membership).where(Membership.user_id == user.id, Membership.role == role)
    return list(session.scalars(wanted))
