"""The weighted Cox contrast: its standard error must hold the estimation of the weights, which R's and lifelines'
robust errors leave out. Checked exactly: its influence is the derivative of the estimate by each row's weight."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.cox import cox
from estimators.entropy import entropy_balance
from estimators.errors import EstimatorRefusal
from estimators.propensity import fixed_weights
from estimators.weighted_cox import _with_weights, weighted_cox


def trials(n: int = 240, seed: int = 4) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 2))
    arm = rng.random(n) < 1 / (1 + np.exp(-x[:, 0]))
    time = np.ceil(rng.exponential(60 * np.exp(-0.4 * x[:, 0] + 0.3 * arm)))
    event = (time <= 90).astype(float)
    return x, arm, np.minimum(time, 90.0), event


def test_the_influence_is_the_derivative_by_each_rows_weight():
    """d log ratio / d weight of a row, the balance solved anew each time."""
    x, arm, time, event = trials(120)

    def estimate(base: np.ndarray) -> float:
        w = entropy_balance(x, arm, base_weights=base).weights
        return float(cox(time, event, arm.astype(float), w).coef[0])

    balance = entropy_balance(x, arm)
    fit = cox(time, event, arm.astype(float), balance.weights, influence=True)
    psi = _with_weights(fit.influence[:, 0], balance)
    step = 1e-5
    for i in (*np.flatnonzero(arm)[:4], *np.flatnonzero(~arm)[:6]):
        up, down = np.ones(arm.size), np.ones(arm.size)
        up[i], down[i] = 1 + step, 1 - step
        assert psi[i] == pytest.approx((estimate(up) - estimate(down)) / (2 * step), rel=2e-4, abs=1e-7)


def test_known_weights_give_the_robust_error_of_cox():
    _, arm, time, event = trials()
    person = np.arange(arm.size) // 2
    plain = cox(time, event, arm.astype(float), cluster=person)
    ours = weighted_cox(time, event, fixed_weights(arm), person)
    g = person.max() + 1
    assert ours.estimate == pytest.approx(float(plain.hazard_ratio[0]), rel=1e-12)
    assert ours.std_error == pytest.approx(float(plain.std_error[0]) * np.sqrt(g / (g - 1)), rel=1e-12)


def test_recurrent_rows_of_one_trial_belong_together():
    """Splitting each row in two at any day changes neither ratio nor error."""
    x, arm, time, event = trials()
    balance = entropy_balance(x, arm)
    whole = weighted_cox(time, event, balance)
    cut = np.ceil(time / 2)
    late = time > cut
    rows = np.concatenate([np.arange(arm.size), np.flatnonzero(late)])
    stop = np.concatenate([np.where(late, cut, time), time[late]])
    start = np.concatenate([np.zeros(arm.size), cut[late]])
    happened = np.concatenate([np.where(late, 0.0, event), event[late]])
    split = weighted_cox(stop, happened, balance, trial=rows, start=start)
    assert split.estimate == pytest.approx(whole.estimate, rel=1e-9)
    assert split.std_error == pytest.approx(whole.std_error, rel=1e-9)


def test_an_arm_without_events_is_refused():
    x, arm, time, event = trials()
    with pytest.raises(EstimatorRefusal) as refusal:
        weighted_cox(time, np.where(arm, 0.0, event), entropy_balance(x, arm))
    assert refusal.value.code == "monotone_likelihood"
    with pytest.raises(EstimatorRefusal) as refusal:
        weighted_cox(time, event, entropy_balance(x, arm), np.where(arm, 0, np.arange(arm.size)))
    assert refusal.value.code == "below_minimum"
