"""Excel workbooks (.xlsx): one sheet, read cell by cell, with caps on what a hostile file may cost.

Refused by name: a workbook that unpacks to too much, a hidden sheet that the site file does not name, a
formula without a stored value, an error value, and numbers of 16 digits and more (a spreadsheet keeps 15,
the key is lost). A date cell becomes text in the entry's own ``date_format`` (ISO without one), so that it
parses like any other. Record numbers: 1 is the row below the header. Empty rows at the end are no rows.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any
from xml.etree import ElementTree

import duckdb
import openpyxl
import openpyxl.xml
import pyarrow as pa
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet import _read_only, _reader
from openpyxl.worksheet._reader import INLINE_STRING, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from ingest.reading import Opened, Sheet
from ingest.sources import SourceFile
from ingest.textfile import SecondHeader
from pipeline.errors import BuildFailed, DataRefused

MAX_UNPACKED = 1 << 30
MAX_RATIO = 200
RATIO_FREE_BYTES = 1 << 26
MAX_PARTS = 5_000
MAX_COLUMNS = 1_000
MAX_ROWS = 1_048_576
_BATCH = 20_000
# what zip, XML and the reader raise on damaged bytes
_DAMAGED = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, OSError, SyntaxError,
    EOFError, AttributeError, IndexError, OverflowError, NotImplementedError, RuntimeError, AssertionError, struct.error,
)  # fmt: skip
_FORMULA = re.compile(rb"[<:]f[ >/]")
_ESCAPE = re.compile(r"_x00([01][0-9A-Fa-f]|7F)_")
_UTF8_MARK = b"\xef\xbb\xbf"
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)""")
_TEXT_TAG = f"{{{SHEET_MAIN_NS}}}t"


class _Parser(WorkSheetParser):
    """openpyxl's parser; a plain text within its cell is read like a stored value. openpyxl builds a tree of
    objects for each, which takes three times as long as all the rest.
    """

    def parse_cell(self, element: Any) -> dict[str, Any]:
        if element.get("t") == "inlineStr" and len(element) == 1:
            inline = element[0]
            is_plain = inline.tag == INLINE_STRING and not inline.attrib and len(inline) == 1
            if is_plain and inline[0].tag == _TEXT_TAG and not len(inline[0]) and inline[0].text:
                element.set("t", "str")
                inline[0].tag = VALUE_TAG
                element[0] = inline[0]
        return super().parse_cell(element)


class _WithoutDeclarations:
    """The bytes of a part, refused where they declare a document type or are of another encoding than UTF-8.

    What hostile XML does (entities that unfold without end, files pulled in from outside) it does by such declarations, and no
    workbook needs one. Without them the C parser may read a sheet: defusedxml's, in Python, takes three times as long.
    """

    def __init__(self, part: IO[bytes]) -> None:
        self._part, self._end, self._is_begun = part, b"", False

    def read(self, size: int = -1) -> bytes:
        chunk = self._part.read(size)
        if not self._is_begun:
            self._is_begun = True
            declared = _ENCODING.match(chunk)
            if not chunk.lstrip(_UTF8_MARK).startswith(b"<") or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")):
                raise ValueError("the part is no XML in UTF-8")
        searched = self._end + chunk
        if b"\0" in chunk or b"<!DOCTYPE" in searched or b"<!ENTITY" in searched:
            raise ValueError("the part declares a document type, or is of another encoding")
        self._end = chunk[-8:]
        return chunk


def _elements(part: IO[bytes]) -> Iterator[tuple[str, Any]]:
    return ElementTree.iterparse(_WithoutDeclarations(part))


# the reader of sheets takes its parsers from names of its modules
_read_only.WorkSheetParser = _Parser
_reader.iterparse = _elements


def _check_archive(f: SourceFile) -> None:
    try:
        with zipfile.ZipFile(f.path) as z:
            parts = z.infolist()
            size = sum(p.file_size for p in parts)
            packed = sum(p.compress_size for p in parts)
            encrypted = any(p.flag_bits & 1 for p in parts)
    except (zipfile.BadZipFile, OSError, ValueError):
        raise DataRefused(
            f"{f.label}: is no .xlsx workbook (damaged, protected by a password, or of another format)"
        ) from None
    if encrypted:
        raise DataRefused(f"{f.label}: is protected by a password")
    if (
        len(parts) > MAX_PARTS
        or size > MAX_UNPACKED
        or (size > RATIO_FREE_BYTES and size > MAX_RATIO * packed)
    ):
        raise DataRefused(f"{f.label}: unpacks to more than a workbook may hold")


def _pick_sheet(f: SourceFile, book: Any) -> str:
    """The sheet that the site file names, else the only one. Hidden ones must be named."""
    states = {s.title: s.sheet_state for s in book.worksheets}
    if f.entry.sheet is not None:
        if f.entry.sheet not in states:
            raise DataRefused(f"{f.label}: has no sheet {f.entry.sheet}", hint="sheet: in site.yml has to name one of the workbook")
        return f.entry.sheet
    hidden = [i for i, state in enumerate(states.values(), start=1) if state != "visible"]
    if hidden:
        raise DataRefused(
            f"{f.label}: sheet {hidden[0]} is hidden", hint="name the sheet to load in site.yml (sheet:)"
        )
    if len(states) != 1:
        raise DataRefused(
            f"{f.label}: has {len(states)} sheets", hint="name the sheet to load in site.yml (sheet:)"
        )
    return next(iter(states))


class _Cells:
    """Turns cells into text; remembers where it is for the messages."""

    def __init__(self, f: SourceFile, header: list[str]) -> None:
        self.label, self.format = f.label, f.entry.date_format
        self.header = header

    def refuse(self, column: int, row: int, rule: str) -> DataRefused:
        return DataRefused(f"{self.label}: column {column + 1}, row {row}: {rule}")

    def text(self, value: Any, column: int, row: int) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            # how workbooks write control characters: "_x000D_" is a carriage return
            return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), value) if "_x" in value else value
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, dt.datetime):
            if self.format is not None:
                return value.strftime(self.format)
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
        if isinstance(value, dt.date):
            return value.strftime(self.format) if self.format is not None else value.isoformat()
        if isinstance(value, (dt.time, dt.timedelta)):
            return str(value)
        if isinstance(value, (int, float)):
            if abs(value) >= 1e15:
                raise self.refuse(
                    column, row, "a number of 16 or more digits; a spreadsheet keeps 15, deliver it as text"
                )
            return str(int(value)) if value == int(value) else repr(value)
        raise self.refuse(column, row, "a kind of cell that can't be loaded")


def open_sheet(con: duckdb.DuckDBPyConnection, sheet: Sheet, table: str) -> Opened:
    """Put a sheet into ``table``; its parts are used up."""
    columns = ", ".join(f"c{i} VARCHAR" for i in range(len(sheet.header)))
    con.execute(f"CREATE TABLE {table} ({columns})")
    while sheet.parts:
        con.register("sheet_rows", sheet.parts.pop(0))
        con.execute(f"INSERT INTO {table} SELECT * FROM sheet_rows")
        con.unregister("sheet_rows")
    return Opened(sheet.header, ["TEXT"] * len(sheet.header), table, sheet.n_rows, sheet.wrong_width)


def read_workbook(f: SourceFile, is_wanted: Callable[[], bool] = lambda: True) -> Sheet:
    """Read one sheet. ``is_wanted`` is asked now and then: once it is not, the rest is left. Raises DataRefused as the module's
    text says.
    """
    if not openpyxl.xml.DEFUSEDXML:
        raise BuildFailed("defusedxml is missing: workbooks are not read without it")
    _check_archive(f)
    try:
        book = openpyxl.load_workbook(f.path, read_only=True, data_only=True)
    except _DAMAGED:
        raise DataRefused(f"{f.label}: is no readable .xlsx workbook") from None
    try:
        return _read(f, book, is_wanted)
    except DataRefused:
        raise
    except _DAMAGED:
        # openpyxl's own messages repeat cells
        raise DataRefused(f"{f.label}: the sheet can't be read (damaged workbook)") from None
    finally:
        book.close()


def _rows(f: SourceFile, book: Any, title: str, n_columns: int) -> Iterator[tuple[Any, ...]]:
    """Rows of cells as they lie in the sheet; shorter ones end with their last cell."""
    sheet = book[title]
    sheet.reset_dimensions()  # what the file says of its own size is not trusted
    for row in sheet.iter_rows():
        if len(row) > n_columns:
            row = row[: n_columns + 1] if all(c.value is None for c in row[n_columns + 1 :]) else row
            if len(row) > MAX_COLUMNS:
                raise DataRefused(f"{f.label}: has more than {MAX_COLUMNS} columns")
        yield row


def _has_formulas(f: SourceFile, sheet: Any) -> bool:
    """Whether any formula stands in the sheet's XML (``<f>`` under any prefix)."""
    rest = b""
    with zipfile.ZipFile(f.path) as z, z.open(sheet._worksheet_path.lstrip("/")) as part:
        while chunk := part.read(1 << 20):
            if _FORMULA.search(rest + chunk):
                return True
            rest = chunk[-8:]
    return False


def _read(f: SourceFile, book: Any, is_wanted: Callable[[], bool]) -> Sheet:
    title = _pick_sheet(f, book)
    first = next(_rows(f, book, title, MAX_COLUMNS), None)
    names = ["" if c.value is None else str(c.value).strip() for c in first] if first else []
    while names and not names[-1]:
        names.pop()
    if not names:
        raise DataRefused(f"{f.label}: the first row is empty; expected a header")
    width = len(names)
    shown_rows = _rows(f, book, title, width)
    next(shown_rows)
    # only where there are formulas is a second look needed: one without a stored value looks like an empty
    # cell
    behind_rows: Iterator[tuple[Any, ...]] = itertools.repeat(())
    if _has_formulas(f, book[title]):
        formulas = openpyxl.load_workbook(f.path, read_only=True, data_only=False)
        behind_rows = _rows(f, formulas, title, width)
        next(behind_rows)
    cells = _Cells(f, names)
    second = SecondHeader(names, f.label)
    columns = [f"c{i}" for i in range(width)]
    parts: list[pa.Table] = []
    wrong: list[int] = []
    batch: list[list[str]] = []
    n_rows = 0
    n_blank = 0  # empty rows that may turn out to stand at the end

    def flush() -> None:
        if batch:
            parts.append(pa.table([pa.array(c, pa.string()) for c in zip(*batch)], names=columns))
            batch.clear()

    for number, (shown, behind) in enumerate(zip(shown_rows, behind_rows), start=1):
        if number > MAX_ROWS:
            raise DataRefused(f"{f.label}: has more rows than a sheet can hold")
        texts = []
        for i, cell in enumerate(shown):
            if cell.data_type == "e":
                raise cells.refuse(i, number, "an error value (such as #REF!)")
            if cell.value is None and i < len(behind) and behind[i].data_type == "f":
                raise cells.refuse(
                    i, number, "a formula without a stored value; open and save it in a spreadsheet"
                )
            texts.append(cells.text(cell.value, i, number))
        while len(texts) > width and not texts[-1]:
            texts.pop()
        if not any(texts):
            n_blank += 1
            continue
        if second.telltale and second.telltale in texts:
            second.check(texts, number)
        batch += [[""] * width] * n_blank
        n_rows += n_blank + 1
        n_blank = 0
        if len(texts) > width:
            wrong.append(n_rows)
            texts = [""] * width
        batch.append(texts + [""] * (width - len(texts)))
        if len(batch) >= _BATCH:
            flush()
            if not is_wanted():
                break
    flush()
    return Sheet(names, parts, n_rows, wrong)
