"""What the register, a petition's page and the search read."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from flask import abort
from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.access import Permission
from tracker.casework.permits import is_permitted, permits_of
from tracker.casework.unsealing import may_unseal
from tracker.law.moves import State
from tracker.petitions.forms import RegisterFilter
from tracker.records.base import read
from tracker.records.cases import Case, PetitionLink
from tracker.records.organisation import OrgUnit, User
from tracker.records.paging import Listing, Page
from tracker.records.petitions import Attachment, Petition, UnsealGrant
from tracker.records.unsealing import UnsealPermit
from tracker.records.visibility import KEPT, Reach, visible, visible_petitions
from tracker.web.asked import MOST_NUMBER

EXCERPT = 160
NEWEST_FIRST = ((Petition.received_on, True), (Petition.id, True))
READ = Permission.PETITION_READ

LinkedCase: TypeAlias = Row[int, int, str, State]


def register(
    session: Session, reach: Reach, filters: RegisterFilter, *, after: str | None
) -> Page[*tuple[Any, ...]]:
    """Give a page of the register, the newest first."""
    fields = (field for field in filters if field.data is not None and not field.errors)
    wanted = tuple((field.name, field.data) for field in fields)
    return _register(reach, wanted).page(session, after)


@lru_cache(maxsize=KEPT)
def _register(reach: Reach, wanted: tuple[tuple[str, Any], ...]) -> Listing[*tuple[Any, ...]]:
    seen = register_rows().where(visible_petitions(reach, READ), *_narrowed(wanted))
    return Listing(seen, keys=NEWEST_FIRST)


def cases_of(
    session: Session, reach: Reach, petition_ids: Iterable[int]
) -> Mapping[int, list[LinkedCase]]:
    """Give the cases to which petitions now belong, as far as they may be seen."""
    cases: dict[int, list[LinkedCase]] = {number: [] for number in petition_ids}
    for row in read(session, _linked(reach), {"petition_ids": list(cases)}):
        cases[row.petition_id].append(row)
    return cases


@lru_cache(maxsize=KEPT)
def _linked(reach: Reach) -> Select[int, int, str, State]:
    return (
        select(PetitionLink.petition_id, Case.id, Case.code, Case.state)
        .join(Case, Case.id == PetitionLink.case_id)
        .where(
            PetitionLink.petition_id.in_(bindparam("petition_ids", expanding=True)),
            PetitionLink.ended_on.is_(None),
            visible(reach, Permission.CASE_READ),
        )
        .order_by(Case.id)
    )


def units(session: Session, agency_id: int) -> list[tuple[int, str]]:
    """Give the units of an agency."""
    rows = session.execute(
        select(OrgUnit.id, OrgUnit.name)
        .where(OrgUnit.agency_id == agency_id)
        .order_by(OrgUnit.path)
    )
    return [(unit_id, name) for unit_id, name in rows]


def petition_or_404(
    session: Session, reach: Reach, petition_id: int, permission: Permission = READ
) -> Petition:
    """Give a petition with its parties and papers, or say that it does not exist."""
    if petition_id > MOST_NUMBER:
        abort(404)
    petition = session.scalars(
        select(Petition)
        .options(
            joinedload(Petition.logged_unit),
            selectinload(Petition.parties),
            selectinload(Petition.attachments),
        )
        .where(Petition.id == petition_id, visible_petitions(reach, permission))
    ).one_or_none()
    return petition or abort(404)


def attachment_or_404(
    session: Session, reach: Reach, petition_id: int, attachment_id: int
) -> Attachment:
    """Give a paper of a petition, or say that it does not exist."""
    if max(petition_id, attachment_id) > MOST_NUMBER:
        abort(404)
    attachment = session.scalars(
        select(Attachment)
        .join(Petition, Petition.id == Attachment.petition_id)
        .where(
            Attachment.id == attachment_id,
            Attachment.petition_id == petition_id,
            visible_petitions(reach, READ),
        )
    ).one_or_none()
    return attachment or abort(404)


def cases_linked(session: Session, reach: Reach, petition: Petition) -> list[Case]:
    """Give the cases to which a petition now belongs, as far as they may be seen."""
    return list(
        session.scalars(
            select(Case)
            .join(PetitionLink, PetitionLink.case_id == Case.id)
            .where(
                PetitionLink.petition_id == petition.id,
                PetitionLink.ended_on.is_(None),
                visible(reach, Permission.CASE_READ),
            )
            .order_by(Case.id)
        )
    )


def merged_cases(session: Session, reach: Reach, petition: Petition) -> list[Case]:
    """Give the cases of a petition that now stand within another, so that this can be undone."""
    return list(
        session.scalars(
            select(Case)
            .join(PetitionLink, PetitionLink.case_id == Case.id)
            .where(
                PetitionLink.petition_id == petition.id,
                PetitionLink.ended_on.is_not(None),
                Case.state == State.MERGED,
                visible(reach, Permission.CASE_READ),
            )
            .order_by(Case.id)
        ).unique()
    )


def case_or_404(
    session: Session,
    reach: Reach,
    petition: Petition,
    case_id: int | None,
    *,
    merged: bool = False,
) -> Case:
    """Give the case of a petition that a page is about: the one named, else the first."""
    mine = Case.state == State.MERGED if merged else PetitionLink.ended_on.is_(None)
    cases = session.scalars(
        select(Case)
        .join(PetitionLink, PetitionLink.case_id == Case.id)
        .where(
            PetitionLink.petition_id == petition.id,
            mine,
            visible(reach, Permission.CASE_CLASSIFY),
        )
        .order_by(Case.id)
    ).unique()
    return next((c for c in cases if case_id in {None, c.id}), None) or abort(404)


def case_by_code(session: Session, reach: Reach, code: str) -> Case | None:
    """Find a case by its code, as far as it may be seen."""
    return session.scalars(
        select(Case).where(Case.code == code.upper(), visible(reach, Permission.CASE_READ))
    ).one_or_none()


def unsealable_case(
    reach: Reach,
    petition: Petition,
    cases: Iterable[Case],
    permits: Iterable[UnsealPermit],
    today: date,
) -> Case | None:
    """Give the case through which this person may open the sealed identities."""
    if not any(p.sealed_identity for p in petition.parties):
        return None
    given = tuple(permits)
    return next(
        (
            case
            for case in cases
            if may_unseal(reach, petition, case) or is_permitted(given, case, reach, today)
        ),
        None,
    )


def unsealable_case_or_404(session: Session, reach: Reach, petition: Petition, today: date) -> Case:
    """Give the case through which identities may be opened, or say that there is none."""
    cases = cases_linked(session, reach, petition)
    permits = permits_of(session, [case.id for case in cases])
    return unsealable_case(reach, petition, cases, permits, today) or abort(404)


def link_history(session: Session, reach: Reach, petition: Petition) -> list[Row[Any]]:
    """Give every case to which the petition belonged, the newest link first."""
    return list(
        session.execute(
            select(Case.code, PetitionLink.linked_on, PetitionLink.ended_on, PetitionLink.reason)
            .join(Case, Case.id == PetitionLink.case_id)
            .where(PetitionLink.petition_id == petition.id, visible(reach, Permission.CASE_READ))
            .order_by(PetitionLink.id.desc())
        )
    )


def grants(session: Session, petition: Petition) -> list[Row[Any]]:
    """Give every opening of the sealed identities: who, why, until when."""
    return list(
        session.execute(
            select(
                User.full_name,
                UnsealGrant.user_id,
                UnsealGrant.reason,
                UnsealGrant.opened_at,
                UnsealGrant.closes_at,
            )
            .join(User, User.id == UnsealGrant.user_id)
            .where(UnsealGrant.petition_id == petition.id)
            .order_by(UnsealGrant.opened_at.desc())
        )
    )


def register_rows() -> Select[*tuple[Any, ...]]:
    """Select what a line of a list of petitions shows."""
    return select(
        Petition.id,
        Petition.code,
        Petition.received_on,
        Petition.kind,
        Petition.channel,
        Petition.sender_label,
        Petition.is_sealed,
        func.substr(Petition.summary, 1, EXCERPT).label("excerpt"),
        OrgUnit.short_name.label("unit"),
    ).join(OrgUnit, OrgUnit.id == Petition.logged_unit_id)


def _narrowed(wanted: Iterable[tuple[str, Any]]) -> list[ColumnElement[bool]]:
    conditions: Mapping[str, Callable[[Any], ColumnElement[bool]]] = {
        "kind": lambda kind: Petition.kind == kind,
        "unit": lambda unit_id: Petition.logged_unit_id == unit_id,
        "state": _is_in_state,
        "received_from": lambda day: Petition.received_on >= day,
        "received_to": lambda day: Petition.received_on <= day,
    }
    return [conditions[name](value) for name, value in wanted]


def _is_in_state(state: State) -> ColumnElement[bool]:
    links = select(PetitionLink.id).where(
        PetitionLink.petition_id == Petition.id,
        PetitionLink.ended_on.is_(None),
        PetitionLink.case_id == Case.id,
        Case.state == state,
    )
    return links.exists()
