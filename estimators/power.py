"""Power, sample size and minimum detectable effect of two-arm comparisons (two-sided, level 5 % unless
stated).

Arms may have effective sizes: a weighted comparison arm counts with its ESS, clustered rows with the
people they come from (or rows / design effect). Two proportions, J. Fleiss, Statistical Methods for Rates
and Proportions (1981):

    z_{1-a/2} sqrt(pbar qbar (1/n1 + 1/n0)) + z_power sqrt(p1 q1/n1 + p0 q0/n0) = |p1 - p0|,
    pbar = (n1 p1 + n0 p0)/(n1 + n0),

which for equal arms is R's ``power.prop.test``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import optimize, special

from estimators.errors import EstimatorRefusal

__all__ = [
    "DetectableEffect",
    "design_effect",
    "mde_from_std_error",
    "mde_means",
    "mde_proportions",
    "power_proportions",
    "projected_sizes",
    "sample_size_proportions",
]


@dataclass(frozen=True)
class DetectableEffect:
    """The smallest effect found with the stated power. ``difference`` is None where even the largest
    possible is not.
    """

    difference: float | None
    ratio: float | None
    lead_value: float | None
    size_lead: float
    size_comparison: float
    power: float


def power_proportions(
    p_lead: float, p_comparison: float, size_lead: float, size_comparison: float, *, level: float = 0.05
) -> float:
    """Power to find p_lead against p_comparison (the far tail's share is left out, as in
    ``power.prop.test``).
    """
    _shares(p_lead, p_comparison)
    _sizes(size_lead, size_comparison)
    pooled = (size_lead * p_lead + size_comparison * p_comparison) / (size_lead + size_comparison)
    null = np.sqrt(pooled * (1 - pooled) * (1 / size_lead + 1 / size_comparison))
    alternative = np.sqrt(
        p_lead * (1 - p_lead) / size_lead + p_comparison * (1 - p_comparison) / size_comparison
    )
    gap = abs(p_lead - p_comparison) - special.ndtri(1 - _level(level) / 2) * null
    if alternative == 0:
        return 1.0 if gap > 0 else 0.0
    return float(special.ndtr(gap / alternative))


def sample_size_proportions(
    p_lead: float, p_comparison: float, *, power: float = 0.8, ratio: float = 1.0, level: float = 0.05
) -> float:
    """LEAD rows needed, not rounded; the comparison arm has ``ratio`` times as many (effective) rows.

    Raises
    ------
    EstimatorRefusal
        ``effect_zero``, ``share_not_valid``, ``power_not_valid``, ``size_not_positive``.
    """
    _shares(p_lead, p_comparison)
    _power(power)
    if not (np.isfinite(ratio) and ratio > 0):
        raise EstimatorRefusal("size_not_positive", "The ratio of the arms must be positive.")
    gap = abs(p_lead - p_comparison)
    if gap == 0:
        raise EstimatorRefusal("effect_zero", "No sample is large enough to find an effect of zero.")
    pooled = (p_lead + ratio * p_comparison) / (1 + ratio)
    null = special.ndtri(1 - _level(level) / 2) * np.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio))
    alternative = special.ndtri(power) * np.sqrt(
        p_lead * (1 - p_lead) + p_comparison * (1 - p_comparison) / ratio
    )
    return float(((null + alternative) / gap) ** 2)


def mde_proportions(
    p_comparison: float,
    size_lead: float,
    size_comparison: float,
    *,
    power: float = 0.8,
    level: float = 0.05,
    direction: Literal["fall", "rise"] = "fall",
) -> DetectableEffect:
    """Smallest fall (or rise) from ``p_comparison`` that is found with ``power`` at these effective sizes.

    Raises
    ------
    EstimatorRefusal
        ``share_not_valid``, ``size_not_positive``, ``power_not_valid``.
    """
    _shares(p_comparison, p_comparison)
    _sizes(size_lead, size_comparison)
    _power(power)
    end = 0.0 if direction == "fall" else 1.0

    def short(p: float) -> float:
        return power_proportions(p, p_comparison, size_lead, size_comparison, level=level) - power

    if p_comparison == end or short(end) < 0:
        return DetectableEffect(None, None, None, size_lead, size_comparison, power)
    p = float(optimize.brentq(short, end, p_comparison, xtol=1e-14, rtol=1e-12))
    ratio = p / p_comparison if p_comparison > 0 else None
    return DetectableEffect(p - p_comparison, ratio, p, size_lead, size_comparison, power)


def mde_means(
    sd_lead: float,
    sd_comparison: float,
    size_lead: float,
    size_comparison: float,
    *,
    power: float = 0.8,
    level: float = 0.05,
) -> float:
    """Smallest difference of two means (counts, costs) found with ``power``: (z_{1-a/2} + z_power) * SE."""
    _sizes(size_lead, size_comparison)
    if not (np.isfinite(sd_lead) and np.isfinite(sd_comparison) and sd_lead >= 0 and sd_comparison >= 0):
        raise EstimatorRefusal("sd_not_valid", "Standard deviations must be finite and not negative.")
    return mde_from_std_error(
        float(np.sqrt(sd_lead**2 / size_lead + sd_comparison**2 / size_comparison)), power=power, level=level
    )


def mde_from_std_error(std_error: float, *, power: float = 0.8, level: float = 0.05) -> float:
    """Smallest effect found with ``power`` by an estimator of this (expected) standard error."""
    if not (np.isfinite(std_error) and std_error >= 0):
        raise EstimatorRefusal(
            "std_error_not_positive", "The standard error must be finite and not negative."
        )
    _power(power)
    return float((special.ndtri(1 - _level(level) / 2) + special.ndtri(power)) * std_error)


def design_effect(rows_per_person: float, correlation: float) -> float:
    """1 + (m - 1) rho: by how much m rows a person with intra-person correlation rho inflate a variance."""
    if not (rows_per_person >= 1 and -1 <= correlation <= 1):
        raise EstimatorRefusal(
            "design_effect_not_valid", "Rows a person must be >= 1, a correlation in [-1, 1]."
        )
    return float(1 + (rows_per_person - 1) * correlation)


def projected_sizes(
    lead_now: float, comparison_now: float, ess_now: float, lead_planned: float, comparison_planned: float
) -> tuple[float, float]:
    """(LEAD size, comparison ESS) when the arms have grown, at the present efficiency ESS / n of the
    weights.
    """
    _sizes(lead_now, comparison_now)
    _sizes(lead_planned, comparison_planned)
    if not 0 < ess_now <= comparison_now * (1 + 1e-9):
        raise EstimatorRefusal(
            "size_not_positive", "The effective size must lie between 0 and the arm's size."
        )
    return float(lead_planned), float(ess_now / comparison_now * comparison_planned)


def _shares(*values: float) -> None:
    if any(not (np.isfinite(v) and 0 <= v <= 1) for v in values):
        raise EstimatorRefusal("share_not_valid", "Shares must lie between 0 and 1.")


def _sizes(*values: float) -> None:
    if any(not (np.isfinite(v) and v > 0) for v in values):
        raise EstimatorRefusal("size_not_positive", "Sizes must be finite and positive.")


def _power(value: float) -> None:
    if not 0 < value < 1:
        raise EstimatorRefusal("power_not_valid", "Power must lie strictly between 0 and 1.")


def _level(value: float) -> float:
    if not 0 < value < 1:
        raise EstimatorRefusal("level_not_valid", "A level must lie strictly between 0 and 1.")
    return value
