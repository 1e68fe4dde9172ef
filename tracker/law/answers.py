"""The answers of the law as plain data, alike for the commands and for programs."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from tracker.law.asking import Answered
from tracker.law.calendar import HORIZON, Calendar, DayMark, days_in, proposed_days
from tracker.law.events import Event
from tracker.law.explanation import explain
from tracker.law.obligations import Obligation
from tracker.law.reckoning import Reckoning
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Citation, PauseRule, Rule, Transition, Version
from tracker.law.strip import strip
from tracker.law.terms import Refusal
from tracker.law.timeline import Note, Timeline

Answer = dict[str, Any]
A_YEAR = timedelta(365)


def deadline(answered: Answered, calendar: Calendar) -> Answer:
    """Give one due date with its steps and its days."""
    rule, reckoning = answered.rule, answered.reckoning
    return {
        **_of_rule(rule),
        **_counted(reckoning),
        "direction": rule.direction.value,
        "variants": sorted(str(t) for t in reckoning.traits),
        "extensions": reckoning.extensions,
        "pauses": [[p.isoformat(), r.isoformat()] for p, r in reckoning.pauses],
        "steps": _steps(reckoning, rule, calendar),
        "days": _days(reckoning, calendar),
    }


def timeline(found: Timeline, today: date, calendar: Calendar) -> Answer:
    """Give a typed-in case with all its obligations as they stand on a day."""
    return {
        "kind": found.facts.kind.value,
        "level": found.facts.level.value,
        "today": today.isoformat(),
        "state": found.state.value,
        "traits": sorted(str(t) for t in found.facts.traits),
        "events": [_event(e) for e in found.events],
        "obligations": [obligation(o, today, calendar) for o in found.obligations],
        "notes": [_note(n) for n in found.notes],
    }


def obligation(owed: Obligation, today: date, calendar: Calendar) -> Answer:
    """Give one obligation as it stands on a day, with its steps."""
    return {
        **_of_rule(owed.rule),
        **_counted(owed.reckoning),
        "met_on": _iso(owed.met_on),
        "standing": owed.standing.value,
        "status": owed.status(today).value,
        "days_late": owed.days_late(today),
        "is_estimated": owed.is_estimated,
        "started_by": owed.started_by,
        "steps": _steps(owed.reckoning, owed.rule, calendar),
    }


def rules(rulebook: Rulebook, on: date | None) -> list[Answer]:
    """Give the versions in force on a day, or every version there is or was."""
    return [
        rule_version(rule, version, on)
        for rule in rulebook.rules
        for version in versions_on(rule, on)
    ]


def versions_on(rule: Rule, on: date | None) -> tuple[Version, ...]:
    """Give the version of a rule in force on a day, without a day all of them."""
    if on is None:
        return rule.versions
    version = rule.in_force(on)
    return (version,) if version else ()


def rule_version(rule: Rule, version: Version, on: date | None) -> Answer:
    """Give one version of a rule; `until` is the first day on which it no longer holds."""
    return {
        **_of_rule(rule),
        "aliases": [a.id for a in rule.aliases],
        "kinds": sorted(k.value for k in rule.kinds),
        "levels": sorted(level.value for level in rule.levels),
        "needs": sorted(t.value for t in rule.needs),
        "unless": sorted(t.value for t in rule.unless),
        "no_effect": sorted(t.value for t in rule.no_effect),
        "direction": rule.direction.value,
        "counted_from": rule.counted_from,
        "counted_from_en": rule.counted_from_en,
        "version_from": version.from_.isoformat(),
        "until": _iso(end_of(rule, version)),
        "lengths": [
            {"length": n.number, "unit": n.unit.value, "when": sorted(t.value for t in n.when)}
            for n in reversed(version.lengths)
        ],
        "extensions": version.extensions.most if version.extensions else 0,
        "pauses": [_pause(p) for p in rule.pauses],
        "roll": version.roll.value,
        "transition": _transition(version.transition),
        **_cited(version),
        "checked_on": version.checked_on.isoformat(),
        "is_stale": on is not None and version.checked_on < on - A_YEAR,
        "repealed_on": _iso(rule.repealed_on),
        "repealed_by": str(rule.repealed_by) if rule.repealed_by else None,
    }


def end_of(rule: Rule, version: Version) -> date | None:
    """Give the first day on which a version no longer holds, if there is one."""
    later = (v.from_ for v in rule.versions if v.from_ > version.from_)
    return min(later, default=rule.repealed_on)


def workdays(start: date, end: date, calendar: Calendar) -> Answer:
    """Count the working days after a day, up to and with another, and name the marked ones."""
    return {
        "from": start.isoformat(),
        "to": end.isoformat(),
        "working_days": calendar.working_days_between(start, end),
        "marked_days": [calendar_day(m, calendar) for m in marks_between(start, end, calendar)],
    }


def marks_between(start: date, end: date, calendar: Calendar) -> Iterator[DayMark]:
    """Give the marked days from one day to another, whichever comes first."""
    days = days_in(min(start, end), max(start, end))
    return (mark for day in days if (mark := calendar.mark(day)))


def year(number: int, calendar: Calendar) -> Answer:
    """Give the marked days of a year, or refuse one that the calendar does not reach."""
    if not calendar.first_year <= number <= calendar.last_known_year + HORIZON:
        raise Refusal(
            "Không có lịch năm %(year)s: lịch làm việc có các năm %(first)s–%(last)s.",
            field="year",
            year=number,
            first=calendar.first_year,
            last=calendar.last_known_year,
        )
    days = days_in(date(number, 1, 1), date(number, 12, 31))
    return {
        "year": number,
        "known": calendar.known(number),
        "provisional": calendar.provisional(number),
        "working_days": sum(calendar.is_working(d) for d in days),
        "days": [calendar_day(m, calendar) for m in calendar.marks(number)],
        "proposed": [calendar_day(m, calendar) for m in proposed_of(number)],
    }


def proposed_of(number: int) -> Iterable[DayMark]:
    """Give the days of a year that were proposed and not decided."""
    return (m for m in proposed_days() if m.on.year == number)


def calendar_day(mark: DayMark, calendar: Calendar) -> Answer:
    """Give one marked day with its decision."""
    return {
        "on": mark.on.isoformat(),
        "kind": mark.kind.value,
        "name": mark.name_vi,
        "name_en": mark.name_en,
        "basis": mark.basis,
        "status": mark.status.value,
        "confidence": mark.confidence,
        "announced_on": _iso(mark.announced_on),
        "is_working": calendar.is_working(mark.on),
    }


def _of_rule(rule: Rule) -> Answer:
    return {
        "rule": rule.id,
        "title": rule.title,
        "title_en": rule.title_en,
        "nature": rule.nature.value,
        "basis": rule.basis.value,
    }


def _counted(reckoning: Reckoning) -> Answer:
    return {
        "version_from": reckoning.version.from_.isoformat(),
        "from": reckoning.start.isoformat(),
        "due_on": reckoning.due_on.isoformat(),
        "unrolled_on": reckoning.unrolled_on.isoformat(),
        "warn_on": reckoning.warn_on.isoformat(),
        "transition_on": _iso(reckoning.transition_on),
        "chosen": reckoning.chosen.value if reckoning.chosen else None,
        "unit": reckoning.unit.value,
        "length": reckoning.length.number,
        **_cited(reckoning.version),
    }


def _cited(version: Version) -> Answer:
    return {
        "cite": str(version.cite),
        "also": _words(version.also),
        "confidence": version.confidence.value,
    }


def _words(citations: Iterable[Citation]) -> list[str]:
    return [str(c) for c in citations]


def _pause(pause: PauseRule) -> Answer:
    return {
        "starts": pause.starts.value if pause.starts else None,
        "ends": pause.ends.value if pause.ends else None,
        "since": pause.since.isoformat(),
        "cite": str(pause.cite),
        "also": _words(pause.also),
    }


def _transition(transition: Transition | None) -> Answer | None:
    if transition is None:
        return None
    cite = str(transition.cite) if transition.cite else None
    return {"passage": transition.passage.value, "cite": cite}


def _steps(reckoning: Reckoning, rule: Rule, calendar: Calendar) -> list[Answer]:
    return [
        {"code": s.code, "on": _iso(s.on), "vi": s.vi, "en": s.en}
        for s in explain(reckoning, rule, calendar)
    ]


def _days(reckoning: Reckoning, calendar: Calendar) -> list[Answer]:
    return [
        {
            "on": day.on.isoformat(),
            "role": day.role.value,
            "ordinal": day.ordinal,
            "name": day.name,
            "name_en": day.name_en,
        }
        for day in strip(reckoning, calendar)
    ]


def _event(event: Event) -> Answer:
    return {
        "sequence": event.sequence,
        "event": event.type.value,
        "title": event.type.vi,
        "title_en": event.type.en,
        "on": event.legal_date.isoformat(),
    }


def _note(note: Note) -> Answer:
    return {
        "text": str(note.said),
        "article": note.said.article or None,
        "event": note.event.type.value if note.event else None,
        "on": _iso(note.event.legal_date) if note.event else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
