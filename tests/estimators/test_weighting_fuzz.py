"""Small, ugly data through every weighting estimator: a finite answer or a named refusal, nothing else.

Why: marts take what the estimators return. A NaN, an infinity, a numerical warning turned exception or a bare
traceback from three people in an odd county would only be found by that county.
"""

from __future__ import annotations

import dataclasses
import warnings

import numpy as np
import pytest

from estimators.aipw import aipw_att
from estimators.balance import balance_table
from estimators.bootstrap import bayesian_bootstrap, multiplier_draws
from estimators.contrast import att_contrast, unadjusted_contrast
from estimators.did import difference_in_differences
from estimators.errors import EstimatorRefusal
from estimators.matching import greedy_match, matched_contrast, optimal_match
from estimators.randomisation import randomisation_test
from estimators.regression import modified_poisson, negative_binomial, poisson_rate, standardised_risks
from estimators.sensitivity import (
    e_value_of_contrast,
    negative_control,
    tipping_point_lost_rows,
    tipping_point_missed_events,
)


def _finite(value: object, path: str = "result") -> None:
    """Every number in a result, however nested, is finite."""
    if isinstance(value, bool | str) or value is None:
        return
    if isinstance(value, int | float | np.number):
        assert np.isfinite(value), path
    elif isinstance(value, np.ndarray):
        if value.dtype.kind == "f":
            assert np.isfinite(value).all(), path
    elif isinstance(value, tuple | list):
        for i, part in enumerate(value):
            _finite(part, f"{path}[{i}]")
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            _finite(getattr(value, field.name), f"{path}.{field.name}")


def _ugly(rng: np.random.Generator) -> dict[str, np.ndarray]:
    n = int(rng.choice([2, 3, 5, 8, 20, 60]))
    arm = rng.random(n) < rng.choice([0.1, 0.5, 0.9])
    columns = [
        rng.normal(size=n),
        np.ones(n),
        (rng.random(n) < 0.2).astype(float),
        arm.astype(float),
        arm * rng.random(n),
        rng.integers(0, 3, n).astype(float),
        1e12 * rng.normal(size=n),
        1e-12 * rng.normal(size=n),
        np.where(arm, 0.0, rng.integers(0, 2, n)),
    ]
    chosen = rng.choice(len(columns), int(rng.integers(1, 5)))
    y = [
        (rng.random(n) < 0.4).astype(float),
        np.zeros(n),
        np.ones(n),
        arm.astype(float),
        rng.poisson(1.0, n).astype(float),
        1e9 * rng.random(n),
        np.where(arm, 0.0, rng.poisson(1.0, n)),
    ][int(rng.integers(0, 7))]
    person = [np.arange(n), np.zeros(n, dtype=int), rng.integers(0, max(n // 2, 1), n)][
        int(rng.integers(0, 3))
    ]
    return {"y": y, "arm": arm, "X": np.column_stack([columns[j] for j in chosen]), "person": person}


def _all(d: dict[str, np.ndarray], rng: np.random.Generator) -> dict[str, object]:
    y, arm, X, person = d["y"], d["arm"], d["X"], d["person"]
    other = rng.random(y.size) < 0.5
    binary = (y > 0).astype(float)

    def sensitivity() -> object:
        c = att_contrast(y, arm, X, person, minimum_people=2)
        return (
            tipping_point_missed_events(c),
            tipping_point_lost_rows(c, 1.0),
            e_value_of_contrast(c.outcomes[0]),
        )

    def draws() -> object:
        c = att_contrast(y, arm, X, person, minimum_people=2)
        return multiplier_draws(c, 3, rng=rng)

    return {
        **{
            method: lambda method=method: att_contrast(y, arm, X, person, method=method, minimum_people=2)
            for method in ("entropy_balance", "logistic_att", "logistic_ate", "overlap")
        },
        "leverage": lambda: att_contrast(y, arm, X, person, correction="leverage", minimum_people=2),
        "unadjusted": lambda: unadjusted_contrast(y, arm, person, minimum_people=2),
        "aipw": lambda: aipw_att(y, arm, X, person, minimum_people=2),
        "aipw_logistic": lambda: aipw_att(binary, arm, X, person, family="logistic", minimum_people=2),
        "aipw_poisson": lambda: aipw_att(y, arm, X, person, family="poisson", minimum_people=2),
        "greedy": lambda: matched_contrast(y, greedy_match(X[:, 0], arm), person, minimum_pairs=2),
        "optimal": lambda: matched_contrast(y, optimal_match(X[:, 0], arm), person, minimum_pairs=2),
        "modified_poisson": lambda: modified_poisson(binary, arm, X, person),
        "poisson_rate": lambda: poisson_rate(y, arm, X, person, exposure=rng.integers(1, 5, y.size)),
        "negative_binomial": lambda: negative_binomial(y, arm, X, person),
        "standardised": lambda: standardised_risks(binary, arm, X, person),
        "did": lambda: difference_in_differences(y, arm, other, person, minimum_people=2),
        "did_balance": lambda: difference_in_differences(
            y, arm, other, person, X=X, adjust="balance", minimum_people=2
        ),
        "balance": lambda: balance_table(X, arm),
        "randomisation": lambda: randomisation_test(y, arm, None, person, draws=9, rng=rng),
        "bootstrap": lambda: bayesian_bootstrap(y, arm, X, person, draws=3, rng=rng, minimum_people=2),
        "multiplier": draws,
        "negative_control": lambda: negative_control(y, arm, X, person, minimum_people=2),
        "sensitivity": sensitivity,
    }


@pytest.mark.parametrize("seed", range(60))
def test_finite_or_refused(seed):
    """60 ugly data sets, 23 calls each."""
    rng = np.random.default_rng(seed)
    d = _ugly(rng)
    for name, call in _all(d, rng).items():
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            try:
                _finite(call(), f"{name} (seed {seed})")
            except EstimatorRefusal as refusal:
                assert refusal.code and refusal.message
            except RuntimeWarning as warning:
                pytest.fail(f"{name} (seed {seed}): {warning}")
