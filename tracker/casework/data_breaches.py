"""The register of breaches: detected at a minute, told in hours, put right, closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from tracker.casework.numbering import next_code
from tracker.casework.reasons import refuse_few_words, says_little
from tracker.law.data_breach import (
    MINUTES_LAW,
    NOTICES,
    BreachDeed,
    BreachTrait,
    HourClock,
    breach_clocks,
)
from tracker.law.terms import Refusal, Stale
from tracker.records.privacy import BreachStep, DataBreach
from tracker.records.visibility import Reach

SERIES = "SCDL"
D = BreachDeed
# Of these it must be said to whom it went.
SENT = NOTICES
BY_HAND = (*(d for d in BreachDeed if d in NOTICES), D.MINUTED, D.MEASURE, D.CLOSED)


@dataclass(frozen=True, slots=True)
class BreachDetails:
    """What is typed of a breach."""

    title: str
    detected_at: datetime
    happened: str
    found_by: str
    affected: str
    traits: tuple[BreachTrait, ...]
    people: int | None = None
    records: int | None = None
    harm: str = ""
    measures: str = ""


@dataclass(frozen=True, slots=True)
class BreachStepDetails:
    """What is typed of a step after a breach."""

    done_at: datetime
    words: str = ""
    recipient: str = ""
    document_number: str = ""


def log_breach(session: Session, details: BreachDetails, *, by: Reach, now: datetime) -> DataBreach:
    """Enter a breach under the next number of its year."""
    if details.detected_at > now:
        raise Refusal("Giờ phát hiện chưa đến.", field="detected_time")
    year = details.detected_at.astimezone(now.tzinfo).year
    breach = DataBreach(
        agency_id=by.agency_id,
        code=next_code(session, by.agency_id, SERIES, year),
        title=details.title,
        detected_at=details.detected_at,
        happened=details.happened,
        found_by=details.found_by,
        affected=details.affected,
        people=details.people,
        records=details.records,
        harm=details.harm,
        measures=details.measures,
        traits=_codes(details.traits),
        recorded_by_id=by.user_id,
        recorded_at=now,
    )
    session.add(breach)
    session.flush()
    return breach


def assess(
    session: Session, breach: DataBreach, details: BreachDetails, *,
    reason: str, by: Reach, now: datetime, version: int | None = None,
) -> BreachStep:  # fmt: skip
    """Judge a breach anew; the minute of detection stays, the reason is kept."""
    _check_open(breach, version)
    if says_little(reason):
        raise Refusal("Hãy ghi rõ vì sao đánh giá lại.", field="reason")
    breach.title = details.title
    breach.happened = details.happened
    breach.found_by = details.found_by
    breach.affected = details.affected
    breach.people = details.people
    breach.records = details.records
    breach.harm = details.harm
    breach.measures = details.measures
    breach.traits = _codes(details.traits)
    return _add(session, breach, D.ASSESSED, BreachStepDetails(now, reason), by, now)


def take_step(
    session: Session, breach: DataBreach, deed: BreachDeed, details: BreachStepDetails, *,
    by: Reach, now: datetime, version: int | None = None,
) -> BreachStep:  # fmt: skip
    """Record a notice, the minute, a measure or the end."""
    _check_open(breach, version)
    if details.done_at > now:
        raise Refusal("Giờ thực hiện chưa đến.", field="done_time")
    if details.done_at < breach.detected_at:
        raise Refusal("Giờ thực hiện trước giờ phát hiện sự cố.", field="done_time")
    if deed in SENT and not details.recipient.strip():
        raise Refusal("Hãy ghi đã gửi cho ai.", field="recipient")
    if deed not in SENT:
        refuse_few_words(details.words)
    if deed is D.CLOSED:
        _check_done(breach, now)
        breach.is_open = False
    return _add(session, breach, deed, details, by, now)


def clocks_of(breach: DataBreach, *, now: datetime) -> tuple[HourClock, ...]:
    """Give the notices that a breach calls for, as they stand at a minute."""
    detected_at = breach.detected_at.astimezone(now.tzinfo)
    return breach_clocks(detected_at, breach.known_traits, sent_of(breach, now.tzinfo), now=now)


def sent_of(breach: DataBreach, zone: tzinfo | None) -> Mapping[BreachDeed, datetime]:
    """Give when each notice first went out."""
    sent: dict[BreachDeed, datetime] = {}
    for step in breach.steps:
        moment = step.done_at.astimezone(zone)
        sent[step.deed] = min(moment, sent.get(step.deed, moment))
    return sent


def _check_open(breach: DataBreach, version: int | None) -> None:
    if version is not None and version != breach.version:
        raise Stale(breach.code)
    if not breach.is_open:
        raise Refusal("Sự cố này đã kết thúc.")


def _check_done(breach: DataBreach, now: datetime) -> None:
    """Refuse the end while a notice is owed or the minute is missing."""
    owed = tuple(clock.deed for clock in clocks_of(breach, now=now) if clock.met_at is None)
    if owed:
        raise Refusal(
            "Chưa thể kết thúc: còn %(owed)s. Nếu không phải thông báo, hãy đánh giá lại sự cố.",
            owed=owed,
        )
    if BreachTrait.HARM in breach.known_traits and D.MINUTED not in sent_of(breach, now.tzinfo):
        raise Refusal("Chưa thể kết thúc: chưa lập biên bản xác nhận.", article=MINUTES_LAW)


def _add(
    session: Session, breach: DataBreach, deed: BreachDeed, details: BreachStepDetails,
    by: Reach, now: datetime,
) -> BreachStep:  # fmt: skip
    step = BreachStep(
        agency_id=breach.agency_id,
        breach=breach,
        deed=deed,
        done_at=details.done_at,
        recipient=details.recipient.strip(),
        document_number=details.document_number,
        words=details.words.strip(),
        recorded_by_id=by.user_id,
        recorded_at=now,
    )
    session.add(step)
    session.flush()
    return step


def _codes(traits: tuple[BreachTrait, ...]) -> list[str]:
    return [trait.value for trait in BreachTrait if trait in traits]
