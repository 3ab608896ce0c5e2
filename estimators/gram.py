"""Weighted Gram matrices by blocks of rows, and which of their columns are linearly independent."""

from __future__ import annotations

import numpy as np

from estimators.inputs import FloatMatrix

__all__ = ["COLLINEAR", "solve_symmetric", "sweep_columns", "weighted_gram"]

BLOCK = 8192  # rows a block: 25 columns of doubles stay in the second-level cache
SINGLE_THREAD = 262_144  # multiply-adds below which OpenBLAS keeps to one thread
COLLINEAR = 1e-9  # 1 - R^2 of a column on the earlier ones below which it carries nothing of its own


def weighted_gram(z: FloatMatrix, w: FloatMatrix) -> FloatMatrix:
    """Z' diag(w) Z (p, p) of rows (n, p) with weights w >= 0 (n,).

    Rows are multiplied in slices too small for BLAS to split over threads: on a busy machine its threads wait
    for each other far longer than they compute (measured: 0.06 s became 11 s).
    """
    n, p = z.shape
    out = np.zeros((p, p))
    root = np.sqrt(w)
    depth = min(SINGLE_THREAD // max(p * p, 1), BLOCK) // 8 * 8
    if depth < 8 or n < depth:
        for start in range(0, n, BLOCK):
            block = z[start : start + BLOCK] * root[start : start + BLOCK, None]
            out += block.T @ block
        return out
    size = BLOCK // depth * depth
    whole = n // depth * depth
    for start in range(0, whole, size):
        stop = min(start + size, whole)
        block = (z[start:stop] * root[start:stop, None]).reshape(-1, depth, p)
        out += np.matmul(block.transpose(0, 2, 1), block).sum(axis=0)
    rest = z[whole:] * root[whole:, None]
    out += rest.T @ rest
    return out


def solve_symmetric(matrix: FloatMatrix, right: FloatMatrix) -> FloatMatrix:
    """Solve a symmetric positive semi-definite system; the least-norm answer where it is singular."""
    try:
        answer = np.linalg.solve(matrix, right)
        if np.isfinite(answer).all():
            return answer
    except np.linalg.LinAlgError:
        pass
    return np.linalg.pinv(matrix, rcond=1e-12, hermitian=True) @ right


def sweep_columns(covariance: FloatMatrix, mean: FloatMatrix) -> tuple[list[int], FloatMatrix]:
    """Independent columns in their order (of a dependent set the earlier stay), and the residual means (p,).

    ``covariance`` (p, p) and ``mean`` (p,) are those of the columns. The residual of a dependent column on
    the earlier ones is the same constant in every row: its residual mean.
    """
    rest = covariance.copy()
    residual = mean.astype(np.float64).copy()
    variance = np.diag(covariance).copy()
    kept: list[int] = []
    for j in range(rest.shape[0]):
        # the running diagonal is what column j has left after the earlier independent ones
        if rest[j, j] > COLLINEAR * max(variance[j], 1e-300):
            kept.append(j)
            column = rest[:, j] / rest[j, j]
            at = residual[j]
            rest[j + 1 :, j + 1 :] -= column[j + 1 :, None] * rest[j, j + 1 :]
            residual[j + 1 :] -= column[j + 1 :] * at
    return kept, residual
