"""Matching against R's hand-coded pairs, a brute force, and its refusals."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.errors import EstimatorRefusal
from estimators.matching import greedy_match, matched_contrast, optimal_match
from estimators.propensity import propensity_weights
from tests.estimators.shared_truth import shared_csv
from tests.estimators.weighting_support import lalonde, synthetic, truth_numbers


@pytest.mark.parametrize("order, key", [("largest", "nn_caliper0.2_largest"), ("data", "nn_caliper0.2_data"),
                                        ("smallest", "nn_caliper0.2_smallest")])  # fmt: skip
def test_lalonde_pairs_meet_r(order, key):
    """methods.md: 117 pairs, ATT 1770.602906 (greedy on the logit, caliper 0.2 SD over all, largest
    first).
    """
    X, arm, y = lalonde()
    truth = truth_numbers("lalonde_matchit.json")[key]
    match = greedy_match(propensity_weights(X, arm).logit, arm, order=order)
    result = matched_contrast(np.column_stack([y, y == 0]), match)
    assert result.n_pairs == truth["n_pairs"] and match.n_unmatched == truth["n_treated_dropped"]
    assert result.difference[0].estimate == pytest.approx(truth["att"], rel=1e-8)
    # our factor is G/(G-1) on the pairs, which is R's standard error of the paired differences
    assert result.difference[0].std_error == pytest.approx(truth["paired_diff_se"], rel=1e-8)
    assert match.mean_distance == pytest.approx(truth["mean_abs_logit_gap"], abs=5e-8)
    assert match.max_distance == pytest.approx(truth["max_abs_logit_gap"], abs=5e-8)  # R stopped early


def test_lalonde_pairs_one_by_one():
    """Every pair, in the order in which they were made."""
    X, arm, _ = lalonde()
    pairs = shared_csv("ref/lalonde_matchit_nn_pairs.csv")
    match = greedy_match(propensity_weights(X, arm).logit, arm)
    np.testing.assert_array_equal(match.lead_rows + 1, pairs["treated_row"])
    np.testing.assert_array_equal(match.comparison_rows + 1, pairs["control_row"])


def test_without_caliper():
    """185 pairs, ATT 894.367480270271 (the same source)."""
    X, arm, y = lalonde()
    truth = truth_numbers("lalonde_matchit.json")["nn_nocaliper_largest"]
    match = greedy_match(propensity_weights(X, arm).logit, arm, caliper=None)
    assert matched_contrast(y, match).difference[0].estimate == pytest.approx(truth["att"], rel=1e-8)


def _brute_force(score: np.ndarray, arm: np.ndarray, width: float) -> list[tuple[int, int]]:
    free = list(np.flatnonzero(~arm))
    pairs = []
    for row in sorted(np.flatnonzero(arm), key=lambda r: (-score[r], r)):
        best = min(free, key=lambda c: (abs(score[c] - score[row]), c), default=None)
        if best is not None and abs(score[best] - score[row]) <= width:
            free.remove(best)
            pairs.append((row, best))
    return pairs


@pytest.mark.parametrize("seed", range(25))
def test_greedy_equals_brute_force_with_ties(seed):
    """The linked search must make the same pairs as trying everyone, ties and exhausted runs included."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(5, 120))
    arm = rng.random(n) < rng.choice([0.2, 0.5, 0.8])
    arm[:2] = [True, False]
    score = rng.integers(0, 12, n) / 2 if seed % 2 else rng.normal(size=n)
    match = greedy_match(score, arm, caliper=0.5)
    expected = _brute_force(score, arm, 0.5 * score.std(ddof=1))
    assert list(zip(match.lead_rows.tolist(), match.comparison_rows.tolist())) == expected


@pytest.mark.parametrize("seed", range(5))
def test_optimal_is_no_worse_than_greedy(seed):
    """At least as many pairs, and with as many no greater distance."""
    rng = np.random.default_rng(seed)
    arm = rng.random(150) < 0.4
    score = rng.normal(size=150) + 0.7 * arm
    greedy, best = greedy_match(score, arm), optimal_match(score, arm)
    assert best.lead_rows.size >= greedy.lead_rows.size
    if best.lead_rows.size == greedy.lead_rows.size:
        assert best.mean_distance <= greedy.mean_distance + 1e-12
    assert best.max_distance <= best.caliper_width
    assert np.unique(best.comparison_rows).size == best.comparison_rows.size


def test_people_with_several_rows_widen_the_interval():
    """Doubling rows under person ids: pair clustering alone would claim more information."""
    s = synthetic()
    match = greedy_match(propensity_weights(s.X, s.arm).logit, s.arm)
    rows = matched_contrast(s.y, match)
    people = matched_contrast(s.y, match, s.person)
    assert people.difference[0].estimate == rows.difference[0].estimate
    assert people.difference[0].std_error >= rows.difference[0].std_error * 0.999


def test_matched_without_events_has_no_ratio():
    """A stated result, not a division by zero."""
    s = synthetic()
    match = greedy_match(propensity_weights(s.X, s.arm).logit, s.arm)
    result = matched_contrast(np.column_stack([np.where(s.arm, 0, s.y[:, 0]), np.zeros(s.arm.size)]), match)
    assert result.ratio == (None, None)
    assert result.difference[0] is not None and result.difference[1] is None


@pytest.mark.parametrize(
    "call, code",
    [
        (lambda: greedy_match([0.0, np.nan], [1, 0]), "score_not_finite"),
        (lambda: greedy_match([0.0, 1.0], [1, 1]), "arm_empty"),
        (lambda: greedy_match([0.0, 1.0, 1.0], [1, 0, 0], caliper=0.001), "no_pairs"),
        (lambda: greedy_match([0.0, 1.0], [1, 0], caliper=-1), "caliper_not_valid"),
        (lambda: optimal_match(np.zeros(20_000), np.arange(20_000) % 2), "too_large"),
        (lambda: matched_contrast([0.0, 1.0], greedy_match([0.0, 0.0], [1, 0])), "below_minimum"),
    ],
)
def test_bad_input_is_refused_by_name(call, code):
    """Never NaN, never a bare traceback."""
    with pytest.raises(EstimatorRefusal) as refusal:
        call()
    assert refusal.value.code == code
