"""The book of receptions, and petitions that came without a visit."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.records.cases import Case
from tracker.records.petitions import Channel, Petition

TYPED = {"full_name": "Trần Thị Hạnh", "kind": "complaint", "content": "Thu hồi kinh phí"}


@pytest.fixture(autouse=True)
def _monday(at: Any) -> None:
    at("2026-11-23")


def test_the_book_shows_the_newest_first(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    for day in ("20/11/2026", "23/11/2026", "19/11/2026"):
        desk.submit(desk.get("/desk"), TYPED | {"visited_on": day})

    page = desk.get("/visits", max_queries=8)

    assert [cell.text for cell in page.every("td", class_="cell-date")] == [
        "23/11/2026", "20/11/2026", "19/11/2026",
    ]  # fmt: skip


def test_filters_stand_in_the_address_and_are_taken_off_one_by_one(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    desk.submit(desk.get("/desk"), TYPED)

    page = desk.get("/visits?outcome=guided&visited_from=01/11/2026")

    assert "Không có lượt tiếp nào khớp bộ lọc." in page.words
    chips = [chip.get("href") for chip in page.every("a", class_="chip")]
    assert chips == ["/visits?visited_from=01/11/2026", "/visits?outcome=guided"]


def test_a_wrong_filter_says_so_and_does_no_harm(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    page = desk.get("/visits?visited_from=31/02/2026&outcome=nonsense&after=nonsense")

    assert "Không có ngày 31/02/2026" in page.words


def test_a_visit_of_another_desk_does_not_exist(sign_in: Any, session: Session) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    desk.submit(desk.get("/desk"), TYPED)
    elsewhere = factories.person(
        session, Role.RECEPTIONIST, at=factories.unit(session, "Chi cục khác")
    )

    sign_in(elsewhere).get("/visits/1", status=404)


def test_a_petition_by_post_has_no_visit_and_no_answer_at_a_desk(
    sign_in: Any, session: Session
) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    posted = TYPED | {"received_on": "20/11/2026"}

    receipt = desk.follow(desk.submit(desk.get("/petitions/new"), posted))

    petition = session.scalars(select(Petition)).one()
    assert (petition.channel, petition.visit_id) == (Channel.POST, None)
    assert not re.search(r"(Điều|khoản) \d+ Luật Tiếp công dân", receipt.words)
    assert receipt.every("div", data_draft_done="petition")


def test_who_passed_a_petition_on_is_named(sign_in: Any, session: Session) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    passed_on = TYPED | {"channel": "passed_on"}

    page = desk.submit(desk.get("/petitions/new"), passed_on, status=422)
    desk.submit(page, {"passed_on_by": "Ban Tiếp công dân tỉnh"})

    assert session.scalars(select(Petition.passed_on_by)).one() == "Ban Tiếp công dân tỉnh"
    assert "passed_on" in session.scalars(select(Case)).one().traits
