"""`flask user`: people made and looked after from the command line."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
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
    result = app.test_cli_runner().invoke(args=words, input="con trâu đi trước cái cày\n")

    user = session.scalars(select(User).where(User.login == "le.moi")).one()
    assert result.exit_code == 0
    assert matches(user.password_hash, "con trâu đi trước cái cày")
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
