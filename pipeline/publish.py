"""Generations of results: built aside, published whole, switched in one step.

``out/generations/<id>`` holds one generation; ``out/current`` is a link to the published one. A reader that has a file of
the old generation open keeps it until it closes.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import duckdb

from pipeline.project import file_sha256
from pipeline.settings import Site


def current_dir(site: Site) -> Path:
    """``out/current`` of the site (it may not exist)."""
    return site.out / "current"


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a published generation; None where there is none that can be read."""
    try:
        found = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "files" in found else None


def table_counts(warehouse: Path) -> dict[str, int]:
    """Rows of each mart and audit table."""
    with duckdb.connect(str(warehouse), read_only=True) as conn:
        names = conn.execute(
            "select table_schema, table_name from information_schema.tables"
            " where table_schema in ('marts', 'audit') order by all"
        ).fetchall()
        return {
            f"{schema}.{table}": conn.execute(f'select count(*) from "{schema}"."{table}"').fetchone()[0]
            for schema, table in names
        }


def table_columns(folder: Path) -> dict[str, str]:
    """Columns and types of each mart, audit table and released table of a generation."""
    out = {}
    for name in ("warehouse.duckdb", "release.duckdb"):
        with duckdb.connect(str(folder / name), read_only=True) as conn:
            for schema, table, columns in conn.execute(
                "select schema_name, table_name, string_agg(column_name || ' ' || data_type, ', ' order by column_index)"
                " from duckdb_columns() where not internal and schema_name in ('marts', 'audit', 'main') group by all order by all"
            ).fetchall():
                out[f"{name}: {schema}.{table}"] = columns
    return out


def new_build_dir(site: Site) -> Path:
    """A fresh folder for a generation under way; what a killed run left is removed first."""
    base = site.out / "work" / "build"
    if base.exists():
        shutil.rmtree(base)
    base.mkdir(parents=True)
    return base


def write_manifest(folder: Path, facts: dict[str, Any]) -> dict[str, Any]:
    """Write ``manifest.json``: the facts, and the SHA-256 of every other file of the generation."""
    files = {
        path.relative_to(folder).as_posix(): file_sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }
    manifest = {**facts, "files": files}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return manifest


def generation_id(site: Site, folder: Path) -> str:
    """Running number and a short hash of the manifest, so that ids sort by age and can't collide."""
    numbers = [int(p.name.split("-")[0]) for p in generations(site)]
    return f"{max(numbers, default=0) + 1:06d}-{manifest_mark(folder)}"


def manifest_mark(folder: Path) -> str:
    """The short hash of a folder's manifest, with which the id of its generation ends."""
    return file_sha256(folder / "manifest.json")[:8]


def generations(site: Site) -> list[Path]:
    """Folders of the kept generations, oldest first."""
    base = site.out / "generations"
    if not base.is_dir():
        return []
    return sorted(p for p in base.iterdir() if p.is_dir() and p.name.split("-")[0].isdigit())


def publish(site: Site, folder: Path) -> Path:
    """Move a finished generation into place and switch ``out/current`` to it in one step."""
    target = site.out / "generations" / generation_id(site, folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    _sync(folder)
    os.replace(folder, target)
    _sync_dir(target.parent)
    link = site.out / ".current.new"
    if link.is_symlink() or link.exists():
        link.unlink()
    link.symlink_to(os.path.relpath(target, site.out), target_is_directory=True)
    os.replace(link, current_dir(site))
    _sync_dir(site.out)
    return target


def prune(site: Site, keep: int) -> list[str]:
    """Remove all but the newest ``keep`` generations; the published one always stays. Returns the removed ids."""
    published = current_dir(site).resolve()
    removed = []
    for path in generations(site)[:-keep]:
        if path.resolve() != published:
            shutil.rmtree(path)
            removed.append(path.name)
    return removed


def withdrawals_state(site: Site) -> str | None:
    """What tells the site's withdrawals apart from earlier ones (None: nothing was ever withdrawn).

    The tombstones' file is written anew only when rows were withdrawn.
    """
    path = site.out / "private" / "tombstones.duckdb"
    return file_sha256(path) if path.is_file() else None


def predates_withdrawal(site: Site, generation: Path) -> bool:
    """Whether rows were withdrawn after the generation was made, so that it may still hold them."""
    return ((read_manifest(generation) or {}).get("withdrawals")) != withdrawals_state(site)


def purge(site: Site, *, under_way: bool = False) -> list[str]:
    """Remove what may still hold rows that were withdrawn since: older generations, ``dev.duckdb``, renderings, and what a
    killed run left of its build (not of one that is ``under_way``).

    The published generation stays until its successor is published; it is then an older one. Asks for nothing but the
    files, so that a run that was killed before it came to this is made good by the next. Returns the removed ids.
    """
    state = withdrawals_state(site)
    published = current_dir(site).resolve()
    removed = []
    for path in generations(site):
        if path.resolve() != published and predates_withdrawal(site, path):
            shutil.rmtree(path)
            removed.append(path.name)
    marker = site.out / "work" / "purged_at"
    if (marker.read_text(encoding="utf-8") if marker.is_file() else "") != (state or ""):
        for name in ("dev.duckdb", "dev.duckdb.wal"):
            (site.out / "work" / name).unlink(missing_ok=True)
        for name in ("rendered", "validation", *(() if under_way else ("build",))):
            shutil.rmtree(site.out / "work" / name, ignore_errors=True)
        marker.write_text(state or "", encoding="utf-8")
    return removed


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as handle:
                os.fsync(handle.fileno())


def _sync_dir(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
