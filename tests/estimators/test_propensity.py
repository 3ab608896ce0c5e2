"""Logistic weights against R, Firth under separation, refusals."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.contrast import unadjusted_contrast, weighted_contrast
from estimators.errors import EstimatorRefusal
from estimators.propensity import fit_logit, fixed_weights, propensity_weights
from tests.estimators.weighting_support import lalonde, reference, symmetric, synthetic, truth_numbers

REL = 1e-8


@pytest.mark.parametrize("estimand", ["att", "ate", "overlap"])
def test_lalonde_meets_the_printed_references(estimand):
    """methods.md section 3: 1214.071221 / 224.676308 / 1242.200631 and the stacked and known-weights SEs."""
    X, arm, y = lalonde()
    truth = truth_numbers("lalonde_matchit.json")
    key = {"att": "iptw_ATT", "ate": "iptw_ATE", "overlap": "iptw_ATO"}[estimand]
    weighting = propensity_weights(X, arm, estimand=estimand)
    outcomes = np.column_stack([y, y == 0])
    contrast = weighted_contrast(outcomes, weighting, correction="none")
    known = weighted_contrast(outcomes, fixed_weights(arm, weighting.weights), correction="none")
    # R's glm stopped at its default epsilon there: its coefficients are good to about 1e-9, the sums to 1e-8
    for j, part in enumerate((truth[key], truth["binary"][key.removeprefix("iptw_")])):
        assert contrast.outcomes[j].difference.estimate == pytest.approx(part["diff"], rel=5e-8)
        assert contrast.outcomes[j].difference.std_error == pytest.approx(part["se_stacked"], rel=5e-8)
        assert known.outcomes[j].difference.std_error == pytest.approx(part["se_fixed_HC0"], rel=5e-8)
    ratio = truth["binary"][key.removeprefix("iptw_")]
    assert contrast.outcomes[1].ratio.estimate == pytest.approx(ratio["rr"], rel=5e-8)
    assert contrast.outcomes[1].ratio.std_error == pytest.approx(ratio["log_rr_se_stacked"], rel=5e-8)
    assert contrast.outcomes[1].ratio.ci_upper == pytest.approx(ratio["rr_ci_stacked"][1], rel=5e-8)
    assert weighting.ess == pytest.approx(truth[key]["ess_control"], rel=5e-8)
    assert weighting.ess_lead == pytest.approx(truth[key]["ess_treated"], rel=5e-8)


@pytest.mark.parametrize("estimand", ["att", "ate", "overlap"])
def test_lalonde_with_a_converged_r_logit(estimand):
    """The same at 1e-8 against R run to full convergence (make_reference.R)."""
    X, arm, y = lalonde()
    truth = reference()[f"lalonde_{estimand}"]
    weighting = propensity_weights(X, arm, estimand=estimand)
    contrast = weighted_contrast(np.column_stack([y, y == 0]), weighting, correction="none")
    np.testing.assert_allclose(contrast.covariance, symmetric(truth["V"], 4), rtol=REL, atol=1e-12)
    assert contrast.outcomes[0].difference.estimate == pytest.approx(truth["difference"][0], rel=REL)


@pytest.mark.parametrize("estimand", ["att", "ate", "overlap"])
def test_clustered_m_estimation_in_r(estimand):
    """People with several rows, some in both arms: the joint covariance of both outcomes' four means."""
    s = synthetic()
    truth = reference()[f"logistic_{estimand}"]
    weighting = propensity_weights(s.X, s.arm, estimand=estimand)
    contrast = weighted_contrast(s.y, weighting, s.person, correction="none")
    np.testing.assert_allclose(contrast.covariance, symmetric(truth["V"], 4), rtol=REL, atol=1e-14)
    assert weighting.ess == pytest.approx(truth["ess"], rel=REL)
    np.testing.assert_allclose(fit_logit(s.X, s.arm).coefficients, truth["coefficients"], rtol=REL)


def test_coefficients_and_standard_errors_of_lalonde():
    """R's summary.glm (truth/lalonde_matchit.json, ps): its default convergence gives about 1e-7."""
    X, arm, _ = lalonde()
    fit = fit_logit(X, arm)
    truth = truth_numbers("lalonde_matchit.json")["ps"]
    np.testing.assert_allclose(fit.coefficients, [c["coef"] for c in truth["coef"]], rtol=1e-7)
    np.testing.assert_allclose(np.sqrt(np.diag(fit.covariance)), [c["se"] for c in truth["coef"]], rtol=1e-4)
    assert fit.log_likelihood == pytest.approx(truth["loglik"], rel=REL)


def test_firth_meets_r_and_survives_separation():
    """Penalised likelihood, coded on its own in R; the second fit has no unpenalised solution."""
    s = synthetic()
    truth = reference()
    fit = fit_logit(s.X, s.arm, firth=True)
    np.testing.assert_allclose(fit.coefficients, truth["firth"]["coefficients"], rtol=REL)
    only_lead = ((s.columns["priors"] >= 6) & s.arm).astype(float)
    separated = np.column_stack([only_lead, s.X[:, :2]])
    fit = fit_logit(separated, s.arm, firth=True)
    np.testing.assert_allclose(fit.coefficients, truth["firth_separated"]["coefficients"], rtol=REL)
    with pytest.raises(EstimatorRefusal) as refusal:
        fit_logit(separated, s.arm)
    assert refusal.value.code == "separation"


def test_overlap_weights_balance_exactly():
    """Li, Morgan & Zaslavsky: with a logistic propensity the weighted means agree exactly."""
    s = synthetic()
    w = propensity_weights(s.X, s.arm, estimand="overlap").weights
    lead = np.average(s.X[s.arm], weights=w[s.arm], axis=0)
    np.testing.assert_allclose(lead, np.average(s.X[~s.arm], weights=w[~s.arm], axis=0), rtol=1e-10)


def test_arm_labels_swap_the_sign_of_symmetric_estimands():
    """ATE and overlap treat the arms alike: exchanging the labels flips the difference, not its error."""
    s = synthetic()
    for estimand in ("ate", "overlap"):
        one = weighted_contrast(s.y, propensity_weights(s.X, s.arm, estimand=estimand), s.person)
        two = weighted_contrast(s.y, propensity_weights(s.X, ~s.arm, estimand=estimand), s.person)
        for a, b in zip(one.outcomes, two.outcomes):
            assert a.difference.estimate == pytest.approx(-b.difference.estimate, rel=1e-9)
            assert a.difference.std_error == pytest.approx(b.difference.std_error, rel=1e-9)


def test_base_weights_are_frequency_weights():
    """A row of weight 2 is the row twice."""
    s = synthetic()
    rows = np.concatenate([np.arange(s.arm.size), np.arange(50)])
    weight = np.ones(s.arm.size)
    weight[:50] = 2
    twice = fit_logit(s.X[rows], s.arm[rows]).coefficients
    np.testing.assert_allclose(fit_logit(s.X, s.arm, base_weights=weight).coefficients, twice, rtol=1e-8)


def test_collinear_and_constant_columns_leave_with_a_note():
    """Dummies of all levels: coefficient 0, named, and the probabilities are those of the reduced model."""
    s = synthetic()
    X = np.column_stack([s.X, 1 - s.X[:, 1], np.full(s.arm.size, 3.0)])
    fit = fit_logit(X, s.arm, names=(*s.names, "male", "three"))
    assert set(fit.dropped) == {("male", "collinear"), ("three", "constant")}
    np.testing.assert_allclose(fit.probability, fit_logit(s.X, s.arm).probability, rtol=1e-9)
    assert fit.coefficients[8] == 0 and np.isfinite(fit.covariance).all()


@pytest.mark.parametrize(
    "call, code",
    [
        (lambda s: propensity_weights(s.X, s.arm, estimand="atc"), "estimand_unknown"),
        (lambda s: propensity_weights(s.X, np.ones(s.arm.size)), "arm_empty"),
        (lambda s: propensity_weights(np.where(s.X > 3, np.inf, s.X), s.arm), "X_not_finite"),
        (lambda s: fit_logit(s.X, s.arm, base_weights=s.arm.astype(float)), "outcome_constant"),
        (lambda s: fit_logit(s.arm[:, None].astype(float), s.arm), "separation"),
        (lambda s: fit_logit(np.array([[0.0], [1.0], [2.0]]), np.array([0, 0, 1])), "separation"),
        (lambda s: fixed_weights(s.arm, np.where(s.arm, np.nan, 1.0)), "weights_not_finite"),
        (lambda s: fixed_weights(s.arm, (~s.arm).astype(float)), "weights_zero"),
        (lambda s: fixed_weights(np.zeros(3)), "arm_empty"),
    ],
)
def test_bad_input_is_refused_by_name(call, code):
    """Never NaN, never a bare traceback."""
    with pytest.raises(EstimatorRefusal) as refusal:
        call(synthetic())
    assert refusal.value.code == code


def test_lalonde_trimmed_and_unadjusted_meet_r():
    """truth/lalonde_matchit.json: propensities outside [.1, .9] left out and the model fitted again; R has no G/(G-1)."""
    X, arm, y = lalonde()
    truth = truth_numbers("lalonde_matchit.json")
    assert unadjusted_contrast(y, arm).outcomes[0].difference.estimate == pytest.approx(truth["naive_diff"], rel=1e-8)
    probability = propensity_weights(X, arm).probability
    kept = (probability >= 0.1) & (probability <= 0.9)
    wanted = truth["trim_0.1_0.9"]
    assert (kept.sum(), arm[kept].sum()) == (wanted["n"], wanted["n_treated"])
    found = weighted_contrast(y[kept], propensity_weights(X[kept], arm[kept])).outcomes[0]
    n = int(kept.sum())
    assert found.difference.estimate == pytest.approx(wanted["ATT"]["diff"], rel=1e-8)
    assert (found.mean_lead, found.mean_comparison) == pytest.approx((wanted["ATT"]["mu1"], wanted["ATT"]["mu0"]), rel=1e-8)
    assert found.difference.std_error == pytest.approx(wanted["ATT"]["se_stacked"] * np.sqrt(n / (n - 1)), rel=1e-8)
