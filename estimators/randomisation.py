"""Stratified randomisation inference: how extreme is the difference if the arm labels were shuffled within
strata?

Strata are the caller's (design cells, or bands of the propensity, :func:`propensity_strata`). Labels are
shuffled among the **people** of a stratum, whole persons at a time, so that the several trials of a person
stay together. The statistic is the difference of means within strata, averaged with the LEAD shares (an
ATT); the p-value (1 + #{|T*| >= |T|})/(1 + draws) is valid in any sample size under the sharp null of no
effect for anyone, given that within a stratum LEAD was as good as random.

Source: R. A. Fisher, The Design of Experiments (1935); P. Rosenbaum, Observational Studies, 2nd ed. 2002,
ch. 2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from estimators.arrays import as_float_vector, cluster_codes
from estimators.errors import EstimatorRefusal
from estimators.inputs import as_arm, require_both_arms

__all__ = ["RandomisationTest", "propensity_strata", "randomisation_test"]

CELLS = 4_000_000  # person x draw cells shuffled at once: 32 MB


@dataclass(frozen=True)
class RandomisationTest:
    """``estimate``: the stratified difference; ``n_strata_used`` have both arms, the rows of others are
    left out.
    """

    estimate: float
    p_value: float
    p_less: float
    p_greater: float
    draws: int
    n_strata_used: int
    n_lead_used: int
    n_comparison_used: int
    n_left_out: int


def propensity_strata(score: ArrayLike, arm: ArrayLike, n_strata: int = 5) -> np.ndarray:
    """Bands (n,) of a score with about equally many LEAD rows each (cut at LEAD quantiles).

    Raises
    ------
    EstimatorRefusal
        ``score_not_finite``, ``strata_not_valid``, ``arm_empty``.
    """
    s = as_float_vector(score, "score")
    rows = as_arm(arm, s.size)
    require_both_arms(rows)
    if n_strata < 1:
        raise EstimatorRefusal("strata_not_valid", "At least one stratum is needed.")
    cuts = np.quantile(s[rows], np.arange(1, n_strata) / n_strata)
    return np.searchsorted(np.unique(cuts), s, side="right")


def randomisation_test(
    y: ArrayLike,
    arm: ArrayLike,
    strata: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    *,
    draws: int = 2000,
    rng: np.random.Generator,
) -> RandomisationTest:
    """Shuffle the arm among people within strata ``draws`` times.

    Raises
    ------
    EstimatorRefusal
        ``arm_varies_within_person`` (a person with trials in both arms can't be shuffled whole: keep first
        trials), ``stratum_varies_within_person``, ``no_common_stratum``, ``no_variation``,
        ``draws_not_positive``, inputs.
    """
    outcome = as_float_vector(y, "y")
    n = outcome.size
    rows = as_arm(arm, n)
    require_both_arms(rows)
    if draws < 1:
        raise EstimatorRefusal("draws_not_positive", "At least one draw is needed.")
    codes, n_people = cluster_codes(cluster, n)
    stratum, n_strata = cluster_codes(strata, n) if strata is not None else (np.zeros(n, dtype=np.int64), 1)

    size = np.bincount(codes, minlength=n_people).astype(np.float64)
    total = np.bincount(codes, weights=outcome, minlength=n_people)
    lead_rows = np.bincount(codes, weights=rows.astype(np.float64), minlength=n_people)
    if ((lead_rows > 0) & (lead_rows < size)).any():
        raise EstimatorRefusal(
            "arm_varies_within_person",
            f"{int(((lead_rows > 0) & (lead_rows < size)).sum())} people have trials in both arms.",
        )
    person_lead = lead_rows > 0
    person_stratum = np.zeros(n_people, dtype=np.int64)
    person_stratum[codes] = stratum
    if (person_stratum[codes] != stratum).any():
        raise EstimatorRefusal("stratum_varies_within_person", "A person's trials lie in several strata.")

    lead_by = np.bincount(person_stratum, weights=person_lead, minlength=n_strata)
    all_by = np.bincount(person_stratum, minlength=n_strata)
    used = np.flatnonzero((lead_by > 0) & (lead_by < all_by))
    if used.size == 0:
        raise EstimatorRefusal("no_common_stratum", "No stratum holds people of both arms.")
    keep = np.isin(person_stratum, used)
    if np.ptp((total / size)[keep]) == 0:
        raise EstimatorRefusal("no_variation", "The outcome does not vary.")

    lead_row_count = np.array([size[person_lead & (person_stratum == s)].sum() for s in used])
    share = lead_row_count / lead_row_count.sum()
    observed = 0.0
    shuffled = np.zeros(draws)
    for s, weight in zip(used, share):
        members = np.flatnonzero(person_stratum == s)
        m = int(person_lead[members].sum())
        sums, counts = total[members], size[members]
        y_all, c_all = sums.sum(), counts.sum()
        y1, c1 = sums[person_lead[members]].sum(), counts[person_lead[members]].sum()
        observed += weight * (y1 / c1 - (y_all - y1) / (c_all - c1))
        step = max(CELLS // members.size, 1)
        for start in range(0, draws, step):
            stop = min(start + step, draws)
            keys = rng.random((stop - start, members.size))
            chosen = np.argpartition(keys, m - 1, axis=1)[:, :m]
            y1s, c1s = sums[chosen].sum(axis=1), counts[chosen].sum(axis=1)
            shuffled[start:stop] += weight * (y1s / c1s - (y_all - y1s) / (c_all - c1s))
    # equal arrangements may differ in the last digit: count them as ties
    slack = 1e-12 * max(1.0, abs(observed))
    both = int((np.abs(shuffled) >= abs(observed) - slack).sum())
    less = int((shuffled <= observed + slack).sum())
    more = int((shuffled >= observed - slack).sum())
    n_lead_used = int(lead_row_count.sum())
    n_used = int(size[keep].sum())
    return RandomisationTest(
        float(observed),
        (1 + both) / (1 + draws),
        (1 + less) / (1 + draws),
        (1 + more) / (1 + draws),
        draws,
        int(used.size),
        n_lead_used,
        n_used - n_lead_used,
        n - n_used,
    )
