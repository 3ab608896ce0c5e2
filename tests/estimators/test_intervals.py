"""Intervals of proportions and rates against R and against the contract's formulas written out."""

from __future__ import annotations

import math

import numpy as np
import pytest

from estimators.errors import EstimatorRefusal
from estimators.intervals import (
    clopper_pearson,
    clustered_rate,
    events_per_person_year,
    katz_risk_ratio,
    log_interval,
    log_log_interval,
    newcombe,
    poisson_exact,
    wilson,
)
from tests.estimators.shared_truth import truth_csv

REL = 1e-8
Z = 1.959963984540054


def test_wilson_and_newcombe_meet_the_printed_references():
    """methods.md section 3: 30 of 100, and 30 v 20 of 100 (six digits are printed there)."""
    assert wilson(30, 100) == pytest.approx((0.218949, 0.395849), abs=5e-7)
    assert newcombe(30, 100, 20, 100) == pytest.approx((-0.020249, 0.216734), abs=5e-7)


# R 4.2.2 (truth/ref/ci_binomial.csv, ci_two_proportions.csv, ci_poisson_rate.csv), committed as numbers
def test_newcombe_and_katz_meet_r_on_rossi():
    """The two-proportion figures of Rossi, 48/216 against 66/216, so that one reference runs without
    ../shared."""
    assert newcombe(48, 216, 66, 216) == pytest.approx((-0.1650462539, -0.000151036535), rel=REL, abs=1e-12)
    ratio = katz_risk_ratio(48, 216, 66, 216)
    assert ratio == pytest.approx((0.7272727272727, 0.527889700889237, 1.00196237764012), rel=REL)


@pytest.mark.parametrize(
    ("events", "exposure", "lower", "upper"),
    [
        (0, 3.2, 0, 1.152774829),
        (1, 10, 0.002531780798, 0.5571643391),
        (7, 40, 0.07035907629, 0.360566884),
        (120, 341.7, 0.2911674733, 0.4199314761),
    ],
)
def test_exact_poisson_meets_r(events, exposure, lower, upper):
    """Garwood's limits as R's poisson.test prints them, zero events included."""
    assert poisson_exact(events, exposure) == pytest.approx((lower, upper), rel=REL)


def test_every_binomial_row_of_the_reference_table():
    """All of ci_binomial.csv: 0 of n and n of n are where closed forms go wrong."""
    table = truth_csv("ci_binomial.csv")
    for k in range(len(table["x"])):
        x, n = int(table["x"][k]), int(table["n"][k])
        # the table prints Wilson's own algebra, so 1 within rounding at x = n
        assert wilson(x, n) == pytest.approx(
            (table["wilson_low"][k], table["wilson_high"][k]), rel=REL, abs=1e-10
        )
        assert clopper_pearson(x, n) == pytest.approx(
            (table["cp_low"][k], table["cp_high"][k]), rel=REL, abs=1e-12
        )


def test_every_two_proportion_row_of_the_reference_table():
    """All of ci_two_proportions.csv, with an empty cell: Katz is refused there, Newcombe is not."""
    table = truth_csv("ci_two_proportions.csv")
    for k in range(len(table["x1"])):
        cell = [int(table[name][k]) for name in ("x1", "n1", "x0", "n0")]
        assert newcombe(*cell) == pytest.approx(
            (table["newcombe_low"][k], table["newcombe_high"][k]), rel=REL, abs=1e-11
        )
        if cell[0] and cell[2]:
            expected = (table["rr"][k], table["katz_low"][k], table["katz_high"][k])
            assert katz_risk_ratio(*cell) == pytest.approx(expected, rel=REL)
        else:
            with pytest.raises(EstimatorRefusal) as refusal:
                katz_risk_ratio(*cell)
            assert refusal.value.code == "no_events"


def test_every_poisson_row_of_the_reference_table():
    """All of ci_poisson_rate.csv."""
    table = truth_csv("ci_poisson_rate.csv")
    for k in range(len(table["events"])):
        limits = poisson_exact(int(table["events"][k]), table["person_time"][k])
        assert limits == pytest.approx((table["exact_low"][k], table["exact_high"][k]), rel=REL, abs=1e-12)


def test_clustered_rate_is_the_contract_written_out():
    """Section 4 of the contract, computed by hand with a loop over people: the mart must equal this to
    1e-12."""
    rng = np.random.default_rng(11)
    person = rng.integers(0, 60, 200)
    y = (rng.random(200) < 0.3).astype(int)
    p = y.sum() / 200
    people = sorted(set(person))
    g = len(people)
    v = g / (g - 1) * sum((y[person == one] - p).sum() ** 2 for one in people) / 200**2
    half = Z * math.sqrt(v) / (p * (1 - p))
    expected = [1 / (1 + math.exp(-(math.log(p / (1 - p)) + sign * half))) for sign in (-1, 1)]
    result = clustered_rate(y, person)
    assert (result.estimate, result.lower, result.upper) == pytest.approx((p, *expected), rel=1e-12)
    assert (result.n, result.n_clusters, result.method) == (200, g, "clustered logit")


def test_clustered_rate_falls_back_on_wilson_over_people():
    """At 0, at 1 and where every person's share equals p, the logit form has no limits: Wilson with n =
    people."""
    person = np.repeat(np.arange(20), 3)
    none = clustered_rate(np.zeros(60), person)
    assert (none.lower, none.upper) == wilson(0, 20)
    every = clustered_rate(np.ones(60), person)
    assert (every.lower, every.upper) == wilson(20, 20)
    even = clustered_rate(np.tile([1, 0], 15), np.repeat(np.arange(15), 2))
    assert even.method == "wilson"
    assert (even.lower, even.upper) == wilson(7.5, 15)
    thirds = clustered_rate(np.tile([1, 0, 0], 10), np.repeat(np.arange(10), 3))
    assert thirds.method == "wilson", "a variance that is zero in exact arithmetic is zero, not rounding dust"


def test_clustered_rate_gives_none_for_nothing_and_for_one_person():
    """n = 0 or fewer than two people: NULL limits, never NaN."""
    empty = clustered_rate([], [])
    assert (empty.estimate, empty.lower, empty.upper) == (None, None, None)
    single = clustered_rate([1, 0, 0], ["a", "a", "a"])
    assert (single.estimate, single.lower, single.upper) == (pytest.approx(1 / 3), None, None)


def test_clustered_rate_refuses_what_is_not_an_outcome():
    """A probability or a missing value in place of 0/1 would give a plausible wrong rate."""
    for bad, code in (([0.5, 1.0], "outcome_not_binary"), ([math.nan, 1.0], "outcome_not_finite")):
        with pytest.raises(EstimatorRefusal) as refusal:
            clustered_rate(bad, [1, 2])
        assert refusal.value.code == code


def test_events_per_person_year_is_the_contract_written_out():
    """Section 4: the person-clustered log interval of a rate, and its stated special cases."""
    rng = np.random.default_rng(12)
    person = rng.integers(0, 50, 160)
    events = rng.poisson(0.8, 160)
    days = rng.integers(0, 366, 160)
    years = days / 365.25
    r = events.sum() / years.sum()
    people = sorted(set(person))
    g = len(people)
    u = [events[person == one].sum() - r * years[person == one].sum() for one in people]
    half = Z * math.sqrt(g / (g - 1) * sum(x * x for x in u)) / events.sum()
    result = events_per_person_year(events, days, person)
    assert (result.estimate, result.lower, result.upper) == pytest.approx(
        (r, r * math.exp(-half), r * math.exp(half)), rel=1e-12
    )


def test_events_per_person_year_special_cases():
    """No events: 0 and -ln(0.025)/T. No time, one person, or no variation: NULL limits."""
    person = np.arange(4)
    none = events_per_person_year(np.zeros(4), np.full(4, 365), person)
    assert (none.estimate, none.lower) == (0.0, 0.0)
    assert none.upper == pytest.approx(-math.log(0.025) / (4 * 365 / 365.25), rel=1e-14)
    no_time = events_per_person_year([1, 1], [0, 0], [1, 2])
    assert (no_time.estimate, no_time.lower, no_time.upper) == (None, None, None)
    single = events_per_person_year([1, 2], [10, 20], ["a", "a"])
    assert (single.lower, single.upper) == (None, None)
    even = events_per_person_year([1, 1, 1], [7, 7, 7], [1, 2, 3])
    assert even.method == "no variation between people"
    assert (even.lower, even.upper) == (None, None)


def test_log_log_and_log_limits_never_are_nan():
    """Zero, one and a zero standard error have no such scale: a flag says so, the limits stay finite."""
    lower, upper, defined = log_log_interval([0.0, 1.0, 0.4, 0.4], [0.0, 0.0, 0.0, 0.05])
    assert defined.tolist() == [False, False, False, True]
    assert np.isfinite(lower).all()
    assert np.isfinite(upper).all()
    assert lower[3] == pytest.approx(0.4 ** math.exp(Z * 0.05 / (0.4 * -math.log(0.4))), rel=1e-14)
    lower, upper, defined = log_interval([0.0, 2.0], [0.0, 0.5])
    assert defined.tolist() == [False, True]
    assert (lower[1], upper[1]) == pytest.approx((2 * math.exp(-Z / 4), 2 * math.exp(Z / 4)), rel=1e-14)


@pytest.mark.parametrize("call", [lambda: wilson(5, 4), lambda: wilson(1, 0), lambda: poisson_exact(1, 0)])
def test_impossible_counts_are_refused(call):
    """More successes than trials means that numerator and denominator came from different places."""
    with pytest.raises(EstimatorRefusal) as refusal:
        call()
    assert refusal.value.code == "count_invalid"


@pytest.mark.parametrize("rows_a_person", [1, 4])
def test_clustered_rate_covers_at_the_nominal_rate(rows_a_person):
    """Known truth, 120 people with their own risk: naive limits would cover about 80 % at four rows a person.

    600 replicates: the Monte Carlo error of a coverage is 0.009, so the gate is [0.92, 0.98].
    """
    rng = np.random.default_rng(2024)
    person = np.repeat(np.arange(120), rows_a_person)
    hits = 0
    for _ in range(600):
        own = rng.beta(1.0, 2.0, 120)  # mean 1/3
        y = rng.random(person.size) < own[person]
        result = clustered_rate(y.astype(float), person)
        hits += result.lower <= 1 / 3 <= result.upper
    assert 0.92 <= hits / 600 <= 0.98


def test_rate_ratios_meet_r():
    """truth/ci_rate_ratio.csv (poisson.test; log limits): the exact limits are those of the share of events in one arm."""
    table = truth_csv("ci_rate_ratio.csv")
    for j in range(len(table["x1"])):
        x1, t1, x0, t0 = (table[c][j] for c in ("x1", "t1", "x0", "t0"))
        low, high = clopper_pearson(int(x1), int(x1 + x0))
        # the file has ten digits, and R's root finder stops a little early near 0 and 1
        assert low / (1 - low) * t0 / t1 == pytest.approx(table["exact_low"][j], rel=1e-8, abs=1e-12)
        assert high / (1 - high) * t0 / t1 == pytest.approx(table["exact_high"][j], rel=1e-8)
        ratio = x1 / t1 / (x0 / t0)
        assert ratio == pytest.approx(table["irr"][j], rel=1e-8, abs=1e-12)
        if x1 > 0:
            low, high, _ = log_interval(ratio, ratio * math.sqrt(1 / x1 + 1 / x0))
            assert (low[0], high[0]) == pytest.approx((table["ln_low"][j], table["ln_high"][j]), rel=1e-8)
        assert x1 / t1 - x0 / t0 == pytest.approx(table["rate_diff"][j], rel=1e-8)
        assert math.sqrt(x1 / t1**2 + x0 / t0**2) == pytest.approx(table["rate_diff_se"][j], rel=1e-8)
