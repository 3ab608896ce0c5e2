"""The release: the marts in, disclosure control, a fresh ``release.duckdb`` out.

Nothing else in the project reads the marts for publication; reports, charts and exports open the release alone.
"""

from __future__ import annotations

import datetime as dt
import math
import os
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.errors import ValidationFailed
from pipeline.release.cells import (
    COMPLEMENTARY, NOT_ESTIMABLE, PRIMARY, SHOWN, CellSystem, Solution,
)
from pipeline.release.curves import Point, is_number, release_course
from pipeline.release.linkage import LINKS, Context, Linked, Row, plain
from pipeline.release.rounding import (
    moved_interval, round_by_error, round_count, round_significant, round_total,
)
from pipeline.release.tables import NEVER_A_GROUP, TABLES, Measure, Table, check_declarations
from pipeline.settings import CONTRACT_VERSION, Site

VOCABULARY = 1  # of release_manifest: raise it when a key changes its meaning


@dataclass
class TableSummary:
    """What became of one table: numbers by status."""

    name: str
    rows: int = 0
    numbers: dict[str, int] = field(default_factory=dict)
    flagged: int = 0


@dataclass
class ReleaseSummary:
    """What was released. ``left_out``: tables not released, with the reason; ``notes``: what a reader should know."""

    path: Path
    tables: dict[str, TableSummary] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    undeclared: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    coarsened: list[str] = field(default_factory=list)
    seconds: float = 0.0
    suppress_seconds: float = 0.0

    def share_shown(self) -> float:
        """Numbers shown among those that were estimable."""
        shown = sum(t.numbers.get(SHOWN, 0) for t in self.tables.values())
        hidden = sum(t.numbers.get(PRIMARY, 0) + t.numbers.get(COMPLEMENTARY, 0) for t in self.tables.values())
        return shown / (shown + hidden) if shown + hidden else 1.0


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
    try:
        relation = con.execute(table.sql)
    except duckdb.Error as error:
        kind = type(error).__name__
        return "the warehouse has no such table" if kind in ("CatalogException", "BinderException") else f"{kind}"
    columns = [d[0] for d in relation.description]
    rows = [{c: _value(v) for c, v in zip(columns, r)} for r in relation.fetchall()]
    missing = [g for g in table.grain if g not in columns]
    missing += [m.name for m in table.measures if m.name not in columns and not m.optional]
    if missing:
        return f"the mart lacks {', '.join(missing)}"
    declared = {*table.grain, *(m.name for m in table.measures), *table.facts}
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


# -- shaping what is shown ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class _How:
    min_cell: int
    base: int
    exact: bool
    first_days: tuple[int, ...]


def _shown_row(table: Table, linked: Linked, status: dict[str, str], how: _How) -> dict[str, float | None]:
    """The numbers of a row as they are printed; only those with status shown are asked for."""
    row = linked.row
    out: dict[str, float | None] = {}
    for m in table.measures:
        if status[m.name] != SHOWN:
            continue
        value = float(row[m.name])
        if m.rule == "count" and not how.exact:
            value = round_count(value, how.base, how.min_cell)
        out[m.name] = value
    if how.exact:
        return out
    if table.name == "rearrest_rates":
        _round_rates(row, out, how)
    for m in table.measures:
        if m.name in out and m.rule in ("statistic", "mean", "money") and table.name != "rearrest_rates":
            error = row.get("std_error")
            if m.name in ("estimate", "ci_lower", "ci_upper", "std_error"):
                out[m.name] = round_by_error(out[m.name], error)  # type: ignore[arg-type]
            elif m.rule == "money":
                out[m.name] = round_significant(out[m.name], 3)  # type: ignore[arg-type]
            else:
                out[m.name] = round_significant(out[m.name], 3)  # type: ignore[arg-type]
        elif m.name in out and m.rule == "rate" and table.name != "rearrest_rates":
            out[m.name] = round(out[m.name], 2)  # type: ignore[arg-type]
    return out


def _follow(row: Row, out: dict[str, float | None], centre: str, lower: str, upper: str, kind: str) -> None:
    """Move an interval with the number that it belongs to."""
    if lower not in out or upper not in out or centre not in out:
        return
    moved = moved_interval(out[centre], row[lower], row[upper], kind)  # type: ignore[arg-type]
    low, high = moved if moved else (row[lower], row[upper])
    out[lower], out[upper] = round(low, 3), round(high, 3)


def _round_rates(row: Row, out: dict[str, float | None], how: _How) -> None:
    """Rates are those of the rounded counts: a reader who divides gets what is printed, and nothing else."""
    n, k, events = out.get("n_observed"), out.get("n_rearrested"), out.get("arrest_events")
    if "rate" in out and n and k is not None:
        out["rate"] = round(min(k / n, 1.0), 4)
        _follow(row, out, "rate", "rate_lower", "rate_upper", "logit")
    years = None
    if "person_years" in out:
        years = out["person_years"] = round_total(row["person_years"], row["n_observed"], how.base)
    if "events_per_person_year" in out and years and events is not None:
        out["events_per_person_year"] = round(events / years, 4)
        _follow(row, out, "events_per_person_year", "epy_lower", "epy_upper", "log")
    trials = out.get("n_trials")
    if "cumulative_incidence" in out and trials:
        expected = round_count(row["cumulative_incidence"] * row["n_trials"], how.base, how.min_cell)
        out["cumulative_incidence"] = round(min(expected / trials, 1.0), 4)
        _follow(row, out, "cumulative_incidence", "ci_lower", "ci_upper", "loglog")


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


def _flag(m: Measure, row: Row, status: str) -> str | None:
    """A share of 0 % or 100 % says something of every single person in it: flagged for whoever quotes it."""
    if status == SHOWN and m.rule == "rate" and m.numerator and row.get(m.name) in (0, 1, 0.0, 1.0):
        return _FLAG_ALL_OR_NONE
    return None


_DIGITS = re.compile(r"(?<![A-Za-z_])\d[\d.,]*")


def _fact(value: Any) -> Any:
    """A row's words, without numbers in them: those would pass by the rules."""
    return _DIGITS.sub("#", value) if isinstance(value, str) else value


# -- curves ------------------------------------------------------------------------------------------------
def _curve_rows(table: Table, rows: list[Row], context: Context, solution: Solution, how: _How) -> list[tuple]:
    value_name = table.measures[0].name
    groups: dict[tuple, list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[g] for g in table.grain if g != "day")].append(row)
    out = []
    for group, items in groups.items():
        items.sort(key=lambda r: r["day"])
        arm, door, design, outcome = group
        hidden = {solution.status[c[n]] for (a, d, cd, o, _h), c in context.rates.items()
                  if (a, d, cd, o) == (arm, door, design, outcome)
                  for n in ("n_trials", "n_observed", "n_rearrested") if n in c}
        known = any((a, d, cd, o) == (arm, door, design, outcome) for (a, d, cd, o, _h) in context.rates)
        days: dict[int, dict[str, float | None]] = {}
        if known and COMPLEMENTARY not in hidden:
            points = [Point(int(r["day"]), r[value_name], r.get("ci_lower"), r.get("ci_upper"), r["n_at_risk"] or 0,
                            r["n_events"] or 0, r.get("n_censored")) for r in items if int(r["day"]) > 0]
            if all(is_number(p.at_risk) and p.events >= 0 for p in points):
                days = release_course(points, min_cell=how.min_cell, base=max(how.base, 5), first=how.first_days,
                                      share=value_name == "cumulative_incidence")
        names = {value_name: "value", "ci_lower": "lower", "ci_upper": "upper", "n_at_risk": "at_risk",
                 "n_events": "events", "n_censored": "censored"}
        for r in items:
            shown = days.get(int(r["day"]))
            if int(r["day"]) == 0:
                continue
            for m in table.measures:
                value = shown[names[m.name]] if shown else None
                status = SHOWN if value is not None else PRIMARY
                out.append((*(r[g] for g in table.grain), m.name, value, status, None))
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
        arrays.append(pa.array(values, type=kind))
        fields.append(pa.field(column, kind))
    con.register("_incoming", pa.Table.from_arrays(arrays, schema=pa.schema(fields)))
    con.execute(f'create table "{name}" as select * from _incoming')
    con.unregister("_incoming")


_LONG = {"measure": pa.string(), "value": pa.float64(), "value_status": pa.string(), "flag": pa.string()}


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
    }
    for i, rule in enumerate(site.eligibility.rules, 1):
        window = f" from {rule.valid_from}" if rule.valid_from else ""
        window += f" to {rule.valid_to}" if rule.valid_to else ""
        out[f"eligibility_rule_{i}"] = f"{text(rule.offense_category)}: {text(rule.severity)}{window}"
    if site.areas:
        out["programme_areas"], out["comparison_areas"] = site.areas.programme, site.areas.comparison
    if site.costs:
        out["price_year"], out["discount_rate"] = site.costs.price_year, site.costs.discount_rate
        out["perspective"] = site.costs.perspective
    try:
        found = con.execute("select key, value from marts.run_manifest").fetchall()
    except duckdb.Error:
        found = []
    for key, value in found:
        if re.fullmatch(r"(commit|version|versions?[._].*|.*_version|python|package_.*)", str(key)):
            out.setdefault(str(key), value)
    return [(k, text(v)) for k, v in sorted(out.items())]


def build_release(
    warehouse_path: str | Path, release_path: str | Path, settings: Site, *, ledger_path: str | Path | None = None,
    seed: int, tables: tuple[Table, ...] = TABLES, time_limit: float = 2.0,
) -> ReleaseSummary:
    """Read the marts of ``warehouse_path`` (read-only), control disclosure, write a fresh ``release_path``.

    Marts that are missing are named in the summary. ``time_limit``: seconds for each connected part of the suppression.

    Raises ValidationFailed: a mart breaks a rule (a negative count, parts that do not add up, a rule or column that may
    not be published, a margin that is missing); nothing is written then.
    """
    started = time.monotonic()
    check_declarations(tables)
    release_path = Path(release_path)
    summary = ReleaseSummary(release_path)
    publish = settings.publish
    primary = settings.primary_horizon_days
    how = _How(publish.min_cell, publish.round_to if publish.recurring else 1, not publish.recurring,
               (primary, *sorted((h for h in settings.horizons_days if h != primary), reverse=True)))
    system = CellSystem(publish.min_cell)
    context = Context(system, publish.min_cell)
    con = duckdb.connect(str(warehouse_path), read_only=True, config={"python_enable_replacements": "false"})
    try:
        read: dict[str, list[Row]] = {}
        for table in tables:
            result = _read(con, table)
            if isinstance(result, str):
                summary.left_out[table.name] = result
                continue
            rows, undeclared = result
            _refuse_fine(table, rows, publish.finest_period)
            read[table.name] = rows
            if undeclared:
                summary.undeclared[table.name] = undeclared
        manifest = _manifest_rows(settings, seed, con)
    finally:
        con.close()

    linked: dict[str, list[Linked]] = {}
    # the rates name the populations that the others are counted in
    for table in sorted((t for t in tables if t.name in read), key=lambda t: t.name != "rearrest_rates"):
        if table.links != "curve":
            linked[table.name] = (LINKS[table.links] if table.links else plain)(table, read[table.name], context)
    solution = system.solve(seed=seed, time_limit=time_limit)
    summary.suppress_seconds = solution.pattern.seconds
    refused = set(solution.pattern.refused)
    if refused:
        raise ValidationFailed("release: small counts stay too well known whatever is hidden:"
                               f" {', '.join(sorted({str(system.cells[c].key) for c in refused})[:5])}")
    summary.coarsened = [str(system.cells[c].key) for c in solution.pattern.coarsened]

    release_path.parent.mkdir(parents=True, exist_ok=True)
    fresh = release_path.with_name(release_path.name + ".new")
    for leftover in (fresh, fresh.with_name(fresh.name + ".wal")):
        leftover.unlink(missing_ok=True)
    out = duckdb.connect(str(fresh))
    try:
        schema_rows = []
        for table in tables:
            if table.name not in read:
                continue
            if table.links == "curve":
                rows_out = _curve_rows(table, read[table.name], context, solution, how)
                facts: tuple[str, ...] = ()
            else:
                facts = tuple(f for f in table.facts if not read[table.name] or f in read[table.name][0])
                rows_out = []
                for item in linked[table.name]:
                    status = _status(table, item, solution, system)
                    shown = _shown_row(table, item, status, how)
                    for m in table.measures:
                        if m.optional and m.name not in item.row:
                            continue
                        rows_out.append((*(item.row[g] for g in table.grain), *(_fact(item.row[f]) for f in facts),
                                         m.name, shown.get(m.name) if status[m.name] == SHOWN else None,
                                         status[m.name], _flag(m, item.row, status[m.name])))
            columns = [*table.grain, *facts, "measure", "value", "value_status", "flag"]
            _write(out, table.name, columns, rows_out, _LONG)
            info = TableSummary(table.name, len(read[table.name]))
            for r in rows_out:
                info.numbers[r[-2]] = info.numbers.get(r[-2], 0) + 1
                info.flagged += r[-1] is not None
            summary.tables[table.name] = info
            schema_rows += [(table.name, m.name, m.rule, table.min_cell or publish.min_cell, m.numerator, m.denominator)
                            for m in table.measures]
        _write(out, "release_manifest", ["key", "value"], manifest, {"key": pa.string(), "value": pa.string()})
        _write(out, "release_schema", ["table_name", "measure", "rule", "min_cell", "numerator", "denominator"],
               schema_rows, {"table_name": pa.string(), "min_cell": pa.int64(), "numerator": pa.string(),
                             "denominator": pa.string()})
        _write(out, "context_events", ["event_date", "label"],
               [(e.date.isoformat(), e.label) for e in settings.context_events],
               {"event_date": pa.string(), "label": pa.string()})
        out.execute("checkpoint")
    finally:
        out.close()
    os.replace(fresh, release_path)
    summary.seconds = time.monotonic() - started
    return summary
