"""`flask user`: people made and looked after from the command line."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework import lockout
from tracker.casework.lockout import Origin
from tracker.clock import now
from tracker.records.accounts import SecondFactor, SessionEnd, SignInFailure, SignInSession
from tracker.records.audit import AuditEntry
from tracker.records.organisation import Membership, User
from tracker.web.passwords import matches

Command = Callable[..., str]
CREATE = ("user", "create", "--name", "Lê Thị Mới", "--role", "handler")


def test_a_person_is_made_with_a_role_and_a_password_to_hand_over(
    command: Command, session: Session
) -> None:
    place = factories.unit(session, "Thanh tra")
    printed = command(*CREATE, "--login", "Le.Moi", "--unit", "Thanh tra")

    user = session.scalars(select(User).where(User.login == "le.moi")).one()
    held = session.scalars(select(Membership).where(Membership.user_id == user.id)).one()
    assert matches(user.password_hash, printed.split()[-1])
    assert (held.role, held.unit_id) == (Role.HANDLER, place.id)


def test_the_password_may_come_from_standard_input(app: Flask, session: Session) -> None:
    factories.unit(session, "Thanh tra")
    session.commit()
    words = [*CREATE, "--login", "le.moi", "--unit", "Thanh tra", "--password-stdin"]
    result = app.test_cli_runner().invoke(args=words, input="Con trâu đi trước, cái cày 2.\n")

    user = session.scalars(select(User).where(User.login == "le.moi")).one()
    assert result.exit_code == 0
    assert matches(user.password_hash, "Con trâu đi trước, cái cày 2.")
    assert "con trâu" not in result.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--login", "le.moi", "--unit", "Phòng lạ"), "Có 0 đơn vị"),
        (("--login", "co.roi", "--unit", "Văn phòng"), "đã có người dùng"),
    ],
    ids=["unknown unit", "login taken"],
)
def test_a_person_that_cannot_be_made_is_refused(
    command: Command, session: Session, words: tuple[str, ...], sentence: str
) -> None:
    factories.person(session, Role.HANDLER).login = "co.roi"

    assert sentence in command(*CREATE, *words, exit_code=2)


def test_a_disabled_person_is_out_at_once(command: Command, session: Session, user: User) -> None:
    version = user.session_version
    command("user", "disable", "--login", user.login)
    session.refresh(user)

    assert (user.is_active, user.session_version) == (False, version + 1)


def test_a_reset_password_is_new_and_opens_the_account(
    command: Command, session: Session, user: User
) -> None:
    user.is_active = False
    printed = command("user", "reset-password", "--login", user.login)
    session.refresh(user)

    assert user.is_active
    assert matches(user.password_hash, printed.split()[-1])


@pytest.mark.parametrize("verb", ["disable", "reset-password"])
def test_nobody_of_that_name_is_said(command: Command, verb: str) -> None:
    assert "Không có người dùng “ai”." in command("user", verb, "--login", "ai", exit_code=2)


def test_people_are_listed_with_their_roles(command: Command, user: User) -> None:
    listed = json.loads(command("user", "list", "--json"))

    assert [row["login"] for row in listed] == [user.login]
    assert listed[0]["roles"] == ["handler@Văn phòng"]
    assert user.full_name in command("user", "list")


@pytest.fixture
def user(session: Session) -> User:
    return factories.person_with(session, Role.HANDLER)


def test_a_password_from_an_operator_must_be_changed(
    command: Command, session: Session, user: User
) -> None:
    command("user", "reset-password", "--login", user.login)
    session.refresh(user)

    assert user.must_change_password


def test_a_weak_password_from_an_operator_is_refused(app: Flask, session: Session) -> None:
    factories.unit(session, "Thanh tra")
    session.commit()
    words = [*CREATE, "--login", "le.moi", "--unit", "Thanh tra", "--password-stdin"]
    result = app.test_cli_runner().invoke(args=words, input="Matkhau@123456\n")

    assert result.exit_code == 2
    assert "dễ đoán" in result.output


def test_a_locked_person_is_unlocked(command: Command, session: Session, user: User) -> None:
    for _ in range(5):
        lockout.fail(
            session, user.login, Origin("", ""), SignInFailure.PASSWORD, now=now(), lock_hours=12
        )
    printed = command("user", "unlock", "--login", user.login)

    assert f"Đã mở khóa đăng nhập của {user.login}" in printed
    assert lockout.locked_until(session, user.login, now()) is None
    told = session.scalars(select(AuditEntry).where(AuditEntry.action == "sign_in_unlocked")).one()
    assert told.agency_id == user.agency_id
    assert "không bị khóa" in command("user", "unlock", "--login", user.login, exit_code=2)


def test_sessions_are_ended(command: Command, session: Session, user: User) -> None:
    for _ in range(2):
        factories.session_name(session, user)
    printed = command("user", "end-sessions", "--login", user.login)

    assert f"Đã kết thúc 2 phiên của {user.login}." in printed
    ends = session.scalars(select(SignInSession.end)).all()
    assert ends == [SessionEnd.BY_ADMINISTRATOR] * 2


def test_a_second_factor_is_removed(
    command: Command, session: Session, user: User, telephone: object
) -> None:
    command("user", "reset-second-factor", "--login", user.login)

    assert session.scalars(select(SecondFactor.user_id)).all() == []
    again = command("user", "reset-second-factor", "--login", user.login, exit_code=2)
    assert "chưa bật mã đăng nhập" in again
