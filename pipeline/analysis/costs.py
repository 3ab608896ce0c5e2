"""Rows of ``cost_avoidance``, ``cost_summary`` and what a budget office asks of them: tornado, acceptability.

Quantities first: the entropy-balanced difference in the mean count of each item to the horizon, among the trials observed
there. Then one joint draw of quantities (people re-weighted, balance solved again), of all unit costs, and of the programme
costs; an effect that is not significant stays in the draws.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from estimators.bootstrap import Draws, bayesian_bootstrap, multiplier_draws
from estimators.contrast import weighted_contrast
from estimators.costs import CostDraws, discount_factor, draw_costs, summarise
from estimators.entropy import entropy_balance
from estimators.errors import EstimatorRefusal
from pipeline.analysis.data import Trials, designs, horizons, load_trials, site_row, supported, wanted
from pipeline.analysis.diagnostics import negative_control, size_reason, weighting_reason
from pipeline.analysis.effects import negative_control_reason
from pipeline.analysis.incidence import query, typed
from pipeline.costs_input import BASES, ITEMS, PAYERS, PAYERS_OF, price_factor

DRAWS = 2000
RESOLVED_MOST_PEOPLE = 100_000
MONTH_DAYS = 30.4375
PROGRAMME_QUANTITIES = ("participant_months", "participants")
PERSPECTIVES = ("programme", "city", "state", "taxpayer")


@dataclass(frozen=True)
class Quantities:
    """One design at one horizon: balanced means (k,) of each item by arm, discounted, with joint draws (B, k)."""

    design: str
    horizon: int
    items: tuple[str, ...]
    lead: np.ndarray
    comparison: np.ndarray
    draws: Draws
    n_lead: int
    n_comparison: int
    reason: str | None

    def avoided(self, item: str) -> float:
        """Units a diverted person avoided (negative: more were used)."""
        j = self.items.index(item)
        return float(self.comparison[j] - self.lead[j])

    def avoided_draws(self, item: str) -> np.ndarray:
        j = self.items.index(item)
        return self.draws.comparison[:, j] - self.draws.lead[:, j]

    def lead_mean(self, item: str) -> tuple[float, np.ndarray]:
        """Mean and draws of something that only LEAD people have (programme quantities)."""
        j = self.items.index(item)
        return float(self.lead[j]), self.draws.lead[:, j]


@dataclass(frozen=True)
class Counted:
    """Counts (n, k, H) of each item to each horizon, and whether a trial is observed there (n, H)."""

    items: tuple[str, ...]
    horizons: tuple[int, ...]
    counts: np.ndarray
    observed: np.ndarray

    def to(self, horizon: int, rate: float) -> np.ndarray:
        """(n, k) counts to ``horizon``, discounted; a count between two horizons by the middle day of its interval."""
        last = self.horizons.index(horizon) + 1
        steps = self.horizons[:last]
        middle = [(a + b) / 2 for a, b in zip([0, *steps[:-1]], steps)]
        out = np.diff(self.counts[:, :, :last], axis=2, prepend=0.0) @ discount_factor(middle, rate)
        if "index_processing" in self.items:  # the index day itself is not discounted
            j = self.items.index("index_processing")
            out[:, j] = self.counts[:, j, last - 1]
        return out


def counted(session: Any, trials: Trials) -> Counted:
    """What the extracts can count of the trials, at every horizon."""
    steps = tuple(horizons(session))
    n = len(trials.arm)
    here = "((q.arm = 'lead' and q.door = ?) or (q.arm = 'comparison' and q.comparison_design = ?))"
    columns = query(session, "select column_name from information_schema.columns where table_schema = 'intermediate'"
                             " and table_name = 'int_trial_quantities'")["column_name"]
    known = [item for item in ITEMS if f"{item}_quantity" in set(columns)]
    cubes: dict[str, np.ndarray] = {}
    observed = np.zeros((n, len(steps)), dtype=bool)
    with wanted(session, trials.kept["person_id"], trials.kept["index_date"]) as relation:
        found = session.execute(f"""
            select w.place, list_position(?, q.horizon_days) - 1 as step, q.is_observed,
                   {', '.join(f'q.{item}_quantity' for item in known)}
            from {relation} as w join intermediate.int_trial_quantities as q using (person_id, index_date)
            where {here}""", [list(steps), trials.door, trials.design]).fetchnumpy()
        place, step = (np.asarray(found[c], dtype=np.int64) for c in ("place", "step"))
        observed[place, step] = found["is_observed"]
        for item in known:
            quantity = found[f"{item}_quantity"]
            if not np.ma.getmaskarray(quantity).any():  # its source is there
                cubes[item] = np.zeros((n, len(steps)))
                cubes[item][place, step] = quantity
        # what the programme spends on its participants and on index arrests
        every = (*ITEMS, *PROGRAMME_QUANTITIES)
        found = session.execute(f"""
            select list_position(?, p.item) - 1 as item, list_position(?, p.horizon_days) - 1 as step, w.place, p.quantity
            from intermediate.int_programme_quantities as p
            join marts.cohort as q using (trial_id)
            join {relation} as w on q.person_id = w.person_id and q.index_date = w.index_date
            where {here}""", [list(every), list(steps), trials.door, trials.design]).fetchnumpy()
        number, step, place = (np.asarray(found[c], dtype=np.int64) for c in ("item", "step", "place"))
        for j in np.unique(number):
            rows = number == j
            cubes[every[j]] = np.zeros((n, len(steps)))
            cubes[every[j]][place[rows], step[rows]] = found["quantity"][rows]
    items = tuple(item for item in every if item in cubes)
    return Counted(items, steps, np.stack([cubes[item] for item in items], axis=1), observed)


def quantities(trials: Trials, counts: Counted, horizon: int, rate: float, rng: np.random.Generator, control: str | None,
               resolved: bool) -> Quantities | None:
    """Balanced quantities of one design at one horizon; None where they can't be estimated."""
    observed = counts.observed[:, counts.horizons.index(horizon)]
    size = size_reason(trials, observed)
    kept = trials.keep(observed)
    if kept.n_lead == 0 or kept.n_comparison == 0:
        return None
    try:
        part = supported(kept)
        names, y = counts.items, counts.to(horizon, rate)[observed][part.rows]
        weighting = entropy_balance(part.basis.matrix, part.trials.arm, names=part.basis.names)
        contrast = weighted_contrast(y, weighting, part.trials.person, names=names)
        people = np.unique(part.trials.person).size
        if resolved and people < RESOLVED_MOST_PEOPLE:
            draws = bayesian_bootstrap(y, part.trials.arm, part.basis.matrix, part.trials.person, draws=DRAWS, rng=rng,
                                       names=names, covariate_names=part.basis.names)
        else:
            draws = multiplier_draws(contrast, DRAWS, rng=rng)
    except EstimatorRefusal:
        return None
    reason = size or weighting_reason(part, weighting) or control
    return Quantities(trials.design, horizon, names, np.array([o.mean_lead for o in contrast.outcomes]),
                      np.array([o.mean_comparison for o in contrast.outcomes]), draws, kept.n_lead,
                      kept.n_comparison, reason)


@dataclass(frozen=True)
class Prices:
    """Unit or programme costs in dollars of the price year, with joint draws; ``lines`` match their columns.

    ``spans``: of programme costs, (years, participants) over which each ran within the accrual window.
    """

    lines: tuple[dict[str, Any], ...]
    costs: CostDraws
    spans: tuple[tuple[float, int], ...] = ()

    def rows(self, **match: str) -> list[int]:
        return [j for j, line in enumerate(self.lines) if all(line[k] == v for k, v in match.items())]


def prices(session: Any, table: str, price_year: int, rng: np.random.Generator) -> Prices:
    """Costs of ``settings.<table>`` brought to the price year and drawn."""
    frame = query(session, f"select * from settings.{table} order by all")
    factor = np.array([price_factor(int(y), price_year) for y in frame["base_year"]])
    amount, low, high = (frame[c].to_numpy(float) * factor for c in ("amount_usd", "low_usd", "high_usd"))
    return Prices(tuple(frame.to_dict("records")), draw_costs(frame["distribution"].tolist(), amount, low, high, DRAWS, rng))


def programme_cost(q: Quantities, costs: Prices, kind: str, payers: tuple[str, ...] | None
                   ) -> tuple[float, np.ndarray]:
    """Programme cost per diverted person over the horizon, and its draws.

    Yearly amounts are shared by the participants of every door whose index lies in the component's span.
    """
    point, draws = 0.0, np.zeros(DRAWS)
    for j in costs.rows(kind=kind):
        row = costs.lines[j]
        if payers is not None and row["payer"] not in payers:
            continue
        if row["unit"] == "per_year":
            years, people = costs.spans[j]
            scale, scale_draws = (years / people if people else 0.0), np.full(DRAWS, years / people if people else 0.0)
        else:
            name = "participant_months" if row["unit"] == "per_participant_month" else "participants"
            if name not in q.items:
                continue
            scale, scale_draws = q.lead_mean(name)
        point += scale * float(costs.costs.point[j])
        draws += scale_draws * costs.costs.draws[:, j]
    return point, draws


def participants_by_component(session: Any) -> list[tuple[float, int]]:
    """Years that each programme cost ran within the accrual window, and participants of all doors with an index then."""
    found = query(session, """
        with spans as (
            select c.*, s.accrual_start, s.accrual_end,
                   least(coalesce(c.end_date, s.accrual_end), s.accrual_end) as last_date,
                   -- what was spent before anyone could be diverted is borne by all who were
                   case when c.kind = 'startup' then c.start_date else greatest(c.start_date, s.accrual_start) end as first_date
            from settings.programme_costs as c cross join settings.site as s
        ),
        enrolled as (select index_date from marts.cohort where arm = 'lead')
        select greatest(date_diff('day', p.first_date, p.last_date) + 1, 0) / 365.25 as years,
               count(e.index_date) as people
        from (select row_number() over (order by component, kind, payer, perspective, unit, amount_usd, low_usd, high_usd,
                     distribution, base_year, start_date, end_date, source) as place, * from spans) as p
        left join enrolled as e
            on e.index_date between case when p.kind = 'startup' then p.accrual_start else p.first_date end
               and case when p.kind = 'startup' then p.accrual_end else p.last_date end
        group by p.place, p.first_date, p.last_date
        order by p.place""")
    return [(float(y), int(n)) for y, n in zip(found["years"], found["people"])]


AVOIDANCE = ["door", "comparison_design", "horizon_days", "item", "payer", "basis", "units_avoided_per_person", "units_lower",
             "units_upper", "unit_cost_usd", "price_year", "avoided_per_person_usd", "ci_lower", "ci_upper", "n_lead",
             "n_comparison", "diagnostics_passed", "withheld_reason", "note"]
SUMMARY = ["door", "comparison_design", "horizon_days", "payer", "basis", "perspective", "gross_avoided_usd", "gross_lower",
           "gross_upper", "programme_cost_usd", "startup_cost_usd", "in_kind_cost_usd", "net_usd", "ci_lower", "ci_upper",
           "benefit_cost_ratio", "probability_net_positive", "break_even", "price_year", "n_lead", "n_comparison",
           "diagnostics_passed", "withheld_reason"]
TORNADO = ["door", "comparison_design", "horizon_days", "basis", "perspective", "parameter", "net_low_usd", "net_high_usd",
           "diagnostics_passed"]


def avoidance_rows(q: Quantities, unit: Prices, price_year: int | None, door: str) -> list[dict[str, Any]]:
    """One row an item × payer × basis; an item without a unit cost is a named gap whose quantity still stands."""
    rows = []
    for item in (i for i in q.items if i in ITEMS):
        avoided, draws = q.avoided(item), q.avoided_draws(item)
        lower, upper = np.quantile(draws, [0.025, 0.975])
        base = {"door": door, "comparison_design": q.design, "horizon_days": q.horizon, "item": item,
                "units_avoided_per_person": avoided, "units_lower": lower, "units_upper": upper, "price_year": price_year,
                "n_lead": q.n_lead, "n_comparison": q.n_comparison, "diagnostics_passed": q.reason is None,
                "withheld_reason": q.reason}
        priced = unit.rows(item=item)
        for j in priced:
            money = draws * unit.costs.draws[:, j]
            low, high = np.quantile(money, [0.025, 0.975])
            rows.append({**base, "payer": unit.lines[j]["payer"], "basis": unit.lines[j]["basis"],
                         "unit_cost_usd": unit.costs.point[j], "avoided_per_person_usd": avoided * unit.costs.point[j],
                         "ci_lower": low, "ci_upper": high, "note": unit.lines[j]["source"]})
        if not priced:
            rows.append({**base, "payer": "not_priced", "basis": "not_priced", "note": "no unit cost given"})
    return rows


def gross(q: Quantities, unit: Prices, basis: str, payers: tuple[str, ...]) -> tuple[float, np.ndarray]:
    """Money avoided per person over all priced items of these payers, and its draws."""
    point, draws = 0.0, np.zeros(DRAWS)
    for j in unit.rows(basis=basis):
        row = unit.lines[j]
        if row["payer"] in payers and row["item"] in q.items:
            point += q.avoided(row["item"]) * float(unit.costs.point[j])
            draws += q.avoided_draws(row["item"]) * unit.costs.draws[:, j]
    return point, draws


def summary_rows(q: Quantities, unit: Prices, programme: Prices, price_year: int, door: str
                 ) -> list[dict[str, Any]]:
    """Each perspective and basis: the payers one by one, and together (``all``); payers add up."""
    rows = []
    for basis in (b for b in BASES if unit.rows(basis=b)):
        for perspective in PERSPECTIVES:
            everyone = PAYERS_OF.get(perspective, ())
            groups = [("all", everyone), *((p, (p,)) for p in PAYERS if p in everyone)]
            for payer, payers in groups:
                g, g_draws = gross(q, unit, basis, payers)
                bearers = None if perspective == "programme" else payers
                cost, cost_draws = programme_cost(q, programme, "steady_state", bearers)
                startup, _ = programme_cost(q, programme, "startup", bearers)
                in_kind, _ = programme_cost(q, programme, "in_kind", bearers)
                s = summarise(g, cost, g_draws, cost_draws)
                rows.append({
                    "door": door, "comparison_design": q.design, "horizon_days": q.horizon, "payer": payer, "basis": basis,
                    "perspective": perspective, "gross_avoided_usd": s.gross, "gross_lower": s.gross_lower,
                    "gross_upper": s.gross_upper, "programme_cost_usd": s.programme, "startup_cost_usd": startup,
                    "in_kind_cost_usd": in_kind, "net_usd": s.net, "ci_lower": s.ci_lower, "ci_upper": s.ci_upper,
                    "benefit_cost_ratio": s.benefit_cost_ratio, "probability_net_positive": s.probability_net_positive,
                    "break_even": s.break_even, "price_year": price_year, "n_lead": q.n_lead,
                    "n_comparison": q.n_comparison, "diagnostics_passed": q.reason is None, "withheld_reason": q.reason,
                })
    return rows


def tornado_rows(q: Quantities, unit: Prices, programme: Prices, basis: str, perspective: str, door: str
                 ) -> list[dict[str, Any]]:
    """Net per person with one input at a time at the ends of its 95 % range, the others at their estimates."""
    payers = PAYERS_OF[perspective]
    g, _ = gross(q, unit, basis, payers)
    cost, cost_draws = programme_cost(q, programme, "steady_state", payers)
    key = {"door": door, "comparison_design": q.design, "horizon_days": q.horizon, "basis": basis, "perspective": perspective,
           "diagnostics_passed": q.reason is None}
    rows = []
    for j in unit.rows(basis=basis):
        row = unit.lines[j]
        if row["payer"] not in payers or row["item"] not in q.items:
            continue
        price, avoided = float(unit.costs.point[j]), q.avoided(row["item"])
        for name, ends in (
            (f"units of {row['item']}", np.quantile(q.avoided_draws(row["item"]), [0.025, 0.975]) * price),
            (f"unit cost of {row['item']}", np.quantile(unit.costs.draws[:, j], [0.025, 0.975]) * avoided),
        ):
            nets = sorted(g - avoided * price + ends - cost)
            rows.append({**key, "parameter": name, "net_low_usd": nets[0], "net_high_usd": nets[1]})
    ends = sorted(g - np.quantile(cost_draws, [0.025, 0.975]))
    rows.append({**key, "parameter": "programme cost", "net_low_usd": ends[0], "net_high_usd": ends[1]})
    return rows


def cost_tables(session: Any) -> dict[str, pd.DataFrame]:
    """``cost_avoidance``, ``cost_summary`` and ``cost_tornado`` of every design and horizon."""
    site = site_row(session)
    has_costs = bool(site["has_costs"])
    price_year = int(site["price_year"]) if has_costs else None
    rate = float(site["discount_rate"]) if has_costs else 0.0
    perspective = site["perspective"] if has_costs and site["perspective"] in PAYERS_OF else "taxpayer"
    unit_rng, programme_rng = (np.random.default_rng([int(site["seed"]), k]) for k in (1, 2))
    unit = prices(session, "unit_costs", price_year or 0, unit_rng)
    programme = prices(session, "programme_costs", price_year or 0, programme_rng)
    programme = dataclasses.replace(programme, spans=tuple(participants_by_component(session)))
    avoidance: list[dict[str, Any]] = []
    summary: list[dict[str, Any]] = []
    tornado: list[dict[str, Any]] = []
    primary_horizon = int(site["primary_horizon_days"])
    for number, design in enumerate(designs(session)):
        trials = load_trials(session, design)
        if trials.n_lead == 0 or trials.n_comparison == 0:
            continue
        control = negative_control_reason(negative_control(trials))
        counts = counted(session, trials)
        for horizon in horizons(session):
            rng = np.random.default_rng([int(site["seed"]), 3, number, horizon])
            main = design == site["primary_design"] and horizon == primary_horizon
            q = quantities(trials, counts, horizon, rate, rng, control, resolved=main)
            if q is None:
                continue
            avoidance += avoidance_rows(q, unit, price_year, trials.door)
            if has_costs:
                summary += summary_rows(q, unit, programme, price_year, trials.door)
                if horizon == primary_horizon:
                    tornado += tornado_rows(q, unit, programme, "marginal", perspective, trials.door)
    keys = ["door", "comparison_design", "item", "payer", "basis", "perspective", "withheld_reason", "note", "parameter"]
    whole = ["horizon_days", "price_year", "n_lead", "n_comparison"]

    def table(rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
        return typed(pd.DataFrame(rows, columns=columns), text=keys, whole=whole, flags=["diagnostics_passed"])

    return {"cost_avoidance": table(avoidance, AVOIDANCE), "cost_summary": table(summary, SUMMARY),
            "cost_tornado": table(tornado, TORNADO)}


def packed_cost_tables(session: Any) -> pd.DataFrame:
    """The tables of :func:`cost_tables` as one."""
    return pack(cost_tables(session))


def pack(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Several tables as one, told apart by ``table_name``: one dbt model, so that the draws are made once."""
    return pd.concat([frame.assign(table_name=name) for name, frame in tables.items()], ignore_index=True)
