"""No mail, no line of a log and no command tells a denouncer either."""

import logging
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests import factories as make
from tests.support import child, secrecy, source
from tests.support.applications import SEALING_KEYS, SECRET_KEY
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.mail_server import mail_server
from tests.support.walks import DENOUNCER, DENOUNCER_PLACE
from tracker.access import Role
from tracker.law.kinds import CaseKind
from tracker.records.base import current_session
from tracker.records.petitions import Petition
from tracker.web.guard import public

SECRETS = secrecy.pieces(DENOUNCER, place=DENOUNCER_PLACE)
MORNING = "2026-11-23T09:00"
COMMANDS = (
    ("audit", "verify"), ("audit", "verify", "--json"), ("audit", "anchor"), ("seal", "status"),
    ("seal", "rotate", "--dry-run"), ("check", "run", "--json"), ("check", "run"),
    ("deadlines", "rebuild", "--check"), ("deadlines", "sweep"), ("unit", "list"),
    ("risk", "train"), ("risk", "apply"),
)  # fmt: skip


@pytest.fixture
def denunciation(session: Session, at: SetClock) -> Petition:
    """Give a denunciation that is long overdue, its identity opened by the director."""
    at("2026-09-01")
    typed = make.petition_details(sender=DENOUNCER)
    case = make.case(
        session, CaseKind.DENUNCIATION, received_on=date(2026, 9, 1), parties=typed.parties
    )
    make.assigned(session, case, make.person(session, Role.HANDLER), date(2026, 9, 2))
    for number, role in enumerate((Role.DIRECTOR, Role.UNIT_HEAD, Role.HANDLER, Role.INSPECTOR)):
        person = make.person_with(session, role)
        person.email = f"nguoi{number}@coquan.gov.vn"
        person.last_signed_in_at = make.moment(date(2026, 11, 20))  # Or the night closes it.
    petition = case.links[0].petition
    session.commit()
    at("2026-11-23")
    return petition


def test_no_mail_tells_a_denouncer(
    session: Session, denunciation: Petition, database_url: str, tmp_path: Path
) -> None:
    with mail_server() as mail:
        settings = environment(
            database_url, tmp_path, smtp_url=mail.url, mail_from="nhac@coquan.gov.vn"
        )
        for words in (("deadlines", "sweep"), ("worker", "--once")):
            ended = child.run(settings, MORNING, *words)
            assert ended.returncode == 0, ended.stderr
            assert secrecy.found_in(ended.stdout + ended.stderr, SECRETS) == []

    told = [f"{letter}\n{letter['Subject']}\n{letter.get_content()}" for letter in mail.mails]
    assert any(DENUNCIATION_CODE in each for each in told), "The mail speaks of the case by code."
    assert [secrecy.found_in(each, SECRETS) for each in told] == [[] for _ in told]


def test_no_command_tells_a_denouncer(
    session: Session, denunciation: Petition, command: Callable[..., str]
) -> None:
    found = {
        " ".join(words): secrets
        for words in COMMANDS
        if (secrets := secrecy.found_in(command(*words), SECRETS))
    }

    source.refuse(sorted(found), "Commands know codes, not denouncers.", "print the code.")


def test_no_exported_book_tells_a_denouncer(
    session: Session, denunciation: Petition, command: Callable[..., str], tmp_path: Path
) -> None:
    login = make.person_with(session, Role.RECEPTIONIST).login
    for book in ("reception", "petitions"):
        file = tmp_path / f"{book}.xlsx"
        command(
            "export", "book", book, str(file), "--unit", "Văn phòng", "--from", "2026-01-01",
            "--to", "2026-12-31", "--as", login,
        )  # fmt: skip

        said = secrecy.text_of(file.read_bytes())
        assert secrecy.found_in(said, SECRETS) == []
    assert denunciation.sender_label in said


def test_no_line_of_the_log_tells_a_denouncer_while_people_work(
    session: Session,
    denunciation: Petition,
    sign_in: Callable[[Role], InspectingClient],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/petitions/{denunciation.id}/unseal")
    client.submit(page, {"reason": "Mời người tố cáo làm việc"})
    shown = client.get(f"/petitions/{denunciation.id}")
    client.get("/search", query_string={"q": DENOUNCER.full_name})

    assert DENOUNCER.full_name in shown.words, "The log is looked at while the name is in hand."
    assert secrecy.found_in(caplog.text, SECRETS) == []


@pytest.mark.parametrize("fault", ["/value", "/number", "/database", "/chain"])
def test_an_error_with_a_name_in_hand_leaves_none_in_the_log_or_on_the_page(
    app: Flask,
    session: Session,
    build_app: Callable[..., Flask],
    caplog: pytest.LogCaptureFixture,
    fault: str,
) -> None:
    """The message of an error often repeats the value: the log keeps its kind and its place."""
    make.person_with(session, Role.DIRECTOR)
    session.commit()
    failing = build_app(environment="development")
    failing.config["PROPAGATE_EXCEPTIONS"] = False
    for address, view in FAULTS.items():
        failing.add_url_rule(address, f"fault{address}", public(view))
    caplog.set_level(logging.DEBUG)

    page = InspectingClient(failing).get(fault, status=500)

    assert "failed" in caplog.text
    assert "test_secrecy_elsewhere.py" in caplog.text, "The place of the fault is told."
    assert secrecy.found_in(caplog.text, SECRETS) == []
    assert secrecy.found_in(page.text, SECRETS) == []


def test_the_log_of_such_an_error_would_tell_the_name_without_our_care(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The control: this is what an ordinary log writes of the same fault."""
    try:
        value()
    except ValueError:
        logging.getLogger(__name__).exception("failed")

    assert secrecy.found_in(caplog.text, SECRETS)


def value() -> str:
    who = DENOUNCER
    raise ValueError(who.full_name)


def number() -> str:
    who = DENOUNCER
    return str(int(who.full_name))


def database() -> str:
    """Hand the name to a wrong statement: PostgreSQL repeats the value in its message."""
    for statement in ("SELECT CAST(:name AS INTEGER)", "SELECT :name FROM no_such_table"):
        current_session().execute(text(statement), {"name": DENOUNCER.full_name})
    return ""


def chain() -> str:
    try:
        return number()
    except ValueError as error:
        message = f"Not a number: {DENOUNCER.phone}"
        raise RuntimeError(message) from error


FAULTS: Mapping[str, Callable[[], str]] = {
    "/value": value, "/number": number, "/database": database, "/chain": chain,
}  # fmt: skip
DENUNCIATION_CODE = "TC-2026-"


def environment(database_url: str, folder: Path, **settings: str) -> Mapping[str, str]:
    given = {
        "environment": "test",
        "database_url": database_url,
        "instance_dir": str(folder),
        "secret_key": SECRET_KEY,
        "sealing_keys": SEALING_KEYS,
    }
    return {name.upper(): value for name, value in (given | settings).items()}
