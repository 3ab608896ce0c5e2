r"""What a gap between two groups is made of: steps of a chain of shares, and composition against rates.

**Steps.** A group's share at the end of a chain is the product of its conditional shares, :math:`S =
\prod c_k`, so the logarithm of the ratio of two groups' shares is the sum of the steps' log ratios, exactly. In
shares the same steps add up with the logarithmic mean as weight, :math:`S_1 - S_0 = L(S_1, S_0) \sum
\log(c_{k1} / c_{k0})`, :math:`L(a, b) = (a - b) / (\log a - \log b)` (Ang, Energy Policy 32 (2004) 1131: no
residual is left over).

**Kitagawa.** A difference of two crude rates is that of composition at mean rates plus that of rates at
mean composition (Kitagawa, J Am Stat Assoc 50 (1955) 1168).

Both describe where a gap lies. Neither says why.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from estimators.arrays import FloatArray
from estimators.errors import EstimatorRefusal

__all__ = ["Kitagawa", "Steps", "chain_steps", "kitagawa"]

Z95 = 1.959963984540054


@dataclass(frozen=True)
class Steps:
    """Per step (k,): log ratio of the conditional shares, its standard error and 95 % limits, and the
    step's part of the difference of the final shares. ``total_log_ratio`` and ``total_difference`` are
    their sums."""

    log_ratio: FloatArray
    std_error: FloatArray
    ci_lower: FloatArray
    ci_upper: FloatArray
    points: FloatArray
    total_log_ratio: float
    total_std_error: float
    total_difference: float


@dataclass(frozen=True)
class Kitagawa:
    """``composition + rates == difference``, by cell (k,) and in all."""

    difference: float
    composition: float
    rates: float
    composition_by_cell: FloatArray
    rates_by_cell: FloatArray


def chain_steps(counts: ArrayLike, reference: ArrayLike) -> Steps:
    """Steps between two groups' chains of counts (k+1,), from the first stage to the last, each within the
    one before.

    The standard errors take the units of a stage as independent draws given the stage before: log c has
    variance (1 - c) / n_k.

    Raises
    ------
    EstimatorRefusal
        ``shape_mismatch``, ``not_a_chain`` (a stage above the one before, or negative), ``empty_stage`` (a
        logarithm of nought).
    """
    a = np.asarray(counts, dtype=np.float64).reshape(-1)
    b = np.asarray(reference, dtype=np.float64).reshape(-1)
    if a.shape != b.shape or a.size < 2:
        raise EstimatorRefusal("shape_mismatch", "Both chains need the same stages, two or more.")
    for chain in (a, b):
        if not np.isfinite(chain).all() or (chain < 0).any() or (np.diff(chain) > 0).any():
            raise EstimatorRefusal("not_a_chain", "Each stage must lie within the one before.")
        if (chain == 0).any():
            raise EstimatorRefusal("empty_stage", "A stage that nobody reached has no log ratio.")
    log_ratio = np.log(a[1:] / a[:-1]) - np.log(b[1:] / b[:-1])
    variance = (1 / a[1:] - 1 / a[:-1]) + (1 / b[1:] - 1 / b[:-1])
    std_error = np.sqrt(variance)
    final, base = float(a[-1] / a[0]), float(b[-1] / b[0])
    total = float(log_ratio.sum())
    mean = base if final == base else (final - base) / (np.log(final) - np.log(base))
    return Steps(
        log_ratio,
        std_error,
        log_ratio - Z95 * std_error,
        log_ratio + Z95 * std_error,
        mean * log_ratio,
        total,
        float(np.sqrt(variance.sum())),
        final - base,
    )


def kitagawa(
    rate: ArrayLike, share: ArrayLike, reference_rate: ArrayLike, reference_share: ArrayLike
) -> Kitagawa:
    """Two-part decomposition over cells (k,): rates in [0, 1] and shares that sum to 1, of a group and its
    reference.

    A cell that one group lacks must be given a rate all the same (its share is 0 there): the caller decides
    which.

    Raises
    ------
    EstimatorRefusal
        ``shape_mismatch``, ``shares_not_one``.
    """
    r1, s1, r0, s0 = (
        np.asarray(x, dtype=np.float64).reshape(-1) for x in (rate, share, reference_rate, reference_share)
    )
    if not r1.shape == s1.shape == r0.shape == s0.shape:
        raise EstimatorRefusal("shape_mismatch", "Rates and shares differ in number.")
    if abs(s1.sum() - 1) > 1e-9 or abs(s0.sum() - 1) > 1e-9:
        raise EstimatorRefusal("shares_not_one", "The shares of a group must sum to one.")
    composition = (s1 - s0) * (r1 + r0) / 2
    rates = (r1 - r0) * (s1 + s0) / 2
    return Kitagawa(
        float(r1 @ s1 - r0 @ s0), float(composition.sum()), float(rates.sum()), composition, rates
    )
