"""Cumulative incidence of each outcome with death as a competing event, over all trials (Aalen-Johansen)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from estimators.errors import EstimatorRefusal
from estimators.survival import aalen_johansen

GROUP = ["arm", "door", "comparison_design"]
BIN_DAYS = 30


def query(session: Any, sql: str, parameters: list[Any] | None = None) -> pd.DataFrame:
    """Run ``sql`` on the build's own connection; schemas have fixed names in every warehouse."""
    return session.execute(sql, parameters or []).df()


_NO_OUTCOMES = ("data_end", "death", "null_dates_are_prior", "exclude_rediversion")


@dataclass(frozen=True)
class Times:
    """Time and kind of the first event (1 re-arrest, 2 death, 0 censored) of n trials with their people, by outcome."""

    person: np.ndarray
    days: dict[str, np.ndarray]
    status: dict[str, np.ndarray]


def times_by_group(session: Any, wanted: tuple[str, ...] | None = None) -> Iterator[tuple[tuple[Any, ...], Times]]:
    """Times of each arm x door x design, in a fixed order; of all outcomes, or of those wanted."""
    columns = query(session, "select column_name from information_schema.columns where table_schema = 'intermediate'"
                             " and table_name = 'int_first_events' and starts_with(column_name, 'days_to_')")["column_name"]
    names = sorted(set(c.removeprefix("days_to_") for c in columns).difference(_NO_OUTCOMES))
    names = [n for n in names if wanted is None or n in wanted]
    longest = int(query(session, "select max(horizon_days) as h from settings.horizons")["h"].iloc[0])
    keys = session.execute("select distinct arm, door, comparison_design from marts.cohort"
                           " order by arm, door nulls last, comparison_design nulls last").fetchall()
    for key in keys:
        found = session.execute(f"""
            select person_id, days_to_data_end, days_to_death, {', '.join('days_to_' + n for n in names)}
            from intermediate.int_first_events
            where arm = ? and door is not distinct from ? and comparison_design is not distinct from ?""", list(key)).fetchnumpy()
        yield tuple(key), Times(np.asarray(found["person_id"]), *first_events(found, names, longest))


def first_events(found: dict[str, Any], names: list[str] | tuple[str, ...], longest: int
                 ) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Days and status (1 re-arrest, 2 death, 0 censored) to the ``longest`` horizon by outcome, from columns of
    ``int_first_events``. A trial that was followed beyond the longest horizon is censored there, which changes nothing before it.
    """
    whole = {name: np.ma.filled(column, _NEVER) for name, column in found.items() if name.startswith("days_to_")}
    end = np.minimum(whole["days_to_data_end"], longest).astype(float)
    death = whole["days_to_death"]
    days, status = {}, {}
    for name in names:
        first = whole[f"days_to_{name}"]
        status[name] = np.where(first < _NEVER, 1, np.where(death <= longest, 2, 0))
        days[name] = np.where(status[name] == 1, first, np.where(status[name] == 2, death, end)).astype(float)
    return days, status


_NEVER = 2**30


def _key(key: tuple[Any, ...]) -> dict[str, Any]:
    return {name: (None if pd.isna(value) else value) for name, value in zip(GROUP, key)}


def incidence_rows(session: Any) -> pd.DataFrame:
    """Rows of ``int_cumulative_incidence``: arm × door × design × outcome × horizon.

    A horizon that no trial of the group can reach (none followed that long) has no incidence: null, not carried.
    """
    horizons = np.sort(query(session, "select horizon_days from settings.horizons")["horizon_days"].to_numpy(float))
    rows: list[dict[str, Any]] = []
    for key, found in times_by_group(session):
        for outcome in found.days:
            fit = aalen_johansen(found.days[outcome], found.status[outcome], times=horizons, cluster=found.person,
                                 beyond="carry")
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
    from pipeline.analysis.data import each_design, load_trials
    from pipeline.analysis.effects import all_trials_reason, all_trials_times, all_trials_weighting

    days = curve_days(session)
    rows: list[dict[str, Any]] = []
    for key, found in times_by_group(session, outcomes):
        for outcome in outcomes:
            named = {**_key(key), "weighting": "unweighted", "outcome": outcome}
            rows += curve_points(named, found.days[outcome], found.status[outcome], days, found.person)
    for design in each_design(session):
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
