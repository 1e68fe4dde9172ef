"""The catalogue of jobs: what each kind does and when its turn comes, one line each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy.orm import Session

from tracker.casework import digest, idle_accounts, jobs
from tracker.casework.anchors import NOWHERE, AnchorWays, keep_anchors
from tracker.casework.breach_alerts import BreachAlert, alerts, alerts_due
from tracker.casework.clean_up import clean_up
from tracker.casework.inspection import run_checks
from tracker.casework.ladder import digest_at, tell_agency, tell_all
from tracker.casework.reminders import sweep
from tracker.casework.risk import MISS_COST, apply_forecasts, train_agencies
from tracker.law.reminding import may_remind
from tracker.law.terms import Term
from tracker.outside.post import Letter
from tracker.records.calendar import calendar_in_use
from tracker.records.jobs import JobKind
from tracker.records.organisation import agency_ids

NIGHT = time(1, 0)
Count = Mapping[str, int]
Payload = Mapping[str, Any]


class Cadence(Term):
    """When a periodic job comes round."""

    WORK_BEGINS = "work_begins", "Mỗi ngày làm việc, từ 07:00", "Each working day, from 07:00"
    DIGEST_HOUR = (
        "digest_hour",
        "Mỗi ngày làm việc, vào giờ gửi thư của cơ quan",
        "Each working day, at the agency's hour for the digest",
    )
    NIGHT = "night", "Mỗi ngày, từ 01:00", "Each day, from 01:00"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a periodic job; a turn of the same key is taken once."""

    key: str
    payload: Payload


@dataclass(frozen=True, slots=True)
class Means:
    """What a job needs from outside: the clock, the post, someone who writes the letters."""

    clock: Callable[[], datetime]
    compose: Callable[[digest.Digest], Letter]
    post: digest.Post | None = None
    miss_cost: float = MISS_COST
    alert: Callable[[BreachAlert], Letter] | None = None
    compose_idle: Callable[[idle_accounts.Idle], Letter] | None = None
    anchors: AnchorWays = NOWHERE


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of job: its work in steps that may each be kept, its turns, when in words."""

    work: Callable[[Session, Payload, Means], Iterator[Count]]
    turns: Callable[[Session, datetime], Iterable[Turn]]
    when: Cadence | None = None

    @property
    def is_periodic(self) -> bool:
        """Say whether it comes round by itself, and may be run by hand as well."""
        return self.when is not None


def put_what_is_due(session: Session, *, now: datetime) -> None:
    """Put every periodic job in whose turn has come; a turn that was slept through is caught up."""
    for kind, entry in CATALOGUE.items():
        for turn in entry.turns(session, now):
            jobs.put(session, kind, turn.key, now=now, payload=turn.payload)


def _sweep(session: Session, _payload: Payload, means: Means) -> Iterator[Count]:
    at = means.clock()
    yield {"noted": sum(sweep(session, at=at).noted.values())}
    for told in tell_all(session, at=at):
        yield {"told": told}


def _sweep_turns(session: Session, now: datetime) -> Iterable[Turn]:
    if may_remind(now, calendar_in_use(session)):
        yield Turn(f"{now:%Y-%m-%d}", {})


def _digest(session: Session, payload: Payload, means: Means) -> Iterator[Count]:
    """Tell first, so that the digest is whole whichever of the two jobs comes first."""
    at, calendar = means.clock(), calendar_in_use(session)
    agencies = [payload["agency"]] if "agency" in payload else agency_ids(session)
    for agency_id in agencies if may_remind(at, calendar) else ():
        for told in tell_agency(session, agency_id, at=at, calendar=calendar):
            yield {"told": told}
        if means.post is not None:
            for letters in digest.prepare(session, agency_id, at=at, calendar=calendar):
                yield {"letters": letters}


def _digest_turns(session: Session, now: datetime) -> Iterable[Turn]:
    if not may_remind(now, calendar_in_use(session)):
        return
    for agency_id in agency_ids(session):
        if now.time() >= digest_at(session, agency_id):
            yield Turn(f"{now:%Y-%m-%d} {agency_id}", {"agency": agency_id})


def _mail(session: Session, payload: Payload, means: Means) -> Iterator[Count]:
    for sent in digest.deliver(
        session, payload["mail"], clock=means.clock, compose=means.compose, post=means.post
    ):
        yield {"sent": sent}


def _breach(session: Session, payload: Payload, means: Means) -> Iterator[Count]:
    """Tell of a notice that is still owed; one that was sent meanwhile is told no more."""
    if means.post is None or means.alert is None:
        return
    letters = [means.alert(alert) for alert in alerts(session, payload, means.clock())]
    yield {"letters": len(letters)}  # Nothing is held while the mail server is spoken with.
    for letter in letters:
        means.post.send(letter)
        yield {"sent": 1}


def _breach_turns(session: Session, now: datetime) -> Iterable[Turn]:
    return (Turn(key, payload) for key, payload in alerts_due(session, now))


def _clean_up(session: Session, _payload: Payload, means: Means) -> Iterator[Count]:
    for dropped in clean_up(session, now=means.clock()):
        yield {"dropped": dropped}


def _forecast(session: Session, _payload: Payload, means: Means) -> Iterator[Count]:
    """Learn from what has ended, then forecast what is open."""
    at = means.clock()
    yield {"trained": len(train_agencies(session, at, miss_cost=means.miss_cost))}
    yield {"foretold": apply_forecasts(session, at)}


def _accounts(session: Session, _payload: Payload, means: Means) -> Iterator[Count]:
    """Close idle accounts agency by agency, then let undecided proposals of roles lapse."""
    at = means.clock()
    for closed in idle_accounts.close_idle(session, now=at):
        yield {"closed": closed}
    yield {"lapsed": idle_accounts.lapse_proposals(session, now=at)}


def _idle_warning(session: Session, _payload: Payload, means: Means) -> Iterator[Count]:
    at, compose = means.clock(), means.compose_idle
    if compose is None or not may_remind(at, calendar_in_use(session)):
        return
    for warned in idle_accounts.warn_idle(session, now=at, compose=compose, post=means.post):
        yield {"warned": warned}


def _checks(session: Session, _payload: Payload, means: Means) -> Iterator[Count]:
    """Look at the cases that changed or that the day made late, agency by agency."""
    for agency_id in agency_ids(session):
        tally = run_checks(session, agency_id, now=means.clock(), full=False)
        yield {"found": tally.new, "gone": tally.gone}


def _anchor(session: Session, _payload: Payload, means: Means) -> Iterator[Count]:
    """Carry the last link of every chain out of the database."""
    yield from keep_anchors(session, means.anchors, means.post, at=means.clock())


def _nightly(_session: Session, now: datetime) -> Iterable[Turn]:
    if now.time() >= NIGHT:
        yield Turn(f"{now:%Y-%m-%d}", {})


def _no_turns(_session: Session, _now: datetime) -> Iterable[Turn]:
    return ()


CATALOGUE: Mapping[JobKind, Entry] = {
    JobKind.SWEEP: Entry(_sweep, _sweep_turns, Cadence.WORK_BEGINS),
    JobKind.DIGEST: Entry(_digest, _digest_turns, Cadence.DIGEST_HOUR),
    JobKind.MAIL: Entry(_mail, _no_turns),
    JobKind.BREACH: Entry(_breach, _breach_turns),
    JobKind.CLEAN_UP: Entry(_clean_up, _nightly, Cadence.NIGHT),
    JobKind.CHECKS: Entry(_checks, _nightly, Cadence.NIGHT),
    JobKind.ACCOUNTS: Entry(_accounts, _nightly, Cadence.NIGHT),
    JobKind.IDLE_WARNING: Entry(_idle_warning, _sweep_turns, Cadence.WORK_BEGINS),
    JobKind.ANCHOR: Entry(_anchor, _nightly, Cadence.NIGHT),
    JobKind.FORECAST: Entry(_forecast, _nightly, Cadence.NIGHT),
}
