"""Difference-in-differences of `area_policy`: programme against comparison areas, after against before.

    theta = (programme after - programme before) - (comparison after - comparison before),

over **all** eligible events, diverted or not: officers' selection of whom to divert can't bias it. What it
assumes instead is that without the programme both areas would have moved in parallel (on the stated
scale), and that no other policy changed in one of them. People are clusters: one person's events of all
areas and periods are summed before squaring. That covers the sampling of people, **not** shocks to a whole
area: one programme area is one treated unit, and with one or two areas no standard error can speak to that.

``adjust="balance"`` re-weights the other three cells to the covariate means of the programme-after cell by
entropy balancing (changes in who is arrested are then not taken for an effect), and the variance includes
those weights. Sources: A. Abadie, Rev. Econ. Stud. 72 (2005) 1-19; P. Sant'Anna & J. Zhao, J. Econometrics
219 (2020) 101-122 (repeated cross-sections).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from estimators.arrays import cluster_codes, cluster_sums, count_distinct
from estimators.contrast import MINIMUM_PEOPLE, Estimate, normal_estimate
from estimators.entropy import entropy_balance
from estimators.errors import EstimatorRefusal
from estimators.inputs import FloatMatrix, as_arm, as_matrix, as_names, as_row_weights

__all__ = ["CELLS", "DifferenceInDifferences", "difference_in_differences"]

CELLS = ("programme_after", "programme_before", "comparison_after", "comparison_before")
Scale = Literal["difference", "log", "logit"]


@dataclass(frozen=True)
class DifferenceInDifferences:
    """One outcome. ``means`` by cell in the order of ``CELLS``.

    ``estimate``: on the difference scale the difference of differences; on ``log`` the ratio of ratios and
    on ``logit`` the ratio of odds ratios (``log_scale`` True). ``max_abs_smd`` of the worst balanced cell
    (0 unadjusted), ``ridged`` names cells whose exact balance was infeasible.
    """

    name: str
    scale: str
    means: tuple[float, float, float, float]
    estimate: Estimate
    n_rows: tuple[int, int, int, int]
    people: tuple[int, int, int, int]
    ess: tuple[float, float, float, float]
    max_abs_smd: float
    ridged: tuple[str, ...]
    positivity_failures: tuple[str, ...]


def difference_in_differences(
    y: ArrayLike,
    programme: ArrayLike,
    after: ArrayLike,
    cluster: ArrayLike | None = None,
    *,
    X: ArrayLike | None = None,
    adjust: Literal["none", "balance"] = "none",
    weights: ArrayLike | None = None,
    scale: Scale = "difference",
    names: Sequence[str] | None = None,
    covariate_names: Sequence[str] | None = None,
    correction: Literal["none", "cluster"] = "cluster",
    minimum_people: int = MINIMUM_PEOPLE,
) -> tuple[DifferenceInDifferences, ...]:
    """Difference-in-differences of the means of ``y`` (n,) or (n, k); one result an outcome.

    Parameters
    ----------
    programme, after
        (n,) True for events in programme areas; for events in the accrual window.
    scale
        ``"log"`` and ``"logit"`` assume parallel trends of log means or log odds.

    Raises
    ------
    EstimatorRefusal
        ``cell_empty``, ``below_minimum`` (people in a cell), ``one_cluster``, ``no_variation``,
        ``scale_undefined`` (a mean of 0, or of 1 on the logit scale), ``covariates_missing``, and those of
        the inputs and of the balance.
    """
    matrix = as_matrix(y, "y")
    n, k = matrix.shape
    area = as_arm(programme, n)
    period = as_arm(after, n)
    labels = as_names(names, k, "y")
    base = as_row_weights(weights, n)
    base = np.ones(n) if base is None else base
    codes, n_people = cluster_codes(cluster, n)
    if n_people < 2:
        raise EstimatorRefusal("one_cluster", "All rows belong to one person: no variance can be estimated.")
    cells = [area & period, area & ~period, ~area & period, ~area & ~period]
    people = []
    for cell, label in zip(cells, CELLS):
        if not (cell & (base > 0)).any():
            raise EstimatorRefusal("cell_empty", f"There are no rows in {label}.")
        people.append(count_distinct(codes[cell]))
    least = max(minimum_people, 2)
    if min(people) < least:
        raise EstimatorRefusal(
            "below_minimum", f"A cell has {min(people)} people; an interval needs {least}."
        )
    if adjust == "balance" and X is None:
        raise EstimatorRefusal("covariates_missing", "A balanced difference-in-differences needs covariates.")

    means = np.zeros((4, k))
    psi = np.zeros((4, n, k))
    ess = []
    worst = 0.0
    ridged: list[str] = []
    failures: list[str] = []
    covariates = None if X is None or adjust == "none" else as_matrix(X, "X", n)
    for c, cell in enumerate(cells):
        if covariates is None or c == 0:
            w = base[cell]
            means[c], psi[c, cell] = _mean(matrix[cell], w)
        else:
            both = cell | cells[0]
            balance = entropy_balance(
                covariates[both], cells[0][both], names=covariate_names, base_weights=base[both]
            )
            w = balance.weights[cell[both]]
            means[c], influence = _mean(matrix[cell], w)
            lead = np.zeros((int(cells[0].sum()), k))
            psi[c, both] = balance.correct(lead, influence)[1]
            worst = max(worst, balance.max_abs_smd)
            if balance.ridge > 0:
                ridged.append(CELLS[c])
            failures += [f"{CELLS[c]}: {name}" for name in balance.positivity_failures]
        ess.append(float(w.sum() ** 2 / (w @ w)))

    signs = np.array([1.0, -1.0, -1.0, 1.0])
    factor = n_people / (n_people - 1.0) if correction == "cluster" else 1.0
    results = []
    for j in range(k):
        transformed, slope = _transform(means[:, j], scale, labels[j])
        combined = (signs * slope) @ psi[:, :, j]
        sums = cluster_sums(combined, codes, n_people)
        variance = float(sums @ sums) * factor
        theta = float(signs @ transformed)
        if not variance > 1e-24:
            raise EstimatorRefusal("no_variation", f"{labels[j]} does not vary: no standard error exists.")
        shown = np.exp(theta) if scale != "difference" else theta
        results.append(
            DifferenceInDifferences(
                labels[j],
                scale,
                tuple(float(m) for m in means[:, j]),
                normal_estimate(float(shown), float(np.sqrt(variance)), log_scale=scale != "difference"),
                tuple(int(cell.sum()) for cell in cells),
                tuple(people),
                tuple(ess),
                worst,
                tuple(ridged),
                tuple(failures),
            )
        )
    return tuple(results)


def _mean(y: FloatMatrix, w: FloatMatrix) -> tuple[FloatMatrix, FloatMatrix]:
    share = w / w.sum()
    mean = share @ y
    return mean, (y - mean) * share[:, None]


def _transform(means: FloatMatrix, scale: str, name: str) -> tuple[FloatMatrix, FloatMatrix]:
    """The scale's function of the four means and its derivative."""
    if scale == "difference":
        return means, np.ones(4)
    if scale not in ("log", "logit"):
        raise EstimatorRefusal("scale_unknown", f"{scale} is none of difference, log, logit.")
    if (means <= 0).any() or (scale == "logit" and (means >= 1).any()):
        raise EstimatorRefusal("scale_undefined", f"A cell mean of {name} has no {scale}.")
    if scale == "log":
        return np.log(means), 1.0 / means
    return np.log(means / (1 - means)), 1.0 / (means * (1 - means))
