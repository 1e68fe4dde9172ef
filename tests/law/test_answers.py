"""The answers as plain data: what commands and programs read."""

import json
from datetime import date

import pytest

from tracker.law import answers
from tracker.law.answers import Answer
from tracker.law.asking import Asked, answer
from tracker.law.calendar import Calendar
from tracker.law.rulebook import Rulebook
from tracker.law.terms import Refusal
from tracker.law.timeline import timeline
from tracker.law.typed_words import typed_case

BOOK, CALENDAR = Rulebook.load(), Calendar.official()


def deadline(rule: str, start: date, **more: object) -> Answer:
    """Give the data of one due date."""
    return answers.deadline(answer(Asked(rule, start, **more), BOOK, CALENDAR), CALENDAR)  # type: ignore[arg-type]  # a test's own words


def case(kind: str, *steps: str, today: str, facts: tuple[str, ...] = ()) -> Answer:
    """Give the data of a typed-in case."""
    typed = typed_case(kind, steps, facts)
    found = timeline(typed.kind, typed.level, typed.steps, typed.facts, BOOK, CALENDAR)
    return answers.timeline(found, date.fromisoformat(today), CALENDAR)


def test_a_due_date_says_all_that_it_was_made_of() -> None:
    told = deadline("KN-28", date(2026, 10, 25))

    assert told["rule"] == "KN-28"
    assert (told["version_from"], told["from"]) == ("2012-07-01", "2026-10-25")
    assert (told["due_on"], told["unrolled_on"]) == ("2026-11-25", "2026-11-24")
    assert (told["unit"], told["length"], told["confidence"]) == ("days", 30, "confirmed")
    assert told["cite"] == "Điều 28 Luật Khiếu nại 02/2011/QH13"
    assert (told["chosen"], told["transition_on"]) == (None, None)
    assert set(told["steps"][0]) == {"code", "on", "vi", "en"}


def test_a_due_date_lays_its_days_out() -> None:
    days = {day["on"]: day for day in deadline("KN-28", date(2026, 10, 25))["days"]}

    assert len(days) == 32
    assert days["2026-10-25"]["role"] == "start"
    assert (days["2026-11-24"]["role"], days["2026-11-24"]["ordinal"]) == ("rolled", 30)
    assert "Ngày Văn hóa Việt Nam" in days["2026-11-24"]["name"]
    assert "Vietnam Culture Day" in days["2026-11-24"]["name_en"]
    assert (days["2026-11-25"]["role"], days["2026-11-25"]["ordinal"]) == ("due", None)


@pytest.mark.parametrize(
    ("chosen", "due_on", "other"),
    [("", "2026-07-10", "2026-07-09"), ("new", "2026-07-09", "2026-07-10")],
)
def test_a_due_date_across_a_change_of_law_gives_both_days(
    chosen: str, due_on: str, other: str
) -> None:
    told = deadline("KN-27", date(2026, 6, 30), chosen=chosen)

    assert (told["due_on"], told["transition_on"]) == (due_on, other)
    assert told["chosen"] == (chosen or None)


def test_circumstances_pauses_and_extensions_are_told() -> None:
    pauses = ((date(2027, 1, 5), date(2027, 1, 15)),)

    told = deadline("TC-30", date(2026, 12, 2), variants=("complex",), extensions=1, pauses=pauses)

    assert (told["variants"], told["extensions"]) == (["complex"], 1)
    assert told["pauses"] == [["2027-01-05", "2027-01-15"]]


def test_a_typed_in_case_tells_its_obligations_as_they_stand() -> None:
    steps = ("received=2022-12-08", "accepted=2022-12-16", "decided=2023-03-02")

    told = case("complaint", *steps, today="2023-03-10")

    limits = {o["rule"]: o for o in told["obligations"]}
    assert (told["kind"], told["level"], told["state"]) == ("complaint", "first", "decided")
    assert limits["KN-27"]["due_on"] == "2022-12-19"
    assert limits["KN-27"]["status"] == "met"
    assert limits["KN-28"]["due_on"] == "2023-01-16"
    assert (limits["KN-28"]["status"], limits["KN-28"]["days_late"]) == ("met_late", 45)
    assert (limits["KN-28"]["met_on"], limits["KN-28"]["standing"]) == ("2023-03-02", "met")
    assert limits["KN-28"]["started_by"] == told["events"][1]["sequence"] == 2


def test_a_typed_in_case_tells_its_steps_its_circumstances_and_its_notes() -> None:
    told = case(
        "discipline_complaint", "received=2026-07-01", "accepted=2026-07-06",
        today="2026-07-06", facts=("remote=yes",),
    )  # fmt: skip

    assert told["traits"] == ["internal", "remote"]
    assert [(e["event"], e["title"], e["on"]) for e in told["events"]] == [
        ("received", "Tiếp nhận đơn", "2026-07-01"),
        ("accepted", "Thụ lý", "2026-07-06"),
    ]
    skipped, in_vain = told["notes"]
    assert (skipped["event"], skipped["on"]) == ("accepted", "2026-07-06")
    assert in_vain["article"] == "Điều 50 Luật Khiếu nại 02/2011/QH13"
    assert (in_vain["event"], in_vain["on"]) == (None, None)


def test_a_note_without_an_article_has_none() -> None:
    told = case("feedback", "received=2026-07-01", today="2026-07-01", facts=("remote=yes",))

    assert [note["article"] for note in told["notes"]] == [None]


def test_an_estimated_right_says_so() -> None:
    told = case("complaint", "received=2026-07-01", today="2026-07-01")

    estimated = {o["rule"]: o["is_estimated"] for o in told["obligations"]}
    assert estimated["KN-33"] is True
    assert estimated["KN-27"] is False


def test_the_rules_of_a_day_say_since_when_and_until_when() -> None:
    rows = {row["rule"]: row for row in answers.rules(BOOK, date(2026, 6, 30))}

    accept = rows["KN-27"]
    assert (accept["version_from"], accept["until"]) == ("2012-07-01", "2026-07-01")
    assert accept["transition"] == {"passage": "silent", "cite": None}
    assert rows["KN-28"]["until"] is None
    assert rows["KL-50.b"]["no_effect"] == ["remote"]
    assert rows["TC-30"]["pauses"][0]["starts"] == "suspended"
    assert rows["KN-9"]["pauses"][0]["starts"] is None


def test_without_a_day_a_repealed_rule_is_told_with_its_end() -> None:
    gone = next(row for row in answers.rules(BOOK, None) if row["rule"] == "TCD-13.5")

    assert (gone["until"], gone["repealed_on"]) == ("2025-07-01", "2025-07-01")
    assert gone["repealed_by"] == "bỏ cấp huyện Nghị định 141/2025/NĐ-CP"


def test_working_days_are_told_with_the_marked_days_between_in_either_direction() -> None:
    there = answers.workdays(date(2026, 11, 20), date(2026, 11, 27), CALENDAR)
    back = answers.workdays(date(2026, 11, 27), date(2026, 11, 20), CALENDAR)

    assert (there["working_days"], back["working_days"]) == (4, -4)
    assert [d["on"] for d in there["marked_days"]] == ["2026-11-24"]
    assert there["marked_days"] == back["marked_days"]


def test_a_year_is_told_with_what_is_only_proposed() -> None:
    told = answers.year(2026, CALENDAR)

    assert (told["known"], told["provisional"], told["working_days"]) == (True, False, 249)
    assert [d["on"] for d in told["proposed"]] == ["2026-11-23", "2026-11-28"]
    assert {d["on"] for d in told["days"]} >= {"2026-08-22", "2026-11-24"}


@pytest.mark.parametrize("number", [0, CALENDAR.first_year - 1, 2038, 99999])
def test_a_year_without_calendar_is_refused(number: int) -> None:
    with pytest.raises(Refusal, match="Không có lịch năm") as refused:
        answers.year(number, CALENDAR)

    assert refused.value.field == "year"


def test_every_answer_is_plain_data() -> None:
    told = [
        deadline("TCD-15.2c", date(2026, 7, 1)),
        case("denunciation", "received=2026-07-01", today="2026-07-01"),
        answers.rules(BOOK, None),
        answers.year(2026, CALENDAR),
    ]

    assert json.loads(json.dumps(told)) == told
