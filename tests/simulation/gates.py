"""What the program refuses, computed here to show why: under a null both comparisons show an effect."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from estimators.arrays import FloatArray
from estimators.basis import combine, count_basis, linear_basis
from estimators.engaged import clone_censor_weight, engaged_from_time_zero, landmark
from estimators.entropy import entropy_balance
from estimators.errors import EstimatorRefusal
from ingest.county.canonical_frames import faultless
from ingest.county.sample import SHORT, STUDY
from ingest.county.trials import ChargeList, Trials, comparison_trials, covariates, lead_trials, outcome_counts, read
from ingest.county.write import simulate_county
from pipeline.analysis.data import load_trials
from tests.estimators.test_engaged import GRACE, HORIZON, draw, naive

PEOPLE = 1000
COUNTY_PEOPLE = 8000


def refusal(ask: object, *arguments: object) -> str:
    """The code with which the program refuses; an error where it does not."""
    try:
        ask(*arguments)  # type: ignore[operator]
    except EstimatorRefusal as refused:
        return refused.code
    raise AssertionError("was not refused")


def _row(what: str, values: FloatArray, covered: FloatArray | None, refused: str, seed: int) -> dict[str, object]:
    return {"what": what, "replicates": values.size, "mean": float(values.mean()),
            "mean_mc": float(values.std(ddof=1) / np.sqrt(values.size)),
            "coverage": float("nan") if covered is None else float(covered.mean()), "refused": refused, "seed": seed}


def immortal_time(replicates: int, seed: int) -> list[dict[str, object]]:
    """1,000 diverted and 1,000 comparison trials that do not differ, engagement within 90 days, risk at a year."""
    rng = np.random.default_rng([seed, 1])
    found, covered = np.zeros((replicates, 3)), np.zeros((replicates, 2))
    for k in range(replicates):
        time, status, engaged, lead, x = draw(rng, PEOPLE, PEOPLE)
        common = {"times": [HORIZON], "X": x}
        fits = (clone_censor_weight(time, status, engaged, lead, grace=GRACE, weighting=entropy_balance(x, lead), **common),
                landmark(time, status, engaged, lead, day=GRACE, **common))
        for j, fit in enumerate(fits):
            difference = fit.contrast.outcomes[0].difference
            found[k, j], covered[k, j] = difference.estimate, difference.ci_lower <= 0 <= difference.ci_upper
        found[k, 2] = naive(time, status, engaged, lead, x)
    return [
        _row("engaged against the comparison from time zero", found[:, 2], None, refusal(engaged_from_time_zero), seed),
        _row("clone-censor-weight", found[:, 0], covered[:, 0], "", seed),
        _row("landmark", found[:, 1], covered[:, 1], "", seed),
    ]


def pooled_doors(replicates: int, seed: int) -> list[dict[str, object]]:
    """Counties without any effect in which three of four came by social contact, set together against eligible arrests:
    log odds ratios of a re-arrest within a year, as they are and balanced on age and history."""
    crude, balanced, apart = np.zeros(replicates), np.zeros(replicates), np.zeros(replicates)
    for k in range(replicates):
        rng = np.random.default_rng([seed, 2, k])
        data = simulate_county(rng, COUNTY_PEOPLE, effect="null", participants=100, social_per_diversion=3.0,
                               community_per_diversion=0.0, **{**STUDY, **SHORT, "other_doors": True})
        x = read(data.params, faultless(data))
        lead, rest = lead_trials(x), comparison_trials(x, "concurrent_area")
        trials = Trials(*(np.concatenate([getattr(lead, f.name), getattr(rest, f.name)]) for f in dataclasses.fields(Trials)))
        arm = np.arange(len(trials)) < len(lead)
        end = np.minimum(x.death_day, data.params.last_day)[trials.person]
        charges = ChargeList.of(x.charge["person"], x.charge["day"], x.charge, x.charge["read_category"])
        y = outcome_counts(charges, trials.person, trials.index_day, HORIZON, end)["new_offense"] > 0
        facts = covariates(x, trials)
        age = np.nan_to_num(np.asarray(facts["age"], float), nan=35.0)
        basis = combine(linear_basis(age, "age"), count_basis(facts["prior_arrests"], "prior"),
                        count_basis(facts["prior_arrests_365d"], "recent"))
        crude[k] = _log_odds_ratio(y, arm, np.ones(arm.size))
        balanced[k] = _log_odds_ratio(y, arm, entropy_balance(basis.matrix, arm).weights)
        diverted = ~arm | (trials.door == 0)
        weights = entropy_balance(basis.matrix[diverted], arm[diverted]).weights
        apart[k] = _log_odds_ratio(y[diverted], arm[diverted], weights)
    code = refusal(load_trials, None, "concurrent_area", ("arrest_diversion", "social_contact"))
    return [_row("doors pooled, log odds ratio", crude, None, code, seed),
            _row("doors pooled and balanced, log odds ratio", balanced, None, code, seed),
            _row("arrest diversions alone, balanced, log odds ratio", apart, None, "", seed)]


def _log_odds_ratio(y: np.ndarray, arm: np.ndarray, weights: np.ndarray) -> float:
    p, q = (float(np.average(y[rows], weights=weights[rows])) for rows in (arm, ~arm))
    return float(np.log(p / (1 - p) / (q / (1 - q))))


def record(replicates: int, seed: int) -> pd.DataFrame:
    return pd.DataFrame(immortal_time(replicates, seed) + pooled_doors(max(replicates // 10, 2), seed))
