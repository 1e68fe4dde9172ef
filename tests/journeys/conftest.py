"""People at their screens: what they do in words, in a real browser with the clock set."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.browser import DESKTOP, PATIENCE_MS
from tracker.access import Role
from tracker.law.events import EventType
from tracker.law.moves import State
from tracker.records.cases import Case
from tracker.records.organisation import User

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.clock import SetClock

HANH = "Trần Thị Hạnh"
MATTER = "Không đồng ý quyết định thu hồi kinh phí đề tài giống lúa chịu mặn"
KINDS = ("complaint", "denunciation", "recommendation", "feedback")
SUBMIT = "main form.form button.btn-primary[type=submit]"


@dataclass
class Keyboard:
    """The keys of one person; what is typed as text is not counted."""

    page: Page
    pressed: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> "Keyboard":
        """Press keys one after another."""
        for key in keys:
            self.pressed.append(key)
            self.page.keyboard.press(key)
        return self

    def type(self, words: str) -> "Keyboard":
        """Type words into whatever has the focus."""
        self.page.keyboard.insert_text(words)
        return self

    @property
    def focus(self) -> str:
        """Name the field that has the focus."""
        return self.page.evaluate("document.activeElement.name || document.activeElement.id || ''")


@dataclass
class Screen:
    """One person before the browser."""

    page: Page

    @property
    def keyboard(self) -> Keyboard:
        """Give the keys, counted from now on."""
        return Keyboard(self.page)

    @property
    def words(self) -> str:
        """Give what stands on the page, single-spaced."""
        return " ".join(self.page.locator("body").inner_text().split())

    @property
    def source(self) -> str:
        """Give the page as it came, with what the eye does not see."""
        return self.page.content()

    def go(self, place: str) -> "Screen":
        """Open a page."""
        self.page.goto(place)
        return self

    def fill(self, **values: str) -> "Screen":
        """Fill in fields by name, whatever their sort; more is opened where it is closed."""
        for name, value in values.items():
            control = self.page.locator(f"main [name='{name}']")
            _reveal(control.first)
            self._one(name, control, value)
        return self

    def send(self) -> "Screen":
        """Press the one button of the form."""
        self.page.locator(SUBMIT).first.click()
        return self

    def row(self, words: str) -> Locator:
        """Give the first row of a table that holds these words."""
        return self.page.locator("main tr", has_text=words).first

    def refused(self, name: str) -> str:
        """Give the sentence beside a field."""
        return self.page.locator(f"#{name}-error").inner_text()

    def _one(self, name: str, control: Locator, value: str) -> None:
        kind = control.first.get_attribute("type")
        if kind in {"radio", "checkbox"}:
            self.page.locator(f"main [name='{name}'][value='{value}']").check()
        elif control.first.evaluate("node => node.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


@dataclass(frozen=True)
class Filed:
    """A case as it stood when it was looked up; it holds no row and locks nothing."""

    id: int
    code: str
    petition_id: int
    received_on: date
    state: State
    handler_id: int | None
    steps: tuple[EventType, ...]


class Office:
    """The usual agency: its people, its days, its cases."""

    def __init__(
        self, session: Session, page_as: Callable[[Role | User], Page], at: "SetClock"
    ) -> None:
        self._session = session
        self._page_as = page_as
        self._at = at

    def on(self, day: str, who: Role | int) -> Screen:
        """Set the clock and let someone sign in."""
        self._at(day)
        return self.sits(who)

    def sits(self, who: Role | int) -> Screen:
        """Let someone sign in today."""
        user = who if isinstance(who, Role) else self._session.get_one(User, who)
        return Screen(self._page_as(user))

    def case(self, case_id: int | None = None) -> Filed:
        """Give a case as it stands now, the newest where none is named."""
        self._session.rollback()
        wanted = select(Case).order_by(Case.id.desc())
        found = self._session.scalars(
            wanted if case_id is None else wanted.where(Case.id == case_id)
        )
        filed = _filed(found.first())
        self._session.rollback()
        return filed

    def count(self, table: type) -> int:
        """Count the rows of a table."""
        self._session.rollback()
        number = self._session.scalar(select(func.count()).select_from(table)) or 0
        self._session.rollback()
        return number

    def person(self, role: Role) -> int:
        """Give the number of the usual person with a role."""
        user_id = factories.person_with(self._session, role).id
        self._session.commit()
        return user_id

    def take_in(self, screen: Screen, kind: str = "complaint", **typed: str) -> Filed:
        """Take a visit and its petition in at the desk, and give the case."""
        more = {"is_corruption": "no"} if kind == "denunciation" else {}
        screen.go("/desk").fill(full_name=HANH, kind=kind, **more, content=MATTER)
        screen.fill(**typed).send()
        expect(screen.page).to_have_url(re.compile("/receipt"))
        return self.case()

    def step(self, screen: Screen, event: EventType, case: Filed, **typed: str) -> Screen:
        """Make one step through the button that the case page offers."""
        self.begin(screen, event, case).fill(**typed).send()
        expect(screen.page.locator(".error-summary")).to_have_count(0)
        expect(screen.page.get_by_text("Đã ghi nhận:")).to_be_visible()
        return screen

    def begin(self, screen: Screen, event: EventType, case: Filed) -> Screen:
        """Open the form of a step through its button."""
        screen.go(f"/cases/{case.id}")
        button = screen.page.locator(f"main a.btn[href*='/events/{event.value}']").first
        _reveal(button)
        button.click()
        expect(screen.page.locator(SUBMIT).first).to_be_visible()
        return screen

    def classify(self, screen: Screen, case: Filed, **typed: str) -> Screen:
        """Classify a case, within competence unless told otherwise."""
        return self.step(screen, EventType.CLASSIFIED, case, **{"field": "other", **typed})

    def assign(self, screen: Screen, case: Filed, handler: int, reason: str = "Đúng việc") -> None:
        """Give a case to a handler through the page of assignment."""
        screen.go(f"/cases/{case.id}/assignment?unit={self.unit_of(handler)}")
        screen.fill(user_id=str(handler), reason=reason).send()
        expect(screen.page.get_by_text("Đã phân công")).to_be_visible()

    def login_of(self, role: Role) -> str:
        """Give the login of the usual person with a role."""
        login = factories.person_with(self._session, role).login
        self._session.rollback()
        return login

    def unit_of(self, user_id: int) -> int:
        """Give the unit in which somebody works."""
        unit_id = self._session.get_one(User, user_id).memberships[0].unit_id
        self._session.rollback()
        return unit_id

    def hire(self, role: Role, name: str = "Nguyễn Văn Mẫu") -> int:
        """Hire somebody new."""
        user_id = factories.person(self._session, role, name=name).id
        self._session.commit()
        return user_id


def _filed(case: Case | None) -> Filed:
    assert case is not None
    return Filed(
        case.id, case.code, min(link.petition_id for link in case.links), case.received_on,
        case.state, case.handler_id, tuple(event.type for event in case.events),
    )  # fmt: skip


def _reveal(target: Locator) -> None:
    """Open the folded part of the page in which something stands."""
    if not target.is_visible():
        folded = target.locator("xpath=ancestor::details[not(@open)]")
        for number in range(folded.count()):
            folded.nth(number).locator("summary").first.click()


@pytest.fixture
def office(session: Session, page_as: Callable[[Role | User], Page], at: "SetClock") -> Office:
    """Give the usual agency."""
    return Office(session, page_as, at)


@pytest.fixture
def without_script(
    browser: "Browser", live_server: str, sign_in: Callable[..., object]
) -> Iterator[Callable[[Role], Screen]]:
    """Give the way to a page whose browser runs no script."""
    contexts = []

    def open_for(who: Role) -> Screen:
        name, value = sign_in(who).session_cookie()
        context = browser.new_context(
            base_url=live_server, locale="vi-VN", java_script_enabled=False, viewport=DESKTOP
        )
        context.set_default_timeout(PATIENCE_MS)
        context.add_cookies([{"name": name, "value": value, "url": live_server}])
        contexts.append(context)
        return Screen(context.new_page())

    yield open_for
    for context in contexts:
        context.close()


@pytest.fixture
def numbers() -> Mapping[str, str]:
    """Give the number that a paper bears where the test does not care which."""
    return {"document_number": "15/SKHCN"}
