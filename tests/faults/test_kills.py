"""Why: a run is ended by a power cut, an out-of-memory killer or an impatient hand; whoever reads ``out/current`` then
must find one whole generation, and the next run must need no help. (``make test`` kills publishers, see test_readers.)
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.project import ROOT
from tests.faults.figures import record
from tests.faults.support import damage, environment, kill_group, lead, lead_killed_after, small_site

# each of the seven steps: before it, inside it, and after it, before the next
POINTS = [
    "ingest_step:before",
    "ingest_step:0.3",
    "ingest_step:0.8",
    "ingest_step:after",
    "build_step:before",
    "build_step:3",
    "build_step:8",
    "build_step:after",
    "gate_step:1.5",
    "gate_step:after",
    "seal_warehouse:after",
    "quarantine_csv:before",
    "quarantine_csv:after",
    "release_step:before",
    "release_step:0.7",
    "release_step:1.4",
    "release_step:after",
    "audit_step:0.5",
    "audit_step:after",
    "finish:before",
    "finish:0.02",
    "finish:after",
]
WITH_REPORTS = [
    "notebooks_step:before",
    "notebooks_step:4",
    "notebooks_step:after",
    "audit_step:0.5",
    "finish:after",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    path = small_site(tmp_path_factory.mktemp("killed"))
    done = lead("run", "--site", path, "--no-reports")
    assert done.returncode == 0, done.stderr
    return path


def seconds_of_a_run(site: Path) -> float:
    start = time.perf_counter()
    assert recover(site)
    return time.perf_counter() - start


def recover(site: Path) -> bool:
    """Whether the next run, given nothing but its command, publishes a whole generation."""
    done = lead("run", "--site", site, "--no-reports", "--force")
    return done.returncode == 0 and not damage(site.parent / "out")


def killed_at(site: Path, point: str, *more: str) -> bool:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.die", str(site), point, *more],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(300) < 0
    finally:
        kill_group(process)


@pytest.mark.faults
def test_a_run_killed_at_each_phase(site):
    out = site.parent / "out"
    bad, unrecovered = [], 0
    for i, (point, more) in enumerate(
        [*((p, ()) for p in POINTS), *((p, ("--reports",)) for p in WITH_REPORTS)]
    ):
        assert killed_at(site, point, *more), f"{point}: the run ended before its kill"
        bad += [f"{point}: {d}" for d in damage(out)]
        if i % 10 == 9:
            unrecovered += not recover(site)
    unrecovered += not recover(site)
    n = len(POINTS) + len(WITH_REPORTS)
    record(
        "kills",
        "1 phases",
        f"SIGKILL to the process group at {n} points in and between the steps of `lead run`, the"
        f" next run after every 10th",
        f"{len(bad)} mixed or unreadable states, {unrecovered} runs that did not recover",
    )
    assert not bad and not unrecovered


@pytest.mark.faults
def test_a_run_killed_at_random_moments(site):
    wanted = int(os.environ.get("LEAD_FAULT_KILLS", "110"))
    out = site.parent / "out"
    rng = random.Random(7)
    longest, bad, kills, unrecovered = seconds_of_a_run(site), [], 0, 0
    while kills < wanted:
        with_reports = kills % 20 == 19
        args = () if with_reports else ("--no-reports",)
        seconds = rng.uniform(0.2, longest + (20 if with_reports else 0))
        if lead_killed_after(seconds, "run", "--site", site, "--force", "--quiet", *args):
            kills += 1
            if kills % 10 == 0:
                unrecovered += not recover(site)
        else:
            longest *= 0.97  # faster than thought: draw the next moments from the time it takes
        bad += [f"{seconds:.2f} s: {d}" for d in damage(out)]
    unrecovered += not recover(site)
    record(
        "kills",
        "2 random",
        f"SIGKILL to the process group at {kills} random moments of a run on a county of 300 people"
        f" (one in twenty with reports), the next run after every 10th",
        f"{len(bad)} mixed or unreadable states, {unrecovered} runs that did not recover",
    )
    assert not bad and not unrecovered
