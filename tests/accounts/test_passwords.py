"""Passwords handed over are changed at once, old ones do not come back, and they end."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.accounts.conftest import sign_in as sign_in_by_page
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import Page
from tracker.access import Role
from tracker.casework import people
from tracker.clock import now, today
from tracker.records.accounts import SignInAttempt, Way
from tracker.records.audit import AuditEntry
from tracker.records.organisation import User
from tracker.web.passwords import hashed, one_time_password

SignIn = Callable[[User], InspectingClient]
NEW = "Con trâu đi trước, cái cày 2."


@pytest.fixture
def one_time(session: Session, user: User) -> str:
    """Let an administrator reset the password of the person."""
    password = one_time_password()
    people.reset_password(session, user, password_hash=hashed(password), by=0)
    session.commit()
    return password


def test_a_password_handed_over_leads_to_the_password_page_whatever_is_asked(
    client: InspectingClient, user: User, one_time: str
) -> None:
    sign_in_by_page(client, user.login, one_time)

    for place in ("/", "/my-work", "/account/permissions", "/account/sessions"):
        assert client.get(place, status=303).headers["Location"] == "/account/password"
    posted = client.post("/account/sessions/end-others")
    assert posted.headers["Location"] == "/account/password"


def test_the_language_and_signing_out_stay_open_meanwhile(
    client: InspectingClient, user: User, one_time: str
) -> None:
    sign_in_by_page(client, user.login, one_time)
    client.post("/account/language", {"language": "en", "next": "/account/password"})

    assert "Somebody else set this password" in client.get("/account/password").words
    assert client.post("/account/sign-out").headers["Location"] == "/account/sign-in"


def test_once_it_is_changed_the_day_begins(
    client: InspectingClient, session: Session, user: User, one_time: str
) -> None:
    sign_in_by_page(client, user.login, one_time)
    page = client.get("/account/password")
    answer = client.submit(page, {"current": one_time, "new": NEW, "again": NEW})
    session.refresh(user)

    assert "do người khác đặt" in page.words
    assert answer.headers["Location"] == "/"
    assert client.get("/", status=303).headers["Location"] == "/my-work"
    assert not user.must_change_password
    assert user.password_set_at is not None


def test_a_new_person_must_change_the_first_password(session: Session) -> None:
    place = factories.unit(session)
    hired = people.hire(
        session,
        place.agency_id or 0,
        people.PersonDetails("moi.vao", "Lê Thị Mới"),
        people.Post(Role.HANDLER, place.id, today()),
        password_hash="hash",
        by=factories.person(session, Role.ADMINISTRATOR).id,
        now=now(),
    )

    assert hired.must_change_password


def test_a_one_time_password_keeps_the_rules_itself() -> None:
    from tracker.casework.password_rules import refuse_weak

    for _ in range(200):
        refuse_weak(one_time_password(), "an.nv", "Nguyễn Văn An")


def test_none_of_the_last_ten_comes_back(sign_in: SignIn, session: Session, user: User) -> None:
    client = sign_in(user)
    used = [factories.PASSWORD, *(f"Lần thay thứ {n}, xong." for n in range(10))]
    for old, new in pairwise(used):
        change(client, old, new)

    for old in used[1:-1]:
        assert "đã dùng trước đây" in change(client, used[-1], old, status=422).words
    change(client, used[-1], "Một câu hoàn toàn mới 1.")


def test_an_older_one_than_ten_may_come_back(sign_in: SignIn, session: Session, user: User) -> None:
    user.password_hash = hashed("Câu đầu tiên số 0.")
    session.commit()
    client = sign_in(user)
    used = ["Câu đầu tiên số 0.", *(f"Lần thay thứ {n}, xong." for n in range(10))]
    for old, new in pairwise(used):
        change(client, old, new)

    change(client, used[-1], used[0])


def test_a_reset_remembers_the_password_it_replaced(
    client: InspectingClient, user: User, one_time: str
) -> None:
    before = "Mat khau cu 2026, dai."
    sign_in_by_page(client, user.login, one_time)
    change(client, one_time, before)
    again = change(client, before, one_time, status=422)

    assert "đã dùng trước đây" in again.words


def test_old_passwords_stand_nowhere_in_the_audit(
    sign_in: SignIn, session: Session, user: User
) -> None:
    kept = user.password_hash
    change(sign_in(user), factories.PASSWORD, NEW)

    told = str([e.changes for e in session.scalars(select(AuditEntry))])
    session.refresh(user)
    assert kept in user.earlier_passwords
    assert kept not in told
    assert user.password_hash not in told


@pytest.mark.parametrize(
    ("role", "days", "place"),
    [
        (Role.ADMINISTRATOR, 55, None),
        (Role.ADMINISTRATOR, 63, "/account/password"),
        (Role.HANDLER, 63, None),
        (Role.HANDLER, 360, None),
        (Role.HANDLER, 367, "/account/password"),
    ],
)
def test_a_password_ends_sooner_for_administrators(
    client: InspectingClient, session: Session, role: Role, days: int, place: str | None
) -> None:
    user = factories.person(session, role)
    user.password_set_at = now() - timedelta(days=days)
    sign_in_by_page(client, user.login)
    answer = client.get("/account/permissions", status=(200, 303))

    assert answer.headers.get("Location") == place
    if place:
        assert "Mật khẩu đã hết hạn" in client.get(place).words


def test_nobody_is_stopped_in_the_middle_of_a_session(
    client: InspectingClient, session: Session, at: SetClock
) -> None:
    user = factories.person(session, Role.ADMINISTRATOR)
    user.password_set_at = now() - timedelta(days=58)
    sign_in_by_page(client, user.login)
    at(now() + timedelta(days=7))

    client.get("/account/permissions")


def test_the_end_is_shown_and_told_when_it_is_near(sign_in: SignIn, session: Session) -> None:
    user = factories.person(session, Role.ADMINISTRATOR)
    user.password_set_at = now() - timedelta(days=55)

    assert "Mật khẩu sắp hết hạn" in sign_in(user).get("/account/sessions").words


def test_who_came_in_through_a_provider_is_asked_for_no_password(
    new_client: Callable[[], InspectingClient], session: Session, user: User, one_time: str
) -> None:
    client = new_client()
    client.sign_in(factories.session_name(session, user, Way.PROVIDER))

    client.get("/account/permissions")


def test_a_wrong_present_password_counts_as_a_failed_sign_in(
    sign_in: SignIn, session: Session, user: User
) -> None:
    client = sign_in(user)
    for _ in range(5):
        change(client, "không phải mật khẩu này", NEW, status=422)
    closed = change(client, factories.PASSWORD, NEW, status=422)

    assert "khóa đăng nhập đến" in closed.words
    assert len(session.scalars(select(SignInAttempt)).all()) == 5
    failed = session.scalars(select(AuditEntry).where(AuditEntry.action == "sign_in_failed")).all()
    assert {entry.actor_id for entry in failed} == {user.id}


def change(client: InspectingClient, old: str, new: str, status: int = 303) -> Page:
    sent: Mapping[str, object] = {"current": old, "new": new, "again": new}
    return client.submit(client.get("/account/password"), sent, status=status)
