"""Rows of ``offer_gaps``, ``access_steps`` and ``engagement_course``: who is offered, where the gap lies,
who stays.

Gaps are described: adjusted for what an arrest record shows, never explained. Nobody is scored, and no
p-value is computed; an interval that holds zero is no evidence of parity.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from estimators.decomposition import chain_steps
from estimators.errors import EstimatorRefusal
from estimators.intervals import wilson
from estimators.regression import standardised_risks
from estimators.survival import aalen_johansen
from pipeline.analysis.data import query, thresholds
from pipeline.analysis.diagnostics import POWER_80
from pipeline.analysis.equity import detectable
from pipeline.analysis.incidence import typed

TRAITS = ("sex", "race", "ethnicity", "age_band")
STAGES = ("eligible", "offered", "accepted", "intake", "engaged")
LEVELS = ("offense_category", "severity", "district", "quarter")  # of the adjustment
FEWEST = 10  # events of a level of the adjustment; rarer ones are taken together
OFFER_COLUMNS = [
    "group_by",
    "group",
    "reference_group",
    "n_eligible",
    "n_offered",
    "share",
    "reference_share",
    "raw_difference",
    "raw_lower",
    "raw_upper",
    "adjusted_share",
    "adjusted_reference_share",
    "adjusted_difference",
    "adjusted_lower",
    "adjusted_upper",
    "adjusted_ratio",
    "adjusted_ratio_lower",
    "adjusted_ratio_upper",
    "std_error",
    "minimum_detectable",
    "adjusted_for",
    "note",
]
STEP_COLUMNS = [
    "group_by",
    "group",
    "stage",
    "share_of",
    "reference_group",
    "log_ratio",
    "log_ratio_lower",
    "log_ratio_upper",
    "points",
]
COURSE_COLUMNS = ["door", "course", "day", "n_people", "n_events", "share", "ci_lower", "ci_upper"]
COURSE_DAYS = (30, 90, 180, 365)


# -- the offer gap
# --------------------------------------------------------------------------------------------
def merged_levels(values: Any, outcome: np.ndarray, fewest: int = FEWEST) -> pd.Categorical:
    """Levels (n,) with rare ones, and those whose outcome (n,) of 0 and 1 never varies (no logit holds them), taken
    together.

    What is left over joins the largest level where it does not vary itself.
    """
    found = values if isinstance(values, pd.Categorical) else pd.Categorical(values)
    names = found.categories.astype(str).to_numpy(object)
    n = np.bincount(found.codes, minlength=names.size)
    events = np.bincount(found.codes, weights=outcome, minlength=names.size)
    poor = (n > 0) & ((n < fewest) | (events == 0) | (events == n))
    into = names.copy()
    into[poor] = "(rest)"
    rest, yes, others = n[poor].sum(), events[poor].sum(), np.flatnonzero((n > 0) & ~poor)
    if others.size and rest and (rest < fewest or yes in (0, rest)):
        into[poor] = names[max(others, key=lambda j: (n[j], names[j]))]
    kept = sorted(set(into[n > 0]))
    place = np.array([kept.index(name) if name in kept else -1 for name in into])
    return pd.Categorical.from_codes(place[found.codes], categories=kept)


def adjustment(frame: pd.DataFrame, outcome: np.ndarray, group_by: str) -> np.ndarray:
    """Columns (n, p): charge category, severity, district, quarter as indicators, priors on a log scale."""
    columns = [
        np.log1p(frame["prior_arrests"].to_numpy(float)),
        np.log1p(frame["prior_arrests_365d"].to_numpy(float)),
    ]
    for name in LEVELS:
        if name == group_by:
            continue
        levels = merged_levels(frame[name].array, outcome)
        marks = np.zeros((len(frame), len(levels.categories) - 1))
        marked = np.flatnonzero(levels.codes > 0)
        marks[marked, levels.codes[marked] - 1] = 1.0
        columns.append(marks)
    return np.column_stack(columns)


def offer_gap_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a group: offered among eligible events, against the largest group, raw and standardised.

    ``frame``: one row an eligible event (``int_offer_events``). The standardised shares are those of a
    logistic regression, averaged over the events of the group and its reference together; errors are
    clustered by person.
    """
    rows: list[dict[str, Any]] = []
    # levels as codes once: comparing text is what costs
    frame = frame.assign(**{name: pd.Categorical(frame[name]) for name in LEVELS})
    for group_by in TRAITS:
        labels = frame[group_by].astype(str).to_numpy(object)
        sizes = {g: int((labels == g).sum()) for g in sorted(set(labels))}
        known = [g for g in sizes if g != "unknown"]
        if not known:
            continue
        reference = min(known, key=lambda g: (-sizes[g], g))
        rows += [_offer_gap(frame, labels, group_by, g, reference) for g in sizes]
    return typed(
        pd.DataFrame(rows, columns=OFFER_COLUMNS),
        text=["group_by", "group", "reference_group", "adjusted_for", "note"],
        whole=["n_eligible", "n_offered"],
        flags=[],
    )


def _offer_gap(
    frame: pd.DataFrame, labels: np.ndarray, group_by: str, group: str, reference: str
) -> dict[str, Any]:
    offered = frame["is_offered"].to_numpy(bool)
    mine, theirs = labels == group, labels == reference
    row: dict[str, Any] = dict.fromkeys(OFFER_COLUMNS)
    row.update(
        group_by=group_by,
        group=group,
        reference_group=reference,
        n_eligible=int(mine.sum()),
        n_offered=int(offered[mine].sum()),
        share=float(offered[mine].mean()),
        reference_share=float(offered[theirs].mean()),
    )
    if group == reference:
        row["note"] = "reference"
        return row
    pair = mine | theirs
    part, y, arm = frame[pair].reset_index(drop=True), offered[pair].astype(float), mine[pair]
    person = pd.factorize(part["person_id"])[0]
    if min(np.count_nonzero(np.bincount(person[side])) for side in (arm, ~arm)) < thresholds()["minimum_people"]:
        row["note"] = "insufficient_data"
        row["minimum_detectable"] = detectable(int(arm.sum()), int((~arm).sum()), float(y.mean()))
        return row
    try:
        raw = standardised_risks(y, arm, np.zeros((y.size, 1)), person)
        row.update(
            raw_difference=raw.difference.estimate,
            raw_lower=raw.difference.ci_lower,
            raw_upper=raw.difference.ci_upper,
        )
        fit = standardised_risks(y, arm, adjustment(part, y, group_by), person)
    except EstimatorRefusal as refusal:
        row["note"] = refusal.code
        return row
    row.update(
        adjusted_share=fit.risk_lead,
        adjusted_reference_share=fit.risk_comparison,
        adjusted_difference=fit.difference.estimate,
        adjusted_lower=fit.difference.ci_lower,
        adjusted_upper=fit.difference.ci_upper,
        adjusted_ratio=fit.ratio.estimate,
        adjusted_ratio_lower=fit.ratio.ci_lower,
        adjusted_ratio_upper=fit.ratio.ci_upper,
        std_error=fit.difference.std_error,
        minimum_detectable=POWER_80 * fit.difference.std_error,
        adjusted_for="charge category, severity, district, quarter, prior arrests",
    )
    return row


# -- the steps of the gap
# -------------------------------------------------------------------------------------
def step_rows(funnel: pd.DataFrame) -> pd.DataFrame:
    """One row a group and step, and the whole: log ratios against the largest group that add up exactly.

    ``funnel``: rows of ``engagement_funnel`` (stage, group_by, group, n). A group with an empty stage has
    no rows.
    """
    rows: list[dict[str, Any]] = []
    for group_by in (*TRAITS, "district"):
        part = funnel[(funnel["group_by"] == group_by) & funnel["n"].notna()]
        stages = [s for s in STAGES if s in set(part["stage"])]
        if len(stages) < 2:
            continue
        table = part.pivot(index="group", columns="stage", values="n")[stages].astype(float).fillna(0.0)
        known = [g for g in table.index if g != "unknown"]
        if not known:
            continue
        reference = min(known, key=lambda g: (-table.loc[g, "eligible"], g))
        for group in sorted(table.index):
            if group == reference:
                continue
            try:
                steps = chain_steps(table.loc[group].to_numpy(), table.loc[reference].to_numpy())
            except EstimatorRefusal:
                continue
            common = {"group_by": group_by, "group": group, "reference_group": reference}
            for k, stage in enumerate(stages[1:]):
                rows.append(
                    {
                        **common,
                        "stage": stage,
                        "share_of": "stage_before",
                        "log_ratio": steps.log_ratio[k],
                        "log_ratio_lower": steps.ci_lower[k],
                        "log_ratio_upper": steps.ci_upper[k],
                        "points": steps.points[k],
                    }
                )
            half = 1.959963984540054 * steps.total_std_error
            rows.append(
                {
                    **common,
                    "stage": stages[-1],
                    "share_of": "eligible",
                    "log_ratio": steps.total_log_ratio,
                    "log_ratio_lower": steps.total_log_ratio - half,
                    "log_ratio_upper": steps.total_log_ratio + half,
                    "points": steps.total_difference,
                }
            )
    return typed(
        pd.DataFrame(rows, columns=STEP_COLUMNS),
        text=["group_by", "group", "stage", "share_of", "reference_group"],
        whole=[],
        flags=[],
    )


# -- engagement
# -----------------------------------------------------------------------------------------------
def _first(
    frame: pd.DataFrame, event: str, competing: tuple[str, ...], start: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(time, cause) from ``start`` (days after the referral): 1 the event, 2 a competing end, 0 the data's
    end.

    Within a day: the event, then the competing end, then the end of the data.
    """
    end = frame["days_observed"].to_numpy(float, na_value=np.nan) - start
    mine = frame[event].to_numpy(float, na_value=np.inf) - start
    mine = np.where(np.isnan(mine), np.inf, mine)
    others = np.full(len(frame), np.inf)
    for name in competing:
        day = frame[name].to_numpy(float, na_value=np.inf) - start
        others = np.minimum(others, np.where(np.isnan(day), np.inf, np.maximum(day, 0)))
    time = np.minimum(np.minimum(mine, others), end)
    cause = np.where((mine <= others) & (mine <= end), 1, np.where(others <= end, 2, 0))
    return np.maximum(time, 0.0), cause


def course_rows(frame: pd.DataFrame, has_engagements: bool) -> pd.DataFrame:
    """Rows of ``engagement_course`` by door and for all: time to intake and to the first attended contact
    (exit and death compete), retention after the intake, and gaps in service. ``frame``:
    ``int_engagement_spells``."""
    rows: list[dict[str, Any]] = []
    doors = ["all", *sorted(set(frame["door"]))]
    for door in doors:
        part = frame if door == "all" else frame[frame["door"] == door]
        part = part.reset_index(drop=True)
        rows += _course(
            door,
            "intake",
            *_first(part, "days_to_intake", ("days_to_exit", "days_to_death"), np.zeros(len(part))),
        )
        if has_engagements:
            rows += _course(
                door,
                "first_contact",
                *_first(
                    part, "days_to_first_contact", ("days_to_exit", "days_to_death"), np.zeros(len(part))
                ),
            )
        stayed = part[part["days_to_intake"].notna()].reset_index(drop=True)
        start = stayed["days_to_intake"].to_numpy(float)
        # leaving by exit or death, either ends the stay
        stayed["days_to_end"] = stayed[["days_to_exit", "days_to_death"]].min(axis=1)
        stayed["days_to_end"] = stayed["days_to_end"].where(
            stayed["days_to_end"].isna() | (stayed["days_to_end"] >= start), start
        )
        rows += _course(door, "left_after_intake", *_first(stayed, "days_to_end", (), start))
        if has_engagements:
            rows += _gaps(door, part["longest_gap_days"].dropna().to_numpy(float))
    return typed(
        pd.DataFrame(rows, columns=COURSE_COLUMNS),
        text=["door", "course"],
        whole=["day", "n_people", "n_events"],
        flags=[],
    )


def _course(door: str, course: str, time: np.ndarray, cause: np.ndarray) -> list[dict[str, Any]]:
    out = []
    if time.size < thresholds()["minimum_people"]:
        return out
    # once everybody has come or left, nothing can change any more
    horizon = [d for d in COURSE_DAYS if d <= time.max() or cause[time == time.max()].all()]
    if not horizon:
        return out
    curve = aalen_johansen(time, cause, cause=1, times=np.array(horizon, dtype=float))
    for k, day in enumerate(horizon):
        out.append(
            {
                "door": door,
                "course": course,
                "day": day,
                "n_people": time.size,
                "n_events": int(((cause == 1) & (time <= day)).sum()),
                "share": float(curve.cif[k]),
                "ci_lower": float(curve.ci_lower[k]),
                "ci_upper": float(curve.ci_upper[k]),
            }
        )
    return out


def _gaps(door: str, longest: np.ndarray) -> list[dict[str, Any]]:
    out = []
    if longest.size < thresholds()["minimum_people"]:
        return out
    for day in (30, 60, 90):
        n = int((longest > day).sum())
        low, high = wilson(n, longest.size)
        out.append(
            {
                "door": door,
                "course": "gap_in_service",
                "day": day,
                "n_people": longest.size,
                "n_events": n,
                "share": n / longest.size,
                "ci_lower": low,
                "ci_upper": high,
            }
        )
    return out


# -- glue to dbt
# ----------------------------------------------------------------------------------------------
def offer_gaps(session: Any) -> pd.DataFrame:
    """Rows of ``offer_gaps``. Events are ordered by what they are; the surrogate key settles ties alone."""
    events = "select * exclude (person_id), person_id from intermediate.int_offer_events order by all"
    # without referrals nobody can be said not to have been offered diversion
    return offer_gap_rows(
        query(session, events if _has_referrals(session) else events.replace("order", "where false order"))
    )


def access_steps(session: Any) -> pd.DataFrame:
    """Rows of ``access_steps``."""
    return step_rows(
        query(session, 'select stage, group_by, "group", n from marts.engagement_funnel order by all')
    )


def engagement_course(session: Any) -> pd.DataFrame:
    """Rows of ``engagement_course``."""
    site = query(session, "select has_engagements from settings.site").iloc[0]
    frame = query(
        session, "select * exclude (person_id) from intermediate.int_engagement_spells order by all"
    )
    return course_rows(frame, bool(site["has_engagements"]))


def _has_referrals(session: Any) -> bool:
    return bool(query(session, "select has_referrals from settings.site").iloc[0, 0])
