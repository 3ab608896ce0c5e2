"""Times each stage of a run beside a plain baseline measured in the same process tree; no assertion, only ratios.

    python -m tests.benchmarks [--charges 100000 1000000] [--folder DIR] [--reports]

Writes docs/benchmarks.md, docs/benchmarks.csv and docs/images/benchmarks.svg. Rows are appended by size; a size that is
measured again replaces its rows.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import duckdb

from tests.benchmarks import plain

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "benchmarks.csv"
COLUMNS = ["charges", "stage", "seconds", "baseline", "baseline_seconds", "ratio", "peak_mb", "disk_mb"]
CHARGES_A_PERSON = 6.1
MB = 1024 * 1024


def lead(*args: str) -> tuple[float, float, dict]:
    """Wall seconds, peak memory (MB) of the largest process, and the command's JSON line."""
    command = [sys.executable, "-m", "pipeline.cli", *args, "--json"]
    usage = ["/usr/bin/env", "time", "-f", "%M"] if shutil.which("time") else []
    start = time.perf_counter()
    process = subprocess.Popen([*usage, *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, error = process.communicate()
    took = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"lead {args[0]} ended with {process.returncode}: {error.strip().splitlines()[-1]}")
    peak = float(error.strip().splitlines()[-1]) / 1024 if usage else peak_of_children()
    return took, peak, json.loads(out.strip().splitlines()[-1])


def peak_of_children() -> float:
    """Largest resident size (MB) of any child so far: never falls within one process."""
    import resource

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def timed(work, repeats: int = 3) -> float:
    """Median seconds of a call."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def layers(results: Path) -> dict[str, float]:
    """Execution seconds of dbt's nodes by layer; tests by themselves."""
    out: dict[str, float] = defaultdict(float)
    for result in json.loads(results.read_text(encoding="utf-8"))["results"]:
        kind, _, name = result["unique_id"].split(".", 2)
        layer = "tests" if kind == "test" else "staging"
        if kind == "model":
            found = next((ROOT / "models").rglob(f"{name}.*"), None)
            layer = found.relative_to(ROOT / "models").parts[0] if found else "marts"
        out[layer] += float(result["execution_time"])
    return out


def size_mb(path: Path) -> float:
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file()) / MB if path.is_dir() else path.stat().st_size / MB


def as_parquet(site: Path, folder: Path) -> Path:
    """The same site with its arrests in one Parquet file, text as it was."""
    target = folder / "parquet"
    shutil.copytree(site, target, ignore=shutil.ignore_patterns("out", "arrests_*"))
    files = sorted((site / "extracts").glob("arrests_*.csv*"))
    with duckdb.connect() as con:
        con.execute(
            f"copy (select * from {plain.csv([str(f) for f in files], {})}) to"
            f" '{target / 'extracts' / 'arrests.parquet'}' (format parquet)"
        )
    text = (target / "site.yml").read_text(encoding="utf-8")
    start = text.index("  arrests:")
    part = text[start:].replace("extracts/arrests_*.csv", "extracts/arrests.parquet", 1).replace("format: csv", "format: parquet", 1)
    # rows with a wrong number of fields did not get into the copy, so the provider's own counts don't fit it
    part = re.sub(r"(?m)^  control_totals:.*\n(?:    .*\n|\s*\n)*", "", part)
    (target / "site.yml").write_text(text[:start] + part, encoding="utf-8")
    return target


def measure(charges: int, folder: Path, reports: bool) -> list[dict]:
    """All stages at one size."""
    site = folder / "site"
    lead("demo", str(site), "--people", str(max(round(charges / CHARGES_A_PERSON), 300)))
    rows: list[dict] = []

    def add(stage: str, seconds: float, baseline: str = "", base: float = 0.0, peak: float = 0.0, disk: float = 0.0) -> None:
        rows.append({
            "charges": charges, "stage": stage, "seconds": f"{seconds:.2f}", "baseline": baseline,
            "baseline_seconds": f"{base:.2f}" if baseline else "", "ratio": f"{seconds / base:.1f}" if base else "",
            "peak_mb": f"{peak:.0f}" if peak else "", "disk_mb": f"{disk:.0f}" if disk else "",
        })
        print(rows[-1], flush=True)

    parquet = as_parquet(site, folder)
    for form, place in (("CSV", site), ("Parquet", parquet)):
        took, peak, _ = lead("ingest", "--site", str(place / "site.yml"))
        base = timed(lambda form=form, place=place: plain.load(place / "extracts", form))
        add(f"ingest, arrests as {form}", took, "bare typed load of the same files", base, peak,
            size_mb(place / "out" / "work" / "ingest.duckdb"))
    args = ["run", "--site", str(site / "site.yml"), *([] if reports else ["--no-reports"])]
    took, peak, said = lead(*args)
    add("whole run" + ("" if reports else " without reports"), took, peak=peak, disk=size_mb(site / "out" / "current"))
    again, _, _ = lead(*args)
    add("run that finds nothing changed", again)
    for step, seconds in said["seconds"].items():
        add(f"step: {step}", seconds)
    by_layer = layers(site / "out" / "work" / "target" / "run_results.json")
    store = site / "out" / "work" / "ingest.duckdb"
    one = timed(lambda: plain.primary_in_sql(store))
    counting = sum(by_layer[k] for k in ("staging", "intermediate", "marts"))
    add("dbt: cohort, outcomes, rates and all other counts", counting, "one query for the primary outcome alone", one)
    for layer, seconds in sorted(by_layer.items()):
        add(f"dbt layer: {layer}", seconds)
    table = folder / "arrests.parquet"
    with duckdb.connect(str(store), read_only=True) as con:
        con.execute(f"copy (select * from raw.arrests) to '{table}' (format parquet)")
    for name, work in (("polars", plain.outcomes_in_polars), ("pandas", plain.outcomes_in_pandas)):
        add("dbt: all counts", counting, f"{name} script for every outcome and horizon", timed(lambda w=work: w(table), 1))
    return rows


def slope(points: list[tuple[float, float]]) -> float | None:
    """Least-squares slope of log seconds on log charges."""
    import numpy as np

    if len(points) < 2:
        return None
    x, y = np.log(np.array(points)).T
    return float(np.polyfit(x, y, 1)[0])


def write(rows: list[dict]) -> None:
    """The table as CSV and Markdown, and the plot."""
    from reports import style

    with TABLE.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    lines = [
        "# Benchmarks",
        "",
        "Made by `make bench`; every baseline was measured in the same run. Seconds on two cores. Ratios are the point: seconds",
        "differ from machine to machine.",
        "",
        "| " + " | ".join(c.replace("_", " ") for c in COLUMNS) + " |",
        "|" + "---|" * len(COLUMNS),
        *("| " + " | ".join(f"{int(r[c]):,}" if c == "charges" else str(r[c]) for c in COLUMNS) + " |" for r in rows),
        "",
    ]
    stages = defaultdict(list)
    for r in rows:
        stages[r["stage"]].append((float(r["charges"]), max(float(r["seconds"]), 0.01)))
    found = {s: slope(p) for s, p in stages.items() if len(p) > 1}
    if found:
        lines += ["Slope of log seconds on log charges (1 is linear growth):", ""]
        lines += [f"- {s}: {v:.2f}" for s, v in found.items()]
        lines += ["", "![Seconds by charges](images/benchmarks.svg)", ""]
    lines += planning(stages)
    (ROOT / "docs" / "benchmarks.md").write_text("\n".join(lines), encoding="utf-8")
    style.use()
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6.5, 4))
    shown = [s for s in stages if s.startswith(("ingest", "whole", "dbt: cohort"))]
    for marker, stage in zip("os^Dv", shown):
        axes.loglog(*zip(*sorted(stages[stage])), marker=marker, label=stage)
    axes.set(xlabel="Charges", ylabel="Seconds")
    axes.legend(frameon=False, fontsize=8)
    figure.savefig(ROOT / "docs" / "images" / "benchmarks.svg", metadata={"Date": None})


def planning(stages: dict[str, list[tuple[float, float]]]) -> list[str]:
    """What a site of 1, 10 or 100 million charges needs, from the measured growth."""
    run = next((p for s, p in stages.items() if s.startswith("whole run")), [])
    if len(run) < 2:
        return []
    (x, y), steep = max(run), max(slope(run) or 1.0, 1.0)
    lines = ["", "## Planning", "",
             "Seconds of a whole run, carried on from the largest size measured with the slope measured (at least 1):", ""]
    lines += [f"- {n:,} charges: about {y * (n / x) ** steep:,.0f} s" for n in (1_000_000, 10_000_000, 100_000_000)]
    lines += [
        "",
        "Memory is capped (`LEAD_MEMORY_LIMIT`, 3 GB by default): DuckDB spills to disk beyond it. Leave three times the",
        "extracts' size free on disk. Beyond one machine the SQL is what carries over: everything that one engine writes",
        "otherwise than another stands in `macros/dialect.sql`.",
    ]
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--charges", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--reports", action="store_true")
    given = parser.parse_args()
    kept = []
    if TABLE.is_file():
        with TABLE.open(newline="", encoding="utf-8") as handle:
            kept = [r for r in csv.DictReader(handle) if int(r["charges"]) not in given.charges]
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for charges in given.charges:
        with tempfile.TemporaryDirectory(dir=given.folder) as place:
            kept += measure(charges, Path(place), given.reports)
    write(sorted(kept, key=lambda r: int(r["charges"])))


if __name__ == "__main__":
    main()
