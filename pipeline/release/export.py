"""The release handed on: each of its tables as Parquet and CSV, and all of them as one workbook.

It reads ``release.duckdb`` alone. The same release gives the same bytes. CSV and Parquet keep the release's
long form (a measure a row, ``value`` beside ``value_status``); the workbook has a column a measure, in which
a number that is not shown stands as its status, in words, so that no spreadsheet can add it up as nought.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import duckdb
import pyarrow.parquet as pq

from pipeline.docs import described_models
from pipeline.release.tables import TABLES

_LONG = ("measure", "value", "value_status")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Released:
    """One table of the release, its rows in a total order."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    @property
    def is_long(self) -> bool:
        return self.columns[-3:] == _LONG


def safe(value: Any) -> Any:
    """Text as a spreadsheet takes it for text: what would start a formula gets an apostrophe.

    >>> safe("=1+1"), safe("-"), safe(-2.5), safe("Black")
    ("'=1+1", "'-", -2.5, 'Black')
    """
    return _safe_text(value) if isinstance(value, str) else value


@lru_cache(maxsize=1 << 17)  # a release repeats its labels in most rows
def _safe_text(text: str) -> str:
    text = _CONTROL.sub(" ", text)
    return "'" + text if text.startswith(_FORMULA) else text


def as_text(value: Any) -> str:
    """A cell of a CSV: a whole number without a point, nothing for nothing."""
    if isinstance(value, str):
        return _safe_text(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def _open(release: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(release), read_only=True, config={"python_enable_replacements": "false"})


def read_tables(con: duckdb.DuckDBPyConnection) -> list[Released]:
    """Every table of the release, by name; rows ordered by all their columns."""
    out = []
    for (name,) in con.execute("select table_name from information_schema.tables order by 1").fetchall():
        cursor = con.execute(f'select * from "{name}" order by all nulls first')
        out.append(Released(name, tuple(d[0] for d in cursor.description), cursor.fetchall()))
    return out


def write_csv(table: Released, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows([as_text(v) for v in row] for row in table.rows)


def write_parquet(con: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    found = con.execute(f'select * from "{name}" order by all nulls first').to_arrow_table()
    pq.write_table(found, path, compression="zstd", store_schema=False)


# -- the workbook ------------------------------------------------------------------------------------------
def wide(table: Released, measures: Sequence[str]) -> list[list[Any]]:
    """Header and rows with a column for each of ``measures``: the number, or why there is none."""
    keys = table.columns[:-3]
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in table.rows:
        measure, value, status = row[-3:]
        rows.setdefault(row[:-3], {})[measure] = value if status == "shown" else status
    there = [m for m in measures if any(m in line for line in rows.values())]
    return [[*keys, *there], *([*key, *(line.get(m) for m in there)] for key, line in rows.items())]


def dictionary(tables: Iterable[Released], schema: Released) -> list[list[Any]]:
    """A row a column of every table: what it is, by which rule it is protected, and what it means."""
    at = {c: i for i, c in enumerate(schema.columns)}
    rules = {(r[at["table_name"]], r[at["measure"]]): r for r in schema.rows}
    meant = {(m["name"], c["name"]): " ".join(str(c.get("description") or "").split())
             for m in described_models() for c in m.get("columns", ())}
    about = {t.name: t.about for t in TABLES}
    out: list[list[Any]] = [
        ["table", "column", "kind", "rule", "numerator", "denominator", "min_cell", "meaning"]]
    for table in tables:
        said = _SAID_HERE.get(table.name, {})
        out.append([table.name, None, "table", None, None, None, None, about.get(table.name) or said.get("")])
        columns = table.columns[:-3] if table.is_long else table.columns
        for column in columns:
            out.append([table.name, column, "text", None, None, None, None, meant.get((table.name, column)) or said.get(column)])
        there = {row[-3] for row in table.rows} if table.is_long else set()
        for (name, measure), row in rules.items():
            if name == table.name and measure in there:
                out.append([name, measure, "number", *(row[at[c]] for c in (
                    "rule", "numerator", "denominator", "min_cell")), meant.get((name, measure)) or said.get(measure)])
    return out


_MEASURE = "What is estimated: a difference or ratio of risks, of mean counts, rates or hazards, or of days free of re-arrest."
# what the release names otherwise than its source, and its own tables; "" is the table itself
_SAID_HERE: dict[str, dict[str, str]] = {
    "effects": {"effect_measure": _MEASURE},
    "sensitivity": {"effect_measure": _MEASURE, "std_error": "Standard error of estimate.",
                    "estimand": "Among whom the effect is averaged (att: those diverted)."},
    "grant_measures": {"measure_name": "Which measure of the grant report; the evaluator report defines each.",
                       "share": "numerator / denominator."},
    "quarantine": {"column_name": "Column of the extract that the reason concerns; (row) is the whole row.",
                   "n_rows": "Rows set aside for this reason."},
    "record_checks": {"share": "n_records / n_of."},
    "context_events": {"": "Dated changes of policy or enforcement, from the site file.", "event_date": "Day of the change.",
                       "label": "What changed."},
    "release_manifest": {"": "Settings, versions and facts of the run that made this release.", "key": "Name of the setting or fact.",
                         "value": "Its value."},
    "release_schema": {"": "How each number is protected.", "table_name": "Table of the release.", "measure": "Number of it.",
                       "rule": "Rule of its protection (docs/disclosure.md).", "min_cell": "Least number of people that may be shown.",
                       "numerator": "Count that it is a share of.", "denominator": "Count that it is a share among."},
    "release_flags": {"": "Numbers that are shown and call for care.", "table_name": "Table of the release.",
                      "row": "Place in the table.", "measure": "Number there.",
                      "flag": "all_or_none: everybody of the group, or nobody, so that it tells of each of them."},
}


_README = (
    ("shown", "the number is printed"),
    ("suppressed_primary", "it rests on 1 to min_cell - 1 people"),
    ("suppressed_complementary", "it is hidden because others could be worked out from it"),
    ("not_estimable", "there is none: the data do not allow it"),
    ("diagnostics_failed", "it was estimated and is withheld, because a check of the estimate failed"),
)


def _front(manifest: dict[str, str]) -> list[list[Any]]:
    keys = ("site", "programme", "data_through", "min_cell", "round_to", "recurring", "fictional",
            "contract_version")
    return [["key", "value"], *([k, manifest[k]] for k in keys if k in manifest), [],
            ["word in a cell", "meaning"], *([word, meaning] for word, meaning in _README)]


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _cell(value: Any, texts: dict[str, int]) -> str:
    """``texts``: the place of each text in the workbook's one list of them; a new text is added."""
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f"<c><v>{as_text(float(value))}</v></c>"
    return f'<c t="s"><v>{texts.setdefault(_safe_text(str(value)), len(texts))}</v></c>'


def _column(number: int) -> str:
    """Letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet(rows: list[list[Any]], texts: dict[str, int]) -> str:
    body = "".join(f"<row>{''.join(_cell(v, texts) for v in row)}</row>" for row in rows)
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    # without its extent a reader goes through a sheet twice
    extent = f"A1:{_column(max([1, *map(len, rows)]))}{max(len(rows), 1)}"
    return (f'{_DECLARED}<worksheet xmlns="{_MAIN}"><dimension ref="{extent}"/><sheetViews><sheetView'
            f' workbookViewId="0">{pane}</sheetView></sheetViews><sheetData>{body}</sheetData></worksheet>')


def _texts(texts: dict[str, int]) -> str:
    body = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    return f'{_DECLARED}<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">{body}</sst>'


def write_workbook(sheets: dict[str, list[list[Any]]], path: Path) -> None:
    """A workbook of plain cells (text, numbers, truth values); the same sheets give the same bytes.

    Written here, because a general writer takes seconds and puts the moment of writing into it.
    """
    files = [f"worksheets/sheet{i}.xml" for i in range(1, len(sheets) + 1)]
    types = "".join(f'<Override PartName="/xl/{name}" ContentType="application/vnd.openxmlformats-'
                    'officedocument.spreadsheetml.worksheet+xml"/>' for name in files)
    listed = "".join(f'<sheet name="{escape(title)}" sheetId="{i}" r:id="rId{i}"/>'
                     for i, title in enumerate(sheets, start=1))
    related = "".join(f'<Relationship Id="rId{i}" Type="{_OFFICE}/worksheet" Target="{name}"/>'
                      for i, name in enumerate(files, start=1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" Content'
                               'Type="application/vnd.openxmlformats-package.relationships+xml"/><Override'
                               ' PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
                               'officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/shared'
                               'Strings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                               f'spreadsheetml.sharedStrings+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
                       f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml":
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{_PACKAGE}/relationships">{related}<Relationship Id="rId{len(files) + 1}"'
            f' Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    }
    texts: dict[str, int] = {}
    written = {f"xl/{name}": _sheet(rows, texts) for name, rows in zip(files, sheets.values())}
    with zipfile.ZipFile(path, "w") as out:
        for name, content in parts.items():
            _put(out, name, _DECLARED + content)
        for name, sheet in written.items():
            _put(out, name, sheet)
        _put(out, "xl/sharedStrings.xml", _texts(texts))


def _put(out: zipfile.ZipFile, name: str, content: str) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    out.writestr(info, content.encode())


def export_release(release: Path, folder: Path) -> list[Path]:
    """Write ``csv/``, ``parquet/`` and ``release.xlsx`` under ``folder``; returns the files, in order."""
    written: list[Path] = []
    for part in ("csv", "parquet"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    con = _open(Path(release))
    try:
        tables = read_tables(con)
        order = con.execute("select table_name, measure from release_schema order by rowid").fetchall()
        for table in tables:
            written += [folder / "csv" / f"{table.name}.csv", folder / "parquet" / f"{table.name}.parquet"]
            write_csv(table, written[-2])
            write_parquet(con, table.name, written[-1])
    finally:
        con.close()
    by_name = {t.name: t for t in tables}
    sheets = {"read me": _front(dict(by_name["release_manifest"].rows)),
              "dictionary": dictionary(tables, by_name["release_schema"])}
    for table in tables:
        measures = [m for name, m in order if name == table.name]
        plain = [list(table.columns), *map(list, table.rows)]
        sheets[table.name] = wide(table, measures) if table.is_long else plain
    written.append(folder / "release.xlsx")
    write_workbook(sheets, written[-1])
    return written
