"""Days that an administrator adds: what would move is what then moves."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework import calendar
from tracker.casework.calendar import Effect, NewDay, Shift
from tracker.casework.obligations import rebuild
from tracker.law.calendar import DayKind
from tracker.law.terms import Refusal
from tracker.records.audit import AuditEntry
from tracker.records.calendar import CalendarDay
from tracker.records.cases import Case, StoredObligation

RECEIVED = date(2026, 11, 26)  # Seven working days for the acceptance: until OFF.
OFF = NewDay(date(2026, 12, 7), DayKind.HOLIDAY, "Ngày lễ mới", "Nghị quyết 99/2026/QH16")
SWAP = (
    NewDay(date(2026, 12, 31), DayKind.SWAPPED_OFF, "Nghỉ hoán đổi", "TB 12/TB-BNV"),
    NewDay(date(2026, 12, 26), DayKind.WORKED_SATURDAY, "Làm bù", "TB 12/TB-BNV"),
)


def test_a_day_off_moves_the_obligations_that_end_on_it(session: Session) -> None:
    case = opened(session)
    before = due_on(session, case)

    effect = effect_of(session, OFF)

    assert before == OFF.on
    assert effect.shifts == (Shift("KN-27", OFF.on, date(2026, 12, 8), 1),)


def test_what_was_shown_is_what_happens(session: Session) -> None:
    case = opened(session)
    shown = effect_of(session, OFF)

    add(session, OFF)

    assert due_on(session, case) == shown.shifts[0].new == case.due_on


def test_showing_changes_nothing(session: Session) -> None:
    opened(session)

    effect_of(session, OFF)

    assert session.scalars(select(CalendarDay)).all() == []
    assert rebuild(session, check=True).different == ()


def test_taking_the_day_away_moves_everything_back(session: Session) -> None:
    case = opened(session)
    add(session, OFF)
    row = session.scalars(select(CalendarDay)).one()

    effect = calendar.effect_of_removing(session, [row], agency_id=case.agency_id)
    calendar.remove_days(session, [row])
    session.refresh(case)

    assert effect.shifts == (Shift("KN-27", date(2026, 12, 8), OFF.on, 1),)
    assert case.due_on == OFF.on


def test_the_stored_copy_agrees_with_the_law_after_each_change(session: Session) -> None:
    opened(session)

    add(session, OFF)
    after_adding = rebuild(session, check=True).different
    calendar.remove_days(session, session.scalars(select(CalendarDay)).all())

    assert after_adding == rebuild(session, check=True).different == ()


def test_obligations_of_other_agencies_are_only_counted(session: Session) -> None:
    opened(session)
    elsewhere = factories.agency(session, "Sở Xây dựng")

    effect = calendar.effect_of_adding(session, [OFF], agency_id=elsewhere.id)

    assert (effect.shifts, effect.elsewhere) == ((), 1)


def test_a_day_outside_every_limit_moves_nothing(session: Session) -> None:
    opened(session)
    later = NewDay(date(2027, 6, 1), DayKind.HOLIDAY, "Ngày lễ mới", "Nghị quyết 99")

    assert effect_of(session, later).moved == 0


def test_a_swap_is_recorded_and_undone_as_a_whole(session: Session) -> None:
    add(session, *SWAP)
    one = session.scalars(select(CalendarDay).where(CalendarDay.on == SWAP[0].on)).one()

    together = calendar.recorded_together(session, one)

    assert [row.on for row in together] == [SWAP[1].on, SWAP[0].on]


def test_the_added_day_is_in_the_trail_with_its_decision(session: Session) -> None:
    add(session, OFF)

    entry = session.scalars(select(AuditEntry).filter_by(subject="calendar_day")).one()
    assert entry.changes["basis"] == {"new": OFF.basis}


@pytest.mark.parametrize(
    ("on", "kind", "words"),
    [
        (date(2026, 11, 24), DayKind.HOLIDAY, "đã là ngày nghỉ: Ngày Văn hóa"),
        (date(2026, 11, 29), DayKind.SWAPPED_OFF, "vốn là ngày nghỉ hằng tuần"),
        (date(2026, 11, 25), DayKind.WORKED_SATURDAY, "vốn là ngày làm việc"),
        (date(2019, 1, 2), DayKind.HOLIDAY, "lịch làm việc chỉ có các năm"),
    ],
    ids=["holiday already", "weekend already", "worked already", "before the calendar"],
)
def test_a_day_that_changes_nothing_is_refused(
    session: Session, on: date, kind: DayKind, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        calendar.check_days(session, [NewDay(on, kind, "Tên", "Quyết định 1")])


def test_an_announced_day_replaces_an_expected_one(session: Session) -> None:
    tet = NewDay(date(2027, 2, 8), DayKind.HOLIDAY, "Tết Nguyên đán", "Thông báo 1/TB-BNV")

    calendar.check_days(session, [tet])


def test_the_same_day_is_not_added_twice(session: Session) -> None:
    add(session, OFF)

    with pytest.raises(Refusal) as refused:
        add(session, OFF)

    assert refused.value.field == "on"


def opened(session: Session) -> Case:
    return factories.case(session, received_on=RECEIVED)


def due_on(session: Session, case: Case) -> date:
    session.refresh(case)
    return session.scalars(
        select(StoredObligation.due_on).where(
            StoredObligation.case_id == case.id, StoredObligation.rule == "KN-27"
        )
    ).one()


def effect_of(session: Session, *days: NewDay) -> Effect:
    return calendar.effect_of_adding(session, days, agency_id=factories.agency(session).id)


def add(session: Session, *days: NewDay) -> None:
    by = factories.person_with(session, Role.ADMINISTRATOR)
    calendar.add_days(session, days, by=by.id, now=factories.moment(date(2026, 11, 23)))


def test_after_a_day_is_added_nothing_that_it_could_move_was_left_out(session: Session) -> None:
    for day in range(2, 21):
        factories.case(session, received_on=date(2026, 11, day))
    storm = NewDay(date(2026, 11, 18), DayKind.HOLIDAY, "Nghỉ bão", "QĐ 1/QĐ-UBND")
    by = factories.person_with(session, Role.ADMINISTRATOR).id

    moved = calendar.add_days(session, [storm], by=by, now=factories.moment(date(2026, 11, 20)))

    assert moved.different
    assert rebuild(session, check=True).different == ()
