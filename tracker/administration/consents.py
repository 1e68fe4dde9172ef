"""What the pages about consent show: proposals that wait, what became of the others."""

from collections.abc import Sequence
from datetime import date

from flask import abort
from sqlalchemy import Select, not_, select
from sqlalchemy.orm import Session, joinedload

from tracker.casework.role_proposals import is_waiting
from tracker.records.administration import RoleProposal
from tracker.records.organisation import User
from tracker.web.asked import MOST_NUMBER
from tracker.web.guard import Person

MOST_SHOWN = 50  # Of those that are over; the trail has all.


def waiting(session: Session, me: Person, day: date) -> Sequence[RoleProposal]:
    """Give the proposals that wait, the one that lapses first on top."""
    wanted = _whole().where(is_waiting(me.agency_id, day))
    return session.scalars(wanted.order_by(RoleProposal.lapses_on, RoleProposal.id)).all()


def over(session: Session, me: Person, day: date) -> Sequence[RoleProposal]:
    """Give the proposals that wait no more, the latest first."""
    wanted = _whole().where(
        RoleProposal.agency_id == me.agency_id, not_(is_waiting(me.agency_id, day))
    )
    return session.scalars(wanted.order_by(RoleProposal.id.desc()).limit(MOST_SHOWN)).all()


def waiting_of(session: Session, user: User, day: date) -> Sequence[RoleProposal]:
    """Give what waits for a person."""
    wanted = _whole().where(is_waiting(user.agency_id, day), RoleProposal.user_id == user.id)
    return session.scalars(wanted.order_by(RoleProposal.id)).all()


def proposal_or_404(session: Session, proposal_id: int, me: Person) -> RoleProposal:
    """Give a proposal of the own agency."""
    number = proposal_id if proposal_id <= MOST_NUMBER else 0
    found = session.scalars(
        _whole().where(RoleProposal.id == number, RoleProposal.agency_id == me.agency_id)
    ).first()
    return found or abort(404)


def _whole() -> Select[RoleProposal]:
    return select(RoleProposal).options(
        joinedload(RoleProposal.user),
        joinedload(RoleProposal.unit),
        joinedload(RoleProposal.proposed_by),
        joinedload(RoleProposal.decided_by),
    )
