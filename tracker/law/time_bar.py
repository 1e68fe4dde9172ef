"""Whether a complaint comes in time: its time bar, counted without the time of obstacles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tracker.law import eligibility
from tracker.law.calendar import Calendar
from tracker.law.eligibility import Finding
from tracker.law.kinds import CaseKind, Level
from tracker.law.reckoning import Pause, Reckoning, reckon
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Rule
from tracker.law.terms import Refusal

TIME_BARS: Mapping[tuple[CaseKind, Level], str] = {
    (CaseKind.COMPLAINT, Level.FIRST): "KN-9",
    (CaseKind.COMPLAINT, Level.SECOND): "KN-33",
    (CaseKind.DISCIPLINE_COMPLAINT, Level.FIRST): "KL-48.a",
    (CaseKind.DISCIPLINE_COMPLAINT, Level.SECOND): "KL-48.b",
}


@dataclass(frozen=True, slots=True)
class TimeBar:
    """A time bar counted for one complaint, and the day on which the complaint came."""

    rule: Rule
    reckoning: Reckoning
    received_on: date
    obstacles: tuple[Pause, ...]

    @property
    def days_late(self) -> int:
        """Give by how many days the complaint came after the rolled last day; 0 when in time."""
        return max((self.received_on - self.reckoning.due_on).days, 0)

    @property
    def is_late(self) -> bool:
        """Say whether the complaint came after the rolled last day."""
        return self.days_late > 0

    @property
    def finding(self) -> Finding:
        """Answer the condition; lateness itself never refuses, the reason has to be weighed."""
        return Finding.NOT_MET if self.is_late else Finding.MET

    @property
    def is_deaf_to_obstacles(self) -> bool:
        """Say whether obstacles were stated that this limit does not leave out."""
        return bool(self.obstacles) and not self.rule.pauses


def bar_for(kind: CaseKind, level: Level) -> str | None:
    """Give the rule of the time bar, None where the law sets none."""
    return TIME_BARS.get((kind, level))


def judge(
    kind: CaseKind,
    level: Level,
    traits: frozenset[str],
    *,
    learnt_on: date | None,
    received_on: date,
    obstacles: Sequence[Pause] = (),
    rulebook: Rulebook,
    calendar: Calendar,
) -> TimeBar | None:
    """Count the time bar; None where there is none or its first day is unknown or out of reach."""
    rule_id = bar_for(kind, level)
    if rule_id is None or learnt_on is None:
        return None
    _check_days(learnt_on, received_on, obstacles)
    rule = rulebook.rule(rule_id)
    version = rule.in_force(learnt_on)
    if version is None or learnt_on.year < calendar.first_year:
        return None
    pauses = obstacles if rule.pauses else ()
    reckoning = reckon(version, learnt_on, traits, calendar, pauses=pauses)
    return TimeBar(rule, reckoning, received_on, tuple(obstacles))


def with_time_bar(findings: Mapping[str, Finding], bar: TimeBar | None) -> dict[str, Finding]:
    """Answer the condition of the time bar by the count where there is one, else by the clerk."""
    if bar is None:
        return dict(findings)
    answered = {c.id for c in eligibility.load() if c.time_bar == bar.rule.id}
    return {**findings, **dict.fromkeys(answered, bar.finding)}


def _check_days(learnt_on: date, received_on: date, obstacles: Sequence[Pause]) -> None:
    """Refuse days that cannot all be true."""
    if learnt_on > received_on:
        raise Refusal("Ngày bắt đầu tính thời hiệu không thể sau ngày nhận đơn.", field="learnt_on")
    if any(until <= from_ for from_, until in obstacles):
        raise Refusal("Thời gian có trở ngại phải kết thúc sau ngày bắt đầu.", field="obstacles")
    if any(later[0] < earlier[1] for earlier, later in pairwise(obstacles)):
        raise Refusal(
            "Các khoảng thời gian có trở ngại phải theo thứ tự và không chồng lên nhau.",
            field="obstacles",
        )
    if obstacles and obstacles[0][0] < learnt_on:
        raise Refusal(
            "Thời gian có trở ngại không thể bắt đầu trước ngày bắt đầu tính thời hiệu.",
            field="obstacles",
        )
