"""Two-arm contrasts with a closed-form, person-clustered variance that includes the estimation of the
weights.

One routine serves every statistic that has an influence function. Each arm's statistic T_a comes with the
influence I_i of its rows at known weights (already times the normalised weight, so that its variance is
the sum of squares). The weighting adds what the estimation of its weights does to T_0
(``EntropyBalance.correct``, ``PropensityWeights.correct``). Influences are summed by person over **both**
arms, then squared:

    V = c sum_g (sum_{i in g} psi_i)(sum_{i in g} psi_i)',        psi = (psi of T_1, psi of T_0),

so a person who stands in both arms, or with several trials in one, counts once. c = G/(G-1) by default.

From V of (T_1, T_0) follow the difference T_1 - T_0 and the ratio T_1/T_0 (delta method on the log scale),
and with several outcomes the joint covariance that the costs need. Source: M-estimation, L. Stefanski & D.
Boos, Am. Stat. 56 (2002) 29-38; the projection form in :mod:`estimators.entropy`.

The default correction (G/(G-1), normal quantile) is decided by simulation: coverage 0.94 to 0.95 at 200 LEAD
people, 0.93 to 0.95 at 60, and where the comparison's effective sample size is below three times the number
of balanced columns, ``correction="leverage"`` restores it. Figures:
``tests/estimators/reference_weighting/small_sample.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from estimators.arrays import IntArray, cluster_codes, cluster_sums, count_distinct
from estimators.entropy import EntropyBalance, entropy_balance
from estimators.errors import EstimatorRefusal
from estimators.inputs import (
    BLOCK_ROWS,
    BoolArray,
    FloatMatrix,
    as_arm,
    as_matrix,
    as_names,
    blocks,
    require_both_arms,
    rows_of,
)
from estimators.propensity import FixedWeights, PropensityWeights, fixed_weights, propensity_weights

__all__ = [
    "Contrast",
    "Estimate",
    "OutcomeContrast",
    "Weighting",
    "att_contrast",
    "count_people",
    "influence_contrast",
    "mean_influence",
    "normal_estimate",
    "stacked_contrast",
    "unadjusted_contrast",
    "weighted_contrast",
]

Z95 = 1.959963984540054
MINIMUM_PEOPLE = 10  # distinct people an arm: below that no interval is given at all
WIDTH = 256  # numbers that are compared with their like side by side
SAMPLED = 16  # one row in so many tells whether most rows have any influence
CELLS_AT_ONCE = 2_000_000  # numbers of a matrix of rows and statistics that are worked on together
Correction = Literal["none", "cluster", "leverage"]


class Weighting(Protocol):
    """What a weighting must offer: ``EntropyBalance``, ``PropensityWeights``, ``FixedWeights``."""

    @property
    def kind(self) -> str: ...
    @property
    def arm(self) -> BoolArray: ...
    @property
    def weights(self) -> FloatMatrix: ...
    @property
    def ess_comparison(self) -> float: ...
    @property
    def ess_lead(self) -> float: ...
    def correct(self, lead: FloatMatrix, comparison: FloatMatrix) -> tuple[FloatMatrix, FloatMatrix]: ...
    def leverage(self) -> FloatMatrix: ...


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval. ``std_error`` is on the scale of ``log(estimate)`` where
    ``log_scale``.
    """

    estimate: float
    std_error: float
    ci_lower: float
    ci_upper: float
    p_value: float
    log_scale: bool = False


@dataclass(frozen=True)
class OutcomeContrast:
    """One outcome: both means, their difference (LEAD - comparison) and their ratio.

    ``status``: ``ok``; ``no_events_lead``, ``no_events_comparison`` (an arm's outcome is 0 throughout: its
    standard error is 0 by construction, so the interval of the difference is a hybrid (MOVER) of each
    arm's Wilson or exact Poisson limits at its effective size, and no ratio is given); ``all_lead``,
    ``all_comparison`` (a share of 1: likewise); ``constant_lead``, ``constant_comparison`` (another
    constant: the interval rests on the other arm alone); ``no_variation`` (neither arm varies: difference
    and ratio are None); ``balanced`` (the outcome is a function of the balanced columns, so that its
    difference is zero by construction: both are None).
    """

    name: str
    mean_lead: float
    se_lead: float
    mean_comparison: float
    se_comparison: float
    difference: Estimate | None
    ratio: Estimate | None
    status: str


@dataclass(frozen=True)
class Contrast:
    """All outcomes of one comparison.

    ``covariance`` (2k, 2k) is the joint covariance of (LEAD statistics 1..k, comparison statistics 1..k),
    persons summed, correction applied. ``influence`` (G, 2k) holds the persons' sums behind it
    (uncorrected), row order of the sorted person labels; multiplier draws start from it.
    """

    kind: str
    estimand: str
    outcomes: tuple[OutcomeContrast, ...]
    covariance: FloatMatrix
    n_lead: int
    n_comparison: int
    people_lead: int
    people_comparison: int
    n_people: int
    ess_comparison: float
    correction: str
    weighting: Weighting | None = field(repr=False)
    influence: FloatMatrix = field(repr=False)

    def difference_covariance(self) -> FloatMatrix:
        """(k, k) covariance of the differences."""
        k = len(self.outcomes)
        v = self.covariance
        return v[:k, :k] + v[k:, k:] - v[:k, k:] - v[k:, :k]


def mean_influence(
    y: FloatMatrix, arm: BoolArray, weights: FloatMatrix
) -> tuple[FloatMatrix, FloatMatrix, FloatMatrix, FloatMatrix]:
    """Weighted means (k,) of ``y`` (n, k) by arm, and influences w_i (y_i - mean)/sum w: (k,), (k,), (n1,
    k), (n0, k).
    """
    out_means = []
    out_influences = []
    for rows in (arm, ~arm):
        w = weights[rows]
        share = w / w.sum()
        part = y[rows_of(rows)]
        mean = share @ part
        out_means.append(mean)
        influence = np.empty(part.shape)
        for block in blocks(len(part)):  # (one pass over memory instead of three)
            np.subtract(part[block], mean, out=influence[block])
            influence[block] *= share[block, None]
        out_influences.append(influence)
    return out_means[0], out_means[1], out_influences[0], out_influences[1]


def influence_contrast(
    lead: ArrayLike,
    comparison: ArrayLike,
    influence_lead: ArrayLike,
    influence_comparison: ArrayLike,
    weighting: Weighting,
    cluster: ArrayLike | None = None,
    *,
    names: Sequence[str] | None = None,
    correction: Correction = "cluster",
    minimum_people: int = MINIMUM_PEOPLE,
    bounded: bool = False,
    estimand: str = "att",
) -> Contrast:
    """Contrast of any statistic with known influences: cumulative incidences, mean cumulative functions,
    means.

    Parameters
    ----------
    lead, comparison
        (k,) the statistics by arm.
    influence_lead, influence_comparison
        (n1, k), (n0, k): influences of the arms' rows in the order in which they stand in
        ``weighting.arm``, at known weights, already times the normalised weight (variance = sum of
        squares). They must sum to zero by column (true of every statistic that ignores the scale of its
        weights).
    weighting
        what gave the weights with which the statistics were computed.
    cluster
        (n,) person of each row, rows of both arms in the order of ``weighting.arm``. None: each row its
        own person.
    correction
        ``"cluster"``: G/(G-1) with G the people. ``"none"``. ``"leverage"``: comparison rows' influences
        are divided by sqrt(1 - h_i), LEAD rows' multiplied by sqrt(n1/(n1 - 1)), then G/(G-1) is left out
        (HC2-like).
    bounded
        the statistics are shares in [0, 1] (decides the limits where an arm has no events).

    Raises
    ------
    EstimatorRefusal
        ``below_minimum`` (fewer than ``minimum_people`` distinct people in an arm), ``one_cluster``,
        ``influence_not_finite``, ``outcome_not_finite``, ``shape_mismatch``.
    """
    arm = weighting.arm
    n = arm.size
    i_lead = as_matrix(influence_lead, "influence", int(arm.sum()))
    i_comparison = as_matrix(influence_comparison, "influence", int(n - arm.sum()))
    if i_comparison.shape[1] != i_lead.shape[1]:
        raise EstimatorRefusal(
            "shape_mismatch", "Both arms' influences must have the same number of columns."
        )
    t1, t0 = _statistics(lead, comparison, i_lead.shape[1])
    return _projected(
        lambda part: (t1[part], t0[part], i_lead[:, part], i_comparison[:, part]),
        i_lead.shape[1],
        weighting,
        cluster,
        names=names,
        correction=correction,
        minimum_people=minimum_people,
        bounded=bounded,
        estimand=estimand,
    )


def _projected(
    some: Callable[[slice], tuple[FloatMatrix, FloatMatrix, FloatMatrix, FloatMatrix]],
    k: int,
    weighting: Weighting,
    cluster: ArrayLike | None,
    *,
    names: Sequence[str] | None,
    correction: Correction,
    minimum_people: int,
    bounded: bool,
    estimand: str,
) -> Contrast:
    """:func:`influence_contrast` of ``k`` statistics; ``some`` gives the statistics and influences of a part of them.

    (All at once would stand in memory five times over, row by row and arm by arm: a gigabyte at 300,000 rows of 80.)
    """
    _check_correction(correction)
    arm = weighting.arm
    # people are counted before the projection: a refusal needs no arithmetic
    codes, n_people = cluster_codes(cluster, arm.size)
    people = count_people(arm, (codes, n_people), cluster is None, minimum_people)
    scale = _leverage_scale(weighting) if correction == "leverage" else None
    summed = _Summed(k, n_people)
    width = max(CELLS_AT_ONCE // max(arm.size, 1), 1)
    for start in range(0, max(k, 1), width):
        part = slice(start, min(start + width, k))
        t1, t0, i_lead, i_comparison = some(part)
        psi_lead, psi_comparison = weighting.correct(i_lead, i_comparison)
        if scale is not None:
            psi_lead *= scale[0][:, None]
            psi_comparison *= scale[1][:, None]
        summed.put(part, (t1, t0), (psi_lead, psi_comparison), None if cluster is None else codes)
    return _stacked(
        summed,
        arm,
        people,
        kind=weighting.kind,
        estimand=estimand,
        ess_comparison=float(weighting.ess_comparison),
        names=names,
        correction=correction,
        bounded=bounded,
        weighting=weighting,
    )


def stacked_contrast(
    lead: ArrayLike,
    comparison: ArrayLike,
    psi_lead: ArrayLike,
    psi_comparison: ArrayLike,
    arm: ArrayLike,
    cluster: ArrayLike | None = None,
    *,
    kind: str,
    estimand: str = "att",
    ess_comparison: float | None = None,
    names: Sequence[str] | None = None,
    correction: Correction = "cluster",
    minimum_people: int = MINIMUM_PEOPLE,
    bounded: bool = False,
    weighting: Weighting | None = None,
) -> Contrast:
    """Contrast from **complete** influences: ``psi_lead``, ``psi_comparison`` (n, k) over the rows of both
    arms.

    Whatever was estimated on the way is already in them (a leverage correction too: ``"leverage"`` here only
    leaves out the cluster factor). Other arguments and refusals as
    :func:`influence_contrast`.
    """
    _check_correction(correction)
    rows = as_arm(arm)
    require_both_arms(rows)
    codes, n_people = cluster_codes(cluster, rows.size)
    people = count_people(rows, (codes, n_people), cluster is None, minimum_people)
    psi1 = as_matrix(psi_lead, "influence", rows.size)
    psi0 = as_matrix(psi_comparison, "influence", rows.size)
    if psi0.shape[1] != psi1.shape[1]:
        raise EstimatorRefusal(
            "shape_mismatch", "Both arms' influences must have the same number of columns."
        )
    k = psi1.shape[1]
    summed = _Summed(k, n_people)
    summed.put(slice(0, k), _statistics(lead, comparison, k), (psi1, psi0), None if cluster is None else codes)
    return _stacked(
        summed,
        rows,
        people,
        kind=kind,
        estimand=estimand,
        ess_comparison=ess_comparison,
        names=names,
        correction=correction,
        bounded=bounded,
        weighting=weighting,
    )


class _Summed:
    """Statistics (2, k) by arm (LEAD first), the largest size of a row's influence on each, and the influences' sums by person
    (G, 2 k), filled in part by part.
    """

    def __init__(self, k: int, n_people: int) -> None:
        self.k = k
        self.statistics = np.empty((2, k))
        self.largest = np.empty((2, k))
        self.sums = np.empty((n_people, 2 * k))

    def put(
        self,
        part: slice,
        statistics: tuple[FloatMatrix, FloatMatrix],
        influences: tuple[FloatMatrix, FloatMatrix],
        codes: IntArray | None,
    ) -> None:
        """Some of the statistics with their complete influences (n, .); ``codes`` None: each row its own person."""
        for i, (statistic, psi) in enumerate(zip(statistics, influences, strict=True)):
            psi = as_matrix(psi, "influence")
            self.statistics[i, part] = statistic
            self.largest[i, part] = _largest(psi)
            self.sums[:, i * self.k + part.start : i * self.k + part.stop] = (
                psi if codes is None else _sums(psi, codes, len(self.sums))
            )


def _statistics(lead: ArrayLike, comparison: ArrayLike, k: int) -> tuple[FloatMatrix, FloatMatrix]:
    t1 = np.asarray(lead, dtype=np.float64).reshape(-1)
    t0 = np.asarray(comparison, dtype=np.float64).reshape(-1)
    if t1.shape != (k,) or t0.shape != (k,):
        raise EstimatorRefusal(
            "shape_mismatch", "Statistics and influences must have the same number of columns."
        )
    return t1, t0


def _stacked(
    summed: _Summed,
    rows: BoolArray,
    people: tuple[int, int],
    *,
    kind: str,
    estimand: str,
    ess_comparison: float | None,
    names: Sequence[str] | None,
    correction: Correction,
    bounded: bool,
    weighting: Weighting | None,
) -> Contrast:
    """The contrast of influences that are summed by person; ``people``: distinct ones by arm."""
    n, k, sums = rows.size, summed.k, summed.sums
    t1, t0 = summed.statistics
    if not np.isfinite(summed.statistics).all():
        raise EstimatorRefusal("outcome_not_finite", "A statistic is not finite.")
    labels = as_names(names, k, "y")
    people_lead, people_comparison = people
    ess = float(people_comparison) if ess_comparison is None else float(ess_comparison)
    n_people = len(sums)
    factor = n_people / (n_people - 1.0) if correction == "cluster" else 1.0
    covariance = factor * (sums.T @ sums)
    errors = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    of_difference, of_ratio = np.sqrt(factor * _squares_between(sums, t1, t0))
    outcomes = tuple(
        _outcome(
            labels[j],
            (t1[j], t0[j]),
            (errors[j], errors[k + j], of_difference[j], of_ratio[j]),
            (summed.largest[0, j], summed.largest[1, j]),
            (float(people_lead), min(float(people_comparison), ess)),
            bounded,
            n,
        )
        for j in range(k)
    )
    n_lead = int(rows.sum())
    return Contrast(
        kind=kind,
        estimand=estimand,
        outcomes=outcomes,
        covariance=covariance,
        n_lead=n_lead,
        n_comparison=n - n_lead,
        people_lead=people_lead,
        people_comparison=people_comparison,
        n_people=n_people,
        ess_comparison=ess,
        correction=correction,
        weighting=weighting,
        influence=sums,
    )


def weighted_contrast(
    y: ArrayLike,
    weighting: Weighting,
    cluster: ArrayLike | None = None,
    *,
    names: Sequence[str] | None = None,
    correction: Correction = "cluster",
    minimum_people: int = MINIMUM_PEOPLE,
    estimand: str | None = None,
) -> Contrast:
    """Contrast of weighted means of ``y`` (n,) or (n, k): shares, counts, costs; rows as in
    ``weighting.arm``.

    Raises
    ------
    EstimatorRefusal
        ``y_not_finite``, ``shape_mismatch`` and those of :func:`influence_contrast`.
    """
    matrix = as_matrix(y, "y", weighting.arm.size)
    return _projected(
        lambda part: mean_influence(matrix[:, part], weighting.arm, weighting.weights),
        matrix.shape[1],
        weighting,
        cluster,
        names=names,
        correction=correction,
        minimum_people=minimum_people,
        bounded=all(bool(((rows == 0) | (rows == 1)).all()) for rows in (matrix[block] for block in blocks(len(matrix)))),
        estimand=estimand or getattr(weighting, "estimand", "att"),
    )


def unadjusted_contrast(
    y: ArrayLike,
    arm: ArrayLike,
    cluster: ArrayLike | None = None,
    *,
    weights: ArrayLike | None = None,
    names: Sequence[str] | None = None,
    correction: Correction = "cluster",
    minimum_people: int = MINIMUM_PEOPLE,
) -> Contrast:
    """Difference and ratio of the arms' means as they stand, or with weights (n,) taken as known.

    Raises
    ------
    EstimatorRefusal
        ``arm_empty``, ``weights_not_finite``, ... as :func:`weighted_contrast`.
    """
    weighting = fixed_weights(arm, weights, kind="unadjusted" if weights is None else "known_weights")
    return weighted_contrast(
        y, weighting, cluster,
        names=names, correction=correction, minimum_people=minimum_people, estimand="association",
    )  # fmt: skip


def att_contrast(
    y: ArrayLike,
    arm: ArrayLike,
    X: ArrayLike,
    cluster: ArrayLike | None = None,
    *,
    method: Literal["entropy_balance", "logistic_att", "logistic_ate", "overlap"] = "entropy_balance",
    covariate_names: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
    base_weights: ArrayLike | None = None,
    if_infeasible: Literal["ridge", "refuse"] = "ridge",
    correction: Correction = "cluster",
    minimum_people: int = MINIMUM_PEOPLE,
) -> Contrast:
    """The project's primary estimator: entropy-balanced ATT difference and ratio of means with clustered
    variance.

    Parameters
    ----------
    y
        (n,) or (n, k): re-arrest within the horizon (0/1), counts of events, costs. All outcomes share the
        weights.
    arm
        (n,) True for LEAD.
    X
        (n, p) columns to balance (see :mod:`estimators.basis`).
    cluster
        (n,) person of each row.
    method
        the weighting; the others serve as sensitivity analyses.

    Raises
    ------
    EstimatorRefusal
        as :func:`estimators.entropy.entropy_balance`, :func:`estimators.propensity.propensity_weights`,
        :func:`influence_contrast`. People are counted before anything is fitted.
    """
    rows = as_arm(arm)
    require_both_arms(rows)
    matrix = as_matrix(y, "y", rows.size)
    codes, n_people = cluster_codes(cluster, rows.size)
    count_people(rows, (codes, n_people), cluster is None, minimum_people)
    weighting: EntropyBalance | PropensityWeights | FixedWeights
    if method == "entropy_balance":
        weighting = entropy_balance(
            X, rows, names=covariate_names, base_weights=base_weights, if_infeasible=if_infeasible
        )
    elif method in ("logistic_att", "logistic_ate", "overlap"):
        weighting = propensity_weights(
            X,
            rows,
            estimand=method.removeprefix("logistic_"),
            names=covariate_names,
            base_weights=base_weights,
        )
    else:
        raise EstimatorRefusal("method_unknown", f"{method} is no weighting of this function.")
    return weighted_contrast(
        matrix, weighting, codes if cluster is not None else None,
        names=names, correction=correction, minimum_people=minimum_people,
    )  # fmt: skip


def normal_estimate(estimate: float, std_error: float, *, log_scale: bool = False) -> Estimate:
    """Normal 95 % interval and two-sided p-value (null: 0, or 1 for a ratio whose ``std_error`` is of its
    logarithm).

    Raises
    ------
    EstimatorRefusal
        ``std_error_not_positive`` where the standard error is zero or not finite.
    """
    if not (np.isfinite(std_error) and std_error > 0 and np.isfinite(estimate)):
        raise EstimatorRefusal("std_error_not_positive", "A standard error is zero or not finite.")
    if log_scale:
        centre = float(np.log(estimate))
        low, high = np.exp(centre - Z95 * std_error), np.exp(centre + Z95 * std_error)
    else:
        centre = float(estimate)
        low, high = centre - Z95 * std_error, centre + Z95 * std_error
    p = float(special.erfc(abs(centre / std_error) / np.sqrt(2.0)))
    return Estimate(float(estimate), float(std_error), float(low), float(high), p, log_scale)


# ---------------------------------------------------------------------------------------------------------


def count_people(
    arm: BoolArray, coded: tuple[IntArray, int], rows_are_people: bool, minimum: int
) -> tuple[int, int]:
    """Distinct people with a row in the LEAD arm, and in the comparison arm; refuse below the minimum."""
    codes, n_people = coded
    if n_people < 2:
        raise EstimatorRefusal("one_cluster", "All rows belong to one person: no variance can be estimated.")
    if rows_are_people:
        lead = int(arm.sum())
        comparison = arm.size - lead
    else:
        lead, comparison = (
            count_distinct(codes[rows]) for rows in (arm, ~arm)
        )
    least = max(minimum, 2)
    if min(lead, comparison) < least:
        raise EstimatorRefusal(
            "below_minimum",
            f"{lead} people in the LEAD arm and {comparison} in the comparison arm; "
            f"an interval needs at least {least} in each.",
        )
    return lead, comparison


def _largest(influence: FloatMatrix) -> FloatMatrix:
    """(k,) the largest size of each column. Several rows are looked at side by side: row by row, narrow ones take thrice as long."""
    n, k = influence.shape
    together = max(WIDTH // max(k, 1), 1)
    whole = n // together * together
    wide = influence[:whole].reshape(-1, together * k)
    out = np.zeros(together * k)
    rows = max(BLOCK_ROWS // together, 1)
    for start in range(0, len(wide), rows):
        np.maximum(out, np.abs(wide[start : start + rows]).max(axis=0), out=out)
    return np.maximum(out.reshape(together, k).max(axis=0), np.abs(influence[whole:]).max(axis=0, initial=0.0))


def _sums(influence: FloatMatrix, codes: IntArray, n_people: int) -> FloatMatrix:
    """(G, k) sums by person; of an arm that has all the influence only its rows are summed up."""
    if 2 * np.count_nonzero(influence[::SAMPLED].any(axis=1)) * SAMPLED < len(influence):
        used = influence.any(axis=1)
        return cluster_sums(influence[used], codes[used], n_people)
    return cluster_sums(influence, codes, n_people)


def _check_correction(correction: str) -> None:
    if correction not in ("none", "cluster", "leverage"):
        raise EstimatorRefusal("correction_unknown", f"{correction} is none of none, cluster, leverage.")


def _leverage_scale(weighting: Weighting) -> tuple[FloatMatrix, FloatMatrix]:
    """(n,) what the rows' influences on the LEAD and on the comparison statistic are multiplied by (HC2-like)."""
    arm = weighting.arm
    n_lead = int(arm.sum())
    lead = np.where(arm, np.sqrt(n_lead / (n_lead - 1.0)), 1.0)
    comparison = lead.copy()
    comparison[~arm] = 1.0 / np.sqrt(1.0 - np.minimum(weighting.leverage(), 0.99))
    return lead, comparison


def _squares_between(sums: FloatMatrix, t1: FloatMatrix, t0: FloatMatrix) -> FloatMatrix:
    """(2, k) sums over the people of the squared influences on the difference and on the logarithm of the ratio (zero where
    there is none): from the persons' differences themselves, for v1 + v0 - 2 v10 would cancel where the arms' errors are alike.
    """
    k = t1.size
    has_ratio = (t1 > 0) & (t0 > 0)
    inverse = [np.where(has_ratio, 1.0 / np.where(has_ratio, t, 1.0), 0.0) for t in (t1, t0)]
    out = np.zeros((2, k))
    for block in blocks(len(sums)):
        lead, comparison = sums[block, :k], sums[block, k:]
        between = lead - comparison
        out[0] += np.einsum("ij,ij->j", between, between)
        np.multiply(lead, inverse[0], out=between)
        between -= comparison * inverse[1]
        out[1] += np.einsum("ij,ij->j", between, between)
    return out


def _outcome(
    name: str,
    statistics: tuple[float, float],
    errors: tuple[float, float, float, float],
    sizes: tuple[float, float],
    people: tuple[float, float],
    bounded: bool,
    n: int,
) -> OutcomeContrast:
    """``errors``: of the arms' statistics, of their difference, of the logarithm of their ratio (0: it has none)."""
    t1, t0 = float(statistics[0]), float(statistics[1])
    # rounding of a constant leaves influences of the order of its last digit over n
    tiny = 1e-10 * max(abs(t1), abs(t0), 1e-300) / n
    flat1, flat0 = bool(sizes[0] <= tiny), bool(sizes[1] <= tiny)
    se1 = 0.0 if flat1 else float(errors[0])
    se0 = 0.0 if flat0 else float(errors[1])
    status = _status(t1, t0, flat1, flat0, bounded)
    difference: Estimate | None = None
    ratio: Estimate | None = None
    if status == "ok" or status.startswith("constant"):
        se = float(errors[2])
        if se <= 1e-7 * (se1 + se0):
            return OutcomeContrast(name, t1, se1, t0, se0, None, None, "balanced")
        difference = normal_estimate(t1 - t0, se)
        log_se = float(errors[3])
        # beyond a log error of 50 the limits leave the range of numbers: no information, not an infinity
        if 0.0 < log_se < 50.0:
            ratio = normal_estimate(t1 / t0, log_se, log_scale=True)
    elif status != "no_variation":
        difference = _hybrid(t1, se1, t0, se0, flat1, flat0, *people, bounded)
    return OutcomeContrast(name, t1, se1, t0, se0, difference, ratio, status)


def _status(t1: float, t0: float, flat1: bool, flat0: bool, bounded: bool) -> str:
    if flat1 and flat0:
        return "no_variation"
    if flat1 or flat0:
        side, value = ("lead", t1) if flat1 else ("comparison", t0)
        if value == 0:
            return f"no_events_{side}"
        return f"all_{side}" if bounded and abs(value - 1) < 1e-9 else f"constant_{side}"
    return "ok"


def _arm_limits(mean: float, se: float, flat: bool, size: float, bounded: bool) -> tuple[float, float]:
    """95 % limits of one arm's mean: normal, or where it is flat Wilson's (shares) or exact Poisson's
    (counts).
    """
    if not flat:
        return mean - Z95 * se, mean + Z95 * se
    if bounded:
        edge = Z95**2 / (size + Z95**2)
        return (0.0, edge) if mean < 0.5 else (1.0 - edge, 1.0)
    return 0.0, -float(np.log(0.025)) / size


def _hybrid(
    t1: float,
    se1: float,
    t0: float,
    se0: float,
    flat1: bool,
    flat0: bool,
    n1: float,
    n0: float,
    bounded: bool,
) -> Estimate:
    """Difference with limits by the method of variance estimates recovery (Zou & Donner, Stat. Med. 27,
    2008).
    """
    low1, high1 = _arm_limits(t1, se1, flat1, n1, bounded)
    low0, high0 = _arm_limits(t0, se0, flat0, n0, bounded)
    d = t1 - t0
    low = d - np.hypot(t1 - low1, high0 - t0)
    high = d + np.hypot(high1 - t1, t0 - low0)
    # the standard error and p-value that these limits imply on the side of zero
    half = (d - low) if d > 0 else (high - d)
    se = float(half / Z95)
    return Estimate(float(d), se, float(low), float(high), float(special.erfc(abs(d) / se / np.sqrt(2.0))))
