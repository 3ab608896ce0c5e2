"""Rows of ``balance``: every column that a design balances, before and after weighting."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit

from estimators.balance import balance_table
from estimators.basis import Basis, Levels
from estimators.errors import EstimatorRefusal
from pipeline.analysis.data import (
    MAIN_DOOR,
    Supported,
    Trials,
    balance_basis,
    each_design,
    level_values,
    load_trials,
    outcome_matrix,
    site_row,
    supported,
)
from pipeline.analysis.incidence import typed

COLUMNS = ["door", "comparison_design", "weighting", "covariate", "mean_lead", "mean_comparison", "smd", "smd_std_error",
           "variance_ratio", "wwc_class", "n_lead", "n_comparison", "ess_comparison", "people_apart_lead",
           "people_apart_comparison"]

PREFERENCE = "preference_score"
BANDS = 10


def with_reference_levels(basis: Basis, values: dict[str, Levels]) -> tuple[np.ndarray, tuple[str, ...]]:
    """The basis with a column for the level that each set of levels leaves out, so that shares add up.

    ``values`` (n,) of each set of levels, by its name in the basis; the level left out is what its rows hold: thin
    levels put together are ``pooled`` here as they are in the basis.
    """
    columns, names = [basis.matrix], list(basis.names)
    for name, labels in values.items():
        of = [j for j, column in enumerate(basis.names) if column.startswith(f"{name}=")]
        rest = basis.matrix[:, of].sum(axis=1) == 0
        if rest.any():
            columns.append(rest[:, None].astype(float))
            labels = Levels.of(labels, len(rest), name)
            held = np.unique(labels.codes[rest])
            names.append(f"{name}={labels.names[held[0]] if held.size == 1 else 'pooled'}")
    order = np.argsort(np.array([n if "=" in n else "" for n in names]), kind="stable")
    # column by column: side by side first, they would all stand in memory twice over
    matrix = np.empty((len(basis.matrix), len(names)), order="F")
    for j, column in zip(np.argsort(order), (column for part in columns for column in part.T)):
        matrix[:, j] = column
    return matrix, tuple(names[j] for j in order)


def overlap_rows(trials: Trials, part: Supported, design: str) -> list[dict[str, Any]]:
    """Shares of each arm by band of the preference score: the propensity with the arms' sizes taken out, so that one half
    means as likely in one arm as in the other (Walker et al. 2013). LEAD trials of a kind that the comparison lacks are
    certain to be diverted, thus in the highest band. No rows where the arms can be told apart wholly.
    """
    try:
        fitted = part.propensity
    except EstimatorRefusal:
        return []
    prevalence = part.trials.arm.mean()
    score = np.ones(len(trials.arm))
    score[part.rows] = expit(fitted.logit - np.log(prevalence / (1.0 - prevalence)))
    band = np.minimum((score * BANDS).astype(int), BANDS - 1)
    out = []
    for number in range(BANDS):
        lead, other = (float(np.mean(band[side] == number)) for side in (trials.arm, ~trials.arm))
        out.append({
            "door": MAIN_DOOR, "comparison_design": design, "weighting": "unweighted",
            "covariate": f"{PREFERENCE}_{design}={number / BANDS:.1f} to {(number + 1) / BANDS:.1f}", "mean_lead": lead,
            "mean_comparison": other, "n_lead": trials.n_lead, "n_comparison": trials.n_comparison,
        })
    return out


def people_apart(matrix: np.ndarray, person: np.ndarray) -> np.ndarray:
    """(columns,): of each column, how many people have a value apart from the one that most trials share.

    ``matrix`` (n, columns), ``person`` (n,) numbers from 0. Disclosure control asks: where all but a few hold the same
    value, the column's mean tells of the few. Counted against the middle value, which is the shared one wherever more than
    half of the trials share one.
    """
    middle = len(matrix) // 2
    return np.array([np.count_nonzero(np.bincount(person[column != np.partition(column, middle)[middle]]))
                     for column in matrix.T], dtype=int)


def balance_rows(session: Any) -> pd.DataFrame:
    """Balance among the trials observed at the primary horizon, for each design: unweighted and entropy-balanced."""
    horizon = int(site_row(session)["primary_horizon_days"])
    rows: list[dict[str, Any]] = []
    for design in each_design(session):
        trials = load_trials(session, design)
        if trials.n_lead == 0 or trials.n_comparison == 0:
            continue
        observed = outcome_matrix(session, trials, horizon)[3]
        trials = trials.keep(observed)
        if trials.n_lead == 0 or trials.n_comparison == 0:
            continue
        # all trials observed, also those without common support, which weigh nothing in the comparison and can't be
        # balanced in the LEAD arm: what the weighting left unbalanced is shown, not trimmed away
        weightings: list[tuple[str, np.ndarray]] = [("unweighted", np.ones(len(trials.arm)))]
        try:
            part = supported(trials)
            rows += overlap_rows(trials, part, design)
            weights = trials.arm.astype(float)
            weights[part.rows] = part.balance.weights
            weightings.append(("entropy_balance", weights))
        except EstimatorRefusal:
            pass  # effects holds the refusal and its code; the raw differences stand
        part = None  # (the same columns are laid out once more, with the levels left out)
        matrix, names = with_reference_levels(balance_basis(trials), level_values(trials))
        apart = [dict(zip(names, people_apart(matrix[arm], trials.person[arm]))) for arm in (trials.arm, ~trials.arm)]
        for name, weights in weightings:
            table = balance_table(matrix, trials.arm, weights=weights, names=names)
            for row in table.rows:
                rows.append({
                    "door": MAIN_DOOR, "comparison_design": design, "weighting": name, "covariate": row.name,
                    "mean_lead": row.mean_lead, "mean_comparison": row.mean_comparison,
                    # a difference that no standard deviation can measure has no SMD; its class says not satisfied
                    "smd": row.smd if row.smd is not None and abs(row.smd) < 1e6 else None,
                    "smd_std_error": row.smd_std_error, "variance_ratio": row.variance_ratio, "wwc_class": row.wwc_class,
                    "n_lead": trials.n_lead, "n_comparison": trials.n_comparison, "ess_comparison": table.ess_comparison,
                    "people_apart_lead": apart[0][row.name], "people_apart_comparison": apart[1][row.name],
                })
    return typed(pd.DataFrame(rows, columns=COLUMNS), text=["door", "comparison_design", "weighting", "covariate", "wwc_class"],
                 whole=["n_lead", "n_comparison", "people_apart_lead", "people_apart_comparison"])
