"""Each night the last link of every chain leaves the database, and a cut shows against it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests import factories as make
from tests.jobs.conftest import Environment
from tests.support import child
from tests.support.mail_server import MailServer
from tracker.config import ConfigError
from tracker.records.audit import AuditHead
from tracker.records.jobs import Job, JobKind, JobState

NIGHT = "2026-11-12T01:05"
NEXT = "2026-11-13T01:05"
CUT = [
    "DELETE FROM audit_entry WHERE chain = :chain AND sequence > 1",
    """UPDATE audit_head SET sequence = 1, hash = (SELECT hash FROM audit_entry
    WHERE chain = :chain AND sequence = 1) WHERE chain = :chain""",
]

Command = Callable[..., str]
pytestmark = pytest.mark.timeout(300)


def test_anchors_are_added_to_the_file_night_after_night(
    session: Session, environment: Environment, tmp_path: Path, command: Command
) -> None:
    agency, file = make.agency(session), tmp_path / "kept" / "anchors.jsonl"
    session.commit()
    settings = environment(anchor_file=str(file))

    work(settings, NIGHT)
    make.unit(session, "Phòng Mới")
    session.commit()
    work(settings, NEXT)

    kept = [json.loads(line) for line in file.read_text().splitlines()]
    mine = [each["sequence"] for each in kept if each["chain"] == str(agency.id)]
    assert len(mine) == 2
    assert mine[0] < mine[1]
    assert file.stat().st_mode & 0o077 == 0
    assert "nguyên vẹn" in command("audit", "verify", "--anchor", str(file))


def test_the_same_turn_is_taken_once(
    session: Session, environment: Environment, tmp_path: Path
) -> None:
    make.agency(session)
    session.commit()
    settings = environment(anchor_file=str(tmp_path / "anchors.jsonl"))

    work(settings, NIGHT)
    work(settings, NIGHT)

    assert len((tmp_path / "anchors.jsonl").read_text().splitlines()) == chains(session)


def test_a_tail_that_was_cut_with_its_head_shows_against_the_file(
    session: Session, environment: Environment, tmp_path: Path, command: Command
) -> None:
    agency, file = make.agency(session), tmp_path / "anchors.jsonl"
    for number in range(3):
        make.unit(session, f"Phòng {number}")
    session.commit()
    work(environment(anchor_file=str(file)), NIGHT)

    cut(session, str(agency.id))

    assert "HỎNG" not in command("audit", "verify")
    said = command("audit", "verify", "--anchor", str(file), exit_code=1)
    assert f"Chuỗi {agency.id}: HỎNG tại mục 2: phần cuối nhật ký đã bị cắt" in said


def test_the_mail_of_the_night_is_what_the_command_reads(
    session: Session, environment: Environment, mail: MailServer, tmp_path: Path, command: Command
) -> None:
    agency = make.agency(session)
    make.unit(session)
    session.commit()
    work(
        environment(
            smtp_url=mail.url, mail_from="nhac@coquan.gov.vn", anchor_mail="luu@thanhtra.gov.vn"
        ),
        NIGHT,
    )

    (letter,) = mail.mails
    kept = tmp_path / "mail.txt"
    kept.write_text(letter.get_content(), encoding="utf-8")
    assert mail.recipients == ["luu@thanhtra.gov.vn"]
    assert "Mốc nhật ký ngày 12/11/2026" in str(letter["Subject"])
    assert f"Chuỗi {agency.id}: nguyên vẹn" in command("audit", "verify", "--anchor", str(kept))


def test_a_mail_that_does_not_get_through_is_tried_again(
    session: Session, environment: Environment, mail: MailServer
) -> None:
    make.agency(session)
    session.commit()
    mail.refusing["luu@thanhtra.gov.vn"] = "451 later"
    settings = environment(
        smtp_url=mail.url, mail_from="nhac@coquan.gov.vn", anchor_mail="luu@thanhtra.gov.vn"
    )
    work(settings, NIGHT)
    assert mail.mails == []

    mail.refusing.clear()
    work(settings, "2026-11-12T03:05")

    assert len(mail.mails) == 1
    job = session.query(Job).filter_by(kind=JobKind.ANCHOR).one()
    assert (job.state, job.outcome) == (JobState.DONE, {"mailed": chains(session)})


def test_the_command_adds_to_a_file_too(session: Session, command: Command, tmp_path: Path) -> None:
    make.agency(session)
    file = tmp_path / "usb" / "anchors.jsonl"

    command("audit", "anchor", "--append", str(file))
    command("audit", "anchor", "--append", str(file))

    assert len(file.read_text().splitlines()) == 2 * chains(session)
    assert "nguyên vẹn" in command("audit", "verify", "--anchor", str(file))


@pytest.mark.parametrize("words", ["", "nothing of ours", "{}", "[]", '{"chain": 1'])
def test_a_file_without_anchors_is_refused(command: Command, tmp_path: Path, words: str) -> None:
    file = tmp_path / "anchors.txt"
    file.write_text(words)

    assert "Tệp mốc không đọc được" in command(
        "audit", "verify", "--anchor", str(file), exit_code=2
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"anchor_mail": "nobody"}, "ANCHOR_MAIL không đúng"),
        ({"anchor_mail": "luu@thanhtra.gov.vn"}, "hãy đặt cả SMTP_URL"),
    ],
)
def test_a_bad_setting_stops_the_start(
    build_app: Callable[..., Flask], settings: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ConfigError, match=sentence):
        build_app(**settings)


def chains(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AuditHead)) or 0


def work(environment: Any, moment: str) -> None:
    ended = child.run(environment, moment, "worker", "--once")
    assert ended.returncode == 0, ended.stderr


def cut(session: Session, chain: str) -> None:
    """Cut the trail behind its first entry, as somebody with all rights could."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET session_replication_role = replica"))
    else:
        for verb in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER audit_entry_no_{verb}"))
    for statement in CUT:
        connection.execute(text(statement), {"chain": chain})
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET session_replication_role = DEFAULT"))
    session.commit()
