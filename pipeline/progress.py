"""Step, count, elapsed and expected time of long work; quiet where no person looks on."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)


class Steps:
    """Reports the steps of one command on standard error.

    On a terminal each step is a live bar with its count, the time taken and, where an earlier run of the same command
    was timed, the time expected. Piped, each step is one line when it ends.
    """

    def __init__(self, total: int, quiet: bool = False, history: Path | None = None) -> None:
        self.total = total
        self.quiet = quiet
        self.console = Console(stderr=True, highlight=False)
        self.number = 0
        self.seconds: dict[str, float] = {}
        # processor seconds of each step and of the processes that ended in it; what was spent before: Python's imports
        self.cpu_seconds: dict[str, float] = {"start-up": round(sum(os.times()[:4]), 2)}
        self._history_path = history
        self._expected: dict[str, float] = {}
        if history is not None and history.is_file():
            try:
                self._expected = {str(k): float(v) for k, v in json.loads(history.read_text()).items()}
            except (ValueError, OSError):
                self._expected = {}

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        self.number += 1
        label = f"[{self.number}/{self.total}] {name}"
        expected = self._expected.get(name)
        start, cpu = time.perf_counter(), sum(os.times()[:4])
        live = not self.quiet and self.console.is_terminal
        step = Step()
        if live:
            columns = [SpinnerColumn(), TextColumn("{task.description}"), BarColumn(24), TaskProgressColumn(),
                       TextColumn("{task.fields[detail]}"), TimeElapsedColumn(), TextColumn("{task.fields[expected]}")]
            with Progress(*columns, console=self.console, transient=True) as progress:
                hint = f"of about {timedelta(seconds=round(expected))}" if expected and expected >= 2 else ""
                step.attach(progress, progress.add_task(label, total=None, detail="", expected=hint))
                yield step
        else:
            yield step
        took = time.perf_counter() - start
        self.seconds[name] = took
        self.cpu_seconds[name] = round(sum(os.times()[:4]) - cpu, 2)
        if not self.quiet:
            note = f"  {step.note}" if step.note else ""
            self.console.print(f"{label:<44} {took:6.1f} s{note}", soft_wrap=True)

    def save(self) -> None:
        """Keep the times for the next run's expectations."""
        if self._history_path is not None:
            self._history_path.parent.mkdir(parents=True, exist_ok=True)
            self._history_path.write_text(json.dumps({k: round(v, 2) for k, v in self.seconds.items()}))

    def say(self, text: str) -> None:
        if not self.quiet:
            self.console.print(text, soft_wrap=True)


class Step:
    """One step under way; ``count`` moves its bar, ``note`` is printed when it ends."""

    def __init__(self) -> None:
        self.note = ""
        self._progress: Progress | None = None
        self._task = None

    def attach(self, progress: Progress, task: object) -> None:
        self._progress, self._task = progress, task

    def count(self, done: int, total: int | None = None, detail: str = "") -> None:
        if self._progress is not None:
            of = f"{done:,} of {total:,} " if total else ""
            self._progress.update(self._task, completed=done, total=total, detail=of + detail)
