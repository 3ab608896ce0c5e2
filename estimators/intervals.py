r"""Intervals of proportions and rates: the contract's section 4 and the textbook ones, as pure functions.

All intervals are 95 % unless ``z`` says otherwise. Limits that do not exist are None (a mart's NULL), never
NaN.

Sources: Wilson (1927) JASA 22:209; Newcombe (1998) Stat Med 17:873, method 10; Clopper & Pearson (1934);
Garwood (1936) for the exact Poisson interval; Katz et al. (1978) for the log risk ratio.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from estimators.arrays import Z95, FloatArray, as_float_vector, cluster_codes
from estimators.errors import EstimatorRefusal

__all__ = [
    "DAYS_PER_YEAR",
    "Interval",
    "clopper_pearson",
    "clustered_rate",
    "events_per_person_year",
    "katz_risk_ratio",
    "log_interval",
    "log_log_interval",
    "newcombe",
    "poisson_exact",
    "wilson",
]

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True)
class Interval:
    """An estimate with its limits.

    Attributes
    ----------
    estimate
        the point estimate; None where its denominator is zero.
    lower, upper
        95 % limits; None where they do not exist (nothing observed, fewer than two people, no variation).
    method
        how the limits were made, or why there are none.
    n
        rows (trials) behind the estimate.
    n_clusters
        people behind it.
    """

    estimate: float | None
    lower: float | None
    upper: float | None
    method: str
    n: int
    n_clusters: int


def _counts(successes: float, n: float, name: str) -> None:
    if not (math.isfinite(successes) and math.isfinite(n)) or n <= 0 or successes < 0 or successes > n:
        raise EstimatorRefusal("count_invalid", f"{name} needs 0 <= successes <= n and n > 0.")


def wilson(successes: float, n: float, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of a proportion; a bound that is 0 or 1 by algebra is returned as such."""
    _counts(successes, n, "wilson")
    p = successes / n
    centre = p + z * z / (2 * n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    lower = 0.0 if successes == 0 else max(0.0, (centre - half) / scale)
    upper = 1.0 if successes == n else min(1.0, (centre + half) / scale)
    return lower, upper


def clopper_pearson(successes: int, n: int, alpha: float = 0.05) -> tuple[float, float]:
    """Exact binomial interval (equal tails)."""
    _counts(successes, n, "clopper_pearson")
    lower = 0.0 if successes == 0 else float(special.betaincinv(successes, n - successes + 1, alpha / 2))
    upper = 1.0 if successes == n else float(special.betaincinv(successes + 1, n - successes, 1 - alpha / 2))
    return lower, upper


def newcombe(
    successes1: float, n1: float, successes0: float, n0: float, z: float = Z95
) -> tuple[float, float]:
    """Newcombe's hybrid score interval (method 10) of p1 - p0, from the two Wilson intervals."""
    l1, u1 = wilson(successes1, n1, z)
    l0, u0 = wilson(successes0, n0, z)
    p1, p0 = successes1 / n1, successes0 / n0
    difference = p1 - p0
    return (
        difference - math.sqrt((p1 - l1) ** 2 + (u0 - p0) ** 2),
        difference + math.sqrt((u1 - p1) ** 2 + (p0 - l0) ** 2),
    )


def katz_risk_ratio(
    successes1: float, n1: float, successes0: float, n0: float, z: float = Z95
) -> tuple[float, float, float]:
    """Risk ratio p1/p0 with Katz's log interval: (ratio, lower, upper).

    Raises
    ------
    EstimatorRefusal
        ``no_events`` when either arm has none.
    """
    _counts(successes1, n1, "katz_risk_ratio")
    _counts(successes0, n0, "katz_risk_ratio")
    if successes1 == 0 or successes0 == 0:
        raise EstimatorRefusal("no_events", "A risk ratio needs an event in each arm.")
    ratio = (successes1 / n1) / (successes0 / n0)
    half = z * math.sqrt(1 / successes1 - 1 / n1 + 1 / successes0 - 1 / n0)
    return ratio, ratio * math.exp(-half), ratio * math.exp(half)


def poisson_exact(events: int, exposure: float, alpha: float = 0.05) -> tuple[float, float]:
    """Garwood's exact interval of a Poisson rate: events per unit of ``exposure``."""
    if not math.isfinite(exposure) or exposure <= 0 or not math.isfinite(events) or events < 0:
        raise EstimatorRefusal("count_invalid", "poisson_exact needs events >= 0 and exposure > 0.")
    lower = 0.0 if events == 0 else float(special.gammaincinv(events, alpha / 2))
    upper = float(special.gammainccinv(events + 1, alpha / 2))
    return lower / exposure, upper / exposure


def log_log_interval(
    probability: ArrayLike, std_error: ArrayLike, z: float = Z95
) -> tuple[FloatArray, FloatArray, np.ndarray]:
    r"""Limits on the log(-log) scale: :math:`p^{\exp(\mp z\, se / (p \log p))}`.

    Returns
    -------
    lower, upper, defined
        arrays like the input; where the scale does not exist (p outside (0, 1), or a standard error of zero)
        ``defined`` is False and the limits are the vacuous 0 and 1.
    """
    p = np.atleast_1d(np.asarray(probability, dtype=np.float64))
    se = np.atleast_1d(np.asarray(std_error, dtype=np.float64))
    defined = (p > 0) & (p < 1) & (se > 0)
    inside = np.where(defined, p, 0.5)
    log_p = np.log(inside)
    # |log(-log p)| steps beyond 700 overflow; such a limit is 0 or 1 to the last digit long before
    step = np.minimum(z * se / (inside * -log_p), 700.0)
    lower = np.where(defined, np.exp(log_p * np.exp(step)), 0.0)
    upper = np.where(defined, np.exp(log_p * np.exp(-step)), 1.0)
    return lower, upper, defined


def log_interval(
    value: ArrayLike, std_error: ArrayLike, z: float = Z95
) -> tuple[FloatArray, FloatArray, np.ndarray]:
    """Limits of a positive mean on the log scale: value * exp(-+ z se / value).

    Where the value or its standard error is zero ``defined`` is False and both limits repeat the value.
    """
    v = np.atleast_1d(np.asarray(value, dtype=np.float64))
    se = np.atleast_1d(np.asarray(std_error, dtype=np.float64))
    defined = (v > 0) & (se > 0)
    step = np.minimum(z * se / np.where(defined, v, 1.0), 700.0)
    return np.where(defined, v * np.exp(-step), v), np.where(defined, v * np.exp(step), v), defined


def clustered_rate(outcome: ArrayLike, cluster: ArrayLike, z: float = Z95) -> Interval:
    r"""The contract's interval of a rate: share of observed trials with the outcome, clustered on the person.

    With n trials of G people, :math:`p = \sum y / n`, :math:`u_g = \sum_{i \in g} (y_i - p)`,
    :math:`V = \frac{G}{G-1} \sum_g u_g^2 / n^2`, limits
    :math:`\mathrm{expit}(\mathrm{logit}\,p \mp z \sqrt V / (p (1 - p)))`. At p = 0 or 1, or V = 0, Wilson's
    with n = G. No trial: everything None; G < 2: limits None.

    Parameters
    ----------
    outcome
        (n,) 0/1 of the observed trials.
    cluster
        (n,) person labels.
    """
    y = as_float_vector(outcome, "outcome")
    n = y.size
    if not np.isin(y, (0.0, 1.0)).all():
        raise EstimatorRefusal("outcome_not_binary", "clustered_rate needs an outcome of zeros and ones.")
    codes, n_clusters = cluster_codes(cluster, n)
    if n == 0:
        return Interval(None, None, None, "nothing observed", 0, 0)
    total = int(y.sum())
    p = total / n
    if n_clusters < 2:
        return Interval(p, None, None, "fewer than two people", n, n_clusters)
    size = np.bincount(codes, minlength=n_clusters).astype(np.int64)
    hits = np.rint(np.bincount(codes, weights=y, minlength=n_clusters)).astype(np.int64)
    # u_g * n in whole numbers, so that "V = 0" is decided exactly
    scaled = hits * n - size * total
    if total in (0, n) or not scaled.any():
        lower, upper = wilson(p * n_clusters, n_clusters, z)
        return Interval(p, lower, upper, "wilson", n, n_clusters)
    u = scaled / n
    root_v = math.sqrt(n_clusters / (n_clusters - 1) * float(u @ u)) / n
    logit = math.log(p / (1 - p))
    half = z * root_v / (p * (1 - p))
    return Interval(
        p,
        float(special.expit(logit - half)),
        float(special.expit(logit + half)),
        "clustered logit",
        n,
        n_clusters,
    )


def events_per_person_year(
    events: ArrayLike,
    street_days: ArrayLike,
    cluster: ArrayLike,
    z: float = Z95,
    days_per_year: float = DAYS_PER_YEAR,
) -> Interval:
    r"""The contract's interval of events per person-year over observed trials, clustered on the person.

    With E events in T years, :math:`r = E / T`, :math:`V = \frac{G}{G-1} \sum_g (e_g - r t_g)^2`, limits
    :math:`r \exp(\mp z \sqrt V / E)`. E = 0: 0 and :math:`-\ln(0.025) / T`. T = 0: everything None; V = 0
    (with events) or G < 2: limits None.

    Parameters
    ----------
    events, street_days
        (n,) counts and days at liberty of the trials (whole or fractional).
    cluster
        (n,) person labels.
    """
    e = as_float_vector(events, "events")
    d = as_float_vector(street_days, "street_days", e.size)
    if (e < 0).any() or (d < 0).any():
        raise EstimatorRefusal("count_invalid", "events and street_days must not be negative.")
    codes, n_clusters = cluster_codes(cluster, e.size)
    n = e.size
    total, days = float(e.sum()), float(d.sum())
    years = days / days_per_year
    if years == 0:
        return Interval(None, None, None, "no time at risk", n, n_clusters)
    rate = total / years
    if n_clusters < 2:
        return Interval(rate, None, None, "fewer than two people", n, n_clusters)
    if total == 0:
        return Interval(0.0, 0.0, -math.log(0.025) / years, "no events", n, n_clusters)
    e_g = np.bincount(codes, weights=e, minlength=n_clusters)
    d_g = np.bincount(codes, weights=d, minlength=n_clusters)
    # u_g * days: exact for whole numbers, so a variance of zero is seen as such
    scaled = e_g * days - total * d_g
    if (np.abs(scaled) <= 1e-12 * total * days).all():
        return Interval(rate, None, None, "no variation between people", n, n_clusters)
    u = scaled / days
    half = z * math.sqrt(n_clusters / (n_clusters - 1) * float(u @ u)) / total
    return Interval(rate, rate * math.exp(-half), rate * math.exp(half), "clustered log", n, n_clusters)
