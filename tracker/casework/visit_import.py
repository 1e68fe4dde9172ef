"""Import visits from a table: all of them or none, each through the door that the desk uses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from tracker.casework.intake import log_visit
from tracker.casework.registration import Desk
from tracker.casework.visit_rows import Fault, VisitTable, fault_of, read_visits
from tracker.law.identity_number import Doubt
from tracker.law.terms import Refusal
from tracker.outside.tables import Line
from tracker.records.audit import note
from tracker.records.organisation import Submission

AT_A_TIME = 200


def nobody(_done: int) -> None:
    """Stand for nobody who watches the work go on."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made, or why it made nothing."""

    visits: int = 0
    petitions: int = 0
    first_code: str = ""
    last_code: str = ""
    faults: tuple[Fault, ...] = ()
    doubts: tuple[tuple[int, Doubt], ...] = ()


def import_visits(
    session: Session,
    desk: Desk,
    lines: list[Line],
    *,
    content: bytes,
    now: datetime,
    told: Callable[[int], None] = nobody,
) -> Imported:
    """Log the visits of a table; with any fault nothing is to be kept, and the caller rolls back.

    What is wrong with the lines alone is told before the first number is taken.
    """
    table = read_visits(lines, now.date())
    if table.faults:
        return Imported(faults=tuple(table.faults))
    token = _token(desk, content)
    _check_not_twice(session, token)
    imported = _log_all(session, desk, table, now=now, told=told)
    if not imported.faults:
        session.add(Submission(token=token, location="", taken_at=now))
        _note(session, desk, imported, content)
    session.flush()
    return imported


def _log_all(
    session: Session,
    desk: Desk,
    table: VisitTable,
    *,
    now: datetime,
    told: Callable[[int], None],
) -> Imported:
    faults, codes, petitions = [], [], 0
    for place, row in enumerate(table.rows, 1):
        try:
            with session.begin_nested():
                logged = log_visit(session, desk, row.visit, row.petition, now=now)
        except Refusal as refusal:
            faults.append(fault_of(row.line, refusal))
        else:
            codes.append(logged.visit.code if logged.visit else "")
            petitions += logged.petition is not None
        if place % AT_A_TIME == 0:
            # What is written is let go: a long file must not fill the memory.
            session.expunge_all()
            told(AT_A_TIME)
    if faults:
        return Imported(faults=tuple(faults))
    odd = tuple((row.line, doubt) for row in table.rows for doubt in row.doubts)
    return Imported(len(codes), petitions, codes[0], codes[-1], doubts=odd)


def _token(desk: Desk, content: bytes) -> str:
    """Name a file by what is in it and whose book it is for."""
    return sha256(b"import visits %d:" % desk.unit_id + content).hexdigest()


def _check_not_twice(session: Session, token: str) -> None:
    earlier = session.get(Submission, token)
    if earlier is not None:
        raise Refusal(
            "Đúng tệp này đã được nhập vào sổ của đơn vị lúc %(when)s: không nhập lần nữa.",
            when=f"{earlier.taken_at.astimezone():%H:%M %d/%m/%Y}",
        )


def _note(session: Session, desk: Desk, imported: Imported, content: bytes) -> None:
    note(
        session,
        action="import",
        subject="org_unit",
        subject_id=desk.unit_id,
        agency_id=desk.agency_id,
        details={
            "entries": imported.visits,
            "first_code": imported.first_code,
            "last_code": imported.last_code,
            "file": sha256(content).hexdigest(),
        },
    )
