"""The dated charge table: charge code or description pattern to offence category and severity.

A CSV file with a header: ``charge_code`` (or ``code``), ``description_pattern`` (``pattern``,
``charge_description``), ``offense_category``, ``severity``, ``valid_from``, ``valid_to``; code or pattern
must be there, the rest may be missing. A row with a code matches by that code alone, to the letter; a row
without one by its pattern, upper and lower case alike, with ``*`` or ``%`` for any text. A code beats a
pattern; of several patterns the first in the file wins. Validity is judged on the arrest date, both ends
included.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.canonical import OFFENSE_CATEGORIES, SEVERITIES
from pipeline.errors import SiteError

_ALIASES = {
    "charge_code": "code",
    "code": "code",
    "description_pattern": "pattern",
    "pattern": "pattern",
    "charge_description": "pattern",
    "offense_category": "category",
    "severity": "severity",
    "valid_from": "valid_from",
    "valid_to": "valid_to",
}
_MIN, _MAX = dt.date.min, dt.date.max
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class ChargeRule:
    """One row of a charge table; ``row`` is its number after the header. Open ends are date.min and
    date.max.
    """

    row: int
    code: str | None
    pattern: str | None
    category: str
    severity: str
    valid_from: dt.date
    valid_to: dt.date

    @property
    def result(self) -> tuple[str, str]:
        return self.category, self.severity

    def overlaps(self, other: ChargeRule) -> bool:
        return self.valid_from <= other.valid_to and other.valid_from <= self.valid_to


# from, to (both included), category, severity
Span = tuple[dt.date, dt.date, str, str]


@dataclass(frozen=True)
class ChargeMap:
    """A whole charge table."""

    rules: tuple[ChargeRule, ...]

    def resolve(
        self, pairs: Iterable[tuple[str | None, str | None]]
    ) -> list[tuple[str | None, str | None, list[Span]]]:
        """For each (code, description) the spans of days on which the table knows it: disjoint, in order."""
        by_code: dict[str, list[ChargeRule]] = {}
        exact: dict[str, list[tuple[int, ChargeRule]]] = {}
        wild: list[tuple[int, re.Pattern[str], ChargeRule]] = []
        for i, rule in enumerate(self.rules):
            if rule.code is not None:
                by_code.setdefault(rule.code, []).append(rule)
            elif not set(rule.pattern or "") & set("*%"):
                exact.setdefault((rule.pattern or "").casefold(), []).append((i, rule))
            else:
                parts = re.split(r"[*%]+", (rule.pattern or "").casefold())
                wild.append((i, re.compile(".*".join(map(re.escape, parts)), re.DOTALL), rule))
        described: dict[str, list[ChargeRule]] = {}

        def of_description(text: str) -> list[ChargeRule]:
            folded = text.casefold()
            if folded not in described:
                hits = exact.get(folded, []) + [(i, r) for i, rx, r in wild if rx.fullmatch(folded)]
                described[folded] = [r for _, r in sorted(hits, key=lambda h: h[0])]
            return described[folded]

        out = []
        for code, description in pairs:
            candidates = by_code.get(code, []) if code is not None else []
            if description is not None:
                candidates = candidates + of_description(description)
            out.append((code, description, _spans(candidates)))
        return out


def _spans(candidates: list[ChargeRule]) -> list[Span]:
    """Cut time at every start and end, and give each piece to the first candidate valid there."""
    if candidates and candidates[0].valid_from == _MIN and candidates[0].valid_to == _MAX:
        return [(_MIN, _MAX, *candidates[0].result)]
    starts = {_MIN}
    for rule in candidates:
        starts.add(rule.valid_from)
        if rule.valid_to < _MAX:
            starts.add(rule.valid_to + _ONE_DAY)
    cuts = sorted(starts)
    spans: list[Span] = []
    for i, start in enumerate(cuts):
        end = cuts[i + 1] - _ONE_DAY if i + 1 < len(cuts) else _MAX
        winner = next((r for r in candidates if r.valid_from <= start and end <= r.valid_to), None)
        if winner is None:
            continue
        if spans and spans[-1][2:] == winner.result and spans[-1][1] + _ONE_DAY == start:
            spans[-1] = (spans[-1][0], end, *winner.result)
        else:
            spans.append((start, end, *winner.result))
    return spans


def _date(text: str, label: str, row: int, column: str, default: dt.date) -> dt.date:
    if not text:
        return default
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise SiteError(f"{label}: row {row}, {column}: expected an ISO date") from None


def read_charge_map(path: Path, label: str) -> ChargeMap:
    """Read and check a charge table. Raises SiteError, naming file and row: it can't be read, a column or
    value is wrong, or two rows of one code are valid on one day with different results.
    """
    if not path.is_file():
        raise SiteError(f"{label}: no such charge map")
    try:
        with path.open(encoding="utf-8-sig", newline="") as f:
            rows = list(csv.reader(f, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise SiteError(f"{label}: can't be read as comma-separated UTF-8 text") from None
    if not rows or not rows[0]:
        raise SiteError(f"{label}: is empty; expected a header")
    columns: dict[str, int] = {}
    for i, name in enumerate(rows[0]):
        known = _ALIASES.get(name.strip().lower())
        if known is None:
            continue  # notes and the like
        if known in columns:
            raise SiteError(f"{label}: two columns of the header mean {known}")
        columns[known] = i
    if "code" not in columns and "pattern" not in columns:
        raise SiteError(f"{label}: the header has neither charge_code nor description_pattern")
    if "category" not in columns and "severity" not in columns:
        raise SiteError(f"{label}: the header has neither offense_category nor severity")
    rules = []
    for number, row in enumerate(rows[1:], start=1):
        if not any(v.strip() for v in row):
            continue
        if len(row) != len(rows[0]):
            raise SiteError(f"{label}: row {number} has {len(row)} fields, the header {len(rows[0])}")
        cell = {name: row[i].strip() for name, i in columns.items()}
        code, pattern = cell.get("code") or None, cell.get("pattern") or None
        if code is None and pattern is None:
            raise SiteError(f"{label}: row {number} has neither a code nor a pattern")
        category, severity = cell.get("category") or "unknown", cell.get("severity") or "unknown"
        if category not in OFFENSE_CATEGORIES:
            raise SiteError(
                f"{label}: row {number}, offense_category: expected one of {', '.join(OFFENSE_CATEGORIES)}"
            )
        if severity not in SEVERITIES:
            raise SiteError(f"{label}: row {number}, severity: expected one of {', '.join(SEVERITIES)}")
        start = _date(cell.get("valid_from", ""), label, number, "valid_from", _MIN)
        end = _date(cell.get("valid_to", ""), label, number, "valid_to", _MAX)
        if end < start:
            raise SiteError(f"{label}: row {number}: valid_to lies before valid_from")
        rules.append(ChargeRule(number, code, pattern, category, severity, start, end))
    by_code: dict[str, list[ChargeRule]] = {}
    for rule in rules:
        if rule.code is None:
            continue
        for other in by_code.get(rule.code, []):
            if rule.overlaps(other) and rule.result != other.result:
                raise SiteError(
                    f"{label}: rows {other.row} and {rule.row} give one code two results on one day",
                    hint="part them by valid_from and valid_to",
                )
        by_code.setdefault(rule.code, []).append(rule)
    return ChargeMap(tuple(rules))
