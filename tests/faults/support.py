"""What the fault suites share: a small whole site, runs of ``lead`` in a process of their own, and what "whole" means."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

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


def lead(*args: object, timeout: float = 900, **env: str) -> subprocess.CompletedProcess[str]:
    """``lead ARGS`` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *map(str, args)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="replace",
        env=environment(**env),
        timeout=timeout,
    )


def lead_killed_after(seconds: float, *args: object) -> bool:
    """``lead ARGS``, its whole process group killed by SIGKILL after ``seconds``. False: it had ended before."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *map(str, args)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        return True
    finally:
        kill_group(process)


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
                    "select file, sha256 from audit.load_history qualify load_id = max(load_id) over ()"
                ).fetchall()
            )
    except duckdb.Error as error:
        return [*found, f"the warehouse can't be read ({type(error).__name__})"]
    # a warehouse of other extracts than its manifest names would be a mixed state
    inputs = set(manifest["inputs"].values())
    found += [f"{name}: loaded, not in the manifest" for name, sha in loaded.items() if sha not in inputs]
    return found
