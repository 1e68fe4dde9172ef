"""An office with duties that are overdue, and real processes that work for it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import factories as make
from tests.support.applications import SEALING_KEYS, SECRET_KEY
from tests.support.clock import SetClock
from tests.support.mail_server import MailServer, mail_server
from tracker.access import Role
from tracker.cli.worker import work_off
from tracker.records.organisation import User

CASES = 24
MORNING = "2026-11-12T09:00"  # On which complaints of 02/11/2026 are overdue by a day.
Environment = Callable[..., Mapping[str, str]]
Work = Callable[[str], None]


@pytest.fixture
def environment(database_url: str, tmp_path: Path) -> Environment:
    """Give the settings under which a process of its own works on the test's database."""

    def give(**settings: str) -> Mapping[str, str]:
        given = {
            "environment": "test",
            "database_url": database_url,
            "instance_dir": str(tmp_path),
            "secret_key": SECRET_KEY,
            "sealing_keys": SEALING_KEYS,
        }
        return {name.upper(): value for name, value in (given | settings).items()}

    return give


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """Give a mail server."""
    with mail_server() as server:
        yield server


@pytest.fixture
def work(build_app: Callable[..., Flask], session: Session, mail: MailServer, at: SetClock) -> Work:
    """Give the way to do all jobs of a moment, with mail."""
    app = build_app(smtp_url=mail.url, mail_from="nhac@coquan.gov.vn",
                    public_url="https://tiepdan.coquan.gov.vn")  # fmt: skip

    def do(moment: str) -> None:
        session.commit()
        at(moment)
        while work_off(app):
            pass

    return do


@pytest.fixture
def office(session: Session) -> list[User]:
    """Give a unit of three handlers with their head and the director, and cases for each."""
    place = make.unit(session, "Phòng Thanh tra")
    handlers = [make.person(session, Role.HANDLER, at=place, name=f"Lê Xử {n}") for n in range(3)]
    head = make.person(session, Role.UNIT_HEAD, at=place, name="Vũ Thị Trưởng")
    people = [*handlers, head, make.person_with(session, Role.DIRECTOR)]
    for number, user in enumerate(people):
        user.email = f"nguoi{number}@coquan.gov.vn"
    for number in range(CASES):
        on = date(2026, 11, 2) - timedelta(days=number % 3)
        subject = make.case(session, received_on=on)
        make.assigned(session, subject, handlers[number % 3], on)
    session.commit()
    return people
