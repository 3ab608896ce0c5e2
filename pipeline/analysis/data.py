"""Cohort and outcomes of one door and design as arrays, in an order that no surrogate key decides."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from estimators.basis import Basis, combine, count_basis, default_basis, levels_basis
from estimators.errors import EstimatorRefusal
from pipeline.analysis.incidence import query

MAIN_DOOR = "arrest_diversion"
POOLED_DOORS = EstimatorRefusal(
    "pooled_doors",
    "A social contact or community referral has no arrest at time zero; pooled with arrests it would manufacture an effect.",
)

INDEX_LOOKS_AHEAD = EstimatorRefusal(
    "index_looks_ahead",
    "The comparison's index dates were chosen by what came after them: hardly a comparison trial is followed by an arrest.",
)

# Facts of the trial itself, so that the same trials come in the same order under other surrogate keys.
_ORDER = (
    "arm desc, index_date, index_district, age, sex, race, ethnicity, index_category, index_severity, prior_arrests,"
    " prior_arrests_365d, prior_arrests_90d, prior_arrests_30d, prior_felony_arrests, prior_drug_arrests,"
    " prior_warrant_arrests, prior_new_offense_arrests, prior_eligible_arrests, days_since_last_arrest, follow_up_end,"
    # trials alike in all of these may differ in what followed, and random draws go by position
    " trial_id"
)


@cache
def thresholds() -> dict[str, float]:
    """The limits of ``thresholds.yml``."""
    return yaml.safe_load((Path(__file__).parent / "thresholds.yml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Trials:
    """The trials of one door and one comparison design, LEAD rows first.

    ``frame``: their cohort rows. ``arm`` (n,) True for LEAD. ``person`` (n,) cluster codes by first appearance.
    ``values`` (n,) each: what a balance is made of, converted once (numbers as floats, labels as text).
    """

    door: str
    design: str
    frame: pd.DataFrame
    arm: np.ndarray
    person: np.ndarray
    values: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

    @property
    def n_lead(self) -> int:
        return int(self.arm.sum())

    @property
    def n_comparison(self) -> int:
        return int((~self.arm).sum())

    def keep(self, rows: np.ndarray) -> Trials:
        """The trials at ``rows`` (a mask)."""
        return replace(self, frame=self.frame[rows].reset_index(drop=True), arm=self.arm[rows], person=self.person[rows],
                       values={name: values[rows] for name, values in self.values.items()})


def designs(session: Any) -> list[str]:
    """The comparison designs asked for, primary first."""
    return query(session, "select comparison_design from settings.designs order by is_primary desc, comparison_design"
                 )["comparison_design"].tolist()


def site_row(session: Any) -> dict[str, Any]:
    """The site's settings as one mapping."""
    return query(session, "select * from settings.site").iloc[0].to_dict()


def horizons(session: Any) -> list[int]:
    """Horizons in days, ascending."""
    return [int(h) for h in query(session, "select horizon_days from settings.horizons order by 1")["horizon_days"]]


def load_trials(session: Any, design: str, door: str | tuple[str, ...] = MAIN_DOOR) -> Trials:
    """LEAD trials of one door beside the comparison trials of one design.

    Raises EstimatorRefusal ``pooled_doors``: more than one door was asked for.
    """
    if not isinstance(door, str):
        raise POOLED_DOORS
    frame = query(session, f"""
        select * from marts.cohort
        where (arm = 'lead' and door = ?) or (arm = 'comparison' and comparison_design = ?)
        order by {_ORDER}""", [door, design])
    arm = (frame["arm"] == "lead").to_numpy(bool)
    person = pd.factorize(frame["person_id"])[0]
    return Trials(door, design, frame, arm, person, covariate_values(frame))


_NUMBERS = ("age", "prior_arrests", "prior_arrests_30d", "prior_arrests_90d", "prior_arrests_365d", "prior_eligible_arrests",
            "prior_felony_arrests", "prior_drug_arrests", "prior_warrant_arrests")
_LABELS = ("sex", "race", "index_category", "index_severity", "index_quarter", "index_district")


def covariate_values(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """Covariates of the balance as plain arrays; a label that is not known is ``unknown``."""
    out = {name: frame[name].to_numpy(float, na_value=np.nan) for name in _NUMBERS}
    for name in _LABELS:
        column = frame[name].astype(object)
        out[name] = column.where(column.notna(), "unknown").astype(str).to_numpy(str)
    return out


def refuse_look_ahead(session: Any, trials: Trials) -> None:
    """Refuse a comparison whose index is the person's last arrest, or any date picked by what came after it.

    Such an index shows in the outcome: nobody is arrested after it. Among at least ``look_ahead_trials`` comparison
    trials followed to the longest horizon some must be.

    Raises EstimatorRefusal ``index_looks_ahead``.
    """
    least = int(thresholds()["look_ahead_trials"])
    if trials.n_comparison < least:
        return
    found = query(session, """
        select count(*) as n, count(*) filter (where o.is_rearrested) as k
        from marts.rearrest_outcomes as o
        where o.arm = 'comparison' and o.comparison_design = ? and o.outcome = 'any_arrest' and o.is_observed
              and o.horizon_days = (select max(horizon_days) from settings.horizons)""", [trials.design]).iloc[0]
    if found["n"] >= least and found["k"] == 0:
        raise INDEX_LOOKS_AHEAD


def outcome_matrix(session: Any, trials: Trials, horizon: int, variant: str = "main"
                   ) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Names (k), re-arrested (n, k), arrest events (n, k), observed (n,) of the trials at one horizon."""
    table = "marts.rearrest_outcomes"
    wanted = trials.frame[["trial_id"]].copy()
    wanted["position"] = np.arange(len(wanted))
    session.register("wanted_trials", wanted)
    try:
        long = query(session, f"""
            select w.position, o.outcome, coalesce(o.is_rearrested, false)::utinyint as y, o.arrest_events as events,
                   o.is_observed
            from wanted_trials as w join {table} as o using (trial_id)
            where o.horizon_days = ?""", [horizon])
    finally:
        session.unregister("wanted_trials")
    names = sorted(long["outcome"].unique())
    code = pd.Categorical(long["outcome"], categories=names).codes
    y = np.zeros((len(wanted), len(names)))
    events = np.zeros_like(y)
    position = long["position"].to_numpy()
    y[position, code] = long["y"].to_numpy(float)
    events[position, code] = long["events"].to_numpy(float)
    observed = np.zeros(len(wanted), dtype=bool)
    observed[position] = long["is_observed"].to_numpy(bool)
    return names, y, events, observed


def _calendar(trials: Trials) -> tuple[np.ndarray, str]:
    """What a design must balance of time and place (methods, section 2)."""
    quarter = trials.values["index_quarter"]
    if trials.design == "historical":
        return np.array([q[-2:] for q in quarter], dtype=str), "season"
    if trials.design == "concurrent_undiverted":
        place = trials.values["index_district"]
        if np.unique(place).size > 1:
            return np.char.add(np.char.add(place, " "), quarter), "district_quarter"
    return quarter, "index_quarter"


def level_values(trials: Trials) -> dict[str, np.ndarray]:
    """(n,) labels of each set of levels that a balance holds, by the name it has there."""
    values = trials.values
    calendar, calendar_name = _calendar(trials)
    joint = np.char.add(np.char.add(values["index_category"], "|"), values["index_severity"])
    return {"sex": values["sex"], "race": values["race"], "index_category|severity": joint, calendar_name: calendar}


@dataclass(frozen=True)
class Supported:
    """Trials on levels that both arms have, their columns, and who left: LEAD trials beyond the comparison's reach
    (their contrast can't be known) and comparison trials unlike any diverted person (they would weigh nothing)."""

    trials: Trials
    basis: Basis
    rows: np.ndarray
    n_lead_left: int
    n_comparison_left: int
    levels_left: tuple[str, ...]

    @property
    def share_lead_left(self) -> float:
        return self.n_lead_left / max(self.n_lead_left + self.trials.n_lead, 1)


def supported(trials: Trials, *, before_last_year: bool = False) -> Supported:
    """The part of the trials in which both arms have every level, and its basis.

    Raises EstimatorRefusal ``no_common_support``: nobody of an arm is left.
    """
    rows = np.ones(len(trials.arm), dtype=bool)
    left: list[str] = []
    while True:
        part = trials if rows.all() else trials.keep(rows)
        if part.n_lead == 0 or part.n_comparison == 0:
            raise EstimatorRefusal("no_common_support", "No level of a covariate is found in both arms.")
        basis = balance_basis(part, before_last_year=before_last_year)
        left += [name for name in basis.positivity_failures if name not in left]
        inside = basis.supported
        missing = np.isnan(part.values["age"])
        if missing[part.arm].any() != missing[~part.arm].any():
            # an unknown age is a level, too
            left += ["age=unknown"] if missing[part.arm].any() and "age=unknown" not in left else []
            inside = inside & ~missing
        if inside.all():
            lost = ~rows
            return Supported(part, basis, rows, int((lost & trials.arm).sum()), int((lost & ~trials.arm).sum()), tuple(left))
        rows[np.flatnonzero(rows)[~inside]] = False


def balance_basis(trials: Trials, *, before_last_year: bool = False) -> Basis:
    """The columns to balance. ``before_last_year``: history from days before -365 alone (the negative control)."""
    values = trials.values
    if before_last_year:
        counts = {"prior_arrests_before_365d": values["prior_arrests"] - values["prior_arrests_365d"]}
    else:
        counts = {name: values[name] for name in ("prior_arrests_30d", "prior_arrests_90d", "prior_arrests_365d")}
        # under strong non-linear confounding totals and recent counts left a bias of .0036, with this one of .0014
        counts["prior_arrests_before_365d"] = values["prior_arrests"] - values["prior_arrests_365d"]
        counts["prior_arrests"] = values["prior_arrests"]
    calendar, calendar_name = _calendar(trials)
    pool = int(thresholds()["pool_levels_below"])
    basis = default_basis(
        trials.arm, age=values["age"], sex=values["sex"], race=values["race"], index_category=values["index_category"],
        index_severity=values["index_severity"], prior_counts=counts,
        prior_eligible=None if before_last_year else values["prior_eligible_arrests"],
        calendar=calendar, calendar_name=calendar_name, pool_below=pool, square_needs=pool,
    )
    if before_last_year:
        return basis
    extra = [count_basis(values[name], name, square=False) for name in ("prior_felony_arrests", "prior_drug_arrests",
                                                                        "prior_warrant_arrests")]
    return combine(basis, *extra)


__all__ = ["MAIN_DOOR", "Trials", "balance_basis", "designs", "horizons", "level_values", "levels_basis", "load_trials",
           "outcome_matrix", "site_row", "supported", "thresholds"]
