"""A director's reception day, from opening the session to the last task done."""

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests import factories
from tracker.access import Role
from tracker.records.sessions import Task

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.journeys.conftest import Office, Screen

DAY = "2026-11-16"


def open_session(office: "Office", session: "Session") -> "Screen":
    director = factories.person_with(session, Role.DIRECTOR).id
    session.commit()
    screen = office.on(DAY, Role.RECEPTIONIST).go("/sessions/new")
    screen.fill(receiver_id=str(director), begins_at="7h30", place="Phòng tiếp công dân")
    screen.fill(accompanying="Trương Công Vinh, Phòng Quản lý Khoa học").send()
    expect(screen.page.get_by_text("Đã mở buổi tiếp")).to_be_visible()
    return screen


def test_a_directors_day_leads_to_a_task_that_is_done(office: "Office", session: "Session") -> None:
    handler = office.person(Role.HANDLER)
    screen = open_session(office, session)
    place = screen.page.url
    screen.go("/desk").fill(mode="periodic", full_name="Trần Thị Hạnh", kind="complaint")
    screen.fill(content="Không đồng ý quyết định thu hồi kinh phí").send()
    screen.page.wait_for_url("**/receipt?new=1")

    screen.go(place).page.get_by_role("link", name="Ghi kết luận").click()
    screen.fill(number="12/TB-SKHCN", direction="Phòng rà soát, trả lời công dân").send()
    screen.page.get_by_role("link", name="Giao việc").click()
    screen.fill(work="Trả lời công dân bằng văn bản", unit_id=str(office.unit_of(handler)))
    screen.fill(user_id=str(handler), due_on="30/11/2026").send()

    theirs = office.sits(handler).go("/tasks")
    theirs.page.get_by_role("link", name="Trả lời công dân bằng văn bản").click()
    theirs.fill(act="done", note="Công văn 88/SKHCN").send()

    expect(theirs.page.get_by_text("Công văn 88/SKHCN")).to_be_visible()
    assert office.count(Task) == 1
    theirs.go("/tasks?tab=done")
    assert "xong 16/11/2026" in theirs.words


def test_a_day_on_which_nobody_came_is_held_and_printed(
    office: "Office", session: "Session"
) -> None:
    screen = open_session(office, session)
    screen.page.get_by_role("link", name="Kết thúc buổi tiếp").click()
    screen.fill(ends_at="9:00", nobody_came="y").send()
    screen.page.get_by_role("link", name="Biên bản").click()

    nobody = screen.page.get_by_text("Không có công dân nào đến trong suốt buổi tiếp.")
    expect(nobody).to_be_visible()
    assert "Trương Công Vinh, Phòng Quản lý Khoa học" in screen.words


def test_a_statement_is_read_back_and_signed(office: "Office") -> None:
    screen = office.on(DAY, Role.RECEPTIONIST).go("/desk")
    screen.fill(full_name="Trần Thị Hạnh", kind="complaint", outcome="statement_taken")
    screen.fill(content="Tôi không được trả lời hồ sơ đã nộp").send()
    screen.page.wait_for_url("**/receipt?new=1")
    screen.go("/sessions").page.get_by_role("link", name="16/11/2026").click()
    expect(screen.page.get_by_text("chưa xác nhận lời trình bày")).to_be_visible()

    screen.page.get_by_role("link", name="Lời trình bày").click()
    screen.fill(signature="fingerprint").send()

    expect(screen.page.get_by_text("người trình bày xác nhận")).to_contain_text("điểm chỉ")
    assert "Tôi không được trả lời hồ sơ đã nộp" in screen.words
