"""Full-text search over petitions, the same with and without Vietnamese marks."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from json import dumps

from sqlalchemy import (
    BindParameter,
    Connection,
    ForeignKey,
    Insert,
    Integer,
    Row,
    Select,
    Text,
    TextClause,
    bindparam,
    column,
    func,
    inspect,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from tracker.records.base import AnySession, Base
from tracker.vietnamese import tokens

INDEX = "petition_words"
"""The FTS5 table on SQLite; its shadow tables begin with the same word."""

LONGEST_WORD = 60
MOST_WORDS = 16


class PetitionSearch(Base):
    """The folded words of a petition; sealed identities never get here."""

    __tablename__ = "petition_search"
    __audited__ = False

    petition_id: Mapped[int] = mapped_column(
        ForeignKey("petition.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    folded: Mapped[str] = mapped_column(Text)


def index_petition(session: AnySession, petition_id: int, content: str) -> None:
    """Make a petition findable by its text, in place of what was known before."""
    connection = session.connection()
    connection.execute(
        PUT[connection.dialect.name],
        {"petition_id": petition_id, "folded": folded_words(content)},
    )


def _putting(insert: postgresql.Insert | sqlite.Insert) -> Insert:
    return insert.on_conflict_do_update(
        index_elements=[PetitionSearch.petition_id],
        set_={"folded": insert.excluded.folded},
        where=PetitionSearch.folded != insert.excluded.folded,
    )


# Put together once: every petition taken in is made findable.
PUT = {
    "postgresql": _putting(postgresql.insert(PetitionSearch)),
    "sqlite": _putting(sqlite.insert(PetitionSearch)),
}


def folded_words(content: str) -> str:
    """Give the words of a text as the index keeps them."""
    return " ".join(_words(content))


def _words(content: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in tokens(content)]


def matching(query: str, dialect: str) -> Select[int] | None:
    """Select the petitions with all words of a query, of which the last may go on.

    To be used as `Petition.id.in_(…)`; the list gives the order, so nothing is sorted twice.
    """
    asked = wanted(query, dialect)
    return None if asked is None else hits(dialect, bindparam(None, asked))


def wanted(query: str, dialect: str) -> str | None:
    """Spell what a query asks of the index; None without a word."""
    words = _words(query)[:MOST_WORDS]
    if not words:
        return None
    if dialect == "postgresql":
        return " & ".join(f"'{word}'" for word in words) + ":*"
    # Quoted words are never read as operators of FTS5; they hold letters and digits only.
    return " ".join(f'"{word}"' for word in words) + "*"


def hits(dialect: str, asked: BindParameter[str]) -> Select[int]:
    """Select the petitions that hold what is asked."""
    if dialect == "postgresql":
        found = column("words", TSVECTOR).op("@@")(func.to_tsquery("simple", asked))
        return select(PetitionSearch.petition_id).where(found)
    rowid = literal_column(f"{INDEX}.rowid", Integer)
    return (
        select(rowid.label("petition_id"))
        .select_from(text(INDEX))
        .where(literal_column(INDEX).op("MATCH")(asked))
    )


def commonness(session: AnySession, words: Iterable[str]) -> Mapping[str, int]:
    """Say in how many petitions words stand, as far as that is quickly known, to compare them.

    On SQLite the index counts up to a limit; PostgreSQL tells the common words of its statistics
    and is silent about the others.
    """
    asked = sorted(set(words))
    if session.connection().dialect.name == "postgresql":
        rows = session.execute(_COMMON_ON_POSTGRESQL, {"words": asked})
        return {word: max(int(share * COMMON), 1) for word, share in rows}
    quoted = dumps([f'"{word}"' for word in asked])
    found = session.execute(_COMMON_ON_SQLITE, {"words": quoted, "most": COMMON})
    return {word.strip('"'): number for word, number in found}


def holders(
    session: AnySession, pairs: Sequence[tuple[str, str]], most: int
) -> Sequence[Row[int, int]]:
    """Give the newest petitions that hold each pair of words, with the place of the pair."""
    if session.connection().dialect.name == "postgresql":
        asked = [f"'{one}' & '{other}'" for one, other in pairs]
        return session.execute(_HOLDERS_ON_POSTGRESQL, {"pairs": asked, "most": most}).all()
    values = {f"p{at}": f'"{one}" "{other}"' for at, (one, other) in enumerate(pairs)}
    return session.execute(_holders_on_sqlite(len(pairs)), {**values, "most": most}).all()


@cache
def _holders_on_sqlite(pairs: int) -> TextClause:
    """Ask for each pair apart: only so each may have its own limit."""
    each = (
        f"SELECT * FROM (SELECT {at} AS pair, rowid AS petition_id FROM {INDEX}"  # noqa: S608  # nosec B608 # two names and a number
        f" WHERE {INDEX} MATCH :p{at} ORDER BY rowid DESC LIMIT :most)"
        for at in range(pairs)
    )
    return text(" UNION ALL ".join(each))


def create_search(connection: Connection) -> None:
    """Create what the database needs to search, or clear it with its table; safe to repeat."""
    on_postgresql = connection.dialect.name == "postgresql"
    if not inspect(connection).has_table(PetitionSearch.__tablename__):
        if not on_postgresql:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {INDEX}")
    elif on_postgresql:
        for statement in POSTGRESQL:
            connection.exec_driver_sql(statement)
    else:
        _create_on_sqlite(connection)


def _create_on_sqlite(connection: Connection) -> None:
    made = connection.exec_driver_sql(SQLITE_MADE).scalar_one_or_none()
    if made is not None and BEGINNINGS not in made:
        connection.exec_driver_sql(f"DROP TABLE {INDEX}")
    present = connection.exec_driver_sql(SQLITE_PRESENT).scalar_one()
    for statement in SQLITE:
        connection.exec_driver_sql(statement)
    if present < len(SQLITE):
        # The index missed what was written without it.
        connection.exec_driver_sql(SQLITE_REBUILD)


def belongs_to_search(name: str | None, kind: str, table: str | None) -> bool:
    """Tell whether a table, column or index is made here and no business of a migration."""
    if kind == "table":
        return name is not None and name.startswith(INDEX)
    return table == PetitionSearch.__tablename__ and name in {"words", "ix_petition_search_words"}


# The last word of a query is read as a beginning. Without its own entry a beginning is looked for
# in all its words, which takes longest for whole ones that stand everywhere, such as “định”.
BEGINNINGS = "prefix='1 2 3 4'"

SQLITE_MADE = "SELECT sql FROM sqlite_master WHERE name = 'petition_words'"

COMMON = 500

_COMMON_ON_SQLITE = text(
    f"""
    SELECT value, (SELECT count(*) FROM
        (SELECT 1 FROM {INDEX} WHERE {INDEX} MATCH value LIMIT :most))
    FROM json_each(:words)
    """  # noqa: S608  # nosec B608 # the name of a table
)
_COMMON_ON_POSTGRESQL = text(
    """
    SELECT word, share FROM (
        SELECT unnest(most_common_elems::text::text[]) AS word,
            unnest(most_common_elem_freqs) AS share
        FROM pg_stats WHERE schemaname = current_schema()
        AND tablename = 'petition_search' AND attname = 'words') AS known
    WHERE word = ANY(:words)
    """
)
# Materialised, or the planner reads the whole table until the limit is reached.
_HOLDERS_ON_POSTGRESQL = text(
    """
    SELECT asked.pair - 1, held.petition_id
    FROM unnest(CAST(:pairs AS text[])) WITH ORDINALITY AS asked (words, pair)
    CROSS JOIN LATERAL (
        WITH hits AS MATERIALIZED (
            SELECT petition_id FROM petition_search
            WHERE words @@ to_tsquery('simple', asked.words))
        SELECT petition_id FROM hits ORDER BY petition_id DESC LIMIT :most) AS held
    """
)

SQLITE_PRESENT = """
SELECT count(*) FROM sqlite_master
WHERE name = 'petition_words'
OR type = 'trigger' AND tbl_name = 'petition_search' AND name LIKE 'petition_words%'
"""

SQLITE_REBUILD = "INSERT INTO petition_words(petition_words) VALUES ('rebuild')"

SQLITE = (
    f"""
    CREATE VIRTUAL TABLE IF NOT EXISTS petition_words USING fts5(
        folded, content='petition_search', content_rowid='petition_id',
        tokenize='unicode61 remove_diacritics 0', {BEGINNINGS})
    """,
    """
    CREATE TRIGGER IF NOT EXISTS petition_words_insert AFTER INSERT ON petition_search BEGIN
        INSERT INTO petition_words(rowid, folded) VALUES (new.petition_id, new.folded);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS petition_words_delete AFTER DELETE ON petition_search BEGIN
        INSERT INTO petition_words(petition_words, rowid, folded)
        VALUES ('delete', old.petition_id, old.folded);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS petition_words_update AFTER UPDATE ON petition_search BEGIN
        INSERT INTO petition_words(petition_words, rowid, folded)
        VALUES ('delete', old.petition_id, old.folded);
        INSERT INTO petition_words(rowid, folded) VALUES (new.petition_id, new.folded);
    END
    """,
)

POSTGRESQL = (
    """
    ALTER TABLE petition_search ADD COLUMN IF NOT EXISTS words tsvector
    GENERATED ALWAYS AS (to_tsvector('simple', folded)) STORED
    """,
    """
    CREATE INDEX IF NOT EXISTS ix_petition_search_words ON petition_search USING gin (words)
    """,
)
