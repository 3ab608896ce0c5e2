"""What is measured of many random tables and of a county: the numbers behind docs/disclosure.md.

Why: a proof that was run once, by hand, proves nothing of the code as it stands. `make record-disclosure` runs it anew.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.release.audit import audit_release
from pipeline.release.build import build_release
from tests.release import fake_marts
from tests.release.random_tables import attack, make, optimum, protect


def one_family(seed: int) -> dict[str, Any]:
    """Protect a random family of tables, attack it, and where it is small enough try all other patterns."""
    tables = make(seed)
    found = protect(tables)
    verdict = attack(tables, found.hidden, found.small)
    alone = attack(tables, found.small, found.small)
    return {
        "seed": seed, "kind": tables.kind, "cells": len(tables.values), "small": int(found.small.sum()),
        "extra": int((found.hidden & ~found.small).sum()), "optimum": optimum(tables, found),
        "seconds": found.seconds, "coarsened": found.coarsened, "refused": found.refused,
        "attacked": verdict.hidden, "exact": verdict.exact, "narrow": verdict.narrow, "told": verdict.told,
        "told_exact": verdict.told_exact, "primary_attacked": alone.hidden, "primary_exact": alone.exact,
        "primary_narrow": alone.narrow,
    }


def summary(families: Iterable[dict[str, Any]]) -> dict[str, float]:
    """The figures that the issue asks for."""
    rows = list(families)
    seconds = np.array([r["seconds"] for r in rows])
    tried = [r for r in rows if r["optimum"] is not None]
    totals = {k: int(sum(r[k] for r in rows)) for k in (
        "cells", "small", "extra", "attacked", "exact", "narrow", "told", "told_exact", "coarsened", "refused",
        "primary_attacked", "primary_exact", "primary_narrow")}
    best = sum(r["optimum"] for r in tried)
    return {
        "families": len(rows), **totals, "tried": len(tried),
        "worst_ratio": max((r["extra"] / r["optimum"] if r["optimum"] else 1.0 + r["extra"] for r in tried), default=1.0),
        "ratio": sum(r["extra"] for r in tried) / best if best else 1.0,
        "median_seconds": float(np.median(seconds)), "p95_seconds": float(np.quantile(seconds, 0.95)),
        "most_seconds": float(seconds.max()),
        "share_shown": 1 - (totals["small"] + totals["extra"]) / totals["cells"],
        "share_shown_primary_only": 1 - totals["small"] / totals["cells"],
    }


def county(n_lead: int, folder: Path, *, recurring: bool = True) -> dict[str, Any]:
    """Release every table of a county with so many people diverted at an arrest, and attack it."""
    warehouse = fake_marts.warehouse(folder / f"w{n_lead}.duckdb", n_lead)
    release = folder / f"r{n_lead}-{recurring}.duckdb"
    started = time.process_time()
    summary = build_release(warehouse, release, fake_marts.site(recurring))
    seconds = time.process_time() - started
    result, _, _ = audit_release(release, warehouse=warehouse)
    numbers: dict[str, int] = {}
    for table in summary.tables.values():
        for status, n in table.numbers.items():
            numbers[status] = numbers.get(status, 0) + n
    primary, more = numbers.get("suppressed_primary", 0), numbers.get("suppressed_complementary", 0)
    estimable = numbers["shown"] + primary + more
    return {
        "participants": n_lead, "recurring": recurring, "tables": len(summary.tables), "numbers": result.numbers,
        "attacked": result.hidden, "findings": len(result.findings), "narrowest": result.narrowest,
        "coarsened": len(summary.coarsened), "seconds": seconds, "share_shown": numbers["shown"] / estimable,
        "share_shown_primary_only": (numbers["shown"] + more) / estimable,
    }
