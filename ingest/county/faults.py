"""Faults planted in a provider's table: which rows, of which kind, and what a loader must say of them.

A fault is one of three. It *spoils* a value of a row that stood well (the row is lost to the analysis), it
*adds* a row (a copy to the letter, a copy with a field too many), or it adds a contradicting twin of a row
(both are lost).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# a field that ends in this mark is split in two when the file is written
EXTRA_FIELD = "\x01"


@dataclass(frozen=True)
class Fault:
    """``change`` maps a row's columns to new text (None: empty); ``adds`` tells how the row stands beside the
    first.

    ``adds``: "" (the row itself is spoilt), "duplicate", "broken" (one field too many), "conflict".
    ``takes`` picks the rows it can befall (a mask), all by default.
    """

    kind: str
    share: float
    reason: str | None
    change: Callable[[dict[str, str | None], np.random.Generator], dict[str, str | None]] | None = None
    adds: str = ""
    takes: str | None = None


@dataclass
class Planted:
    """What was done to one extract: counts by file and kind, the ledger that must come out, and the rows
    lost."""

    counts: Counter = field(default_factory=Counter)  # (file, kind) -> number of faults
    reasons: Counter = field(default_factory=Counter)  # (file, reason) -> rows quarantined
    read: Counter = field(default_factory=Counter)  # file -> rows
    duplicate: Counter = field(default_factory=Counter)
    lost: dict[str, np.ndarray] = field(
        default_factory=dict
    )  # kind -> positions of rows spoilt or contradicted

    def merge(self, other: Planted) -> None:
        for name in ("counts", "reasons", "read", "duplicate"):
            getattr(self, name).update(getattr(other, name))

    def lost_rows(self, *kinds: str) -> np.ndarray:
        parts = [rows for kind, rows in self.lost.items() if not kinds or kind in kinds]
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def plant(
    rng: np.random.Generator,
    table: pa.Table,
    file_of: np.ndarray,
    files: list[str],
    faults: list[Fault],
    masks: dict[str, np.ndarray] | None = None,
    on: bool = True,
) -> tuple[pa.Table, np.ndarray, Planted]:
    """Return the table with its faults, the file of each row, and what was planted.

    ``file_of`` gives each row's position in ``files``. No file gets faults in more than 3 % of its rows; a
    file too small for one of a kind goes without it.
    """
    n = table.num_rows
    done = Planted()
    done.read.update({f: 0 for f in files})
    budget = {f: int(0.03 * c) for f, c in enumerate(np.bincount(file_of, minlength=len(files)))}
    free = np.ones(n, bool)
    spoilt: dict[int, dict[str, str | None]] = {}
    extra_rows: list[int] = []
    extra_changes: list[dict[str, str | None]] = []
    names = table.column_names
    for fault in faults if on else []:
        pool = masks[fault.takes] if fault.takes else np.ones(n, bool)
        chosen: list[int] = []
        for f in range(len(files)):
            rows = np.flatnonzero(pool & free & (file_of == f))
            weight = 2 if fault.adds == "conflict" else 1
            size = int(np.sum(file_of == f))
            want = max(1, round(fault.share * size)) if fault.share * size >= 0.2 else 0
            k = min(want, budget[f] // weight, len(rows))
            if k:
                picked = np.sort(rng.choice(rows, k, replace=False))
                chosen.extend(picked.tolist())
                budget[f] -= weight * k
                done.counts[files[f], fault.kind] += k
                if fault.adds == "duplicate":
                    done.duplicate[files[f]] += k
                else:
                    done.reasons[files[f], fault.reason] += weight * k
        if not chosen:
            continue
        at = np.array(chosen)
        free[at] = False
        values = table.take(pa.array(at)).to_pylist()
        changes = [fault.change(v, rng) if fault.change else {} for v in values]
        if fault.adds == "broken":
            last = names[-1]
            changes = [
                {**c, last: f"{v[last] or ''}{EXTRA_FIELD}{v[names[0]] or ''}"}
                for c, v in zip(changes, values)
            ]
        if fault.adds:
            extra_rows.extend(chosen)
            extra_changes.extend(changes)
        else:
            spoilt.update(zip(chosen, changes))
        if not fault.adds or fault.adds == "conflict":
            done.lost[fault.kind] = at
    out, home = _apply(rng, table, file_of, spoilt, extra_rows, extra_changes)
    for f, c in enumerate(np.bincount(home, minlength=len(files))):
        done.read[files[f]] += int(c)
    return out, home, done


def _replace(table: pa.Table, rows: np.ndarray, changes: list[dict[str, str | None]]) -> pa.Table:
    for name in sorted({c for change in changes for c in change}):
        at = [(r, change[name]) for r, change in zip(rows, changes) if name in change]
        at.sort(key=lambda pair: pair[0])
        mask = np.zeros(table.num_rows, bool)
        mask[[r for r, _ in at]] = True
        column = table.column(name).combine_chunks()
        new = pc.replace_with_mask(column, pa.array(mask), pa.array([v for _, v in at], column.type))
        table = table.set_column(table.column_names.index(name), name, new)
    return table


def _apply(rng, table, file_of, spoilt, extra_rows, extra_changes):
    table = _replace(table, np.array(list(spoilt), np.int64), list(spoilt.values())) if spoilt else table
    if not extra_rows:
        return table, file_of
    source = np.array(extra_rows)
    added = _replace(table.take(pa.array(source)), np.arange(len(source)), extra_changes)
    n = table.num_rows
    # an added row stands somewhere after the first of its kind, in the same file
    place = source + rng.integers(0, 200, len(source)) + 0.5
    order = np.argsort(np.concatenate([np.arange(n), place]), kind="stable")
    home = np.concatenate([file_of, file_of[source]])[order]
    return pa.concat_tables([table, added]).take(pa.array(order)), home
