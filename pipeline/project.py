"""Where the project stands, and what it is made of: versions, commit and a fingerprint of its code."""

from __future__ import annotations

import hashlib
import os
import subprocess
import threading
from collections.abc import Callable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_CODE = ("models", "macros", "estimators", "pipeline", "ingest", "reports", "expectations", "notebooks")
_ENDINGS = {".py", ".sql", ".yml", ".yaml", ".json", ".typ", ".ipynb", ".csv", ".mplstyle", ".md"}
_REPORTED = ("lead-outcomes", "duckdb", "dbt-core", "dbt-duckdb", "great-expectations", "numpy", "scipy", "highspy", "pandas",
             "statsmodels", "matplotlib", "typst")


def end_with_parent() -> Callable[[], object]:
    """From here on this process ends when its standard input does, that is with the process that started it; what is returned
    waits for a line there.

    Else what SIGKILL leaves behind would go on to write where the next run does.
    """
    told = threading.Event()

    def watch() -> None:
        while os.read(0, 1):  # (a lock on sys.stdin would outlive the interpreter)
            told.set()
        os._exit(3)

    threading.Thread(target=watch, daemon=True).start()
    return told.wait


@cache
def version() -> str:
    """Version of this package."""
    return metadata.version("lead-outcomes")


@cache
def versions() -> dict[str, str]:
    """Versions of this package, of Python and of the libraries that numbers rest on."""
    import platform

    out = {"python": platform.python_version()}
    for name in _REPORTED:
        try:
            out[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            out[name] = "missing"
    return out


@cache
def commit() -> str:
    """Commit of the checkout, with ``+changes`` where tracked files differ from it; ``unknown`` outside git."""
    def git(*args: str) -> str | None:
        try:
            done = subprocess.run(["git", *args], cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
        return done.stdout.strip() if done.returncode == 0 else None

    head = git("rev-parse", "HEAD")
    if not head:
        return "unknown"
    return head + ("+changes" if git("status", "--porcelain", "--untracked-files=no") else "")


@cache
def code_fingerprint() -> str:
    """SHA-256 over every source file that can change a number or a page."""
    digest = hashlib.sha256()
    for folder in _CODE:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in _ENDINGS and path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(ROOT).as_posix().encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update((ROOT / "dbt_project.yml").read_bytes())
    return digest.hexdigest()


@cache
def model_hashes() -> dict[str, Any]:
    """``models``: SHA-256 of each file of the dbt project; ``programs_sha256``: one over all other code."""
    files = {p.relative_to(ROOT).as_posix(): p for folder in _CODE for p in sorted((ROOT / folder).rglob("*"))
             if p.suffix in _ENDINGS and p.is_file() and "__pycache__" not in p.parts}
    models = {n: file_sha256(p) for n, p in files.items() if n.startswith(("models/", "macros/"))}
    rest = hashlib.sha256("".join(f"{n} {file_sha256(p)}\n" for n, p in files.items() if n not in models).encode())
    return {"models": models, "programs_sha256": rest.hexdigest()}


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
