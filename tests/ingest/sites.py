"""Small sites for the loader's tests: write files, describe them, load them, look into the store."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from ingest.load import LoadResult, load
from pipeline.settings import Site, parse_site

HEAD = """\
site: Testshire
programme: Test LEAD
data_through: 2024-12-31
accrual: {start: 2020-01-01, end: 2023-12-31}
eligibility: {rules: [{offense_category: drug_possession}]}
comparison: {designs: [historical], primary: historical}
max_quarantine_share: 1
max_withdrawn_share: 1
"""
ARRESTS = (
    "person_id,arrest_id,charge_number,arrest_date,offense_date,charge_code,severity,offense_category,"
    "district"
)


def csv_text(header: str, rows: Sequence[Sequence[Any]], delimiter: str = ",") -> str:
    """Rows as CSV below a header that is given as text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return header + "\n" + out.getvalue()


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def site(folder: Path, extracts: str, **overrides: str) -> Site:
    """A site whose ``extracts:`` are given as YAML; ``overrides`` replace lines of the head."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [line for line in HEAD.splitlines() if line.split(":")[0] not in overrides]
    lines += [f"{k}: {v}" for k, v in overrides.items()]
    text = "\n".join(lines) + "\nextracts:\n" + textwrap.indent(textwrap.dedent(extracts), "  ")
    path = folder / "site.yml"
    path.write_text(text, encoding="utf-8")
    return parse_site(text, path.resolve())


def arrests_site(
    folder: Path,
    content: str | bytes | None = None,
    entry: str = "",
    name: str = "arrests.csv",
    **overrides: str,
) -> Site:
    """A site with arrests alone, in canonical column names unless ``entry`` says otherwise."""
    if content is not None:
        write(folder, name, content)
    return site(
        folder,
        f"arrests: {{path: {name}, data_from: 2010-01-01{', ' + entry if entry else ''}}}",
        **overrides,
    )


def query(result_or_site: LoadResult | Site, sql: str) -> list[tuple]:
    """Rows of a query on the store."""
    store = (
        result_or_site.store
        if isinstance(result_or_site, LoadResult)
        else result_or_site.out / "work" / "ingest.duckdb"
    )
    con = duckdb.connect(str(store), read_only=True)
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


def ledger(result: LoadResult) -> dict[str, tuple[int, int, int, int, int]]:
    """File to (read, loaded, quarantined, duplicate, withdrawn)."""
    return {
        f.file: (f.rows_read, f.rows_loaded, f.rows_quarantined, f.rows_duplicate, f.rows_withdrawn)
        for f in result.ledger
    }


def reasons(result: LoadResult) -> dict[tuple[str | None, str], int]:
    """(column, reason) to number of rows."""
    out: dict[tuple[str | None, str], int] = {}
    for q in result.quarantine:
        out[(q.column, q.reason)] = out.get((q.column, q.reason), 0) + q.n_rows
    return out


__all__ = ["ARRESTS", "arrests_site", "csv_text", "ledger", "load", "query", "reasons", "site", "write"]
