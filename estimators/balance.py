"""Balance of covariates between the arms: standardised differences, variance ratios, What Works
Clearinghouse classes.

SMD = (LEAD mean - weighted comparison mean) / SD of the **unweighted** LEAD rows (n - 1); the denominator
stays the same under every weighting, so that figures before and after can be compared. Variance ratio =
variance LEAD / variance comparison, each with reliability weights (sum w (x - m)^2 * sum w / ((sum w)^2 -
sum w^2)); for a 0/1 column it says nothing that the mean does not, and is None.

A bare threshold of 0.1 fails small samples by chance: even under perfect randomisation an SMD has a
standard error of about sqrt(1/n + 1/ESS). :func:`smd_allowance` therefore gives the threshold with its
sampling error.

Sources: What Works Clearinghouse Procedures and Standards Handbook 5.0 (2022): |SMD| <= .05 satisfied, <=
.25 adjust, above not satisfied; P. Austin, Stat. Med. 28 (2009) 3083-3107 (sampling distribution of an SMD).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from estimators.errors import EstimatorRefusal
from estimators.inputs import as_arm, as_matrix, as_names, as_row_weights, blocks, require_both_arms, rows_of

__all__ = [
    "BalanceRow",
    "BalanceTable",
    "balance_table",
    "effective_sample_size",
    "smd_allowance",
    "smd_std_error",
    "wwc_class",
]

SATISFIED = 0.05
ADJUST = 0.25


@dataclass(frozen=True)
class BalanceRow:
    """One column. ``smd`` is None where the column is constant in both arms, ``variance_ratio`` where it
    is 0/1 or flat.

    ``denominator``: ``lead`` (SD of the LEAD rows) or ``comparison`` (LEAD rows are constant, the
    comparison's SD serves).
    """

    name: str
    mean_lead: float
    mean_comparison: float
    smd: float | None
    smd_std_error: float | None
    variance_ratio: float | None
    wwc_class: str
    denominator: str


@dataclass(frozen=True)
class BalanceTable:
    """All columns; ``max_abs_smd`` over those that have one; ``failed`` names those beyond ``allowance``."""

    rows: tuple[BalanceRow, ...]
    max_abs_smd: float
    ess_lead: float
    ess_comparison: float
    allowance: float
    failed: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """No column lies beyond the allowance."""
        return not self.failed


def effective_sample_size(weights: ArrayLike) -> float:
    """Kish: (sum w)^2 / sum w^2.

    Raises
    ------
    EstimatorRefusal
        ``weights_not_finite``, ``weights_negative``, ``weights_zero``.
    """
    values = np.asarray(weights, dtype=np.float64).reshape(-1)
    w = as_row_weights(values, values.size)
    if w is None or w.size == 0 or not w.sum() > 0:
        raise EstimatorRefusal("weights_zero", "No weight is positive.")
    w = w / w.max()
    return float(w.sum() ** 2 / (w @ w))


def smd_std_error(smd: float, size_lead: float, size_comparison: float) -> float:
    """Sampling standard error of an SMD at (effective) sizes of the arms: sqrt(1/n1 + 1/n0 + smd^2/(2(n1 +
    n0))).
    """
    if not (size_lead > 0 and size_comparison > 0 and np.isfinite(smd)):
        raise EstimatorRefusal("size_not_positive", "Both arms need a positive size.")
    return float(np.sqrt(1 / size_lead + 1 / size_comparison + smd**2 / (2 * (size_lead + size_comparison))))


def smd_allowance(
    size_lead: float,
    size_comparison: float,
    n_columns: int = 1,
    *,
    threshold: float = 0.1,
    level: float = 0.95,
) -> float:
    """Largest |SMD| that balance may show: ``threshold``, or what chance alone gives if that is more.

    Chance: the two-sided ``level`` quantile of the largest of ``n_columns`` independent SMDs of standard
    error sqrt(1/n1 + 1/n0) (Sidak). A balance that is solved exactly has no such error and passes anyway.
    """
    if n_columns < 1 or not 0 < level < 1:
        raise EstimatorRefusal(
            "columns_not_positive", "At least one column and a level between 0 and 1 are needed."
        )
    each = level ** (1.0 / n_columns)
    return float(
        max(threshold, special.ndtri((1 + each) / 2) * smd_std_error(0.0, size_lead, size_comparison))
    )


def wwc_class(smd: float | None) -> str:
    """``satisfied`` (|SMD| <= .05), ``adjust`` (<= .25), ``not_satisfied``; None (constant in both arms):
    satisfied.
    """
    if smd is None:
        return "satisfied"
    size = abs(smd)
    # a last-digit rounding of an exact .05 or .25 must not change the class
    if size <= SATISFIED + 1e-12:
        return "satisfied"
    return "adjust" if size <= ADJUST + 1e-12 else "not_satisfied"


def balance_table(
    X: ArrayLike,
    arm: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    names: Sequence[str] | None = None,
    threshold: float = 0.1,
    people_lead: float | None = None,
) -> BalanceTable:
    """Balance of the columns of ``X`` (n, p) under row weights (n,), ones when None.

    ``people_lead`` replaces the LEAD arm's effective size in the sampling error (distinct people where
    rows repeat).

    Raises
    ------
    EstimatorRefusal
        ``X_not_finite``, ``arm_empty``, ``weights_*``, ``weights_zero``, ``shape_mismatch``.
    """
    matrix = as_matrix(X, "X")
    n, p = matrix.shape
    rows = as_arm(arm, n)
    require_both_arms(rows)
    labels = as_names(names, p, "x")
    w = as_row_weights(weights, n)
    w = np.ones(n) if w is None else w
    lead, other = rows_of(rows), rows_of(~rows)
    x1, x0, w1, w0 = matrix[lead], matrix[other], w[lead], w[other]
    ess1, ess0 = effective_sample_size(w1), effective_sample_size(w0)
    size1 = ess1 if people_lead is None else float(people_lead)
    mean1, variance1 = _moments(x1, w1)
    mean0, variance0 = _moments(x0, w0)
    plain1 = variance1 if np.ptp(w1) == 0 else _moments(x1, np.ones(len(x1)))[1]
    plain0 = variance0 if np.ptp(w0) == 0 else _moments(x0, np.ones(len(x0)))[1]
    binary = np.ones(p, dtype=bool)
    for block in blocks(n):
        binary &= ((matrix[block] == 0) | (matrix[block] == 1)).all(axis=0)

    table = []
    for j in range(p):
        denominator = "lead" if plain1[j] > 0 else "comparison"
        scale = float(np.sqrt(plain1[j] if plain1[j] > 0 else plain0[j]))
        gap = float(mean1[j] - mean0[j])
        smd: float | None
        if scale > 0:
            smd = gap / scale
        else:
            # both constant: equal is balanced, unequal is a difference that no standard deviation can measure
            same = abs(gap) <= 1e-12 * max(abs(mean1[j]), 1.0)
            smd = None if same else float(np.copysign(1e6, gap))
        ratio = None
        if not binary[j] and variance0[j] > 0 and variance1[j] > 0:
            ratio = float(variance1[j] / variance0[j])
        table.append(
            BalanceRow(
                labels[j],
                float(mean1[j]),
                float(mean0[j]),
                smd,
                None if smd is None or abs(smd) >= 1e6 else smd_std_error(smd, size1, ess0),
                ratio,
                wwc_class(smd),
                denominator,
            )
        )
    sizes = [abs(row.smd) for row in table if row.smd is not None]
    allowance = smd_allowance(size1, ess0, max(p, 1), threshold=threshold)
    failed = tuple(row.name for row in table if row.smd is not None and abs(row.smd) > allowance)
    return BalanceTable(tuple(table), max(sizes, default=0.0), ess1, ess0, allowance, failed)


def _moments(x: np.ndarray, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weighted mean and variance by column; the variance of constant columns is exactly zero."""
    share = w / w.sum()
    mean = share @ x
    kept = w > 0
    bessel = 1.0 - share @ share
    if bessel <= 0:
        return mean, np.zeros(x.shape[1])
    squares = np.zeros(x.shape[1])
    low, high = np.full(x.shape[1], np.inf), np.full(x.shape[1], -np.inf)
    for block in blocks(len(x)):  # (no temporary of the matrix's size)
        part = x[block]
        apart = part - mean
        squares += share[block] @ np.square(apart, out=apart)
        if not kept[block].all():
            part = part[kept[block]]
        np.minimum(low, part.min(axis=0, initial=np.inf), out=low)
        np.maximum(high, part.max(axis=0, initial=-np.inf), out=high)
    variance = squares / bessel
    variance[low == high] = 0.0
    return mean, variance
