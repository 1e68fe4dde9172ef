"""The calendar page: what is marked, and the two steps of marking a day."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import words
from tracker.access import Role
from tracker.records.calendar import CalendarDay

CALENDAR = "/administration/calendar"
NEW = f"{CALENDAR}/new-day"
DAY = {"on": "07/12/2026", "kind": "holiday", "name": "Ngày lễ mới", "basis": "NQ 99/2026/QH16"}
SWAP = {
    "on": "23/11/2026",
    "kind": "swapped_off",
    "worked_on": "28/11/2026",
    "name": "Nghỉ hoán đổi dịp Ngày Văn hóa",
    "basis": "Thông báo 12/TB-BNV",
}


@pytest.fixture
def admin(at: SetClock, sign_in: Callable[[Role], InspectingClient]) -> InspectingClient:
    at("2026-11-20")
    return sign_in(Role.ADMINISTRATOR)


def test_a_year_shows_twelve_months_with_days_off_and_their_decisions(
    admin: InspectingClient,
) -> None:
    page = admin.get(f"{CALENDAR}/2026", max_queries=8)

    assert len(page.every("table")) == 12
    assert "24/11 thứ Ba: Ngày Văn hóa Việt Nam Nghị quyết 28/2026/QH16" in page.words
    assert "22/08 thứ Bảy: Làm bù cho ngày 31/08/2026 · Ngày làm bù" in page.words


def test_without_a_year_this_one_is_shown(admin: InspectingClient) -> None:
    assert admin.get(CALENDAR).heading == "Lịch nghỉ 2026"


def test_expected_days_say_so(admin: InspectingClient) -> None:
    page = admin.get(f"{CALENDAR}/2027")

    assert "Có ngày còn là dự kiến" in page.words
    assert "Tết Nguyên đán dự kiến" in page.words


@pytest.mark.parametrize(
    ("year", "words"),
    [(2031, "Chưa có lịch nghỉ năm 2031"), (2013, "Không có lịch nghỉ năm 2013")],
)
def test_a_year_without_calendar_says_so(admin: InspectingClient, year: int, words: str) -> None:
    assert words in admin.get(f"{CALENDAR}/{year}").words


@pytest.mark.parametrize("year", [0, 1999, 2101, 99999999999])
def test_a_year_that_nobody_asks_for_is_not_there(admin: InspectingClient, year: int) -> None:
    admin.get(f"{CALENDAR}/{year}", status=404)


def test_the_undecided_swap_leads_to_a_form_that_wants_the_decision(
    admin: InspectingClient,
) -> None:
    page = admin.get(f"{CALENDAR}/2026")
    href = next(h for h, words in page.links.items() if words.startswith("Đã có quyết định"))

    form = admin.get(href)

    assert "Nghỉ thứ Hai 23/11/2026, làm bù thứ Bảy 28/11/2026." in page.words
    assert 'value="28/11/2026"' in form.text
    assert "Lưu vào lịch" not in form.words


def test_a_swap_marks_both_days_and_is_no_longer_proposed(
    admin: InspectingClient, session: Session
) -> None:
    save(admin, SWAP)

    page = admin.get(f"{CALENDAR}/2026")

    assert "Đề xuất chưa có quyết định" not in page.words
    assert "28/11 thứ Bảy: Làm bù cho ngày 23/11/2026" in page.words


def test_an_applied_swap_says_who_and_by_what_and_taken_away_it_is_proposed_again(
    admin: InspectingClient, session: Session
) -> None:
    save(admin, SWAP)
    page = admin.get(f"{CALENDAR}/2026", max_queries=8)
    href = next(h for h, words in page.links.items() if words == "Bỏ khỏi lịch")

    admin.submit(admin.get(href))

    after = admin.get(f"{CALENDAR}/2026").words
    assert "Thông báo 12/TB-BNV · Nguyễn Văn Mẫu ghi lúc 09:00 20/11/2026" in page.words
    assert "thứ Bảy 28/11/2026: Làm bù cho ngày 23/11/2026 · Ngày làm bù" in page.words
    assert "Đề xuất chưa có quyết định" in after
    assert "Thông báo 12/TB-BNV" not in after


def test_the_inspector_reads_one_act_for_the_swap_and_one_for_taking_it_away(
    admin: InspectingClient, session: Session, sign_in: Callable[[Role], InspectingClient]
) -> None:
    factories.case(session, received_on=date(2026, 11, 12))
    save(admin, SWAP)
    row = session.scalars(select(CalendarDay)).first()
    admin.submit(admin.get(f"{CALENDAR}/days/{row.id if row else 0}/remove"))

    page = sign_in(Role.INSPECTOR).get("/inspection/audit?subject=calendar_day")

    undone, applied = (words(line) for line in page.root.findall(".//tbody/tr"))
    assert "Ghi vào lịch nghỉ" in applied
    assert "Bỏ khỏi lịch nghỉ" in undone
    for act in (applied, undone):
        assert "Quyết định: Thông báo 12/TB-BNV" in act
        assert "Các ngày: 23/11/2026 Ngày nghỉ hoán đổi, 28/11/2026 Ngày làm bù" in act
        assert "Nghĩa vụ đang mở bị dời hạn: 1" in act


def test_before_saving_it_says_what_moves_without_case_content(
    admin: InspectingClient, session: Session
) -> None:
    case = factories.case(session, received_on=date(2026, 11, 26))

    page = admin.get(address(DAY))

    assert "Dời hạn 1 nghĩa vụ đang mở" in page.words
    assert "07/12/2026 thứ Hai 08/12/2026 thứ Ba 1" in page.words
    assert case.code not in page.text
    assert session.scalars(select(CalendarDay)).all() == []


def test_saving_moves_the_due_date(admin: InspectingClient, session: Session) -> None:
    case = factories.case(session, received_on=date(2026, 11, 26))

    save(admin, DAY)

    session.refresh(case)
    assert case.due_on == date(2026, 12, 8)
    assert "Đã dời hạn 1 nghĩa vụ đang mở" in admin.get(CALENDAR).words


def test_every_year_of_the_calendar_is_one_step_away(admin: InspectingClient) -> None:
    links = admin.get(CALENDAR).links

    assert {f"{CALENDAR}/{year}" for year in range(2014, 2028)} <= links.keys()
    assert "31/12 thứ Hai: Nghỉ hoán đổi dịp Tết Dương lịch" in admin.get(f"{CALENDAR}/2018").words


def test_what_changed_after_it_was_shown_is_shown_again(
    admin: InspectingClient, session: Session
) -> None:
    page = admin.get(address(DAY))
    factories.case(session, received_on=date(2026, 11, 26))

    again = admin.submit(page, status=422)

    assert "vừa thay đổi" in again.words
    admin.submit(again)


def test_the_same_press_twice_marks_one_day(admin: InspectingClient, session: Session) -> None:
    page = admin.get(address(DAY))
    admin.submit(page)

    admin.submit(page, status=(303, 422))

    assert len(session.scalars(select(CalendarDay)).all()) == 1


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("on", "24/11/2026"),
        ("on", "30/02/2026"),
        ("on", ""),
        ("basis", ""),
        ("kind", "rest"),
        ("worked_on", "12/12/2026"),
        ("name", "x" * 201),
    ],
)
def test_a_wrong_value_is_answered_beside_its_field(
    admin: InspectingClient, name: str, typed: str
) -> None:
    page = admin.get(address(DAY | {name: typed}), status=422)

    assert page.every("p", id=f"{name}-error")
    assert "Lưu vào lịch" not in page.words


def test_an_added_day_is_taken_away_the_same_way(admin: InspectingClient, session: Session) -> None:
    case = factories.case(session, received_on=date(2026, 11, 26))
    save(admin, DAY)
    row = session.scalars(select(CalendarDay)).one()

    page = admin.get(f"{CALENDAR}/days/{row.id}/remove")
    admin.submit(page)

    session.refresh(case)
    assert "Dời hạn 1 nghĩa vụ đang mở" in page.words
    assert case.due_on == date(2026, 12, 7)


def test_a_day_that_nobody_added_cannot_be_taken_away(admin: InspectingClient) -> None:
    admin.get(f"{CALENDAR}/days/1/remove", status=404)
    admin.get(f"{CALENDAR}/days/99999999999999999999/remove", status=404)


def address(day: dict[str, str]) -> str:
    return f"{NEW}?{urlencode(day)}"


def save(admin: InspectingClient, day: dict[str, str]) -> None:
    admin.submit(admin.get(address(day)))
