"""Invented cases for the self-test: lawful from end to end, and ways to spoil one thing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tracker.law.calendar import Calendar
from tracker.law.events import Event, EventType, effective
from tracker.law.findings.record import CaseRecord, Duty, Given, Opening, Written
from tracker.law.history import Outcome
from tracker.law.kinds import CaseKind, Level
from tracker.law.moves import ENDED
from tracker.law.numbered import NUMBERED
from tracker.law.obligations import obligations
from tracker.law.rulebook import Rulebook
from tracker.law.workflow import replay

E = EventType
YEAR = 2026
CLERK, HANDLER, HEAD = 11, 12, 13
UNIT, OTHER_UNIT = 21, 22
TODAY = date(YEAR, 11, 26)


def day(text: str) -> date:
    """Read a day of the year of the tales, written 26/11."""
    number, month = text.split("/")
    return date(YEAR, int(month), int(number))


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a tale; it is written down on its own day unless `recorded_on` says otherwise."""

    type: EventType
    on: date
    told: Mapping[str, Any] = field(default_factory=dict)
    recorded_on: date | None = None
    by: int = HANDLER
    document: str = "15/QĐ-SKHCN"
    corrects: int | None = None
    corrected_date: date | None = None


@dataclass(frozen=True, slots=True)
class Tale:
    """A case told step by step; every method gives another tale with one thing different."""

    kind: CaseKind
    steps: tuple[Step, ...]
    level: Level = Level.FIRST
    today: date = TODAY
    given: tuple[Given, ...] = ()
    openings: tuple[Opening, ...] = ()
    barred_people: frozenset[int] = frozenset()
    barred_units: frozenset[int] = frozenset()

    def with_step(self, type_: EventType, **changes: Any) -> "Tale":
        """Give the tale with the first step of a kind changed."""
        first = next(s for s in self.steps if s.type is type_)
        changed = replace(first, **changes)
        return replace(self, steps=tuple(changed if s is first else s for s in self.steps))

    def telling(self, type_: EventType, **told: Any) -> "Tale":
        """Give the tale with other particulars of a step."""
        first = next(s for s in self.steps if s.type is type_)
        return self.with_step(type_, told={**first.told, **told})

    def without(self, *types: EventType) -> "Tale":
        """Give the tale without the steps of some kinds."""
        return replace(self, steps=tuple(s for s in self.steps if s.type not in types))

    def until(self, type_: EventType) -> "Tale":
        """Give the tale up to the first step of a kind, that step included."""
        place = next(n for n, s in enumerate(self.steps) if s.type is type_)
        return replace(self, steps=self.steps[: place + 1])

    def then(self, type_: EventType, on: str, **more: Any) -> "Tale":
        """Give the tale with one more step, written down last."""
        return replace(self, steps=(*self.steps, Step(type_, day(on), **more)))

    def also(self, **changes: Any) -> "Tale":
        """Give the tale with other circumstances: today, hands, openings, whom it is about."""
        return replace(self, **changes)

    def record(self) -> CaseRecord:
        """Give the case as the checks see it, its duties derived by the law."""
        events = tuple(
            Event(n, s.type, s.on, s.corrects, s.corrected_date, s.told)
            for n, s in enumerate(self.steps, start=1)
        )
        situation, calendar = replay(events), Calendar.official()
        is_open = situation.state not in ENDED
        return CaseRecord(
            situation.facts.kind, situation.facts.level, situation.state, is_open,
            self.steps[0].on, None if is_open else situation.last_date, situation.facts.traits,
            events, effective(events), self._written(),
            tuple(map(Duty.of, obligations(events, Rulebook.load(), calendar))),
            self.today, calendar, self.given or (Given(UNIT, HANDLER, self.steps[0].on),),
            self.openings, self.barred_people, self.barred_units,
        )  # fmt: skip

    def _written(self) -> dict[int, Written]:
        return {
            n: Written(s.recorded_on or s.on, s.by, s.document if s.type in NUMBERED else "")
            for n, s in enumerate(self.steps, start=1)
        }


def told_of(kind: CaseKind, *steps: tuple[Any, ...], level: Level = Level.FIRST) -> Tale:
    """Tell a case: its receipt and classification say the kind, each step has its day."""
    facts = {"kind": kind.value, "level": level.value, "traits": ["at_desk"]}
    told = {E.RECEIVED: facts, E.CLASSIFIED: facts}
    return Tale(
        kind,
        tuple(
            Step(type_, day(on), {**told.get(type_, {}), **(more[0] if more else {})})
            for type_, on, *more in steps
        ),
        level,
    )


BEGUN: tuple[tuple[Any, ...], ...] = (
    (E.RECEIVED, "01/09"), (E.CLASSIFIED, "03/09"), (E.ACCEPTED, "08/09"),
)  # fmt: skip
AFTER_DECISION: tuple[tuple[Any, ...], ...] = (
    (E.DECISION_SENT, "02/10"), (E.DECISION_RECEIVED, "05/10"), (E.INTERNALLY_PUBLISHED, "05/10"),
    (E.DECISION_PUBLISHED, "08/10", {"circumstances": ["in_writing"]}), (E.ENFORCED, "10/11"),
    (E.ARCHIVED, "20/11"),
)  # fmt: skip
VERIFIED: tuple[tuple[Any, ...], ...] = (
    (E.VERIFICATION_ORDERED, "09/09"), (E.VERIFICATION_REPORTED, "21/09"),
    (E.DIALOGUE_ANNOUNCED, "22/09"), (E.DIALOGUE_HELD, "29/09"),
)  # fmt: skip
COMPLAINT = told_of(
    CaseKind.COMPLAINT, *BEGUN, *VERIFIED,
    (E.DECIDED, "01/10", {"outcome": Outcome.WRONG.value}), *AFTER_DECISION,
)  # fmt: skip
SECOND_LEVEL = told_of(
    CaseKind.COMPLAINT, *BEGUN, *VERIFIED,
    (E.DECIDED, "01/10", {"outcome": Outcome.RIGHT.value}), *AFTER_DECISION, level=Level.SECOND,
)  # fmt: skip
DENUNCIATION = told_of(
    CaseKind.DENUNCIATION,
    (E.RECEIVED, "01/09"), (E.CLASSIFIED, "03/09"), (E.CHECKED, "04/09"), (E.ACCEPTED, "08/09"),
    (E.NOTIFIED, "10/09"), (E.VERIFICATION_ORDERED, "10/09"), (E.EXPLAINED, "17/09"),
    (E.VERIFICATION_REPORTED, "25/09"),
    (E.CONCLUDED, "02/10", {"outcome": Outcome.WRONG.value}), (E.CONCLUSION_SENT, "05/10"),
    (E.INTERNALLY_PUBLISHED, "06/10"), (E.CONCLUSION_HANDLED, "07/10"),
    (E.CONCLUSION_PUBLISHED, "08/10", {"circumstances": ["in_writing"]}), (E.ARCHIVED, "20/11"),
)  # fmt: skip
EXTENDED = told_of(
    CaseKind.DENUNCIATION,
    (E.RECEIVED, "01/09"), (E.CLASSIFIED, "03/09"), (E.CHECKED, "04/09"), (E.ACCEPTED, "08/09"),
    (E.NOTIFIED, "10/09"), (E.VERIFICATION_ORDERED, "10/09"), (E.EXPLAINED, "17/09"),
    (E.FOUND_COMPLEX, "18/09", {"criteria": ["1"]}), (E.EXTENDED, "05/10"),
    (E.VERIFICATION_REPORTED, "25/10"),
    (E.CONCLUDED, "02/11", {"outcome": Outcome.WRONG.value}), (E.CONCLUSION_SENT, "04/11"),
    (E.INTERNALLY_PUBLISHED, "05/11"), (E.CONCLUSION_HANDLED, "06/11"),
    (E.CONCLUSION_PUBLISHED, "07/11", {"circumstances": ["in_writing"]}),
)  # fmt: skip
SUSPENDED = told_of(
    CaseKind.COMPLAINT, *BEGUN, (E.VERIFICATION_ORDERED, "09/09"),
    (E.SUSPENDED, "15/09", {"ground": "tdc-b"}), (E.SUSPENSION_SENT, "16/09"),
)  # fmt: skip
ANSWERED = told_of(
    CaseKind.FEEDBACK, *BEGUN, (E.ANSWERED, "14/09"), (E.INTERNALLY_PUBLISHED, "16/09"),
    (E.ARCHIVED, "22/09"),
)  # fmt: skip
FORWARDED = told_of(
    CaseKind.FEEDBACK,
    (E.RECEIVED, "01/09"),
    (E.CLASSIFIED, "03/09", {"traits": ["at_desk", "outside_competence"]}),
    (E.FORWARDED, "04/09", {"to": "UBND xã"}), (E.ARCHIVED, "15/09"),
)  # fmt: skip
REFUSED = told_of(
    CaseKind.COMPLAINT,
    (E.RECEIVED, "01/09"), (E.CLASSIFIED, "03/09"), (E.REFUSED, "07/09", {"ground": "KN-11.2"}),
)  # fmt: skip
PASSED_TO_US = told_of(
    CaseKind.FEEDBACK,
    (E.RECEIVED, "01/09", {"traits": ["passed_on"]}),
    (E.CLASSIFIED, "03/09", {"traits": ["passed_on"]}), (E.ACCEPTED, "08/09"),
    (E.ANSWERED, "14/09"), (E.PASSER_INFORMED, "16/09"), (E.INTERNALLY_PUBLISHED, "16/09"),
    (E.ARCHIVED, "22/09"),
)  # fmt: skip
OF_COMMITTEE = told_of(
    CaseKind.RECOMMENDATION,
    (E.RECEIVED, "01/09", {"traits": ["peoples_inspection"]}),
    (E.CLASSIFIED, "03/09", {"traits": ["peoples_inspection"]}), (E.ACCEPTED, "08/09"),
    (E.ANSWERED, "14/09"), (E.INTERNALLY_PUBLISHED, "16/09"), (E.ARCHIVED, "22/09"),
)  # fmt: skip
CLEAN: Mapping[str, Tale] = {
    "complaint": COMPLAINT,
    "second level": SECOND_LEVEL,
    "denunciation": DENUNCIATION,
    "extended": EXTENDED,
    "suspended": SUSPENDED,
    "answered": ANSWERED,
    "forwarded": FORWARDED,
    "refused": REFUSED,
    "passed to us": PASSED_TO_US,
    "of the committee": OF_COMMITTEE,
}
