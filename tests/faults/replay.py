"""A run of ``lead`` whose slow steps write what an earlier run wrote: ``python -m tests.faults.replay SITE KEPT``.

KEPT is a kept generation of the same extracts. Ingest, quarantine files, manifest, publishing and purging are the program's own;
what dbt, the release, the gate and the notebooks would write is written from KEPT, piece by piece. So a kill or a failing write
finds the steps that put files into place, which in a whole run are a hundredth of the time.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline import run as runner
from pipeline.progress import Step
from pipeline.settings import Site, load_site

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


def main(site_file: str, kept: Path) -> None:
    def build_step(site: Site, process: None, step: Step) -> dict[str, int]:
        target = site.out / "work" / "build" / "warehouse.duckdb"
        target.write_bytes((kept / "warehouse.duckdb").read_bytes())
        return {}

    def release_step(site: Site, folder: Path, step: Step) -> None:
        (folder / "release.duckdb").write_bytes((kept / "release.duckdb").read_bytes())
        write_again(kept / "exports", folder / "exports")

    runner.prepared = runner.gate_process = nothing
    runner.build_step, runner.release_step = build_step, release_step
    runner.gate_step = lambda process, folder, step: write_again(kept / "validation", folder)
    runner.audit_step = lambda site, folder, step: None
    runner.run(load_site(site_file), reports=False, force=True, quiet=True)


if __name__ == "__main__":
    import click

    from pipeline import cli

    # refusals end as those of the command line do
    cli.lead.commands["run"] = click.Command("run", callback=lambda: main(sys.argv[1], Path(sys.argv[2])))
    cli.main(["run"])
