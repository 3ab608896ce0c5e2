"""Runs of ``lead`` whose slow steps write what an earlier run wrote: ``python -m tests.faults.replay SITE``, then a line
``KEPT`` or ``KEPT<tab>POINT`` for each run on standard input. A run is a process forked from this one, the leader of a
group of its own; its pid is printed when it starts, its exit status (negative: killed by that signal) and what it said, as
JSON, when it has ended.

KEPT is a kept generation of the same extracts. Ingest, quarantine files, manifest, publishing and purging are the program's own;
what dbt, the release, the gate and the notebooks would write is written from KEPT, piece by piece. So a kill or a failing write
finds the steps that put files into place, which in a whole run are a hundredth of the time.

POINT is ``STEP:SECONDS``: the run kills itself and its children that long into the step (see die). That step and all after it are
the program's own; only what comes before it is written from KEPT, so that a kill late in a run needs no run from its start.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click

import ingest.load  # noqa: F401 (imported before the fork, once)
from pipeline import cli
from pipeline import run as runner
from pipeline.progress import Step
from pipeline.settings import Site, load_site
from tests.faults.die import dying

PIECE = 256 * 1024


def write_again(source: Path, target: Path) -> None:
    """Every file of ``source`` under ``target``, by plain writes."""
    for path in sorted(p for p in source.rglob("*") if p.is_file()):
        to = target / path.relative_to(source)
        to.parent.mkdir(parents=True, exist_ok=True)
        content = path.read_bytes()
        with to.open("wb", buffering=0) as out:
            for at in range(0, len(content), PIECE):
                out.write(content[at : at + PIECE])


@contextlib.contextmanager
def nothing(*_: Any) -> Iterator[None]:
    yield


# the steps of a run, in order, and what may be written again for each
STEPS = ("ingest_step", "build_step", "release_step", "audit_step", "finish")


def main(site_file: str, kept: Path, point: str) -> None:
    def build_step(site: Site, process: None, step: Step) -> dict[str, int]:
        target = site.out / "work" / "build" / "warehouse.duckdb"
        target.write_bytes((kept / "warehouse.duckdb").read_bytes())
        return {}

    def release_step(site: Site, folder: Path, step: Step) -> None:
        (folder / "release.duckdb").write_bytes((kept / "release.duckdb").read_bytes())
        write_again(kept / "exports", folder / "exports")

    step, _, when = point.partition(":")
    own = STEPS.index(step) if step else len(STEPS)  # from this step on nothing is written again
    if own > STEPS.index("build_step"):
        runner.prepared, runner.build_step = nothing, build_step
    if own > STEPS.index("release_step"):
        runner.release_step, runner.gate_process, runner.open_gate = release_step, nothing, nothing
        runner.gate_step = lambda process, folder, step: write_again(kept / "validation", folder)
    if own > STEPS.index("audit_step"):
        runner.audit_step = lambda site, folder, step: None
    if step:
        setattr(runner, step, dying(getattr(runner, step), when))
    runner.run(load_site(site_file), reports=False, force=True, quiet=True)


def run_as_a_child(site_file: str, kept: str, point: str, said: IO[bytes]) -> int:
    """The pid of a run; refusals end as those of the command line do."""
    pid = os.fork()
    if pid:
        return pid
    os.setsid()
    os.dup2(said.fileno(), 1)
    os.dup2(said.fileno(), 2)
    cli.lead.commands["run"] = click.Command("run", callback=lambda: main(site_file, Path(kept), point))
    code = 0
    try:
        cli.main(["run"])
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    load_site(sys.argv[1])  # what a run imports late is imported once
    for line in sys.stdin:
        with tempfile.TemporaryFile() as output:
            kept, _, point = line.strip().partition("\t")
            child = run_as_a_child(sys.argv[1], kept, point, output)
            print(child, flush=True)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            output.seek(0)
            print(json.dumps([status, output.read().decode(errors="replace")]), flush=True)
