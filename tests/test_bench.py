"""The measuring itself: the floor works, timelines are lawful, ratios follow from the times."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.client import Request, form_with, next_page
from bench.figures import Figure, Round, as_json, figure_of, round_of, table, weight_of
from bench.floor import SIZE, Item, create_floor, engine_for, fill
from bench.timelines import PLOTS, STEPS, figures, timeline
from tracker.law.calendar import Calendar
from tracker.law.history import check
from tracker.law.kinds import CaseKind
from tracker.law.obligations import obligations
from tracker.law.rulebook import Rulebook

PAGE = """<form action="/language"><input name="csrf_token" value="t"></form>
<form action="/desk"><input type="hidden" name="csrf_token" value="t">
<input type="radio" name="kind" value="a"><input type="radio" name="kind" value="b" checked>
<input type="file" name="files"><textarea name="content"></textarea></form>
<a class="btn" rel="next" href="/cases?tab=closed&amp;after=xyz">Trang sau</a>"""


def test_the_floor_lists_a_page_of_rows(floor: Flask) -> None:
    page = floor.test_client().get("/").text

    assert page.count("<tr><td>") == SIZE


def test_the_floor_keeps_what_is_sent(floor: Flask) -> None:
    answer = floor.test_client().post("/items", data={"title": "Khiếu nại"})

    with Session(floor.extensions["floor"]) as session:
        titles = session.scalars(select(Item.title).order_by(Item.id.desc()).limit(1)).all()
        count = session.scalar(select(func.count()).select_from(Item))
    assert (answer.status_code, titles, count) == (303, ["Khiếu nại"], 101)


def test_ratios_are_taken_within_a_round() -> None:
    quiet, noisy = Round(1.0, 3.0), Round(10.0, 30.0)

    figure = figure_of("list", [quiet, noisy, noisy], 3)

    assert (figure.floor, figure.tracker, figure.ratio) == (10.0, 30.0, 3.0)
    assert figure.is_ok


def test_one_slow_request_does_not_make_a_round_slow() -> None:
    assert round_of([1.0, 1.0, 90.0], [2.0, 2.0, 2.0]) == Round(1.0, 2.0)


@pytest.mark.parametrize(("taken", "ok"), [(3.0, True), (3.1, False)])
def test_a_figure_is_judged_by_its_limit(*, taken: float, ok: bool) -> None:
    assert figure_of("list", [Round(1.0, taken)], 3).is_ok is ok


def test_memory_is_judged_by_its_own_weight_not_by_the_ratio() -> None:
    assert weight_of("workers", 50.0, 179.0, 180).is_ok
    assert not weight_of("workers", 150.0, 181.0, 180).is_ok


def test_what_has_no_limit_is_not_judged() -> None:
    figure = Figure("board", 1.0, 9.0, 9.0, None)

    assert figure.is_ok is None
    assert table([figure]).splitlines()[-1].endswith("–")
    assert '"ok": null' in as_json([figure], cases=10)


def test_a_form_is_read_as_a_browser_would_send_it() -> None:
    assert form_with(PAGE, "content") == {"csrf_token": "t", "kind": "b", "content": ""}


def test_the_next_page_is_where_its_link_leads() -> None:
    assert next_page(PAGE) == "/cases?tab=closed&after=xyz"
    assert next_page("<a href='/'>") is None


def test_a_form_with_files_is_sent_in_parts() -> None:
    body, headers = Request("/desk", {"content": "Đơn"}, has_files=True).body()

    assert headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert 'name="content"\r\n\r\nĐơn\r\n' in (body or b"").decode()


@pytest.mark.parametrize("number", range(4 * len(PLOTS)))
def test_a_timeline_has_twelve_lawful_steps(number: int) -> None:
    events = timeline(number)

    for length in range(1, STEPS):
        check(events[:length], events[length], date(2035, 1, 1))

    assert len(events) == STEPS
    assert obligations(events, Rulebook.load(), Calendar.official())


def test_the_timelines_are_of_every_kind() -> None:
    kinds = {timeline(number)[0].particulars["kind"] for number in range(len(PLOTS))}

    assert kinds == {kind.value for kind in CaseKind}


def test_the_law_alone_is_timed_beside_an_empty_loop() -> None:
    whole, each = figures(20)

    assert (whole.name, whole.unit) == ("20 timelines of 12 events, one core", "s")
    assert whole.ratio == each.ratio > 1
    assert each.tracker == pytest.approx(whole.tracker / 20 * 1e6)


def test_lines_with_other_words_are_not_timed() -> None:
    assert figures(20, only="search") == []


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Flask]:
    path = str(tmp_path / "floor.db")
    engine = engine_for(path)
    fill(engine, 100)
    engine.dispose()
    app = create_floor(path)
    yield app
    app.extensions["floor"].dispose()
