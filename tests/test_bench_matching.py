"""The labelled pairs: drawn truly, planted anywhere, and found by the desk's suggestions."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench import disturbances, labelled
from bench.invented import Entry, Someone
from bench.keystrokes import bare
from bench.matching import LEAST_RECALL, Answer, Result, measure, report
from tracker.records.petitions import Petition

HOA = Someone("Lý Thị Hoà", "Số 5, đường Đồng Khởi, xã Mỹ Hoà, tỉnh Quảng Ngãi", "0912345678", "1")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("no marks", "Ly Thi Hoa"),
        ("tone on the other vowel", "Lý Thị Hòa"),
        ("i for y, y for i", "Lí Thị Hoà"),
        ("middle name missing", "Lý Hoà"),
    ],
)
def test_a_disturbance_writes_a_name_as_people_do(kind: str, name: str) -> None:
    disturbed = labelled.KINDS[kind](chance(1), Entry(HOA, ""))

    assert disturbed.who.name == name


@pytest.mark.parametrize(
    ("disturb", "spellings"),
    [
        (disturbances.telex_left, {"Lys Thij Hoaf", "Lys Thị Hoà", "Lý Thij Hoà", "Lý Thị Hoaf"}),
        (disturbances.vni_left, {"Ly1 Thi5 Hoa2", "Ly1 Thị Hoà", "Lý Thi5 Hoà", "Lý Thị Hoa2"}),
    ],
)
def test_keys_are_left_as_they_are_struck(
    disturb: disturbances.Disturb, spellings: set[str]
) -> None:
    drawn = {disturb(chance(seed), Entry(HOA, "")).who.name for seed in range(60)}

    assert drawn == spellings


def test_every_pair_differs_as_its_kind_says() -> None:
    drawn = list(labelled.pairs(chance(7), 5))

    assert {pair.kind for pair in drawn} == set(labelled.KINDS)
    for pair in drawn:
        assert pair.stored != replace(pair.typed, content=pair.stored.content), pair.kind


def test_planted_petitions_lie_anywhere_and_namesakes_among_them(
    session: Session, command: Callable[..., str]
) -> None:
    command("demo", "load", "--cases", "200")
    rng = chance(3)

    (ask,) = labelled.plant(session, rng, [next(labelled.pairs(rng, 1))])

    everybody = session.scalars(select(Petition)).all()
    label = session.get_one(Petition, ask.wanted).sender_label
    same = [p for p in everybody if bare(p.sender_label) == bare(label)]
    assert len(same) >= labelled.NAMESAKES


@pytest.mark.parametrize("seed", [11])
def test_the_desk_meets_again_who_was_there(
    session: Session, command: Callable[..., str], seed: int
) -> None:
    command("demo", "load", "--cases", "2400")

    result = measure(session, seed, of_each=8, strangers=0)

    assert result.recall >= LEAST_RECALL
    assert result.wrong_first < 0.1


def test_the_report_says_whether_the_aim_is_met() -> None:
    answers: Any = [Answer(kind, 1, False, 20.0, 10.0) for kind in labelled.KINDS]
    missed = [Answer(kind, 0, True, 200.0, 10.0) for kind in labelled.KINDS]

    met = report("sqlite", [Result(answers, 0.1)])
    not_met = report("sqlite", [Result(answers, 0.1), Result([*answers, *missed], 0.1)])

    assert "≥ 0.95: yes" in met
    assert "p95 20 ms ≤ 100: yes" in met
    assert "≥ 0.95: NO" in not_met
    assert "≤ 100: NO" in not_met


def chance(seed: int) -> Random:
    """Draw invented things, no secrets."""
    return Random(seed)  # noqa: S311 - no secret
