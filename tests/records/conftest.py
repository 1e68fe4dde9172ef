"""Databases with all tables, made from the models, for tests that need no application."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from tests.support.postgresql import postgresql_server
from tracker.records import audit, cases, organisation, petitions, reception, search
from tracker.records.base import Base
from tracker.records.sealing import Keyring, new_key, use_keyring
from tracker.records.transactions import writing

TABLES = (audit, cases, organisation, petitions, reception, search)

OpenSession = Callable[[], AbstractContextManager[Session]]


@pytest.fixture(autouse=True)
def _sealing_keys() -> None:
    use_keyring(Keyring.from_setting(new_key("t1")))


@pytest.fixture
def engine(engine_name: str, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give an engine on a new database with every table, trigger and index."""
    address: Callable[[], str] = request.getfixturevalue(f"{engine_name}_copies")
    made = create_engine(address())
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def sqlite_copies(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Copy a file that was filled once."""
    folder = tmp_path_factory.mktemp("records")
    fill(f"sqlite:///{folder}/original.db")

    def copied() -> str:
        for left_over in ("-wal", "-shm"):
            (folder / f"copy.db{left_over}").unlink(missing_ok=True)
        shutil.copyfile(folder / "original.db", folder / "copy.db")
        return f"sqlite:///{folder}/copy.db"

    return copied


@pytest.fixture(scope="session")
def postgresql_copies() -> Iterator[Callable[[], str]]:
    """Copy a database that was filled once."""
    with postgresql_server() as address:
        server = make_url(address)
        original, copy = (f"records_{os.getpid()}_{name}" for name in ("original", "copy"))
        create_database(server, original, template="template0")
        fill(shown(server.set(database=original)))

        def copied() -> str:
            create_database(server, copy, template=original)
            return shown(server.set(database=copy))

        yield copied
        for name in (original, copy):
            command(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def fill(address: str) -> None:
    """Make all that a migrated database has."""
    engine = create_engine(address)
    with writing(), engine.begin() as connection:
        Base.metadata.create_all(connection)
        audit.install_triggers(connection)
        search.create_search(connection)
    engine.dispose()


def create_database(server: URL, name: str, *, template: str) -> None:
    """Make a database anew."""
    command(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    command(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def command(server: URL, statement: str) -> None:
    """Send what may not stand in a transaction."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))


def shown(url: URL) -> str:
    """Write the address with its password."""
    return url.render_as_string(hide_password=False)


@pytest.fixture
def open_session(engine: Engine) -> OpenSession:
    """Open a further session that may write and commits at its end."""

    @contextmanager
    def opened() -> Iterator[Session]:
        with writing(), Session(engine) as session, session.begin():
            yield session

    return opened


@pytest.fixture
def records(open_session: OpenSession) -> Iterator[Session]:
    """Give a session that may write."""
    with open_session() as session:
        yield session
