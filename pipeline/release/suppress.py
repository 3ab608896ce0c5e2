"""Which counts must be hidden so that no small one can be worked out: an integer programme.

Cells are counts; relations are sums that hold among them (a margin and its parts). The attacker sees every shown
cell, the relations, and *why* a cell is hidden: ``suppressed_primary`` says that it lies in 1..min_cell-1,
``suppressed_complementary`` that it is at least min_cell. Against that attacker each small count keeps its
whole range 1..min_cell-1; against one who ignores the reasons, each hidden cell keeps an interval at least
min_cell - 1 wide.

The model is the cell suppression problem, solved exactly by Benders' decomposition (Fischetti and Salazar-González,
Management Science 47 (2001) 1008-1027): a master ``scipy.optimize.milp`` proposes the cheapest pattern, the
attacker's linear programmes look for a cell that is too well known, and each one found is a cut for the master.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import highspy
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

_TOLERANCE = 1e-6
_FEW = 8
_MOST_ROUNDS = 200
_MOST_REPAIRS = 12
# the cheapest pattern is proven to within this share: among many nearly equal ones the last proof takes minutes
_GAP = 0.05
# the solver lets other threads work while it does; what is found does not hang on their number. Its questions take milliseconds,
# of which Python's own interval between two threads would be most
_THREADS = 2
_SWITCH_SECONDS = 5e-4


@dataclass(frozen=True)
class Relation:
    """``sum(coefficient * cell) == 0``; ``name`` says which margin it is, for messages."""

    cells: tuple[int, ...]
    coefficients: tuple[float, ...]
    name: str = ""


@dataclass(frozen=True)
class Problem:
    """Counts, what is sensitive among them, and the sums that tie them together.

    ``values`` (n,) integer counts. ``sensitive`` (n,) bool: the range 1..min_cell-1 must stay open. ``forced``
    (n,) bool: hidden whatever the integer programme says (sensitive ones, numerators of hidden rates).
    ``implicit`` (n,) bool: not printed, but an attacker can work it out (a complement, an increment).
    ``candidate`` (n,) bool: may be hidden for the sake of others. ``weight`` (n,) cost of hiding.
    ``low``, ``high`` (n,) what the attacker knows of the cell once it is hidden, from its status alone. ``naive`` (2, n)
    what is known of it whatever the status: from 0 on, or the range that an older release printed.
    """

    values: np.ndarray
    sensitive: np.ndarray
    forced: np.ndarray
    implicit: np.ndarray
    candidate: np.ndarray
    weight: np.ndarray
    low: np.ndarray
    high: np.ndarray
    relations: tuple[Relation, ...]
    min_cell: int = 11
    naive: np.ndarray | None = None


@dataclass
class Pattern:
    """``hidden`` (n,) bool. ``coarsened``: the parts where time ran out and everything was hidden instead;
    ``refused``: cells that stay too well known whatever is hidden (they must not be published in any form);
    ``told``: cells of which the reasons for hiding say more than that, whatever is hidden."""

    hidden: np.ndarray
    coarsened: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    seconds: float = 0.0
    rounds: int = 0


BIG = 1e5


def _matrix(relations: Sequence[Relation], n: int) -> csr_matrix:
    rows = np.repeat(np.arange(len(relations)), [len(r.cells) for r in relations])
    cols = np.concatenate([r.cells for r in relations]) if relations else np.empty(0, int)
    data = np.concatenate([r.coefficients for r in relations]) if relations else np.empty(0)
    return csr_matrix((data, (rows, cols)), shape=(len(relations), n))


class _Attacker:
    """How far hidden cells can lie from their true values, for one pattern after another.

    One programme serves all patterns: what is printed may not move, and the solver goes on from where it stood, since
    little changes from one question to the next. One feasible table settles many cells at once, so every table met is
    kept in ``known`` (deviations, full length) and used again for each later pattern that hides all the cells that it moves.
    """

    def __init__(self, matrix: csr_matrix, low: np.ndarray, high: np.ndarray, slack: np.ndarray) -> None:
        n_rows, n = matrix.shape
        self.low, self.high, self.known = low, high, []
        # two cells of three stand in one sum alone and are asked of by nobody: all that they say is how far it may be off
        at = np.flatnonzero(slack)
        room = matrix[:, at].tocoo()
        ends = -room.data[:, None] * np.column_stack([low[at], np.where(high[at] >= BIG / 2, np.inf, high[at])])[room.col]
        self.index = np.flatnonzero(~slack)
        self.position = np.cumsum(~slack) - 1
        a = matrix[:, self.index].tocsc()
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.index), n_rows
        lp.col_cost_ = np.zeros(len(self.index))
        lp.col_lower_ = lp.col_upper_ = np.zeros(len(self.index))
        lp.row_lower_, lp.row_upper_ = (np.bincount(room.row, end, n_rows) for end in (ends.min(axis=1), ends.max(axis=1)))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = a.indptr, a.indices, a.data
        self.solver = highspy.Highs()
        for name, value in (("output_flag", False), ("threads", 1), ("presolve", "off"), ("solver", "simplex"),
                            ("simplex_strategy", 4)):
            self.solver.setOptionValue(name, value)
        self.solver.passModel(lp)
        self.all = np.arange(len(self.index), dtype=np.int32)
        self.cost = np.zeros(0, dtype=np.int32)
        self.hidden = np.zeros(n, dtype=bool)
        self.reach_low = self.reach_high = np.zeros(n)

    def meet(self, hidden: np.ndarray) -> None:
        """Ask of this pattern from now on."""
        self.hidden = hidden
        free = hidden[self.index]
        self.bounds = np.where(free, self.low[self.index], 0.0), np.where(free, self.high[self.index], 0.0)
        self.solver.changeColsBounds(len(self.all), self.all, *self.bounds)
        self.reach_low = self.reach_high = np.zeros(len(hidden))
        if self.known:
            tables = np.array(self.known)
            tables = tables[~np.any(tables[:, ~hidden] != 0, axis=1)]
            if len(tables):
                self.reach_low = np.minimum(0.0, tables.min(axis=0))
                self.reach_high = np.maximum(0.0, tables.max(axis=0))

    def solve(self, at: np.ndarray, cost: np.ndarray) -> bool:
        """Whether the cells ``at`` could be moved at the least ``cost``; the table found is kept."""
        self.solver.changeColsCost(len(self.cost), self.cost, np.zeros(len(self.cost)))
        self.cost = at.astype(np.int32)
        self.solver.changeColsCost(len(at), self.cost, cost)
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            # where it stood led nowhere: from the beginning, then
            self.solver.clearSolver()
            self.solver.run()
            if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return False
        deviation = np.array(self.solver.getSolution().col_value)
        table = np.zeros(len(self.hidden))
        table[self.index] = np.where(np.abs(deviation) < 1e-7, 0.0, np.round(deviation, 9))
        self.known.append(table)
        self.reach_low = np.minimum(self.reach_low, table)
        self.reach_high = np.maximum(self.reach_high, table)
        return True

    def reach(self, cell: int, sign: int) -> float:
        """How far the cell has been moved in that direction."""
        return self.reach_high[cell] if sign > 0 else -self.reach_low[cell]

    def push_together(self, cells: np.ndarray, sign: int, amounts: np.ndarray) -> None:
        """One table in which as many of ``cells`` as can be are ``amounts`` away from their true values."""
        at = self.position[cells].astype(np.int32)
        low, high = (b[at] for b in self.bounds)
        # none is asked to move further than is wanted of it: a little less may be found, and the matrix stays as it is
        ends = np.sort(np.column_stack([np.zeros(len(cells)), sign * np.minimum(amounts, sign * (high if sign > 0 else low))]), axis=1)
        self.solver.changeColsBounds(len(at), at, ends[:, 0].copy(), ends[:, 1].copy())
        self.solve(at, -sign / amounts)
        self.solver.changeColsBounds(len(at), at, low, high)

    def push(self, cells: list[int], sign: int) -> tuple[np.ndarray, np.ndarray]:
        """For each cell its furthest deviation in direction ``sign``, and the dual price of every relation."""
        best, prices = np.empty(len(cells)), np.zeros((len(cells), self.solver.getNumRow()))
        for i, cell in enumerate(cells):
            if not self.solve(self.position[[cell]], np.array([-float(sign)])):
                raise RuntimeError(f"the attacker's linear programme ended with {self.solver.getModelStatus()}")
            solution = self.solver.getSolution()
            best[i] = sign * solution.col_value[self.position[cell]]
            prices[i] = solution.row_dual
        return best, prices


def _gap(rounds: int) -> float:
    """How far above the proven least a pattern's cost may lie: more, the longer the proof has taken. By rounds, not seconds, so
    that a busy machine hides the same."""
    return next((gap for most, gap in ((3, 1e-3), (7, _GAP), (10, 2 * _GAP), (13, 4 * _GAP)) if rounds <= most), 1.0 - 1e-9)


def _key(row: np.ndarray, bound: float) -> bytes:
    return np.round(np.append(row, bound), 9).tobytes()


@dataclass(frozen=True)
class _Need:
    cell: int
    sign: int  # +1: must be able to grow by `amount`, -1: to shrink by it
    amount: float
    informed: bool  # against the attacker who reads the status


class _Part:
    """One connected component of the problem."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.p = problem
        self.n = len(problem.values)
        self.matrix = _matrix(problem.relations, self.n)
        x = problem.values.astype(float)
        naive = problem.naive if problem.naive is not None else np.array([np.zeros(self.n), np.full(self.n, BIG)])
        # "no bound" must at least allow the truth: rows of an extract outnumber BIG
        most = BIG if not self.n or x.max() < BIG else 2 * x.max()
        self.informed, self.naive = (
            (low - x, np.where(high >= BIG, most, high) - x) for low, high in ((problem.low, problem.high), naive))
        self.cand = np.flatnonzero(problem.candidate & ~problem.forced & ~problem.implicit)
        self.slot = {int(c): i for i, c in enumerate(self.cand)}
        self.always = problem.forced | problem.implicit
        rng = np.random.default_rng(seed)
        self.cost = problem.weight[self.cand] * (1 + 1e-4 * rng.random(len(self.cand)))
        self.cuts: list[tuple[np.ndarray, float, _Need | None]] = []
        self.seen: set[bytes] = set()
        slack = problem.implicit & ~problem.sensitive & (np.diff(self.matrix.tocsc().indptr) == 1)
        self.attacker, self.naive_attacker = (_Attacker(self.matrix, *known, slack) for known in (self.informed, self.naive))
        self.suspects: dict[tuple[int, int], None] = {}
        self.given_up: set[tuple[int, int, bool]] = set()
        self.short: set[int] = set()  # met in part only
        self.helpless: set[int] = set()
        self.least_cost = 0.0  # below which no pattern meets the cuts

    def add_cut(self, row: np.ndarray, bound: float, need: _Need | None) -> bool:
        """False: it stands already. ``need``: what asks for it."""
        key = _key(row, bound)
        if key in self.seen:
            return False
        self.seen.add(key)
        self.cuts.append((row, bound, need))
        return True

    def cut(self, need: _Need, prices: np.ndarray) -> bool | None:
        """Benders' cut from the attacker's duals: some cell that would loosen this bound must be hidden.

        True: a new cut; False: one that stands already; None: hiding any of the candidates would not help.
        """
        low, high = self.informed if need.informed else self.naive
        unit = np.zeros(self.n)
        unit[need.cell] = need.sign
        # the programme minimises, so its prices carry the opposite sign
        reduced = unit + self.matrix.T @ prices
        reduced[np.abs(reduced) < 1e-9] = 0
        gain = np.maximum(high * reduced, low * reduced)
        row, bound = np.minimum(gain[self.cand], need.amount), need.amount - gain[self.always].sum()
        if need.cell in self.slot:
            # a candidate must be protected only where it is hidden itself: its need moves to the left
            row[self.slot[need.cell]] = gain[need.cell] - need.amount
            bound -= need.amount
        else:
            row = np.minimum(row, max(bound, 0))
            if bound > _TOLERANCE and not np.any(row > _TOLERANCE):
                return None
        return self.add_cut(row, bound, need)

    def first_cuts(self, needs: list[_Need]) -> None:
        """In each sum that holds a small count the other hidden cells must have room for what it may gain or lose."""
        low, high = self.informed
        by_cell: dict[int, list[Relation]] = {}
        for relation in self.p.relations:
            for c in relation.cells:
                by_cell.setdefault(c, []).append(relation)
        for need in needs:
            if not need.informed:
                continue
            for relation in by_cell.get(need.cell, []):
                own = dict(zip(relation.cells, relation.coefficients))[need.cell]
                row, bound = np.zeros(len(self.cand)), need.amount * abs(own)
                for c, k in zip(relation.cells, relation.coefficients):
                    if c == need.cell:
                        continue
                    room = max(-k * need.sign * np.sign(own) * high[c], -k * need.sign * np.sign(own) * low[c], 0)
                    if self.always[c]:
                        bound -= room
                    elif c in self.slot:
                        row[self.slot[c]] = room
                if bound > _TOLERANCE:
                    self.add_cut(np.minimum(row, bound), bound, need)

    def never_alone(self) -> None:
        """In no sum may one cell alone be hidden: the sum would give it back. Implied by what the attacker finds out,
        and said at once, because it makes the master's proofs far shorter."""
        for relation in self.p.relations:
            sure = [c for c in relation.cells if self.always[c]]
            free = [self.slot[c] for c in relation.cells if c in self.slot]
            # a second hidden cell, or an implicit one, takes up what the first leaves
            if not free or len(sure) > 1 or (sure and not self.p.forced[sure[0]]):
                continue
            row = np.zeros(len(self.cand))
            row[free] = 1.0
            if sure:
                self.add_cut(row, 1.0, None)
            for cell in () if sure else free:
                alone = row.copy()
                alone[cell] = -1.0
                self.add_cut(alone, 0.0, None)

    def master(self, limit: float) -> np.ndarray | None:
        """The cheapest pattern that meets all cuts so far; None if there is none or time ran out."""
        if not len(self.cand):
            return None if any(b > _TOLERANCE for _, b, _ in self.cuts) else np.zeros(0)
        constraints = []
        if self.cuts:
            rows = np.array([r for r, _, _ in self.cuts])
            bounds = np.array([b for _, b, _ in self.cuts])
            scale = np.maximum(np.abs(rows).max(axis=1), 1e-9)
            constraints = [LinearConstraint(csr_matrix(rows / scale[:, None]), (bounds - _TOLERANCE) / scale, np.inf)]
        result = milp(self.cost, constraints=constraints, integrality=np.ones(len(self.cand)),
                      bounds=Bounds(0, 1), options={"time_limit": max(4 * limit, 0.05), "mip_rel_gap": _GAP})
        if result.x is None or result.status not in (0,):
            return None
        self.least_cost = result.mip_dual_bound
        return np.round(result.x)

    def needs(self) -> list[_Need]:
        top = self.p.min_cell - 1
        out = []
        for c in np.flatnonzero(self.p.sensitive):
            x = self.p.values[c]
            if x < top:
                out.append(_Need(int(c), 1, float(top - x), True))
            if x > 1:
                out.append(_Need(int(c), -1, float(x - 1), True))
        return out

    def violations(self, hidden: np.ndarray, needs: list[_Need]) -> list[tuple[_Need, np.ndarray]]:
        """Needs that the pattern leaves unmet (of some rounds not all), each with the prices that prove it."""
        found: list[tuple[_Need, np.ndarray]] = []
        if not hidden.any():
            return found
        attacker = self.attacker
        attacker.meet(hidden)

        def open_needs(group: list[_Need]) -> list[_Need]:
            return [n for n in group if attacker.reach(n.cell, n.sign) < n.amount - _TOLERANCE]

        def ask(group: list[_Need], sign: int) -> None:
            best, prices = attacker.push([n.cell for n in group], sign)
            for need, reached, price in zip(group, best, prices):
                if reached < need.amount - _TOLERANCE:
                    found.append((need, price))
                    self.suspects[(need.cell, need.sign)] = None

        # whatever was too well known in an earlier round is the likeliest to be so again
        for sign in (1, -1):
            again = open_needs([n for n in needs if n.sign == sign and (n.cell, sign) in self.suspects])
            for start in range(0, len(again), _FEW):
                ask(open_needs(again[start:start + _FEW]), sign)
                if found:
                    return found
        for sign in (1, -1):
            groups = [[n for n in needs if n.sign == sign]]
            while groups:
                group = open_needs(groups.pop())
                if len(group) > 2:
                    attacker.push_together(np.array([n.cell for n in group]), sign,
                                           np.array([n.amount for n in group]))
                    left = open_needs(group)
                    # whom one table does not serve together are asked again, fewer at a time
                    half = len(left) // 2 if len(left) > 0.7 * len(group) else len(left)
                    groups += [g for g in (left[half:], left[:half]) if g]
                elif group:
                    ask(group, sign)
                    if len(found) >= _FEW:
                        return found
        return found or self.naive_violations(hidden, attacker)

    def naive_violations(self, hidden: np.ndarray, attacker: _Attacker) -> list[tuple[_Need, np.ndarray]]:
        """The attacker who does not read the status: every hidden cell's interval is min_cell - 1 wide."""
        found: list[tuple[_Need, np.ndarray]] = []
        width = self.p.min_cell - 1
        naive = self.naive_attacker
        naive.meet(hidden)
        naive.reach_low = np.minimum(naive.reach_low, attacker.reach_low)
        naive.reach_high = np.maximum(naive.reach_high, attacker.reach_high)

        def narrow(group: list[int]) -> list[int]:
            return [c for c in group if naive.reach_high[c] - naive.reach_low[c] < width - _TOLERANCE
                    and c not in self.helpless]

        groups = [np.flatnonzero(hidden & (~self.p.implicit | self.p.sensitive)).tolist()]
        while groups:
            group = narrow(groups.pop())
            if len(group) > 2:
                cells = np.array(group)
                naive.push_together(cells, 1, width + naive.reach_low[cells])
                left = narrow(group)
                half = len(left) // 2 if len(left) > 0.7 * len(group) else len(left)
                groups += [g for g in (left[half:], left[:half]) if g]
            elif group:
                up, prices = naive.push(group, 1)
                if narrow(group):
                    down, _ = naive.push(group, -1)
                    found += [(_Need(c, 1, width - d, False), p) for c, u, d, p in zip(group, up, down, prices)
                              if u + d < width - _TOLERANCE]
        return found

    def solve(self, limit: float) -> tuple[np.ndarray, bool, list[int], int]:
        """(hidden, was the part coarsened, cells refused, rounds)."""
        started = time.thread_time()  # of this thread: neither a busy machine nor another part may change what is hidden
        needs = self.needs()
        self.first_cuts(needs)
        self.never_alone()
        rounds, asked = 0, False
        best: np.ndarray | None = None
        while True:
            rounds += 1
            left = limit - (time.thread_time() - started)
            choice = self.master(left) if left > 0 and rounds <= _MOST_ROUNDS else None
            if choice is None:
                if best is not None:
                    return self.pattern(best), False, sorted(self.helpless), rounds
                beyond = self.beyond_help(needs) if not asked and left > 0 else {}
                asked = True
                if not beyond:
                    return (*self.coarse(), rounds)
                needs = self.give_up(needs, beyond)
                continue
            progress, whole = False, True
            for _ in range(_MOST_REPAIRS):
                bad = self.violations(self.pattern(choice), needs)
                if not bad:
                    if whole or best is None or self.cost @ choice < self.cost @ best:
                        best = choice
                    break
                whole = False
                new = [(need, self.cut(need, prices)) for need, prices in bad]
                for need, cut in new:
                    if cut is None:
                        # with all that can be hidden hidden, the statuses alone (or an older release) say as much
                        self.given_up.add((need.cell, need.sign, need.informed))
                        if not need.informed:
                            self.helpless.add(need.cell)
                    progress |= cut is not False
                needs = [n for n in needs if (n.cell, n.sign, n.informed) not in self.given_up]
                if all(cut is False for _, cut in new):
                    break
                choice = self.repaired(choice)
            # the cheapest for the cuts, or one that is proven to be nearly as cheap
            if best is not None and (whole or self.cost @ best <= self.least_cost / (1 - _gap(rounds))):
                return self.pattern(best), False, sorted(self.helpless), rounds
            if not progress:
                return (self.pattern(best), False, sorted(self.helpless), rounds) if best is not None else (*self.coarse(), rounds)

    def pattern(self, choice: np.ndarray) -> np.ndarray:
        hidden = self.always.copy()
        hidden[self.cand[choice > 0.5]] = True
        return hidden

    def repaired(self, choice: np.ndarray) -> np.ndarray:
        """The choice with the cells that serve unmet cuts best for their cost, until all are met: often a pattern that
        protects, and cuts for the master where it does not yet."""
        choice = choice.copy()
        for row, bound, _ in reversed(self.cuts):
            while (lack := bound - row @ choice) > _TOLERANCE:
                use = np.where(choice > 0.5, 0.0, np.minimum(row, lack)) / self.cost
                at = int(np.argmax(use))
                if use[at] <= 0:
                    break  # only to be met by hiding less
                choice[at] = 1.0
        if not self.cuts:
            return choice
        rows, bounds = np.array([r for r, _, _ in self.cuts]), np.array([b for _, b, _ in self.cuts])
        met = rows @ choice - bounds
        for at in np.flatnonzero(choice > 0.5)[np.argsort(-self.cost[choice > 0.5], kind="stable")]:
            if np.all(met - rows[:, at] >= -_TOLERANCE):
                choice[at] = 0.0
                met = met - rows[:, at]
        return choice

    def beyond_help(self, needs: list[_Need]) -> dict[_Need, float]:
        """Needs that stay unmet with all hidden that can be (the statuses alone say as much, whatever is hidden), and how far
        they can then be met."""
        hidden = self.always.copy()
        hidden[self.cand] = True
        attacker = self.attacker
        attacker.meet(hidden)
        out: dict[_Need, float] = {}
        for sign in (1, -1):
            group = [n for n in needs if n.sign == sign and attacker.reach(n.cell, sign) < n.amount - _TOLERANCE]
            for start in range(0, len(group), _FEW):  # what is found for some may settle others
                asked = [n for n in group[start:start + _FEW] if attacker.reach(n.cell, sign) < n.amount - _TOLERANCE]
                best, _ = attacker.push([n.cell for n in asked], sign)
                out |= {n: float(reached) for n, reached in zip(asked, best) if reached < n.amount - _TOLERANCE}
        return out

    def give_up(self, needs: list[_Need], lost: dict[_Need, float]) -> list[_Need]:
        """The needs, of those ``lost`` as much as can be met; the cuts of the lost ones go."""
        self.short |= {n.cell for n in lost if n.informed}
        self.cuts = [cut for cut in self.cuts if cut[2] not in lost]
        self.seen = {_key(row, bound) for row, bound, _ in self.cuts}  # another need may ask for the same again
        less = [_Need(n.cell, n.sign, math.floor(reached + _TOLERANCE), n.informed) for n, reached in lost.items()]
        return [n for n in needs if n not in lost] + [n for n in less if n.amount >= 1]

    def coarse(self) -> tuple[np.ndarray, bool, list[int]]:
        """Hide all that can be hidden. With nothing shown but noughts, a reader who reads the statuses knows what
        they say and no more; what is too well known from the noughts alone is refused."""
        hidden = self.always.copy()
        hidden[self.cand] = True
        self.attacker.meet(hidden)
        bad = self.naive_violations(hidden, self.attacker)
        return hidden, True, sorted(self.helpless | {need.cell for need, _ in bad})


def components(problem: Problem) -> list[np.ndarray]:
    """Cells that hang together through relations, once the cells that are sure to be shown are taken as known."""
    n = len(problem.values)
    open_cell = problem.forced | problem.implicit | problem.candidate
    rows, cols = [], []
    for relation in problem.relations:
        live = [c for c in relation.cells if open_cell[c]]
        rows += live[:-1]
        cols += live[1:]
    graph = csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(n, n))
    _, label = connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
    # a hidden cell that stands in no sum can't be worked out at all; one whose sums are all printed beside it can
    summed = {c for relation in problem.relations for c in relation.cells}
    return [p for p in parts if len(p) and (len(p) > 1 or int(p[0]) in summed) and (
        problem.sensitive[p].any() or problem.forced[p].any())]


def suppress(problem: Problem, *, seed: int = 0, time_limit: float = 20.0) -> Pattern:
    """The cheapest pattern of hidden cells that protects every sensitive one.

    Where ``time_limit`` seconds of CPU (or 200 rounds) do not suffice for a connected part, it is hidden as a whole and listed in
    ``coarsened`` (the first cell of each such part). Ties are broken by ``seed``.
    """
    started = time.monotonic()
    hidden = problem.forced | problem.implicit
    pattern = Pattern(hidden.copy())
    touching: dict[int, list[int]] = {}
    for i, relation in enumerate(problem.relations):
        for c in relation.cells:
            touching.setdefault(c, []).append(i)

    def solved(part: np.ndarray) -> tuple[np.ndarray, bool, list[int], set[int], int]:
        wanted = {i for c in part for i in touching.get(int(c), [])}
        local = {int(c): i for i, c in enumerate(part)}
        relations = []
        for i in sorted(wanted):
            r = problem.relations[i]
            pairs = [(local[c], k) for c, k in zip(r.cells, r.coefficients) if c in local]
            relations.append(Relation(tuple(c for c, _ in pairs), tuple(k for _, k in pairs), r.name))
        sub = Problem(problem.values[part], problem.sensitive[part], problem.forced[part], problem.implicit[part],
                      problem.candidate[part], problem.weight[part], problem.low[part], problem.high[part],
                      tuple(relations), problem.min_cell, None if problem.naive is None else problem.naive[:, part])
        work = _Part(sub, seed)
        found, coarse, refused, rounds = work.solve(time_limit)
        return found, coarse, refused, work.short | {c for c, _, informed in work.given_up if informed}, rounds

    parts = components(problem)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        with ThreadPoolExecutor(_THREADS) as pool:
            # the longest first, or one thread is left with it at the end
            waiting = {i: pool.submit(solved, parts[i]) for i in sorted(range(len(parts)), key=lambda i: -len(parts[i]))}
    finally:
        sys.setswitchinterval(interval)
    for i, part in enumerate(parts):
        found, coarse, refused, told, rounds = waiting[i].result()
        pattern.hidden[part] = found
        pattern.rounds += rounds
        if coarse:
            pattern.coarsened.append(int(part[0]))
        pattern.refused += [int(part[c]) for c in refused]
        pattern.told += sorted({int(part[c]) for c in told})
    pattern.seconds = time.monotonic() - started
    return pattern
