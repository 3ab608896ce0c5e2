"""Standardised differences against R, classes at their edges, the sampling allowance, refusals."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.balance import (
    balance_table,
    effective_sample_size,
    smd_allowance,
    smd_std_error,
    wwc_class,
)
from estimators.entropy import entropy_balance
from estimators.errors import EstimatorRefusal
from estimators.propensity import propensity_weights
from tests.estimators.weighting_support import LALONDE_NAMES, lalonde, synthetic, truth_table


@pytest.mark.parametrize("weighting", ["unweighted", "att", "ate", "ato", "ebal"])
def test_lalonde_table_meets_r(weighting):
    """truth/lalonde_matchit_smd.csv (hand-coded R, ten digits): SMD by the treated SD (n - 1), variance
    ratio.
    """
    X, arm, _ = lalonde()
    weights = {
        "unweighted": lambda: None,
        "att": lambda: propensity_weights(X, arm).weights,
        "ate": lambda: propensity_weights(X, arm, estimand="ate").weights,
        "ato": lambda: propensity_weights(X, arm, estimand="overlap").weights,
        "ebal": lambda: entropy_balance(X, arm).weights,
    }[weighting]()
    table = balance_table(X, arm, weights=weights, names=LALONDE_NAMES)
    truth = truth_table("lalonde_matchit_smd.csv")
    for row in table.rows:
        at = np.flatnonzero((truth["weighting"] == weighting) & (truth["covariate"] == row.name))[0]
        # R's logit there stopped at its default epsilon: 1e-8 absolute on standardised differences
        assert row.smd == pytest.approx(truth["smd_treated_sd"][at], abs=1e-8)
        assert row.mean_comparison == pytest.approx(truth["mean_control"][at], rel=1e-8, abs=1e-8)
        if np.isnan(truth["var_ratio"][at]):
            assert row.variance_ratio is None
        else:
            assert row.variance_ratio == pytest.approx(truth["var_ratio"][at], rel=2e-8)


@pytest.mark.parametrize(
    "smd, name",
    [(0.0, "satisfied"), (0.05, "satisfied"), (-0.05, "satisfied"), (0.0501, "adjust"), (0.25, "adjust"),
     (-0.2501, "not_satisfied"), (1e6, "not_satisfied"), (None, "satisfied")],
)  # fmt: skip
def test_wwc_classes_include_their_upper_edge(smd, name):
    """What Works Clearinghouse: <= .05, <= .25, above."""
    assert wwc_class(smd) == name


def test_allowance_grows_where_the_sample_is_small():
    """A bare 0.1 fails a small sample by chance: by simulation, random arms exceed the allowance 5 % of
    the time.
    """
    assert smd_allowance(100_000, 100_000, 25) == 0.1
    assert smd_allowance(60, 200, 10) > 0.3
    rng = np.random.default_rng(1)
    failed = 0
    for _ in range(400):
        X = rng.normal(size=(260, 10))
        failed += not balance_table(X, np.arange(260) < 60).passed
    assert 0.02 <= failed / 400 <= 0.09


def test_std_error_of_an_smd_by_simulation():
    """The spread of SMDs of random arms is the stated standard error (within 6 %: the denominator is
    estimated).
    """
    rng = np.random.default_rng(2)
    smds = [balance_table(rng.normal(size=(250, 1)), np.arange(250) < 100).rows[0].smd for _ in range(1500)]
    assert np.std(smds) == pytest.approx(smd_std_error(0.0, 100, 150), rel=0.06)


def test_constant_columns_have_no_smd():
    """Equal constants are balanced; different constants are a difference no standard deviation can
    measure.
    """
    arm = np.arange(20) < 8
    X = np.column_stack([np.ones(20), np.where(arm, 1.0, 2.0), np.where(arm, 3.0, np.arange(20))])
    table = balance_table(X, arm, names=("same", "apart", "flat_lead"))
    assert table.rows[0].smd is None and table.rows[0].wwc_class == "satisfied"
    assert table.rows[1].smd < -1000 and table.rows[1].wwc_class == "not_satisfied"
    assert table.rows[2].denominator == "comparison" and np.isfinite(table.rows[2].smd)
    assert "apart" in table.failed and "same" not in table.failed


def test_exact_balance_passes_and_failures_are_named():
    """An exactly balanced column passes whatever the allowance, a shifted one is named."""
    s = synthetic()
    balance = entropy_balance(s.X, s.arm)
    table = balance_table(s.X, s.arm, weights=balance.weights, names=s.names)
    assert table.passed and table.max_abs_smd < 1e-9
    shifted = s.X.copy()
    shifted[s.arm, 0] += 5
    assert balance_table(shifted, s.arm, names=s.names).failed[0] == "age"


def test_effective_sample_size():
    """(sum w)^2 / sum w^2, whatever the scale."""
    assert effective_sample_size([1, 1, 2]) == pytest.approx(16 / 6)
    assert effective_sample_size(np.array([1, 1, 2]) * 1e-200) == pytest.approx(16 / 6)
    assert effective_sample_size([0, 0, 5]) == 1


@pytest.mark.parametrize(
    "call, code",
    [
        (lambda s: balance_table(s.X, s.arm, weights=s.arm.astype(float)), "weights_zero"),
        (lambda s: balance_table(s.X, np.ones(s.arm.size)), "arm_empty"),
        (lambda s: balance_table(np.where(s.X > 4, np.nan, s.X), s.arm), "X_not_finite"),
        (lambda s: balance_table(s.X, s.arm, names=("a",)), "shape_mismatch"),
        (lambda s: effective_sample_size([0.0, 0.0]), "weights_zero"),
        (lambda s: effective_sample_size([]), "weights_zero"),
        (lambda s: smd_std_error(0.1, 0, 5), "size_not_positive"),
        (lambda s: smd_allowance(10, 10, 0), "columns_not_positive"),
    ],
)
def test_bad_input_is_refused_by_name(call, code):
    """Never NaN, never a bare traceback."""
    with pytest.raises(EstimatorRefusal) as refusal:
        call(synthetic())
    assert refusal.value.code == code
