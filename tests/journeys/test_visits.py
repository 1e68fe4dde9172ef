"""At the desk beyond the plain visit: a group, a refusal, papers, the answer to the citizen."""

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.conftest import HANH, MATTER
from tracker.access import Role
from tracker.law.events import EventType
from tracker.records.visits import PaperReceipt, RefusalNotice

if TYPE_CHECKING:
    from tests.journeys.conftest import Office, Screen

DAY = "2026-11-02"
ANSWERED, DUE = "2026-11-10", "16/11/2026"


def _at_the_desk(office: "Office", day: str = DAY) -> "Screen":
    return office.on(day, Role.RECEPTIONIST).go("/desk")


def test_a_group_of_six_names_two_in_a_document_that_all_signed(office: "Office") -> None:
    desk = _at_the_desk(office).fill(
        full_name=HANH, head_count="6", kind="complaint", content=MATTER,
        representatives="Lê Văn An, 051088001122\nPhạm Thị Bình\nHồ Chi",
    )  # fmt: skip
    desk.send()
    assert "nhiều nhất 2 người đại diện" in desk.refused("representatives")

    desk.fill(
        representatives="Lê Văn An, 051088001122\nPhạm Thị Bình",
        appointed_on="01/11/2026", appointed_by_all="y",
    )  # fmt: skip
    desk.send().page.wait_for_url("**/receipt?new=1")

    assert office.case().steps == (EventType.RECEIVED,)
    page = desk.go("/visits/1")
    assert "Đoàn đông người, 6 người" in page.words
    assert "Lê Văn An người đại diện" in page.words
    assert "051088001122" not in page.source


def test_a_number_that_looks_wrong_warns_while_typing_and_is_saved(office: "Office") -> None:
    desk = _at_the_desk(office).fill(full_name=HANH, kind="complaint", content=MATTER)
    desk.fill(identity_number="099185001234")
    expect(desk.page.locator("#beside")).to_contain_text("099 không phải mã của tỉnh")

    desk.send().page.wait_for_url("**/receipt?new=1")

    assert "Xem lại số giấy tờ" in desk.words


def test_a_refusal_is_followed_by_the_printed_notice_of_the_head(office: "Office") -> None:
    desk = _at_the_desk(office).fill(
        full_name=HANH, kind="complaint", content=MATTER,
        outcome="refused", refusal_ground="TCD-9.3",
    )  # fmt: skip
    desk.send().page.wait_for_url("**/visits/1?new=1")
    assert "chậm nhất ngày 05/11/2026" in desk.words

    head = office.on("2026-11-04", Role.DIRECTOR).go("/visits/refusal-notices")
    head.row("LT-2026-0001").get_by_role("link", name="Ra thông báo").click()
    head.fill(number="12/TB-SKHCN", signer_post="Giám đốc").send()
    head.page.wait_for_url("**/visits/1")
    assert "Đúng hạn" in head.words
    head.page.get_by_role("link", name="In thông báo (Mẫu 01/TCD)").click()
    head.page.wait_for_url("**/refusal-notice/print")

    assert "12/TB-SKHCN" in head.words
    assert "ngày 04 tháng 11 năm 2026" in head.words
    assert office.count(RefusalNotice) == 1


def test_papers_are_taken_with_a_receipt_and_the_original_goes_back(office: "Office") -> None:
    desk = _at_the_desk(office).fill(full_name=HANH, kind="complaint", content=MATTER)
    desk.send().page.wait_for_url("**/receipt?new=1")

    desk.go("/visits/1").page.get_by_role("link", name="Nhận tài liệu").click()
    desk.page.wait_for_url("**/visits/1/papers")
    line = {"papers-0-name": "Biên bản", "papers-0-pages": "2", "papers-0-condition": "original"}
    desk.fill(**line).send().page.wait_for_url("**/papers/1/print")
    assert "Bản gốc" in desk.words
    desk.go("/visits/1").page.get_by_role("link", name="Trả bản gốc").click()
    desk.page.wait_for_url("**/return")
    desk.fill(note="Bà Hạnh nhận lại").send().page.wait_for_url("**/visits/1")

    assert "02/11/2026 Bà Hạnh nhận lại" in desk.words
    assert office.count(PaperReceipt) == 1


def test_an_answer_to_the_citizen_meets_the_clock(office: "Office") -> None:
    desk = _at_the_desk(office).fill(full_name=HANH, kind="complaint", content=MATTER)
    desk.send().page.wait_for_url("**/receipt?new=1")
    assert f"Hạn trả lời {DUE}." in desk.go("/visits/1").words

    desk = office.on(ANSWERED, Role.RECEPTIONIST).go("/visits/1")
    desk.page.get_by_role("link", name="Ghi câu trả lời").click()
    desk.page.wait_for_url("**/events/informed")
    desk.fill(answer="b", manner="orally").send().page.wait_for_url("**/cases/1")

    assert f"Đã đáp ứng ngày 10/11/2026, hạn {DUE}. Đúng hạn" in desk.go("/visits/1").words
    assert office.case().steps == (EventType.RECEIVED, EventType.INFORMED)
