"""What administrators do about the sign-ins of others: unlock, end sessions, reset a factor."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.second_factor import code_at
from tracker.access import Role
from tracker.casework import lockout, second_factor
from tracker.casework.lockout import Origin
from tracker.clock import now
from tracker.records.accounts import SecondFactor, SessionEnd, SignInFailure, SignInSession
from tracker.records.audit import AuditEntry
from tracker.records.organisation import User

SignIn = Callable[[User | Role], InspectingClient]
HERE = Origin("127.0.0.1", "")


@pytest.fixture
def user(session: Session) -> User:
    return factories.person_with(session, Role.HANDLER)


@pytest.fixture
def locked(session: Session, user: User) -> User:
    for _ in range(5):
        lockout.fail(session, user.login, HERE, SignInFailure.PASSWORD, now=now(), lock_hours=12)
    session.commit()
    return user


@pytest.fixture
def with_factor(session: Session, user: User) -> User:
    secret, at = second_factor.new_secret(), now() - timedelta(minutes=5)
    second_factor.turn_on(session, user, secret, code_at(secret, at.timestamp()), at)
    session.commit()
    return user


def test_a_locked_person_is_shown_and_unlocked(
    sign_in: SignIn, session: Session, locked: User
) -> None:
    admin = sign_in(Role.ADMINISTRATOR)
    page = admin.get(f"/administration/people/{locked.id}")
    admin.submit(page, action=f"/administration/people/{locked.id}/unlock")

    assert "Khóa do nhập sai" in page.words
    assert lockout.locked_until(session, locked.login, now()) is None
    told = session.scalars(select(AuditEntry).where(AuditEntry.action == "sign_in_unlocked")).one()
    assert told.subject_id == str(locked.id)
    assert told.actor_id == factories.person_with(session, Role.ADMINISTRATOR).id


def test_who_is_not_locked_cannot_be_unlocked(sign_in: SignIn, user: User) -> None:
    admin = sign_in(Role.ADMINISTRATOR)
    page = admin.get(f"/administration/people/{user.id}")
    answer = admin.post(f"/administration/people/{user.id}/unlock", status=409)

    assert "Mở khóa đăng nhập" not in page.words
    assert "không bị khóa" in answer.words


def test_every_session_of_a_person_is_ended(sign_in: SignIn, session: Session, user: User) -> None:
    theirs, admin = sign_in(user), sign_in(Role.ADMINISTRATOR)
    admin.submit(
        admin.get(f"/administration/people/{user.id}"),
        action=f"/administration/people/{user.id}/end-sessions",
    )

    theirs.get("/account/permissions", status=302)
    ends = select(SignInSession.end).where(SignInSession.user_id == user.id)
    assert session.scalars(ends).all() == [SessionEnd.BY_ADMINISTRATOR]
    told = session.scalars(select(AuditEntry).where(AuditEntry.action == "session_end")).one()
    assert told.subject_id == str(user.id)


def test_a_lost_second_factor_is_removed_and_the_sessions_end(
    sign_in: SignIn, session: Session, with_factor: User
) -> None:
    theirs, admin = sign_in(with_factor), sign_in(Role.ADMINISTRATOR)
    page = admin.get(f"/administration/people/{with_factor.id}")
    admin.submit(page, action=f"/administration/people/{with_factor.id}/reset-second-factor")

    theirs.get("/account/permissions", status=302)
    assert session.scalars(select(SecondFactor.user_id)).all() == []
    told = session.scalars(
        select(AuditEntry).where(
            AuditEntry.subject == "second_factor", AuditEntry.action == "delete"
        )
    ).one()
    assert told.actor_id == factories.person_with(session, Role.ADMINISTRATOR).id


def test_a_second_factor_that_is_not_there_cannot_be_removed(sign_in: SignIn, user: User) -> None:
    answer = sign_in(Role.ADMINISTRATOR).post(
        f"/administration/people/{user.id}/reset-second-factor", status=409
    )

    assert "chưa bật mã đăng nhập" in answer.words


@pytest.mark.parametrize("verb", ["end-sessions", "reset-second-factor"])
def test_nobody_helps_oneself_here(sign_in: SignIn, session: Session, verb: str) -> None:
    me = factories.person_with(session, Role.ADMINISTRATOR)

    sign_in(me).post(f"/administration/people/{me.id}/{verb}", status=409)


@pytest.mark.parametrize("verb", ["unlock", "end-sessions", "reset-second-factor"])
def test_a_person_of_another_agency_does_not_exist(
    sign_in: SignIn, session: Session, verb: str
) -> None:
    place = factories.agency(session, "Sở Xây dựng")
    foreign = factories.person(session, Role.DIRECTOR, at=place)

    sign_in(Role.ADMINISTRATOR).post(f"/administration/people/{foreign.id}/{verb}", status=404)


@pytest.mark.parametrize("verb", ["unlock", "end-sessions", "reset-second-factor"])
def test_only_administrators_help(sign_in: SignIn, locked: User, verb: str) -> None:
    sign_in(Role.DIRECTOR).post(f"/administration/people/{locked.id}/{verb}", status=403)
