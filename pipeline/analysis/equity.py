"""Rows of ``equity_effects``: the primary contrast within groups, balance re-solved inside each.

Groups are compared by their interaction with an interval and one test per characteristic (Holm over the declared
characteristics); p-values within groups are neither computed nor kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from estimators.basis import Levels
from estimators.contrast import Contrast, weighted_contrast
from estimators.entropy import entropy_balance
from estimators.errors import EstimatorRefusal
from estimators.pooling import heterogeneity, partial_pooling
from pipeline.analysis.data import (
    Trials,
    count_people,
    each_design,
    load_trials,
    outcome_matrix,
    site_row,
    supported,
    thresholds,
)
from pipeline.analysis.diagnostics import POWER_80, correction, negative_control, size_reason, weighting_reason
from pipeline.analysis.effects import PRIMARY_OUTCOME, negative_control_reason
from pipeline.analysis.incidence import typed

DECLARED = ("sex", "race", "ethnicity", "age_band")
Z95 = 1.959963984540054
COLUMNS = ["door", "comparison_design", "group_by", "group", "outcome", "horizon_days", "estimate", "std_error", "ci_lower",
           "ci_upper", "shrunk_estimate", "shrunk_lower", "shrunk_upper", "interaction_estimate", "interaction_lower",
           "interaction_upper", "interaction_p", "n_lead", "n_comparison", "minimum_detectable", "diagnostics_passed", "note"]


@dataclass(frozen=True)
class GroupFit:
    """One level: its trials' numbers, and (where it could be estimated) the contrast and its people."""

    level: str
    n_lead: int
    n_comparison: int
    contrast: Contrast | None
    people: np.ndarray
    reason: str | None


_BANDS = ("18-24", "25-34", "35-44", "45-54", "55+", "unknown")


def age_band(age: np.ndarray) -> Levels:
    """Bands of the funnel: 18-24, 25-34, 35-44, 45-54, 55+, unknown."""
    band = np.digitize(np.nan_to_num(age, nan=-1.0), [25, 35, 45, 55])
    return Levels(np.where(np.isnan(age) | (age < 0), len(_BANDS) - 1, band), _BANDS)


def levels(trials: Trials, group_by: str) -> Levels:
    """Level of each trial; unknown is a level."""
    if group_by == "age_band":
        return age_band(trials.frame["age"].to_numpy(float, na_value=np.nan)).present()
    found = trials.values.get(group_by)
    if found is None:
        found = Levels.of(trials.frame[group_by].astype(object).to_numpy(), len(trials.arm), group_by)
    return found.present()


def fit_group(trials: Trials, y: np.ndarray, rows: np.ndarray, level: str) -> GroupFit:
    """Balance re-solved among the trials at ``rows``."""
    part = trials.keep(rows)
    people = np.flatnonzero(np.bincount(part.person))
    n_lead, n_comparison = part.n_lead, part.n_comparison
    few = min(count_people(part.person[part.arm]), count_people(part.person[~part.arm]))
    if few < thresholds()["minimum_people"]:
        return GroupFit(level, n_lead, n_comparison, None, people, "insufficient_data")
    try:
        within = supported(part)
        weighting = entropy_balance(within.basis.matrix, within.trials.arm, names=within.basis.names)
        contrast = weighted_contrast(y[rows][within.rows], weighting, within.trials.person, names=[PRIMARY_OUTCOME],
                                     correction=correction(weighting))
        people = np.flatnonzero(np.bincount(within.trials.person))
    except EstimatorRefusal as refusal:
        return GroupFit(level, n_lead, n_comparison, None, people, refusal.code)
    if contrast.outcomes[0].difference is None:
        return GroupFit(level, n_lead, n_comparison, None, people, contrast.outcomes[0].status)
    reason = weighting_reason(within, weighting)
    return GroupFit(level, n_lead, n_comparison, contrast, people, reason)


def detectable(n_lead: int, n_comparison: int, risk: float) -> float | None:
    """Smallest difference of two shares near ``risk`` that so many trials could tell from none with 80 % power, balance
    costing nothing: the least that a group without an estimate would have needed. None where an arm is empty."""
    if not n_lead or not n_comparison:
        return None
    return float(POWER_80 * np.sqrt(risk * (1 - risk) * (1 / n_lead + 1 / n_comparison)))


def joint_covariance(fits: list[GroupFit], n_people: int) -> np.ndarray:
    """Covariance of the groups' differences; a person may stand in several groups (ages change)."""
    sums = np.zeros((n_people, len(fits)))
    for j, fit in enumerate(fits):
        assert fit.contrast is not None
        influence = fit.contrast.influence
        sums[fit.people, j] = influence[:, 0] - influence[:, 1]
        if fit.contrast.correction == "cluster":
            sums[:, j] *= np.sqrt(fit.people.size / (fit.people.size - 1.0))
    return sums.T @ sums


def group_rows(trials: Trials, y: np.ndarray, group_by: str, horizon: int) -> tuple[list[dict[str, Any]], float | None]:
    """Rows of one characteristic, and the p-value of its interaction."""
    labels = levels(trials, group_by)
    fits = [fit_group(trials, y, labels.codes == j, level) for j, level in enumerate(labels.names)]
    # a group whose own balance failed must not reach the others through the pooling or the test
    known = [f for f in fits if f.contrast is not None and f.reason is None]
    p_value, reference, covariance = None, None, None
    pooled = None
    if len(known) >= 2:
        estimates = np.array([f.contrast.outcomes[0].difference.estimate for f in known])
        covariance = joint_covariance(known, int(trials.person.max()) + 1)
        # the reference is the largest group, so that each interaction is as precise as it can be
        reference = max(range(len(known)), key=lambda j: (known[j].n_lead, known[j].level))
        try:
            p_value = heterogeneity(estimates, covariance).p_value
            pooled = partial_pooling(estimates, np.sqrt(np.diag(covariance)))
        except EstimatorRefusal:
            p_value, pooled = None, None
    rows = []
    for fit in fits:
        row: dict[str, Any] = dict.fromkeys(COLUMNS)
        row.update(door=trials.door, comparison_design=trials.design, group_by=group_by, group=fit.level,
                   outcome=PRIMARY_OUTCOME, horizon_days=horizon, n_lead=fit.n_lead, n_comparison=fit.n_comparison,
                   diagnostics_passed=fit.reason is None, note=fit.reason)
        if fit.contrast is None:
            row["minimum_detectable"] = detectable(fit.n_lead, fit.n_comparison, float(y.mean()))
        else:
            difference = fit.contrast.outcomes[0].difference
            row.update(estimate=difference.estimate, std_error=difference.std_error, ci_lower=difference.ci_lower,
                       ci_upper=difference.ci_upper, minimum_detectable=POWER_80 * difference.std_error)
            j = known.index(fit) if fit.reason is None else None
            if j is None:
                rows.append(row)
                continue
            if pooled is not None:
                row.update(shrunk_estimate=pooled.shrunk[j], shrunk_lower=pooled.ci_lower[j], shrunk_upper=pooled.ci_upper[j])
            if reference is not None and j == reference:
                row["note"] = "reference"
            elif reference is not None and covariance is not None:
                base = known[reference].contrast.outcomes[0].difference.estimate
                gap = difference.estimate - base
                se = float(np.sqrt(max(covariance[j, j] + covariance[reference, reference] - 2 * covariance[j, reference], 0)))
                row.update(interaction_estimate=gap, interaction_lower=gap - Z95 * se, interaction_upper=gap + Z95 * se)
        rows.append(row)
    return rows, p_value


def holm(p_values: list[float]) -> list[float]:
    """Holm's step-down adjustment (Scand. J. Statist. 6 (1979) 65-70)."""
    from estimators.multiplicity import holm as adjust

    return [float(p) for p in adjust(p_values)]


def equity_rows(session: Any) -> pd.DataFrame:
    """All rows of ``equity_effects``: each design, each declared characteristic, the primary outcome and horizon.

    What withholds the whole contrast (follow-up, the negative control) withholds it inside each group, too.
    """
    horizon = int(site_row(session)["primary_horizon_days"])
    rows: list[dict[str, Any]] = []
    for design in each_design(session):
        trials = load_trials(session, design)
        if trials.n_lead == 0 or trials.n_comparison == 0:
            continue
        names, y, _, observed = outcome_matrix(session, trials, horizon)
        before = size_reason(trials, observed) or negative_control_reason(negative_control(trials))
        trials, y = trials.keep(observed), y[observed, names.index(PRIMARY_OUTCOME)]
        if trials.n_lead == 0 or trials.n_comparison == 0:
            continue
        parts = {g: group_rows(trials, y, g, horizon) for g in DECLARED}
        tested = [g for g in DECLARED if parts[g][1] is not None]
        adjusted = dict(zip(tested, holm([parts[g][1] for g in tested]))) if tested else {}
        for group_by, (part, _) in parts.items():
            for row in part:
                row["interaction_p"] = adjusted.get(group_by)
                if before and row["diagnostics_passed"]:
                    row.update(diagnostics_passed=False, note=before)
                rows.append(row)
    return typed(pd.DataFrame(rows, columns=COLUMNS), text=["door", "comparison_design", "group_by", "group", "outcome", "note"],
                 whole=["horizon_days", "n_lead", "n_comparison"], flags=["diagnostics_passed"])
