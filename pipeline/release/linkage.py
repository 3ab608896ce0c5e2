"""How the published tables hang together: which counts are the same, which nest, which add up.

Each function takes the rows of one table and enters their counts into the cell system. For each row it gives back the
cell of each count, and for each other number the cells that it leans on (it is shown only if all of them are).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pipeline.costs_input import BASES
from pipeline.errors import ValidationFailed
from pipeline.release.cells import CellSystem, Key
from pipeline.release.rounding import told_by_sums
from pipeline.release.tables import TOTALS, Table
from reports.repricing import PAYERS_OF

Row = dict[str, Any]

# outcome -> the outcome whose events hold all of its own (contract section 3); a site's own outcome is a class of new offences
PARENT_OUTCOME = {
    "new_offense": "any_arrest", "warrant": "any_arrest", "supervision": "any_arrest", "prior_offense": "any_arrest",
    "felony": "new_offense", "misdemeanor": "new_offense", "citation": "new_offense", "drug": "new_offense",
    "prostitution": "new_offense", "property": "new_offense", "violent": "new_offense",
}


def parent_outcome(outcome: str) -> str | None:
    """The outcome that holds this one; only ``any_arrest`` has none."""
    return None if outcome == "any_arrest" else PARENT_OUTCOME.get(outcome, "new_offense")


# events (not people) split without overlap; the second split leaves charges of unknown severity over
EVENT_SPLITS = (
    ("any_arrest", ("new_offense", "warrant", "supervision", "prior_offense"), True),
    ("new_offense", ("felony", "misdemeanor", "citation"), False),
)


@dataclass
class Linked:
    """One row's counts (``behind``: those in the guise of a share) and, for each other number, the cells it leans on.

    ``blocked``: numbers that may not be shown whatever the cells say, with the status that says why.
    """

    row: Row
    cells: dict[str, int] = field(default_factory=dict)
    behind: dict[str, int] = field(default_factory=dict)
    gates: dict[str, tuple[int, ...]] = field(default_factory=dict)
    blocked: dict[str, str] = field(default_factory=dict)


@dataclass
class Context:
    """What later tables need of earlier ones."""

    system: CellSystem
    min_cell: int
    primary_horizon: int = 365
    rates: dict[tuple, dict[str, int]] = field(default_factory=dict)
    observed: dict[tuple, int] = field(default_factory=dict)  # of a group and horizon
    groups: dict[tuple, int] = field(default_factory=dict)
    covariates: dict[tuple, int] = field(default_factory=dict)  # of the models of a (door, design)
    hidden_items: set[tuple] = field(default_factory=set)  # (door, design, horizon, basis, payer, item) of hidden money
    hidden_sums: set[tuple] = field(default_factory=set)  # (door, design, horizon, basis, perspective, payer) of hidden sums
    notes: list[str] = field(default_factory=list)


def _group(row: Row) -> tuple:
    return (row.get("arm"), row.get("door"), row.get("comparison_design"))


def _where(table: Table, row: Row) -> str:
    return f"{table.name} ({', '.join(str(row.get(g)) for g in table.grain)})"


def plain(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """Counts stand for themselves; sums, margins and nestings are those of the declaration."""
    system, out = context.system, []
    for row in rows:
        linked = Linked(row)
        for m in table.counts():
            value = row.get(m.name)
            if value is None:
                continue
            per = m.per if m.per is not None else table.grain
            key: Key = (table.name, m.name, *((g, row.get(g)) for g in per))
            linked.cells[m.name] = system.add(key, value, name=f"{_where(table, row)}.{m.name}", weight=m.weight)
        for s in table.sums:
            if s.parent in linked.cells and all(p in linked.cells for p in s.parts):
                system.total(linked.cells[s.parent], [linked.cells[p] for p in s.parts],
                             name=f"{_where(table, row)}.{s.parent}")
        for inner, outer in table.nested:
            if inner in linked.cells and outer in linked.cells:
                system.nested(linked.cells[inner], linked.cells[outer], name=f"{_where(table, row)}.{inner}")
        for m in table.measures:
            if m.rule == "count" or m.rule == "parameter":
                continue
            gate = [linked.cells[n] for n in m.needs if n in linked.cells]
            if m.numerator in linked.cells and m.denominator in linked.cells:
                at = system.rate(linked.cells[m.numerator], linked.cells[m.denominator],
                                 name=f"{_where(table, row)}.{m.name}")
                gate += [at] if at is not None and system.is_sensitive(at) else []
            linked.gates[m.name] = tuple(gate)
        out.append(linked)
    _margins(table, out, context)
    return out


def _margins(table: Table, linked: list[Linked], context: Context) -> None:
    for margin in table.margins:
        blocks: dict[tuple, dict[Any, Linked]] = defaultdict(dict)
        for item in linked:
            blocks[tuple(item.row.get(g) for g in table.grain if g != margin.by)][item.row.get(margin.by)] = item
        for block, items in blocks.items():
            total = items.get(margin.total)
            if total is None:
                raise ValidationFailed(f"release table {table.name}: the margin {margin.by} = {margin.total} is missing")
            for name in margin.measures:
                parts = [i.cells[name] for v, i in items.items() if v != margin.total and name in i.cells]
                if name in total.cells and parts:
                    context.system.total(total.cells[name], parts, name=f"release table {table.name}: {name} by"
                                                                        f" {margin.by} in {block}")


def attrition(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """What leaves one step enters the next; the last step's rest are the trials of the rates."""
    by_group: dict[tuple, list[Row]] = defaultdict(list)
    for row in rows:
        by_group[_group(row)].append(row)
    done: dict[int, Linked] = {}
    for group, steps in by_group.items():
        steps.sort(key=lambda r: -r["step_number"])
        # where each person has one trial (the LEAD arm), both columns count the same
        one_each = all(r.get(f"n_people_{c}") == r.get(f"n_{c}") for r in steps for c in ("in", "excluded", "out"))
        after: dict[str, int] = {}
        for row in steps:
            linked = done[id(row)] = Linked(row)
            _attrition_step(table, linked, group, "trials", "n_", "n_trials", after, context)
            if one_each:
                linked.cells |= {n.replace("n_", "n_people_"): at for n, at in linked.cells.items()}
            else:
                _attrition_step(table, linked, group, "people", "n_people_", "n_people", after, context)
                for people, trials in (("n_people_in", "n_in"), ("n_people_out", "n_out")):
                    if people in linked.cells and trials in linked.cells:
                        apart(context.system, linked.cells[people], linked.cells[trials], _where(table, row))
            few_people(linked, (("n_people_in", "n_in"), ("n_people_out", "n_out"),
                                ("n_people_excluded", "n_excluded")), context)
    # where nobody leaves, a step passes its count on: hidden, it is hidden in all of them
    for at, places in Counter(c for linked in done.values() for c in linked.cells.values()).items():
        context.system.cells[at].weight *= places
    return [done[id(row)] for row in rows]


def _attrition_step(table: Table, linked: Linked, group: tuple, kind: str, prefix: str, final: str,
                    after: dict[str, int], context: Context) -> None:
    """One step, later ones first: ``after[kind]`` is the cell of what enters the step behind it."""
    system, row, where = context.system, linked.row, _where(table, linked.row)
    n_in, n_ex, n_out = (row.get(f"{prefix}{c}") for c in ("in", "excluded", "out"))
    if n_in is None or n_out is None:
        return

    def add(column: str, value: float) -> int:
        name = f"{prefix}{column}"
        return system.add(("attrition", kind, group, row["step_number"], column), value, name=f"{where}.{name}",
                          weight=table.measure(name).weight)

    at_out = after.get(kind)
    if at_out is None:
        at_out = system.same_or_own(("rates", group, final), ("attrition", kind, group, row["step_number"], "out"), n_out,
                                    name=f"{where}.{prefix}out", weight=table.measure(f"{prefix}out").weight)
    elif system.cells[at_out].value != round(n_out):
        context.notes.append(f"{where}: what leaves the step is not what enters the next")
        at_out = add("out", n_out)
    at_in = at_out if n_in == n_out else add("in", n_in)
    linked.cells |= {f"{prefix}in": at_in, f"{prefix}out": at_out}
    after[kind] = at_in
    if n_ex is None:
        system.nested(at_out, at_in, name=where)
        return
    at_ex = linked.cells[f"{prefix}excluded"] = add("excluded", n_ex)
    if kind == "trials" or n_in - n_out == n_ex:
        if n_in - n_out != n_ex:
            raise ValidationFailed(f"{where}.{prefix}in: the parts do not add up to the total; nothing was released")
        if at_in != at_out:
            system.total(at_in, (at_out, at_ex), name=f"{where}.{prefix}in")
    else:
        # people with a trial left and one lost stand on both sides: only the nesting holds
        system.nested(at_out, at_in, name=where)
        system.nested(at_ex, at_in, name=where, sensitive=False)


def apart(system: CellSystem, people: int, entries: int, name: str) -> None:
    """Entries (trials, contacts) less people: 15 of 14 people say that one of them is in there twice."""
    system.nested(people, entries, name=name)


def few_people(linked: Linked, pairs: tuple[tuple[str, str], ...], context: Context) -> None:
    """Trials or events of fewer than min_cell people are hidden, however many they are."""
    for people, events in pairs:
        if people in linked.cells and events in linked.cells:
            context.system.people_behind(linked.cells[people], linked.cells[events])


def importance(row: Row, context: Context) -> float:
    """What a reader would miss most is hidden last: the primary outcome, all arrests, the primary horizon."""
    outcome = {"new_offense": 8.0, "any_arrest": 4.0, "felony": 2.0}.get(row.get("outcome"), 1.0)
    return outcome * (3.0 if row.get("horizon_days") == context.primary_horizon else 1.0)


def rearrest_rates(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """Observed trials nest over horizons, outcomes nest in one another, events split, complements are counts too."""
    system, out = context.system, []
    by_cell: dict[tuple, dict[str, int]] = context.rates
    observed: dict[tuple, dict[int, int]] = defaultdict(dict)
    for row in rows:
        linked, g, h, o = Linked(row), _group(row), row["horizon_days"], row["outcome"]
        where = _where(table, row)

        def add(name: str, key: Key, row: Row = row, linked: Linked = linked, where: str = where) -> int | None:
            if row.get(name) is None:
                return None
            weight = table.measure(name).weight * importance(row, context)
            at = system.add(key, row[name], name=f"{where}.{name}", weight=weight)
            linked.cells[name] = at
            return at

        trials = add("n_trials", ("rates", g, "n_trials"))
        if trials is not None and row.get("n_people") == row["n_trials"]:
            linked.cells["n_people"] = trials
        else:
            people = add("n_people", ("rates", g, "n_people"))
            if people is not None and trials is not None:
                apart(system, people, trials, where)
        # as many observed as at another horizon, or as there are trials, are the same people
        n_obs = row.get("n_observed")
        if n_obs is not None:
            if trials is not None and n_obs == row["n_trials"]:
                linked.cells["n_observed"] = trials
            else:
                add("n_observed", ("rates", g, "n_observed", n_obs))
        seen = linked.cells.get("n_observed")
        if seen is not None:
            observed[g][h] = seen
            context.observed.setdefault((*g, h), seen)
            if trials is not None:
                system.nested(seen, trials, name=f"{where}.n_observed")
        k = add("n_rearrested", ("rates", g, o, h, "n_rearrested"))
        events = add("arrest_events", ("rates", g, o, h, "arrest_events"))
        few_people(linked, (("n_people", "n_trials"), ("n_people", "n_observed"), ("n_rearrested", "arrest_events")),
                   context)
        entry = {"n_trials": trials, "n_observed": seen, "n_rearrested": k, "arrest_events": events}
        if k is not None and seen is not None:
            entry["complement"] = system.rate(k, seen, name=f"{where}.n_rearrested")
            if events is not None:
                system.nested(k, events, name=where, sensitive=False)
        by_cell[(*g, o, h)] = {n: c for n, c in entry.items() if c is not None}
        context.groups[g] = trials if trials is not None else -1
        out.append(linked)

    for g, horizons in observed.items():
        ordered = sorted(horizons)
        for short, long in zip(ordered, ordered[1:]):
            if system.cells[horizons[long]].value <= system.cells[horizons[short]].value:
                system.nested(horizons[long], horizons[short], name=f"{table.name}: observed at {long} of {short} days")
        outcomes = {o for (*gg, o, _h) in by_cell if tuple(gg) == g}
        for o in sorted(outcomes):
            for short, long in zip(ordered, ordered[1:]):
                a, b = by_cell.get((*g, o, short), {}), by_cell.get((*g, o, long), {})
                if "n_rearrested" in a and "n_rearrested" in b and horizons[short] == horizons[long]:
                    system.nested(a["n_rearrested"], b["n_rearrested"],
                                  name=f"{table.name}: {o} by {short} of {long} days")
                    early, late = a.get("arrest_events"), b.get("arrest_events")
                    # what lies between two printed ones is hidden by their steps; one hidden for others' sake lies between
                    if early is None or late is None:
                        continue
                    system.later.setdefault(early, []).append(late)
                    if system.cells[early].value >= context.min_cell:
                        system.nested(early, late, sensitive=False,
                                      name=f"{table.name}: events of {o} by {short} of {long} days")
        for h in ordered:
            for o in sorted(outcomes):
                parent = by_cell.get((*g, parent_outcome(o), h), {})
                child = by_cell.get((*g, o, h), {})
                if "n_rearrested" in parent and "n_rearrested" in child:
                    system.nested(child["n_rearrested"], parent["n_rearrested"], name=f"{table.name}: {o} at {h} days")
            for whole, parts, complete in EVENT_SPLITS:
                cells = [by_cell.get((*g, o, h), {}).get("arrest_events") for o in (whole, *parts)]
                if any(c is None for c in cells):
                    continue
                rest = system.cells[cells[0]].value - sum(system.cells[c].value for c in cells[1:])
                if complete and rest:
                    raise ValidationFailed(f"{table.name}: the events of {whole} at {h} days are not the sum of their"
                                           " classes; nothing was released")
                extra = () if complete else (
                    system.add(("rates", g, whole, h, "unknown_rest"), rest, name=f"{table.name}: {whole}",
                               implicit=True),)
                system.total(cells[0], (*cells[1:], *extra), name=f"{table.name}: {whole} at {h} days")
                people = [by_cell[(*g, o, h)].get("n_rearrested") for o in (whole, *parts)]
                both = [(system.cells[c].value, 0 if p is None else system.cells[p].value) for c, p in zip(cells, people)]
                for i in told_by_sums(both[0], both[1:], context.min_cell, complete=complete):
                    system.hide(cells[i])

    for linked in out:
        c, row = linked.cells, linked.row
        cell = by_cell[(*_group(row), row["outcome"], row["horizon_days"])]
        small = [cell["complement"]] if cell.get("complement") is not None else []
        base = [c[n] for n in ("n_observed", "n_rearrested") if n in c]
        for m in table.measures:
            if m.rule in ("count", "parameter"):
                continue
            gate = [c[n] for n in m.needs if n in c] or base
            linked.gates[m.name] = tuple(dict.fromkeys([*gate, *([] if m.name == "person_years" else small)]))
    return out


_OF_EVENTS = ("mean_count_difference", "rate_ratio")


def _arm_gates(context: Context, row: Row) -> tuple[int, ...]:
    """The cells under a contrast: who was observed and re-arrested in each arm, and who was not."""
    out: list[int] = []
    names = ["n_observed", "n_rearrested", "complement"]
    if row.get("effect_measure") in _OF_EVENTS:
        names.append("arrest_events")
    o, h = row.get("outcome"), row.get("horizon_days")
    for arm, door, design in (("lead", row.get("door"), None), ("comparison", None, row.get("comparison_design"))):
        cell = context.rates.get((arm, door, design, o, h))
        if cell:
            out += [cell[n] for n in names if n in cell]
    return tuple(out)


def _n_cell(table: Table, row: Row, name: str, context: Context) -> int | None:
    """The cell of an arm's n: the observed trials, all trials, or a count of its own nested in them."""
    if row.get(name) is None:
        return None
    system, value = context.system, round(float(row[name]))
    group = ("lead", row.get("door"), None) if name == "n_lead" else ("comparison", None, row.get("comparison_design"))
    for key in (("rates", group, "n_observed", value), ("rates", group, "n_trials")):
        at = system.get(key)
        if at is not None and system.cells[at].value == value:
            return at
    at = system.add(("effects", group, name, value), row[name], name=f"{_where(table, row)}.{name}",
                    weight=next((m.weight for m in table.measures if m.name == name), 1.0))
    # the area policy's arms are all eligible events, no part of the diverted
    if row.get("comparison_design") != "area_policy":
        cell = context.rates.get((*group, row.get("outcome"), row.get("horizon_days")), {})
        for whole in {system.get(("rates", group, "n_trials")), cell.get("n_observed")} - {None}:
            if system.cells[whole].value > value:
                system.nested(at, whole, name=f"{_where(table, row)}.{name}")
    return at


# estimators that compare the two arms as they are: one number is taken from the data
WITHOUT_A_MODEL = frozenset({"unadjusted", "aalen_johansen", "ghosh_lin", "rate_ratio"})


def count_covariates(rows: list[Row], context: Context) -> None:
    """How many columns the models of each contrast hold: those of the balance before weighting."""
    for row in rows:
        if not is_weighted(row):
            key = row.get("door"), row.get("comparison_design")
            context.covariates[key] = context.covariates.get(key, 0) + 1


def degrees_of_freedom(row: Row, context: Context) -> float:
    """Trials of both arms less what the row's model takes from them; infinite where the sizes are not given."""
    lead, other = row.get("n_lead"), row.get("n_comparison")
    if lead is None or other is None:
        return float("inf")
    columns = 0 if row.get("estimator") in WITHOUT_A_MODEL else context.covariates.get(
        (row.get("door"), row.get("comparison_design")), 0)
    return lead + other - 2 - columns


def effects(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """An estimate is shown only where its diagnostics passed and every count under it is shown."""
    system, out = context.system, []
    for row in rows:
        linked = Linked(row)
        for name in ("n_lead", "n_comparison"):
            at = _n_cell(table, row, name, context)
            if at is not None:
                linked.cells[name] = at
        for name, trials in (("people_lead", "n_lead"), ("people_comparison", "n_comparison")):
            if row.get(name) is None or trials not in linked.cells:
                continue
            at = linked.cells[trials]
            if row[name] != row[trials]:
                at = system.add(("effects", name, system.cells[at].key, row[name]), row[name],
                                name=f"{_where(table, row)}.{name}", weight=table.measure(name).weight)
                system.people_behind(at, linked.cells[trials])
                if row[name] < row[trials]:
                    apart(system, at, linked.cells[trials], _where(table, row))
            linked.cells[name] = at
        gate = (*_arm_gates(context, row), *linked.cells.values())
        # a model that has nearly as many numbers as people says what each of them did
        saturated = degrees_of_freedom(row, context) < context.min_cell - 1
        for m in table.measures:
            if m.rule not in ("count", "parameter"):
                linked.gates[m.name] = gate
                if saturated:
                    linked.blocked[m.name] = "suppressed_primary"
                if row.get("diagnostics_passed") is False or row.get("diagnostics_passed") is None:
                    if "diagnostics_passed" in row:
                        linked.blocked[m.name] = "diagnostics_failed"
        if few_unmatched(row, context.min_cell):
            linked.blocked.setdefault("ess_comparison", "suppressed_primary")
        out.append(linked)
    _hidden_risks(table, out, context)
    return out


def few_unmatched(row: Row, min_cell: int) -> bool:
    """The pairs of a matching are a count: with the arm's size they would tell how few found no partner."""
    pairs, n = row.get("ess_comparison"), row.get("n_lead")
    return row.get("estimator") == "matching" and pairs is not None and n is not None and 0 < n - pairs < min_cell


# with these every LEAD trial weighs the same, so that the arm's mean times its size is a count
_EQUAL_LEAD_WEIGHTS = frozenset({"unadjusted", "entropy_balance", "logistic_att", "aipw", "matching"})


def _hidden_risks(table: Table, linked: list[Linked], context: Context) -> None:
    """A difference and a ratio of the same two risks give both risks away, and with the arm's size how many were re-arrested.

    Where that count is none that the rates print (another analysis, a part of the arm), and it or what parts it from the
    printed one is small, the ratio goes, and with it the means and what is worked out from the ratio.
    """
    measures = {m.name for m in table.measures}
    pairs: dict[tuple, dict[str, Linked]] = defaultdict(dict)
    for item in linked:
        if item.row.get("estimator") in _EQUAL_LEAD_WEIGHTS:
            pairs[tuple(item.row.get(g) for g in table.grain if g != "effect_measure")][item.row.get("effect_measure")] = item
    for pair in pairs.values():
        if "risk_difference" not in pair:
            continue
        row = pair["risk_difference"].row
        ratio = pair["risk_ratio"].row.get("estimate") if "risk_ratio" in pair else None
        lead, n, difference = row.get("mean_lead"), row.get("n_lead"), row.get("estimate")
        if (lead is None or "mean_lead" not in measures) and None not in (ratio, difference) and ratio != 1:
            lead = difference * ratio / (ratio - 1)
        if lead is None or not n:
            continue
        if row["estimator"] == "matching" and row.get("ess_comparison"):
            n = row["ess_comparison"]  # those with a partner
        k = round(lead * n)
        main = context.rates.get(("lead", row.get("door"), None, row.get("outcome"), row.get("horizon_days")), {})
        known = context.system.cells[main["n_rearrested"]].value if "n_rearrested" in main else k
        small = [1 <= part < context.min_cell for part in (abs(k - known), *((k, round(n) - k) if k != known else ()))]
        if any(small):
            for measure, item in pair.items():
                names = {"e_value", "e_value_ci", "mean_lead", "mean_comparison"}
                if measure == "risk_ratio":
                    names |= {m.name for m in table.measures if m.rule not in ("count", "parameter")}
                for name in names & measures:
                    item.blocked.setdefault(name, "suppressed_complementary")


def controls(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """Contrasts of arms that need not be LEAD and its comparison: each row rests on its own two counts."""
    out = []
    for row in rows:
        linked = Linked(row)
        for m in table.counts():
            if row.get(m.name) is not None:
                linked.cells[m.name] = context.system.add((table.name, row["control"], m.name, row[m.name]), row[m.name],
                                                          name=f"{_where(table, row)}.{m.name}", weight=m.weight)
        for m in table.measures:
            if m.rule not in ("count", "parameter"):
                linked.gates[m.name] = tuple(linked.cells.values())
        out.append(linked)
    return out


def split_level(covariate: str) -> tuple[str, str | None]:
    """``race=Black`` -> (race, Black); a column without levels -> (name, None)."""
    name, sep, level = str(covariate).partition("=")
    return name, level if sep else None


def is_share(row: Row) -> bool:
    """A 0/1 column: its means are shares of people, thus counts in disguise."""
    mean = row.get("mean_lead"), row.get("mean_comparison")
    return split_level(row["covariate"])[1] is not None or (
        row.get("variance_ratio") is None and all(m is None or 0 <= m <= 1 for m in mean))


def is_weighted(row: Row) -> bool:
    return row.get("weighting") not in (None, "none", "unweighted", "raw")


def balance(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """A share of a level is a count in disguise, share x n; the levels of a covariate add up to n.

    Weighting moves the comparison's share onto that of the LEAD arm, so a weighted row leans on the same counts.
    """
    system, done = context.system, {}
    levels: dict[tuple, dict[str, int]] = defaultdict(dict)
    wholes: dict[tuple, int] = {}
    for row in sorted(rows, key=is_weighted):  # the weighted rows lean on the unweighted ones
        linked, where = Linked(row), _where(table, row)
        gate: list[int] = []
        of_lead = 0
        for arm, mean, n_name, group in (
            ("lead", "mean_lead", "n_lead", ("lead", row.get("door"), None)),
            ("comparison", "mean_comparison", "n_comparison", ("comparison", None, row.get("comparison_design"))),
        ):
            at_n = _n_cell(table, row, n_name, context)
            if at_n is None:
                linked.blocked.update({m.name: "suppressed_primary" for m in table.measures if m.rule != "count"})
                continue
            linked.cells[n_name] = at_n
            gate.append(at_n)
            if not is_share(row):
                if 1 <= (row.get(f"people_apart_{arm}") or 0) < context.min_cell:
                    # all but a few people hold the same value: the mean, times n, is what the few hold
                    linked.blocked |= {m.name: "suppressed_primary" for m in table.measures
                                       if m.rule not in ("count", "parameter")}
                continue
            name, level = split_level(row["covariate"])
            # each design puts thin levels together in its own way, so that one name may stand for several sets of
            # people: equal counts are taken for the same ones, the levels add up within a design
            block = (group, name, at_n, row.get("comparison_design"))
            if row.get(mean) is not None and not (arm == "comparison" and is_weighted(row)):
                k = round(row[mean] * row[n_name])
                at = linked.behind[mean] = system.add(("balance", group, name, at_n, level, k), k, name=f"{where}.{mean}")
                levels[block].setdefault(str(level), at)
                wholes[block] = at_n
            at = levels[block].get(str(level))
            if at is not None:
                rest = system.nested(at, at_n, name=f"{where}.{mean}")
                gate += [at] + ([rest] if rest is not None else [])
            if arm == "lead" and "mean_lead" in linked.behind:
                of_lead = len(gate)
        for m in table.measures:
            if m.rule not in ("count", "parameter"):
                # the share of LEAD's arm is one cell in all designs: hidden in one for that comparison's sake, and printed
                # in another, it would only look hidden
                linked.gates[m.name] = tuple(gate[:of_lead] if m.name == "mean_lead" and of_lead else gate)
        done[id(row)] = linked
    for block, parts in levels.items():
        if len(parts) > 1:
            _partition(system, wholes[block], list(parts.values()), f"{table.name}: levels of {block[1]}")
    return [done[id(row)] for row in rows]


def funnel(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """Each stage nests in the one before; groups add up to the total where one is given."""
    system, out = context.system, []
    order = ("eligible", "offered", "accepted", "intake", "engaged")
    at: dict[tuple, int] = {}
    totals = {row["stage"]: row for row in rows if _is_total(row)}
    for row in rows:
        linked = Linked(row)
        if row.get("n") is not None:
            key = (row["stage"], row.get("group_by"), row.get("group"))
            whole = totals.get(row["stage"])
            if key[2] == "arrest_diversion" and whole is not None and whole.get("n") == row["n"]:
                key = (row["stage"], whole.get("group_by"), whole.get("group"))  # the total by another name
            own = (row["stage"], row.get("group_by"), row.get("group"))
            at[own] = linked.cells["n"] = system.add(("funnel", *key), row["n"], name=f"{_where(table, row)}.n",
                                                     weight=table.measure("n").weight * (
                                                         3 if _is_total(row) else 1))
        out.append(linked)
    groups = {(g, v) for (_s, g, v) in at}
    gaps: dict[tuple, int | None] = {}
    of_first: dict[tuple, int | None] = {}
    for g, v in sorted(groups, key=str):
        chain = [s for s in order if (s, g, v) in at]
        for outer, inner in zip(chain, chain[1:]):
            if system.cells[at[(inner, g, v)]].value <= system.cells[at[(outer, g, v)]].value:
                gaps[(inner, g, v)] = system.rate(at[(inner, g, v)], at[(outer, g, v)],
                                                  name=f"{table.name}: {inner} in {g} = {v}")
        for inner in chain[2:]:
            if chain[0] == "eligible" and system.cells[at[(inner, g, v)]].value <= system.cells[at[(chain[0], g, v)]].value:
                of_first[(inner, g, v)] = system.nested(at[(inner, g, v)], at[(chain[0], g, v)],
                                                        name=f"{table.name}: {inner} in {g} = {v}")
    totals = {s: c for (s, g, v), c in at.items() if g in TOTALS or v in TOTALS}
    for stage, total in totals.items():
        for g in sorted({g for (s, g, v) in at if s == stage and g not in TOTALS and v not in TOTALS}, key=str):
            # the other doors and unlinked diversions stand apart: the total is that of the diversions at an arrest
            parts = [c for (s, gg, v), c in at.items() if s == stage and gg == g and v not in TOTALS
                     and (g != "door" or v == "arrest_diversion")]
            _partition(system, total, parts, f"{table.name}: {stage} by {g}")
    for linked in out:
        row = linked.row
        g, v = row.get("group_by"), row.get("group")
        chain = [s for s in order if (s, g, v) in at]
        gate = [linked.cells["n"]] if "n" in linked.cells else []
        if row["stage"] in chain and chain.index(row["stage"]) > 0:
            gate.append(at[(chain[chain.index(row["stage"]) - 1], g, v)])
            gap = gaps.get((row["stage"], g, v))
            gate += [gap] if gap is not None else []
        first = [at[("eligible", g, v)]] if ("eligible", g, v) in at else []
        gap = of_first.get((row["stage"], g, v))
        first += [gap] if gap is not None else []
        for m in table.measures:
            if m.rule not in ("count", "parameter"):
                more = first if m.name.startswith("share_of_eligible") else []
                linked.gates[m.name] = tuple(dict.fromkeys([*gate, *more]))
    return out


def _is_total(row: Row) -> bool:
    return row.get("group_by") in TOTALS or row.get("group") in TOTALS


def _partition(system: CellSystem, total: int, parts: list[int], name: str) -> None:
    """Parts of a total; what they leave over is a count too."""
    parts = [p for p in dict.fromkeys(parts) if p != total]
    rest = system.cells[total].value - sum(system.cells[p].value for p in parts)
    if not parts or rest < 0:
        return
    extra = () if rest == 0 else (
        system.add(("rest", system.cells[total].key, name), rest, name=name, implicit=True),)
    system.total(total, (*parts, *extra), name=name)


def equity(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """Inside a group the rule is that of the effects; without the group's own size nothing is shown."""
    system, out, uncounted = context.system, [], False
    groups: dict[tuple, dict[Any, int]] = defaultdict(dict)
    hits: dict[tuple, dict[Any, int]] = defaultdict(dict)
    for row in rows:
        linked, where = Linked(row), _where(table, row)
        gate: list[int] = []
        for arm, group in (("lead", ("lead", row.get("door"), None)),
                           ("comparison", ("comparison", None, row.get("comparison_design")))):
            n_name, k_name = f"n_{arm}", f"n_rearrested_{arm}"
            dims = (row.get("group_by"), row.get("group"))
            at: int | None
            if dims[0] in TOTALS:
                at = _n_cell(table, row, n_name, context)
            elif row.get(n_name) is None:
                at = None
            else:
                at = system.add(("equity", group, *dims, row.get("horizon_days")), row[n_name], name=f"{where}.{n_name}",
                                weight=table.measure(n_name).weight)
                groups[(group, row.get("outcome"), row.get("horizon_days"), dims[0])][dims[1]] = at
            if at is None:
                linked.blocked |= {m.name: "suppressed_primary" for m in table.measures if m.rule != "count"}
                continue
            linked.cells[n_name] = at
            gate.append(at)
            if row.get(k_name) is None:
                uncounted = True
                size, known = row.get(f"group_size_{arm}"), row.get(f"group_rearrested_{arm}")
                # of a group of which some left the contrast, the fewest that may be left on either side
                if size is not None and min(known, size - known) - abs(size - row[n_name]) < context.min_cell:
                    linked.blocked |= {m.name: "suppressed_primary" for m in table.measures if m.rule != "count"}
                continue
            key = ("equity", group, *dims, row.get("outcome"), row.get("horizon_days"), "k")
            if dims[0] in TOTALS:
                key = ("rates", group, row.get("outcome"), row.get("horizon_days"), "n_rearrested")
            k = system.same_or_own(key, ("equity", *key), row[k_name], name=f"{where}.{k_name}", implicit=True)
            rest = system.nested(k, at, name=f"{where}.{k_name}")
            gate += [k] + ([rest] if rest is not None else [])
            if dims[0] not in TOTALS:
                hits[(group, row.get("outcome"), row.get("horizon_days"), dims[0])][dims[1]] = k
        for m in table.measures:
            if m.rule not in ("count", "parameter"):
                linked.gates[m.name] = tuple(gate)
                if m.name == "minimum_detectable" and row.get("estimate") is None:
                    # what a group too small for an estimate could have shown: of its sizes and the risk of all
                    linked.gates[m.name] = (*linked.cells.values(), *_arm_gates(context, row))
                elif row.get("diagnostics_passed", True) is not True:
                    linked.blocked.setdefault(m.name, "diagnostics_failed")
        out.append(linked)
    if uncounted:
        context.notes.append(f"{table.name}: the mart gives no re-arrested by group; only the groups' sizes were judged")
    everybody: dict[int, list[int]] = {}
    # the groups of one kind make up everybody, in size and in re-arrests: one group that is everybody shows what all shows
    for counted, measure in ((groups, "n_observed"), (hits, "n_rearrested")):
        for (group, outcome, horizon, by), parts in counted.items():
            cells = context.rates.get((*group, outcome, horizon), {})
            whole = cells.get(measure)
            if whole is None:
                continue
            _partition(system, whole, list(parts.values()), f"{table.name}: {by}, {measure}")
            for part in parts.values():
                if system.cells[part].value == system.cells[whole].value:
                    everybody[part] = [whole, *([cells["complement"]] if "complement" in cells else [])]
    for linked in out:
        for name, gate in linked.gates.items():
            linked.gates[name] = tuple(dict.fromkeys([*gate, *(c for at in gate for c in everybody.get(at, ()))]))
    return out


def costs(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """Money rests on both arms' trials of the horizon, and on no handful of people.

    An item is hidden where fewer than min_cell people of an arm had any of it, or where all but the two who had most
    hold less than a tenth of the largest part (dominance), and with it what its sum or its units would give away
    (:func:`_hide_items`).
    """
    out = []
    for row in rows:
        linked = Linked(row)
        for name in ("n_lead", "n_comparison"):
            at = _n_cell(table, row, name, context)
            if at is not None:
                linked.cells[name] = at
        gate = list(linked.cells.values())
        if len(gate) < 2:
            for group in (("lead", row.get("door"), None), ("comparison", None, row.get("comparison_design"))):
                found = context.observed.get((*group, row.get("horizon_days")))
                gate += [found] if found is not None else []
        few = any(1 <= (row.get(f"contributors_{arm}") or 0) < context.min_cell or row.get(f"is_dominated_{arm}")
                  for arm in ("lead", "comparison"))
        # how far one item moves the net is as good as the item
        few = few or (table.name != "cost_avoidance" and row.get("item") is not None and any(
            (*h[:4], h[5]) == (*_money_key(row), row["item"]) for h in context.hidden_items))
        for m in table.measures:
            if m.rule not in ("count", "parameter"):
                linked.gates[m.name] = tuple(gate)
                if row.get("diagnostics_passed", True) is not True:
                    linked.blocked[m.name] = "diagnostics_failed"
                elif few or len(gate) < 2:
                    linked.blocked[m.name] = "suppressed_primary"
        # the same net again, under other assumptions
        if row.get("item") is None and (*_sum_key(row), "all") in context.hidden_sums and "payer" not in row and not linked.blocked:
            _hide(table, linked)
        out.append(linked)
    if table.name == "cost_avoidance":
        _hide_items(table, out, context)
    return out


# its units are the difference in mean counts of any arrest, which ``effects`` prints: hiding its money protects nothing
KNOWN_ITEMS = frozenset({"arrest"})


def _hide_items(table: Table, rows: list[Linked], context: Context) -> None:
    """What the sums would give away of a hidden item.

    An item's units are the same to every payer and on every basis, and prices are printed: one hidden row hides the item,
    and each printed sum is an equation in the hidden items' units. A second item goes with a single one; then the sums are
    taken in the order of their use, and one that would make a hidden item's units the only solution is hidden too.
    """
    contrasts: dict[tuple, list[Linked]] = defaultdict(list)
    for linked in rows:
        contrasts[tuple(linked.row.get(g) for g in ("door", "comparison_design", "horizon_days"))].append(linked)
    for contrast, members in contrasts.items():
        few = {i.row["item"] for i in members if "suppressed_primary" in i.blocked.values()}
        if not few:
            continue
        prices = {(i.row["item"], i.row.get("payer"), i.row.get("basis")): float(i.row["unit_cost_usd"]) for i in members
                  if i.row.get("unit_cost_usd") is not None}
        hidden = few | _second_item(members, few)
        for linked in members:
            if linked.row["item"] in hidden and not linked.blocked:
                _hide(table, linked)
        context.hidden_items |= {(*_money_key(i.row), i.row.get("payer"), i.row["item"]) for i in members
                                 if i.row["item"] in hidden}
        sums = _sums_to_hide(prices, sorted(few - KNOWN_ITEMS), sorted(hidden - KNOWN_ITEMS))
        context.hidden_sums |= {(*contrast, *of) for of in sums}
        for linked in members:  # a break-even price holds the net that it breaks even with
            if any(basis == linked.row.get("basis") and payer in TOTALS for basis, _, payer in sums):
                for m in table.measures:
                    if m.name == "break_even_unit_cost_usd":
                        linked.blocked.setdefault(m.name, "suppressed_complementary")


def _second_item(members: list[Linked], few: set[str]) -> set[str]:
    """The item that hides a single one in the sums: the least of those whose money is a tenth of its or more, and of the same
    payer where there is one, so that this payer's sum and the others' can stand."""
    payers: dict[str, set] = defaultdict(set)
    for i in members:
        if i.row.get("payer") not in TOTALS:
            payers[i.row["item"]].add(i.row.get("payer"))
    money: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for i in members:
        if i.row.get("avoided_per_person_usd") is not None:
            money[i.row.get("basis")][i.row["item"]] += abs(i.row["avoided_per_person_usd"])
    if len(few - KNOWN_ITEMS) != 1:
        return set()
    (item,) = few - KNOWN_ITEMS
    for parts in (money[basis] for basis in BASES if item in money[basis]):
        others = [(v < 0.1 * parts[item], not payers[item] & payers[name], v if v >= 0.1 * parts[item] else -v, name)
                  for name, v in sorted(parts.items()) if name != item and name not in KNOWN_ITEMS]
        if others:
            return {min(others)[-1]}
    return set()


def _sums_to_hide(prices: dict[tuple, float], few: list[str], hidden: list[str]) -> list[tuple[str, str, str]]:
    """(basis, perspective, payer) of the sums that must not stand beside those before them."""
    at = {item: j for j, item in enumerate(hidden)}
    secrets = np.array([[float(item == name) for name in hidden] for item in few]).reshape(len(few), len(hidden))
    known = np.zeros((0, len(hidden)))
    out = []
    totals = [(basis, perspective, "all", PAYERS_OF[perspective]) for basis in BASES for perspective in reversed(PAYERS_OF)]
    single = [(basis, perspective, payer, (payer,)) for basis in BASES for perspective in reversed(PAYERS_OF)
              for payer in PAYERS_OF[perspective]]
    for basis, perspective, payer, payers in (*totals, *single):
        line = np.zeros(len(hidden))
        for (item, who, of), price in prices.items():
            if of == basis and who in payers and item in at:
                line[at[item]] += price
        beside = np.vstack([known, line])
        rank = np.linalg.matrix_rank(beside) if len(beside) else 0
        if any(np.linalg.matrix_rank(np.vstack([beside, secret])) == rank for secret in secrets):
            out.append((basis, perspective, payer))
        else:
            known = beside
    return out


def _money_key(row: Row) -> tuple:
    return tuple(row.get(g) for g in ("door", "comparison_design", "horizon_days", "basis"))


def _sum_key(row: Row) -> tuple:
    return (*_money_key(row), row.get("perspective"))


def _hide(table: Table, linked: Linked) -> None:
    linked.blocked |= {m.name: "suppressed_complementary" for m in table.measures if m.rule not in ("count", "parameter")}


def cost_summary(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """As :func:`costs`; besides, the sums that would give a hidden item away are hidden."""
    out = costs(table, rows, context)
    for linked in out:
        if (*_sum_key(linked.row), linked.row.get("payer")) in context.hidden_sums and not linked.blocked:
            _hide(table, linked)
    return out


def programme_costs(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """As :func:`costs`; what a participant costs beside what a diverted person does gives away how many took part, so it
    leans on them and on those who did not."""
    out = costs(table, rows, context)
    system = context.system
    for linked in out:
        row, k = linked.row, linked.row.get("contributors_lead")
        observed = context.observed.get(("lead", row.get("door"), None, row.get("horizon_days")))
        if k is None or observed is None:
            linked.blocked |= {m.name: "suppressed_primary" for m in table.measures if m.rule not in ("count", "parameter")}
            continue
        at = system.add(("programme", row.get("door"), row.get("horizon_days")), k, name=_where(table, row), implicit=True)
        rest = system.nested(at, observed, name=f"{table.name}: participants")
        more = (at,) if rest is None else (at, rest)
        for name, gate in linked.gates.items():
            linked.gates[name] = tuple(dict.fromkeys([*gate, *more]))
    return out


def volume(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """Arrests by period and category: with a total row or column where the mart has one."""
    out = plain(table, rows, context)
    dims = [g for g in table.grain]
    for by in dims:
        blocks: dict[tuple, dict[Any, Linked]] = defaultdict(dict)
        for item in out:
            blocks[tuple(item.row.get(g) for g in dims if g != by)][item.row.get(by)] = item
        for items in blocks.values():
            total = next((i for v, i in items.items() if v in TOTALS), None)
            if total is not None:
                for m in table.counts():
                    if m.name in total.cells:
                        _partition(context.system, total.cells[m.name],
                                   [i.cells[m.name] for v, i in items.items() if v not in TOTALS and m.name in i.cells],
                                   f"{table.name} by {by}")
    return out


def quarantine(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """A row may carry several reasons: each count is at most the extract's quarantined rows."""
    return plain(table, rows, context)


# the extracts whose rows have a day that a death can precede
_DATED = ("arrests", "referrals", "engagements", "custody", "court_cases", "health_events")


def records(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """Checks of the same records stand on one count; who has no arrest at all has no linked one; both arms add up to the rows
    loaded (``row_ledger``), of which the arrest diversions are a part."""
    system, out = context.system, []
    at: dict[tuple, Linked] = {}
    for row in rows:
        linked = at[row["check_name"], row["people"]] = Linked(row)
        of_all = row["check_name"] == "diverted_without_referral"
        wholes = {"referral_without_arrest": "diversions", "person_without_arrest": "diversions"}
        whole = wholes.get(row["check_name"], row["check_name"]), None if of_all else row["people"]
        for name, key in (("n_records", (row["check_name"], row["people"])), ("n_of", whole)):
            if row.get(name) is not None:
                linked.cells[name] = system.add((table.name, name, key), row[name], name=f"{_where(table, row)}.{name}",
                                                weight=table.measure(name).weight)
        gate = list(linked.cells.values())
        if "n_of" in linked.cells:
            rest = system.rate(linked.cells["n_records"], linked.cells["n_of"], name=f"{_where(table, row)}.share")
            gate += [rest] if rest is not None and system.is_sensitive(rest) else []
        linked.gates["share"] = tuple(dict.fromkeys(gate))
        out.append(linked)
    unlinked, unknown = at.get(("referral_without_arrest", "referred")), at.get(("person_without_arrest", "referred"))
    if unlinked and unknown:
        system.nested(unknown.cells["n_records"], unlinked.cells["n_records"], name=f"{table.name}: unlinked")
    failures = [at[k].cells["n_records"] for k in at if k[0] == "diverted_without_referral"]
    if len(failures) == 2:
        both = system.add((table.name, "failures"), sum(system.cells[c].value for c in failures), name=table.name, implicit=True)
        system.total(both, failures, name=f"{table.name}: linkage failures")
    _records_and_ledger(table, at, context)
    return out


def _records_and_ledger(table: Table, at: dict[tuple, Linked], context: Context) -> None:
    system = context.system

    def loaded(extract: str) -> int | None:
        return system.get(("row_ledger", "rows_loaded", ("extract", extract)))

    rows = [c for c in map(loaded, _DATED) if c is not None]
    dated = [at[k].cells["n_of"] for k in at if k[0] == "after_death"]
    if rows and dated and sum(system.cells[c].value for c in rows) == sum(system.cells[c].value for c in dated):
        both = system.add((table.name, "dated"), sum(system.cells[c].value for c in rows), name=table.name, implicit=True)
        system.total(both, rows, name=f"{table.name}: rows loaded")
        system.total(both, dated, name=f"{table.name}: rows loaded")
    unlinked, referrals = at.get(("referral_without_arrest", "referred")), loaded("referrals")
    if unlinked and referrals is not None and system.cells[referrals].value >= system.cells[unlinked.cells["n_of"]].value:
        system.nested(unlinked.cells["n_of"], referrals, name=f"{table.name}: arrest diversions")


# what a reader looks for is hidden for another count's sake only where nothing else serves
_WANTED = {"drug_possession": 2.0, "prostitution": 1.5, "other": 0.5}


def arrests_by_quarter(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """Arrests by period and category; those of fewer than min_cell people are hidden, however many they are."""
    out = volume(table, rows, context)
    for linked in out:
        people = linked.row.get("contributors")
        if "n_events" in linked.cells:
            context.system.cells[linked.cells["n_events"]].weight *= _WANTED.get(linked.row["offense_category"], 1.0)
        if people is not None and "n_events" in linked.cells:
            at = context.system.add((table.name, "people", linked.row["quarter"], linked.row["offense_category"]), people,
                                    name=_where(table, linked.row), implicit=True)
            context.system.people_behind(at, linked.cells["n_events"])
    return out


def gaps(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """A gap rests on the counts of its group's and of the reference's shares, as they stand in the funnel."""
    order = ("eligible", "offered", "accepted", "intake", "engaged")
    out = []
    for row in rows:
        linked = Linked(row)
        gate: list[int] = []
        stage = row.get("stage", "offered")  # the offer's gap has no other
        complete = stage in order[1:]
        for group in (row["group"], row.get("reference_group")) if complete else ():
            before = "eligible" if row.get("share_of") == "eligible" else order[order.index(stage) - 1]
            inner, outer = (context.system.get(("funnel", s, row["group_by"], group)) for s in (stage, before))
            if inner is None or outer is None:
                complete = False
                continue
            rest = context.system.nested(inner, outer, name=_where(table, row))
            gate += [inner, outer] + ([rest] if rest is not None else [])
        for m in table.measures:
            linked.gates[m.name] = tuple(dict.fromkeys(gate))
            if not complete:
                linked.blocked[m.name] = "suppressed_primary"
        out.append(linked)
    return out


def course(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """Who had the event by a day had it by every later one (of a gap: by every shorter one); doors make up everybody."""
    system, out = context.system, plain(table, rows, context)
    at: dict[tuple, Linked] = {tuple(i.row[g] for g in table.grain): i for i in out}
    series: dict[tuple, list[int]] = defaultdict(list)
    for door, name, day in at:
        series[(door, name)].append(day)
    for (door, name), days in series.items():
        days.sort(reverse=name == "gap_in_service")
        first = at[(door, name, days[0])].cells["n_people"]
        for day in days:
            # the same people at the start of every day's row
            linked = at[(door, name, day)]
            linked.cells["n_people"] = first
            rest = system.rate(linked.cells["n_events"], first, name=f"{_where(table, linked.row)}.share")
            gate = (first, linked.cells["n_events"], *([rest] if rest is not None else []))
            for m in table.measures:
                if m.rule not in ("count", "parameter"):
                    linked.gates[m.name] = gate
        for early, late in zip(days, days[1:]):
            inner, outer = (at[(door, name, d)].cells["n_events"] for d in (early, late))
            if system.cells[inner].value <= system.cells[outer].value:
                system.nested(inner, outer, name=f"{table.name}: {name} by {early} of {late} days")
    first = {key: at[(*key, days[0])].cells["n_people"] for key, days in series.items()}
    for door, name in first:
        _course_people(table, door, first, {d: at[(door, "intake", d)].cells["n_events"] for d in series[(door, name)]
                                            if (door, "intake", d) in at} if name == "left_after_intake" else {}, system)
    for (door, name, day), linked in at.items():
        parts = [i for (d, n, t), i in at.items() if (n, t) == (name, day) and d not in TOTALS]
        if door in TOTALS:
            for measure in ("n_people", "n_events"):
                _partition(system, linked.cells[measure], [i.cells[measure] for i in parts],
                           f"{table.name}: {measure} of {name}, {day}")
    return out


def _course_people(table: Table, door: Any, first: dict[tuple, int], came: dict[int, int], system: CellSystem) -> None:
    """Who stays are those who ever came to an intake: less all accepted, they tell how many never came; less those who came
    by a day (``came``), how many came later. Gaps in service are of some who stayed."""
    everybody, stayed, gap = (first.get((door, name)) for name in ("intake", "left_after_intake", "gap_in_service"))
    if came and everybody is not None and stayed is not None:
        system.rate(stayed, everybody, name=f"{table.name}: who came to an intake, {door}")
        for day, events in came.items():
            if system.cells[events].value <= system.cells[stayed].value:
                system.nested(events, stayed, name=f"{table.name}: who came to an intake after day {day}, {door}")
    if came and gap is not None and stayed is not None and system.cells[gap].value <= system.cells[stayed].value:
        system.nested(gap, stayed, name=f"{table.name}: who stayed too short for a gap, {door}")


# a grant's measures: of which the periods add up to the whole, and of which whoever counts in a period counts in the whole
_POOLED = "all periods"  # so named that no reader takes it for a sum of them
_ADDITIVE = frozenset("screened eligible offered contacts overdoses_nonfatal overdoses_fatal naloxone ed_visits crises"
                      " deaths".split())
_EVER = frozenset("referred served people_contacted services_linked followed".split())
_SERVICES = frozenset({"legal", "health", "housing", "employment", "benefits"})
_OUTCOMES_OF_REFERRAL = ("accepted", "declined", "lost_or_pending")


def grant(table: Table, rows: list[Row], context: Context) -> list[Linked]:
    """The measures of a period among each other, with the periods before and after, the funnel and all arrests.

    Who is served in a period was enrolled at the end of the one before or enrols in it, and is enrolled at its end or
    closed: so from four columns a reader can work out the fifth, period after period.
    """
    system = context.system
    out = [Linked(row) for row in rows]
    at: dict[tuple, int] = {}
    totals: dict[tuple, int] = {}
    for linked in out:
        _grant_numerator(table, linked, at, context)
    for linked in out:
        row, cells = linked.row, linked.cells
        if row.get("denominator") is None or "numerator" not in cells:
            continue
        of = _grant_whole(at, row)
        whole = _grant_whole_name(row)
        if of is None and whole is not None and row["measure_name"] != "offered":
            # the parts stand by the year, their total by the quarter: its year is printed as their denominator alone
            # (one cell under all parts: a total printed beside some of them is printed)
            key = ("grant", row["period"], whole, "overall", "all")
            known = system.get(key)
            if known is not None and system.cells[known].value != row["denominator"]:
                key = ("grant", "denominator", row["period"], whole, row["denominator"])
            of = totals[(row["period"], whole)] = system.add(key, row["denominator"], name=_where(table, row))
        cells["denominator"] = of if of is not None and system.cells[of].value == row["denominator"] else system.add(
            ("grant", "denominator", *(row[g] for g in table.grain)), row["denominator"], name=_where(table, row))
        rest = system.rate(cells["numerator"], cells["denominator"], name=f"{_where(table, row)}.share")
        linked.gates["share"] = tuple(c for c in (cells["numerator"], cells["denominator"], rest)
                                      if c is not None and (c != rest or system.is_sensitive(c)))
    periods = sorted({q for q, *_ in at if q != _POOLED})
    _grant_margins(table, {**at, **{(q, m, "overall", "all"): c for (q, m), c in totals.items()}}, context)
    for (year, measure), total in totals.items():
        parts = [(q, at[(q, measure, "overall", "all")]) for q in periods if (q, measure, "overall", "all") in at]
        pooled = at.get((_POOLED, measure, "overall", "all"))
        if measure in _ADDITIVE:
            _partition(system, total, [c for q, c in parts if q.startswith(f"{year}-")], f"{table.name}: {measure}, {year}")
            if pooled is not None:
                _partition(system, pooled, [c for (_y, m), c in totals.items() if m == measure], f"{table.name}: {measure} by year")
        for part, whole in [(c, total) for q, c in parts if q.startswith(f"{year}-")] + [(total, pooled)] * (pooled is not None):
            if measure in _EVER and system.cells[part].value <= system.cells[whole].value:
                system.nested(part, whole, name=f"{table.name}: {measure}, {year}")
    _grant_periods(table, at, periods, context)
    return out


def _grant_numerator(table: Table, linked: Linked, at: dict[tuple, int], context: Context) -> None:
    system, row, where = context.system, linked.row, _where(table, linked.row)
    if row.get("numerator") is None:
        return
    period, measure, by, group = (row[g] for g in table.grain)
    own = ("grant", period, measure, by, group)
    key: Key = own
    if measure in ("eligible", "offered"):
        dims = (by, group) if period == _POOLED else ("quarter", period) if by == "overall" else None
        key = ("funnel", measure, *dims) if dims else own
    cell = system.same_or_own(key, own, row["numerator"], name=f"{where}.numerator",
                              weight=table.measure("numerator").weight)
    at[(period, measure, by, group)] = linked.cells["numerator"] = cell
    known = system.get(key)
    if known is not None and known != cell and system.cells[known].value <= system.cells[cell].value:
        # the funnel ends with accrual, the grant's periods with the data
        system.nested(known, cell, name=f"{where}.numerator")
    people = row.get("n_people")
    if people is None:
        return
    if row.get("unit") == "people" and people == row["numerator"]:
        linked.cells["n_people"] = cell
    else:
        twin = {("contacts", "overall"): "people_contacted", ("contacts", "contact_type"): "services_linked"}.get((measure, by))
        # the people behind the contacts are a measure of their own; of a service, too
        place = ("grant", period, twin, by, group) if twin and (by == "overall" or group in _SERVICES) else (*own, "people")
        linked.cells["n_people"] = system.add(place, people, name=f"{where}.n_people",
                                              weight=table.measure("n_people").weight)
        if measure == "contacts":
            # a client seen twice is no secret worth a third of the contacts: told to the data's owners instead
            system.nested(linked.cells["n_people"], cell, name=where, sensitive=False)
        else:
            apart(system, linked.cells["n_people"], cell, where)
        few_people(linked, (("n_people", "numerator"),), context)


def _grant_whole(at: dict[tuple, int], row: Row) -> int | None:
    """The cell that a row's denominator is: the measure that it is a share of, or (of a group) the measure's total."""
    period, measure, by, group = row["period"], row["measure_name"], row["group_by"], row["group"]
    if measure == "offered":
        return at.get((period, "eligible", by, group))
    return at.get((period, _grant_whole_name(row), "overall", "all"))


_WHOLES = {"eligible": "screened", "offered": "eligible", "services_linked": "people_contacted", "deaths": "followed",
           "enrolled": "served", "active": "served", "closed": "served", **dict.fromkeys(_OUTCOMES_OF_REFERRAL, "referred")}


def _grant_whole_name(row: Row) -> str | None:
    """The measure that a row is a share of; of a group, the measure itself."""
    return _WHOLES.get(row["measure_name"]) if row["group_by"] == "overall" else row["measure_name"]


def _grant_margins(table: Table, at: dict[tuple, int], context: Context) -> None:
    """Groups make up their total (but for services, of which a person may have several); so do a referral's outcomes."""
    system = context.system
    groups: dict[tuple, dict[str, list[int]]] = {}
    for (period, measure, by, _), cell in at.items():
        if by != "overall":
            groups.setdefault((period, measure), {}).setdefault(by, []).append(cell)
    for period, measure, by, group in list(at):
        if by != "overall":
            continue
        total = at[(period, measure, by, group)]
        for other, parts in sorted(groups.get((period, measure), {}).items()):
            if measure != "services_linked":
                _partition(system, total, parts, f"{table.name}: {measure} by {other}, {period}")
        if measure == "referred":
            outcomes = [at.get((period, m, "overall", "all")) for m in _OUTCOMES_OF_REFERRAL]
            if None not in outcomes:
                _partition(system, total, outcomes, f"{table.name}: what became of the referred, {period}")


def _grant_periods(table: Table, at: dict[tuple, int], periods: list[str], context: Context) -> None:
    """What holds from one period to the next, and between the periods and all of them as one."""
    system = context.system

    def get(period: str | None, measure: str) -> int | None:
        return at.get((period, measure, "overall", "all"))

    chain = [q for q in periods if (q, "served", "overall", "all") in at]
    for before, period in zip([None, *chain], [*chain, _POOLED]):
        served, enrolled, active, closed = (get(period, m) for m in ("served", "enrolled", "active", "closed"))
        if None in (served, enrolled, active, closed):
            continue
        name = f"{table.name}: served, {period}"
        system.total(served, (active, closed), name=name)
        start = get(before, "active") if period != _POOLED else None
        if start is not None:
            system.total(served, (start, enrolled), name=name)
    for (period, measure, by, group), whole in list(at.items()):
        if period != _POOLED:
            continue
        parts = [at[k] for q in periods if (k := (q, measure, by, group)) in at]
        if not parts or measure == "active":
            continue
        name = f"{table.name}: {measure} by period, {by} {group}"
        if measure in _ADDITIVE:
            _partition(system, whole, parts, name)
            continue
        # a person counts once over all periods, so that these are at most the sum
        value = sum(system.cells[p].value for p in parts)
        together = system.add(("grant", "sum", measure, by, group), value, name=name, implicit=True)
        system.total(together, parts, name=name)
        if value >= system.cells[whole].value:
            system.nested(whole, together, name=name, sensitive=False)
        if measure in _EVER and by in ("overall", "sex", "race", "ethnicity"):
            for part in parts:
                system.nested(part, whole, name=name)


LINKS: dict[str, Callable[[Table, list[Row], Context], list[Linked]]] = {
    "attrition": attrition, "rearrest_rates": rearrest_rates, "effects": effects, "balance": balance, "controls": controls,
    "funnel": funnel, "equity": equity, "costs": costs, "cost_summary": cost_summary, "programme_costs": programme_costs,
    "volume": volume, "quarantine": quarantine, "records": records,
    "arrests_by_quarter": arrests_by_quarter, "gaps": gaps, "course": course,
    "grant": grant,
}
