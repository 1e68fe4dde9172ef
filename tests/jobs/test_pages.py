"""The page of the jobs and the figures: what ran, what failed, nothing about people."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import factories as make
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.casework import jobs
from tracker.casework.catalogue import CATALOGUE
from tracker.cli.worker import work_off
from tracker.clock import VIETNAM
from tracker.records.cases import StoredObligation
from tracker.records.jobs import Job, JobKind, JobState
from tracker.records.organisation import User
from tracker.records.reminders import Mail, MailState

SignIn = Callable[[Role], InspectingClient]
PERIODIC = [kind for kind, entry in CATALOGUE.items() if entry.is_periodic]
PLACE = "/administration/jobs"
MORNING = datetime(2026, 11, 12, 9, tzinfo=VIETNAM)
FIGURE = re.compile(r"^[a-z_]+(\{[a-z_]+=\"[a-z_]+\"(,[a-z_]+=\"[a-z_]+\")*\})? -?[0-9.e+]+$")


@pytest.fixture
def admin(sign_in: SignIn, at: SetClock) -> InspectingClient:
    at("2026-11-12T09:00")
    return sign_in(Role.ADMINISTRATOR)


def test_what_never_ran_says_so(admin: InspectingClient) -> None:
    page = admin.get(PLACE, max_queries=8)

    assert page.words.count("chưa chạy lần nào") == len(PERIODIC)
    assert "Chưa đặt máy chủ thư" in page.words


def test_a_run_shows_when_and_what_it_did(
    admin: InspectingClient, app: Flask, session: Session, office: list[User]
) -> None:
    session.commit()
    work_off(app)

    words = admin.get(PLACE, max_queries=8).words

    assert "Đã xong 09:00 12/11/2026" in words
    assert "24 mức mới; 72 lời nhắc mới" in words


def test_a_job_is_run_by_hand_and_the_trail_says_who(
    admin: InspectingClient, session: Session
) -> None:
    page = admin.submit(admin.get(PLACE), action=f"{PLACE}/sweep/run")

    row = session.scalars(select(Job)).one()
    assert (row.kind, row.state) == (JobKind.SWEEP, JobState.QUEUED)
    assert row.asked_by_id
    assert "Đã yêu cầu chạy: Quét thời hạn, nhắc việc." in admin.follow(page).words


@pytest.mark.parametrize("kind", ["mail", "khong-co"])
def test_what_does_not_come_round_is_not_run_by_hand(admin: InspectingClient, kind: str) -> None:
    admin.post(f"{PLACE}/{kind}/run", status=404)


def test_what_failed_is_said_in_words_with_the_next_try(
    admin: InspectingClient, session: Session
) -> None:
    fail(session, JobKind.SWEEP)

    words = admin.get(PLACE, max_queries=8).words

    assert "cơ sở dữ liệu không trả lời hoặc đang bận (OperationalError)" in words
    assert "lúc 09:01 12/11/2026, đã thử 1 lần" in words


def test_mails_that_were_not_sent_are_listed_with_the_reason(
    admin: InspectingClient, session: Session
) -> None:
    user = make.person(session, Role.HANDLER, name="Lê Văn Xử")
    user.email = "xu@coquan.gov.vn"
    stranger = make.person(session, Role.DIRECTOR, at=make.agency(session, "Sở Xây dựng"),
                           name="Lạ Mặt")  # fmt: skip
    for who in (user, stranger):
        session.add(Mail(agency_id=who.agency_id, recipient_id=who.id, day=MORNING.date(),
                         state=MailState.FAILED, attempts=2, fault="busy", code=451,
                         next_try_at=MORNING, created_at=MORNING))  # fmt: skip

    words = admin.get(PLACE, max_queries=8).words

    assert "Lê Văn Xử xu@coquan.gov.vn" in words
    assert "máy chủ thư hẹn gửi lại (451); thử lại lúc 09:00 12/11/2026" in words
    assert "Lạ Mặt" not in words


def test_jobs_that_nobody_takes_up_are_told(admin: InspectingClient, session: Session) -> None:
    jobs.put(session, JobKind.CLEAN_UP, "left", now=MORNING - timedelta(minutes=6))

    assert "Có 1 việc đến lượt đã quá 5 phút" in admin.get(PLACE).words


def test_the_figures_are_numbers_and_name_nobody(
    client: InspectingClient, session: Session, office: list[User], at: SetClock
) -> None:
    at("2026-11-12T09:00")
    fail(session, JobKind.SWEEP)

    page = client.get("/metrics", max_queries=8)

    lines = [line for line in page.text.splitlines() if not line.startswith("#")]
    assert lines
    assert [line for line in lines if not FIGURE.match(line)] == []
    assert 'tracker_jobs{kind="sweep",state="queued"} 1' in lines
    assert 'tracker_job_last_failure_timestamp_seconds{kind="sweep"} 1794448800' in lines
    running = select(func.count()).select_from(StoredObligation).where(StoredObligation.is_running)
    assert f"tracker_duties_running {session.scalar(running)}" in lines
    assert "tracker_duties_overdue 24" in lines
    assert "KN-2026" not in page.text


@pytest.mark.parametrize(
    ("settings", "headers", "address", "status"),
    [
        ({}, {}, "127.0.0.1", 200),
        ({}, {}, "10.0.0.7", 404),
        ({"metrics_token": "t0k3n-of-the-monitor-of-this-office-1"}, {}, "127.0.0.1", 404),
        (
            {"metrics_token": "t0k3n-of-the-monitor-of-this-office-1"},
            {"Authorization": "Bearer t0k3n-of-the-monitor-of-this-office-1"},
            "10.0.0.7",
            200,
        ),
        (
            {"metrics_token": "t0k3n-of-the-monitor-of-this-office-1"},
            {"Authorization": "Bearer Đoán"},
            "127.0.0.1",
            404,
        ),
        ({"environment": "production"}, {}, "127.0.0.1", 404),
    ],
)
def test_the_figures_are_for_this_machine_or_for_whoever_has_the_token(
    sqlite_app: Flask,
    build_app: Callable[..., Flask],
    settings: dict[str, str],
    headers: dict[str, str],
    address: str,
    status: int,
) -> None:
    client = build_app(**settings).test_client()

    answer = client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})

    assert answer.status_code == status


def fail(session: Session, kind: JobKind) -> None:
    """Let a job of a kind break once."""
    job_id = jobs.put(session, kind, "broken", now=MORNING)
    lease = jobs.take(session, job_id or 0, now=MORNING, lease=timedelta(minutes=5))
    assert lease
    jobs.fail(session, lease, now=MORNING, error="OperationalError")
    session.commit()
