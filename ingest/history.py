"""What the last load read: to do nothing when nothing changed, and to refuse headers that drifted."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from ingest.sources import SourceFile
from ingest.store import LOADER_VERSION, open_store
from pipeline.errors import DataRefused
from pipeline.settings import Site

Header = list[tuple[str, str]]


@dataclass(frozen=True)
class LastLoad:
    """The last load as ``audit.load_history`` tells it."""

    load_id: int
    settings_sha: str
    tables_sha: str
    version: int
    hashes: dict[tuple[str, str], str]
    # of the last load that took the extract: entry path -> as_of, and (entry path, header) of each file
    as_of: dict[tuple[str, str], dt.date | None]
    headers: dict[tuple[str, str], list[Header]]
    taken_files: dict[str, list[str]]
    # every charge of the last load brought its own charge_number
    numbered: bool

    def same_as(self, settings_sha: str, tables_sha: str, hashes: dict[tuple[str, str], str]) -> bool:
        """Whether files, charge tables, settings and loader are those of the last load."""
        return (self.version == LOADER_VERSION and self.settings_sha == settings_sha
                and self.tables_sha == tables_sha and self.hashes == hashes)

    def had(self, extract: str) -> bool:
        return extract in self.taken_files

    def is_older(self, site: Site, extract: str) -> str | None:
        """A sentence, if a snapshot is described that is older than the one loaded; else None."""
        for entry in site.extracts[extract]:
            before = self.as_of.get((extract, entry.path))
            if entry.mode == "snapshot" and entry.as_of is not None and before is not None and entry.as_of < before:
                return (f"{extract}: the snapshot as of {entry.as_of.isoformat()} is older than the one loaded "
                        f"({before.isoformat()}); nothing of it was taken")
        return None

    def check_still_there(self, extract: str, labels: list[str]) -> None:
        """Raises DataRefused: an incremental delivery that was loaded before is gone."""
        gone = sorted(set(self.taken_files.get(extract, [])) - set(labels))
        if gone:
            raise DataRefused(f"{extract}: {gone[0]} was loaded before and is no longer there",
                              hint="incremental deliveries are all kept; for whole states use mode: snapshot")


def read(store: Path) -> LastLoad | None:
    """The last load of a store; None where there is none."""
    con = open_store(store)
    if con is None:
        return None
    try:
        last = con.execute("SELECT max(load_id) FROM audit.load_history").fetchone()[0]
        if last is None:
            return None
        rows = con.execute("SELECT extract, file, sha256, settings_sha256, tables_sha256, loader_version "
                           "FROM audit.load_history WHERE load_id = ? ORDER BY ALL", [last]).fetchall()
        taken = con.execute(
            "SELECT extract, file, path, as_of, header, is_numbered FROM audit.load_history h WHERE is_taken AND load_id = "
            "(SELECT max(load_id) FROM audit.load_history t WHERE t.extract = h.extract AND t.is_taken) ORDER BY ALL"
        ).fetchall()
    finally:
        con.close()
    as_of: dict[tuple[str, str], dt.date | None] = {}
    headers: dict[tuple[str, str], list[Header]] = {}
    files: dict[str, list[str]] = {}
    for extract, file, path, day, header, _ in taken:
        as_of[(extract, path)] = day
        headers.setdefault((extract, path), []).append([tuple(c) for c in json.loads(header)])
        files.setdefault(extract, []).append(file)
    return LastLoad(last, rows[0][3], rows[0][4], rows[0][5], {(e, f): sha for e, f, sha, *_ in rows}, as_of, headers,
                    files, all(row[5] for row in taken if row[0] == "arrests"))


def check_headers(files: list[SourceFile], found: list[Header], last: LastLoad | None, accept: bool,
                  notes: list[str]) -> None:
    """Raises DataRefused: a file's columns differ from those of its entry's last load, or of its neighbours.

    The order of columns does not matter. ``accept`` turns the refusal into a note.
    """
    first_seen: dict[int, tuple[SourceFile, Header]] = {}
    for f, header in zip(files, found):
        known = last.headers.get((f.extract, f.entry.path), []) if last is not None else []
        if any(sorted(header) == sorted(k) for k in known):
            continue
        neighbour = first_seen.setdefault(f.entry_number, (f, header))
        if known:
            reference, source = known[0], "the last load"
        elif neighbour[1] is not header:
            reference, source = neighbour[1], neighbour[0].label
        else:
            continue
        if difference := _difference(dict(reference), dict(header)):
            text = f"{f.label}: the header differs from that of {source}: {difference}"
            if not accept:
                raise DataRefused(text, hint="if the change is meant: lead ingest --accept-header")
            notes.append(text)


def _difference(before: dict[str, str], now: dict[str, str]) -> str:
    parts = []
    gone, new = [c for c in before if c not in now], [c for c in now if c not in before]
    retyped = [c for c in now if c in before and before[c] != now[c]]
    if gone:
        parts.append("without " + ", ".join(map(_shown, gone)))
    if new:
        parts.append("new " + ", ".join(map(_shown, new)))
    if retyped:
        parts.append("another type of " + ", ".join(f"{_shown(c)} ({before[c].lower()} before, {now[c].lower()} now)"
                                                     for c in retyped))
    return "; ".join(parts)


def _shown(name: str) -> str:
    """A column name fit for a message: short, printable."""
    text = "".join(ch if ch.isprintable() else "?" for ch in name)
    return text if len(text) <= 60 else text[:57] + "..."
