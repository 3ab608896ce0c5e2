"""Rows of the cost tables: what was not used and what that is worth, against what the programme cost, and what a budget
office asks of it (break-even, tornado, acceptability, other assumptions).

One joint draw is of quantities (people re-weighted, balance solved again), of all unit costs, and of the programme costs; an
effect that is not significant stays in it. Money is whole cents, so that payers add up; ratios are of means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from estimators.costs import (
    CostDraws,
    acceptability,
    break_even_unit_cost,
    draw_costs,
    summarise,
    to_cents,
)
from pipeline.analysis.cost_outlook import outlook_row
from pipeline.analysis.cost_quantities import (
    ENROLLED,
    MONTH_DAYS,
    NEEDS,
    PARTICIPANT,
    Counted,
    Quantities,
    counted,
    quantities,
)
from pipeline.analysis.data import MAIN_DOOR, Parts, each_design, horizons, load_trials, site_row
from pipeline.analysis.diagnostics import negative_control
from pipeline.analysis.effects import negative_control_reason
from pipeline.analysis.incidence import query, typed
from pipeline.analysis.programme import Line, programme_lines, programme_year
from pipeline.costs_input import BASES, DRAWS, ITEMS, KINDS, PAYERS, price_factor
from reports.repricing import PAYERS_OF

PERSPECTIVES = ("programme", "city", "state", "taxpayer")
RATES_BESIDE = {"no_discount": 0.0, "higher_discount": 0.05, "highest_discount": 0.07}
EFFECT = "arrest"  # what the acceptability curve puts a worth on
WILLINGNESS_USD = (0, 500, 1_000, 2_000, 3_000, 5_000, 7_500, 10_000, 15_000, 20_000, 30_000, 40_000, 50_000, 75_000, 100_000)
UNKNOWN_PROGRAMME = "programme cost unknown"


@dataclass(frozen=True)
class Prices:
    """Unit or programme costs in cents of the price year: ``point`` (m,), ``draws`` (B, m); ``lines`` match them."""

    lines: tuple[dict[str, Any], ...]
    point: np.ndarray
    draws: np.ndarray
    programme: tuple[Line, ...] = ()

    @staticmethod
    def of(lines: tuple[dict[str, Any], ...], costs: CostDraws, programme: tuple[Line, ...] = ()) -> Prices:
        return Prices(lines, to_cents(costs.point), to_cents(costs.draws), programme)

    def rows(self, **match: str) -> list[int]:
        return [j for j, line in enumerate(self.lines) if all(line[k] == v for k, v in match.items())]


def prices(session: Any, table: str, price_year: int, rng: np.random.Generator) -> Prices:
    """Costs of ``settings.<table>`` brought to the price year and drawn."""
    frame = query(session, f"select * from settings.{table} order by all")
    factor = np.array([price_factor(int(y), price_year) for y in frame["base_year"]])
    amount, low, high = (frame[c].to_numpy(float) * factor for c in ("amount_usd", "low_usd", "high_usd"))
    lines = tuple(frame.to_dict("records"))
    drawn = draw_costs(frame["distribution"].tolist(), amount, low, high, DRAWS, rng)
    return Prices.of(lines, drawn, programme_lines(session, lines) if table == "programme_costs" and lines else ())


@dataclass(frozen=True)
class Money:
    """Cents a person: a point and its draws (B,)."""

    point: int
    draws: np.ndarray

    def __add__(self, other: Money) -> Money:
        return Money(self.point + other.point, self.draws + other.draws)

    @staticmethod
    def of(quantity: tuple[float, np.ndarray], price: tuple[int, np.ndarray]) -> Money:
        return Money(int(np.rint(quantity[0] * price[0])), np.rint(quantity[1] * price[1]).astype(np.int64))


def nothing(draws: int) -> Money:
    return Money(0, np.zeros(draws, dtype=np.int64))


@dataclass(frozen=True)
class Valued:
    """Quantities of one design and horizon with their prices, at the site's discount rate ``rate``."""

    q: Quantities
    unit: Prices
    programme: Prices
    rate: float
    price_year: int | None

    def item_money(self, j: int, rate: float | None = None) -> Money:
        """What line ``j`` of the unit costs comes to."""
        quantity = self.q.avoided(self.unit.lines[j]["item"], self.rate if rate is None else rate)
        return Money.of(quantity, (int(self.unit.point[j]), self.unit.draws[:, j]))

    def gross(self, basis: str, payers: tuple[str, ...], rate: float | None = None) -> Money:
        """Money avoided over all priced items of these payers."""
        total = nothing(len(self.unit.draws))
        for j in self.unit.rows(basis=basis):
            if self.unit.lines[j]["payer"] in payers and self.unit.lines[j]["item"] in self.q.items:
                total += self.item_money(j, rate)
        return total

    def cost(self, kinds: tuple[str, ...], payers: tuple[str, ...] | None, rate: float | None = None) -> Money | None:
        """Programme cost of these kinds to these payers (None: to anyone); None where it can't be put on people."""
        total = nothing(len(self.unit.draws))
        for j, line in enumerate(self.programme.programme):
            if line.kind not in kinds:
                continue
            if line.share is None:
                return None
            if payers is None or line.payer in payers:
                quantity = self.q.lead(f"line {j}", self.rate if rate is None else rate)
                total += Money.of(quantity, (int(self.programme.point[j]), self.programme.draws[:, j]))
        return total if self.programme.rows(kind="steady_state") or "steady_state" not in kinds else None


def programme_columns(counts: Counted, lines: tuple[Line, ...], year: Line, horizon: int, rates: tuple[float, ...]
                      ) -> dict[tuple[str, float], np.ndarray]:
    """Columns of what the programme's costs are put on; lines that can't be put on people have none."""
    out: dict[tuple[str, float], np.ndarray] = {}
    for rate in rates:
        for j, line in enumerate(lines):
            if line.share is not None:
                out[f"line {j}", rate] = line.column(counts, horizon, rate)
        out[PARTICIPANT, rate] = counts.item(PARTICIPANT, horizon, rate)
        out[ENROLLED, rate] = counts.item(ENROLLED, horizon, rate)
        if year.share is not None:
            out["year", rate] = year.column(counts, horizon, rate)
    return out


def usd(cents: float | int | None) -> float | None:
    return None if cents is None else cents / 100


def _key(q: Quantities) -> dict[str, Any]:
    return {"door": q.door, "comparison_design": q.design, "horizon_days": q.horizon, "n_lead": q.n_lead,
            "n_comparison": q.n_comparison, "diagnostics_passed": q.reason is None, "withheld_reason": q.reason}


AVOIDANCE = ["door", "comparison_design", "horizon_days", "item", "payer", "basis", "units_avoided_per_person", "units_lower",
             "units_upper", "discounted_units_per_person", "unit_cost_usd", "price_year", "avoided_per_person_usd", "ci_lower",
             "ci_upper", "break_even_unit_cost_usd", "n_lead", "n_comparison", "diagnostics_passed", "withheld_reason", "note"]
SUMMARY = ["door", "comparison_design", "horizon_days", "payer", "basis", "perspective", "gross_avoided_usd", "gross_lower",
           "gross_upper", "programme_cost_usd", "startup_cost_usd", "in_kind_cost_usd", "net_usd", "ci_lower", "ci_upper",
           "benefit_cost_ratio", "probability_net_positive", "break_even", "price_year", "n_lead", "n_comparison",
           "diagnostics_passed", "withheld_reason", "note"]
TORNADO = ["door", "comparison_design", "horizon_days", "basis", "perspective", "parameter", "item", "net_low_usd",
           "net_high_usd", "diagnostics_passed"]
ACCEPTABILITY = ["door", "comparison_design", "horizon_days", "basis", "perspective", "willingness_usd",
                 "probability_acceptable", "diagnostics_passed"]
SCENARIOS = ["door", "comparison_design", "horizon_days", "basis", "perspective", "scenario", "discount_rate", "net_usd",
             "ci_lower", "ci_upper", "probability_net_positive", "diagnostics_passed"]
PROGRAMME = ["door", "comparison_design", "horizon_days", "kind", "payer", "per_person_usd", "per_participant_usd",
             "per_participant_month_usd", "participants_per_person", "months_per_person", "discounted_months_per_person",
             "discounted_programme_years_per_person", "price_year", "n_lead", "diagnostics_passed"]
OUTLOOK = ["door", "comparison_design", "horizon_days", "diagnostics_passed", "withheld_reason", "remedy", "publishable_year",
           "publishable_quarter", "people_lead", "people_comparison", "people_for_a_clear_sign"]


def avoidance_rows(v: Valued, perspective: str) -> list[dict[str, Any]]:
    """One row an item × payer × basis. A closed list: an item without a unit cost is a gap whose quantity still stands,
    one that the extracts can't count a gap with a price and no quantity."""
    rows = []
    for item in ITEMS:
        base: dict[str, Any] = {**_key(v.q), "item": item, "price_year": v.price_year}
        note = None
        if item not in v.q.items:
            note = f"not counted: no {NEEDS[item][1]}"
        elif v.q.draws is not None:
            units, draws = v.q.avoided(item, 0.0)
            lower, upper = np.quantile(draws, [0.025, 0.975])
            base |= {"units_avoided_per_person": units, "units_lower": lower, "units_upper": upper,
                     "discounted_units_per_person": v.q.avoided(item, v.rate)[0]}
        priced = v.unit.rows(item=item)
        for j in priced:
            line = v.unit.lines[j]
            row = {**base, "payer": line["payer"], "basis": line["basis"], "unit_cost_usd": usd(int(v.unit.point[j])),
                   "note": note or line["source"]}
            if v.q.draws is not None and note is None:
                money = v.item_money(j)
                low, high = (usd(int(np.rint(x))) for x in np.quantile(money.draws, [0.025, 0.975]))
                row |= {"avoided_per_person_usd": usd(money.point), "ci_lower": low, "ci_upper": high,
                        "break_even_unit_cost_usd": _break_even(v, j, perspective)}
            rows.append(row)
        if not priced:
            rows.append({**base, "payer": "not_priced", "basis": "not_priced", "note": note or "no unit cost given"})
    return rows


def _break_even(v: Valued, j: int, perspective: str) -> float | None:
    """The unit cost at which the site's perspective would come out even; None where this item can't do it."""
    line, payers = v.unit.lines[j], PAYERS_OF[perspective]
    cost = v.cost(("steady_state",), payers)
    if line["payer"] not in payers or cost is None:
        return None
    net = v.gross(line["basis"], payers).point - cost.point
    return usd(break_even_unit_cost(net, v.q.avoided(line["item"], v.rate)[0], int(v.unit.point[j])))


def summary_rows(v: Valued) -> list[dict[str, Any]]:
    """Each perspective and basis: the payers one by one, and together (``all``); payers add up."""
    rows = []
    for basis in (b for b in BASES if v.unit.rows(basis=b)):
        for perspective in PERSPECTIVES:
            everyone = PAYERS_OF.get(perspective, ())
            for payer, payers in (("all", everyone), *((p, (p,)) for p in PAYERS if p in everyone)):
                row = {**_key(v.q), "payer": payer, "basis": basis, "perspective": perspective, "price_year": v.price_year}
                if v.q.draws is not None:
                    row |= _summary(v, basis, payers, None if perspective == "programme" else payers)
                rows.append(row)
    return rows


def _summary(v: Valued, basis: str, payers: tuple[str, ...], bearers: tuple[str, ...] | None) -> dict[str, Any]:
    gross = v.gross(basis, payers)
    cost, startup, in_kind = (v.cost((kind,), bearers) for kind in ("steady_state", "startup", "in_kind"))
    lower, upper = (usd(int(np.rint(x))) for x in np.quantile(gross.draws, [0.025, 0.975]))
    out = {"gross_avoided_usd": usd(gross.point), "gross_lower": lower, "gross_upper": upper,
           "startup_cost_usd": None if startup is None else usd(startup.point),
           "in_kind_cost_usd": None if in_kind is None else usd(in_kind.point)}
    if cost is None:
        return {**out, "note": UNKNOWN_PROGRAMME}
    s = summarise(gross.point, cost.point, gross.draws, cost.draws)
    return {**out, "programme_cost_usd": usd(s.programme), "net_usd": usd(s.net), "ci_lower": usd(s.ci_lower),
            "ci_upper": usd(s.ci_upper), "benefit_cost_ratio": s.benefit_cost_ratio,
            "probability_net_positive": s.probability_net_positive, "break_even": s.break_even}


def _without(key: dict[str, Any], *names: str) -> dict[str, Any]:
    return {k: x for k, x in key.items() if k not in names}


def tornado_rows(v: Valued, basis: str, perspective: str) -> list[dict[str, Any]]:
    """Net per person with one input at a time at the ends of its 95 % range, the others at their estimates."""
    payers = PAYERS_OF[perspective]
    gross, cost = v.gross(basis, payers), v.cost(("steady_state",), payers)
    if cost is None:
        return []
    net = gross.point - cost.point
    key = _without({**_key(v.q), "basis": basis, "perspective": perspective}, "n_lead", "n_comparison", "withheld_reason")

    def row(parameter: str, item: str | None, ends: np.ndarray) -> dict[str, Any]:
        low, high = sorted(np.rint(ends))
        return {**key, "parameter": parameter, "item": item, "net_low_usd": usd(low), "net_high_usd": usd(high)}

    rows = []
    lines = [j for j in v.unit.rows(basis=basis) if v.unit.lines[j]["payer"] in payers and v.unit.lines[j]["item"] in v.q.items]
    names = [v.unit.lines[j]["item"] for j in lines]
    for j in lines:
        line = v.unit.lines[j]
        units, draws = v.q.avoided(line["item"], v.rate)
        price, rest = int(v.unit.point[j]), net - v.item_money(j).point
        who = "" if names.count(line["item"]) == 1 else f" to {line['payer']}"
        rows += [row(f"units of {line['item']}{who}", line["item"], rest + np.quantile(draws, [0.025, 0.975]) * price),
                 row(f"unit cost of {line['item']}{who}", line["item"],
                     rest + np.quantile(v.unit.draws[:, j], [0.025, 0.975]) * units)]
    rows.append(row("programme cost", None, gross.point - np.quantile(cost.draws, [0.025, 0.975])))
    rates = [v.gross(basis, payers, r).point - v.cost(("steady_state",), payers, r).point for r in RATES_BESIDE.values()]
    rows.append(row("discount rate", None, np.array([min(rates), max(rates)], dtype=float)))
    return rows


def acceptability_rows(v: Valued, basis: str, perspective: str) -> list[dict[str, Any]]:
    """Probability that the programme is worth it, by what an arrest avoided is worth beyond the money that it spares."""
    payers = PAYERS_OF[perspective]
    cost = v.cost(("steady_state",), payers)
    if cost is None:
        return []
    key = _without({**_key(v.q), "basis": basis, "perspective": perspective}, "n_lead", "n_comparison", "withheld_reason")
    found = acceptability(v.gross(basis, payers).draws - cost.draws, v.q.avoided(EFFECT, v.rate)[1],
                          100 * np.array(WILLINGNESS_USD))
    return [{**key, "willingness_usd": w, "probability_acceptable": float(p)} for w, p in zip(WILLINGNESS_USD, found)]


def scenario_rows(v: Valued, basis: str, perspective: str) -> list[dict[str, Any]]:
    """The net under other discount rates, and with start-up and in-kind time in it."""
    payers = PAYERS_OF[perspective]
    key = _without({**_key(v.q), "basis": basis, "perspective": perspective}, "n_lead", "n_comparison", "withheld_reason")
    cases = [("main", v.rate, ("steady_state",)), *((name, r, ("steady_state",)) for name, r in RATES_BESIDE.items())]
    cases += [(f"with_{'_and_'.join(more)}", v.rate, ("steady_state", *more))
              for more in (("startup",), ("in_kind",), ("startup", "in_kind")) if all(v.programme.rows(kind=k) for k in more)]
    rows = []
    for name, rate, kinds in cases:
        gross, cost = v.gross(basis, payers, rate), v.cost(kinds, payers, rate)
        if cost is not None:
            s = summarise(gross.point, cost.point, gross.draws, cost.draws)
            rows.append({**key, "scenario": name, "discount_rate": rate, "net_usd": usd(s.net), "ci_lower": usd(s.ci_lower),
                         "ci_upper": usd(s.ci_upper), "probability_net_positive": s.probability_net_positive})
    return rows


def programme_rows(v: Valued) -> list[dict[str, Any]]:
    """What the programme costs a person diverted, a participant, and a participant-month, by kind and payer."""
    participants, days = v.q.lead(PARTICIPANT, 0.0)[0], v.q.lead(ENROLLED, 0.0)[0]
    use = {"participants_per_person": participants, "months_per_person": days / MONTH_DAYS,
           "discounted_months_per_person": v.q.lead(ENROLLED, v.rate)[0] / MONTH_DAYS,
           "discounted_programme_years_per_person": v.q.lead("year", v.rate)[0] if ("year", v.rate) in v.q.columns else None}
    rows = []
    for kind in (k for k in KINDS if v.programme.rows(kind=k)):
        payers = [p for p in PAYERS if v.programme.rows(kind=kind, payer=p)]
        for payer in ("all", *payers):
            bearers = None if payer == "all" else (payer,)
            cost = v.cost((kind,), bearers)
            # in parts of a cent, because it is divided by a share
            plain = sum(v.q.lead(f"line {j}", 0.0)[0] * float(v.programme.point[j])
                        for j, line in enumerate(v.programme.programme)
                        if cost is not None and line.kind == kind and payer in ("all", line.payer))
            row = {**_without(_key(v.q), "n_comparison", "withheld_reason"), "kind": kind, "payer": payer,
                   "price_year": v.price_year, **use}
            if cost is not None:
                row |= {"per_person_usd": usd(cost.point),
                        "per_participant_usd": usd(round(plain / participants)) if participants else None,
                        "per_participant_month_usd": usd(round(plain / days * MONTH_DAYS)) if days else None}
            rows.append(row)
    return rows


def cost_tables(session: Any) -> dict[str, pd.DataFrame]:
    """Every cost table of every design and horizon, by its name."""
    site = site_row(session)
    has_costs = bool(site["has_costs"])
    price_year = int(site["price_year"]) if has_costs else None
    rate = float(site["discount_rate"]) if has_costs else 0.0
    perspective = site["perspective"] if has_costs and site["perspective"] in PAYERS_OF else "taxpayer"
    unit_rng, programme_rng = (np.random.default_rng([int(site["seed"]), k]) for k in (1, 2))
    unit = prices(session, "unit_costs", price_year or 0, unit_rng)
    programme = prices(session, "programme_costs", price_year or 0, programme_rng)
    year = programme_year(session)
    out: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    primary_horizon = int(site["primary_horizon_days"])

    def add(number: int, design: str) -> None:
        """The rows of one design; what it was worked out from is gone when it returns."""
        trials = load_trials(session, design)
        control, parts = None, Parts()
        counts = counted(session, trials)
        if trials.n_lead and trials.n_comparison:
            control = negative_control_reason(negative_control(trials))
        for horizon in horizons(session):
            at_primary = horizon == primary_horizon
            rates = tuple(dict.fromkeys((0.0, rate, *(RATES_BESIDE.values() if at_primary and has_costs else ()))))
            rng = np.random.default_rng([int(site["seed"]), 3, number, horizon])
            q = quantities(trials, counts, programme_columns(counts, programme.programme, year, horizon, rates), horizon,
                           rates, rng, control, resolved=design == site["primary_design"] and at_primary, parts=parts)
            v = Valued(q, unit, programme, rate, price_year)
            out["cost_outlook"].append(outlook_row(trials, counts, v, site))
            if not trials.n_lead or not trials.n_comparison:
                continue
            out["cost_avoidance"] += avoidance_rows(v, perspective)
            if not has_costs:
                continue
            out["cost_summary"] += summary_rows(v)
            if q.draws is None:
                continue
            out["programme_costs"] += programme_rows(v)
            for basis in (b for b in BASES if unit.rows(basis=b) and at_primary):
                out["cost_scenarios"] += scenario_rows(v, basis, perspective)
                out["cost_acceptability"] += acceptability_rows(v, basis, perspective)
                if basis == "marginal":
                    out["cost_tornado"] += tornado_rows(v, basis, perspective)

    for number, design in enumerate(each_design(session)):
        add(number, design)
    return {name: typed(pd.DataFrame(rows, columns=COLUMNS[name]), text=TEXT, whole=WHOLE, flags=["diagnostics_passed"])
            for name, rows in out.items()}


COLUMNS = {"cost_avoidance": AVOIDANCE, "cost_summary": SUMMARY, "cost_tornado": TORNADO, "cost_acceptability": ACCEPTABILITY,
           "cost_scenarios": SCENARIOS, "programme_costs": PROGRAMME, "cost_outlook": OUTLOOK}
TEXT = ["door", "comparison_design", "item", "payer", "basis", "perspective", "withheld_reason", "note", "parameter", "scenario",
        "kind", "remedy"]
WHOLE = ["horizon_days", "price_year", "n_lead", "n_comparison", "people_lead", "people_comparison",
         "people_for_a_clear_sign", "willingness_usd", "publishable_year", "publishable_quarter"]


def packed_cost_tables(session: Any) -> pd.DataFrame:
    """The tables of :func:`cost_tables` as one."""
    return pack(cost_tables(session))


def pack(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Several tables as one, told apart by ``table_name``: one dbt model, so that the draws are made once."""
    return pd.concat([frame.assign(table_name=name) for name, frame in tables.items()], ignore_index=True)


__all__ = ["MAIN_DOOR", "Prices", "Valued", "cost_tables", "pack", "packed_cost_tables", "programme_columns"]
