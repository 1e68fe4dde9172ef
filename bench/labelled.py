"""Plant labelled pairs among the petitions of a database, and tell what the desk would type.

Of each pair one writing takes the place of a petition that was there before, anywhere in the two
years, so that being new helps nobody; the other writing is typed at the desk.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench import disturbances, invented
from bench.disturbances import Disturb
from bench.invented import Entry
from tracker.casework.identity import Identity, keep
from tracker.casework.registration import searchable, sender_label
from tracker.records.names import learn_names
from tracker.records.petitions import Petition
from tracker.records.search import index_petition

NAMESAKES = 2  # Others of the same name, and others of the same house, for each pair.
KINDS: Mapping[str, Disturb] = MappingProxyType(
    {**disturbances.PERSON, **disturbances.MATTER, **disturbances.BOTH}
)
MANY_TRIES = 200


@dataclass(frozen=True, slots=True)
class Ask:
    """What is typed at the desk, and which petition should be suggested."""

    kind: str
    typed: Entry
    wanted: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two writings of one person or matter, and how it was told before any disturbance."""

    kind: str
    told: Entry
    stored: Entry
    typed: Entry


def pairs(rng: Random, of_each: int) -> Iterator[Pair]:
    """Draw so many pairs of each kind; either writing may be the disturbed one."""
    for kind in KINDS:
        for _number in range(of_each):
            yield _pair(rng, kind)


def plant(session: Session, rng: Random, drawn: list[Pair]) -> list[Ask]:
    """Put the pairs, and those they may be mistaken for, in the place of earlier petitions."""
    places = _places(session, rng, len(drawn) * (1 + 2 * NAMESAKES))
    asks = []
    for pair in drawn:
        wanted = _put(session, next(places), pair.stored)
        for number in range(2 * NAMESAKES):
            _put(session, next(places), _other(rng, pair.told, is_namesake=number % 2 == 0))
        asks.append(Ask(pair.kind, pair.typed, wanted))
        session.flush()
    session.commit()
    return rng.sample(asks, len(asks))


def strangers(rng: Random, number: int) -> list[Entry]:
    """Draw people who were never there, with matters that nobody brought."""
    return [Entry(invented.someone(rng), invented.matter(rng)) for _ in range(number)]


def _pair(rng: Random, kind: str) -> Pair:
    disturb = KINDS[kind]
    is_of_matter, is_mixed = kind in disturbances.MATTER, kind in disturbances.BOTH
    entry, disturbed = _drawn(rng, disturb, _is_fit(kind))
    if _gives_less(kind):
        return Pair(kind, entry, entry, disturbed)
    one, other = rng.sample((entry, disturbed), 2)
    if is_of_matter:
        return Pair(kind, entry, one, disturbances.others_matter(rng, other))
    if is_mixed:
        return Pair(kind, entry, one, _only_typed(other))
    return Pair(kind, entry, one, replace(_only_typed(other), content=invented.matter(rng)))


def _drawn(
    rng: Random, disturb: Disturb, is_fit: Callable[[Entry, Entry], bool]
) -> tuple[Entry, Entry]:
    """Draw until the disturbance really changes what it is about."""
    for _try in range(MANY_TRIES):
        entry = Entry(invented.someone(rng), invented.matter(rng))
        disturbed = disturb(rng, entry)
        if is_fit(entry, disturbed):
            return entry, disturbed
    message = "the disturbance changes nothing"
    raise LookupError(message)


def _is_fit(kind: str) -> Callable[[Entry, Entry], bool]:
    """Give the condition under which a pair shows its kind."""
    if kind in disturbances.MATTER:
        return lambda entry, disturbed: entry.content != disturbed.content
    least = 4 if KINDS[kind] is disturbances.name_alone else 0

    def shows(entry: Entry, disturbed: Entry) -> bool:
        changed = entry.who.name != disturbed.who.name
        return changed and len(entry.who.name.split()) >= least

    return shows


def _gives_less(kind: str) -> bool:
    """Tell kinds in which the desk knows less than the register does."""
    alone = (disturbances.only_phone, disturbances.only_number, disturbances.name_alone)
    return KINDS[kind] in alone


def _only_typed(entry: Entry) -> Entry:
    """Leave numbers out: with them nobody would need a name."""
    return replace(entry, who=replace(entry.who, phone="", number=""))


def _other(rng: Random, entry: Entry, *, is_namesake: bool) -> Entry:
    draw = invented.namesake if is_namesake else invented.relative
    return Entry(draw(rng, entry.who), invented.same_sort(rng, entry.content))


def _places(session: Session, rng: Random, number: int) -> Iterator[Petition]:
    """Draw petitions that are not sealed, from the oldest to the newest."""
    ids = session.scalars(select(Petition.id).where(Petition.is_sealed.is_(False))).all()
    for petition_id in rng.sample(ids, number):
        yield session.get_one(Petition, petition_id)


def _put(session: Session, petition: Petition, entry: Entry) -> int:
    """Write a petition anew, as the desk would have written it."""
    who, party = entry.who, petition.parties[0]
    keep(party, Identity(who.name, who.address, who.phone, who.number))
    petition.summary, petition.head_count = entry.content, 1
    petition.sender_label = sender_label(petition)
    index_petition(session, petition.id, searchable(petition))
    learn_names(session, petition.parties)
    return petition.id
