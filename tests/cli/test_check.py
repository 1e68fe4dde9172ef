"""`flask check`: the self-test tells faults from lawful cases, a run finds and repeats itself."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.support import source
from tests.support.clock import SetClock
from tracker.cli import check
from tracker.law.findings.codes import CheckCode
from tracker.law.findings.selftest import Score

Command = Callable[..., str]
RECEIVED = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _on_a_monday(at: SetClock) -> None:
    at("2026-11-23")


def test_the_self_test_prints_every_check_with_its_figures(command: Command) -> None:
    told = command("check", "run", "--self-test")

    assert all(code.value in told for code in CheckCode)
    assert "F-27    không xét" in told
    assert "100%" in told


def test_the_self_test_is_data_for_a_program(command: Command) -> None:
    told = json.loads(command("check", "run", "--self-test", "--json"))

    assert len(told) == len(CheckCode) - 5
    assert {row["recall"] for row in told} == {1.0}
    assert {row["false_alarm_rate"] for row in told} == {0.0}


def test_a_check_that_errs_ends_with_an_error(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Score(CheckCode.SETTLED_LATE, 3, 2, 14, 1)
    monkeypatch.setattr(check, "scores", lambda: [wrong])

    assert "67%" in command("check", "run", "--self-test", exit_code=1)


def test_the_self_test_writes_nothing(command: Command, session: Session) -> None:
    factories.case(session, received_on=RECEIVED)
    command("check", "run", "--self-test")

    told = json.loads(command("check", "run", "--json"))

    assert told[0]["is_full"]


def test_a_run_counts_by_check_and_the_next_finds_nothing_new(
    command: Command, session: Session
) -> None:
    factories.case(session, received_on=RECEIVED)

    first, second = (json.loads(command("check", "run", "--full", "--json")) for _ in range(2))

    assert first[0]["by_check"]["F-07"] == 1
    assert (second[0]["new"], second[0]["gone"]) == (0, 0)
    assert "F-07" not in command("check", "run")


def test_one_case_is_told_in_words_with_its_article(command: Command, session: Session) -> None:
    code = factories.case(session, received_on=RECEIVED).code

    told = command("check", "run", "--case", code.lower())

    assert "F-07  Thụ lý hoặc từ chối thụ lý muộn (Điều 27" in told
    assert "KN-27: hết hạn ngày 12/10/2026; ngày thực hiện: chưa có." in told


def test_a_case_without_a_fault_says_so(command: Command, session: Session) -> None:
    code = factories.case(session, received_on=date(2026, 11, 20)).code

    assert "không có phát hiện nào" in command("check", "run", "--case", code)


def test_a_code_that_does_not_exist_is_refused(command: Command, session: Session) -> None:
    factories.agency(session)

    assert "Không có vụ việc mang mã này" in command("check", "run", "--case", "X", exit_code=2)


def test_a_run_on_a_later_day_finds_what_that_day_makes_late(
    command: Command, session: Session
) -> None:
    factories.case(session, received_on=date(2026, 11, 20))

    told = json.loads(command("check", "run", "--today", "2026-12-15", "--json"))

    assert told[0]["by_check"]["F-07"] == 1


def test_the_list_names_what_is_not_judged(command: Command) -> None:
    rows = json.loads(command("check", "list", "--json"))

    assert [row["code"] for row in rows] == [code.value for code in CheckCode]
    assert all(row["not_judged"] for row in rows if not row["is_judged"])
    assert "F-36  Chưa gửi cơ sở dữ liệu quốc gia  (không xét)" in command("check", "list")


def test_the_document_holds_the_table_of_the_command(command: Command) -> None:
    table = command("check", "list", "--markdown").strip()

    document = (source.ROOT / "docs/inspection-checks.md").read_text(encoding="utf-8")
    assert table in document, "run `flask --app wsgi check list --markdown` into the document."
