"""A limit that was running when the law changed: both dates, who picks, and how it is told."""

from datetime import date
from pathlib import Path

import pytest

from tests.law.test_obligations import events_of
from tracker.law.calendar import Calendar
from tracker.law.events import Event, EventType
from tracker.law.explanation import Step, explain
from tracker.law.kinds import CaseKind
from tracker.law.obligations import Obligation, Status, obligations
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Passage

E = EventType
BOOK = Rulebook.load()
CALENDAR = Calendar.official()
CHANGE = date(2026, 7, 1)  # Luật 136/2025/QH15: 10 days become 07 working days.
COMPLAINT, DISCIPLINE = CaseKind.COMPLAINT, CaseKind.DISCIPLINE_COMPLAINT
LIMITS = [(COMPLAINT, "KN-27"), (DISCIPLINE, "KL-50.a")]
CHOSEN_ON = date(2026, 7, 2)

# Day of receipt; last day by the old rule; last day by the new one; the day to warn on.
BOTH = {
    "the new one a day earlier": (
        date(2026, 6, 30), date(2026, 7, 10), date(2026, 7, 9), date(2026, 7, 9),
    ),
    "the first day on which both reach the new law": (
        date(2026, 6, 22), date(2026, 7, 2), date(2026, 7, 1), date(2026, 7, 1),
    ),
    "the old one a day earlier": (
        date(2026, 6, 26), date(2026, 7, 6), date(2026, 7, 7), date(2026, 7, 6),
    ),
    "both on Monday, the old one rolled from Sunday": (
        date(2026, 6, 25), date(2026, 7, 6), date(2026, 7, 6), date(2026, 7, 3),
    ),
}  # fmt: skip
# The same day of receipt and the one date where nothing is to be chosen.
ONE = {
    "ended under the old law": (date(2026, 6, 20), date(2026, 6, 30)),
    "the new count would have ended under the old law": (date(2026, 6, 21), date(2026, 7, 1)),
    "received under the new law": (date(2026, 7, 1), date(2026, 7, 10)),
}

RULE_FILE = """
[KN-27]
title = "Thụ lý"
title_en = "Accept"
nature = "duty"
basis = "law"
kinds = ["complaint"]
counted_from = "ngày nhận đơn"
counted_from_en = "the day of receipt"
starts = ["received"]
ends = ["accepted"]
direction = "after"

[[KN-27.version]]
from = 2012-07-01
cite = ["luat-cu", "Điều 27"]
lengths = [{ days = 10 }]
roll = "next_working_day"
confidence = "confirmed"
checked_on = 2026-11-23
transition = { passage = "%s", cite = ["luat-moi", "Điều 9 khoản 2"] }

[[KN-27.version]]
from = 2026-07-01
cite = ["luat-moi", "Điều 2"]
lengths = [{ working_days = 7 }]
roll = "next_working_day"
confidence = "confirmed"
checked_on = 2026-11-23
"""
INSTRUMENTS = """
[luat-cu]
title = "Luật cũ"
number = "2/2011/QH13"

[luat-moi]
title = "Luật mới"
number = "1/2026/QH16"
"""


@pytest.mark.parametrize(("kind", "rule"), LIMITS, ids=str)
@pytest.mark.parametrize("case", BOTH)
def test_undecided_the_old_limit_stands_and_the_other_is_shown(
    case: str, kind: CaseKind, rule: str
) -> None:
    received_on, old, new, warn = BOTH[case]

    counted = _limit(_events(kind, received_on), rule).reckoning

    assert (counted.due_on, counted.transition_on, counted.warn_on) == (old, new, warn)
    assert counted.chosen is None
    assert counted.rival is not None
    assert (counted.version.from_, counted.rival.from_) == (date(2012, 7, 1), CHANGE)


@pytest.mark.parametrize(("kind", "rule"), LIMITS, ids=str)
@pytest.mark.parametrize("case", BOTH)
@pytest.mark.parametrize("passage", [Passage.OLD, Passage.NEW], ids=str)
def test_what_was_chosen_counts_and_what_was_not_stays_in_sight(
    passage: Passage, case: str, kind: CaseKind, rule: str
) -> None:
    received_on, old, new, _ = BOTH[case]
    took_new = passage is Passage.NEW

    counted = _limit(_chosen(kind, received_on, rule, passage), rule).reckoning

    assert (counted.due_on, counted.transition_on) == ((new, old) if took_new else (old, new))
    assert counted.chosen is passage
    assert counted.rival is not None
    assert (counted.rival.from_ == CHANGE) is not took_new
    assert (counted.version.from_ == CHANGE) is took_new


@pytest.mark.parametrize(("kind", "rule"), LIMITS, ids=str)
@pytest.mark.parametrize("case", ONE)
def test_where_only_one_law_reaches_a_choice_changes_nothing(
    case: str, kind: CaseKind, rule: str
) -> None:
    received_on, due_on = ONE[case]

    counted = _limit(_chosen(kind, received_on, rule, Passage.NEW), rule).reckoning

    assert (counted.due_on, counted.transition_on, counted.rival) == (due_on, None, None)


def test_the_chosen_limit_is_the_one_by_which_lateness_is_judged() -> None:
    accepted = ((E.ACCEPTED, date(2026, 7, 10)),)
    statuses = {
        passage: _limit(_chosen(COMPLAINT, date(2026, 6, 30), "KN-27", passage, accepted), "KN-27")
        for passage in (Passage.OLD, Passage.NEW)
    }

    judged = {p: (o.status(CHANGE), o.days_late(CHANGE)) for p, o in statuses.items()}

    assert judged == {Passage.OLD: (Status.MET, 0), Passage.NEW: (Status.MET_LATE, 1)}


def test_a_choice_for_another_limit_is_none_for_this_one() -> None:
    events = _chosen(COMPLAINT, date(2026, 6, 30), "KL-50.a", Passage.NEW)

    assert _limit(events, "KN-27").reckoning.chosen is None


@pytest.mark.parametrize(("kind", "rule"), LIMITS, ids=str)
def test_undecided_the_explanation_sets_both_dates_side_by_side(kind: CaseKind, rule: str) -> None:
    step = _steps(_limit(_events(kind, date(2026, 6, 30)), rule))["transition"]

    assert step.on == date(2026, 7, 9)
    assert "07 ngày làm việc" in step.vi
    assert "thứ Năm 09/07/2026" in step.vi
    assert "luật không có quy định chuyển tiếp" in step.vi
    assert "7 working days" in step.en
    assert "Thursday 09/07/2026" in step.en
    assert "no transitional clause" in step.en


@pytest.mark.parametrize(("kind", "rule"), LIMITS, ids=str)
@pytest.mark.parametrize(
    ("passage", "vi", "other_vi", "en", "other_en"),
    [
        (Passage.OLD, "quy định cũ", "thứ Năm 09/07/2026", "the old rule", "Thursday 09/07/2026"),
        (Passage.NEW, "quy định mới", "thứ Sáu 10/07/2026", "the new rule", "Friday 10/07/2026"),
    ],
    ids=["old", "new"],
)
def test_once_chosen_the_explanation_says_which_and_what_it_would_have_been(
    passage: Passage, vi: str, other_vi: str, en: str, other_en: str, kind: CaseKind, rule: str
) -> None:
    steps = _steps(_limit(_chosen(kind, date(2026, 6, 30), rule, passage), rule))

    told = steps["transition_chosen"]
    assert "transition" not in steps
    assert f"áp dụng {vi}" in told.vi
    assert "theo lựa chọn đã ghi" in told.vi
    assert told.vi.endswith(f"là {other_vi}.")
    assert f"{en} applies" in told.en
    assert "by the choice recorded" in told.en
    assert told.en.endswith(f"it would be {other_en}.")


@pytest.mark.parametrize(
    ("passage", "due_on", "other"),
    [("new", date(2026, 7, 9), date(2026, 7, 10)), ("old", date(2026, 7, 10), date(2026, 7, 9))],
)
def test_a_stated_transition_picks_without_a_choice(
    tmp_path: Path, passage: str, due_on: date, other: date
) -> None:
    book = _book(tmp_path, passage)

    found = _limit(_events(COMPLAINT, date(2026, 6, 30)), "KN-27", book)

    assert (found.due_on, found.reckoning.transition_on) == (due_on, other)
    assert found.reckoning.warn_on == due_on
    told = _steps(found)["transition_chosen"]
    assert "theo Điều 9 khoản 2 Luật mới 1/2026/QH16" in told.vi
    assert "by Điều 9 khoản 2 Luật mới 1/2026/QH16" in told.en


def test_where_the_law_states_it_nobody_can_choose_otherwise(tmp_path: Path) -> None:
    events = _chosen(COMPLAINT, date(2026, 6, 30), "KN-27", Passage.OLD)

    found = _limit(events, "KN-27", _book(tmp_path, "new"))

    assert found.due_on == date(2026, 7, 9)
    assert found.reckoning.chosen is Passage.NEW


def _events(
    kind: CaseKind, received_on: date, more: tuple[tuple[EventType, date], ...] = ()
) -> tuple[Event, ...]:
    return events_of(kind, (E.RECEIVED, received_on), *more, traits=())


def _chosen(
    kind: CaseKind,
    received_on: date,
    rule: str,
    passage: Passage,
    more: tuple[tuple[EventType, date], ...] = (),
) -> tuple[Event, ...]:
    events = _events(kind, received_on, more)
    told = {"rule": rule, "passage": passage.value}
    day = max(CHOSEN_ON, received_on)
    return (*events, Event(len(events) + 1, E.TRANSITION_CHOSEN, day, None, None, told))


def _limit(events: tuple[Event, ...], rule: str, book: Rulebook = BOOK) -> Obligation:
    return next(o for o in obligations(events, book, CALENDAR) if o.rule.id == rule)


def _steps(obligation: Obligation) -> dict[str, Step]:
    return {s.code: s for s in explain(obligation.reckoning, obligation.rule, CALENDAR)}


def _book(folder: Path, passage: str) -> Rulebook:
    (folder / "instruments.toml").write_text(INSTRUMENTS, "utf-8")
    (folder / "rules.toml").write_text(RULE_FILE % passage, "utf-8")
    return Rulebook.load(folder)
