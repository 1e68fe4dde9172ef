"""Every form of the application, as somebody who may fill it in sees it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from flask import Flask

from tests.support import walks
from tests.support.client import InspectingClient
from tests.support.pages import Page
from tests.support.walks import Demo

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tracker.access import Role

DATE = "dd/mm/yyyy"
NUMBERS = {"numeric"}
OUTSIDE = {"accounts.sign_in"}  # It signs out who is in; tests/accounts looks at it.
Forms = list[tuple[InspectingClient, walks.Address, Page]]
_FOUND: "list[tuple[Role, walks.Address]]" = []


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


def every_form(
    app: Flask, session: "Session", demo: Demo, sign_in: "Callable[..., InspectingClient]"
) -> Forms:
    """Give each form once: the client that may fill it in, its address, and its page."""
    from tracker.access import Role

    clients = {role: sign_in(demo.people[role]) for role in Role}
    if not _FOUND:  # The demo is the same in every test: its forms are looked for once.
        _FOUND.extend(_found(app, session, demo, clients))
    return [(clients[role], at, clients[role].get(at.url, max_queries=99)) for role, at in _FOUND]


def _found(
    app: Flask, session: "Session", demo: Demo, clients: "Mapping[Role, InspectingClient]"
) -> "Iterator[tuple[Role, walks.Address]]":
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


def blanks(page: Page) -> list[Blank]:
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


def hidden_fields(page: Page) -> list[str]:
    """Give what a form carries unseen, beside its token."""
    fields = _main_forms(page)[0].iter("input")
    return [f.get("name", "") for f in fields if f.get("type") == "hidden"][1:]


def sent(client: InspectingClient, page: Page, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a browser sends of a form after these changes."""
    values = {k: v for k, v in page.form(action(page)).values.items() if k not in changes}
    changed = {k: v for k, v in changes.items() if v is not None}
    return {**values, **changed, "csrf_token": client.csrf_token()}


def action(page: Page) -> str:
    """Give where a page's form is sent."""
    return _main_forms(page)[0].get("action") or page.url
