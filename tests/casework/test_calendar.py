"""Days that an administrator adds: what would move is what then moves."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support import source
from tracker.access import Role
from tracker.casework import calendar
from tracker.casework.calendar import Effect, NewDay, Shift
from tracker.casework.obligations import COPIED, Rebuilt, rebuild
from tracker.law.calendar import DayKind
from tracker.law.kinds import CaseKind
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
STORM = NewDay(date(2026, 11, 18), DayKind.HOLIDAY, "Nghỉ bão", "QĐ 1/QĐ-UBND")
MADE_UP = NewDay(date(2026, 12, 5), DayKind.WORKED_SATURDAY, "Làm bù", "TB 13/TB-BNV")


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


def test_a_day_off_decided_after_it_passed_reaches_every_open_case(session: Session) -> None:
    for day in range(2, 21):
        factories.case(session, received_on=date(2026, 11, day))

    moved = add(session, STORM, on=date(2026, 11, 20))

    assert len(moved.different) > 5
    assert rebuild(session, check=True).different == ()


@pytest.mark.parametrize(
    ("received", "day", "before", "after"),
    [
        (date(2026, 11, 26), OFF, date(2026, 12, 7), date(2026, 12, 8)),
        (date(2026, 11, 27), MADE_UP, date(2026, 12, 8), date(2026, 12, 7)),
        (
            date(2026, 8, 13),
            NewDay(date(2026, 8, 22), DayKind.HOLIDAY, "Nghỉ bão", "QĐ 1/QĐ-UBND"),
            date(2026, 8, 22),
            date(2026, 8, 24),
        ),
        (
            date(2026, 8, 26),
            NewDay(date(2026, 9, 2), DayKind.WORKED_SATURDAY, "Trực bão", "QĐ 2/QĐ-UBND"),
            date(2026, 9, 9),
            date(2026, 9, 8),
        ),
    ],
    ids=["day off", "made-up Saturday", "off on a made-up Saturday", "worked on a holiday"],
)
def test_an_added_day_beats_the_table_until_it_is_taken_away(
    session: Session, received: date, day: NewDay, before: date, after: date
) -> None:
    case = factories.case(session, received_on=received)
    found = [due_on(session, case)]

    add(session, day)
    found.append(due_on(session, case))
    undo(session)

    assert [*found, due_on(session, case)] == [before, after, before]


def test_only_the_obligations_that_it_moves_are_touched(session: Session) -> None:
    some_cases(session)
    before = rows(session)
    over = {row.case_id for row in before if row.started_on <= STORM.on <= row.due_on}

    add(session, STORM)

    after = rows(session)
    rewritten = {row.id for row in before} - {row.id for row in after}
    moved = {row.id for row, new in zip(before, after, strict=True) if row[1:] != new[1:]}
    assert 0 < len(moved) < len(before) / 2
    assert rewritten == moved
    assert {row.case_id for row in before if row.id in moved} < over


@pytest.mark.parametrize(
    "days", [(OFF,), SWAP, (STORM,), (MADE_UP,)], ids=lambda days: days[0].name
)
def test_taking_the_days_away_gives_every_date_back(
    session: Session, days: Sequence[NewDay]
) -> None:
    some_cases(session)
    before = [row[1:] for row in rows(session)]

    moved = add(session, *days)
    between = rebuild(session, check=True).different
    undo(session)

    assert moved.different
    assert [row[1:] for row in rows(session)] == before
    assert between == rebuild(session, check=True).different == ()


def test_what_taking_away_would_move_is_shown_first(session: Session) -> None:
    case = opened(session)
    add(session, OFF)
    row = session.scalars(select(CalendarDay)).one()

    effect = calendar.effect_of_removing(session, [row], agency_id=case.agency_id)

    assert effect.shifts == (Shift("KN-27", date(2026, 12, 8), OFF.on, 1),)


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


def test_a_swap_is_one_act_in_the_trail_with_its_decision(session: Session) -> None:
    factories.case(session, received_on=date(2026, 12, 21))

    add(session, *SWAP)

    (entry,) = entries(session)
    assert (entry.action, entry.changes) == (
        "calendar_apply",
        {
            "basis": "TB 12/TB-BNV",
            "days": ["31/12/2026 Ngày nghỉ hoán đổi", "26/12/2026 Ngày làm bù"],
            "name": "Nghỉ hoán đổi",
            "moved": 1,
        },
    )


def test_taking_it_away_is_another_act_and_the_first_one_stays(session: Session) -> None:
    add(session, *SWAP)

    undo(session)

    applied, undone = entries(session)
    assert (applied.action, undone.action) == ("calendar_apply", "calendar_undo")
    assert sorted(applied.changes["days"]) == sorted(undone.changes["days"])
    assert applied.changes["basis"] == undone.changes["basis"]


def test_what_moves_at_other_agencies_is_told_as_a_number(session: Session) -> None:
    opened(session)
    elsewhere = factories.agency(session, "Sở Xây dựng")
    effect = calendar.effect_of_adding(session, [OFF], agency_id=elsewhere.id)
    by = factories.person(session, Role.ADMINISTRATOR, at=elsewhere)

    calendar.add_days(session, [OFF], effect, by=by.id, now=factories.moment(date(2026, 11, 23)))

    assert [e.changes["moved_elsewhere"] for e in entries(session)] == [1]


def test_days_are_written_nowhere_but_where_the_act_is_entered() -> None:
    written = [p for p in source.python() if "CalendarDay(" in source.read(p)]

    assert [str(p) for p in written if not str(p).startswith("tests")] == [
        "tracker/casework/calendar.py",
        "tracker/records/calendar.py",
    ]


@pytest.mark.parametrize(
    ("on", "kind", "words"),
    [
        (date(2026, 11, 24), DayKind.HOLIDAY, "đã là ngày nghỉ: Ngày Văn hóa"),
        (date(2026, 11, 29), DayKind.SWAPPED_OFF, "vốn là ngày nghỉ hằng tuần"),
        (date(2026, 11, 25), DayKind.WORKED_SATURDAY, "vốn là ngày làm việc"),
        (date(2013, 1, 2), DayKind.HOLIDAY, "lịch làm việc chỉ có các năm"),
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


def some_cases(session: Session) -> None:
    for day in (3, 10, 17, 26, 30):
        for kind in (CaseKind.COMPLAINT, CaseKind.DENUNCIATION):
            factories.case(session, kind, received_on=date(2026, 11, day))
    factories.case(session, received_on=date(2026, 12, 21))


def due_on(session: Session, case: Case) -> date:
    session.refresh(case)
    return session.scalars(
        select(StoredObligation.due_on).where(
            StoredObligation.case_id == case.id, StoredObligation.rule == "KN-27"
        )
    ).one()


def rows(session: Session) -> Sequence[Any]:
    columns = [getattr(StoredObligation, name) for name in ("id", "case_id", *COPIED)]
    order = (StoredObligation.case_id, StoredObligation.rule, StoredObligation.started_by)
    return session.execute(select(*columns).order_by(*order)).all()


def entries(session: Session) -> Sequence[AuditEntry]:
    stmt = select(AuditEntry).filter_by(subject="calendar_day").order_by(AuditEntry.id)
    return session.scalars(stmt).all()


def effect_of(session: Session, *days: NewDay) -> Effect:
    return calendar.effect_of_adding(session, days, agency_id=factories.agency(session).id)


def add(session: Session, *days: NewDay, on: date = date(2026, 11, 23)) -> Rebuilt:
    by = factories.person_with(session, Role.ADMINISTRATOR).id
    effect = effect_of(session, *days)
    return calendar.add_days(session, days, effect, by=by, now=factories.moment(on))


def undo(session: Session) -> None:
    days = session.scalars(select(CalendarDay).order_by(CalendarDay.on)).all()
    effect = calendar.effect_of_removing(session, days, agency_id=factories.agency(session).id)
    calendar.remove_days(session, days, effect)
