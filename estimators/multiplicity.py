"""p-values adjusted for a family of tests: Holm for the declared list, Benjamini-Hochberg for the
exploratory one.

A missing p-value (None: not estimable, withheld) stays None and does not count towards the family: nothing
was tested. Sources: S. Holm, Scand. J. Stat. 6 (1979) 65-70; Y. Benjamini & Y. Hochberg, JRSS B 57 (1995)
289-300.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from estimators.errors import EstimatorRefusal

__all__ = ["benjamini_hochberg", "holm"]


def holm(p_values: Sequence[float | None]) -> tuple[float | None, ...]:
    """Holm's step-down adjusted p-values, in the order given (family-wise error).

    Raises
    ------
    EstimatorRefusal
        ``p_value_not_valid`` where one is not a number in [0, 1].
    """
    present, values = _split(p_values)
    order = np.argsort(values, kind="stable")
    m = values.size
    stepped = np.maximum.accumulate((m - np.arange(m)) * values[order])
    return _join(len(p_values), present, order, stepped)


def benjamini_hochberg(p_values: Sequence[float | None]) -> tuple[float | None, ...]:
    """Benjamini-Hochberg adjusted p-values, in the order given (false discovery rate).

    Raises
    ------
    EstimatorRefusal
        ``p_value_not_valid`` where one is not a number in [0, 1].
    """
    present, values = _split(p_values)
    order = np.argsort(values, kind="stable")
    m = values.size
    scaled = values[order] * m / (np.arange(m) + 1)
    stepped = np.minimum.accumulate(scaled[::-1])[::-1]
    return _join(len(p_values), present, order, stepped)


def _split(p_values: Sequence[float | None]) -> tuple[list[int], np.ndarray]:
    present = [i for i, p in enumerate(p_values) if p is not None]
    values = np.asarray([p_values[i] for i in present], dtype=np.float64)
    if not (np.isfinite(values) & (values >= 0) & (values <= 1)).all():
        raise EstimatorRefusal("p_value_not_valid", "A p-value is not a number between 0 and 1.")
    return present, values


def _join(
    length: int, present: list[int], order: np.ndarray, stepped: np.ndarray
) -> tuple[float | None, ...]:
    out: list[float | None] = [None] * length
    for position, value in zip(order, np.minimum(stepped, 1.0)):
        out[present[position]] = float(value)
    return tuple(out)
