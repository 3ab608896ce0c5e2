"""Rows of ``effects`` for the area contrast: all eligible events, diverted or not, programme against comparison areas,
before against after. Free of the officers' choice whom to divert; with one programme area it is one treated unit, and
its interval speaks of the sampling of people alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from estimators.contrast import Estimate
from estimators.did import DifferenceInDifferences, difference_in_differences
from estimators.errors import EstimatorRefusal
from pipeline.analysis.data import MAIN_DOOR, Trials, count_people, thresholds
from pipeline.analysis.diagnostics import Verdict, power_reason
from pipeline.analysis.effects import Effects
from pipeline.analysis.incidence import query

OUTCOMES = ("new_offense", "any_arrest")
ESTIMATOR, ESTIMAND = "difference_in_differences", "ate_area"
SCALES = (("risk_difference", "difference"), ("risk_ratio", "log"))


def asked_for(session: Any) -> bool:
    """Whether the site asks for the area contrast."""
    return not query(session, "select 1 from settings.contrasts where contrast = 'area_policy'").empty


def load_events(session: Any) -> pd.DataFrame:
    """Eligible events that stay in the contrast, observed at the primary horizon or not."""
    return query(session, """
        select person_id, area = 'programme' as is_programme, period = 'after' as is_after, is_observed,
               index_date,
               is_rearrested_new_offense, is_rearrested_any_arrest, new_offense_events, any_arrest_events
        from intermediate.int_area_policy_trials where is_included order by content_key, person_id""")


def area_effects(session: Any) -> list[dict[str, Any]]:
    """The difference-in-differences rows, at the primary horizon."""
    if not asked_for(session):
        return []
    horizon = int(query(session, "select primary_horizon_days as h from settings.site")["h"].iloc[0])
    every = load_events(session)
    seen = every["is_observed"].to_numpy(bool)
    frame = every[seen]
    area, after = frame["is_programme"].to_numpy(bool), frame["is_after"].to_numpy(bool)
    person = pd.factorize(frame["person_id"])[0]
    treated = area & after
    out = Effects(Trials(MAIN_DOOR, "area_policy", frame, treated, person))
    sizes = (int(treated.sum()), int((~treated).sum()), count_people(person[treated]), count_people(person[~treated]))
    cells = [area & after, area & ~after, ~area & after, ~area & ~after]
    reason = None
    if min(count_people(person[cell]) for cell in cells) < thresholds()["minimum_people"]:
        reason = "too_few_people"
    elif seen[every["is_after"].to_numpy(bool)].mean() < thresholds()["minimum_follow_up_share"]:
        reason = "too_little_follow_up"

    def put(outcome: str, measure: str, y: np.ndarray, scale: str) -> None:
        try:
            found = difference_in_differences(y, area, after, person, scale=scale, names=[outcome])[0]
        except EstimatorRefusal as refusal:
            out.refuse(outcome, horizon, ESTIMATOR, (measure,), ESTIMAND, reason or refusal.code, sizes)
            return
        why = reason or (power_reason(found.estimate.std_error) if measure == "risk_difference" else None)
        out.add(outcome, horizon, ESTIMATOR, measure, ESTIMAND, estimate=found.estimate, verdict=Verdict.of(why),
                means=_means(found), sizes=sizes)

    for outcome in OUTCOMES:
        y = frame[f"is_rearrested_{outcome}"].astype(float).to_numpy()
        for measure, scale in SCALES:
            put(outcome, measure, y, scale)
        put(outcome, "mean_count_difference", frame[f"{outcome}_events"].to_numpy(float), "difference")
    return out.rows


def _means(found: DifferenceInDifferences) -> tuple[float, float]:
    """The programme's mean after, and what it would have been had both areas moved alike."""
    estimate: Estimate = found.estimate
    after = found.means[0]
    return after, after / estimate.estimate if found.scale == "log" else after - estimate.estimate
