"""Runs the suites over a warehouse through SQL, and keeps results that hold counts and never a value."""

from __future__ import annotations

import html
import json
import os
import re
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "False")

SUITES = Path(__file__).parent / "suites"
MEMORY_LIMIT = os.environ.get("LEAD_MEMORY_LIMIT", "1500MB")  # the release is made beside it
_VALUES_AT_FAULT = re.compile(r'SELECT \S+ AS unexpected_values\s')


@dataclass(frozen=True)
class Check:
    """One expectation's result. ``unexpected`` is a count (None where the check could not be evaluated)."""

    suite: str
    table: str
    number: int
    rule: str
    why: str
    success: bool
    unexpected: int | None
    problem: str | None = None


@dataclass(frozen=True)
class GateResult:
    """All checks of one run, and the tables that were not there to check."""

    checks: tuple[Check, ...]
    absent: tuple[str, ...]

    @property
    def failures(self) -> tuple[Check, ...]:
        return tuple(c for c in self.checks if not c.success)

    @property
    def success(self) -> bool:
        return not self.failures


def load_suites(folder: Path = SUITES) -> list[dict[str, Any]]:
    """The reviewed suites, in the order of their names."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def describe(expectation: dict[str, Any]) -> str:
    """An expectation as one line: its type and what it is about (the query of a row rule)."""
    kwargs = expectation["kwargs"]
    about = kwargs.get("unexpected_rows_query") or kwargs.get("column", "")
    return f"{expectation['type']}: {about}"


def run_gate(warehouse: Path, store: Path | None = None, suites: list[dict[str, Any]] | None = None) -> GateResult:
    """Validate the staged extracts in ``store`` and the tables of ``warehouse``; both are opened read-only."""
    warnings.filterwarnings("ignore")
    import great_expectations as gx
    import sqlalchemy as sa
    from great_expectations.core.expectation_suite import ExpectationSuite
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from sqlalchemy.engine import cursor as sa_cursor

    gx_logger_quiet()
    engine_url = "duckdb:///:memory:"
    suites = load_suites() if suites is None else suites
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_or_update_sql("lead", connection_string=engine_url)
    execution = source.get_execution_engine()
    engine = execution.engine

    rows_alone: set[str] = set()

    @sa.event.listens_for(engine, "before_cursor_execute", retval=True)
    def _no_rows(conn, cursor, statement, parameters, sql_context, executemany):
        # counts decide. An asset's own query is run bare for the names of its columns only, and of what is at fault the rows
        # are asked for beside their number: no row need come here, and a large table is gone through half as often
        asks_for_rows = " ".join(statement.split()) in rows_alone or _VALUES_AT_FAULT.match(statement)
        return (f"select * from ({statement}) limit 0" if asks_for_rows else statement), parameters

    @sa.event.listens_for(engine, "after_cursor_execute")
    def _buffer(conn, cursor, statement, parameters, sql_context, executemany):
        # every metric fails with an index error on this dialect unless results are buffered
        if sql_context is not None and cursor.description:
            sql_context.cursor_fetch_strategy = sa_cursor.FullyBufferedCursorFetchStrategy(
                cursor, initial_buffer=cursor.fetchall()
            )

    with engine.connect() as conn:
        raw = conn.connection.driver_connection
        raw.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        # what does not fit is set down beside the warehouse, whose folder is for the site's owner alone
        raw.execute(f"set temp_directory = {_quoted(warehouse.with_suffix('.spill'))}")
        _attach(raw, warehouse, "warehouse")
        if store is not None:
            _attach(raw, store, "store")
        present = {
            f"{db}.{schema}.{table}"
            for db, schema, table in raw.execute(
                "select database_name, schema_name, table_name from duckdb_tables() union all"
                " select database_name, schema_name, view_name from duckdb_views()"
            ).fetchall()
        }
    checks: list[Check] = []
    absent: list[str] = []
    for suite in suites:
        name = suite["suite"]
        table = suite["table"] if suite["table"].count(".") == 2 else f"warehouse.{suite['table']}"
        if table not in present:
            absent.append(suite["table"])
            continue
        query = f"select * from {table}"
        rows_alone.add(query)
        rows_alone |= {" ".join(_rows_query(e, query).split()) for e in suite["expectations"]}
        asset = source.add_query_asset(name=name, query=query)
        batch = asset.add_batch_definition_whole_table("all").get_batch()
        gx_suite = ExpectationSuite(name=name)
        for number, expectation in enumerate(suite["expectations"], start=1):
            # (by default a row rule takes the place of the one before it: both are about the whole table)
            gx_suite.add_expectation_configuration(_configuration(expectation, number), match_type="runtime")
        # counts alone: every richer result format holds the offending values
        result = batch.validate(gx_suite, result_format={
            "result_format": "COMPLETE", "exclude_unexpected_values": True, "include_unexpected_rows": False,
        })
        told = {int(outcome.expectation_config.meta["number"]) for outcome in result.results}
        for number in set(range(1, len(suite["expectations"]) + 1)) - told:
            lost = suite["expectations"][number - 1]
            checks.append(Check(name, suite["table"], number, describe(lost), lost["why"], False, None,
                                "the check could not be evaluated"))
        for outcome in result.results:
            number = int(outcome.expectation_config.meta["number"])
            expectation = suite["expectations"][number - 1]
            raised = (outcome.exception_info or {}).get("raised_exception", False) or any(
                isinstance(v, dict) and v.get("raised_exception")
                for v in (outcome.exception_info or {}).values()
            )
            counted = outcome.result.get("unexpected_count")
            if counted is None and isinstance(outcome.result.get("observed_value"), int | float):
                counted = outcome.result["observed_value"]
            if counted is None and isinstance(outcome.result.get("observed_value"), str):
                digits = "".join(ch for ch in outcome.result["observed_value"] if ch.isdigit())
                counted = int(digits) if digits else None
            checks.append(Check(
                suite=name, table=suite["table"], number=number, rule=describe(expectation), why=expectation["why"],
                success=bool(outcome.success) and not raised,
                unexpected=None if raised or counted is None else int(counted),
                problem="the check could not be evaluated" if raised else None,
            ))
    engine.dispose()
    checks.sort(key=lambda c: (c.suite, c.number))
    return GateResult(tuple(checks), tuple(sorted(absent)))


def _configuration(expectation: dict[str, Any], number: int) -> Any:
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    return ExpectationConfiguration(
        type=expectation["type"], kwargs=dict(expectation["kwargs"]), meta={"number": number}
    )


def _rows_query(expectation: dict[str, Any], query: str) -> str:
    """The rows that a row rule finds at fault, as the library asks for them."""
    return expectation["kwargs"].get("unexpected_rows_query", "").replace("{batch}", f"({query} ) AS subselect")


def _quoted(path: Path) -> str:
    return "'" + path.as_posix().replace("'", "''") + "'"


def _attach(raw: Any, path: Path, name: str) -> None:
    raw.execute(f"attach {_quoted(path)} as {name} (read_only)")


def gx_logger_quiet() -> None:
    """The library logs failing rows' SQL and progress; neither belongs in our output."""
    import logging

    for name in ("great_expectations", "great_expectations.expectations"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def write_results(result: GateResult, folder: Path) -> None:
    """``results.json`` and a self-contained page ``index.html`` (no script, no outside request)."""
    folder.mkdir(parents=True, exist_ok=True)
    data = {
        "success": result.success,
        "absent": list(result.absent),
        "checks": [
            {"suite": c.suite, "table": c.table, "rule": c.rule, "why": c.why, "success": c.success,
             "unexpected": c.unexpected, "problem": c.problem}
            for c in result.checks
        ],
    }
    (folder / "results.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    (folder / "index.html").write_text(_page(result), encoding="utf-8")


def read_results(folder: Path) -> GateResult:
    """What :func:`write_results` kept."""
    data = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    checks = tuple(Check(number=i, **check) for i, check in enumerate(data["checks"], start=1))
    return GateResult(checks, tuple(data["absent"]))


def _page(result: GateResult) -> str:
    rows = []
    for c in result.checks:
        verdict = "passed" if c.success else "FAILED"
        count = "" if c.unexpected is None else f"{c.unexpected:,}"
        cells = (c.table, c.rule, c.why, verdict, count)
        css = "" if c.success else ' class="failed"'
        rows.append(f"<tr{css}>" + "".join(f"<td>{html.escape(x)}</td>" for x in cells) + "</tr>")
    passed = len(result.checks) - len(result.failures)
    absent = ", ".join(result.absent) or "none"
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Data checks</title>
<meta name="viewport" content="width=device-width">
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1a1a1a; }}
table {{ border-collapse: collapse; width: 100%; }}
main {{ overflow-x: auto; }}
th, td {{ text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #ccc; vertical-align: top; }}
td:nth-child(2) {{ font-family: ui-monospace, monospace; font-size: .85em; overflow-wrap: anywhere; }}
td:last-child, th:last-child {{ text-align: right; }}
.failed td {{ background: #fbe9e7; font-weight: 600; }}
</style></head><body><main>
<h1>Data checks of this generation</h1>
<p>{passed} of {len(result.checks)} checks passed. Tables not there to check: {html.escape(absent)}.
Counts only: no row and no value is kept.</p>
<table><thead><tr><th scope="col">Table</th><th scope="col">Rule</th><th scope="col">Why</th>
<th scope="col">Result</th><th scope="col">Rows at fault</th></tr></thead>
<tbody>
{chr(10).join(rows)}
</tbody></table></main></body></html>
"""


if __name__ == "__main__":  # WAREHOUSE STORE FOLDER: the gate as a process of its own, beside other readers
    from pipeline.project import end_with_parent

    os.umask(0o077)
    os.nice(5)  # it reads libraries beside a build that is waited for
    told_that_the_warehouse_is_complete = end_with_parent()
    import great_expectations  # noqa: F401

    told_that_the_warehouse_is_complete()
    write_results(run_gate(Path(sys.argv[1]), Path(sys.argv[2])), Path(sys.argv[3]))
