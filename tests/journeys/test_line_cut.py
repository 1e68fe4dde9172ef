"""The line is cut at the desk: no visit is lost, none is entered twice, no number is missing."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import select

from tracker.access import Role
from tracker.records.petitions import Petition
from tracker.records.reception import Visit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.journeys.conftest import Office, Screen

DAY = "2026-11-02"
CONTENT = "Không đồng ý quyết định thu hồi kinh phí"
MOST_PRESSES = 25
CUT = "internetdisconnected"
STORED = "Object.values(localStorage).join()"
COUNT_PRESSES = """addEventListener("keydown", () => {
    sessionStorage.presses = 1 + Number(sessionStorage.presses ?? 0);
}, true)"""


@pytest.fixture
def desk(office: "Office") -> "Screen":
    return office.on(DAY, Role.RECEPTIONIST).go("/desk")


def log(screen: "Screen", name: str, kind: str = "complaint", content: str = CONTENT) -> None:
    screen.fill(full_name=name, kind=kind, content=content).send()


def cut(screen: "Screen") -> None:
    screen.page.context.set_offline(True)


def mend(screen: "Screen") -> None:
    screen.page.context.set_offline(False)


def visit_codes(session: "Session") -> list[str]:
    session.rollback()
    codes = list(session.scalars(select(Visit.code).order_by(Visit.code)))
    session.rollback()
    return codes


def kept(screen: "Screen", number: int) -> None:
    expect(screen.page.locator("[data-outbox-bar]")).to_contain_text(f"Chưa gửi ({number})")


def test_visits_logged_without_a_line_are_numbered_when_it_is_back(
    office: "Office", desk: "Screen", session: "Session"
) -> None:
    cut(desk)
    log(desk, "Trần Thị Hạnh")
    kept(desk, 1)
    log(desk, "Lê Văn Đông")
    kept(desk, 2)
    assert office.count(Visit) == 0

    mend(desk)

    expect(desk.page.locator("[data-outbox-bar]")).to_contain_text("Đã gửi: Lê Văn Đông")
    assert visit_codes(session) == ["LT-2026-0001", "LT-2026-0002"]
    assert desk.page.evaluate(STORED) == ""


def test_an_answer_that_never_came_makes_no_second_entry(office: "Office", desk: "Screen") -> None:
    def swallow(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort(CUT)

    desk.page.route("**/desk", swallow)
    log(desk, "Trần Thị Hạnh")
    kept(desk, 1)
    assert office.count(Visit) == 1

    desk.page.unroute("**/desk")
    desk.page.evaluate("dispatchEvent(new Event('online'))")

    expect(desk.page.locator("[data-outbox-bar]")).to_contain_text("Đã gửi: Trần Thị Hạnh")
    assert (office.count(Visit), office.count(Petition)) == (1, 1)


def test_a_denouncer_is_never_kept_on_the_device_yet_sent(office: "Office", desk: "Screen") -> None:
    cut(desk)
    desk.fill(kind="denunciation", is_corruption="no")
    log(desk, "Trần Thị Hạnh", "denunciation", "Trưởng trạm ép giá của dân")
    expect(desk.page.locator("[data-outbox-bar]")).to_contain_text("Giữ trang này mở")
    assert "Hạnh" not in desk.page.evaluate(STORED)

    mend(desk)

    desk.page.wait_for_url("**/receipt?new=1")
    assert office.count(Petition) == 1


def test_what_the_server_refuses_comes_back_to_be_mended(office: "Office", desk: "Screen") -> None:
    cut(desk)
    log(desk, "Trần Thị Hạnh", content="")
    kept(desk, 1)
    mend(desk)

    desk.page.get_by_role("link", name="Mở để sửa").click()
    expect(desk.page.locator("[name=full_name]")).to_have_value("Trần Thị Hạnh")
    desk.fill(content=CONTENT).send()

    desk.page.wait_for_url("**/receipt?new=1")
    assert office.count(Visit) == 1


def test_unsent_visits_survive_a_closed_page(office: "Office", desk: "Screen") -> None:
    desk.page.route("**/desk", lambda route: route.abort(CUT))
    log(desk, "Trần Thị Hạnh")
    kept(desk, 1)
    desk.page.unroute("**/desk")

    desk.go("/visits")

    expect(desk.page.locator("[data-outbox-bar]")).to_contain_text("Đã gửi: Trần Thị Hạnh")
    assert office.count(Visit) == 1


def test_a_plain_visit_takes_few_key_presses_beyond_its_text(desk: "Screen") -> None:
    desk.page.add_init_script(COUNT_PRESSES)
    desk.go("/desk")
    texts = ["Trần Thị Hạnh", "Thôn 3, xã Ba Vì", "0912345678", CONTENT]
    keys = desk.page.keyboard
    for text, after in zip(
        texts,
        (["Enter", "Enter"], ["Enter"], ["Enter", "Enter", "Space", "Tab", "Tab"],
         ["Control+Enter"]),
        strict=True,
    ):  # fmt: skip
        keys.insert_text(text)
        for key in after:
            keys.press(key)

    desk.page.wait_for_url("**/receipt?new=1")
    presses = desk.page.evaluate("Number(sessionStorage.presses)")
    assert 0 < presses <= MOST_PRESSES
