"""Who waits is told the step, how much of it is done, how long it has taken and how long it is likely to take."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

from rich.console import Console

from pipeline.progress import Steps


def test_the_expected_time_stays_while_the_count_moves(tmp_path: Path) -> None:
    """Why: the expected time was shown until the first thing was done, and then the thing's name stood in its place."""
    history = tmp_path / "seconds.json"
    history.write_text(json.dumps({"build": 61.4}))
    steps = Steps(3, history=history)
    screen = io.StringIO()
    steps.console = Console(file=screen, force_terminal=True, width=110)
    with steps.step("build") as step:
        step.count(12, 157, "int_arrests")
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.getvalue())
    assert "[1/3] build" in shown
    assert re.search(r"12 of 157 int_arrests\s+0:00:00 of about 0:01:01", shown)
