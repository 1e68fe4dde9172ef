"""Keep a denouncer's identity sealed, and open it only with a reason and for a time."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import vietnamese
from tracker.access import Permission, Scope
from tracker.casework.likeness import identity_value
from tracker.law.identity_number import plain_number
from tracker.law.terms import Refusal
from tracker.records.audit import note
from tracker.records.cases import Case
from tracker.records.names import ASKING, LONGEST_KEY, key_of_ends
from tracker.records.petitions import IDENTITY_PURPOSE, Party, Petition, UnsealGrant
from tracker.records.sealing import keyring
from tracker.records.visibility import Reach, reaches

OPEN_FOR = timedelta(minutes=30)  # A first value of the house, not law.
LEAST_REASON = 10  # letters
SECRECY = "Điều 8, Điều 9, Điều 56 Luật Tố cáo"


@dataclass(frozen=True, slots=True)
class Identity:
    """What may reveal who someone is."""

    full_name: str
    address: str = ""
    phone: str = ""
    identity_number: str = ""


def keep(party: Party, identity: Identity) -> None:
    """Store an identity that need not be sealed; the identity number is encrypted all the same."""
    party.full_name = identity.full_name
    party.name_key = vietnamese.name_key(identity.full_name)[:LONGEST_KEY]
    party.folded_name = vietnamese.fold(identity.full_name)[:LONGEST_KEY]
    party.ends_key = key_of_ends(identity.full_name) if party.role in ASKING else None
    party.address = identity.address or None
    party.phone = identity.phone or None
    party.phone_digits = vietnamese.digits(identity.phone) or None
    number = identity_value(identity.identity_number)
    if number:
        stated = seal_number(identity.identity_number, f"party.number:{party.uuid}")
        party.identity_number = stated
        party.identity_digest = keyring().digest(number, IDENTITY_PURPOSE)


def seal(party: Party, identity: Identity, *, pseudonym: str, by: int) -> None:
    """Store an identity sealed; nothing of it stays readable or searchable."""
    text = json.dumps(asdict(identity), ensure_ascii=False)
    party.sealed_identity = keyring().seal(text.encode(), context=f"party.identity:{party.uuid}")
    party.pseudonym = pseudonym
    party.sealed_by_id = by
    party.full_name = party.name_key = party.folded_name = party.ends_key = None
    party.address = party.phone = party.phone_digits = None
    party.identity_number = party.identity_digest = None


def identity_of(party: Party) -> Identity:
    """Give a party's identity; the caller answers for the right to see it."""
    if party.sealed_identity is not None:
        text = keyring().open(party.sealed_identity, context=f"party.identity:{party.uuid}")
        return Identity(**json.loads(text))
    number = open_number(party.identity_number, f"party.number:{party.uuid}")
    return Identity(party.full_name or "", party.address or "", party.phone or "", number)


def seal_number(stated: str, place: str) -> bytes | None:
    """Encrypt the number of an identity paper for its place, the letters of a passport kept."""
    number = plain_number(stated)
    return keyring().seal(number.encode(), context=place) if number else None


def open_number(sealed: bytes | None, place: str) -> str:
    """Give a number back; the caller answers for the right to see it."""
    return "" if sealed is None else keyring().open(sealed, context=place).decode()


def reveals(text: str, identity: Identity) -> bool:
    """Say whether a text holds the name, phone or number of an identity, in any spelling."""
    figures = [vietnamese.digits(v) for v in (identity.phone, identity.identity_number) if v]
    plain = vietnamese.digits(text)
    return vietnamese.contains_name(text, identity.full_name) or any(
        len(figure) > 5 and figure in plain for figure in figures
    )


def refuse_naming(case: Case, **texts: str) -> None:
    """Refuse a text about a case that names a sealed sender; the names say the fields."""
    refuse_naming_in((link.petition for link in case.links), **texts)


def refuse_naming_in(petitions: Iterable[Petition], **texts: str) -> None:
    """Refuse a text about petitions that names a sealed sender; the names say the fields."""
    refuse_revealing((party for petition in petitions for party in petition.parties), **texts)


def refuse_revealing(parties: Iterable[Party], **texts: str) -> None:
    """Refuse a text that names one of these parties, where their identity is sealed."""
    hidden = [identity_of(party) for party in parties if party.sealed_identity is not None]
    for field, text in texts.items():
        if any(reveals(text, who) for who in hidden):
            raise Refusal(
                "Nội dung này để lộ họ tên, số điện thoại hoặc số định danh của người tố cáo: "
                "hãy viết “người tố cáo”.",
                article=SECRECY,
                field=field,
            )


def may_unseal(reach: Reach, petition: Petition, case: Case) -> bool:
    """Say whether this person may open the identity: by scope, the desk only until hand-over."""
    if reaches(reach, Permission.IDENTITY_UNSEAL, case):
        return True
    own = any(scope is Scope.OWN for scope, _ in reach.scopes(Permission.IDENTITY_UNSEAL))
    sealed_by_me = any(p.sealed_by_id == reach.user_id for p in petition.parties)
    return own and sealed_by_me and case.unit_id is None and case.handler_id is None


def unseal(
    session: Session, petition: Petition, case: Case, *, reason: str, by: Reach, now: datetime
) -> UnsealGrant:
    """Open the identities of a petition for a time: one act, one audit entry, one notice."""
    if not may_unseal(by, petition, case):
        raise Refusal("Bạn không được mở danh tính người tố cáo của đơn này.", article=SECRECY)
    if len(reason.strip()) < LEAST_REASON:
        raise Refusal("Hãy ghi rõ lý do mở danh tính.", article=SECRECY, field="reason")
    refuse_naming(case, reason=reason)
    grant = UnsealGrant(
        agency_id=petition.agency_id,
        petition_id=petition.id,
        user_id=by.user_id,
        reason=reason.strip(),
        opened_at=now,
        closes_at=now + OPEN_FOR,
    )
    session.add(grant)
    session.flush()
    note(
        session,
        action="unseal",
        subject="petition",
        subject_id=petition.id,
        agency_id=petition.agency_id,
        details={"reason": reason.strip(), "closes_at": grant.closes_at.isoformat()},
    )
    return grant


def open_grant(
    session: Session, petition: Petition, *, by: Reach, now: datetime
) -> UnsealGrant | None:
    """Give the opening that still holds for this person."""
    return session.scalars(
        select(UnsealGrant)
        .where(
            UnsealGrant.petition_id == petition.id,
            UnsealGrant.user_id == by.user_id,
            UnsealGrant.closes_at > now,
        )
        .order_by(UnsealGrant.closes_at.desc())
        .limit(1)
    ).first()
