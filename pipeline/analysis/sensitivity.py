"""Rows of ``sensitivity`` and ``negative_controls``: the primary contrast under other definitions and assumptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from estimators.contrast import Contrast, Estimate, unadjusted_contrast, weighted_contrast
from estimators.did import difference_in_differences
from estimators.entropy import EntropyBalance
from estimators.errors import EstimatorRefusal
from estimators.power import mde_proportions, projected_sizes
from estimators.propensity import propensity_weights
from estimators.randomisation import propensity_strata, randomisation_test
from estimators.regression import rate_contrast
from estimators.sensitivity import (
    e_value_of_contrast,
    placebo,
    rosenbaum_critical_gamma,
    tipping_point_lost_rows,
    tipping_point_missed_events,
)
from pipeline.analysis.area_policy import asked_for, load_events
from pipeline.analysis.data import (
    MAIN_DOOR,
    Parts,
    Supported,
    Trials,
    count_people,
    each_design,
    load_trials,
    outcome_matrix,
    site_row,
    thresholds,
)
from pipeline.analysis.diagnostics import correction, kept_reason, negative_control, size_reason, weighting_reason
from pipeline.analysis.effects import (
    INTENTION,
    PRIMARY_OUTCOME,
    all_trials_times,
    negative_control_reason,
)
from pipeline.analysis.incidence import typed
from pipeline.analysis.other_doors import ANALYSIS, NOTE, door_contrasts, doors
from pipeline.analysis.other_estimators import incidence_contrast, street_days

COLUMNS = ["door", "comparison_design", "population", "outcome", "horizon_days", "estimator", "measure", "analysis",
           "estimate", "ci_lower", "ci_upper", "p_value", "e_value", "e_value_ci", "n_lead", "n_comparison",
           "diagnostics_passed", "withheld_reason", "note"]
PLACEBO_DRAWS = 100
RANDOMISATION_DRAWS = 4000
PLACEBO_MOST_TRIALS = 50_000


class Sensitivity:
    """Collects the rows of one door × design."""

    def __init__(self, session: Any, trials: Trials) -> None:
        self.session = session
        self.site = site_row(session)
        self.horizon = int(self.site["primary_horizon_days"])
        self.trials = trials
        self.rows: list[dict[str, Any]] = []
        self.control_reason: str | None = None
        self.parts = Parts()

    def row(self, analysis: str, measure: str, estimator: str = "entropy_balance", outcome: str = PRIMARY_OUTCOME,
            **values: Any) -> None:
        self.rows.append({**dict.fromkeys(COLUMNS), "door": self.trials.door, "comparison_design": self.trials.design,
                          "population": INTENTION, "outcome": outcome, "horizon_days": self.horizon,
                          "estimator": estimator, "measure": measure, "analysis": analysis, **values})

    def contrast_rows(self, analysis: str, contrast: Contrast, reason: str | None, trials: Trials, j: int = 0, *,
                      estimator: str = "entropy_balance", outcome: str = PRIMARY_OUTCOME) -> None:
        result = contrast.outcomes[j]
        strength = e_value_of_contrast(result)
        for measure, estimate in (("risk_difference", result.difference), ("risk_ratio", result.ratio)):
            why = reason if estimate is not None else (reason or result.status)
            self.row(analysis, measure, estimator, outcome,
                     estimate=None if estimate is None else estimate.estimate,
                     ci_lower=None if estimate is None else estimate.ci_lower,
                     ci_upper=None if estimate is None else estimate.ci_upper,
                     p_value=None if estimate is None else estimate.p_value,
                     e_value=strength.estimate if strength and np.isfinite(strength.estimate) else None,
                     e_value_ci=strength.limit if strength and np.isfinite(strength.limit) else None,
                     n_lead=trials.n_lead, n_comparison=trials.n_comparison,
                     diagnostics_passed=why is None, withheld_reason=why)

    def refusal_rows(self, analysis: str, reason: str, trials: Trials, estimator: str = "entropy_balance") -> None:
        for measure in ("risk_difference", "risk_ratio"):
            self.row(analysis, measure, estimator, n_lead=trials.n_lead, n_comparison=trials.n_comparison,
                     diagnostics_passed=False, withheld_reason=reason)

    def solved(self, trials: Trials) -> tuple[Supported, EntropyBalance, str | None]:
        """The supported part of the trials, its balance, and why that is withheld."""
        part = self.parts.of(trials)
        return part, part.balance, kept_reason(part, part.balance)

    def balanced(self, analysis: str, trials: Trials, y: np.ndarray, size: str | None) -> Contrast | None:
        """The primary estimator on (a part of) the trials observed at the primary horizon."""
        try:
            part, weighting, withheld = self.solved(trials)
            contrast = weighted_contrast(y[part.rows], weighting, part.trials.person, names=[PRIMARY_OUTCOME],
                                         correction=correction(weighting))
        except EstimatorRefusal as refusal:
            self.refusal_rows(analysis, size or refusal.code, trials)
            return None
        reason = size or withheld or self.control_reason
        self.contrast_rows(analysis, contrast, reason, trials)
        return contrast


def _subsets(trials: Trials) -> dict[str, np.ndarray]:
    """Rows that each restricted analysis keeps."""
    frame = trials.frame
    known_age = frame["age"].notna().to_numpy()
    return {
        "first_trial_only": (frame["prior_eligible_arrests"] == 0).to_numpy(bool),
        "exclude_ineligible": (frame["decision"].fillna("") != "ineligible").to_numpy(bool),
        "verified_eligibility": frame["eligibility_verified"].fillna(False).to_numpy(bool) & known_age,
    }


def design_sensitivity(session: Any, design: str) -> list[dict[str, Any]]:
    """All sensitivity rows of one design."""
    out = Sensitivity(session, load_trials(session, design))
    everyone = out.trials
    if everyone.n_lead == 0 or everyone.n_comparison == 0:
        return []
    out.control_reason = negative_control_reason(negative_control(everyone))
    names, y_all, events_all, observed = outcome_matrix(session, everyone, out.horizon)
    size = size_reason(everyone, observed)
    trials = everyone.keep(observed)
    if trials.n_lead < 2 or trials.n_comparison < 2:
        out.refusal_rows("primary", "too_few_people", trials)
        return out.rows
    y = y_all[observed, names.index(PRIMARY_OUTCOME)]
    primary = out.balanced("primary", trials, y, size)
    _other_outcomes(out, trials, names, y_all[observed], events_all[observed], size)
    for analysis, rows in _subsets(trials).items():
        part = trials.keep(rows)
        if part.n_lead == 0 or part.n_comparison == 0:
            out.refusal_rows(analysis, "too_few_people", part)
            continue
        out.balanced(analysis, part, y[rows], size or size_reason(part, np.ones(len(part.arm), dtype=bool)))
    variants, other, _, _ = outcome_matrix(session, trials, out.horizon, variants=True)
    for j, analysis in enumerate(variants):
        out.balanced(analysis, trials, other[:, j], size)
    _censored_at_referral(out, everyone)
    if count_people(trials.person[trials.arm]) < thresholds()["small_sample_people"]:
        _small_sample(out, trials, y, size)
    _projection(out, everyone, trials, y)
    if primary is not None and primary.outcomes[0].difference is not None:
        reason = out.rows[0]["withheld_reason"]
        _hidden_bias(out, trials, y, primary, reason)
    return out.rows


def _other_outcomes(out: Sensitivity, trials: Trials, names: list[str], y: np.ndarray, events: np.ndarray,
                    size: str | None) -> None:
    """The primary analysis of every other class of outcome, and of arrests per day on the street (descriptive)."""
    try:
        part, weighting, withheld = out.solved(trials)
        contrast = weighted_contrast(y[part.rows], weighting, part.trials.person, names=names, correction=correction(weighting))
        days = street_days(out.session, part.trials, out.horizon)
        main = names.index(PRIMARY_OUTCOME)
        rate = rate_contrast(events[part.rows, main], days, weighting, part.trials.person, correction=correction(weighting))
    except EstimatorRefusal:
        return  # the primary row holds the refusal and its code
    reason = size or withheld or out.control_reason
    for j, name in enumerate(names):
        if name != PRIMARY_OUTCOME:
            out.contrast_rows("outcome_class", contrast, reason, trials, j, outcome=name)
    ratio = rate.outcomes[0].ratio
    why = reason if ratio is not None else (reason or rate.outcomes[0].status)
    out.row("street_time", "rate_ratio", "rate_ratio", n_lead=trials.n_lead, n_comparison=trials.n_comparison,
            estimate=None if ratio is None else ratio.estimate, ci_lower=None if ratio is None else ratio.ci_lower,
            ci_upper=None if ratio is None else ratio.ci_upper, p_value=None if ratio is None else ratio.p_value,
            diagnostics_passed=why is None, withheld_reason=why,
            note="arrests per day not in custody; custody follows treatment, so this describes and does not compare like with like")


def one_trial_a_person(trials: Trials) -> np.ndarray:
    """Positions of one trial a person, so that people can be shuffled whole: the LEAD trial of those diverted, the first
    trial of the others."""
    rows = np.lexsort((pd.to_datetime(trials.frame["index_date"]).to_numpy(), ~trials.arm, trials.person))
    return rows[np.unique(trials.person[rows], return_index=True)[1]]


def _small_sample(out: Sensitivity, trials: Trials, y: np.ndarray, size: str | None) -> None:
    """What holds where large-sample errors may not: Firth's propensity, finite under separation, and randomisation
    inference among people within bands of it."""
    before = size or out.control_reason
    try:
        part = out.parts.of(trials)
        weights = propensity_weights(part.basis.matrix, part.trials.arm, names=part.basis.names, firth=True)
        contrast = weighted_contrast(y[part.rows], weights, part.trials.person, names=[PRIMARY_OUTCOME])
    except EstimatorRefusal as refusal:
        for analysis in ("firth_propensity", "randomisation"):
            out.refusal_rows(analysis, before or refusal.code, trials, "logistic_att")
        return
    out.contrast_rows("firth_propensity", contrast, before or weighting_reason(part, weights), trials, estimator="logistic_att")
    first = one_trial_a_person(part.trials)
    arm = part.trials.arm[first]
    try:
        test = randomisation_test(y[part.rows][first], arm, propensity_strata(weights.logit[first], arm),
                                  draws=RANDOMISATION_DRAWS, rng=np.random.default_rng(int(out.site["seed"])))
    except EstimatorRefusal as refusal:
        out.refusal_rows("randomisation", before or refusal.code, trials, "logistic_att")
        return
    out.row("randomisation", "risk_difference", "logistic_att", estimate=test.estimate, p_value=test.p_value,
            n_lead=trials.n_lead, n_comparison=trials.n_comparison, diagnostics_passed=before is None, withheld_reason=before,
            note="mean difference within bands of the propensity, one trial a person; p-value by shuffling the people's arms"
                 " within bands")


def _projection(out: Sensitivity, everyone: Trials, trials: Trials, y: np.ndarray) -> None:
    """What difference the data could show after one more year at the pace of the last one, from the effective sample."""
    try:
        part, weighting, _ = out.solved(trials)
        day = pd.to_datetime(everyone.frame["index_date"])
        recent = (day > day.max() - pd.Timedelta(days=365)).to_numpy(bool)
        planned = [int(rows.sum() + (rows & recent & grows).sum()) for rows, grows in (
            (everyone.arm, True), (~everyone.arm, everyone.design != "historical"))]
        size_lead, size_comparison = projected_sizes(trials.n_lead, part.trials.n_comparison, weighting.ess_comparison, *planned)
        found = mde_proportions(float(y[~trials.arm].mean()), size_lead, size_comparison)
    except EstimatorRefusal:
        return  # no weighting, no effective sample to project
    if found.difference is None:
        return
    # the risk that it starts from must be known well enough
    few = count_people(trials.person[~trials.arm]) < thresholds()["minimum_people"]
    out.row("projected_detectable", "risk_difference", estimate=abs(found.difference), n_lead=trials.n_lead,
            n_comparison=trials.n_comparison, diagnostics_passed=not few, withheld_reason="too_few_people" if few else None,
            note="smallest fall that would be found with 80 % power after one more year of enrolment at the pace of the last,"
                 " the weights as efficient as now")


def _censored_at_referral(out: Sensitivity, trials: Trials) -> None:
    """All trials, a comparison trial's follow-up ending the day before the person's first later referral."""
    try:
        part, weighting, withheld = out.solved(trials)
    except EstimatorRefusal as refusal:
        out.refusal_rows("censor_at_referral", refusal.code, trials, "aalen_johansen")
        return
    everyone_there, trials = trials, part.trials
    later = pd.to_datetime(trials.frame["first_later_referral_date"]) - pd.to_datetime(trials.frame["index_date"])
    days_to_referral = later.dt.days.to_numpy(float, na_value=np.nan)
    try:
        times = all_trials_times(out.session, trials)
        days, status = times[:, 0].copy(), times[:, 1].astype(int)
        cut = ~trials.arm & np.isfinite(days_to_referral) & (days_to_referral <= days)
        days[cut] = np.maximum(days_to_referral[cut] - 1, 0)
        status[cut] = 0
        contrast = incidence_contrast(trials, weighting, days, status, np.array([float(out.horizon)]))
    except EstimatorRefusal as refusal:
        out.refusal_rows("censor_at_referral", refusal.code, trials, "aalen_johansen")
        return
    everyone = np.ones(len(trials.arm), dtype=bool)
    reason = size_reason(trials, everyone) or withheld or out.control_reason
    out.contrast_rows("censor_at_referral", contrast, reason, everyone_there, estimator="aalen_johansen")


def _hidden_bias(out: Sensitivity, trials: Trials, y: np.ndarray, primary: Contrast, reason: str | None) -> None:
    shown = {"diagnostics_passed": reason is None, "withheld_reason": reason, "n_lead": trials.n_lead,
             "n_comparison": trials.n_comparison}
    missed = tipping_point_missed_events(primary)
    out.row("tipping_point_missed_linkage", "risk_difference", estimate=missed.estimate_tips, ci_lower=missed.interval_tips,
            note="share of one arm's outcomes that would have to be missing: for the estimate (and for its interval) to reach zero",
            **shown)
    lost = tipping_point_lost_rows(primary, 1.0 if primary.outcomes[0].difference.estimate <= 0 else 0.0)
    out.row("tipping_point_lost_rows", "risk_difference", estimate=lost.estimate_tips, ci_lower=lost.interval_tips,
            note="share of LEAD trials lost with the worst outcome: for the estimate (and for its interval) to reach zero", **shown)
    try:
        part = out.solved(trials)[0]
        trials, y = part.trials, y[part.rows]
        lead, rest = y[part.pairs.lead_rows], y[part.pairs.comparison_rows]
        favourable, discordant = int(((lead == 0) & (rest == 1)).sum()), int((lead != rest).sum())
        if discordant:
            gamma = rosenbaum_critical_gamma(favourable=max(favourable, discordant - favourable), discordant=discordant)
            out.row("rosenbaum_bound", "risk_difference", "matching", estimate=1.0 if gamma is None else gamma,
                    note="odds ratio of hidden bias in who was diverted at which the matched pairs no longer differ (1: they don't)",
                    **shown)
    except EstimatorRefusal as refusal:
        out.row("rosenbaum_bound", "risk_difference", "matching", diagnostics_passed=False, withheld_reason=refusal.code,
                n_lead=trials.n_lead, n_comparison=trials.n_comparison)


def other_door_rows(session: Any) -> list[dict[str, Any]]:
    """Exploratory rows of the doors without an arrest at time zero."""
    rows: list[dict[str, Any]] = []
    for door in doors(session):
        for estimator, contrast, reason, trials in door_contrasts(session, door):
            out = Sensitivity(session, trials)
            if contrast is None:
                out.refusal_rows(ANALYSIS, str(reason), trials, estimator)
            else:
                out.contrast_rows(ANALYSIS, contrast, reason, trials, estimator=estimator)
            rows += [{**row, "note": NOTE} for row in out.rows]
    return rows


def sensitivity_rows(session: Any) -> pd.DataFrame:
    """All rows of ``sensitivity``."""
    rows: list[dict[str, Any]] = []
    for design in each_design(session):
        rows += design_sensitivity(session, design)
    rows += other_door_rows(session)
    site = site_row(session)
    for found in before_accrual(session):
        rows.append({**dict.fromkeys(COLUMNS), "door": MAIN_DOOR, "comparison_design": "area_policy", "population": INTENTION,
                     "outcome": PRIMARY_OUTCOME, "horizon_days": int(site["primary_horizon_days"]),
                     "estimator": found.estimator, "measure": "risk_difference", "analysis": found.analysis,
                     "estimate": found.estimate.estimate, "ci_lower": found.estimate.ci_lower,
                     "ci_upper": found.estimate.ci_upper, "p_value": found.estimate.p_value,
                     "n_lead": found.n_programme, "n_comparison": found.n_other, "diagnostics_passed": True,
                     "note": found.note})
    text = ["door", "comparison_design", "population", "outcome", "estimator", "measure", "analysis", "withheld_reason", "note"]
    return typed(pd.DataFrame(rows, columns=COLUMNS), text=text, whole=["horizon_days", "n_lead", "n_comparison"],
                 flags=["diagnostics_passed"])


@dataclass(frozen=True)
class BeforeAccrual:
    """A contrast of the areas before the programme, when it can't have done anything."""

    analysis: str
    design: str
    estimator: str
    estimate: Estimate
    n_programme: int
    n_other: int
    note: str


def before_accrual(session: Any) -> list[BeforeAccrual]:
    """The areas' contrasts moved to the historical window: programme against comparison areas for ``concurrent_area``,
    and for ``area_policy`` the change between the window's halves. Empty where the area policy was not asked for."""
    if not asked_for(session):
        return []
    frame = load_events(session)
    frame = frame[~frame["is_after"].to_numpy(bool) & frame["is_observed"].to_numpy(bool)]
    y = frame[f"is_rearrested_{PRIMARY_OUTCOME}"].astype(float).to_numpy()
    area, person = frame["is_programme"].to_numpy(bool), pd.factorize(frame["person_id"])[0]
    if min(count_people(person[rows]) for rows in (area, ~area)) < thresholds()["minimum_people"]:
        return []
    day = pd.to_datetime(frame["index_date"]).astype("int64").to_numpy()
    late = day > np.median(day)
    out = []
    try:
        plain = unadjusted_contrast(y, area, person).outcomes[0].difference
        if plain is not None:
            out.append(BeforeAccrual("pre_accrual", "concurrent_area", "unadjusted", plain, int(area.sum()), int((~area).sum()),
                                     "programme against comparison areas in the window before the programme, unadjusted"))
        change = difference_in_differences(y, area, late, person)[0].estimate
        out.append(BeforeAccrual("pre_accrual", "area_policy", "difference_in_differences", change, int((area & late).sum()),
                                 int((~(area & late)).sum()),
                                 "change between the halves of the window before the programme, programme less comparison"))
    except EstimatorRefusal:
        pass  # too few events in a part of the window: there is no control to show
    return out


CONTROL_COLUMNS = ["door", "comparison_design", "control", "estimate", "std_error", "ci_lower", "ci_upper", "p_value",
                   "n_lead", "n_comparison", "note"]


def negative_control_rows(session: Any) -> pd.DataFrame:
    """All rows of ``negative_controls``."""
    site = site_row(session)
    horizon = int(site["primary_horizon_days"])
    rows: list[dict[str, Any]] = []
    for design in each_design(session):
        trials = load_trials(session, design)
        key = {**dict.fromkeys(CONTROL_COLUMNS), "door": trials.door, "comparison_design": design}
        if trials.n_lead and trials.n_comparison:
            found = negative_control(trials)
            if found is not None:
                rows.append({**key, "control": "arrested_in_the_year_before", "estimate": found.estimate,
                             "std_error": found.std_error, "ci_lower": found.ci_lower, "ci_upper": found.ci_upper,
                             "p_value": found.p_value, "n_lead": trials.n_lead, "n_comparison": trials.n_comparison,
                             "note": "difference in the share arrested in days -365 to -1 after balancing older history alone"})
        if trials.n_comparison:
            row = _placebo_row(session, trials, horizon, int(site["seed"]))
            if row:
                rows.append({**key, **row})
    for found in before_accrual(session):
        e = found.estimate
        rows.append({**dict.fromkeys(CONTROL_COLUMNS), "door": MAIN_DOOR, "comparison_design": found.design,
                     "control": found.analysis, "estimate": e.estimate, "std_error": e.std_error, "ci_lower": e.ci_lower,
                     "ci_upper": e.ci_upper, "p_value": e.p_value, "n_lead": found.n_programme, "n_comparison": found.n_other,
                     "note": found.note})
    return typed(pd.DataFrame(rows, columns=CONTROL_COLUMNS), text=["door", "comparison_design", "control", "note"],
                 whole=["n_lead", "n_comparison"])


def _placebo_row(session: Any, trials: Trials, horizon: int, seed: int) -> dict[str, Any] | None:
    """Random halves of the comparison, each analysed as if it were LEAD: about one in twenty should "differ"."""
    names, y, _, observed = outcome_matrix(session, trials, horizon)
    rest = observed & ~trials.arm
    part = trials.keep(rest)
    people = count_people(part.person)
    least = int(thresholds()["minimum_people"])
    lead_people = min(max(count_people(trials.person[trials.arm & observed]), least), people // 2)
    if lead_people < least or len(part.arm) > PLACEBO_MOST_TRIALS:
        return None
    try:
        result = placebo(y[rest, names.index(PRIMARY_OUTCOME)], None, part.person, people_lead=lead_people,
                         draws=PLACEBO_DRAWS, rng=np.random.default_rng(seed))
    except EstimatorRefusal:
        return None
    return {"control": "placebo_share_rejected", "estimate": result.rejections, "std_error": result.standard_error,
            "n_lead": lead_people, "n_comparison": people - lead_people,
            "note": "share of random splits of the comparison that differ at the 5 % level; about one in twenty should"}
