"""When enrolment will support a figure that may be published, and one whose sign can be told."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.analysis.cost_quantities import Counted, day_number
from pipeline.analysis.data import Trials, count_people, thresholds
from pipeline.analysis.diagnostics import POWER_80
from reports.repricing import PAYERS_OF

if TYPE_CHECKING:
    from pipeline.analysis.costs import Valued

# what helps against each reason: patience, more people, or neither
WAIT, ENROL, OTHER = "wait", "enrol_more", "not_by_enrolment"
_BY_ENROLMENT = {"too_few_people": ENROL, "too_little_follow_up": WAIT, "effective_sample_size": ENROL, "ess_below_columns": ENROL,
                 "below_minimum": ENROL, "arm_empty": ENROL, "no_common_support": ENROL}


def outlook_row(trials: Trials, counts: Counted, v: Valued, site: dict[str, Any]) -> dict[str, Any]:
    """One design and horizon: whether a figure may be published, else from which quarter on at the pace of the accrual.

    ``people_for_a_clear_sign``: diverted people with whom the net of the site's perspective at marginal cost would be told
    from nought with 80 % power, if its size and the spread of the draws stay as they are.
    """
    q = v.q
    row: dict[str, Any] = {"door": q.door, "comparison_design": q.design, "horizon_days": q.horizon,
                           "diagnostics_passed": q.reason is None, "withheld_reason": q.reason, "remedy": None,
                           "people_lead": _people(trials, trials.arm), "people_comparison": _people(trials, ~trials.arm)}
    if q.reason is None:
        observed = counts.observed[:, counts.horizons.index(q.horizon)]
        return {**row, "people_for_a_clear_sign": _clear_sign(v, site, _people(trials, trials.arm & observed))}
    remedy = _BY_ENROLMENT.get(q.reason, OTHER)
    day = None if remedy == OTHER else publishable_day(trials, counts.index_day, q.horizon, q.ess, q.n_columns, site)
    return {**row, "remedy": remedy if day is not None or remedy == OTHER else ENROL,
            **quarter(day)}


def _people(trials: Trials, rows: np.ndarray) -> int:
    return count_people(trials.person[rows])


def publishable_day(trials: Trials, index_day: np.ndarray, horizon: int, ess: float | None, n_columns: int,
                    site: dict[str, Any]) -> int | None:
    """The first day (number) on which sizes and follow-up of both arms would meet the limits, if enrolment goes on as in the
    accrual window; None where an arm has nobody to tell a pace by."""
    limits = thresholds()
    through = int(day_number([site["data_through"]])[0])
    start, end = (int(day_number([site[k]])[0]) for k in ("accrual_start", "accrual_end"))
    days = min(end, through) - start + 1
    last = through
    for rows in (trials.arm, ~trials.arm):
        first = np.full(int(trials.person.max(initial=0)) + 1, np.iinfo(np.int64).max)
        np.minimum.at(first, trials.person[rows], index_day[rows])
        people = np.sort(first[np.flatnonzero(np.bincount(trials.person[rows]))])
        needed = math.ceil(limits["minimum_people"])
        closed = trials.design == "historical" and not trials.arm[rows].any()
        if not people.size or (closed and people.size < needed):
            return None
        if people.size >= needed:
            enough = int(people[needed - 1])
        else:
            enough = min(end, through) + math.ceil((needed - people.size) / (people.size / days))
        # the share of trials whose horizon lies within the data, of those enrolled so far
        followed = int(np.quantile(index_day[rows], limits["minimum_follow_up_share"], method="higher"))
        last = max(last, enough + horizon, followed + horizon)
    if ess is not None:
        floor = max(limits["minimum_ess_comparison"], limits["minimum_ess_per_column"] * n_columns)
        if ess < floor:
            # the effective sample grows with the people
            last = max(last, min(end, through) + math.ceil(days * (floor / max(ess, 1.0) - 1)) + horizon)
    return last


def quarter(day: int | None) -> dict[str, int | None]:
    """The year and quarter of a day number: no finer period is published."""
    if day is None:
        return {"publishable_year": None, "publishable_quarter": None}
    date = np.datetime64(day, "D").astype(object)
    return {"publishable_year": date.year, "publishable_quarter": (date.month + 2) // 3}


def _clear_sign(v: Valued, site: dict[str, Any], people: int) -> int | None:
    payers = PAYERS_OF.get(str(site["perspective"]), PAYERS_OF["taxpayer"])
    cost = v.cost(("steady_state",), payers) if v.programme.lines else None
    if cost is None or v.q.draws is None or not v.unit.rows(basis="marginal"):
        return None
    gross = v.gross("marginal", payers)
    net, spread = gross.point - cost.point, float((gross.draws - cost.draws).std(ddof=1))
    if net == 0:
        return None
    return max(math.ceil(people * (POWER_80 * spread / net) ** 2), 1)
