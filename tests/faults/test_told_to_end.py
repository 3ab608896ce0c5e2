"""Why: a run that is told to end (a shutdown, a scheduler) must leave the last results and no process at work behind it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import duckdb
import pytest

from pipeline.cli import _keyboard
from pipeline.errors import BuildFailed
from pipeline.project import ROOT
from pipeline.settings import load_site
from tests.faults.support import at_work, environment, family, small_site


def test_a_run_told_to_end_says_what_stands_and_leaves_no_process(tmp_path):
    site = small_site(tmp_path, people=300)
    marked = environment(LEAD_TOLD_TO_END=str(tmp_path))
    run = subprocess.Popen([sys.executable, "-m", "pipeline.cli", "run", "--site", str(site)], cwd=ROOT, env=marked,
                           stderr=subprocess.PIPE, text=True)
    locked = site.parent / "out" / "work"
    until = time.monotonic() + 120
    while not locked.exists() and time.monotonic() < until:
        time.sleep(0.1)
    run.terminate()
    _, said = run.communicate(timeout=120)
    assert run.returncode == 130
    assert "interrupted; nothing was published" in said
    assert not (site.parent / "out" / "current").exists()
    left = subprocess.run(["ps", "-eo", "args", "e"], capture_output=True, text=True).stdout
    assert f"LEAD_TOLD_TO_END={tmp_path}" not in left


def test_a_run_whose_leader_alone_is_killed_leaves_nobody_at_work(tmp_path):
    """Why: an out-of-memory killer takes one process; dbt went on for a minute and wrote where the next run did, which then failed."""
    site = small_site(tmp_path, people=300)
    marked = environment(LEAD_TOLD_TO_END=str(tmp_path))
    run = subprocess.Popen([sys.executable, "-m", "pipeline.cli", "run", "--site", str(site), "--no-reports"], cwd=ROOT, env=marked,
                           stderr=subprocess.PIPE, text=True)
    warehouse = site.parent / "out" / "work" / "build" / "warehouse.duckdb"
    until = time.monotonic() + 120
    while not warehouse.exists() and time.monotonic() < until:
        time.sleep(0.1)
    started = family(run.pid)[1:]
    run.kill()
    run.wait()
    until = time.monotonic() + 10
    while (left := [p for p in started if at_work(p)]) and time.monotonic() < until:
        time.sleep(0.1)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    run.stderr.close()
    assert warehouse.exists() and len(started) >= 2 and not left


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_within_a_query_is_no_failure(tmp_path, number, capsys):
    """Why: the database raises an error of its own where the signal came, and a load makes one of ours of that."""
    site = load_site(small_site(tmp_path, people=300))

    def at_work() -> None:
        timer = threading.Timer(0.2, os.kill, (os.getpid(), number))
        timer.start()
        try:
            duckdb.sql("select count(*) from range(20000000) a, range(1000) b").fetchall()
        except (RuntimeError, duckdb.Error):
            raise BuildFailed("the load failed in the database (InterruptException)") from None

    with pytest.raises(SystemExit) as ended, _keyboard(site):
        at_work()
    assert ended.value.code == 130
    assert "interrupted; nothing was published" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_a_signal_before_the_work_is_told_too(tmp_path):
    """Why: reading the libraries takes seconds on a busy machine; a scheduler must not take that for a crash."""
    code = ("import os, signal, sys\nimport pipeline.cli as c\n"
            "c.load_site_option = lambda site: os.kill(os.getpid(), signal.SIGTERM)\nc.main(['status', '--site', 'x'])")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, text=True)
    assert done.returncode == 130 and "interrupted" in done.stderr and "Traceback" not in done.stderr
