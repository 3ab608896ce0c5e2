"""Randomisation inference: exact small cases, size, people kept whole, refusals."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from estimators.errors import EstimatorRefusal
from estimators.randomisation import propensity_strata, randomisation_test


def test_small_case_meets_full_enumeration():
    """7 people, 3 treated: the Monte Carlo p-value converges to the exact permutation p-value."""
    y = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0])
    arm = np.array([1, 0, 1, 0, 0, 1, 0], dtype=bool)
    observed = y[arm].mean() - y[~arm].mean()
    exact = []
    for chosen in combinations(range(7), 3):
        mask = np.isin(np.arange(7), chosen)
        exact.append(y[mask].mean() - y[~mask].mean())
    expected = np.mean(np.abs(exact) >= abs(observed) - 1e-12)
    result = randomisation_test(y, arm, draws=40_000, rng=np.random.default_rng(1))
    assert result.estimate == pytest.approx(observed)
    assert result.p_value == pytest.approx(expected, abs=0.01)
    assert result.p_greater == pytest.approx(np.mean(np.array(exact) >= observed - 1e-12), abs=0.01)


def test_size_with_confounded_strata_and_clusters():
    """Under the null, stratified and by whole people, 5 % reject; ignoring the strata rejects far more."""
    rng = np.random.default_rng(2)
    rejected, naive = 0, 0
    for _ in range(200):
        stratum = rng.integers(0, 3, 80)
        arm_of = rng.random(80) < np.array([0.2, 0.4, 0.7])[stratum]
        person = np.repeat(np.arange(80), 3)
        risk = np.array([0.2, 0.4, 0.7])[stratum] + 0.15 * rng.choice([-1, 1], 80)
        y = (rng.random(240) < risk[person]).astype(float)
        result = randomisation_test(y, arm_of[person], stratum[person], person, draws=199, rng=rng)
        rejected += result.p_value <= 0.05
        naive += randomisation_test(y, arm_of[person], None, person, draws=199, rng=rng).p_value <= 0.05
    assert 0.01 <= rejected / 200 <= 0.09 < naive / 200


def test_an_effect_is_found_and_the_sign_is_kept():
    """Labels exchanged: the estimate flips, the two-sided p-value stays."""
    rng = np.random.default_rng(3)
    arm = np.arange(100) < 50
    y = rng.normal(size=100) - 1.0 * arm
    one = randomisation_test(y, arm, draws=999, rng=np.random.default_rng(4))
    two = randomisation_test(y, ~arm, draws=999, rng=np.random.default_rng(4))
    assert one.p_value == pytest.approx(0.001) and one.p_less < 0.01 < one.p_greater
    assert one.estimate == pytest.approx(-two.estimate)
    again = randomisation_test(y, arm, draws=999, rng=np.random.default_rng(4))
    assert again == one  # same seed, same bytes


def test_strata_without_both_arms_are_counted_out():
    """They hold no comparison; the result says how many rows that leaves out."""
    y = np.array([0, 1, 0, 1, 1, 1.0])
    arm = np.array([1, 0, 1, 0, 0, 0])
    result = randomisation_test(
        y, arm, ["a", "a", "a", "a", "b", "b"], draws=99, rng=np.random.default_rng(1)
    )
    assert (result.n_strata_used, result.n_left_out) == (1, 2)


def test_propensity_bands_hold_about_equal_lead_counts():
    """Cut at LEAD quantiles."""
    rng = np.random.default_rng(5)
    arm = rng.random(1000) < 0.3
    bands = propensity_strata(rng.normal(size=1000) + arm, arm, 5)
    counts = np.bincount(bands[arm])
    assert counts.size == 5 and counts.max() - counts.min() <= 1


@pytest.mark.parametrize(
    "kwargs, code",
    [
        ({"cluster": [1, 1, 2, 3]}, "arm_varies_within_person"),
        ({"strata": [1, 2, 1, 2], "cluster": [1, 2, 1, 3], "arm": [1, 0, 1, 0]}, None),
        (
            {"strata": [1, 2, 2, 2], "cluster": [1, 2, 1, 3], "arm": [1, 0, 1, 0]},
            "stratum_varies_within_person",
        ),
        ({"strata": [1, 2, 1, 2], "arm": [1, 0, 1, 0]}, "no_common_stratum"),
        ({"y": [1.0, 1, 1, 1]}, "no_variation"),
        ({"y": [np.nan, 1, 1, 1]}, "y_not_finite"),
        ({"arm": [1, 1, 1, 1]}, "arm_empty"),
        ({"draws": 0}, "draws_not_positive"),
    ],
)
def test_bad_input_is_refused_by_name(kwargs, code):
    """Never NaN, never a bare traceback."""
    call = {"y": [1.0, 0, 1, 0], "arm": [1, 0, 0, 1], "rng": np.random.default_rng(1), "draws": 9, **kwargs}
    with pytest.raises(EstimatorRefusal) as refusal:
        randomisation_test(**call)
    assert code is None or refusal.value.code == code
