"""Stories of cases as the law pages tell them: each step lawful, each date worked by hand."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tracker.law.calendar import Calendar
from tracker.law.events import Event, EventType
from tracker.law.history import check
from tracker.law.obligations import Obligation, obligations
from tracker.law.rulebook import Rulebook
from tracker.law.terms import Refusal
from tracker.law.workflow import replay

Told = dict[str, Any]

BOOK = Rulebook.load()
CALENDAR = Calendar.official()
TODAY = date(2028, 1, 3)
FOLDER = Path(__file__).parent / "stories"
STORIES: list[Told] = [
    story | {"file": path.stem}
    for path in sorted(FOLDER.glob("*.toml"))
    for story in tomllib.loads(path.read_text("utf-8"))["story"]
]
KEYS = {"file", "name", "rows", "article", "kind", "level", "traits", "steps", "state"}
EXPECTATIONS = {"due", "absent", "refused"}
MATTER = frozenset({EventType.RECEIVED, EventType.CLASSIFIED})
# The rows of settlement.md §§2–5 and the passing rows of §6 that a case can live through.
ROWS = {
    *(f"LD-{n}" for n in range(1, 22)), *(f"LH-{n}" for n in range(1, 10)),
    *(f"TC-{n}" for n in range(1, 29)), *(f"TC-25.{point}" for point in "abc"),
    "KL-48.a", "KL-48.b", "KL-48.c", "KL-50.a", "KL-50.b", "KL-53", "KL-54", "KL-56", "KL-57.a",
    "KL-57.b", "KL-58", "KN-9", "KN-33.a", "KN-41.c", "KN-41.d", "KN-66", "KP-1", "KP-2", "KP-3",
    "DC-47", "DC-48", "DC-63.a", "BV-50.a", "BV-50.b", "BV-51", "BV-54", "BV-P", "XC-1", "XC-2",
    "XC-3", "XC-6", "TC-26.2", "TC-40.b",
}  # fmt: skip


def _id(story: Told) -> str:
    return f"{story['file']}: {story['name']}"


@pytest.mark.parametrize("story", STORIES, ids=_id)
def test_each_step_of_a_story_is_lawful_and_the_last_leads_where_it_says(story: Told) -> None:
    assert replay(_lived(story)).state.value == story["state"]


@pytest.mark.parametrize("story", [s for s in STORIES if "due" in s], ids=_id)
def test_each_limit_of_a_story_falls_due_and_stands_as_worked_by_hand(story: Told) -> None:
    found = _judged(story)

    for expected in story["due"]:
        assert _as_told(found[expected["rule"], expected["from"]], expected) == expected


@pytest.mark.parametrize("story", [s for s in STORIES if "absent" in s], ids=_id)
def test_no_limit_runs_that_the_page_does_not_ask_for(story: Told) -> None:
    running = {rule for rule, _ in _judged(story)}

    assert {BOOK.rule(rule).id for rule in story["absent"]} & running == set()


@pytest.mark.parametrize("story", [s for s in STORIES if "refused" in s], ids=_id)
def test_what_the_page_does_not_allow_is_refused_with_reason_and_article(story: Told) -> None:
    events = _lived(story)

    for wanted in story["refused"]:
        tried = {key: value for key, value in wanted.items() if key not in {"says", "article"}}
        with pytest.raises(Refusal) as refused:
            check(events, _event(story, tried, len(events) + 1), TODAY)
        assert wanted["says"] in str(refused.value)
        assert wanted["article"] in refused.value.article


def test_every_row_of_the_page_has_its_story() -> None:
    assert ROWS - {row for story in STORIES for row in story["rows"]} == set()


def test_every_step_of_the_law_is_lived_through_in_some_story() -> None:
    lived = {step["step"] for story in STORIES for step in story["steps"]}

    assert {e.value for e in EventType} - lived == {EventType.CORRECTED.value}


def test_every_rule_that_a_case_can_start_has_its_story() -> None:
    told = {BOOK.rule(e["rule"]).id for story in STORIES for e in story.get("due", ())}

    assert told == {r.id for r in BOOK.rules if r.starts or r.starts_on_fact}


def test_every_story_is_named_once_and_says_nothing_unknown() -> None:
    needed = KEYS - {"level", "traits"}

    assert [_id(s) for s in STORIES if not needed <= s.keys() <= KEYS | EXPECTATIONS] == []
    assert [_id(s) for s in STORIES if not (s["article"].strip() and EXPECTATIONS & s.keys())] == []
    assert len({_id(s) for s in STORIES}) == len(STORIES)


def _lived(story: Told) -> tuple[Event, ...]:
    """Give the events of a story, each found lawful when it came."""
    events: tuple[Event, ...] = (_event(story, story["steps"][0], 1),)
    for step in story["steps"][1:]:
        candidate = _event(story, step, len(events) + 1)
        check(events, candidate, TODAY)
        events = (*events, candidate)
    return events


def _event(story: Told, step: Told, sequence: int) -> Event:
    """Give one step; what is told beyond its day and name are its particulars."""
    type_ = EventType(step["step"])
    told = {key: value for key, value in step.items() if key not in {"on", "step"}}
    if type_ in MATTER:
        told = {"level": "first", "traits": []} | {
            key: story[key] for key in ("kind", "level", "traits") if key in story
        } | told  # fmt: skip
    return Event(sequence, type_, step["on"], None, None, told)


def _judged(story: Told) -> dict[tuple[str, date], Obligation]:
    """Give the limits of a story by rule and first day."""
    found = obligations(_lived(story), BOOK, CALENDAR)
    return {(o.rule.id, o.reckoning.start): o for o in found}


def _as_told(obligation: Obligation, expected: Told) -> Told:
    """Say of a limit what a story says of it, in the same words."""
    on = expected["on"]
    known = {
        "rule": obligation.rule.id,
        "from": obligation.reckoning.start,
        "due": obligation.due_on,
        "unrolled": obligation.reckoning.unrolled_on,
        "on": on,
        "status": obligation.status(on).value,
        "standing": obligation.standing.value,
        "late": obligation.days_late(on),
    }
    return {key: known[key] for key in expected}
