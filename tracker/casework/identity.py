"""Keep a denouncer's identity sealed, and keep it out of every text."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from tracker import vietnamese
from tracker.casework.likeness import identity_value
from tracker.casework.telling import Told
from tracker.law.identity_number import plain_number
from tracker.law.terms import Refusal
from tracker.records.cases import Case
from tracker.records.names import ASKING, LONGEST_KEY, key_of_ends
from tracker.records.petitions import IDENTITY_PURPOSE, Party, Petition
from tracker.records.sealing import keyring

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


def reveals(text: str | Told, identity: Identity) -> bool:
    """Say whether a text holds the name, address, phone or number of an identity."""
    told = Told(text) if isinstance(text, str) else text
    return (
        told.names(identity.full_name)
        or told.numbers(identity.phone, identity.identity_number)
        or told.places(identity.address)
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
        told = Told(text)
        if any(reveals(told, who) for who in hidden):
            raise Refusal(
                "Nội dung này để lộ họ tên, địa chỉ, số điện thoại hoặc số định danh của người "
                "tố cáo: hãy viết “người tố cáo”.",
                article=SECRECY,
                field=field,
            )
