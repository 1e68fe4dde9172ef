"""Fit a ridge logistic model of signs cut into levels, and calibrate it: arithmetic alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

STEPS, SWEEPS = 8, 4
STILL = 0.005  # Log-odds: below it a further step would change nothing that anybody sees.
LEAST_SPREAD = 0.01
USUAL_SLOPE, SLOPE_PRIOR, DRIFT_PRIOR = 1.0, 40.0, 20.0
ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Column:
    """One sign over all moments: the level of each, how many levels there are, and its ridge."""

    places: list[int]
    levels: int
    ridge: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """Moments as numbers: the log-odds from which the signs start, the ends, the weights."""

    ground: list[float]
    late: list[float]
    weights: list[float]
    columns: list[Column]


def fit(sheet: Sheet) -> list[list[float]]:
    """Give the weight of each level of each sign: Newton steps, each by a few coordinate sweeps."""
    found = [[0.0] * column.levels for column in sheet.columns]
    for _ in range(STEPS):
        residues, spreads = _at(sheet, found)
        moved = 0.0
        for _ in range(SWEEPS):
            for column, weights in zip(sheet.columns, found, strict=True):
                residues, step = _sweep(column, weights, residues, spreads)
                moved = max(moved, step)
        if moved < STILL:
            break
    return found


def _at(sheet: Sheet, found: Sequence[Sequence[float]]) -> tuple[list[float], list[float]]:
    """Give what the model misses at its present weights, and how far each moment can move it."""
    scores = sheet.ground
    for column, weights in zip(sheet.columns, found, strict=True):
        scores = [s + weights[p] for s, p in zip(scores, column.places, strict=True)]
    residues, spreads = [], []
    for score, late, weight in zip(scores, sheet.late, sheet.weights, strict=True):
        chance = 1 / (1 + exp(-max(-30.0, min(30.0, score))))
        residues.append(weight * (late - chance))
        spreads.append(weight * max(chance * (1 - chance), LEAST_SPREAD))
    return residues, spreads


def _sweep(
    column: Column, weights: list[float], residues: list[float], spreads: Sequence[float]
) -> tuple[list[float], float]:
    """Move the levels of one sign, which share no moment, and give what is missed then."""
    slopes, curves = [0.0] * column.levels, [column.ridge] * column.levels
    for place, residue, spread in zip(column.places, residues, spreads, strict=True):
        slopes[place] += residue
        curves[place] += spread
    steps = [
        (slope - column.ridge * weight) / curve
        for slope, weight, curve in zip(slopes, weights, curves, strict=True)
    ]
    weights[:] = [w + s for w, s in zip(weights, steps, strict=True)]
    left = [
        r - spread * steps[p] for r, spread, p in zip(residues, spreads, column.places, strict=True)
    ]
    return left, max(map(abs, steps))


def calibrate(
    ground: Sequence[float],
    added: Sequence[float],
    late: Sequence[float],
    weights: Sequence[float],
    places: Sequence[int],
    shares: int,
) -> tuple[list[float], float]:
    """Find how far the signs are to be believed (0 or more) and how the base rate has moved."""
    drift, slope = [0.0] * shares, USUAL_SLOPE
    for _ in range(ROUNDS):
        pulls = [-DRIFT_PRIOR / 4 * d for d in drift]
        curves = [DRIFT_PRIOR / 4] * shares
        pull, curve = SLOPE_PRIOR / 4 * (USUAL_SLOPE - slope), SLOPE_PRIOR / 4
        for g, a, y, w, p in zip(ground, added, late, weights, places, strict=True):
            chance = 1 / (1 + exp(-max(-30.0, min(30.0, g + drift[p] + slope * a))))
            miss, spread = w * (y - chance), w * chance * (1 - chance)
            pulls[p] += miss
            curves[p] += spread
            pull += miss * a
            curve += spread * a * a
        steps = [x / c for x, c in zip(pulls, curves, strict=True)]
        drift = [d + s / 2 for d, s in zip(drift, steps, strict=True)]
        before, slope = slope, max(0.0, slope + pull / curve / 2)
        if max(abs(slope - before), *map(abs, steps)) < STILL / 5:
            break
    return drift, slope
