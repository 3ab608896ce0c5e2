"""AIPW for the ATT against R's stacked equations and the task's tables, double robustness, refusals."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.aipw import aipw_att
from estimators.errors import EstimatorRefusal
from tests.estimators.weighting_support import lalonde, reference, simulate_trial, synthetic, truth_numbers

REL = 1e-8


@pytest.mark.parametrize(
    "key, column, family, normalised",
    [
        ("aipw_linear", 0, "linear", True),
        ("aipw_logistic", 0, "logistic", True),
        ("aipw_logistic_plain", 0, "logistic", False),
        ("aipw_poisson", 1, "poisson", True),
    ],
)
def test_clustered_m_estimation_in_r(key, column, family, normalised):
    """Propensity, outcome model and means stacked, derivative taken numerically by R."""
    s = synthetic()
    truth = reference()[key]
    outcome = aipw_att(
        s.y[:, column], s.arm, s.X, s.person, family=family, normalised=normalised, correction="none"
    ).outcomes[0]
    assert outcome.mean_comparison == pytest.approx(truth["mu0"], rel=REL)
    assert outcome.difference.std_error == pytest.approx(truth["se"], rel=REL)


def test_lalonde_tables():
    """truth/lalonde_matchit.json aipw: ATT 1226.54374377812 with the efficient influence alone; R's logit
    there stopped
    early (about 5e-8); the stacked errors at 1e-8 are those of make_reference.R."""
    X, arm, y = lalonde()
    truth = truth_numbers("lalonde_matchit.json")
    plain = aipw_att(y, arm, X, normalised=False, variance="efficient", correction="none").outcomes[0]
    assert plain.difference.estimate == pytest.approx(truth["aipw"]["att"], rel=5e-8)
    assert plain.difference.std_error == pytest.approx(truth["aipw"]["att_se"], rel=5e-7)
    stacked = aipw_att(np.column_stack([y, y == 0]), arm, X, family=("linear", "logistic"), correction="none")
    assert stacked.outcomes[0].difference.estimate == pytest.approx(truth["aipw"]["att_hajek"], rel=5e-8)
    for j, key in enumerate(("lalonde_aipw_linear", "lalonde_aipw_logistic")):
        own = reference()[key]
        assert stacked.outcomes[j].difference.estimate == pytest.approx(own["difference"], rel=REL)
        assert stacked.outcomes[j].difference.std_error == pytest.approx(own["se"], rel=REL)


def test_double_robustness_and_coverage():
    """200 trials of known truth with a propensity that is right and an outcome model that is linear
    (wrong).
    """
    rng = np.random.default_rng(3)
    estimates, covered = [], 0
    for _ in range(200):
        t = simulate_trial(rng, 120, 700, rows_per_person=4, effect=-0.08, columns=6)
        d = aipw_att(t.y, t.arm, t.X, t.person).outcomes[0].difference
        estimates.append(d.estimate)
        covered += d.ci_lower <= -0.08 <= d.ci_upper
    spread = np.std(estimates, ddof=1)
    assert abs(np.mean(estimates) + 0.08) < 3.5 * spread / np.sqrt(200)
    assert 0.90 <= covered / 200 <= 0.99


def test_units_and_row_order_do_not_matter():
    """Income in dollars or thousands, rows in any order."""
    s = synthetic()
    one = aipw_att(s.y, s.arm, s.X, s.person, family=("logistic", "poisson"))
    order = np.random.default_rng(1).permutation(s.arm.size)
    two = aipw_att(
        s.y[order], s.arm[order], s.X[order] * 1e5, s.person[order], family=("logistic", "poisson")
    )
    np.testing.assert_allclose(two.covariance, one.covariance, rtol=1e-7)


@pytest.mark.parametrize(
    "call, code",
    [
        (lambda s: aipw_att(s.y[:, 1], s.arm, s.X, family="logistic"), "y_not_in_family"),
        (lambda s: aipw_att(-s.y[:, 1], s.arm, s.X, family="poisson"), "y_not_in_family"),
        (lambda s: aipw_att(s.y[:, 0], s.arm, s.X, family="gamma"), "family_unknown"),
        (
            lambda s: aipw_att(np.where(s.arm, s.y[:, 0], 0), s.arm, s.X, family="logistic"),
            "outcome_constant",
        ),
        (lambda s: aipw_att(s.y[:, 0], s.arm, s.arm[:, None].astype(float)), "separation"),
        (lambda s: aipw_att(s.y[:, 0], np.ones(s.arm.size), s.X), "arm_empty"),
        (lambda s: aipw_att(np.where(s.y > 2, np.nan, s.y), s.arm, s.X), "y_not_finite"),
        (lambda s: aipw_att(s.y, s.arm, s.X, family=("linear",)), "shape_mismatch"),
        (lambda s: aipw_att(s.y, s.arm, s.X, np.zeros(s.arm.size)), "one_cluster"),
        (
            lambda s: aipw_att(
                s.y[:, 0], s.arm, np.column_stack([s.X, s.arm & (s.X[:, 0] > 4)]).astype(float)
            ),
            "separation",
        ),
    ],
)
def test_bad_input_is_refused_by_name(call, code):
    """Never NaN, never a bare traceback."""
    with pytest.raises(EstimatorRefusal) as refusal:
        call(synthetic())
    assert refusal.value.code == code


def test_a_fit_may_be_shared_between_estimators():
    """One logistic regression serves all estimands: the same numbers, and another's fit is refused."""
    from estimators.propensity import propensity_weights

    rng = np.random.default_rng(8)
    x = rng.normal(size=(300, 3))
    arm = rng.random(300) < 1 / (1 + np.exp(-x[:, 0]))
    y = (rng.random(300) < 0.4).astype(float)
    att = propensity_weights(x, arm)
    shared = propensity_weights(x, arm, estimand="overlap", earlier=att)
    assert np.array_equal(shared.weights, propensity_weights(x, arm, estimand="overlap").weights)
    one, other = aipw_att(y, arm, x, family="logistic", weighting=att), aipw_att(y, arm, x, family="logistic")
    assert one.outcomes[0].difference == other.outcomes[0].difference
    for wrong in (lambda: propensity_weights(x[:99], arm[:99], earlier=att), lambda: aipw_att(y, arm, x, weighting=shared)):
        with pytest.raises(EstimatorRefusal) as refusal:
            wrong()
        assert refusal.value.code == "shape_mismatch"


@pytest.mark.parametrize(
    "family, empty", [("logistic", "events"), ("logistic", "others"), ("poisson", "events"), ("poisson", "others")]
)
def test_a_level_that_knows_one_outcome_alone_is_refused_before_the_search_for_a_maximum(family, empty, monkeypatch):
    """Its coefficient has no finite maximum, except for a level where all have events under a count's model."""
    rng = np.random.default_rng(4)
    n = 600
    level = rng.random(n) < 0.1
    arm, y = rng.random(n) < 0.3, (rng.random(n) < 0.4).astype(float)
    y[level & ~arm] = float(empty == "others")
    x = np.column_stack([rng.normal(size=n), level])
    if (family, empty) == ("poisson", "others"):
        assert np.isfinite(aipw_att(y, arm, x, family=family).outcomes[0].mean_comparison)
        return
    # the search, left to itself, says the same after forty steps
    monkeypatch.setattr("estimators.aipw._link", lambda *_: pytest.fail("a step was taken"))
    with pytest.raises(EstimatorRefusal) as refusal:
        aipw_att(y, arm, x, family=family)
    assert refusal.value.code == "separation"
