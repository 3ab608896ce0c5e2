"""``lead status``: generations, the row ledger and what was withdrawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from pipeline import publish
from pipeline.record_checks import above_limits
from pipeline.run_outcome import Outcome
from pipeline.settings import Site


def _record_checks(warehouse: Path) -> list[dict[str, Any]]:
    """Links, linkage failures, records after a death and withdrawn rows by arm (none in a generation of before)."""
    with duckdb.connect(str(warehouse), read_only=True) as conn:
        try:
            cursor = conn.execute("select check_name, extract, people, n_records, n_of, limit_share from audit.record_checks order by all")
        except (duckdb.CatalogException, duckdb.BinderException):
            return []
        names = [c[0] for c in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]


def site_status(site: Site) -> Outcome:
    """What stands under the site's ``out/``."""
    kept = publish.generations(site)
    current = publish.current_dir(site)
    name = current.resolve().name if current.exists() else None
    lines = [f"site: {site.site} ({site.path})"]
    lines += [f"generation {p.name}{'  <- current' if p.name == name else ''}" for p in kept] or ["no generation yet"]
    for extract, entries in site.extracts.items():
        for entry in entries:
            basis = {"de-identified as": entry.deid_basis, "HIPAA": entry.hipaa_basis, "42 CFR Part 2": entry.part2_basis,
                     "IRB": entry.irb_basis, "agreement": entry.agreement, "expires": entry.expires}
            if said := "; ".join(f"{k}: {v}" for k, v in basis.items() if v is not None):
                lines.append(f"{extract} ({entry.path}): {said}")
    ledger: list[dict[str, object]] = []
    checks: list[dict[str, Any]] = []
    if current.exists():
        with duckdb.connect(str(current / "warehouse.duckdb"), read_only=True) as conn:
            cursor = conn.execute(
                "select extract, file, rows_read, rows_loaded, rows_quarantined, rows_duplicate, rows_withdrawn"
                " from audit.row_ledger order by all"
            )
            names = [c[0] for c in cursor.description]
            ledger = [dict(zip(names, row)) for row in cursor.fetchall()]
        lines.append(f"{'extract':<14} {'file':<30} {'read':>10} {'loaded':>10} {'quarantined':>12} {'duplicate':>10}"
                     f" {'withdrawn':>10}")
        lines += [f"{r['extract']:<14} {r['file']:<30} {r['rows_read']:>10,} {r['rows_loaded']:>10,}"
                  f" {r['rows_quarantined']:>12,} {r['rows_duplicate']:>10,} {r['rows_withdrawn']:>10,}" for r in ledger]
        manifest = publish.read_manifest(current) or {}
        checks = _record_checks(current / "warehouse.duckdb")
        lines += [f"{c['check_name'].replace('_', ' ')}, {c['extract']}, {c['people'].replace('_', ' ')}: {c['n_records']:,}"
                  + (f" of {c['n_of']:,}" if c["n_of"] is not None else " rows") for c in checks]
        lines += [f"warning: {w}" for w in above_limits(current / "warehouse.duckdb", site)] if checks else []
        if publish.predates_withdrawal(site, current):
            lines.append(f"rows were withdrawn after it was made: lead run --site {site.path} replaces it")
        lines.append(f"made by version {manifest.get('package_version')}, commit {manifest.get('commit')}")
    return Outcome("status", changed=False, facts={
        "generations": [p.name for p in kept], "current": name, "ledger": ledger, "record_checks": checks,
    }, lines=lines)
