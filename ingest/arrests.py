"""Arrests on their way into the store: charge numbers that the source lacks, and the charge table.

One row out for one row in; what the source itself knows of category and severity stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import duckdb

from ingest.charges import ChargeMap
from ingest.mapping import sql_type
from ingest.staged import Staged, insert_rows
from pipeline.errors import BuildFailed

_SAME_CHARGE = (
    "s.charge_code IS NOT DISTINCT FROM {t}.code AND s.charge_description IS NOT DISTINCT FROM "
    "{t}.description"
)
_VALID = "s.arrest_date >= m.first AND s.arrest_date <= m.last"


def all_numbered(con: duckdb.DuckDBPyConnection, s: Staged) -> bool:
    """Whether every charge to be loaded brought a number of its own."""
    lacking = f"SELECT 1 FROM {s.table} s WHERE charge_number IS NULL AND {s.passing} LIMIT 1"
    return not con.execute(lacking).fetchall()


def insert_arrests(con: duckdb.DuckDBPyConnection, s: Staged, maps: Mapping[str, ChargeMap]) -> None:
    """Fill ``new.raw.arrests`` and ``new.raw.unmapped_charges``.

    Raises BuildFailed: another number of rows came out than went in.
    """
    number, join = "s.charge_number", ""
    if not all_numbered(con, s):
        _number_charges(con, s)
        number, join = "coalesce(s.charge_number, numbers.n, 1)", "LEFT JOIN numbers ON numbers.g = s.rowid"
    kept, kept_joins = s.kept_values()
    types = _types(s)
    for first, after, path in _map_ranges(s):
        here = f"s.rowid >= {first} AND s.rowid < {after} AND {s.passing}"
        severity, category, map_join = "NULL", "NULL", ""
        if path is not None:
            _resolve_charges(con, s, maps[path], here)
            severity, category = "m.severity", "m.category"
            map_join = f"LEFT JOIN charge_spans m ON {_SAME_CHARGE.format(t='m')} AND {_VALID}"
        special = {
            "person_id": "people.person_id",
            "charge_number": number,
            "severity": f"coalesce(nullif(s.severity, 'unknown'), {severity}, 'unknown'::{types['severity']})",
            "offense_category": f"coalesce(nullif(s.offense_category, 'unknown'), {category}, "
            f"'unknown'::{types['offense_category']})",
            **kept,
        }
        columns = ", ".join(special.get(c, f's."{c}"') for c in s.extract.column_names)
        rows = f"FROM {s.table} s JOIN people USING (person_key) {join} {map_join} {kept_joins} WHERE {here}"
        n = con.execute(f"INSERT INTO new.raw.arrests SELECT {columns} {rows}").fetchone()[0]
        due = con.execute(f"SELECT count(*) FROM {s.table} s WHERE {here}").fetchone()[0]
        if n != due:
            raise BuildFailed("arrests: the charge table changed the number of rows")


def _types(s: Staged) -> dict[str, str]:
    """SQL types of the two columns that a charge table fills."""
    return {c.name: sql_type(c) for c in s.extract.columns if c.name in ("severity", "offense_category")}


def _map_ranges(s: Staged) -> list[tuple[int, int, str | None]]:
    """Runs of neighbouring files with one charge table: (first global row, row after the last, table)."""
    out: list[tuple[int, int, str | None]] = []
    for f, start, n in zip(s.files, s.starts, s.counts, strict=True):
        if out and out[-1][2] == f.entry.charge_map:
            out[-1] = (out[-1][0], start + n, f.entry.charge_map)
        else:
            out.append((start, start + n, f.entry.charge_map))
    return out


def _number_charges(con: duckdb.DuckDBPyConnection, s: Staged) -> None:
    """Table ``numbers`` (g, n): after the arrest's own numbers, in the order of the rows' content.

    The content is ordered by the canonical columns in their order, empty first, text by its bytes. Only
    arrests of several rows are looked at; a single charge is number 1.
    """
    arrest = "hash(person_key, arrest_id)"
    con.execute(
        f"CREATE TABLE several AS SELECT h FROM (SELECT {arrest} AS h FROM {s.table} s WHERE {s.passing}) "
        "GROUP BY h HAVING count(*) > 1"
    )
    # a closed list is staged as an ENUM, which would order by its place in the list
    content = ", ".join(
        f's."{c.name}"{"::VARCHAR" * (c.kind == "enum")} ASC NULLS FIRST'
        for c in s.extract.columns
        if c.name not in s.extract.key
    )
    per_arrest = "PARTITION BY person_key, arrest_id"
    con.execute(
        f"CREATE TABLE numbers AS SELECT s.rowid AS g, "
        f"row_number() OVER ({per_arrest} ORDER BY s.charge_number NULLS FIRST, {content}) "
        f"+ coalesce(max(s.charge_number) OVER ({per_arrest}), 0) AS n "
        f"FROM {s.table} s WHERE {s.passing} AND {arrest} IN (SELECT h FROM several)"
    )
    con.execute("DROP TABLE several")


def _resolve_charges(con: duckdb.DuckDBPyConnection, s: Staged, charge_map: ChargeMap, here: str) -> None:
    """Table ``charge_spans`` for the charges of these rows; those that the charge table lacks are listed."""
    needed = "(s.severity = 'unknown' OR s.offense_category = 'unknown')"
    pairs = con.execute(
        f"SELECT DISTINCT charge_code, charge_description FROM {s.table} s WHERE {here} AND {needed} ORDER "
        "BY ALL"
    ).fetchall()
    kept, joins = s.kept_values()
    types = _types(s)
    spans, gaps = [], []
    for code, description, found in charge_map.resolve(pairs):
        spans += [[code, description, *span] for span in found]
        if not (len(found) == 1 and found[0][:2] == (dt.date.min, dt.date.max)):
            gaps.append([code, description])
    con.execute(
        "CREATE OR REPLACE TABLE charge_spans (code VARCHAR, description VARCHAR, first DATE, last DATE, "
        f"category {types['offense_category']}, severity {types['severity']})"
    )
    con.execute("CREATE OR REPLACE TABLE gaps (code VARCHAR, description VARCHAR)")
    insert_rows(con, "charge_spans", spans)
    insert_rows(con, "gaps", gaps)
    con.execute(
        f"INSERT INTO new.raw.unmapped_charges SELECT {kept.get('charge_code', 's.charge_code')}, "
        f"{kept.get('charge_description', 's.charge_description')}, count(*) "
        f"FROM {s.table} s {joins} SEMI JOIN gaps ON {_SAME_CHARGE.format(t='gaps')} WHERE {here} AND {needed} "
        f"AND NOT EXISTS (SELECT 1 FROM charge_spans m WHERE {_SAME_CHARGE.format(t='m')} AND {_VALID}) "
        "GROUP BY ALL ORDER BY ALL"
    )
