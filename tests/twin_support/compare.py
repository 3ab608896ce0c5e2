"""Hold two sets of rows against each other, and make a differing history small enough to read."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from tests.twin.twin import EXTRACTS, Row, Rows
from tests.twin_support.store import complete_rows


class Difference(NamedTuple):
    table: str
    key: tuple
    column: str
    sql: Any
    twin: Any


def same(a: Any, b: Any) -> bool:
    """Equal; numbers to a relative 1e-9 (an absolute 1e-12 at zero)."""
    if isinstance(a, (int, float)) and isinstance(b, (int, float)) and not isinstance(a, bool):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
    return a == b


def differences(
    table: str, sql: Iterable[Row], twin: Iterable[Row], key: tuple[str, ...], columns: tuple[str, ...],
) -> list[Difference]:
    """Every missing, repeated or surplus row, and every differing value."""
    found, sides = [], []
    for name, rows in (("sql", sql), ("twin", twin)):
        side: dict[tuple, Row] = {}
        for row in rows:
            k = tuple(row[c] for c in key)
            if k in side:
                found.append(Difference(table, k, f"(row stands twice in {name})", None, None))
            side[k] = row
        sides.append(side)
    left, right = sides
    order = sorted(set(left) | set(right), key=repr)
    for k in order:
        if k not in left or k not in right:
            found.append(Difference(table, k, "(row)", k in left, k in right))
            continue
        for c in columns:
            if not same(left[k][c], right[k][c]):
                found.append(Difference(table, k, c, left[k][c], right[k][c]))
    return found


def people_only(rows: Rows, people: set[int]) -> Rows:
    return {name: [r for r in rows.get(name, ()) if r["person_id"] in people] for name in EXTRACTS}


def show(rows: Rows) -> str:
    """The rows as text, a line each; a column with the value that an absent one takes is left out."""
    lines = []
    for name in EXTRACTS:
        for row in rows.get(name, ()):
            empty = complete_rows(name, [{}])[0] if not name.startswith("quarantined") else {}
            facts = [f"{k}={v}" for k, v in row.items() if v != empty.get(k)]
            lines.append(f"  {name}: " + ", ".join(facts))
    return "\n".join(lines)


def shrink(rows: Rows, differ: Callable[[list[Rows]], list[bool]], rounds: int = 12) -> Rows:
    """A smaller history for which ``differ`` still holds.

    ``differ`` judges many candidates at once (one dbt build), so each round offers every removal of a half, a
    quarter, an eighth ... of the rows down to single ones, and goes on with the smallest that still differs.
    """
    facts = [(name, row) for name in EXTRACTS for row in rows.get(name, ())]
    for _ in range(rounds):
        candidates, size = [], max(1, len(facts) // 2)
        while facts and size:
            candidates += [facts[:i] + facts[i + size:] for i in range(0, len(facts), size)]
            size //= 2
        verdicts = differ([_as_rows(kept) for kept in candidates]) if candidates else []
        smaller = [kept for kept, holds in zip(candidates, verdicts) if holds]
        if not smaller:
            break
        facts = min(smaller, key=len)
    return _as_rows(facts)


def _as_rows(facts: list[tuple[str, Row]]) -> Rows:
    return {name: [row for extract, row in facts if extract == name] for name in EXTRACTS}
