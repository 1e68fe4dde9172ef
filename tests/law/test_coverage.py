"""The page of the law's ids is complete: every rule, condition and step stands in it."""

import re
from pathlib import Path

import pytest

from tracker.law import eligibility
from tracker.law.competence import DATA, settled
from tracker.law.events import EventType
from tracker.law.passing import outgoing
from tracker.law.rulebook import Rulebook

PAGE = Path(__file__).resolve().parents[2] / "docs" / "law-coverage.md"
LINE = re.compile(r"^\| (?P<id>[^|]+) \| (?P<where>[^|]+) \| (?P<note>[^|]*) \|$", re.MULTILINE)
LINES = {
    m["id"].strip(): (m["where"].strip(), m["note"].strip())
    for m in LINE.finditer(PAGE.read_text("utf-8"))
    if m["id"].strip() not in {"mã", "---"}
}
BOOK = Rulebook.load()


def _called(what: str) -> tuple[str, ...]:
    return tuple(i for i, (where, _) in LINES.items() if _places(where, what))


def _places(where: str, what: str) -> list[str]:
    return [place for place in where.split("; ") if place.startswith(what)]


def test_every_rule_and_every_other_id_of_it_is_on_the_page() -> None:
    ids = {i for r in BOOK.rules for i in (r.id, *(a.id for a in r.aliases))}

    assert sorted(ids - set(LINES)) == []


@pytest.mark.parametrize("id_", _called("quy tắc"))
def test_an_id_called_a_rule_is_one(id_: str) -> None:
    assert BOOK.rule(id_).id == id_


@pytest.mark.parametrize("id_", _called("mã khác của quy tắc"))
def test_another_id_leads_to_the_rule_named(id_: str) -> None:
    assert _places(LINES[id_][0], "mã khác") == [f"mã khác của quy tắc {BOOK.rule(id_).id}"]


@pytest.mark.parametrize("id_", _called("theo quy tắc"))
def test_what_follows_a_rule_names_one_that_exists(id_: str) -> None:
    named = LINES[id_][0].removeprefix("theo quy tắc ")

    assert BOOK.rule(named).id == named


@pytest.mark.parametrize("id_", _called("bước"))
def test_a_step_named_on_the_page_exists(id_: str) -> None:
    named = re.findall(r"`(\w+)`", LINES[id_][0])

    assert named or LINES[id_][0].split()[1] in {e.value for e in EventType}
    assert set(named) <= {e.value for e in EventType}


def test_every_condition_is_on_the_page_and_called_so() -> None:
    known = {i for c in eligibility.load() for i in (c.id, *c.aliases)}

    assert set(_called("điều kiện")) == known


def test_every_row_of_the_table_of_competence_is_named() -> None:
    tables = (settled(DATA), outgoing(DATA))
    rows = {row.id for table in tables for q in table.questions for row in table.of(q)}
    named = set(LINES) | {where.removeprefix("bảng thẩm quyền ") for where, _ in LINES.values()}

    assert sorted(rows - named) == []


def test_what_has_no_rule_says_why() -> None:
    silent = [i for i, (where, note) in LINES.items() if where == "không có quy tắc" and not note]

    assert silent == []
