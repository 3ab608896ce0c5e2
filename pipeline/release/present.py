"""The numbers of a row as they are printed, once it is settled which may be.

Without ``recurring`` counts are printed as they are, with it they are rounded. Everything that rests on counts is computed
anew from the printed ones (a share, its interval, a risk ratio), or printed no finer than its own standard error warrants:
an average to sixteen digits, times its people, is a sum, and a sum of logarithms of whole numbers is its list.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.release.linkage import Linked, Row, is_share, is_weighted
from pipeline.release.rounding import (
    Z95,
    expit,
    logit,
    round_by_error,
    round_count,
    round_events,
    round_significant,
    round_to_unit,
    round_total,
    unit_above,
    wilson,
)
from pipeline.release.tables import Table

Shown = dict[str, float | None]


@dataclass(frozen=True)
class How:
    """``base``: counts are rounded to it (1: not at all). ``first_days``: days that a curve should have a point at."""

    min_cell: int
    base: int
    first_days: tuple[int, ...] = ()

    @property
    def exact(self) -> bool:
        return self.base <= 1

    def count(self, value: float) -> float:
        return float(round(value)) if self.exact else round_count(value, self.base, self.min_cell)

    def events(self, value: float) -> float:
        """Arrests, however many a person had: in steps, rounded release or not."""
        return round_events(value, self.min_cell)


def present(table: Table, linked: list[Linked], shown: list[set[str]], how: How, memory: dict[str, Any]) -> list[Shown]:
    """For each row its shown numbers. ``memory`` carries what a later table must print alike (the effects)."""
    out: list[Shown] = []
    for item, names in zip(linked, shown):
        out.append({n: float(item.row[n]) for n in names})
    for item, numbers in zip(linked, out):
        for m in table.measures:
            if m.name not in numbers:
                continue
            value = float(numbers[m.name])  # type: ignore[arg-type]
            if m.rule == "count":
                numbers[m.name] = how.count(value)
            elif m.rule == "rate":
                numbers[m.name] = round(value, 2)
            elif m.rule == "money":
                numbers[m.name] = round_significant(value, 3)
            elif m.rule in ("statistic", "mean"):
                numbers[m.name] = _statistic(m.name, value, item.row, how)
    special = _SPECIAL.get(table.name)
    if special:
        special(linked, out, how, memory)
    return out


_BY_ERROR = ("estimate", "ci_lower", "ci_upper", "shrunk_estimate", "shrunk_lower", "shrunk_upper",
             "interaction_estimate", "interaction_lower", "interaction_upper")


def _statistic(name: str, value: float, row: Row, how: How) -> float:
    if name in _BY_ERROR:
        return round_by_error(value, row.get("std_error"))
    if name.startswith("ess_"):
        return how.count(value)  # where nothing is weighted, it is the count itself
    if name in ("std_error", "p_value", "p_value_adjusted", "interaction_p", "minimum_detectable", "e_value", "e_value_ci",
                "smd_std_error"):
        return round_significant(value, 2)
    return round_significant(value, 3)


# -- rates -------------------------------------------------------------------------------------------------
# person-years to no finer than so many people's worth: exact ones tell the days that one person lost
_PEOPLE_OF_YEARS = 5


def spread_factor(half: float, variance_of_one: float) -> float:
    """How much wider an interval is than that of as many strangers, to one decimal (persons count more than once)."""
    return max(round((half / Z95) ** 2 / variance_of_one, 1), 0.1)


def _put(numbers: Shown, names: tuple[str, str], limits: tuple[float, float] | None) -> None:
    for name, value in zip(names, limits or (None, None)):
        if name in numbers:
            if value is None:
                del numbers[name]
            else:
                numbers[name] = round(value, 4)


def share_limits(row: Row, name: str, limits: tuple[str, str], n: float, share: float,
                 shown_n: float) -> tuple[float, float] | None:
    """The interval of a share, rebuilt around the rounded share from the rounded count and a coarse spread."""
    p, low, high = row[name], row[limits[0]], row[limits[1]]
    if low is None or high is None:
        return None
    if not 0 < share < 1 or not 0 < p < 1 or not 0 < low < high < 1:
        return wilson(share * shown_n, shown_n)
    factor = spread_factor((logit(high) - logit(low)) / 2, 1 / (n * p * (1 - p)))
    half = Z95 * math.sqrt(factor / (shown_n * share * (1 - share)))
    return expit(logit(share) - half), expit(logit(share) + half)


def _rates(linked: list[Linked], out: list[Shown], how: How, memory: dict[str, Any]) -> None:
    for item, numbers in zip(linked, out):
        row = item.row
        n, k = numbers.get("n_observed"), numbers.get("n_rearrested")
        events = numbers.get("arrest_events")
        if events is not None:
            events = numbers["arrest_events"] = how.events(row["arrest_events"])
        if "rate" in numbers and n and k is not None:
            rate = min(k / n, 1.0)
            numbers["rate"] = round(rate, 4)
            _put(numbers, ("rate_lower", "rate_upper"),
                 share_limits(row, "rate", ("rate_lower", "rate_upper"), row["n_observed"], rate, n))
        years = numbers.get("person_years")
        if years is not None:
            years = numbers["person_years"] = round_total(row["person_years"], row["n_observed"] or 0,
                                                           max(how.base, _PEOPLE_OF_YEARS))
        if "events_per_person_year" in numbers and years and events is not None:
            numbers["events_per_person_year"] = round(events / years, 4)
            _put(numbers, ("epy_lower", "epy_upper"), _rate_limits(row, events, years))
            if row["arm"] == "lead":
                memory.setdefault("events", {})[row["door"], row["outcome"], row["horizon_days"]] = (
                    row["arrest_events"], numbers["events_per_person_year"])
        trials = numbers.get("n_trials")
        if "cumulative_incidence" in numbers and trials:
            expected = how.count(round(row["cumulative_incidence"] * row["n_trials"], 6))
            share = min(expected / trials, 1.0)
            numbers["cumulative_incidence"] = round(share, 4)
            _put(numbers, ("ci_lower", "ci_upper"),
                 share_limits(row, "cumulative_incidence", ("ci_lower", "ci_upper"), row["n_trials"], share, trials))


def _rate_limits(row: Row, events: float, years: float) -> tuple[float, float] | None:
    low, high = row.get("epy_lower"), row.get("epy_upper")
    if low is None or high is None:
        return None
    if events == 0 or low <= 0:
        return 0.0, -math.log(0.025) / years
    factor = spread_factor((math.log(high) - math.log(low)) / 2, 1 / row["arrest_events"])
    half = Z95 * math.sqrt(factor / events)
    return events / years * math.exp(-half), events / years * math.exp(half)


# -- effects -----------------------------------------------------------------------------------------------
_CONTRAST = ("door", "comparison_design", "population", "outcome", "horizon_days", "estimator")


def _effects(linked: list[Linked], out: list[Shown], how: How, memory: dict[str, Any]) -> None:
    """Means from rounded counts, differences to their standard error, ratios from the two: the share re-arrested in
    the LEAD arm, which difference and ratio together would give away, is the rounded one everywhere."""
    for item, numbers in zip(linked, out):
        row, kind = item.row, item.row["effect_measure"]
        if "estimate" not in numbers:
            continue
        if kind == "rate_ratio":
            _rate_ratio(row, numbers, how, memory)
            continue
        means = _means(row, numbers, how)
        if means is None:
            if kind in ("risk_ratio",):
                _scale(row, numbers, round_significant(row["estimate"], 2), ratio=True)
            continue
        lead, other = means
        if kind == "risk_ratio":
            estimate = round_significant(lead / other, 3) if other > 0 else round_significant(row["estimate"], 1)
        else:
            estimate = round_by_error(lead - other, row.get("std_error"))
        _scale(row, numbers, estimate, ratio=kind == "risk_ratio")
        for name, value in (("mean_lead", lead), ("mean_comparison", other)):
            if name in numbers:
                numbers[name] = round(value, 4)
    published = memory.setdefault("effects", {})
    for item, numbers in zip(linked, out):
        if "estimate" in numbers:
            key = (*(item.row[c] for c in _CONTRAST), item.row["effect_measure"], round(item.row["estimate"], 10))
            published[key] = numbers


def _rate_ratio(row: Row, numbers: Shown, how: How, memory: dict[str, Any]) -> None:
    """A ratio of arrest rates so coarse that, with a difference of means, it leaves a step of LEAD's arrests open; the
    arms' rates are the printed one of the LEAD arm, and that divided by the printed ratio."""
    ratio = row["estimate"]
    events, printed = memory.get("events", {}).get((row["door"], row["outcome"], row["horizon_days"]), (None, None))
    unit = 10.0 ** math.floor(math.log10(row["std_error"])) if row.get("std_error") else 0.01
    if events:
        unit = max(unit, unit_above((how.min_cell - 1) * max(ratio * abs(1 - ratio), 0.001) / events))
    estimate = max(round_to_unit(ratio, unit), unit)
    _scale(row, numbers, estimate, ratio=True)
    for name, value in (("mean_lead", printed), ("mean_comparison", None if printed is None else printed / estimate)):
        if name in numbers:
            numbers[name] = None if value is None else round(value, 4)


def _means(row: Row, numbers: Shown, how: How) -> tuple[float, float] | None:
    """(LEAD's mean from rounded counts, the comparison's: so far below it as the printed difference says)."""
    kind, n = row["effect_measure"], numbers.get("n_lead")
    lead, other = row.get("mean_lead"), row.get("mean_comparison")
    if kind not in ("risk_difference", "risk_ratio", "mean_count_difference") or not n or lead is None or other is None:
        return None
    top = 1.0 if kind != "mean_count_difference" else math.inf
    count = how.events if kind == "mean_count_difference" else how.count
    printed = min(count(round(lead * row["n_lead"], 6)) / n, top)
    if row["estimator"] == "unadjusted" and numbers.get("n_comparison") and kind != "mean_count_difference":
        return printed, min(how.count(round(other * row["n_comparison"], 6)) / numbers["n_comparison"], top)
    error = row.get("std_error") if kind != "risk_ratio" else None
    return printed, printed - round_by_error(lead - other, error)


def _scale(row: Row, numbers: Shown, estimate: float, *, ratio: bool) -> None:
    """Move the interval with the estimate."""
    numbers["estimate"] = estimate
    for name in ("ci_lower", "ci_upper"):
        if name not in numbers:
            continue
        if ratio:
            near = row[name] / row["estimate"] if row["estimate"] else 1.0
            numbers[name] = round_significant(estimate * round_significant(near, 2), 3)
        else:
            numbers[name] = round_by_error(estimate + row[name] - row["estimate"], row.get("std_error"))


def _sensitivity(linked: list[Linked], out: list[Shown], how: How, memory: dict[str, Any]) -> None:
    for item, numbers in zip(linked, out):
        if "estimate" not in numbers:
            continue
        row = item.row
        key = (*(row[c] for c in _CONTRAST), row["effect_measure"], round(row["estimate"], 10))
        known = memory.get("effects", {}).get(key)
        if known:
            numbers.update({n: known[n] for n in ("estimate", "std_error", "ci_lower", "ci_upper", "p_value")
                            if n in known and n in numbers})
        elif row["effect_measure"] == "rate_ratio":
            _rate_ratio(row, numbers, how, memory)
        elif str(row["effect_measure"]).endswith("ratio"):
            _scale(row, numbers, round_significant(row["estimate"], 2), ratio=True)


# -- balance, funnel ---------------------------------------------------------------------------------------
def _balance(linked: list[Linked], out: list[Shown], how: How, memory: dict[str, Any]) -> None:
    for item, numbers in zip(linked, out):
        row = item.row
        if not is_share(row) or "mean_lead" not in numbers:
            continue
        n1, n0 = numbers.get("n_lead"), numbers.get("n_comparison")
        if not n1 or not n0 or row["mean_comparison"] is None:
            continue
        lead = min(how.count(round(row["mean_lead"] * row["n_lead"])) / n1, 1.0)
        if is_weighted(row):
            other = lead + round(row["mean_comparison"] - row["mean_lead"], 3)
        else:
            other = min(how.count(round(row["mean_comparison"] * row["n_comparison"])) / n0, 1.0)
        numbers["mean_lead"] = round(lead, 4)
        if "mean_comparison" in numbers:
            numbers["mean_comparison"] = round(other, 4)
        if "smd" in numbers:
            if 0 < lead < 1:
                numbers["smd"] = round((lead - other) / math.sqrt(lead * (1 - lead)), 2) + 0.0
            else:
                numbers["smd"] = round(row["smd"], 1) + 0.0


def _funnel(linked: list[Linked], out: list[Shown], how: How, memory: dict[str, Any]) -> None:
    order = ("eligible", "offered", "accepted", "intake", "engaged")
    at = {(i.row["stage"], i.row.get("group_by"), i.row.get("group")): n for i, n in zip(linked, out)}
    for item, numbers in zip(linked, out):
        row = item.row
        if "share_of_previous" not in numbers or row["stage"] not in order:
            continue
        chain = [s for s in order if (s, row.get("group_by"), row.get("group")) in at]
        place = chain.index(row["stage"])
        before = at[(chain[place - 1], row.get("group_by"), row.get("group"))].get("n") if place else None
        n = numbers.get("n")
        if not before or n is None:
            continue
        share = min(n / before, 1.0)
        numbers["share_of_previous"] = round(share, 4)
        _put(numbers, ("lower", "upper"), wilson(share * before, before))


_SPECIAL: dict[str, Callable[[list[Linked], list[Shown], How, dict[str, Any]], None]] = {
    "rearrest_rates": _rates, "effects": _effects, "sensitivity": _sensitivity, "balance": _balance,
    "propensity_overlap": _balance,
    "engagement_funnel": _funnel,
}
