r"""Mean cumulative function of recurrent events with death as a terminal event (Ghosh-Lin), weighted.

.. math:: \hat\mu(t) = \sum_{u \le t} \hat S_D(u-) \, dN(u) / Y(u)

where N counts events, Y who is alive and followed, and S is the Kaplan-Meier survival from death: the mean
number of events by t in a population that people leave by dying, and have none after. Without deaths it is
the Nelson-Aalen mean cumulative function. ``marks`` other than one give a mean cumulative cost or any other
additive quantity.

Within one day an event comes before a death, a death before the end of follow-up. Variance: infinitesimal
jackknife as in :mod:`estimators.risksets`, summed by cluster, no G/(G-1) factor (R's ``survfit(..., id=)``
for the case without deaths).

Source: Ghosh & Lin (2000) Biometrics 56:554-562; Lawless & Nadeau (1995) Technometrics 37:158.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from estimators.arrays import FloatArray, IntArray, as_float_vector, as_weights, cluster_codes
from estimators.errors import EstimatorRefusal
from estimators.intervals import log_interval
from estimators.risksets import (
    build_risk_sets,
    functional_influence,
    jackknife_error,
    supported_times,
    survival_before,
)

__all__ = ["MeanCumulativeFunction", "counting_process_mean", "mean_cumulative_function"]


@dataclass(frozen=True)
class MeanCumulativeFunction:
    """Mean cumulative number (or amount) at ``times`` with 95 % limits on the log scale.

    Attributes
    ----------
    times, mean, std_error, ci_lower, ci_upper
        (T,). Where ``limits_defined`` is False (no event yet, or no variation) both limits repeat the mean.
    limits_defined, supported
        (T,) booleans; not supported: beyond all follow-up (``beyond="carry"``).
    at_risk
        (T,) rows of positive weight alive and followed on the morning of each time.
    events, deaths
        (T,) cumulative numbers up to and including each time (events: marks not counted).
    n, n_clusters
        rows and clusters.
    influence
        (n, T), rows already times their weight; None unless asked for.
    """

    times: FloatArray
    mean: FloatArray
    std_error: FloatArray
    ci_lower: FloatArray
    ci_upper: FloatArray
    limits_defined: np.ndarray
    supported: np.ndarray
    at_risk: IntArray
    events: IntArray
    deaths: IntArray
    n: int
    n_clusters: int
    influence: FloatArray | None


def _check_flag(values: ArrayLike | None, name: str, length: int) -> np.ndarray:
    if values is None:
        return np.zeros(length, dtype=bool)
    flags = as_float_vector(values, name, length)
    if not np.isin(flags, (0.0, 1.0)).all():
        raise EstimatorRefusal(f"{name}_invalid", f"{name} must hold zeros and ones.")
    return flags == 1.0


def _check_events(
    event_row: ArrayLike, event_time: ArrayLike, marks: ArrayLike | None, n: int
) -> tuple[IntArray, FloatArray, FloatArray | None]:
    moments = as_float_vector(event_time, "event_time")
    rows_float = as_float_vector(event_row, "event_row", moments.size)
    if ((rows_float < 0) | (rows_float >= n) | (rows_float != np.floor(rows_float))).any():
        raise EstimatorRefusal("event_row_invalid", f"event_row must hold row numbers 0 to {n - 1}.")
    amounts = None if marks is None else as_float_vector(marks, "marks", moments.size)
    return rows_float.astype(np.int64), moments, amounts


def mean_cumulative_function(
    follow_up: ArrayLike,
    event_row: ArrayLike,
    event_time: ArrayLike,
    died: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    *,
    times: ArrayLike,
    cluster: ArrayLike | None = None,
    entry: ArrayLike | None = None,
    marks: ArrayLike | None = None,
    influence: bool = False,
    beyond: str = "refuse",
) -> MeanCumulativeFunction:
    """Ghosh-Lin mean cumulative function.

    Parameters
    ----------
    follow_up
        (n,) end of each row's follow-up (death included), >= 0.
    event_row, event_time
        (m,) the row number (0..n-1) and the time of each event; at most ``follow_up`` of its row.
    died
        (n,) 0/1: the follow-up ended by death. None: nobody died.
    weights
        (n,) non-negative; their scale does not matter.
    times
        (T,) where to estimate.
    cluster
        (n,) person labels for the variance; None: every row its own.
    entry
        (n,) start of each row, at risk on (entry, follow_up]; None: from the origin.
    marks
        (m,) amount of each event; None: 1.
    influence, beyond
        as :func:`estimators.survival.aalen_johansen`.

    Raises
    ------
    EstimatorRefusal
        ``arm_empty``, ``event_outside_follow_up``, ``event_row_invalid``, ``died_invalid``,
        ``beyond_follow_up``, ``weights_*``, ``time_negative``, ``*_not_finite``, ``empty_interval``,
        ``shape_mismatch``.
    """
    end = as_float_vector(follow_up, "follow_up")
    n = end.size
    if n == 0:
        raise EstimatorRefusal("arm_empty", "There is no row to estimate from.")
    if (end < 0).any():
        raise EstimatorRefusal(
            "time_negative", f"{int((end < 0).sum())} of {n} follow-up times are negative."
        )
    dead = _check_flag(died, "died", n)
    w = as_weights(weights, n)
    rows, moments, amounts = _check_events(event_row, event_time, marks, n)
    start = None if entry is None else as_float_vector(entry, "entry", n)
    if start is not None and (start >= end).any():
        raise EstimatorRefusal(
            "empty_interval", f"{int((start >= end).sum())} rows enter at or after their end."
        )
    outside = (moments > end[rows]) | (moments < 0)
    if start is not None:
        outside |= moments <= start[rows]
    if outside.any():
        raise EstimatorRefusal(
            "event_outside_follow_up", f"{int(outside.sum())} of {moments.size} events lie outside follow-up."
        )
    kept = w[rows] > 0
    rows, moments = rows[kept], moments[kept]
    amounts = None if amounts is None else amounts[kept]
    ending_rows = np.flatnonzero(dead & (w > 0))

    grid = np.unique(np.concatenate([moments, end[ending_rows]]))
    sets = build_risk_sets(grid, end, w, start)
    positions = np.searchsorted(grid, moments)
    ending_positions = np.searchsorted(grid, end[ending_rows])
    mass = np.bincount(
        positions, weights=w[rows] if amounts is None else w[rows] * amounts, minlength=grid.size
    )
    death_mass = np.bincount(ending_positions, weights=w[ending_rows], minlength=grid.size)
    hazard, before, after = survival_before(
        death_mass, np.bincount(ending_positions, minlength=grid.size), sets
    )

    finished = after.size > 0 and bool(after[-1] == 0.0)
    points, supported = supported_times(times, float(end[w > 0].max()), finished, beyond)
    codes, n_clusters = cluster_codes(cluster, n)
    mean, std_error = np.zeros(points.size), np.zeros(points.size)
    columns = np.zeros((n, points.size)) if influence else None
    for k, point in enumerate(points):
        mean[k], column = functional_influence(
            sets,
            w,
            (grid <= point).astype(np.float64),
            mass,
            hazard,
            before,
            rows,
            positions,
            np.ones(rows.size) if amounts is None else amounts,
            ending_rows,
            ending_positions,
        )
        std_error[k] = jackknife_error(column, codes, n_clusters, cluster is not None)
        if columns is not None:
            columns[:, k] = column
    std_error = np.where(std_error > 1e-13 * np.maximum(np.abs(mean), 1e-300), std_error, 0.0)
    lower, upper, defined = log_interval(mean, std_error)
    followed = w > 0
    # a row that starts at the origin is there from the first morning on
    starts = np.full(int(followed.sum()), -np.inf) if start is None else np.sort(start[followed])
    entered = np.searchsorted(starts, points, side="left")
    left = np.searchsorted(np.sort(end[followed]), points, side="left")
    return MeanCumulativeFunction(
        times=points,
        mean=mean,
        std_error=std_error,
        ci_lower=lower,
        ci_upper=upper,
        limits_defined=defined,
        supported=supported,
        at_risk=(entered - left).astype(np.int64),
        events=np.searchsorted(np.sort(moments), points, side="right").astype(np.int64),
        deaths=np.searchsorted(np.sort(end[ending_rows]), points, side="right").astype(np.int64),
        n=n,
        n_clusters=n_clusters,
        influence=columns,
    )


def counting_process_mean(
    start: ArrayLike,
    stop: ArrayLike,
    event: ArrayLike,
    subject: ArrayLike,
    died: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    *,
    times: ArrayLike,
    influence: bool = False,
    beyond: str = "refuse",
) -> MeanCumulativeFunction:
    """The same from start-stop rows, gaps allowed: a row is at risk on (start, stop] and has its event at
    ``stop``.

    ``subject`` clusters the variance (R: ``survfit(Surv(start, stop, event) ~ 1, id = subject)``); ``died``
    marks rows whose ``stop`` is a death. A row may end in an event and a death of the same day.
    """
    ends = as_float_vector(stop, "stop")
    has_event = _check_flag(event, "event", ends.size)
    rows = np.flatnonzero(has_event)
    return mean_cumulative_function(
        ends,
        rows,
        ends[rows],
        died,
        weights,
        times=times,
        cluster=subject,
        entry=start,
        influence=influence,
        beyond=beyond,
    )
