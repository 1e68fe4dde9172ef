"""Every form answers bad input of every sort with a sentence beside the field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.support import source, walks
from tests.support.client import InspectingClient
from tests.support.forms import Blank, Forms, action, blanks, hidden_fields, sent
from tests.support.pages import Page

SignIn = Callable[..., InspectingClient]

ANSWERS = {400, 409, 413, 422}
# Days that may lie ahead: of a role, a substitution, a dialogue, a day off.
MAY_LIE_AHEAD = {"starts_on", "ends_on", "last_day", "dialogue_on", "on", "worked_on", "due_on"}
MAY_LIE_AHEAD |= {"planned_on"}
# Nothing is typed into these, or nothing need be.
MAY_BE_EMPTY = {
    "administration.disable", "administration.password", "administration.remove_day",
    "settings.contact",
}  # fmt: skip
MAY_BE_EMPTY |= {"administration.email", "ladder.edit"}  # No mail; a rung that is not told.


@dataclass(frozen=True)
class Bad:
    """One kind of bad input: into which fields it goes, and what is typed there."""

    fits: Callable[[Blank], bool]
    value: Callable[[Blank], object]


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


@pytest.mark.parametrize("sort", BAD)
def test_bad_input_is_answered_beside_its_field(forms: Forms, session: Session, sort: str) -> None:
    before = walks.row_counts(session)
    found: list[str] = []
    for client, place, page in forms:
        fitting = [blank for blank in blanks(page) if BAD[sort].fits(blank)]
        typed = {blank.name: BAD[sort].value(blank) for blank in fitting}
        if typed:
            found += _unanswered(client, place, page, typed, {blank.id for blank in fitting})
    source.refuse(sorted(set(found)), f"{sort}: 422 and a sentence.", "look at the form.")
    assert walks.added(before, walks.row_counts(session)) == {}


def test_a_form_sent_empty_says_what_is_missing(forms: Forms, session: Session) -> None:
    before = walks.row_counts(session)
    found: list[str] = []
    for client, place, page in forms:
        typed = {b.name: b.emptied for b in blanks(page) if b.kind != "file"}
        if typed and place.endpoint not in MAY_BE_EMPTY:
            found += _unanswered(client, place, page, typed, set())
    source.refuse(sorted(set(found)), "An empty form is refused.", "look at the form.")
    assert walks.added(before, walks.row_counts(session)) == {}


def test_no_form_breaks_on_nonsense_in_what_nobody_sees(forms: Forms, session: Session) -> None:
    found = []
    for client, place, page in forms:
        hidden = dict.fromkeys(hidden_fields(page), "\x00'đ")
        status = walks.status_of(client, place.url, data=sent(client, page, hidden))
        if not isinstance(status, int) or status >= walks.BROKEN:
            found.append(f"{place.url} ({', '.join(hidden)}): {status}")
    source.refuse(found, "What a form carries is checked too.", "read it as text first.")


def _unanswered(
    client: InspectingClient,
    place: walks.Address,
    page: Page,
    typed: Mapping[str, Any],
    expected: set[str],
) -> list[str]:
    """Give the fields whose bad input got no sentence; `expected` empty asks for any sentence."""
    data = sent(client, page, typed)
    step = place.url.rpartition("/")[2] if "/events/" in place.url else ""
    where = f"{place.endpoint} {step}".strip()
    status = walks.status_of(client, action(page), data=data)
    if status not in ANSWERS:
        return [f"{where} with {sorted(typed)}: {status}"]
    answer = client.post(action(page), data, status=walks.ANY, csrf=False)
    said = {e.get("id", "")[: -len("-error")] for e in answer.every("p", class_="field-error")}
    if expected:
        return [f"{where}: no sentence beside {name}" for name in sorted(expected - said)]
    return [] if said or _summary(answer) else [f"{where}: no sentence at all"]


def _summary(page: Page) -> bool:
    return any(e.get("data-error-summary") is not None for e in page.every("div"))
