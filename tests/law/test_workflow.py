"""Which moves are lawful when; every kind reaches the archive."""

from collections.abc import Mapping
from datetime import date

import pytest

from tracker.law.events import Event, EventType, Trait, effective
from tracker.law.history import check
from tracker.law.kinds import CaseKind, Level, levels_of
from tracker.law.moves import MOVES, State
from tracker.law.terms import Refusal
from tracker.law.workflow import open_moves, replay, shut_moves

E = EventType
TODAY = date(2026, 11, 23)
PATHS: Mapping[CaseKind, tuple[EventType, ...]] = {
    CaseKind.COMPLAINT: (
        E.CLASSIFIED, E.ACCEPTED, E.VERIFICATION_ORDERED, E.VERIFICATION_REPORTED,
        E.DIALOGUE_HELD, E.DECIDED, E.DECISION_SENT, E.DECISION_PUBLISHED, E.ARCHIVED,
    ),
    CaseKind.DISCIPLINE_COMPLAINT: (
        E.CLASSIFIED, E.ACCEPTED, E.DIALOGUE_HELD, E.DECIDED, E.DECISION_SENT,
        E.DECISION_PUBLISHED, E.ARCHIVED,
    ),
    CaseKind.DENUNCIATION: (
        E.CLASSIFIED, E.ACCEPTED, E.NOTIFIED, E.VERIFICATION_ORDERED, E.VERIFICATION_REPORTED,
        E.CONCLUDED, E.CONCLUSION_SENT, E.CONCLUSION_HANDLED, E.CONCLUSION_PUBLISHED, E.ARCHIVED,
    ),
    CaseKind.RECOMMENDATION: (E.CLASSIFIED, E.ACCEPTED, E.ANSWERED, E.ARCHIVED),
    CaseKind.FEEDBACK: (E.CLASSIFIED, E.ACCEPTED, E.ANSWERED, E.ARCHIVED),
}  # fmt: skip

# What may still be done when the case is archived: make public, ask for protection.
AFTERWARDS = {E.POSTING_ENDED, E.INTERNALLY_PUBLISHED, E.PROTECTION_REQUESTED}


def history(
    *types: EventType,
    kind: CaseKind = CaseKind.COMPLAINT,
    level: Level = Level.FIRST,
    traits: tuple[str, ...] = (),
    first: date = date(2026, 9, 1),
) -> tuple[Event, ...]:
    """Give a receipt and further events, one a day."""
    told = {"kind": kind.value, "level": level.value, "traits": traits}
    days = (date.fromordinal(first.toordinal() + place) for place in range(len(types) + 1))
    return tuple(
        Event(place, type_, day, None, None, told if type_ in {E.RECEIVED, E.CLASSIFIED} else {})
        for place, (type_, day) in enumerate(zip((E.RECEIVED, *types), days, strict=True), start=1)
    )


def after(events: tuple[Event, ...], type_: EventType, on: date, **told: object) -> Event:
    """Give one more event."""
    return Event(len(events) + 1, type_, on, None, None, told)


@pytest.mark.parametrize(
    ("kind", "level"), [(k, level) for k in CaseKind for level in levels_of(k)], ids=str
)
def test_every_kind_runs_from_receipt_to_archive(kind: CaseKind, level: Level) -> None:
    events = history(kind=kind, level=level)

    for step, type_ in enumerate(PATHS[kind], start=2):
        told = {"kind": kind.value, "level": level.value} if type_ is E.CLASSIFIED else {}
        candidate = after(events, type_, date(2026, 9, step), **told)
        check(events, candidate, TODAY)
        events = (*events, candidate)

    assert replay(events).state is State.ARCHIVED
    assert {m.event for m in open_moves(replay(events), TODAY)} <= AFTERWARDS


@pytest.mark.parametrize("kind", list(CaseKind), ids=str)
def test_every_state_that_a_kind_reaches_has_a_way_out(kind: CaseKind) -> None:
    reached = {m.to for m in MOVES if kind in m.kinds and m.to} - {State.ARCHIVED}

    stuck = {s for s in reached if not any(kind in m.kinds and s in m.origins for m in MOVES)}

    assert stuck == set()


def test_every_event_but_receipt_and_correction_is_some_move() -> None:
    assert set(EventType) - {m.event for m in MOVES} == {E.RECEIVED, E.CORRECTED}


def test_a_decision_before_acceptance_is_refused_with_both_dates() -> None:
    events = history(E.CLASSIFIED, E.ACCEPTED)

    with pytest.raises(Refusal, match="02/09/2026 trước ngày 03/09/2026 của bước “Thụ lý”") as no:
        check(events, after(events, E.DECIDED, date(2026, 9, 2)), TODAY)

    assert no.value.field == "legal_date"


def test_an_event_in_the_future_is_refused() -> None:
    events = history(E.CLASSIFIED)

    with pytest.raises(Refusal, match="tương lai"):
        check(events, after(events, E.ACCEPTED, date(2026, 11, 24)), TODAY)


def test_an_event_before_receipt_is_refused() -> None:
    events = history(E.CLASSIFIED)

    with pytest.raises(Refusal, match="trước ngày tiếp nhận"):
        check(events, after(events, E.ACCEPTED, date(2026, 8, 31)), TODAY)


def test_a_step_recorded_late_may_stand_between_earlier_ones() -> None:
    events = history(E.CLASSIFIED, E.ACCEPTED, E.VERIFICATION_ORDERED)

    situation = check(
        events, after(events, E.FOUND_COMPLEX, date(2026, 9, 3), criteria=["1"]), TODAY
    )

    assert Trait.COMPLEX in situation.facts.traits


def test_a_step_that_makes_a_later_one_unlawful_is_refused() -> None:
    events = history(E.CLASSIFIED, E.ACCEPTED, E.VERIFICATION_ORDERED)
    refused = after(events, E.DISCONTINUED, date(2026, 9, 3))

    with pytest.raises(Refusal, match="“Giao xác minh” ngày 04/09/2026 sẽ không còn hợp lệ"):
        check(events, refused, TODAY)


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        (CaseKind.COMPLAINT, Level.SECOND),
        (CaseKind.DISCIPLINE_COMPLAINT, Level.FIRST),
        (CaseKind.DISCIPLINE_COMPLAINT, Level.SECOND),
    ],
    ids=str,
)
def test_these_decisions_always_need_a_dialogue(kind: CaseKind, level: Level) -> None:
    events = history(E.CLASSIFIED, E.ACCEPTED, kind=kind, level=level)

    with pytest.raises(Refusal, match="chưa có biên bản đối thoại"):
        check(events, after(events, E.DECIDED, date(2026, 9, 4)), TODAY)


def test_a_first_decision_that_grants_less_needs_a_dialogue() -> None:
    events = history(E.CLASSIFIED, E.ACCEPTED)
    day = date(2026, 9, 10)

    with pytest.raises(Refusal, match="đối thoại"):
        check(events, after(events, E.DECIDED, day, outcome="wrong"), TODAY)

    granted = check(events, after(events, E.DECIDED, day, outcome="right"), TODAY)
    assert granted.state is State.DECIDED


def test_suspension_of_a_complaint_exists_since_july_2026() -> None:
    before = history(E.CLASSIFIED, E.ACCEPTED, first=date(2026, 6, 1))

    with pytest.raises(Refusal, match="chỉ có từ ngày 01/07/2026"):
        check(before, after(before, E.SUSPENDED, date(2026, 6, 30)), TODAY)

    assert check(before, after(before, E.SUSPENDED, date(2026, 7, 1)), TODAY)


def test_resumption_returns_to_the_state_before_suspension() -> None:
    events = history(E.CLASSIFIED, E.ACCEPTED, E.VERIFICATION_ORDERED, E.SUSPENDED, E.RESUMED)

    assert replay(events).state is State.VERIFYING


def test_second_extension_of_an_ordinary_denunciation_is_refused() -> None:
    events = history(
        E.CLASSIFIED, E.ACCEPTED, E.FOUND_COMPLEX, E.EXTENDED, kind=CaseKind.DENUNCIATION
    )

    with pytest.raises(Refusal, match="Đã gia hạn 1 lần"):
        check(events, after(events, E.EXTENDED, date(2026, 9, 20)), TODAY)


def test_two_criteria_allow_a_second_extension_but_no_third() -> None:
    events = history(E.CLASSIFIED, E.ACCEPTED, kind=CaseKind.DENUNCIATION)
    found = after(events, E.FOUND_COMPLEX, date(2026, 9, 4), criteria=["1", "2"])
    events = (*events, found)
    for day in (5, 6):
        extension = after(events, E.EXTENDED, date(2026, 9, day))
        check(events, extension, TODAY)
        events = (*events, extension)

    with pytest.raises(Refusal, match="Đã gia hạn 2 lần"):
        check(events, after(events, E.EXTENDED, date(2026, 9, 7)), TODAY)


def test_outside_competence_is_passed_on_and_never_accepted() -> None:
    outside = (Trait.OUTSIDE_COMPETENCE.value,)
    events = history(E.CLASSIFIED, kind=CaseKind.FEEDBACK, traits=outside)

    offered = {m.event for m in open_moves(replay(events), TODAY)}

    assert {E.FORWARDED, E.GUIDED} <= offered
    assert E.ACCEPTED not in offered


def test_a_complaint_outside_competence_could_only_be_guided_before_july_2026() -> None:
    outside = (Trait.OUTSIDE_COMPETENCE.value,)
    events = history(E.CLASSIFIED, traits=outside, first=date(2026, 6, 1))

    offered = {m.event for m in open_moves(replay(events), date(2026, 6, 30))}

    assert E.GUIDED in offered
    assert E.FORWARDED not in offered


def test_a_correction_moves_an_event_to_its_right_date() -> None:
    events = history(E.CLASSIFIED, E.ACCEPTED)
    right = Event(4, E.CORRECTED, date(2026, 9, 20), 3, date(2026, 9, 10))

    assert effective((*events, right))[-1].legal_date == date(2026, 9, 10)


def test_a_correction_without_a_date_strikes_the_event_out() -> None:
    events = history(E.CLASSIFIED, E.ACCEPTED)

    situation = check(events, Event(4, E.CORRECTED, date(2026, 9, 20), 3), TODAY)

    assert situation.state is State.CLASSIFIED


def test_a_correction_that_breaks_the_order_is_refused() -> None:
    events = history(E.CLASSIFIED, E.ACCEPTED, E.VERIFICATION_ORDERED)

    with pytest.raises(Refusal, match="sẽ không còn hợp lệ"):
        check(events, Event(5, E.CORRECTED, date(2026, 9, 20), 3), TODAY)


def test_the_receipt_cannot_be_struck_out() -> None:
    events = history(E.CLASSIFIED)

    with pytest.raises(Refusal, match="phải là tiếp nhận đơn"):
        check(events, Event(3, E.CORRECTED, date(2026, 9, 20), 1), TODAY)


def test_the_receipt_may_be_moved_to_an_earlier_day() -> None:
    events = history(E.CLASSIFIED)

    moved = check(events, Event(3, E.CORRECTED, date(2026, 9, 20), 1, date(2026, 8, 28)), TODAY)

    assert moved.state is State.CLASSIFIED


def test_shut_moves_say_what_is_missing() -> None:
    events = history(E.CLASSIFIED, E.ACCEPTED, E.DECIDED)

    reasons = {s.move.event: str(s.reason) for s in shut_moves(replay(events), TODAY)}

    assert "còn thiếu gửi quyết định giải quyết, công khai quyết định" in reasons[E.ARCHIVED]


def test_a_step_of_another_kind_is_refused_by_name() -> None:
    events = history(E.CLASSIFIED, kind=CaseKind.FEEDBACK)

    with pytest.raises(Refusal, match="không áp dụng cho loại vụ việc này"):
        check(events, after(events, E.CONCLUDED, date(2026, 9, 3)), TODAY)


def test_a_step_that_happens_once_is_refused_a_second_time() -> None:
    events = history(E.CLASSIFIED, E.INFORMED)

    with pytest.raises(Refusal, match="Đã ghi nhận bước"):
        check(events, after(events, E.INFORMED, date(2026, 9, 5)), TODAY)


def test_a_history_without_receipt_is_refused() -> None:
    with pytest.raises(Refusal, match="chưa có sự kiện tiếp nhận"):
        replay(())


def test_steps_of_the_first_level_are_refused_at_the_second() -> None:
    events = history(E.CLASSIFIED, E.ACCEPTED, level=Level.SECOND)

    with pytest.raises(Refusal, match="chỉ có ở “Lần đầu”"):
        check(events, after(events, E.APPEALED, date(2026, 9, 5)), TODAY)


def test_a_step_unlawful_for_more_than_its_date_keeps_its_own_reason() -> None:
    events = history(E.CLASSIFIED, E.ACCEPTED)

    with pytest.raises(Refusal, match="Chưa thể ghi"):
        check(events, after(events, E.DECISION_SENT, date(2026, 9, 2)), TODAY)
