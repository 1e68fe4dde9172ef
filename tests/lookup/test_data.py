"""The same answers for programs: the dicts of the commands, 422 with a sentence for bad input."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.cli.law import law_cli
from tracker.clock import now
from tracker.law.calendar import DayKind
from tracker.records.calendar import CalendarDay

Query = list[tuple[str, str]]
OF_2022: Query = [
    ("kind", "complaint"), ("event", "received=2022-12-08"), ("event", "accepted=2022-12-16"),
    ("event", "decided=2023-03-02"), ("today", "2023-03-10"),
]  # fmt: skip


@pytest.fixture
def program(at: SetClock, sign_in: Callable[[Role], InspectingClient]) -> InspectingClient:
    at("2026-11-20")
    return sign_in(Role.INSPECTOR)


def ask(program: InspectingClient, what: str, query: Query, status: int = 200) -> Any:
    """Ask an address for programs."""
    address = f"/api/v1/law/{what}?{urlencode(query)}"
    return json.loads(program.get(address, status=status, max_queries=8).text)


def told(*words: str) -> Any:
    """Give what the command says."""
    return json.loads(CliRunner().invoke(law_cli, [*words, "--json"]).stdout)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ([("rule", "KN-28"), ("from", "2026-10-25")], ["KN-28", "--from", "2026-10-25"]),
        (
            [("rule", "TC-30"), ("from", "02/12/2026"), ("variant", "complex"),
             ("extensions", "1"), ("pause", "2026-12-10:2026-12-20")],
            ["TC-30", "--from", "2026-12-02", "--variant", "complex", "--extensions", "1",
             "--pause", "2026-12-10:2026-12-20"],
        ),
        (
            [("rule", "KN-27"), ("from", "2026-06-30"), ("chosen", "new")],
            ["KN-27", "--from", "2026-06-30", "--chosen", "new"],
        ),
    ],
)  # fmt: skip
def test_one_limit_is_the_answer_of_the_command(
    program: InspectingClient, query: Query, words: list[str]
) -> None:
    assert ask(program, "deadline", query) == told("deadline", *words)


def test_a_case_is_the_answer_of_the_command(program: InspectingClient) -> None:
    words = [word for name, value in OF_2022 for word in (f"--{name}", value)]

    answer = ask(program, "timeline", OF_2022)

    assert answer == told("timeline", *words)
    late = {o["rule"]: o["days_late"] for o in answer["obligations"]}
    assert (late["KN-27"], late["KN-28"]) == (0, 45)


def test_a_case_is_looked_at_today_where_no_day_is_asked_for(program: InspectingClient) -> None:
    assert ask(program, "timeline", OF_2022[:-1])["today"] == "2026-11-20"


def test_rules_days_and_years_are_the_answers_of_the_commands(program: InspectingClient) -> None:
    days: Query = [("from", "2026-11-20"), ("to", "2026-11-27")]

    assert ask(program, "rules", [("on", "2026-06-30")]) == told("rules", "--on", "2026-06-30")
    assert ask(program, "rules", []) == told("rules")
    assert ask(program, "workdays", days)["working_days"] == 4
    assert ask(program, "calendar/2026", []) == told("calendar", "2026")


def test_a_day_off_of_the_agency_counts(program: InspectingClient, session: Session) -> None:
    by = factories.person_with(session, Role.ADMINISTRATOR).id
    session.add(
        CalendarDay(
            on=date(2026, 12, 7), kind=DayKind.HOLIDAY, name="Ngày lễ", basis="1/NQ",
            recorded_at=now(), recorded_by_id=by,
        )
    )  # fmt: skip

    answer = ask(program, "workdays", [("from", "2026-12-04"), ("to", "2026-12-08")])

    assert answer["working_days"] == 1


@pytest.mark.parametrize(
    ("what", "query", "field", "sentence"),
    [
        ("deadline", [], "rule", "Thiếu rule."),
        ("deadline", [("rule", "KN-28")], "from", "Thiếu from."),
        ("deadline", [("rule", "KN-288"), ("from", "2026-07-01")], "rule", "Không có quy tắc"),
        ("deadline", [("rule", "KN-28"), ("from", "hôm nay")], "from", "Ngày “hôm nay”"),
        (
            "deadline", [("rule", "KN-28"), ("from", "2026-07-01"), ("extensions", "x")],
            "extensions", "“x” không phải là số nguyên.",
        ),
        (
            "deadline", [("rule", "KN-28"), ("from", "2026-07-01"), ("pause", "2026-07-02")],
            "pause", "Thời gian tạm dừng",
        ),
        (
            "deadline",
            [("rule", "KN-27"), ("from", "2026-07-01"), ("pause", "2026-07-02:2026-07-05")],
            "pause", "KN-27 không có tạm dừng",
        ),
        ("timeline", [], "kind", "Thiếu kind."),
        ("timeline", [("kind", "complaint")], "received", "Hãy nêu ngày tiếp nhận"),
        ("timeline", [("kind", "complaint"), ("event", "x=1")], "event", "Không có bước “x”"),
        ("timeline", [("kind", "complaint"), ("fact", "x=1")], "fact", "Không có dữ kiện “x”"),
        ("rules", [("on", "x")], "on", "Ngày “x” không đúng"),
        ("workdays", [("from", "2026-07-01")], "to", "Thiếu to."),
        ("workdays", [("from", "1999-07-01"), ("to", "2026-07-01")], None, "lịch làm việc chỉ có"),
        ("calendar/2099", [], "year", "Không có lịch năm 2099"),
    ],
)  # fmt: skip
def test_bad_input_is_answered_with_422_a_sentence_and_its_parameter(
    program: InspectingClient, what: str, query: Query, field: str | None, sentence: str
) -> None:
    answer = ask(program, what, query, status=422)

    assert sentence in answer["error"]
    assert (answer["field"], answer["article"]) == (field, None)


def test_a_refusal_of_the_law_names_its_article(program: InspectingClient) -> None:
    query = [("rule", "KN-28"), ("from", "2026-07-01"), ("extensions", "1")]

    answer = ask(program, "deadline", query, status=422)

    assert answer["article"] == "Điều 28 Luật Khiếu nại 02/2011/QH13"


@pytest.mark.parametrize("year", [0, 1899, 2101, 2**70])
def test_a_year_that_nobody_means_is_not_there(program: InspectingClient, year: int) -> None:
    program.get(f"/api/v1/law/calendar/{year}", status=404)


def test_a_program_that_is_not_signed_in_gets_data_and_no_page(client: InspectingClient) -> None:
    answer = client.get("/api/v1/law/rules", status=401)

    assert json.loads(answer.text)["error"] == "Hãy đăng nhập."
