"""Whatever dies in the middle or runs twice at once, each person is told once of each duty."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.jobs.conftest import CASES, MORNING, Environment
from tests.support import child
from tests.support.mail_server import MailServer
from tracker.casework.catalogue import CATALOGUE
from tracker.records.jobs import Job, JobKind, JobState
from tracker.records.organisation import User
from tracker.records.reminders import Mail, MailState, Reminder

pytestmark = pytest.mark.timeout(300)  # Each starts several processes, one after the other.

CRASHES = 4
FARTHEST = 90  # Statements of a whole run, about; a process that ends before is not killed.


def test_a_sweep_that_is_killed_again_and_again_tells_each_person_once(
    session: Session, office: list[User], environment: Environment
) -> None:
    chance, killed = Random(20261112), 0  # noqa: S311 - places of a test, no secret
    for _ in range(CRASHES):
        place = chance.randrange(1, 40)
        ended = child.run(environment(), MORNING, "deadlines", "sweep", kill_before=place)
        killed += ended.returncode == child.KILLED
        assert ended.returncode in {0, child.KILLED}, ended.stderr

    assert child.run(environment(), MORNING, "deadlines", "sweep").returncode == 0
    assert killed
    assert told(session) == expected(office)


def test_two_sweeps_at_once_tell_each_person_once(
    session: Session, office: list[User], environment: Environment
) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = list(
            pool.map(lambda _: child.run(environment(), MORNING, "deadlines", "sweep"), range(2))
        )

    assert [ended.returncode for ended in both] == [0, 0], [ended.stderr for ended in both]
    assert told(session) == expected(office)


def test_a_morning_that_is_killed_again_and_again_sends_each_digest(
    session: Session, office: list[User], environment: Environment, mail: MailServer
) -> None:
    """A second copy comes only where a process died between the server's yes and its own note."""
    settings = environment(smtp_url=mail.url, mail_from="nhac@coquan.gov.vn")
    chance, at = Random(9), datetime.fromisoformat(MORNING)  # noqa: S311 - places of a test
    in_doubt = 0
    for _ in range(CRASHES):
        place = chance.randrange(10, FARTHEST)
        ended = child.run(settings, f"{at:%Y-%m-%dT%H:%M}", "worker", "--once", kill_before=place)
        assert ended.returncode in {0, child.KILLED}, ended.stderr
        in_doubt += taken_but_not_noted(session, mail)
        at += timedelta(minutes=15)  # Longer than a lease: the next process takes over.

    ended = child.run(settings, f"{at:%Y-%m-%dT%H:%M}", "worker", "--once")

    assert ended.returncode == 0, ended.stderr
    assert told(session) == expected(office)
    assert sent(session) == len(office)
    assert set(mail.recipients) == {user.email for user in office}
    assert len(mail.copies()) == len(office)
    assert len(mail.mails) <= len(office) + in_doubt


def test_a_process_that_dies_right_after_the_servers_yes_sends_one_further_copy(
    session: Session, office: list[User], environment: Environment, mail: MailServer
) -> None:
    """What SMTP cannot rule out is one copy too many, never one too few; both are the same mail."""
    settings = environment(smtp_url=mail.url, mail_from="nhac@coquan.gov.vn")

    first = child.run(settings, MORNING, "worker", "--once", kill_before=r"UPDATE mail.*sent_at")
    in_doubt = taken_but_not_noted(session, mail)
    child.run(settings, "2026-11-12T09:20", "worker", "--once")

    assert (first.returncode, in_doubt) == (child.KILLED, 1)
    assert Counter(mail.copies().values()) == {1: len(office) - 1, 2: 1}
    assert sent(session) == len(office)


def test_jobs_of_the_morning_are_done_once_however_many_workers_come(
    session: Session, office: list[User], environment: Environment
) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: child.run(environment(), MORNING, "worker", "--once"), range(2)))

    done = session.execute(select(Job.kind, Job.state, Job.attempts)).all()
    assert sorted(done) == sorted(
        (kind, JobState.DONE, 1) for kind in JobKind if CATALOGUE[kind].is_periodic
    )


def told(session: Session) -> Counter[int]:
    """Count the reminders of each person, and see that no two tell the same."""
    session.rollback()
    rows = session.scalars(select(Reminder)).all()
    assert len({(r.case_id, r.rule, r.meant_for_id, r.due_on, r.days) for r in rows}) == len(rows)
    return Counter(row.recipient_id for row in rows)


def expected(office: list[User]) -> Counter[int]:
    """Give what everybody is told: each handler of a third of the cases, the others of all."""
    *handlers, head, director = office
    return Counter(
        {
            **{user.id: CASES // len(handlers) for user in handlers},
            head.id: CASES,
            director.id: CASES,
        }
    )


def taken_but_not_noted(session: Session, mail: MailServer) -> int:
    """Count the mails that the server has and the table does not know to be sent."""
    return len(mail.copies()) - sent(session)


def sent(session: Session) -> int:
    """Count the mails noted as sent, and let go of the database, for others write to it too."""
    session.rollback()
    number = session.scalar(select(func.count()).where(Mail.state == MailState.SENT)) or 0
    session.rollback()
    return number
