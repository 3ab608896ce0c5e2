"""Replicates of a cell through the estimator path (support, basis, entropy balance, gate), and what they amount to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from estimators.contrast import weighted_contrast
from estimators.entropy import entropy_balance
from estimators.errors import EstimatorRefusal
from estimators.sensitivity import e_value
from pipeline.analysis.data import supported
from pipeline.analysis.diagnostics import (
    correction,
    negative_control,
    power_reason,
    size_reason,
    weighting_reason,
)
from pipeline.analysis.effects import negative_control_reason
from tests.simulation.draw import EFFECTS, Cell, draw, planted_strength, truth

Z95 = 1.959963984540054


@dataclass
class Replicates:
    """(draws, outcomes) estimates, errors and whether published, of one effect; NaN where refused."""

    estimate: list[np.ndarray] = field(default_factory=list)
    std_error: list[np.ndarray] = field(default_factory=list)
    published: list[np.ndarray] = field(default_factory=list)


@dataclass
class CellResult:
    """What one cell gave. ``reasons``: why draws were withheld; ``control_rejects``: share at the 5 % level. ``e_values``: of the
    interval's limit of the risk ratio where nothing was planted."""

    cell: Cell
    draws: int
    outcomes: int
    effects: dict[str, Replicates]
    reasons: Counter[str]
    control_rejects: float
    e_values: list[float] = field(default_factory=list)


def run_cell(cell: Cell, draws: int, outcomes: int, seed: int) -> CellResult:
    """``draws`` times the trials, ``outcomes`` times the outcome given them: the weights are solved once a draw."""
    effects = {effect: Replicates() for effect in EFFECTS}
    reasons: Counter[str] = Counter()
    rejections, e_values = 0, []
    for number in range(draws):
        rng = np.random.default_rng(cell.seed(seed, number))
        trials, y = draw(cell, rng, outcomes)
        reason = size_reason(trials, np.ones(trials.arm.size, dtype=bool))
        try:
            part = supported(trials)
            weighting = entropy_balance(part.basis.matrix, part.trials.arm, names=part.basis.names)
            together = np.concatenate([y[e][part.rows] for e in EFFECTS], axis=1)
            contrast = weighted_contrast(together, weighting, part.trials.person, correction=correction(weighting))
            reason = reason or weighting_reason(part, weighting)
        except EstimatorRefusal as refusal:
            contrast, reason = None, reason or refusal.code
        control = negative_control(trials)
        rejections += control is not None and control.p_value < 0.05
        reason = reason or negative_control_reason(control)
        reasons[reason or "published"] += 1
        for i, effect in enumerate(EFFECTS):
            found = [None] * outcomes if contrast is None else [
                contrast.outcomes[i * outcomes + j].difference for j in range(outcomes)]
            if cell.hidden and effect == "null" and contrast is not None:
                ratios = [contrast.outcomes[i * outcomes + j].ratio for j in range(outcomes)]
                e_values += [e_value(r.estimate, r.ci_lower, r.ci_upper).limit for r in ratios if r is not None]
            into = effects[effect]
            into.estimate.append(np.array([np.nan if f is None else f.estimate for f in found]))
            into.std_error.append(np.array([np.nan if f is None else f.std_error for f in found]))
            into.published.append(np.array([f is not None and reason is None and power_reason(f.std_error) is None
                                            for f in found]))
    return CellResult(cell, draws, outcomes, effects, reasons, rejections / draws, e_values)


def _e_values(result: CellResult, effect: str) -> dict[str, float]:
    """The planted strength, and how often the E-value of the interval's limit lies below it."""
    if effect != "null" or not result.e_values:
        return {"strength": float("nan"), "e_value_below_strength": float("nan")}
    strength = planted_strength(result.cell.confounding, result.cell.hidden)
    return {"strength": strength, "e_value_below_strength": float((np.array(result.e_values) < strength).mean())}


def _share(hits: np.ndarray, counted: np.ndarray) -> tuple[float, float]:
    """A share of ``hits`` among ``counted`` (draws, outcomes), and its Monte Carlo error with draws as clusters."""
    total = counted.sum()
    if total == 0:
        return float("nan"), float("nan")
    share = float((hits & counted).sum() / total)
    by_draw = ((hits - share) * counted).sum(axis=1)
    return share, float(np.sqrt((by_draw**2).sum()) / total)


def summary(result: CellResult) -> list[dict[str, float | int | str]]:
    """One row an effect: bias, coverage, type I error, ratio of errors, and the same among published estimates."""
    rows = []
    cell = result.cell
    for effect, found in result.effects.items():
        estimate, error, published = np.array(found.estimate), np.array(found.std_error), np.array(found.published)
        real = truth(cell.confounding, effect, cell.rows_a_person, cell.hidden)
        known = np.isfinite(estimate)
        covered = known & (np.abs(np.nan_to_num(estimate) - real) <= Z95 * np.nan_to_num(error))
        rejected = known & (np.abs(np.nan_to_num(estimate)) > Z95 * np.nan_to_num(error))
        coverage, coverage_error = _share(covered, known)
        among, among_error = _share(covered, published)
        rejects, rejects_error = _share(rejected, known)
        means = np.array([row[k].mean() for row, k in zip(estimate, known) if k.any()])
        spread = float(estimate[known].std(ddof=1))
        rows.append({
            "n_lead": cell.n_lead, "confounding": cell.confounding, "rows_a_person": cell.rows_a_person, "effect": effect,
            "hidden": cell.hidden, "draws": result.draws, "replicates": int(known.sum()), "truth": real,
            "bias": float(estimate[known].mean() - real), "bias_mc": float(means.std(ddof=1) / np.sqrt(means.size)),
            "empirical_se": spread, "se_ratio": float(error[known].mean() / spread), "coverage": coverage,
            "coverage_mc": coverage_error, "rejects": rejects, "rejects_mc": rejects_error,
            "published": float(published.mean()), "coverage_published": among, "coverage_published_mc": among_error,
            "control_rejects": result.control_rejects,
            **_e_values(result, effect),
            "withheld": "; ".join(f"{code} {n}" for code, n in result.reasons.most_common() if code != "published"),
        })
    return rows
