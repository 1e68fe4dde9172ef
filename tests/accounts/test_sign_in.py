"""Signing in: one sentence for every wrong pair, guessing is stopped, all of it is entered."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.pages import Page
from tracker.access import Role
from tracker.records.accounts import SignInAttempt
from tracker.records.audit import AuditEntry
from tracker.records.organisation import User

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


def test_a_right_pair_opens_a_session(client: InspectingClient, user: User) -> None:
    answer = sign_in(client, user.login)

    assert answer.headers["Location"] == "/"
    assert "Quyền của tôi" in client.get("/account/permissions").heading


def test_the_login_may_be_typed_in_any_case(client: InspectingClient, user: User) -> None:
    assert sign_in(client, f" {user.login.upper()} ").status == 303


@pytest.mark.parametrize(
    ("login", "password"),
    [
        (None, "sai mật khẩu rồi"),
        ("khong.ai", factories.PASSWORD),
        (None, f"{factories.PASSWORD} "),
    ],
    ids=["wrong password", "unknown login", "space behind the password"],
)
def test_every_wrong_pair_gets_the_same_sentence(
    client: InspectingClient, user: User, login: str | None, password: str
) -> None:
    page = sign_in(client, login or user.login, password, status=422)

    assert WRONG in page.words
    assert password not in page.text


def test_a_disabled_person_gets_the_same_sentence(client: InspectingClient, user: User) -> None:
    user.is_active = False

    assert WRONG in sign_in(client, user.login, status=422).words


def test_good_and_bad_sign_ins_are_entered_without_what_was_typed(
    client: InspectingClient, session: Session, user: User
) -> None:
    sign_in(client, user.login, "mật khẩu gõ nhầm", status=422)
    sign_in(client, user.login)

    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()[-2:]
    assert [(e.action, e.subject_id) for e in entries] == [
        ("sign_in_failed", str(user.id)),
        ("sign_in", str(user.id)),
    ]
    assert "gõ nhầm" not in str([e.changes for e in entries])
    assert entries[1].actor_id == user.id


def test_a_login_stands_in_the_attempts_only_as_a_digest(
    client: InspectingClient, session: Session
) -> None:
    sign_in(client, "mật khẩu gõ vào ô tên", status=422)

    kept = session.scalars(select(SignInAttempt)).one()
    assert kept.login_digest.isalnum()
    assert len(kept.login_digest) == 64


def test_a_password_hashed_more_cheaply_is_hashed_anew(
    client: InspectingClient, session: Session, user: User
) -> None:
    from argon2 import PasswordHasher

    cheap = PasswordHasher(1, 8, 1).hash(factories.PASSWORD)
    user.password_hash = cheap
    sign_in(client, user.login)
    session.refresh(user)
    client.sign_out()

    assert user.password_hash != cheap
    assert sign_in(client, user.login).status == 303


def test_a_damaged_hash_is_a_wrong_password(client: InspectingClient, user: User) -> None:
    user.password_hash = "not argon2"

    assert WRONG in sign_in(client, user.login, status=422).words


def test_empty_fields_are_asked_for(client: InspectingClient) -> None:
    page = sign_in(client, "", "", status=422)

    assert page.words.count("Chưa nhập mục này.") >= 2


@pytest.mark.parametrize("place", ["https://la.example/", "//la.example", "/\\la.example"])
def test_another_site_is_never_the_next_page(
    client: InspectingClient, user: User, place: str
) -> None:
    page = client.get("/account/sign-in", query_string={"next": place})
    shown = page.form().values["sign-in-next"]
    answer = client.submit(page, _typed(user.login) | {"sign-in-next": place})

    assert shown == [""]
    assert answer.headers["Location"] == "/"


def test_signing_out_ends_the_session(client: InspectingClient, user: User) -> None:
    sign_in(client, user.login)
    client.post("/account/sign-out")

    client.get("/account/permissions", status=302)


def test_who_is_signed_in_goes_on_from_the_sign_in_page(
    client: InspectingClient, user: User
) -> None:
    sign_in(client, user.login)

    assert client.get("/account/sign-in", status=303).headers["Location"] == "/"


@pytest.mark.parametrize(
    ("role", "place"),
    {
        Role.RECEPTIONIST: "/desk",
        Role.HANDLER: "/my-work",
        Role.UNIT_HEAD: "/board",
        Role.DIRECTOR: "/board",
        Role.INSPECTOR: "/inspection",
        Role.ADMINISTRATOR: "/administration/people",
    }.items(),
    ids=str,
)
def test_the_day_begins_where_the_role_works(
    sign_in: Callable[[Role], InspectingClient], role: Role, place: str
) -> None:
    client = sign_in(role)

    answer = client.get("/", status=303)

    assert answer.headers["Location"] == place
    assert client.follow(answer).status == 200


def sign_in(
    client: InspectingClient, login: str, password: str = factories.PASSWORD, status: int = 303
) -> Page:
    return client.submit(
        client.get("/account/sign-in"), _typed(login, password), status=status, max_queries=40
    )


def _typed(login: str, password: str = factories.PASSWORD) -> dict[str, str]:
    return {"sign-in-login": login, "sign-in-password": password}
