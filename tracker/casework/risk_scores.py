"""Say how good forecasts were: Brier, AUC, reliability; plain arithmetic on pairs."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

TENTHS = 10
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Tenth:
    """Forecasts between two tenths: how many, their mean, and how many of them came true."""

    low: float
    high: float
    count: int
    foretold: float
    late: float


def brier(foretold: Sequence[float], late: Sequence[bool]) -> float:
    """Give the mean squared error of the forecasts; 0 is perfect."""
    return sum((p - y) ** 2 for p, y in zip(foretold, late, strict=True)) / len(late)


def auc(foretold: Sequence[float], late: Sequence[bool]) -> float | None:
    """Give how often a late one was forecast above one in time; None where all ended alike."""
    ones = sum(late)
    zeros = len(late) - ones
    if not ones or not zeros:
        return None
    return (_rank_sum(foretold, late) - ones * (ones + 1) / 2) / (ones * zeros)


def auc_within(
    foretold: Sequence[float], late: Sequence[bool], shares: Sequence[float]
) -> float | None:
    """Give the AUC among moments of the same elapsed share, weighed by the pairs compared.

    Over all shares at once it would praise what anybody knows: that less time left is worse.
    """
    pairs = total = 0.0
    for share in sorted(set(shares)):
        here = [i for i, s in enumerate(shares) if s == share]
        ends = [late[i] for i in here]
        found = auc([foretold[i] for i in here], ends)
        if found is not None:
            weight = sum(ends) * (len(ends) - sum(ends))
            pairs, total = pairs + weight, total + weight * found
    return total / pairs if pairs else None


def _rank_sum(foretold: Sequence[float], late: Sequence[bool]) -> float:
    """Add up the ranks of the late ones; equal forecasts share a rank."""
    order = sorted(range(len(foretold)), key=foretold.__getitem__)
    total, place = 0.0, 0
    while place < len(order):
        end = place
        while end < len(order) and foretold[order[end]] == foretold[order[place]]:
            end += 1
        total += sum(late[i] for i in order[place:end]) * (place + 1 + end) / 2
        place = end
    return total


def reliability(foretold: Sequence[float], late: Sequence[bool]) -> list[Tenth]:
    """Compare, tenth by tenth, what was forecast with what came true; empty tenths are left out."""
    tenths: list[list[tuple[float, bool]]] = [[] for _ in range(TENTHS)]
    for p, y in zip(foretold, late, strict=True):
        tenths[min(int(p * TENTHS), TENTHS - 1)].append((p, y))
    return [
        Tenth(
            low=place / TENTHS,
            high=(place + 1) / TENTHS,
            count=len(pairs),
            foretold=sum(p for p, _ in pairs) / len(pairs),
            late=sum(y for _, y in pairs) / len(pairs),
        )
        for place, pairs in enumerate(tenths)
        if pairs
    ]


def skill(own: float, base: float) -> float:
    """Give by what share the error of the base rate was lowered; below 0 is worse than it."""
    return 1 - own / base if base else 0.0


def rounded(told: Any) -> Any:
    """Give the same with floats rounded and dataclasses as dictionaries, for JSON."""
    if isinstance(told, float):
        return round(told, DIGITS)
    if isinstance(told, dict):
        return {key: rounded(value) for key, value in told.items()}
    if isinstance(told, (list, tuple)):
        return [rounded(each) for each in told]
    return rounded(asdict(told)) if hasattr(told, "__dataclass_fields__") else told
