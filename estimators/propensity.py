"""Propensity weights by an unpenalised (or Firth) logistic regression of the arm on the covariates.

Weights (LEAD, comparison) with e = P(LEAD | x):  ATT 1, e/(1-e);  ATE 1/e, 1/(1-e);  overlap 1-e, e. Arm
means are Hajek (ratio) means. The variance that includes the estimation of the weights is that of the
stacked estimating equations: with I_i the influence of an arm's mean at known weights and g_i = d log w_i
/ d(x_i'gamma),

    D = sum_i g_i I_i x_i,      correction of row i:  x_i (A_i - e_i) H^-1 D,      H = X' diag(e(1-e)) X.

Sources: J. Lunceford & M. Davidian, Stat. Med. 23 (2004) 2937-60; F. Li, K. Morgan & A. Zaslavsky, JASA
113 (2018) 390-400 (overlap); D. Firth, Biometrika 80 (1993) 27-38.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from estimators.errors import EstimatorRefusal
from estimators.gram import BLOCK, sweep_columns, weighted_gram
from estimators.inputs import (
    BoolArray,
    FloatMatrix,
    as_arm,
    as_matrix,
    as_names,
    as_row_weights,
    blocks,
    require_both_arms,
    rows_of,
    side_by_side,
)
from estimators.memo import Memo

__all__ = ["FixedWeights", "Logit", "PropensityWeights", "fit_logit", "fixed_weights", "propensity_weights"]

Estimand = Literal["att", "ate", "overlap"]
_FITTED: Memo[tuple[FloatMatrix, FloatMatrix, int]] = Memo()


@dataclass(frozen=True)
class Logit:
    """A fitted logistic regression. ``coefficients`` (p+1,): intercept first, 0 for dropped columns.

    ``covariance`` (p+1, p+1) is the inverse information (zero rows for dropped columns);
    ``linear_predictor`` and ``probability`` (n,) are the fit; ``kept`` the indices of the columns of [1,
    X] that were fitted.
    """

    coefficients: FloatMatrix
    covariance: FloatMatrix
    linear_predictor: FloatMatrix
    probability: FloatMatrix
    log_likelihood: float
    iterations: int
    firth: bool
    kept: tuple[int, ...]
    dropped: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PropensityWeights:
    """Weights of one estimand with what their variance needs (same interface as ``EntropyBalance``).

    ``weights`` (n,). ``design`` is the fitted [1, X] (n, p'), ``information_inverse`` its (p', p') inverse
    information.
    """

    kind: str
    estimand: str
    arm: BoolArray
    weights: FloatMatrix
    probability: FloatMatrix
    logit: FloatMatrix
    names: tuple[str, ...]
    ess: float
    ess_lead: float
    max_weight_share: float
    n_lead: int
    n_comparison: int
    iterations: int
    dropped: tuple[tuple[str, str], ...]
    base_weights: FloatMatrix | None = field(repr=False)
    log_weight_slope: FloatMatrix = field(repr=False)
    design: FloatMatrix = field(repr=False)
    information_inverse: FloatMatrix = field(repr=False)
    fit: Logit = field(repr=False)

    @property
    def ess_comparison(self) -> float:
        """Effective sample size of the comparison rows (the name that all weightings share)."""
        return self.ess

    def correct(self, lead: FloatMatrix, comparison: FloatMatrix) -> tuple[FloatMatrix, FloatMatrix]:
        """Influences with the estimation of the propensity included; arguments as in
        ``EntropyBalance.correct``.
        """
        arm = self.arm
        score = arm - self.probability
        if self.base_weights is not None:
            score = score * self.base_weights
        out = []
        for rows, influence in ((rows_of(arm), lead), (rows_of(~arm), comparison)):
            full = np.zeros((arm.size, influence.shape[1]))
            full[rows] = influence
            slope = self.log_weight_slope[rows]
            if slope.any():
                d = self.design[rows].T @ (influence * slope[:, None])
                by_score = self.information_inverse @ d
                for block in blocks(arm.size):
                    full[block] += score[block, None] * (self.design[block] @ by_score)
            out.append(full)
        return out[0], out[1]

    def leverage(self) -> FloatMatrix:
        """Zero (n0,): leverage corrections are defined for the entropy balance alone."""
        return np.zeros(self.n_comparison)


@dataclass(frozen=True)
class FixedWeights:
    """Weights taken as known: their estimation adds nothing to the variance."""

    kind: str
    arm: BoolArray
    weights: FloatMatrix
    ess: float
    ess_lead: float
    n_lead: int
    n_comparison: int

    @property
    def ess_comparison(self) -> float:
        """Effective sample size of the comparison rows (the name that all weightings share)."""
        return self.ess

    def correct(self, lead: FloatMatrix, comparison: FloatMatrix) -> tuple[FloatMatrix, FloatMatrix]:
        """The influences as they are, spread over all rows (n, k)."""
        out = []
        for rows, influence in ((rows_of(self.arm), lead), (rows_of(~self.arm), comparison)):
            full = np.zeros((self.arm.size, influence.shape[1]))
            full[rows] = influence
            out.append(full)
        return out[0], out[1]

    def leverage(self) -> FloatMatrix:
        """Leverage of the weighted mean itself, w_i / sum w (n0,)."""
        w = self.weights[~self.arm]
        return w / w.sum()


def fixed_weights(
    arm: ArrayLike, weights: ArrayLike | None = None, *, kind: str = "unadjusted"
) -> FixedWeights:
    """Wrap known row weights (n,), ones when None.

    Raises
    ------
    EstimatorRefusal
        ``arm_empty``, ``arm_not_binary``, ``weights_not_finite``, ``weights_negative``, ``weights_zero``,
        ``shape_mismatch``.
    """
    rows = as_arm(arm)
    n_lead, n_comparison = require_both_arms(rows)
    w = as_row_weights(weights, rows.size)
    w = np.ones(rows.size) if w is None else w
    for part, label in ((w[rows], "LEAD"), (w[~rows], "comparison")):
        if not part.sum() > 0:
            raise EstimatorRefusal("weights_zero", f"No {label} row has a positive weight.")
    return FixedWeights(kind, rows, w, _ess(w[~rows]), _ess(w[rows]), n_lead, n_comparison)


def fit_logit(
    X: ArrayLike,
    outcome: ArrayLike,
    *,
    names: Sequence[str] | None = None,
    base_weights: ArrayLike | None = None,
    firth: bool = False,
    tolerance: float = 1e-10,
    max_iterations: int = 100,
) -> Logit:
    """Logistic regression of ``outcome`` (n,) in {0, 1} on [1, X] by Newton's method with step halving.

    Constant and exactly collinear columns are dropped with a note (the earlier column of a set stays).
    ``firth`` maximises the likelihood penalised by the root of the information's determinant: finite under
    separation.

    Raises
    ------
    EstimatorRefusal
        ``separation`` (unpenalised: no finite maximum; use Firth or entropy balancing), ``outcome_constant``,
        ``no_convergence``, and those of the inputs.
    """
    matrix = as_matrix(X, "X")
    n, p = matrix.shape
    y = as_arm(outcome, n).astype(np.float64)
    labels = as_names(names, p, "x")
    base = as_row_weights(base_weights, n)
    b = np.ones(n) if base is None else base
    if not (b @ y > 0 and b @ (1 - y) > 0):
        raise EstimatorRefusal("outcome_constant", "A logistic regression needs both outcomes.")

    # standardise: Newton is affine invariant, its rounding is not; the coefficients are mapped back below
    share = b / b.sum()
    centre = share @ matrix
    variance = np.zeros(p)
    for start in range(0, n, BLOCK):
        part = slice(start, start + BLOCK)
        variance += share[part] @ (matrix[part] - centre) ** 2
    scale = np.sqrt(variance)
    scale[(np.ptp(matrix, axis=0) == 0) | (scale == 0)] = 0.0
    dropped: list[tuple[str, str]] = [(labels[j], "constant") for j in np.flatnonzero(scale == 0)]
    varying = [j for j in range(p) if scale[j] > 0]
    design = np.ones((n, len(varying) + 1))
    z = design[:, 1:]
    np.subtract(matrix if len(varying) == p else matrix[:, varying], centre[varying], out=z)
    z /= scale[varying]
    independent, _ = sweep_columns(weighted_gram(z, share), np.zeros(len(varying)))
    dropped += [(labels[varying[j]], "collinear") for j in range(len(varying)) if j not in independent]
    columns = [varying[j] for j in independent]
    if len(independent) < len(varying):
        design = np.ascontiguousarray(design[:, [0, *(j + 1 for j in independent)]])

    gamma, information, iterations = _FITTED(
        lambda: _fit(design, y, b, firth, tolerance, max_iterations),
        *(design, y, b, firth, tolerance, max_iterations),
    )
    eta = design @ gamma
    probability = _expit(eta)
    inverse = np.linalg.inv(information)

    # back to the original scale of X: x'c + c0
    back = np.zeros((p + 1, len(gamma)))
    back[0, 0] = 1.0
    for position, j in enumerate(columns, start=1):
        back[j + 1, position] = 1.0 / scale[j]
        back[0, position] = -centre[j] / scale[j]
    return Logit(
        coefficients=back @ gamma,
        covariance=back @ inverse @ back.T,
        linear_predictor=eta,
        probability=probability,
        log_likelihood=_log_likelihood(eta, y, b),
        iterations=iterations,
        firth=firth,
        kept=(0, *(j + 1 for j in columns)),
        dropped=tuple(dropped),
    )


def propensity_weights(
    X: ArrayLike,
    arm: ArrayLike,
    *,
    estimand: Estimand = "att",
    names: Sequence[str] | None = None,
    base_weights: ArrayLike | None = None,
    firth: bool = False,
    earlier: PropensityWeights | None = None,
) -> PropensityWeights:
    """Fit the propensity of LEAD on ``X`` (n, p) and weight for ``estimand``.

    ``earlier``: weights of the same ``X``, arm and base weights for another estimand; their fit and design serve again.

    Raises
    ------
    EstimatorRefusal
        those of :func:`fit_logit`; ``arm_empty``; ``estimand_unknown``; ``shape_mismatch`` (``earlier`` is of other rows).
    """
    if estimand not in ("att", "ate", "overlap"):
        raise EstimatorRefusal("estimand_unknown", f"{estimand} is none of att, ate, overlap.")
    matrix = as_matrix(X, "X")
    rows = as_arm(arm, matrix.shape[0])
    n_lead, n_comparison = require_both_arms(rows)
    labels = as_names(names, matrix.shape[1], "x")
    base = as_row_weights(base_weights, rows.size)
    if earlier is not None and not (np.array_equal(earlier.arm, rows) and len(earlier.names) == len(labels)):
        raise EstimatorRefusal("shape_mismatch", "The earlier weights are of other rows or columns than these.")
    fit = earlier.fit if earlier else fit_logit(matrix, rows, names=labels, base_weights=base, firth=firth)
    e = fit.probability
    eta = fit.linear_predictor
    if estimand == "att":
        w = np.where(rows, 1.0, np.exp(np.minimum(eta, 700.0)))
        slope = np.where(rows, 0.0, 1.0)
    elif estimand == "ate":
        w = np.where(rows, 1.0 / e, 1.0 / (1.0 - e))
        slope = np.where(rows, -(1.0 - e), e)
    else:
        w = np.where(rows, 1.0 - e, e)
        slope = np.where(rows, -e, 1.0 - e)
    if base is not None:
        w = w * base
    kept = [j - 1 for j in fit.kept[1:]]
    if earlier:
        design = earlier.design
    else:
        design = side_by_side([np.ones((rows.size, 1)), matrix if len(kept) == matrix.shape[1] else matrix[:, kept]])
    w_comparison = w[~rows]
    return PropensityWeights(
        kind=f"logistic_{estimand}" if estimand != "overlap" else "overlap",
        estimand=estimand,
        arm=rows,
        weights=w,
        probability=e,
        logit=eta,
        names=labels,
        ess=_ess(w_comparison),
        ess_lead=_ess(w[rows]),
        max_weight_share=float(w_comparison.max() / w_comparison.sum()),
        n_lead=n_lead,
        n_comparison=n_comparison,
        iterations=fit.iterations,
        dropped=fit.dropped,
        base_weights=base,
        log_weight_slope=slope,
        design=design,
        information_inverse=fit.covariance[np.ix_(fit.kept, fit.kept)],
        fit=fit,
    )


# ---------------------------------------------------------------------------------------------------------


def _ess(w: FloatMatrix) -> float:
    return float(w.sum() ** 2 / (w @ w))


def _expit(eta: FloatMatrix) -> FloatMatrix:
    return 1.0 / (1.0 + np.exp(-np.clip(eta, -700.0, 700.0)))


def _log_likelihood(eta: FloatMatrix, y: FloatMatrix, b: FloatMatrix) -> float:
    return float(b @ (y * eta - np.logaddexp(0.0, eta)))


def _hat_diagonal(design: FloatMatrix, w: FloatMatrix, inverse: FloatMatrix) -> FloatMatrix:
    return w * np.einsum("ij,ij->i", design @ inverse, design)


def _fit(
    design: FloatMatrix, y: FloatMatrix, b: FloatMatrix, firth: bool, tolerance: float, max_iterations: int
) -> tuple[FloatMatrix, FloatMatrix, int]:
    """Maximise the (penalised) likelihood. Returns coefficients, information, iterations."""
    gamma = np.zeros(design.shape[1])
    total = b.sum()

    def objective(at: FloatMatrix) -> tuple[float, FloatMatrix, FloatMatrix]:
        eta = design @ at
        e = _expit(eta)
        information = weighted_gram(design, b * e * (1.0 - e))
        value = _log_likelihood(eta, y, b)
        if firth:
            sign, log_det = np.linalg.slogdet(information)
            value = value + 0.5 * log_det if sign > 0 else -np.inf
        return value, e, information

    value, e, information = objective(gamma)
    for iteration in range(1, max_iterations + 1):
        residual = b * (y - e)
        if firth:
            inverse = np.linalg.inv(information)
            # Firth's score: (y - e) + h (1/2 - e), h the hat diagonal
            residual = residual + _hat_diagonal(design, b * e * (1.0 - e), inverse) * (0.5 - e)
        score = design.T @ residual
        try:
            step = np.linalg.solve(information, score)
        except np.linalg.LinAlgError:
            raise _separation() from None
        if not np.isfinite(step).all():
            raise _separation()
        if np.abs(score).max() <= tolerance * total and np.abs(step).max() <= 1e-8:
            # one last full step: quadratic convergence makes it exact to rounding
            gamma = gamma + step
            return gamma, objective(gamma)[2], iteration
        length = 1.0
        while True:
            new_value, new_e, new_information = objective(gamma + length * step)
            if new_value >= value - 1e-12 * max(1.0, abs(value)):
                break
            length *= 0.5
            if length < 1e-8:
                raise EstimatorRefusal("no_convergence", "The logistic regression did not converge.")
        gamma = gamma + length * step
        value, e, information = new_value, new_e, new_information
        if not firth:
            variance = e * (1.0 - e)
            # under separation some linear combination runs away: perfect fits, or an information that
            # vanishes
            if np.abs(design @ gamma).max() > 30.0 and (
                variance.max() < 1e-8 or np.linalg.cond(information) > 1e13 or np.abs(gamma).max() > 1e3
            ):
                raise _separation()
    if not firth and np.abs(design @ gamma).max() > 15.0:
        raise _separation()
    raise EstimatorRefusal("no_convergence", "The logistic regression did not converge.")


def _separation() -> EstimatorRefusal:
    return EstimatorRefusal(
        "separation",
        "Covariates predict the arm of some rows perfectly, so an unpenalised logistic regression has no "
        "finite solution; Firth's penalty or entropy balancing remain.",
    )
