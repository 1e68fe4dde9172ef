"""What people get wrong at the desk and on a case: a sentence beside the field, nothing saved."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tracker.access import Role
from tracker.law.events import EventType as E
from tracker.records.petitions import Attachment, Petition
from tracker.records.reception import Visit

if TYPE_CHECKING:
    from tests.journeys.conftest import Office, Screen

DAY = "2026-11-02"
NAME, CONTENT = "Trần Thị Hạnh", "Không đồng ý quyết định thu hồi kinh phí"
PROGRAM = b"MZ\x90\x00\x03" + bytes(200) + b"This program cannot be run in DOS mode."


@pytest.fixture
def desk(office: "Office") -> "Screen":
    screen = office.on(DAY, Role.RECEPTIONIST).go("/desk")
    return screen.fill(full_name=NAME, kind="complaint", content=CONTENT)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("full_name", "", "Chưa nhập"),
        ("full_name", "ă" * 10_000, "10000"),
        ("full_name", "Trần\u202e Thị Hạnh", "ký tự ẩn"),
        ("full_name", "Trần\x01 Thị Hạnh", "ký tự ẩn"),
        ("visited_on", "31/02/2026", "31/02/2026"),
        ("visited_on", "03/11/2026", "chưa đến"),
        ("written_on", "hôm kia", "Không đọc được"),
        ("phone", "12", "chữ số"),
        ("head_count", "nhiều", "số nguyên"),
        ("content", "", "Chưa nhập"),
    ],
    ids=lambda value: value[:12] or "nothing",
)
def test_a_slip_is_told_beside_its_field(
    office: "Office", desk: "Screen", field: str, typed: str, said: str
) -> None:
    desk.fill(**{field: typed}).send()

    assert said in desk.refused(field)
    assert (office.count(Visit), office.count(Petition)) == (0, 0)


def test_after_a_slip_the_focus_is_on_the_summary_and_everything_typed_is_there(
    desk: "Screen",
) -> None:
    desk.fill(visited_on="31/02/2026", address="Thôn 3").send()

    expect(desk.page.locator("[data-error-summary]")).to_be_focused()
    for name, value in {"full_name": NAME, "address": "Thôn 3", "visited_on": "31/02/2026"}.items():
        assert desk.page.locator(f"[name='{name}']").input_value() == value


def test_a_line_of_the_summary_leads_into_its_field(desk: "Screen") -> None:
    desk.fill(phone="12").send()

    desk.page.locator("[data-error-summary] a").first.click()

    expect(desk.page.locator("#phone")).to_be_focused()


def test_a_program_named_pdf_is_refused_and_nothing_is_kept(
    office: "Office", desk: "Screen", tmp_path: Path
) -> None:
    program = tmp_path / "don-khieu-nai.pdf"
    program.write_bytes(PROGRAM)
    choose(desk, program)

    desk.send()

    assert "don-khieu-nai.pdf" in desk.refused("files")
    assert desk.page.locator("#full_name").input_value() == NAME
    assert (office.count(Visit), office.count(Petition), office.count(Attachment)) == (0, 0, 0)


@pytest.mark.parametrize("megabytes", [21, 200])
def test_a_file_too_large_is_refused_with_the_limit_and_the_text_stays(
    office: "Office", desk: "Screen", tmp_path: Path, megabytes: int
) -> None:
    scan = tmp_path / "quet.pdf"
    scan.write_bytes(b"%PDF-1.7\n")
    os.truncate(scan, megabytes * 1024 * 1024)
    choose(desk, scan)

    desk.send()

    assert "20 MB" in desk.refused("files")
    assert desk.page.locator("#content").input_value() == CONTENT
    assert office.count(Petition) == 0


def test_a_paper_that_is_one_is_kept_and_handed_out(
    desk: "Screen", office: "Office", tmp_path: Path
) -> None:
    paper = tmp_path / "don-khieu-nai.txt"
    paper.write_text("Kính gửi quý cơ quan")
    choose(desk, paper)
    desk.send().page.wait_for_url("**/receipt?new=1")
    desk.go(f"/petitions/{office.case().petition_id}")

    with desk.page.expect_download() as handed_out:
        desk.page.get_by_role("link", name="don-khieu-nai.txt").click()

    assert handed_out.value.path().read_text() == "Kính gửi quý cơ quan"


@pytest.mark.parametrize(
    ("day", "said"),
    [("03/11/2026", "chưa đến"), ("31/02/2026", "31/02/2026"), ("01/11/2026", "trước ngày")],
)
def test_a_wrong_day_of_a_step_is_told_beside_the_day(
    office: "Office", day: str, said: str
) -> None:
    case = office.take_in(office.on(DAY, Role.RECEPTIONIST))
    director = office.sits(Role.DIRECTOR)

    office.begin(director, E.CLASSIFIED, case).fill(field="other", legal_date=day).send()

    assert said in director.refused("legal_date")
    assert len(office.case().steps) == 1


def test_a_decision_without_dialogue_says_what_is_missing(office: "Office") -> None:
    case = office.take_in(office.on(DAY, Role.RECEPTIONIST))
    director = office.sits(Role.DIRECTOR)
    office.classify(director, case)
    office.step(director, E.ACCEPTED, case, document_number="15/SKHCN")

    office.begin(director, E.DECIDED, case)
    director.fill(document_number="16/QĐ", outcome="wrong").send()

    assert "đối thoại" in director.refused("outcome")
    assert "Điều 30" in director.refused("outcome")


def choose(screen: "Screen", file: Path) -> None:
    screen.page.locator(".desk-more summary").first.click()
    screen.page.locator("[name=files]").set_input_files(file)
