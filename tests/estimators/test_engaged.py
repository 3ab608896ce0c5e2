"""The per-protocol estimates: the naive one is refused, the sound ones meet R, and a null stays a null."""

from __future__ import annotations

import math

import numpy as np
import pytest

from estimators.engaged import clone_censor_weight, engaged_from_time_zero, engagement_day, landmark
from estimators.entropy import entropy_balance
from estimators.errors import EstimatorRefusal
from estimators.survival import aalen_johansen
from tests.estimators.shared_truth import REFERENCE, read_csv, reference_json


def close(actual, expected, rel=1e-8, abs_=1e-11):
    np.testing.assert_allclose(np.asarray(actual, float), np.asarray(expected, float), rtol=rel, atol=abs_)


def synthetic():
    """The committed synthetic trials: time, status, engaged day (inf: never), arm, covariates, person."""
    trials = read_csv(REFERENCE / "synthetic_trials.csv")
    engagement = read_csv(REFERENCE / "synthetic_engagement.csv")
    day = dict(zip(engagement["trial"], engagement["engaged_day"], strict=True))
    engaged = np.array([day.get(trial, math.inf) for trial in trials["trial"]])
    x = np.column_stack([trials["age"], trials["prior"], trials["drug"]])
    return trials["first_day"], trials["first_status"], engaged, trials["lead"] == 1, x, trials["person"]


def errors(result):
    return [outcome.difference.std_error for outcome in result.contrast.outcomes]


# ---- the refusal -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), (1, 2, 3)])
def test_engaged_against_comparison_from_time_zero_is_refused(arguments):
    """The published LEAD evaluations' comparison. There is no argument that makes it run."""
    with pytest.raises(EstimatorRefusal) as refusal:
        engaged_from_time_zero(*arguments, anything="at all")
    assert refusal.value.code == "engaged_from_time_zero"
    assert "time zero" in refusal.value.message


# ---- references ------------------------------------------------------------------------------------------


def test_clone_censor_weight_meets_r():
    """Risks, difference, and the error with engagement model and balance estimated: hand-coded in R."""
    time, status, engaged, lead, x, person = synthetic()
    expected = reference_json("ccw_reference.json")
    result = clone_censor_weight(
        time,
        status,
        engaged,
        lead,
        grace=60,
        times=expected["horizons"],
        X=x,
        weighting=entropy_balance(x, lead),
        cluster=person,
        correction="none",
    )
    numbers = expected["clone_censor_weight"]
    close(result.risk_lead, numbers["risk_lead"], rel=1e-10)
    close(result.risk_comparison, numbers["risk_comparison"], rel=1e-10)
    close([o.difference.estimate for o in result.contrast.outcomes], numbers["difference"], rel=1e-9)
    close(errors(result), numbers["std_error"], rel=1e-9)
    close([o.se_lead for o in result.contrast.outcomes], numbers["std_error_lead"], rel=1e-9)
    close([o.se_comparison for o in result.contrast.outcomes], numbers["std_error_comparison"], rel=1e-9)
    assert (result.n_at_risk, result.n_engaged) == (expected["n_at_risk"], expected["n_engaged"])


def test_landmark_meets_r():
    """The cross-check, balanced anew among those at risk after the landmark."""
    time, status, engaged, lead, x, person = synthetic()
    expected = reference_json("ccw_reference.json")
    result = landmark(
        time,
        status,
        engaged,
        lead,
        day=60,
        times=expected["horizons"],
        X=x,
        cluster=person,
        correction="none",
    )
    numbers = expected["landmark"]
    close(result.risk_lead, numbers["risk_lead"], rel=1e-10)
    close(result.risk_comparison, numbers["risk_comparison"], rel=1e-10)
    close(errors(result), numbers["std_error"], rel=1e-9)
    assert (result.n_at_risk, result.n_engaged) == (expected["n_at_risk"], expected["n_engaged"])


# ---- what the definition says ----------------------------------------------------------------------------


def test_engagement_day_is_the_later_of_both_conditions():
    """Windows with both ends in; a missing day is no engagement."""
    intake = [0, 30, 31, 5, 5, math.nan, -1]
    contact = [10, 60, 10, 61, math.inf, 5, 5]
    days = engagement_day(intake, contact, 30, 60)
    assert days.tolist() == [10, 60, math.inf, math.inf, math.inf, math.inf, math.inf]


def hand_made():
    """Six LEAD and six comparison trials, each its own person."""
    time = np.array([10, 60, 61, 200, 300, 300, 10, 60, 61, 200, 300, 300.0])
    status = np.array([1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0])
    engaged = np.array([math.inf, 5, 20, math.inf, 60, 61] + [math.inf] * 6)
    return time, status, engaged, np.arange(12) < 6


def test_the_edges_of_the_grace_period():
    """An event within it counts before any engagement; day 60 engages, day 61 is too late and after it."""
    time, status, engaged, lead = hand_made()
    result = clone_censor_weight(time, status, engaged, lead, grace=60, times=[250], minimum_people=1)
    # at risk after day 60: four; engaged by day 60: the one with the event on day 61, and one without
    assert (result.n_at_risk, result.n_engaged, result.n_censored) == (4, 2, 2)
    assert result.min_probability == 0.5
    # day 10: 1/6 of all; then half of the engaged have theirs on day 61
    assert result.risk_lead[0] == pytest.approx(1 / 6 + 5 / 6 * 1 / 2, rel=1e-14)
    assert result.n_comparison_at_risk == 4


def test_if_everybody_engages_it_is_the_intention_to_divert():
    """Nothing is censored and nothing estimated: the plain contrast, with the same error."""
    time, status, _, lead, x, person = synthetic()
    engaged = np.where(lead, 0.0, math.inf)
    result = clone_censor_weight(
        time, status, engaged, lead, grace=60, times=[365], X=x, cluster=person, correction="none"
    )
    one, zero = (
        aalen_johansen(time[s], status[s], times=[365], influence=True, cluster=person[s])
        for s in (lead, ~lead)
    )
    close([result.risk_lead[0], result.risk_comparison[0]], [one.cif[0], zero.cif[0]], rel=1e-13)
    outcome = result.contrast.outcomes[0]
    close([outcome.se_lead, outcome.se_comparison], [one.std_error[0], zero.std_error[0]], rel=1e-12)
    assert result.n_censored == 0


# ---- simulation ------------------------------------------------------------------------------------------

GRACE, HORIZON = 90, 365


def draw(rng, n_lead, n_comparison, effect=1.0):
    """One data set. Re-arrest and engagement both depend on two covariates; death competes.

    ``effect`` multiplies the hazard from the day of engagement on. With effect = 1 the arms do not differ at
    all, given the covariates. Engagement needs a person who has not been re-arrested before: hence the
    immortal time.
    """
    lead = np.arange(n_lead + n_comparison) < n_lead
    prior = rng.poisson(np.where(lead, 1.5, 1.1))
    drug = (rng.random(lead.size) < np.where(lead, 0.6, 0.4)).astype(float)
    hazard = 0.0022 * np.exp(0.25 * prior - 0.3 * drug)
    ready = np.where(lead, rng.gamma(3, 20 * np.exp(0.1 * prior - 0.3 * drug)), math.inf)
    clock = rng.exponential(1.0, lead.size)  # the re-arrest comes when the cumulative hazard reaches this
    early = clock / hazard
    rearrest = np.where(early <= ready, early, 0.0)
    late = early > ready
    rearrest[late] = ready[late] + (clock[late] - hazard[late] * ready[late]) / (hazard[late] * effect)
    engaged = np.where(late, ready, math.inf)
    death, end = rng.exponential(6000, lead.size), rng.uniform(200, 900, lead.size)
    time = np.minimum(np.minimum(rearrest, death), end)
    status = np.where(rearrest <= np.minimum(death, end), 1, np.where(death <= end, 2, 0))
    engaged = np.where(np.ceil(engaged) <= np.ceil(time), np.floor(engaged), math.inf)
    return np.ceil(time), status, engaged, lead, np.column_stack([prior, prior**2, drug]).astype(float)


def naive(time, status, engaged, lead, x):
    """What is refused, computed here to show why: engaged people from time zero, perfectly balanced."""
    kept = ~lead | (engaged <= GRACE)
    w = entropy_balance(x[kept], lead[kept]).weights
    risks = [
        aalen_johansen(time[kept][side], status[kept][side], w[side], times=[HORIZON]).cif[0]
        for side in (lead[kept], ~lead[kept])
    ]
    return risks[0] - risks[1]


@pytest.mark.slow
def test_a_null_stays_a_null_where_the_naive_comparison_shows_an_effect():
    """methods.md section 4: within 0.003 at n = 1,000; the naive one at about -0.04.

    500 replicates of 1,000 LEAD and 1,000 comparison trials: Monte Carlo error 0.001. Coverage gate [0.93,
    0.97] with its own Monte Carlo error (0.010) around it; model over empirical error within 6 %.
    """
    rng = np.random.default_rng(404)
    replicates, estimates, covered, model = 500, [], np.zeros(2), []
    for k in range(replicates):
        time, status, engaged, lead, x = draw(rng, 1000, 1000)
        common = dict(times=[HORIZON], X=x)
        results = (
            clone_censor_weight(
                time, status, engaged, lead, grace=GRACE, weighting=entropy_balance(x, lead), **common
            ),
            landmark(time, status, engaged, lead, day=GRACE, **common),
        )
        differences = [result.contrast.outcomes[0].difference for result in results]
        covered += [d.ci_lower <= 0 <= d.ci_upper for d in differences]
        model.append([d.std_error for d in differences])
        refused = naive(time, status, engaged, lead, x) if k < 100 else math.nan
        estimates.append([*(d.estimate for d in differences), refused])
    bias = np.nanmean(estimates, axis=0)
    assert abs(bias[0]) < 0.003, bias
    assert abs(bias[1]) < 0.003, bias
    assert -0.06 < bias[2] < -0.03, bias
    assert ((covered / replicates > 0.92) & (covered / replicates < 0.98)).all(), covered / replicates
    ratio = np.sqrt(np.mean(np.square(model), axis=0)) / np.std(estimates, axis=0)[:2]
    close(ratio, [1, 1], rel=0, abs_=0.06)


@pytest.mark.slow
def test_an_effect_of_engagement_is_found_at_its_size():
    """A hazard times 0.5 from engagement on. Truth in closed form: who is at risk on day 90 is engaged then.

    150 replicates of 1,000 + 1,000: Monte Carlo error 0.002, gate three of them.
    """
    rng = np.random.default_rng(405)
    estimates = []
    for _ in range(150):
        time, status, engaged, lead, x = draw(rng, 1000, 1000, effect=0.5)
        result = clone_censor_weight(
            time, status, engaged, lead, grace=GRACE, times=[HORIZON], X=x, weighting=entropy_balance(x, lead)
        )
        estimates.append(result.contrast.outcomes[0].difference.estimate)
    truth = potential_difference(np.random.default_rng(1), 400_000, 0.5)
    assert abs(np.mean(estimates) - truth) < 3 * np.std(estimates) / math.sqrt(150) + 0.001
    assert truth < -0.04


def potential_difference(rng, n, effect):
    """Risk under "engage by day 90, as it comes" less the risk untreated, for people like the LEAD ones."""
    prior, drug = rng.poisson(1.5, n), (rng.random(n) < 0.6).astype(float)
    hazard = 0.0022 * np.exp(0.25 * prior - 0.3 * drug)
    ready = np.minimum(rng.gamma(3, 20 * np.exp(0.1 * prior - 0.3 * drug)), GRACE)
    death = 1 / 6000

    def risk(since, until, total, rate):
        """Probability of the event between two times, of those in at the first, with death competing."""
        return rate / total * (1 - np.exp(-total * (until - since)))

    before = risk(0, ready, hazard + death, hazard)
    still = np.exp(-(hazard + death) * ready)
    after = risk(ready, HORIZON, hazard * effect + death, hazard * effect)
    return float((before + still * after - risk(0, HORIZON, hazard + death, hazard)).mean())


def test_influence_error_is_near_the_bootstrap_of_persons():
    """near a bootstrap that estimates everything anew (5 %, and the 3 % of 600 draws)."""
    rng = np.random.default_rng(406)
    time, status, engaged, lead, x = draw(rng, 400, 400)

    def fit(rows):
        return clone_censor_weight(
            time[rows],
            status[rows],
            engaged[rows],
            lead[rows],
            grace=GRACE,
            times=[HORIZON],
            X=x[rows],
            weighting=entropy_balance(x[rows], lead[rows]),
        ).contrast.outcomes[0]

    draws = [fit(np.sort(rng.integers(0, 800, 800))).difference.estimate for _ in range(600)]
    assert fit(np.arange(800)).difference.std_error == pytest.approx(np.std(draws), rel=0.05 + 0.03)


# ---- invariances and bad input ---------------------------------------------------------------------------


def test_invariances():
    """Row order, weight scale, time unit; doubled rows under their person leave the error."""
    time, status, engaged, lead, x, person = synthetic()
    w = 0.5 + x[:, 1]

    def fit(order, unit=1.0, factor=1.0, cluster=person):
        return clone_censor_weight(
            time[order] / unit,
            status[order],
            engaged[order] / unit,
            lead[order],
            grace=60 / unit,
            times=np.array([180, 365]) / unit,
            X=x[order],
            weights=w[order] * factor,
            cluster=cluster[order],
            correction="none",
        )

    base = fit(np.arange(time.size))
    rng = np.random.default_rng(2)
    for other in (
        fit(rng.permutation(time.size)),
        fit(np.arange(time.size), unit=7.0),
        fit(np.arange(time.size), factor=1e4),
        fit(np.tile(np.arange(time.size), 2)),
    ):
        close(other.risk_lead, base.risk_lead, rel=1e-9)
        close(errors(other), errors(base), rel=1e-8)


@pytest.mark.parametrize("method", ["ccw", "landmark"])
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (dict(engaged_day=[math.inf] * 12), "nobody_engaged"),
        (dict(engaged_day=[math.nan] * 12), "engaged_day_invalid"),
        (dict(engaged_day=[1] * 12), "engaged_day_invalid"),
        (dict(times=[60]), "horizon_within_grace"),
        (dict(times=[5000]), "beyond_follow_up"),
        (dict(arm=[1] * 12), "arm_empty"),
        (dict(day=0), "grace_invalid"),
        (dict(X=[math.nan] * 12), "X_not_finite"),
        (dict(time=[1, 2]), "shape_mismatch"),
        (dict(minimum_people=50), "below_minimum"),
        (dict(cluster=["a"] * 12, minimum_people=1), "one_cluster"),
    ],
)
def test_bad_input_is_refused_by_name(method, change, code):
    """A refusal that a mart can store; never NaN, never a bare traceback."""
    time, status, engaged, lead = hand_made()
    arguments = dict(time=time, status=status, engaged_day=engaged, arm=lead, times=[250], minimum_people=1)
    arguments.update(change)
    day = arguments.pop("day", 60)
    with pytest.raises(EstimatorRefusal) as refusal:
        if method == "ccw":
            clone_censor_weight(grace=day, **arguments)
        else:
            landmark(day=day, **arguments)
    assert refusal.value.code == code


def test_covariates_that_decide_who_engages_are_refused():
    """Positivity: nobody engaged could stand for those who never could."""
    time, status, engaged, lead, _, person = synthetic()
    decides = np.where(engaged <= 60, 1.0, 0.0)
    with pytest.raises(EstimatorRefusal) as refusal:
        clone_censor_weight(time, status, engaged, lead, grace=60, times=[365], X=decides, cluster=person)
    assert refusal.value.code == "separation"
