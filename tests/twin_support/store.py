"""Small sites for tests: a ``site.yml``, the store that ingest would have written, and a dbt build on both.

    site_dir = write_site(tmp_path, lookback_days=30, horizons_days=[5, 10], primary_horizon_days=10)
    write_store(site_dir, {"arrests": [{"person_id": 1, "arrest_id": "a", "arrest_date": date(2021, 1, 5)}]})
    warehouse = dbt_build(site_dir, select="cohort+")
    rows = read_rows(warehouse, "select * from marts.cohort")

The store's tables are those of ``pipeline.canonical.EXTRACTS``: every table is there, typed, empty where
nothing was given; an absent column takes the value that ingest would give it.
"""

from __future__ import annotations

import atexit
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import yaml

from pipeline.canonical import EXTRACTS, Column
from pipeline.settings import Site, load_site

PROJECT = Path(__file__).resolve().parents[2]
Row = Mapping[str, Any]

SQL_TYPES = {
    "text": "VARCHAR", "enum": "VARCHAR", "date": "DATE", "integer": "INTEGER", "number": "DOUBLE",
    "flag": "BOOLEAN",
}
ARROW_TYPES = {
    "VARCHAR": pa.string(), "DATE": pa.date32(), "INTEGER": pa.int32(), "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_(), "TIMESTAMP": pa.timestamp("us"),
}
OTHER_TABLES: dict[str, dict[str, str]] = {
    "raw.quarantined_arrests": {"person_id": "BIGINT", "arrest_id": "VARCHAR"},
    "raw.quarantined_referrals": {"person_id": "BIGINT", "referral_date": "DATE"},
    "raw.extracts": {"extract": "VARCHAR", "is_present": "BOOLEAN", "rows_loaded": "BIGINT"},
    "raw.unmapped_charges": {
        "charge_code": "VARCHAR", "charge_description": "VARCHAR", "n_rows": "BIGINT",
    },
    "audit.row_ledger": {
        "extract": "VARCHAR", "file": "VARCHAR", "rows_read": "BIGINT", "rows_loaded": "BIGINT",
        "rows_quarantined": "BIGINT", "rows_duplicate": "BIGINT", "rows_withdrawn": "BIGINT",
    },
    "audit.quarantine": {
        "extract": "VARCHAR", "file": "VARCHAR", "row_number": "BIGINT", "column": "VARCHAR",
        "reason": "VARCHAR",
    },
    "audit.load_history": {
        "load_id": "VARCHAR", "loaded_at": "TIMESTAMP", "extract": "VARCHAR", "file": "VARCHAR",
        "sha256": "VARCHAR", "rows_read": "BIGINT", "settings_sha256": "VARCHAR",
    },
    "audit.withdrawals": {
        "load_id": "INTEGER", "extract": "VARCHAR", "people": "VARCHAR", "n_rows": "BIGINT",
    },
}
DEFAULT_SITE: dict[str, Any] = {
    "site": "Test County",
    "programme": "Test LEAD",
    "data_through": dt.date(2022, 12, 31),
    "accrual": {"start": dt.date(2021, 1, 1), "end": dt.date(2021, 12, 31)},
    "horizons_days": [90, 180, 365],
    "primary_horizon_days": 365,
    "lookback_days": 365,
    "eligibility": {"min_age": 18, "rules": [{"offense_category": "drug_possession"}]},
    "areas": {"programme": ["P1", "P2"], "comparison": ["C1"]},
    "comparison": {
        "designs": ["concurrent_area", "concurrent_undiverted", "historical"], "primary": "concurrent_area",
    },
}


def _plain(value: Any) -> Any:
    """Settings as YAML's plain values (dates as text)."""
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def write_site(
    path: Path | str,
    extracts: Iterable[str] = ("arrests", "referrals", "engagements", "custody", "deaths"),
    data_from: dt.date = dt.date(2015, 1, 1),
    **overrides: Any,
) -> Path:
    """Write ``path/site.yml``: DEFAULT_SITE with ``overrides`` (a None drops the key); return the folder.

    ``extracts`` names those described (their files need not exist: the store stands in for them).
    """
    path = Path(path)
    path.mkdir(parents=True, exist_ok=True)
    described: dict[str, Any] = {name: {"path": f"extracts/{name}.csv"} for name in extracts}
    if "arrests" in described:
        described["arrests"]["data_from"] = data_from
    settings = {**DEFAULT_SITE, "extracts": described, **overrides}
    settings = {key: value for key, value in settings.items() if value is not None}
    text = yaml.safe_dump(_plain(settings), sort_keys=False, allow_unicode=True)
    (path / "site.yml").write_text(text, encoding="utf-8")
    load_site(path)
    return path


def column_types(extract: str) -> dict[str, str]:
    """SQL type of each column of ``raw.<extract>``."""
    return {
        c.name: "BIGINT" if c.name == "person_id" else SQL_TYPES[c.kind] for c in EXTRACTS[extract].columns
    }


def _absent(column: Column) -> Any:
    if column.kind == "flag":
        return False
    return "unknown" if column.kind == "enum" and "unknown" in column.values else None


def complete_rows(extract: str, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The rows with every canonical column, absent ones as ingest gives them; unknown columns are an error.

    An absent ``charge_number`` is the row's place among the rows of its person and arrest.
    """
    spec, out, seen = EXTRACTS[extract], [], {}
    for row in rows:
        extra = set(row) - set(spec.column_names)
        if extra:
            raise KeyError(f"{extract}: no such column: {sorted(extra)}")
        full = {c.name: row[c.name] if row.get(c.name) is not None else _absent(c) for c in spec.columns}
        if extract == "arrests":
            key = (full["person_id"], full["arrest_id"])
            seen[key] = seen.get(key, 0) + 1
            if full["charge_number"] is None:
                full["charge_number"] = seen[key]
        out.append(full)
    return out


def _create(con: duckdb.DuckDBPyConnection, table: str, types: Mapping[str, str], rows: list[Row]) -> None:
    columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    con.execute(f"create table {table} ({columns})")
    if rows:
        arrays = [pa.array([r.get(n) for r in rows], type=ARROW_TYPES[t]) for n, t in types.items()]
        con.register("new_rows", pa.Table.from_arrays(arrays, names=list(types)))
        con.execute(f"insert into {table} select * from new_rows")
        con.unregister("new_rows")


def write_store(
    path: Path | str,
    rows_by_extract: Mapping[str, Iterable[Row]],
    quarantined_arrests: Iterable[tuple[int, str]] = (),
    quarantined_referrals: Iterable[tuple[int, dt.date | None]] = (),
    unmapped_charges: Iterable[tuple[str | None, str | None, int]] = (),
) -> Path:
    """Write ``<path>/out/work/ingest.duckdb`` for the site in ``path``, as a load of these rows leaves it.

    Rows are dicts of canonical columns (dates as ``datetime.date``, ``person_id`` as the surrogate integer).
    ``is_present`` of an extract is whether site.yml describes it. Returns the store's path.
    """
    site: Site = load_site(path)
    store = site.out / "work" / "ingest.duckdb"
    store.parent.mkdir(parents=True, exist_ok=True)
    fresh = store.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    unknown = set(rows_by_extract) - set(EXTRACTS)
    if unknown:
        raise KeyError(f"no such extract: {sorted(unknown)}")
    rows = {name: complete_rows(name, rows_by_extract.get(name, ())) for name in EXTRACTS}
    ledger, history = [], []
    for name in site.extracts:
        n, file = len(rows[name]), f"extracts/{name}.csv"
        ledger.append({
            "extract": name, "file": file, "rows_read": n, "rows_loaded": n, "rows_quarantined": 0,
            "rows_duplicate": 0, "rows_withdrawn": 0,
        })
        history.append({
            "load_id": "test", "loaded_at": dt.datetime(2023, 1, 1), "extract": name, "file": file,
            "sha256": "0" * 64, "rows_read": n, "settings_sha256": site.fingerprint("ingest"),
        })
    lost = sorted(set(quarantined_arrests))
    other: dict[str, list[Row]] = {
        "raw.quarantined_arrests": [{"person_id": p, "arrest_id": a} for p, a in lost],
        "raw.quarantined_referrals": [{"person_id": p, "referral_date": d} for p, d in quarantined_referrals],
        "raw.extracts": [
            {"extract": name, "is_present": name in site.extracts, "rows_loaded": len(rows[name])}
            for name in EXTRACTS
        ],
        "raw.unmapped_charges": [
            {"charge_code": c, "charge_description": d, "n_rows": n} for c, d, n in unmapped_charges
        ],
        "audit.row_ledger": ledger,
        "audit.quarantine": [],
        "audit.load_history": history,
        "audit.withdrawals": [],
    }
    con = duckdb.connect(str(fresh))
    try:
        con.execute("create schema raw")
        con.execute("create schema audit")
        for name in EXTRACTS:
            _create(con, f"raw.{name}", column_types(name), rows[name])
        for table, types in OTHER_TABLES.items():
            _create(con, table, types, other[table])
    finally:
        con.close()
    os.replace(fresh, store)
    return store


class DbtFailed(AssertionError):
    """dbt ended with an error; the message holds the end of its output."""


@cache
def _place() -> Path:
    """A folder of this process, gone with it."""
    place = Path(tempfile.mkdtemp(prefix="lead-dbt-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


# dbt is imported once; each build is a fork of that process, and DuckDB's lock goes with the fork
_SERVER = """
import json, os, sys
from dbt.cli.main import dbtRunner

for line in sys.stdin:
    asked = json.loads(line)
    pid = os.fork()
    if pid == 0:
        out = os.open(asked["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(out, 1), os.dup2(out, 2)
        os.environ.clear()
        os.environ.update(asked["env"])
        result = dbtRunner().invoke(asked["args"])
        sys.exit(0 if result.success else 2 if result.exception else 1)  # all is closed, so that the file is whole
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""


@cache
def _server() -> subprocess.Popen[str]:
    """The process of this one that has dbt imported; it ends when its input does."""
    path = os.pathsep.join([str(PROJECT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return subprocess.Popen([sys.executable, "-c", _SERVER], cwd=PROJECT, env={**os.environ, "PYTHONPATH": path}, text=True,
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def dbt_build(
    site_dir: Path | str, select: str | None = None, warehouse: Path | str | None = None,
    command: str = "build", extra: Iterable[str] = (),
) -> Path:
    """Run dbt in a process of its own on the site of ``site_dir``; return the warehouse file.

    ``select`` is dbt's own selector (blanks apart several). Raises DbtFailed with the end of dbt's output.
    """
    site_dir = Path(site_dir).resolve()
    warehouse = Path(warehouse) if warehouse else site_dir / "out" / "work" / "dev.duckdb"
    # dbt parses the project anew wherever its environment differs: each site stands at the same place in turn
    place = _place()
    (place / "site").unlink(missing_ok=True)
    (place / "site").symlink_to(site_dir)
    named = place / "site" / warehouse.relative_to(site_dir) if warehouse.is_relative_to(site_dir) else warehouse
    env = {
        **os.environ, "LEAD_SITE": str(place / "site" / "site.yml"), "LEAD_WAREHOUSE": str(named),
        "DBT_TARGET_PATH": str(place / "dbt_target"), "DBT_LOG_PATH": str(place / "dbt_logs"),
        "PYTHONPATH": os.pathsep.join([str(PROJECT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep),
    }
    args = [
        "--no-use-colors", "--log-level-file", "none", command, "--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT),
        *(["--select", *select.split()] if select else []), *extra,
    ]
    said = place / "said"
    server = _server()
    server.stdin.write(json.dumps({"args": args, "env": env, "said": str(said)}) + "\n")
    server.stdin.flush()
    code = int(server.stdout.readline() or -1)
    if code:
        raise DbtFailed(f"dbt {command} ended with {code}:\n{said.read_text(encoding='utf-8', errors='replace')[-6000:]}")
    return warehouse


def read_rows(database: Path | str, query: str, parameters: Iterable[Any] = ()) -> list[dict[str, Any]]:
    """The rows of a query as dicts (read-only; DuckDB's own Python types)."""
    con = duckdb.connect(str(database), read_only=True)
    try:
        result = con.execute(query, list(parameters))
        names = [d[0] for d in result.description]
        return [dict(zip(names, row)) for row in result.fetchall()]
    finally:
        con.close()
