"""Difference-in-differences against R, invariances, known truth, refusals."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.did import difference_in_differences
from estimators.errors import EstimatorRefusal
from tests.estimators.shared_truth import shared_csv
from tests.estimators.weighting_support import reference, synthetic, truth_numbers

REL = 1e-8


def test_unadjusted_meets_r():
    """lm(y ~ area * after) with sandwich::vcovCL by person."""
    s, truth = synthetic(), reference()["did"]
    result = difference_in_differences(
        s.y[:, 0], s.columns["area"], s.columns["after"], s.person, correction="none"
    )[0]
    assert result.estimate.estimate == pytest.approx(truth["estimate"], rel=REL)
    assert result.estimate.std_error == pytest.approx(truth["se"], rel=REL)


def test_balanced_meets_r():
    """Each other cell balanced to the programme-after cell; M-estimation in R of all four means at once."""
    s, truth = synthetic(), reference()["did_balanced"]
    d = s.columns
    X = np.column_stack([d["age"] / 10, d["female"], np.log1p(d["priors"]), d["drug"]])
    result = difference_in_differences(
        s.y[:, 0], d["area"], d["after"], s.person, X=X, adjust="balance", correction="none"
    )[0]
    assert result.estimate.estimate == pytest.approx(truth["estimate"], rel=REL)
    assert result.estimate.std_error == pytest.approx(truth["se"], rel=REL)
    assert result.max_abs_smd < 1e-8 and result.ridged == ()


def test_respiratory_trial_on_the_logit_scale():
    """truth/respiratory_gee.json: geepack with independence, post x treatment 1.05402402305589, SE
    0.335406370886345.
    """
    d = shared_csv("respiratory_hsaur3.csv")
    truth = truth_numbers("respiratory_gee.json")["main"]["geepack_independence_scalefix"]["coef"][3]
    month = np.asarray(d["month"], dtype=float)
    result = difference_in_differences(
        (d["status"] == "good").astype(float), d["treatment"] != "placebo", month > 0, d["subject"],
        scale="logit", correction="none",
    )[0]  # fmt: skip
    assert np.log(result.estimate.estimate) == pytest.approx(truth["coef"], rel=REL)
    assert result.estimate.std_error == pytest.approx(truth["robust_se"], rel=REL)


def test_exchanging_areas_or_periods_flips_the_sign():
    """The estimator treats both differences alike."""
    s = synthetic()
    area, after = s.columns["area"], s.columns["after"]
    one = difference_in_differences(s.y, area, after, s.person)
    two = difference_in_differences(s.y, 1 - area, after, s.person)
    three = difference_in_differences(s.y, area, 1 - after, s.person)
    for a, b, c in zip(one, two, three):
        assert (
            a.estimate.estimate == pytest.approx(-b.estimate.estimate) == pytest.approx(-c.estimate.estimate)
        )
        assert a.estimate.std_error == pytest.approx(b.estimate.std_error, rel=1e-12)


def test_doubling_rows_under_people_leaves_the_error():
    """Clustered by person over all four cells."""
    s = synthetic()
    two = np.tile(np.arange(s.arm.size), 2)
    one = difference_in_differences(s.y[:, 0], s.columns["area"], s.columns["after"], s.person)[0]
    doubled = difference_in_differences(
        s.y[two, 0], s.columns["area"][two], s.columns["after"][two], s.person[two]
    )[0]
    assert doubled.estimate.std_error == pytest.approx(one.estimate.std_error, rel=1e-10)


def test_parallel_trends_are_recovered_and_a_change_of_mix_only_when_balanced():
    """Known truth 0: the programme area arrests more people with priors after; balance takes that out."""
    rng = np.random.default_rng(4)
    plain, balanced, covered = [], [], 0
    for _ in range(200):
        n = 1200
        area, after = rng.random(n) < 0.5, rng.random(n) < 0.5
        priors = rng.poisson(1.0 + 1.0 * (area & after))
        risk = 0.15 + 0.05 * area + 0.05 * after + 0.06 * np.minimum(priors, 5)
        y = (rng.random(n) < risk).astype(float)
        X = np.column_stack([np.minimum(priors, 5), priors == 0])
        plain.append(difference_in_differences(y, area, after)[0].estimate.estimate)
        d = difference_in_differences(y, area, after, X=X, adjust="balance")[0].estimate
        balanced.append(d.estimate)
        covered += d.ci_lower <= 0 <= d.ci_upper
    error = np.std(balanced, ddof=1) / np.sqrt(200)
    assert abs(np.mean(balanced)) < 3.5 * error < 0.03 < np.mean(plain)
    assert 0.90 <= covered / 200 <= 0.99


@pytest.mark.parametrize(
    "change, code",
    [
        ({"programme": np.ones(500)}, "cell_empty"),
        ({"after": np.zeros(500)}, "cell_empty"),
        ({"cluster": np.zeros(500)}, "one_cluster"),
        ({"y": np.zeros(500)}, "no_variation"),
        ({"y": np.full(500, np.nan)}, "y_not_finite"),
        ({"y": np.zeros(500), "scale": "log"}, "scale_undefined"),
        ({"y": np.ones(500), "scale": "logit"}, "scale_undefined"),
        ({"scale": "probit"}, "scale_unknown"),
        ({"adjust": "balance"}, "covariates_missing"),
        ({"minimum_people": 400}, "below_minimum"),
        ({"weights": -np.ones(500)}, "weights_negative"),
        ({"after": np.arange(500)}, "arm_not_binary"),
    ],
)
def test_bad_input_is_refused_by_name(change, code):
    """Never NaN, never a bare traceback."""
    s = synthetic()
    call = {"y": s.y[:, 0], "programme": s.columns["area"], "after": s.columns["after"], "cluster": s.person}
    with pytest.raises(EstimatorRefusal) as refusal:
        difference_in_differences(**{**call, **change})
    assert refusal.value.code == code
