"""All that a petition's page shows beside the petition: identities as far as open, cases, links."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.identity import Identity, identity_of
from tracker.casework.permits import permits_of
from tracker.casework.unsealing import open_grant
from tracker.law.identity_number import masked
from tracker.petitions import links, queries
from tracker.records.cases import Case
from tracker.records.petitions import Petition
from tracker.records.unsealing import UnsealPermit
from tracker.records.visibility import Reach
from tracker.web.reading import Look, enter_look, enter_look_once


@dataclass(frozen=True, slots=True)
class Dossier:
    """What this person sees of a petition now."""

    cases: tuple[Case, ...]
    merged: tuple[Case, ...]
    history: tuple[Row[Any], ...]
    same_matter: tuple[Row[Any], ...]
    identities: Mapping[int, Identity]
    grants: tuple[Row[Any], ...]
    grant: Row[Any] | None
    may_unseal: bool
    permits: tuple[UnsealPermit, ...]
    today: date

    @property
    def linked(self) -> tuple[Row[Any], ...]:
        """Give the links of the same matter that hold."""
        return links.that_hold(self.same_matter)

    @property
    def undone(self) -> Mapping[int, Row[Any]]:
        """Give what undid a link, by the number of the link."""
        return {act.undoes_id: act for act in self.same_matter if act.undoes_id is not None}

    @property
    def is_open(self) -> bool:
        """Say whether sealed identities and papers are open to this person now."""
        return self.grant is not None


def dossier_of(session: Session, reach: Reach, petition: Petition, *, now: datetime) -> Dossier:
    """Gather what this person sees of a petition now."""
    cases = tuple(queries.cases_linked(session, reach, petition))
    permits = permits_of(session, [c.id for c in cases]) if petition.is_sealed else []
    way = queries.unsealable_case(reach, petition, cases, permits, now.date())
    grants = tuple(queries.grants(session, petition)) if _asks_grants(reach, petition) else ()
    grant = open_grant(grants, by=reach, now=now) if way else None
    return Dossier(
        cases=cases,
        merged=tuple(queries.merged_cases(session, reach, petition)),
        history=tuple(queries.link_history(session, reach, petition)),
        same_matter=tuple(links.same_matter(session, reach, petition)),
        identities=_identities(petition, is_open=grant is not None),
        grants=grants,
        grant=grant,
        may_unseal=way is not None,
        permits=tuple(permits) if _asks_grants(reach, petition) else (),
        today=now.date(),
    )


def enter_look_at(petition: Petition, dossier: Dossier) -> None:
    """Enter who sees an opened identity each time, and other people's data once a sitting."""
    if dossier.grant is not None:
        until = dossier.grant.closes_at.isoformat()
        enter_look(Look.IDENTITY, Petition.__tablename__, petition.id, {"closes_at": until})
    elif any(each.full_name for each in dossier.identities.values()):
        enter_look_once(Look.PERSON, Petition.__tablename__, petition.id)


def _asks_grants(reach: Reach, petition: Petition) -> bool:
    return petition.is_sealed and bool(reach.scopes(Permission.IDENTITY_UNSEAL))


def _identities(petition: Petition, *, is_open: bool) -> Mapping[int, Identity]:
    """Give the identities that may be shown, by party: sealed ones only while they are open."""
    return {
        party.id: _shown(identity_of(party))
        for party in petition.parties
        if is_open or party.pseudonym is None
    }


def _shown(identity: Identity) -> Identity:
    """Show of an identity number only what is needed to compare it with the paper."""
    return replace(identity, identity_number=masked(identity.identity_number))
