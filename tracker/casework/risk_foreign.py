"""Back-test the learner on a log that is not ours: train on the past, test on what began later."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.casework.risk_learner import Moment, bare_rates, learn
from tracker.casework.risk_log import Signs, Trace, moments, traces
from tracker.casework.risk_scores import auc, brier, reliability, rounded, skill
from tracker.law.forecast import Numbers, probability
from tracker.law.terms import Refusal

CHECKPOINTS = (0.25, 0.5, 0.75)
SHARES = (0.1, *CHECKPOINTS, 0.9)
FEWEST_PAST, FEWEST_LATER = 30, 10
MOST_PAST = 4000  # Cases to learn from, thinned evenly over the years: more teach nothing new.
USUAL_END = 0.95
MOST_LEFT_OUT = 1 / 3


@dataclass(frozen=True, slots=True)
class Split:
    """The cases that had ended before a day, and those that began from it on."""

    day: float
    ended: list[Trace]
    later: list[Trace]


def backtest(path: Path, *, limit: float, train_share: float) -> dict[str, Any]:
    """Give how the learner does on a log: at each checkpoint, among the cases still open then."""
    cases = traces(path)
    split = _split(cases, train_share)
    _refuse_one_outcome(split, limit)
    horizon = _horizon(split, limit, cases[0].began)
    known = _thinned([t for t in split.ended if t.began + horizon < split.day])
    signs = Signs(cases, limit, known)
    rates = bare_rates(moments(split.ended, signs, SHARES, horizon), SHARES)
    numbers = learn(moments(known, signs, SHARES, horizon), SHARES, split.day, rates)
    tested = moments(split.later, signs, CHECKPOINTS, horizon)
    told = {
        "cases": len(cases),
        "limit_days": limit,
        "train_share": train_share,
        "trained_on": len(known),
        "tested_on": len(split.later),
        "beats_base_rate": bool(numbers.slope),
        "checkpoints": [_checkpoint(numbers, rates, share, tested) for share in CHECKPOINTS],
    }
    return dict(rounded(told))


def _split(cases: Sequence[Trace], train_share: float) -> Split:
    place = int(len(cases) * train_share)
    later = list(cases[place:])
    day = later[0].began if later else 0.0
    ended = [t for t in cases[:place] if t.ended < day]
    if len(ended) < FEWEST_PAST or len(later) < FEWEST_LATER:
        raise Refusal(
            "Quá ít vụ việc: cần ít nhất %(past)s vụ đã xong trước mốc chia và %(later)s vụ sau "
            "đó, tệp có %(ended)s và %(rest)s.",
            past=FEWEST_PAST,
            later=FEWEST_LATER,
            ended=len(ended),
            rest=len(later),
        )
    return Split(day, ended, later)


def _refuse_one_outcome(split: Split, limit: float) -> None:
    if len({t.lasted > limit for t in split.ended}) == 1:
        raise Refusal(
            "Với thời hạn %(limit)s ngày mọi vụ đã xong trước mốc chia đều kết thúc như nhau (cùng "
            "trễ hoặc cùng đúng hạn), không có gì để học; hãy chọn --limit-days khác.",
            limit=f"{limit:g}",
        )


def _horizon(split: Split, limit: float, first: float) -> float:
    """Give how long before the split a case must have begun for its end to be known.

    Among the last ones only the quick had ended: to learn from them would be to learn a mistake.
    """
    lasted = sorted(t.lasted for t in split.ended)
    usual = lasted[int(USUAL_END * (len(lasted) - 1))]
    return min(max(limit, usual), (split.day - first) * MOST_LEFT_OUT)


def _thinned(cases: list[Trace]) -> list[Trace]:
    step = -(-len(cases) // MOST_PAST) or 1
    return cases[::step]


def _checkpoint(
    numbers: Numbers, rates: Sequence[float], share: float, tested: Sequence[Moment]
) -> dict[str, Any]:
    """Measure the forecasts at one elapsed share against the base rate of the training."""
    here = [m for m in tested if m.share == share]
    late = [m.is_late for m in here]
    if not here:
        nothing = dict.fromkeys(("auc", "brier", "base_brier", "skill"))
        return {"share": share, "open": 0, "late": 0, **nothing, "reliability": []}
    foretold = [probability(numbers, share, m.signs) for m in here] if numbers.groups else None
    rate = rates[SHARES.index(share)]
    own = foretold or [rate] * len(here)
    base = brier([rate] * len(here), late)
    return {
        "share": share,
        "open": len(here),
        "late": sum(late),
        "auc": auc(own, late),
        "brier": brier(own, late),
        "base_brier": base,
        "skill": skill(brier(own, late), base),
        "reliability": reliability(own, late),
    }
