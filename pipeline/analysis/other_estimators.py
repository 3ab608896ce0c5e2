"""Rows of ``effects`` by the secondary estimators: other adjustments, counts and rates, all trials over time, the engaged.

Each function takes the collector of one door × design and what it has to work on; a refusal of an estimator becomes
rows without a number that carry its code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from estimators.aipw import aipw_att
from estimators.contrast import Contrast, Estimate, influence_contrast, weighted_contrast
from estimators.engaged import EngagedContrast, clone_censor_weight, engaged_from_time_zero, landmark
from estimators.entropy import EntropyBalance
from estimators.errors import EstimatorRefusal
from estimators.matching import matched_contrast
from estimators.propensity import propensity_weights
from estimators.recurrent import mean_cumulative_function
from estimators.regression import negative_binomial, rate_contrast
from estimators.survival import aalen_johansen, restricted_mean_time_lost
from estimators.weighted_cox import weighted_cox
from pipeline.analysis.data import HEADLINE, Supported, Trials, outcomes, thresholds, wanted
from pipeline.analysis.diagnostics import Verdict, correction, kept_reason, power_reason

if TYPE_CHECKING:
    from pipeline.analysis.effects import Effects

RISKS = ("risk_difference", "risk_ratio")
PER_YEAR = 365.25
# baseline facts of the engagement model and of the count regression: few, because LEAD arms are small
FEW_COLUMNS = ("age", "log_prior_arrests", "log_prior_arrests_365d", "log_prior_drug_arrests", "log_prior_warrant_arrests")
Sizes = tuple[int, int, int, int]


def few_columns(part: Supported) -> np.ndarray:
    """(n, p) the columns of ``FEW_COLUMNS`` and the levels of sex, as they stand in the basis."""
    names = part.basis.names
    return part.basis.matrix[:, [j for j, name in enumerate(names) if name in FEW_COLUMNS or name.startswith("sex=")]]


# -- the primary outcome by other adjustments ---------------------------------------------------------------
def adjustments(out: Effects, part: Supported, y: np.ndarray, outcome: str, horizon: int, before: Verdict, sizes: Sizes) -> None:
    """Propensity and overlap weights, matched pairs and augmented weighting of one 0/1 outcome."""
    trials, basis = part.trials, part.basis

    def put(estimator: str, estimand: str, fit: Callable[[], Contrast], judge: bool = False) -> None:
        try:
            contrast = fit()
        except EstimatorRefusal as refusal:
            out.refuse(outcome, horizon, estimator, RISKS, estimand, before.reason or refusal.code, sizes)
            return
        verdict = before if before.reason or not judge else Verdict.of(kept_reason(part, contrast.weighting))
        out.outcome_rows(contrast, [outcome], horizon, estimator, estimand, verdict, RISKS, sizes, part.n_lead_left)

    def overlap() -> Contrast:
        weights = propensity_weights(basis.matrix, trials.arm, estimand="overlap", names=basis.names, earlier=part.propensity)
        return weighted_contrast(y, weights, trials.person, names=[outcome])

    put("logistic_att", "att", lambda: weighted_contrast(y, part.propensity, trials.person, names=[outcome]), judge=True)
    put("overlap", "ato", overlap)
    # judged by its propensity weights: augmentation doesn't mend what they can't reach
    put("aipw", "att", lambda: aipw_att(y, trials.arm, basis.matrix, trials.person, family="logistic",
                                        covariate_names=basis.names, names=[outcome], weighting=part.propensity), judge=True)
    matched(out, part, y, outcome, horizon, before, sizes)


def matched(out: Effects, part: Supported, y: np.ndarray, outcome: str, horizon: int, before: Verdict, sizes: Sizes) -> None:
    """1:1 pairs within a caliper; the effect on the LEAD trials that found a partner."""
    trials = part.trials
    try:
        contrast = matched_contrast(y, part.pairs, trials.person, names=[outcome])
    except EstimatorRefusal as refusal:
        out.refuse(outcome, horizon, "matching", RISKS, "att_matched", before.reason or refusal.code, sizes)
        return
    few = contrast.n_pairs < thresholds()["minimum_ess_comparison"]
    reason = before.reason or ("effective_sample_size" if few else power_reason(_error(contrast.difference[0])))
    for measure, estimate in zip(RISKS, (contrast.difference[0], contrast.ratio[0])):
        # the pairs' own means would give away how many of them were re-arrested, and are not of all LEAD trials
        out.add(outcome, horizon, "matching", measure, "att_matched", estimate=estimate, verdict=Verdict.of(reason),
                sizes=sizes, left_out=part.n_lead_left + contrast.n_unmatched, ess=float(contrast.n_pairs))


def _error(estimate: Estimate | None) -> float | None:
    return None if estimate is None else estimate.std_error


# -- counts by street time ----------------------------------------------------------------------------------
def street_days(session: Any, trials: Trials, horizon: int) -> np.ndarray:
    """(n,) street days to the horizon, in the trials' order."""
    read = outcomes(session, trials)
    return read.street_days[trials.position, read.step(horizon)]


def rates(out: Effects, part: Supported, weighting: EntropyBalance, events: np.ndarray, names: list[str], days: np.ndarray,
          horizon: int, verdict: Verdict, sizes: Sizes) -> None:
    """Balanced rates of arrest events per street day, their ratio. Custody follows treatment: descriptive."""
    try:
        contrast = rate_contrast(events, days, weighting, part.trials.person, names=names, correction=correction(weighting))
    except EstimatorRefusal as refusal:
        for name in names:
            out.refuse(name, horizon, "rate_ratio", ("rate_ratio",), "att", verdict.reason or refusal.code, sizes)
        return
    for j, name in enumerate(names):
        result = contrast.outcomes[j]
        out.add(name, horizon, "rate_ratio", "rate_ratio", "att", estimate=result.ratio,
                verdict=verdict if verdict.reason or result.ratio else Verdict(False, result.status), contrast=contrast,
                means=(result.mean_lead * PER_YEAR, result.mean_comparison * PER_YEAR), sizes=sizes,
                left_out=part.n_lead_left)


def count_regression(out: Effects, part: Supported, events: np.ndarray, days: np.ndarray, outcome: str, horizon: int,
                     before: Verdict, sizes: Sizes) -> None:
    """Negative binomial rate ratio given a few baseline facts, offset log street days."""
    trials = part.trials
    estimate, reason = None, before.reason
    try:
        fit = negative_binomial(events, trials.arm, few_columns(part), trials.person, exposure=days)
        estimate = fit.arm_ratio
    except EstimatorRefusal as refusal:
        reason = reason or refusal.code
    out.add(outcome, horizon, "negative_binomial", "rate_ratio", "conditional", estimate=estimate, verdict=Verdict.of(reason),
            sizes=sizes, left_out=part.n_lead_left)


# -- all trials, over time ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Course:
    """What happened to each of n trials: time to and kind of the first event (1 re-arrest, 2 death, 0 censored); follow-up
    in days with whether it ended by death; the trial and day of every event."""

    days: np.ndarray
    status: np.ndarray
    follow_up: np.ndarray
    died: np.ndarray
    event_trial: np.ndarray
    event_day: np.ndarray

    def at_risk(self, arm: np.ndarray, horizon: float) -> int:
        """Trials of the smaller arm that are followed and without event on the horizon's morning."""
        return min(int((self.days[rows] >= horizon).sum()) for rows in (arm, ~arm))


def event_days(session: Any, trials: Trials) -> dict[str, np.ndarray]:
    """``place`` (the trial), ``day`` and ``is_new_offense`` of every counted event, by trial and day."""
    with wanted(session, trials.frame["person_id"].to_numpy(), trials.frame["index_date"].to_numpy()) as relation:
        found = session.execute(f"""
            select w.place, e.days_after_index as day, e.is_new_offense
            from {relation} as w join estimates.est_event_days as e using (person_id, index_date)
            order by w.place, day, e.is_new_offense""").fetchnumpy()
    return {name: np.asarray(column) for name, column in found.items()}


def course(trials: Trials, times: np.ndarray, events: dict[str, np.ndarray], outcome: str, data_through: Any) -> Course:
    """The course of the trials for one of the headline outcomes; ``times`` (n, 2) days and status of the first event."""
    frame = trials.frame
    index = pd.to_datetime(frame["index_date"])
    death = pd.to_datetime(frame["death_date"])
    died = (death <= pd.Timestamp(data_through)).to_numpy(bool)
    follow_up = (pd.to_datetime(frame["follow_up_end"]) - index).dt.days.to_numpy(float)
    # a death on the index day counts on day 1
    follow_up = np.where(died, np.maximum(follow_up, 1.0), follow_up)
    counted = np.full(events["day"].size, True) if outcome == "any_arrest" else events["is_new_offense"].astype(bool)
    return Course(times[:, 0], times[:, 1].astype(int), follow_up, died, events["place"][counted].astype(np.int64),
                  events["day"][counted].astype(float))


def mean_counts(course: Course, trials: Trials, weighting: EntropyBalance, points: np.ndarray) -> Contrast:
    """Contrast of weighted Ghosh-Lin mean numbers of events at ``points`` (days)."""
    fits = []
    for rows in (trials.arm, ~trials.arm):
        chosen = np.flatnonzero(rows)
        position = np.full(rows.size, -1)
        position[chosen] = np.arange(chosen.size)
        inside = rows[course.event_trial]
        fits.append(mean_cumulative_function(
            course.follow_up[chosen], position[course.event_trial[inside]], course.event_day[inside], course.died[chosen],
            weighting.weights[chosen], times=points, influence=True, beyond="carry"))
    return influence_contrast(fits[0].mean, fits[1].mean, fits[0].influence, fits[1].influence, weighting, trials.person,
                              names=[str(int(p)) for p in points], correction=correction(weighting))


def days_free(course: Course, trials: Trials, weighting: EntropyBalance, horizon: float) -> Contrast:
    """Contrast of the mean days to the horizon not lost to re-arrest (death competes)."""
    lead, rest = (
        restricted_mean_time_lost(course.days[rows], course.status[rows], horizon, weighting.weights[rows], influence=True)
        for rows in (trials.arm, ~trials.arm)
    )
    return influence_contrast([horizon - lead.estimate], [horizon - rest.estimate], -lead.influence[:, None],
                              -rest.influence[:, None], weighting, trials.person, names=["days"],
                              correction=correction(weighting))


def hazard_ratio(course: Course, trials: Trials, weighting: EntropyBalance, horizon: float) -> Estimate:
    """Weighted Cox ratio of the hazards of a first re-arrest to the horizon."""
    event = (course.status == 1) & (course.days <= horizon)
    return weighted_cox(np.minimum(course.days, horizon), event, weighting, trials.person)


def rate_model(course: Course, trials: Trials, weighting: EntropyBalance, horizon: float) -> Estimate:
    """Weighted Lin-Wei-Yang-Ying ratio of the rates of all re-arrests to the horizon, among those alive."""
    end = np.minimum(course.follow_up, horizon)
    inside = course.event_day <= end[course.event_trial]
    rows, stops = course.event_trial[inside], course.event_day[inside]
    last = np.zeros(end.size)
    np.maximum.at(last, rows, stops)
    tail = np.flatnonzero(end > last)
    first_of = np.r_[True, rows[1:] != rows[:-1]] if rows.size else np.empty(0, bool)
    starts = np.where(first_of, 0.0, np.r_[0.0, stops[:-1]]) if rows.size else stops
    return weighted_cox(np.concatenate([stops, end[tail]]), np.concatenate([np.ones(rows.size), np.zeros(tail.size)]),
                        weighting, trials.person, trial=np.concatenate([rows, tail]),
                        start=np.concatenate([starts, last[tail]]))


def incidence_contrast(trials: Trials, weighting: EntropyBalance, days: np.ndarray, status: np.ndarray,
                       points: np.ndarray) -> Contrast:
    """Contrast of (weighted) Aalen-Johansen cumulative incidences at ``points`` (days)."""
    fits = [aalen_johansen(days[rows], status[rows], weights=weighting.weights[rows], times=points, influence=True,
                           beyond="carry") for rows in (trials.arm, ~trials.arm)]
    return influence_contrast(fits[0].cif, fits[1].cif, fits[0].influence, fits[1].influence, weighting, trials.person,
                              names=[str(int(p)) for p in points], bounded=True, correction=correction(weighting))


def over_time(out: Effects, part: Supported, weighting: EntropyBalance, course: Course, outcome: str, points: np.ndarray,
              reason: Callable[[float], str | None], sizes: Sizes) -> None:
    """Incidence (primary outcome), mean counts, days free of re-arrest, hazard and rate ratio at every horizon."""
    trials = part.trials

    def put(horizon: float, estimator: str, measure: str, estimate: Estimate | None, status: str,
            means: tuple[float, float] | None = None, contrast: Contrast | None = None) -> None:
        why = reason(horizon)
        out.add(outcome, int(horizon), estimator, measure, "att", estimate=estimate,
                verdict=Verdict.of(why if why or estimate is not None else status), contrast=contrast, means=means,
                ess=weighting.ess_comparison, sizes=sizes, left_out=part.n_lead_left)

    def tried(fit: Callable[[], Any]) -> tuple[Any, str]:
        try:
            return fit(), "not_estimable"
        except EstimatorRefusal as refusal:
            return None, refusal.code

    incidence, why_incidence = tried(lambda: incidence_contrast(trials, weighting, course.days, course.status, points))
    counts, why_counts = tried(lambda: mean_counts(course, trials, weighting, points))
    for j, horizon in enumerate(points):
        if outcome == HEADLINE[0]:
            result = incidence.outcomes[j] if incidence else None
            means = (result.mean_lead, result.mean_comparison) if result else None
            for measure, estimate in zip(RISKS, (result.difference, result.ratio) if result else (None, None)):
                put(horizon, "aalen_johansen", measure, estimate, result.status if result else why_incidence, means, incidence)
        free, why = tried(lambda h=horizon: days_free(course, trials, weighting, h).outcomes[0])
        put(horizon, "aalen_johansen", "restricted_mean_difference", free.difference if free else None,
            free.status if free else why, (free.mean_lead, free.mean_comparison) if free else None)
        result = counts.outcomes[j] if counts else None
        put(horizon, "ghosh_lin", "mean_count_difference", result.difference if result else None,
            result.status if result else why_counts, (result.mean_lead, result.mean_comparison) if result else None, counts)
        for measure, fit in (("hazard_ratio", hazard_ratio), ("rate_ratio", rate_model)):
            ratio, why = tried(lambda h=horizon, fit=fit: fit(course, trials, weighting, h))
            put(horizon, "cox", measure, ratio, why)


# -- the engaged --------------------------------------------------------------------------------------------
ENGAGED = (("engaged_ccw", "entropy_balance", "per_protocol"), ("engaged_landmark", "entropy_balance", "per_protocol_landmark"))

# refusals that say more than a rule that failed before them
_FIRST = ("engaged_from_time_zero", "horizon_within_grace", "nobody_engaged")


def engaged(out: Effects, part: Supported, weighting: EntropyBalance, course: Course, grace: int, points: np.ndarray,
            reason: Callable[[float], str | None], sizes: Sizes, outcome: str, is_known: bool,
            populations: tuple[tuple[str, str, str], ...] = ENGAGED) -> None:
    """"Divert and engage within the grace period": clone-censor-weight, and the landmark beside it.

    Whoever engaged by the end of the grace period counts as engaged on its last day, because no earlier day enters
    either form; a trial whose engagement the data do not cover is not followed beyond the grace period either.
    """
    trials = part.trials
    is_engaged = trials.frame["is_engaged"].fillna(False).to_numpy(bool) & trials.arm
    day = np.where(is_engaged, float(grace), np.inf)
    few = few_columns(part)
    forms: dict[str, Callable[[float], EngagedContrast]] = {
        # whoever asks for it gets the refusal, by name
        "engaged_from_time_zero": engaged_from_time_zero,
        "engaged_ccw": lambda point: clone_censor_weight(
            course.days, course.status, day, trials.arm, grace=grace, times=[point], X=few, weighting=weighting,
            cluster=trials.person, correction=correction(weighting)),
        "engaged_landmark": lambda point: landmark(
            course.days, course.status, day, trials.arm, day=grace, times=[point], X=few, cluster=trials.person),
    }
    for population, estimator, estimand in populations:
        for point in points:
            why, fit = reason(point), None
            if not is_known:
                why = "no_engagements"
            else:
                try:
                    fit = forms[population](float(point))
                except EstimatorRefusal as refusal:
                    why = refusal.code if refusal.code in _FIRST else why or refusal.code
            if fit is None:
                out.refuse(outcome, int(point), estimator, RISKS, estimand, why or "not_estimable", sizes, population)
                continue
            why = why or engaged_reason(fit)
            result = fit.contrast.outcomes[0]
            if population == "engaged_ccw" and why is None:
                why = power_reason(_error(result.difference))
            # a landmark's risks are of the few who engaged and stayed free until then: their shares count them
            means = (result.mean_lead, result.mean_comparison) if population == "engaged_ccw" else None
            for measure, estimate in zip(RISKS, (result.difference, result.ratio)):
                out.add(outcome, int(point), estimator, measure, estimand, estimate=estimate,
                        verdict=Verdict.of(why if why or estimate is not None else result.status), means=means,
                        ess=fit.contrast.ess_comparison, sizes=sizes, left_out=part.n_lead_left, population=population)


def engaged_reason(fit: EngagedContrast) -> str | None:
    """Too few engaged, some who could hardly have engaged, or few who carry all the weight."""
    limits = thresholds()
    if min(fit.n_engaged, fit.n_comparison_at_risk) < limits["minimum_people"]:
        return "too_few_engaged"
    if fit.min_probability < limits["minimum_engagement_probability"]:
        return "engagement_positivity"
    if fit.ess_engaged < limits["minimum_people"]:
        return "effective_sample_size"
    return None
