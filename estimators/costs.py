r"""Uncertain unit costs, and money from quantities: pure arithmetic, no data.

A cost with an interval is drawn by the inverse of its distribution function at uniform numbers, so that one row of
uniforms drives all costs of a draw and every analysis re-uses the same draws.

- ``gamma``, ``lognormal``: mean ``amount``, standard deviation (high - low) / (2 x 1.96), i.e. low and high read as a 95 %
  interval (A. Briggs, K. Claxton & M. Sculpher, Decision Modelling for Health Economic Evaluation, 2006, ch. 4).
- ``pert``: Beta on [low, high] with mode ``amount`` and weight 4 (D. Malcolm et al., Oper. Res. 7 (1959) 646-669):
  alpha = 1 + 4 (amount - low)/(high - low), beta = 1 + 4 (high - amount)/(high - low).
- ``triangular``: on [low, high] with mode ``amount``.
- ``fixed``: ``amount`` itself. So is any cost whose low equals its high.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from estimators.errors import EstimatorRefusal

__all__ = ["DISTRIBUTIONS", "CostDraws", "Summary", "acceptability", "break_even_unit_cost", "cost_quantile",
           "discount_factor", "discounted_days", "draw_costs", "summarise", "to_cents"]

DISTRIBUTIONS = ("fixed", "gamma", "lognormal", "pert", "triangular")
Z95 = 1.959963984540054


def cost_quantile(distribution: str, amount: float, low: float, high: float, u: ArrayLike) -> np.ndarray:
    """Quantiles of one cost at probabilities ``u`` (any shape), in the units of ``amount``.

    Raises
    ------
    EstimatorRefusal
        ``distribution_unknown``, ``cost_negative``, ``cost_order`` (low > amount or amount > high), ``cost_not_finite``,
        ``cost_mean_zero`` (gamma or lognormal with mean 0 and high > low).
    """
    p = np.asarray(u, dtype=np.float64)
    if distribution not in DISTRIBUTIONS:
        raise EstimatorRefusal("distribution_unknown", f"{distribution} is none of {', '.join(DISTRIBUTIONS)}.")
    if not np.isfinite([amount, low, high]).all():
        raise EstimatorRefusal("cost_not_finite", "A cost, or a limit of it, is not finite.")
    if low < 0 or amount < 0:
        raise EstimatorRefusal("cost_negative", "A cost, or a limit of it, is negative.")
    if not low <= amount <= high:
        raise EstimatorRefusal("cost_order", "A cost must lie between its low and its high.")
    if distribution == "fixed" or high == low:
        return np.full(p.shape, float(amount))
    if amount == 0 and distribution in ("gamma", "lognormal"):
        raise EstimatorRefusal("cost_mean_zero", f"A {distribution} cost can't have a mean of nought and a spread.")
    if distribution == "gamma":
        sd = (high - low) / (2 * Z95)
        shape = (amount / sd) ** 2
        return special.gammaincinv(shape, p) * (amount / shape)
    if distribution == "lognormal":
        sd = (high - low) / (2 * Z95)
        sigma = np.sqrt(np.log1p((sd / amount) ** 2))
        return np.exp(np.log(amount) - sigma**2 / 2 + sigma * special.ndtri(p))
    if distribution == "pert":
        a = 1 + 4 * (amount - low) / (high - low)
        b = 1 + 4 * (high - amount) / (high - low)
        return low + (high - low) * special.betaincinv(a, b, p)
    return stats.triang.ppf(p, (amount - low) / (high - low), loc=low, scale=high - low)


@dataclass(frozen=True)
class CostDraws:
    """``point`` (m,): the amounts. ``draws`` (B, m)."""

    point: np.ndarray
    draws: np.ndarray


def draw_costs(
    distributions: list[str], amounts: ArrayLike, lows: ArrayLike, highs: ArrayLike, draws: int,
    rng: np.random.Generator,
) -> CostDraws:
    """Independent draws of ``m`` costs; the stream of ``rng`` is used in the order of the costs.

    Raises
    ------
    EstimatorRefusal
        as :func:`cost_quantile`.
    """
    point = np.asarray(amounts, dtype=np.float64)
    low, high = np.asarray(lows, dtype=np.float64), np.asarray(highs, dtype=np.float64)
    u = rng.random((draws, point.size))
    out = np.empty_like(u)
    for j, name in enumerate(distributions):
        out[:, j] = cost_quantile(name, float(point[j]), float(low[j]), float(high[j]), u[:, j])
    return CostDraws(point, out)


def discount_factor(day: ArrayLike, rate: float) -> np.ndarray:
    """Present value at day 0 of one dollar at ``day``: (1 + rate)^(-day/365.25); ``rate`` real, a year."""
    return (1.0 + rate) ** (-np.asarray(day, dtype=np.float64) / 365.25)


def discounted_days(first: ArrayLike, last: ArrayLike, rate: float) -> np.ndarray:
    """Present value of one dollar on each day from ``first`` to ``last``, both in it (a geometric sum); 0 where last < first.

    At ``rate`` 0 it is the number of days.
    """
    a, b = np.asarray(first, dtype=np.float64), np.asarray(last, dtype=np.float64)
    n = np.maximum(b - a + 1.0, 0.0)
    if rate == 0:
        return n
    daily = np.log1p(rate) / 365.25
    return discount_factor(a, rate) * np.expm1(-n * daily) / np.expm1(-daily)


def to_cents(dollars: ArrayLike) -> np.ndarray:
    """Whole cents (int64), halves to even: sums of them are exact, whatever their order."""
    return np.rint(np.asarray(dollars, dtype=np.float64) * 100.0).astype(np.int64)


def break_even_unit_cost(net: int, units: float, price: int) -> int | None:
    """The price in cents of one item at which the net (cents a person) would be nought, all else as it is.

    None where the item moves nothing, or no price of nought or more does it.
    """
    if units == 0:
        return None
    needed = price - net / units
    return int(np.rint(needed)) if needed >= 0 else None


def acceptability(net: ArrayLike, effect: ArrayLike, willingness: ArrayLike) -> np.ndarray:
    """(w,) share of the joint draws in which net + willingness x effect is positive; all money in the same unit.

    ``net`` (B,) money a person; ``effect`` (B,) units of effect a person (arrests avoided); ``willingness`` (w,) money for
    one of them. (B. van Hout et al., Health Econ. 3 (1994) 309-319.)
    """
    n, e = np.asarray(net, dtype=np.float64), np.asarray(effect, dtype=np.float64)
    return np.array([(n + w * e > 0).mean() for w in np.asarray(willingness, dtype=np.float64)])


@dataclass(frozen=True)
class Summary:
    """Money per person in cents. ``break_even``: the multiple of the estimated quantities at which net is zero.

    ``benefit_cost_ratio`` is a ratio of means; None where the programme costs nothing. ``break_even`` is None where
    nothing was avoided.
    """

    gross: int
    programme: int
    net: int
    ci_lower: int
    ci_upper: int
    gross_lower: int
    gross_upper: int
    benefit_cost_ratio: float | None
    probability_net_positive: float
    break_even: float | None


def summarise(gross: int, programme: int, gross_draws: ArrayLike, programme_draws: ArrayLike) -> Summary:
    """Point estimate with percentile intervals of its joint draws (B,), all in whole cents."""
    g, p = np.asarray(gross_draws), np.asarray(programme_draws)
    net = g - p
    lower, upper, g_lower, g_upper = (
        int(np.rint(x)) for values in (net, g) for x in np.quantile(values, [0.025, 0.975]))
    return Summary(
        gross=int(gross), programme=int(programme), net=int(gross - programme), ci_lower=lower, ci_upper=upper,
        gross_lower=g_lower, gross_upper=g_upper,
        benefit_cost_ratio=float(gross / programme) if programme > 0 else None,
        probability_net_positive=float((net > 0).mean()),
        break_even=float(programme / gross) if gross > 0 else None,
    )  # fmt: skip
