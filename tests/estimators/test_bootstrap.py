"""Draws: agreement of re-solved and multiplier draws, exactness of each draw, speed, refusals."""

from __future__ import annotations

import time

import numpy as np
import pytest
from scipy import stats

from estimators import bootstrap
from estimators.bootstrap import bayesian_bootstrap, calibrated, multiplier_draws
from estimators.contrast import att_contrast, stacked_contrast
from estimators.entropy import entropy_balance
from estimators.errors import EstimatorRefusal
from tests.estimators.weighting_support import lalonde, simulate_trial, synthetic


def test_each_draw_is_the_balance_solved_for_its_weights(monkeypatch):
    """All draws at once must give what the careful solver gives draw by draw, and leave none to it."""
    s = synthetic()
    with monkeypatch.context() as patch:
        patch.setattr(bootstrap, "_solve_one", lambda *_: pytest.fail("a draw was left to the careful solver"))
        draws = bayesian_bootstrap(s.y, s.arm, s.X, s.person, draws=40, rng=np.random.default_rng(3))
    people = np.random.default_rng(3).standard_exponential((40, 300))
    codes = np.unique(s.person, return_inverse=True)[1]
    for b in range(40):
        q = people[b][codes]
        w = entropy_balance(s.X, s.arm, base_weights=q).weights
        lead = np.average(s.y[s.arm], weights=q[s.arm], axis=0)
        np.testing.assert_allclose(draws.lead[b], lead, rtol=1e-12)
        np.testing.assert_allclose(
            draws.comparison[b], np.average(s.y[~s.arm], weights=w[~s.arm], axis=0), rtol=1e-7
        )


def test_what_the_steps_leave_is_taken_off_by_the_slopes(monkeypatch):
    """Steps that end early, a hundredth of a standard deviation from balance: the slopes take most of what that costs."""
    t = simulate_trial(np.random.default_rng(2), 1200, 5000, rows_per_person=2, effect=-0.05)

    def drawn() -> np.ndarray:
        return bayesian_bootstrap(t.y, t.arm, t.X, t.person, draws=60, rng=np.random.default_rng(4)).comparison

    exact = drawn()
    monkeypatch.setattr(bootstrap, "NARROW_TOLERANCE", 1.0)
    monkeypatch.setattr(bootstrap, "LEFT_TO_SLOPES", 0.01)
    early, init = drawn(), bootstrap._Sample.__init__

    def without_slopes(sample, *about) -> None:
        init(sample, *about)
        sample.slopes[:] = 0

    monkeypatch.setattr(bootstrap._Sample, "__init__", without_slopes)
    assert np.abs(early - exact).mean() < 0.4 * np.abs(drawn() - exact).mean()


def test_a_draw_that_cannot_be_balanced_is_left_to_the_careful_solver():
    """Few comparison people for the columns: some re-weighted samples have no exact balance. They are ridged, counted, and
    leave the others as they are."""
    rng = np.random.default_rng(12)
    arm = np.arange(46) < 16
    X = rng.normal(size=(46, 6)) + 0.45 * arm[:, None]
    y = rng.normal(size=46) + X[:, 0]
    assert entropy_balance(X, arm).ridge == 0
    draws = bayesian_bootstrap(y, arm, X, draws=80, rng=np.random.default_rng(3))
    people = np.random.default_rng(3).standard_exponential((80, 46))
    solved = [entropy_balance(X, arm, base_weights=q) for q in people]
    exact = np.array([w.ridge == 0 for w in solved])
    assert 0 < draws.n_ridged == (~exact).sum() < 40
    means = np.array([np.average(y[~arm], weights=w.weights[~arm]) for w in solved])
    np.testing.assert_allclose(draws.comparison[exact, 0], means[exact], rtol=1e-5)
    assert np.isfinite(draws.comparison).all()


def test_the_draws_do_not_depend_on_the_number_of_cores(monkeypatch):
    """Chunks of draws are solved side by side: the same bytes, and the same generator afterwards, for one core or three."""
    s = synthetic()
    monkeypatch.setattr(bootstrap, "CHUNK_CELLS", 7 * len(s.arm))
    found = []
    for cores in (1, 3):
        monkeypatch.setattr(bootstrap.os, "cpu_count", lambda cores=cores: cores)
        rng = np.random.default_rng(3)
        draws = bayesian_bootstrap(s.y, s.arm, s.X, s.person, draws=60, rng=rng)
        found.append((draws.lead.tobytes(), draws.comparison.tobytes(), rng.random()))
    assert found[0] == found[1]


def test_among_many_people_the_draws_are_normal_with_the_contrasts_covariance(monkeypatch):
    """An outcome that nobody has, and one that is the sum of two others, stay so in every draw."""
    s = synthetic()
    y = np.column_stack([s.y, s.y.sum(axis=1), np.zeros(len(s.arm))])
    contrast = att_contrast(y, s.arm, s.X, s.person)
    monkeypatch.setattr(bootstrap, "NORMAL_FROM_PEOPLE", 10)
    draws = multiplier_draws(contrast, 40_000, rng=np.random.default_rng(5))
    np.testing.assert_allclose(np.cov(draws.difference.T), contrast.difference_covariance(), rtol=0.05, atol=1e-12)
    centred = draws.difference - draws.difference.mean(axis=0)
    np.testing.assert_allclose(centred[:, -2], centred[:, : s.y.shape[1]].sum(axis=1), atol=1e-5 * centred[:, -2].std())
    assert (draws.difference[:, -1] == 0).all()


def test_normal_draws_do_not_hang_on_the_last_bit_of_the_sums():
    """The same item twice (at two discount rates that nothing tells apart): the sums of another order of addition, hence of
    another number of threads, must not give other draws."""
    rng = np.random.default_rng(5)
    psi = rng.normal(size=(500, 3)) @ rng.normal(size=(3, 6))
    psi = np.column_stack([psi, psi[:, :2] * 0.97, np.zeros(500)])
    covariance = psi.T @ psi
    other = psi[::-1].T @ psi[::-1]
    assert not np.array_equal(covariance, other)
    roots = [bootstrap._root(c) for c in (covariance, other)]
    scale = np.sqrt(np.diag(covariance)).max()
    np.testing.assert_allclose(roots[0], roots[1], atol=1e-9 * scale, rtol=0)
    np.testing.assert_allclose(roots[0] @ roots[0].T, covariance, atol=1e-7 * scale**2, rtol=0)


def test_lalonde_bootstrap_error():
    """methods.md: bootstrap 806 beside the influence function's 789.745. The Bayesian bootstrap lies
    between (its weights
    never drop a row), so the gate is 5 %."""
    X, arm, y = lalonde()
    draws = bayesian_bootstrap(y, arm, X, draws=2000, rng=np.random.default_rng(1))
    assert draws.std_error()[0] == pytest.approx(789.745, rel=0.05)
    low, high = draws.interval()[0]
    assert low < 1273 < high


def test_multipliers_lie_within_two_percent_of_resolved_draws():
    """methods.md section 5: at large samples the two may stand for each other. Common weights remove Monte
    Carlo noise.
    """
    t = simulate_trial(np.random.default_rng(2), 1200, 5000, rows_per_person=2, effect=-0.05)
    contrast = att_contrast(t.y, t.arm, t.X, t.person)
    solved = bayesian_bootstrap(t.y, t.arm, t.X, t.person, draws=1000, rng=np.random.default_rng(4))
    linear = multiplier_draws(contrast, 1000, rng=np.random.default_rng(4))
    assert linear.std_error()[0] == pytest.approx(solved.std_error()[0], rel=0.02)
    assert np.corrcoef(linear.difference[:, 0], solved.difference[:, 0])[0, 1] > 0.98


def test_outcomes_share_their_draws():
    """Costs add outcomes within a draw: the covariance of the draws must be the contrast's."""
    s = synthetic()
    contrast = att_contrast(s.y, s.arm, s.X, s.person)
    draws = multiplier_draws(contrast, 20_000, rng=np.random.default_rng(5))
    np.testing.assert_allclose(np.cov(draws.difference.T), contrast.difference_covariance(), rtol=0.05)
    both = bayesian_bootstrap(
        s.y @ [[1.0, 0, 2], [0, 1, 3]], s.arm, s.X, s.person, draws=50, rng=np.random.default_rng(6)
    )
    np.testing.assert_allclose(both.difference[:, 2], both.difference[:, :2] @ [2, 3], rtol=1e-9)


@pytest.mark.parametrize("kind", ["re-solved", "multiplier"])
def test_calibrated_draws_have_the_proven_centre_and_spread_and_keep_their_joint_law(kind: str):
    """Centre: the estimate. Spread: the leverage-corrected error times t over z, with the LEAD people less one, and the
    effective comparison less the balanced columns. Correlations within an arm: those of the draws."""
    t = simulate_trial(np.random.default_rng(2), 60, 300, rows_per_person=2, effect=-0.05)
    y = np.column_stack([t.y, t.y * 3 + t.X[:, 0], np.full(len(t.y), 0.1)])
    contrast = att_contrast(y, t.arm, t.X, t.person, correction="leverage")
    raw = (bayesian_bootstrap(y, t.arm, t.X, t.person, draws=400, rng=np.random.default_rng(4)) if kind == "re-solved"
           else multiplier_draws(contrast, 400, rng=np.random.default_rng(4)))
    p = 5
    found = calibrated(raw, contrast, n_columns=p)
    errors = np.sqrt(np.diag(contrast.covariance))
    for arm, error, df in (("lead", errors[:2], contrast.people_lead - 1),
                           ("comparison", errors[3:5], min(contrast.ess_comparison, contrast.people_comparison) - p)):
        drawn, before = getattr(found, arm)[:, :2], getattr(raw, arm)[:, :2]
        np.testing.assert_allclose(drawn.mean(axis=0), getattr(raw, f"estimate_{arm}")[:2], rtol=1e-12)
        np.testing.assert_allclose(drawn.std(axis=0, ddof=1), error * stats.t.ppf(0.975, df) / stats.norm.ppf(0.975), rtol=1e-9)
        np.testing.assert_allclose(np.corrcoef(drawn.T), np.corrcoef(before.T), rtol=1e-9)
        # what everybody has alike does not vary, to the bit
        assert (getattr(found, arm)[:, 2] == getattr(raw, f"estimate_{arm}")[2]).all()
    if kind == "re-solved":
        assert raw.comparison[:, 0].std(ddof=1) < errors[3], "re-solved draws alone spread too little at this size"
    with pytest.raises(EstimatorRefusal, match="shape_mismatch|same outcomes"):
        calibrated(raw, att_contrast(t.y, t.arm, t.X, t.person))


def test_calibration_leaves_large_samples_alone():
    """At 1,200 LEAD people the draws move by under 2 %: what is mended is the small sample."""
    t = simulate_trial(np.random.default_rng(2), 1200, 5000, rows_per_person=2, effect=-0.05)
    contrast = att_contrast(t.y, t.arm, t.X, t.person, correction="leverage")
    raw = bayesian_bootstrap(t.y, t.arm, t.X, t.person, draws=1000, rng=np.random.default_rng(4))
    found = calibrated(raw, contrast, n_columns=5)
    np.testing.assert_allclose(found.std_error(), raw.std_error(), rtol=0.04)  # 1,000 draws: Monte Carlo error .022


def test_same_seed_same_draws_and_labels_do_not_matter():
    """Reproducible; a relabelling of people that keeps their order changes nothing."""
    s = synthetic()
    one = bayesian_bootstrap(s.y, s.arm, s.X, s.person, draws=20, rng=np.random.default_rng(7))
    two = bayesian_bootstrap(s.y, s.arm, s.X, s.person * 3 + 11, draws=20, rng=np.random.default_rng(7))
    np.testing.assert_array_equal(one.difference, two.difference)


def test_infeasible_samples_are_ridged_in_every_draw():
    """Where the sample itself needed a ridge, the draws take the same and stay finite."""
    rng = np.random.default_rng(8)
    arm = np.arange(160) < 40
    X = np.where(arm[:, None], rng.uniform(0.6, 0.9, (160, 2)), rng.dirichlet([1, 1, 1], 160)[:, :2] * 0.9)
    assert entropy_balance(X, arm).ridge > 0
    draws = bayesian_bootstrap(rng.normal(size=160), arm, X, draws=50, rng=rng)
    assert np.isfinite(draws.difference).all()


def test_levels_of_one_arm_do_not_break_the_draws():
    """A comparison-only level has weight zero in each draw, a LEAD-only one is left out of the solve."""
    s = synthetic()
    only0 = np.zeros(s.arm.size)
    only0[np.flatnonzero(~s.arm)[:20]] = 1
    only1 = np.zeros(s.arm.size)
    only1[np.flatnonzero(s.arm)[:5]] = 1
    draws = bayesian_bootstrap(
        s.y, s.arm, np.column_stack([s.X, only0, only1]), s.person, draws=30, rng=np.random.default_rng(1)
    )
    assert np.isfinite(draws.difference).all()
    plain = bayesian_bootstrap(s.y, s.arm, np.ones((s.arm.size, 1)), draws=30, rng=np.random.default_rng(1))
    assert np.isfinite(plain.difference).all()


def test_speed_of_a_quarter_of_the_owed_draws():
    """Owed: 2,000 re-solved draws at 2,000 people and 2,000 multiplier draws at 100,000 in 5 s each. A
    quarter
    of both is run here, against a quarter of the time (of the processor, and twice that: machines are
    shared)."""
    t = simulate_trial(np.random.default_rng(9), 250, 1750, columns=25)
    start = time.process_time()
    bayesian_bootstrap(t.y, t.arm, t.X, draws=500, rng=np.random.default_rng(1))
    assert time.process_time() - start < 2.5
    n = 100_000
    psi = np.random.default_rng(2).normal(size=(n, 1)) / n
    arm = np.arange(n) < n // 5
    contrast = stacked_contrast([0.3], [0.4], psi * arm[:, None], psi * ~arm[:, None], arm, kind="test")
    start = time.process_time()
    multiplier_draws(contrast, 500, rng=np.random.default_rng(1))
    assert time.process_time() - start < 2.5


@pytest.mark.parametrize(
    "kwargs, code",
    [
        ({"draws": 1}, "draws_not_positive"),
        ({"y": np.full(500, np.nan)}, "y_not_finite"),
        ({"cluster": np.zeros(500)}, "one_cluster"),
        ({"arm": np.zeros(500)}, "arm_empty"),
        ({"minimum_people": 400}, "below_minimum"),
        ({"X": np.full((500, 1), np.inf)}, "X_not_finite"),
    ],
)
def test_bad_input_is_refused_by_name(kwargs, code):
    """Never NaN, never a bare traceback."""
    s = synthetic()
    call = {"y": s.y, "arm": s.arm, "X": s.X, "cluster": s.person, "draws": 5, **kwargs}
    with pytest.raises(EstimatorRefusal) as refusal:
        bayesian_bootstrap(**call, rng=np.random.default_rng(1))
    assert refusal.value.code == code
    with pytest.raises(EstimatorRefusal):
        multiplier_draws(att_contrast(s.y, s.arm, s.X), 1, rng=np.random.default_rng(1))
