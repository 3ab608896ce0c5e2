"""One system of linked counts from many tables.

A count that stands in two tables is one cell; a margin and its parts are a sum; what a reader gets by subtraction
(a complement, the increment of a nested count) is a cell of its own that is never printed. Everything that
``suppress`` has to know is collected here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from pipeline.errors import ValidationFailed
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
    for_others: bool = False  # hidden for what it would tell beside others
    in_small: bool = False  # a part of a total that is itself below min_cell
    rate_complement_of: int | None = None


@dataclass(frozen=True)
class Older:
    """A release made before: its counts as a system of their own, and what it printed.

    ``status``: by place; ``ranges(value)``: the true counts that print as this one does; ``least``: the largest lower
    bound that it or any release before it printed of a place.
    """

    system: CellSystem
    status: dict[str, str]
    ranges: Callable[[int], tuple[int, int]]
    least: dict[str, int] = field(default_factory=dict)

    def hidden_noughts(self) -> Iterator[str]:
        """Places at which nobody stood, and which did not say so."""
        for at, places in self.system.places.items():
            if self.system.cells[at].value == 0:
                yield from (p for p in places if self.status.get(p, SHOWN) in _HIDDEN)

    def floor(self, places: Iterable[str], value: int) -> float:
        """What is known of a count that only grows (0 where a correction has made it smaller)."""
        least = max((self.least.get(p, 0) for p in places), default=0)
        return float(least) if least <= value else 0.0


@dataclass
class CellSystem:
    """Counts and the sums among them. ``min_cell``: counts from 1 to min_cell - 1 are sensitive."""

    min_cell: int
    cells: list[_Cell] = field(default_factory=list)
    index: dict[Key, int] = field(default_factory=dict)
    sums: list[tuple[int, tuple[int, ...], str]] = field(default_factory=list)
    _sums_seen: set[tuple[int, tuple[int, ...]]] = field(default_factory=set)
    later: dict[int, list[int]] = field(default_factory=dict)  # counts of events that hold a cell's own, later on
    behind: list[tuple[int, int]] = field(default_factory=list)  # (people, their events)
    places: dict[int, list[str]] = field(default_factory=dict)  # where a cell is printed, by its name in the ledger
    older: list[Older] = field(default_factory=list)

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

    def hide(self, at: int) -> None:
        """Hide a count that is not small, for what it would tell beside others."""
        self.cells[at].for_others = True

    def people_behind(self, people: int, events: int) -> None:
        """``events`` (trials, arrests) are those of ``people``: hidden where the people are few, however many."""
        if people != events:
            self.behind.append((people, events))

    # -- solving -------------------------------------------------------------------------------------
    def is_sensitive(self, at: int) -> bool:
        cell = self.cells[at]
        return cell.rate_complement_of != -1 and (1 <= cell.value < self.min_cell or cell.in_small)

    def _spread(self) -> None:
        """A breakdown of a total below min_cell, or of events of so few people, is hidden whole, its zeros too: else one reads
        off who is in it.

        Parts of a nought that is printed stay noughts, whatever else they are parts of.
        """
        few = {events for people, events in self.behind if 1 <= self.cells[people].value < self.min_cell}
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
                    nought = any(self.cells[p].value == 0 and not in_small(p) for p in [*parents, *self.later.get(at, ())])
                    small = any(1 <= self.cells[p].value < self.min_cell or p in few or in_small(p) for p in parents)
                    settled[at] = small and not nought
            return settled[at]

        for at, cell in enumerate(self.cells):
            cell.in_small = in_small(at) and cell.value < self.min_cell
            cell.forced |= in_small(at) and not cell.in_small and not cell.implicit

    def problem(self) -> Problem:
        """What ``suppress`` solves."""
        self._spread()
        # a nought that was hidden, printed now, says that it was one then
        noughts = {p for old in self.older for p in old.hidden_noughts()}
        for i, cell in enumerate(self.cells):
            cell.in_small |= cell.value == 0 and not noughts.isdisjoint(self.places.get(i, ()))
        m, n = self.min_cell, len(self.cells)
        values = np.array([c.value for c in self.cells], dtype=np.int64)
        sensitive = np.array([self.is_sensitive(i) for i in range(n)], dtype=bool)
        implicit = np.array([c.implicit for c in self.cells], dtype=bool)
        forced = np.array([c.forced or c.for_others for c in self.cells], dtype=bool) | sensitive
        for i, cell in enumerate(self.cells):
            # "a rate is hidden with its numerator when its complement is small"
            if cell.rate_complement_of is not None and cell.rate_complement_of >= 0 and sensitive[i]:
                forced[cell.rate_complement_of] = True
        # whatever the people are hidden for, their events beside it would pass for those of a handful
        for people, events in self.behind:
            forced[events] |= forced[people]
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
        relations = tuple(
            Relation((parent, *parts), (-1.0, *([1.0] * len(parts))), name) for parent, parts, name in self.sums
        )
        weight = np.array([c.weight for c in self.cells])
        naive = np.array([np.zeros(n), np.full(n, BIG)])
        low = low.astype(float)
        if self.older:
            for i, places in self.places.items():
                naive[0, i] = max(old.floor(places, int(values[i])) for old in self.older)
            low = np.maximum(low, naive[0])
        return Problem(values, sensitive, forced, implicit, candidate, weight, low, high.astype(float), relations, m,
                       naive)

    def problem_with_older(self) -> Problem:
        """The problem, with the releases made before: their cells are settled, and the reader knows which way each count moved.

        A quarter later it grew; by a narrower rule it shrank. An older cell that was printed lies in the range that its rounding
        leaves; one that was hidden must stay as little known as it was, now that the new release can be set beside it.
        """
        parts, links = [self.problem()], []
        where: dict[str, int] = {}
        start = len(self.cells)
        for old in self.older:
            parts.append(_settled(old))
            size = len(old.system.cells)
            for i, places in old.system.places.items():
                for place in places:
                    if place in where:
                        links.append((where[place], start + i))
                    where[place] = start + i
            start += size
        links += [(where[p], i) for i, places in self.places.items() for p in places if p in where]
        values = np.concatenate([p.values for p in parts])
        moved = [(a, b) if values[b] >= values[a] else (b, a) for a, b in dict.fromkeys(links) if a != b]
        return _joined(parts, moved)

    def solve(self, *, seed: int, time_limit: float) -> Solution:
        """Hide the cheapest set of cells that protects all sensitive ones."""
        problem = self.problem_with_older() if self.older else self.problem()
        pattern = suppress(problem, seed=seed, time_limit=time_limit)
        status = []
        for i in range(len(self.cells)):
            if not pattern.hidden[i]:
                status.append(SHOWN)
            else:
                other = self.cells[i].for_others and not problem.sensitive[i]
                status.append(PRIMARY if problem.forced[i] and not other else COMPLEMENTARY)
        mine = len(self.cells)
        pattern.refused = [c for c in pattern.refused if c < mine]
        pattern.coarsened = [c for c in pattern.coarsened if c < mine]
        pattern.told = [c for c in pattern.told if c < mine]
        return Solution(problem, pattern, status)


_HIDDEN = (PRIMARY, COMPLEMENTARY)


def _settled(old: Older) -> Problem:
    """An older release's problem with its pattern as it was printed."""
    p = old.system.problem()
    n, m = len(p.values), p.min_cell
    free = np.ones(n, dtype=bool)
    sensitive, forced = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    low, high = np.zeros(n), np.full(n, BIG)
    naive = np.array([np.zeros(n), np.full(n, BIG)])
    for i, places in old.system.places.items():
        states = {old.status[place] for place in places if place in old.status}
        if SHOWN in states:
            low[i], high[i] = naive[:, i] = old.ranges(int(p.values[i]))
        elif states:
            free[i], forced[i], sensitive[i] = False, True, p.sensitive[i]
            if p.sensitive[i]:
                low[i], high[i] = p.low[i], p.high[i]
            elif COMPLEMENTARY in states:
                low[i] = min(m, p.values[i])
            naive[0, i] = old.floor(places, int(p.values[i]))
            low[i] = max(low[i], naive[0, i])
    return Problem(p.values, sensitive, forced, free, np.zeros(n, dtype=bool), p.weight, low, high, p.relations, m, naive)


def _joined(parts: list[Problem], moved: list[tuple[int, int]]) -> Problem:
    """Problems side by side; of each (smaller, larger) pair of cells the larger is the smaller plus a growth."""
    offsets = np.cumsum([0, *(len(p.values) for p in parts)])
    total, k = int(offsets[-1]), len(moved)
    relations = [Relation(tuple(c + int(o) for c in r.cells), r.coefficients, r.name)
                 for p, o in zip(parts, offsets) for r in p.relations]
    relations += [Relation((more, less, total + i), (-1.0, 1.0, 1.0), "growth") for i, (less, more) in enumerate(moved)]
    values = np.concatenate([p.values for p in parts])
    growth = np.array([values[more] - values[less] for less, more in moved], dtype=np.int64)

    def flags(name: str, more: bool) -> np.ndarray:
        return np.concatenate([*(getattr(p, name) for p in parts), np.full(k, more)])

    def numbers(name: str, more: float) -> np.ndarray:
        return np.concatenate([*(getattr(p, name) for p in parts), np.full(k, more)])

    naive = np.concatenate([*(p.naive for p in parts), np.array([np.zeros(k), np.full(k, BIG)])], axis=1)
    return Problem(np.concatenate([values, growth]), flags("sensitive", False), flags("forced", False),
                   flags("implicit", True), flags("candidate", False), numbers("weight", 1.0), numbers("low", 0.0),
                   numbers("high", BIG), tuple(relations), parts[0].min_cell, naive)


@dataclass(frozen=True)
class Solution:
    """``status`` of every cell, in the order of the system's cells."""

    problem: Problem
    pattern: Pattern
    status: list[str]
