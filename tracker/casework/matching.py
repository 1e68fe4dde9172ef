"""Find earlier petitions of the same person or the same matter while the desk is typing."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from heapq import nlargest

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    and_,
    case,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from tracker.casework.likeness import (
    LEAST,
    NOBODY,
    Alike,
    Candidate,
    Likeness,
    Person,
    Reason,
    alike_names,
    likeness,
)
from tracker.casework.spelling import NearKeys, near_keys
from tracker.casework.wording import (
    LIKE_MATTER,
    SAME_MATTER,
    Runs,
    in_common,
    pairs,
    rarest,
    shared,
    shingles,
)
from tracker.law.moves import State
from tracker.records.cases import Case, PetitionLink
from tracker.records.names import ASKING, key_of_ends
from tracker.records.petitions import IDENTITY_PURPOSE, Party, Petition
from tracker.records.sealing import keyring
from tracker.records.search import PetitionSearch, commonness, holders

_MOST_PETITIONS = 50
_MOST_COMPARED = 12  # Texts compared word for word; the others fell behind in a rougher count.
_MOST_OF_A_CONDITION = 500
_MOST_PAIRS = 24
_MOST_OF_A_PAIR = 20


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
    person: Alike = NOBODY
    same_matter: float = 0.0

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Say in what it is alike; a person or text that is hardly alike is no reason."""
        shown = self.person.reasons if self.person.weight >= LEAST else ()
        if self.same_matter >= (LIKE_MATTER / 2 if shown else LIKE_MATTER):
            return (*shown, Reason(Likeness.CONTENT, self.same_matter))
        return shown

    @property
    def why(self) -> str:
        """Say all reasons in one line, as they are kept with a link."""
        return "; ".join(map(str, self.reasons))

    @property
    def weight(self) -> float:
        """Give the rank among the suggestions."""
        return self.person.weight + self.same_matter


@dataclass(frozen=True, slots=True)
class _Read:
    """A petition as it was read, not yet compared."""

    suggestion: Suggestion
    folded: str
    cases: list[SuggestedCase] = field(default_factory=list)

    @property
    def petition_id(self) -> int:
        return self.suggestion.petition_id


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
    within = and_(Petition.agency_id == agency_id, visible)
    people = _same_people(session, typed, within)
    found = [*people, *_like_contents(session, content)]
    read = _petitions(session, found, within)
    weighed = _weighed(read, people, shingles(content))
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


def _same_people(session: Session, typed: Person, within: ColumnElement[bool]) -> dict[int, Alike]:
    """Give the petitions of parties like the person typed, the strongest likeness of each."""
    digests = keyring().digests(typed.identity, IDENTITY_PURPOSE) if typed.identity else ()
    conditions = _conditions(typed, digests, near_keys(session, typed.name))
    if not conditions:
        return {}
    newest = _newest(conditions).subquery()
    # Asked of each candidate: joined, PostgreSQL would read every petition first.
    may_be_told = (
        select(_as_number(and_(Petition.is_sealed.is_(False), within)))
        .where(Petition.id == Party.petition_id)
        .correlate(Party)
        .scalar_subquery()
    )
    statement = select(
        Party.petition_id,
        Party.full_name,
        Party.phone_digits,
        Party.address,
        Party.identity_digest,
    ).where(Party.id.in_(select(newest.c.id)), may_be_told == 1)
    people: dict[int, Alike] = {}
    alike = lru_cache(partial(alike_names, typed))
    for petition_id, *stored in session.execute(statement):
        candidate = Candidate(*(value or "" for value in stored))
        found = likeness(typed, candidate, digests, alike(candidate.name))
        if found.weight > people.get(petition_id, NOBODY).weight:
            people[petition_id] = found
    strongest = sorted(people, key=lambda number: (people[number].weight, number), reverse=True)
    return {petition_id: people[petition_id] for petition_id in strongest[:_MOST_PETITIONS]}


def _as_number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Keep a condition from being answered by an index, so that the few candidates lead."""
    return case((condition, 1), else_=0)


def _newest(conditions: Iterable[ColumnElement[bool]]) -> CompoundSelect[int]:
    """Select the newest parties of each condition, each by its own index."""
    return union_all(
        *(
            select(
                select(Party.id)
                .where(condition, Party.role.in_(ASKING))
                .order_by(Party.id.desc())
                .limit(_MOST_OF_A_CONDITION)
                .subquery()
            )
            for condition in conditions
        )
    )


def _conditions(
    typed: Person, digests: Collection[str], near: NearKeys
) -> list[ColumnElement[bool]]:
    """Give the indexed conditions under which a party may be the person typed."""
    found: list[ColumnElement[bool]] = []
    if digests:
        found.append(Party.identity_digest.in_(digests))
    if typed.phones:
        found.append(Party.phone_digits.in_(sorted(typed.phones)))
    if typed.key:
        found.append(Party.name_key == typed.key)
    if len(typed.words) > 1:
        found.append(Party.ends_key == key_of_ends(typed.name))
    if near.whole:
        found.append(Party.name_key.in_(near.whole))
    if near.ends:
        found.append(Party.ends_key.in_(near.ends))
    if typed.start:
        # "{" sorts behind every letter, so that the range holds what begins with the start.
        found.append(Party.folded_name.between(typed.start, f"{typed.start}{{"))
    return found


def _like_contents(session: Session, content: str) -> list[int]:
    """Find petitions, whoever sent them, that hold the same rare pairs of words."""
    told = pairs(content)
    if not told:
        return []
    common = commonness(session, {word for pair in told for word in pair})
    asked = rarest(told, common, _MOST_PAIRS)
    held = holders(session, asked, _MOST_OF_A_PAIR) if asked else ()
    # A pair that few petitions hold tells more than one that many do.
    by_pair = Counter(at for at, _petition_id in held)
    weight: dict[int, float] = defaultdict(float)
    for at, petition_id in held:
        weight[petition_id] += 1 / by_pair[at]
    return nlargest(_MOST_PETITIONS, weight, key=lambda number: (weight[number], number))


def _petitions(
    session: Session, petition_ids: Collection[int], within: ColumnElement[bool]
) -> list[_Read]:
    """Read the petitions with the cases they led to, not yet weighed."""
    if not petition_ids:
        return []
    rows = session.execute(
        select(
            Petition.id,
            Petition.code,
            Petition.received_on,
            Petition.summary,
            PetitionSearch.folded,
            Case.id,
            Case.code,
            Case.state,
        )
        .outerjoin(PetitionSearch, PetitionSearch.petition_id == Petition.id)
        .outerjoin(
            PetitionLink,
            and_(PetitionLink.petition_id == Petition.id, PetitionLink.ended_on.is_(None)),
        )
        .outerjoin(Case, Case.id == PetitionLink.case_id)
        .where(Petition.id.in_(set(petition_ids)), _as_number(within) == 1)
        .order_by(Petition.id, Case.id)
    )
    petitions: dict[int, _Read] = {}
    for petition_id, code, received_on, summary, folded, case_id, case_code, state in rows:
        read = petitions.setdefault(
            petition_id,
            _Read(Suggestion(petition_id, code, received_on, summary, ()), folded or ""),
        )
        if case_code:
            read.cases.append(SuggestedCase(case_id, case_code, state))
    return list(petitions.values())


def _weighed(read: list[_Read], people: dict[int, Alike], ours: Runs) -> Iterator[Suggestion]:
    """Say why each petition is shown; word for word only where the texts have much in common."""
    common = {r.petition_id: in_common(ours, r.folded) for r in read if ours}
    holding = Counter(run for runs in common.values() for run in runs)
    rough = {number: sum(1 / holding[run] for run in runs) for number, runs in common.items()}
    compared = set(nlargest(_MOST_COMPARED, filter(rough.get, rough), key=rough.__getitem__))
    for r in read:
        share = 0.0
        if r.petition_id in compared:
            share = shared(ours, shingles(r.suggestion.summary), holding)
        yield replace(
            r.suggestion,
            cases=tuple(r.cases),
            person=people.get(r.petition_id, NOBODY),
            same_matter=round(share, 2),
        )
