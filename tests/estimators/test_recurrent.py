"""Ghosh-Lin and the mean cumulative function: R, brute force, invariances, coverage, refusals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimators.arrays import clustered_std_error
from estimators.entropy import entropy_balance
from estimators.errors import EstimatorRefusal
from estimators.propensity import propensity_weights
from estimators.recurrent import counting_process_mean, mean_cumulative_function
from tests.estimators.shared_truth import REFERENCE, read_csv, reference_json, shared_csv, truth_csv

HORIZONS = [90, 180, 365, 540]


def close(actual, expected, rel=1e-8, abs_=1e-11):
    np.testing.assert_allclose(np.asarray(actual, float), np.asarray(expected, float), rtol=rel, atol=abs_)


def synthetic():
    """Trials, the row number and day of each event, and the arbitrary known weights of the reference
    script."""
    trials, events = (
        read_csv(REFERENCE / "synthetic_trials.csv"),
        read_csv(REFERENCE / "synthetic_events.csv"),
    )
    known = np.where(trials["drug"] == 1, 1.7, 0.6) + trials["prior"] / 10
    return trials, events["trial"].astype(int) - 1, events["day"], known


def one_arm(rows, w, **options):
    """Ghosh-Lin of the trials picked by the boolean ``rows``."""
    trials, event_row, event_day, _ = synthetic()
    inside = rows[event_row]
    renumbered = np.cumsum(rows) - 1
    return mean_cumulative_function(
        trials["follow_up"][rows],
        renumbered[event_row[inside]],
        event_day[inside],
        trials["died"][rows],
        w[rows],
        times=HORIZONS,
        **options,
    )


# ---- references ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", ["placebo", "rIFN-g"])
def test_cgd_meets_both_references(group):
    """Start-stop rows with gaps and no death: the Nelson-Aalen mean, robust by person, two sources in R."""
    data = shared_csv("cgd.csv")
    rows = data["treat"] == group
    table, package = truth_csv("cgd_mcf.csv"), truth_csv("cgd_mcf_survivalpkg.csv")
    pick = table["group"] == group
    fit = counting_process_mean(
        data["tstart"][rows],
        data["tstop"][rows],
        data["status"][rows],
        data["id"][rows],
        times=table["time"][pick],
    )
    close(fit.mean, table["mcf"][pick])
    close(fit.std_error, table["se_robust"][pick])
    close(fit.std_error, package["std_chaz"][package["strata"] == f"treat={group}"])
    assert fit.at_risk.tolist() == table["n_risk"][pick].tolist()
    assert fit.events.tolist() == table["events"][pick].tolist()
    if group == "placebo":  # methods.md section 3
        close(fit.mean[[1, 3]], [0.4079325692, 1.2626577940], rel=1e-9)
        close(fit.std_error[[1, 3]], [0.0934632636, 0.2518384787], rel=1e-9)


def test_mean_cumulative_function_where_death_only_censors_meets_r():
    """The package's answer to another question (the rate among survivors): S = 1 throughout. Committed
    data."""
    trials, event_row, event_day, known = synthetic()
    fit = mean_cumulative_function(
        trials["follow_up"],
        event_row,
        event_day,
        None,
        known,
        times=HORIZONS,
        cluster=trials["person"],
    )
    expected = reference_json("survival_reference.json")["mcf_death_censors"]
    close(fit.mean, expected["cumhaz"], rel=1e-12)
    close(fit.std_error, expected["std_error"], rel=1e-12)


@pytest.mark.parametrize("arm", ["comparison", "lead"])
def test_ghosh_lin_by_arm_meets_r(arm):
    """Deaths as terminal events, weighted, clustered: hand-coded in R with a numerical jackknife by
    person."""
    trials, _, _, known = synthetic()
    rows = trials["lead"] == (arm == "lead")
    fit = one_arm(rows, known, cluster=trials["person"][rows])
    expected = reference_json("survival_reference.json")["ghosh_lin_by_arm"][arm]
    close(fit.mean, expected["estimate"], rel=1e-12)
    close(fit.std_error, expected["std_error"], rel=1e-9)


@pytest.mark.parametrize("case", ["unweighted", "known_weights", "logistic_att", "entropy_att"])
def test_contrast_of_ghosh_lin_meets_r(case):
    """Weights known, held fixed, and estimated (with the weighting's closed-form correction), clustered."""
    trials, _, _, known = synthetic()
    reference = reference_json("survival_reference.json")
    lead = trials["lead"] == 1
    x = np.column_stack([trials["age"], trials["prior"], trials["drug"]])
    weighting = None
    w = {"unweighted": np.ones(lead.size), "known_weights": known}.get(case)
    if w is None:
        weighting = (entropy_balance if case == "entropy_att" else propensity_weights)(x, lead)
        w = weighting.weights
    one, zero = (one_arm(rows, w, influence=True) for rows in (lead, ~lead))
    expected = reference[case]["gl_difference"]
    close(one.mean - zero.mean, expected["estimate"], rel=1e-10)
    held = np.zeros((lead.size, len(HORIZONS)))
    held[lead], held[~lead] = one.influence, -zero.influence
    if weighting is None:
        close(clustered_std_error(held, trials["person"]), expected["std_error"], rel=1e-9)
        return
    fixed = reference[f"{case}_held_fixed"]["gl_difference"]["std_error"]
    close(clustered_std_error(held, trials["person"]), fixed, rel=1e-9)
    psi_one, psi_zero = weighting.correct(one.influence, zero.influence)
    close(clustered_std_error(psi_one - psi_zero, trials["person"]), expected["std_error"], rel=1e-9)


# ---- oracles ---------------------------------------------------------------------------------------------


def brute_force(follow_up, died, events, w, point):
    """The definition, one day after the other; an event of a day comes before its deaths."""
    alive, mean = 1.0, 0.0
    for day in range(0, int(point) + 1):
        at_risk = sum(w[i] for i in range(len(w)) if follow_up[i] >= day)
        if at_risk == 0:
            break
        mean += alive * sum(w[i] for i, d in events if d == day) / at_risk
        alive *= 1 - sum(w[i] for i in range(len(w)) if died[i] and follow_up[i] == day) / at_risk
    return mean


people_strategy = st.lists(
    st.tuples(
        st.integers(1, 7),
        st.booleans(),
        st.sampled_from([0.5, 1.0, 2.5]),
        st.lists(st.integers(1, 7), max_size=3),
    ),
    min_size=1,
    max_size=10,
)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(people=people_strategy, point=st.integers(1, 7))
def test_ghosh_lin_equals_brute_force_and_its_influence_the_derivative(people, point):
    """Random histories on seven days: ties of events, deaths and ends, several events a day."""
    follow_up = np.array([p[0] for p in people], float)
    died = np.array([p[1] for p in people])
    w = np.array([p[2] for p in people])
    events = [(i, day) for i, p in enumerate(people) for day in p[3] if day <= p[0]]
    rows, days = [i for i, _ in events], [d for _, d in events]

    def fit(v, **options):
        return mean_cumulative_function(
            follow_up, rows, days, died, v, times=[point], beyond="carry", **options
        )

    result = fit(w, influence=True)
    close(result.mean, [brute_force(follow_up, died, events, w, point)], rel=1e-13, abs_=1e-14)
    for i in range(w.size):
        up, down = w.copy(), w.copy()
        up[i] *= 1 + 1e-4
        down[i] *= 1 - 1e-4
        numerical = (fit(up).mean[0] - fit(down).mean[0]) / 2e-4
        assert result.influence[i, 0] == pytest.approx(numerical, abs=1e-6)
    assert np.isfinite([result.ci_lower[0], result.ci_upper[0], result.std_error[0]]).all()


def test_marks_are_amounts():
    """A mark of two is two events, and marks of several kinds add up: the mean cost rests on this."""
    trials, rows, days, known = synthetic()
    doubled = mean_cumulative_function(
        trials["follow_up"],
        np.repeat(rows, 2),
        np.repeat(days, 2),
        trials["died"],
        known,
        times=HORIZONS,
        influence=True,
    )
    marked = mean_cumulative_function(
        trials["follow_up"],
        rows,
        days,
        trials["died"],
        known,
        times=HORIZONS,
        marks=np.full(rows.size, 2.0),
        influence=True,
    )
    close(marked.mean, doubled.mean, rel=1e-13)
    close(marked.influence, doubled.influence, rel=1e-10, abs_=1e-15)


def test_jackknife_error_is_near_the_bootstrap_of_persons():
    """within 5 % of a bootstrap (1,000 draws of persons: its own error is 2.2 %)."""
    trials, rows, days, known = synthetic()
    _, codes = np.unique(trials["person"], return_inverse=True)

    def fit(w, **options):
        return mean_cumulative_function(
            trials["follow_up"], rows, days, trials["died"], w, times=[365], **options
        )

    rng = np.random.default_rng(8)
    g = codes.max() + 1
    draws = [fit(known * np.bincount(rng.integers(0, g, g), minlength=g)[codes]).mean[0] for _ in range(1000)]
    assert fit(known, cluster=trials["person"]).std_error[0] == pytest.approx(np.std(draws), rel=0.05)


# ---- invariances and edges -------------------------------------------------------------------------------


def test_invariances():
    """Row order, event order, weight scale, time unit; doubling rows under their person leaves the error."""
    trials, rows, days, known = synthetic()
    end, died, person = trials["follow_up"], trials["died"], trials["person"]
    base = mean_cumulative_function(end, rows, days, died, known, times=HORIZONS, cluster=person)
    rng = np.random.default_rng(4)
    order, shuffled = rng.permutation(end.size), rng.permutation(rows.size)
    where = np.argsort(order)
    moved = mean_cumulative_function(
        end[order],
        where[rows][shuffled],
        days[shuffled],
        died[order],
        known[order],
        times=HORIZONS,
        cluster=person[order],
    )
    close(moved.mean, base.mean, rel=1e-13)
    close(moved.std_error, base.std_error, rel=1e-12)
    for factor in (10.0, 1e-7):
        scaled = mean_cumulative_function(
            end, rows, days, died, known * factor, times=HORIZONS, cluster=person
        )
        close(scaled.std_error, base.std_error, rel=1e-12)
    weeks = mean_cumulative_function(
        end / 7, rows, days / 7, died, known, times=np.array(HORIZONS) / 7, cluster=person
    )
    close(weeks.mean, base.mean, rel=1e-13)
    twice = mean_cumulative_function(
        np.tile(end, 2),
        np.concatenate([rows, rows + end.size]),
        np.tile(days, 2),
        np.tile(died, 2),
        np.tile(known, 2),
        times=HORIZONS,
        cluster=np.tile(person, 2),
    )
    close(twice.mean, base.mean, rel=1e-13)
    close(twice.std_error, base.std_error, rel=1e-12)


def test_cutting_follow_up_into_rows_changes_nothing():
    """Start-stop rows of one person, clustered on the person, are that person."""
    trials, rows, days, _ = synthetic()
    fit = mean_cumulative_function(trials["follow_up"], rows, days, trials["died"], times=HORIZONS)
    start, stop, event, subject, died = [], [], [], [], []
    for i, end in enumerate(trials["follow_up"]):
        mine = days[rows == i]
        cuts = np.unique(np.append(mine, end))
        start += [0.0, *cuts[:-1]]
        stop += list(cuts)
        event += [cut in mine for cut in cuts]
        died += [bool(trials["died"][i]) and cut == end for cut in cuts]
        subject += [i] * cuts.size
    cut = counting_process_mean(start, stop, event, subject, died, times=HORIZONS)
    close(cut.mean, fit.mean, rel=1e-12)
    close(cut.std_error, fit.std_error, rel=1e-12)
    assert cut.at_risk.tolist() == fit.at_risk.tolist()


def test_deaths_stop_the_count():
    """Two people, one dies on day 5 (after an event that day); the other's later event counts by half."""
    fit = mean_cumulative_function([5, 20], [0, 1], [5, 10], [1, 0], times=[4, 5, 10])
    assert fit.mean.tolist() == [0.0, 0.5, 1.0]
    # at day 10 one is at risk, survival is 1/2: 1/2 + 1/2 * 1/1
    censored = mean_cumulative_function([5, 20], [0, 1], [5, 10], None, times=[10])
    assert censored.mean.tolist() == [1.5]
    assert fit.deaths.tolist() == [0, 1, 1]


def test_degenerate_data_gives_stated_results():
    """No event, nobody left, one person: finite numbers and a flag."""
    none = mean_cumulative_function([10, 20], [], [], times=[15], influence=True)
    assert (none.mean[0], none.std_error[0], none.limits_defined[0]) == (0.0, 0.0, False)
    gone = mean_cumulative_function([3, 4], [0], [2], [1, 1], times=[400])
    assert gone.mean[0] == 0.5
    assert gone.supported[0], "when everybody is dead the mean is known for ever"
    single = mean_cumulative_function([9, 9], [0, 1], [3, 4], times=[9], cluster=["a", "a"])
    assert not single.limits_defined[0]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (dict(follow_up=[], event_row=[], event_time=[]), "arm_empty"),
        (dict(follow_up=[5, 6], event_row=[0], event_time=[7]), "event_outside_follow_up"),
        (dict(follow_up=[5, 6], event_row=[2], event_time=[1]), "event_row_invalid"),
        (dict(follow_up=[5, 6], event_row=[0], event_time=[math.nan]), "event_time_not_finite"),
        (dict(follow_up=[5, 6], event_row=[0], event_time=[1], died=[2, 0]), "died_invalid"),
        (dict(follow_up=[5, 6], event_row=[0], event_time=[1], weights=[math.nan, 1]), "weights_not_finite"),
        (dict(follow_up=[5, 6], event_row=[0], event_time=[1], weights=[0, 0]), "weights_zero"),
        (dict(follow_up=[5, -6], event_row=[0], event_time=[1]), "time_negative"),
        (dict(follow_up=[5, 6], event_row=[0], event_time=[1], times=[7]), "beyond_follow_up"),
        (dict(follow_up=[5, 6], event_row=[0], event_time=[1], entry=[1, 0]), "event_outside_follow_up"),
        (dict(follow_up=[5, 6], event_row=[0], event_time=[1], entry=[5, 0]), "empty_interval"),
        (dict(follow_up=[5, 6], event_row=[0, 1], event_time=[1]), "shape_mismatch"),
    ],
)
def test_bad_input_is_refused_by_name(arguments, code):
    """A refusal that a mart can store; never NaN, never a bare traceback."""
    with pytest.raises(EstimatorRefusal) as refusal:
        mean_cumulative_function(**{"times": [4], **arguments})
    assert refusal.value.code == code


# ---- coverage --------------------------------------------------------------------------------------------


def test_coverage_with_a_known_truth():
    """Gamma frailty on the event rate, deaths at a constant rate, two trials a person with staggered ends.

    Truth: mean = rate * (1 - exp(-h tau)) / h for deaths at hazard h independent of the rate. 500 replicates,
    Monte Carlo error 0.010: gate [0.92, 0.98]; model error over empirical error within 8 %.
    """
    rng = np.random.default_rng(17)
    rate, death, tau, people = 0.004, 0.0006, 365.0, 150
    truth = rate * (1 - math.exp(-death * tau)) / death
    person = np.repeat(np.arange(people), 2)
    covered, estimates, errors = 0, [], []
    for _ in range(500):
        frailty = rng.gamma(2, 0.5, people)[person]
        ends = rng.uniform(150, 800, person.size)
        deaths = rng.exponential(1 / death, person.size)
        follow_up, died = np.minimum(ends, deaths), deaths <= ends
        count = rng.poisson(rate * frailty * follow_up)
        rows = np.repeat(np.arange(person.size), count)
        moments = rng.random(rows.size) * follow_up[rows]
        fit = mean_cumulative_function(follow_up, rows, moments, died, times=[tau], cluster=person)
        covered += fit.ci_lower[0] <= truth <= fit.ci_upper[0]
        estimates.append(fit.mean[0])
        errors.append(fit.std_error[0])
    assert 0.92 <= covered / 500 <= 0.98
    assert abs(np.mean(estimates) - truth) < 3 * np.std(estimates) / math.sqrt(500)
    assert np.sqrt(np.mean(np.square(errors))) / np.std(estimates) == pytest.approx(1, abs=0.08)
