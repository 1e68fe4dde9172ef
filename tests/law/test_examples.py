"""Worked examples that a jurist can read: article, dates in, date out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tracker.law.calendar import Calendar
from tracker.law.reckoning import reckon
from tracker.law.rulebook import Rulebook

FOLDER = Path(__file__).parent / "examples"
EXAMPLES: list[dict[str, Any]] = [
    example | {"file": path.stem}
    for path in sorted(FOLDER.glob("*.toml"))
    for example in tomllib.loads(path.read_text("utf-8"))["example"]
]


def _id(example: dict[str, Any]) -> str:
    return f"{example['file']}: {example['rule']} {example['name']}"


@pytest.mark.parametrize("example", EXAMPLES, ids=_id)
def test_example_falls_due_as_worked_by_hand(example: dict[str, Any]) -> None:
    book = Rulebook.load()
    rule, alias = book.rule(example["rule"]), book.alias(example["rule"])

    reckoning = reckon(
        rule.on(example["from"]),
        example["from"],
        alias.variants | set(example.get("variants", ())),
        Calendar.official(),
        extensions=example.get("extensions", alias.extensions),
        pauses=[(begun, ended) for begun, ended in example.get("pause", ())],
        direction=rule.direction,
    )

    assert reckoning.due_on == example["due"]
    assert reckoning.unrolled_on == example.get("unrolled", example["due"])
    assert reckoning.transition_on == example.get("transition")
    assert reckoning.warn_on == example.get("warn", reckoning.warn_on)


def test_every_rule_has_an_example() -> None:
    book = Rulebook.load()

    shown = {book.rule(example["rule"]).id for example in EXAMPLES}

    assert shown == {rule.id for rule in book.rules}


def test_every_example_states_its_article() -> None:
    assert [_id(example) for example in EXAMPLES if not example["article"].strip()] == []
