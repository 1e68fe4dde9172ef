"""Petitions of the same matter: the links made and undone, and what may yet be linked."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flask import abort
from sqlalchemy import Row, and_, case, or_, select
from sqlalchemy.orm import Session

from tracker.casework.identity import identity_of
from tracker.casework.matching import Suggestion, suggest
from tracker.casework.matters import link
from tracker.law.terms import Refusal
from tracker.petitions.forms import LinkForm
from tracker.petitions.queries import READ
from tracker.records.matters import SameMatterLink
from tracker.records.organisation import User
from tracker.records.petitions import PartyRole, Petition
from tracker.records.visibility import Reach, visible_petitions

MOST_ALIKE = 5


def same_matter(session: Session, reach: Reach, petition: Petition) -> list[Row[Any]]:
    """Give every link of the same matter made or undone, either way, the newest first."""
    act = SameMatterLink
    other = case((act.petition_id == petition.id, act.earlier_id), else_=act.petition_id)
    return list(
        session.execute(
            select(
                act.id, act.undoes_id, act.reason, act.recorded_at,
                User.full_name.label("by"), Petition.id.label("petition_id"), Petition.code,
                Petition.received_on,
            )
            .join(Petition, Petition.id == other)
            .join(User, User.id == act.recorded_by_id)
            .where(
                or_(act.petition_id == petition.id, act.earlier_id == petition.id),
                visible_petitions(reach, READ),
            )
            .order_by(act.id.desc())
        )
    )  # fmt: skip


def that_hold(acts: Iterable[Row[Any]]) -> tuple[Row[Any], ...]:
    """Give the links that nobody has undone."""
    known = tuple(acts)
    undone = {act.undoes_id for act in known}
    return tuple(act for act in known if act.undoes_id is None and act.id not in undone)


def link_or_404(session: Session, reach: Reach, petition: Petition, link_id: int) -> SameMatterLink:
    """Give a link of a petition whose other petition may be seen, or say that there is none."""
    seen = {act.id for act in same_matter(session, reach, petition) if act.undoes_id is None}
    if link_id not in seen:
        abort(404)
    return session.get_one(SameMatterLink, link_id)


def alike(session: Session, reach: Reach, petition: Petition) -> tuple[Suggestion, ...]:
    """Suggest petitions of the same matter, for a denunciation only other denunciations."""
    found = _suggested(session, reach, petition, name="", content=petition.summary)
    return tuple(s for s in found if s.cases)


def of_same_person_or_matter(
    session: Session, reach: Reach, petition: Petition
) -> tuple[Suggestion, ...]:
    """Suggest petitions not linked yet; who sent a denunciation takes no part in it."""
    senders = (p for p in petition.parties if p.role is PartyRole.SENDER and not p.pseudonym)
    sender = next(senders, None)
    who = asdict(identity_of(sender)) if sender else {"full_name": ""}
    name = who.pop("full_name")
    known = {act.petition_id for act in that_hold(same_matter(session, reach, petition))}
    found = _suggested(session, reach, petition, name=name, content=petition.summary, **who)
    return tuple(s for s in found if s.petition_id not in known)


def _suggested(
    session: Session, reach: Reach, petition: Petition, **typed: str
) -> tuple[Suggestion, ...]:
    others = and_(
        visible_petitions(reach, READ),
        Petition.id != petition.id,
        Petition.is_sealed.is_(petition.is_sealed),
    )
    return suggest(session, reach.agency_id, visible=others, limit=MOST_ALIKE, **typed)


def link_by_code(
    session: Session, petition: Petition, form: LinkForm, *, by: Reach, now: datetime
) -> Petition:
    """Link a petition to the one whose code was typed, as far as it may be seen."""
    other = session.scalars(
        select(Petition).where(Petition.code == form.code.data.upper(), visible_petitions(by, READ))
    ).one_or_none()
    if other is None:
        raise Refusal("Không tìm thấy đơn này.", field="code")
    link(session, petition, other, reason=form.reason.data, by=by, now=now)
    return other
