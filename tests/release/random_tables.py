"""Random linked tables, and an attacker of their own.

Why: the proof of the suppressor may not lean on it. The tables are made here as arrays, their sums are written down here,
and the bounds of each hidden cell come from one plain linear programme a cell and direction.
"""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from pipeline.release.cells import SHOWN, CellSystem

MIN_CELL = 11
FAR = 1e5
KINDS = ("one_way", "two_way", "three_way", "hierarchy", "linked", "nested")


@dataclass
class Tables:
    """Counts and the sums among them: (total, parts); ``nested``: (part, whole) pairs of printed shares."""

    kind: str
    values: list[int] = field(default_factory=list)
    sums: list[tuple[int, list[int]]] = field(default_factory=list)
    nested: list[tuple[int, int]] = field(default_factory=list)

    def cell(self, value: int) -> int:
        self.values.append(int(value))
        return len(self.values) - 1

    def grid(self, counts: np.ndarray) -> np.ndarray:
        """Cells of an array with all its margins; gives the cells, with the margin last on each axis."""
        full = counts
        for axis in range(counts.ndim):
            full = np.concatenate([full, full.sum(axis=axis, keepdims=True)], axis=axis)
        cells = np.array([self.cell(v) for v in full.ravel()]).reshape(full.shape)
        for axis in range(counts.ndim):
            parts, total = np.split(cells, [-1], axis=axis)
            for line, top in zip(np.moveaxis(parts, axis, -1).reshape(-1, parts.shape[axis]), total.ravel()):
                self.sums.append((int(top), [int(c) for c in line]))
        return cells


def _counts(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Counts as small cities have them: many noughts and small ones, a few large."""
    mean = rng.gamma(0.9, rng.choice([8.0, 20.0, 60.0]), shape)
    return rng.poisson(mean)


def make(seed: int, kind: str | None = None) -> Tables:
    """A family of tables; the seed decides everything."""
    rng = np.random.default_rng(seed)
    kind = kind or KINDS[seed % len(KINDS)]
    out = Tables(kind)
    if kind == "one_way":
        out.grid(_counts(rng, int(rng.integers(3, 10))))
    elif kind == "two_way":
        out.grid(_counts(rng, int(rng.integers(2, 8)), int(rng.integers(2, 7))))
    elif kind == "three_way":
        out.grid(_counts(rng, *(int(n) for n in rng.integers(2, 4, 3))))
    elif kind == "hierarchy":
        # districts within areas within the county, by outcome
        columns = int(rng.integers(2, 5))
        groups = [out.grid(_counts(rng, int(rng.integers(2, 5)), columns)) for _ in range(int(rng.integers(2, 4)))]
        tops = [g[-1] for g in groups]
        for column in zip(*tops):
            whole = out.cell(sum(out.values[c] for c in column))
            out.sums.append((whole, [int(c) for c in column]))
            tops.append(np.array([whole]))
        last = [int(t[0]) for t in tops[len(groups):]]
        out.sums.append((last[-1], last[:-1]))
    elif kind == "linked":
        # one breakdown (rows) seen beside two others that share its margin
        rows = int(rng.integers(2, 6))
        one = _counts(rng, rows, int(rng.integers(2, 5)))
        first = out.grid(one)
        k = int(rng.integers(2, 5))
        other = np.array([rng.multinomial(n, rng.dirichlet(np.ones(k))) for n in one.sum(axis=1)])
        second = out.grid(other)
        for a, b in zip(first[:, -1], second[:, -1]):
            out.sums.append((int(a), [int(b)]))  # the same count under two names
    else:
        # people observed by group, and those among them who were re-arrested: shares are printed
        whole = _counts(rng, int(rng.integers(2, 7))) + rng.integers(0, 30)
        part = rng.binomial(whole, rng.uniform(0.1, 0.9))
        wholes, parts = out.grid(whole), out.grid(part)
        out.nested = [(int(p), int(w)) for p, w in zip(parts, wholes)]
    return out


@dataclass
class Protected:
    """``hidden`` (n,) and ``small`` (n,): hidden for its own sake, as its printed status says; ``seconds`` of CPU."""

    hidden: np.ndarray
    small: np.ndarray
    seconds: float
    coarsened: int
    refused: int


def protect(tables: Tables, seed: int = 1, time_limit: float = 20.0) -> Protected:
    """What the project does with such tables."""
    system = CellSystem(MIN_CELL)
    at = [system.add(("cell", i), v, name=f"cell {i}") for i, v in enumerate(tables.values)]
    for total, parts in tables.sums:
        system.total(at[total], [at[p] for p in parts], name=f"sum of {total}")
    for part, whole in tables.nested:
        system.rate(at[part], at[whole], name=f"share {part} of {whole}")
    started = time.process_time()
    solution = system.solve(seed=seed, time_limit=time_limit)
    seconds = time.process_time() - started
    status = np.array([solution.status[i] for i in at])
    return Protected(status != SHOWN, status == "suppressed_primary", seconds, len(solution.pattern.coarsened),
                     len(solution.pattern.refused))


# -- the attacker ------------------------------------------------------------------------------------------
class Attacker:
    """Knows every sum, every printed cell, and that counts are not negative."""

    def __init__(self, tables: Tables) -> None:
        self.values = np.array(tables.values, dtype=float)
        n, k = len(self.values), len(tables.nested)
        rows = [{total: -1.0, **dict.fromkeys(parts, 1.0)} for total, parts in tables.sums]
        # the complement of a printed share is a count too
        rows += [{whole: -1.0, part: 1.0, n + i: 1.0} for i, (part, whole) in enumerate(tables.nested)]
        self.a = csr_matrix(([v for r in rows for v in r.values()],
                             ([i for i, r in enumerate(rows) for _ in r], [c for r in rows for c in r])),
                            shape=(len(rows), n + k))
        self.gaps = np.array([self.values[w] - self.values[p] for p, w in tables.nested])
        self.n = n
        self.tables = tables

    def bounds(self, hidden: np.ndarray, cell: int, low: np.ndarray, high: np.ndarray, gap_low: np.ndarray,
               gap_high: np.ndarray) -> tuple[float, float]:
        """The least and the most that ``cell`` can be."""
        lower = np.append(np.where(hidden, low, self.values), gap_low)
        upper = np.append(np.where(hidden, high, self.values), gap_high)
        ends = []
        for sign in (1.0, -1.0):
            c = np.zeros(self.a.shape[1])
            c[cell] = sign
            result = linprog(c, A_eq=self.a, b_eq=np.zeros(self.a.shape[0]),
                             bounds=np.column_stack([lower, upper]), method="highs")
            assert result.status == 0, "the true table must itself be possible"
            ends.append(sign * result.fun)
        return ends[0], ends[1]

    def naive(self, hidden: np.ndarray, cell: int) -> tuple[float, float]:
        """To a reader who does not heed why a cell is hidden."""
        n, k = self.n, len(self.gaps)
        return self.bounds(hidden, cell, np.zeros(n), np.full(n, FAR), np.zeros(k), np.full(k, FAR))

    def told(self, hidden: np.ndarray, small: np.ndarray, cell: int) -> tuple[float, float]:
        """To a reader who takes "primary" for 1 to 10, and "complementary" for 11 or more.

        Of a part of a total that is itself small, "primary" says 0 to 10, for its noughts are hidden too. Of a
        share he even knows whether it is hidden because of its numerator or because of its complement.
        """
        within = self._within_small(small)
        low = np.where(small, np.where(within, 0, 1), MIN_CELL).astype(float)
        high = np.where(small, MIN_CELL - 1, FAR).astype(float)
        gap_low, gap_high = np.zeros(len(self.gaps)), np.full(len(self.gaps), FAR)
        for i, (part, _) in enumerate(self.tables.nested):
            if small[part] and self.values[part] >= MIN_CELL:
                low[part], high[part] = 0, FAR
                gap_high[i] = MIN_CELL - 1
            elif not small[part]:
                gap_low[i], gap_high[i] = (MIN_CELL, FAR) if self.gaps[i] else (0, 0)
        return self.bounds(hidden, cell, low, high, gap_low, gap_high)

    def _within_small(self, small: np.ndarray) -> np.ndarray:
        within = np.zeros(len(small), dtype=bool)
        for _ in self.tables.sums:
            before = within.copy()
            for total, parts in self.tables.sums:
                if small[total]:
                    within[parts] = True
            if (before == within).all():
                break
        return within & small


@dataclass
class Verdict:
    """Of one family: hidden cells (and small complements), those found exactly, those known to within 10; small
    ones that lose some of their range 1..10 to a reader of the statuses, and those that he finds exactly."""

    hidden: int = 0
    exact: int = 0
    narrow: int = 0
    told: int = 0
    told_exact: int = 0


def attack(tables: Tables, hidden: np.ndarray, small: np.ndarray, *, first: bool = False) -> Verdict:
    """Work every hidden cell out as far as can be; ``first``: stop at the first one that is too well known."""
    attacker, out = Attacker(tables), Verdict()
    values = np.append(attacker.values, attacker.gaps)
    is_small = np.append(small, np.ones(len(attacker.gaps), dtype=bool)) & (values >= 1) & (values < MIN_CELL)
    # what a share leaves over is nowhere printed, and must stay as little known where it is small
    gaps = len(tables.values) + np.flatnonzero(is_small[len(tables.values):])
    for cell in [*np.flatnonzero(hidden), *gaps]:
        out.hidden += 1
        low, high = attacker.naive(hidden, int(cell))
        width = np.floor(high + 1e-6) - np.ceil(low - 1e-6)
        out.exact += int(width == 0)
        out.narrow += int(width < MIN_CELL - 1)
        if is_small[cell]:
            low, high = attacker.told(hidden, small, int(cell))
            out.told += int(low > 1 + 1e-6 or high < MIN_CELL - 1 - 1e-6)
            out.told_exact += int(np.floor(high + 1e-6) <= np.ceil(low - 1e-6))
        if first and (out.narrow or out.told):
            return out
    return out


def optimum(tables: Tables, found: Protected, most: int = 100) -> int | None:
    """The smallest number of further cells that protects as well, by trying all; None: more than ``most`` to try."""
    values = np.array(tables.values)
    free = np.flatnonzero(~found.small & (values >= MIN_CELL))
    extra = int((found.hidden & ~found.small).sum())
    tries = 0
    for k in range(extra):
        tries += len(list(itertools.islice(itertools.combinations(free, k), most + 1)))
        if tries > most:
            return None
    for k in range(extra):
        for more in itertools.combinations(free, k):
            hidden = found.small.copy()
            hidden[list(more)] = True
            verdict = attack(tables, hidden, found.small, first=True)
            if not (verdict.narrow or verdict.told):
                return k
    return extra
