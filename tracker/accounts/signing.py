"""Take a sign-in: check, count, enter in the audit, open the session."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import current_app, session
from flask_login import login_user, logout_user

from tracker.accounts.queries import user_named
from tracker.casework import lockout, second_factor, sign_in_sessions
from tracker.clock import now as moment_of_now
from tracker.law.terms import Refusal
from tracker.records.accounts import SecondFactor, SessionEnd, SignInFailure, Way
from tracker.records.audit import note
from tracker.records.base import current_session
from tracker.records.organisation import User
from tracker.web.devices import origin
from tracker.web.guard import Person, act_as, person_in, signed_in
from tracker.web.passwords import hashed, is_outdated, matches
from tracker.web.person import split_name
from tracker.web.templating import LANGUAGE
from tracker.web.transaction import begin_writing, keep_despite_refusal, reading_first

SUBJECT = sign_in_sessions.SUBJECT
HALF_WAY = "sign_in_half_way"  # Who has shown a password and not yet a code, in the signed cookie.
CODE_WITHIN = timedelta(minutes=5)
WRONG_CODE = "Mã không đúng hoặc đã dùng. Chờ mã tiếp theo rồi nhập lại."


@dataclass(frozen=True, slots=True)
class HalfWay:
    """Somebody whom a password or a provider named and whose code is still to come."""

    user_id: int
    login: str


def take(login: str, password: str, now: datetime) -> Person | None:
    """Sign a person in; None where a code is still to come; one sentence for every wrong pair."""
    with reading_first():  # Checking a password takes long; nobody else waits for it.
        refuse_closed(login, now)
        user = user_named(current_session(), login)
        kept = user.password_hash if user is not None else None
    if not matches(kept, password):
        _fail(login, SignInFailure.PASSWORD, now)
        raise Refusal("Tên đăng nhập hoặc mật khẩu không đúng.")
    user = _still_open(login, now)
    if is_outdated(user.password_hash):
        user.password_hash = hashed(password)
    return enter(user, Way.PASSWORD, now)


def enter(user: User, way: Way, now: datetime) -> Person | None:
    """Let in whom a password or a provider named; None where a code is still to come."""
    has_factor = current_session().get(SecondFactor, user.id) is not None
    if way is Way.PROVIDER_BOTH or not has_factor:
        return _open(user, way, now)
    session[HALF_WAY] = [user.id, user.session_version, now.timestamp()]
    return None


def half_way(now: datetime) -> HalfWay | None:
    """Give who has shown a password on this browser a short while ago."""
    user_id, version, at = session.get(HALF_WAY) or (0, 0, 0)
    if not 0 <= now.timestamp() - at <= CODE_WITHIN.total_seconds():
        return None
    user = current_session().get(User, user_id)
    if user is None or not user.is_active or user.session_version != version:
        return None
    return HalfWay(user.id, user.login)


def take_code(who: HalfWay, code: str, now: datetime) -> Person:
    """Take the second factor and sign the person in."""
    refuse_closed(who.login, now)
    way = second_factor.check(current_session(), who.user_id, code, now)
    if way is None:
        _fail(who.login, SignInFailure.CODE, now)
        raise Refusal(WRONG_CODE)
    return _open(_still_open(who.login, now), way, now)


def prove(password: str, now: datetime) -> None:
    """Ask for the own password before something weighty; what is wrong counts as a sign-in."""
    person = signed_in()
    with reading_first():
        refuse_closed(person.login, now)
        kept = current_session().get_one(User, person.id).password_hash
    act_as(person)
    if not matches(kept, password):
        _fail(person.login, SignInFailure.PASSWORD, now)
        raise Refusal("Mật khẩu hiện tại không đúng.")


def prove_code(code: str, now: datetime) -> None:
    """Ask for a code again; what is wrong counts as a sign-in."""
    person = signed_in()
    refuse_closed(person.login, now)
    if second_factor.check(current_session(), person.id, code, now) is None:
        _fail(person.login, SignInFailure.CODE, now)
        raise Refusal(WRONG_CODE)


def open_session(person: Person, *, way: Way) -> None:
    """Begin a session; of an earlier one only language and form token stay."""
    begin_writing()
    moment, database = moment_of_now(), current_session()
    _leave(SessionEnd.REPLACED, moment)
    user = database.get_one(User, person.id)
    token = sign_in_sessions.begin(database, user, origin(), way, moment)
    stays = {name: session[name] for name in (LANGUAGE, "csrf_token") if name in session}
    session.clear()
    session.update(stays)
    login_user(replace(person, token=token))


def end() -> None:
    """End the session; only the language stays."""
    _leave(SessionEnd.SIGNED_OUT, moment_of_now())
    language = session.get(LANGUAGE)
    logout_user()
    session.clear()
    if language:
        session[LANGUAGE] = language


def _leave(why: SessionEnd, now: datetime) -> None:
    """End the session that this browser's cookie names, alive or not."""
    named = split_name(str(session.get("_user_id", "")))
    if named is not None:
        sign_in_sessions.forget_token(current_session(), named[1], why, now)


def _open(user: User, way: Way, now: datetime) -> Person:
    database = current_session()
    person = person_in(database, user.id, now.date())
    if person is None:
        raise Refusal("Tài khoản vừa bị ngừng sử dụng.")
    lockout.reset(database, user.login)
    act_as(person)
    user.last_signed_in_at = now
    note(
        database,
        action="sign_in",
        subject=SUBJECT,
        subject_id=user.id,
        details={"way": way.value},
    )
    open_session(person, way=way)
    return person


def _still_open(login: str, now: datetime) -> User:
    """Read the account again, now holding the pen: others may have closed it meanwhile."""
    database = current_session()
    if not lockout.is_still_open(database, login, now):
        raise _closed(login, now)
    user = user_named(database, login)
    if user is None:
        raise Refusal("Tài khoản vừa bị ngừng sử dụng.")
    return user


def refuse_closed(login: str, now: datetime) -> None:
    """Refuse a login that failures closed, or an address from which too many came."""
    database = current_session()
    if lockout.locked_until(database, login, now):
        raise _closed(login, now)
    if lockout.address_is_closed(database, origin().address, now):
        raise Refusal(
            "Nơi này đã nhập sai nhiều lần nên tạm dừng %(minutes)s phút. Chờ rồi thử lại.",
            minutes=int(lockout.ADDRESS_WINDOW.total_seconds() // 60),
        )


def _closed(login: str, now: datetime) -> Refusal:
    return Refusal(
        "Đã nhập sai %(times)s lần liền nên khóa đăng nhập đến %(until)s. Cần vào ngay thì nhờ quản"
        " trị hệ thống mở khóa.",
        times=lockout.MOST_FAILURES,
        until=lockout.locked_until(current_session(), login, now),
    )


def _fail(login: str, failure: SignInFailure, now: datetime) -> None:
    """Count a failure and enter it in the audit; it stays although the answer says no."""
    database, place = current_session(), origin()
    hours = current_app.config["TRACKER"].sign_in_lock_hours
    has_locked = lockout.fail(database, login, place, failure, now=now, lock_hours=hours)
    user = user_named(database, login)
    if user is not None:
        for action in ("sign_in_failed", *(("sign_in_locked",) if has_locked else ())):
            note(
                database,
                action=action,
                subject=SUBJECT,
                subject_id=user.id,
                agency_id=user.agency_id,
                details={"address": place.address, "failure": failure.value},
            )
    keep_despite_refusal()
