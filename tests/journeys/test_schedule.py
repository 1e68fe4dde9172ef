"""A year of the schedule: set in January, posted, one day moved, seen by all who ask for it."""

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tracker.access import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from sqlalchemy.orm import Session

    from tests.journeys.conftest import Office, Screen

RULE = {
    "pattern": "day_of_month", "day_of_month": "15", "begins_at": "8h", "ends_at": "11h30",
    "place": "Phòng Tiếp công dân", "starts_on": "01/02/2026",
}  # fmt: skip


def test_the_clerk_sets_the_year_posts_it_and_moves_one_day(
    office: "Office", page: "Page", session: "Session"
) -> None:
    office.person(Role.DIRECTOR)
    clerk = _year_set(office.on("2026-01-05", Role.RECEPTIONIST))
    _posted(clerk)

    _moved(office.on("2026-06-12", Role.RECEPTIONIST))

    page.goto(clerk.page.url.partition("/schedule")[0] + "/agencies/1/schedule")
    expect(page.get_by_text("Dời sang 08:00–11:30 ngày 18/06/2026")).to_be_visible()


def test_the_director_sees_his_month_and_the_inspector_the_missed_one(office: "Office") -> None:
    office.person(Role.DIRECTOR)
    _year_set(office.on("2026-01-05", Role.RECEPTIONIST))
    clerk = office.on("2026-02-23", Role.RECEPTIONIST).go("/schedule?month=2026-02")
    clerk.page.get_by_role("link", name="23/02/2026").click()
    clerk.page.get_by_role("link", name="Ghi nhận đã tiếp").click()
    clerk.send()

    board = office.sits(Role.DIRECTOR).go("/board")
    assert "đã tiếp 1/1 ngày" in board.words
    duty = office.on("2026-04-02", Role.INSPECTOR).go("/schedule/duty?year=2026")

    assert "Tháng 2 1/1 Đủ" in duty.words
    assert "Tháng 3 0/1 Thiếu" in duty.words
    assert "1 tháng chưa ghi lý do" in duty.words


def test_without_script_a_day_off_is_asked_all_the_same(
    office: "Office", without_script: "Callable[[Role], Screen]"
) -> None:
    office.person(Role.DIRECTOR)
    office.on("2026-11-02", Role.RECEPTIONIST)
    screen = without_script(Role.RECEPTIONIST).go("/schedule/sessions/new")
    when = {"planned_on": "24/11/2026", "begins_at": "8h", "ends_at": "9h", "place": "Phòng 1"}
    screen.fill(mode="periodic", **when).send()
    expect(screen.page.get_by_text("là ngày nghỉ").first).to_be_visible()

    screen.page.locator("#agreed").check()
    screen.send()

    expect(screen.page.get_by_text("Đã lập buổi tiếp ngày 24/11/2026.")).to_be_visible()


def _year_set(clerk: "Screen") -> "Screen":
    """Set the rule of the 15th after a look at the dates of the year."""
    clerk.go("/schedule/rules/new").fill(**RULE)
    clerk.page.get_by_role("button", name="Xem trước các ngày").click()
    expect(clerk.page.get_by_text("11 buổi trong năm 2026")).to_be_visible()
    expect(clerk.page.get_by_role("cell", name="23/02/2026")).to_be_visible()
    clerk.page.get_by_role("button", name="Lưu quy tắc và lập lịch").click()
    expect(clerk.page.get_by_text("Đã lập 11 buổi tiếp.")).to_be_visible()
    return clerk


def _posted(clerk: "Screen") -> None:
    """Print the year and record that it hangs where it must."""
    clerk.go("/schedule/print?month=2026-01&months=12")
    expect(clerk.page.get_by_text("15/12/2026")).to_be_visible()
    clerk.go("/schedule/postings/new").send()
    expect(clerk.page.get_by_text("Đã ghi niêm yết 33 lượt.")).to_be_visible()


def _moved(clerk: "Screen") -> None:
    """Move the day of June, since the director is called away; only to the next month is asked."""
    clerk.go("/schedule?month=2026-06").page.get_by_role("link", name="15/06/2026").click()
    clerk.page.get_by_role("link", name="Dời buổi tiếp").click()
    clerk.fill(planned_on="02/07/2026", reason="Giám đốc dự họp theo giấy mời").send()
    expect(clerk.page.get_by_text("0/1 ngày tiếp của người đứng đầu").first).to_be_visible()
    clerk.fill(planned_on="18/06/2026").send()
    expect(clerk.page).to_have_url(re.compile("/schedule/sessions/"))
    assert "luật không ấn định số ngày" in clerk.words
