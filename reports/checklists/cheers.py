"""Answers to the items of CHEERS 2022 that the release itself holds, each a sentence or None where it holds none."""

from __future__ import annotations

from collections.abc import Callable

from reports import common as c
from reports import formats as f
from reports import sentences as s
from reports import words as w
from reports.release import Release

Answer = Callable[[Release], str | None]


def abstract(release: Release) -> str | None:
    total = s.cost_total(release)
    if total is None or not c.cell(total, "net_usd").shown:
        return None
    return "balance a person " + f.dollars_interval(*(c.cell(total, m) for m in ("net_usd", "ci_lower", "ci_upper")))


def population(release: Release) -> str | None:
    rows = s.cost_summary_rows(release)
    if rows.empty or not c.cell(rows.iloc[0], "n_lead").shown:
        return None
    lead, other = (f.count(c.cell(rows.iloc[0], n)) for n in ("n_lead", "n_comparison"))
    return f"analysed: diverted {lead}, comparison {other}"


def setting(release: Release) -> str | None:
    site = release.setting("site")
    return None if site is None else f"{f.named(site)}: {f.named(release.setting('programme') or '')}"


def comparators(release: Release) -> str | None:
    return f"comparison with {w.label(w.DESIGNS, s.primary_design(release))}" if release.has("cost_summary") else None


def perspective(release: Release) -> str | None:
    found = release.setting("perspective")
    return None if found is None else f"{w.label({}, found)}; each payer apart; victims' costs in none"


def horizon(release: Release) -> str | None:
    return f"{f.horizon(s.cost_horizon(release))}, nothing beyond what was observed" if release.has("cost_summary") else None


def discount(release: Release) -> str | None:
    rows = s.scenario_rows(release)
    if rows.empty:
        return None
    rates = {str(r["scenario"]): f.percent(c.cell(r, "discount_rate"), decimals=0) for _, r in rows.iterrows()}
    beside = [rates[k] for k in ("no_discount", "higher_discount", "highest_discount") if k in rates]
    return f"{rates.get('main', '')} a year, real, by day; {f.listed(beside)} beside it"


def outcomes(release: Release) -> str | None:
    rows = s.quantity_rows(release)
    if rows.empty:
        return None
    lost = s.uncounted_items(release)
    return f.listed([w.label(w.ITEMS, i) for i in w.order(w.ITEM_ORDER, list(rows["item"]))]) + (
        f"; not counted: {f.listed([w.label(w.ITEMS, i) for i in lost])}" if lost else "")


def measurement(release: Release) -> str | None:
    return "balanced difference of mean counts, day one to the horizon" if len(s.quantity_rows(release)) else None


def valuation(release: Release) -> str | None:
    rows = release.wide("cost_avoidance")
    if rows.empty or "basis" not in rows.columns:
        return None
    bases = [b for b in w.BASES if (rows["basis"] == b).any()]
    if not bases:
        return None
    gaps = s.unpriced_items(release)
    return f"{f.listed([b.replace('_', '-') for b in bases])} unit costs by payer" + (
        f"; without one: {f.listed([w.label(w.ITEMS, i) for i in gaps])}" if gaps else "")


def resources(release: Release) -> str | None:
    from reports.money import KINDS

    rows = s.programme_cost_rows(release)
    return None if rows.empty else "programme: " + f.listed([KINDS[k] for k in KINDS if (rows["kind"] == k).any()])


def currency(release: Release) -> str | None:
    found = release.setting("price_year")
    index = release.setting("price_index")
    return None if found is None else f"US dollars of {f.named(found)}" + (f"; {f.named(index)}" if index else "")


def model(release: Release) -> str | None:
    return "no model of the future: observed quantities times prices" if release.has("cost_summary") else None


def assumptions(release: Release) -> str | None:
    n = len(s.scenario_rows(release))
    return f"balance under {f.number_word(n)} sets of assumptions" if n else None


def distribution(release: Release) -> str | None:
    rows = s.cost_summary_rows(release)
    rows = rows[[not c.no_part(r) for _, r in rows.iterrows()]] if len(rows) else rows
    payers = [p for p in w.PAYERS if p not in w.TOTALS and len(rows) and (rows["payer"] == p).any()]
    return f"who pays and who is spared: {f.listed([w.label(w.PAYERS, p) for p in payers])}" if payers else None


def uncertainty(release: Release) -> str | None:
    draws = release.setting("cost_draws")
    return None if draws is None else f"{f.named(draws)} joint draws of quantities, unit costs and programme costs"


def parameters(release: Release) -> str | None:
    rows = s.cost_rows(release)
    return None if rows.empty else f"marginal unit costs: {f.count(f.as_value(len(rows)))}; their sources stand in the site's own table"


def effect_of_uncertainty(release: Release) -> str | None:
    total = s.cost_total(release)
    if total is None or not c.cell(total, "probability_net_positive").shown:
        return None
    return f"chance of a balance above nought {f.chance(c.cell(total, 'probability_net_positive'))}; tornado, acceptability"


ANSWERS: dict[str, Answer] = {
    "abstract": abstract, "population": population, "setting": setting, "comparators": comparators,
    "perspective": perspective, "horizon": horizon, "discount": discount, "outcomes": outcomes, "measurement": measurement,
    "valuation": valuation, "resources": resources, "currency": currency, "model": model, "assumptions": assumptions,
    "distribution": distribution, "uncertainty": uncertainty, "parameters": parameters, "effect_of_uncertainty": effect_of_uncertainty,
}  # fmt: skip
