"""Axe finds no barrier on any main page of any role, in light and in dark."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import ViewportSize
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support import source, walks
from tests.support.browser import barriers
from tests.support.clock import SetClock
from tests.support.walks import Demo
from tracker.access import Role
from tracker.records.cases import Case, PetitionLink
from tracker.records.organisation import User
from tracker.records.reception import ReceptionForm
from tracker.records.schedule import PlannedSession

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageAs = Callable[[User], Page]

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
PHONE: ViewportSize = {"width": 390, "height": 844}
NOWHERE = "/khong-co"
ONLINE = select(PlannedSession.id).where(PlannedSession.form == ReceptionForm.ONLINE)
TYPED_CASE = (
    "/law/timeline?kind=complaint&received=26/06/2026&steps-0-event=accepted&steps-0-on=03/07/2026"
)

# Addresses of each role; {case}, {petition} and {user} stand for one that the role may see.
PLACES: Mapping[Role, tuple[str, ...]] = {
    Role.RECEPTIONIST: (
        "/desk", "/petitions/new", "/visits", "/visits/1", "/petitions", "/petitions/{petition}",
        "/petitions/{petition}/receipt", "/petitions/{petition}/split", "/search?q=de+tai",
        "/books/receptions", "/books/receptions?first=15/06/2026&last=15/07/2026",
        "/books/receptions/print", "/books/entries/1/correction", "/books/closings",
        "/books/closings/new",
        "/schedule", "/schedule?month=2026-12", "/schedule/rules", "/schedule/rules/new",
        "/schedule/sessions/new", "/schedule/sessions/{session}", "/schedule/postings/new",
        "/schedule/sessions/{session}/move", "/schedule/print?month=2026-11",
        "/privacy/requests", "/privacy/requests/new", "/privacy/requests/2",
        "/privacy/requests/4/extract",
    ),
    Role.HANDLER: (
        "/my-work", "/cases", "/cases/{case}", "/account/permissions",
        "/law/deadline?rule=TCD-28.1&from=05/02/2026", "/law/rules", "/law/timeline",
        TYPED_CASE,
    ),
    Role.UNIT_HEAD: (
        "/board", "/substitutions", "/substitutions/new", "/inspection/findings",
    ),
    Role.DIRECTOR: (
        "/board", "/my-work?tab=overdue", "/cases?tab=closed", "/cases/{case}",
        "/cases/{case}/print", "/cases/{case}/assignment", "/cases/{case}/events/classified",
        "/books/petitions", "/books/petitions/print", "/books/closings/1/reopening",
        "/schedule/duty?year=2026", "/schedule/duty/{agency}/2026/1/reason",
        "/cases/{case}/events/checked", "/cases/{case}/events/discontinued", "/account/password",
        "/account/sessions", "/account/second-factor",
        "/privacy/requests?tab=ended", "/privacy/requests/3/refusal",
        "/privacy/requests/2/letter", "/privacy/breaches", "/privacy/breaches/new",
        "/privacy/breaches/1", "/privacy/breaches/1/steps/authority_notice",
        "/privacy/breaches/1/minute", "/privacy/breaches/1/assessment", "/privacy/processing",
        "/privacy/processing/reception/recipients", "/privacy/processing/print",
        NOWHERE,
    ),
    Role.INSPECTOR: (
        "/schedule/duty/{agency}/2026/4", "/agencies/{agency}/schedule",
        "/inspection", "/inspection/audit", "/inspection/late-records", "/inspection/extensions",
        "/forecasts",
        "/inspection/findings", "/inspection/findings/1", "/inspection/findings/1/ask",
        "/inspection/checks", "/inspection/inspections", "/inspection/inspections/new",
        "/inspection/inspections/1", "/inspection/inspections/1/checklist",
        "/inspection/inspections/1/minutes", "/inspection/inspections/1/minutes/new",
    ),
    Role.ADMINISTRATOR: (
        "/administration/people", "/administration/people/{user}", "/administration/units",
        "/administration/units/new",
        "/administration/people/new", "/administration/people/{user}/roles/new",
        "/administration/consents", "/administration/consents/1",
        "/administration/consents/1/withdrawal", "/administration/reviews",
        "/administration/reviews/1", "/administration/reviews/1/signature",
        "/administration/reviews/1/print", "/administration/permissions/print",
        "/administration/settings", "/administration/settings/contact",
        "/administration/settings/accounts", "/administration/settings/history",
        "/administration/permissions", "/administration/calendar",
        "/administration/calendar/new-day?basis=1/QĐ&name=Nghỉ&on=02/09/2027&kind=holiday",
    ),
}  # fmt: skip


@pytest.fixture
def demo(session: Session, command: Callable[..., str], at: SetClock) -> Demo:
    at(walks.DAY)
    return walks.load_demo(session, command)


@pytest.mark.parametrize("role", Role, ids=str)
def test_axe_finds_no_barrier(
    live_server: str, session: Session, demo: Demo, page_as: "PageAs", role: Role
) -> None:
    places = _filled_in(session, demo, role)
    page = page_as(demo.people[role])
    found = {
        f"{place} in {theme}: {fault}"
        for place in places
        for theme in THEMES
        for fault in _barriers(page, place, theme)
    }
    source.refuse(
        sorted(found), "No barrier in either theme (WCAG 2.2 AA).", "see the rule's name."
    )


@pytest.mark.parametrize("role", Role, ids=str)
def test_no_page_is_wider_than_a_telephone(
    live_server: str, session: Session, demo: Demo, page_as: "PageAs", role: Role
) -> None:
    places = _filled_in(session, demo, role)
    page = page_as(demo.people[role])
    page.set_viewport_size(PHONE)
    found = [place for place in places if _too_wide(page, place)]
    source.refuse(
        found, "Nothing runs off a screen of 390 pixels.", "let it wrap or scroll inside."
    )


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_no_barrier_at_the_sign_in(page: "Page", theme: Theme) -> None:
    assert _barriers(page, "/account/sign-in", theme) == []


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_no_barrier_on_a_form_that_was_refused(
    live_server: str, demo: Demo, page_as: "PageAs", theme: Theme
) -> None:
    page = page_as(demo.people[Role.RECEPTIONIST])
    page.emulate_media(color_scheme=theme)
    page.goto("/desk")
    page.locator("main form.form button.btn-primary").click()
    page.locator(".error-summary").wait_for()

    assert barriers(page) == []


def _barriers(page: "Page", place: str, theme: Theme) -> list[str]:
    page.emulate_media(color_scheme=theme)
    answer = page.goto(place)
    there = answer is not None and answer.status == (404 if place == NOWHERE else 200)
    return barriers(page) if there else ["did not answer as it should"]


def _too_wide(page: "Page", place: str) -> bool:
    page.goto(place)
    wide: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return wide


def _filled_in(session: Session, demo: Demo, role: Role) -> list[str]:
    """Put the newest open case of the demo's own handler, and its petition, into the addresses."""
    held = session.execute(
        select(Case.id, PetitionLink.petition_id)
        .join(PetitionLink, PetitionLink.case_id == Case.id)
        .where(Case.is_open, Case.handler_id == demo.people[Role.HANDLER].id)
        .order_by(Case.id.desc())
    ).first()
    newest = session.scalars(select(PetitionLink.petition_id).order_by(PetitionLink.id.desc()))
    assert held is not None
    case_id, petition_id = held
    values = {
        "case": case_id,
        "petition": newest.first() if role is Role.RECEPTIONIST else petition_id,
        "user": demo.people[Role.HANDLER].id,
        "agency": demo.agency_id,
        "session": session.scalars(ONLINE).one(),
    }
    session.rollback()
    return [place.format(**values) for place in PLACES[role]]
