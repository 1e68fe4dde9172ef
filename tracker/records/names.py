"""The words of senders' names with their misspellings; sealed identities never get here."""

from collections.abc import Iterable
from itertools import combinations

from sqlalchemy import Connection, String, Table, bindparam, inspect, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from tracker.records.base import AnySession, Base
from tracker.records.petitions import Party, PartyRole
from tracker.vietnamese import ends_key, keys_lost, name_words

ASKING = (PartyRole.SENDER, PartyRole.REPRESENTATIVE, PartyRole.AUTHORISED)
"""The roles of those who come again; whoever is complained of does not."""

LONGEST_WORD = 30
LONGEST_KEY = 200  # A few letters grow when they are folded.
_TWO_SLIPS_FROM = 5  # letters
_CHUNK = 5000


class NameSpelling(Base):
    """A word of some sender's name as it stands with a letter or two left out.

    Two words that differ by a slip meet in such a form, however the slip came about.
    """

    __tablename__ = "name_spelling"
    __audited__ = False

    spelling: Mapped[str] = mapped_column(
        String(LONGEST_WORD), primary_key=True, info={"class": "personal"}
    )
    word: Mapped[str] = mapped_column(
        String(LONGEST_WORD), primary_key=True, info={"class": "personal"}
    )


# Put together once: asked of every petition.
KNOWN = select(NameSpelling.word).where(
    NameSpelling.spelling.in_(bindparam("words", expanding=True)),
    NameSpelling.word == NameSpelling.spelling,
)


def spellings(word: str) -> frozenset[str]:
    """Give a word itself and with one letter left out, a long one with two."""
    most = 1 if len(word) < _TWO_SLIPS_FROM else 2
    shorter = (
        "".join(kept)
        for lost in range(1, min(most, len(word) - 1) + 1)
        for kept in combinations(word, len(word) - lost)
    )
    return frozenset((word, *shorter))


def words_of(name: str) -> list[str]:
    """Give the words of a name as they are kept."""
    return [word[:LONGEST_WORD] for word in name_words(name)]


def key_of_ends(name: str) -> str:
    """Give the family and given name as they are kept."""
    return ends_key(name)[:LONGEST_KEY]


def spelling_rows(words: Iterable[str]) -> list[dict[str, str]]:
    """Give the rows by which words are found, in one order, so that no two writers deadlock."""
    pairs = {
        (spelling, word)
        for word in words
        for form in {word, keys_lost(word)}
        for spelling in spellings(form)
    }
    return [{"spelling": spelling, "word": word} for spelling, word in sorted(pairs)]


def learn_names(session: AnySession, parties: Iterable[Party]) -> None:
    """Make the words of senders' names findable; usually all are known already."""
    words = _asking_words(parties)
    if words:
        _learn(session.connection(), words)


def new_spelling_rows(parties: Iterable[Party], known: set[str]) -> list[dict[str, str]]:
    """Give the rows for words not known yet, and count them among the known: for bulk loads."""
    new = _asking_words(parties) - known
    known |= new
    return spelling_rows(new)


def _asking_words(parties: Iterable[Party]) -> set[str]:
    return {
        word for p in parties if p.role in ASKING and p.full_name for word in words_of(p.full_name)
    }


def _learn(connection: Connection, words: set[str]) -> None:
    new = words.difference(connection.scalars(KNOWN, {"words": words}))
    if new:
        on_postgresql = connection.dialect.name == "postgresql"
        row = (postgresql.insert if on_postgresql else sqlite.insert)(NameSpelling)
        connection.execute(row.on_conflict_do_nothing(), spelling_rows(new))


def complete_names(connection: Connection) -> None:
    """Fill in what parties entered before this table existed lack; safe to repeat."""
    if not inspect(connection).has_table(NameSpelling.__tablename__):
        return
    table = Party.__table__
    assert isinstance(table, Table)  # noqa: S101 - tells the type checker
    lacking = (
        select(table.c.id, table.c.full_name)
        .where(table.c.ends_key.is_(None), table.c.full_name != "", table.c.role.in_(ASKING))
        .order_by(table.c.id)
        .limit(_CHUNK)
    )
    last = 0
    while rows := connection.execute(lacking.where(table.c.id > last)).all():
        connection.execute(
            update(table).where(table.c.id == bindparam("party")).values(ends_key=bindparam("key")),
            [{"party": party_id, "key": key_of_ends(name)} for party_id, name in rows],
        )
        _learn(connection, {word for _, name in rows for word in words_of(name)})
        last = rows[-1].id
