"""The figures of /metrics in the text form of Prometheus: numbers of things, never of people."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.casework.ladder import is_unseen
from tracker.jobs import queries
from tracker.records.cases import StoredObligation
from tracker.records.jobs import JobKind, JobState
from tracker.records.reminders import MailState, Reminder

Sample = tuple[str, float]


def figures(session: Session, now: datetime) -> str:
    """Write all figures, each with what it means."""
    return "".join(f"{line}\n" for line in _lines(session, now))


def _lines(session: Session, now: datetime) -> Iterator[str]:
    jobs, ends, mails = queries.counts(session), queries.last_ends(session), queries.mails(session)
    yield from _gauge(
        "tracker_jobs", "Jobs in the table by kind and state.",
        ((f'{{kind="{kind}",state="{state}"}}', jobs.get((kind, state), 0))
         for kind in JobKind for state in JobState),
    )  # fmt: skip
    yield from _gauge(
        "tracker_job_last_success_timestamp_seconds", "When a job of a kind last ended well.",
        ((f'{{kind="{row.kind}"}}', row.done_at.timestamp()) for row in ends if row.done_at),
    )  # fmt: skip
    yield from _gauge(
        "tracker_job_last_failure_timestamp_seconds", "When a try that failed last ended.",
        ((f'{{kind="{row.kind}"}}', row.broken_at.timestamp()) for row in ends if row.broken_at),
    )  # fmt: skip
    yield from _gauge(
        "tracker_jobs_waiting_too_long", "Jobs due for five minutes that no worker has taken.",
        [("", queries.waiting_too_long(session, now))],
    )  # fmt: skip
    yield from _gauge(
        "tracker_mails", "Digests by what became of them.",
        ((f'{{state="{state}"}}', mails.get(state, 0)) for state in MailState),
    )  # fmt: skip
    unseen = select(func.count()).select_from(Reminder).where(is_unseen())
    yield from _gauge(
        "tracker_reminders_unseen", "Reminders that nobody has acknowledged.",
        [("", session.scalar(unseen) or 0)],
    )  # fmt: skip
    running = select(func.count(), func.count().filter(StoredObligation.due_on < now.date())).where(
        StoredObligation.is_running
    )
    every, overdue = session.execute(running).one()
    yield from _gauge(
        "tracker_duties_running", "Duties on the clock.", [("", every)]
    )  # fmt: skip
    yield from _gauge(
        "tracker_duties_overdue", "Duties on the clock past their last day.", [("", overdue)]
    )  # fmt: skip


def _gauge(name: str, meaning: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} gauge"
    for labels, value in samples:
        yield f"{name}{labels} {value:.15g}"
