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
from tests.faults.support import damage, lead, small_site

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
        self.shim, self.site, self.count = shim, site, shim.with_name("count")

    def __call__(
        self, at: int, name: str, once: bool, *args: object, module: str = "pipeline.cli"
    ) -> tuple[subprocess.CompletedProcess, int]:
        self.count.write_bytes(struct.pack("q", 0))
        done = lead(
            *args,
            module=module,
            LD_PRELOAD=str(self.shim),
            FAULT_DIR=str(self.site.parent / "out"),
            FAULT_AT=str(at),
            FAULT_ERRNO=str(ERRORS[name]),
            FAULT_ONCE="01"[once],
            FAULT_COUNT=str(self.count),
        )
        return done, struct.unpack("q", self.count.read_bytes())[0]


def problems(done: subprocess.CompletedProcess, out: Path) -> list[str]:
    found = damage(out)
    if done.returncode not in {0, ABORTED, *EXITS}:
        found.append(f"exit code {done.returncode}")
    if "Traceback" in done.stderr + done.stdout:
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


def ended(done: subprocess.CompletedProcess) -> str:
    return {0: "went through", ABORTED: "aborted by the database engine"}.get(done.returncode, "ended in one message")


def told(ends: Counter) -> str:
    return ", ".join(f"{n} {how}" for how, n in sorted(ends.items()))


@pytest.mark.faults
def test_a_run_whose_writes_fail_leaves_a_whole_generation(shim, two_deliveries):
    """Whole runs: where dbt, the release, the gate or a log can't write."""
    site, out = two_deliveries.site, two_deliveries.out
    run = Failing(shim, site)
    args = ("run", "--no-reports", "--force", "--quiet", "--site", site)
    done, total = run(10**9, "EIO", False, *args)
    assert done.returncode == 0, done.stderr
    rng = random.Random(3)
    n = int(os.environ.get("LEAD_FAULT_WRITES", "30"))
    bad, ends = [], Counter()
    for i in range(n):
        name = list(ERRORS)[i % 3]
        at = rng.randint(1, total)
        done, _ = run(at, name, i % 4 == 3, *args)
        ends[ended(done)] += 1
        bad += [f"write {at} of {total}, {name}: {p}" for p in problems(done, out)]
    again = lead("run", "--site", site, "--no-reports", "--force")
    recovered = again.returncode == 0 and not damage(out)
    print(*bad, sep="\n")
    record(
        "writes",
        "1 whole runs",
        f"{n} whole runs, in each of which the writes under out/ fail from one of the {total:,} on (ENOSPC, EIO, EROFS;"
        " one in four: only that one), then one without",
        f"{len(bad)} mixed or unreadable states or tracebacks; {told(ends)}; the next run "
        + ("recovered" if recovered else "did not recover"),
    )
    assert not bad and recovered


@pytest.mark.faults
def test_every_nth_write_of_a_run_that_publishes_fails(shim, two_deliveries):
    """Every Nth write from the first to the last of a replayed run (see replay): load, files put into place, the switch."""
    site, out = two_deliveries.site, two_deliveries.out
    run = Failing(shim, site)
    module = "tests.faults.replay"
    totals = []
    for i in (0, 1):
        done, total = run(10**9, "EIO", False, site, two_deliveries.deliver(i), module=module)
        assert done.returncode == 0, done.stderr
        totals.append(total)
    wanted = int(os.environ.get("LEAD_FAULT_NTH", "150"))
    bad, ends, unrecovered, i = [], Counter(), 0, 0
    step = max(1, min(totals) * 4 // wanted)
    tries = [(at, name, once) for name, once in [*((e, False) for e in ERRORS), ("EIO", True)] for at in range(1, max(totals) + 1, step)]
    for i, (at, name, once) in enumerate(tries):
        done, _ = run(at, name, once, site, two_deliveries.deliver(i % 2), module=module)
        ends[ended(done)] += 1
        bad += [f"write {at}, {name}: {p}" for p in problems(done, out)]
        if i % 20 == 19 or done.returncode == 0:
            again = lead(site, two_deliveries.deliver(i % 2), module=module)
            unrecovered += again.returncode != 0 or bool(damage(out))
    print(*bad, sep="\n")
    record(
        "writes",
        "2 every Nth",
        f"each {step}th of the {max(totals):,} writes of a run that loads a new delivery, writes what dbt, release and gate wrote"
        f" before, and publishes, failing from there on with ENOSPC, EIO, EROFS, and once alone with EIO ({len(tries)} runs), the next"
        " run after every 20th",
        f"{len(bad)} mixed or unreadable states or tracebacks; {told(ends)}; {unrecovered} did not recover",
    )
    assert not bad and not unrecovered
