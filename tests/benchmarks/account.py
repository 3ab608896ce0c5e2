"""Where the seconds of the fictional county's whole run go: each step, what dbt does within its own, and the start-ups.

    python -m tests.benchmarks.account        writes docs/benchmarks-account.md

No assertion. The parts of a step are seconds of the clock; the remainder is written down, too, so that the parts add up.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.__main__ import ROOT, lead

DOCS = ROOT / "docs"
DBT_STEP = "build and test (dbt)"
# what each process of a run imports before it can work, and what it works beside
IMPORTS = {
    "the command line": ("import pipeline.cli, pipeline.run", "nothing: it comes first"),
    "dbt": ("import dbt.cli.main, dbt.adapters.duckdb", "the load of the extracts"),
    "Great Expectations": ("import expectations.gate, great_expectations", "the build"),
    "estimates": ("import pipeline.analysis.effects, pipeline.analysis.costs", "the first models of the build"),
    "notebooks and PDFs": ("import nbclient, matplotlib.pyplot, typst, reports.render", "the release"),
}


def import_seconds(statement: str) -> float:
    """The clock's seconds from the start of a Python to the end of its imports, the second time (files are cached)."""
    took = 0.0
    for _ in range(2):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], cwd=ROOT, check=True, capture_output=True)
        took = time.perf_counter() - start
    return took


def covered(spans: Iterable[tuple[dt.datetime, dt.datetime]]) -> float:
    """Seconds in which at least one of the spans (start, end) ran."""
    total, until = 0.0, None
    for start, end in sorted(spans):
        start = start if until is None else max(start, until)
        total += max((end - start).total_seconds(), 0.0)
        until = end if until is None else max(until, end)
    return total


def nodes(results: Path) -> tuple[float, dict[str, float]]:
    """Seconds in which a node of dbt was worked on, and the nodes' own by layer (two at a time: they add up to more)."""
    spans, by_layer = [], {}
    for result in json.loads(results.read_text(encoding="utf-8"))["results"]:
        for timing in result["timing"]:
            if timing["name"] == "execute" and timing["completed_at"]:
                start, end = (dt.datetime.fromisoformat(timing[k].rstrip("Z")) for k in ("started_at", "completed_at"))
                spans.append((start, end))
                kind, _, name = result["unique_id"].split(".", 2)
                found = next((ROOT / "models").rglob(f"{name}.*"), None) if kind == "model" else None
                layer = "tests of data" if kind == "test" else found.relative_to(ROOT / "models").parts[0] if found else f"{kind}s"
                by_layer[layer] = by_layer.get(layer, 0.0) + (end - start).total_seconds()
    return covered(spans), by_layer


def main() -> None:
    """Run the county, account for its seconds and write them down."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        lead("demo", str(site))
        used, said = lead("run", "--site", str(site / "site.yml"))
        busy, by_layer = nodes(site / "out" / "work" / "target" / "run_results.json")
        steps = json.loads((site / "out" / "work" / "seconds.json").read_text(encoding="utf-8"))  # (in their order)
    cpu = said["cpu_seconds"]
    rest = used.seconds - sum(steps.values())
    lines = [
        "# Where the seconds of a run go",
        "",
        "Made by `make bench` (`python -m tests.benchmarks.account`): the fictional county, from its extracts to the PDFs, on an",
        f"empty store. {used.seconds:.1f} s of the clock, {used.cpu_seconds:.1f} processor seconds, {used.peak_mb:,.0f} MB at most.",
        "",
        "| part | seconds | processor seconds |",
        "|---|---:|---:|",
        *(f"| {name} | {took:.1f} | {cpu.get(name, 0.0):.1f} |" for name, took in steps.items()),
        f"| before, between and after the steps (Python, settings, ends of processes) | {rest:.1f} | |",
        "",
        f"Within \"{DBT_STEP}\", {steps[DBT_STEP]:.1f} s: in {busy:.1f} s a model, seed or test was worked on, the other",
        f"{steps[DBT_STEP] - busy:.1f} s are dbt's own (its project is read beside the load). Two are worked on at a time, so that",
        "the layers add up to more:",
        "",
        "| layer | seconds of its nodes |",
        "|---|---:|",
        *(f"| {layer} | {took:.1f} |" for layer, took in sorted(by_layer.items(), key=lambda item: -item[1])),
        "",
        "Start-ups, each measured alone. All but the first go on beside other work; together they are what a run would wait for",
        "if they did not:",
        "",
        "| what starts | seconds | beside |",
        "|---|---:|---|",
    ]
    total = 0.0
    for name, (statement, beside) in IMPORTS.items():
        took = import_seconds(statement)
        total += took
        lines.append(f"| {name} | {took:.1f} | {beside} |")
    lines += [f"| all | {total:.1f} | |", ""]
    (DOCS / "benchmarks-account.md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
