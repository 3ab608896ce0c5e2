"""Regressions of counts and shares: modified Poisson, standardised risk difference, rate ratios, negative
binomial.

Point estimates by statsmodels' GLM; the negative binomial by Newton's method on exact derivatives (statsmodels' search
takes ten times as long on 250,000 rows, and may return NaN). The clustered sandwich is our own, because statsmodels' HC1
equals its HC0 and its cluster factor differs from everybody else's:

    V = c A^-1 [sum_g (sum_{i in g} s_i)(...)'] A^-1,     A = sum_i w_i V(mu_i) x_i x_i',     s_i = w_i
    (y_i - mu_i) x_i

for canonical links, c = 1 (``none``) or G/(G-1) (``cluster``). Weights are taken as known here; for a rate
ratio whose variance includes the estimation of its weights see :func:`rate_contrast`.

Sources: G. Zou, Am. J. Epidemiol. 159 (2004) 702-706 (modified Poisson); J. Lawless, Can. J. Stat. 15
(1987) 209-225 (negative binomial).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special
from statsmodels.genmod import families
from statsmodels.genmod.generalized_linear_model import GLM

from estimators.arrays import as_float_vector, cluster_codes, cluster_sums
from estimators.contrast import (
    MINIMUM_PEOPLE,
    Contrast,
    Correction,
    Estimate,
    Weighting,
    influence_contrast,
    normal_estimate,
)
from estimators.errors import EstimatorRefusal
from estimators.gram import weighted_gram
from estimators.inputs import FloatMatrix, as_arm, as_matrix, as_names, as_row_weights, require_both_arms
from estimators.propensity import fit_logit

__all__ = [
    "Regression",
    "StandardisedRisks",
    "modified_poisson",
    "negative_binomial",
    "poisson_rate",
    "rate_contrast",
    "standardised_risks",
]


@dataclass(frozen=True)
class Regression:
    """Coefficients (log scale) of ``names`` (first the intercept, then the arm where one is given, then
    covariates).

    ``covariance``: clustered sandwich. ``model_covariance``: inverse information. ``arm_ratio``: exp of
    the arm's coefficient with its interval. ``dispersion``: alpha of the negative binomial (variance mu +
    alpha mu^2), else None.
    """

    names: tuple[str, ...]
    coefficients: FloatMatrix
    covariance: FloatMatrix
    model_covariance: FloatMatrix
    arm_ratio: Estimate | None
    dispersion: float | None
    log_likelihood: float
    n_rows: int
    n_people: int
    dropped: tuple[tuple[str, str], ...] = ()

    @property
    def std_errors(self) -> FloatMatrix:
        """(p,) clustered standard errors."""
        return np.sqrt(np.diag(self.covariance))


@dataclass(frozen=True)
class StandardisedRisks:
    """Risks with everybody's arm set to LEAD and to comparison, averaged over the standard population."""

    risk_lead: float
    risk_comparison: float
    difference: Estimate
    ratio: Estimate
    population: str
    regression_coefficients: FloatMatrix = field(repr=False)


def modified_poisson(
    y: ArrayLike,
    arm: ArrayLike,
    X: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    *,
    weights: ArrayLike | None = None,
    covariate_names: Sequence[str] | None = None,
    correction: Literal["none", "cluster"] = "cluster",
) -> Regression:
    """Log risk ratio of a 0/1 outcome by Poisson regression with a clustered sandwich.

    Raises
    ------
    EstimatorRefusal
        ``y_not_binary``, ``no_events_lead``, ``no_events_comparison``, ``one_cluster``,
        ``no_convergence``, inputs.
    """
    outcome = as_float_vector(y, "y")
    if not ((outcome == 0) | (outcome == 1)).all():
        raise EstimatorRefusal("y_not_binary", "A risk ratio needs an outcome of 0 and 1.")
    return poisson_rate(
        outcome, arm, X, cluster, weights=weights, covariate_names=covariate_names, correction=correction
    )


def poisson_rate(
    y: ArrayLike,
    arm: ArrayLike | None = None,
    X: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    *,
    exposure: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    covariate_names: Sequence[str] | None = None,
    correction: Literal["none", "cluster"] = "cluster",
) -> Regression:
    """Log rate ratio by Poisson GLM with offset log(exposure) and row weights (``var_weights``).

    Rows without exposure and without events carry nothing and leave; events on zero exposure are refused.

    Raises
    ------
    EstimatorRefusal
        ``y_negative``, ``exposure_negative``, ``events_without_exposure``, ``no_events_lead``,
        ``no_events_comparison``, ``no_events``, ``arm_collinear``, ``one_cluster``, ``no_convergence``, and
        those of the inputs.
    """
    return _poisson(_prepare(y, arm, X, cluster, exposure, weights, covariate_names), correction)


def _poisson(data: _Data, correction: str) -> Regression:
    unit = np.sqrt((data.design**2).mean(axis=0))  # columns may differ by many powers of ten
    scaled = data.design / unit
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        family = families.Poisson()
        model = GLM(data.y, scaled, family=family, offset=data.offset, var_weights=data.weights)
        try:
            beta = np.asarray(model.fit(maxiter=200).params, dtype=np.float64)
            beta = _polish(scaled, data, beta)
        except (np.linalg.LinAlgError, ValueError, FloatingPointError):
            raise _not_converged("Poisson") from None
        log_likelihood = float(model.loglike(beta))
    mu = np.exp(scaled @ beta + data.offset)
    information = (data.design * (data.weights * mu)[:, None]).T @ data.design
    score = data.design * (data.weights * (data.y - mu))[:, None]
    return _regression(data, beta / unit, information, score, correction, None, log_likelihood)


def negative_binomial(
    y: ArrayLike,
    arm: ArrayLike | None = None,
    X: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    *,
    exposure: ArrayLike | None = None,
    covariate_names: Sequence[str] | None = None,
    correction: Literal["none", "cluster"] = "cluster",
) -> Regression:
    """Log rate ratio by negative binomial (NB2) regression by maximum likelihood; convergence is asserted.

    The sandwich holds alpha fixed at its estimate (it is orthogonal to the coefficients), as R's does for
    ``glm.nb``.

    Raises
    ------
    EstimatorRefusal
        ``no_overdispersion`` (alpha runs to zero: use the Poisson rate), ``no_convergence``, and as
        :func:`poisson_rate`.
    """
    data = _prepare(y, arm, X, cluster, exposure, None, covariate_names)
    unit = np.sqrt((data.design**2).mean(axis=0))
    scaled = data.design / unit
    beta = _poisson_start(scaled, unit, data)
    mu = np.exp(scaled @ beta + data.offset)
    # the sign of the score of alpha at zero
    if float(((data.y - mu) ** 2 - data.y).sum()) <= 0:
        raise _no_overdispersion()
    moment = float((((data.y - mu) ** 2 - data.y) / mu).mean() / mu.mean())
    beta, alpha, log_likelihood = _maximise_nb2(scaled, data, beta, max(moment, 0.05))
    mu = np.exp(scaled @ beta + data.offset)
    shrink = 1.0 / (1.0 + alpha * mu)
    information = (data.design * (mu * shrink)[:, None]).T @ data.design
    score = data.design * ((data.y - mu) * shrink)[:, None]
    return _regression(data, beta / unit, information, score, correction, alpha, log_likelihood)


def _no_overdispersion() -> EstimatorRefusal:
    return EstimatorRefusal("no_overdispersion", "The counts vary no more than Poisson counts: alpha is zero.")


def _poisson_start(scaled: FloatMatrix, unit: FloatMatrix, data: _Data) -> FloatMatrix:
    """Poisson coefficients of the scaled design: Newton from one rate for all, else the careful fit."""
    start = np.zeros(scaled.shape[1])
    start[0] = unit[0] * np.log(data.y.sum() / np.exp(data.offset).sum())
    try:
        return _polish(scaled, data, start)
    except (EstimatorRefusal, np.linalg.LinAlgError):
        return _poisson(data, "none").coefficients[list(data.fitted)] * unit


def _maximise_nb2(
    design: FloatMatrix, data: _Data, beta: FloatMatrix, alpha: float
) -> tuple[FloatMatrix, float, float]:
    """Coefficients, alpha and log likelihood by Newton's method in (coefficients, log alpha) with step halving.

    Terms that hold the gamma function depend on the count alone and are summed over the distinct counts.
    Source: J. Lawless, Can. J. Stat. 15 (1987) 209-225.
    """
    y, p = data.y, design.shape[1]
    distinct, times = np.unique(y, return_counts=True)
    constant = float(times @ special.gammaln(distinct + 1.0))

    def value(beta: FloatMatrix, size: float) -> tuple[float, FloatMatrix]:
        mu = np.exp(np.minimum(design @ beta + data.offset, 700.0))
        gammas = float(times @ (special.gammaln(distinct + size) - special.gammaln(size))) - constant
        log_total = np.log(size + mu)
        with np.errstate(divide="ignore"):
            log_mu = np.where(y > 0, np.log(mu), 0.0)
        return gammas + y.size * size * np.log(size) + float(y @ log_mu - (y + size) @ log_total), mu

    size = 1.0 / alpha
    best, mu = value(beta, size)
    for _ in range(200):
        if 1.0 / size <= 1e-8:
            raise _no_overdispersion()
        total = size + mu
        ratio = (y - mu) / total
        by_size = (
            float(times @ (special.digamma(distinct + size) - special.digamma(size)))
            + y.size * np.log(size) - float(np.log(total).sum() + ratio.sum())
        )
        curve = (
            float(times @ (special.polygamma(1, distinct + size) - special.polygamma(1, size)))
            + y.size / size - float((1.0 / total).sum() - (ratio / total).sum())
        )
        gradient = np.append(design.T @ (size * ratio), -size * by_size)
        hessian = np.empty((p + 1, p + 1))
        hessian[:p, :p] = -weighted_gram(design, size * mu * (size + y) / total**2)
        hessian[:p, p] = hessian[p, :p] = -size * (design.T @ (mu * ratio / total))
        hessian[p, p] = size * size * curve + size * by_size
        try:
            step = np.linalg.solve(hessian, -gradient)
        except np.linalg.LinAlgError:
            raise _not_converged("negative binomial") from None
        if not gradient @ step > 0:  # not yet where the likelihood is concave: along the axes, uphill
            step = gradient / np.maximum(np.abs(np.diag(hessian)), 1e-300)
        step[p] = np.clip(step[p], -2.0, 2.0)
        if np.abs(step).max() <= 1e-11 * max(1.0, float(np.abs(beta).max())):
            return beta + step[:p], float(np.exp(step[p]) / size), best
        length = 1.0
        for _ in range(40):
            trial, trial_size = beta + length * step[:p], size * np.exp(-length * step[p])
            new, new_mu = value(trial, trial_size)
            # (at the top the value no longer rises by more than its rounding)
            if np.isfinite(new) and new >= best - 1e-12 * abs(best):
                break
            length *= 0.5
        else:
            raise _not_converged("negative binomial")
        beta, size, best, mu = trial, trial_size, new, new_mu
    raise _not_converged("negative binomial")


def rate_contrast(
    events: ArrayLike,
    exposure: ArrayLike,
    weighting: Weighting,
    cluster: ArrayLike | None = None,
    *,
    names: Sequence[str] | None = None,
    correction: Correction = "cluster",
    minimum_people: int = MINIMUM_PEOPLE,
) -> Contrast:
    """Rate difference and rate ratio of weighted events over weighted exposure, weights' estimation included.

    Equal to a weighted Poisson GLM of the events on the arm with offset log(exposure). ``events`` (n,) or
    (n, k), ``exposure`` (n,) in any unit of time, rows as in ``weighting.arm``. Influence of a row on its
    arm's rate r:
    w_i (e_i - r t_i) / sum w t.

    Raises
    ------
    EstimatorRefusal
        ``exposure_negative``, ``exposure_zero`` (an arm without any), and those of
        :func:`influence_contrast`.
    """
    arm = weighting.arm
    e = as_matrix(events, "events", arm.size)
    t = as_float_vector(exposure, "exposure", arm.size)
    if (t < 0).any():
        raise EstimatorRefusal("exposure_negative", f"{int((t < 0).sum())} exposures are negative.")
    rates = []
    influences = []
    for rows in (arm, ~arm):
        w = weighting.weights[rows]
        total = float(w @ t[rows])
        if not total > 0:
            raise EstimatorRefusal("exposure_zero", "An arm has no exposure.")
        rate = (w @ e[rows]) / total
        rates.append(rate)
        influences.append((e[rows] - np.outer(t[rows], rate)) * (w / total)[:, None])
    return influence_contrast(
        rates[0],
        rates[1],
        influences[0],
        influences[1],
        weighting,
        cluster,
        names=names,
        correction=correction,
        minimum_people=minimum_people,
    )


def standardised_risks(
    y: ArrayLike,
    arm: ArrayLike,
    X: ArrayLike,
    cluster: ArrayLike | None = None,
    *,
    population: Literal["all", "lead"] = "all",
    correction: Literal["none", "cluster"] = "cluster",
    variance: Literal["stacked", "delta", "model"] = "stacked",
) -> StandardisedRisks:
    """Risks standardised over a population by a logistic regression of ``y`` on [1, X, arm] (g-computation).

    ``variance="stacked"``: clustered, with the sampling of the population's covariates (adds the spread of
    the predictions). ``"delta"``: clustered sandwich of the coefficients alone, covariates as fixed.
    ``"model"``: delta method with the inverse information (what software prints by default; ignores
    clusters).

    Raises
    ------
    EstimatorRefusal
        ``separation``, ``outcome_constant``, ``arm_empty``, ``arm_collinear``, ``one_cluster``, and those of
        the inputs.
    """
    covariates = as_matrix(X, "X")
    n = covariates.shape[0]
    rows = as_arm(arm, n)
    require_both_arms(rows)
    outcome = as_arm(y, n)
    codes, n_people = cluster_codes(cluster, n)
    if n_people < 2:
        raise EstimatorRefusal("one_cluster", "All rows belong to one person: no variance can be estimated.")
    # the arm stands last: of a dependent set the earlier columns stay, and an arm that falls out is refused
    predictors = np.column_stack([covariates, rows.astype(np.float64)])
    arm_column = predictors.shape[1]
    fit = fit_logit(predictors, outcome, names=(*as_names(None, covariates.shape[1], "x"), "arm"))
    if arm_column not in fit.kept:
        raise EstimatorRefusal("arm_collinear", "The arm is an exact combination of the covariates.")
    design = np.column_stack([np.ones(n), predictors[:, [j - 1 for j in fit.kept[1:]]]])
    at_arm = fit.kept.index(arm_column)
    effect = fit.coefficients[arm_column]
    bread = fit.covariance[np.ix_(fit.kept, fit.kept)]
    residual = outcome - fit.probability
    chosen = rows if population == "lead" else np.ones(n, dtype=bool)
    size = int(chosen.sum())
    risks = []
    psi = []
    slopes = []
    for value in (1.0, 0.0):
        # everybody's linear predictor with the arm set to the value: the design differs in that column alone
        eta = fit.linear_predictor + (value - rows) * effect
        risk = 1.0 / (1.0 + np.exp(-np.clip(eta, -700, 700)))
        mean = float(risk[chosen].mean())
        spread = np.where(chosen, risk * (1 - risk), 0.0)
        slope = spread @ design / size
        slope[at_arm] = value * spread.sum() / size
        slopes.append(slope)
        part = residual * (design @ (bread @ slope))
        if variance == "stacked":
            part = part + np.where(chosen, (risk - mean) / size, 0.0)
        risks.append(mean)
        psi.append(part)
    if variance == "model":
        gradient = np.column_stack(slopes)
        covariance = gradient.T @ bread @ gradient
    else:
        sums = cluster_sums(np.column_stack(psi), codes, n_people)
        covariance = sums.T @ sums
        if correction == "cluster":
            covariance = covariance * n_people / (n_people - 1)
    contrast = np.array([1.0, -1.0])
    log = np.array([1.0 / risks[0], -1.0 / risks[1]])
    return StandardisedRisks(
        risks[0],
        risks[1],
        normal_estimate(risks[0] - risks[1], float(np.sqrt(contrast @ covariance @ contrast))),
        normal_estimate(risks[0] / risks[1], float(np.sqrt(log @ covariance @ log)), log_scale=True),
        population,
        fit.coefficients,
    )


# ---------------------------------------------------------------------------------------------- parts


@dataclass(frozen=True)
class _Data:
    y: FloatMatrix
    design: FloatMatrix
    offset: FloatMatrix
    weights: FloatMatrix
    codes: np.ndarray
    n_people: int
    names: tuple[str, ...]
    fitted: tuple[int, ...]  # positions of the design's columns among `names`
    has_arm: bool
    dropped: tuple[tuple[str, str], ...]


def _prepare(
    y: ArrayLike,
    arm: ArrayLike | None,
    X: ArrayLike | None,
    cluster: ArrayLike | None,
    exposure: ArrayLike | None,
    weights: ArrayLike | None,
    covariate_names: Sequence[str] | None,
) -> _Data:
    outcome = as_float_vector(y, "y")
    n = outcome.size
    if (outcome < 0).any():
        raise EstimatorRefusal("y_negative", f"{int((outcome < 0).sum())} values of y are negative.")
    w = as_row_weights(weights, n)
    w = np.ones(n) if w is None else w
    keep = w > 0
    offset = np.zeros(n)
    if exposure is not None:
        t = as_float_vector(exposure, "exposure", n)
        if (t < 0).any():
            raise EstimatorRefusal("exposure_negative", f"{int((t < 0).sum())} exposures are negative.")
        idle = t == 0
        if (outcome[idle & keep] > 0).any():
            raise EstimatorRefusal(
                "events_without_exposure",
                f"{int((outcome[idle & keep] > 0).sum())} rows have events but no exposure.",
            )
        keep &= ~idle
        offset = np.log(np.where(idle, 1.0, t))
    columns = [np.ones(n)]
    names = ["intercept"]
    if arm is not None:
        rows = as_arm(arm, n)
        require_both_arms(rows[keep])
        for part, label in ((rows & keep, "lead"), (~rows & keep, "comparison")):
            if not outcome[part].any():
                raise EstimatorRefusal(
                    f"no_events_{label}", f"The {label} arm has no events: no ratio exists."
                )
        columns.append(rows.astype(np.float64))
        names.append("arm")
    elif not outcome[keep].any():
        raise EstimatorRefusal("no_events", "There are no events.")
    if X is not None:
        covariates = as_matrix(X, "X", n)
        names += as_names(covariate_names, covariates.shape[1], "x")
        columns += list(covariates.T)
    codes, _ = cluster_codes(cluster, n)
    design = np.column_stack(columns)[keep]
    fitted, dropped = _independent(design, tuple(names), arm is not None)
    kept_codes = np.unique(codes[keep], return_inverse=True)[1].reshape(-1)
    n_people = int(kept_codes.max()) + 1
    if n_people < 2:
        raise EstimatorRefusal("one_cluster", "All rows belong to one person: no variance can be estimated.")
    if len(fitted) >= len(design):
        raise EstimatorRefusal(
            "below_minimum", f"{len(design)} rows are too few for {len(fitted)} coefficients."
        )
    return _Data(
        outcome[keep],
        design[:, fitted],
        offset[keep],
        w[keep],
        kept_codes,
        n_people,
        tuple(names),
        tuple(fitted),
        arm is not None,
        tuple(dropped),
    )


def _not_converged(what: str) -> EstimatorRefusal:
    return EstimatorRefusal("no_convergence", f"The {what} regression did not converge.")


def _polish(design: FloatMatrix, data: _Data, beta: FloatMatrix) -> FloatMatrix:
    """Newton steps from statsmodels' answer to the last digits; refuses what runs away (no finite
    maximum).
    """
    for _ in range(20):
        eta = design @ beta
        if not np.isfinite(eta).all() or np.abs(eta).max() > 60:
            break
        weight = data.weights * np.exp(eta + data.offset)
        step = np.linalg.solve(
            (design * weight[:, None]).T @ design, design.T @ (data.weights * data.y - weight)
        )
        beta = beta + step
        if np.abs(step).max() <= 1e-12 * max(1.0, float(np.abs(beta).max())):
            return beta
    raise _not_converged("Poisson")


def _independent(
    design: FloatMatrix, names: tuple[str, ...], has_arm: bool
) -> tuple[list[int], list[tuple[str, str]]]:
    """Columns that are no linear combination of earlier ones; the arm is tried last, and refused if it is
    one.
    """
    kept: list[int] = []
    dropped: list[tuple[str, str]] = []
    basis = np.zeros((design.shape[0], 0))
    order = [j for j in range(design.shape[1]) if not (has_arm and j == 1)] + ([1] if has_arm else [])
    for j in order:
        column = design[:, j] - basis @ (basis.T @ design[:, j])
        column -= basis @ (basis.T @ column)
        size = float(np.linalg.norm(column))
        if size > 1e-9 * max(float(np.linalg.norm(design[:, j])), 1e-300):
            kept.append(j)
            basis = np.column_stack([basis, column / size])
        elif has_arm and j == 1:
            raise EstimatorRefusal("arm_collinear", "The arm is an exact combination of the covariates.")
        else:
            dropped.append((names[j], "constant" if np.ptp(design[:, j]) == 0 else "collinear"))
    return sorted(kept), dropped


def _regression(
    data: _Data,
    beta: FloatMatrix,
    information: FloatMatrix,
    score: FloatMatrix,
    correction: str,
    dispersion: float | None,
    log_likelihood: float,
) -> Regression:
    # invert in units of the columns' spread: counts and incomes differ by many powers of ten
    unit = np.sqrt(np.diag(information))
    bread = np.linalg.inv(information / np.outer(unit, unit)) / np.outer(unit, unit)
    sums = cluster_sums(score, data.codes, data.n_people)
    sandwich = bread @ (sums.T @ sums) @ bread
    if correction == "cluster":
        sandwich = sandwich * data.n_people / (data.n_people - 1)
    size = len(data.names)
    place = np.asarray(data.fitted)
    coefficients = np.zeros(size)
    coefficients[place] = beta
    covariance = np.zeros((size, size))
    covariance[np.ix_(place, place)] = sandwich
    model = np.zeros((size, size))
    model[np.ix_(place, place)] = bread
    ratio = None
    if data.has_arm and 1 in data.fitted and covariance[1, 1] > 0:
        ratio = normal_estimate(
            float(np.exp(coefficients[1])), float(np.sqrt(covariance[1, 1])), log_scale=True
        )
    return Regression(
        data.names,
        coefficients,
        covariance,
        model,
        ratio,
        dispersion,
        log_likelihood,
        len(data.y),
        data.n_people,
        data.dropped,
    )
