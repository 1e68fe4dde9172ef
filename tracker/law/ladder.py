"""The ladder: who is told of a duty, how many working days before and after its last day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from tracker.law.calendar import Calendar
from tracker.law.terms import Refusal, Term

MOST_STEPS = 6  # On one side of the last day; more would be noise.
FARTHEST = 60  # Working days.


class Rung(Term):
    """Who is told, from the one who does the work to the head of the agency."""

    HANDLER = "handler", "Người xử lý", "Handler"
    UNIT_HEAD = "unit_head", "Trưởng đơn vị", "Unit head"
    DIRECTOR = "director", "Lãnh đạo cơ quan", "Director"


@dataclass(frozen=True, slots=True)
class Steps:
    """Working days before and after the last day on which someone is told."""

    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()

    @property
    def in_order(self) -> tuple[int, ...]:
        """Give the steps as they come: 3 before is -3, the last day 0, 1 after is 1."""
        return (*sorted(-number for number in self.before), *sorted(self.after))


# Starting values of the house, not law; an administrator sets others.
HOUSE: Mapping[Rung, Steps] = {
    Rung.HANDLER: Steps(before=(3, 1), after=(1,)),
    Rung.UNIT_HEAD: Steps(before=(1,), after=(1, 5)),
    Rung.DIRECTOR: Steps(after=(1, 5, 10)),
}
DIGEST_AT = time(7, 30)


def checked(steps: Steps) -> Steps:
    """Give the steps in order, or refuse numbers that cannot be steps."""
    for numbers, field in ((steps.before, "before"), (steps.after, "after")):
        least = 0 if field == "before" else 1
        if len(set(numbers)) > MOST_STEPS:
            raise Refusal("Tối đa %(most)s mốc ở mỗi phía.", field=field, most=MOST_STEPS)
        if any(not least <= number <= FARTHEST for number in numbers):
            raise Refusal(
                "Mỗi mốc là số ngày làm việc từ %(least)s đến %(most)s.",
                field=field, least=least, most=FARTHEST,
            )  # fmt: skip
    before = sorted(set(steps.before), reverse=True)
    return Steps(tuple(before), tuple(sorted(set(steps.after))))


def step_on(day: date, number: int, calendar: Calendar) -> date:
    """Give the day of a step, counted from a last day; a step after a day off waits no further."""
    return calendar.add_working_days(day, number)


def latest_step(
    steps: Steps, *, warn_on: date, due_on: date, today: date, calendar: Calendar
) -> int | None:
    """Give the last step reached by a day, None where none is; what was slept through is not told.

    Steps before the end count back from the day on which the duty is warned of, which is the
    earlier one where two ways of counting stand beside each other.
    """
    reached = (
        number
        for number in reversed(steps.in_order)
        if step_on(warn_on if number <= 0 else due_on, number, calendar) <= today
    )
    return next(reached, None)


def horizon(ladder: Mapping[Rung, Steps], today: date, calendar: Calendar) -> date:
    """Give the farthest last day of which anybody can be told on a day."""
    longest = max((number for steps in ladder.values() for number in steps.before), default=0)
    return calendar.add_working_days(calendar.roll(today), longest + 1)
