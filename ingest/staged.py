"""A staged extract, and the rows that are set aside of it: repeats, failed checks, key conflicts.

Every row of an extract's files lies in one table, in file order; its *global row* ``g`` (DuckDB's rowid)
tells file and row number. ``drops_<extract>`` holds what is not loaded (g, kind: quarantined, duplicate,
withdrawn) and ``why_<extract>`` the reasons (g, column, reason).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import duckdb

from ingest import reasons
from ingest.mapping import HOLDING, Check, staging_columns, store_name
from ingest.sources import SourceFile
from pipeline.canonical import Extract
from pipeline.errors import BuildFailed, DataRefused


@dataclass
class Staged:
    """One extract in the staging database."""

    extract: Extract
    files: list[SourceFile]
    checks: list[Check]
    mode: str
    # first global row and number of rows of each file
    starts: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    # (column name, type) of each file, as it stood
    headers: list[list[tuple[str, str]]] = field(default_factory=list)
    # canonical columns that some file brings
    mapped: set[str] = field(default_factory=set)
    # the whole extract is kept as the last load left it
    kept: bool = False
    # columns some of whose values are not kept (table ``left_out``)
    left_out: list[str] = field(default_factory=list)
    # key columns some of whose values are forgotten, with their rows (table ``unlike``)
    unlike: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.extract.name

    @property
    def table(self) -> str:
        return f"st_{self.name}"

    @property
    def drops(self) -> str:
        return f"drops_{self.name}"

    @property
    def why(self) -> str:
        return f"why_{self.name}"

    @property
    def is_incremental(self) -> bool:
        return self.mode == "incremental"

    @property
    def has_people(self) -> bool:
        return "person_id" in self.extract.column_names

    @property
    def content(self) -> str:
        """The staged canonical columns, for SQL."""
        return ", ".join(f'"{store_name(c)}"' for c in self.extract.column_names)

    @property
    def passing(self) -> str:
        """SQL condition on a staged row ``s`` that nothing has set it aside."""
        return f"s.rowid NOT IN (SELECT g FROM {self.drops})"

    def kept_values(self) -> tuple[dict[str, str], str]:
        """What is kept of the columns some of whose values are not: SQL of each on a staged row ``s``, and the joins that it needs."""
        values = {c: f'CASE WHEN l{i}.original IS NULL THEN s."{c}" ELSE l{i}.instead END' for i, c in enumerate(self.left_out)}
        of = f"SELECT original, instead FROM left_out WHERE extract = '{self.name}' AND \"column\" ="
        joins = (f"LEFT JOIN ({of} '{c}') l{i} ON l{i}.original = s.\"{c}\"" for i, c in enumerate(self.left_out))
        return values, " ".join(joins)

    def place(self, g: int) -> tuple[str, int]:
        """File and row number of a global row."""
        i = max(i for i, start in enumerate(self.starts) if start <= g and self.counts[i])
        return self.files[i].label, g - self.starts[i] + 1

    def file_number(self, g: str) -> str:
        """SQL of the number (0, 1, ...) of the file of a global row."""
        if len(self.starts) == 1:
            return "0"
        before = f"list_filter({self.starts}, lambda start: start <= {g})"
        return f"(len({before}) - 1)"


def insert_rows(con: duckdb.DuckDBPyConnection, table: str, rows: list[list[Any]]) -> None:
    """Insert Python rows, a thousand to a statement (row by row is slow)."""
    for at in range(0, len(rows), 1000):
        part = rows[at : at + 1000]
        marks = f"({', '.join('?' * len(part[0]))})"
        con.execute(
            f"INSERT INTO {table} VALUES {', '.join([marks] * len(part))}", [v for row in part for v in row]
        )


def create(con: duckdb.DuckDBPyConnection, s: Staged) -> None:
    """The empty tables of a staged extract."""
    columns = ", ".join(f'"{name}" {sql_type}' for name, sql_type in staging_columns(s.extract))
    con.execute(f"CREATE TABLE {s.table} ({columns})")
    con.execute(f"CREATE TABLE {s.drops} (g BIGINT, kind VARCHAR)")
    con.execute(f'CREATE TABLE {s.why} (g BIGINT, "column" VARCHAR, reason VARCHAR)')


def check_places(con: duckdb.DuckDBPyConnection, s: Staged, at: list[int], query: str) -> None:
    """Raises BuildFailed: the staged rows at the places ``at`` are not those that ``query`` gives.

    Several threads read a large file; these rows stand where one took over from another.
    """
    con.execute("CREATE TABLE places AS SELECT unnest(?::BIGINT[]) AS g", [at])
    there = f"SELECT row_hash FROM {s.table} WHERE rowid IN (SELECT g FROM places) ORDER BY rowid"
    if con.execute(there).fetchall() != con.execute(f"SELECT row_hash FROM ({query})").fetchall():
        raise BuildFailed(f"{s.name}: the staged rows are not in the order of the file",
                          hint="LEAD_THREADS=1 lead ingest reads with one thread; please report it")
    con.execute("DROP TABLE places")


def mark_wrong_width(con: duckdb.DuckDBPyConnection, s: Staged, start: int, row_numbers: list[int]) -> None:
    """Step 1: rows with another number of fields than the header (their content counts for nothing)."""
    at = [start + n - 1 for n in row_numbers]
    con.execute("CREATE TABLE wrong_width AS SELECT unnest(?::BIGINT[]) AS g", [at])
    # their fields were blanked, so that they are all alike: else the rows do not lie in file order
    marked = f"SELECT count(DISTINCT row_hash) FROM {s.table} WHERE rowid IN (SELECT g FROM wrong_width)"
    if con.execute(marked).fetchone() != (1,):
        raise BuildFailed(f"{s.name}: the staged rows are not in the order of the file")
    con.execute(f"UPDATE {s.table} SET errors = 1 WHERE rowid IN (SELECT g FROM wrong_width)")
    con.execute("DROP TABLE wrong_width")


def check_rounded(con: duckdb.DuckDBPyConnection, s: Staged) -> None:
    """Raises DataRefused: keys of 16 digits or more end in noughts from their 16th on, far more often than chance has it.

    A spreadsheet keeps 15 digits; the keys of different people became one when it saved them.
    """
    for column in sorted(HOLDING & set(s.extract.column_names)):
        key = f'"{store_name(column)}"'
        long = f"SELECT DISTINCT {key} AS k FROM {s.table} WHERE errors & 1 = 0 AND strlen({key}) > 15 AND {key} SIMILAR TO '[0-9]+'"
        rounded = f"{key} LIKE '%0' AND strlen({key}) > 15"
        if not con.execute(f"SELECT count(*) FROM {s.table} WHERE {rounded}").fetchone()[0]:
            continue
        n, of, digits, chance = con.execute(
            "SELECT count(*) FILTER (r), count(*), coalesce(sum(strlen(k) - 15) FILTER (r), 0), sum(pow(10, 15 - strlen(k)))"
            f" FROM (SELECT k, regexp_full_match(k[16:], '0+') AS r FROM ({long}))"
        ).fetchone()
        if n > 1 and digits >= 5 and n > 5 * chance:
            raise DataRefused(f"{s.name}: {n:,} of the {of:,} {column} of 16 digits or more have only noughts after their 15th: a"
                              " spreadsheet rounded them", hint="have the provider deliver the keys as text, from the source")


def set_repeats_aside(con: duckdb.DuckDBPyConnection, s: Staged) -> None:
    """Step 2: of rows alike to the letter one stays, the first (incremental: the last, which replaces).

    Leaves ``sus_<extract>``, the rows that share their key's hash with another: all that step 4 has to look
    at.
    """
    con.execute(
        f"CREATE TABLE shared AS SELECT key_hash FROM {s.table} WHERE errors & 1 = 0 "
        "GROUP BY key_hash HAVING count(*) > 1"
    )
    con.execute(
        f"CREATE TABLE sus_{s.name} AS SELECT rowid AS g, * FROM {s.table} "
        "WHERE errors & 1 = 0 AND key_hash IN (SELECT key_hash FROM shared)"
    )
    con.execute("DROP TABLE shared")
    order = "DESC" if s.is_incremental else "ASC"
    # the content stands beside the hash, so that two rows whose hashes collide are never taken for one
    con.execute(
        f"INSERT INTO {s.drops} SELECT g, 'duplicate' FROM (SELECT g, row_number() OVER "
        f"(PARTITION BY row_hash, errors, {s.content} ORDER BY g {order}) AS n FROM sus_{s.name}) WHERE n > 1"
    )


def set_failed_aside(con: duckdb.DuckDBPyConnection, s: Staged) -> None:
    """Steps 1 and 3: rows with any error bit; each failed check is a reason of its own."""
    con.execute(
        f"CREATE TABLE failed AS SELECT s.rowid AS g, errors FROM {s.table} s WHERE errors <> 0 AND "
        f"{s.passing}"
    )
    con.execute('CREATE TABLE checks (bit UINTEGER, "column" VARCHAR, reason VARCHAR)')
    bits = [[1, None, reasons.WRONG_FIELD_COUNT], *([1 << c.bit, c.column, c.reason] for c in s.checks)]
    insert_rows(con, "checks", bits)
    con.execute(f"INSERT INTO {s.drops} SELECT g, 'quarantined' FROM failed")
    con.execute(
        f'INSERT INTO {s.why} SELECT g, c."column", c.reason FROM failed, checks c WHERE errors & c.bit <> 0'
    )
    con.execute("DROP TABLE checks; DROP TABLE failed;")


def set_conflicts_aside(con: duckdb.DuckDBPyConnection, s: Staged) -> None:
    """Step 4: one key with several contents; then, in incremental mode, later rows for earlier ones."""
    if s.extract.key:
        con.execute(
            f"CREATE TABLE rivals AS SELECT sus.*, {s.file_number('g')} AS file_number FROM sus_{s.name} AS "
            "sus "
            f"WHERE errors = 0 AND g NOT IN (SELECT g FROM {s.drops})"
        )
        _quarantine_conflicts(con, s)
        _drop_replaced(con, s)
        con.execute("DROP TABLE rivals")
    con.execute(f"DROP TABLE sus_{s.name}")


def _has_key(s: Staged) -> str:
    # a charge without a number has no key of its own: it is numbered by its content later
    return "charge_number IS NOT NULL" if s.name == "arrests" else "true"


def _quarantine_conflicts(con: duckdb.DuckDBPyConnection, s: Staged) -> None:
    scope = [f'"{store_name(k)}"' for k in s.extract.key] + ["file_number"] * s.is_incremental
    contents = (
        f"SELECT DISTINCT {s.content}{', file_number' * s.is_incremental} FROM rivals WHERE {_has_key(s)}"
    )
    # (IS NOT DISTINCT: a facility may be missing)
    same = " AND ".join(f"r.{k} IS NOT DISTINCT FROM c.{k}" for k in scope)
    con.execute(
        f"CREATE TABLE in_conflict AS SELECT r.g FROM rivals r SEMI JOIN (SELECT {', '.join(scope)} "
        f"FROM ({contents}) GROUP BY ALL HAVING count(*) > 1) c ON {same}"
    )
    con.execute(f"INSERT INTO {s.drops} SELECT g, 'quarantined' FROM in_conflict")
    con.execute(
        f"INSERT INTO {s.why} SELECT g, '{', '.join(s.extract.key)}', '{reasons.KEY_CONFLICT}' FROM "
        "in_conflict"
    )
    con.execute("DELETE FROM rivals WHERE g IN (SELECT g FROM in_conflict)")
    con.execute("DROP TABLE in_conflict")


def _drop_replaced(con: duckdb.DuckDBPyConnection, s: Staged) -> None:
    """One row of each key stays.

    What is left of a key in a snapshot has the same content, though not to the letter; in incremental mode
    its last row replaces the others. Charges without numbers are replaced with their whole arrest by a
    later file's.
    """
    key = ", ".join(f'"{store_name(k)}"' for k in s.extract.key)
    order = "DESC" if s.is_incremental else "ASC"
    con.execute(
        f"INSERT INTO {s.drops} SELECT g, 'duplicate' FROM (SELECT g, row_number() OVER "
        f"(PARTITION BY {key} ORDER BY g {order}) AS n FROM rivals WHERE {_has_key(s)}) WHERE n > 1"
    )
    if s.name == "arrests" and s.is_incremental:
        newest = "max(file_number) OVER (PARTITION BY person_key, arrest_id)"
        con.execute(
            f"INSERT INTO {s.drops} SELECT g, 'duplicate' FROM (SELECT g, file_number, {newest} AS newest "
            "FROM rivals WHERE charge_number IS NULL) WHERE file_number < newest"
        )
