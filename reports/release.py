"""Read-only access to what the reports may read. The only module of ``reports`` that opens a DuckDB file.

``Release`` holds the disclosure-controlled release: every number arrives as a ``Value`` with its status, so
that a hidden number can't be mistaken for a zero. ``Warehouse`` serves the evaluators' notebook that
explores marts; what comes out of it is restricted and never goes into a report.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import yaml

from reports.errors import UsageError

SHOWN = "shown"
SUPPRESSED = ("suppressed_primary", "suppressed_complementary")
NOT_ESTIMABLE = "not_estimable"
DIAGNOSTICS_FAILED = "diagnostics_failed"
ABSENT = "absent"  # our own: the release holds no such row or table

# a mart that has a column `measure` of its own can't keep that name in the long form; these are its other
# names
_ALIASES = {
    "effect_measure": ("effect_measure", "contrast_measure", "effect_scale", "scale"),
    "comparison_design": ("comparison_design", "design"),
    "event_date": ("event_date", "date"),
    "category": ("category", "offense_category"),
    "level": ("level", "covariate_level"),
}


@dataclass(frozen=True)
class Value:
    """One number of the release with its status, or a number derived from such (``how`` and ``inputs`` say
    how)."""

    value: float | None
    status: str = SHOWN
    source: str = ""
    how: str = ""
    inputs: tuple[Value, ...] = field(default=(), repr=False)

    @property
    def shown(self) -> bool:
        return self.status == SHOWN and self.value is not None

    @property
    def suppressed(self) -> bool:
        return self.status in SUPPRESSED

    def __float__(self) -> float:
        if self.value is None:
            raise ValueError(f"{self.source or 'a value'} is {self.status} and has no number")
        return self.value


def derive(how: str, *inputs: Value) -> Value:
    """A number computed from released ones; hidden as soon as one input is (the first hidden one gives the
    status).

    ``how`` is one of minus, sum, complement, negative, ratio, product, reciprocal, per (ratio × first
    constant).
    """
    for one in inputs:
        if not one.shown:
            return Value(
                None, one.status if one.status != SHOWN else NOT_ESTIMABLE, f"{how} of hidden", how, inputs
            )
    numbers = [float(one) for one in inputs]
    try:
        result = _OPERATIONS[how](*numbers)
    except ZeroDivisionError:
        return Value(None, NOT_ESTIMABLE, f"{how} by nought", how, inputs)
    return Value(result, SHOWN, f"{how}({', '.join(i.source for i in inputs)})", how, inputs)


_OPERATIONS = {
    "minus": lambda a, b: a - b,
    "sum": lambda *xs: float(sum(xs)),
    "complement": lambda a: 1.0 - a,
    "negative": lambda a: -a,
    "magnitude": abs,
    "ratio": lambda a, b: a / b,
    "product": lambda a, b: a * b,
    "reciprocal": lambda a: 1.0 / a,
    "smallest": lambda *xs: min(xs),
    "largest": lambda *xs: max(xs),
}


def default_release_path() -> Path:
    """``LEAD_RELEASE``, else the demo site's current release."""
    return Path(os.environ.get("LEAD_RELEASE") or "demo/out/current/release.duckdb")


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    if not path.is_file():
        raise UsageError(f"{path}: no such file", hint="make one with: lead run --site DIR/site.yml")
    try:
        connection = duckdb.connect(
            str(path),
            read_only=True,
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "python_enable_replacements": "false",
            },
        )
    except duckdb.Error:
        raise UsageError(f"{path}: can't be read as a DuckDB file") from None
    connection.execute("set enable_external_access = false")
    connection.execute("set threads = 1")
    connection.execute("set lock_configuration = true")
    return connection


class Release:
    """All tables of one release file, in memory; the file is closed again at once.

    Tables come back sorted by all their columns, so that no report depends on the order in a file.
    """

    def __init__(
        self, tables: dict[str, pd.DataFrame], path: Path | None = None, fingerprint: str = ""
    ) -> None:
        self._tables = {name: _normalised(frame) for name, frame in sorted(tables.items())}
        self._wide: dict[tuple, pd.DataFrame] = {}
        self.path = path
        self.fingerprint = fingerprint or f"memory-{id(self)}"

    @classmethod
    def open(cls, path: str | Path | None = None) -> Release:
        """Read a release file (default: ``default_release_path()``); the same bytes are read once a process.

        Raises UsageError if there is none.
        """
        path = Path(path) if path is not None else default_release_path()
        fingerprint = ""
        if path.is_file():
            with path.open("rb") as handle:
                fingerprint = hashlib.file_digest(handle, "sha256").hexdigest()
        return cls._read(path, fingerprint)

    @classmethod
    @lru_cache(maxsize=1)
    def _read(cls, path: Path, fingerprint: str) -> Release:
        connection = _connect(path)
        try:
            names = [
                r[0]
                for r in connection.execute(
                    "select table_name from information_schema.tables where table_schema = 'main' order by 1"
                ).fetchall()
            ]
            tables = {n: connection.execute(f'select * from "{n}" order by all').df() for n in names}
        finally:
            connection.close()
        if "release_manifest" not in tables:
            raise UsageError(f"{path}: is no release (it holds no table release_manifest)")
        return cls(tables, path, fingerprint)

    @property
    def tables(self) -> list[str]:
        return list(self._tables)

    def has(self, name: str) -> bool:
        return name in self._tables and len(self._tables[name]) > 0

    def table(self, name: str) -> pd.DataFrame:
        """A table as released (long); an empty frame with measure, value, value_status where there is
        none."""
        if name in self._tables:
            return self._tables[name].copy()
        return pd.DataFrame(
            {
                "measure": pd.Series(dtype=str),
                "value": pd.Series(dtype=float),
                "value_status": pd.Series(dtype=str),
            }
        )

    def wide(self, name: str, **dims: Any) -> pd.DataFrame:
        """One row per grain, one column of ``Value`` per measure, text facts as they are; filtered by
        ``dims``.

        The frame is shared: don't change it. A value None in ``dims`` matches NULL. A column in ``dims``
        that the table lacks leaves nothing.
        """
        key = (
            name,
            tuple(
                sorted(
                    (k, tuple(v) if isinstance(v, (list, tuple, set, frozenset)) else v)
                    for k, v in dims.items()
                )
            ),
        )
        if key not in self._wide:
            self._wide[key] = self._filtered(name, dims)
        return self._wide[key]

    def _filtered(self, name: str, dims: dict[str, Any]) -> pd.DataFrame:
        if not dims:
            return _widen(name, self._tables.get(name))
        frame = self.wide(name)
        for column, wanted in dims.items():
            if column not in frame.columns:
                return frame.iloc[0:0]
            if wanted is None:
                frame = frame[frame[column].isna()]
            elif isinstance(wanted, (list, tuple, set, frozenset)):
                frame = frame[frame[column].isin(list(wanted))]
            else:
                frame = frame[frame[column] == wanted]
        return frame

    def value(self, table: str, measure: str, **dims: Any) -> Value:
        """The one number of ``measure`` at ``dims``; status ``absent`` where the release holds none.

        Raises ValueError if the dims leave more than one row: a report must never pick one at random.
        """
        frame = self.wide(table, **dims)
        where = f"{table}.{measure}[{', '.join(f'{k}={v}' for k, v in sorted(dims.items()))}]"
        if measure not in frame.columns or frame.empty:
            return Value(None, ABSENT, where)
        if len(frame) > 1:
            raise ValueError(f"{where}: {len(frame)} rows, expected one")
        return frame[measure].iloc[0]

    @property
    def manifest(self) -> dict[str, str]:
        """``release_manifest`` as a plain mapping of text."""
        frame = self.table("release_manifest")
        if frame.empty:
            return {}
        return {str(k): "" if v is None else str(v) for k, v in zip(frame["key"], frame["value"])}

    def setting(self, key: str, default: str | None = None) -> str | None:
        """A key of the manifest, also where it is written with a prefix (``settings.key``); None if
        unknown."""
        manifest = self.manifest
        for name in (key, f"settings.{key}", f"definition.{key}", f"site.{key}"):
            if manifest.get(name, "") != "":
                return manifest[name]
        return default

    def setting_number(self, key: str) -> Value:
        """A numeric setting as a Value (status absent where it isn't given)."""
        text = self.setting(key)
        try:
            return (
                Value(float(text), SHOWN, f"release_manifest[{key}]")
                if text is not None
                else Value(None, ABSENT, f"release_manifest[{key}]")
            )
        except ValueError:
            return Value(None, ABSENT, f"release_manifest[{key}]")

    def setting_date(self, key: str) -> dt.date | None:
        text = self.setting(key)
        try:
            return dt.date.fromisoformat(text[:10]) if text else None
        except ValueError:
            return None

    def setting_flag(self, key: str, default: bool = False) -> bool:
        text = self.setting(key)
        return default if text is None else text.strip().lower() in ("true", "t", "yes", "1")

    @property
    def data_through(self) -> dt.date:
        return self.setting_date("data_through") or dt.date(1970, 1, 1)

    @property
    def costs_illustrative(self) -> bool:
        if self.setting("costs_illustrative") is not None:
            return self.setting_flag("costs_illustrative")
        notes = self.table("cost_avoidance").get("note", [])
        return self.fictional or any("illustrative" in str(n).lower() for n in notes if n)

    @property
    def fictional(self) -> bool:
        return self.setting_flag("fictional")


def _normalised(frame: pd.DataFrame) -> pd.DataFrame:
    """Rename known aliases to the name the reports use, and give text columns None for what is missing."""
    renames = {}
    for name, others in _ALIASES.items():
        if name in frame.columns:
            continue
        found = next((o for o in others if o in frame.columns), None)
        if found is not None:
            renames[found] = name
    frame = frame.rename(columns=renames)
    for column in frame.columns:
        if frame[column].dtype == object or pd.api.types.is_string_dtype(frame[column].dtype):
            values = frame[column].astype(object)
            frame[column] = values.where(values.notna(), None)
    return frame


def _widen(name: str, frame: pd.DataFrame | None) -> pd.DataFrame:
    if frame is None:
        return pd.DataFrame()
    if not {"measure", "value", "value_status"} <= set(frame.columns):
        return frame.copy()
    measures = list(dict.fromkeys(frame["measure"]))
    others = [c for c in frame.columns if c not in ("measure", "value", "value_status")]
    # text facts stand on every row of a grain, or only on some: a column is grain unless it is known to be a
    # fact
    grain = [c for c in others if c not in _FACTS]
    facts = [c for c in others if c in _FACTS]
    rows: dict[tuple, dict[str, Any]] = {}
    columns = {c: frame[c].tolist() for c in frame.columns}
    for i in range(len(frame)):
        key = tuple(None if _missing(columns[c][i]) else columns[c][i] for c in grain)
        row = rows.get(key)
        if row is None:
            where = ", ".join(f"{c}={k}" for c, k in zip(grain, key) if k is not None)
            row = rows[key] = {
                **dict(zip(grain, key)),
                **{f: None for f in facts},
                **{m: Value(None, ABSENT, f"{name}.{m}[{where}]") for m in measures},
            }
        for fact in facts:
            if row[fact] is None and not _missing(columns[fact][i]):
                row[fact] = columns[fact][i]
        measure, status = columns["measure"][i], columns["value_status"][i]
        number = columns["value"][i]
        number = None if _missing(number) or status != SHOWN else float(number)
        if number is None and status == SHOWN:
            status = NOT_ESTIMABLE
        row[measure] = Value(number, status, row[measure].source)
    out = pd.DataFrame(list(rows.values()), columns=[*grain, *facts, *measures], dtype=object)
    for column in grain:  # horizons and steps as numbers again, text with None
        if len(out) and all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in out[column]):
            out[column] = pd.to_numeric(out[column])
    return out


_FACTS = frozenset(
    {
        "withheld_reason",
        "note",
        "notes",
        "wwc_class",
        "estimand",
        "diagnostics_passed",
        "reason",
        "source",
        "item_label",
        "gap",
        "detail",
        "counting_rule",
        "definition",
        "basis_note",
        "reference_group",
        "unit",
        "analysis_label",
        "method",
        "message",
        "unit_source",
        "reference",
        "warning",
    }
)


def _missing(value: Any) -> bool:
    return value is None or value is pd.NaT or (isinstance(value, float) and value != value) or value is pd.NA


def _descriptions(mart: str) -> dict[str, str]:
    """The columns' descriptions from the YAML beside the models: the contract that the mart was built under."""
    for path in sorted((Path(__file__).resolve().parent.parent / "models" / "marts").rglob("*.yml")):
        for model in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("models", []):
            if model["name"] == mart:
                return {c["name"]: str(c.get("description", "")).strip() for c in model.get("columns", [])}
    return {}


class Warehouse:
    """Read-only look at the marts, for restricted notebooks. Nothing read here goes into a report."""

    def __init__(self, path: str | Path | None = None) -> None:
        given = path if path is not None else os.environ.get("LEAD_WAREHOUSE")
        self.path = Path(given or "demo/out/current/warehouse.duckdb")
        self._connection = _connect(self.path)

    def sql(self, query: str, parameters: list[Any] | None = None) -> pd.DataFrame:
        """The answer to a query as a data frame."""
        return self._connection.execute(query, parameters or []).df()

    def marts(self) -> pd.DataFrame:
        """The marts with their number of columns and rows."""
        names = self._connection.execute(
            "select table_name, count(*) n_columns from information_schema.columns "
            "where table_schema = 'marts' group by 1 order by 1"
        ).fetchall()
        rows = [
            (n, c, self._connection.execute(f'select count(*) from marts."{n}"').fetchone()[0])
            for n, c in names
        ]
        return pd.DataFrame(rows, columns=["mart", "n_columns", "n_rows"])

    def columns(self, mart: str) -> pd.DataFrame:
        """Columns of a mart with type and description."""
        frame = self._connection.execute(
            "select column_name, data_type from duckdb_columns() "
            "where schema_name = 'marts' and table_name = ? order by column_index",
            [mart],
        ).df()
        said = _descriptions(mart)
        return frame.assign(description=[said.get(name, "") for name in frame["column_name"]])

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
