"""E-values, Rosenbaum bounds, negative control, tipping points, placebo."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.contrast import att_contrast, unadjusted_contrast
from estimators.errors import EstimatorRefusal
from estimators.matching import greedy_match
from estimators.propensity import propensity_weights
from estimators.sensitivity import (
    e_value,
    e_value_of_contrast,
    negative_control,
    placebo,
    rosenbaum_critical_gamma,
    rosenbaum_sign,
    rosenbaum_signed_rank,
    tipping_point_lost_rows,
    tipping_point_missed_events,
)
from tests.estimators.weighting_support import (
    lalonde,
    simulate_trial,
    synthetic,
    truth_numbers,
    truth_table,
)

MEASURES = {
    "RR": "RR",
    "OR_common_outcome(sqrt)": "OR_common",
    "OR_rare_outcome": "OR_rare",
    "HR_common_outcome": "HR_common",
    "SMD_d_se(.91,1.78)": "SMD",
}


def test_e_values_meet_the_table():
    """truth/evalues.csv (ten digits), among them VanderWeele & Ding 2017: 3.9 (1.8, 8.7) gives 7.26 and
    3.0.
    """
    table = truth_table("evalues.csv")
    for i, measure in enumerate(table["measure"]):
        upper = None if np.isnan(table["hi"][i]) else table["hi"][i]
        result = e_value(table["est"][i], table["lo"][i], upper, measure=MEASURES[measure])
        assert result.estimate == pytest.approx(table["evalue"][i], abs=1e-9)
        assert result.limit == pytest.approx(table["evalue_ci"][i], abs=1e-9)
    assert [e_value(r).estimate for r in (3.9, 1.8, 0.8)] == pytest.approx([7.2630, 3.0, 1.8090], abs=5e-5)


def test_e_value_is_the_same_for_a_ratio_and_its_inverse():
    """Protection and harm need the same confounding."""
    one, two = e_value(0.6, 0.4, 0.9), e_value(1 / 0.6, 1 / 0.9, 1 / 0.4)
    assert (one.estimate, one.limit) == pytest.approx((two.estimate, two.limit), rel=1e-12)


def test_e_value_of_a_contrast():
    """Taken from the outcome's ratio; None where there is none."""
    s = synthetic()
    outcomes = unadjusted_contrast(
        np.column_stack([s.y[:, 0], np.where(s.arm, 0, s.y[:, 0])]), s.arm
    ).outcomes
    r = outcomes[0].ratio
    assert e_value_of_contrast(outcomes[0]) == e_value(r.estimate, r.ci_lower, r.ci_upper)
    assert e_value_of_contrast(outcomes[1]) is None


def test_rosenbaum_printed_reference():
    """methods.md: 110 of 122 discordant pairs, Gamma 5 and 6: 0.023169, 0.096929 (R pbinom)."""
    assert rosenbaum_sign(110, 122, 5).p_upper == pytest.approx(0.023169, abs=5e-7)
    assert rosenbaum_sign(110, 122, 6).p_upper == pytest.approx(0.096929, abs=5e-7)
    gamma = rosenbaum_critical_gamma(favourable=110, discordant=122)
    assert 5 < gamma < 6 and rosenbaum_sign(110, 122, gamma).p_upper == pytest.approx(0.05, rel=1e-6)


def test_rosenbaum_on_lalonde_pairs():
    """truth/lalonde_matchit.json: signed rank and sign bounds of the 117 greedy pairs."""
    X, arm, y = lalonde()
    truth = truth_numbers("lalonde_matchit.json")["nn_caliper0.2_largest"]
    match = greedy_match(propensity_weights(X, arm).logit, arm)
    d = y[match.lead_rows] - y[match.comparison_rows]
    for row in truth["rosenbaum_wilcoxon"]:
        bound = rosenbaum_signed_rank(d, row["gamma"])
        assert (bound.n_pairs, bound.statistic) == (row["n"], row["T"])
        assert (bound.p_upper, bound.p_lower) == pytest.approx((row["p_upper"], row["p_lower"]), rel=1e-8)
    for row in truth["rosenbaum_binary"]:
        bound = rosenbaum_sign(row["T"], row["discordant"], row["gamma"])
        assert (bound.p_upper, bound.p_lower) == pytest.approx((row["p_upper"], row["p_lower"]), rel=1e-8)
    assert rosenbaum_critical_gamma(differences=-d) is None  # not significant to begin with


def _with_hidden_trait(rng: np.random.Generator, strength: float) -> tuple[np.ndarray, ...]:
    """People with a hidden trait that drives old history, recent history and (by ``strength``) selection."""
    n = 1500
    trait = rng.normal(size=n)
    older = rng.poisson(np.exp(0.2 + 0.5 * trait))
    recent = rng.poisson(np.exp(0.4 * trait))
    arm = rng.random(n) < 1 / (1 + np.exp(2.0 - strength * trait))
    return np.column_stack([np.log1p(older), np.log1p(older) ** 2]), arm, recent.astype(float)


def test_negative_control_rejects_under_a_hidden_confounder_and_not_without():
    """methods.md: it must reject >= 80 % of the time under a planted confounder, 5 % where there is none."""
    rng = np.random.default_rng(7)
    power = np.mean(
        [negative_control(r, a, X).rejected for X, a, r in (_with_hidden_trait(rng, 0.8) for _ in range(60))]
    )
    size = np.mean(
        [negative_control(r, a, X).rejected for X, a, r in (_with_hidden_trait(rng, 0.0) for _ in range(200))]
    )
    assert power >= 0.8
    assert 0.005 <= size <= 0.10


def test_a_balanced_count_cannot_be_a_negative_control():
    """It would pass whatever the bias."""
    X, arm, _ = _with_hidden_trait(np.random.default_rng(1), 0.5)
    with pytest.raises(EstimatorRefusal, match="control_was_balanced"):
        negative_control(X[:, 0], arm, X)
    flat = negative_control(np.zeros(arm.size), arm, X)
    assert flat.p_value is None and not flat.rejected


def test_tipping_points_solve_what_they_state():
    """At the stated share the corrected difference, or the limit of its interval, is zero."""
    t = simulate_trial(np.random.default_rng(2), 400, 3000, effect=-0.15)
    contrast = att_contrast(t.y, t.arm, t.X, t.person)
    o = contrast.outcomes[0]
    missed = tipping_point_missed_events(contrast)
    assert missed.what == "lead_outcomes_missed"
    assert missed.estimate_tips == pytest.approx(1 - o.mean_lead / o.mean_comparison, abs=1e-9)
    assert 0 < missed.interval_tips < missed.estimate_tips < 1
    v = contrast.covariance
    k = 1 / (1 - missed.interval_tips)
    limit = (
        k * o.mean_lead
        - o.mean_comparison
        + 1.959963984540054 * np.sqrt(k * k * v[0, 0] + v[1, 1] - 2 * k * v[0, 1])
    )
    assert limit == pytest.approx(0, abs=1e-9)
    lost = tipping_point_lost_rows(contrast, 1.0)
    assert lost.estimate_tips == pytest.approx(
        (o.mean_comparison - o.mean_lead) / (1 - o.mean_lead), abs=1e-9
    )
    assert tipping_point_lost_rows(contrast, o.mean_lead).estimate_tips is None


def test_tipping_points_of_a_rise_and_of_nothing():
    """A rise turns the roles round; an interval that covers zero has tipped already."""
    t = simulate_trial(np.random.default_rng(3), 400, 3000, effect=0.15)
    contrast = att_contrast(t.y, t.arm, t.X, t.person)
    assert tipping_point_missed_events(contrast).what == "comparison_outcomes_missed"
    assert 0 < tipping_point_lost_rows(contrast, 0.0).estimate_tips < 1
    null = simulate_trial(np.random.default_rng(4), 100, 500)
    assert tipping_point_missed_events(att_contrast(null.y, null.arm, null.X)).interval_tips == 0.0


@pytest.mark.parametrize("with_covariates", [False, True])
def test_placebo_rejects_one_time_in_twenty(with_covariates):
    """Comparison people against comparison people: any more and the standard error is wrong."""
    t = simulate_trial(np.random.default_rng(5), 20, 900, rows_per_person=3)
    rows = ~t.arm
    result = placebo(
        t.y[rows], t.X[rows] if with_covariates else None, t.person[rows],
        people_lead=70, draws=200, rng=np.random.default_rng(6),
    )  # fmt: skip
    assert 0.01 <= result.rejections <= 0.10
    assert abs(result.mean_estimate) < 0.02 and 0.85 < result.ratio < 1.15


@pytest.mark.parametrize(
    "call, code",
    [
        (lambda: e_value(-1.0), "ratio_not_positive"),
        (lambda: e_value(0.0, 0.0, 0.5), "ratio_not_positive"),
        (lambda: e_value(float("nan")), "ratio_not_positive"),
        (lambda: e_value(2.0, 3.0, 4.0), "limits_not_valid"),
        (lambda: e_value(2.0, measure="XX"), "measure_unknown"),
        (lambda: e_value(0.3, measure="SMD"), "limits_not_valid"),
        (lambda: rosenbaum_sign(1, 0, 2), "no_discordant_pairs"),
        (lambda: rosenbaum_sign(1, 2, 0.5), "gamma_not_valid"),
        (lambda: rosenbaum_signed_rank([0.0, 0.0], 2), "no_discordant_pairs"),
        (lambda: rosenbaum_signed_rank([np.nan], 2), "differences_not_finite"),
        (lambda: rosenbaum_critical_gamma(), "no_discordant_pairs"),
        (lambda: placebo(np.zeros(100), people_lead=20, rng=np.random.default_rng(1)), "no_variation"),
        (lambda: placebo(np.zeros(100), people_lead=99, rng=np.random.default_rng(1)), "below_minimum"),
    ],
)
def test_bad_input_is_refused_by_name(call, code):
    """Never NaN, never a bare traceback."""
    with pytest.raises(EstimatorRefusal) as refusal:
        call()
    assert refusal.value.code == code
