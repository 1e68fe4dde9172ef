"""The pages about posted texts, for the administrator and for the public."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.records.notices import Notice, NoticePosting

RULES = {
    "topic": "house_rules",
    "title": "Nội quy tiếp công dân",
    "body": "1. Giữ trật tự.\n\n2. Nói đúng sự thật.",
}
SignIn = Callable[[Role], InspectingClient]


@pytest.fixture
def admin(sign_in: SignIn, at: SetClock) -> InspectingClient:
    at("2026-11-26")
    return sign_in(Role.ADMINISTRATOR)


@pytest.fixture
def notice(admin: InspectingClient, session: Session) -> Notice:
    admin.submit(admin.get("/notices/new"), RULES)
    return session.scalars(select(Notice)).one()


def put_up(admin: InspectingClient, notice: Notice, spot: str) -> None:
    form = admin.get(f"/notices/{notice.id}/postings/new")
    admin.submit(form, {"spot": spot, "posted_on": "26/11/2026"})


def test_what_the_law_asks_and_is_not_posted_is_named_with_its_article(
    admin: InspectingClient,
) -> None:
    page = admin.get("/notices", max_queries=8)
    assert page.words.count("Chưa niêm yết") == 6
    assert "Điều 19 khoản 1 Luật Tiếp công dân" in page.words


def test_a_posted_text_is_no_longer_missing(admin: InspectingClient, notice: Notice) -> None:
    put_up(admin, notice, "reception_place")
    page = admin.get("/notices")
    assert page.words.count("Chưa niêm yết") == 5
    assert "Nơi tiếp công dân, từ 26/11/2026" in page.words


def test_the_public_reads_what_stands_on_the_website(
    admin: InspectingClient, notice: Notice, client: InspectingClient
) -> None:
    put_up(admin, notice, "website")

    place = client.get(f"/public/{notice.agency_id}", max_queries=8)
    text = client.get(f"/public/{notice.agency_id}/notices/{notice.id}")

    assert place.links[f"/public/{notice.agency_id}/notices/{notice.id}"].startswith("Nội quy")
    assert "2. Nói đúng sự thật." in text.words


def test_the_public_sees_no_draft_and_nothing_taken_down(
    admin: InspectingClient, notice: Notice, client: InspectingClient, session: Session
) -> None:
    address = f"/public/{notice.agency_id}/notices/{notice.id}"
    client.get(address, status=404)
    put_up(admin, notice, "website")
    posting = session.scalars(select(NoticePosting)).one()

    form = admin.get(f"/notice-postings/{posting.id}/remove")
    admin.submit(form, {"removed_on": "26/11/2026", "reason": "Hết hiệu lực"})

    client.get(address, status=404)


def test_the_hotline_stands_at_the_head_of_the_public_page(
    admin: InspectingClient, session: Session, client: InspectingClient
) -> None:
    typed = {"topic": "hotline", "title": "0255 3800 900", "body": "Giờ hành chính"}
    admin.submit(admin.get("/notices/new"), typed)
    hotline = session.scalars(select(Notice)).one()
    put_up(admin, hotline, "website")
    assert "Đường dây nóng 0255 3800 900 Giờ hành chính" in client.get("/public").words


def test_where_there_are_several_agencies_the_public_chooses(
    admin: InspectingClient, session: Session, client: InspectingClient
) -> None:
    other = factories.agency(session, "Ủy ban nhân dân xã Suối Trăng")
    page = client.get("/public")
    assert page.links[f"/public/{other.id}"] == "Ủy ban nhân dân xã Suối Trăng"


def test_a_new_version_begins_with_the_text_that_stands(
    admin: InspectingClient, notice: Notice
) -> None:
    put_up(admin, notice, "seat")
    page = admin.get(f"/notices/new?after={notice.id}")
    assert page.form().values["body"][0].split() == RULES["body"].split()


def test_a_draft_changed_meanwhile_shows_both_versions(
    admin: InspectingClient, notice: Notice
) -> None:
    form = admin.get(f"/notices/{notice.id}/edit")
    admin.submit(admin.get(f"/notices/{notice.id}/edit"), {"title": "Nội quy mới"})

    page = admin.submit(form, {"title": "Nội quy của tôi"}, status=409)

    assert "Người khác vừa sửa" in page.words
    assert "Nội quy mới" in page.words


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR], ids=str)
def test_others_of_the_agency_read_but_cannot_write(
    notice: Notice, sign_in: SignIn, role: Role
) -> None:
    client = sign_in(role)
    page = client.get(f"/notices/{notice.id}")
    assert not [link for link in page.links if link.endswith(("/edit", "/postings/new"))]
    client.get(f"/notices/{notice.id}/edit", status=403)


def test_an_empty_text_is_refused_beside_the_field(admin: InspectingClient) -> None:
    page = admin.submit(admin.get("/notices/new"), RULES | {"body": " "}, status=422)
    assert "Chưa nhập mục này." in page.words
    assert page.form().values["title"] == [RULES["title"]]
