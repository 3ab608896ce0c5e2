"""Augmented inverse-probability weighting for the ATT: an outcome model among the comparison rows plus ATT
weights.

    mu0 = mean_LEAD m(x) + sum_comparison w_i (y_i - m(x_i)) / W,       w = e/(1 - e),

with m fitted (unweighted) on the comparison rows, W = sum w (normalised, the default) or the LEAD count.
Right when either model is. The variance stacks the estimating equations of mu1, mu0, the outcome model and
the propensity, and sums by person. Source: J. Robins, A. Rotnitzky & L. Zhao, JASA 89 (1994); the ATT form
as in J. Hahn, Econometrica 66 (1998) 315-331.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from estimators.contrast import MINIMUM_PEOPLE, Contrast, stacked_contrast
from estimators.errors import EstimatorRefusal
from estimators.gram import weighted_gram
from estimators.inputs import FloatMatrix, as_arm, as_matrix, as_names, require_both_arms, rows_of
from estimators.propensity import PropensityWeights, propensity_weights

__all__ = ["aipw_att"]

Family = Literal["linear", "logistic", "poisson"]


def aipw_att(
    y: ArrayLike,
    arm: ArrayLike,
    X: ArrayLike,
    cluster: ArrayLike | None = None,
    *,
    family: Family | Sequence[Family] = "linear",
    normalised: bool = True,
    covariate_names: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
    correction: Literal["none", "cluster"] = "cluster",
    minimum_people: int = MINIMUM_PEOPLE,
    variance: Literal["stacked", "efficient"] = "stacked",
    weighting: PropensityWeights | None = None,
) -> Contrast:
    """AIPW ATT of ``y`` (n,) or (n, k) on covariates ``X`` (n, p); one family for all outcomes or one each.

    ``variance="efficient"`` uses the efficient influence function alone (valid where both models hold),
    for comparison with software that does so. ``weighting``: ATT propensity weights of the same ``X`` and arm, where
    they are there already.

    Raises
    ------
    EstimatorRefusal
        ``separation`` (propensity, or a logistic outcome model), ``outcome_constant``, ``no_convergence``,
        ``family_unknown``, ``y_not_in_family`` (e.g. a count under logistic), and those of the inputs.
    """
    matrix = as_matrix(y, "y")
    n, k = matrix.shape
    rows = as_arm(arm, n)
    require_both_arms(rows)
    labels = as_names(names, k, "y")
    if correction not in ("none", "cluster"):
        raise EstimatorRefusal("correction_unknown", f"{correction} is none of none, cluster.")
    families = (family,) * k if isinstance(family, str) else tuple(family)
    if len(families) != k:
        raise EstimatorRefusal("shape_mismatch", f"{len(families)} families were given for {k} outcomes.")
    if weighting is None:
        weighting = propensity_weights(X, rows, estimand="att", names=covariate_names)
    elif weighting.estimand != "att" or not np.array_equal(weighting.arm, rows):
        raise EstimatorRefusal("shape_mismatch", "The weights are not ATT weights of these rows.")
    n_lead = int(rows.sum())
    w = weighting.weights[~rows]
    design = weighting.design
    # coefficients are worked out for columns in units of their spread (the information matrices below are inverted); the
    # columns stay as they are, for a second design of so many rows would be the largest thing in memory
    spread = np.maximum([column.std() for column in design.T], 1e-300)
    spread[0] = 1.0
    total = float(w.sum()) if normalised else float(n_lead)
    share = w / total

    mean1 = matrix[rows].mean(axis=0)
    influence1 = np.zeros((n, k))
    influence1[rows] = (matrix[rows] - mean1) / n_lead
    mean0 = np.zeros(k)
    influence0 = np.zeros((n, k))
    lead, other = rows_of(rows), rows_of(~rows)
    score = rows - weighting.probability
    x0, x1 = design[other], design[lead]
    for j, kind in enumerate(families):
        beta = _fit_outcome(matrix[~rows, j], x0, spread, kind)
        fitted, slope = _link(design @ (beta / spread), kind)
        residual = matrix[~rows, j] - fitted[~rows]
        centre = fitted[rows].mean()
        rest = float(share @ residual)
        mean0[j] = centre + rest
        if normalised:
            influence0[rows, j] = (fitted[rows] - centre) / n_lead
            influence0[~rows, j] = share * (residual - rest)
        else:
            influence0[rows, j] = (fitted[rows] - mean0[j]) / n_lead
            influence0[~rows, j] = share * residual
        if variance == "stacked":
            offset = rest if normalised else 0.0
            d_gamma = x0.T @ (share * (residual - offset))
            influence0[:, j] += score * (design @ (weighting.information_inverse @ d_gamma))
            d_beta = ((slope[rows] @ x1) / n_lead - (share * slope[~rows]) @ x0) / spread
            information = weighted_gram(x0, slope[~rows]) / np.outer(spread, spread)
            influence0[~rows, j] += residual * (x0 @ (np.linalg.solve(information, d_beta) / spread))
    return stacked_contrast(
        mean1,
        mean0,
        influence1,
        influence0,
        rows,
        cluster,
        kind="aipw",
        estimand="att",
        ess_comparison=weighting.ess,
        names=labels,
        correction=correction,
        minimum_people=minimum_people,
        bounded=bool(((matrix == 0) | (matrix == 1)).all()),
        weighting=weighting,
    )


# ---------------------------------------------------------------------------------------------- parts


def _link(eta: FloatMatrix, family: Family) -> tuple[FloatMatrix, FloatMatrix]:
    """Mean and its derivative by the linear predictor (canonical links)."""
    if family == "linear":
        return eta, np.ones_like(eta)
    if family == "logistic":
        mean = 1.0 / (1.0 + np.exp(-np.clip(eta, -700.0, 700.0)))
        return mean, mean * (1.0 - mean)
    mean = np.exp(np.clip(eta, -700.0, 700.0))
    return mean, mean


def _fit_outcome(y: FloatMatrix, x: FloatMatrix, spread: FloatMatrix, family: Family) -> FloatMatrix:
    """Coefficients (p,) of the outcome model among the comparison rows, by Newton (canonical link): those of the columns of
    ``x`` (n0, p) over their ``spread`` (p,)."""
    if family not in ("linear", "logistic", "poisson"):
        raise EstimatorRefusal("family_unknown", f"{family} is none of linear, logistic, poisson.")
    units = np.outer(spread, spread)
    gram = weighted_gram(x, np.ones(len(x))) / units
    if np.linalg.matrix_rank(gram, tol=1e-9 * np.abs(np.diag(gram)).max()) < x.shape[1]:
        raise EstimatorRefusal(
            "outcome_model_collinear", "Covariates are collinear among the comparison rows alone."
        )
    if family == "linear":
        return np.linalg.lstsq(x / spread, y, rcond=None)[0]
    if family == "logistic" and not ((y == 0) | (y == 1)).all():
        raise EstimatorRefusal("y_not_in_family", "A logistic outcome model needs an outcome of 0 and 1.")
    if (y < 0).any():
        raise EstimatorRefusal("y_not_in_family", "A Poisson outcome model needs an outcome of 0 or more.")
    mean = float(y.mean())
    if mean <= 0 or (family == "logistic" and mean >= 1):
        raise EstimatorRefusal("outcome_constant", "The outcome is constant among the comparison rows.")
    # a level without events (or, of shares, without any else) drives its coefficient to infinity, step by step
    positive = x > 0
    held, events = positive.sum(axis=0), positive[y > 0].sum(axis=0)
    alike = (events == 0) | ((events == held) & (family == "logistic"))
    if ((x.min(axis=0) >= 0) & (held > 0) & alike).any():
        raise EstimatorRefusal("separation", "The outcome model has no finite solution.")
    beta = np.zeros(x.shape[1])
    beta[0] = np.log(mean / (1 - mean)) if family == "logistic" else np.log(mean)

    def value(eta: FloatMatrix) -> float:
        if family == "logistic":
            # log(1 + exp(eta)) without overflow
            return float(y @ eta - (np.maximum(eta, 0.0) + np.log1p(np.exp(-np.abs(eta)))).sum())
        return float(y @ eta - np.exp(np.minimum(eta, 700.0)).sum())

    eta = x @ (beta / spread)
    now = value(eta)
    for _ in range(100):
        fitted, slope = _link(eta, family)
        score = (x.T @ (y - fitted)) / spread
        try:
            step = np.linalg.solve(weighted_gram(x, slope) / units, score)
        except np.linalg.LinAlgError:
            raise EstimatorRefusal("separation", "The outcome model has no finite solution.") from None
        along = x @ (step / spread)
        if np.abs(along).max() <= 1e-9:
            return beta + step
        length = 1.0
        while length > 1e-8 and not value(eta + length * along) >= now - 1e-12 * abs(now):
            length /= 2
        beta = beta + length * step
        eta = x @ (beta / spread)
        now = value(eta)
        if np.abs(eta).max() > 40.0:
            raise EstimatorRefusal("separation", "The outcome model has no finite solution.")
    raise EstimatorRefusal("no_convergence", "The outcome model did not converge.")
