"""Why: a run is ended by a power cut, an out-of-memory killer or an impatient hand; whoever reads ``out/current`` then
must find one whole generation, and the next run must need no help. (``make test`` kills publishers, see test_readers.)
"""

from __future__ import annotations

import bisect
import contextlib
import itertools
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from pipeline.project import ROOT
from tests.faults.figures import record
from tests.faults.support import (
    Replays,
    at_work,
    cpu_seconds_of,
    damage,
    environment,
    family,
    hurt_in_turn,
    kill_group,
    lead,
    snapshot,
    started,
    stopped,
)

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


class WholeRun:
    """``lead run`` with its reports at work, in a session of its own; its clock is the processor time that it has used."""

    def __init__(self, site: Path) -> None:
        self.used = 0.0
        self.said = site.with_name("said")
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pipeline.cli", "run", "--site", site, "--force"],
                cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=said, start_new_session=True,
            )

    def step(self) -> str:
        """The step under way, as ``4/7``."""
        done = re.findall(r"^\[(\d)/(\d)\]", self.said.read_text(), re.M)
        return f"{int(done[-1][0]) + 1}/{done[-1][1]}" if done else "1/7"

    def reaches(self, cpu_seconds: float, and_s: float = 0.0) -> bool:
        """Wait until it has used that much, and a little longer; False where it ended before."""
        while (now := cpu_seconds_of(self.process.pid)) < cpu_seconds:
            self.used = max(self.used, now)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.1)
                return False
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(and_s)
            return False
        return True


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
def test_a_whole_run_killed_at_random_moments(fresh_site):
    """Each run is killed once, in one nth part of its clock. On the way there all its processes are stopped some times: what
    stands on disk then is what a kill would leave there, which each kill shows."""
    wanted, each = int(os.environ.get("LEAD_FAULT_KILLS", "100")), int(os.environ.get("LEAD_FAULT_STOPS", "6"))
    site, out = fresh_site.site, fresh_site.out
    rng = random.Random(7)
    parts = rng.sample(range(wanted), wanted)
    bad, failed, hit, whole, since = [], [], Counter(), 0.0, 10
    kills = looks = same = through = unrecovered = 0
    for i in itertools.count():
        fresh_site.deliver(i % 2)
        # a run that nothing stops, at first and after each tenth kill, says how long one is
        free = since >= 10 or kills == wanted
        end = 1e9 if free else (parts[kills] + rng.random()) / wanted * whole
        run = WholeRun(site)
        try:
            for at in sorted(rng.uniform(0, end) for _ in range(0 if free else each)):
                if run.reaches(at, rng.uniform(0, 0.3)):
                    with stopped(run.process):
                        bad += [f"stopped in {run.step()} at {at:.1f} s: {d}" for d in damage(out)]
                        looks += 1
            if run.reaches(end, rng.uniform(0, 0.3)):
                with stopped(run.process):
                    before, step = snapshot(out), run.step()
                    kill_group(run.process)
                    same += snapshot(out) == before
                kills, since = kills + 1, since + 1
                hit[step] += 1
                bad += [f"killed in {step} at {end:.1f} s: {d}" for d in damage(out)]
            else:
                # the next run after a kill, whether meant as such or quicker than thought
                recovered = run.process.returncode == 0 and not damage(out)
                through, unrecovered = through + recovered, unrecovered + (not recovered)
                if not recovered:
                    failed.append(f"after {kills} kills, meant to go to its end: {free}: {run.process.returncode}: {run.said.read_text()}")
                since, whole = 0, run.used
        finally:
            kill_group(run.process)
        if i:
            record(
                "kills",
                "2 whole",
                f"SIGKILL to the process group at {kills} random moments, spread evenly over the processor time of whole runs of a"
                f" county of 300 people, with reports (step under way: {', '.join(f'{k} {n}' for k, n in sorted(hit.items()))}); on the"
                f" way there all processes stopped at {looks} random moments and the files looked at (the kill left what stood there"
                f" when stopped in {same} of {kills}); the next run to its end after every 10th",
                f"{len(bad)} mixed or unreadable states, {unrecovered} of {through + unrecovered} next runs that did not recover",
            )
        if free and kills == wanted:
            break
    print(*bad, *failed, sep="\n")
    assert not bad and not unrecovered and same == kills


@pytest.mark.faults
def test_the_next_run_after_the_leader_alone_was_killed(fresh_site):
    """What an out-of-memory killer does: the children are left, and the next run begins while they may still be there."""
    wanted = int(os.environ.get("LEAD_FAULT_ALONE", "10"))
    site, out = fresh_site.site, fresh_site.out
    rng, bad, failed, hit, longest = random.Random(11), [], [], Counter(), 0.0
    first = WholeRun(site)
    assert not first.reaches(1e9) and first.process.returncode == 0
    for i in range(wanted):
        fresh_site.deliver(1 - i % 2)
        runs = [WholeRun(site)]
        try:
            (run,) = runs
            # (the first run loads all extracts; the others one)
            assert run.reaches((i + rng.random()) / wanted * first.used * 0.7)
            step, children = run.step(), family(run.process.pid)[1:]
            run.process.kill()
            run.process.wait()
            end = time.monotonic()
            hit[step] += 1
            bad += [f"killed in {step}: {d}" for d in damage(out)]
            runs.append(following := WholeRun(site))
            while following.process.poll() is None:
                if any(at_work(p) for p in children):
                    longest = max(longest, time.monotonic() - end)
                time.sleep(0.2)
            bad += [f"after a kill in {step}: {d}" for d in damage(out)]
            if following.process.returncode:
                failed.append(f"after a kill in {step}: {following.process.returncode}: {following.said.read_text()}")
        finally:
            for one in runs:
                kill_group(one.process)
    record(
        "kills",
        "4 leader",
        f"SIGKILL to the leading process of a whole run alone, {wanted} times over its processor time (step under way:"
        f" {', '.join(f'{k} {n}' for k, n in sorted(hit.items()))}), the next run begun at once beside what is left (for up to"
        f" {longest:.0f} s)",
        f"{len(bad)} mixed or unreadable states, {len(failed)} of {wanted} next runs that did not recover",
    )
    print(*bad, *failed, sep="\n")
    assert not bad and not failed


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
    runs, hit = Replays(site), Counter()

    def hurt(point: str, kept: Path) -> list[str]:
        code, said = runs.run(kept, point)
        assert code == -signal.SIGKILL, f"{point}: ended with {code}: {said}"
        hit[point.split(":")[0]] += 1
        return damage(out)

    for n, bad, unrecovered in hurt_in_turn(
        two_deliveries, runs, moments(two_deliveries.step_seconds, wanted, random.Random(9)), hurt
    ):
        record(
            "kills",
            "2 clock",
            f"SIGKILL to the process group at {n} random moments, spread evenly over the clock of a run of 300 people"
            f" ({', '.join(f'{CLOCK[k]} {m}' for k, m in sorted(hit.items()))}); the step that is hit is the program's own, the"
            " computed ones before it were written again; the next run after every 10th",
            f"{len(bad)} mixed or unreadable states, {unrecovered} runs that did not recover",
        )
    runs.close()
    print(*bad, sep="\n")
    assert recover(site) and not bad and not unrecovered


@pytest.mark.faults
def test_a_replayed_run_killed_at_random_moments(two_deliveries):
    """The short steps: what takes minutes to compute is written again, two deliveries in turn (see replay)."""
    wanted = int(os.environ.get("LEAD_FAULT_REPLAYS", "120"))
    rng, runs, ends = random.Random(8), Replays(two_deliveries.site), []
    start = time.perf_counter()
    assert runs.run(two_deliveries.deliver(0))[0] == 0
    longest = time.perf_counter() - start

    def hurt(_: int, kept: Path) -> list[str]:
        pid = runs.start(kept)
        time.sleep(rng.uniform(0.0, longest))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        ends.append(runs.end()[0])
        return damage(two_deliveries.out)

    for _, bad, unrecovered in hurt_in_turn(two_deliveries, runs, range(10 * wanted), hurt):
        kills = ends.count(-signal.SIGKILL)
        record(
            "kills",
            "3 replayed",
            f"SIGKILL to the process group at {kills} random moments of runs that load a new delivery, write what dbt, release and"
            " gate wrote before, and publish; the next run to its end after every 10th",
            f"{len(bad)} mixed or unreadable states, {unrecovered} runs that did not recover",
        )
        if kills >= wanted:
            break
    runs.close()
    print(*bad, sep="\n")
    assert not bad and not unrecovered and kills >= wanted
