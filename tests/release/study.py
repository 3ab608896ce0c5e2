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
from pipeline.release.curves import release_course
from tests.release import fake_marts
from tests.release.random_tables import attack, make, optimum, protect
from tests.release.test_curves import course, people_in_steps


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


def reconstruction() -> dict[str, int]:
    """How many steps of protected curves a reader can count as one or two people; and of a curve by day."""
    out = {"curves": 0, "steps": 0, "single": 0, "steps_by_day": 0, "single_by_day": 0}
    for n in (60, 120, 300, 3000):
        for seed in range(50):
            shown = release_course(course(n, seed), min_cell=11, base=5, first=(365, 730, 180, 90), share=True)
            steps = [x for x in people_in_steps(shown) if x > 0]
            out["curves"] += 1
            out["steps"] += len(steps)
            out["single"] += sum(0.2 < x < 2.5 for x in steps)
    for seed in range(10):
        points = {p.day: {"value": p.value, "at_risk": p.at_risk} for p in course(120, seed, step=1)}
        steps = [x for x in people_in_steps(points) if x > 0.2]
        out["steps_by_day"] += len(steps)
        out["single_by_day"] += sum(abs(x - 1) < 0.2 for x in steps)
    return out
