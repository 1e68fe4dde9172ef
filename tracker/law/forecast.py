"""Say how likely an open duty is to miss its date, from plain numbers learnt elsewhere."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Any

from tracker.law.terms import Term

Sign = str | float
ELAPSED, THEN = "elapsed", "_then"
WORTH_TELLING = 0.05  # Log-odds: about one per cent of a forecast.
MOST_SURE = 7.0  # On the log-odds scale: nothing is forecast beyond 99.9 %.


class Foretold(Term):
    """The great duties whose lateness is forecast."""

    ACCEPTANCE = "acceptance", "Thụ lý, xử lý đơn", "Acceptance"
    SETTLEMENT = "settlement", "Quyết định giải quyết, trả lời", "Settlement, answer"
    CONCLUSION = "conclusion", "Kết luận nội dung tố cáo", "Conclusion"


class Source(Term):
    """Where a probability comes from."""

    MODEL = "model", "Mô hình học từ vụ việc đã xong", "Model learnt from closed cases"
    RATES = "rates", "Tỷ lệ trễ chung của cơ quan", "The agency's own rates"
    NONE = "none", "Chưa đủ dữ liệu", "Not enough data"


class Doubt(Term):
    """Why a model is not used."""

    TOO_FEW = "too_few", "chưa đủ vụ việc đã xong", "too few closed cases"
    TOO_FEW_LATE = "too_few_late", "chưa đủ vụ việc trễ hạn để học", "too few late cases to learn"
    NO_BETTER = (
        "no_better",
        "không hơn tỷ lệ chung trên phần kiểm chứng",
        "no better than the base rate on the test",
    )


@dataclass(frozen=True, slots=True)
class Group:
    """One sign of a case, cut into levels, each with its weight; the first is for the unknown."""

    name: str
    cuts: tuple[float, ...]
    levels: Mapping[str, int]
    weights: tuple[float, ...]

    def place(self, value: Sign) -> int:
        """Give the level at which a value stands; one never seen stands at the first."""
        if isinstance(value, str):
            return self.levels.get(value, 0)
        return bisect_right(self.cuts, value)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A model: the base rate by elapsed share of the limit, and what each sign adds to it.

    `base` and `drift` are log-odds at `shares`; `slope` draws the signs to the base rate.
    """

    shares: tuple[float, ...]
    base: tuple[float, ...]
    drift: tuple[float, ...]
    slope: float
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One sign of a case and how far it moves the forecast, on the log-odds scale."""

    name: str
    value: Sign
    weight: float


def chance(odds: float) -> float:
    """Turn log-odds into a probability, never quite 0 or 1."""
    return 1 / (1 + exp(-max(-MOST_SURE, min(MOST_SURE, odds))))


def odds(share: float) -> float:
    """Turn a probability into log-odds."""
    return log(share / (1 - share))


def between(shares: Sequence[float], values: Sequence[float], share: float) -> float:
    """Read a value between the elapsed shares at which it is known."""
    place = bisect_right(shares, share)
    if place == 0:
        return values[0]
    if place == len(shares):
        return values[-1]
    low, high = shares[place - 1], shares[place]
    part = (share - low) / (high - low)
    return values[place - 1] + part * (values[place] - values[place - 1])


def base_rate(numbers: Numbers, share: float) -> float:
    """Give how many of the duties still open at an elapsed share ended late."""
    return chance(_ground(numbers, share))


def probability(numbers: Numbers, share: float, signs: Mapping[str, Sign]) -> float:
    """Give the probability that a duty still open at an elapsed share of its limit ends late."""
    added = sum(group.weights[group.place(signs[group.name])] for group in numbers.groups)
    return chance(_ground(numbers, share) + numbers.slope * added)


def reasons(
    numbers: Numbers, share: float, signs: Mapping[str, Sign], most: int = 3
) -> tuple[Reason, ...]:
    """Give what moves the forecast furthest, the strongest first: the time gone by and the signs.

    What a sign says at some share of the limit (`…_then`) is told together with the sign itself.
    """
    moved = {ELAPSED: _ground(numbers, share) - _ground(numbers, numbers.shares[0])}
    for group in numbers.groups:
        weight = numbers.slope * group.weights[group.place(signs[group.name])]
        name = group.name.removesuffix(THEN)
        moved[name] = moved.get(name, 0.0) + weight
    found = [
        Reason(name, share if name == ELAPSED else signs[name], weight)
        for name, weight in moved.items()
        if abs(weight) >= WORTH_TELLING
    ]
    return tuple(sorted(found, key=_by_strength)[:most])


def _by_strength(reason: Reason) -> tuple[float, str]:
    return -abs(reason.weight), reason.name


def _ground(numbers: Numbers, share: float) -> float:
    return between(numbers.shares, numbers.base, share) + between(
        numbers.shares, numbers.drift, share
    )


def as_json(numbers: Numbers) -> dict[str, Any]:
    """Write a model as plain numbers."""
    return {
        "shares": list(numbers.shares),
        "base": list(numbers.base),
        "drift": list(numbers.drift),
        "slope": numbers.slope,
        "groups": [
            {
                "name": g.name,
                "cuts": list(g.cuts),
                "levels": list(g.levels),
                "weights": list(g.weights),
            }
            for g in numbers.groups
        ],
    }


def from_json(told: Mapping[str, Any]) -> Numbers:
    """Read a model from plain numbers."""
    return Numbers(
        tuple(told["shares"]),
        tuple(told["base"]),
        tuple(told["drift"]),
        told["slope"],
        tuple(
            Group(
                g["name"],
                tuple(g["cuts"]),
                {level: place for place, level in enumerate(g["levels"], start=1)},
                tuple(g["weights"]),
            )
            for g in told["groups"]
        ),
    )
