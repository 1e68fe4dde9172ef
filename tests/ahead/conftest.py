"""A small agency with work ahead of it, and the way to follow a number to its rows."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.support.pages import Page, words
from tracker.access import Role
from tracker.law.forecast import Foretold, Source
from tracker.law.kinds import CaseKind
from tracker.law.levels import Alarm
from tracker.records.cases import Case, StoredObligation
from tracker.records.forecasts import Forecast, ForecastModel
from tracker.records.organisation import User

if TYPE_CHECKING:
    from tests.support.client import InspectingClient
    from tests.support.clock import SetClock

TODAY = date(2026, 11, 9)


@pytest.fixture
def handlers(session: Session, at: "SetClock") -> dict[str, User]:
    """Give two handlers of two units, on the day on which the tests look ahead."""
    at(TODAY)
    return {
        name: factories.person(
            session,
            Role.HANDLER,
            at=factories.unit(session, f"Phòng {name}"),
            name=f"Lê Văn {name}",
        )
        for name in ("A", "B")
    }


@pytest.fixture
def busy(session: Session, handlers: dict[str, User]) -> list[Case]:
    """Give cases of both units and of none: some overdue, some due soon, some late in December."""
    first, second = handlers.values()
    plan = [
        (CaseKind.COMPLAINT, date(2026, 11, 2), first),
        (CaseKind.COMPLAINT, date(2026, 10, 1), first),
        (CaseKind.DENUNCIATION, date(2026, 11, 5), second),
        (CaseKind.FEEDBACK, date(2026, 11, 9), second),
        (CaseKind.FEEDBACK, date(2026, 11, 3), None),
        (CaseKind.RECOMMENDATION, date(2026, 9, 1), None),
    ]
    cases = []
    for kind, received_on, handler in plan:
        subject = factories.case(session, kind, received_on=received_on)
        if handler is not None:
            factories.assigned(session, subject, handler, TODAY)
        cases.append(subject)
    return cases


@pytest.fixture
def foretell(session: Session) -> Callable[..., None]:
    """Give the way to store a forecast of a running duty."""
    return lambda duty, probability, **changes: _foretell(session, duty, probability, **changes)


def running(session: Session) -> list[StoredObligation]:
    """Give the running duties, read one by one."""
    return [o for o in session.query(StoredObligation).all() if o.is_running]


def _handler(session: Session, letter: str) -> User:
    place = factories.unit(session, f"Phòng {letter}")
    return factories.person(session, Role.HANDLER, at=place, name=f"Lê Văn {letter}")


def _foretell(
    session: Session,
    duty: StoredObligation,
    probability: float,
    *,
    is_likely: bool = False,
    is_used: bool = True,
    due_on: date | None = None,
) -> None:
    known = session.query(ForecastModel).filter_by(is_used=is_used).first()
    model = known or ForecastModel(
        agency_id=duty.agency_id, duty=Foretold.SETTLEMENT, version=1 + is_used, trained_on=TODAY,
        trained_at=factories.moment(TODAY), cases=500, late=60, source=Source.MODEL,
        is_used=is_used, numbers={}, backtest={},
    )  # fmt: skip
    session.add(model)
    session.flush()
    session.add(
        Forecast(
            agency_id=duty.agency_id, case_id=duty.case_id, rule=duty.rule,
            started_by=duty.started_by, due_on=due_on or duty.due_on, made_on=TODAY,
            last_sequence=1, model_id=model.id, probability=probability,
            alarm=Alarm.AT_RISK if is_likely else Alarm.ON_TRACK, reasons=[], advice=None,
        )
    )  # fmt: skip
    session.flush()


def numbers(page: Page) -> dict[str, set[str]]:
    """Give every address behind a number of the page's main part, with what is written on it."""
    found: dict[str, set[str]] = {}
    (main,) = page.every("main")
    for link in main.iter("a"):
        href, text = link.get("href", ""), words(link).split()
        if href.startswith(("/look-ahead/duties", "/cases")):
            found.setdefault(href, set()).add(text[0])
    return found


def rows_behind(client: "InspectingClient", href: str) -> Iterator[str]:
    """Give the rows of a list, page after page."""
    place: str | None = href
    while place:
        page = client.get(place, max_queries=8)
        yield from (words(row) for row in page.every("tr")[1:])
        onward = [a.get("href") for a in page.every("a", rel="next")]
        place = onward[0] if onward else None


def figure(page: Page, label: str) -> str:
    """Give one of the large figures at the head of the page."""
    (figure,) = [a for a in page.every("a", class_="figure") if label in words(a)]
    return words(figure).split()[0]


def cell(page: Page, line: str, column: str) -> str:
    """Give what stands in a column of the first line of a name."""
    rows = [row for row in page.every("tr") if _head(row).startswith(line)]
    cells = [c for row in rows for c in row.iter("td") if c.get("data-label") == column]
    return words(cells[0])


def count_in(page: Page, line: str, column: str) -> int:
    """Give the number in a column of the first line of a name."""
    return int(cell(page, line, column))


def _head(row: object) -> str:
    return next((words(th) for th in row.iter("th")), "")  # type: ignore[attr-defined]  # an element
