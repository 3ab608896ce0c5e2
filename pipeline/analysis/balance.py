"""Rows of ``balance``: every column that a design balances, before and after weighting."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from estimators.balance import balance_table
from estimators.entropy import entropy_balance
from estimators.errors import EstimatorRefusal
from pipeline.analysis.data import MAIN_DOOR, designs, load_trials, outcome_matrix, site_row, supported
from pipeline.analysis.incidence import typed

COLUMNS = ["door", "comparison_design", "weighting", "covariate", "mean_lead", "mean_comparison", "smd", "smd_std_error",
           "variance_ratio", "wwc_class", "n_lead", "n_comparison", "ess_comparison"]


def balance_rows(session: Any) -> pd.DataFrame:
    """Balance among the trials observed at the primary horizon, for each design: unweighted and entropy-balanced."""
    horizon = int(site_row(session)["primary_horizon_days"])
    rows: list[dict[str, Any]] = []
    for design in designs(session):
        trials = load_trials(session, design)
        if trials.n_lead == 0 or trials.n_comparison == 0:
            continue
        observed = outcome_matrix(session, trials, horizon)[3]
        trials = trials.keep(observed)
        if trials.n_lead == 0 or trials.n_comparison == 0:
            continue
        try:
            part = supported(trials)
        except EstimatorRefusal:
            continue  # effects holds the refusal and its code
        trials, basis = part.trials, part.basis
        weightings: list[tuple[str, np.ndarray]] = [("unweighted", np.ones(len(trials.arm)))]
        try:
            weightings.append(("entropy_balance", entropy_balance(basis.matrix, trials.arm, names=basis.names).weights))
        except EstimatorRefusal:
            pass  # effects holds the refusal and its code
        for name, weights in weightings:
            table = balance_table(basis.matrix, trials.arm, weights=weights, names=basis.names)
            for row in table.rows:
                rows.append({
                    "door": MAIN_DOOR, "comparison_design": design, "weighting": name, "covariate": row.name,
                    "mean_lead": row.mean_lead, "mean_comparison": row.mean_comparison,
                    # a difference that no standard deviation can measure has no SMD; its class says not satisfied
                    "smd": row.smd if row.smd is not None and abs(row.smd) < 1e6 else None,
                    "smd_std_error": row.smd_std_error, "variance_ratio": row.variance_ratio, "wwc_class": row.wwc_class,
                    "n_lead": trials.n_lead, "n_comparison": trials.n_comparison, "ess_comparison": table.ess_comparison,
                })
    return typed(pd.DataFrame(rows, columns=COLUMNS), text=["door", "comparison_design", "weighting", "covariate", "wwc_class"],
                 whole=["n_lead", "n_comparison"])
