"""Entropy balancing of the comparison rows to the LEAD rows (estimand: the effect on the treated, ATT).

Among all weights of the comparison rows that give every column of X the LEAD mean, entropy balancing takes
the ones closest (Kullback-Leibler) to the base weights q. They have the form

    w_i = q_i exp(-z_i' lambda) / sum_j q_j exp(-z_j' lambda),        z_i = (x_i - mean_LEAD) / sd_LEAD,

and lambda minimises the smooth convex dual  L(lambda) = log sum_j q_j exp(-z_j' lambda) + ridge/2
|lambda|^2  with gradient  -sum_i w_i z_i + ridge lambda  and Hessian  cov_w(z) + ridge I,  solved by
Newton's method with a line search. With ridge = 0 the balance is exact.

Where no weights balance exactly (the LEAD mean lies outside the convex hull of the comparison rows) the
dual has no minimum. That is proven during the iteration, not guessed: a lambda with z_i' lambda > 0 for
every row is a separating plane. Then the dual is ridged, and the result says so (``ridge > 0``,
``converged`` False).

Source: J. Hainmueller, Political Analysis 20 (2012) 25-46; the variance that includes the estimation of
the weights is the stacked estimating equations of Q. Zhao & D. Percival, J. Causal Inference 5 (2017),
written as a weighted least squares projection (:meth:`EntropyBalance.correct`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from estimators.errors import EstimatorRefusal
from estimators.gram import BLOCK, solve_symmetric, sweep_columns, weighted_gram
from estimators.inputs import (
    BoolArray,
    FloatMatrix,
    as_arm,
    as_matrix,
    as_names,
    as_row_weights,
    blocks,
    require_both_arms,
    rows_of,
)
from estimators.memo import Memo

__all__ = ["EntropyBalance", "entropy_balance"]

TOLERANCE = 1e-10  # largest imbalance of a solved balance, in LEAD standard deviations
RIDGES = tuple(10.0 ** (-k / 2) for k in range(0, 11))  # 1 ... 1e-5, tried where exact balance is infeasible
SUBSAMPLE = 40_000  # a strided subsample gives the starting point of a large problem
_SOLVED: Memo[tuple[FloatMatrix, float, int]] = Memo()


@dataclass(frozen=True)
class EntropyBalance:
    """Weights of an entropy balance, its diagnostics, and what its variance needs.

    ``weights`` (n,) are the base weights in LEAD rows; comparison rows sum to the same total (ATT scale).
    ``smd`` (p,) is (LEAD mean - weighted comparison mean) / SD of the LEAD rows (of the comparison rows
    where LEAD has none) for every column of X, dropped ones included; ``max_abs_smd`` its largest absolute
    value. ``converged``: the balance is exact (all of ``smd`` within the tolerance). ``ridge`` > 0: exact
    balance was infeasible, or a ridge was asked for. ``positivity_failures``: columns whose LEAD mean no
    weighting can reach (a level found in the LEAD arm alone, or a mean beyond the comparison's range).
    ``comparison_only``: columns that only a zero weight can balance (a level that no LEAD row has):
    ``n_zeroed`` comparison rows got weight 0. ``dropped``: (column, reason) of columns that carry nothing
    (constant, collinear with earlier ones). ``ess`` = (sum w)^2 / sum w^2 of the comparison rows.
    """

    kind: str
    arm: BoolArray
    weights: FloatMatrix
    names: tuple[str, ...]
    smd: FloatMatrix
    max_abs_smd: float
    converged: bool
    ridge: float
    iterations: int
    ess: float
    ess_lead: float
    max_weight_share: float
    n_lead: int
    n_comparison: int
    n_zeroed: int
    dropped: tuple[tuple[str, str], ...]
    positivity_failures: tuple[str, ...]
    comparison_only: tuple[str, ...]
    coefficients: FloatMatrix
    z_lead: FloatMatrix = field(repr=False)
    z_active: FloatMatrix = field(repr=False)
    active: FloatMatrix = field(repr=False)

    @property
    def ess_comparison(self) -> float:
        """Effective sample size of the comparison rows (the name that all weightings share)."""
        return self.ess

    def correct(self, lead: FloatMatrix, comparison: FloatMatrix) -> tuple[FloatMatrix, FloatMatrix]:
        """Influences of two arms' statistics with the estimation of the weights included.

        ``lead`` (n1, k): influence of the LEAD statistic on the LEAD rows. ``comparison`` (n0, k):
        influence of the comparison statistic on the comparison rows with the weights taken as known,
        already times the (normalised) weight. Both scaled so that the variance is the sum of squares.
        Returns two (n, k) arrays in row order:

            beta = (Z'WZ + ridge)^-1 Z' comparison
            comparison rows: comparison_i - w_i (z_i - mean_w z) beta
            LEAD rows:       (z_i - mean_LEAD z) beta b_i / sum b

        Any statistic that does not change when all comparison weights are multiplied by a constant may be
        passed: a mean, a cumulative incidence, a mean cumulative function, a cost.
        """
        arm = self.arm
        lead_rows = rows_of(arm)
        k = comparison.shape[1]
        full_lead = np.zeros((arm.size, k))
        full_lead[lead_rows] = lead
        full_comparison = np.zeros((arm.size, k))
        w, mean, hessian = self.projection
        z = self.z_active
        active = comparison[rows_of(self.active)]
        # the intercept's part: the sum is zero for a scale-free statistic up to rounding
        excess = active.sum(axis=0)
        beta = solve_symmetric(hessian, z.T @ active - np.outer(mean, excess)) if z.shape[1] else np.zeros((0, k))
        excess -= mean @ beta
        places = np.flatnonzero(~arm)[self.active]
        # (in blocks: of millions of rows the temporaries are what costs)
        for block in blocks(len(active)):
            fitted = z[block] @ beta
            fitted += excess
            fitted *= w[block, None]
            full_comparison[places[block]] = active[block] - fitted
        if z.shape[1] == 0:
            return full_lead, full_comparison
        share = self.weights[arm] / self.weights[arm].sum()
        centred = self.z_lead @ beta
        full_comparison[lead_rows] = (centred - share @ centred) * share[:, None]
        return full_lead, full_comparison

    @cached_property
    def projection(self) -> tuple[FloatMatrix, FloatMatrix, FloatMatrix]:
        """What every outcome is projected by: normalised weights of the active rows, mean of z, Hessian with its ridge."""
        w = self.weights[~self.arm][self.active]
        w = w / w.sum()
        mean = w @ self.z_active
        hessian = weighted_gram(self.z_active, w) - np.outer(mean, mean)
        hessian.flat[:: len(hessian) + 1] += self.ridge
        return w, mean, hessian

    def leverage(self) -> FloatMatrix:
        """Leverage h_i in [0, 1) of the comparison rows (n0,) in the weighted projection of
        :meth:`correct`.
        """
        w, mean, hessian = self.projection
        h = np.zeros(self.n_comparison)
        if self.z_active.shape[1] == 0:
            h[self.active] = w
            return h
        inverse = solve_symmetric(hessian, np.eye(len(mean)))
        centred = self.z_active - mean
        h[self.active] = np.clip(w * (1.0 + np.einsum("ij,ij->i", centred @ inverse, centred)), 0.0, 1.0)
        return h


def entropy_balance(
    X: ArrayLike,
    arm: ArrayLike,
    *,
    names: Sequence[str] | None = None,
    base_weights: ArrayLike | None = None,
    ridge: float | None = None,
    if_infeasible: Literal["ridge", "refuse"] = "ridge",
    tolerance: float = TOLERANCE,
    max_iterations: int = 100,
) -> EntropyBalance:
    """Balance the comparison rows' means of the columns of ``X`` (n, p) to those of the LEAD rows.

    Parameters
    ----------
    X
        (n, p) columns to balance, any scale and origin: they are standardised, so that the result does not
        depend on either. Constant columns and exact linear combinations of earlier ones are dropped with a
        note.
    arm
        (n,) True for LEAD.
    base_weights
        (n,) q, ones when None. In the LEAD rows they define the target mean. Rows of weight zero count for
        nothing.
    ridge
        None: exact balance, and where that is infeasible the ridge of ``RIDGES`` with the least
        max_abs_smd^2 + 1/ESS (worst-case squared bias plus variance, both for an outcome of unit
        variance). A number: that ridge from the start, 0 for none.
    if_infeasible
        ``"refuse"`` raises ``balance_infeasible`` instead of ridging.

    Raises
    ------
    EstimatorRefusal
        ``X_not_finite``, ``arm_empty``, ``arm_not_binary``, ``weights_not_finite``, ``weights_negative``,
        ``weights_zero`` (an arm without positive weight), ``balance_infeasible``, ``shape_mismatch``.
    """
    matrix = as_matrix(X, "X")
    n, p = matrix.shape
    lead_rows = as_arm(arm, n)
    n_lead, n_comparison = require_both_arms(lead_rows)
    labels = as_names(names, p, "x")
    base = as_row_weights(base_weights, n)
    if ridge is not None and not (np.isfinite(ridge) and ridge >= 0):
        raise EstimatorRefusal("ridge_not_valid", "The ridge must be a finite number that is not negative.")

    b_lead = np.ones(n_lead) if base is None else base[lead_rows]
    q = np.ones(n_comparison) if base is None else base[~lead_rows]
    for total, label in ((b_lead.sum(), "LEAD"), (q.sum(), "comparison")):
        if total <= 0:
            raise EstimatorRefusal("weights_zero", f"No {label} row has a positive base weight.")

    x_lead, x_comparison = matrix[rows_of(lead_rows)], matrix[rows_of(~lead_rows)]
    share = b_lead / b_lead.sum()
    centre = share @ x_lead
    scale = _scale(x_lead, share, x_comparison, q / q.sum())
    z_lead = _standardise(x_lead, centre, scale)
    z = _standardise(x_comparison, centre, scale)

    active, failures, comparison_only, dropped = _support(z, q, labels, np.ptp(x_lead, axis=0) == 0)
    z_active = z[active] if not active.all() else z
    q_active = q[active]
    q_active = q_active / q_active.sum()
    settled = {name for name, _ in dropped} | set(failures) | set(comparison_only)
    candidates = [j for j in range(p) if labels[j] not in settled]
    kept, collinear, contradictory = _independent(z_active, q_active, candidates)
    dropped += [(labels[j], "collinear") for j in collinear]
    failures += [labels[j] for j in contradictory]
    zk = z_active[:, kept] if len(kept) < p else z_active

    lam, used_ridge, iterations = _SOLVED(
        lambda: _solve_with_ridge(
            zk, q_active, ridge, bool(failures), if_infeasible, tolerance, max_iterations
        ),
        *(zk, q_active, ridge, bool(failures), if_infeasible, tolerance, max_iterations),
    )
    # the weights that the solver ended with: the same sum at the same point
    w = _evaluate(zk, np.log(q_active), lam, used_ridge)[1]

    smd = -(w @ z_active)
    max_abs_smd = float(np.abs(smd).max()) if p else 0.0
    weights = np.empty(n)
    weights[lead_rows] = b_lead
    row_weights = np.zeros(n_comparison)
    row_weights[active] = w * b_lead.sum()
    weights[~lead_rows] = row_weights
    return EntropyBalance(
        kind="entropy_balance",
        arm=lead_rows,
        weights=weights,
        names=labels,
        smd=smd,
        max_abs_smd=max_abs_smd,
        converged=bool(max_abs_smd <= max(10 * tolerance, 1e-8)),
        ridge=float(used_ridge),
        iterations=iterations,
        ess=float(1.0 / (w @ w)),
        ess_lead=float(1.0 / (share @ share)),
        max_weight_share=float(w.max()),
        n_lead=n_lead,
        n_comparison=n_comparison,
        n_zeroed=int(n_comparison - active.sum()),
        dropped=tuple(dropped),
        positivity_failures=tuple(failures),
        comparison_only=tuple(comparison_only),
        coefficients=lam,
        z_lead=z_lead[:, kept] if len(kept) < p else z_lead,
        z_active=zk,
        active=active,
    )


# ---------------------------------------------------------------------------------------------------------


def _scale(x_lead: FloatMatrix, share: FloatMatrix, x_comparison: FloatMatrix, q: FloatMatrix) -> FloatMatrix:
    """SD of each column among the LEAD rows, of the comparison rows where that is zero, else one."""
    mean = share @ x_lead
    n_eff = 1.0 / (share @ share)
    bessel = n_eff / (n_eff - 1.0) if n_eff > 1.0 else 1.0
    sd = np.sqrt(np.maximum(share @ (x_lead - mean) ** 2, 0.0) * bessel)
    sd[np.ptp(x_lead, axis=0) == 0] = 0.0
    flat = np.flatnonzero(sd == 0)
    for j in flat:
        column = x_comparison[:, j]
        sd[j] = 0.0 if np.ptp(column) == 0 else float(np.sqrt(q @ (column - q @ column) ** 2))
    # both arms constant: any positive unit will do, the difference of the constants is what is reported
    both = sd == 0
    sd[both] = np.maximum(np.abs(mean[both]), 1.0)
    return sd


def _standardise(x: FloatMatrix, centre: FloatMatrix, scale: FloatMatrix) -> FloatMatrix:
    out = np.empty(x.shape)
    for start in range(0, x.shape[0], BLOCK):
        stop = start + BLOCK
        np.subtract(x[start:stop], centre, out=out[start:stop])
        out[start:stop] /= scale
    return out


def _support(
    z: FloatMatrix, q: FloatMatrix, labels: tuple[str, ...], lead_constant: BoolArray
) -> tuple[BoolArray, list[str], list[str], list[tuple[str, str]]]:
    """Compare each column's target (0) with the comparison's range, until nothing changes any more.

    Target outside the range: a positivity failure. Target on the range's edge: only rows on that edge can
    carry weight, the rest are set to zero (the exact solution lies there). Both constant and equal:
    nothing to balance.
    """
    active = q > 0
    failures: list[str] = []
    edges: list[str] = []
    dropped: list[tuple[str, str]] = []
    todo = list(range(z.shape[1]))
    slack = 1e-12
    changed = True
    while changed:
        changed = False
        part = z if active.all() else z[active]
        low = part.min(axis=0) if part.size else np.zeros(z.shape[1])
        high = part.max(axis=0) if part.size else np.zeros(z.shape[1])
        for j in list(todo):
            if high[j] < -slack or low[j] > slack:
                failures.append(labels[j])
            elif high[j] - low[j] <= slack:
                dropped.append((labels[j], "constant"))
            elif (abs(high[j]) <= slack or abs(low[j]) <= slack) and lead_constant[j]:
                fewer = active & (np.abs(z[:, j]) <= slack)
                if fewer.any():
                    edges.append(labels[j])
                    active = fewer
                    changed = True
                else:  # the rows that this column leaves are those that an earlier one took away
                    failures.append(labels[j])
            else:
                continue
            todo.remove(j)
    return active, failures, edges, dropped


def _independent(
    z: FloatMatrix, q: FloatMatrix, candidates: list[int]
) -> tuple[list[int], list[int], list[int]]:
    """Sort columns into independent, collinear with a consistent target, collinear with a contradictory one.

    Column order decides which of a set stays (the earlier). A contradictory column is fixed by the others in
    every comparison row, but its LEAD mean is not what they imply: no weights can reach it.
    """
    if not candidates:
        return [], [], []
    part = z[:, candidates] if len(candidates) < z.shape[1] else z
    mean = q @ part
    covariance = weighted_gram(part, q) - np.outer(mean, mean)
    kept, residual = sweep_columns(covariance, mean)
    independent = set(kept)
    collinear: list[int] = []
    contradictory: list[int] = []
    for j, column in enumerate(candidates):
        if j in independent:
            continue
        # the LEAD target of every column is 0, so a consistent combination has a residual mean of 0
        spread = float(np.sqrt(max(covariance[j, j], 0.0)))
        (collinear if abs(residual[j]) <= 1e-6 * max(1.0, spread) else contradictory).append(column)
    return [candidates[j] for j in kept], collinear, contradictory


# ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Solution:
    lam: FloatMatrix
    w: FloatMatrix
    solved: bool
    iterations: int


def _evaluate(
    z: FloatMatrix, log_q: FloatMatrix, lam: FloatMatrix, ridge: float
) -> tuple[float, FloatMatrix, FloatMatrix]:
    """Dual value, normalised weights, z @ lam."""
    eta = z @ lam
    exponent = log_q - eta
    shift = float(exponent.max())
    exponent -= shift
    w = np.exp(exponent, out=exponent)
    total = float(w.sum())
    w /= total
    return float(np.log(total) + shift + 0.5 * ridge * (lam @ lam)), w, eta


def _newton(
    z: FloatMatrix,
    q: FloatMatrix,
    ridge: float,
    tolerance: float,
    max_iterations: int,
    start: FloatMatrix | None = None,
) -> _Solution:
    """Newton with backtracking on the dual. ``solved`` False: infeasible, or no convergence."""
    p = z.shape[1]
    lam = np.zeros(p) if start is None else start.copy()
    log_q = np.log(q)
    value, w, eta = _evaluate(z, log_q, lam, ridge)
    for iteration in range(1, max_iterations + 1):
        mean = w @ z
        gradient = ridge * lam - mean
        size = float(np.abs(gradient).max()) if p else 0.0
        if size <= tolerance:
            return _Solution(lam, w, True, iteration - 1)
        if ridge == 0.0 and (eta.min() > 0.0 or np.ptp(eta) > 600.0):
            # a separating plane: the LEAD mean lies outside the hull of the comparison rows (or on its edge)
            return _Solution(lam, w, False, iteration)
        hessian = weighted_gram(z, w) - np.outer(mean, mean)
        hessian.flat[:: len(hessian) + 1] += ridge + 1e-15
        step = -solve_symmetric(hessian, gradient)
        slope = float(gradient @ step)
        if not slope < 0:
            step, slope = -gradient, -float(gradient @ gradient)
        length = 1.0
        for _ in range(60):
            trial = lam + length * step
            new_value, new_w, new_eta = _evaluate(z, log_q, trial, ridge)
            if new_value <= value + 1e-4 * length * slope or (
                # at the floor of rounding the value can't fall any more: judge by the gradient
                abs(slope) < 1e-10 and np.abs(ridge * trial - new_w @ z).max() < size
            ):
                break
            length *= 0.5
        else:
            return _Solution(lam, w, size <= 1e-8, iteration)
        lam, value, w, eta = trial, new_value, new_w, new_eta
    return _Solution(lam, w, bool(np.abs(ridge * lam - w @ z).max() <= tolerance), max_iterations)


def _warm_start(z: FloatMatrix, q: FloatMatrix, tolerance: float) -> FloatMatrix | None:
    """A start for a large problem from every k-th row. It saves passes; the answer does not depend on it."""
    stride = z.shape[0] // SUBSAMPLE
    if stride < 4:
        return None
    part = np.ascontiguousarray(z[::stride])
    weight = q[::stride]
    solution = _newton(part, weight / weight.sum(), 0.0, max(tolerance, 1e-6), 30)
    return solution.lam if solution.solved else None


def _solve_with_ridge(
    z: FloatMatrix,
    q: FloatMatrix,
    ridge: float | None,
    has_failures: bool,
    if_infeasible: str,
    tolerance: float,
    max_iterations: int,
) -> tuple[FloatMatrix, float, int]:
    """Exact solution where there is one, else the best ridge. Returns lambda, ridge, iterations."""
    if has_failures and if_infeasible == "refuse":
        raise EstimatorRefusal(
            "balance_infeasible", "A column's LEAD mean lies beyond what any comparison rows can give."
        )
    if z.shape[1] == 0:
        return np.zeros(0), 0.0, 0
    if ridge is not None:
        solution = _newton(z, q, ridge, tolerance, max_iterations)
        if ridge == 0.0 and not solution.solved and if_infeasible == "refuse":
            raise EstimatorRefusal("balance_infeasible", "No weights of the comparison rows balance exactly.")
        return solution.lam, ridge, solution.iterations
    start = _warm_start(z, q, tolerance)
    solution = _newton(z, q, 0.0, tolerance, max_iterations, start)
    iterations = solution.iterations
    if solution.solved:
        return solution.lam, 0.0, iterations
    if if_infeasible == "refuse":
        raise EstimatorRefusal("balance_infeasible", "No weights of the comparison rows balance exactly.")
    best: tuple[float, float, _Solution] | None = None
    warm: FloatMatrix | None = None
    for candidate in RIDGES:
        attempt = _newton(z, q, candidate, tolerance, max_iterations, warm)
        iterations += attempt.iterations
        if not attempt.solved:
            continue
        warm = attempt.lam
        loss = float(np.abs(attempt.w @ z).max() ** 2 + attempt.w @ attempt.w)
        if best is None or loss < best[0]:
            best = (loss, candidate, attempt)
    if best is None:
        raise EstimatorRefusal("balance_infeasible", "Not even a ridged balance could be solved.")
    return best[2].lam, best[1], iterations
