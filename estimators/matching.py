"""1:1 matching without replacement on a score (the logit of the propensity) within a caliper.

Greedy: LEAD rows from the largest score down (ties: file order), each takes the nearest free comparison
row within the caliper (ties in distance: the first in file order). Optimal: as many pairs as the caliper
allows, and of those the set with the least total distance. The caliper is a number of standard deviations
(n - 1) of the score over all rows.

LEAD rows without a partner leave, so the estimand is the effect on the **matched** LEAD rows; the result
says how many that are. Variance: sum over pairs of squared paired influences, person-clustered both ways
where people hold several rows (V_pair + V_person - V_row; C. Cameron, J. Gelbach & D. Miller, JBES 29
(2011) 238-249), times G/(G-1). Source of the pair-clustered variance after matching: A. Abadie & J.
Spiess, JASA 117 (2022) 983-995.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linear_sum_assignment

from estimators.arrays import as_float_vector, cluster_codes
from estimators.contrast import Estimate, normal_estimate
from estimators.errors import EstimatorRefusal
from estimators.inputs import FloatMatrix, as_arm, as_matrix, as_names, require_both_arms

__all__ = ["Match", "MatchedContrast", "greedy_match", "matched_contrast", "optimal_match"]

CALIPER = 0.2
MAX_CELLS = 40_000_000  # LEAD x comparison rows of the optimal match: 320 MB


@dataclass(frozen=True)
class Match:
    """``lead_rows`` and ``comparison_rows`` (m,): row numbers of the pairs, in the order in which they
    were made.
    """

    lead_rows: np.ndarray
    comparison_rows: np.ndarray
    caliper_width: float
    n_lead: int
    n_unmatched: int
    mean_distance: float
    max_distance: float


@dataclass(frozen=True)
class MatchedContrast:
    """Per outcome (tuples of length k): means of the matched rows, difference, ratio (None without
    events).
    """

    names: tuple[str, ...]
    mean_lead: tuple[float, ...]
    mean_comparison: tuple[float, ...]
    difference: tuple[Estimate | None, ...]
    ratio: tuple[Estimate | None, ...]
    n_pairs: int
    n_unmatched: int


def greedy_match(
    score: ArrayLike,
    arm: ArrayLike,
    *,
    caliper: float | None = CALIPER,
    order: Literal["largest", "smallest", "data"] = "largest",
) -> Match:
    """Greedy nearest-neighbour pairs; O(n log n).

    Parameters
    ----------
    score
        (n,) logit of the propensity.
    caliper
        in standard deviations of the score over all rows; None: none.

    Raises
    ------
    EstimatorRefusal
        ``score_not_finite``, ``arm_empty``, ``no_pairs``, ``caliper_not_valid``.
    """
    s, rows, width = _prepare(score, arm, caliper)
    lead = np.flatnonzero(rows)
    comparison = np.flatnonzero(~rows)
    if order == "largest":
        lead = lead[np.argsort(-s[lead], kind="stable")]
    elif order == "smallest":
        lead = lead[np.argsort(s[lead], kind="stable")]

    # distinct comparison scores, each with its rows in file order: a run that is used up is skipped by two
    # linked chains
    values, codes = np.unique(s[comparison], return_inverse=True)
    by_value = np.argsort(codes.reshape(-1), kind="stable")
    starts = np.searchsorted(codes.reshape(-1)[by_value], np.arange(values.size))
    ends = np.append(starts[1:], by_value.size)
    # plain lists: single values of an array cost several times as much
    scores, value_of, of_value = s[lead].tolist(), values.tolist(), by_value.tolist()
    position, end_of, file_row = starts.tolist(), ends.tolist(), comparison.tolist()
    last = len(value_of)
    right = list(range(last + 1))  # right[i]: nearest index >= i not used up (last: none)
    left = list(range(last + 1))  # left[i + 1]: nearest index <= i not used up, plus one (0: none)

    def find(chain: list[int], i: int) -> int:
        root = i
        while chain[root] != root:
            root = chain[root]
        while chain[i] != root:
            chain[i], i = root, chain[i]
        return root

    pairs: list[tuple[int, int]] = []
    distances: list[float] = []
    places = np.searchsorted(values, s[lead]).tolist()
    for row, score, place in zip(lead.tolist(), scores, places):
        up, down = find(right, place), find(left, place) - 1
        if up == last and down < 0:
            break
        index, distance = up, value_of[up] - score if up < last else np.inf
        if down >= 0:
            below = score - value_of[down]
            # of two as near the one that comes first in the file
            if below < distance or (below == distance and of_value[position[down]] < of_value[position[up]]):
                index, distance = down, below
        if distance > width:
            continue
        pairs.append((row, file_row[of_value[position[index]]]))
        distances.append(distance)
        position[index] += 1
        if position[index] == end_of[index]:
            right[index] = index + 1
            left[index + 1] = index
    return _match(pairs, distances, width, int(rows.sum()))


def optimal_match(score: ArrayLike, arm: ArrayLike, *, caliper: float | None = CALIPER) -> Match:
    """The largest number of pairs within the caliper, of least total distance; O(n^3) at worst.

    Raises
    ------
    EstimatorRefusal
        as :func:`greedy_match`; ``too_large`` above 40 million possible pairs.
    """
    s, rows, width = _prepare(score, arm, caliper)
    lead = np.flatnonzero(rows)
    comparison = np.flatnonzero(~rows)
    if lead.size * comparison.size > MAX_CELLS:
        raise EstimatorRefusal(
            "too_large", f"{lead.size} x {comparison.size} possible pairs are too many; use the greedy match."
        )
    distance = np.abs(s[lead][:, None] - s[comparison][None, :])
    allowed = distance <= width
    # one forbidden pair costs more than all allowed ones together, so their number is minimised first
    reach = float(distance[allowed].max()) if allowed.any() else 0.0
    penalty = (reach + 1.0) * (min(lead.size, comparison.size) + 1)
    first, second = linear_sum_assignment(np.where(allowed, distance, penalty))
    good = allowed[first, second]
    pairs = list(zip(lead[first[good]].tolist(), comparison[second[good]].tolist()))
    return _match(pairs, distance[first[good], second[good]].tolist(), width, int(lead.size))


def matched_contrast(
    y: ArrayLike,
    match: Match,
    cluster: ArrayLike | None = None,
    *,
    names: Sequence[str] | None = None,
    minimum_pairs: int = 10,
) -> MatchedContrast:
    """Mean difference and ratio of ``y`` (n,) or (n, k) over the matched pairs.

    Raises
    ------
    EstimatorRefusal
        ``y_not_finite``, ``below_minimum`` (fewer than ``minimum_pairs`` pairs), ``shape_mismatch``.
    """
    matrix = as_matrix(y, "y")
    m = match.lead_rows.size
    if m < max(minimum_pairs, 2):
        raise EstimatorRefusal(
            "below_minimum", f"{m} matched pairs; an interval needs {max(minimum_pairs, 2)}."
        )
    n, k = matrix.shape
    labels = as_names(names, k, "y")
    codes, _ = cluster_codes(cluster, n)
    y1, y0 = matrix[match.lead_rows], matrix[match.comparison_rows]
    mean1, mean0 = y1.mean(axis=0), y0.mean(axis=0)
    influence1, influence0 = (y1 - mean1) / m, (y0 - mean0) / m
    rows = np.concatenate([match.lead_rows, match.comparison_rows])
    person = np.unique(codes[rows], return_inverse=True)[1].reshape(-1)
    pair = np.concatenate([np.arange(m), np.arange(m)])
    differences: list[Estimate | None] = []
    ratios: list[Estimate | None] = []
    for j in range(k):
        plain = np.concatenate([influence1[:, j], -influence0[:, j]])
        variance = _two_way(plain, pair, person)
        differences.append(normal_estimate(mean1[j] - mean0[j], np.sqrt(variance)) if variance > 0 else None)
        ratio: Estimate | None = None
        if mean1[j] > 0 and mean0[j] > 0:
            log = np.concatenate([influence1[:, j] / mean1[j], -influence0[:, j] / mean0[j]])
            log_variance = _two_way(log, pair, person)
            if log_variance > 0:
                ratio = normal_estimate(mean1[j] / mean0[j], np.sqrt(log_variance), log_scale=True)
        ratios.append(ratio)
    return MatchedContrast(
        labels,
        tuple(float(v) for v in mean1),
        tuple(float(v) for v in mean0),
        tuple(differences),
        tuple(ratios),
        m,
        match.n_unmatched,
    )


# ---------------------------------------------------------------------------------------------------------


def _prepare(
    score: ArrayLike, arm: ArrayLike, caliper: float | None
) -> tuple[FloatMatrix, np.ndarray, float]:
    s = as_float_vector(score, "score")
    rows = as_arm(arm, s.size)
    require_both_arms(rows)
    if caliper is None:
        return s, rows, np.inf
    if not (np.isfinite(caliper) and caliper >= 0):
        raise EstimatorRefusal(
            "caliper_not_valid", "The caliper must be a finite number that is not negative."
        )
    return s, rows, float(caliper * s.std(ddof=1))


def _match(pairs: list[tuple[int, int]], distances: list[float], width: float, n_lead: int) -> Match:
    if not pairs:
        raise EstimatorRefusal("no_pairs", "No comparison row lies within the caliper of any LEAD row.")
    table = np.asarray(pairs, dtype=np.int64)
    return Match(
        table[:, 0],
        table[:, 1],
        width,
        n_lead,
        n_lead - len(pairs),
        float(np.mean(distances)),
        float(np.max(distances)),
    )


def _two_way(influence: FloatMatrix, pair: np.ndarray, person: np.ndarray) -> float:
    """Variance clustered by pair and by person, each with its G/(G-1)."""
    by_pair = np.bincount(pair, weights=influence)
    v_pair = float(by_pair @ by_pair) * by_pair.size / (by_pair.size - 1)
    by_person = np.bincount(person, weights=influence)
    if by_person.size == influence.size:
        return v_pair  # every row another person: the person adds nothing to the pair
    factor = by_person.size / max(by_person.size - 1, 1)
    v_person = float(by_person @ by_person) * factor
    both = np.unique(pair * (int(person.max()) + 1) + person, return_inverse=True)[1].reshape(-1)
    v_both = float((np.bincount(both, weights=influence) ** 2).sum()) * factor
    # the two-way form can fall below either one-way form by chance: take the larger
    return max(v_pair + v_person - v_both, v_pair, v_person)
