"""How strong hidden bias would have to be: E-values, Rosenbaum bounds, negative controls, tipping points,
placebo.

None of these shows that there is no bias; each says what bias it would take.

Sources: T. VanderWeele & P. Ding, Ann. Intern. Med. 167 (2017) 268-274 (E-value; conversions of OR, HR, SMD);
P. Rosenbaum, Observational Studies, 2nd ed. 2002, ch. 4 (bounds); M. Lipsitch, E. Tchetgen Tchetgen & T.
Cohen, Epidemiology 21 (2010) 383-388 (negative controls).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, special, stats

from estimators.arrays import as_float_vector, cluster_codes
from estimators.contrast import MINIMUM_PEOPLE, Contrast, OutcomeContrast, att_contrast, unadjusted_contrast
from estimators.errors import EstimatorRefusal
from estimators.inputs import as_matrix

__all__ = [
    "EValue",
    "NegativeControl",
    "Placebo",
    "RosenbaumBound",
    "TippingPoint",
    "e_value",
    "e_value_of_contrast",
    "negative_control",
    "placebo",
    "rosenbaum_critical_gamma",
    "rosenbaum_sign",
    "rosenbaum_signed_rank",
    "tipping_point_lost_rows",
    "tipping_point_missed_events",
]

Z95 = 1.959963984540054
Measure = Literal["RR", "OR_rare", "OR_common", "HR_rare", "HR_common", "SMD"]


# --------------------------------------------------------------------------------------------- E-value


@dataclass(frozen=True)
class EValue:
    """``estimate``: the least strength (risk ratio with both arm and outcome) of an unmeasured confounder
    that could
    explain the estimate away; ``limit``: that for the confidence limit nearer to no effect, 1 where the
    interval covers it. ``risk_ratio``: the estimate on the risk ratio scale."""

    risk_ratio: float
    estimate: float
    limit: float


def e_value(
    estimate: float, lower: float | None = None, upper: float | None = None, *, measure: Measure = "RR"
) -> EValue:
    """E-value of a ratio (or a standardised mean difference with ``lower`` its standard error, ``upper``
    None).

    OR and HR of common outcomes (> 15 %) are converted to risk ratios first (square root; VanderWeele
    2017); SMD by exp(0.91 d), limits exp(0.91 d -+ 1.78 SE).

    Raises
    ------
    EstimatorRefusal
        ``ratio_not_positive``, ``measure_unknown``, ``limits_not_valid``.
    """
    if measure == "SMD":
        if not np.isfinite(estimate) or lower is None or not (np.isfinite(lower) and lower >= 0):
            raise EstimatorRefusal("limits_not_valid", "An SMD needs a finite value and its standard error.")
        point = float(np.exp(0.91 * estimate))
        limits = (
            float(np.exp(0.91 * estimate - 1.78 * lower)),
            float(np.exp(0.91 * estimate + 1.78 * lower)),
        )
        return EValue(point, _strength(point), _limit_strength(point, *limits))
    values = [estimate] + [v for v in (lower, upper) if v is not None]
    if not all(np.isfinite(v) and v > 0 for v in values[:1]) or not all(v >= 0 for v in values):
        raise EstimatorRefusal("ratio_not_positive", "An E-value needs a positive ratio and limits.")
    if lower is not None and upper is not None and not lower <= estimate <= upper:
        raise EstimatorRefusal("limits_not_valid", "The estimate must lie between its limits.")
    point = _as_risk_ratio(estimate, measure)
    if lower is None or upper is None:
        return EValue(point, _strength(point), 1.0)
    low = _as_risk_ratio(lower, measure) if lower > 0 else 0.0
    high = _as_risk_ratio(upper, measure) if np.isfinite(upper) else np.inf
    return EValue(point, _strength(point), _limit_strength(point, low, high))


def e_value_of_contrast(outcome: OutcomeContrast) -> EValue | None:
    """E-value of an outcome's risk ratio; None where the outcome has no ratio (no events in an arm)."""
    if outcome.ratio is None:
        return None
    return e_value(outcome.ratio.estimate, outcome.ratio.ci_lower, outcome.ratio.ci_upper)


def _as_risk_ratio(value: float, measure: str) -> float:
    if measure in ("RR", "OR_rare", "HR_rare"):
        return float(value)
    if measure == "OR_common":
        return float(np.sqrt(value))
    if measure == "HR_common":
        return float((1 - 0.5 ** np.sqrt(value)) / (1 - 0.5 ** np.sqrt(1 / value)))
    raise EstimatorRefusal("measure_unknown", f"{measure} is no measure of an E-value.")


def _strength(ratio: float) -> float:
    if ratio <= 0:
        return np.inf
    away = ratio if ratio >= 1 else 1 / ratio
    return float(away + np.sqrt(away * (away - 1)))


def _limit_strength(point: float, low: float, high: float) -> float:
    if low <= 1 <= high:
        return 1.0
    return _strength(low if point > 1 else high)


# ------------------------------------------------------------------------------------------- Rosenbaum


@dataclass(frozen=True)
class RosenbaumBound:
    """Bounds of the one-sided p-value when hidden bias multiplies the odds within a pair by at most
    ``gamma``.
    """

    gamma: float
    p_upper: float
    p_lower: float
    n_pairs: int
    statistic: float


def rosenbaum_sign(favourable: int, discordant: int, gamma: float) -> RosenbaumBound:
    """Sign (McNemar) test: ``favourable`` of ``discordant`` pairs point the claimed way; exact binomial
    tails.
    """
    _gamma(gamma)
    if not (0 <= favourable <= discordant and discordant > 0):
        raise EstimatorRefusal("no_discordant_pairs", "A sign test needs discordant pairs.")
    high, low = gamma / (1 + gamma), 1 / (1 + gamma)
    return RosenbaumBound(
        float(gamma),
        float(stats.binom.sf(favourable - 1, discordant, high)),
        float(stats.binom.sf(favourable - 1, discordant, low)),
        int(discordant),
        float(favourable),
    )


def rosenbaum_signed_rank(differences: ArrayLike, gamma: float) -> RosenbaumBound:
    """Wilcoxon's signed-rank test of positive ``differences`` (m,); zeros leave, mid-ranks, normal
    approximation.
    """
    _gamma(gamma)
    d = as_float_vector(differences, "differences")
    d = d[d != 0]
    if d.size == 0:
        raise EstimatorRefusal("no_discordant_pairs", "All paired differences are zero.")
    ranks = stats.rankdata(np.abs(d))
    statistic = float(ranks[d > 0].sum())

    def tail(share: float) -> float:
        mean, variance = share * ranks.sum(), share * (1 - share) * (ranks**2).sum()
        return float(special.ndtr(-(statistic - mean) / np.sqrt(variance)))

    return RosenbaumBound(
        float(gamma), tail(gamma / (1 + gamma)), tail(1 / (1 + gamma)), int(d.size), statistic
    )


def rosenbaum_critical_gamma(
    *, favourable: int | None = None, discordant: int | None = None, differences: ArrayLike | None = None,
    level: float = 0.05, largest: float = 1000.0,
) -> float | None:  # fmt: skip
    """The gamma at which the upper p-value reaches ``level``; None where it does so without any bias
    (gamma = 1).
    """

    def p(gamma: float) -> float:
        if differences is not None:
            return rosenbaum_signed_rank(differences, gamma).p_upper
        if favourable is None or discordant is None:
            raise EstimatorRefusal(
                "no_discordant_pairs", "Give differences, or favourable and discordant pairs."
            )
        return rosenbaum_sign(favourable, discordant, gamma).p_upper

    if p(1.0) >= level:
        return None
    if p(largest) < level:
        return largest
    return float(optimize.brentq(lambda g: p(g) - level, 1.0, largest, xtol=1e-10))


def _gamma(gamma: float) -> None:
    if not (np.isfinite(gamma) and gamma >= 1):
        raise EstimatorRefusal("gamma_not_valid", "Gamma must be finite and at least 1.")


# ------------------------------------------------------------------------------------ negative control


@dataclass(frozen=True)
class NegativeControl:
    """``rejected``: the arms differ in history that no programme could have changed, so the balance is not
    trusted.
    """

    outcome: OutcomeContrast
    p_value: float | None
    level: float
    rejected: bool
    contrast: Contrast


def negative_control(
    y: ArrayLike,
    arm: ArrayLike,
    X_older: ArrayLike,
    cluster: ArrayLike | None = None,
    *,
    level: float = 0.05,
    name: str = "negative_control",
    covariate_names: Sequence[str] | None = None,
    minimum_people: int = MINIMUM_PEOPLE,
) -> NegativeControl:
    """Balance on ``X_older`` (history before day -365) and test the difference of ``y`` (arrests in days
    -365...-1).

    ``y`` must not be a function of ``X_older``: a count that was itself balanced can't fail (refused where
    the balance explains it exactly).

    Raises
    ------
    EstimatorRefusal
        ``control_was_balanced``, and those of :func:`estimators.contrast.att_contrast`.
    """
    result = att_contrast(
        y,
        arm,
        X_older,
        cluster,
        covariate_names=covariate_names,
        names=(name,),
        minimum_people=minimum_people,
    )
    outcome = result.outcomes[0]
    if outcome.status == "no_variation":
        return NegativeControl(outcome, None, level, False, result)
    if outcome.difference is None:
        raise EstimatorRefusal(
            "control_was_balanced", "The negative control is a function of the balanced columns."
        )
    p = outcome.difference.p_value
    return NegativeControl(outcome, p, level, bool(p < level), result)


# --------------------------------------------------------------------------------------- tipping points


@dataclass(frozen=True)
class TippingPoint:
    """Shares at which the conclusion tips. ``estimate_tips``: the difference reaches zero;
    ``interval_tips``: its 95 %
    interval first includes zero (0 where it does already). None: no share below 1 does."""

    what: str
    estimate_tips: float | None
    interval_tips: float | None


def tipping_point_missed_events(contrast: Contrast, index: int = 0) -> TippingPoint:
    """Share of the LEAD arm's outcomes lost to missed linkage (and of none of the comparison's) that
    undoes a fall.

    If a share m of LEAD outcomes was never linked, the true LEAD mean is mean_LEAD/(1 - m):
    theta(m) = mean_LEAD/(1 - m) - mean_comparison, and its variance scales likewise. Where LEAD shows a
    **rise** the roles change: the comparison arm's outcomes were missed.
    """
    mu1, mu0, v1, v0, c = _joint(contrast, index)
    if mu1 <= mu0:
        a, b, va, vb, what = mu1, mu0, v1, v0, "lead_outcomes_missed"
    else:
        a, b, va, vb, what = mu0, mu1, v0, v1, "comparison_outcomes_missed"

    def gap(m: float) -> float:
        return b - a / (1 - m)

    def limit(m: float) -> float:
        k = 1 / (1 - m)
        return gap(m) - Z95 * np.sqrt(max(k * k * va + vb - 2 * k * c, 0.0))

    return TippingPoint(what, _root(gap), _root(limit))


def tipping_point_lost_rows(contrast: Contrast, lost_mean: float, index: int = 0) -> TippingPoint:
    """Share of LEAD trials lost (expungement, sealed records) with mean ``lost_mean`` that undoes the effect.

    The full LEAD mean is (1 - s) mean_LEAD + s lost_mean; nothing is lost in the comparison arm.
    ``lost_mean`` = 1 for a 0/1 outcome is the worst case where LEAD shows a fall, 0 where it shows a rise.
    """
    mu1, mu0, v1, v0, c = _joint(contrast, index)
    if not np.isfinite(lost_mean):
        raise EstimatorRefusal("lost_mean_not_finite", "The mean of the lost rows must be finite.")
    sign = 1.0 if mu1 <= mu0 else -1.0

    def gap(s: float) -> float:
        return sign * (mu0 - (1 - s) * mu1 - s * lost_mean)

    def limit(s: float) -> float:
        k = 1 - s
        return gap(s) - Z95 * np.sqrt(max(k * k * v1 + v0 - 2 * k * c, 0.0))

    return TippingPoint("lead_rows_lost", _root(gap), _root(limit))


def _joint(contrast: Contrast, index: int) -> tuple[float, float, float, float, float]:
    k = len(contrast.outcomes)
    outcome = contrast.outcomes[index]
    v = contrast.covariance
    return (
        outcome.mean_lead,
        outcome.mean_comparison,
        float(v[index, index]),
        float(v[k + index, k + index]),
        float(v[index, k + index]),
    )


def _root(function: object) -> float | None:
    """Smallest share in [0, 1) at which a function that starts positive reaches zero."""
    f = function
    if f(0.0) <= 0:  # type: ignore[operator]
        return 0.0
    grid = np.concatenate([np.linspace(0.0, 0.99, 100), 1 - np.logspace(-2, -9, 40)[1:]])
    values = [f(float(s)) for s in grid]  # type: ignore[operator]
    for low, high, value in zip(grid[:-1], grid[1:], values[1:]):
        if value <= 0:
            return float(optimize.brentq(f, float(low), float(high), xtol=1e-12))
    return None


# --------------------------------------------------------------------------------------------- placebo


@dataclass(frozen=True)
class Placebo:
    """Comparison people against comparison people: fake LEAD arms drawn at random, ``rejections`` at level
    5 %.

    ``standard_error`` is the Monte Carlo error of ``rejections``; ``ratio`` = mean standard error / spread
    of estimates.
    """

    draws: int
    rejections: float
    standard_error: float
    mean_estimate: float
    ratio: float


def placebo(
    y: ArrayLike,
    X: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    *,
    people_lead: int,
    draws: int = 200,
    rng: np.random.Generator,
    minimum_people: int = MINIMUM_PEOPLE,
) -> Placebo:
    """Draw ``people_lead`` people of the comparison arm as a fake LEAD arm, ``draws`` times, and estimate
    the "effect".

    With ``X`` the primary estimator is run in full in each draw, without it the plain difference.
    Everything else in order, the share of p < .05 is .05.

    Raises
    ------
    EstimatorRefusal
        ``below_minimum``, ``no_variation``, and those of the estimator.
    """
    matrix = as_matrix(y, "y")
    n = matrix.shape[0]
    codes, n_people = cluster_codes(cluster, n)
    if not minimum_people <= people_lead <= n_people - minimum_people:
        raise EstimatorRefusal(
            "below_minimum",
            f"{people_lead} of {n_people} people can't be split into two arms of {minimum_people}.",
        )
    estimates, errors, rejected = [], [], 0
    for _ in range(draws):
        chosen = np.zeros(n_people, dtype=bool)
        chosen[rng.choice(n_people, people_lead, replace=False)] = True
        arm = chosen[codes]
        if X is None:
            outcome = unadjusted_contrast(matrix[:, 0], arm, codes, minimum_people=minimum_people).outcomes[0]
        else:
            outcome = att_contrast(matrix[:, 0], arm, X, codes, minimum_people=minimum_people).outcomes[0]
        if outcome.difference is None:
            raise EstimatorRefusal("no_variation", "The outcome does not vary in a placebo draw.")
        estimates.append(outcome.difference.estimate)
        errors.append(outcome.difference.std_error)
        rejected += outcome.difference.p_value < 0.05
    share = rejected / draws
    spread = float(np.std(estimates, ddof=1)) if draws > 1 else 0.0
    return Placebo(
        draws,
        float(share),
        float(np.sqrt(max(share * (1 - share), 0.25 / draws) / draws)),
        float(np.mean(estimates)),
        float(np.mean(errors) / spread) if spread > 0 else 1.0,
    )
