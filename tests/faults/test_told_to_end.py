"""Why: a run that is told to end (a shutdown, a scheduler) must leave the last results and no process at work behind it."""

from __future__ import annotations

import subprocess
import sys
import time

from pipeline.project import ROOT
from tests.faults.support import environment, small_site


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
