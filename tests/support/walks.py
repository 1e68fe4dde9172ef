"""Walks over the whole application: every address with the rows of an agency behind it."""

from collections.abc import Callable, Iterator, Mapping
from contextvars import Context
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from flask import Flask
from sqlalchemy import func, select, text
from werkzeug.routing import Rule

from tests.support.rows import ROWS
from tracker.casework.identity import Identity

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from tests.support.client import InspectingClient
    from tracker.access import Role
    from tracker.law.kinds import CaseKind
    from tracker.records.cases import Case
    from tracker.records.organisation import User

ANY = tuple(range(200, 600))
BROKEN = 500
DAY = "2026-11-23"  # On which the demo ends and every walk is taken.
DENOUNCER = Identity(
    "Hoàng Thị Ngọc Huyền", "Xóm Lò Vôi Cũ, xã Suối Trăng", "0977654321", "051187009988"
)
DENOUNCER_PLACE = "Suối Trăng"


@dataclass(frozen=True)
class Address:
    """One address of the application, with the view that answers there."""

    endpoint: str
    url: str


def rules(app: Flask, method: str) -> list[Rule]:
    """Give the rules that answer a method."""
    return [r for r in app.url_map.iter_rules() if method in (r.methods or ())]


def addresses(
    app: Flask, session: "Session", method: str, *, agency_id: int, of_objects: bool = False
) -> list[Address]:
    """Give every address of a method, filled with the rows of an agency."""
    with app.test_request_context():
        adapter = app.url_map.bind("")
        return [
            Address(rule.endpoint, adapter.build(rule.endpoint, values, method))
            for rule in rules(app, method)
            if rule.arguments or not of_objects
            for values in _values(session, rule, agency_id)
        ]


def _values(session: "Session", rule: Rule, agency_id: int) -> Iterator[dict[str, object]]:
    wanted = frozenset(rule.arguments)
    if wanted not in ROWS:
        message = f"{rule.rule}: say in ROWS of tests/support/rows.py what {set(wanted)} stands for"
        raise AssertionError(message)
    for row in session.execute(text(ROWS[wanted]), {"agency": agency_id}).mappings():
        values = {name: value for name, value in row.items() if name in wanted}
        if "event" not in wanted:
            yield values
        else:
            yield from ({**values, "event": code} for code in _steps(session, row["case_id"]))


def _steps(session: "Session", case_id: int) -> list[str]:
    """Give the steps that lead on from where a case stands, one that does not, and no step."""
    from tracker.law.moves import MOVES
    from tracker.records.cases import Case

    case = session.get_one(Case, case_id)
    known = [m for m in MOVES if case.kind in m.kinds]
    lawful = [m.event.value for m in known if case.state in m.origins]
    other = [m.event.value for m in known if case.state not in m.origins]
    return [*dict.fromkeys(lawful + other[:1]), "khong-co"]


def row_counts(session: "Session") -> dict[str, int]:
    """Count the rows of every audited table, and of the trail itself."""
    from tracker.records.audit import AuditEntry
    from tracker.records.base import Base

    session.rollback()
    classes = [m.class_ for m in Base.registry.mappers if getattr(m.class_, "__audited__", True)]
    tables = [Base.metadata.tables[getattr(c, "__tablename__")] for c in [*classes, AuditEntry]]  # noqa: B009 - every mapped class has one
    counted = {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables
    }
    session.rollback()
    return counted


def added(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Give the tables that grew, or shrank, by how much."""
    return {name: after[name] - n for name, n in before.items() if after[name] != n}


def collected(work: Callable[[], object]) -> str:
    """Give what a check objects to, or nothing: a walk reports every fault, not the first."""
    try:
        work()
    except AssertionError as fault:
        return str(fault)
    except Exception as error:  # In tests an error of a view comes through; it is its answer 500.
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"
    return ""


def status_of(client: "InspectingClient", url: str, **options: Any) -> int | str:
    """Give the status that an address answers, or the error on which it breaks."""
    found: list[int] = []
    fault = collected(lambda: found.append(answer_of(client, url, **options).status_code))
    return fault or found[0]


def text_of(client: "InspectingClient", url: str, **options: Any) -> str:
    """Give the text that an address answers, if it is one."""
    answer = answer_of(client, url, **options)
    return answer.get_data(as_text=True) if (answer.mimetype or "").startswith("text/") else ""


def answer_of(client: "InspectingClient", url: str, **options: Any) -> "TestResponse":
    """Ask as the client does, without looking at the page that comes back."""
    method = "POST" if "data" in options else "GET"
    client._before_request()
    return Context().run(partial(client.raw.open, url, method=method, **options))


@dataclass(frozen=True)
class Demo:
    """The loaded demo: the agency and one person of each role."""

    agency_id: int
    people: "Mapping[Role, User]"


def load_demo(session: "Session", command: Callable[..., str], *, cases: int = 60) -> Demo:
    """Load the demo and add what it has none of: files, a day off, a merger, a barred person."""
    from tracker.access import Role
    from tracker.demo.organisation import SIGN_INS
    from tracker.records.organisation import User

    command("demo", "load", "--cases", str(cases))
    people = {
        role: session.scalars(select(User).where(User.login == login)).one()
        for login, _name, role, _place in SIGN_INS
    }
    demo = Demo(people[Role.DIRECTOR].agency_id, people)
    _enrich(session, demo)
    session.commit()
    return demo


def _enrich(session: "Session", demo: Demo) -> None:
    """Add what the demo may lack: papers, a merger, a barred person, a day off, work to do."""
    from tests import factories
    from tests.support.administered import administer
    from tracker.access import Role
    from tracker.casework import assignment, calendar, handover, matters
    from tracker.casework.ladder import tell_all
    from tracker.casework.registration import PartyDetails
    from tracker.clock import now
    from tracker.law.calendar import DayKind
    from tracker.law.kinds import CaseKind
    from tracker.records.petitions import PartyRole

    handler = demo.people[Role.HANDLER]
    about = PartyDetails(PartyRole.RESPONDENT, Identity(handler.full_name), user_id=handler.id)
    register(session, demo, CaseKind.COMPLAINT, respondents=(about,))
    register(session, demo, CaseKind.DENUNCIATION, sender=DENOUNCER)
    first, second = (register(session, demo, CaseKind.RECOMMENDATION) for _ in range(2))
    earlier, later = (found.links[0].petition for found in (first, second))
    matters.note_link(session, later, earlier, reason="gửi lại", by=handler.id, now=now())
    director = factories.reach(session, demo.people[Role.DIRECTOR])
    handover.merge(session, second, first, reason="Cùng một việc", by=director, now=now())
    assignment.assign(
        session, register(session, demo, CaseKind.FEEDBACK), user_id=handler.id,
        unit_id=handler.memberships[0].unit_id, reason="Đúng việc", by=director, now=now(),
    )  # fmt: skip
    day = calendar.NewDay(date(2027, 3, 2), DayKind.HOLIDAY, "Ngày hội tỉnh", "12/QĐ-UBND")
    by = demo.people[Role.ADMINISTRATOR]
    effect = calendar.effect_of_adding(session, [day], agency_id=by.agency_id)
    calendar.add_days(session, [day], effect, by=by.id, now=now())
    list(tell_all(session, at=now()))
    administer(session, demo)


def register(session: "Session", demo: Demo, kind: "CaseKind", **details: Any) -> "Case":
    """Take in a petition with a paper at the desk of the demo, and give its case."""
    from tests import factories
    from tracker.access import Role
    from tracker.casework import attachments, registration
    from tracker.clock import now, today
    from tracker.web.stored_files import file_store

    receptionist = demo.people[Role.RECEPTIONIST]
    typed = factories.petition_details(kind, received_on=today(), **details)
    desk = factories.desk(session, receptionist)
    logged = registration.register_petition(session, desk, typed, now=now())
    assert logged.petition is not None
    assert logged.case is not None
    paper = attachments.Upload("don.txt", BytesIO("Kính gửi quý cơ quan".encode()))
    attachments.attach(
        session, logged.petition, [paper],
        store=file_store(), limit=10_000, by=receptionist.id, now=now(),
    )  # fmt: skip
    return logged.case
