"""The gate for small samples: where the effective sample is small for what was balanced, the clustered error is too small
(0.911 of the spread of the estimates at 60 LEAD people), so the variance is corrected, and beyond that withheld."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np
import pytest

from estimators.entropy import entropy_balance
from estimators.propensity import fixed_weights
from pipeline.analysis.data import load_trials, supported, thresholds
from pipeline.analysis.diagnostics import (
    POWER_80,
    balanced_columns,
    correction,
    power_reason,
    size_reason,
    weighting_reason,
)
from pipeline.analysis.effects import effects_table
from pipeline.analysis.other_estimators import engaged_reason
from tests.analysis.warehouse import County, build


def balance(n_comparison: int, columns: int, seed: int = 3):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(60 + n_comparison, columns))
    return entropy_balance(x, np.arange(60 + n_comparison) < 60)


def test_leverage_below_three_effective_rows_a_column():
    small, large = balance(60, 20), balance(900, 20)
    assert small.ess_comparison < 3 * balanced_columns(small) and correction(small) == "leverage"
    assert large.ess_comparison > 3 * balanced_columns(large) and correction(large) == "cluster"
    assert correction(fixed_weights(np.arange(20) < 10)) == "cluster", "nothing was balanced"


def test_too_few_effective_rows_for_the_columns_are_withheld():
    """A LEAD arm of 60 against 90: about 25 columns on fewer than 38 effective rows."""
    part = None
    for seed in range(1, 12):
        part = supported(load_trials(build(County(n_lead=60, n_comparison=110, seed=seed, selection=0.9)), "concurrent_area"))
        weighting = entropy_balance(part.basis.matrix, part.trials.arm, names=part.basis.names)
        few = weighting.ess_comparison < thresholds()["minimum_ess_per_column"] * balanced_columns(weighting)
        if few and weighting_reason(part, weighting) == "ess_below_columns":
            return
    pytest.fail("no draw came to the rule")


def test_the_correction_reaches_the_mart():
    """Where it applies the mart's error is that of the leverage form, and wider."""
    from estimators.contrast import weighted_contrast
    from pipeline.analysis.data import outcome_matrix

    con = build(County(n_lead=60, n_comparison=130, area_policy=False))
    trials = load_trials(con, "concurrent_area")
    names, y, _, observed = outcome_matrix(con, trials, 365)
    part = supported(trials.keep(observed))
    weighting = entropy_balance(part.basis.matrix, part.trials.arm, names=part.basis.names)
    assert correction(weighting) == "leverage"
    column = y[observed][part.rows, names.index("new_offense")]
    errors = {c: weighted_contrast(column, weighting, part.trials.person, correction=c).outcomes[0].difference.std_error
              for c in ("cluster", "leverage")}
    found = effects_table(con)
    row = found[(found["estimator"] == "entropy_balance") & (found["measure"] == "risk_difference")
                & (found["outcome"] == "new_offense") & (found["horizon_days"] == 365)
                & (found["population"] == "intention_to_divert")].iloc[0]
    assert row["std_error"] == pytest.approx(errors["leverage"], rel=1e-9) and errors["leverage"] > errors["cluster"]


LIMITS = thresholds()


@dataclass(frozen=True)
class Part:
    """What the gate reads of supported trials."""

    trials: SimpleNamespace
    basis: SimpleNamespace
    share_lead_left: float = 0.0


def gate_case(n_comparison: int = 400):
    """60 diverted against many alike, one column: passes every rule. Comparison row 0 stands on the mean."""
    rng = np.random.default_rng(8)
    x = rng.normal(size=(60 + n_comparison, 1))
    x[:60] -= x[:60].mean()
    x[60] = 0.0
    weighting = entropy_balance(x, np.arange(60 + n_comparison) < 60, names=["x"])
    return Part(SimpleNamespace(arm=weighting.arm), SimpleNamespace(matrix=x, names=("x",))), weighting


def test_each_rule_of_the_gate_at_its_limit():
    """On one side of each limit the contrast passes, on the other it is withheld under that rule's code."""
    part, weighting = gate_case()
    assert weighting_reason(part, weighting) is None
    limit = LIMITS["maximum_unsupported_share"]
    assert weighting_reason(replace(part, share_lead_left=limit), weighting) is None
    assert weighting_reason(replace(part, share_lead_left=limit + 1e-9), weighting) == "positivity"
    assert weighting_reason(part, replace(weighting, positivity_failures=("race=b",))) == "positivity"
    least = LIMITS["minimum_ess_comparison"]
    assert weighting_reason(part, replace(weighting, ess=least)) is None
    assert weighting_reason(part, replace(weighting, ess=np.nextafter(least, 0))) == "effective_sample_size"
    # a heavier row on the mean leaves the balance as it is
    for share, found in ((0.099, None), (0.101, "overlap")):
        weights = weighting.weights.copy()
        weights[60] = share / (1 - share) * (weights[61:].sum())
        assert weighting_reason(part, replace(weighting, weights=weights)) == found
    tilted = np.where(weighting.arm | (part.basis.matrix[:, 0] > 0), 1.0, 0.1)
    assert weighting_reason(part, replace(weighting, weights=tilted)) == "balance"


@pytest.mark.parametrize(("difference", "passes"), [(0.099, True), (0.25, False)])
def test_balance_is_judged_with_its_limit_and_its_sampling_error(difference: float, passes: bool):
    """20,000 a side leave no room for chance: the bare limit stands. Sixty do (last line)."""
    rng = np.random.default_rng(2)
    x = rng.normal(size=40_000)
    arm = np.arange(40_000) < 20_000
    for rows, mean in ((arm, difference), (~arm, 0.0)):
        x[rows] = (x[rows] - x[rows].mean()) / x[rows].std(ddof=1) + mean
    part = Part(SimpleNamespace(arm=arm), SimpleNamespace(matrix=x[:, None], names=("x",)))
    assert weighting_reason(part, fixed_weights(arm)) == (None if passes else "balance")
    few = np.r_[:60, 20_000:20_060]
    x[few[:60]] += 0.2 - x[few[:60]].mean() + x[few[60:]].mean()
    small = Part(SimpleNamespace(arm=arm[few]), SimpleNamespace(matrix=x[few, None], names=("x",)))
    assert weighting_reason(small, fixed_weights(arm[few])) is None


def test_power_people_and_follow_up_at_their_limits():
    most = LIMITS["maximum_mde"] / POWER_80
    assert power_reason(most * 0.999) is None and power_reason(most * 1.001) == "minimum_detectable_effect"
    assert power_reason(None) is None
    n = int(LIMITS["minimum_people"])

    def trials(people: int) -> SimpleNamespace:
        return SimpleNamespace(arm=np.arange(100) < 50, person=np.r_[np.arange(50) % people, 100 + np.arange(50)])

    everybody = np.ones(100, dtype=bool)
    assert size_reason(trials(n), everybody) is None and size_reason(trials(n - 1), everybody) == "too_few_people"
    # of 50 trials 40 observed are 0.8; both arms are asked
    for first in (0, 50):
        seen = everybody.copy()
        seen[first : first + 10] = False
        assert size_reason(trials(n), seen) is None
        seen[first + 10] = False
        assert size_reason(trials(n), seen) == "too_little_follow_up"


def test_the_engaged_at_their_limits():
    n = LIMITS["minimum_people"]
    fits = SimpleNamespace(n_engaged=n, n_comparison_at_risk=n, ess_engaged=n,
                           min_probability=LIMITS["minimum_engagement_probability"])
    assert engaged_reason(fits) is None
    for change, code in (({"n_engaged": n - 1}, "too_few_engaged"), ({"n_comparison_at_risk": n - 1}, "too_few_engaged"),
                         ({"min_probability": 0.0499}, "engagement_positivity"), ({"ess_engaged": n - 0.1}, "effective_sample_size")):
        assert engaged_reason(SimpleNamespace(**{**vars(fits), **change})) == code
