"""Idle accounts from the command line: the letter that warns, the demo that lets people in."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.clock import SetClock
from tests.support.mail_server import mail_server
from tracker.casework.idle_accounts import Idle
from tracker.cli.letters import compose_idle
from tracker.cli.worker import work_off
from tracker.records.organisation import User


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "hệ thống sẽ khóa tài khoản"), ("en", "closes the account")]
)
def test_the_letter_says_until_when_in_the_language_of_its_reader(
    sqlite_app: Flask, language: str, said: str
) -> None:
    idle = Idle(
        7, "Đỗ Minh Trí", "tri.dm", "tri@so.example", language,
        date(2026, 10, 15), date(2026, 11, 29),
    )  # fmt: skip

    with sqlite_app.test_request_context():
        letter = compose_idle(idle)

    assert said in letter.text
    assert "29/11/2026" in letter.subject
    assert "15/10/2026" in letter.text
    assert "/account/sign-in" in letter.text
    assert "{" not in letter.text


def test_the_worker_warns_by_mail_and_closes_a_week_later(
    session: Session, command: Callable[..., str], build_app: Callable[..., Flask], at: SetClock
) -> None:
    at("2026-09-01")
    command("demo", "load", "--cases", "5")
    with mail_server() as server:
        app = build_app(smtp_url=server.url, mail_from="nhac@so.example")
        at("2026-10-12T09:00")  # 41 days later, a Monday.
        while work_off(app):
            pass
    warned = [mail for mail in server.mails if "sẽ bị khóa" in mail["Subject"]]
    assert len(warned) == len(session.scalars(select(User)).all())
    session.commit()

    at("2026-10-17T01:30")
    while work_off(app):
        pass
    session.expire_all()
    assert [u.login for u in session.scalars(select(User).where(User.is_active))] == ["quantri2"]
    session.commit()

    command("demo", "load", "--once")
    session.expire_all()
    assert all(user.is_active for user in session.scalars(select(User)))
