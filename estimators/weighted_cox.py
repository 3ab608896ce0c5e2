r"""Hazard (or rate) ratio of LEAD to comparison under estimated weights, by a Cox model with the arm alone.

:func:`estimators.cox.cox` takes weights as known. Here the estimation of the comparison's weights is part of the
variance. The coefficient is no contrast of two arms' statistics, so its influence on the comparison rows need not
sum to zero. An entropy balance fixes the total of their weights to that of the LEAD rows: the projection
(``weighting.correct``) removes the sum from the comparison rows, and it belongs to the LEAD rows. Summed by person,
squared, times G/(G-1).

Source: Binder (1992) Biometrika 79:139 (weighted partial likelihood); Lin, Wei, Yang & Ying (2000) JRSS B 62:711
(recurrent events); the stacked estimating equations of the weights as in :mod:`estimators.contrast`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from estimators.arrays import FloatArray, as_float_vector, cluster_codes, cluster_sums
from estimators.contrast import MINIMUM_PEOPLE, Estimate, Weighting, count_people, normal_estimate
from estimators.cox import cox
from estimators.entropy import EntropyBalance
from estimators.errors import EstimatorRefusal

__all__ = ["weighted_cox"]


def weighted_cox(
    time: ArrayLike,
    event: ArrayLike,
    weighting: Weighting,
    cluster: ArrayLike | None = None,
    *,
    trial: ArrayLike | None = None,
    start: ArrayLike | None = None,
    ties: str = "efron",
    minimum_people: int = MINIMUM_PEOPLE,
) -> Estimate:
    """Ratio exp(coefficient of LEAD) with its clustered interval.

    Parameters
    ----------
    time, event, start
        (m,) rows as in :func:`estimators.cox.cox`: of first events one row a trial, of recurrent events
        start-stop rows.
    weighting
        of the n trials.
    cluster
        (n,) person of each trial.
    trial
        (m,) the trial (0..n-1) of each row; None: row i is trial i.

    Raises
    ------
    EstimatorRefusal
        ``shape_mismatch``, ``below_minimum``, ``one_cluster`` and those of :func:`estimators.cox.cox`.
    """
    arm = weighting.arm
    n = arm.size
    t = as_float_vector(time, "time")
    rows = np.arange(t.size) if trial is None else np.asarray(trial)
    if rows.shape != t.shape or (rows.size and (rows.min() < 0 or rows.max() >= n)):
        raise EstimatorRefusal("shape_mismatch", f"trial must give each row its trial, 0 to {n - 1}.")
    codes, n_people = cluster_codes(cluster, n)
    count_people(arm, (codes, n_people), cluster is None, minimum_people)
    lead = arm[rows].astype(np.float64)
    fit = cox(t, event, lead, weighting.weights[rows], start=start, cluster=codes[rows], ties=ties, influence=True)
    assert fit.influence is not None
    by_trial = np.bincount(rows, weights=fit.influence[:, 0], minlength=n)
    psi = _with_weights(by_trial, weighting)
    sums = cluster_sums(psi[:, None], codes, n_people)[:, 0]
    std_error = float(np.sqrt(sums @ sums * n_people / (n_people - 1.0)))
    return normal_estimate(float(fit.hazard_ratio[0]), std_error, log_scale=True)


def _with_weights(influence: FloatArray, weighting: Weighting) -> FloatArray:
    """(n,) influence of the trials with the estimation of the weights included."""
    arm = weighting.arm
    lead, comparison = influence[arm], influence[~arm]
    first, second = weighting.correct(lead[:, None], comparison[:, None])
    psi = first[:, 0] + second[:, 0]
    if isinstance(weighting, EntropyBalance):
        b = weighting.weights[arm]
        psi[arm] += comparison.sum() * b / b.sum()
    return psi
