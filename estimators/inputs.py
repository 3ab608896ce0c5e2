"""Checks of the arguments that every comparison of two arms shares: the arm, a matrix, names, weights.

They refuse by name and count, never with a person's value (see :mod:`estimators.errors`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from estimators.errors import EstimatorRefusal

__all__ = [
    "BoolArray",
    "FloatMatrix",
    "as_arm",
    "as_matrix",
    "as_names",
    "as_row_weights",
    "blocks",
    "require_both_arms",
    "rows_of",
    "side_by_side",
]

BoolArray = NDArray[np.bool_]
FloatMatrix = NDArray[np.float64]
BLOCK_ROWS = 4096  # a block of so many rows of the usual widths stays in the cache while it is worked on


def blocks(n: int) -> Iterator[slice]:
    """The rows of a tall matrix block by block: several steps on one block pass through memory once."""
    for start in range(0, n, BLOCK_ROWS):
        yield slice(start, min(start + BLOCK_ROWS, n))


def rows_of(mask: BoolArray) -> slice | BoolArray:
    """The rows of a mask as a slice where they lie in one piece (as the arms' mostly do): then taking them copies nothing."""
    at = np.flatnonzero(mask)
    if at.size and at[-1] - at[0] + 1 == at.size:
        return slice(int(at[0]), int(at[-1]) + 1)
    return mask


def side_by_side(parts: Sequence[FloatMatrix]) -> FloatMatrix:
    """Matrices (n, p_j) as one (n, sum p_j)."""
    out = np.empty((parts[0].shape[0], sum(part.shape[1] for part in parts)))
    for block in blocks(len(out)):
        np.concatenate([part[block] for part in parts], axis=1, out=out[block])
    return out


def as_arm(arm: ArrayLike, length: int | None = None) -> BoolArray:
    """Return the arm as booleans, True for LEAD. Accepts booleans or the numbers 0 and 1.

    Raises
    ------
    EstimatorRefusal
        ``shape_mismatch``, ``arm_not_binary``.
    """
    values = np.asarray(arm)
    if values.ndim != 1 or (length is not None and values.shape[0] != length):
        wanted = "a vector" if length is None else f"a vector of length {length}"
        raise EstimatorRefusal("shape_mismatch", f"arm has shape {values.shape}, expected {wanted}.")
    if values.dtype == bool:
        return values
    if values.dtype.kind in "iuf":
        lead = values == 1
        if (lead | (values == 0)).all():
            return lead
    raise EstimatorRefusal("arm_not_binary", "arm must hold booleans, or the numbers 0 and 1.")


def require_both_arms(arm: BoolArray) -> tuple[int, int]:
    """Return (LEAD rows, comparison rows); refuse ``arm_empty`` when either is zero."""
    n_lead = int(arm.sum())
    n_comparison = int(arm.size - n_lead)
    if n_lead == 0 or n_comparison == 0:
        empty = "LEAD" if n_lead == 0 else "comparison"
        raise EstimatorRefusal(
            "arm_empty", f"The {empty} arm has no rows ({n_lead} LEAD, {n_comparison} comparison)."
        )
    return n_lead, n_comparison


def as_matrix(values: ArrayLike, name: str, length: int | None = None) -> FloatMatrix:
    """Return a finite float matrix (n, k); a vector becomes one column.

    Raises
    ------
    EstimatorRefusal
        ``shape_mismatch``, ``not_numeric``, ``{name}_not_finite`` (names the columns by number).
    """
    try:
        matrix = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise EstimatorRefusal("not_numeric", f"{name} holds something that is not a number.") from None
    if matrix.ndim == 1:
        matrix = matrix[:, None]
    if matrix.ndim != 2 or (length is not None and matrix.shape[0] != length):
        wanted = "a matrix" if length is None else f"{length} rows"
        raise EstimatorRefusal("shape_mismatch", f"{name} has shape {matrix.shape}, expected {wanted}.")
    # a sum is finite when all its terms are (or overflows): one pass without a temporary of the matrix's size
    with np.errstate(over="ignore", invalid="ignore"):
        if matrix.size and not np.isfinite(np.ones(matrix.shape[0]) @ matrix).all():
            finite = np.isfinite(matrix)
            if not finite.all():
                columns = ", ".join(str(j) for j in np.flatnonzero(~finite.all(axis=0))[:8])
                raise EstimatorRefusal(
                    f"{name}_not_finite",
                    f"{int(matrix.size - finite.sum())} values of {name} are not finite "
                    f"(column number {columns}).",
                )
    return matrix


def as_names(names: Sequence[str] | None, count: int, stem: str) -> tuple[str, ...]:
    """Return ``count`` column names, made from ``stem`` when None."""
    if names is None:
        return tuple(f"{stem}{j}" for j in range(count))
    if len(names) != count:
        raise EstimatorRefusal(
            "shape_mismatch", f"{len(names)} names were given for {count} columns of {stem}."
        )
    return tuple(str(name) for name in names)


def as_row_weights(weights: ArrayLike | None, length: int) -> FloatMatrix | None:
    """Return finite non-negative row weights, or None for "all equal".

    Raises
    ------
    EstimatorRefusal
        ``shape_mismatch``, ``weights_not_finite``, ``weights_negative``.
    """
    if weights is None:
        return None
    vector = np.asarray(weights, dtype=np.float64)
    if vector.shape != (length,):
        raise EstimatorRefusal("shape_mismatch", f"weights have shape {vector.shape}, expected ({length},).")
    if not np.isfinite(vector).all():
        bad = int((~np.isfinite(vector)).sum())
        raise EstimatorRefusal("weights_not_finite", f"{bad} of {length} weights are not finite.")
    if (vector < 0).any():
        raise EstimatorRefusal(
            "weights_negative", f"{int((vector < 0).sum())} of {length} weights are negative."
        )
    return vector
