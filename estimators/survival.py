r"""Kaplan-Meier, Aalen-Johansen, restricted means: weighted, tie-exact, with per-row influence.

Times are days (any unit: everything is equivariant), ``status`` is 0 for censored and a positive whole number
for the cause of the first event. Within one time the order is event, death, censoring: who is censored at t
is at risk at t.

**Variance.** ``influence`` (n, T) is the infinitesimal jackknife: weight times the derivative of the estimate
to the weight, see :mod:`estimators.risksets`. It is free of the weights' scale and sums to zero; the
clustered variance is the sum over clusters of squared sums, without a G/(G-1) factor, as R's ``survival``
does with ``id=``/``robust``. A caller that estimated the weights adds its own correction to the rows'
influence before summing. Unweighted and unclustered Kaplan-Meier uses Greenwood's formula instead
(``variance="auto"``), again as R does.

**Limits** are log(-log): on the survival for :func:`kaplan_meier`, on the cumulative incidence for
:func:`aalen_johansen` (Marubini & Valsecchi; R's ``survfit`` with ``conf.type="log-log"``). Where that scale
does not exist (no event yet, everybody has had one, fewer than two clusters) ``limits_defined`` is False and
the limits are the vacuous 0 and 1: a mart writes NULL there.

**Support.** An estimate at a time beyond the longest follow-up is not identified. ``beyond="refuse"``
(default) refuses it; ``beyond="carry"`` carries the last value forward and says so in ``supported``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from estimators.arrays import (
    Z95,
    FloatArray,
    IntArray,
    as_float_vector,
    as_weights,
    cluster_codes,
)
from estimators.errors import EstimatorRefusal
from estimators.intervals import log_log_interval
from estimators.risksets import (
    RiskSets,
    build_risk_sets,
    functional_influence,
    jackknife_error,
    supported_times,
    survival_before,
)

__all__ = [
    "AalenJohansen",
    "KaplanMeier",
    "RestrictedMean",
    "RiskTable",
    "aalen_johansen",
    "kaplan_meier",
    "restricted_mean_survival",
    "restricted_mean_time_lost",
    "risk_table",
]


@dataclass(frozen=True)
class RiskTable:
    """Counts of rows of positive weight under a curve.

    Attributes
    ----------
    times
        (T,).
    at_risk
        (T,) rows with entry < t <= time: still followed, and without an event, on the morning of t.
    events, competing, censored
        (T,) cumulative numbers up to and including t: the cause, the other causes, the censored.
    """

    times: FloatArray
    at_risk: IntArray
    events: IntArray
    competing: IntArray
    censored: IntArray


@dataclass(frozen=True)
class KaplanMeier:
    """Survival at ``times`` with 95 % log(-log) limits.

    ``influence`` (n, T) is that of the survival, or None; ``variance`` is greenwood or jackknife.
    """

    times: FloatArray
    survival: FloatArray
    std_error: FloatArray
    ci_lower: FloatArray
    ci_upper: FloatArray
    limits_defined: np.ndarray
    supported: np.ndarray
    risk: RiskTable
    n: int
    n_clusters: int
    variance: str
    influence: FloatArray | None


@dataclass(frozen=True)
class AalenJohansen:
    """Cumulative incidence of one cause at ``times``, other causes competing, with 95 % log(-log) limits.

    Attributes
    ----------
    times, cif, std_error, ci_lower, ci_upper
        (T,).
    limits_defined, supported
        (T,) booleans, see the module.
    risk
        :class:`RiskTable` at ``times``.
    n, n_clusters
        rows and clusters.
    influence
        (n, T), rows already times their weight; None unless asked for.
    """

    times: FloatArray
    cif: FloatArray
    std_error: FloatArray
    ci_lower: FloatArray
    ci_upper: FloatArray
    limits_defined: np.ndarray
    supported: np.ndarray
    risk: RiskTable
    n: int
    n_clusters: int
    influence: FloatArray | None


@dataclass(frozen=True)
class RestrictedMean:
    """A restricted mean (in the unit of time) to ``tau`` with Wald limits; ``influence`` (n,) or None."""

    tau: float
    estimate: float
    std_error: float
    ci_lower: float
    ci_upper: float
    n: int
    n_clusters: int
    variance: str
    influence: FloatArray | None


@dataclass(frozen=True)
class _Rows:
    """Checked input on its grid: what every curve of this module starts from."""

    time: FloatArray
    status: IntArray
    weights: FloatArray
    entry: FloatArray | None
    sets: RiskSets
    hazard: FloatArray
    before: FloatArray
    after: FloatArray
    ending_rows: IntArray
    ending_positions: IntArray
    ends: IntArray


def _check_rows(
    time: ArrayLike, status: ArrayLike, weights: ArrayLike | None, entry: ArrayLike | None
) -> tuple[FloatArray, IntArray, FloatArray, FloatArray | None]:
    t = as_float_vector(time, "time")
    n = t.size
    if n == 0:
        raise EstimatorRefusal("arm_empty", "There is no row to estimate from.")
    if (t < 0).any():
        raise EstimatorRefusal("time_negative", f"{int((t < 0).sum())} of {n} times are negative.")
    s_float = as_float_vector(status, "status", n)
    if (s_float < 0).any() or (s_float != np.floor(s_float)).any():
        raise EstimatorRefusal("status_invalid", "status must be 0 (censored) or a positive whole number.")
    w = as_weights(weights, n)
    e = None
    if entry is not None:
        e = as_float_vector(entry, "entry", n)
        if (e >= t).any():
            raise EstimatorRefusal(
                "empty_interval", f"{int((e >= t).sum())} rows enter at or after their time."
            )
    return t, s_float.astype(np.int64), w, e


def _prepare(time: ArrayLike, status: ArrayLike, weights: ArrayLike | None, entry: ArrayLike | None) -> _Rows:
    t, s, w, e = _check_rows(time, status, weights, entry)
    ending_rows = np.flatnonzero((s > 0) & (w > 0))
    grid = np.unique(t[ending_rows])
    sets = build_risk_sets(grid, t, w, e)
    positions = sets.last[ending_rows] - 1
    mass = np.bincount(positions, weights=w[ending_rows], minlength=grid.size)
    ends = np.bincount(positions, minlength=grid.size)
    hazard, before, after = survival_before(mass, ends, sets)
    return _Rows(t, s, w, e, sets, hazard, before, after, ending_rows, positions, ends)


def _check_times(times: ArrayLike | None, rows: _Rows, beyond: str) -> tuple[FloatArray, np.ndarray]:
    # once everybody has had an event, nothing can change any more
    finished = rows.after.size > 0 and bool(rows.after[-1] == 0.0)
    longest = float(rows.time[rows.weights > 0].max())
    return supported_times(rows.sets.grid if times is None else times, longest, finished, beyond)


def _at(values: FloatArray, grid: FloatArray, points: FloatArray, start: float) -> FloatArray:
    """Right-continuous step function with ``start`` before the first grid time."""
    return np.concatenate([[start], values])[np.searchsorted(grid, points, side="right")]


def _count_up_to(values: FloatArray, points: FloatArray, side: str) -> IntArray:
    return np.searchsorted(np.sort(values), points, side=side).astype(np.int64)


def risk_table(
    time: ArrayLike,
    status: ArrayLike,
    times: ArrayLike,
    cause: int = 1,
    weights: ArrayLike | None = None,
    entry: ArrayLike | None = None,
) -> RiskTable:
    """Number at risk, events, competing events and censored at ``times`` (rows of positive weight)."""
    t, s, w, e = _check_rows(time, status, weights, entry)
    points = as_float_vector(np.atleast_1d(np.asarray(times)), "times")
    return _risk_table(t, s, w, e, points, cause)


def _risk_table(
    t: FloatArray, s: IntArray, w: FloatArray, e: FloatArray | None, points: FloatArray, cause: int
) -> RiskTable:
    kept = w > 0
    if not kept.all():
        t, s = t[kept], s[kept]
        e = None if e is None else e[kept]
    if e is None:
        entered = np.full(points.size, t.size, dtype=np.int64)
    else:
        entered = _count_up_to(e, points, "left")
    return RiskTable(
        times=points,
        at_risk=entered - _count_up_to(t, points, "left"),
        events=_count_up_to(t[s == cause], points, "right"),
        competing=_count_up_to(t[(s > 0) & (s != cause)], points, "right"),
        censored=_count_up_to(t[s == 0], points, "right"),
    )


def _functional(rows: _Rows, cause: int, gain: FloatArray, mass: FloatArray) -> tuple[float, FloatArray]:
    is_cause = rows.status[rows.ending_rows] == cause
    return functional_influence(
        rows.sets,
        rows.weights,
        gain,
        mass,
        rows.hazard,
        rows.before,
        rows.ending_rows[is_cause],
        rows.ending_positions[is_cause],
        None,
        rows.ending_rows,
        rows.ending_positions,
    )


def _cause_mass(rows: _Rows, cause: int) -> FloatArray:
    is_cause = rows.status[rows.ending_rows] == cause
    picked = rows.ending_rows[is_cause]
    return np.bincount(
        rows.ending_positions[is_cause], weights=rows.weights[picked], minlength=rows.sets.grid.size
    ).astype(np.float64)


def aalen_johansen(
    time: ArrayLike,
    status: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    cause: int = 1,
    times: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    entry: ArrayLike | None = None,
    influence: bool = False,
    beyond: str = "refuse",
) -> AalenJohansen:
    """Cumulative incidence of ``cause``; every other positive status competes.

    Parameters
    ----------
    time
        (n,) time of the first event or of censoring, >= 0.
    status
        (n,) 0 censored, else the cause.
    weights
        (n,) non-negative; None: ones. Their scale does not matter.
    times
        (T,) where to estimate; None: all distinct event times (then the cost is n times their number).
    cluster
        (n,) person labels for the variance; None: every row its own.
    entry
        (n,) start of each row for start-stop data, a row being at risk on (entry, time]; None: from the
        origin.
    influence
        whether to return the (n, T) influence.
    beyond
        ``"refuse"`` or ``"carry"`` for times beyond all follow-up.

    Raises
    ------
    EstimatorRefusal
        ``arm_empty``, ``beyond_follow_up``, ``weights_not_finite``, ``weights_negative``, ``weights_zero``,
        ``time_negative``, ``time_not_finite``, ``status_invalid``, ``empty_interval``, ``shape_mismatch``.
    """
    rows = _prepare(time, status, weights, entry)
    points, supported = _check_times(times, rows, beyond)
    codes, n_clusters = cluster_codes(cluster, rows.time.size)
    mass = _cause_mass(rows, cause)
    grid = rows.sets.grid
    cumulative = np.cumsum(rows.before * mass / rows.sets.at_risk)
    cif = np.minimum(_at(cumulative, grid, points, 0.0), 1.0)
    std_error = np.zeros(points.size)
    kept = np.zeros((rows.time.size, points.size)) if influence else None
    for k, point in enumerate(points):
        _, column = _functional(rows, cause, (grid <= point).astype(np.float64), mass)
        std_error[k] = jackknife_error(column, codes, n_clusters, cluster is not None)
        if kept is not None:
            kept[:, k] = column
    std_error = np.where((cif > 0) & ~_negligible(std_error, cif), std_error, 0.0)
    lower, upper, defined = log_log_interval(cif, std_error)
    return AalenJohansen(
        times=points,
        cif=cif,
        std_error=std_error,
        ci_lower=lower,
        ci_upper=upper,
        limits_defined=defined,
        supported=supported,
        risk=_risk_table(rows.time, rows.status, rows.weights, rows.entry, points, cause),
        n=rows.time.size,
        n_clusters=n_clusters,
        influence=kept,
    )


def _negligible(std_error: FloatArray, scale: FloatArray) -> np.ndarray:
    """True where a standard error is rounding dust, i.e. zero in exact arithmetic."""
    return std_error <= 1e-13 * np.maximum(scale, 1e-300)


def kaplan_meier(
    time: ArrayLike,
    event: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    times: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    entry: ArrayLike | None = None,
    influence: bool = False,
    variance: str = "auto",
    beyond: str = "refuse",
) -> KaplanMeier:
    """Survival; ``event`` is 0/1. ``variance``: auto (Greenwood when unweighted and unclustered), greenwood,
    jackknife.

    Other parameters and refusals as :func:`aalen_johansen`.
    """
    rows = _prepare(time, event, weights, entry)
    if (rows.status > 1).any():
        raise EstimatorRefusal("status_invalid", "kaplan_meier needs an event of zeros and ones.")
    points, supported = _check_times(times, rows, beyond)
    codes, n_clusters = cluster_codes(cluster, rows.time.size)
    method = _variance_method(variance, weights, cluster)
    grid = rows.sets.grid
    survival = _at(rows.after, grid, points, 1.0)
    kept = np.zeros((rows.time.size, points.size)) if influence else None
    std_error = np.zeros(points.size)
    mass = rows.hazard * rows.sets.at_risk
    if method == "jackknife" or influence:
        for k, point in enumerate(points):
            _, column = _functional(rows, 1, (grid <= point).astype(np.float64), mass)
            std_error[k] = jackknife_error(column, codes, n_clusters, cluster is not None)
            if kept is not None:
                kept[:, k] = -column
    if method == "greenwood":
        std_error = survival * np.sqrt(_at(np.cumsum(_greenwood_terms(rows)), grid, points, 0.0))
    std_error = np.where((survival > 0) & ~_negligible(std_error, survival), std_error, 0.0)
    lower, upper, defined = log_log_interval(survival, std_error)
    return KaplanMeier(
        times=points,
        survival=survival,
        std_error=std_error,
        ci_lower=lower,
        ci_upper=upper,
        limits_defined=defined,
        supported=supported,
        risk=_risk_table(rows.time, rows.status, rows.weights, rows.entry, points, 1),
        n=rows.time.size,
        n_clusters=n_clusters,
        variance=method,
        influence=kept,
    )


def _variance_method(variance: str, weights: ArrayLike | None, cluster: ArrayLike | None) -> str:
    if variance == "auto":
        return "greenwood" if weights is None and cluster is None else "jackknife"
    if variance == "greenwood" and (weights is not None or cluster is not None):
        raise EstimatorRefusal(
            "variance_invalid", "Greenwood's formula holds without weights and clusters only."
        )
    if variance not in ("greenwood", "jackknife"):
        raise EstimatorRefusal("option_unknown", "variance must be 'auto', 'greenwood' or 'jackknife'.")
    return variance


def _greenwood_terms(rows: _Rows) -> FloatArray:
    """d / (Y (Y - d)) at each grid time; zero where everybody ends (the survival is zero from there on)."""
    y = rows.sets.at_risk
    d = rows.hazard * y
    return np.divide(d, y * (y - d), out=np.zeros(y.size), where=rows.hazard < 1.0)


def _check_tau(tau: float, rows: _Rows) -> None:
    if not math.isfinite(tau) or tau <= 0:
        raise EstimatorRefusal("tau_invalid", "tau must be a positive number.")
    _check_times([tau], rows, "refuse")


def _restricted(
    rows: _Rows, cause: int, tau: float, codes: IntArray, n_clusters: int, clustered: bool
) -> tuple[float, float, FloatArray]:
    """Mean time lost to ``cause`` by tau, its jackknife error, its influence."""
    gain = np.maximum(tau - rows.sets.grid, 0.0)
    lost, column = _functional(rows, cause, gain, _cause_mass(rows, cause))
    return lost, jackknife_error(column, codes, n_clusters, clustered), column


def restricted_mean_survival(
    time: ArrayLike,
    event: ArrayLike,
    tau: float,
    weights: ArrayLike | None = None,
    *,
    cluster: ArrayLike | None = None,
    entry: ArrayLike | None = None,
    influence: bool = False,
    variance: str = "auto",
) -> RestrictedMean:
    r"""Restricted mean survival time :math:`\int_0^\tau S`; auto variance as :func:`kaplan_meier`.

    Greenwood form: :math:`\sum_j (\int_{t_j}^\tau S)^2 d_j / (Y_j (Y_j - d_j))`. Refuses ``tau_invalid``,
    ``beyond_follow_up`` and what :func:`aalen_johansen` refuses.
    """
    rows = _prepare(time, event, weights, entry)
    if (rows.status > 1).any():
        raise EstimatorRefusal("status_invalid", "restricted_mean_survival needs an event of zeros and ones.")
    _check_tau(tau, rows)
    codes, n_clusters = cluster_codes(cluster, rows.time.size)
    method = _variance_method(variance, weights, cluster)
    lost, std_error, column = _restricted(rows, 1, tau, codes, n_clusters, cluster is not None)
    if method == "greenwood":
        grid = rows.sets.grid
        inside = grid < tau
        edges = np.concatenate([grid[inside], [tau]])
        pieces = rows.after[inside] * np.diff(edges)
        area = np.cumsum(pieces[::-1])[::-1]
        std_error = math.sqrt(float((area**2) @ _greenwood_terms(rows)[inside]))
    mean = tau - lost
    half = Z95 * std_error
    return RestrictedMean(
        tau, mean, std_error, mean - half, mean + half, rows.time.size, n_clusters, method,
        -column if influence else None,
    )  # fmt: skip


def restricted_mean_time_lost(
    time: ArrayLike,
    status: ArrayLike,
    tau: float,
    weights: ArrayLike | None = None,
    *,
    cause: int = 1,
    cluster: ArrayLike | None = None,
    entry: ArrayLike | None = None,
    influence: bool = False,
) -> RestrictedMean:
    r"""Mean time lost to ``cause`` before tau, others competing: :math:`\int_0^\tau F_k(u)\,du` (jackknife
    error).

    Source: Andersen (2013) Stat Med 32:5278. Refusals as :func:`restricted_mean_survival`.
    """
    rows = _prepare(time, status, weights, entry)
    _check_tau(tau, rows)
    codes, n_clusters = cluster_codes(cluster, rows.time.size)
    lost, std_error, column = _restricted(rows, cause, tau, codes, n_clusters, cluster is not None)
    half = Z95 * std_error
    return RestrictedMean(
        tau, lost, std_error, lost - half, lost + half, rows.time.size, n_clusters, "jackknife",
        column if influence else None,
    )  # fmt: skip
