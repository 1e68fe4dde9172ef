"""Every form answers bad input of every sort with a sentence beside the field."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.support import source, walks
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import Page
from tests.support.walks import Demo
from tracker.access import Role

SignIn = Callable[..., InspectingClient]

ANSWERS = {400, 409, 413, 422}
DATE = "dd/mm/yyyy"
NUMBERS = {"numeric"}
# Days that may lie ahead: of a role, a substitution, a dialogue, a day off.
MAY_LIE_AHEAD = {"starts_on", "ends_on", "last_day", "dialogue_on", "on", "worked_on", "due_on"}
MAY_LIE_AHEAD |= {"planned_on"}
# Nothing is typed into these, or nothing need be.
MAY_BE_EMPTY = {
    "administration.disable", "administration.password", "administration.remove_day",
    "settings.contact",
}  # fmt: skip
MAY_BE_EMPTY |= {"administration.email", "ladder.edit"}  # No mail; a rung that is not told.
OUTSIDE = {"accounts.sign_in"}  # It signs out who is in; tests/accounts looks at it.


@dataclass(frozen=True)
class Bad:
    """One kind of bad input: into which fields it goes, and what is typed there."""

    fits: Callable[["Blank"], bool]
    value: Callable[["Blank"], object]


@dataclass(frozen=True)
class Blank:
    """One field of a form as the page shows it."""

    name: str
    id: str
    kind: str
    placeholder: str
    input_mode: str

    @property
    def is_date(self) -> bool:
        return self.placeholder == DATE

    @property
    def is_text(self) -> bool:
        return self.kind in {"text", "textarea"} and not self.is_date

    @property
    def is_line(self) -> bool:
        return self.is_text and self.input_mode not in NUMBERS

    @property
    def emptied(self) -> str | None:
        """Give what a browser sends of the field with nothing in it."""
        return None if self.kind in {"radio", "checkbox"} else ""

    @property
    def is_choice(self) -> bool:
        return self.kind in {"select", "radio"}


BAD: Mapping[str, Bad] = {
    "a day that has not come": Bad(
        lambda f: f.is_date and f.name not in MAY_LIE_AHEAD, lambda _: "01/01/2099"
    ),
    "a day that does not exist": Bad(lambda f: f.is_date, lambda _: "31/02/2026"),
    "no day at all": Bad(lambda f: f.is_date, lambda _: "thứ hai tuần sau"),
    "too many letters": Bad(
        lambda f: f.is_line, lambda f: "ă" * (30_000 if f.kind == "textarea" else 10_000)
    ),
    "a zero byte": Bad(lambda f: f.is_line, lambda _: "Trần Thị\x00 Hạnh"),
    "a hidden turn of direction": Bad(lambda f: f.is_line, lambda _: "Trần\u202e Thị Hạnh"),
    "what was not offered": Bad(lambda f: f.is_choice, lambda _: "khong-co"),
}


@pytest.fixture
def demo(session: Session, command: Callable[..., str], at: SetClock) -> Demo:
    at(walks.DAY)
    return walks.load_demo(session, command)


@pytest.fixture
def forms(sqlite_app: Flask, session: Session, demo: Demo, sign_in: SignIn) -> "Forms":
    """Give every form of the application, each as somebody who may fill it in."""
    clients = {role: sign_in(demo.people[role]) for role in Role}
    if not WHERE:  # The demo is the same in every test: its forms are looked for once.
        WHERE.extend(_forms(sqlite_app, session, demo, clients))
    return [(clients[role], at, clients[role].get(at.url, max_queries=99)) for role, at in WHERE]


WHERE: list[tuple[Role, walks.Address]] = []
Forms = list[tuple[InspectingClient, walks.Address, Page]]


@pytest.mark.parametrize("sort", BAD)
def test_bad_input_is_answered_beside_its_field(forms: Forms, session: Session, sort: str) -> None:
    before = walks.row_counts(session)
    found: list[str] = []
    for client, place, page in forms:
        blanks = [blank for blank in _blanks(page) if BAD[sort].fits(blank)]
        typed = {blank.name: BAD[sort].value(blank) for blank in blanks}
        if typed:
            found += _unanswered(client, place, page, typed, {blank.id for blank in blanks})
    source.refuse(sorted(set(found)), f"{sort}: 422 and a sentence.", "look at the form.")
    assert walks.added(before, walks.row_counts(session)) == {}


def test_a_form_sent_empty_says_what_is_missing(forms: Forms, session: Session) -> None:
    before = walks.row_counts(session)
    found: list[str] = []
    for client, place, page in forms:
        typed = {b.name: b.emptied for b in _blanks(page) if b.kind != "file"}
        if typed and place.endpoint not in MAY_BE_EMPTY:
            found += _unanswered(client, place, page, typed, set())
    source.refuse(sorted(set(found)), "An empty form is refused.", "look at the form.")
    assert walks.added(before, walks.row_counts(session)) == {}


def test_no_form_breaks_on_nonsense_in_what_nobody_sees(forms: Forms, session: Session) -> None:
    found = []
    for client, place, page in forms:
        hidden = dict.fromkeys(_hidden(page), "\x00'đ")
        status = walks.status_of(client, place.url, data=_sent(client, page, hidden))
        if not isinstance(status, int) or status >= walks.BROKEN:
            found.append(f"{place.url} ({', '.join(hidden)}): {status}")
    source.refuse(found, "What a form carries is checked too.", "read it as text first.")


def _forms(
    app: Flask, session: Session, demo: Demo, clients: Mapping[Role, InspectingClient]
) -> Iterator[tuple[Role, walks.Address]]:
    """Give one form of every sort: an address, and for steps each step of each kind."""
    seen = set()
    for place in walks.addresses(app, session, "POST", agency_id=demo.agency_id):
        sort = (place.endpoint, place.url.rpartition("/")[2] if "/events/" in place.url else "")
        if place.endpoint in OUTSIDE or sort in seen:
            continue
        for role, client in clients.items():
            if _form_page(client, place):
                seen.add(sort)
                yield role, place
                break


def _form_page(client: InspectingClient, place: walks.Address) -> Page | None:
    """Give the page if it is there and holds a form of its own."""
    if walks.status_of(client, place.url) != 200:
        return None
    page = client.get(place.url, max_queries=99)
    return page if _main_forms(page) else None


def _main_forms(page: Page) -> list[Element]:
    main = page.root.find(".//main")
    forms = main.iter("form") if main is not None else ()
    return [f for f in forms if f.get("method") == "post"]


def _blanks(page: Page) -> list[Blank]:
    """Give the fields into which somebody may write."""
    found = {}
    for element in _main_forms(page)[0].iter():
        kind = element.get("type", "text") if element.tag == "input" else element.tag
        if element.get("name") and kind not in {"hidden", "submit", "button"}:
            name = element.get("name", "")
            found[name] = Blank(
                name,
                name if kind in {"radio", "checkbox"} else element.get("id", ""),
                kind,
                element.get("placeholder", ""),
                element.get("inputmode", ""),
            )
    return [blank for blank in found.values() if blank.name != "resume-form"]


def _hidden(page: Page) -> list[str]:
    fields = _main_forms(page)[0].iter("input")
    return [f.get("name", "") for f in fields if f.get("type") == "hidden"][1:]


def _sent(client: InspectingClient, page: Page, changes: Mapping[str, Any]) -> dict[str, Any]:
    values = {k: v for k, v in page.form(_action(page)).values.items() if k not in changes}
    changed = {k: v for k, v in changes.items() if v is not None}
    return {**values, **changed, "csrf_token": client.csrf_token()}


def _action(page: Page) -> str:
    return _main_forms(page)[0].get("action") or page.url


def _unanswered(
    client: InspectingClient,
    place: walks.Address,
    page: Page,
    typed: Mapping[str, Any],
    expected: set[str],
) -> list[str]:
    """Give the fields whose bad input got no sentence; `expected` empty asks for any sentence."""
    data = _sent(client, page, typed)
    step = place.url.rpartition("/")[2] if "/events/" in place.url else ""
    where = f"{place.endpoint} {step}".strip()
    status = walks.status_of(client, _action(page), data=data)
    if status not in ANSWERS:
        return [f"{where} with {sorted(typed)}: {status}"]
    answer = client.post(_action(page), data, status=walks.ANY, csrf=False)
    said = {e.get("id", "")[: -len("-error")] for e in answer.every("p", class_="field-error")}
    if expected:
        return [f"{where}: no sentence beside {name}" for name in sorted(expected - said)]
    return [] if said or _summary(answer) else [f"{where}: no sentence at all"]


def _summary(page: Page) -> bool:
    return any(e.get("data-error-summary") is not None for e in page.every("div"))
