"""``lead release check FILE...``: tables made by hand, looked at before they are handed on.

It finds small and negative counts, a person's key, totals that are missing or do not add up, shares that stand for a small
count, and hidden cells that the totals bring back: by a linear programme over all tables together, where they share
their headings. What it cannot see, it says.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

from pipeline.errors import UsageError, ValidationFailed
from pipeline.run_outcome import Outcome
from pipeline.settings import Site

_WHOLE = re.compile(r"-?\d{1,3}(,\d{3})+|-?\d+")
_WITH_SHARE = re.compile(r"(-?\d{1,3}(?:,\d{3})+|-?\d+)\s*\(\s*[\d.]+\s*%\s*\)")
_HIDDEN = re.compile(r"(?i)[<≤]\s*\d+|\*+|suppressed\w*|hidden|withheld|n/?d|—|–|-")
_KEYS = re.compile(
    r"(?i)^(person|trial|arrest|referral|contact|officer|case_manager|case|subject|subj)_?(id|key|no)$|^ssn$|^dob$")
_NOT_COUNTS = re.compile(
    r"(?i)year|horizon|days?$|quarter|month|step_number|date|rate|share|percent|%|usd|cost|min_cell|round_to")
_SHARES = re.compile(r"(?i)rate|share|percent|%")
_NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)?\.\d+|-?\$-?[\d,]+(\.\d+)?")
# numbers that lean on a count: averages, money, what a model gives
_LEANING = re.compile(
    r"(?i)(^|[\W_])(mean|average|median|per|usd|costs?|amount|price|dollars?|ratio|estimate|difference|lower|upper|error|p_value|interval|ci)"
    r"([\W_]|$)")
_TOTALS = frozenset({"all", "total", "totals", "overall", "everyone", "sum", "grand total"})
_FORMULA = ("=", "+", "@", "\t", "\r")

CANNOT_SEE = (
    "what it cannot see: totals that stand elsewhere, other tables of the same people, earlier versions of these,",
    "columns whose headings or groups are named differently from file to file, and who knows whom",
)

CellKey = tuple[frozenset[tuple[str, str]], str]


def read_tables(path: Path) -> dict[str, list[list[str]]]:
    """The tables of a CSV (one) or a workbook (one a sheet), by name, as text. Raises UsageError: no such table."""
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    if path.suffix.lower() == ".xlsx":
        from openpyxl import load_workbook

        try:
            book = load_workbook(path, read_only=True, data_only=True)
        except Exception as error:
            raise UsageError(f"{path}: is no workbook ({type(error).__name__})") from None
        tables = {}
        for sheet in book.worksheets:
            rows = [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]
            name = str(path) if len(book.worksheets) == 1 else f"{path}: {sheet.title}"
            tables[name] = [row for row in rows if any(row)]
        return {name: rows for name, rows in tables.items() if rows}
    if path.suffix.lower() != ".csv":
        raise UsageError(f"{path}: expected a .csv or .xlsx table")
    try:
        with path.open(newline="", encoding="utf-8-sig") as handle:
            return {str(path): [row for row in csv.reader(handle) if any(c.strip() for c in row)]}
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is no UTF-8 text") from None


@dataclass
class _Table:
    name: str
    header: list[str]
    rows: list[list[str]]
    counts: list[int]
    keys: list[int]
    leaning: list[int]
    unruled: list[int]

    def value(self, i: int, j: int) -> int | None:
        """The count in a cell; None: none, or hidden."""
        text = self.rows[i][j].strip()
        match = _WITH_SHARE.fullmatch(text)
        text = match.group(1) if match else text
        return int(text.replace(",", "")) if _WHOLE.fullmatch(text) else None

    def is_hidden(self, i: int, j: int) -> bool:
        return bool(_HIDDEN.fullmatch(self.rows[i][j].strip()))

    def group(self, i: int) -> frozenset[tuple[str, str]]:
        """What the row is about, totals left out, so that the total of two tables is one cell."""
        return frozenset((self.header[j].lower(), self.rows[i][j].strip().lower()) for j in self.keys
                         if self.rows[i][j].strip() and not self.is_total(i, j))

    def is_total(self, i: int, j: int) -> bool:
        return self.rows[i][j].strip().lower() in _TOTALS

    def cell(self, i: int, j: int) -> CellKey:
        return self.group(i), self.header[j].lower()

    def where(self, i: int, j: int) -> str:
        return f"row {i + 1}, column {self.header[j]}"


def _table(name: str, rows: list[list[str]]) -> _Table:
    header = [h.strip() for h in rows[0]]
    body = [row for row in rows[1:] if len(row) == len(header)]
    counts = []
    for j, title in enumerate(header):
        cells = [r[j].strip() for r in body if r[j].strip()]
        known = [c for c in cells if not _HIDDEN.fullmatch(c)]
        if known and not _NOT_COUNTS.search(title) and all(
                _WHOLE.fullmatch(c) or _WITH_SHARE.fullmatch(c) for c in known):
            counts.append(j)
    others = [j for j, title in enumerate(header) if j not in counts and not _SHARES.search(title)]
    leaning = [j for j in others if _LEANING.search(header[j]) and any(
        _NUMBER.fullmatch(r[j].strip()) or _WHOLE.fullmatch(r[j].strip()) for r in body)]
    unruled = [j for j in others if j not in leaning and any(_NUMBER.fullmatch(r[j].strip()) for r in body)]
    keys = [j for j in others if j not in leaning and j not in unruled]
    return _Table(name, header, body, counts, keys, leaning, unruled)


@dataclass
class _Sums:
    """Cells of all tables (what is printed, else None) and the totals that hold among them."""

    printed: dict[CellKey, int | None] = field(default_factory=dict)
    places: dict[CellKey, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    totals: list[tuple[CellKey, list[CellKey], str, str]] = field(default_factory=list)


def _single(table: _Table, min_cell: int) -> list[str]:
    """What one cell, row or heading shows alone."""
    out = [f"column {name}: looks like a person's key" for name in table.header if _KEYS.match(name)]
    out += [f"column {table.header[j]}: holds numbers under no declared rule; its heading says neither rate, mean, cost nor"
            " estimate, and they are no counts" for j in table.unruled]
    if not table.counts:
        out += [f"column {table.header[j]}: stands without the count of people behind it" for j in table.leaning]
    for i, row in enumerate(table.rows):
        if any(table.is_hidden(i, j) for j in table.counts):
            out += [f"{table.where(i, j)}: is shown although a count of its row is hidden" for j in table.leaning
                    if row[j].strip() and not table.is_hidden(i, j)]
        for j, cell in enumerate(row):
            if cell.startswith(_FORMULA):
                out.append(f"{table.where(i, j)}: a spreadsheet would run this cell as a formula")
        for j in table.counts:
            value = table.value(i, j)
            if value is not None and value < 0:
                out.append(f"{table.where(i, j)}: a count is negative")
            elif value is not None and 1 <= value < min_cell:
                out.append(f"{table.where(i, j)}: a count from 1 to {min_cell - 1}")
        out += _shares(table, i, min_cell)
    return out


def _shares(table: _Table, i: int, min_cell: int) -> list[str]:
    """A share beside the one count that it can be a share of is a count in disguise."""
    if len(table.counts) != 1:
        return []
    n, out = table.value(i, table.counts[0]), []
    for j, title in enumerate(table.header):
        if not _SHARES.search(title):
            continue
        match = re.fullmatch(r"([\d.]+)\s*(%?)", table.rows[i][j].strip())
        if not match or match.group(1).count(".") > 1 or n is None:
            continue
        share = float(match.group(1))
        share /= 100 if match.group(2) or share > 1 else 1
        digits = len(match.group(1).partition(".")[2]) + (2 if match.group(2) or float(match.group(1)) > 1 else 0)
        reach = 0.5 * 10.0 ** -digits * n
        k = round(share * n)
        if abs(share * n - k) <= reach + 1e-9 and reach < 0.5 and any(0 < c < min_cell for c in (k, n - k)):
            out.append(f"{table.where(i, j)}: a share that stands for a count from 1 to {min_cell - 1}")
    return out


def _alone(table: _Table, min_cell: int) -> list[str]:
    """One hidden cell in a row or column without a total: whoever knows the total knows the cell."""
    out = []
    has_total = [any(table.is_total(i, k) for k in table.keys) for i in range(len(table.rows))]
    for j in table.counts:
        hidden = [i for i in range(len(table.rows)) if table.is_hidden(i, j)]
        if len(hidden) == 1 and len(table.rows) > 1 and not any(has_total):
            out.append(f"{table.where(hidden[0], j)}: the one hidden cell of its column; a total would bring it back")
    return out


def _collect(table: _Table, sums: _Sums, min_cell: int) -> list[str]:
    """Enter a table's cells and totals; what contradicts a table before it."""
    out = []
    for i in range(len(table.rows)):
        for j in table.counts:
            value, key = table.value(i, j), table.cell(i, j)
            if value is None and not table.is_hidden(i, j):
                if any(table.is_total(i, k) for k in table.keys):
                    out.append(f"{table.where(i, j)}: the total is missing")
                continue
            before = sums.printed.get(key)
            if sums.places[key] and sums.places[key][0][0] != table.name:
                other = sums.places[key][0][0]
                if before is not None and value is not None and before != value:
                    small = "by a count from 1 to " + str(min_cell - 1) if abs(before - value) < min_cell else ""
                    out.append(f"{table.where(i, j)}: differs from {other} {small}".rstrip())
                elif (before is None) != (value is None):
                    out.append(f"{table.where(i, j)}: is hidden in one file and printed in another ({other})")
            sums.printed[key] = before if before is not None else value
            sums.places[key].append((table.name, table.where(i, j)))
    _across(table, sums)
    return out + _down(table, sums)


def _down(table: _Table, sums: _Sums) -> list[str]:
    """Enter the totals of each heading; groups whose total is not there although that of others is."""
    out = []
    for k in table.keys:
        others = [x for x in table.keys if x != k]
        blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i, row in enumerate(table.rows):
            blocks[tuple(row[x].strip().lower() for x in others)].append(i)
        # a grand total alone promises none for each group
        has_totals = any(table.is_total(i, k) and not any(table.is_total(i, x) for x in others) for i in range(len(table.rows)))
        for rows in blocks.values():
            tops = [i for i in rows if table.is_total(i, k)]
            parts = [i for i in rows if not table.is_total(i, k)]
            if has_totals and not tops and table.counts:
                out.append(f"row {parts[0] + 1}, column {table.header[k]}: the total of its group is missing, which others have")
            if len(tops) != 1 or not parts:
                continue
            for j in table.counts:
                sums.totals.append((table.cell(tops[0], j), [table.cell(i, j) for i in parts], table.name,
                                    table.where(tops[0], j)))
    return out


def _across(table: _Table, sums: _Sums) -> None:
    tops = [j for j in table.counts if table.header[j].lower() in _TOTALS]
    parts = [j for j in table.counts if j not in tops]
    if len(tops) == 1 and len(parts) > 1:
        for i in range(len(table.rows)):
            sums.totals.append((table.cell(i, tops[0]), [table.cell(i, j) for j in parts], table.name,
                                table.where(i, tops[0])))


def _attack(sums: _Sums, min_cell: int) -> list[str]:
    """Totals that do not add up; hidden cells that they bring back."""
    out = []
    holding = []
    for total, parts, name, where in sums.totals:
        cells = [total, *parts]
        if any(c not in sums.printed for c in cells):
            continue  # a cell of the block is empty: nothing follows from the rest
        values = [sums.printed[c] for c in cells]
        if None not in values and values[0] != sum(values[1:]):  # type: ignore[arg-type]
            out.append(f"{name}: {where}: the parts do not add up to the total")
        else:
            holding.append((total, parts))
    order = list(sums.printed)
    at = {key: i for i, key in enumerate(order)}
    hidden = [i for i, key in enumerate(order) if sums.printed[key] is None]
    if not hidden or not holding:
        return out
    a = np.zeros((len(holding), len(order)))
    for r, (total, parts) in enumerate(holding):
        a[r, at[total]] -= 1
        for part in parts:
            a[r, at[part]] += 1
    bounds = [(0, None) if sums.printed[k] is None else (sums.printed[k], sums.printed[k]) for k in order]
    for i in hidden:
        if not a[:, i].any():
            continue
        c = np.zeros(len(order))
        c[i] = 1.0
        ends = [linprog(sign * c, A_eq=a, b_eq=np.zeros(len(holding)), bounds=bounds, method="highs")
                for sign in (1, -1)]
        name, where = sums.places[order[i]][0]
        if any(e.status == 2 for e in ends):
            return [*out, f"{name}: {where}: the totals contradict the printed cells"]
        if any(e.status != 0 for e in ends):
            continue  # without an upper end
        width = round(-ends[1].fun - ends[0].fun)
        if width == 0:
            out.append(f"{name}: {where}: is hidden, and the totals bring it back exactly")
        elif width < min_cell - 1:
            out.append(f"{name}: {where}: is hidden, and the totals say it to within {width + 1} values")
    return out


def problems(rows: list[list[str]], min_cell: int) -> list[str]:
    """What one table alone shows, by row number (1 after the header) and column; never a value."""
    if len(rows) < 2:
        return ["holds no rows"]
    ragged = [f"row {i}: has {len(row)} cells, the header {len(rows[0])}"
              for i, row in enumerate(rows[1:], start=1) if len(row) != len(rows[0])]
    table = _table("", rows)
    return ragged + _single(table, min_cell) + _alone(table, min_cell)


def check_tables(tables: dict[str, list[list[str]]], min_cell: int) -> list[str]:
    """What the tables show, one by one and together: ``name: row, column: what``."""
    out, sums = [], _Sums()
    for name, rows in tables.items():
        out += [f"{name}: {what}" for what in problems(rows, min_cell)]
        if len(rows) > 1:
            out += [f"{name}: {what}" for what in _collect(_table(name, rows), sums, min_cell)]
    return out + _attack(sums, min_cell)


def check_files(site: Site, paths: list[Path]) -> Outcome:
    """Check the files by the site's ``publish.min_cell``. Raises ValidationFailed: they must not be handed on."""
    tables: dict[str, list[list[str]]] = {}
    for path in paths:
        tables |= read_tables(path)
    found = check_tables(tables, site.publish.min_cell)
    if found:
        raise ValidationFailed("\n".join([f"{len(found)} finding{'s' if len(found) > 1 else ''}", *(f"  {f}" for f in found[:50])]),
                               hint="hide or pool the cells that are named, then check again; " + " ".join(CANNOT_SEE))
    n = len(tables)
    return Outcome("release check", changed=False, facts={"files": len(paths), "tables": n}, lines=[
        f"{n} table{'s' if n != 1 else ''}: nothing found, alone or together, by headings that they share", *CANNOT_SEE])
