"""Open a source file of any format as rows that SQL can read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.sources import SourceFile
from ingest.textfile import Prepared, globs, open_prepared, prepare_text, sql_text
from pipeline.errors import DataRefused
from pipeline.settings import ExtractEntry

TABLE = "source_rows"


@dataclass
class Opened:
    """A file as columns ``c0, c1, ...``; ``types`` are TEXT or, for typed sources, DATE, TIMESTAMP and so
    on.
    """

    header: list[str]
    types: list[str]
    relation: str
    n_rows: int
    wrong_width: list[int] = field(default_factory=list)
    needs_trim: bool = True
    can_retry: bool = False
    # some rows read apart as another relation, and their numbers: what was staged there must be these rows
    sample: tuple[str, list[int]] | None = None
    copies: tuple[Path, ...] = ()
    has_marks: bool = True

    def close(self, con: duckdb.DuckDBPyConnection) -> None:
        con.execute(f"DROP TABLE IF EXISTS {TABLE}")
        for path in self.copies:
            path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook as text; no database has read it yet. ``parts`` hold its rows in order (c0, c1, ...)."""

    header: list[str]
    parts: list[pa.Table]
    n_rows: int
    wrong_width: list[int]


def prepare(
    f: SourceFile, work: Path, entries: Sequence[ExtractEntry], *, stem: str, slowly: bool = False,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Prepared | Sheet | None:
    """Look at a file of delimited text, read a workbook (None: it is neither). That needs no database, so it can go on while
    another file is loaded, and ends early where it ``is_wanted`` no more. Raises as :func:`open_source` does.
    """
    if f.entry.format == "xlsx":
        from ingest.workbook import read_workbook

        return read_workbook(f, is_wanted)
    if f.entry.format != "csv":
        return None
    where = f"extracts.{f.extract}" + (f".{f.entry_number}" if len(entries) > 1 else "")
    return prepare_text(f.path, f.label, delimiter=f.entry.delimiter, encoding=f.entry.encoding, where=where, work=work,
                        stem=stem, slowly=slowly)


def open_source(
    con: duckdb.DuckDBPyConnection,
    f: SourceFile,
    work: Path,
    entries: Sequence[ExtractEntry],
    *,
    prepared: Prepared | Sheet | None = None,
    slowly: bool = False,
) -> Opened:
    """Open one file. Raises DataRefused or SiteError: it can't be read as its entry describes it."""
    if f.entry.format == "csv":
        if prepared is None or slowly:
            prepared = prepare(f, work, entries, stem="again", slowly=slowly)
        assert isinstance(prepared, Prepared)
        t = open_prepared(con, prepared, TABLE)
        return Opened(
            t.header,
            ["TEXT"] * len(t.header),
            t.relation,
            t.n_rows,
            t.wrong_width,
            t.needs_trim,
            can_retry=not slowly and t.relation != TABLE,
            sample=t.sample,
            copies=t.copies,
            has_marks=t.has_marks,
        )
    if f.entry.format == "parquet":
        return _open_parquet(con, f)
    from ingest.workbook import open_sheet, read_workbook

    return open_sheet(con, prepared if isinstance(prepared, Sheet) else read_workbook(f), TABLE)


def _parquet_type(t: pa.DataType) -> str | None:
    if pa.types.is_dictionary(t):
        t = t.value_type
    if pa.types.is_null(t):
        return "EMPTY"
    if pa.types.is_string(t) or pa.types.is_large_string(t) or pa.types.is_string_view(t):
        return "TEXT"
    if pa.types.is_date(t):
        return "DATE"
    if pa.types.is_timestamp(t):
        return "TIMESTAMPTZ" if t.tz is not None else "TIMESTAMP"
    if pa.types.is_boolean(t):
        return "BOOLEAN"
    if pa.types.is_integer(t):
        return "INTEGER"
    if pa.types.is_floating(t):
        return "DOUBLE"
    if pa.types.is_decimal(t):
        return "DECIMAL"
    return None


def _open_parquet(con: duckdb.DuckDBPyConnection, f: SourceFile) -> Opened:
    try:
        source = pq.ParquetFile(f.path)
        schema, n_rows = source.schema_arrow, source.metadata.num_rows
    except (pa.ArrowException, OSError, ValueError):
        raise DataRefused(f"{f.label}: is no readable Parquet file") from None
    header = [name.strip("\ufeff").strip() for name in schema.names]
    types = []
    for i, column in enumerate(schema):
        kind = _parquet_type(column.type)
        if kind is None:
            raise DataRefused(f"{f.label}: column {i + 1} has a type that can't be loaded (nested or binary)")
        types.append(kind)
    names = ", ".join(f"c{i}" for i in range(len(header)))
    if globs(f.path):
        con.register("parquet_rows", source.read().rename_columns([f"c{i}" for i in range(len(header))]))
        con.execute(f"CREATE TABLE {TABLE} AS SELECT * FROM parquet_rows")
        con.unregister("parquet_rows")
        relation = TABLE
    else:
        relation = f"read_parquet({sql_text(str(f.path))}) AS source({names})"
    return Opened(header, types, relation, n_rows)
