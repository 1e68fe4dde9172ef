"""Find the last days of a case slowly, from its events and from the rule files as they stand.

A second reading of the law that shares only names with the package. A stop that never ended lasts
until the matter was settled; while it is open the last day stays as it was. An extension counts
only if the limit had not ended when it was decided.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from tests.law.slow_counter import (
    DATA,
    ONE_DAY,
    Diary,
    days_from,
    ends_of,
    last_day_before,
    listed_days,
)
from tracker.law.events import Event
from tracker.law.events import EventType as E

NOT_RULES = {"instruments", "holidays", "competence", "conditions", "registers"}
UNITS = ("days", "working_days", "months", "years", "per_week", "per_month", "per_year", "at_once")
FOUND = {"complex", "especially_complex"}  # Only ever found, by a step of its own.
WAYS_OUT = {E.REFUSED, E.GUIDED, E.FORWARDED, E.RETURNED, E.FILED_AWAY, E.DISCONTINUED, E.MERGED}

Row = Mapping[str, Any]
Ends = tuple[date, date]  # The last day as counted, and the worked day to which it rolls.


def due_dates(events: Iterable[Event], diary: Diary) -> dict[tuple[str, int], Ends]:
    """Give the last days of every limit of a case, by its rule and the event that began it."""
    steps = _without_undone_mergers(_as_told_at_last(list(events)))
    reading = _Reading(steps, _facts(steps), diary)
    return {
        (id_, began): ends
        for id_, rule in rules().items()
        if reading.is_bound_by(rule)
        for began, ends in reading.limits_of(id_, rule)
    }


@cache
def rules() -> dict[str, Row]:
    """Read every rule as the files have it."""
    files = (f for f in sorted(DATA.glob("*.toml")) if f.stem not in NOT_RULES)
    return {id_: row for f in files for id_, row in tomllib.loads(f.read_text("utf-8")).items()}


@dataclass(frozen=True)
class _Step:
    """One event where it stands after all corrections."""

    day: date
    sequence: int
    type: str
    told: Row


@dataclass(frozen=True)
class _Reading:
    steps: list[_Step]
    facts: Row
    diary: Diary

    def is_bound_by(self, rule: Row) -> bool:
        kinds, levels = rule.get("kinds", []), rule.get("levels", [])
        return (
            (kinds == "all" or self.facts["kind"] in kinds)
            and (not levels or self.facts["level"] in levels)
            and set(rule.get("needs", [])) <= self.facts["traits"]
            and not set(rule.get("unless", [])) & self.facts["traits"]
        )

    def limits_of(self, id_: str, rule: Row) -> list[tuple[int, Ends]]:
        found = []
        for place, step in enumerate(self.steps):
            if step.type in rule.get("starts", []) and _is_begun_so(rule, step):
                came = any(s.type in self.ends(rule) for s in self.steps[:place])
                if _version(rule, step.day) and (came or rule["direction"] == "after"):
                    ends = self.counted(id_, rule, step.day, self.steps[place + 1 :])
                    found += [(step.sequence, ends)] if _was_law(rule, step.day, ends) else []
        learnt_on = self.facts.get(rule.get("starts_on_fact", ""))
        if learnt_on and learnt_on >= min(listed_days()) and _version(rule, learnt_on):
            stopped = [day for span in self.facts["obstacles"] for day in days_from(*span)]
            found.append((0, self.plainly(rule, _version(rule, learnt_on), learnt_on, stopped)))
        if expiry := self.expiry(rule.get("starts_on_expiry_of", "")):
            found.append((0, self.counted(id_, rule, expiry, [])))
        return found

    def ends(self, rule: Row) -> set[str]:
        spared = rule.get("ends_except", {}).get(self.facts["kind"], [])
        return set(rule.get("ends", [])) - set(spared)

    def counted(self, id_: str, rule: Row, start: date, later: list[_Step]) -> Ends:
        """Count under the version of the first day, or under the next one where that is chosen."""
        version = _version(rule, start)
        settling = self.ends(rule) | set(rule.get("voids", []))
        settled_on = next((s.day for s in later if s.type in settling), None)
        stopped = _stopped_days(rule, later, settled_on)
        if self.is_found_too_late(rule, start, later):
            plain = {**self.facts, "traits": self.facts["traits"] - FOUND}
            return replace(self, facts=plain).counted(id_, rule, start, later)
        old = self.plainly(rule, version, start, stopped, self.extra_days(rule, start, later))
        if "transition" not in version:
            return old
        following = rule["version"][rule["version"].index(version) + 1]
        new = self.plainly(rule, following, start, stopped)
        passage = version["transition"]["passage"]
        for step in later if passage == "silent" else []:
            if step.type == E.TRANSITION_CHOSEN and step.told["rule"] == id_:
                passage = step.told["passage"]
        is_across = min(old[1], new[1]) >= following["from"]
        return new if is_across and passage == "new" else old

    def plainly(
        self, rule: Row, version: Row, start: date, stopped: Iterable[date], extra: int = 0
    ) -> Ends:
        number, unit = self.length(version)
        if rule["direction"] == "before":
            end = last_day_before(start, number, unit, self.diary)
            return end, end
        rolls = version["roll"] == "next_working_day"
        return ends_of(start, number + extra, unit, self.diary, stopped, is_rolled=rolls)

    def length(self, version: Row) -> tuple[int, str]:
        """Take the length with the most conditions among those that hold."""
        best: Row = {}
        for length in version["lengths"]:
            holds = set(length.get("when", [])) <= self.facts["traits"]
            if holds and (not best or len(length.get("when", [])) > len(best.get("when", []))):
                best = length
        unit = next(u for u in UNITS if u in best)
        return (0, "days") if unit == "at_once" else (best[unit], unit)

    def is_found_too_late(self, rule: Row, start: date, later: list[_Step]) -> bool:
        """Say whether the matter was found complex when the plain limit had already ended."""
        found = next((step for step in later if step.type == E.FOUND_COMPLEX), None)
        if found is None or not self.facts["traits"] & FOUND:
            return False
        plain = replace(self, facts={**self.facts, "traits": self.facts["traits"] - FOUND})
        stopped = _stopped_days(rule, later, found.day + ONE_DAY)
        return found.day > plain.plainly(rule, _version(rule, start), start, stopped)[1]

    def extra_days(self, rule: Row, start: date, later: list[_Step]) -> int:
        """Add up the extensions that were decided before the limit had ended."""
        version, extra = _version(rule, start), 0
        for step in later if "extensions" in version else []:
            if step.type == E.EXTENDED:
                stopped = _stopped_days(rule, later, step.day + ONE_DAY)
                _, due = self.plainly(rule, version, start, stopped, extra)
                extra += version["extensions"]["days"] if step.day <= due else 0
        return extra

    def expiry(self, id_: str) -> date | None:
        """Give the day on which a limit ended undecided, where the matter had no other way out."""
        if not id_ or any(s.type in WAYS_OUT | {E.DECIDED} for s in self.steps):
            return None
        rule = rules()[id_]
        for place, step in enumerate(self.steps):
            if step.type in rule["starts"]:
                later = self.steps[place + 1 :]
                _, due = self.counted(id_, rule, step.day, later)
                is_open = any(to is None and since <= due for since, to in _stops(rule, later))
                return None if is_open else due
        receipt, later = self.steps[0], self.steps[1:]
        _, accepted_on = self.counted("KN-27", rules()["KN-27"], receipt.day, later)
        return self.counted(id_, rule, accepted_on, [])[1]


def _as_told_at_last(events: list[Event]) -> list[_Step]:
    steps = []
    for event in events:
        day: date | None = event.legal_date
        for other in sorted(events, key=lambda e: e.sequence):
            if other.corrects == event.sequence:
                day = other.corrected_date
        if day is not None and event.type != E.CORRECTED:
            steps.append(_Step(day, event.sequence, event.type, event.particulars))
    return sorted(steps, key=lambda step: (step.day, step.sequence))


def _without_undone_mergers(steps: list[_Step]) -> list[_Step]:
    kept: list[_Step] = []
    for step in steps:
        if step.type == E.UNMERGED:
            del kept[max(place for place, s in enumerate(kept) if s.type == E.MERGED)]
        else:
            kept.append(step)
    return kept


def _facts(steps: list[_Step]) -> Row:
    """Gather what the steps say of the matter; what was said last stands."""
    facts: dict[str, Any] = {"traits": set(), "obstacles": []}
    for step in steps:
        told = step.told
        if step.type in {E.RECEIVED, E.CLASSIFIED}:
            found = facts["traits"] & {"complex", "especially_complex"}
            inside = {"internal"} if told["kind"] == "discipline_complaint" else set()
            facts |= {"kind": told["kind"], "level": told["level"]}
            facts["traits"] = set(told["traits"]) | found | inside
        elif step.type == E.FOUND_COMPLEX:
            grave = {"especially_complex"} if len(told["criteria"]) > 1 else set()
            facts["traits"] |= {"complex"} | grave
        elif step.type == E.CHECKED:
            facts |= {"learnt_on": told.get("learnt_on"), "obstacles": told.get("obstacles", [])}
    return facts


def _is_begun_so(rule: Row, step: _Step) -> bool:
    how = set(step.told.get("circumstances", []))
    return set(rule.get("starts_when", [])) <= how and not set(rule.get("starts_unless", [])) & how


def _version(rule: Row, day: date) -> Row:
    """Give the last version in force, or nothing before the first and after the repeal."""
    begun = [version for version in rule["version"] if version["from"] <= day]
    return {} if not begun or begun[-1].get("repealed") else begun[-1]


def _was_law(rule: Row, start: date, ends: Ends) -> bool:
    """Say whether the last day of a limit that runs backwards lay in the time of its version."""
    return rule["direction"] == "after" or ends[1] >= _version(rule, start)["from"]


def _stops(rule: Row, later: list[_Step]) -> list[tuple[date, date | None]]:
    """Give from when until when the clock stood, for each kind; it goes on with the last answer."""
    stops: list[tuple[date, date | None]] = []
    for pause in rule.get("pauses", []):
        out, since = 0, date.max
        for step in later:
            if step.type == pause.get("starts") and step.day >= pause["since"]:
                out, since = out + 1, since if out else step.day
            elif step.type == pause.get("ends") and out:
                out -= 1
                stops += [] if out else [(since, step.day)]
        stops += [(since, None)] if out else []
    return stops


def _stopped_days(rule: Row, later: list[_Step], until: date | None) -> set[date]:
    """Give the days on which the clock stood; what is still open lasts until a day, if to any."""
    stopped: set[date] = set()
    for since, to in _stops(rule, later):
        last = to or until
        stopped |= set(days_from(since, last)) if last else set()
    return stopped
