"""What the fault suites share: a small whole site, runs of ``lead`` in a process of their own, and what "whole" means."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import duckdb
import yaml

from ingest.county import write_county
from pipeline.project import ROOT, file_sha256

# one design, one horizon: the same seven steps in half the time
SMALL = {"horizons_days": [365], "comparison": {"designs": ["concurrent_area"], "primary": "concurrent_area"}}


def small_site(folder: Path, people: int = 300, seed: int = 5, small: bool = True, **changes: object) -> Path:
    """A fictional county's ``site.yml`` under ``folder``; ``changes`` replace top-level keys (None: removed)."""
    write_county(folder, people=people, seed=seed)
    path = folder / "site.yml"
    data = yaml.safe_load(path.read_text())
    if small:
        data.update(SMALL)
    for key, value in changes.items():
        if value is None:
            data.pop(key, None)
        else:
            data[key] = value
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True))
    return path


def environment(**more: str) -> dict[str, str]:
    """The environment of a run; the machine's own pytest settings stay out."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    return {**env, "PYTHONPATH": str(ROOT), **more}


def lead(
    *args: object, timeout: float = 3600, module: str = "pipeline.cli", root: Path = ROOT, **env: str
) -> subprocess.CompletedProcess[str]:
    """``lead ARGS`` (or another module of the code under ``root``) to its end."""
    return subprocess.run(
        [sys.executable, "-m", module, *map(str, args)],
        cwd=root,
        capture_output=True,
        text=True,
        errors="replace",
        env=environment(**{"PYTHONPATH": str(root), **env}),
        timeout=timeout,
    )


C = TypeVar("C")


@dataclass
class TwoDeliveries:
    """A site and two deliveries of one of its extracts; ``kept`` holds a generation of each, where they were run."""

    site: Path
    extract: Path
    files: tuple[str, str]
    kept: tuple[Path, Path]
    step_seconds: dict[str, float] = field(default_factory=dict)  # of the second run

    @property
    def out(self) -> Path:
        return self.site.parent / "out"

    def deliver(self, which: int) -> Path:
        """Put one of the deliveries in place; its kept generation."""
        self.extract.write_text(self.files[which])
        return self.kept[which]


def started(module: str, *args: object) -> subprocess.Popen[bytes]:
    """A module at work in a session of its own, silent."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, args)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


class Replays:
    """Replayed runs on one site (see replay), each a process of its own, forked from one that stands ready."""

    def __init__(self, site: Path, **env: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.replay", str(site)],
            cwd=ROOT,
            env=environment(**env),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, kept: Path, point: str = "") -> int:
        """The pid of a new run, which leads a group; it kills the group at ``point``."""
        self.process.stdin.write(f"{kept}\t{point}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def end(self) -> tuple[int, str]:
        """Exit status and words of the run under way, when it has ended."""
        return tuple(json.loads(self.process.stdout.readline()))

    def run(self, kept: Path, point: str = "") -> tuple[int, str]:
        self.start(kept, point)
        return self.end()

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(60)


def hurt_in_turn(
    both: TwoDeliveries, runs: Replays, cases: Iterable[C], hurt: Callable[[C, Path], list[str]], heal: Callable[[], None] = lambda: None
) -> Iterator[tuple[int, list[str], int]]:
    """For each case a replayed run of one of the deliveries in turn, which ``hurt`` starts, spoils and looks at: what it found wrong.

    Every tenth is followed, after ``heal``, by a run to its end; then how many were hurt so far is told, all that was found, and how
    many runs did not recover.
    """
    bad, unrecovered, n = [], 0, 0

    def recovered() -> tuple[int, list[str], int]:
        heal()
        code, _ = runs.run(both.deliver(n % 2))
        return n, bad, unrecovered + (code != 0 or bool(damage(both.out)))

    for n, case in enumerate(cases, start=1):
        bad += [f"{case}: {found}" for found in hurt(case, both.deliver(n % 2))]
        if n % 10 == 0:
            yield (told := recovered())
            unrecovered = told[2]
    if n % 10:
        yield recovered()


def _stat(pid: int) -> list[str]:
    """What /proc/PID/stat says from the state on (of a process that is gone: that it is)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["Z", *["0"] * 20]


def _state(pid: int) -> tuple[int, str]:
    """A process's parent and state letter."""
    state, parent, *_ = _stat(pid)
    return int(parent), state


def at_work(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    return _state(pid)[1] not in "ZX"


def family(pid: int) -> list[int]:
    """A process and all that descend from it, parents first."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            children.setdefault(_state(int(entry.name))[0], []).append(int(entry.name))
    out = [pid]
    for one in out:
        out += children.get(one, [])
    return out


def cpu_seconds_of(pid: int) -> float:
    """Processor seconds that a process, all that descend from it and those of them that have ended have used."""
    return sum(int(ticks) for p in family(pid) for ticks in _stat(p)[11:15]) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def stopped(process: subprocess.Popen) -> Iterator[None]:
    """The process and its descendants stand still within: what is on disk then is what SIGKILL would leave."""
    known: list[int] = []
    while fresh := [p for p in family(process.pid) if p not in known]:
        for pid in fresh:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
        known += fresh
    while any(_state(pid)[1] not in "TtZX" for pid in known):
        time.sleep(0.002)
    try:
        yield
    finally:
        for pid in known:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def snapshot(folder: Path) -> dict[str, str]:
    """A hash of each file (where a link leads to) under a folder."""
    return {
        p.relative_to(folder).as_posix(): os.readlink(p) if p.is_symlink() else file_sha256(p)
        for p in sorted(folder.rglob("*"))
        if p.is_symlink() or p.is_file()
    }


def kill_group(process: subprocess.Popen) -> None:
    """SIGKILL to a process started with ``start_new_session`` and to its children."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def damage(out: Path) -> list[str]:
    """What of ``out/current`` is not one whole published generation (nothing where nothing was published)."""
    current = out / "current"
    if not current.is_symlink():
        return ["out/current is no link"] if current.exists() else []
    if current.resolve().parent != (out / "generations").resolve():
        return ["out/current leads elsewhere"]
    try:
        manifest = json.loads((current / "manifest.json").read_text())
    except (OSError, ValueError):
        return ["no manifest can be read"]
    found = []
    present = {p.relative_to(current).as_posix() for p in current.rglob("*") if p.is_file()} - {
        "manifest.json"
    }
    found += [f"{n}: not of this generation" for n in sorted(present ^ set(manifest["files"]))]
    found += [
        f"{n}: other bytes"
        for n in sorted(present & set(manifest["files"]))
        if file_sha256(current / n) != manifest["files"][n]
    ]
    try:
        with duckdb.connect(str(current / "warehouse.duckdb"), read_only=True) as con:
            loaded = dict(
                con.execute(
                    "select file, sha256 from audit.load_history qualify load_id::bigint = max(load_id::bigint) over ()"
                ).fetchall()
            )
    except duckdb.Error as error:
        return [*found, f"the warehouse can't be read ({type(error).__name__})"]
    # a warehouse of other extracts than its manifest names would be a mixed state
    inputs = set(manifest["inputs"].values())
    found += [f"{name}: loaded, not in the manifest" for name, sha in loaded.items() if sha not in inputs]
    return found


def values_under(folder: Path) -> set[str]:
    """Every text of every table of every database, with single spaces."""
    found = set()
    for path in (folder / name for name in snapshot(folder) if name.endswith(".duckdb")):
        with duckdb.connect(str(path), read_only=True) as con:
            for schema, table, column in con.execute(
                "select schema_name, table_name, column_name from duckdb_columns() where data_type = 'VARCHAR' and not internal"
            ).fetchall():
                for (value,) in con.execute(f'select distinct "{column}" from "{schema}"."{table}"').fetchall():
                    found.add(" ".join((value or "").split()))
    return found
