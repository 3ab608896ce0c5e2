"""Answers to the items of TARGET, STROBE/RECORD, TREND and WWC that the release itself holds: a few words, or None where it
holds none. What is hidden or withheld stands as that word."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from reports import common as c
from reports import formats as f
from reports import sentences as s
from reports import words as w
from reports.release import Release, Value, derive

Answer = Callable[[Release], str | None]


def design(release: Release) -> str | None:
    return "a target trial emulated from routine records" if s.has_lead(release) else None


def dates(release: Release) -> str | None:
    start, end = release.setting_date("accrual_start"), release.setting_date("accrual_end")
    return f"{f.date(start)} to {f.date(end)}; data to {f.date(release.data_through)}" if start and end else None


def place(release: Release) -> str | None:
    site, when = release.setting("site"), dates(release)
    return f"{f.named(site)}, {when}" if site and when else None


def question(release: Release) -> str | None:
    # no value begins with what is counted: beside the page's number it would read as a count
    outcome, horizon = s.primary_outcome(release), s.primary_horizon(release)
    return f"whether diversion changes re-arrest {w.label(w.OUTCOME_CLAUSE, outcome)} within {f.horizon(horizon)}"


def eligibility(release: Release) -> str | None:
    age, lookback = release.setting_number("min_age"), release.setting_number("lookback_days")
    if not (age.shown and lookback.shown):
        return None
    return f"older than {f.count(age)}, {f.count(lookback)} days of history, kinds of charge"


def codes(release: Release) -> str | None:
    return "kinds and classes of charge" if c.eligibility(release) else None


def linkage(release: Release) -> str | None:
    days = release.setting_number("link_within_days")
    return f"by the number of the arrest, else within {f.count(days)} days" if days.shown else None


def links_missed(release: Release) -> str | None:
    rows = release.wide("record_checks")
    return f"{f.number_word(len(rows))} checks, with their limits" if len(rows) else None


def follow_up(release: Release) -> str | None:
    return f"to {f.horizon(s.primary_horizon(release))}, death or {f.date(release.data_through)}"


def _steps(release: Release, **dims: str) -> tuple[Value, Value]:
    rows = release.wide("attrition", **dims)
    if rows.empty:
        return c.NONE, c.NONE
    rows = rows.sort_values("step_number")
    return c.cell(rows.iloc[0], "n_out"), c.cell(rows.iloc[-1], "n_out")


def _arms(release: Release) -> list[tuple[str, tuple[Value, Value]]]:
    return [
        ("diverted", _steps(release, arm="lead", door="arrest_diversion")),
        ("comparison", _steps(release, arm="comparison", comparison_design=s.primary_design(release))),
    ]


def selection(release: Release) -> str | None:
    if not release.has("attrition"):
        return None
    said = [
        f"{who} {f.count(last)}" + (f" of {f.count(first)}" if first.shown else ", the candidates hidden")
        for who, (first, last) in _arms(release)
    ]
    return f"of the candidates: {'; '.join(said)}"


def attrition(release: Release) -> str | None:
    """The share of candidates who left, by arm."""
    if not release.has("attrition"):
        return None
    lost = [(who, derive("ratio", derive("minus", first, last), first)) for who, (first, last) in _arms(release)]
    return "left of the candidates: " + ", ".join(f"{who} {f.percent(share, decimals=0)}" for who, share in lost)


def analysed(release: Release) -> str | None:
    e = s.effect(release)
    if not e.n_lead.shown and not e.n_comparison.shown:
        return None
    return f"analysed: diverted {f.count(e.n_lead)}, comparison {f.count(e.n_comparison)}, weighted {f.count(e.ess)}"


def study_size(release: Release) -> str | None:
    least = s.detectable(release, s.effect(release))
    return f"least that would show: {f.per_100(least, f.places(float(least) * 50))} per {f.of_100()}" if least.shown else None


def _baseline(release: Release, weighting: str) -> pd.DataFrame:
    return s.balance_rows(
        release, door="arrest_diversion", comparison_design=s.primary_design(release), weighting=weighting
    )


def largest_difference(release: Release) -> str | None:
    rows = _baseline(release, "entropy_balance")
    smds = [derive("magnitude", c.cell(r, "smd")) for _, r in rows.iterrows()] if "smd" in rows.columns else []
    shown = [v for v in smds if v.shown]
    return f"largest weighted SMD shown: {f.decimal(derive('largest', *shown), 2)}" if shown else None


def _classes(release: Release, weighting: str) -> str | None:
    rows = _baseline(release, weighting)
    if rows.empty or "wwc_class" not in rows.columns:
        return None
    return f.listed(
        [f"{f.count(f.as_value(int((rows['wwc_class'] == code).sum()), 'rows of balance'))} {w.WWC[code]}" for code in w.WWC]
    )


def equivalence(release: Release) -> str | None:
    """The classes of the weighted baseline, counted."""
    found = _classes(release, "entropy_balance")
    return f"weighted: {found}" if found else None


def adjustment(release: Release) -> str | None:
    """The classes before weighting: what called for an adjustment."""
    found = _classes(release, "unweighted")
    return f"raw: {found}; adjusted by weights" if found else None


def _crude(release: Release, measure: str) -> list[Value]:
    at = {"outcome": s.primary_outcome(release), "horizon_days": s.primary_horizon(release)}
    return [
        c.value(release, "rearrest_rates", measure, arm="lead", door="arrest_diversion", **at),
        c.value(release, "rearrest_rates", measure, arm="comparison", comparison_design=s.primary_design(release), **at),
    ]


def observed(release: Release) -> str | None:
    if not release.has("rearrest_rates"):
        return None
    lead, other = (f.count(v) for v in _crude(release, "n_observed"))
    return f"seen for {f.horizon(s.primary_horizon(release))}: diverted {lead}, comparison {other}"


def rates(release: Release) -> str | None:
    if not release.has("rearrest_rates"):
        return None
    lead, other = (f.percent(v, decimals=0) for v in _crude(release, "rate"))
    return f"crude, {f.horizon(s.primary_horizon(release))}: diverted {lead}, comparison {other}"


def effect(release: Release) -> str | None:
    e = s.effect(release)
    if not release.has("effects"):
        return None
    said = f.points_interval(e.estimate, e.lower, e.upper)
    return f"{said} per {f.of_100()}" if e.estimate.shown else said


def effect_error(release: Release) -> str | None:
    found = effect(release)
    e = s.effect(release)
    rows = s.effect_rows(
        release, outcome=e.outcome, horizon_days=e.horizon_days, door=e.door, comparison_design=e.design,
        estimator=e.estimator, population="intention_to_divert",
    )  # fmt: skip
    error = c.cell(rows.iloc[0], "std_error") if len(rows) == 1 else c.NONE
    return f"{found}; standard error {f.per_100(error, 1)}" if found and error.shown else found


def estimators(release: Release) -> str | None:
    rows = s.effect_rows(
        release, outcome=s.primary_outcome(release), horizon_days=s.primary_horizon(release), door="arrest_diversion",
        comparison_design=s.primary_design(release), population="intention_to_divert",
    )  # fmt: skip
    if rows.empty:
        return None
    return f"entropy balancing; {f.number_word(len(rows['estimator'].unique()) - 1)} other estimators"


def analyses(release: Release) -> str | None:
    specs = s.specifications(release)
    if not specs:
        return None
    shown = sum(1 for x in specs if c.cell(x.row, "estimate").shown)
    return f"{f.number_word(shown) if shown else 'none'} of {f.number_word(len(specs))} analyses published"


def tests(release: Release) -> str | None:
    rows = release.wide("effects")
    return "one primary test; the others by Holm or Benjamini–Hochberg" if "test_family" in rows.columns else None


def rows_read(release: Release) -> str | None:
    rows = c.ledger_rows(release)
    if rows.empty or "rows_read" not in rows.columns:
        return None
    read, bad = (derive("sum", *rows[m]) for m in ("rows_read", "rows_quarantined"))
    return f"{f.count(read)} rows read; quarantined: {f.count(bad)}"


def plan(release: Release) -> str | None:
    frozen = release.setting("plan_frozen")
    return f"plan frozen on {f.named(frozen)}" if frozen else None


def harm(release: Release) -> str | None:
    rows = release.wide("grant_measures", group_by="overall", period="all periods")
    return "counts of overdoses, visits, crises and deaths" if len(rows) else None


def access_to_code(release: Release) -> str | None:
    return "commit, versions, seed and settings" if release.setting("commit") else None


ANSWERS: dict[str, Answer] = {
    one.__name__: one
    for one in (
        design, dates, place, question, eligibility, codes, linkage, links_missed, follow_up, selection, attrition,
        analysed, study_size, largest_difference, equivalence, adjustment, observed, rates, effect, effect_error, estimators, analyses,
        tests, rows_read, plan, harm, access_to_code,
    )
}
