"""A closed day takes no visit; days are closed in order and reopened by the head with a reason."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.access import Role
from tracker.casework.books import check_open, close_day, day_count, is_closed, reopen_day
from tracker.casework.identity import Identity
from tracker.casework.intake import VisitDetails, log_visit
from tracker.law.terms import Refusal
from tracker.records.audit import AuditEntry
from tracker.records.books import BookClosing
from tracker.records.organisation import OrgUnit
from tracker.records.reception import Visit, VisitOutcome
from tracker.records.visibility import Reach

MONDAY = date(2026, 11, 23)
A_DAY = timedelta(1)
REASON = "Ghi sót một lượt tiếp cuối giờ"


def came(session: Session, on: date, *, now: date | None = None) -> Visit:
    """Let somebody come and be guided."""
    details = VisitDetails(
        on, Identity("Trần Thị Hạnh"), "Hỏi thủ tục", VisitOutcome.GUIDED, outcome_note="Đã rõ"
    )
    logged = log_visit(session, make.desk(session), details, None, now=make.moment(now or on))
    assert logged.visit is not None
    return logged.visit


def close(session: Session, day: date, *, by: Role = Role.RECEPTIONIST, **told: int) -> BookClosing:
    """Close the desk's book for a day, as it stands unless told otherwise."""
    unit = desk_unit(session)
    expected = told.get("expected", day_count(session, unit.id, day).entries)
    return close_day(
        session, unit, day, expected=expected, by=reach(session, by), now=make.moment(MONDAY)
    )


def desk_unit(session: Session) -> OrgUnit:
    return session.get_one(OrgUnit, make.desk(session).unit_id)


def reach(session: Session, role: Role) -> Reach:
    return make.reach(session, make.person_with(session, role))


def test_a_closing_keeps_the_count_and_the_numbers_of_the_day(session: Session) -> None:
    first, last = came(session, MONDAY), came(session, MONDAY)

    closing = close(session, MONDAY)

    assert (closing.entries, closing.first_code, closing.last_code) == (2, first.code, last.code)


def test_a_visit_dated_in_a_closed_book_is_refused_beside_its_day(session: Session) -> None:
    close(session, MONDAY)

    with pytest.raises(Refusal, match="đã khóa") as refused:
        came(session, MONDAY)

    assert refused.value.field == "visited_on"
    assert session.scalars(select(Visit)).all() == []


def test_another_day_and_another_unit_stay_open(session: Session) -> None:
    other = make.unit(session, "Chi cục khác")
    close(session, MONDAY)

    check_open(session, MONDAY, "visited_on", unit_id=other.id)
    came(session, MONDAY - A_DAY)


@pytest.mark.parametrize(
    ("day", "told", "words"),
    [
        (MONDAY + A_DAY, {}, "chưa đến"),
        (MONDAY, {"expected": 7}, "vừa thay đổi"),
    ],
    ids=["a day that has not come", "a day that changed since it was shown"],
)
def test_a_day_is_not_closed(session: Session, day: date, told: dict[str, int], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        close(session, day, **told)


def test_a_day_is_closed_once(session: Session) -> None:
    close(session, MONDAY)

    with pytest.raises(Refusal, match="đã khóa rồi"):
        close(session, MONDAY)


def test_days_are_closed_in_order_from_the_first_closing_on(session: Session) -> None:
    for days in (9, 5, 2, 0):
        came(session, MONDAY - days * A_DAY)
    close(session, MONDAY - 5 * A_DAY)  # The first closing begins anywhere.

    with pytest.raises(Refusal, match="khóa ngày đó trước") as refused:
        close(session, MONDAY)

    assert refused.value.params["day"] == MONDAY - 2 * A_DAY
    close(session, MONDAY - 2 * A_DAY)
    close(session, MONDAY)


def test_the_head_reopens_a_day_and_the_closing_stays_in_the_list(session: Session) -> None:
    closing = close(session, MONDAY)
    director = reach(session, Role.DIRECTOR)

    reopen_day(session, closing, reason=REASON, by=director, now=make.moment(MONDAY))
    came(session, MONDAY)
    again = close(session, MONDAY)

    assert (closing.reopening_reason, closing.reopened_by_id) == (REASON, director.user_id)
    assert (closing.entries, again.entries) == (0, 1)


@pytest.mark.parametrize(
    ("role", "reason", "words"),
    [
        (Role.RECEPTIONIST, REASON, "Chỉ lãnh đạo"),
        (Role.UNIT_HEAD, REASON, "Chỉ lãnh đạo"),
        (Role.DIRECTOR, "  sót  ", "rõ lý do"),
    ],
    ids=["by the desk", "by the head of the office", "without a reason"],
)
def test_a_day_is_not_reopened(session: Session, role: Role, reason: str, words: str) -> None:
    closing = close(session, MONDAY)

    with pytest.raises(Refusal, match=words):
        reopen_day(
            session, closing, reason=reason, by=reach(session, role), now=make.moment(MONDAY)
        )

    assert is_closed(session, closing.unit_id, MONDAY)


def test_nobody_from_elsewhere_closes_a_book(session: Session) -> None:
    ours = desk_unit(session)
    stranger = make.person(session, Role.RECEPTIONIST, at=make.unit(session, "Chi cục khác"))

    with pytest.raises(Refusal, match="không được khóa sổ"):
        close_day(
            session, ours, MONDAY,
            expected=0, by=make.reach(session, stranger), now=make.moment(MONDAY),
        )  # fmt: skip


def test_closing_and_reopening_are_on_the_trail(session: Session) -> None:
    closing = close(session, MONDAY)
    reopen_day(
        session, closing,
        reason=REASON, by=reach(session, Role.DIRECTOR), now=make.moment(MONDAY),
    )  # fmt: skip

    deeds = session.scalars(
        select(AuditEntry.action)
        .where(AuditEntry.subject == "book_closing")
        .order_by(AuditEntry.id)
    ).all()

    assert deeds == ["create", "change"]


def test_a_visit_costs_one_statement_more_for_the_book(
    session: Session, max_queries: Callable[[int], object]
) -> None:
    unit = desk_unit(session)

    with max_queries(1):
        check_open(session, MONDAY, "visited_on", unit_id=unit.id)
