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


# where the signal comes: in a function, in a text that is executed (each dataclass of a library is)
KILL = "os.kill(os.getpid(), signal.{number})"
IN_A_TEXT = "exec('import os, signal\\n" + KILL + "\\nfor _ in range(9): pass')"


def as_a_module(folder, code):
    """``python -m``: it then ends by the signal, whatever its exit code, if an interruption passed through an executed text."""
    # (a shell's background job has SIGINT ignored, and so have its children)
    heard = "import os, signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\nimport pipeline.cli as c, pipeline.run as r\n"
    (folder / "told.py").write_text(heard + code)
    return subprocess.run([sys.executable, "-m", "told"], cwd=ROOT, env=environment(PYTHONPATH=f"{folder}{os.pathsep}{ROOT}"),
                          capture_output=True, text=True)


@pytest.mark.parametrize("where", [KILL, IN_A_TEXT], ids=["function", "text"])
@pytest.mark.parametrize("number", ["SIGTERM", "SIGINT"])
def test_a_signal_before_the_work_is_told_too(tmp_path, number, where):
    """Why: reading the libraries takes seconds on a busy machine; a scheduler must not take that for a crash."""
    kill = where.format(number=number)
    done = as_a_module(tmp_path, f"c.load_site_option = lambda site: {kill}\nc.main(['status', '--site', 'x'])")
    assert done.returncode == 130 and "interrupted" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("number", ["SIGTERM", "SIGINT"])
def test_a_signal_while_a_library_executes_a_text_ends_a_run_as_ever(tmp_path, number):
    site = small_site(tmp_path, people=300)
    kill = IN_A_TEXT.format(number=number)
    done = as_a_module(tmp_path, f"def run(*_, **__):\n    {kill}\nr.run = run\nc.main(['run', '--site', {str(site)!r}])")
    assert done.returncode == 130 and "interrupted; nothing was published" in done.stderr and "Traceback" not in done.stderr
