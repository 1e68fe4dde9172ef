"""Guessing is stopped: failures in a row close a login, many close an address; all cost alike."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts.conftest import sign_in
from tests.support.client import InspectingClient
from tracker.clock import now
from tracker.records.accounts import SignInAttempt
from tracker.records.audit import AuditEntry
from tracker.records.organisation import User

SetSettings = Callable[..., None]
CLOSED = "khóa đăng nhập đến"


def test_five_failures_close_a_login_even_to_the_right_password(
    client: InspectingClient, user: User
) -> None:
    fail(client, user.login, 5)

    assert CLOSED in sign_in(client, user.login, status=422).words


def test_an_unknown_login_closes_just_like_a_known_one(client: InspectingClient) -> None:
    fail(client, "khong.ai", 5)

    assert CLOSED in sign_in(client, "khong.ai", status=422).words


def test_four_failures_and_a_success_begin_anew(client: InspectingClient, user: User) -> None:
    for _ in range(2):
        fail(client, user.login, 4)
        assert sign_in(client, user.login).status == 303
        client.sign_out()


def test_a_closed_login_opens_after_twelve_hours_and_not_before(
    client: InspectingClient, user: User, at: Callable[[object], None]
) -> None:
    fail(client, user.login, 5)
    closed_at = now()
    at(closed_at + timedelta(hours=11, minutes=59))
    still = sign_in(client, user.login, status=422).words
    at(closed_at + timedelta(hours=12, minutes=1))

    assert CLOSED in still
    assert sign_in(client, user.login).status == 303


def test_how_long_a_login_is_closed_is_a_setting(
    client: InspectingClient, user: User, at: Callable[[object], None], set_settings: SetSettings
) -> None:
    set_settings(sign_in_lock_hours=48)
    fail(client, user.login, 5)
    at(now() + timedelta(hours=47))

    assert CLOSED in sign_in(client, user.login, status=422).words


def test_after_the_lock_five_more_tries_are_given(
    client: InspectingClient, user: User, at: Callable[[object], None]
) -> None:
    fail(client, user.login, 5)
    at(now() + timedelta(hours=13))
    fail(client, user.login, 4)

    assert sign_in(client, user.login).status == 303


def test_five_failures_within_twelve_hours_close_though_they_lie_apart(
    client: InspectingClient, user: User, at: Callable[[object], None]
) -> None:
    begun = now()
    for hours in (0, 2, 4, 6, 8):
        at(begun + timedelta(hours=hours))
        fail(client, user.login, 1)

    assert CLOSED in sign_in(client, user.login, status=422).words


@pytest.mark.parametrize("login", [None, "khong.ai"], ids=["known", "unknown"])
def test_a_wrong_pair_costs_one_check_whether_the_login_is_known_or_not(
    client: InspectingClient, user: User, login: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argon2 import PasswordHasher

    checks: list[str] = []
    real = PasswordHasher.verify

    def counted(self: PasswordHasher, kept: str, password: str) -> object:
        checks.append(kept)
        return real(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    sign_in(client, login or user.login, "sai mật khẩu rồi", status=422)

    assert len(checks) == 1


def test_a_disabled_person_costs_one_check_too(
    client: InspectingClient, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argon2 import PasswordHasher

    user.is_active = False
    kept: list[str] = []
    real = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher, "verify", lambda self, h, p: (kept.append(h), real(self, h, p))[1]
    )
    sign_in(client, user.login, status=422)

    assert len(kept) == 1


def test_a_closed_login_closes_no_other(client: InspectingClient, user: User) -> None:
    fail(client, "khong.ai", 5)

    assert sign_in(client, user.login).status == 303


def test_many_failures_close_an_address(
    client: InspectingClient, session: Session, user: User
) -> None:
    session.add_all(
        SignInAttempt(login_digest=str(n), address="127.0.0.1", at=now()) for n in range(60)
    )

    assert "tạm dừng 15 phút" in sign_in(client, user.login, status=422).words


def test_an_address_opens_after_a_quarter_of_an_hour(
    client: InspectingClient, session: Session, user: User, at: Callable[[object], None]
) -> None:
    session.add_all(
        SignInAttempt(login_digest=str(n), address="127.0.0.1", at=now()) for n in range(60)
    )
    at(now() + timedelta(minutes=16))

    assert sign_in(client, user.login).status == 303


def test_another_address_stays_open(client: InspectingClient, session: Session, user: User) -> None:
    session.add_all(
        SignInAttempt(login_digest=str(n), address="10.0.0.9", at=now()) for n in range(60)
    )

    assert sign_in(client, user.login).status == 303


def test_the_fifth_failure_is_entered_as_a_lock_with_its_address(
    client: InspectingClient, session: Session, user: User
) -> None:
    fail(client, user.login, 6)

    told = session.execute(
        select(AuditEntry.action, AuditEntry.changes).where(
            AuditEntry.subject_id == str(user.id), AuditEntry.action.like("sign_in%")
        )
    ).all()
    assert [action for action, _ in told].count("sign_in_failed") == 5
    assert [action for action, _ in told].count("sign_in_locked") == 1
    assert told[-1].changes["address"] == "127.0.0.1"


def fail(client: InspectingClient, login: str, times: int) -> None:
    for _ in range(times):
        sign_in(client, login, "sai mật khẩu rồi", status=422)
