"""Entropy balancing against R and its own definition: exactness, invariances, infeasibility, refusals."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.contrast import att_contrast, weighted_contrast
from estimators.entropy import entropy_balance
from estimators.errors import EstimatorRefusal
from tests.estimators.weighting_support import (
    lalonde,
    reference,
    simulate_trial,
    symmetric,
    synthetic,
    truth_numbers,
)

REL = 1e-8


def test_lalonde_meets_the_printed_reference():
    """methods.md section 3: ATT 1273.2618139, ESS 98.4578 (hand-coded R; full digits in truth/)."""
    X, arm, y = lalonde()
    balance = entropy_balance(X, arm)
    truth = truth_numbers("lalonde_matchit.json")["entropy_balancing"]
    w = balance.weights
    att = y[arm].mean() - np.average(y[~arm], weights=w[~arm])
    assert att == pytest.approx(truth["att"], rel=REL)
    assert balance.ess == pytest.approx(truth["ess_control"], rel=REL)
    assert balance.max_weight_share == pytest.approx(truth["max_weight_share"], rel=REL)
    assert balance.converged and balance.ridge == 0.0 and balance.max_abs_smd < 1e-10


@pytest.mark.parametrize("key, base", [("entropy", None), ("entropy_base", "base")])
def test_r_m_estimation_on_the_synthetic_data(key, base):
    """The primary variance has no outside reference: R's stacked equations, differentiated numerically,
    are one.
    """
    s = synthetic()
    truth = reference()[key]
    balance = entropy_balance(s.X, s.arm, base_weights=None if base is None else s.columns[base])
    assert balance.ess == pytest.approx(truth["ess"], rel=REL)
    contrast = weighted_contrast(s.y, balance, s.person, correction="none")
    assert [o.mean_comparison for o in contrast.outcomes] == pytest.approx(truth["mu0"], rel=REL)
    assert [o.mean_lead for o in contrast.outcomes] == pytest.approx(truth["mu1"], rel=REL)
    np.testing.assert_allclose(contrast.covariance, symmetric(truth["V"], 4), rtol=REL, atol=1e-14)


def test_weights_have_the_exponential_form():
    """The solution is unique and log-linear in the columns: log w regressed on X leaves nothing."""
    s = synthetic()
    balance = entropy_balance(s.X, s.arm)
    log_w = np.log(balance.weights[~s.arm])
    design = np.column_stack([np.ones(log_w.size), s.X[~s.arm]])
    residual = log_w - design @ np.linalg.lstsq(design, log_w, rcond=None)[0]
    assert np.abs(residual).max() < 1e-8


def test_scale_origin_and_row_order_change_nothing():
    """A county that records age in months, or sorts its file otherwise, must get the same effect."""
    s = synthetic()
    plain = entropy_balance(s.X, s.arm).weights
    unit = np.array([12, 1e-6, 1e6, 3, 1, 7, 2])
    moved = entropy_balance((s.X + 100.0) * unit, s.arm).weights
    np.testing.assert_allclose(moved, plain, rtol=1e-9)
    order = np.random.default_rng(1).permutation(s.arm.size)
    shuffled = entropy_balance(s.X[order], s.arm[order]).weights
    np.testing.assert_allclose(shuffled, plain[order], rtol=1e-9)


def test_scale_of_base_weights_and_doubling():
    """Base weights only count relative to each other; a row twice is a row of base weight two."""
    s = synthetic()
    base = s.columns["base"]
    one = entropy_balance(s.X, s.arm, base_weights=base)
    ten = entropy_balance(s.X, s.arm, base_weights=10 * base)
    np.testing.assert_allclose(ten.weights[~s.arm] / 10, one.weights[~s.arm], rtol=1e-9)
    twice = np.concatenate([np.arange(s.arm.size), np.flatnonzero(~s.arm)[:40]])
    doubled = entropy_balance(s.X[twice], s.arm[twice])
    weight = np.ones(s.arm.size)
    weight[np.flatnonzero(~s.arm)[:40]] = 2.0
    merged = entropy_balance(s.X, s.arm, base_weights=weight)
    merged_first = doubled.weights[: s.arm.size].copy()
    merged_first[np.flatnonzero(~s.arm)[:40]] *= 2
    np.testing.assert_allclose(merged_first, merged.weights, rtol=1e-8)


def test_constant_and_collinear_columns_are_dropped_with_a_note():
    """An intercept or a full set of dummies must not break the solver, nor vanish in silence."""
    s = synthetic()
    X = np.column_stack([s.X, np.ones(s.arm.size), s.X[:, 1] - 2 * s.X[:, 5] + 3])
    balance = entropy_balance(X, s.arm, names=(*s.names, "one", "sum"))
    assert balance.dropped == (("one", "constant"), ("sum", "collinear"))
    assert balance.converged
    np.testing.assert_allclose(balance.weights, entropy_balance(s.X, s.arm).weights, rtol=1e-8)


def test_a_level_of_lead_rows_alone_is_a_named_positivity_failure():
    """methods.md section 2: not a column to drop in silence."""
    s = synthetic()
    level = np.zeros(s.arm.size)
    level[np.flatnonzero(s.arm)[:5]] = 1.0
    balance = entropy_balance(np.column_stack([s.X, level]), s.arm, names=(*s.names, "district=North"))
    assert balance.positivity_failures == ("district=North",)
    assert not balance.converged and balance.max_abs_smd > 0.1
    with pytest.raises(EstimatorRefusal) as refusal:
        entropy_balance(np.column_stack([s.X, level]), s.arm, if_infeasible="refuse")
    assert refusal.value.code == "balance_infeasible"


def test_a_level_of_comparison_rows_alone_gets_weight_zero():
    """No LEAD person stands for it: the exact solution gives those rows nothing, and says how many they
    are.
    """
    s = synthetic()
    rows = np.flatnonzero(~s.arm)[:30]
    level = np.zeros(s.arm.size)
    level[rows] = 1.0
    balance = entropy_balance(np.column_stack([s.X, level]), s.arm, names=(*s.names, "cell=X"))
    assert balance.comparison_only == ("cell=X",) and balance.n_zeroed == 30
    assert balance.converged and (balance.weights[rows] == 0).all()
    keep = np.ones(s.arm.size, dtype=bool)
    keep[rows] = False
    without = entropy_balance(s.X[keep], s.arm[keep])
    np.testing.assert_allclose(balance.weights[keep], without.weights, rtol=1e-9)


def test_two_levels_that_exclude_each_other():
    """Every comparison row has a level that no LEAD row has: one of them is then a positivity failure, not
    a crash.
    """
    rng = np.random.default_rng(6)
    arm = np.arange(90) < 30
    north = np.where(arm, 0.0, np.arange(90) % 2)
    balance = entropy_balance(
        np.column_stack([rng.normal(size=90), north, ~arm * (1 - north)]),
        arm,
        names=("age", "north", "south"),
    )
    assert balance.comparison_only == ("north",) and balance.positivity_failures == ("south",)
    assert not balance.converged and balance.n_zeroed == 30 and np.isfinite(balance.weights).all()


def test_contradictory_combination_is_a_positivity_failure():
    """In the comparison arm drug = 1 - female always, in the LEAD arm not: no weights can match both."""
    rng = np.random.default_rng(2)
    arm = np.arange(400) < 100
    female = (rng.random(400) < 0.5).astype(float)
    drug = np.where(arm, rng.random(400) < 0.7, 1 - female).astype(float)
    balance = entropy_balance(np.column_stack([female, drug]), arm, names=("female", "drug"))
    assert balance.positivity_failures == ("drug",)
    assert np.isfinite(balance.weights).all()


def test_infeasible_balance_is_ridged_and_says_so():
    """LEAD means outside the comparison's hull though each lies within the single ranges."""
    rng = np.random.default_rng(3)
    comparison = rng.uniform(0, 1, (300, 2))
    comparison = comparison[comparison.sum(axis=1) < 1.0]
    lead = rng.uniform(0.6, 0.9, (50, 2))
    X = np.vstack([lead, comparison])
    arm = np.arange(len(X)) < 50
    balance = entropy_balance(X, arm)
    assert balance.ridge > 0 and not balance.converged and balance.positivity_failures == ()
    assert 0 < balance.max_abs_smd < np.abs(lead.mean(0) - comparison.mean(0)).max() / lead.std(0).min()
    assert np.isfinite(balance.weights).all() and balance.ess >= 1
    with pytest.raises(EstimatorRefusal, match="balance_infeasible"):
        entropy_balance(X, arm, if_infeasible="refuse")


def test_ridged_variance_is_the_derivative_of_the_ridged_estimator():
    """The projection with a ridge, checked by perturbing base weights: psi_i = d theta / d q_i."""
    rng = np.random.default_rng(4)
    X = rng.normal(size=(80, 3))
    arm = np.arange(80) < 25
    y = rng.normal(size=80)
    balance = entropy_balance(X, arm, ridge=0.3)
    contrast = weighted_contrast(y, balance, correction="none", minimum_people=2)
    psi = contrast.influence[:, 0] - contrast.influence[:, 1]

    def theta(q: np.ndarray) -> float:
        # the scale of the columns is held: the ridge is defined in units of the sample's LEAD spread
        scaled = X / X[arm].std(axis=0, ddof=1)
        b = q[arm] / q[arm].sum()
        target = b @ scaled[arm]
        z = scaled[~arm] - target
        lam = np.zeros(3)
        for _ in range(50):
            w = q[~arm] * np.exp(-z @ lam)
            w /= w.sum()
            mean = w @ z
            lam -= np.linalg.solve(
                (z * w[:, None]).T @ z - np.outer(mean, mean) + 0.3 * np.eye(3), 0.3 * lam - mean
            )
        return float(b @ y[arm] - w @ y[~arm])

    for i in (0, 10, 24, 25, 40, 79):
        up, down = np.ones(80), np.ones(80)
        up[i] += 1e-4
        down[i] -= 1e-4
        assert (theta(up) - theta(down)) / 2e-4 == pytest.approx(psi[i], rel=1e-5, abs=1e-9)


def test_known_truth_by_simulation():
    """200 trials with a planted ATT of -0.08: the balance must remove the confounding (bias < 3 Monte
    Carlo SE).
    """
    rng = np.random.default_rng(11)
    estimates, naive = [], []
    for _ in range(200):
        t = simulate_trial(rng, 150, 900, effect=-0.08, selection=1.5)
        w = entropy_balance(t.X, t.arm).weights
        estimates.append(t.y[t.arm].mean() - np.average(t.y[~t.arm], weights=w[~t.arm]))
        naive.append(t.y[t.arm].mean() - t.y[~t.arm].mean())
    error = np.std(estimates, ddof=1) / np.sqrt(200)
    assert abs(np.mean(estimates) + 0.08) < 3 * error
    assert np.mean(naive) + 0.08 > 6 * error  # the confounding is there to be removed


def test_a_large_problem_is_solved_from_its_subsample_to_the_same_answer():
    """The start from every k-th row saves passes; the answer must not depend on it."""
    rng = np.random.default_rng(5)
    X = rng.normal(size=(220_000, 4))
    arm = rng.random(220_000) < 1 / (1 + np.exp(2 - X[:, 0]))
    full = entropy_balance(X, arm)
    cold = entropy_balance(X, arm, ridge=0.0)  # a stated ridge takes no subsample
    assert full.converged and full.iterations < cold.iterations
    np.testing.assert_allclose(full.weights, cold.weights, rtol=1e-7)


def test_no_columns_means_equal_weights():
    """All covariates constant: nothing to balance is a stated result, not a crash."""
    arm = np.arange(40) < 15
    balance = entropy_balance(np.ones((40, 2)), arm)
    assert [reason for _, reason in balance.dropped] == ["constant", "constant"]
    np.testing.assert_allclose(balance.weights[~arm], 15 / 25)
    result = att_contrast(np.r_[np.zeros(10), np.ones(30)], arm, np.ones((40, 2)))
    assert result.outcomes[0].difference is not None


@pytest.mark.parametrize(
    "change, code",
    [
        (
            lambda X, arm, w: (np.where(np.arange(X.size).reshape(X.shape) == 3, np.nan, X), arm, w),
            "X_not_finite",
        ),
        (lambda X, arm, w: (X, np.ones(len(arm), bool), w), "arm_empty"),
        (lambda X, arm, w: (X, np.zeros(len(arm), bool), w), "arm_empty"),
        (lambda X, arm, w: (X, np.arange(len(arm)), w), "arm_not_binary"),
        (lambda X, arm, w: (X, arm[:-1], w), "shape_mismatch"),
        (lambda X, arm, w: (X, arm, np.where(np.arange(len(arm)) == 0, np.inf, 1.0)), "weights_not_finite"),
        (lambda X, arm, w: (X, arm, -np.ones(len(arm))), "weights_negative"),
        (lambda X, arm, w: (X, arm, arm.astype(float)), "weights_zero"),
        (lambda X, arm, w: (np.full(X.shape, "a"), arm, w), "not_numeric"),
    ],
)
def test_bad_input_is_refused_by_name(change, code):
    """Never NaN, never a bare traceback."""
    s = synthetic()
    X, arm, w = change(s.X, s.arm, None)
    with pytest.raises(EstimatorRefusal) as refusal:
        entropy_balance(X, arm, base_weights=w)
    assert refusal.value.code == code


def test_three_people_give_finite_weights():
    """1 LEAD against 2 comparison rows that straddle it: a feasible toy that must not divide by zero."""
    balance = entropy_balance(np.array([[1.0], [0.0], [4.0]]), np.array([True, False, False]))
    np.testing.assert_allclose(balance.weights, [1.0, 0.75, 0.25], rtol=1e-9)
