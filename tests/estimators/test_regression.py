"""Regressions against R (glm, glm.nb, sandwich::vcovCL) on committed data, and their refusals."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.contrast import weighted_contrast
from estimators.entropy import entropy_balance
from estimators.errors import EstimatorRefusal
from estimators.propensity import fixed_weights
from estimators.regression import (
    modified_poisson,
    negative_binomial,
    poisson_rate,
    rate_contrast,
    standardised_risks,
)
from tests.estimators.shared_truth import rossi
from tests.estimators.weighting_support import crime1, reference, synthetic, truth_numbers

REL = 1e-8
CRIME = ("pcnv", "avgsen", "tottime", "ptime86", "qemp86", "inc86", "black", "hispan", "born60")


def test_rossi_modified_poisson_and_standardised_risk():
    """methods.md section 3: fin -0.2785408562, HC0 0.1602981064 (with age, prio); standardised
    -0.0791627780, delta
    0.0410631 (logit with all six covariates, inverse information)."""
    d = rossi()
    fit = modified_poisson(d["arrest"], d["fin"], np.column_stack([d["age"], d["prio"]]), correction="none")
    assert fit.coefficients[1] == pytest.approx(-0.2785408562, rel=REL)
    # the printed error rests on glm's default convergence (its working weights are one step behind)
    assert fit.std_errors[1] == pytest.approx(0.1602981064, rel=1e-8)
    X = np.column_stack([d[c] for c in ("age", "race", "wexp", "mar", "paro", "prio")])
    risks = standardised_risks(d["arrest"], d["fin"], X, variance="model")
    assert risks.difference.estimate == pytest.approx(-0.0791627780, abs=5e-11)
    assert risks.difference.std_error == pytest.approx(0.0410631, abs=5e-7)


def test_crime1_poisson_and_negative_binomial():
    """truth/crime1.json: coefficients, HC0, inverse information, dispersion, likelihood, with and without
    offset.
    """
    d, truth = crime1(), truth_numbers("crime1.json")
    X = np.column_stack([d[c] for c in CRIME])
    poisson = poisson_rate(d["narr86"], None, X, correction="none")
    np.testing.assert_allclose(poisson.coefficients, [c["coef"] for c in truth["poisson"]["coef"]], rtol=REL)
    # R's default epsilon: bread and residuals from neighbouring iterations, 1e-7 apart
    np.testing.assert_allclose(poisson.std_errors, [c["se_HC0"] for c in truth["poisson"]["coef"]], rtol=5e-7)
    assert poisson.log_likelihood == pytest.approx(truth["poisson"]["loglik"], rel=REL)
    nb = negative_binomial(d["narr86"], None, X, correction="none")
    np.testing.assert_allclose(nb.coefficients, [c["coef"] for c in truth["negbin"]["coef"]], rtol=REL)
    np.testing.assert_allclose(nb.std_errors, [c["se_HC0"] for c in truth["negbin"]["coef"]], rtol=REL)
    model = np.sqrt(np.diag(nb.model_covariance))
    np.testing.assert_allclose(model, [c["se_model"] for c in truth["negbin"]["coef"]], rtol=REL)
    assert nb.dispersion == pytest.approx(truth["negbin"]["alpha"], rel=REL)
    kept = [c for c in CRIME if c != "ptime86"]
    exposure = 12 - np.minimum(d["ptime86"], 11.5)
    X = np.column_stack([d[c] for c in kept])
    nb = negative_binomial(d["narr86"], None, X, exposure=exposure, correction="none")
    part = truth["negbin_exposure_offset"]
    np.testing.assert_allclose(nb.coefficients, [c["coef"] for c in part["coef"]], rtol=REL)
    assert nb.dispersion == pytest.approx(part["alpha"], rel=REL)


def test_clustered_fits_meet_r():
    """sandwich::vcovCL by person, with offset and weights."""
    s, truth = synthetic(), reference()
    fit = modified_poisson(s.y[:, 0], s.arm, s.X, s.person, correction="none")
    np.testing.assert_allclose(fit.coefficients, truth["modified_poisson"]["coefficients"], rtol=REL)
    np.testing.assert_allclose(fit.std_errors, truth["modified_poisson"]["se"], rtol=REL)
    factor = modified_poisson(s.y[:, 0], s.arm, s.X, s.person)
    np.testing.assert_allclose(factor.std_errors, truth["modified_poisson"]["se_factor"], rtol=REL)
    rate = poisson_rate(
        s.y[:, 1], s.arm, s.X, s.person,
        exposure=s.columns["days"], weights=s.columns["base"], correction="none",
    )  # fmt: skip
    np.testing.assert_allclose(rate.coefficients, truth["poisson_rate"]["coefficients"], rtol=REL)
    np.testing.assert_allclose(rate.std_errors, truth["poisson_rate"]["se"], rtol=REL)
    nb = negative_binomial(s.y[:, 1], s.arm, s.X, s.person, exposure=s.columns["days"], correction="none")
    np.testing.assert_allclose(nb.coefficients, truth["negative_binomial"]["coefficients"], rtol=1e-7)
    np.testing.assert_allclose(nb.std_errors, truth["negative_binomial"]["se"], rtol=1e-7)
    assert 1 / nb.dispersion == pytest.approx(truth["negative_binomial"]["theta"], rel=1e-7)


@pytest.mark.parametrize(
    "variance, key", [("model", "se_model"), ("delta", "se_delta"), ("stacked", "se_stacked")]
)
def test_standardised_risks_meet_r(variance, key):
    """Delta method with either covariance, and with the sampling of the covariates."""
    s, truth = synthetic(), reference()["standardised"]
    result = standardised_risks(s.y[:, 0], s.arm, s.X, s.person, correction="none", variance=variance)
    assert result.difference.estimate == pytest.approx(truth["difference"], rel=REL)
    assert result.difference.std_error == pytest.approx(truth[key], rel=REL)


def test_rate_contrast_meets_r_and_the_weighted_glm():
    """The closed form with weights estimated (R), and its equality with statsmodels' weighted Poisson at
    known ones.
    """
    s, truth = synthetic(), reference()["rate_contrast"]
    balance = entropy_balance(s.X, s.arm)
    days = s.columns["days"]
    outcome = rate_contrast(s.y[:, 1], days, balance, s.person, correction="none").outcomes[0]
    assert np.log(outcome.ratio.estimate) == pytest.approx(truth["log_ratio"], rel=REL)
    assert outcome.ratio.std_error == pytest.approx(truth["se_log"], rel=REL)
    known = rate_contrast(
        s.y[:, 1], days, fixed_weights(s.arm, balance.weights), s.person, correction="none"
    ).outcomes[0]
    glm = poisson_rate(
        s.y[:, 1], s.arm, None, s.person, exposure=days, weights=balance.weights, correction="none"
    )
    assert glm.arm_ratio.estimate == pytest.approx(known.ratio.estimate, rel=1e-9)
    assert glm.arm_ratio.std_error == pytest.approx(known.ratio.std_error, rel=1e-8)


def test_equal_exposures_make_a_rate_contrast_a_mean_contrast():
    """A unit of time cancels in the ratio."""
    s = synthetic()
    balance = entropy_balance(s.X, s.arm)
    rate = rate_contrast(s.y, np.full(s.arm.size, 365.0), balance, s.person)
    mean = weighted_contrast(s.y, balance, s.person)
    for a, b in zip(rate.outcomes, mean.outcomes):
        assert a.ratio.std_error == pytest.approx(b.ratio.std_error, rel=1e-9)


def test_weight_scale_does_not_change_the_sandwich():
    """Known weights are relative."""
    s = synthetic()
    one = poisson_rate(s.y[:, 1], s.arm, s.X, s.person, weights=s.columns["base"])
    ten = poisson_rate(s.y[:, 1], s.arm, s.X, s.person, weights=10 * s.columns["base"])
    np.testing.assert_allclose(ten.covariance, one.covariance, rtol=1e-7)


def test_idle_rows_leave_and_collinear_columns_are_named():
    """No exposure and no events: nothing to say; a full set of dummies: dropped with a note."""
    s = synthetic()
    days = s.columns["days"].copy()
    idle = np.flatnonzero(s.y[:, 1] == 0)[:20]
    days[idle] = 0
    fit = poisson_rate(s.y[:, 1], s.arm, np.column_stack([s.X, 1 - s.X[:, 1]]), s.person, exposure=days)
    assert fit.n_rows == s.arm.size - 20 and fit.dropped == (("x7", "collinear"),)
    assert np.isfinite(fit.covariance).all()


@pytest.mark.parametrize(
    "call, code",
    [
        (lambda s: modified_poisson(s.y[:, 1], s.arm), "y_not_binary"),
        (lambda s: modified_poisson(np.where(s.arm, 0, s.y[:, 0]), s.arm), "no_events_lead"),
        (lambda s: modified_poisson(np.where(s.arm, s.y[:, 0], 0), s.arm), "no_events_comparison"),
        (lambda s: poisson_rate(-s.y[:, 1], s.arm), "y_negative"),
        (lambda s: poisson_rate(s.y[:, 1], s.arm, exposure=np.zeros(s.arm.size)), "events_without_exposure"),
        (lambda s: poisson_rate(s.y[:, 1], s.arm, exposure=-s.columns["days"]), "exposure_negative"),
        (lambda s: poisson_rate(np.zeros(s.arm.size), None, s.X), "no_events"),
        (lambda s: poisson_rate(s.y[:, 1], s.arm, s.X, np.zeros(s.arm.size)), "one_cluster"),
        (lambda s: poisson_rate(s.y[:, 1], np.ones(s.arm.size)), "arm_empty"),
        (lambda s: poisson_rate([1, 0, 1.0], [1, 0, 0], np.eye(3)), "arm_collinear"),
        (lambda s: poisson_rate([1, 2, 1.0], [1, 0, 0], [0.0, 1.0, 3.0]), "below_minimum"),
        (lambda s: poisson_rate(np.where(s.y[:, 1] > 3, np.inf, s.y[:, 1]), s.arm), "y_not_finite"),
        (lambda s: negative_binomial(np.tile([0.0, 1.0], 250), s.arm), "no_overdispersion"),
        (lambda s: standardised_risks(s.y[:, 0], s.arm, s.arm.astype(float)), "arm_collinear"),
        (lambda s: rate_contrast(s.y, -s.columns["days"], entropy_balance(s.X, s.arm)), "exposure_negative"),
        (lambda s: rate_contrast(s.y, np.where(s.arm, 0, 1.0), entropy_balance(s.X, s.arm)), "exposure_zero"),
    ],
)
def test_bad_input_is_refused_by_name(call, code):
    """Never NaN, never a bare traceback."""
    with pytest.raises(EstimatorRefusal) as refusal:
        call(synthetic())
    assert refusal.value.code == code
