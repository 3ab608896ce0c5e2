"""Why: analysts have notebooks open on ``out/current`` while a run publishes, and a run may die while it does."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.project import ROOT
from tests.faults.figures import record
from tests.faults.support import Replays, damage, environment, kill_group, lead, small_site


def prebuilt(folder: Path) -> Path:
    """A small generation that is not published yet."""
    folder.mkdir(parents=True)
    for name in ("release.duckdb", "warehouse.duckdb"):
        with duckdb.connect(str(folder / name)) as con:
            con.execute(
                "create schema audit; create table audit.load_history as"
                " from (values ('9', 'a.csv', 'of before'), ('10', 'a.csv', 'x')) t(load_id, file, sha256);"
                "create table numbers as select range as n from range(20000)"
            )
    (folder / "facts.json").write_text(json.dumps({"inputs": {"a.csv": "x"}}))
    (folder / "reports").mkdir()
    for i in range(6):
        (folder / "reports" / f"{i}.html").write_bytes(b"page" * 20000)
    return folder


def start(module: str, *args: object) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.faults.{module}", *map(str, args)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def kill_publishers(tmp_path: Path, kills: int, runs: int) -> list[str]:
    """Damage found after each of ``kills`` kills, drawn over ``runs`` processes that publish without pause."""
    site = small_site(tmp_path / "site")
    source, out = prebuilt(tmp_path / "next"), site.parent / "out"
    assert start("publisher", site, source, 1).wait(60) == 0
    rng, bad = random.Random(1), []
    for _ in range(kills):
        process = start("publisher", site, source, runs)
        try:
            process.wait(0.35 + rng.uniform(0, 0.8))
        except subprocess.TimeoutExpired:
            pass
        finally:
            kill_group(process)
        bad += damage(out)
    assert start("publisher", site, source, 1).wait(60) == 0
    return bad + damage(out)


def read_while(out: Path, stop: Path, n: int, work) -> tuple[int, list[str]]:
    readers = [start("reader", out, stop) for _ in range(n)]
    try:
        work()
    finally:
        stop.write_text("")
        told = [r.communicate(timeout=120) for r in readers]
    facts = [json.loads(o.splitlines()[-1]) for o, _ in told]
    return sum(f["reads"] for f in facts), [e for f in facts for e in f["errors"]]


def test_readers_and_kills_while_generations_are_published(tmp_path):
    """Why: see the head; a share of the long tests below."""
    assert kill_publishers(tmp_path / "killed", 6, 40) == []
    site = small_site(tmp_path / "site")
    source = prebuilt(tmp_path / "next")
    assert start("publisher", site, source, 1).wait(60) == 0
    publishing = lambda: start("publisher", site, source, 15).wait(120)  # noqa: E731
    reads, errors = read_while(site.parent / "out", tmp_path / "stop", 2, publishing)
    assert reads > 5 and not errors


@pytest.mark.faults
def test_publishing_killed_at_many_moments(tmp_path):
    n = 150
    bad = kill_publishers(tmp_path, n, 60)
    record(
        "kills",
        "4 publishing",
        f"SIGKILL at {n} random moments of processes that publish prebuilt generations without pause",
        f"{len(bad)} mixed or unreadable states",
    )
    assert not bad


@pytest.mark.faults
def test_eight_readers_through_fifty_runs(tmp_path, two_deliveries):
    site, out = two_deliveries.site, two_deliveries.out

    def work() -> None:
        done = lead("run", "--site", site, "--no-reports", "--force")
        assert done.returncode == 0, done.stderr
        runs = Replays(site)
        # such as write again what was computed before
        for i in range(49):
            code, said = runs.run(two_deliveries.deliver(i % 2))
            assert code == 0, said
        runs.close()

    reads, errors = read_while(out, tmp_path / "stop", 8, work)
    print(*errors[:10], sep="\n")
    record(
        "readers",
        "1",
        f"8 processes that open, read and close release.duckdb and warehouse.duckdb of out/current through 50"
        f" runs, one of them whole, 49 that load a new delivery, write what dbt, release and gate wrote before, and publish"
        f" ({reads:,} reads)",
        f"{len(errors)} errors",
    )
    assert not errors and not damage(out)
