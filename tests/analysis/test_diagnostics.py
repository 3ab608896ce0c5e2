"""The gate for small samples: where the effective sample is small for what was balanced, the clustered error is too small
(0.911 of the spread of the estimates at 60 LEAD people), so the variance is corrected, and beyond that withheld."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.entropy import entropy_balance
from estimators.propensity import fixed_weights
from pipeline.analysis.data import load_trials, supported, thresholds
from pipeline.analysis.diagnostics import balanced_columns, correction, weighting_reason
from pipeline.analysis.effects import effects_table
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
