"""The files that leave the house, read back: PDFs, pages, CSV, Parquet, workbooks.

An export must hold what the release holds, number for number; a text may not state a small count or a
person's key; a table that the release does not know is looked at as one made by hand.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from pipeline.release.check import check_tables
from pipeline.release.pdftext import text_of_pdf

FORBIDDEN = re.compile(
    r"^(person|trial|arrest|referral|contact|case|officer|case_manager|surrogate)_?(id|no|number|key)?$"
    r"|^(index|arrest|referral|contact|intake|exit|death|admit|release|event|birth)_?(date|dt|year)$", re.I)


@dataclass(frozen=True)
class Finding:
    """One thing that may not leave the house. ``where`` names table, row and number, never its value."""

    where: str
    what: str


# -- what the release holds --------------------------------------------------------------------------------
@dataclass(frozen=True)
class Content:
    """One table of the release: its columns, and its rows as text."""

    columns: tuple[str, ...]
    rows: Counter[tuple[str, ...]]

    @property
    def is_long(self) -> bool:
        return self.columns[-3:] == ("measure", "value", "value_status")


Contents = dict[str, Content]
_DIGITS = frozenset("-0123456789")
_A_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?$")


def settled(value: Any) -> str:
    """A cell as text that is the same whatever kind of file it stood in."""
    if isinstance(value, str):
        return _settled_text(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"{float(value):.12g}"
    return _settled_text(str(value))


@lru_cache(maxsize=1 << 17)  # the same labels stand in most rows of every file
def _settled_text(value: str) -> str:
    text = value.removeprefix("'")
    return f"{float(text):.12g}" if text[:1] in _DIGITS and _A_NUMBER.match(text) else text


def settled_rows(rows: Iterable[Sequence[Any]]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(map(settled, row)) for row in rows)


def release_contents(release: Path) -> Contents:
    """All tables of a release."""
    con = duckdb.connect(str(release), read_only=True, config={"python_enable_replacements": "false"})
    try:
        out = {}
        for (name,) in con.execute("select table_name from information_schema.tables order by 1").fetchall():
            cursor = con.execute(f'select * from "{name}"')
            out[name] = Content(tuple(d[0] for d in cursor.description), settled_rows(cursor.fetchall()))
    finally:
        con.close()
    return out


# -- texts -------------------------------------------------------------------------------------------------
_NOUNS = (r"(?:people|persons?|participants?|trials?|clients?|individuals?|residents?|women|men|arrestees|"
          r"re-?arrests?|arrests?|referrals?|deaths?|overdoses?|events?)")
# "7 people", "7 of the 203 people"; not "of 100 people", "fewer than 11 people", "1 to 10 people"
# lower case alone: a number before a capital is that of a heading or a label, not a count of what follows
_COUNTED = re.compile(
    rf"(?<!than )(?<!to )(?<!and )(?<!least )(?<!most )(?<!of )(?<!–)(?<!-)(?<![\w.,$])(\d{{1,4}})"
    rf"(?: (?:of|out of) (?:the )?[\d,]+)? (?:[a-z]+ )?{_NOUNS}\b")
_TAG = re.compile(r"<[^>]*>")
_DATA = re.compile(r"<script[^>]*application/(?:[\w.+-]*)json[^>]*>(.*?)</script>", re.S | re.I)
_PERSONAL = re.compile(
    r"\b(person_id|trial_id|arrest_id|referral_id|contact_id|officer_id|case_manager_id)\b")


def text_of_html(text: str) -> str:
    """What a reader of a page can see or find in its source: text, also of drawings, comments, chart data.

    Of scripts and styles only data (JSON) counts.
    """
    data = _DATA.findall(text)
    comments = re.findall(r"<!--(.*?)-->", text, re.S)
    spoken = re.findall(r"(?:alt|title|aria-label|data-[\w-]+)=\"([^\"]*)\"", text, re.I)
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.S | re.I)
    body = re.sub(r"</(p|div|tr|li|h\d|td|th|text|title|desc)>", "\n", body, flags=re.I)
    return html.unescape("\n".join([_TAG.sub(" ", body), *comments, *spoken, *data]))


def small_counts_in(text: str, min_cell: int) -> list[str]:
    """Phrases that state a count of people or events from 1 to min_cell - 1."""
    flat = re.sub(r"\s+", " ", text)
    return [m.group(0) for m in _COUNTED.finditer(flat) if 1 <= int(m.group(1)) < min_cell]


def _holds_rows(text: str) -> bool:
    """A personal key named in prose is no leak; one that stands beside long numbers, as in a table, is."""
    return any((len(re.findall(r"\b\d{5,}\b", line)) and _PERSONAL.search(line)) or
               len(re.findall(r"\b\d{6,}\b", line)) >= 5 for line in text.splitlines())


def tables_in_json(text: str) -> list[dict[str, Any]]:
    """Objects with a value and its status anywhere in a piece of JSON (chart data)."""
    try:
        data = json.loads(text)
    except ValueError:
        return []
    out: list[dict[str, Any]] = []
    stack = [data]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if {"value", "value_status"} <= set(item):
                out.append(item)
            stack += list(item.values())
        elif isinstance(item, list):
            stack += item
    return out


def _check_words(name: str, text: str, data: list[str], min_cell: int) -> list[Finding]:
    found = []
    for phrase in small_counts_in(text, min_cell)[:3]:
        words = re.sub(r"\d+", "#", phrase)
        found.append(Finding(name, f"states a count below {min_cell} (“{words}”)"))
    if _PERSONAL.search(text) and _holds_rows(text):
        found += [Finding(name, f"shows rows by {k}") for k in sorted(set(_PERSONAL.findall(text)))]
    if any(item["value_status"] != "shown" and item["value"] is not None
           for piece in data for item in tables_in_json(piece)):
        found.append(Finding(name, "holds the value of a hidden number in its chart data"))
    return found


def check_text(path: Path, min_cell: int, pdf_text: Callable[[Path], str] = text_of_pdf) -> list[Finding]:
    """A finished report, page or piece of data: no small count said in words, no rows by a person's key, no
    value beside a status that hides it."""
    if path.suffix == ".pdf":
        return _check_words(path.name, pdf_text(path), [], min_cell)
    source = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix in (".html", ".svg"):
        return _check_words(path.name, text_of_html(source), _DATA.findall(source), min_cell)
    return _check_words(path.name, source, [source], min_cell)


# -- tables ------------------------------------------------------------------------------------------------
def _check_columns(name: str, header: Sequence[Any], table: str) -> list[Finding]:
    return [Finding(f"{name}.{c}", "is a column that may never be published") for c in header
            if FORBIDDEN.match(str(c)) and table != "context_events"]


def _check_by_hand(name: str, rows: list[list[str]], min_cell: int) -> list[Finding]:
    if len(rows) < 2:
        return []
    return [Finding(name, what.removeprefix(f"{name}: ")) for what in check_tables({name: rows}, min_cell)]


def _compare(name: str, columns: Sequence[str], rows: Counter[tuple[str, ...]],
             known: Content) -> list[Finding]:
    if tuple(columns) != known.columns:
        return [Finding(name, "has other columns than the release")]
    differing = max((rows - known.rows).total(), (known.rows - rows).total())
    return [Finding(name, f"{differing} rows are not those of the release")] if differing else []


def check_csv(path: Path, contents: Contents, min_cell: int) -> list[Finding]:
    """An exported table holds what the release holds, and no cell that a spreadsheet would run."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    if not rows:
        return [Finding(path.name, "is empty")]
    found = _check_columns(path.name, rows[0], path.stem)
    for row in rows[1:]:
        for cell in row:
            if cell[:1] in ("=", "+", "@", "\t", "\r", "-") and cell[:1] and not _A_NUMBER.match(cell):
                return [*found, Finding(path.name, "holds a cell that a spreadsheet would run as a formula")]
    known = contents.get(path.stem)
    if known is None:
        return found + _check_by_hand(path.name, rows, min_cell)
    return found + _compare(path.name, rows[0], settled_rows(rows[1:]), known)


def check_parquet(path: Path, contents: Contents, min_cell: int) -> list[Finding]:
    """As ``check_csv``; files that hold more than their rows (the frame they came from, say) are refused."""
    import pyarrow.parquet as pq

    file = pq.ParquetFile(path)
    table = file.read()
    found = _check_columns(path.name, table.column_names, path.stem)
    if file.metadata.metadata:
        found.append(Finding(path.name, "carries metadata beside its rows"))
    rows = list(zip(*(column.to_pylist() for column in table.columns)))
    known = contents.get(path.stem)
    if known is None:
        text = [table.column_names, *([settled(v) for v in row] for row in rows)]
        return found + _check_by_hand(path.name, text, min_cell)
    return found + _compare(path.name, table.column_names, settled_rows(rows), known)


_PLAIN_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app)\.xml|xl/(workbook|styles|sharedStrings|metadata)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/theme/theme1\.xml|xl/worksheets/sheet\d+\.xml")


def _as_column_per_measure(known: Content) -> tuple[list[str], dict[tuple[str, ...], dict[str, str]]]:
    """(columns before the measures, what each row shows of each measure)."""
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for row in known.rows:
        measure, value, status = row[-3:]
        rows.setdefault(row[:-3], {})[measure] = value if status == "shown" else status
    return list(known.columns[:-3]), rows


def check_workbook(path: Path, contents: Contents, min_cell: int) -> list[Finding]:
    """Each sheet holds what the release's table of that name holds; no formulas, macros, pictures, links."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(path) as packed:
        more = [n for n in packed.namelist() if not _PLAIN_PARTS.fullmatch(n)]
    found = [Finding(path.name, "holds parts that no table needs (macros, pictures, links)")] if more else []
    book = load_workbook(path, read_only=True)
    try:
        for sheet in book.worksheets:
            where = f"{path.name}: {sheet.title}"
            if sheet.sheet_state != "visible":
                found.append(Finding(where, "is a hidden sheet"))
            rows = []
            for row in sheet.iter_rows():
                if any(cell.data_type == "f" for cell in row):
                    found.append(Finding(where, "holds a formula"))
                    break
                rows.append([settled(cell.value) for cell in row])
            found += _check_sheet(where, sheet.title, rows, contents, min_cell)
    finally:
        book.close()
    return found


def _check_sheet(where: str, title: str, rows: list[list[str]], contents: Contents,
                 min_cell: int) -> list[Finding]:
    if not rows:
        return []
    header = rows[0]
    found = _check_columns(where, header, title)
    known = contents.get(title)
    if known is None:
        # short rows of a sheet end in empty cells
        return found + _check_by_hand(where, [r + [""] * (len(header) - len(r)) for r in rows], min_cell)
    if not known.is_long:
        return found + _compare(where, header, settled_rows(rows[1:]), known)
    keys, shown = _as_column_per_measure(known)
    k = len(keys)
    if header[:k] != keys:
        return [*found, Finding(where, "has other columns than the release")]
    read = {tuple(r[:k]): {m: v for m, v in zip(header[k:], r[k:]) if v} for r in rows[1:]}
    differing = sum(read.get(key) != line for key, line in shown.items()) + len(read.keys() - shown.keys())
    return [*found, Finding(where, f"{differing} rows are not those of the release")] if differing else found


def check_file(path: Path, contents: Contents, min_cell: int,
               pdf_text: Callable[[Path], str] = text_of_pdf) -> list[Finding] | None:
    """What may not leave the house in one file; None: a kind of file that is not read. ``pdf_text`` reads a PDF."""
    kind = path.suffix.lower()
    if kind in (".pdf", ".html", ".svg", ".json", ".md", ".txt"):
        return check_text(path, min_cell, pdf_text)
    if kind == ".csv":
        return check_csv(path, contents, min_cell)
    if kind == ".parquet":
        return check_parquet(path, contents, min_cell)
    if kind == ".xlsx":
        return check_workbook(path, contents, min_cell)
    return None
