"""Ask the desk's own suggestions for labelled pairs: how many are found, how soon.

`make bench-match` builds the petitions once for each database and plants pairs anew for each seed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench import database, labelled
from bench.invented import Entry
from bench.labelled import Ask
from bench.servers import HOME, tracker_settings
from tests.support.postgresql import postgresql_server
from tracker.access import Permission, Role
from tracker.casework.matching import Suggestion, suggest
from tracker.config import Settings
from tracker.records.base import current_session, db
from tracker.records.organisation import Membership, OrgUnit
from tracker.records.petitions import Petition
from tracker.records.transactions import writing
from tracker.records.visibility import Holding, Reach, visible_petitions

PETITIONS, OF_EACH, STRANGERS, SEEDS = 100_000, 30, 200, (1, 2, 3)
MOST = 3  # suggestions, as at the desk
LEAST_RECALL, LONGEST_MS = 0.95, 100


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one ask: at which place the wanted petition stood, 0 where it did not."""

    kind: str
    place: int
    is_first_wrong: bool
    wall_ms: float
    own_ms: float


@dataclass(frozen=True, slots=True)
class Result:
    """All answers of one database and seed, and how many strangers were shown something."""

    answers: Sequence[Answer]
    strangers_shown: float

    def of(self, kind: str) -> "Result":
        """Give the answers of one kind."""
        return Result([a for a in self.answers if a.kind == kind], self.strangers_shown)

    @property
    def recall(self) -> float:
        """Give the share of asks whose petition was among the suggestions."""
        return sum(a.place > 0 for a in self.answers) / len(self.answers)

    @property
    def wrong_first(self) -> float:
        """Give the share of asks whose first suggestion was another petition."""
        return sum(a.is_first_wrong for a in self.answers) / len(self.answers)


def measure(session: Session, seed: int, *, of_each: int, strangers: int) -> Result:
    """Plant pairs in a database that is thrown away afterwards, ask for each, then for others."""
    rng = Random(seed)  # noqa: S311  # nosec B311 # invented data, no secret
    reach = desk_of(session)
    session.rollback()
    with writing():
        asks = labelled.plant(session, rng, list(labelled.pairs(rng, of_each)))
    session.expunge_all()
    ask(session, reach, asks[0].typed)  # The first loads what the process then keeps.
    answers = [_answer(session, reach, one) for one in asks]
    shown = [bool(ask(session, reach, e)) for e in labelled.strangers(rng, strangers)]
    return Result(answers, sum(shown) / max(len(shown), 1))


def desk_of(session: Session) -> Reach:
    """Give how far a person at the reception desk reaches."""
    row = session.execute(
        select(Membership.user_id, OrgUnit.agency_id, OrgUnit.id, OrgUnit.path)
        .join(OrgUnit, OrgUnit.id == Membership.unit_id)
        .where(Membership.role == Role.RECEPTIONIST)
        .order_by(Membership.id)
    ).first()
    assert row is not None  # noqa: S101 - the demo has a desk
    return Reach(row[0], row[1], (Holding(Role.RECEPTIONIST, row[2], row[3]),))


def ask(session: Session, reach: Reach, typed: Entry) -> tuple[Suggestion, ...]:
    """Ask as the desk does for what is typed of a petition that is no denunciation."""
    within = visible_petitions(reach, Permission.PETITION_READ) & Petition.is_sealed.is_(False)
    return suggest(
        session,
        reach.agency_id,
        visible=within,
        name=typed.who.name,
        identity_number=typed.who.number,
        phone=typed.who.phone,
        address=typed.who.address,
        content=typed.content,
        limit=MOST,
    )


def _answer(session: Session, reach: Reach, one: Ask) -> Answer:
    wall, own = time.perf_counter(), time.process_time()
    found = [suggestion.petition_id for suggestion in ask(session, reach, one.typed)]
    wall, own = time.perf_counter() - wall, time.process_time() - own
    place = found.index(one.wanted) + 1 if one.wanted in found else 0
    return Answer(one.kind, place, bool(found) and place != 1, wall * 1000, own * 1000)


def report(title: str, results: Sequence[Result]) -> str:
    """Write recall of each kind, of all, the wrong first ones and the times, seed beside seed."""
    answers = [a for r in results for a in r.answers]
    wall, own = sorted(a.wall_ms for a in answers), sorted(a.own_ms for a in answers)
    lines = [title, f"  {'recall at ≤ 3, wrong first, by seed':36}"]
    lines += [f"  {k:36}" + "".join(_cells(r.of(k)) for r in results) for k in labelled.KINDS]
    ok = "yes" if min(r.recall for r in results) >= LEAST_RECALL else "NO"
    lines.append(f"  {'all':36}" + "".join(map(_cells, results)) + f"   ≥ {LEAST_RECALL}: {ok}")
    shown = ", ".join(f"{r.strangers_shown:.2f}" for r in results)
    lines.append(f"  strangers with a new matter who were shown something: {shown}")
    in_time = "yes" if _p95(wall) <= LONGEST_MS else "NO"
    lines.append(
        f"  server time: median {median(wall):.0f} ms, p95 {_p95(wall):.0f} ms"
        f" ≤ {LONGEST_MS}: {in_time}; of it our process {median(own):.0f}, {_p95(own):.0f} ms"
    )
    return "\n".join(lines)


def _cells(result: Result) -> str:
    return f"  {result.recall:5.3f} {result.wrong_first:5.3f}"


def _p95(times: Sequence[float]) -> float:
    return times[int(len(times) * 0.95)]


def main() -> None:
    """Read the options, measure on both databases, print."""
    options = _options()
    for name, databases in (("sqlite", _on_sqlite), ("postgresql", _on_postgresql)):
        if options.only not in name:
            continue
        with databases(options.petitions) as copies:
            results = [
                _measured(copies(), seed, options.of_each) for seed in options.seeds or SEEDS
            ]
        print(report(f"{name}, {options.petitions} petitions", results), flush=True)


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="bench.matching", description=__doc__)
    reader.add_argument("--petitions", type=int, default=PETITIONS, help="how many to look among")
    reader.add_argument("--of-each", type=int, default=OF_EACH, help="pairs of each kind")
    reader.add_argument("--only", default="", help="only the database of this name")
    reader.add_argument("--seeds", type=int, nargs="*", help="seeds of the pairs")
    return reader.parse_args()


def _measured(settings: dict[str, str], seed: int, of_each: int) -> Result:
    """Measure within an application on a database."""
    app = _application(settings)
    with app.app_context():
        result = measure(current_session(), seed, of_each=of_each, strangers=STRANGERS)
        db.session.remove()
        db.engine.dispose()
    print(f"  seed {seed}: {result.recall:.3f}", file=sys.stderr)
    return result


def _application(settings: dict[str, str]) -> Flask:
    from tracker import create_app  # noqa: PLC0415 - the measuring itself needs none

    os.environ.update(settings)
    return create_app(Settings())


@contextmanager
def _on_sqlite(petitions: int) -> Iterator[Callable[[], dict[str, str]]]:
    """Lend copies of the file that the other measurements use as well."""
    with database.working_copy(database.kept(petitions)) as folder:
        original = folder / "original.db"
        shutil.move(folder / database.TRACKER, original)

        def copied() -> dict[str, str]:
            for left_over in ("-wal", "-shm"):
                Path(f"{folder / database.TRACKER}{left_over}").unlink(missing_ok=True)
            shutil.copyfile(original, folder / database.TRACKER)
            return tracker_settings(folder)

        yield copied


@contextmanager
def _on_postgresql(petitions: int) -> Iterator[Callable[[], dict[str, str]]]:
    """Load a database of a server started here, and lend copies of it."""
    folder = database.KEPT / "postgresql"
    folder.mkdir(parents=True, exist_ok=True)
    with postgresql_server() as server:
        settings = tracker_settings(folder)
        loaded = server.replace("/postgres?", "/loaded?")
        _tell(server, "CREATE DATABASE loaded")
        for words in (("db", "upgrade"), ("demo", "load", "--cases", str(petitions))):
            _flask(settings | {"DATABASE_URL": loaded}, *words)
        _tell(loaded, "VACUUM ANALYZE")  # A server in use does so by itself.

        def copied() -> dict[str, str]:
            _tell(server, "DROP DATABASE IF EXISTS copy WITH (FORCE)")
            _tell(server, "CREATE DATABASE copy TEMPLATE loaded")
            return settings | {"DATABASE_URL": server.replace("/postgres?", "/copy?")}

        yield copied


def _tell(server: str, command: str) -> None:
    from psycopg import connect  # noqa: PLC0415 - only where there is a server

    with connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(command.encode())


def _flask(settings: dict[str, str], *words: str) -> None:
    subprocess.run(  # nosec B603 # our own programs
        [sys.executable, "-m", "flask", "--app", "wsgi", *words],
        cwd=HOME,
        env={**os.environ, **settings},
        stdout=sys.stderr,  # Ours is for the figures.
        check=True,
    )


if __name__ == "__main__":
    main()
