"""Cumulative incidence of each outcome with death as a competing event, over all trials (Aalen-Johansen)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from estimators.errors import EstimatorRefusal
from estimators.survival import aalen_johansen

GROUP = ["arm", "door", "comparison_design"]
BIN_DAYS = 30

# Time and status to the longest horizon: the first event or death, else the end of follow-up. A trial that was
# followed beyond the longest horizon is censored there, which changes nothing before it.
_TIMES = """
with longest as (select max(horizon_days) as horizon_days from settings.horizons),
followed as (
    select c.trial_id, c.arm, c.door, c.comparison_design, c.person_id,
           date_diff('day', c.index_date, s.data_through) as possible_days
    from marts.cohort as c cross join settings.site as s
)
select f.trial_id, f.arm, f.door, f.comparison_design, f.person_id,
       coalesce(o.days_to_first_event, least(f.possible_days, l.horizon_days)) as days,
       case o.event_type when 'rearrest' then 1 when 'death' then 2 else 0 end as status
from marts.rearrest_outcomes as o
join longest as l on l.horizon_days = o.horizon_days
join followed as f on f.trial_id = o.trial_id
where o.outcome = ?
"""


def time_to_event(session: Any, outcome: str) -> pd.DataFrame:
    """(trial_id, arm, door, comparison_design, person_id, days, status) of every trial for one outcome.

    ``status``: 0 censored, 1 re-arrest, 2 death.
    """
    return query(session, _TIMES, [outcome])


def query(session: Any, sql: str, parameters: list[Any] | None = None) -> pd.DataFrame:
    """Run ``sql`` on the build's own connection; schemas have fixed names in every warehouse."""
    return session.execute(sql, parameters or []).df()


def groups(frame: pd.DataFrame) -> Iterator[tuple[tuple[Any, ...], pd.DataFrame]]:
    """Each arm × door × design, in a fixed order."""
    return iter(frame.groupby(GROUP, dropna=False, sort=True))


def _key(key: tuple[Any, ...]) -> dict[str, Any]:
    return {name: (None if pd.isna(value) else value) for name, value in zip(GROUP, key)}


def incidence_rows(session: Any) -> pd.DataFrame:
    """Rows of ``int_cumulative_incidence``: arm × door × design × outcome × horizon.

    A horizon that no trial of the group can reach (none followed that long) has no incidence: null, not carried.
    """
    horizons = np.sort(query(session, "select horizon_days from settings.horizons")["horizon_days"].to_numpy(float))
    outcomes = query(session, "select distinct outcome from marts.rearrest_outcomes order by outcome")["outcome"]
    rows: list[dict[str, Any]] = []
    for outcome in outcomes:
        for key, part in groups(time_to_event(session, outcome)):
            fit = aalen_johansen(part["days"].to_numpy(float), part["status"].to_numpy(int), times=horizons,
                                 cluster=part["person_id"].to_numpy(), beyond="carry")
            for k, horizon in enumerate(horizons):
                known = bool(fit.supported[k])
                limits = known and bool(fit.limits_defined[k])
                rows.append({
                    **_key(key), "outcome": outcome, "horizon_days": int(horizon),
                    "cumulative_incidence": float(fit.cif[k]) if known else None,
                    "ci_lower": float(fit.ci_lower[k]) if limits else None,
                    "ci_upper": float(fit.ci_upper[k]) if limits else None,
                })
    columns = [*GROUP, "outcome", "horizon_days", "cumulative_incidence", "ci_lower", "ci_upper"]
    return typed(pd.DataFrame(rows, columns=columns), text=[*GROUP, "outcome"], whole=["horizon_days"])


def curve_days(session: Any) -> np.ndarray:
    """Days of the curves: every 30 days to the longest horizon, and that."""
    longest = int(query(session, "select max(horizon_days) as h from settings.horizons")["h"].iloc[0])
    return np.unique(np.append(np.arange(0, longest + 1, BIN_DAYS), longest)).astype(float)


def curve_points(key: dict[str, Any], time: np.ndarray, status: np.ndarray, days: np.ndarray, person: np.ndarray,
                 weights: np.ndarray | None = None) -> list[dict[str, Any]]:
    """One curve with the risk table of each of its days; the counts are of trials, unweighted."""
    fit = aalen_johansen(time, status, weights=weights, times=days, cluster=person, beyond="carry")
    longest = days[-1]
    rows = []
    for k, day in enumerate(days):
        known = bool(fit.supported[k])
        limits = known and bool(fit.limits_defined[k])
        rows.append({
            **key, "day": int(day),
            "cumulative_incidence": float(fit.cif[k]) if known else None,
            "ci_lower": float(fit.ci_lower[k]) if limits else None,
            "ci_upper": float(fit.ci_upper[k]) if limits else None,
            # at risk after the day; events and losses up to and with it
            "n_at_risk": int((time > day).sum()) if day < longest else int(((time >= day) & (status == 0)).sum()),
            "n_events": int(((status == 1) & (time <= day)).sum()),
            "n_deaths": int(((status == 2) & (time <= day)).sum()),
            "n_censored": int(((status == 0) & (time <= day) & (time < longest)).sum()),
        })
    return rows


def curve_rows(session: Any, outcomes: tuple[str, ...] = ("new_offense", "any_arrest")) -> pd.DataFrame:
    """Rows of ``incidence_curves``: every arm as it is, and each comparison weighted to the people diverted.

    Set beside LEAD's curve a weighted one is the contrast itself: where that is withheld, so is the curve.
    """
    from pipeline.analysis.data import designs, load_trials
    from pipeline.analysis.effects import all_trials_reason, all_trials_times, all_trials_weighting

    days = curve_days(session)
    rows: list[dict[str, Any]] = []
    for outcome in outcomes:
        for key, part in groups(time_to_event(session, outcome)):
            named = {**_key(key), "weighting": "unweighted", "outcome": outcome}
            rows += curve_points(named, part["days"].to_numpy(float), part["status"].to_numpy(int), days,
                                 part["person_id"].to_numpy())
    for design in designs(session):
        trials = load_trials(session, design)
        try:
            part, weighting = all_trials_weighting(trials)
        except EstimatorRefusal:
            continue  # effects holds the refusal and its code; the raw curves stand
        if all_trials_reason(trials, part, weighting):
            continue
        trials = part.trials
        rest = ~trials.arm
        for outcome in outcomes:
            times = all_trials_times(session, trials, outcome)[rest]
            named = {"arm": "comparison", "door": trials.door, "comparison_design": design,
                     "weighting": weighting.kind, "outcome": outcome}
            rows += curve_points(named, times[:, 0], times[:, 1].astype(int), days, trials.person[rest],
                                 weighting.weights[rest])
    columns = [*GROUP, "weighting", "outcome", "day", "cumulative_incidence", "ci_lower", "ci_upper", "n_at_risk",
               "n_events", "n_deaths", "n_censored"]
    return typed(pd.DataFrame(rows, columns=columns), text=[*GROUP, "weighting", "outcome"],
                 whole=["day", "n_at_risk", "n_events", "n_deaths", "n_censored"])


def typed(frame: pd.DataFrame, *, text: list[str], whole: list[str] = (), flags: list[str] = ()) -> pd.DataFrame:
    """Give an (even empty) frame the types that its table has: text, whole numbers, flags, else double."""
    out = frame.copy()
    for name in out.columns:
        if name in text:
            out[name] = out[name].astype(object).where(out[name].notna(), None).astype("string")
        elif name in whole:
            out[name] = pd.array(out[name], dtype="Int64")
        elif name in flags:
            out[name] = pd.array(out[name], dtype="boolean")
        else:
            out[name] = pd.array(pd.to_numeric(out[name]), dtype="Float64")
    return out
