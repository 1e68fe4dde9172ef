"""Worked examples that a jurist can read: article, dates in, date out."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tracker.law.calendar import Calendar
from tracker.law.reckoning import Reckoning, reckon
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Passage
from tracker.law.terms import Refusal

Shown = list[tuple[str, Reckoning]]  # Each example: the id of its rule, and how it was counted.

BOOK = Rulebook.load()
FOLDER = Path(__file__).parent / "examples"
EXAMPLES: list[dict[str, Any]] = [
    example | {"file": path.stem}
    for path in sorted(FOLDER.glob("*.toml"))
    for example in tomllib.loads(path.read_text("utf-8"))["example"]
]
NEEDED = {"file", "name", "article", "rule", "from", "due"}
ALLOWED = NEEDED | {
    "variants", "extensions", "chosen", "pause", "unrolled", "transition", "warn",
}  # fmt: skip


def _id(example: dict[str, Any]) -> str:
    return f"{example['file']}: {example['rule']} {example['name']}"


@pytest.mark.parametrize("example", EXAMPLES, ids=_id)
def test_example_falls_due_as_worked_by_hand(example: dict[str, Any]) -> None:
    reckoning = _reckoned(example)

    assert reckoning.due_on == example["due"]
    assert reckoning.unrolled_on == example.get("unrolled", example["due"])
    assert reckoning.transition_on == example.get("transition")
    assert reckoning.warn_on == example.get("warn", example["due"])


@pytest.mark.parametrize(
    ("rule_id", "day"),
    [
        ("KN-28", date(2012, 6, 30)),
        ("TCD-28.1", date(2014, 6, 30)),
        ("XLD-28", date(2014, 12, 14)),
        ("TC-30", date(2018, 12, 31)),
        ("TC-40.b", date(2019, 5, 27)),
        ("KN-41.b", date(2020, 12, 9)),
        ("XLD-TTHC", date(2022, 5, 19)),
        ("DC-47", date(2023, 6, 30)),
        ("DC-N21", date(2023, 8, 14)),
        ("TCD-13.5", date(2025, 7, 1)),  # The districts were gone.
        ("BC-17", date(2025, 9, 29)),
        ("ND154-41.3b", date(2026, 6, 30)),
        ("KN-28b.a", date(2026, 6, 30)),
    ],
)
def test_a_rule_is_refused_on_the_other_side_of_its_time(rule_id: str, day: date) -> None:
    with pytest.raises(Refusal):
        BOOK.rule(rule_id).on(day)


def test_every_version_of_every_rule_has_an_example(shown: Shown) -> None:
    worked = {(rule_id, r.version.from_) for rule_id, r in shown}

    assert worked == {(rule.id, v.from_) for rule in BOOK.rules for v in rule.versions}


def test_every_length_of_every_version_has_an_example(shown: Shown) -> None:
    worked = {(rule_id, r.version.from_, r.length.when) for rule_id, r in shown}

    assert worked == {
        (rule.id, v.from_, length.when)
        for rule in BOOK.rules
        for v in rule.versions
        for length in v.lengths
    }


def test_every_number_of_extensions_has_an_example(shown: Shown) -> None:
    worked = {(rule_id, r.version.from_, r.extensions) for rule_id, r in shown}

    assert worked == {
        (rule.id, v.from_, number)
        for rule in BOOK.rules
        for v in rule.versions
        for number in range(v.extensions.most + 1 if v.extensions else 1)
    }


def test_every_alias_that_stands_for_a_circumstance_has_an_example() -> None:
    aliases = {a.id for rule in BOOK.rules for a in rule.aliases if a.variants or a.extensions}

    assert aliases - {example["rule"] for example in EXAMPLES} == set()


def test_every_rule_whose_clock_can_stop_has_an_example_of_it(shown: Shown) -> None:
    assert {rule_id for rule_id, r in shown if r.pauses} == set(BOOK.pausable)


def test_every_change_of_law_has_an_example_of_each_choice(shown: Shown) -> None:
    worked = {(rule_id, r.chosen) for rule_id, r in shown if r.transition_on}

    assert worked == {
        (rule.id, choice)
        for rule in BOOK.rules
        if any(v.transition for v in rule.versions)
        for choice in (None, Passage.OLD, Passage.NEW)
    }


def test_every_example_states_its_article() -> None:
    assert [_id(example) for example in EXAMPLES if not example["article"].strip()] == []


def test_every_example_is_named_once_and_says_nothing_unknown() -> None:
    assert [_id(e) for e in EXAMPLES if not NEEDED <= e.keys() <= ALLOWED] == []
    assert len({_id(example) for example in EXAMPLES}) == len(EXAMPLES)


@pytest.fixture(scope="module")
def shown() -> Shown:
    """Give every example as counted, with the id of its rule."""
    return [(BOOK.rule(example["rule"]).id, _reckoned(example)) for example in EXAMPLES]


def _reckoned(example: dict[str, Any]) -> Reckoning:
    rule, alias = BOOK.rule(example["rule"]), BOOK.alias(example["rule"])
    return reckon(
        rule.on(example["from"]),
        example["from"],
        alias.variants | set(example.get("variants", ())),
        Calendar.official(),
        extensions=example.get("extensions", alias.extensions),
        pauses=[(begun, ended) for begun, ended in example.get("pause", ())],
        direction=rule.direction,
        chosen=Passage(example["chosen"]) if "chosen" in example else None,
    )
