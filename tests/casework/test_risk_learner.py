"""The learner: it finds what is there, believes no more than that, and never says 0 or 1."""

from dataclasses import replace
from math import exp
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.casework.risk_fit import Column, Sheet, calibrate, fit
from tracker.casework.risk_learner import Moment, bare_rates, group_rates, learn
from tracker.casework.risk_scores import auc, auc_within, brier, reliability
from tracker.law.forecast import (
    Numbers,
    as_json,
    base_rate,
    between,
    chance,
    from_json,
    odds,
    probability,
    reasons,
)

SHARES = (0.25, 0.5, 0.75)
A_YEAR = 365.0


def test_a_sign_that_tells_is_found_and_one_that_does_not_is_not() -> None:
    numbers = learn(_moments(600), SHARES, A_YEAR)

    slow, quick = (probability(numbers, 0.5, {"pace": p, "noise": 0.0}) for p in ("slow", "quick"))
    assert slow > 0.55
    assert quick < 0.3
    told = reasons(numbers, 0.25, {"pace": "slow", "noise": 0.0})
    assert told[0].name == "pace"
    assert told[0].weight > 0


def test_forecasts_of_later_duties_beat_the_base_rate() -> None:
    past, later = _moments(600), _moments(300, seed=9)
    numbers = learn(past, SHARES, A_YEAR)

    late = [m.is_late for m in later]
    own = [probability(numbers, m.share, m.signs) for m in later]
    rates = dict(zip(SHARES, bare_rates(past, SHARES), strict=True))
    assert brier(own, late) < brier([rates[m.share] for m in later], late) - 0.02
    assert (auc_within(own, late, [m.share for m in later]) or 0) > 0.7


@pytest.mark.parametrize("seed", range(4))
def test_noise_is_not_believed(seed: int) -> None:
    noise = [replace(m, is_late=_drawn(m.duty + seed) < 0.3) for m in _moments(400, seed=seed)]
    numbers = learn(noise, SHARES, A_YEAR)

    rates = dict(zip(SHARES, bare_rates(noise, SHARES), strict=True))
    for moment in noise[:50]:
        own = probability(numbers, moment.share, moment.signs)
        assert own == pytest.approx(rates[moment.share], abs=0.06)


@pytest.mark.parametrize("number", [0, 1, 10])
def test_little_history_gives_the_base_rate_and_nothing_else(number: int) -> None:
    few = _moments(number)
    numbers = learn(few, SHARES, A_YEAR, rates=(0.1, 0.2, 0.4))

    assert numbers.groups == ()
    found = [probability(numbers, share, {}) for share in SHARES]
    assert found == pytest.approx([0.1, 0.2, 0.4])


def test_one_outcome_alone_gives_its_rate() -> None:
    alike = [replace(m, is_late=False) for m in _moments(300)]

    assert probability(learn(alike, SHARES, A_YEAR), 0.5, {}) < 0.01


def test_the_same_moments_give_the_same_numbers() -> None:
    assert learn(_moments(200), SHARES, A_YEAR) == learn(_moments(200), SHARES, A_YEAR)


def test_numbers_survive_their_json() -> None:
    numbers = learn(_moments(300), SHARES, A_YEAR)

    assert from_json(as_json(numbers)) == numbers


def test_applying_equals_an_independent_sum() -> None:
    numbers = learn(_moments(300), SHARES, A_YEAR)

    for moment in _moments(20, seed=5):
        assert probability(numbers, moment.share, moment.signs) == pytest.approx(
            _by_hand(numbers, moment)
        )


@given(st.floats(-0.5, 3), st.text(max_size=5), st.floats(-1e9, 1e9))
def test_a_probability_lies_between_never_and_always(share: float, pace: str, noise: float) -> None:
    found = probability(LEARNT, share, {"pace": pace, "noise": noise})

    assert 0 < found < 1


@given(st.lists(st.tuples(st.floats(-4, 4), st.booleans()), min_size=3, max_size=60))
def test_calibration_keeps_the_order(pairs: list[tuple[float, bool]]) -> None:
    added = [a for a, _ in pairs]
    late = [float(y) for _, y in pairs]
    drift, slope = calibrate([0.0] * len(pairs), added, late, [1.0] * len(pairs),
                             [0] * len(pairs), 1)  # fmt: skip

    assert slope >= 0
    found = [chance(drift[0] + slope * a) for a in sorted(added)]
    assert found == sorted(found)


def test_a_fit_meets_the_known_answer_of_one_sign() -> None:
    # 30 of 40 late against 10 of 40: with hardly any ridge the log-odds are those of the counts.
    places = [0] * 40 + [1] * 40
    late = [1.0] * 30 + [0.0] * 10 + [1.0] * 10 + [0.0] * 30
    sheet = Sheet([0.0] * 80, late, [1.0] * 80, [Column(places, 2, 1e-6)])

    assert fit(sheet)[0] == pytest.approx([odds(0.75), odds(0.25)], abs=1e-3)


def test_a_fit_with_much_ridge_says_nothing() -> None:
    sheet = Sheet([0.0] * 4, [1.0, 1, 0, 0], [1.0] * 4, [Column([0, 0, 1, 1], 2, 1e9)])

    assert fit(sheet)[0] == pytest.approx([0, 0], abs=1e-6)


def test_group_rates_are_drawn_to_the_whole() -> None:
    numbers = group_rates(_moments(60), SHARES, "pace")

    slow, quick = (probability(numbers, 0.5, {"pace": p}) for p in ("slow", "quick"))
    assert quick < base_rate(numbers, 0.5) < slow


def test_scores_meet_known_answers() -> None:
    assert auc([0.1, 0.4, 0.35, 0.8], [False, False, True, True]) == 0.75
    assert auc([0.5, 0.5], [False, True]) == 0.5
    assert auc([0.1, 0.2], [True, True]) is None
    assert brier([0.0, 1.0, 0.5], [False, True, True]) == pytest.approx(0.25 / 3)
    tenth = reliability([0.41, 0.49, 1.0], [True, False, True])
    assert [(t.low, t.count, t.late) for t in tenth] == [(0.4, 2, 0.5), (0.9, 1, 1.0)]


def test_a_value_is_read_between_the_known_shares() -> None:
    assert [between((0.2, 0.6), (1.0, 3.0), s) for s in (0.0, 0.2, 0.4, 0.6, 2.0)] == [
        1,
        1,
        2,
        3,
        3,
    ]


def _by_hand(numbers: Numbers, moment: Moment) -> float:
    place = SHARES.index(moment.share)
    total = numbers.base[place] + numbers.drift[place]
    for group in numbers.groups:
        value = moment.signs[group.name]
        at = (
            sum(cut <= value for cut in group.cuts)
            if isinstance(value, float)
            else {**group.levels}.get(str(value), 0)
        )
        total += numbers.slope * group.weights[at]
    return 1 / (1 + exp(-total))


def _drawn(seed: int) -> float:
    return Random(seed).random()  # noqa: S311 -- invented duties, no secret


def _moments(number: int, seed: int = 1) -> list[Moment]:
    """Invent duties: the slow ones end late six times as often, and noise tells nothing."""
    rng = Random(seed)  # noqa: S311 -- invented duties, no secret
    found = []
    for duty in range(number):
        pace, noise = rng.choice(["slow", "quick"]), rng.random()
        late = rng.random() < (0.72 if pace == "slow" else 0.12)
        began = duty * A_YEAR / max(number, 1)
        for share in SHARES[: rng.randint(1, 3)]:
            signs = {"pace": pace, "noise": noise}
            found.append(Moment(duty, began, began + 10, share, signs, late))
    return found


LEARNT = learn(_moments(200), SHARES, A_YEAR)
