"""Find earlier petitions of the same person or the same matter while the desk is typing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    and_,
    case,
    false,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from tracker.casework.likeness import (
    IDENTITY_PURPOSE,
    SAME_MATTER,
    WEIGHTS,
    Candidate,
    Likeness,
    Person,
    Reason,
    likeness,
    shared,
    shingles,
    wordings,
)
from tracker.law.moves import State
from tracker.records.cases import Case, PetitionLink
from tracker.records.petitions import Party, PartyRole, Petition
from tracker.records.sealing import keyring
from tracker.records.search import matching

_MOST_PARTIES = 200
_MOST_PETITIONS = 50
_MOST_OF_A_CONDITION = 500
_MOST_OF_A_RUN = 20
_ASKING = (PartyRole.SENDER, PartyRole.REPRESENTATIVE, PartyRole.AUTHORISED)


@dataclass(frozen=True, slots=True)
class SuggestedCase:
    """A case to which a suggested petition led."""

    case_id: int
    code: str
    state: State


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An earlier petition, what became of it and why it is shown."""

    petition_id: int
    code: str
    received_on: date
    summary: str
    cases: tuple[SuggestedCase, ...]
    reasons: tuple[Reason, ...] = ()
    same_matter: float = 0.0

    @property
    def weight(self) -> float:
        """Give the rank among the suggestions."""
        person = max((WEIGHTS.get(reason.likeness, 0.0) for reason in self.reasons), default=0.0)
        return person + self.same_matter


def suggest(
    session: Session,
    agency_id: int,
    *,
    visible: ColumnElement[bool],
    name: str,
    identity_number: str | None = None,
    phone: str | None = None,
    address: str | None = None,
    content: str = "",
    limit: int = 3,
) -> tuple[Suggestion, ...]:
    """Give the likeliest earlier petitions that may be seen, the most alike first."""
    typed = Person.typed(name, identity_number, phone, address)
    # Inside CASE no index answers the condition, so that the few candidates are read first.
    within = case((and_(Petition.agency_id == agency_id, visible), 1), else_=0) == 1
    people = _same_people(session, typed, within)
    ours = shingles(content)
    found = [*people, *_like_contents(session, content, within)]
    weighed = (
        _weighed(suggestion, people.get(suggestion.petition_id), ours)
        for suggestion in _petitions(session, found, within)
    )
    ranked = sorted(
        (suggestion for suggestion in weighed if suggestion.reasons),
        key=lambda suggestion: (suggestion.weight, suggestion.received_on, suggestion.petition_id),
        reverse=True,
    )
    return tuple(ranked[:limit])


def same_content_warning(suggestions: Iterable[Suggestion]) -> Suggestion | None:
    """Give the petition whose content is so alike that the desk should look before going on."""
    alike = [suggestion for suggestion in suggestions if suggestion.same_matter >= SAME_MATTER]
    return max(alike, key=lambda suggestion: suggestion.same_matter, default=None)


def _same_people(
    session: Session, typed: Person, within: ColumnElement[bool]
) -> dict[int, Likeness]:
    """Give the petitions of parties like the person typed, the strongest likeness of each."""
    digests = keyring().digests(typed.identity, IDENTITY_PURPOSE) if typed.identity else ()
    surely, maybe = _conditions(typed, digests)
    if not surely and not maybe:
        return {}
    newest = _newest(surely + maybe).subquery()
    statement = (
        select(
            Party.petition_id,
            Party.full_name,
            Party.phone_digits,
            Party.address,
            Party.identity_digest,
        )
        .join(newest, newest.c.id == Party.id)
        .join(Petition, Petition.id == Party.petition_id)
        .where(Petition.is_sealed.is_(False), within)
        .order_by(
            case((or_(false(), *surely), 0), else_=1),
            Petition.received_on.desc(),
            Petition.id.desc(),
        )
        .limit(_MOST_PARTIES)
    )
    people: dict[int, Likeness] = {}
    for petition_id, *stored in session.execute(statement):
        found = likeness(typed, Candidate(*(value or "" for value in stored)), digests)
        known = people.get(petition_id)
        if found and (known is None or WEIGHTS[found] > WEIGHTS[known]):
            people[petition_id] = found
    strongest = sorted(people, key=lambda petition_id: -WEIGHTS[people[petition_id]])
    return {petition_id: people[petition_id] for petition_id in strongest[:_MOST_PETITIONS]}


def _newest(conditions: Iterable[ColumnElement[bool]]) -> CompoundSelect[int]:
    """Select the newest parties of each condition, each by its own index."""
    return union_all(
        *(
            select(
                select(Party.id)
                .where(condition, Party.role.in_(_ASKING))
                .order_by(Party.id.desc())
                .limit(_MOST_OF_A_CONDITION)
                .subquery()
            )
            for condition in conditions
        )
    )


def _conditions(
    typed: Person, digests: Collection[str]
) -> tuple[list[ColumnElement[bool]], list[ColumnElement[bool]]]:
    """Give the indexed conditions that tell a person surely, and those that may mean another."""
    surely: list[ColumnElement[bool]] = []
    maybe: list[ColumnElement[bool]] = []
    if digests:
        surely.append(Party.identity_digest.in_(digests))
    if typed.phones:
        surely.append(Party.phone_digits.in_(sorted(typed.phones)))
    if typed.key:
        maybe.append(Party.name_key == typed.key)
    if typed.start:
        # "{" sorts behind every letter, so that the range holds what begins with the start.
        maybe.append(Party.folded_name.between(typed.start, f"{typed.start}{{"))
    return surely, maybe


def _like_contents(session: Session, content: str, within: ColumnElement[bool]) -> list[int]:
    """Find petitions, whoever sent them, that hold the same runs of words."""
    dialect = session.connection().dialect.name
    searches = [matching(run, dialect) for run in wordings(content)]
    found = [
        select(search.limit(_MOST_OF_A_RUN).subquery()) for search in searches if search is not None
    ]
    if not found:
        return []
    # Runs that every petition holds find the newest ones, rare runs find the one that is meant.
    hits = union_all(*found).subquery()
    statement = (
        select(Petition.id)
        .join(hits, hits.c.petition_id == Petition.id)
        .where(within)
        .group_by(Petition.id, Petition.received_on)
        .order_by(func.count().desc(), Petition.received_on.desc())
        .limit(_MOST_PETITIONS)
    )
    return list(session.scalars(statement))


def _petitions(
    session: Session, petition_ids: Collection[int], within: ColumnElement[bool]
) -> list[Suggestion]:
    """Read the petitions with the cases they led to, not yet weighed."""
    if not petition_ids:
        return []
    rows = session.execute(
        select(
            Petition.id,
            Petition.code,
            Petition.received_on,
            Petition.summary,
            Case.id,
            Case.code,
            Case.state,
        )
        .outerjoin(
            PetitionLink,
            and_(PetitionLink.petition_id == Petition.id, PetitionLink.ended_on.is_(None)),
        )
        .outerjoin(Case, Case.id == PetitionLink.case_id)
        .where(Petition.id.in_(set(petition_ids)), within)
        .order_by(Petition.id, Case.id)
    )
    petitions: dict[int, Suggestion] = {}
    for petition_id, code, received_on, summary, case_id, case_code, state in rows:
        cases = (SuggestedCase(case_id, case_code, state),) if case_code else ()
        known = petitions.get(petition_id)
        petitions[petition_id] = (
            replace(known, cases=(*known.cases, *cases))
            if known
            else Suggestion(petition_id, code, received_on, summary, cases)
        )
    return list(petitions.values())


def _weighed(suggestion: Suggestion, person: Likeness | None, ours: frozenset[str]) -> Suggestion:
    """Say why a petition is shown; one that is alike in nothing gets no reason."""
    share = round(shared(ours, shingles(suggestion.summary)), 2) if ours else 0.0
    reasons = (Reason(person),) if person else ()
    if share >= (SAME_MATTER if person is None else SAME_MATTER / 2):
        reasons = (*reasons, Reason(Likeness.CONTENT, share))
    return replace(suggestion, reasons=reasons, same_matter=share)
