r"""Partial pooling of group estimates: a normal model for what the groups have in common.

y_i ~ N(theta_i, s_i^2), theta_i ~ N(mu, tau^2), flat on mu. Given tau (A. Gelman et al., Bayesian Data Analysis, 3rd ed.
2013, section 5.4):

    mu = sum w_i y_i / sum w_i,             w_i = 1 / (s_i^2 + tau^2)
    shrunk_i = B_i mu + (1 - B_i) y_i,      B_i = s_i^2 / (s_i^2 + tau^2)
    var_i = (1 - B_i) s_i^2 + B_i^2 / sum w_i
    p(tau | y) ~ p(tau) (sum w_i)^(-1/2) prod w_i^(1/2) exp(-w_i (y_i - mu)^2 / 2)

and the answer averages over tau on a grid of quantiles of its prior, a half-Cauchy whose scale is five times the
root mean square of the s_i (few groups say little about tau; plugging one value in gave 95 % intervals that covered 87 %,
and a prior as narrow as the errors themselves 90 %).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from estimators.errors import EstimatorRefusal

__all__ = ["Heterogeneity", "Pooled", "heterogeneity", "partial_pooling", "pool_given_tau"]

Z95 = 1.959963984540054
GRID = 800  # slices of the prior of tau
PRIOR_SCALE = 5.0  # of the half-Cauchy, in root mean squares of the standard errors: nearly flat where the data speak


@dataclass(frozen=True)
class Pooled:
    """``shrunk`` (k,) with its 95 % limits; ``common`` and ``tau`` (their posterior means) on the estimates' scale."""

    common: float
    common_std_error: float
    tau: float
    shrunk: np.ndarray
    std_error: np.ndarray
    ci_lower: np.ndarray
    ci_upper: np.ndarray
    shrinkage: np.ndarray


@dataclass(frozen=True)
class Heterogeneity:
    """Wald test that all groups share one effect: ``statistic`` on ``degrees`` of freedom."""

    statistic: float
    degrees: int
    p_value: float


def partial_pooling(estimate: ArrayLike, std_error: ArrayLike) -> Pooled:
    """Shrink ``estimate`` (k,) with ``std_error`` (k,) towards their common mean.

    Raises
    ------
    EstimatorRefusal
        ``too_few_groups`` (fewer than 2), ``std_error_not_positive``, ``estimate_not_finite``, ``shape_mismatch``.
    """
    y = np.asarray(estimate, dtype=np.float64).reshape(-1)
    s = np.asarray(std_error, dtype=np.float64).reshape(-1)
    if y.shape != s.shape:
        raise EstimatorRefusal("shape_mismatch", "Estimates and standard errors differ in number.")
    if y.size < 2:
        raise EstimatorRefusal("too_few_groups", "Partial pooling needs at least two groups.")
    if not np.isfinite(y).all():
        raise EstimatorRefusal("estimate_not_finite", "An estimate is not finite.")
    if not (np.isfinite(s).all() and (s > 0).all()):
        raise EstimatorRefusal("std_error_not_positive", "A standard error is zero or not finite.")
    # mid-points of equal slices of the prior: heavy tails are covered without an arbitrary upper bound
    slices = (np.arange(GRID) + 0.5) / GRID
    taus = PRIOR_SCALE * np.sqrt(np.mean(s**2)) * np.tan(0.5 * np.pi * slices)
    means, variances, commons, log_weight = [], [], [], np.empty(GRID)
    for j, tau in enumerate(taus):
        mu, mu_variance, mean, variance, log_weight[j] = pool_given_tau(y, s, float(tau))
        commons.append((mu, mu_variance))
        means.append(mean)
        variances.append(variance)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    shrunk, se = _mixture(weight, np.array(means), np.array(variances))
    common, common_se = _mixture(weight, np.array([[c[0]] for c in commons]), np.array([[c[1]] for c in commons]))
    factor = weight @ (s**2 / (s**2 + taus[:, None] ** 2))
    return Pooled(float(common[0]), float(common_se[0]), float(weight @ taus), shrunk, se, shrunk - Z95 * se,
                  shrunk + Z95 * se, factor)


def pool_given_tau(y: np.ndarray, s: np.ndarray, tau: float) -> tuple[float, float, np.ndarray, np.ndarray, float]:
    """Common mean, its variance, shrunk means (k,), their variances (k,), log likelihood of ``tau``."""
    v = s**2
    w = 1.0 / (v + tau**2)
    total = float(w.sum())
    mu = float((w @ y) / total)
    b = v * w
    log_likelihood = 0.5 * (np.log(w).sum() - np.log(total) - float(w @ (y - mu) ** 2))
    return mu, 1.0 / total, b * mu + (1 - b) * y, (1 - b) * v + b**2 / total, float(log_likelihood)


def _mixture(weight: np.ndarray, means: np.ndarray, variances: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean = weight @ means
    return mean, np.sqrt(weight @ (variances + (means - mean) ** 2))


def heterogeneity(estimate: ArrayLike, covariance: ArrayLike) -> Heterogeneity:
    """Wald test of equal effects from estimates (k,) and their joint covariance (k, k).

    Raises
    ------
    EstimatorRefusal
        ``too_few_groups``, ``covariance_singular``, ``shape_mismatch``.
    """
    y = np.asarray(estimate, dtype=np.float64).reshape(-1)
    v = np.asarray(covariance, dtype=np.float64)
    if v.shape != (y.size, y.size):
        raise EstimatorRefusal("shape_mismatch", "The covariance does not belong to the estimates.")
    if y.size < 2:
        raise EstimatorRefusal("too_few_groups", "Groups are compared from two on.")
    contrast = np.column_stack([-np.ones(y.size - 1), np.eye(y.size - 1)])
    middle = contrast @ v @ contrast.T
    if not np.isfinite(middle).all() or np.linalg.cond(middle) > 1e14:
        raise EstimatorRefusal("covariance_singular", "The groups' covariance can't be inverted.")
    gap = contrast @ y
    statistic = float(gap @ np.linalg.solve(middle, gap))
    return Heterogeneity(statistic, y.size - 1, float(stats.chi2.sf(statistic, y.size - 1)))
