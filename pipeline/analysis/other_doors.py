"""The doors without an arrest at time zero, exploratory: contacted people against people of the same risk set.

A social contact or community referral is never pooled with arrests and never the headline. On the day of a contact
``int_risk_sets`` draws people of the same district, last arrested equally long ago and not referred by that day; both are
followed from that day on. What decided whom the programme met in the street is not in the records, so these rows describe.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from estimators.contrast import Contrast, weighted_contrast
from estimators.errors import EstimatorRefusal
from estimators.propensity import fixed_weights
from pipeline.analysis.data import Trials, covariate_values, supported
from pipeline.analysis.diagnostics import correction, size_reason, weighting_reason
from pipeline.analysis.incidence import query

DESIGN = "risk_set"
ANALYSIS = "risk_set_trials"
NOTE = ("exploratory: people contacted who had an eligible arrest in the lookback, against people of the same district, last"
        " arrested equally long ago and not referred by that day; never pooled with arrest diversions")


def doors(session: Any) -> list[str]:
    """Doors other than the arrest diversion through which anybody came."""
    return query(session, "select distinct door from intermediate.int_risk_set_trials where is_contacted order by door"
                 )["door"].tolist()


def load_risk_sets(session: Any, door: str) -> tuple[Trials, np.ndarray, np.ndarray, np.ndarray]:
    """The risk-set trials of one door, the contacted first; set weights, re-arrested and observed, (n,) each.

    Contacts that nobody in the data is like are left out: what they would have done can't be known.
    """
    frame = query(session, """
        select *, false as is_linked from intermediate.int_risk_set_trials where door = ? and set_size > 0
        order by is_contacted desc, index_date, index_district, days_since_last_arrest, age, sex, race, prior_arrests,
                 prior_arrests_365d, prior_arrests_90d, prior_arrests_30d, prior_drug_arrests, prior_felony_arrests,
                 prior_warrant_arrests, prior_eligible_arrests, is_rearrested""", [door])
    # what makes up a set is balanced as the kind of offence is among arrests
    frame["index_category"], frame["index_severity"] = frame["index_district"], frame["days_since_last_arrest_band"]
    arm = frame["is_contacted"].to_numpy(bool)
    trials = Trials(door, DESIGN, frame, arm, pd.factorize(frame["person_id"])[0], covariate_values(frame))
    return (trials, frame["set_weight"].to_numpy(float), frame["is_rearrested"].to_numpy(float),
            frame["is_observed"].to_numpy(bool))


def door_contrasts(session: Any, door: str) -> list[tuple[str, Contrast | None, str | None, Trials]]:
    """(estimator, contrast or None, reason for which it is withheld or None, trials) of one door: the sets as they are, and
    balanced."""
    trials, weights, y, observed = load_risk_sets(session, door)
    if not trials.n_lead or not trials.n_comparison:
        return [("entropy_balance", None, "too_few_people", trials)]
    size = size_reason(trials, observed)
    trials, weights, y = trials.keep(observed), weights[observed], y[observed]

    def as_they_are() -> tuple[Contrast, str | None]:
        return weighted_contrast(y, fixed_weights(trials.arm, weights), trials.person, names=["new_offense"]), None

    def balanced() -> tuple[Contrast, str | None]:
        part = supported(trials)
        weighting = part.balance
        contrast = weighted_contrast(y[part.rows], weighting, part.trials.person, names=["new_offense"],
                                     correction=correction(weighting))
        return contrast, weighting_reason(part, weighting)

    out: list[tuple[str, Contrast | None, str | None, Trials]] = []
    for estimator, fit in (("unadjusted", as_they_are), ("entropy_balance", balanced)):
        try:
            contrast, reason = fit()
        except EstimatorRefusal as refusal:
            out.append((estimator, None, size or refusal.code, trials))
        else:
            out.append((estimator, contrast, size or reason, trials))
    return out
