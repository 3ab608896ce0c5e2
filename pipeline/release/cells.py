"""One system of linked counts from many tables.

A count that stands in two tables is one cell; a margin and its parts are a sum; what a reader gets by subtraction
(a complement, the increment of a nested count) is a cell of its own that is never printed. Everything that
``suppress`` has to know is collected here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

import numpy as np

from pipeline.errors import ValidationFailed
from pipeline.release.ledger import History
from pipeline.release.suppress import BIG, Pattern, Problem, Relation, suppress

SHOWN, PRIMARY, COMPLEMENTARY = "shown", "suppressed_primary", "suppressed_complementary"
NOT_ESTIMABLE, DIAGNOSTICS_FAILED = "not_estimable", "diagnostics_failed"
STATUSES = (SHOWN, PRIMARY, COMPLEMENTARY, NOT_ESTIMABLE, DIAGNOSTICS_FAILED)

Key = Hashable


@dataclass
class _Cell:
    key: Key
    value: int
    implicit: bool
    weight: float
    forced: bool = False  # hidden as a numerator, or because few people stand behind it
    in_small: bool = False  # a part of a total that is itself below min_cell
    rate_complement_of: int | None = None


@dataclass
class CellSystem:
    """Counts and the sums among them. ``min_cell``: counts from 1 to min_cell - 1 are sensitive."""

    min_cell: int
    cells: list[_Cell] = field(default_factory=list)
    index: dict[Key, int] = field(default_factory=dict)
    sums: list[tuple[int, tuple[int, ...], str]] = field(default_factory=list)
    _sums_seen: set[tuple[int, tuple[int, ...]]] = field(default_factory=set)
    behind: list[tuple[int, int]] = field(default_factory=list)  # (people, their events)
    history: History = field(default_factory=History)
    places: dict[int, list[str]] = field(default_factory=dict)  # where a cell is printed, by its name in the ledger
    kept: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=bool))

    # -- building ------------------------------------------------------------------------------------
    def add(self, key: Key, value: float, *, name: str, implicit: bool = False, weight: float = 1.0) -> int:
        """The cell of ``key``; a second call with the same key and value gives the same cell.

        Raises ValidationFailed: a negative or fractional count, or two different values under one key.
        """
        number = round(float(value))
        if number < 0:
            raise ValidationFailed(f"{name}: holds a negative count; nothing was released")
        if abs(number - float(value)) > 1e-6:
            raise ValidationFailed(f"{name}: is declared a count, yet holds a fraction; nothing was released")
        if key in self.index:
            at = self.index[key]
            if self.cells[at].value != number:
                raise ValidationFailed(f"{name}: the same count stands in the tables with two different values")
            self.cells[at].weight = max(self.cells[at].weight, weight)
            self.cells[at].implicit &= implicit
            return at
        self.index[key] = len(self.cells)
        self.cells.append(_Cell(key, number, implicit, weight))
        return len(self.cells) - 1

    def get(self, key: Key) -> int | None:
        return self.index.get(key)

    def same_or_own(self, key: Key, own: Key, value: float, **more: object) -> int:
        """The cell of ``key`` if it holds this very value, else a cell of its own under ``own``."""
        at = self.index.get(key)
        if at is not None and self.cells[at].value == round(float(value)):
            return self.add(key, value, **more)  # type: ignore[arg-type]
        return self.add(own, value, **more)  # type: ignore[arg-type]

    def total(self, parent: int, parts: Iterable[int], *, name: str) -> None:
        """``parent`` is the sum of ``parts``. Raises ValidationFailed: it is not."""
        parts = tuple(p for p in parts)
        if self.cells[parent].value != sum(self.cells[p].value for p in parts):
            raise ValidationFailed(f"{name}: the parts do not add up to the total; nothing was released")
        if parts == (parent,) or (parent, parts) in self._sums_seen:
            return
        self._sums_seen.add((parent, parts))
        self.sums.append((parent, parts, name))

    def nested(self, inner: int, outer: int, *, name: str, sensitive: bool = True) -> int | None:
        """``inner`` counts a part of what ``outer`` counts: what lies between them can be had by subtraction.

        Returns the implicit difference cell (None where both are one cell). ``sensitive=False``: the difference is
        no count of people (arrests less people arrested, say), only the inequality is known.
        """
        if inner == outer:
            return None
        gap = self.cells[outer].value - self.cells[inner].value
        if gap < 0:
            raise ValidationFailed(f"{name}: a part is larger than its whole; nothing was released")
        key = ("gap", self.cells[inner].key, self.cells[outer].key, sensitive)
        at = self.add(key, gap, name=name, implicit=True)
        if not sensitive:
            self.cells[at].rate_complement_of = -1
        self.total(outer, (inner, at), name=name)
        return at

    def rate(self, numerator: int, denominator: int, *, name: str) -> int | None:
        """A published share: numerator and complement are both sensitive; returns the complement's cell."""
        at = self.nested(numerator, denominator, name=name)
        if at is not None:
            self.cells[at].rate_complement_of = numerator
        return at

    def people_behind(self, people: int, events: int) -> None:
        """``events`` (trials, arrests) are those of ``people``: hidden where the people are few, however many."""
        if people != events:
            self.behind.append((people, events))

    # -- solving -------------------------------------------------------------------------------------
    def is_sensitive(self, at: int) -> bool:
        cell = self.cells[at]
        return cell.rate_complement_of != -1 and (1 <= cell.value < self.min_cell or cell.in_small)

    def _spread(self) -> None:
        """A breakdown of a total below min_cell is hidden whole, its zeros too: else one reads off who is in it.

        Parts of a nought that is printed stay noughts, whatever else they are parts of.
        """
        above: dict[int, list[int]] = {}
        for parent, parts, _ in self.sums:
            if all(self.cells[p].rate_complement_of != -1 for p in parts):  # people among events are no breakdown
                for p in parts:
                    above.setdefault(p, []).append(parent)
        settled: dict[int, bool] = {}

        def in_small(at: int) -> bool:
            if at not in settled:
                settled[at] = False  # a cell that two tables share can stand above itself
                if self.cells[at].rate_complement_of != -1:
                    parents = above.get(at, [])
                    nought = any(self.cells[p].value == 0 and not in_small(p) for p in parents)
                    small = any(1 <= self.cells[p].value < self.min_cell or in_small(p) for p in parents)
                    settled[at] = small and not nought
            return settled[at]

        for at in range(len(self.cells)):
            self.cells[at].in_small = in_small(at)

    def problem(self) -> Problem:
        """What ``suppress`` solves."""
        self._spread()
        if self.history.hidden:
            for i, cell in enumerate(self.cells):
                # a nought that was hidden, printed now, says that it was one then
                cell.in_small |= cell.value == 0 and any(p in self.history.hidden for p in self.places.get(i, ()))
        m, n = self.min_cell, len(self.cells)
        values = np.array([c.value for c in self.cells], dtype=np.int64)
        sensitive = np.array([self.is_sensitive(i) for i in range(n)], dtype=bool)
        implicit = np.array([c.implicit for c in self.cells], dtype=bool)
        forced = np.array([c.forced for c in self.cells], dtype=bool) | sensitive
        for people, events in self.behind:
            forced[events] |= sensitive[people]
        for i, cell in enumerate(self.cells):
            # "a rate is hidden with its numerator when its complement is small"
            if cell.rate_complement_of is not None and cell.rate_complement_of >= 0 and sensitive[i]:
                forced[cell.rate_complement_of] = True
        candidate = ~forced & ~implicit & (values >= m)
        low = np.where(sensitive, np.where([c.in_small for c in self.cells], 0, 1), np.where(candidate, m, 0))
        high = np.where(sensitive, m - 1, BIG)
        for i, cell in enumerate(self.cells):
            if not implicit[i]:
                continue
            k = cell.rate_complement_of
            # nobody prints why an implicit count is hidden ...
            known = (0, BIG)
            if k is not None and k >= 0 and not sensitive[k]:
                # ... but a share's status tells of its complement, too, where its numerator is known to be large
                known = (0, m - 1) if sensitive[i] else (m, BIG) if values[i] else (0, 0)
            low[i], high[i] = known
        shown_zero = (values == 0) & ~forced & ~implicit
        high = np.where(shown_zero, 0, high)
        floor, kept = self._heed_history(values, implicit, candidate)
        self.kept = kept
        forced |= kept
        candidate &= ~kept
        relations = tuple(
            Relation((parent, *parts), (-1.0, *([1.0] * len(parts))), name) for parent, parts, name in self.sums
        )
        weight = np.array([c.weight for c in self.cells])
        return Problem(values, sensitive, forced, implicit, candidate, weight, low.astype(float), high.astype(float),
                       relations, m, floor)

    def _heed_history(self, values: np.ndarray, implicit: np.ndarray,
                      candidate: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(lower bounds that earlier releases give away, cells that must stay hidden for their sake).

        Counts of one definition only grow, so what was printed once bounds a hidden count from below; and a cell that
        was hidden and has hardly grown would, printed now, bound what it was then from above.
        """
        floor, kept = np.zeros(len(values)), np.zeros(len(values), dtype=bool)
        if not self.history.releases:
            return floor, kept
        for i in np.flatnonzero(~implicit):
            for place in self.places.get(i, ()):
                least, then = self.history.least.get(place), self.history.hidden.get(place)
                if least is not None and least <= values[i]:
                    floor[i] = max(floor[i], least)
                if then is not None and candidate[i] and 0 <= values[i] - then < self.min_cell - 1:
                    kept[i] = True
        return floor, kept

    def solve(self, *, seed: int, time_limit: float) -> Solution:
        """Hide the cheapest set of cells that protects all sensitive ones."""
        problem = self.problem()
        pattern = suppress(problem, seed=seed, time_limit=time_limit)
        status = []
        for i in range(len(self.cells)):
            if not pattern.hidden[i]:
                status.append(SHOWN)
            else:
                status.append(PRIMARY if problem.forced[i] and not self.kept[i] else COMPLEMENTARY)
        return Solution(problem, pattern, status)


@dataclass(frozen=True)
class Solution:
    """``status`` of every cell, in the order of the system's cells."""

    problem: Problem
    pattern: Pattern
    status: list[str]
