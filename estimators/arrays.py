"""Checks of array arguments and sums by cluster, shared by the estimators.

Every check refuses by name (:class:`~estimators.errors.EstimatorRefusal`) with the name of the argument and a
count, never with a value that belongs to a person.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from estimators.errors import EstimatorRefusal

__all__ = [
    "FloatArray",
    "IntArray",
    "as_float_vector",
    "as_weights",
    "cluster_codes",
    "cluster_sums",
    "clustered_covariance",
    "clustered_std_error",
    "count_distinct",
]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

Z95 = 1.959963984540054  # the contract's normal quantile of a 95 % interval


def as_float_vector(values: ArrayLike, name: str, length: int | None = None) -> FloatArray:
    """Return ``values`` as a finite float vector of the stated length.

    Raises
    ------
    EstimatorRefusal
        ``shape_mismatch`` (not one-dimensional, or of another length), ``not_numeric``,
        ``{name}_not_finite``.
    """
    try:
        vector = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise EstimatorRefusal("not_numeric", f"{name} holds something that is not a number.") from None
    if vector.ndim != 1 or (length is not None and vector.shape[0] != length):
        wanted = "a vector" if length is None else f"a vector of length {length}"
        raise EstimatorRefusal("shape_mismatch", f"{name} has shape {vector.shape}, expected {wanted}.")
    finite = np.isfinite(vector)
    if not finite.all():
        bad = int(vector.size - finite.sum())
        raise EstimatorRefusal(
            f"{name}_not_finite", f"{bad} of {vector.size} values of {name} are not finite."
        )
    return vector


def as_weights(weights: ArrayLike | None, length: int) -> FloatArray:
    """Return non-negative finite weights (ones when None) of which at least one is positive.

    Raises
    ------
    EstimatorRefusal
        ``weights_not_finite``, ``weights_negative``, ``weights_zero`` (none is positive), ``shape_mismatch``.
    """
    if weights is None:
        return np.ones(length)
    vector = as_float_vector(weights, "weights", length)
    negative = int((vector < 0).sum())
    if negative:
        raise EstimatorRefusal("weights_negative", f"{negative} of {length} weights are negative.")
    if not (vector > 0).any():
        raise EstimatorRefusal("weights_zero", f"None of the {length} weights is positive.")
    return vector


def cluster_codes(cluster: ArrayLike | None, length: int) -> tuple[IntArray, int]:
    """Return codes 0..G-1 of the cluster labels and G; every row is its own cluster when None.

    Labels only name groups: nothing depends on their order or value.
    """
    if cluster is None:
        return np.arange(length, dtype=np.int64), length
    labels = np.asarray(cluster)
    if labels.shape != (length,):
        raise EstimatorRefusal("shape_mismatch", f"cluster has shape {labels.shape}, expected ({length},).")
    if labels.dtype.kind == "f" and not np.isfinite(labels).all():
        raise EstimatorRefusal("cluster_missing", "A cluster label is missing.")
    if labels.dtype.kind == "O" and any(label is None for label in labels):
        raise EstimatorRefusal("cluster_missing", "A cluster label is missing.")
    if labels.dtype.kind in "iu" and length:
        low, high = int(labels.min()), int(labels.max())
        if high - low <= 4 * length + 1024:
            # dense integer ids (the usual case): counting is ten times faster than sorting
            shifted = (labels - low).astype(np.int64)
            used = np.zeros(high - low + 1, dtype=bool)
            used[shifted] = True
            code_of = np.cumsum(used) - 1
            return code_of[shifted], int(used.sum())
    distinct, codes = np.unique(labels, return_inverse=True)
    return codes.astype(np.int64).reshape(length), int(distinct.size)


def cluster_sums(influence: FloatArray, codes: IntArray, n_clusters: int) -> FloatArray:
    """Sum the rows of ``influence`` (n,) or (n, k) within clusters: returns (G,) or (G, k)."""
    if influence.ndim == 1:
        return np.bincount(codes, weights=influence, minlength=n_clusters)
    # one pass over the rows as they lie, each a column of the sparse matrix with one entry (so that nothing has to be sorted);
    # the sums are those of a count by column, to the last bit
    member = sparse.csc_array((np.ones(codes.size), codes, np.arange(codes.size + 1)), shape=(n_clusters, codes.size))
    return member @ influence


def count_distinct(codes: IntArray) -> int:
    """How many different codes (n,) >= 0 there are. (``np.unique`` takes fifty times as long at half a million.)"""
    return int(np.count_nonzero(np.bincount(codes)))


def clustered_covariance(influence: ArrayLike, cluster: ArrayLike | None = None) -> FloatArray:
    """Covariance (k, k) of estimates from their rows' influences (n, k): sum over clusters of outer products.

    This is the infinitesimal-jackknife (sandwich) form of R's ``survival``: **no** G/(G-1) factor. A caller
    that compares two arms stacks both arms' influences (the comparison's with a minus sign) and passes the
    persons of both.

    Raises
    ------
    EstimatorRefusal
        ``one_cluster`` when there are fewer than two clusters (their influences sum to zero: the variance
        would be a false zero), ``influence_not_finite``.
    """
    matrix = np.asarray(influence, dtype=np.float64)
    if matrix.ndim == 1:
        matrix = matrix[:, None]
    if not np.isfinite(matrix).all():
        raise EstimatorRefusal("influence_not_finite", "An influence value is not finite.")
    codes, n_clusters = cluster_codes(cluster, matrix.shape[0])
    if n_clusters < 2:
        raise EstimatorRefusal("one_cluster", f"A variance needs two clusters or more, {n_clusters} given.")
    sums = matrix if cluster is None else cluster_sums(matrix, codes, n_clusters)
    return sums.T @ sums


def clustered_std_error(influence: ArrayLike, cluster: ArrayLike | None = None) -> FloatArray:
    """Standard errors (k,): root of the diagonal of :func:`clustered_covariance`."""
    return np.sqrt(np.diag(clustered_covariance(influence, cluster)))
