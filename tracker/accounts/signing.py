"""Take a sign-in: check, count, enter in the audit, open the session."""

from datetime import datetime

from flask import request, session
from flask_login import login_user, logout_user

from tracker.accounts import attempts
from tracker.accounts.queries import user_named
from tracker.law.terms import Refusal
from tracker.records.audit import note
from tracker.records.base import current_session
from tracker.records.organisation import User
from tracker.web.guard import Person, act_as, person_in
from tracker.web.passwords import hashed, is_outdated, matches
from tracker.web.templating import LANGUAGE
from tracker.web.transaction import keep_despite_refusal, reading_first

SUBJECT = "user_account"


def take(login: str, password: str, now: datetime) -> Person:
    """Sign a person in, or refuse with one sentence for every wrong pair."""
    address = request.remote_addr or ""
    with reading_first():  # Checking a password takes long; nobody else waits for it.
        closed = attempts.is_closed(current_session(), login, address, now)
        user = user_named(current_session(), login)
        kept = user.password_hash if user is not None else None
    if closed:
        raise Refusal(
            "Đã nhập sai nhiều lần nên tạm khóa %(minutes)s phút. Nếu quên mật khẩu, hãy nhờ"
            " quản trị hệ thống đặt lại.",
            minutes=int(attempts.WINDOW.total_seconds() // 60),
        )
    if not matches(kept, password):
        _remember_failure(login, address, now)
        raise Refusal("Tên đăng nhập hoặc mật khẩu không đúng.")
    return _open(login, password, address, now)


def open_session(person: Person) -> None:
    """Begin a session; of an earlier one only language and form token stay."""
    stays = {name: session[name] for name in (LANGUAGE, "csrf_token") if name in session}
    session.clear()
    session.update(stays)
    login_user(person)


def end() -> None:
    """End the session; only the language stays."""
    language = session.get(LANGUAGE)
    logout_user()
    session.clear()
    if language:
        session[LANGUAGE] = language


def _open(login: str, password: str, address: str, now: datetime) -> Person:
    database = current_session()
    attempts.remember(database, login, address, now, ok=True)
    user = user_named(database, login)
    person = person_in(database, user.id, now.date()) if user is not None else None
    if user is None or person is None:
        raise Refusal("Tài khoản vừa bị ngừng sử dụng.")
    act_as(person)
    if is_outdated(user.password_hash):
        user.password_hash = hashed(password)
    user.last_signed_in_at = now
    note(database, action="sign_in", subject=SUBJECT, subject_id=user.id)
    open_session(person)
    return person


def _remember_failure(login: str, address: str, now: datetime) -> None:
    database = current_session()
    attempts.remember(database, login, address, now, ok=False)
    user: User | None = user_named(database, login)
    if user is not None:
        note(
            database,
            action="sign_in_failed",
            subject=SUBJECT,
            subject_id=user.id,
            agency_id=user.agency_id,
            details={"address": address},
        )
    keep_despite_refusal()
