"""The pages about people: what an administrator may do, and to whom."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.pages import Page
from tracker.access import Role
from tracker.records.organisation import User
from tracker.web.requests import SIGN_IN

SignIn = Callable[[Role | User], InspectingClient]
ONE_TIME = re.compile(r"[A-Z][a-z0-9]{3}(-[a-z0-9]{4}){3}")
PEOPLE = "/administration/people"
AN = {"login": "an.nv", "full_name": "Nguyễn Văn An", "role": "handler", "starts_on": "23/11/2026"}


@pytest.fixture
def admin(sign_in: SignIn) -> InspectingClient:
    return sign_in(Role.ADMINISTRATOR)


def test_people_are_listed_by_given_name_with_their_roles(
    admin: InspectingClient, session: Session
) -> None:
    for name in ("Đỗ Minh Trí", "Võ Hoài Ân", "Đinh Bảo Đạt"):
        factories.person(session, Role.HANDLER, name=name)

    page = admin.get(PEOPLE, max_queries=8)

    assert shown(page, "Ân", "Đạt", "Trí") == sorted(shown(page, "Ân", "Đạt", "Trí"))
    assert "Cán bộ xử lý, Văn phòng" in page.words


def test_a_name_is_found_without_its_marks(admin: InspectingClient, session: Session) -> None:
    factories.person(session, Role.HANDLER, name="Đỗ Minh Trí")
    factories.person(session, Role.HANDLER, name="Võ Hoài Thương")

    page = admin.get(f"{PEOPLE}?text=do+minh", max_queries=8)

    assert "Đỗ Minh Trí" in page.words
    assert "Võ Hoài Thương" not in page.words


@pytest.mark.parametrize(
    "query",
    ["role=nobody", "unit_id=x", "unit_id=99999999999", "after=x", "after=-5", "state=%00"],
)
def test_a_filter_that_cannot_be_read_asks_for_nothing(admin: InspectingClient, query: str) -> None:
    assert "Nguyễn Văn Mẫu" in admin.get(f"{PEOPLE}?{query}").words


def test_a_long_list_goes_on_overleaf(admin: InspectingClient, session: Session) -> None:
    for number in range(30):
        factories.person(session, Role.HANDLER, name=f"Lê Văn Đạt {number:02}")

    second = admin.get(f"{PEOPLE}?role=handler&after=25", max_queries=8)

    assert "Lê Văn Đạt 29" in second.words
    assert f"{PEOPLE}?after=0&role=handler" in second.links


def test_people_of_another_agency_do_not_exist(admin: InspectingClient, session: Session) -> None:
    stranger = factories.person(
        session, Role.ADMINISTRATOR, at=factories.agency(session, "Sở Xây dựng"), name="Lạ Mặt"
    )

    assert "Lạ Mặt" not in admin.get(PEOPLE).words
    for page in ("", "/disable", "/password", "/roles/new"):
        admin.get(f"{PEOPLE}/{stranger.id}{page}", status=404)
    admin.get(f"/administration/roles/{stranger.memberships[0].id}/end", status=404)
    admin.get(f"{PEOPLE}/{stranger.id}/enable", status=404)


def test_a_number_too_large_for_the_database_is_nobody(admin: InspectingClient) -> None:
    admin.get(f"{PEOPLE}/99999999999999999999", status=404)


def test_a_new_person_signs_in_with_the_password_shown_once(
    admin: InspectingClient, client: InspectingClient, session: Session
) -> None:
    answer = add(admin, session, AN)

    password = next(p for dd in answer.every("dd") if ONE_TIME.fullmatch(p := dd.text or ""))
    client.submit(
        client.get("/account/sign-in"), {f"{SIGN_IN}login": "an.nv", f"{SIGN_IN}password": password}
    )
    assert password not in admin.follow(answer).words


def test_the_same_form_sent_again_makes_nobody_and_shows_nothing(
    admin: InspectingClient, session: Session
) -> None:
    form = admin.get(f"{PEOPLE}/new")
    typed = AN | {"unit_id": factories.unit(session).id}
    first = admin.submit(form, typed, status=201)

    again = admin.submit(form, typed)

    assert again.headers["Location"] == first.headers["Location"]
    assert len(session.scalars(select(User).where(User.login == "an.nv")).all()) == 1


def test_a_login_taken_elsewhere_is_refused_beside_its_field(
    admin: InspectingClient, session: Session
) -> None:
    add(admin, session, AN)

    page = add(admin, session, AN, status=422)

    assert "đã có người dùng" in page.words
    assert 'value="Nguyễn Văn An"' in page.text


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("login", "án nv"),
        ("email", "không phải thư"),
        ("full_name", "x" * 121),
        ("full_name", "An\0"),
        ("starts_on", "31/02/2026"),
        ("role", "king"),
        ("unit_id", "987654"),
        ("ends_on", "01/01/2020"),
    ],
)
def test_a_wrong_value_keeps_the_form_and_saves_nothing(
    admin: InspectingClient, session: Session, name: str, typed: str
) -> None:
    page = add(admin, session, AN | {name: typed}, status=422)

    assert page.every("p", id=f"{name}-error")
    assert session.scalars(select(User).where(User.login == "an.nv")).all() == []


def test_a_role_is_given_and_ended(admin: InspectingClient, session: Session) -> None:
    user = factories.person(session, Role.HANDLER, name="Lê Văn Đạt")
    place = factories.unit(session)
    form = admin.get(f"{PEOPLE}/{user.id}/roles/new")
    admin.submit(form, {"role": "unit_head", "unit_id": place.id, "starts_on": "01/01/2026"})

    head = next(m for m in user.memberships if m.role is Role.UNIT_HEAD)
    form = admin.get(f"/administration/roles/{head.id}/end")
    admin.submit(form, {"last_day": "31/01/2026"})

    page = admin.get(f"{PEOPLE}/{user.id}", max_queries=9)
    assert "31/01/2026" in page.words
    assert "đã thôi" in page.words


def test_a_refused_end_stays_on_its_form(admin: InspectingClient, session: Session) -> None:
    me = factories.person_with(session, Role.ADMINISTRATOR)
    form = admin.get(f"/administration/roles/{me.memberships[0].id}/end")

    page = admin.submit(form, {"last_day": "31/12/2026"}, status=422)

    assert page.every("p", id="last_day-error")


def test_a_closed_account_is_signed_out_and_may_be_opened_again(
    admin: InspectingClient, sign_in: SignIn, session: Session
) -> None:
    user = factories.person(session, Role.HANDLER)
    theirs = sign_in(user)

    admin.submit(admin.get(f"{PEOPLE}/{user.id}/disable"))
    theirs.get("/account/permissions", status=302)
    admin.submit(admin.get(f"{PEOPLE}/{user.id}/enable"), {"reason": "Đi học về"})

    session.refresh(user)
    assert user.is_active


def test_the_last_administrator_is_told_why_not(admin: InspectingClient, session: Session) -> None:
    me = factories.person_with(session, Role.ADMINISTRATOR)

    page = admin.submit(admin.get(f"{PEOPLE}/{me.id}/disable"), status=422)

    assert "không tự khóa" in page.words


def test_a_reset_password_ends_the_sessions(
    admin: InspectingClient, sign_in: SignIn, session: Session
) -> None:
    user = factories.person(session, Role.HANDLER)
    theirs = sign_in(user)

    answer = admin.submit(admin.get(f"{PEOPLE}/{user.id}/password"), status=201)

    assert "Chỉ hiện lần này" in answer.words
    theirs.get("/account/permissions", status=302)


def test_the_page_of_a_person_counts_cases_and_shows_none(
    admin: InspectingClient, session: Session
) -> None:
    handler = factories.person(session, Role.HANDLER)
    case = factories.case(session)
    factories.assigned(session, case, handler, case.received_on)

    page = admin.get(f"{PEOPLE}/{handler.id}")

    assert "Vụ việc đang giữ1" in page.words
    assert case.code not in page.text
    assert case.title not in page.text


def test_every_right_of_every_role_is_on_the_table(admin: InspectingClient) -> None:
    page = admin.get("/administration/permissions", max_queries=8)

    assert len(page.every("thead")[0].findall(".//th")) == 1 + len(Role)
    assert "toàn cơ quan" in page.words


def add(
    admin: InspectingClient, session: Session, typed: dict[str, str], *, status: int = 201
) -> Page:
    unit_id = str(factories.unit(session).id)
    form = admin.get(f"{PEOPLE}/new")
    return admin.submit(form, {"unit_id": unit_id, **typed}, status=status)


def shown(page: Page, *names: str) -> list[int]:
    return [page.words.index(name) for name in names]
