"""Why: disks fill up, break and are remounted read-only in the middle of a run; that must end in one plain message and the
last good results, never in half a generation.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import struct
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.figures import record
from tests.faults.support import Replays, damage, hurt_in_turn, lead, small_site

SHIM = Path(__file__).with_name("fail_writes.c")
ERRORS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EROFS": errno.EROFS}
EXITS = {2, 3, 4, 5}
# the database engine ends the process where its own log can't be cleaned up: as good as a kill
ABORTED = -signal.SIGABRT

pytestmark = pytest.mark.skipif(
    shutil.which("cc") is None, reason="needs a C compiler for the shim that fails writes"
)


@pytest.fixture(scope="module")
def shim(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("shim") / "fail_writes.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-w", "-o", path, SHIM, "-ldl"], check=True)
    return path


class Failing:
    """Runs on one site whose writes under ``out/`` fail from a given one on."""

    def __init__(self, shim: Path, site: Path) -> None:
        self.count = shim.with_name("count")
        self.count.write_bytes(bytes(32))
        self.env = {"LD_PRELOAD": str(shim), "FAULT_DIR": str(site.parent / "out"), "FAULT_COUNT": str(self.count)}

    def from_write(self, at: int, name: str, once: bool) -> None:
        """What the next run meets (in place, for a process that stands ready has the file mapped)."""
        with self.count.open("r+b") as f:
            f.write(struct.pack("4q", 0, at, ERRORS[name], once))

    def writes(self) -> int:
        return struct.unpack("4q", self.count.read_bytes())[0]

    def __call__(self, at: int, name: str, once: bool, *args: object) -> tuple[subprocess.CompletedProcess, int]:
        self.from_write(at, name, once)
        done = lead(*args, **self.env)
        return done, self.writes()


def problems(done: subprocess.CompletedProcess, out: Path) -> list[str]:
    return wrong(done.returncode, done.stdout + done.stderr, out)


def wrong(code: int, said: str, out: Path) -> list[str]:
    found = damage(out)
    if code not in {0, ABORTED, *EXITS}:
        found.append(f"exit code {code}")
    if "Traceback" in said:
        found.append("a traceback")
    return found


def test_an_ingest_whose_writes_fail_says_so_and_leaves_the_store(shim, tmp_path):
    """Why: see the head; a share of the long suite."""
    site = small_site(tmp_path)
    store = tmp_path / "out" / "work" / "ingest.duckdb"
    assert lead("ingest", "--site", site).returncode == 0
    before = store.read_bytes()
    extract = next((tmp_path / "extracts").glob("court*.csv"))
    extract.write_text(extract.read_text().replace("Dismissed", "Dropped"))
    run = Failing(shim, site)
    for at, name in ((25, "ENOSPC"),):
        done, n = run(at, name, False, "ingest", "--site", site)
        assert n >= at and done.returncode in {ABORTED, *EXITS} and not problems(done, tmp_path / "out"), (
            at,
            done.stderr,
        )
        assert store.read_bytes() == before
    assert lead("ingest", "--site", site).returncode == 0


def ended(code: int) -> str:
    return {0: "went through", ABORTED: "aborted by the database engine"}.get(code, "ended in one message")


def told(ends: Counter) -> str:
    return ", ".join(f"{n} {how}" for how, n in sorted(ends.items()))


@pytest.mark.faults
def test_a_run_whose_writes_fail_leaves_a_whole_generation(shim, fresh_site):
    """Whole runs: where dbt, the release, the gate, a notebook or a log can't write."""
    site, out = fresh_site.site, fresh_site.out
    run = Failing(shim, site)
    args = ("run", "--force", "--quiet", "--site", site)
    done, total = run(10**9, "EIO", False, *args)
    assert done.returncode == 0, done.stderr
    rng = random.Random(3)
    n = int(os.environ.get("LEAD_FAULT_WRITES", "30"))
    bad, ends, unrecovered = [], Counter(), 0
    for i, part in enumerate(rng.sample(range(n), n)):
        name = list(ERRORS)[i % 3]
        at = 1 + (total * part + rng.randrange(total)) // n  # one in each nth part of them
        fresh_site.deliver(i % 2)
        done, _ = run(at, name, i % 4 == 3, *args)
        ends[ended(done.returncode)] += 1
        bad += [f"write {at} of {total}, {name}: {p}" for p in problems(done, out)]
        print(f"write {at}, {name}: {done.returncode}", flush=True)
        if i % 10 == 9 or i == n - 1:
            again = lead("run", "--site", site, "--force")
            unrecovered += again.returncode != 0 or bool(damage(out))
            record(
                "writes",
                "1 whole runs",
                f"{i + 1} whole runs of a county of 300 people, with reports, in each of which the writes under out/ fail from one of the"
                f" {total:,} on, another {n}th part of them each time (ENOSPC, EIO, EROFS; one in four: only that one), the next run"
                " after every 10th",
                f"{len(bad)} mixed or unreadable states or tracebacks; {told(ends)}; {unrecovered} did not recover",
            )
    print(*bad, sep="\n")
    assert not bad and not unrecovered


@pytest.mark.faults
def test_every_nth_write_of_a_run_that_publishes_fails(shim, two_deliveries):
    """Every Nth write from the first to the last of a replayed run (see replay): load, files put into place, the switch."""
    site, out = two_deliveries.site, two_deliveries.out
    failing = Failing(shim, site)
    runs = Replays(site, **failing.env)
    totals = []
    for i in (0, 1):
        failing.from_write(10**9, "EIO", False)
        code, said = runs.run(two_deliveries.deliver(i))
        assert code == 0, said
        totals.append(failing.writes())
    wanted = int(os.environ.get("LEAD_FAULT_NTH", "150"))
    ends = Counter()
    step = max(1, min(totals) * 4 // wanted)
    kinds = [*((e, False) for e in ERRORS), ("EIO", True)]
    tries = [(at, *kinds[(at // step + k) % 4]) for k in range(4) for at in range(1 + k, max(totals) + 1, step)]

    def hurt(case: tuple[int, str, bool], kept: Path) -> list[str]:
        failing.from_write(*case)
        code, said = runs.run(kept)
        ends[ended(code)] += 1
        return wrong(code, said, out)

    for n, bad, unrecovered in hurt_in_turn(
        two_deliveries, runs, tries, hurt, heal=lambda: failing.from_write(10**9, "EIO", False)
    ):
        record(
            "writes",
            "2 every Nth",
            f"{n} runs that load a new delivery, write what dbt, release and gate wrote before, and publish, each {step}th of"
            f" their {max(totals):,} writes failing from there on with ENOSPC, EIO or EROFS, or once alone with EIO; the next run"
            " after every 10th",
            f"{len(bad)} mixed or unreadable states or tracebacks; {told(ends)}; {unrecovered} did not recover",
        )
    runs.close()
    print(*bad, sep="\n")
    assert not bad and not unrecovered
