"""A run of ``lead`` that is killed at a named point: ``python -m tests.faults.die SITE POINT [--reports]``.

POINT is ``STEP:before``, ``STEP:after`` or ``STEP:SECONDS`` (that long into the step). The kill is SIGKILL to the whole
process group, so this is to be started in a session of its own.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

STEPS = (
    "ingest_step",
    "build_step",
    "gate_step",
    "seal_warehouse",
    "quarantine_csv",
    "release_step",
    "notebooks_step",
    "audit_step",
    "finish",
)


def die() -> None:
    os.killpg(0, signal.SIGKILL)
    time.sleep(60)


def dying(function: Callable[..., Any], when: str) -> Callable[..., Any]:
    """``function``, with its death before, after or so many seconds into it."""

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            die()
        if when != "after":
            threading.Timer(float(when), die).start()
        result = function(*args, **kwargs)
        die()
        return result

    return wrapped


def main(site_file: str, point: str, reports: bool) -> None:
    from pipeline import run as runner
    from pipeline.settings import load_site

    step, when = point.split(":")
    setattr(runner, step, dying(getattr(runner, step), when))
    runner.run(load_site(site_file), reports=reports, force=True, quiet=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], "--reports" in sys.argv)
