"""What decides, before anyone looks, whether an estimate may be shown: each rule has a code, tried in a fixed order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from estimators.balance import balance_table
from estimators.basis import Levels
from estimators.contrast import Correction, weighted_contrast
from estimators.entropy import EntropyBalance
from estimators.errors import EstimatorRefusal
from estimators.memo import Memo
from pipeline.analysis.data import Supported, Trials, count_people, supported, thresholds

POWER_80 = 0.8416212335729143 + 1.959963984540054  # z for 80 % power plus z for a two-sided 5 % level


@dataclass(frozen=True)
class Verdict:
    """``passed``, and the code of the first rule that failed."""

    passed: bool
    reason: str | None = None

    @staticmethod
    def of(reason: str | None) -> Verdict:
        return Verdict(reason is None, reason)


def size_reason(trials: Trials, observed: np.ndarray) -> str | None:
    """Too few people, or too little follow-up at the horizon."""
    limits = thresholds()
    for rows in (trials.arm, ~trials.arm):
        if count_people(trials.person[rows & observed]) < limits["minimum_people"]:
            return "too_few_people"
    for rows in (trials.arm, ~trials.arm):
        if observed[rows].mean() < limits["minimum_follow_up_share"]:
            return "too_little_follow_up"
    return None


def weighting_reason(part: Supported, weighting: object) -> str | None:
    """Positivity, balance judged with its sampling error, overlap and effective sample size of one weighting."""
    limits = thresholds()
    if part.share_lead_left > limits["maximum_unsupported_share"]:
        return "positivity"
    if isinstance(weighting, EntropyBalance) and weighting.positivity_failures:
        return "positivity"
    trials, basis = part.trials, part.basis
    weights = np.asarray(weighting.weights)
    table = balance_table(basis.matrix, trials.arm, weights=weights, names=basis.names, threshold=limits["balance_smd"])
    if not table.passed:
        return "balance"
    comparison = weights[~trials.arm]
    if comparison.max() / comparison.sum() > limits["maximum_weight_share"]:
        return "overlap"
    if weighting.ess_comparison < limits["minimum_ess_comparison"]:
        return "effective_sample_size"
    if weighting.ess_comparison < limits["minimum_ess_per_column"] * balanced_columns(weighting):
        return "ess_below_columns"
    return None


def kept_reason(part: Supported, weighting: object) -> str | None:
    """:func:`weighting_reason`, kept with the part: several horizons ask it of the same weighting."""
    for judged, reason in part.judged:
        if judged is weighting:
            return reason
    part.judged.append((weighting, weighting_reason(part, weighting)))
    return part.judged[-1][1]


def balanced_columns(weighting: object) -> int:
    """Columns that an entropy balance holds (0 for other weightings)."""
    return weighting.z_active.shape[1] if isinstance(weighting, EntropyBalance) else 0


def correction(weighting: object) -> Correction:
    """How the variance is corrected: by leverage where the effective sample is small for the columns balanced."""
    few = weighting.ess_comparison < thresholds()["leverage_below_ess_per_column"] * balanced_columns(weighting)
    return "leverage" if few else "cluster"


def power_reason(std_error: float | None) -> str | None:
    """The smallest difference in risk that the data could show is too large to be of use."""
    if std_error is not None and POWER_80 * std_error > thresholds()["maximum_mde"]:
        return "minimum_detectable_effect"
    return None


@dataclass(frozen=True)
class NegativeControl:
    """Difference in the share with an arrest in days -365 to -1 after balancing older history alone."""

    estimate: float
    std_error: float
    ci_lower: float
    ci_upper: float
    p_value: float


def negative_control(trials: Trials) -> NegativeControl | None:
    """Re-balance on history before day -365 and compare what came after it: it can't be LEAD's doing.

    None where the contrast can't be estimated (too few people, no variation).
    """
    facts = [part for v in trials.values.values() for part in ((v.codes, v.names) if isinstance(v, Levels) else (v,))]
    return _CONTROLS(lambda: _negative_control(trials), trials.design, trials.arm, trials.person, list(trials.values), *facts)


_CONTROLS: Memo[NegativeControl | None] = Memo()  # every table that is withheld by it asks


def _negative_control(trials: Trials) -> NegativeControl | None:
    try:
        part = supported(trials, before_last_year=True)
        trials = part.trials
        y = (trials.values["prior_arrests_365d"] > 0).astype(float)
        weighting = part.balance
        contrast = weighted_contrast(y, weighting, trials.person, names=["arrested_before"], correction=correction(weighting))
    except EstimatorRefusal:
        return None
    difference = contrast.outcomes[0].difference
    if difference is None:
        return None
    return NegativeControl(difference.estimate, difference.std_error, difference.ci_lower, difference.ci_upper,
                           difference.p_value)
