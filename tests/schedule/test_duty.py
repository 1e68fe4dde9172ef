"""The head's days: the year, the month, the reason, and who may give it."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories, planning
from tests.planning import held
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.law.settlers import Profile
from tracker.records.organisation import OrgUnit, User
from tracker.records.reception import Capacity

SignIn = Callable[[Role | User], InspectingClient]
D = date


@pytest.fixture
def place(session: Session, at: SetClock) -> str:
    """Give the page of June 2026, in which only a deputy received."""
    at("2026-09-10")
    held(session, D(2026, 5, 15))
    held(session, D(2026, 6, 15), capacity=Capacity.DELEGATED)
    held(session, D(2026, 7, 15))
    return f"/schedule/duty/{factories.agency(session).id}/2026/6"


def test_the_year_tells_short_months_and_those_without_a_reason(
    session: Session, sign_in: SignIn, place: str
) -> None:
    page = sign_in(Role.INSPECTOR).get("/schedule/duty?year=2026", max_queries=8)

    assert "2 tháng thiếu ngày tiếp, 2 tháng chưa ghi lý do." in page.words
    assert "Tháng 6 0/1 Thiếu ủy quyền 1" in page.words
    assert "Tháng 7 1/1 Đủ" in page.words
    assert "Tháng 9 0/1 chưa đủ trong lịch" in page.words
    assert "Tháng 4 trước khi dùng hệ thống" in page.words


def test_the_month_says_what_counts_and_why_not(sign_in: SignIn, place: str) -> None:
    page = sign_in(Role.INSPECTOR).get(place)

    assert "Ủy quyền cấp phó: không tính" in page.words
    assert "Điều 18 khoản 2 Luật Tiếp công dân" in page.words
    assert "Chưa ghi lý do." in page.words
    assert f"{place}/reason" not in page.links


def test_the_director_gives_the_reason_and_the_inspector_reads_it(
    sign_in: SignIn, place: str
) -> None:
    client = sign_in(Role.DIRECTOR)
    client.submit(client.get(f"{place}/reason"), {"reason": "Đi công tác theo Quyết định 12"})

    page = sign_in(Role.INSPECTOR).get(place)

    assert "Đi công tác theo Quyết định 12" in page.words
    assert "0/1 Thiếu" in page.words
    sign_in(Role.INSPECTOR).get(f"{place}/reason", status=403)


def test_a_month_that_is_not_short_takes_no_reason(sign_in: SignIn, place: str) -> None:
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"{place[:-1]}7/reason")

    answer = client.submit(page, {"reason": "Đi công tác dài ngày"}, status=422)

    assert "không thiếu ngày tiếp" in answer.words


def test_the_head_of_a_unit_answers_for_the_own_body_alone(
    session: Session, sign_in: SignIn, place: str
) -> None:
    centre = factories.unit(session, "Trung tâm")
    centre.profile = Profile.SERVICE_UNIT
    client = sign_in(factories.person(session, Role.UNIT_HEAD, at=centre))

    client.get(f"{place}/reason", status=403)
    client.get(f"/schedule/duty/{centre.id}/2026/8/reason")


@pytest.mark.parametrize("month", ["2026/13", "2026/0", "1999/5"])
def test_a_month_that_is_none_does_not_exist(session: Session, sign_in: SignIn, month: str) -> None:
    agency = factories.agency(session)

    sign_in(Role.INSPECTOR).get(f"/schedule/duty/{agency.id}/{month}", status=404)


def test_a_unit_without_a_head_of_that_duty_has_no_month(session: Session, sign_in: SignIn) -> None:
    office: OrgUnit = factories.unit(session, "Văn phòng")

    sign_in(Role.INSPECTOR).get(f"/schedule/duty/{office.id}/2026/6", status=404)


def test_the_weeks_of_a_commune_are_told_one_by_one(
    session: Session, sign_in: SignIn, place: str
) -> None:
    factories.agency(session).profile = Profile.COMMUNE

    page = sign_in(Role.INSPECTOR).get(place)

    assert "29/06/2026–05/07/2026: đã tiếp 0/1 ngày" in page.words
    assert "0/5" in page.words


def test_the_board_tells_the_director_his_days(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-12-03")
    planning.planned(session, today=D(2026, 12, 1))
    client = sign_in(planning.director(session))

    before = client.get("/board")
    held(session, D(2026, 12, 2))
    after = client.get("/board")

    assert "đã tiếp 0/1 ngày ngày tới trong lịch: thứ Ba 15/12/2026" in before.words
    assert "đã tiếp 1/1 ngày" in after.words
