"""Typed-in cases of every kind across the change of law on 01/07/2026; dates worked by hand."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pytest

from tracker.law.calendar import Calendar
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.law.moves import State
from tracker.law.obligations import Status
from tracker.law.rulebook import Rulebook
from tracker.law.terms import Refusal
from tracker.law.timeline import Timeline, timeline
from tracker.law.typed_words import typed_case

BOOK, CALENDAR = Rulebook.load(), Calendar.official()
AT_DESK = ("at_desk=yes",)


class Owed(NamedTuple):
    """What a test looks at of an obligation."""

    due_on: date
    status: Status
    days_late: int = 0


def derived(kind: str, *steps: str, facts: Sequence[str] = ()) -> Timeline:
    """Derive a typed-in case."""
    case = typed_case(kind, steps, facts)
    return timeline(case.kind, case.level, case.steps, case.facts, BOOK, CALENDAR)


def owed(found: Timeline, today: str) -> dict[str, Owed]:
    """Give the obligations by rule, the last where a rule ran twice."""
    day = date.fromisoformat(today)
    return {o.rule.id: Owed(o.due_on, o.status(day), o.days_late(day)) for o in found.obligations}


def notes(found: Timeline) -> list[str]:
    """Give the notes as a reader sees them."""
    return [f"{n.said} ({n.said.article})" for n in found.notes]


def test_the_complaint_of_2022_was_accepted_in_time_and_decided_45_days_late() -> None:
    found = derived("complaint", "received=2022-12-08", "accepted=2022-12-16", "decided=2023-03-02")

    limits = owed(found, "2023-03-10")

    assert limits["KN-27"] == (date(2022, 12, 19), Status.MET, 0)
    assert limits["KN-28"] == (date(2023, 1, 16), Status.MET_LATE, 45)
    assert limits["KN-32"] == (date(2023, 3, 7), Status.OVERDUE, 3)
    assert found.state is State.DECIDED


def test_a_complaint_across_the_change_of_law_shows_both_dates_and_pauses_by_the_new_law() -> None:
    # 45 days from 03/07 end on 17/08; 21 days of suspension move the end to 07/09.
    found = derived(
        "complaint", "received=2026-06-26", "classified=2026-06-29", "accepted=2026-07-03",
        "found_complex=2026-07-10:1", "suspended=2026-07-20", "resumed=2026-08-10",
    )  # fmt: skip

    accept, settle = (
        next(o for o in found.obligations if o.rule.id == id_) for id_ in ("KN-27", "KN-28")
    )

    assert (accept.due_on, accept.reckoning.transition_on) == (date(2026, 7, 6), date(2026, 7, 7))
    assert settle.due_on == date(2026, 9, 7)
    assert owed(found, "2026-08-01")["KN-28b.a"].due_on == date(2026, 8, 13)
    assert found.notes == ()


def test_the_choice_of_the_new_rule_is_followed() -> None:
    found = derived("complaint", "received=2026-06-26", facts=("passage=kn-27.a:new",))

    accept = next(o for o in found.obligations if o.rule.id == "KN-27")

    assert accept.due_on == date(2026, 7, 7)
    assert [e.type for e in found.events] == [EventType.RECEIVED]


def test_a_disciplinary_complaint_is_settled_in_30_days_wherever_one_lives() -> None:
    found = derived(
        "discipline_complaint", "received=2026-06-24", "classified=2026-06-25",
        "accepted=2026-07-02", facts=("remote=yes",),
    )  # fmt: skip

    limits = owed(found, "2026-07-02")

    assert limits["KL-50.a"].due_on == date(2026, 7, 6)
    assert limits["KL-50.b"] == (date(2026, 8, 3), Status.PENDING, 0)
    assert notes(found) == [
        (
            "“Vùng sâu, vùng xa, đi lại khó khăn” không làm thay đổi thời hạn KL-50.b. "
            "(Điều 50 Luật Khiếu nại 02/2011/QH13)"
        )
    ]


def test_an_extended_denunciation_ends_60_days_after_acceptance_on_the_next_working_day() -> None:
    # Day 60 after 03/07 is 01/09, National Day; 02/09 is off too.
    found = derived(
        "denunciation", "received=2026-06-24", "classified=2026-06-25", "accepted=2026-07-03",
        "notified=2026-07-13", "found_complex=2026-07-20", "extended=2026-07-31",
        facts=("criteria=1,4",),
    )  # fmt: skip

    limits = owed(found, "2026-08-15")

    assert limits["TC-24.1"] == (date(2026, 7, 3), Status.MET, 0)
    assert limits["TC-29"] == (date(2026, 7, 10), Status.MET_LATE, 3)
    assert limits["TC-30"] == (date(2026, 9, 3), Status.PENDING, 0)
    assert {"complex", "especially_complex"} <= found.facts.traits


def test_the_time_of_an_expert_opinion_does_not_count_for_a_denunciation() -> None:
    # 30 days from 03/07 end on 02/08; 10 days of waiting move the end to 12/08.
    found = derived(
        "denunciation", "received=2026-06-24", "accepted=2026-07-03",
        "expert_requested=2026-07-10", "expert_answered=2026-07-20",
    )  # fmt: skip

    assert owed(found, "2026-07-25")["TC-30"].due_on == date(2026, 8, 12)


def test_a_recommendation_at_the_desk_is_answered_for_within_ten_working_days() -> None:
    found = derived(
        "recommendation", "received=2026-06-25", "classified=2026-06-26", "accepted=2026-07-01",
        facts=AT_DESK,
    )  # fmt: skip

    limits = owed(found, "2026-07-23")

    assert limits["TCD-28.1"] == (date(2026, 7, 9), Status.MET, 0)
    assert limits["NB-KNPA"] == (date(2026, 7, 22), Status.OVERDUE, 1)


@pytest.mark.parametrize(
    ("received", "line"), [("2026-06-30", None), ("2026-07-01", date(2026, 8, 17))]
)
def test_feedback_has_the_45_day_line_from_the_day_of_the_new_decree(
    received: str, line: date | None
) -> None:
    limits = owed(derived("feedback", f"received={received}"), "2026-07-02")

    assert (limits["ND154-41.3b"].due_on if "ND154-41.3b" in limits else None) == line


def test_a_skipped_step_is_noted_with_its_article_and_not_refused() -> None:
    found = derived("complaint", "received=2026-07-01", "accepted=2026-07-06")

    assert notes(found) == [
        (
            "Chưa thể ghi “Thụ lý” khi vụ việc ở trạng thái “Mới tiếp nhận”. "
            "(Điều 27, Điều 36, Điều 50 Luật Khiếu nại)"
        )
    ]
    assert [(n.event.type, n.event.legal_date) for n in found.notes if n.event] == [
        (EventType.ACCEPTED, date(2026, 7, 6))
    ]


def test_a_suspension_before_it_was_law_is_noted_and_stops_nothing() -> None:
    found = derived(
        "complaint", "received=2026-05-04", "classified=2026-05-05", "accepted=2026-05-06",
        "suspended=2026-06-01", "resumed=2026-06-11",
    )  # fmt: skip

    assert owed(found, "2026-06-01")["KN-28"].due_on == date(2026, 6, 5)
    assert "Bước “Tạm đình chỉ giải quyết” chỉ có từ ngày 01/07/2026." in notes(found)[0]


def test_a_circumstance_that_bears_on_nothing_is_noted() -> None:
    found = derived("feedback", "received=2026-07-01", facts=("dismissal=yes", "remote=no"))

    assert notes(found) == [
        "“Kỷ luật buộc thôi việc” không ảnh hưởng đến thời hạn nào của loại vụ việc “Phản ánh”. ()"
    ]


def test_the_time_bar_leaves_the_obstacles_out() -> None:
    # 90 days from 02/05 end on 31/07; 10 days of obstacle move the end to 10/08, a Monday.
    found = derived(
        "complaint", "received=2026-08-11", "checked=2026-08-12",
        facts=("learnt_on=2026-05-02", "obstacle=2026-05-10:2026-05-20"),
    )  # fmt: skip

    assert owed(found, "2026-08-12")["KN-9"] == (date(2026, 8, 10), Status.MET_LATE, 0)


def test_a_time_bar_without_a_typed_check_is_counted_all_the_same() -> None:
    found = derived("complaint", "received=2026-07-01", facts=("learnt_on=2026-05-02",))

    assert owed(found, "2026-07-01")["KN-9"] == (date(2026, 7, 31), Status.MET, 0)


def test_a_time_bar_from_before_the_calendar_is_said_to_be_out_of_reach() -> None:
    first = CALENDAR.first_year

    found = derived("complaint", f"received={first}-03-03", facts=(f"learnt_on={first - 1}-12-20",))

    assert "KN-9" not in owed(found, f"{first}-03-03")
    assert f"lịch làm việc bắt đầu từ năm {first}" in notes(found)[-1]


def test_posting_is_a_minimum_that_only_a_posted_decision_has() -> None:
    steps = ("received=2026-07-01", "accepted=2026-07-06", "decided=2026-07-20")

    posted = derived("complaint", *steps, "decision_published=2026-07-27:posted")
    met = derived("complaint", *steps, "decision_published=2026-07-27:circumstances=by_meeting")

    assert owed(posted, "2026-07-28")["KN-41.c"].due_on == date(2026, 8, 11)
    assert "KN-41.c" not in owed(met, "2026-07-28")


def test_steps_are_put_in_the_order_of_their_days_the_receipt_first() -> None:
    found = derived("feedback", "accepted=2026-07-01", "received=2026-07-01")

    assert [(e.sequence, e.type) for e in found.events] == [
        (1, EventType.RECEIVED),
        (2, EventType.ACCEPTED),
    ]
    assert found.facts.kind is CaseKind.FEEDBACK


@pytest.mark.parametrize(
    ("facts", "told", "field"),
    [
        (["obstacle=2026-05-10:2026-05-20"], "hãy nêu ngày nhận được", "learnt_on"),
        (["learnt_on=2026-07-02"], "không thể sau ngày nhận đơn", "learnt_on"),
        (
            ["learnt_on=2026-05-02", "obstacle=2026-05-20:2026-05-10"],
            "phải kết thúc sau ngày bắt đầu",
            "obstacles",
        ),
        (
            ["learnt_on=2026-05-02", "obstacle=2026-05-10:2026-05-20",
             "obstacle=2026-05-15:2026-05-25"],
            "không chồng lên nhau",
            "obstacles",
        ),
    ],
)  # fmt: skip
def test_days_of_a_time_bar_that_cannot_all_be_true_are_refused(
    facts: list[str], told: str, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        derived("complaint", "received=2026-07-01", facts=facts)

    assert told in str(refused.value)
    assert refused.value.field == field
