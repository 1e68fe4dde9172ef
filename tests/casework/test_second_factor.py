"""Codes of a telephone: near in time, once each; recovery codes: once each, kept as digests."""

from base64 import b32decode
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import factories
from tests.support.second_factor import code_at
from tracker.access import Role
from tracker.casework import second_factor
from tracker.casework.rotation import rotate
from tracker.clock import now
from tracker.law.terms import Refusal
from tracker.outside.files import FileStore
from tracker.records.accounts import SecondFactor, Way
from tracker.records.base import db
from tracker.records.organisation import User
from tracker.records.sealing import Keyring, keyring, new_key, use_keyring
from tracker.records.transactions import writing

STEP = timedelta(seconds=30)


def test_the_witness_agrees_with_the_standards_table() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert code_at(secret, 59) == "287082"
    assert code_at(secret, 1111111109) == "081804"


@pytest.fixture
def user(session: Session) -> User:
    return factories.person_with(session, Role.HANDLER)


@pytest.fixture
def secret(session: Session, user: User) -> str:
    """Turn the second factor on with a code of five minutes ago."""
    made = second_factor.new_secret()
    at = now() - timedelta(minutes=5)
    second_factor.turn_on(session, user, made, code_at(made, at.timestamp()), at)
    return made


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_of_this_step_or_the_next_ones_is_taken(
    session: Session, user: User, secret: str, steps: int
) -> None:
    moment = now()
    code = code_at(secret, (moment + steps * STEP).timestamp())

    assert second_factor.check(session, user.id, code, moment) is Way.CODE


@pytest.mark.parametrize("steps", [-2, 2, -20])
def test_a_code_farther_away_is_not_taken(
    session: Session, user: User, secret: str, steps: int
) -> None:
    moment = now()
    code = code_at(secret, (moment + steps * STEP).timestamp())

    assert second_factor.check(session, user.id, code, moment) is None


def test_a_code_is_taken_once(session: Session, user: User, secret: str) -> None:
    moment = now()
    code = code_at(secret, moment.timestamp())

    assert second_factor.check(session, user.id, code, moment) is Way.CODE
    assert second_factor.check(session, user.id, code, moment) is None


def test_after_a_code_no_earlier_one_is_taken(session: Session, user: User, secret: str) -> None:
    moment = now()
    later, earlier = (code_at(secret, (moment + n * STEP).timestamp()) for n in (1, 0))
    second_factor.check(session, user.id, later, moment)

    assert second_factor.check(session, user.id, earlier, moment) is None


def test_the_code_that_confirmed_opens_nothing(session: Session, user: User) -> None:
    made, moment = second_factor.new_secret(), now()
    code = code_at(made, moment.timestamp())
    second_factor.turn_on(session, user, made, code, moment)

    assert second_factor.check(session, user.id, code, moment) is None


def test_blanks_in_a_code_do_no_harm(session: Session, user: User, secret: str) -> None:
    moment = now()
    code = code_at(secret, moment.timestamp())

    assert second_factor.check(session, user.id, f" {code[:3]} {code[3:]} ", moment) is Way.CODE


@pytest.mark.parametrize("typed", ["", "000000x", "١٢٣٤٥٦", "9" * 500, "\x00"], ids=ascii)
def test_nonsense_is_no_code(session: Session, user: User, secret: str, typed: str) -> None:
    assert second_factor.check(session, user.id, typed, now()) is None


def test_a_wrong_code_turns_nothing_on(session: Session, user: User) -> None:
    with pytest.raises(Refusal) as refused:
        second_factor.turn_on(session, user, second_factor.new_secret(), "12345", now())

    assert refused.value.field == "code"
    assert session.get(SecondFactor, user.id) is None


def test_it_is_not_turned_on_twice(session: Session, user: User, secret: str) -> None:
    made, moment = second_factor.new_secret(), now()

    with pytest.raises(Refusal):
        second_factor.turn_on(session, user, made, code_at(made, moment.timestamp()), moment)


def test_each_recovery_code_is_taken_once_however_it_is_written(
    session: Session, user: User, secret: str
) -> None:
    codes = second_factor.renew_codes(session, user.id)
    written = [second_factor.spelled_code(codes[0]), codes[1].upper(), f" {codes[2]} "]

    assert len(set(codes)) == 10
    for typed in written:
        assert second_factor.check(session, user.id, typed, now()) is Way.RECOVERY
        assert second_factor.check(session, user.id, typed, now()) is None
    assert second_factor.check(session, user.id, codes[3], now()) is Way.RECOVERY


def test_new_recovery_codes_make_the_old_ones_void(
    session: Session, user: User, secret: str
) -> None:
    old = second_factor.renew_codes(session, user.id)
    second_factor.renew_codes(session, user.id)

    assert second_factor.check(session, user.id, old[0], now()) is None


def test_codes_of_another_person_open_nothing(session: Session, user: User, secret: str) -> None:
    other = factories.person(session, Role.HANDLER)
    made, moment = second_factor.new_secret(), now()
    theirs = second_factor.turn_on(session, other, made, code_at(made, moment.timestamp()), moment)

    assert second_factor.check(session, user.id, theirs[0], moment) is None


def test_neither_secret_nor_codes_stand_in_the_database(
    session: Session, user: User, secret: str
) -> None:
    codes = second_factor.renew_codes(session, user.id)
    factor = session.get_one(SecondFactor, user.id)

    assert secret.encode() not in factor.secret
    assert b32decode(secret) not in factor.secret
    assert not set(codes) & set(factor.recovery_digests)


def test_a_secret_moved_to_another_person_does_not_open(
    session: Session, user: User, secret: str
) -> None:
    from tracker.records.sealing import SealBroken

    factor = session.get_one(SecondFactor, user.id)
    with pytest.raises(SealBroken):
        keyring().open(factor.secret, context=f"second_factor.secret:{user.id + 1}")


def test_codes_open_after_the_old_key_is_gone(
    session: Session, user: User, secret: str, tmp_path: Path
) -> None:
    codes, old = second_factor.renew_codes(session, user.id), keyring()
    new = Keyring.from_setting(new_key("k2")).keys
    use_keyring(Keyring((*new, *old.keys)))
    moment = now()

    for done in rotate(session, keyring(), FileStore(tmp_path)):
        assert not done.broken
    use_keyring(Keyring(new))

    assert second_factor.check(session, user.id, codes[0], moment) is Way.RECOVERY
    code = code_at(secret, moment.timestamp())
    assert second_factor.check(session, user.id, code, moment) is Way.CODE


def test_an_offer_comes_back_to_its_own_person_alone() -> None:
    sealed = second_factor.sealed_offer("ABC", 7)

    assert second_factor.opened_offer(sealed, 7) == "ABC"
    assert second_factor.opened_offer(sealed, 8) is None
    assert second_factor.opened_offer("không phải", 7) is None
    assert second_factor.opened_offer("", 7) is None


def test_without_a_second_factor_no_code_is_right(session: Session, user: User) -> None:
    assert second_factor.check(session, user.id, "123456", now()) is None
    assert not second_factor.turn_off(session, user.id)
    with pytest.raises(Refusal):
        second_factor.renew_codes(session, user.id)


def test_one_code_sent_twice_at_the_same_moment_is_taken_once(
    app: Flask, session: Session, user: User, secret: str
) -> None:
    user_id, moment = user.id, now()
    code = code_at(secret, moment.timestamp())
    session.commit()

    def try_once(_number: int) -> Way | None:
        with app.app_context(), writing():
            way = second_factor.check(db.session(), user_id, code, moment)
            db.session.commit()
            return way

    with ThreadPoolExecutor(4) as pool:
        contexts = [copy_context() for _ in range(4)]
        ways = list(pool.map(lambda n: contexts[n].run(try_once, n), range(4)))

    assert sorted(map(str, ways)) == ["None", "None", "None", str(Way.CODE)]
