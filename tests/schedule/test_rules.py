"""Hours and rules: the year is seen before it is saved, and filled once."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import factories, planning
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.records.organisation import User
from tracker.records.schedule import PeriodicRule, PlannedSession, RegularHours, SessionStatus

SignIn = Callable[[Role | User], InspectingClient]
TYPED = {
    "pattern": "day_of_month", "day_of_month": "15", "begins_at": "0800", "ends_at": "11:30",
    "place": "Phòng Tiếp công dân", "starts_on": "01/01/2027",
}  # fmt: skip


@pytest.fixture(autouse=True)
def december(at: SetClock) -> None:
    at("2026-12-01")


def test_the_year_is_seen_before_anything_is_saved(session: Session, sign_in: SignIn) -> None:
    planning.director(session)
    client = sign_in(Role.RECEPTIONIST)
    page = client.get("/schedule/rules/new")

    shown = client.submit(page, {**TYPED, "resume-form": "preview"}, status=200)

    assert "12 buổi trong năm" in shown.words
    assert "15/01/2027" in shown.words
    assert "17/05/2027 thứ Hai" in shown.words  # 15/05 is a Saturday.
    assert "còn ngày dự kiến" in shown.words
    assert _count(session, PeriodicRule) == 0


def test_what_was_seen_is_then_saved(session: Session, sign_in: SignIn) -> None:
    planning.director(session)
    client = sign_in(Role.RECEPTIONIST)
    page = client.get("/schedule/rules/new")
    shown = client.submit(page, {**TYPED, "resume-form": "preview"}, status=200)

    done = client.submit(shown, without=("resume-form",))

    assert "Đã lập 12 buổi tiếp." in client.follow(done).words
    assert _count(session, PlannedSession) == 12
    assert "Ngày 15 hằng tháng" in client.get("/schedule/rules").words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"pattern": "weekly", "weekday": "tuesday"}, "Thứ Ba mỗi tuần"),
        (
            {"pattern": "weekday_of_month", "week": "second", "weekday": "thursday"},
            "Thứ Năm tuần thứ hai của tháng",
        ),
    ],
)
def test_every_pattern_is_said_in_words(
    session: Session, sign_in: SignIn, typed: dict[str, str], words: str
) -> None:
    planning.director(session)
    client = sign_in(Role.RECEPTIONIST)

    # A year of weeks is 52 sessions, each a statement; it is filled once a year.
    client.submit(client.get("/schedule/rules/new"), {**TYPED, **typed}, max_queries=99)

    assert words in client.get("/schedule/rules").words


def test_a_preview_of_a_rule_that_lacks_something_says_so(
    session: Session, sign_in: SignIn
) -> None:
    planning.director(session)
    client = sign_in(Role.RECEPTIONIST)
    page = client.get("/schedule/rules/new")
    typed = {**TYPED, "day_of_month": "", "resume-form": "preview"}

    assert "Ghi ngày trong tháng" in client.submit(page, typed, status=200).words


def test_another_year_is_filled_and_the_rule_is_ended(session: Session, sign_in: SignIn) -> None:
    planning.director(session)
    client = sign_in(Role.RECEPTIONIST)
    client.submit(client.get("/schedule/rules/new"), TYPED)
    place = f"/schedule/rules/{session.scalars(select(PeriodicRule.id)).one()}"

    client.submit(client.get(f"{place}/fill"), {"year": "2028"})
    assert _count(session, PlannedSession) == 24
    client.submit(client.get(f"{place}/end"), {"last_day": "31/12/2027"})

    gone = select(func.count()).where(PlannedSession.status == SessionStatus.CANCELLED)
    assert session.scalar(gone) == 12


def test_what_a_rule_cannot_make_and_what_it_keeps_is_told(
    session: Session, sign_in: SignIn
) -> None:
    planning.planned(session, date(2027, 3, 15), today=date(2026, 12, 1))
    client = sign_in(Role.RECEPTIONIST)
    made = client.submit(client.get("/schedule/rules/new"), TYPED)
    assert "Không lập vì trùng với buổi khác: 15/03/2027." in client.follow(made).words
    client.submit(client.get("/schedule/postings/new"))
    rule = session.scalars(select(PeriodicRule.id)).one()

    page = client.get(f"/schedule/rules/{rule}/end")
    ended = client.submit(page, {"last_day": "31/10/2027"})

    kept = "Đã niêm yết nên vẫn giữ: 15/11/2027, 15/12/2027."
    assert kept in client.follow(ended).words


def test_hours_are_set_shown_and_ended(session: Session, sign_in: SignIn) -> None:
    client = sign_in(Role.RECEPTIONIST)
    typed = {
        "place": "Tầng 1", "weekdays": ["monday", "friday"], "begins_at": "7h30",
        "ends_at": "11h30",
    }  # fmt: skip

    client.submit(client.get("/schedule/hours/new"), typed)
    assert "thứ Hai, thứ Sáu: 07:30–11:30" in client.get("/schedule").words
    hours = session.scalars(select(RegularHours.id)).first()
    client.submit(client.get(f"/schedule/hours/{hours}/end"), {"last_day": "31/12/2026"})

    assert "đến hết 31/12/2026" in client.get("/schedule/rules").words


def test_hours_of_the_past_are_not_shown(session: Session, sign_in: SignIn) -> None:
    client = sign_in(Role.RECEPTIONIST)
    agency = factories.agency(session)
    session.add(
        RegularHours(
            agency_id=agency.id, unit_id=agency.id, weekday="monday", place="Nhà cũ",
            begins_at=planning.time(8), ends_at=planning.time(9),
            starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31),
        )
    )  # fmt: skip

    assert "Nhà cũ" not in client.get("/schedule").words


def _count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0
