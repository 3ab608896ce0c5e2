"""Mean number of arrests by day of everybody in an arm (Ghosh-Lin: the dead have no more), for the curves of the reports."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from estimators.errors import EstimatorRefusal
from estimators.recurrent import mean_cumulative_function
from pipeline.analysis.data import MAIN_DOOR, Trials, each_design, load_trials, site_row
from pipeline.analysis.effects import all_trials_reason, all_trials_times, all_trials_weighting
from pipeline.analysis.incidence import GROUP, curve_days, typed
from pipeline.analysis.other_estimators import Course, course, event_days

COLUMNS = [*GROUP, "weighting", "outcome", "day", "mean_cumulative_count", "ci_lower", "ci_upper", "n_at_risk", "n_events",
           "n_trials_with_event"]


def mean_points(key: dict[str, Any], found: Course, rows: np.ndarray, person: np.ndarray, days: np.ndarray,
                weights: np.ndarray | None = None) -> list[dict[str, Any]]:
    """One curve of the trials at ``rows`` (mask); the counts are unweighted.

    ``person`` (n,) clusters and ``weights`` (n,) are of all trials of ``found``.
    """
    chosen = np.flatnonzero(rows)
    position = np.full(rows.size, -1)
    position[chosen] = np.arange(chosen.size)
    inside = rows[found.event_trial]
    at = position[found.event_trial[inside]]
    moment = found.event_day[inside]
    fit = mean_cumulative_function(found.follow_up[chosen], at, moment, found.died[chosen],
                                   None if weights is None else weights[chosen], times=days, cluster=person[chosen],
                                   beyond="carry")
    first = np.full(chosen.size, np.inf)
    np.minimum.at(first, at, moment)
    out = []
    for k, day in enumerate(days):
        known = bool(fit.supported[k])
        limits = known and bool(fit.limits_defined[k])
        out.append({
            **key, "day": int(day), "mean_cumulative_count": float(fit.mean[k]) if known else None,
            "ci_lower": float(fit.ci_lower[k]) if limits else None,
            "ci_upper": float(fit.ci_upper[k]) if limits else None,
            # followed beyond the day; at the last one, to it
            "n_at_risk": int((found.follow_up[chosen] > day).sum() if day < days[-1]
                             else ((found.follow_up[chosen] >= day) & ~((found.follow_up[chosen] == day)
                                                                      & found.died[chosen])).sum()),
            "n_events": int((moment <= day).sum()), "n_trials_with_event": int((first <= day).sum()),
        })
    return out


def mean_curve_rows(session: Any, outcomes: tuple[str, ...] = ("new_offense", "any_arrest")) -> pd.DataFrame:
    """Rows of ``mean_cumulative_curves``: those diverted at an arrest, each comparison as it is and weighted to them.

    As with the curves of incidence, where the contrast is withheld there is no weighted curve.
    """
    days = curve_days(session)
    through = site_row(session)["data_through"]
    rows: list[dict[str, Any]] = []

    def curves(trials: Trials, arms: tuple[str, ...], kind: str, weights: np.ndarray | None = None) -> None:
        events = event_days(session, trials)
        for outcome in outcomes:
            found = course(trials, all_trials_times(session, trials, outcome), events, outcome, through)
            for arm in arms:
                lead = arm == "lead"
                mask = trials.arm if lead else ~trials.arm
                # of a weighted comparison, the door of those whom it was weighted to
                key = {"arm": arm, "door": MAIN_DOOR if lead or weights is not None else None,
                       "comparison_design": None if lead else trials.design, "weighting": kind, "outcome": outcome}
                if mask.any():
                    rows.extend(mean_points(key, found, mask, trials.person, days, weights))

    for number, design in enumerate(each_design(session)):
        trials = load_trials(session, design)
        curves(trials, ("comparison",) if number else ("lead", "comparison"), "unweighted")
        try:
            part, weighting = all_trials_weighting(trials)
        except EstimatorRefusal:
            continue  # effects holds the refusal and its code; the raw curves stand
        if not all_trials_reason(trials, part, weighting):
            curves(part.trials, ("comparison",), weighting.kind, weighting.weights)
    return typed(pd.DataFrame(rows, columns=COLUMNS), text=[*GROUP, "weighting", "outcome"],
                 whole=["day", "n_at_risk", "n_events", "n_trials_with_event"])
