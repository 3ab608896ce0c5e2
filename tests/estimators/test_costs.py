"""Unit costs as distributions: printed quantiles, and arithmetic that can be done by hand."""

import numpy as np
import pytest

from estimators.costs import cost_quantile, discount_factor, draw_costs, summarise
from estimators.errors import EstimatorRefusal

# R 4.2.2, qgamma / qlnorm / qbeta on [100, 900], triangular by its formula (reference table cost_distributions)
Q = [0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975]
Z = 1.959963984540054
REFERENCE = {
    ("gamma", 12000, 12000 - 3000 * Z, 12000 + 3000 * Z):
        [6859.03684, 7526.967549, 9864.039989, 11750.94716, 13864.8683, 17322.84732, 18555.16415],
    ("lognormal", 12000, 12000 - 3000 * Z, 12000 + 3000 * Z):
        [7185.108926, 7764.774108, 9860.3436, 11641.71, 13744.89747, 17454.39209, 18862.54101],
    ("pert", 300, 100, 900): [142.1959604, 161.1523131, 255.0108876, 351.0481364, 463.3444518, 625.9266544, 673.1343489],
    ("triangular", 300, 100, 900): [163.2455532, 189.4427191, 300, 410.1020514, 553.5898385, 745.0806662, 790.4554885],
}


@pytest.mark.parametrize(("cost", "expected"), REFERENCE.items())
def test_quantiles_are_those_of_r(cost, expected):
    """Why: low and high are read as a 95 % interval or as ends; a slip of convention moves every dollar."""
    np.testing.assert_allclose(cost_quantile(*cost, Q), expected, rtol=2e-9)


def test_without_uncertainty_draws_are_the_amount():
    """Why: with all uncertainty off the draws must collapse on the point estimate to the cent."""
    drawn = draw_costs(["gamma", "pert", "fixed"], [10.0, 20.0, 30.0], [10.0, 20.0, 30.0], [10.0, 20.0, 30.0], 50,
                       np.random.default_rng(1))
    assert (drawn.draws == drawn.point).all()
    s = summarise(100.0, 40.0, np.full(50, 100.0), np.full(50, 40.0))
    assert (s.net, s.ci_lower, s.ci_upper, s.benefit_cost_ratio, s.break_even) == (60.0, 60.0, 60.0, 2.5, 0.4)


def test_published_arithmetic():
    """Why: ratios and nets as print has them: WSIPP programme 1062, and Santa Fe's client-years."""
    s = summarise(7376 + 12973 + 2165, 3045, np.array([22514.0, 22514.0]), np.array([3045.0, 3045.0]))
    assert round(s.benefit_cost_ratio, 2) == 7.39
    assert s.net == 19469
    # a client-year with the programme (7,541) against one without (9,099)
    santa_fe = summarise(9099, 7541, np.array([9099.0, 9099.0]), np.array([7541.0, 7541.0]))
    assert santa_fe.net == 1558 and santa_fe.break_even is not None and round(100 * (1 - santa_fe.break_even), 1) == 17.1


def test_means_of_the_draws():
    """Why: the mean of gamma and lognormal costs is the amount that was given."""
    drawn = draw_costs(["gamma", "lognormal"], [100.0, 100.0], [60.0, 60.0], [140.0, 140.0], 200_000, np.random.default_rng(2))
    np.testing.assert_allclose(drawn.draws.mean(axis=0), 100.0, atol=0.2)


def test_discounting_by_day():
    """Why: one year at 3 % is 1/1.03, the index day is worth itself."""
    np.testing.assert_allclose(discount_factor([0, 365.25, 730.5], 0.03), [1, 1 / 1.03, 1 / 1.03**2])


@pytest.mark.parametrize(("args", "code"), [
    (("beta", 1, 0, 2), "distribution_unknown"), (("gamma", -1, -2, 2), "cost_negative"),
    (("gamma", 3, 1, 2), "cost_order"), (("gamma", np.nan, 1, 2), "cost_not_finite"),
])
def test_refusals(args, code):
    """Why: a cost that makes no sense must not become a number."""
    with pytest.raises(EstimatorRefusal) as refusal:
        cost_quantile(*args, [0.5])
    assert refusal.value.code == code
