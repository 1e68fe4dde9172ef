"""Find what is held about a person who asks, within what the acting person may see.

Sealed identities take no part: neither is a denouncer found, nor is what they wrote.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from tracker import vietnamese
from tracker.access import Permission
from tracker.casework.identity import open_number
from tracker.casework.likeness import identity_value, phone_forms
from tracker.casework.visitors import number_of
from tracker.law.identity_number import masked
from tracker.law.kinds import SEALED_KINDS
from tracker.law.terms import Refusal, Term
from tracker.records.audit import note
from tracker.records.cases import Case, PetitionLink
from tracker.records.names import ASKING, LONGEST_KEY
from tracker.records.petitions import IDENTITY_PURPOSE, Party, Petition
from tracker.records.privacy import DataRequest
from tracker.records.privacy_sight import seen_requests
from tracker.records.reception import Reception, Visit
from tracker.records.sealing import keyring
from tracker.records.visibility import Reach, visible, visible_petitions
from tracker.records.visit_sight import visible_visits

MOST = 100  # Lines of one sort; whoever came more often is told by the newest.


class Source(Term):
    """In which register something is held."""

    PETITION = "petition", "Đơn", "Petition"
    VISIT = "visit", "Lượt tiếp công dân", "Visit"
    REQUEST = "request", "Yêu cầu về dữ liệu", "Request about data"


class MatchedBy(Term):
    """How sure it is that a line is about the same person."""

    NUMBER = "number", "Trùng số giấy tờ", "Same identity number"
    NAME_AND_PHONE = "name_and_phone", "Trùng họ tên và điện thoại", "Same name and telephone"
    NAME = "name", "Chỉ trùng họ tên", "Same name only"


@dataclass(frozen=True, slots=True)
class Asked:
    """By what a person is looked for; the number is not kept."""

    full_name: str
    phone: str = ""
    identity_number: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """One place where data of the person are held, with the data."""

    source: Source
    code: str
    on: date
    matched_by: MatchedBy
    row_id: int
    full_name: str
    address: str = ""
    phone: str = ""
    number: str = ""
    content: str = ""
    role: Term | None = None
    cases: tuple[str, ...] = ()


def held_about(
    session: Session, request: DataRequest, asked: Asked, *, by: Reach
) -> tuple[Held, ...]:
    """Give all that is held about who asks; that it was looked for is noted."""
    if len(vietnamese.name_words(asked.full_name)) < 2:
        raise Refusal("Hãy ghi đủ họ và tên.", field="full_name")
    found = (
        *_in_petitions(session, asked, by),
        *_in_visits(session, asked, by),
        *_in_requests(session, asked, by),
    )
    lines = sorted(found, key=lambda h: (list(MatchedBy).index(h.matched_by), h.on, h.code))
    note(
        session,
        action="extract",
        subject="data_request",
        subject_id=request.id,
        agency_id=request.agency_id,
        details={"entries": len(lines)},
    )
    return tuple(lines)


def _key(asked: Asked) -> str:
    return vietnamese.name_key(asked.full_name)[:LONGEST_KEY]


def _digest(asked: Asked) -> str | None:
    number = identity_value(asked.identity_number)
    return keyring().digest(number, IDENTITY_PURPOSE) if number else None


def _in_petitions(session: Session, asked: Asked, by: Reach) -> Iterator[Held]:
    digest = _digest(asked)
    named: ColumnElement[bool] = Party.name_key == _key(asked)
    same = or_(named, Party.identity_digest == digest) if digest else named
    rows = session.execute(
        select(Party, Petition)
        .join(Petition, Petition.id == Party.petition_id)
        .where(
            same,
            Party.sealed_identity.is_(None),
            Petition.is_sealed.is_(False),
            visible_petitions(by, Permission.PETITION_READ),
        )
        .order_by(Petition.id.desc())
        .limit(MOST)
    ).all()
    cases = _case_codes(session, [petition.id for _party, petition in rows], by)
    for party, petition in rows:
        number = open_number(party.identity_number, f"party.number:{party.uuid}")
        same_number = digest is not None and party.identity_digest == digest
        yield Held(
            Source.PETITION, petition.code, petition.received_on,
            _matched(same_number=same_number, same_phone=_phones(asked, party.phone)),
            petition.id, party.full_name or "", party.address or "", party.phone or "",
            masked(number), petition.summary if party.role in ASKING else "",
            party.role, tuple(cases.get(petition.id, ())),
        )  # fmt: skip


def _case_codes(session: Session, petitions: list[int], by: Reach) -> dict[int, list[str]]:
    codes: dict[int, list[str]] = {}
    rows = session.execute(
        select(PetitionLink.petition_id, Case.code)
        .join(Case, Case.id == PetitionLink.case_id)
        .where(PetitionLink.petition_id.in_(petitions), visible(by, Permission.CASE_READ))
        .order_by(Case.id)
    )
    for petition_id, code in rows:
        codes.setdefault(petition_id, []).append(code)
    return codes


def _in_visits(session: Session, asked: Asked, by: Reach) -> Iterator[Held]:
    rows = session.scalars(
        select(Visit)
        .join(Reception, Reception.id == Visit.reception_id)
        .outerjoin(Petition, Petition.visit_id == Visit.id)
        .where(
            Visit.name_key == _key(asked),
            or_(Visit.kind.is_(None), Visit.kind.not_in(SEALED_KINDS)),
            or_(Petition.id.is_(None), Petition.is_sealed.is_(False)),
            visible_visits(by),
        )
        .order_by(Visit.id.desc())
        .limit(MOST)
    ).all()
    wanted = identity_value(asked.identity_number)
    for visit in rows:
        number = number_of(visit)
        same_number = bool(wanted) and identity_value(number) == wanted
        yield Held(
            Source.VISIT, visit.code, visit.visited_on,
            _matched(same_number=same_number, same_phone=False), visit.id,
            visit.visitor_name or "", visit.visitor_address or "", "", masked(number),
            visit.content,
        )  # fmt: skip


def _in_requests(session: Session, asked: Asked, by: Reach) -> Iterator[Held]:
    rows = session.scalars(
        select(DataRequest)
        .where(and_(DataRequest.name_key == _key(asked), seen_requests(by)))
        .order_by(DataRequest.id.desc())
        .limit(MOST)
    ).all()
    for request in rows:
        yield Held(
            Source.REQUEST, request.code, request.received_on,
            _matched(same_number=False, same_phone=_phones(asked, request.phone)), request.id,
            request.full_name, request.address, request.phone, "", request.wish,
            request.asked_right,
        )  # fmt: skip


def _phones(asked: Asked, phone: str | None) -> bool:
    return bool(asked.phone and phone and phone_forms(asked.phone) & phone_forms(phone))


def _matched(*, same_number: bool, same_phone: bool) -> MatchedBy:
    if same_number:
        return MatchedBy.NUMBER
    return MatchedBy.NAME_AND_PHONE if same_phone else MatchedBy.NAME
