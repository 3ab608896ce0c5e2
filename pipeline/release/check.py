"""``lead release check FILE...``: tables made by hand, looked at before they are handed on.

It finds what can be seen in one table: small counts, negative counts, a person's key, and a single hidden cell in a row or
column whose other cells are printed. Tables that are published together must be checked by whoever knows their margins.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from pipeline.errors import UsageError, ValidationFailed
from pipeline.run_outcome import Outcome
from pipeline.settings import Site

_WHOLE = re.compile(r"-?\d{1,3}(,\d{3})+|-?\d+")
_HIDDEN = re.compile(r"(?i)<\s*\d+|\*+|suppressed|hidden|withheld|n/?d|—|-")
_KEYS = re.compile(r"(?i)^(person|trial|arrest|referral|contact|officer|case_manager|case|subject|subj)_?(id|key|no)$|^ssn$|^dob$")
_NOT_COUNTS = re.compile(r"(?i)year|horizon|days?$|quarter|month|step_number|date|rate|share|percent|usd|cost")


def read_table(path: Path) -> list[list[str]]:
    """Rows of a CSV or of the first sheet of a workbook, as text. Raises UsageError: no such table."""
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    if path.suffix.lower() == ".xlsx":
        from openpyxl import load_workbook

        sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
        return [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]
    if path.suffix.lower() != ".csv":
        raise UsageError(f"{path}: expected a .csv or .xlsx table")
    try:
        with path.open(newline="", encoding="utf-8-sig") as handle:
            return list(csv.reader(handle))
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is no UTF-8 text") from None


def problems(table: list[list[str]], min_cell: int) -> list[str]:
    """What is wrong, by row number (1 after the header) and column; never a value."""
    if len(table) < 2:
        return ["holds no rows"]
    header, rows = [h.strip() for h in table[0]], table[1:]
    out = [f"column {name}: looks like a person's key" for name in header if _KEYS.match(name)]
    counts = []
    for j, name in enumerate(header):
        cells = [r[j].strip() for r in rows if j < len(r) and r[j].strip()]
        known = [c for c in cells if not _HIDDEN.fullmatch(c)]
        if known and not _NOT_COUNTS.search(name) and all(_WHOLE.fullmatch(c) for c in known):
            counts.append(j)
    for i, row in enumerate(rows, start=1):
        if len(row) != len(header):
            out.append(f"row {i}: has {len(row)} cells, the header {len(header)}")
            continue
        for j in counts:
            cell = row[j].strip()
            if _WHOLE.fullmatch(cell):
                value = int(cell.replace(",", ""))
                if value < 0:
                    out.append(f"row {i}, column {header[j]}: a count is negative")
                elif 1 <= value < min_cell:
                    out.append(f"row {i}, column {header[j]}: a count from 1 to {min_cell - 1}")
        hidden = [j for j in counts if _HIDDEN.fullmatch(row[j].strip())]
        if len(hidden) == 1 and len(counts) > 2:
            out.append(f"row {i}, column {header[hidden[0]]}: the one hidden cell of its row; a total would bring it back")
    for j in counts:
        hidden_rows = [i for i, r in enumerate(rows, start=1) if j < len(r) and _HIDDEN.fullmatch(r[j].strip())]
        if len(hidden_rows) == 1 and len(rows) > 2:
            out.append(f"row {hidden_rows[0]}, column {header[j]}: the one hidden cell of its column; a total would bring it back")
    return out


def check_files(site: Site, paths: list[Path]) -> Outcome:
    """Check each file by the site's ``publish.min_cell``. Raises ValidationFailed: something must not be handed on."""
    found = [f"{path}: {problem}" for path in paths for problem in problems(read_table(path), site.publish.min_cell)]
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise ValidationFailed(f"{found[0]}{more}", hint="hide or pool the cells that are named, then check again")
    return Outcome("release check", changed=False, facts={"files": len(paths)},
                   lines=[f"{path}: nothing found that one table alone gives away" for path in paths])
