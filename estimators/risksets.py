r"""Weighted risk sets, tie-exact, and the infinitesimal jackknife of functionals of them.

The curves of this package (Kaplan-Meier, Aalen-Johansen, restricted means, Ghosh-Lin) are all of one form. On
the grid of distinct event times :math:`t_1 < \dots < t_J`, with weighted numbers at risk :math:`Y_j`,
weighted mass of the events that are counted :math:`dM_j`, weighted number of the events that end a life in
the risk set :math:`dD_j`, :math:`h_j = dD_j / Y_j` and :math:`S_j = \prod_{l \le j} (1 - h_l)`,

.. math:: \theta = \sum_j g_j \, S_{j-1} \, dM_j / Y_j .

Aalen-Johansen: M counts the cause, D every cause, g = 1(t <= tau). Restricted mean time lost: g = (tau - t)+.
Ghosh-Lin: M counts the recurrent events, D the deaths. With :math:`R_j = \sum_{m > j} g_m S_{m-1} dM_m /
Y_m`, the derivative to the weight of row i is

.. math::
    \frac{\partial\theta}{\partial w_i} = \sum_{\text{its counted events}} \frac{g_j S_{j-1}}{Y_j}
      - \frac{R_{d}}{(1 - h_{d}) Y_{d}} 1(\text{it dies at } t_d)
      - \sum_{j:\ i \text{ at risk}}
        \Big( \frac{g_j S_{j-1} dM_j}{Y_j^2} - \frac{h_j R_j}{(1 - h_j) Y_j} \Big)

(a term with 1 - h = 0 is zero: nobody is left to lose). Everything is one cumulative sum over the grid and
one look-up a row. The influence returned is :math:`w_i \partial\theta/\partial w_i`, so it is free of the
scale of the weights, sums to zero over all rows, and the sum of its squared cluster sums is the variance.

Order within one time: counted event, death, censoring. A row whose time is t is at risk at t.

Source: Andersen, Borgan, Gill & Keiding (1993), Statistical Models Based on Counting Processes, IV.4; Ghosh &
Lin (2000) Biometrics 56:554; the infinitesimal jackknife as in Therneau's ``survival`` (vignette "methods").
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from estimators.arrays import FloatArray, IntArray, as_float_vector, cluster_sums
from estimators.errors import EstimatorRefusal

__all__ = [
    "RiskSets",
    "build_risk_sets",
    "functional_influence",
    "jackknife_error",
    "supported_times",
    "survival_before",
]


@dataclass(frozen=True)
class RiskSets:
    """Risk sets on a grid of distinct event times.

    Attributes
    ----------
    grid
        (J,) distinct times, ascending.
    first
        (n,) grid position from which the row is at risk; None when all are from the start.
    last
        (n,) number of grid times up to which the row is at risk (its positions are ``first <= j < last``).
    at_risk
        (J,) weighted number at risk just before each grid time.
    count
        (J,) number of rows of positive weight at risk.
    """

    grid: FloatArray
    first: IntArray | None
    last: IntArray
    at_risk: FloatArray
    count: IntArray


def _suffix_sums(position: IntArray, values: FloatArray | None, size: int) -> FloatArray:
    """Sum of ``values`` over the rows with position > j, for j = 0..size-1 (positions lie in 0..size)."""
    by_position = np.bincount(position, weights=values, minlength=size + 1)
    return np.cumsum(by_position[:0:-1])[::-1]


def build_risk_sets(
    grid: FloatArray, time: FloatArray, weights: FloatArray, entry: FloatArray | None = None
) -> RiskSets:
    """Count who is at risk at each grid time: rows with ``entry < t <= time``.

    ``grid`` must be ascending and distinct; ``weights`` non-negative. O(n log J).
    """
    size = grid.size
    last = np.searchsorted(grid, time, side="right")
    positive = (weights > 0).astype(np.float64)
    at_risk = _suffix_sums(last, weights, size)
    count = _suffix_sums(last, positive, size)
    first = None
    if entry is not None:
        first = np.searchsorted(grid, entry, side="right")
        at_risk = at_risk - _suffix_sums(first, weights, size)
        count = count - _suffix_sums(first, positive, size)
    return RiskSets(grid, first, last, at_risk, np.rint(count).astype(np.int64))


def survival_before(
    mass: FloatArray, ends: IntArray, sets: RiskSets
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Hazard h (J,), survival just before (J,) and just after (J,) each grid time.

    ``mass`` is the weighted number of ends at each grid time, ``ends`` their unweighted number: where
    everybody at risk ends the hazard is exactly one, whatever the rounding of the weights.
    """
    if (sets.at_risk <= 0).any():
        raise EstimatorRefusal("nobody_at_risk", "An event stands at a time at which nobody is at risk.")
    hazard = np.minimum(mass / sets.at_risk, 1.0)
    hazard = np.where(ends >= sets.count, 1.0, hazard)
    after = np.cumprod(1.0 - hazard)
    before = np.concatenate([[1.0], after[:-1]]) if after.size else after
    return hazard, before, after


def functional_influence(
    sets: RiskSets,
    weights: FloatArray,
    gain: FloatArray,
    mass: FloatArray,
    hazard: FloatArray,
    before: FloatArray,
    counted_rows: IntArray,
    counted_positions: IntArray,
    counted_marks: FloatArray | None,
    ending_rows: IntArray,
    ending_positions: IntArray,
) -> tuple[float, FloatArray]:
    """Value and influence (n,) of ``sum_j gain_j * before_j * mass_j / at_risk_j`` (see the module).

    Parameters
    ----------
    sets, weights
        risk sets and row weights (n,).
    gain
        (J,) the factor g at each grid time (zero beyond the horizon).
    mass
        (J,) weighted mass of counted events.
    hazard, before
        (J,) hazard of ending, survival just before.
    counted_rows, counted_positions, counted_marks
        the counted events: the row (may repeat), its grid position, its mark (None: 1).
    ending_rows, ending_positions
        the ends: the row (once each) and its grid position.
    """
    used = int(np.flatnonzero(gain)[-1]) + 1 if gain.any() else 0
    n = weights.size
    if used == 0:
        return 0.0, np.zeros(n)
    at_risk = sets.at_risk[:used]
    hazard = hazard[:used]
    per_event = gain[:used] * before[:used] / at_risk
    increment = per_event * mass[:used]
    remaining = np.concatenate([np.cumsum(increment[::-1])[::-1][1:], [0.0]])
    survives = 1.0 - hazard
    loss = np.divide(remaining, survives * at_risk, out=np.zeros(used), where=survives > 0)
    slope = np.concatenate([[0.0], np.cumsum(increment / at_risk - hazard * loss)])
    influence = -slope[np.minimum(sets.last, used)]
    if sets.first is not None:
        influence += slope[np.minimum(sets.first, used)]
    inside = counted_positions < used
    rows, positions = counted_rows[inside], counted_positions[inside]
    gains = per_event[positions]
    if counted_marks is not None:
        gains = gains * counted_marks[inside]
        influence += np.bincount(rows, weights=gains, minlength=n)
    else:
        influence[rows] += gains
    inside = ending_positions < used
    influence[ending_rows[inside]] -= loss[ending_positions[inside]]
    influence *= weights
    return float(increment.sum()), influence


def jackknife_error(influence: FloatArray, codes: IntArray, n_clusters: int, clustered: bool) -> float:
    """Root of the sum of squared cluster sums of one influence (n,); zero for a single cluster."""
    if n_clusters < 2:
        return 0.0
    sums = cluster_sums(influence, codes, n_clusters) if clustered else influence
    return math.sqrt(float(sums @ sums))


def supported_times(
    times: ArrayLike, longest: float, finished: bool, beyond: str
) -> tuple[FloatArray, np.ndarray]:
    """Check requested times against the longest follow-up: (times, whether each is identified).

    ``finished`` says that the curve can't change any more whatever the follow-up. Refuses ``time_negative``,
    ``option_unknown`` and, with ``beyond="refuse"``, ``beyond_follow_up``.
    """
    points = as_float_vector(np.atleast_1d(np.asarray(times)), "times")
    if (points < 0).any():
        raise EstimatorRefusal("time_negative", "A requested time is negative.")
    if beyond not in ("refuse", "carry"):
        raise EstimatorRefusal("option_unknown", "beyond must be 'refuse' or 'carry'.")
    supported = (points <= longest) | finished
    if beyond == "refuse" and not supported.all():
        outside = int((~supported).sum())
        raise EstimatorRefusal(
            "beyond_follow_up", f"{outside} of {points.size} requested times lie beyond all follow-up."
        )
    return points, supported
