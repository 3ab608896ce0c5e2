"""Times each stage of a run beside a plain baseline measured in the same process tree; no assertion, only ratios.

    python -m tests.benchmarks [--charges 100000 1000000 10000000] [--folder DIR] [--reports] [--repeats 3] [--note TEXT]

Writes docs/benchmarks.md, docs/benchmarks.csv and docs/images/benchmarks.svg after each size, so that a run that is broken
off keeps what it has measured; a size that is measured again replaces its rows. Seconds are of the clock; processor seconds
(of all processes) stand beside them, because on a machine that others use only those can be compared. Memory is the resident
size of all processes alive at once (pages that they share counted once), sampled.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import importlib.util
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.dbt import environment
from pipeline.settings import load_site
from tests.benchmarks import plain
from tests.faults.support import family

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "benchmarks.csv"
COLUMNS = ["charges", "stage", "seconds", "cpu_seconds", "baseline", "baseline_seconds", "ratio", "peak_mb",
           "largest_process_mb", "disk_mb"]
# what the ratio to the hand-written query is about: these and all that they are made from
COUNTED = ("cohort", "rearrest_outcomes", "rearrest_rates")
CHARGES_A_PERSON = 6.1
SIZES = [100_000, 1_000_000, 10_000_000]
MB = 1024 * 1024


@dataclass(frozen=True)
class Used:
    """What a command took: seconds of the clock and of processors, the most memory (MB) of all its processes at once and of
    the largest one."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    largest_mb: float


def resident(processes: list[int], shared_once: bool) -> list[float]:
    """Resident memory (MB) of each process; ``shared_once``: of a page that several share each has its part.

    (That is asked only where it matters: to look through gigabytes holds their process up.)
    """
    sizes = []
    for process in processes:
        with contextlib.suppress(OSError, IndexError):
            if shared_once:
                rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
                sizes.append(int(rollup.partition("\nPss:")[2].split()[0]) / 1024)
            else:
                pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
                sizes.append(int(pages) * os.sysconf("SC_PAGE_SIZE") / MB)
    return sizes


def lead(*args: str) -> tuple[Used, dict]:
    """Run a command of the program; what it took, and its JSON line."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    total = largest = 0.0
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as error:
        process = subprocess.Popen([sys.executable, "-m", "pipeline.cli", *args, "--json"], cwd=ROOT, stdout=out, stderr=error)
        most = 0.0  # with pages counted as often as they are shared: a first look, which costs next to nothing
        while process.poll() is None:
            processes = family(process.pid)
            if sum(now := resident(processes, False)) > 1.01 * most:
                most = sum(now)
                now = resident(processes, True)
                total, largest = max(total, sum(now)), max(largest, *now, 0.0)
            time.sleep(0.5)  # (a look at all processes costs ten milliseconds)
        took = time.perf_counter() - start
        for stream in (out, error):
            stream.seek(0)
        if process.returncode:
            raise SystemExit(f"lead {args[0]} ended with {process.returncode}: {error.read().strip()[-500:]}")
        said = json.loads(out.read().strip().splitlines()[-1])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Used(took, cpu, total, largest), said


def timed(work, repeats: int) -> float:
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


def counting_models(target: Path) -> set[str]:
    """The SQL models behind ``COUNTED``; tests and estimates left out."""
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    todo, wanted = [f"model.lead_outcomes.{name}" for name in COUNTED], set()
    while todo:
        name = todo.pop()
        if name in nodes and name not in wanted and nodes[name].get("language") == "sql":
            wanted.add(name)
            todo += nodes[name]["depends_on"]["nodes"]
    return wanted


def seconds_of(nodes: set[str], target: Path) -> float:
    """Execution seconds of the nodes in dbt's last run."""
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    return sum(float(r["execution_time"]) for r in results if r["unique_id"] in nodes)


def counted_alone(site: Path, models: set[str], folder: Path) -> float:
    """Execution seconds of the models, built once more in a copy of the warehouse: one at a time, so that each has the whole
    machine, as a baseline has."""
    warehouse, target = folder / "warehouse.duckdb", folder / "target"
    shutil.copy(site / "out" / "current" / "warehouse.duckdb", warehouse)
    env = {**environment(load_site(site / "site.yml"), warehouse), "DBT_TARGET_PATH": str(target), "DBT_LOG_PATH": str(folder)}
    ended = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "--log-level", "none", "--log-level-file", "none", "run", "--threads", "1",
         "--select", *(name.rpartition(".")[2] for name in models)], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise SystemExit(f"the models counted alone: dbt ended with {ended.returncode}: {ended.stderr.strip()[-500:]}")
    return seconds_of(models, target)


def size_mb(path: Path) -> float:
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file()) / MB if path.is_dir() else path.stat().st_size / MB


def arrests_alone(site: Path, folder: Path) -> Path:
    """The same site with its arrests and nothing else, so that a load of these files is what is compared."""
    target = folder / "arrests"
    (target / "extracts").mkdir(parents=True)
    for path in [*(site / "extracts").glob("arrests_*"), *site.glob("*.csv")]:
        to = target / path.relative_to(site)
        to.hardlink_to(path)
    text = (site / "site.yml").read_text(encoding="utf-8")
    start = text.index("  # the programme's own list")
    (target / "site.yml").write_text(text[:start] + "\n" + text[text.index("\ncosts:", start) + 1:]
                                     if "\ncosts:" in text[start:] else text[:start], encoding="utf-8")
    return target


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
    (target / "site.yml").write_text(text[:start] + part, encoding="utf-8")
    return target


def measure(charges: int, folder: Path, reports: bool, repeats: int) -> list[dict]:
    """All stages at one size."""
    site = folder / "site"
    rows: list[dict] = []

    def add(stage: str, seconds: float, baseline: str = "", base: float = 0.0, used: Used | None = None, disk: float = 0.0) -> None:
        rows.append({
            "charges": charges, "stage": stage, "seconds": f"{seconds:.2f}",
            "cpu_seconds": f"{used.cpu_seconds:.1f}" if used else "", "baseline": baseline,
            "baseline_seconds": f"{base:.2f}" if baseline else "", "ratio": f"{seconds / base:.1f}" if base else "",
            "peak_mb": f"{used.peak_mb:.0f}" if used and used.peak_mb else "",
            "largest_process_mb": f"{used.largest_mb:.0f}" if used and used.largest_mb else "",
            "disk_mb": f"{disk:.0f}" if disk else "",
        })
        print({k: v for k, v in rows[-1].items() if v}, flush=True)

    used, _ = lead("demo", str(site), "--people", str(max(round(charges / CHARGES_A_PERSON), 300)))
    add("fictional county", used.seconds, used=used, disk=size_mb(site))
    alone = arrests_alone(site, folder)
    for form, place in (("CSV", alone), ("Parquet", as_parquet(alone, folder))):
        used, _ = lead("ingest", "--site", str(place / "site.yml"))
        base = timed(lambda form=form, place=place: plain.load(place / "extracts", form), repeats)
        add(f"ingest, arrests as {form}", used.seconds, "bare typed load of the same files", base, used,
            size_mb(place / "out" / "work" / "ingest.duckdb"))
        if form == "CSV":
            base = timed(lambda place=place: plain.copy_in(place / "extracts"), repeats)
            add(f"ingest, arrests as {form}", used.seconds, "COPY of the same files into a table of text", base, used)
    args = ["run", "--site", str(site / "site.yml"), *([] if reports else ["--no-reports"])]
    used, said = lead(*args)
    add("whole run" + ("" if reports else " without reports"), used.seconds, used=used, disk=size_mb(site / "out" / "current"))
    again, _ = lead(*args)
    add("run that finds nothing changed", again.seconds, used=again)
    for step, seconds in said["seconds"].items():
        cpu = said.get("cpu_seconds", {}).get(step)
        add(f"step: {step}", seconds, used=None if cpu is None else Used(seconds, cpu, 0.0, 0.0))
    store, target = site / "out" / "work" / "ingest.duckdb", site / "out" / "work" / "target"
    models = counting_models(target)
    add("cohort, outcomes, rates: within the run, two at a time", seconds_of(models, target))
    counting = counted_alone(site, models, folder)
    add("cohort, outcomes, rates", counting, "one query for the primary outcome alone",
        timed(lambda: plain.primary_in_sql(store), repeats))
    for layer, seconds in sorted(layers(target / "run_results.json").items()):
        add(f"dbt layer: {layer}", seconds)
    table = folder / "arrests.parquet"
    with duckdb.connect(str(store), read_only=True) as con:
        con.execute(f"copy (select * from raw.arrests) to '{table}' (format parquet)")
    for name, work in (("polars", plain.outcomes_in_polars), ("pandas", plain.outcomes_in_pandas)):
        if importlib.util.find_spec(name) is None:
            print(f"{name} is not installed: left out", flush=True)
            continue
        add("cohort, outcomes, rates", counting, f"{name} script for every outcome and horizon", timed(lambda w=work: w(table), 1))
    return rows


def slope(points: list[tuple[float, float]]) -> float | None:
    """Least-squares slope of log seconds on log charges."""
    import numpy as np

    if len(points) < 2:
        return None
    x, y = np.log(np.array(points)).T
    return float(np.polyfit(x, y, 1)[0])


def write(rows: list[dict], note: str = "") -> None:
    """The table as CSV and Markdown, and the plot. ``note``: what a reader of this record must know."""
    from reports import style

    missing = [n for n in SIZES if n not in {int(r["charges"]) for r in rows}]
    with TABLE.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    lines = [
        "# Benchmarks",
        "",
        "Made by `make bench`; every baseline was measured in the same run. Ratios are the point: seconds differ from machine to",
        "machine, and on one that others use from hour to hour (processor seconds less). Memory is the resident size of all",
        "processes alive at once, pages that they share counted once. Processor",
        "seconds of a step leave out the two processes in which estimates are worked out. Cohort, outcomes and rates are built once",
        "more, a model at a time, to be held against queries that have the machine to themselves, too. Where the seconds of a run go:",
        "[benchmarks-account.md](benchmarks-account.md).",
        "",
        *([note, ""] if note else []),
        *([f"Not in this record: {', '.join(f'{n:,}' for n in missing)} charges.", ""] if missing else []),
        "| " + " | ".join(c.replace("_", " ") for c in COLUMNS) + " |",
        "|" + "---|" * len(COLUMNS),
        *("| " + " | ".join(f"{int(r[c]):,}" if c == "charges" else str(r[c]) for c in COLUMNS) + " |" for r in rows),
        "",
    ]
    stages, cpu = series(rows, "seconds"), series(rows, "cpu_seconds")
    if any(len(p) > 1 for p in stages.values()):
        lines += ["Slope of the logarithm of seconds on that of charges, from the smallest size to the largest (1 is linear growth;",
                  "below 1 because a run's start-up does not grow); by processor seconds where they were measured:", ""]
        for stage, points in stages.items():
            if len(points) > 1:
                by_cpu = slope(cpu.get(stage, []))
                lines.append(f"- {stage}: {slope(points):.2f}" + (f", by processor seconds {by_cpu:.2f}" if by_cpu else ""))
        lines += ["", "![Seconds by charges](images/benchmarks.svg)", ""]
    lines += planning(rows)
    (ROOT / "docs" / "benchmarks.md").write_text("\n".join(lines), encoding="utf-8")
    style.use()
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6.5, 4))
    shown = [s for s in stages if s.startswith(("ingest", "whole")) or s == "cohort, outcomes, rates"]
    for marker, stage in zip("os^Dv", shown):
        axes.loglog(*zip(*sorted(stages[stage])), marker=marker, label=stage)
    axes.set(xlabel="Charges", ylabel="Seconds")
    axes.legend(frameon=False, fontsize=8)
    figure.savefig(ROOT / "docs" / "images" / "benchmarks.svg", metadata={"Date": None})


def series(rows: list[dict], column: str) -> dict[str, list[tuple[float, float]]]:
    """(charges, value) of each stage where the column was measured, once a size."""
    out: dict[str, dict[float, float]] = defaultdict(dict)
    for r in rows:
        if r[column]:
            out[r["stage"]][float(r["charges"])] = max(float(r[column]), 0.01)
    return {stage: sorted(points.items()) for stage, points in out.items()}


def carried_on(points: list[tuple[float, float]], charges: int) -> float:
    """A measured series at another size: from the largest measured by the slope between the last two, at least 1 beyond it."""
    if len(points) < 2:
        return points[-1][1] * charges / points[-1][0]
    (x, y), steep = points[-1], slope(points[-2:]) or 1.0
    return y * (charges / x) ** (max(steep, 1.0) if charges > x else steep)


def planning(rows: list[dict]) -> list[str]:
    """What a site of 1, 10 or 100 million charges needs, from the measured growth."""
    cpu, disk = series(rows, "cpu_seconds"), series(rows, "disk_mb")
    whole = next((s for s in cpu if s.startswith("whole run")), None)
    if whole is None:
        return []
    lines = ["", "## Planning", "",
             "What a site needs, carried on from the largest size measured. Minutes are processor minutes, which a quiet machine",
             "of two cores works off in little more than half the time, and leave out the estimates' own processes; disk is that of",
             "the extracts as CSV, the loaded store and one generation.", "",
             f"| charges | ingest, CSV arrests alone (processor min) | {whole} (processor min) | disk (GB) |",
             "|---|---|---|---|"]
    for n in (1_000_000, 10_000_000, 100_000_000):
        ingest, run = (carried_on(cpu[s], n) / 60 for s in ("ingest, arrests as CSV", whole))
        space = sum(carried_on(disk[s], n) for s in ("fictional county", "ingest, arrests as CSV", whole) if s in disk) / 1024
        lines.append(f"| {n:,} | {ingest:,.1f} | {run:,.1f} | {space:,.1f} |")
    lines += [
        "",
        "The engine's memory does not grow with the rows but to its limit: `LEAD_MEMORY_LIMIT` (2.5 GB by default for loading",
        "and counting, 0.2 GB beside the estimates, 1.5 GB for the gate), beyond which it spills to `out/work` on disk. The",
        "estimates hold the trials of each design in memory, which grow with the trials. Keep three times the extracts' size",
        "free on disk: the next generation is built beside the last.",
        "",
        "Beyond one machine the SQL is what carries over: everything that one engine writes otherwise than another stands in",
        "`macros/dialect.sql`, and a distributed engine (Spark's versions are drafted there) takes its place behind the same",
        "models. What stays on one machine are the loader, which reads file by file, so that several machines would share the",
        "files out; and the estimates, whose input is one row a trial and not a charge: they outgrow one machine last.",
    ]
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--charges", type=int, nargs="+", default=SIZES)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--reports", action="store_true")
    parser.add_argument("--repeats", type=int, default=3, help="of each baseline; its median counts")
    parser.add_argument("--note", default="", help="a sentence for the page, of the machine and what else it did")
    given = parser.parse_args()
    kept = []
    if TABLE.is_file():
        with TABLE.open(newline="", encoding="utf-8") as handle:
            kept = list(csv.DictReader(handle))
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    for charges in given.charges:
        with tempfile.TemporaryDirectory(dir=given.folder) as place:
            found = measure(charges, Path(place), given.reports, given.repeats)
        kept = [r for r in kept if int(r["charges"]) != charges] + found
        write(sorted(kept, key=lambda r: int(r["charges"])), given.note)


if __name__ == "__main__":
    main()
