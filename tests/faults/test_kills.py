"""Why: a run is ended by a power cut, an out-of-memory killer or an impatient hand; whoever reads ``out/current`` then
must find one whole generation, and the next run must need no help. (``make test`` kills publishers, see test_readers.)
"""

from __future__ import annotations

import bisect
import contextlib
import itertools
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.figures import record
from tests.faults.support import Replays, damage, kill_group, lead, snapshot, started, stopped

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


def recover(site: Path) -> bool:
    """Whether the next run, given nothing but its command, publishes a whole generation."""
    done = lead("run", "--site", site, "--no-reports", "--force")
    return done.returncode == 0 and not damage(site.parent / "out")


def killed_at(site: Path, point: str, *more: str) -> bool:
    process = started("tests.faults.die", site, point, *more)
    try:
        return process.wait(300) < 0
    finally:
        kill_group(process)


@pytest.mark.faults
def test_a_run_killed_at_each_phase(two_deliveries):
    site, out = two_deliveries.site, two_deliveries.out
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


def stop_and_kill(
    process: subprocess.Popen, out: Path, stops: list[float], end: float
) -> tuple[int, list[str], bool | None]:
    """Stop a run at some of its seconds, look at what is on disk, and kill it at last.

    Returns the number of stops, the damage found, and whether the kill left what stood there while the run was stopped (None:
    the run had ended before). Seconds are those in which the run could go on.
    """
    bad: list[str] = []
    done, at = 0, 0.0
    try:
        for moment in [*sorted(stops), end]:
            try:
                process.wait(moment - at)
                return done, bad + damage(out), None
            except subprocess.TimeoutExpired:
                at = moment
            with stopped(process):
                done += 1
                bad += [f"stopped at {at:.1f} s: {d}" for d in damage(out)]
                if moment == end:
                    before = snapshot(out)
                    kill_group(process)
                    return done, bad + damage(out), snapshot(out) == before
    finally:
        kill_group(process)
    raise AssertionError("the last moment ends the run")


def test_a_stopped_process_stands_still_with_its_children_and_goes_on_after(tmp_path):
    """Why: what is looked at while a run is stopped must not change meanwhile. (A share of the suites below.)"""
    lines = tmp_path / "lines"
    child = f"import time\nwhile True:\n    open({str(lines)!r}, 'a').write('x')\n    time.sleep(0.001)\n"
    code = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {child!r}])\n"
    process = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
    try:
        while not lines.exists():
            time.sleep(0.01)
        with stopped(process):
            before = snapshot(tmp_path)
            time.sleep(0.05)
            assert snapshot(tmp_path) == before
        size = lines.stat().st_size
        for _ in range(1000):
            if lines.stat().st_size > size:
                break
            time.sleep(0.01)
        assert lines.stat().st_size > size
    finally:
        kill_group(process)


@pytest.mark.faults
def test_a_run_stopped_and_killed_at_random_moments(two_deliveries):
    """A stopped run's files are those that a kill would leave (which is checked at each kill), so that one run shows many."""
    runs, each = int(os.environ.get("LEAD_FAULT_RUNS", "12")), int(os.environ.get("LEAD_FAULT_STOPS", "15"))
    site, out = two_deliveries.site, two_deliveries.out
    rng = random.Random(7)
    longest = two_deliveries.seconds
    n_stops, kills, same, bad, unrecovered, reports = 0, 0, 0, [], 0, 0
    for i in range(runs):
        with_reports = i % 4 == 3
        args = [] if with_reports else ["--no-reports"]
        reports += with_reports
        two_deliveries.deliver(i % 2)
        end = rng.uniform(0.3, 1.0) * (longest + (0.6 * longest if with_reports else 0))
        process = started("pipeline.cli", "run", "--site", site, "--force", "--quiet", *args)
        n, found, left = stop_and_kill(process, out, [rng.uniform(0, end) for _ in range(each)], end)
        n_stops, bad = n_stops + n, bad + found
        kills, same = kills + (left is not None), same + bool(left)
        if i % 4 == 3 or i == runs - 1:
            unrecovered += not recover(site)
    print(*bad, sep="\n")
    record(
        "kills",
        "2 random",
        f"{runs} whole runs on a county of 300 people ({reports} with reports), all processes stopped at {n_stops} random moments and the"
        f" files looked at, {kills} of the runs killed there by SIGKILL, the next run after every 4th; the kill left what stood"
        f" on disk at the stop in {same} of {kills}",
        f"{len(bad)} mixed or unreadable states, {unrecovered} runs that did not recover",
    )
    assert not bad and not unrecovered and same == kills > 0


# the steps of a run as die and replay name them, and as a run tells their time (the gate works beside the release)
CLOCK = {"ingest_step": "ingest", "build_step": "build and test (dbt)", "release_step": "release",
         "audit_step": "audit of what is published", "finish": "publish"}


def moments(seconds: dict[str, float], n: int, rng: random.Random) -> list[str]:
    """``n`` points ``STEP:SECONDS``, one in each nth part of a run's clock, in a random order."""
    steps = list(CLOCK)
    starts = [0.0, *itertools.accumulate(seconds[name] for name in CLOCK.values())]
    times = [(i + rng.random()) / n * starts[-1] for i in range(n)]
    rng.shuffle(times)
    return [f"{steps[k]}:{at - starts[k]:.3f}" for at in times for k in [bisect.bisect(starts, at) - 1]]


def test_moments_are_spread_over_the_clock_of_a_run():
    """Why: kills that all fall into dbt would say nothing about the rest."""
    seconds = dict(zip(CLOCK.values(), (2.0, 50.0, 25.0, 5.0, 1.0)))
    found = Counter(point.split(":")[0] for point in moments(seconds, 166, random.Random(1)))
    assert found == {"ingest_step": 4, "build_step": 100, "release_step": 50, "audit_step": 10, "finish": 2}


@pytest.mark.faults
def test_a_run_killed_at_random_moments_of_its_clock(two_deliveries):
    """The step that is hit is the program's own, and so is all that works beside it; what comes before it was written
    again from a kept run (see replay), but for the load of the delivery. Each tenth kill is followed by a run to its end."""
    wanted = int(os.environ.get("LEAD_FAULT_KILLS", "100"))
    site, out = two_deliveries.site, two_deliveries.out
    rng = random.Random(9)
    runs, bad, hit, unrecovered = Replays(site), [], Counter(), 0
    for i, point in enumerate(moments(two_deliveries.step_seconds, wanted, rng)):
        code, said = runs.run(two_deliveries.deliver(i % 2), point)
        assert code == -signal.SIGKILL, f"{point}: ended with {code}: {said}"
        hit[point.split(":")[0]] += 1
        bad += [f"{point}: {d}" for d in damage(out)]
        if i % 10 == 9 or i == wanted - 1:
            code, _ = runs.run(two_deliveries.deliver(i % 2))
            unrecovered += code != 0 or bool(damage(out))
            record(
                "kills",
                "2 clock",
                f"SIGKILL to the process group at {i + 1} random moments, spread evenly over the clock of a run of 300 people"
                f" ({', '.join(f'{CLOCK[k]} {n}' for k, n in sorted(hit.items()))}); the step that is hit is the program's own, the"
                " computed ones before it were written again; the next run after every 10th",
                f"{len(bad)} mixed or unreadable states, {unrecovered} runs that did not recover",
            )
    runs.close()
    unrecovered += not recover(site)
    print(*bad, sep="\n")
    assert not bad and not unrecovered


@pytest.mark.faults
def test_a_replayed_run_killed_at_random_moments(two_deliveries):
    """The short steps: what takes minutes to compute is written again, two deliveries in turn (see replay)."""
    wanted = int(os.environ.get("LEAD_FAULT_REPLAYS", "120"))
    site, out = two_deliveries.site, two_deliveries.out
    rng = random.Random(8)
    runs, bad, kills, unrecovered, longest = Replays(site), [], 0, 0, 1.0
    for i in range(10 * wanted):
        start = time.perf_counter()
        # each tenth goes to its end, which is the next run after a kill and says how long one takes
        whole = i % 10 == 0
        pid = runs.start(two_deliveries.deliver(i % 2))
        if not whole:
            time.sleep(rng.uniform(0.0, longest))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        code, _ = runs.end()
        kills += code == -signal.SIGKILL
        bad += damage(out)
        if whole:
            longest = time.perf_counter() - start
            unrecovered += code != 0
            record(
                "kills",
                "3 replayed",
                f"SIGKILL to the process group at {kills} random moments of runs that load a new delivery, write what dbt, release and"
                " gate wrote before, and publish; the next run to its end after every 9th",
                f"{len(bad)} mixed or unreadable states, {unrecovered} runs that did not recover",
            )
            if kills >= wanted:
                break
    runs.close()
    print(*bad, sep="\n")
    assert not bad and not unrecovered and kills >= wanted
