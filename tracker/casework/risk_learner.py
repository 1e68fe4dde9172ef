"""Learn from past moments how likely a duty is to end late: ridge logistic, drawn to base rates.

A moment is one duty at one elapsed share of its limit (discrete time), with what was known then.
Pure: no database, no chance; the same moments give the same numbers.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean, pstdev

from tracker.casework.risk_fit import Column, Sheet, calibrate, fit
from tracker.law.forecast import Group, Numbers, Sign, between, chance, odds

BINS = 5
FEWEST_SEEN = 15  # Times that a word must be seen to have a weight of its own.
RIDGE = 100.0
STRONGER = {"month": 4.0, "weekday": 2.0}  # Signs that repeat too seldom to be trusted alike.
HALF_LIFE = 0.3  # Of the span of the training: what is older than this counts half.
SLOW_LIFE = 2.0  # What a sign says changes more slowly than how many are late.
FIRST_FOLD, FOLDS = 0.5, 4
FEWEST_MOMENTS = 40
NEVER = 0.001
SURE = 1.6  # Standard errors by which the bare base rate is beaten where a model is trusted.


@dataclass(frozen=True, slots=True)
class Moment:
    """A duty at an elapsed share of its limit; days are numbers, `known` is when its end is."""

    duty: int
    began: float
    known: float
    share: float
    signs: Mapping[str, Sign]
    is_late: bool


def learn(
    moments: Sequence[Moment],
    shares: Sequence[float],
    until: float,
    rates: Sequence[float] | None = None,
) -> Numbers:
    """Learn a model from moments whose ends were known by a day.

    It is drawn to the bare `rates` of lateness by elapsed share as far as it does not beat them on
    what came later; with little history or a single outcome nothing else is left.
    """
    bare = rates or bare_rates(moments, shares)
    plain = Numbers(tuple(shares), tuple(map(odds, bare)), (0.0,) * len(shares), 0.0, ())
    if len(moments) < FEWEST_MOMENTS or len({m.is_late for m in moments}) == 1:
        return plain
    base = _base(moments, shares, _by_age(moments, until, HALF_LIFE))
    belief = _belief(moments, shares, base, until)
    if not belief.trust and not belief.trust_in_base:
        return plain
    trust, groups = belief.trust_in_base, _groups(moments)
    return Numbers(
        tuple(shares),
        tuple(trust * b + (1 - trust) * p for b, p in zip(base, plain.base, strict=True)),
        tuple(trust * d for d in belief.drift),
        belief.trust * belief.slope,
        _fitted(moments, groups, shares, base, _by_age(moments, until, SLOW_LIFE)),
    )


def bare_rates(moments: Sequence[Moment], shares: Sequence[float]) -> tuple[float, ...]:
    """Give how many of what was open at each elapsed share ended late: what a model has to beat."""
    every, late = Counter(m.share for m in moments), Counter(m.share for m in moments if m.is_late)
    whole = late.total() / every.total() if every else 0.5
    found = (late[s] / every[s] if every[s] else whole for s in shares)
    return tuple(min(max(rate, NEVER), 1 - NEVER) for rate in found)


def group_rates(moments: Sequence[Moment], shares: Sequence[float], name: str) -> Numbers:
    """Give the rates by elapsed share and by one sign, each drawn to the whole: for few cases."""
    base = _base(moments, shares, [1.0] * len(moments))
    groups = [_group(name, [m.signs[name] for m in moments])]
    fitted = _fitted(moments, groups, shares, base, [1.0] * len(moments))
    return Numbers(tuple(shares), base, (0.0,) * len(shares), 1.0, fitted)


def _by_age(moments: Sequence[Moment], until: float, life: float) -> list[float]:
    """Let what is long past count less: habits change."""
    first = min((m.began for m in moments), default=until)
    half = max((until - first) * life, 1.0)
    return [0.5 ** ((until - m.began) / half) for m in moments]


def _base(
    moments: Sequence[Moment], shares: Sequence[float], weights: Sequence[float]
) -> tuple[float, ...]:
    """Give the log-odds of lateness at each elapsed share, never quite never nor always."""
    late, every = defaultdict[float, float](float), defaultdict[float, float](float)
    for moment, weight in zip(moments, weights, strict=True):
        every[moment.share] += weight
        late[moment.share] += weight * moment.is_late
    whole = (sum(late.values()) + 1) / (sum(every.values()) + 2)
    return tuple(odds((late[s] + 4 * whole) / (every[s] + 4)) for s in shares)


def _groups(moments: Sequence[Moment]) -> list[Group]:
    return [_group(name, [m.signs[name] for m in moments]) for name in sorted(moments[0].signs)]


def _group(name: str, values: Sequence[Sign]) -> Group:
    """Cut numbers into equal shares and keep the words that are seen often enough."""
    if isinstance(values[0], str):
        seen = Counter(str(v) for v in values)
        known = sorted(word for word, times in seen.items() if times >= FEWEST_SEEN)
        levels = {word: place for place, word in enumerate(known, start=1)}
        return Group(name, (), levels, (0.0,) * (len(levels) + 1))
    ordered = sorted(float(v) for v in values)
    cuts = sorted({ordered[len(ordered) * k // BINS] for k in range(1, BINS)} - {ordered[0]})
    return Group(name, tuple(cuts), {}, (0.0,) * (len(cuts) + 1))


def _sheet(
    moments: Sequence[Moment],
    groups: Sequence[Group],
    shares: Sequence[float],
    base: Sequence[float],
    weights: Sequence[float],
) -> Sheet:
    return Sheet(
        ground=[between(shares, base, m.share) for m in moments],
        late=[float(m.is_late) for m in moments],
        weights=list(weights),
        columns=[
            Column(
                [g.place(m.signs[g.name]) for m in moments],
                len(g.weights),
                RIDGE * STRONGER.get(g.name, 1.0),
            )
            for g in groups
        ],
    )


def _fitted(
    moments: Sequence[Moment],
    groups: Sequence[Group],
    shares: Sequence[float],
    base: Sequence[float],
    weights: Sequence[float],
) -> tuple[Group, ...]:
    found = fit(_sheet(moments, groups, shares, base, weights))
    return tuple(
        Group(g.name, g.cuts, g.levels, tuple(w)) for g, w in zip(groups, found, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Belief:
    """How far later cases bore out the model: in whole, in its signs and in its base rate."""

    trust: float
    trust_in_base: float = 0.0
    slope: float = 0.0
    drift: Sequence[float] = ()


@dataclass(slots=True)
class _Trial:
    """Later moments as they would have been forecast by what was known before each slice."""

    moments: list[Moment] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    ground: list[float] = field(default_factory=list)
    added: list[float] = field(default_factory=list)


def _belief(
    moments: Sequence[Moment], shares: Sequence[float], base: Sequence[float], until: float
) -> _Belief:
    """Compare with what came later: train on the past, look at the slice after it, again and again.

    A slope below one draws the signs to the base rate, a drift moves it to what is new.
    """
    trial = _trial(moments, shares, until)
    if not trial.moments:
        return _Belief(0.0)
    late = [float(m.is_late) for m in trial.moments]
    weights = _by_age(trial.moments, until, HALF_LIFE)
    places = [bisect_left(shares, m.share) for m in trial.moments]
    ground = [base[place] for place in places]
    drift, slope = calibrate(ground, trial.added, late, weights, places, len(shares))
    by_signs = [chance(odds(b) + slope * a) for b, a in zip(trial.bare, trial.added, strict=True)]
    by_base = [chance(g) for g in trial.ground]
    both = [chance(g + slope * a) for g, a in zip(trial.ground, trial.added, strict=True)]
    whole = _trust(trial, both)
    return _Belief(
        max(whole, _trust(trial, by_signs)), max(whole, _trust(trial, by_base)), slope, drift
    )


def _trial(moments: Sequence[Moment], shares: Sequence[float], until: float) -> _Trial:
    begun = sorted(m.began for m in moments)
    span = 1 - FIRST_FOLD
    edges = [begun[int(len(begun) * (FIRST_FOLD + span * k / FOLDS))] for k in range(FOLDS)]
    trial = _Trial()
    for low, high in pairwise([*edges, until + 1]):
        past = [m for m in moments if m.known < low]
        later = [m for m in moments if low <= m.began < high]
        if len(past) < FEWEST_MOMENTS or len({m.is_late for m in past}) == 1:
            continue
        base = _base(past, shares, _by_age(past, low, HALF_LIFE))
        groups = _fitted(past, _groups(past), shares, base, _by_age(past, low, SLOW_LIFE))
        bare = dict(zip(shares, bare_rates(past, shares), strict=True))
        trial.moments += later
        trial.bare += [bare[m.share] for m in later]
        trial.ground += [between(shares, base, m.share) for m in later]
        trial.added += [sum(g.weights[g.place(m.signs[g.name])] for g in groups) for m in later]
    return trial


def _trust(trial: _Trial, foretold: Sequence[float]) -> float:
    """Say from 0 to 1 how surely the forecasts beat the bare rates, duty by duty."""
    gains: dict[int, float] = defaultdict(float)
    for moment, bare, own in zip(trial.moments, trial.bare, foretold, strict=True):
        gains[moment.duty] += (bare - moment.is_late) ** 2 - (own - moment.is_late) ** 2
    mean = fmean(gains.values())
    doubt = pstdev(gains.values(), mean) / len(gains) ** 0.5
    return max(0.0, min(1.0, mean / (SURE * doubt))) if doubt else 0.0
