"""Rows of ``effects``: every contrast of the main door with every comparison design, gated by its diagnostics."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from estimators.contrast import Contrast, Estimate, unadjusted_contrast, weighted_contrast
from estimators.entropy import EntropyBalance
from estimators.errors import EstimatorRefusal
from estimators.inputs import rows_of
from estimators.multiplicity import benjamini_hochberg, holm
from pipeline.analysis.data import (
    HEADLINE,
    MAIN_DOOR,
    Parts,
    Supported,
    Trials,
    count_people,
    designs,
    each_design,
    horizons,
    load_trials,
    outcome_matrix,
    outcomes,
    refuse_look_ahead,
    site_row,
    supported,
)
from pipeline.analysis.diagnostics import (
    NegativeControl,
    Verdict,
    correction,
    kept_reason,
    negative_control,
    power_reason,
    size_reason,
    thresholds,
    weighting_reason,
)
from pipeline.analysis.incidence import typed
from pipeline.analysis.other_estimators import (
    adjustments,
    count_regression,
    course,
    engaged,
    event_days,
    incidence_contrast,
    over_time,
    rates,
    street_days,
)

KEY = ["door", "comparison_design", "population", "outcome", "horizon_days", "estimator", "measure"]
COLUMNS = [*KEY, "estimand", "estimate", "std_error", "ci_lower", "ci_upper", "p_value", "mean_lead", "mean_comparison",
           "n_lead", "n_comparison", "people_lead", "people_comparison", "n_lead_unsupported", "ess_comparison",
           "minimum_detectable", "diagnostics_passed", "withheld_reason", "test_family", "p_value_adjusted", "note"]
TEXT = ["door", "comparison_design", "population", "outcome", "estimator", "measure", "estimand", "withheld_reason",
        "test_family", "note"]
RIDGED = "ridged_balance"
WHOLE = ["horizon_days", "n_lead", "n_comparison", "people_lead", "people_comparison", "n_lead_unsupported"]
PRIMARY_OUTCOME = "new_offense"
INTENTION = "intention_to_divert"


def frame_of(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows of ``effects`` with the table's types."""
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return typed(frame, text=TEXT, whole=WHOLE, flags=["diagnostics_passed"])


class Effects:
    """Collects the rows of one door × design."""

    def __init__(self, trials: Trials) -> None:
        self.trials = trials
        self.parts = Parts()
        self.rows: list[dict[str, Any]] = []

    def add(self, outcome: str, horizon: int, estimator: str, measure: str, estimand: str, *,
            estimate: Estimate | None, verdict: Verdict, contrast: Contrast | None = None,
            means: tuple[float, float] | None = None, sizes: tuple[int, int, int, int] | None = None,
            left_out: int = 0, ess: float | None = None, population: str = INTENTION) -> None:
        """One row. ``std_error`` of a ratio is of its logarithm. ``sizes`` are of the trials before those without common
        support (``left_out`` of them in the LEAD arm) leave: the difference of two sizes would be a small count."""
        if contrast is not None:
            ess = contrast.ess_comparison if ess is None else ess
        n_lead, n_comparison, people_lead, people_comparison = sizes or (None, None, None, None)
        reason = verdict.reason if estimate is not None else (verdict.reason or "not_estimable")
        detectable = None
        if estimate is not None and not estimate.log_scale:
            detectable = 2.8015852181129685 * estimate.std_error  # z(.975) + z(.8)
        self.rows.append({
            "door": self.trials.door, "comparison_design": self.trials.design, "population": population,
            "outcome": outcome, "horizon_days": horizon, "estimator": estimator, "measure": measure, "estimand": estimand,
            "estimate": None if estimate is None else estimate.estimate,
            "std_error": None if estimate is None else estimate.std_error,
            "ci_lower": None if estimate is None else estimate.ci_lower,
            "ci_upper": None if estimate is None else estimate.ci_upper,
            "p_value": None if estimate is None else estimate.p_value,
            "mean_lead": None if means is None else means[0], "mean_comparison": None if means is None else means[1],
            "n_lead": n_lead, "n_comparison": n_comparison, "people_lead": people_lead,
            "people_comparison": people_comparison, "n_lead_unsupported": left_out, "ess_comparison": ess,
            "minimum_detectable": detectable,
            "diagnostics_passed": reason is None, "withheld_reason": reason,
            "note": RIDGED if getattr(getattr(contrast, "weighting", None), "ridge", 0.0) > 0 else None,
        })

    def refuse(self, outcome: str, horizon: int, estimator: str, measures: tuple[str, ...], estimand: str, reason: str,
               sizes: tuple[int, int, int, int], population: str = INTENTION) -> None:
        """Rows without a number, and why."""
        for measure in measures:
            self.add(outcome, horizon, estimator, measure, estimand, estimate=None, verdict=Verdict(False, reason),
                     sizes=sizes, population=population)

    def outcome_rows(self, contrast: Contrast, names: list[str], horizon: int, estimator: str, estimand: str,
                     verdict: Verdict, measures: tuple[str, ...], sizes: tuple[int, int, int, int], left_out: int = 0) -> None:
        """Rows of the first ``len(names)`` outcomes of a contrast, their power judged on the difference."""
        for j, name in enumerate(names):
            result = contrast.outcomes[j]
            means = (result.mean_lead, result.mean_comparison)
            weak = power_reason(result.difference.std_error if result.difference else None)
            for measure in measures:
                estimate = result.ratio if measure == "risk_ratio" else result.difference
                judged = verdict if verdict.reason else Verdict.of(weak)
                if estimate is None and not judged.reason:
                    judged = Verdict(False, result.status)
                self.add(name, horizon, estimator, measure, estimand, estimate=estimate, verdict=judged, contrast=contrast,
                         means=means, sizes=sizes, left_out=left_out)


def sizes_of(trials: Trials) -> tuple[int, int, int, int]:
    """Trials and people of both arms."""
    return (trials.n_lead, trials.n_comparison, count_people(trials.person[trials.arm]),
            count_people(trials.person[~trials.arm]))


def observed_sizes(session: Any, trials: Trials, horizon: int) -> tuple[int, int, int, int]:
    """Trials and people of both arms that are observed at a horizon."""
    if not len(trials.arm):
        return (0, 0, 0, 0)
    return sizes_of(trials.keep(outcome_matrix(session, trials, horizon)[3]))


def design_effects(session: Any, design: str, door: str = MAIN_DOOR) -> Effects:
    """All intention-to-divert contrasts of one door with one design."""
    trials = load_trials(session, design, door)
    out = Effects(trials)
    if trials.n_lead == 0 or trials.n_comparison == 0:
        reason = "no_lead_cohort" if trials.n_lead == 0 else "no_comparison_cohort"
        for horizon in horizons(session):
            out.refuse(PRIMARY_OUTCOME, horizon, "entropy_balance", ("risk_difference", "risk_ratio"), "att", reason,
                       observed_sizes(session, trials, horizon))
        return out
    try:
        refuse_look_ahead(session, trials)
    except EstimatorRefusal as refusal:
        for horizon in horizons(session):
            out.refuse(PRIMARY_OUTCOME, horizon, "entropy_balance", ("risk_difference", "risk_ratio"), "att", refusal.code,
                       observed_sizes(session, trials, horizon))
        return out
    control = negative_control(trials)
    control_reason = negative_control_reason(control)
    for horizon in horizons(session):
        horizon_effects(session, out, horizon, control_reason)
    survival_effects(session, out, control_reason)
    return out


def negative_control_reason(control: NegativeControl | None) -> str | None:
    if control is not None and control.p_value < thresholds()["negative_control_p"]:
        return "negative_control"
    return None


def horizon_effects(session: Any, out: Effects, horizon: int, control_reason: str | None) -> None:
    """Unadjusted and entropy-balanced contrasts of every outcome among the trials observed at the horizon."""
    names, y, events, observed = outcome_matrix(session, out.trials, horizon)
    size = size_reason(out.trials, observed)
    trials = out.trials.keep(observed)
    sizes = sizes_of(trials)
    if sizes[2] < 2 or sizes[3] < 2:
        for name in names:
            out.refuse(name, horizon, "unadjusted", ("risk_difference", "risk_ratio"), "association", "too_few_people", sizes)
            out.refuse(name, horizon, "entropy_balance", ("risk_difference", "risk_ratio", "mean_count_difference"),
                       "att", "too_few_people", sizes)
        return
    both = np.concatenate([y, events], axis=1)[rows_of(observed)]
    del y, events  # (a tenth of the memory that an estimate of hundreds of thousands of trials takes)
    labels = [*names, *(f"{n} events" for n in names)]
    k = len(names)
    try:
        # (not kept: its sums by person are as large as the outcomes)
        out.outcome_rows(unadjusted_contrast(both, trials.arm, trials.person, names=labels), names, horizon, "unadjusted",
                         "association", Verdict.of(size), ("risk_difference", "risk_ratio"), sizes)
    except EstimatorRefusal as refusal:
        for name in names:
            out.refuse(name, horizon, "unadjusted", ("risk_difference", "risk_ratio"), "association",
                       size or refusal.code, sizes)
    try:
        part = out.parts.of(trials)
        weighting = part.balance
        both = both[rows_of(part.rows)]
        contrast = weighted_contrast(both, weighting, part.trials.person, names=labels,
                                     correction=correction(weighting))
    except EstimatorRefusal as refusal:
        for name in names:
            out.refuse(name, horizon, "entropy_balance", ("risk_difference", "risk_ratio", "mean_count_difference"), "att",
                       size or refusal.code, sizes)
        return
    verdict = Verdict.of(size or kept_reason(part, weighting) or control_reason)
    out.outcome_rows(contrast, names, horizon, "entropy_balance", "att", verdict, ("risk_difference", "risk_ratio"),
                     sizes, part.n_lead_left)
    for j, name in enumerate(names):
        result = contrast.outcomes[k + j]
        out.add(name, horizon, "entropy_balance", "mean_count_difference", "att", estimate=result.difference,
                verdict=verdict if result.difference or verdict.reason else Verdict(False, result.status),
                contrast=contrast, means=(result.mean_lead, result.mean_comparison), sizes=sizes, left_out=part.n_lead_left)
    before = Verdict.of(size or control_reason)
    adjustments(out, part, both[:, names.index(PRIMARY_OUTCOME)], PRIMARY_OUTCOME, horizon, before, sizes)
    days = street_days(session, part.trials, horizon)
    chosen = [k + names.index(name) for name in HEADLINE]
    rates(out, part, weighting, both[:, chosen], list(HEADLINE), days, horizon, verdict, sizes)
    if horizon == int(site_row(session)["primary_horizon_days"]):
        for name, j in zip(HEADLINE, chosen):
            count_regression(out, part, both[:, j], days, name, horizon, before, sizes)


def survival_effects(session: Any, out: Effects, control_reason: str | None) -> None:
    """The contrasts over all trials, observed at the horizon or not: sensitivity analyses, and the engaged."""
    points = np.array(horizons(session), dtype=float)
    everyone = out.trials
    site = site_row(session)
    limits = thresholds()
    try:
        part = out.parts.of(everyone)
        weighting = part.balance
    except EstimatorRefusal as refusal:
        for horizon in points:
            out.refuse(PRIMARY_OUTCOME, int(horizon), "aalen_johansen", ("risk_difference", "risk_ratio"), "att",
                       refusal.code, sizes_of(everyone))
        return
    sizes, trials = sizes_of(everyone), part.trials
    shape = kept_reason(part, weighting) or control_reason
    events = event_days(session, trials)
    for outcome in HEADLINE:
        found = course(trials, all_trials_times(session, trials, outcome), events, outcome, site["data_through"])

        def reason(horizon: float, found: Any = found) -> str | None:
            if min(sizes[2], sizes[3]) < limits["minimum_people"]:
                return "too_few_people"
            if min(found.days[trials.arm].max(), found.days[~trials.arm].max()) < horizon:
                return "too_little_follow_up"
            return "few_at_risk" if found.at_risk(trials.arm, horizon) < limits["minimum_at_risk"] else shape

        over_time(out, part, weighting, found, outcome, points, reason, sizes)
        if outcome == PRIMARY_OUTCOME:
            grace = max(int(site["intake_within_days"]), int(site["engaged_within_days"]))
            engaged(out, part, weighting, found, grace, points, reason, sizes, outcome, bool(site["has_engagements"]))


def all_trials_times(session: Any, trials: Trials, outcome: str = PRIMARY_OUTCOME) -> np.ndarray:
    """(n, 2): days and status of each trial, in the trials' order."""
    read = outcomes(session, trials)
    return np.column_stack([read.days[outcome], read.status[outcome]]).astype(float)[trials.position]


def all_trials_weighting(trials: Trials) -> tuple[Supported, EntropyBalance]:
    """Entropy balance over all (supported) trials, observed at the horizon or not."""
    part = supported(trials)
    return part, part.balance


def all_trials_reason(trials: Trials, part: Supported, weighting: EntropyBalance) -> str | None:
    """Why contrasts of all trials are withheld at every horizon, if they are."""
    sizes = sizes_of(trials)
    if min(sizes[2], sizes[3]) < thresholds()["minimum_people"]:
        return "too_few_people"
    return weighting_reason(part, weighting) or negative_control_reason(negative_control(trials))


def adjust_for_many(rows: list[dict[str, Any]], primary_design: str | None, primary_horizon: int) -> None:
    """Put each balanced risk difference of the intention to divert into its family of tests, and adjust its p-value.

    ``primary``: the one test that the plan names; alone, so not adjusted. ``declared``: the primary outcome against the
    primary design at the plan's other horizons, Holm. ``exploratory``: every other outcome, horizon and design,
    Benjamini-Hochberg. Rows of other estimators ask the same question otherwise and belong to none; a withheld row was not
    looked at and counts in none.
    """
    families: dict[str, list[dict[str, Any]]] = {"primary": [], "declared": [], "exploratory": []}
    for row in rows:
        row.update(test_family=None, p_value_adjusted=None)
        if (row["population"], row["estimator"], row["measure"]) != (INTENTION, "entropy_balance", "risk_difference"):
            continue
        declared = row["comparison_design"] == primary_design and row["outcome"] == PRIMARY_OUTCOME
        family = "exploratory" if not declared else "primary" if row["horizon_days"] == primary_horizon else "declared"
        row["test_family"] = family
        if row["diagnostics_passed"]:
            families[family].append(row)
    for family, members in families.items():
        method = benjamini_hochberg if family == "exploratory" else holm
        for row, adjusted in zip(members, method([row["p_value"] for row in members])):
            row["p_value_adjusted"] = adjusted


def effects_table(session: Any) -> pd.DataFrame:
    """All rows of ``effects``."""
    rows: list[dict[str, Any]] = []
    for design in each_design(session):
        rows += design_effects(session, design).rows
    # imported here: the area contrast collects its rows as the designs do
    from pipeline.analysis.area_policy import area_effects

    asked = designs(session)
    adjust_for_many(rows, asked[0] if asked else None, int(site_row(session)["primary_horizon_days"]))
    return frame_of(rows + area_effects(session))


__all__ = ["Effects", "all_trials_times", "design_effects", "effects_table", "frame_of", "incidence_contrast", "site_row"]
