"""The hour clocks of a personal-data breach, each from the minute of detection."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tracker.law.levels import Alarm
from tracker.law.reckoning import end_of_years
from tracker.law.rulebook import Rule, Rulebook
from tracker.law.rules import Unit, Version
from tracker.law.standing import Status
from tracker.law.terms import Term

KEEP_RULE = "ND356-29.c"
MINUTES_LAW = "Điều 23 khoản 2 Luật 91/2025/QH15"
# Shares of a limit that are left; values of the house, not law.
AT_RISK_SHARE, URGENT_SHARE = 0.5, 0.25
LAST_MINUTE = time(23, 59)


class BreachTrait(Term):
    """What decides to whom a breach must be told, and how soon."""

    HARM = (
        "harm",
        "Có thể hại quốc phòng, an ninh, trật tự, hoặc tính mạng, danh dự, tài sản của người khác",
        "May harm defence, security, order, or the life, honour or property of people",
    )
    LOCATION = (
        "location",
        "Có dữ liệu vị trí hoặc sinh trắc học",
        "Location or biometric data are concerned",
    )
    CYBER = "cyber", "Là sự cố an ninh mạng", "It is a cyber incident"
    SERIOUS = "serious", "Sự cố an ninh mạng nghiêm trọng", "A serious cyber incident"
    SECURITY = (
        "security",
        "Có dấu hiệu xâm phạm an ninh quốc gia, trật tự, hoặc gây gián đoạn nghiêm trọng",
        "Signs of harm to national security or order, or serious interruption",
    )


class BreachDeed(Term):
    """What is done about a breach."""

    TOLD_AT_ONCE = "told_at_once", "Báo cáo ngay", "Reported at once"
    FIRST_NOTICE = "first_notice", "Thông báo ban đầu", "First notice"
    CAUSE_REPORT = (
        "cause_report",
        "Báo cáo nguyên nhân, phạm vi, biện pháp",
        "Report on cause, scope, remedies",
    )
    AUTHORITY_NOTICE = (
        "authority_notice",
        "Thông báo vi phạm cho cơ quan bảo vệ dữ liệu",
        "Notice to the data-protection authority",
    )
    SUBJECTS_TOLD = (
        "subjects_told",
        "Báo cho người có dữ liệu",
        "Those concerned were told",
    )
    MINUTED = "minuted", "Lập biên bản xác nhận", "Confirming minute made"
    MEASURE = "measure", "Biện pháp ngăn chặn, khắc phục", "Measure taken"
    ASSESSED = "assessed", "Đánh giá lại", "Assessed anew"
    CLOSED = "closed", "Khắc phục xong, kết thúc", "Put right, closed"


T, D = BreachTrait, BreachDeed
NETWORK = frozenset({T.CYBER, T.SERIOUS, T.SECURITY})
# Rule, the traits of which one calls for it, the step that meets it.
CALLS: tuple[tuple[str, frozenset[BreachTrait], BreachDeed], ...] = (
    ("ND331-31.a", frozenset({T.SECURITY}), D.TOLD_AT_ONCE),
    ("ND331-31.b", frozenset({T.SERIOUS}), D.FIRST_NOTICE),
    ("L91-23.1", frozenset({T.HARM}), D.AUTHORITY_NOTICE),
    ("ND356-29.1", frozenset({T.LOCATION}), D.SUBJECTS_TOLD),
    ("ND331-31.c", NETWORK, D.CAUSE_REPORT),
)
NOTICES = frozenset(deed for _rule, _traits, deed in CALLS)


@dataclass(frozen=True, slots=True)
class HourClock:
    """One notice that is owed, until which minute, and whether it was sent."""

    rule: Rule
    version: Version
    deed: BreachDeed
    due_at: datetime
    met_at: datetime | None
    status: Status
    alarm: Alarm | None
    left: timedelta

    @property
    def hours_left(self) -> int:
        """Give the whole hours that are left, or by which it is late."""
        return int(abs(self.left).total_seconds() // 3600)

    @property
    def minutes_left(self) -> int:
        """Give the minutes beside the hours."""
        return int(abs(self.left).total_seconds() % 3600 // 60)


def breach_clocks(
    detected_at: datetime,
    traits: Collection[BreachTrait],
    sent: Mapping[BreachDeed, datetime],
    *,
    now: datetime,
) -> tuple[HourClock, ...]:
    """Give the notices that a breach calls for, the earliest due first."""
    found = _called_for(detected_at, frozenset(traits), sent, now)
    return tuple(sorted(found, key=lambda clock: clock.due_at))


def kept_until(closed_on: date | None) -> date | None:
    """Give the first day on which the file need no longer be kept; none while it is open."""
    version = Rulebook.load().rule(KEEP_RULE).in_force(closed_on) if closed_on else None
    if closed_on is None or version is None:
        return None
    return end_of_years(closed_on, version.lengths[0].number)


def _called_for(
    detected_at: datetime, traits: frozenset[BreachTrait],
    sent: Mapping[BreachDeed, datetime], now: datetime,
) -> Iterator[HourClock]:  # fmt: skip
    for rule_id, calling, deed in CALLS:
        rule = Rulebook.load().rule(rule_id)
        version = rule.in_force(detected_at.date())
        if version is None or not calling & traits:
            continue
        due_at = _due(detected_at, version)
        met_at = sent.get(deed)
        yield HourClock(
            rule, version, deed, due_at, met_at, _status(due_at, met_at, now),
            None if met_at else _alarm(detected_at, due_at, now), due_at - now,
        )  # fmt: skip


def _due(detected_at: datetime, version: Version) -> datetime:
    """Give the minute of the end; what is due at once is due on the same day."""
    length = version.lengths[0]
    if length.unit is Unit.HOURS:
        return detected_at + timedelta(hours=length.number)
    return datetime.combine(detected_at.date(), LAST_MINUTE, detected_at.tzinfo)


def _status(due_at: datetime, met_at: datetime | None, now: datetime) -> Status:
    if met_at is not None:
        return Status.MET if met_at <= due_at else Status.MET_LATE
    return Status.PENDING if now <= due_at else Status.OVERDUE


def _alarm(detected_at: datetime, due_at: datetime, now: datetime) -> Alarm:
    if now > due_at:
        return Alarm.OVERDUE
    whole = due_at - detected_at
    share = (due_at - now) / whole if whole else 0.0
    if share <= URGENT_SHARE or whole < timedelta(days=1):
        return Alarm.URGENT
    return Alarm.AT_RISK if share <= AT_RISK_SHARE else Alarm.ON_TRACK
