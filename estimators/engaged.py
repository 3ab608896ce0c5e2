r"""The per-protocol question: divert *and engage within a grace period*, against the comparison arm.

Comparing people who engaged with the comparison arm from time zero is refused
(:func:`engaged_from_time_zero`): to engage one must first stay free of re-arrest, so the engaged are credited
with time that nobody in the comparison arm is credited with, and an effect appears where there is none. Two
sound forms:

**Clone-censor-weight** (:func:`clone_censor_weight`, primary). A LEAD trial follows "divert and engage within
g days" until the end of day g: whatever happens by then, happens under the strategy. Who has not engaged by
then and is still at risk leaves (artificial censoring; within a day: event, death, censoring). Those who stay
after day g carry, besides their own weight, the weight :math:`1/p_i`, with :math:`p_i` the probability to
have engaged by day g given the baseline covariates, from a logistic regression among the LEAD trials still at
risk after day g. No LEAD trial is compatible with the comparison strategy at time zero, so each has one clone
only; comparison trials are as they are. The risk is a weighted Aalen-Johansen of both pieces. It assumes
that, given the covariates, engaging by day g among those at risk then is independent of what follows, and
that everyone could have engaged (:attr:`EngagedContrast.min_probability`).

Standard errors are closed-form influence functions, not a bootstrap: the infinitesimal jackknife of the
weighted curve, plus :math:`D' H^{-1} w_i X_i (E_i - p_i)` for the estimated engagement model, with :math:`H =
\sum w p (1 - p) X X'` and :math:`D = -\sum_i I_i^{late} (1 - p_i) X_i` the derivative of the risk to the
model's coefficients, plus what the estimation of the balance weights adds (``weighting.correct``), summed by
person over both arms.

**Landmark** (:func:`landmark`, cross-check). Among trials of both arms still at risk after the landmark day,
those who engaged by then against the comparison trials, balanced anew on the covariates (entropy balance, ATT
of the engaged). It answers another question (risk after the landmark, among survivors to it), but is zero
under the same null.

Sources: Hernan, Sauer, Hernandez-Diaz, Platt & Shrier (2016) J Clin Epidemiol 79:70; Maringe et al. (2020)
Int J Epidemiol 49:1719; Suissa (2008) Am J Epidemiol 167:492 on immortal time; Anderson, Cain & Gelber (1983)
J Clin Oncol 1:710 for the landmark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
from numpy.typing import ArrayLike

from estimators.arrays import FloatArray, as_float_vector
from estimators.contrast import MINIMUM_PEOPLE, Contrast, Correction, Weighting, influence_contrast
from estimators.entropy import entropy_balance
from estimators.errors import EstimatorRefusal
from estimators.inputs import as_arm, as_matrix, require_both_arms
from estimators.propensity import fit_logit, fixed_weights
from estimators.survival import aalen_johansen

__all__ = [
    "EngagedContrast",
    "clone_censor_weight",
    "engaged_from_time_zero",
    "engagement_day",
    "landmark",
]


@dataclass(frozen=True)
class EngagedContrast:
    """Engaged LEAD against comparison: risks, and differences and ratios in ``contrast``.

    Attributes
    ----------
    method
        ``clone_censor_weight`` or ``landmark``.
    times
        (T,) days since the index (landmark too).
    risk_lead, risk_comparison
        (T,) risks to each time; of the landmark form: from the landmark on, among those at risk after it.
    contrast
        :class:`estimators.contrast.Contrast` with one outcome a time: difference, ratio, limits, joint
        covariance.
    std_error_kind
        how the standard errors were made.
    n_at_risk, n_engaged, n_censored
        LEAD trials at risk after the grace period (landmark), of these engaged, and not (they leave).
    n_comparison_at_risk
        comparison trials at risk after that day.
    min_probability
        smallest fitted probability to engage among the engaged (1 for the landmark form): positivity.
    ess_engaged
        effective sample size of the engaged with their weights after the grace period.
    """

    method: str
    times: FloatArray
    risk_lead: FloatArray
    risk_comparison: FloatArray
    contrast: Contrast
    std_error_kind: str
    n_at_risk: int
    n_engaged: int
    n_censored: int
    n_comparison_at_risk: int
    min_probability: float
    ess_engaged: float


@dataclass(frozen=True)
class _Trials:
    time: FloatArray
    status: FloatArray
    engaged: FloatArray
    lead: np.ndarray


def engaged_from_time_zero(*_args: Any, **_options: Any) -> NoReturn:
    """Refuse the naive comparison of engaged people with the comparison arm from time zero, whatever is
    passed.

    Raises
    ------
    EstimatorRefusal
        ``engaged_from_time_zero``, always.
    """
    raise EstimatorRefusal(
        "engaged_from_time_zero",
        "People who engaged are not compared with the comparison arm from time zero: they had to stay free "
        "of re-arrest to engage, which makes an effect appear where there is none (immortal time). Use "
        "clone-censor-weight or a landmark.",
    )


def engagement_day(
    intake_day: ArrayLike, contact_day: ArrayLike, intake_within: float, contacts_within: float
) -> FloatArray:
    """Day on which a trial became engaged: the later of its intake and of its last needed contact, else inf.

    Parameters
    ----------
    intake_day
        (n,) days from index to the earliest intake on or after it; NaN or inf where there was none.
    contact_day
        (n,) days to the ``min_contacts``-th attended contact; NaN or inf where there was none.
    intake_within, contacts_within
        the two windows of the definition, ends included.
    """
    intake = np.asarray(intake_day, dtype=np.float64)
    contact = np.asarray(contact_day, dtype=np.float64)
    if intake.shape != contact.shape or intake.ndim != 1:
        raise EstimatorRefusal("shape_mismatch", "intake_day and contact_day must be vectors of one length.")
    # a comparison with NaN is False, so a missing day is no engagement
    is_engaged = (intake >= 0) & (intake <= intake_within) & (contact >= 0) & (contact <= contacts_within)
    return np.where(is_engaged, np.maximum(intake, contact), np.inf)


def _check(
    time: ArrayLike, status: ArrayLike, engaged_day: ArrayLike, arm: ArrayLike, day: float, times: ArrayLike
) -> tuple[_Trials, FloatArray]:
    t = as_float_vector(time, "time")
    n = t.size
    lead = as_arm(arm, n)
    require_both_arms(lead)
    s = as_float_vector(status, "status", n)
    engaged = np.asarray(engaged_day, dtype=np.float64)
    if engaged.shape != (n,):
        raise EstimatorRefusal("shape_mismatch", f"engaged_day has shape {engaged.shape}, expected ({n},).")
    if np.isnan(engaged[lead]).any() or (engaged[lead] < 0).any():
        raise EstimatorRefusal("engaged_day_invalid", "engaged_day of a LEAD row must be >= 0, inf if never.")
    if np.isfinite(engaged[~lead]).any():
        raise EstimatorRefusal("engaged_day_invalid", "A comparison row has an engagement day.")
    if not np.isfinite(day) or day <= 0:
        raise EstimatorRefusal(
            "grace_invalid", "The grace period (landmark) must be a positive number of days."
        )
    points = as_float_vector(np.atleast_1d(np.asarray(times)), "times")
    if (points <= day).any():
        raise EstimatorRefusal("horizon_within_grace", "Each horizon must lie after the grace period.")
    return _Trials(t, s, engaged, lead), points


def _effective_size(w: FloatArray) -> float:
    return float(w.sum() ** 2 / (w @ w))


def clone_censor_weight(
    time: ArrayLike,
    status: ArrayLike,
    engaged_day: ArrayLike,
    arm: ArrayLike,
    *,
    grace: float,
    times: ArrayLike,
    X: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    weighting: Weighting | None = None,
    cluster: ArrayLike | None = None,
    cause: int = 1,
    correction: Correction = "cluster",
    minimum_people: int = MINIMUM_PEOPLE,
) -> EngagedContrast:
    """Risk under "divert and engage within ``grace`` days" against the comparison arm.

    Parameters
    ----------
    time, status
        (n,) time of the first event, death or censoring in days, and 0 / ``cause`` / other causes.
    engaged_day
        (n,) day of engagement of LEAD rows (0 and ``grace`` included), inf if never or unknown; inf (or NaN)
        for comparison rows.
    arm
        (n,) True for LEAD.
    grace
        length of the grace period in days.
    times
        (T,) horizons, all after the grace period.
    X
        (n, p) baseline covariates of the engagement model (LEAD rows are used); None: everybody alike.
    weights, weighting
        known row weights (n,), or the weighting that balances the arms (``entropy_balance``,
        ``propensity_weights``), whose estimation then enters the variance. Neither: ones.
    cluster
        (n,) person labels.
    correction, minimum_people
        as :func:`estimators.contrast.influence_contrast` (default G/(G-1)).

    Raises
    ------
    EstimatorRefusal
        ``nobody_engaged``, ``separation`` (the covariates tell perfectly who engages),
        ``horizon_within_grace``, ``engaged_day_invalid``, ``grace_invalid``, ``beyond_follow_up``,
        ``below_minimum``, ``one_cluster``, ``arm_empty``, and those of the inputs.
    """
    trials, points = _check(time, status, engaged_day, arm, grace, times)
    if weights is not None and weighting is not None:
        raise EstimatorRefusal("option_unknown", "Give weights or a weighting, not both.")
    balance = fixed_weights(trials.lead, weights) if weighting is None else weighting
    if not np.array_equal(balance.arm, trials.lead):
        raise EstimatorRefusal("shape_mismatch", "The weighting was made for other rows than these.")
    w = np.asarray(balance.weights, dtype=np.float64)
    lead = np.flatnonzero(trials.lead)
    comparison = np.flatnonzero(~trials.lead)
    matrix = None if X is None else as_matrix(X, "X", trials.time.size)[lead]

    lead_time, lead_status, lead_weight = trials.time[lead], trials.status[lead], w[lead]
    at_risk = np.flatnonzero((lead_time > grace) & (lead_weight > 0))
    engaged = trials.engaged[lead] <= grace
    stays = at_risk[engaged[at_risk]]
    if stays.size == 0:
        raise EstimatorRefusal(
            "nobody_engaged", "No LEAD trial at risk after the grace period has engaged within it."
        )
    p, design, inverse = _engagement_model(matrix, engaged, at_risk, lead_weight)
    position = np.searchsorted(at_risk, stays)
    late_weight = lead_weight[stays] / p[position]

    # piece 1: everybody to the end of day `grace`; piece 2: the engaged after it
    fit = aalen_johansen(
        np.concatenate([np.minimum(lead_time, grace), lead_time[stays]]),
        np.concatenate([np.where(lead_time <= grace, lead_status, 0), lead_status[stays]]),
        np.concatenate([lead_weight, late_weight]),
        cause=cause,
        times=points,
        entry=np.concatenate([np.full(lead.size, -1.0), np.full(stays.size, float(grace))]),
        influence=True,
    )
    early, late = fit.influence[: lead.size], fit.influence[lead.size :]
    influence_lead = early.copy()
    influence_lead[stays] += late
    if inverse is not None:
        slope = -(design[position] * (1.0 - p[position])[:, None]).T @ late
        score = design * (lead_weight[at_risk] * (engaged[at_risk] - p))[:, None]
        influence_lead[at_risk] += score @ (inverse @ slope)
    other = aalen_johansen(
        trials.time[comparison],
        trials.status[comparison],
        w[comparison],
        cause=cause,
        times=points,
        influence=True,
    )
    contrast = influence_contrast(
        fit.cif,
        other.cif,
        influence_lead,
        other.influence,
        balance,
        cluster,
        names=[f"day {point:g}" for point in points],
        correction=correction,
        minimum_people=minimum_people,
        bounded=True,
        estimand="per_protocol",
    )
    return EngagedContrast(
        method="clone_censor_weight",
        times=points,
        risk_lead=fit.cif,
        risk_comparison=other.cif,
        contrast=contrast,
        std_error_kind="influence function, engagement model and balance weights estimated, summed by person",
        n_at_risk=int(at_risk.size),
        n_engaged=int(stays.size),
        n_censored=int(at_risk.size - stays.size),
        n_comparison_at_risk=int(((trials.time[comparison] > grace) & (w[comparison] > 0)).sum()),
        min_probability=float(p[position].min()),
        ess_engaged=_effective_size(late_weight),
    )


def _engagement_model(
    matrix: FloatArray | None, engaged: np.ndarray, at_risk: np.ndarray, weight: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray | None]:
    """Probability to have engaged, design and inverse information over the ``at_risk`` LEAD rows.

    The inverse is None where everybody at risk engaged: nothing is censored and nothing is estimated.
    """
    w = weight[at_risk]
    ones = np.ones((at_risk.size, 1))
    y = engaged[at_risk]
    if y.all():
        return np.ones(at_risk.size), ones, None
    if matrix is None:
        p = np.full(at_risk.size, float(w @ y / w.sum()))
        return p, ones, np.array([[1.0 / float(w @ (p * (1.0 - p)))]])
    fit = fit_logit(matrix[at_risk], y, base_weights=w)
    kept = list(fit.kept)
    design = np.column_stack([ones, matrix[at_risk]])[:, kept]
    return fit.probability, design, fit.covariance[np.ix_(kept, kept)]


def landmark(
    time: ArrayLike,
    status: ArrayLike,
    engaged_day: ArrayLike,
    arm: ArrayLike,
    *,
    day: float,
    times: ArrayLike,
    X: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    cause: int = 1,
    correction: Correction = "cluster",
    minimum_people: int = MINIMUM_PEOPLE,
) -> EngagedContrast:
    """Risk after ``day`` of LEAD trials engaged by then against comparison trials, both at risk after it.

    ``X`` (n, p) is balanced anew among these rows (comparison to the engaged); None: unadjusted. Other
    arguments and refusals as :func:`clone_censor_weight`; ``arm_empty`` where nobody is left of an arm.
    """
    trials, points = _check(time, status, engaged_day, arm, day, times)
    n = trials.time.size
    after = trials.time > day
    engaged = trials.lead & after & (trials.engaged <= day)
    kept = engaged | (~trials.lead & after)
    if not engaged.any():
        raise EstimatorRefusal(
            "nobody_engaged", "No LEAD trial at risk after the landmark has engaged by it."
        )
    if not (kept & ~trials.lead).any():
        raise EstimatorRefusal("arm_empty", "No comparison trial is at risk after the landmark.")
    rows = np.flatnonzero(kept)
    is_lead = trials.lead[rows]
    if X is None:
        balance: Weighting = fixed_weights(is_lead)
    else:
        balance = entropy_balance(as_matrix(X, "X", n)[rows], is_lead)
    w = np.asarray(balance.weights, dtype=np.float64)
    one, zero = (
        aalen_johansen(
            trials.time[rows][side] - day,
            trials.status[rows][side],
            w[side],
            cause=cause,
            times=points - day,
            influence=True,
        )
        for side in (is_lead, ~is_lead)
    )
    contrast = influence_contrast(
        one.cif,
        zero.cif,
        one.influence,
        zero.influence,
        balance,
        None if cluster is None else np.asarray(cluster)[rows],
        names=[f"day {point:g}" for point in points],
        correction=correction,
        minimum_people=minimum_people,
        bounded=True,
        estimand="per_protocol_landmark",
    )
    n_at_risk = int((trials.lead & after).sum())
    n_engaged = int(engaged.sum())
    return EngagedContrast(
        method="landmark",
        times=points,
        risk_lead=one.cif,
        risk_comparison=zero.cif,
        contrast=contrast,
        std_error_kind="influence function, balance weights estimated, summed by person",
        n_at_risk=n_at_risk,
        n_engaged=n_engaged,
        n_censored=n_at_risk - n_engaged,
        n_comparison_at_risk=int(rows.size - n_engaged),
        min_probability=1.0,
        ess_engaged=float(n_engaged),
    )
