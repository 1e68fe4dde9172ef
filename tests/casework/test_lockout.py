"""Failures in a row close a login, also when they come at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.casework import lockout
from tracker.casework.lockout import Origin
from tracker.clock import now
from tracker.records.accounts import SignInAttempt, SignInFailure, SignInLock
from tracker.records.base import db
from tracker.records.sealing import Keyring, keyring, new_key, use_keyring
from tracker.records.transactions import writing

HERE = Origin("127.0.0.1", "")


def fail(session: Session, login: str = "ai.do") -> bool:
    return lockout.fail(session, login, HERE, SignInFailure.PASSWORD, now=now(), lock_hours=12)


def test_the_fifth_failure_closes_and_says_so_once(session: Session) -> None:
    assert [fail(session) for _ in range(7)] == [False] * 4 + [True] + [False] * 2


def test_failures_before_a_good_sign_in_count_no_more(session: Session) -> None:
    for _ in range(4):
        fail(session)
    lockout.reset(session, "ai.do")

    assert not fail(session)
    assert lockout.is_still_open(session, "ai.do", now())


def test_an_unlock_says_whether_there_was_a_lock(session: Session) -> None:
    for _ in range(5):
        fail(session)

    assert lockout.unlock(session, "ai.do", now())
    assert not lockout.unlock(session, "ai.do", now())
    assert not lockout.unlock(session, "khong.ai", now())


def test_a_login_is_counted_however_it_is_written(session: Session) -> None:
    for login in ("Ai.Do", " ai.do", "AI.DO", "ai.do ", "ài.đo"):
        fail(session, login)

    assert lockout.locked_until(session, "ai.do", now()) is not None


def test_many_failures_at_once_close_as_if_one_after_another(app: Flask, session: Session) -> None:
    session.commit()

    def try_once(_number: int) -> bool:
        with app.app_context(), writing():
            closed = fail(db.session())
            db.session.commit()
            return closed

    with ThreadPoolExecutor(6) as pool:
        contexts = [copy_context() for _ in range(6)]
        closed = list(pool.map(lambda n: contexts[n].run(try_once, n), range(6)))

    session.rollback()
    assert closed.count(True) == 1
    assert len(session.scalars(select(SignInAttempt)).all()) == 6
    assert session.scalars(select(SignInLock.failures)).all() == [6]


def test_what_is_too_long_to_keep_is_cut(session: Session) -> None:
    place = Origin("1" * 500, "M" * 5000)
    lockout.fail(session, "ai.do", place, SignInFailure.PASSWORD, now=now(), lock_hours=12)
    kept = session.scalars(select(SignInAttempt)).one()

    assert (len(kept.address), len(kept.device)) == (64, 200)


def test_attempts_are_found_after_the_keys_were_changed(session: Session) -> None:
    fail(session)
    old = keyring()
    use_keyring(Keyring((*Keyring.from_setting(new_key("k2")).keys, *old.keys)))
    digests = lockout.digests_of("ai.do")

    found = select(SignInAttempt.id).where(SignInAttempt.login_digest.in_(digests))
    assert len(session.scalars(found).all()) == 1


def test_locks_are_forgotten_after_twice_the_longest(
    session: Session, at: Callable[[object], None]
) -> None:
    from tracker.casework.clean_up import clean_up

    fail(session)
    list(clean_up(session, now=now() + timedelta(days=59)))
    kept = len(session.scalars(select(SignInLock)).all())
    list(clean_up(session, now=now() + timedelta(days=61)))

    assert kept == 1
    assert session.scalars(select(SignInLock)).all() == []
