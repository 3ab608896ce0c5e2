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
    """Runs of ``lead`` on one site whose writes under ``out/`` fail from a given one on."""

    def __init__(self, shim: Path, site: Path) -> None:
        self.shim, self.site, self.count = shim, site, shim.with_name("count")

    def __call__(self, at: int, name: str, once: bool, *args: str) -> tuple[subprocess.CompletedProcess, int]:
        self.count.write_bytes(struct.pack("q", 0))
        done = lead(
            *args,
            "--site",
            self.site,
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
        done, n = run(at, name, False, "ingest")
        assert n >= at and done.returncode in {ABORTED, *EXITS} and not problems(done, tmp_path / "out"), (
            at,
            done.stderr,
        )
        assert store.read_bytes() == before
    assert lead("ingest", "--site", site).returncode == 0


@pytest.mark.faults
def test_a_run_whose_writes_fail_leaves_a_whole_generation(shim, tmp_path):
    site = small_site(tmp_path)
    out = tmp_path / "out"
    assert lead("run", "--site", site, "--no-reports").returncode == 0
    run = Failing(shim, site)
    args = ("run", "--no-reports", "--force", "--quiet")
    done, total = run(10**9, "EIO", False, *args)
    assert done.returncode == 0, done.stderr
    rng = random.Random(3)
    n = int(os.environ.get("LEAD_FAULT_WRITES", "60"))
    bad, refused, aborted, unrecovered = [], 0, 0, 0
    for i in range(n):
        name = list(ERRORS)[i % 3]
        # half of them over the whole run, half where the publishing is
        low = 1 if i % 2 else int(total * 0.93)
        at = rng.randint(low, total)
        done, _ = run(at, name, i % 4 == 3, *args)
        refused += done.returncode in EXITS
        aborted += done.returncode == ABORTED
        bad += [f"write {at} of {total}, {name}: {p}" for p in problems(done, out)]
        if i % 15 == 14:
            again = lead("run", "--site", site, "--no-reports", "--force")
            unrecovered += again.returncode != 0 or bool(damage(out))
    print(*bad, sep="\n")
    record(
        "writes",
        "1",
        f"{n} runs, in each of which the writes under out/ fail from one of the {total} on (ENOSPC, EIO, EROFS;"
        " one in four: only that one)",
        f"{len(bad)} mixed or unreadable states or tracebacks; {refused} runs ended in"
        f" one message, {aborted} were aborted by the database engine, {n - refused - aborted} went through; {unrecovered} did not recover",
    )
    assert not bad and not unrecovered
