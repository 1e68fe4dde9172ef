"""See how forecasts would have done: train on the past, test on what began later, by kind."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from tracker.casework.risk_learner import Moment, bare_rates, learn
from tracker.casework.risk_scores import auc_within, brier, reliability, rounded, skill
from tracker.law.forecast import Numbers, probability

TRAIN_SHARE = 0.7
STEPS = [step / 100 for step in range(2, 100, 2)]
WARNED = 3  # A warning is worth so many times more false alarms than an urgent one.
NO_FLAG = 1.0


@dataclass(frozen=True, slots=True)
class Flags:
    """From what probability a duty is flagged at risk and urgent."""

    at_risk: float
    urgent: float


@dataclass(frozen=True, slots=True)
class Tested:
    """A model as it was trained on the past, and each later moment with its forecast."""

    numbers: Numbers
    moments: Sequence[Moment]
    foretold: Sequence[float]
    base: Sequence[float]
    split: float


def tested(moments: Sequence[Moment], shares: Sequence[float]) -> Tested | None:
    """Train on what was known by the day that splits the duties, forecast those begun later."""
    begun = sorted({m.duty: m.began for m in moments}.values())
    if not begun:
        return None
    split = begun[int(len(begun) * TRAIN_SHARE)]
    past = [m for m in moments if m.known < split]
    later = [m for m in moments if m.began >= split]
    if not past or not later:
        return None
    numbers = learn(past, shares, split)
    rates = dict(zip(shares, bare_rates(past, shares), strict=True))
    foretold = [
        probability(numbers, m.share, m.signs) if numbers.groups else rates[m.share] for m in later
    ]
    return Tested(numbers, later, foretold, [rates[m.share] for m in later], split)


def flags(test: Tested, miss_cost: float) -> Flags:
    """Choose from what probability to flag, so that misses and false alarms cost least."""
    highest = _highest(test)
    return Flags(
        at_risk=_cheapest(highest, miss_cost * WARNED), urgent=_cheapest(highest, miss_cost)
    )


def _highest(test: Tested) -> list[tuple[float, bool]]:
    """Give for each later duty the highest forecast it had, and how it ended."""
    found: dict[int, tuple[float, bool]] = {}
    for moment, own in zip(test.moments, test.foretold, strict=True):
        found[moment.duty] = max(
            found.get(moment.duty, (0.0, moment.is_late)), (own, moment.is_late)
        )
    return list(found.values())


def _cheapest(highest: Sequence[tuple[float, bool]], miss_cost: float) -> float:
    def cost(threshold: float) -> float:
        missed = sum(late and p < threshold for p, late in highest)
        false = sum(not late and p >= threshold for p, late in highest)
        return miss_cost * missed + false

    return min([*STEPS, NO_FLAG], key=lambda threshold: (cost(threshold), -threshold))


def report(test: Tested, flagged: Flags) -> dict[str, Any]:
    """Give all that the back-test measured, as plain numbers."""
    late = [m.is_late for m in test.moments]
    weeks = max((max(m.known for m in test.moments) - test.split) / 7, 1.0)
    told = {
        "split_on": date.fromordinal(int(test.split)).isoformat(),
        **_measured(test, range(len(late))),
        "flags": flagged,
        **_alarms(test, flagged.at_risk, weeks),
        "checkpoints": _by(test, lambda m: m.share, "share"),
        "kinds": _by(test, lambda m: m.signs["kind"], "kind"),
        "reliability": reliability(test.foretold, late),
    }
    return dict(rounded(told))


def _measured(test: Tested, places: Sequence[int]) -> dict[str, Any]:
    late = [test.moments[i].is_late for i in places]
    own, base = [test.foretold[i] for i in places], [test.base[i] for i in places]
    duties = {test.moments[i].duty: test.moments[i].is_late for i in places}
    errors = brier(own, late), brier(base, late)
    return {
        "duties": len(duties),
        "late_duties": sum(duties.values()),
        "moments": len(late),
        "brier": errors[0],
        "base_brier": errors[1],
        "skill": skill(*errors),
        "auc": auc_within(own, late, [test.moments[i].share for i in places]),
    }


def _by(test: Tested, key: Callable[[Moment], Any], name: str) -> list[dict[str, Any]]:
    places: dict[Any, list[int]] = defaultdict(list)
    for place, moment in enumerate(test.moments):
        places[key(moment)].append(place)
    return [{name: each, **_measured(test, places[each])} for each in sorted(places)]


def _alarms(test: Tested, threshold: float, weeks: float) -> Mapping[str, Any]:
    """Say how early late duties were flagged, how many never, and the false alarms a week."""
    first: dict[int, float] = {}
    for moment, own in zip(test.moments, test.foretold, strict=True):
        if own >= threshold:
            left = (1 - moment.share) * (moment.known - moment.began)
            first[moment.duty] = max(first.get(moment.duty, 0.0), left)
    late = {m.duty: m.is_late for m in test.moments}
    ahead = [days for duty, days in first.items() if late[duty]]
    return {
        "flagged_late": len(ahead),
        "days_ahead": median(ahead) if ahead else None,
        "false_alarms": sum(not late[duty] for duty in first),
        "false_alarms_a_week": sum(not late[duty] for duty in first) / weeks,
    }
