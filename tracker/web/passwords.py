"""Passwords: hashed with argon2, compared in constant time, long enough."""

from functools import cache
from secrets import choice
from typing import TYPE_CHECKING

from flask import current_app

from tracker.law.terms import Refusal
from tracker.records.organisation import User
from tracker.vietnamese import fold

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12
LONGEST = 200
FEWEST_LETTERS = 5
ONE_TIME_LENGTH = 16
READ_ALOUD = "abcdefghkmnpqrstuvwxyz23456789"  # Without letters that look like another.


def hashed(password: str) -> str:
    """Hash a password for keeping."""
    return _hasher().hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Say whether a password is the one kept; takes as long where there is none."""
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - only a sign-in needs it

    try:
        _hasher().verify(kept or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Say whether a password was hashed more cheaply than the settings ask today."""
    return _hasher().check_needs_rehash(kept)


def set_password(user: User, password: str) -> None:
    """Give a person a new password and end every session begun with the old one."""
    refuse_weak(password, user.login)
    user.password_hash = hashed(password)
    user.session_version += 1


def refuse_weak(password: str, login: str) -> None:
    """Refuse a password that is short, one letter over and over, or the login itself."""
    if len(password) < SHORTEST:
        raise Refusal(
            "Mật khẩu cần ít nhất %(least)s ký tự, đang có %(now)s.",
            field="new",
            least=SHORTEST,
            now=len(password),
        )
    if len(password) > LONGEST:
        raise Refusal("Mật khẩu tối đa %(most)s ký tự.", field="new", most=LONGEST)
    if fold(login) in fold(password) or len(set(password)) < FEWEST_LETTERS:
        raise Refusal(
            "Mật khẩu dễ đoán: không chứa tên đăng nhập, không lặp một vài ký tự.", field="new"
        )


def one_time_password() -> str:
    """Make a password to hand over once, in groups that can be read aloud."""
    letters = "".join(choice(READ_ALOUD) for _ in range(ONE_TIME_LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, ONE_TIME_LENGTH, 4))


def _hasher() -> "PasswordHasher":
    settings = current_app.config["TRACKER"]
    return _hasher_for(
        settings.argon2_time_cost, settings.argon2_memory_kib, settings.argon2_parallelism
    )


@cache
def _hasher_for(time_cost: int, memory_kib: int, parallelism: int) -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415 - only a sign-in needs it

    return PasswordHasher(time_cost, memory_kib, parallelism)


def _nobodys() -> str:
    return _nobodys_for(_hasher())


@cache
def _nobodys_for(hasher: "PasswordHasher") -> str:
    """Hash something nobody knows, so that an unknown login costs what a known one does."""
    return hasher.hash(one_time_password())
