"""The release: the marts in, disclosure control, a fresh ``release.duckdb`` out.

Nothing else in the project reads the marts for publication; reports, charts and exports open the release alone.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import re
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ingest.store import MEMORY_LIMIT
from pipeline.analysis.thresholds import thresholds
from pipeline.costs_input import DRAWS, price_series
from pipeline.errors import ValidationFailed
from pipeline.release.cells import (
    COMPLEMENTARY,
    NOT_ESTIMABLE,
    PRIMARY,
    SHOWN,
    CellSystem,
    Older,
    Solution,
)
from pipeline.release.curves import Point, release_course
from pipeline.release.ledger import OlderCounts, definition_of, place_name, read_history, write_pending
from pipeline.release.ledger import ledger_path as default_ledger_path
from pipeline.release.linkage import LINKS, Context, Linked, Row, count_covariates, is_share, is_weighted, plain
from pipeline.release.present import How, present
from pipeline.release.tables import NEVER_A_GROUP, SUPPORTING, TABLES, Measure, Table, check_declarations
from pipeline.settings import CONTRACT_VERSION, Site

VOCABULARY = 1  # of release_manifest: raise it when a key changes its meaning


@dataclass
class TableSummary:
    """What became of one table: numbers by status."""

    name: str
    rows: int = 0
    numbers: dict[str, int] = field(default_factory=dict)


@dataclass
class ReleaseSummary:
    """What was released. ``left_out``: tables not released, with the reason; ``notes``: what a reader should know."""

    path: Path
    tables: dict[str, TableSummary] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    undeclared: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    coarsened: list[str] = field(default_factory=list)
    told: int = 0  # counts of which the reasons for hiding say more than that, whatever is hidden
    seconds: float = 0.0
    suppress_seconds: float = 0.0

    @property
    def note(self) -> str:
        """One line for a run's progress."""
        text = f"{len(self.tables)} tables, {self.share_shown():.0%} of the estimable numbers shown"
        text += f" ({self.share_shown(primary_only=True):.0%} if only small counts were hidden)"
        return text + (f", {len(self.left_out)} left out" if self.left_out else "")

    def share_shown(self, *, primary_only: bool = False) -> float:
        """Numbers shown among those that were estimable; ``primary_only``: if none were hidden for others' sake."""
        shown, primary, more = (sum(t.numbers.get(s, 0) for t in self.tables.values()) for s in (SHOWN, PRIMARY, COMPLEMENTARY))
        total = shown + primary + more
        return (shown + (more if primary_only else 0)) / total if total else 1.0


# -- reading -----------------------------------------------------------------------------------------------
def _value(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if hasattr(value, "is_integer") or isinstance(value, (int, str, bool)) or value is None:
        return value
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    try:
        return float(value)
    except (TypeError, ValueError):
        return str(value)


def _read(con: duckdb.DuckDBPyConnection, table: Table) -> tuple[list[Row], list[str]] | str:
    """(rows in a total order, undeclared columns), or the reason why the table is left out."""
    relation = None
    for query in table.queries:
        try:
            relation = con.execute(query)
            break
        except duckdb.Error as error:
            kind = type(error).__name__
            reason = "the warehouse has no such table" if kind in ("CatalogException", "BinderException") else kind
    if relation is None:
        return reason
    columns = [d[0] for d in relation.description]
    rows = [{c: _value(v) for c, v in zip(columns, r)} for r in relation.fetchall()]
    missing = [g for g in table.grain if g not in columns]
    missing += [m.name for m in table.measures if m.name not in columns and not m.optional]
    if missing:
        return f"the mart lacks {', '.join(missing)}"
    declared = {*table.grain, *(m.name for m in table.measures), *table.facts, *SUPPORTING}
    rows.sort(key=lambda r: tuple((r[g] is not None, _order(r[g])) for g in table.grain))
    return rows, sorted(c for c in columns if c not in declared)


def _order(value: Any) -> tuple:
    if value is None:
        return (0, 0.0, "")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return (1, 0.0, str(value))
    return (0, float(value), "")


_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?$")


def _refuse_fine(table: Table, rows: list[Row], finest: str) -> None:
    """Days and months, officers and case managers are no grain of anything published."""
    seen: set[tuple[str, Any]] = set()
    for row in rows:
        by = row.get("group_by")
        if isinstance(by, str) and by.lower() in NEVER_A_GROUP:
            raise ValidationFailed(f"release table {table.name}: grouped by {by}, which may never be published")
        for column in (g for g in table.grain if (g, row[g]) not in seen):
            seen.add((column, row[column]))
            value = row[column]
            if isinstance(value, str) and _DAY.match(value):
                raise ValidationFailed(f"release table {table.name}: {column} holds days or months;"
                                       f" the finest period is the {finest}")


_QUARTER = re.compile(r"(^|=)\d{4}-?Q[1-4]$")


def _without_quarters(table: Table, rows: list[Row]) -> list[Row]:
    """The rows that hold no quarter, alone or as a level of a covariate."""
    return [row for row in rows if not any(isinstance(row[g], str) and _QUARTER.search(row[g]) for g in table.grain)]


# -- deciding ---------------------------------------------------------------------------------------------
def _status(table: Table, linked: Linked, solution: Solution, system: CellSystem) -> dict[str, str]:
    out: dict[str, str] = {}
    for m in table.measures:
        if m.rule == "count":
            at = linked.cells.get(m.name)
            out[m.name] = NOT_ESTIMABLE if at is None else solution.status[at]
        elif m.rule == "parameter":
            out[m.name] = SHOWN if linked.row.get(m.name) is not None else NOT_ESTIMABLE
        else:
            hidden = []
            for at in linked.gates.get(m.name, ()):
                if system.cells[at].implicit:
                    hidden += [PRIMARY] if solution.problem.sensitive[at] else []
                else:
                    hidden.append(solution.status[at])
            if m.name in linked.blocked:
                out[m.name] = linked.blocked[m.name]
            elif PRIMARY in hidden:
                out[m.name] = PRIMARY
            elif COMPLEMENTARY in hidden:
                out[m.name] = COMPLEMENTARY
            else:
                out[m.name] = SHOWN if linked.row.get(m.name) is not None else NOT_ESTIMABLE
    return out


_FLAG_ALL_OR_NONE = "all_or_none"
_OF_A_GROUP = frozenset({"rate", "share", "share_of_previous", "share_of_eligible", "cumulative_incidence"})


def _flag(m: Measure, row: Row, value: float | None) -> str | None:
    """A share of 0 % or 100 % says something of every single person in it: flagged for whoever quotes it."""
    of_arms = m.name in ("mean_lead", "mean_comparison") and (
        is_share(row) if "covariate" in row else str(row.get("effect_measure")).startswith("risk_"))
    if value is not None and (m.name in _OF_A_GROUP or of_arms) and {value, row.get(m.name)} & {0.0, 1.0}:
        return _FLAG_ALL_OR_NONE
    return None


_DIGITS = re.compile(r"(?<![A-Za-z_])\d[\d.,]*")


def _fact(value: Any) -> Any:
    """A row's words, without numbers in them: those would pass by the rules."""
    return _DIGITS.sub("#", value) if isinstance(value, str) else value


# -- curves ------------------------------------------------------------------------------------------------
def _curve_rows(table: Table, rows: list[Row], context: Context, solution: Solution, how: How) -> list[tuple]:
    """Long rows of a course over time; a group whose rates are hidden to protect others has none at all."""
    value_name = table.measures[0].name
    names = {value_name: "value", "ci_lower": "lower", "ci_upper": "upper", "n_at_risk": "at_risk",
             "n_events": "events", "n_censored": "censored"}
    groups: dict[tuple, list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[g] for g in table.grain if g != "day")].append(row)
    out = []
    for items in groups.values():
        items.sort(key=lambda r: r["day"])
        first = items[0]
        weighted = is_weighted(first)
        key = (first["arm"], None if first["arm"] == "comparison" else first["door"], first["comparison_design"])
        cells = [c for (*g, o, _h), c in context.rates.items() if tuple(g) == key and o == first["outcome"]]
        hidden = {solution.status[c[n]] for c in cells for n in ("n_trials", "n_observed", "n_rearrested") if n in c}
        days: dict[int, dict[str, float]] = {}
        if cells and COMPLEMENTARY not in hidden:
            points = [Point(int(r["day"]), r[value_name], r.get("ci_lower"), r.get("ci_upper"), r["n_at_risk"] or 0,
                            r["n_events"] or 0, r.get("n_censored"), r.get("n_trials_with_event")) for r in items]
            days = release_course(points, min_cell=how.min_cell, base=max(how.base, 5), first=how.first_days,
                                  share=value_name == "cumulative_incidence", weighted=weighted)
        for r in items:
            shown = days.get(int(r["day"]), {})
            for m in table.measures:
                value = shown.get(names[m.name])
                out.append((*(r[g] for g in table.grain), m.name, value, SHOWN if value is not None else PRIMARY))
    return out


# -- writing -----------------------------------------------------------------------------------------------
def _column_type(values: list[Any]) -> pa.DataType:
    kinds = {type(v) for v in values if v is not None}
    if not kinds or kinds & {str}:
        return pa.string()
    if kinds == {bool}:
        return pa.bool_()
    if kinds <= {int}:
        return pa.int64()
    return pa.float64()


def _write(con: duckdb.DuckDBPyConnection, name: str, columns: list[str], rows: list[tuple],
           types: dict[str, pa.DataType] | None = None) -> None:
    arrays, fields = [], []
    for i, column in enumerate(columns):
        values = [r[i] for r in rows]
        kind = (types or {}).get(column) or _column_type(values)
        if kind == pa.string():
            values = [None if v is None else str(v) for v in values]
        elif kind == pa.float64():
            values = [None if v is None else v + 0.0 for v in values]  # a zero has no sign
        arrays.append(pa.array(values, type=kind))
        fields.append(pa.field(column, kind))
    con.register("_incoming", pa.Table.from_arrays(arrays, schema=pa.schema(fields)))
    con.execute(f'create table "{name}" as select * from _incoming')
    con.unregister("_incoming")


_LONG = {"measure": pa.string(), "value": pa.float64(), "value_status": pa.string()}


def _manifest_rows(site: Site, seed: int, con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    def text(v: Any) -> str:
        return ", ".join(map(str, v)) if isinstance(v, (list, tuple)) else str(v)

    out = {
        "site": site.site, "programme": site.programme, "data_through": site.data_through,
        "accrual_start": site.accrual.start, "accrual_end": site.accrual.end,
        "historical_start": site.historical_window.start, "historical_end": site.historical_window.end,
        "horizons_days": site.horizons_days, "primary_horizon_days": site.primary_horizon_days,
        "primary_design": site.comparison.primary, "designs": site.comparison.designs,
        "lookback_days": site.lookback_days, "link_within_days": site.link_within_days,
        "min_age": site.eligibility.min_age, "exclude_categories": site.eligibility.exclude_categories,
        "intake_within_days": site.engagement.intake_within_days, "min_contacts": site.engagement.min_contacts,
        "engaged_within_days": site.engagement.within_days,
        "min_cell": site.publish.min_cell, "round_to": site.publish.round_to, "recurring": site.publish.recurring,
        "finest_period": site.publish.finest_period, "contract_version": CONTRACT_VERSION,
        "extracts": sorted(site.extracts), "seed": seed, "settings_sha256": site.fingerprint(),
        "definition_sha256": definition_of(site),
    }
    for i, rule in enumerate(site.eligibility.rules, 1):
        window = f" from {rule.valid_from}" if rule.valid_from else ""
        window += f" to {rule.valid_to}" if rule.valid_to else ""
        out[f"eligibility_rule_{i}"] = f"{text(rule.offense_category)}: {text(rule.severity)}{window}"
    out |= {f"threshold_{name}": limit for name, limit in thresholds().items()}
    if site.areas:
        out["programme_areas"], out["comparison_areas"] = site.areas.programme, site.areas.comparison
    out["data_from"] = site.data_from
    if site.costs:
        out["price_year"], out["discount_rate"] = site.costs.price_year, site.costs.discount_rate
        out["perspective"] = site.costs.perspective
        out["cost_draws"], out["price_index"] = f"{DRAWS:,}", price_series()
    if site.fictional:
        out["fictional"] = "true"
    try:
        sources = con.execute("select distinct source from settings.unit_costs union select source from"
                              " settings.programme_costs").fetchall()
    except duckdb.Error:
        sources = []
    if any(str(s).strip().lower().startswith("illustrative") for (s,) in sources):
        out["costs_illustrative"] = "true"
    try:
        found = con.execute("select key, value from marts.run_manifest").fetchall()
    except duckdb.Error:
        found = []
    for key, value in found:
        if re.fullmatch(r"(commit|plan_.*|version|versions?[._].*|.*_version|python|package_.*)", str(key)):
            out.setdefault(str(key), value)
    return [(k, text(v)) for k, v in sorted(out.items())]


def _long_rows(table: Table, linked: list[Linked], facts: tuple[str, ...], solution: Solution, system: CellSystem,
               how: How, memory: dict[str, Any]) -> tuple[list[tuple], list[tuple]]:
    """(long rows, flags) of one table."""
    statuses = [_status(table, item, solution, system) for item in linked]
    numbers = present(table, linked, [{n for n, s in status.items() if s == SHOWN} for status in statuses], how, memory)
    rows, flags = [], []
    for item, status, shown in zip(linked, statuses, numbers):
        grain = tuple(item.row[g] for g in table.grain)
        words = tuple(_fact(item.row[f]) for f in facts)
        for m in table.measures:
            if m.optional and m.name not in item.row:
                continue
            state, value = status[m.name], shown.get(m.name)
            if state == SHOWN and value is None:
                state = NOT_ESTIMABLE
            rows.append((*grain, *words, m.name, value if state == SHOWN else None, state))
            flag = _flag(m, item.row, value if state == SHOWN else None)
            if flag:
                flags.append((table.name, "; ".join(f"{g}={v}" for g, v in zip(table.grain, grain) if v is not None),
                              m.name, flag))
    return rows, flags


def _link(tables: tuple[Table, ...], read: dict[str, list[Row]], context: Context) -> dict[str, list[Linked]]:
    """Enter all counts of all tables into the context's system."""
    linked: dict[str, list[Linked]] = {}
    # the rates name the populations that the others are counted in
    for table in sorted((t for t in tables if t.name in read), key=lambda t: t.name != "rearrest_rates"):
        if table.links != "curve":
            linked[table.name] = (LINKS[table.links] if table.links else plain)(table, read[table.name], context)
    for table in tables:
        for item in linked.get(table.name, ()):
            for measure, at in {**item.cells, **item.behind}.items():
                place = place_name(table.name, (item.row[g] for g in table.grain), measure)
                context.system.places.setdefault(at, []).append(place)
    return linked


def _older(tables: tuple[Table, ...], counts: OlderCounts, now: dict[str, list[Row]]) -> Older:
    """An older release's counts, linked as those of the new one are."""
    rows: dict[str, dict[str, Row]] = defaultdict(dict)
    known = {t.name: t for t in tables if t.name in now}
    for place, (value, _status) in counts.counts.items():
        name, *grain, measure = json.loads(place)
        table = known.get(name)
        if table is not None and len(grain) == len(table.grain):
            rows[name].setdefault(json.dumps(grain), dict(zip(table.grain, grain)))[measure] = value
    # shares stand in the ledger as the counts behind them
    for row in (*rows.get("balance", {}).values(), *rows.get("propensity_overlap", {}).values()):
        for mean, n in (("mean_lead", "n_lead"), ("mean_comparison", "n_comparison")):
            if mean in row and row.get(n):
                row[mean] = row[mean] / row[n]
    context = Context(CellSystem(counts.min_cell), counts.min_cell)
    _link(tables, {name: list(found.values()) for name, found in rows.items()}, context)
    return Older(context.system, {p: s for p, (_v, s) in counts.counts.items()}, counts.printed_range, counts.least)


# the tables whose counts stand in a family of cells, where the release can do without them
_TABLES_OF = {"grant": "grant_measures", "equity": "equity_effects", "volume": "arrest_volume",
              "record_checks": "record_checks"}


def _counted_by(key: Any) -> Any:
    """The key of a count; of a gap between two, that of the smaller."""
    while isinstance(key, tuple) and key and key[0] == "gap":
        key = key[1]
    return key


def _table_of(key: Any) -> str | None:
    """The table that a cell's key belongs to (a gap's: that of the smaller of its two cells), if it can be left out."""
    key = _counted_by(key)
    return _TABLES_OF.get(key[0]) if isinstance(key, tuple) and key else None


def _designs_of(key: Any) -> set[str]:
    """The comparison designs whose groups (arm, door, design) a cell's key names."""
    if not isinstance(key, tuple):
        return set()
    own = {key[2]} if len(key) == 3 and key[0] in ("lead", "comparison") and isinstance(key[2], str) else set()
    return own.union(*(_designs_of(part) for part in key))


def _too_well_known(keys: Sequence[Any], with_older: bool, primary: str | None = None) -> ValidationFailed:
    """The refusal of a release whose small counts (``keys`` of their cells) nothing protects; ``with_older``: beside earlier releases.
    Where all of them are of comparisons that a site can do without (others than ``primary``), it says so."""
    families: Counter[str] = Counter()
    for key in keys:
        key = _counted_by(key)
        families[str(key[0]) if isinstance(key, tuple) else "other"] += 1
    told = ", ".join(f"{n} of {name}" for name, n in sorted(families.items()))
    designs = [_designs_of(key) for key in keys]
    of = sorted(set().union(*designs)) if all(designs) else []
    ways = [f"take {' and '.join(of)} out of comparison.designs (all of them are of it)"] if of and primary not in of else []
    if with_older:
        ways += ["put changed settings back (earlier releases are protected together with this one, and of so few people none can be"
                 " published beside them under others)", "where no earlier release has left the house, run in a folder of its own"]
    return ValidationFailed(
        f"release: small counts stay too well known whatever is hidden ({told}); nothing can be published of so few people",
        hint="; or ".join(ways) or None,
    )


def build_release(
    warehouse_path: str | Path, release_path: str | Path, settings: Site, *, ledger_path: str | Path | None = None,
    seed: int | None = None, tables: tuple[Table, ...] = TABLES, time_limit: float = 20.0,
    leave_out: frozenset[str] = frozenset(), to_publish: bool = True,
) -> ReleaseSummary:
    """Read the marts of ``warehouse_path`` (read-only), control disclosure, write a fresh ``release_path``.

    Marts that are missing are named in the summary. ``ledger_path``: earlier releases to be heeded (default: the site's
    own, where it has one); this release is entered there only once it is published (``ledger.record_release``); of one
    that is not ``to_publish`` no counts are kept for that.
    ``time_limit``: seconds for each connected part of the suppression. ``leave_out``: tables whose statuses say too much.

    Raises ValidationFailed: a mart breaks a rule (a negative count, parts that do not add up, a rule or column that may
    not be published, a margin that is missing); nothing is written then.
    """
    started = time.monotonic()
    check_declarations(tables)
    release_path = Path(release_path)
    summary = ReleaseSummary(release_path)
    publish = settings.publish
    seed = settings.seed if seed is None else seed
    primary = settings.primary_horizon_days
    how = How(publish.min_cell, publish.round_to if publish.recurring else 1,
              (primary, *sorted((h for h in settings.horizons_days if h != primary), reverse=True)))
    ledger = Path(ledger_path) if ledger_path is not None else (
        default_ledger_path(settings) if settings.path is not None else None)
    con = duckdb.connect(str(warehouse_path), read_only=True,
                         config={"python_enable_replacements": "false", "memory_limit": MEMORY_LIMIT})
    try:
        con.execute("set enable_progress_bar = false")
        read: dict[str, list[Row]] = {}
        for table in tables:
            result = "of so few people the reasons for hiding would tell" if table.name in leave_out else _read(con, table)
            if isinstance(result, str):
                summary.left_out[table.name] = result
                continue
            rows, undeclared = result
            _refuse_fine(table, rows, publish.finest_period)
            if publish.finest_period == "year" and len(coarse := _without_quarters(table, rows)) < len(rows):
                summary.notes.append(f"{table.name}: what is by the quarter is left out; the site's finest period is a year")
                if not coarse:
                    summary.left_out[table.name] = "finer than the site's finest period, a year"
                    continue
                rows = coarse
            read[table.name] = rows
            if undeclared:
                summary.undeclared[table.name] = undeclared
        manifest = _manifest_rows(settings, seed, con)
    finally:
        con.close()

    while True:
        system = CellSystem(publish.min_cell)
        context = Context(system, publish.min_cell, primary)
        count_covariates(read.get("balance", []), context)
        linked = _link(tables, read, context)
        system.older = [_older(tables, counts, read) for counts in read_history(ledger, settings)]
        solution = system.solve(seed=seed, time_limit=time_limit)
        summary.suppress_seconds += solution.pattern.seconds
        if not solution.pattern.refused:
            break
        # what can't be protected is left out as a whole, and named; the rest is solved again without it
        hopeless = {_table_of(system.cells[c].key) for c in solution.pattern.refused}
        if None in hopeless or not hopeless & read.keys():
            raise _too_well_known([system.cells[c].key for c in solution.pattern.refused], bool(system.older), settings.comparison.primary)
        for name in hopeless & read.keys():
            del read[name]
            summary.left_out[name] = "its small counts stay too well known whatever is hidden"
    summary.notes += context.notes
    summary.told = len(solution.pattern.told)
    summary.coarsened = [str(system.cells[c].key) for c in solution.pattern.coarsened]

    release_path.parent.mkdir(parents=True, exist_ok=True)
    fresh = release_path.with_name(release_path.name + ".new")
    for leftover in (fresh, fresh.with_name(fresh.name + ".wal")):
        leftover.unlink(missing_ok=True)
    out = duckdb.connect(str(fresh))
    memory: dict[str, Any] = {}
    try:
        schema_rows, flags = [], []
        for table in tables:
            if table.name not in read:
                continue
            if table.links == "curve":
                rows_out = _curve_rows(table, read[table.name], context, solution, how)
                facts: tuple[str, ...] = ()
            else:
                facts = tuple(f for f in table.facts if not read[table.name] or f in read[table.name][0])
                rows_out, flagged = _long_rows(table, linked[table.name], facts, solution, system, how, memory)
                flags += flagged
            columns = [*table.grain, *facts, "measure", "value", "value_status"]
            _write(out, table.name, columns, rows_out, _LONG)
            info = TableSummary(table.name, len(read[table.name]))
            for r in rows_out:
                info.numbers[r[-1]] = info.numbers.get(r[-1], 0) + 1
            summary.tables[table.name] = info
            schema_rows += [(table.name, m.name, m.rule, table.min_cell or publish.min_cell, m.numerator, m.denominator)
                            for m in table.measures]
        _write(out, "release_manifest", ["key", "value"], manifest, {"key": pa.string(), "value": pa.string()})
        _write(out, "release_schema", ["table_name", "measure", "rule", "min_cell", "numerator", "denominator"],
               schema_rows, {"table_name": pa.string(), "min_cell": pa.int64(), "numerator": pa.string(),
                             "denominator": pa.string()})
        _write(out, "release_flags", ["table_name", "row", "measure", "flag"], flags,
               dict.fromkeys(("table_name", "row", "measure", "flag"), pa.string()))
        _write(out, "context_events", ["event_date", "label"],
               [(e.date.isoformat(), e.label) for e in settings.context_events],
               {"event_date": pa.string(), "label": pa.string()})
        out.execute("checkpoint")
    finally:
        out.close()
    os.replace(fresh, release_path)
    if ledger is not None and to_publish:
        write_pending(ledger, release_path, ((place, system.cells[i].value, solution.status[i])
                               for i, places in sorted(system.places.items()) for place in places))
    summary.seconds = time.monotonic() - started
    return summary
