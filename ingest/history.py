"""What the last load read: to do nothing when nothing changed, and to refuse headers that drifted."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.sources import SourceFile
from ingest.store import LOADER_VERSION, open_store
from pipeline.errors import BuildFailed, DataRefused
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
        return (
            self.version == LOADER_VERSION
            and self.settings_sha == settings_sha
            and self.tables_sha == tables_sha
            and self.hashes == hashes
        )

    def had(self, extract: str) -> bool:
        return extract in self.taken_files

    def is_older(self, site: Site, extract: str) -> str | None:
        """A sentence, if a snapshot is described that is older than the one loaded; else None."""
        for entry in site.extracts[extract]:
            before = self.as_of.get((extract, entry.path))
            if (
                entry.mode == "snapshot"
                and entry.as_of is not None
                and before is not None
                and entry.as_of < before
            ):
                return (
                    f"{extract}: the snapshot as of {entry.as_of.isoformat()} is older than the one loaded "
                    f"({before.isoformat()}); nothing of it was taken"
                )
        return None

    def check_still_there(self, extract: str, labels: list[str]) -> None:
        """Raises DataRefused: an incremental delivery that was loaded before is gone."""
        gone = sorted(set(self.taken_files.get(extract, [])) - set(labels))
        if gone:
            raise DataRefused(
                f"{extract}: {gone[0]} was loaded before and is no longer there",
                hint="incremental deliveries are all kept; for whole states use mode: snapshot",
            )


def read(store: Path) -> LastLoad | None:
    """The last load of a store; None where there is none."""
    con = open_store(store)
    if con is None:
        return None
    try:
        last = con.execute("SELECT max(load_id) FROM audit.load_history").fetchone()[0]
        if last is None:
            return None
        rows = con.execute(
            "SELECT extract, file, sha256, settings_sha256, tables_sha256, loader_version "
            "FROM audit.load_history WHERE load_id = ? ORDER BY ALL",
            [last],
        ).fetchall()
        taken = con.execute(
            "SELECT extract, file, path, as_of, header, is_numbered FROM audit.load_history h WHERE "
            "is_taken AND load_id = "
            "(SELECT max(load_id) FROM audit.load_history t WHERE t.extract = h.extract AND t.is_taken) "
            "ORDER BY ALL"
        ).fetchall()
    except duckdb.Error:
        raise BuildFailed(
            f"{store.name}: the store of the last load is of another version, or damaged",
            hint="move it away and load again",
        ) from None
    finally:
        con.close()
    as_of: dict[tuple[str, str], dt.date | None] = {}
    headers: dict[tuple[str, str], list[Header]] = {}
    files: dict[str, list[str]] = {}
    for extract, file, path, day, header, _ in taken:
        as_of[(extract, path)] = day
        headers.setdefault((extract, path), []).append([tuple(c) for c in json.loads(header)])
        files.setdefault(extract, []).append(file)
    return LastLoad(
        last,
        rows[0][3],
        rows[0][4],
        rows[0][5],
        {(e, f): sha for e, f, sha, *_ in rows},
        as_of,
        headers,
        files,
        all(row[5] for row in taken if row[0] == "arrests"),
    )


def check_headers(
    files: list[SourceFile], found: list[Header], last: LastLoad | None, accept: bool, notes: list[str]
) -> None:
    """Raises DataRefused: a file's columns differ from those of its entry's last load, or of its neighbours.

    The order of columns does not matter. ``accept`` turns the refusal into a note.
    """
    first_seen: dict[int, tuple[SourceFile, Header]] = {}
    for f, header in zip(files, found, strict=True):
        known = last.headers.get((f.extract, f.entry.path), []) if last is not None else []
        neighbour = first_seen.setdefault(f.entry_number, (f, header))
        if known:
            differences = [_difference(dict(k), dict(header), lenient=False) for k in known]
            difference, source = ("" if not all(differences) else differences[0]), "the last load"
        else:
            difference, source = (
                _difference(dict(neighbour[1]), dict(header), lenient=True),
                neighbour[0].label,
            )
        if difference:
            _refuse(f"{f.label}: the header differs from that of {source}: {difference}", accept, notes)


def _refuse(text: str, accept: bool, notes: list[str]) -> None:
    if not accept:
        raise DataRefused(text, hint="if the change is meant: lead ingest --accept-header")
    notes.append(text)


def _difference(before: dict[str, str], now: dict[str, str], *, lenient: bool) -> str:
    """What changed in a header, in words ('' for nothing). ``lenient``: a whole number may be a floating
    one.
    """
    parts = []
    gone, new = [c for c in before if c not in now], [c for c in now if c not in before]
    retyped = [c for c in now if c in before and not _same_type(before[c], now[c], lenient)]
    if gone:
        parts.append("without " + ", ".join(map(shown, gone)))
    if new:
        parts.append("new " + ", ".join(map(shown, new)))
    if retyped:
        parts.append(
            "another type of "
            + ", ".join(f"{shown(c)} ({before[c].lower()} before, {now[c].lower()} now)" for c in retyped)
        )
    return "; ".join(parts)


def _same_type(a: str, b: str, lenient: bool) -> bool:
    # a Parquet column without any value has no type; one of whole numbers becomes floating where some are
    # missing
    return a == b or "EMPTY" in (a, b) or (lenient and {a, b} == {"INTEGER", "DOUBLE"})


def shown(name: str) -> str:
    """A column name fit for a message: short, printable."""
    text = "".join(ch if ch.isprintable() else "?" for ch in name)
    return text if len(text) <= 60 else text[:57] + "..."


# -- values that changed their kind -----------------------------------------------------------------------
_KINDS = {
    "whole number": "[+-]?[0-9]+",
    "decimal number": "[+-]?[0-9]+[.][0-9]+",
    "date": "[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}.*",
}
_SAMPLE = 5_000
_ENOUGH = 20
_MANY_CODES = 200


def check_values(
    con: duckdb.DuckDBPyConnection,
    columns: list[str],
    before: str,
    now: str,
    label: str,
    accept: bool,
    notes: list[str],
) -> None:
    """Raises DataRefused: a text column of a file holds another kind of values, or another code list, than
    before. ``before`` and ``now`` are SQL tables with these columns. Typed columns and closed lists need no
    such check: their rows are quarantined. Only a landslide counts (nine tenths of one kind before and less
    than half now; most of a short code list unseen before), so that a new district or a first letter in a
    number is not refused.
    """
    if not columns:
        return
    old, new = (_kinds(con, t, columns) for t in (before, now))
    for column in columns:
        (n_old, shares_old), (n_new, shares_new) = old[column], new[column]
        if min(n_old, n_new) < _ENOUGH:
            continue
        kind = max(shares_old, key=lambda k: shares_old[k])
        if shares_old[kind] >= 0.9 and shares_new[kind] < 0.5:
            now_kind = max(shares_new, key=lambda k: shares_new[k])
            _refuse(
                f"{label}: {_canonical(column)} holds another kind of values than in the last load ({kind} "
                f"before, {now_kind} "
                "now)",
                accept,
                notes,
            )
            continue
        n_codes = con.execute(f'SELECT count(DISTINCT "{column}") FROM {before}').fetchone()[0]
        if n_codes > _MANY_CODES:
            continue
        unseen = con.execute(
            f'SELECT count(*) FROM (SELECT "{column}" FROM {now} USING SAMPLE {_SAMPLE} ROWS (reservoir, '
            "1)) AS s "
            f'WHERE "{column}" IS NOT NULL AND "{column}" NOT IN (SELECT "{column}" FROM {before} '
            f'WHERE "{column}" IS NOT NULL)'
        ).fetchone()[0]
        if unseen > 0.5 * n_new:
            _refuse(
                f"{label}: {_canonical(column)} holds another code list than in the last load", accept, notes
            )


def _canonical(column: str) -> str:
    return "person_id" if column == "person_key" else column


def _kinds(
    con: duckdb.DuckDBPyConnection, table: str, columns: list[str]
) -> dict[str, tuple[int, dict[str, float]]]:
    """For each column of a sample: how many values, and which share of them is of which kind."""
    parts = []
    for c in columns:
        parts.append(f'count("{c}")')
        parts += [f"count(*) FILTER (regexp_full_match(\"{c}\", '{rx}'))" for rx in _KINDS.values()]
    quoted = ", ".join(f'"{c}"' for c in columns)
    row = con.execute(
        f"SELECT {', '.join(parts)} FROM (SELECT {quoted} FROM {table} USING SAMPLE {_SAMPLE} ROWS "
        "(reservoir, 1)) AS s"
    ).fetchone()
    out = {}
    step = len(_KINDS) + 1
    for i, c in enumerate(columns):
        n, *hits = row[i * step : (i + 1) * step]
        shares = {k: h / n for k, h in zip(_KINDS, hits, strict=True)} if n else dict.fromkeys(_KINDS, 0.0)
        shares["text"] = 1 - sum(shares.values())
        out[c] = (n, shares)
    return out
