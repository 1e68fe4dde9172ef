"""Passwords: hashed with argon2, compared in constant time, by the rules."""

from datetime import datetime
from functools import cache
from secrets import choice
from typing import TYPE_CHECKING

from flask import current_app

from tracker.casework import password_rules
from tracker.casework.people import replace_password
from tracker.law.terms import Refusal
from tracker.records.organisation import User

if TYPE_CHECKING:
    from argon2 import PasswordHasher

ONE_TIME_LENGTH = 16
# Without letters that look like another.
CAPITALS, FIGURES = "ABCDEFGHKMNPQRSTUVWXYZ", "23456789"
READ_ALOUD = CAPITALS.lower() + FIGURES


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


def set_password(user: User, password: str, at: datetime, *, has_second_factor: bool) -> None:
    """Give a person a password of the own choice and end every session begun with the old one."""
    password_rules.refuse_weak(
        password, user.login, user.full_name, has_second_factor=has_second_factor
    )
    before = [user.password_hash, *(user.earlier_passwords or ())]
    if any(matches(kept, password) for kept in before):
        raise Refusal(
            "Mật khẩu này đã dùng trước đây: chọn mật khẩu khác %(count)s mật khẩu gần nhất.",
            field="new",
            count=password_rules.KEPT_BEFORE,
        )
    replace_password(user, hashed(password))
    user.password_set_at = at
    user.must_change_password = False


def one_time_password() -> str:
    """Make a password to hand over once, in groups that can be read aloud, of all four sorts."""
    letters = [choice(READ_ALOUD) for _ in range(ONE_TIME_LENGTH - 2)]
    letters = [choice(CAPITALS), *letters, choice(FIGURES)]
    return "-".join("".join(letters[i : i + 4]) for i in range(0, ONE_TIME_LENGTH, 4))


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
