r"""Cox regression and its relatives: Efron and Breslow ties, case weights, start-stop rows, strata, Lin-Wei
errors.

One function, :func:`cox`, serves three uses: the first event (`start` None), the rate model of Lin, Wei, Yang
& Ying
for recurrent events (start-stop rows of all events, clustered on the person), and weighted versions of both.

Log partial likelihood with weights :math:`w`, :math:`r_i = w_i e^{x_i\beta}`; at the time :math:`t_j` with
the set :math:`D_j` of d events, Efron's form is

.. math::
    \sum_{i \in D_j} w_i x_i \beta
      - \bar w_j \sum_{l=0}^{d-1} \log\Big( \sum_{\text{at risk}} r_i - \frac{l}{d} \sum_{D_j} r_i \Big),
    \qquad \bar w_j = \frac{1}{d} \sum_{D_j} w_i

Breslow's has l = 0 throughout. Robust covariance: dfbeta = weighted score residuals times the inverse
information, summed by cluster, outer products summed, no G/(G-1) factor (R's ``coxph(..., cluster=)``). For
the rate model under deaths: who has died is no longer at risk, so the ratio is one of rates among those
alive.

Sources: Efron (1977) JASA 72:557; Lin & Wei (1989) JASA 84:1074; Lin, Wei, Yang & Ying (2000) JRSS B 62:711;
Binder (1992) Biometrika 79:139; Therneau & Grambsch (2000), Modeling Survival Data.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from estimators.arrays import (
    Z95,
    FloatArray,
    IntArray,
    as_float_vector,
    as_weights,
    cluster_codes,
    cluster_sums,
    count_distinct,
)
from estimators.errors import EstimatorRefusal

__all__ = ["Cox", "cox"]


@dataclass(frozen=True)
class Cox:
    """A fitted Cox model.

    Attributes
    ----------
    coef
        (p,) log hazard (or rate) ratios.
    std_error
        (p,) robust (Lin-Wei), clustered when clusters were given; ``naive_std_error`` from the information.
    covariance, naive_covariance
        (p, p).
    hazard_ratio, ci_lower, ci_upper, p_value
        (p,) exp(coef), its 95 % limits and two-sided p from the robust error.
    log_likelihood
        (at zero, at the estimate).
    iterations, n, n_events, n_clusters, ties
        how it was fitted and on what (rows and events of positive weight).
    influence
        (n, p) dfbeta, rows already times their weight; None unless asked for. Its cluster sums give
        ``covariance``.
    """

    coef: FloatArray
    std_error: FloatArray
    naive_std_error: FloatArray
    covariance: FloatArray
    naive_covariance: FloatArray
    hazard_ratio: FloatArray
    ci_lower: FloatArray
    ci_upper: FloatArray
    p_value: FloatArray
    log_likelihood: tuple[float, float]
    iterations: int
    n: int
    n_events: int
    n_clusters: int
    ties: str
    influence: FloatArray | None


@dataclass(frozen=True)
class _Design:
    """Rows on the grid of (stratum, event time): row i is at risk at grid positions first_i <= j < last_i.

    ``term_*`` hold one entry for each step of the tie correction: its grid position and Efron's fraction l /
    d.
    """

    x: FloatArray
    weights: FloatArray
    first: IntArray | None
    last: IntArray
    event_rows: IntArray
    event_positions: IntArray
    size: int
    mean_weight: FloatArray
    term_position: IntArray
    term_fraction: FloatArray
    term_weight: FloatArray


def _check_covariates(x: ArrayLike, n: int, weights: FloatArray) -> FloatArray:
    matrix = np.asarray(x, dtype=np.float64)
    if matrix.ndim == 1:
        matrix = matrix[:, None]
    if matrix.ndim != 2 or matrix.shape[0] != n or matrix.shape[1] == 0:
        raise EstimatorRefusal(
            "shape_mismatch", f"x has shape {matrix.shape}, expected ({n}, p) with p >= 1."
        )
    if not np.isfinite(matrix).all():
        raise EstimatorRefusal(
            "x_not_finite", f"{int((~np.isfinite(matrix)).sum())} covariates are not finite."
        )
    used = matrix[weights > 0]
    constant = np.flatnonzero(used.max(axis=0) == used.min(axis=0))
    if constant.size:
        raise EstimatorRefusal("constant_covariate", f"Covariate number {int(constant[0]) + 1} is constant.")
    return matrix


def _codes_of_times(
    time: FloatArray, start: FloatArray | None, strata: IntArray | None
) -> tuple[FloatArray, FloatArray | None]:
    """Times as numbers that sort by stratum first, so that one grid serves all strata."""
    if strata is None:
        return time, start
    pool = time if start is None else np.concatenate([time, start])
    distinct = np.unique(pool)
    span = distinct.size + 1.0
    offset = strata * span + 1.0
    # without a start a row is at risk from the very beginning of its stratum: half a step before any time
    begin = offset - 0.5 if start is None else offset + np.searchsorted(distinct, start)
    return offset + np.searchsorted(distinct, time), begin


def _design(
    x: FloatArray,
    w: FloatArray,
    time: FloatArray,
    event: np.ndarray,
    start: FloatArray | None,
    ties: str,
) -> _Design:
    event_rows = np.flatnonzero(event & (w > 0))
    grid = np.unique(time[event_rows])
    last = np.searchsorted(grid, time, side="right")
    first = None if start is None else np.searchsorted(grid, start, side="right")
    positions = last[event_rows] - 1
    deaths = np.bincount(positions, minlength=grid.size)
    mean_weight = np.bincount(positions, weights=w[event_rows], minlength=grid.size) / deaths
    if ties == "breslow":
        term_position = np.arange(grid.size)
        term_fraction = np.zeros(grid.size)
        term_weight = mean_weight * deaths
    else:
        term_position = np.repeat(np.arange(grid.size), deaths)
        begins = np.repeat(np.cumsum(deaths) - deaths, deaths)
        term_fraction = (np.arange(term_position.size) - begins) / deaths[term_position]
        term_weight = mean_weight[term_position]
    return _Design(
        x,
        w,
        first,
        last,
        event_rows,
        positions,
        grid.size,
        mean_weight,
        term_position,
        term_fraction,
        term_weight,
    )


def _at_risk_sums(d: _Design, values: FloatArray) -> FloatArray:
    """Sum of ``values`` (n,) over the rows at risk at each grid position (J,)."""

    def after(position: IntArray) -> FloatArray:
        by_position = np.bincount(position, weights=values, minlength=d.size + 1)
        return np.cumsum(by_position[:0:-1])[::-1]

    sums = after(d.last)
    return sums if d.first is None else sums - after(d.first)


def _event_sums(d: _Design, values: FloatArray) -> FloatArray:
    return np.bincount(d.event_positions, weights=values[d.event_rows], minlength=d.size)


@dataclass(frozen=True)
class _State:
    """Likelihood, score and information at one beta, and what the residuals need."""

    log_likelihood: float
    score: FloatArray
    information: FloatArray
    risk: FloatArray
    mean_x: FloatArray
    term_hazard: FloatArray


def _cumulative(d: _Design, by_term: FloatArray) -> FloatArray:
    """Running sum over the grid of per-term values (terms,) or (terms, p): (J + 1, ...) with a leading
    zero."""
    if by_term.ndim == 1:
        summed = np.bincount(d.term_position, weights=by_term, minlength=d.size)
        return np.concatenate([[0.0], np.cumsum(summed)])
    return np.stack([_cumulative(d, column) for column in by_term.T], axis=1)


def _over_rows(d: _Design, running: FloatArray) -> FloatArray:
    """Sum over each row's risk positions of what ``running`` accumulates."""
    total = running[d.last]
    return total if d.first is None else total - running[d.first]


def _evaluate(d: _Design, beta: FloatArray) -> _State:
    eta = d.x @ beta
    shift = float(eta.max())  # cancels in every ratio; keeps exp() in range
    risk = d.weights * np.exp(eta - shift)
    s0, e0 = _at_risk_sums(d, risk), _event_sums(d, risk)
    denominator = s0[d.term_position] - d.term_fraction * e0[d.term_position]
    if not (denominator > 0).all():
        raise EstimatorRefusal(
            "not_converged", "The partial likelihood can't be evaluated: risk sums vanish."
        )
    mean_x = np.empty((d.term_position.size, d.x.shape[1]))
    for k in range(d.x.shape[1]):
        product = risk * d.x[:, k]
        s1, e1 = _at_risk_sums(d, product), _event_sums(d, product)
        mean_x[:, k] = (s1[d.term_position] - d.term_fraction * e1[d.term_position]) / denominator
    rows, weights = d.event_rows, d.weights[d.event_rows]
    log_likelihood = float(weights @ (eta[rows] - shift) - d.term_weight @ np.log(denominator))
    score = weights @ d.x[rows] - d.term_weight @ mean_x
    # sum over terms of the second moments, row by row: a row counts by the hazard it lived through
    hazard = d.term_weight / denominator
    lived = _over_rows(d, _cumulative(d, hazard))
    lived[rows] -= np.bincount(d.term_position, weights=d.term_fraction * hazard, minlength=d.size)[
        d.event_positions
    ]
    second = (d.x * (risk * lived)[:, None]).T @ d.x
    information = second - (mean_x * d.term_weight[:, None]).T @ mean_x
    return _State(log_likelihood, score, information, risk, mean_x, hazard)


def _score_residuals(d: _Design, state: _State) -> FloatArray:
    """Weighted score residuals (n, p); at the maximum they sum to zero."""
    lived = _over_rows(d, _cumulative(d, state.term_hazard))
    drift = _over_rows(d, _cumulative(d, state.mean_x * state.term_hazard[:, None]))
    rows, positions = d.event_rows, d.event_positions
    # an event is only partly in the risk set of the later steps of its tie
    partial = d.term_fraction * state.term_hazard
    lived[rows] -= np.bincount(d.term_position, weights=partial, minlength=d.size)[positions]
    steps = np.bincount(d.term_position, minlength=d.size)
    for k in range(d.x.shape[1]):
        column = np.bincount(d.term_position, weights=partial * state.mean_x[:, k], minlength=d.size)
        drift[rows, k] -= column[positions]
    residual = -state.risk[:, None] * (d.x * lived[:, None] - drift)
    for k in range(d.x.shape[1]):
        average = np.bincount(d.term_position, weights=state.mean_x[:, k], minlength=d.size) / steps
        residual[rows, k] += d.weights[rows] * (d.x[rows, k] - average[positions])
    return residual


def _inverse(information: FloatArray) -> FloatArray:
    """Inverse of an information matrix of standardised covariates, or a refusal."""
    scale = np.sqrt(np.diag(information))
    if not (scale > 0).all():
        raise EstimatorRefusal(
            "collinear_covariates", "A covariate carries no information at the event times."
        )
    correlation = information / np.outer(scale, scale)
    if np.linalg.eigvalsh(correlation)[0] < 1e-10:
        raise EstimatorRefusal(
            "collinear_covariates", "The covariates are collinear: no unique estimate exists."
        )
    return np.linalg.inv(correlation) / np.outer(scale, scale)


def _maximise(d: _Design, max_iterations: int) -> tuple[FloatArray, _State, float, int]:
    beta = np.zeros(d.x.shape[1])
    state = _evaluate(d, beta)
    null = state.log_likelihood
    # collinearity shows at zero, before separation can be mistaken for it
    null_inverse = _inverse(state.information)
    for iteration in range(1, max_iterations + 1):
        step = _newton_step(state)
        for _ in range(30):
            candidate = _evaluate(d, beta + step)
            if candidate.log_likelihood >= state.log_likelihood - 1e-9 * abs(state.log_likelihood):
                break
            step = step / 2
        beta, state = beta + step, candidate
        remaining = np.linalg.eigvals(null_inverse @ state.information).real.min()
        if np.abs(beta).max() > 25 or remaining < 1e-8:
            # a ratio of e^25 for one standard deviation, or no information left: the maximum is at infinity
            raise EstimatorRefusal("monotone_likelihood", _MONOTONE)
        if np.abs(step).max() <= 1e-11 * max(1.0, float(np.abs(beta).max())):
            return beta, state, null, iteration
    raise EstimatorRefusal(
        "not_converged", f"Newton's method did not converge in {max_iterations} iterations."
    )


_MONOTONE = (
    "The partial likelihood has no finite maximum: a covariate (or a combination) separates the events, "
    "for instance an arm without any."
)


def _newton_step(state: _State) -> FloatArray:
    try:
        return _inverse(state.information) @ state.score
    except EstimatorRefusal:
        # it was regular at zero, so a maximum is being chased to infinity
        raise EstimatorRefusal("monotone_likelihood", _MONOTONE) from None


def _standardise(x: FloatArray, w: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Centre and scale the covariates: the fit is the same, the arithmetic better conditioned."""
    centred = x - np.average(x, axis=0, weights=w)
    scale = np.sqrt(np.average(centred**2, axis=0, weights=w))
    return centred / scale, scale


def cox(
    time: ArrayLike,
    event: ArrayLike,
    x: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    start: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    strata: ArrayLike | None = None,
    ties: str = "efron",
    influence: bool = False,
    max_iterations: int = 50,
) -> Cox:
    """Fit a Cox model by Newton's method.

    Parameters
    ----------
    time
        (n,) end of each row (first event or censoring; stop of a start-stop row), >= 0.
    event
        (n,) 0/1.
    x
        (n,) or (n, p) covariates.
    weights
        (n,) non-negative; the scale does not matter to the coefficients and robust errors.
    start
        (n,) start of each row, at risk on (start, time]; None: from the origin.
    cluster
        (n,) person labels of the robust error; None: every row its own (for start-stop rows give the person).
    strata
        (n,) labels with their own baseline hazards; None: one.
    ties
        ``efron`` or ``breslow``.
    influence
        whether to return the (n, p) dfbeta.

    Raises
    ------
    EstimatorRefusal
        ``arm_empty``, ``no_events``, ``constant_covariate``, ``collinear_covariates``,
        ``monotone_likelihood``, ``not_converged``, ``one_cluster``, ``no_variation``, ``weights_*``,
        ``x_not_finite``, ``time_*``, ``event_invalid``, ``empty_interval``, ``shape_mismatch``,
        ``option_unknown``.
    """
    t = as_float_vector(time, "time")
    n = t.size
    if n == 0:
        raise EstimatorRefusal("arm_empty", "There is no row to estimate from.")
    if (t < 0).any():
        raise EstimatorRefusal("time_negative", f"{int((t < 0).sum())} of {n} times are negative.")
    flags = as_float_vector(event, "event", n)
    if not np.isin(flags, (0.0, 1.0)).all():
        raise EstimatorRefusal("event_invalid", "event must hold zeros and ones.")
    if ties not in ("efron", "breslow"):
        raise EstimatorRefusal("option_unknown", "ties must be 'efron' or 'breslow'.")
    w = as_weights(weights, n)
    begin = None if start is None else as_float_vector(start, "start", n)
    if begin is not None and (begin >= t).any():
        raise EstimatorRefusal(
            "empty_interval", f"{int((begin >= t).sum())} rows start at or after their end."
        )
    matrix = _check_covariates(x, n, w)
    codes, n_clusters = cluster_codes(cluster, n)
    if count_distinct(codes[w > 0]) < 2:
        raise EstimatorRefusal("one_cluster", "A variance needs two clusters or more of positive weight.")
    if not (flags[w > 0] == 1.0).any():
        raise EstimatorRefusal("no_events", "There is no event to model.")
    strata_codes = None if strata is None else cluster_codes(strata, n)[0]
    ends, begins = _codes_of_times(t, begin, strata_codes)
    # the fit is free of the weights' scale (the naive error and the likelihood are put back on it below)
    weight_scale = float(w[w > 0].mean())
    scaled_weights = w / weight_scale
    standardised, scale = _standardise(matrix, w)
    d = _design(standardised, scaled_weights, ends, flags == 1.0, begins, ties)
    beta, state, null, iterations = _maximise(d, max_iterations)
    inverse = _inverse(state.information)
    dfbeta = (_score_residuals(d, state) @ inverse) / scale
    sums = dfbeta if cluster is None else cluster_sums(dfbeta, codes, n_clusters)
    covariance = sums.T @ sums
    naive = inverse / np.outer(scale, scale) / weight_scale
    coef = beta / scale
    std_error = np.sqrt(np.diag(covariance))
    if not (std_error > 1e-9 * np.sqrt(np.diag(naive) * weight_scale)).all():
        # for instance every event on one day among people who all have one: ranks without information
        raise EstimatorRefusal("no_variation", "The events' order leaves no variation between clusters.")
    # the likelihood of R's coxph, in the weights as given: only the scale of the risk sums differs
    total = float(scaled_weights[d.event_rows].sum())
    offset = total * np.log(weight_scale)
    return Cox(
        coef=coef,
        std_error=std_error,
        naive_std_error=np.sqrt(np.diag(naive)),
        covariance=covariance,
        naive_covariance=naive,
        hazard_ratio=np.exp(coef),
        ci_lower=np.exp(coef - Z95 * std_error),
        ci_upper=np.exp(coef + Z95 * std_error),
        p_value=special.erfc(np.abs(coef / std_error) / np.sqrt(2.0)),
        log_likelihood=(
            (null - offset) * weight_scale,
            (state.log_likelihood - offset) * weight_scale,
        ),
        iterations=iterations,
        n=n,
        n_events=int(d.event_rows.size),
        n_clusters=n_clusters,
        ties=ties,
        influence=dfbeta if influence else None,
    )
