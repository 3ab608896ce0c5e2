"""Power and detectable effects against R's power.prop.test and by simulation."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.errors import EstimatorRefusal
from estimators.power import (
    design_effect,
    mde_from_std_error,
    mde_means,
    mde_proportions,
    power_proportions,
    projected_sizes,
    sample_size_proportions,
)
from tests.estimators.weighting_support import reference


def test_power_prop_test():
    """methods.md: n per arm .5 against .4 at 80 % is 387.3385; R 4.2.2 stats::power.prop.test, tol 1e-12."""
    truth = reference()["power"]
    assert sample_size_proportions(0.5, 0.4) == pytest.approx(truth["n"], rel=1e-8)
    assert sample_size_proportions(0.5, 0.4) == pytest.approx(387.3385, abs=5e-5)
    assert power_proportions(0.45, 0.33, 150, 150) == pytest.approx(truth["power"], rel=1e-8)
    assert mde_proportions(0.45, 150, 150).lead_value == pytest.approx(truth["mde_p"], rel=1e-8)


def test_the_three_questions_are_inverse_to_each_other():
    """Size, power and effect solve one equation, for unequal arms too."""
    n = sample_size_proportions(0.30, 0.42, power=0.9, ratio=3.5)
    assert power_proportions(0.30, 0.42, n, 3.5 * n) == pytest.approx(0.9, rel=1e-10)
    effect = mde_proportions(0.42, n, 3.5 * n, power=0.9)
    assert effect.lead_value == pytest.approx(0.30, abs=1e-9) and effect.difference == pytest.approx(
        -0.12, abs=1e-9
    )
    rise = mde_proportions(0.42, 200, 400, direction="rise")
    assert power_proportions(rise.lead_value, 0.42, 200, 400) == pytest.approx(0.8, rel=1e-9)


def test_detectable_effect_by_simulation():
    """At the stated effect a pooled two-sample z test rejects 80 % of the time (2,000 draws, +- 3 points)."""
    rng = np.random.default_rng(1)
    e = mde_proportions(0.5, 120, 300)
    x, y = rng.binomial(120, e.lead_value, 2000), rng.binomial(300, 0.5, 2000)
    pooled = (x + y) / 420
    z = (x / 120 - y / 300) / np.sqrt(pooled * (1 - pooled) * (1 / 120 + 1 / 300))
    assert np.mean(np.abs(z) > 1.96) == pytest.approx(0.8, abs=0.03)


def test_no_effect_is_large_enough_is_a_stated_result():
    """A base risk of 2 % at 30 people: not even zero re-arrests would be found."""
    nothing = mde_proportions(0.02, 30, 30)
    assert nothing.difference is None and nothing.ratio is None
    assert mde_proportions(0.0, 30, 30).difference is None


def test_means_and_projection():
    """(1.96 + 0.84) standard errors; ESS grows with the arm at its present efficiency."""
    assert mde_from_std_error(1.0) == pytest.approx(2.8015852, rel=1e-6)
    assert mde_means(2.0, 2.0, 100, 100) == pytest.approx(2.8015852 * np.sqrt(0.08), rel=1e-6)
    assert projected_sizes(100, 800, 200, 150, 1200) == (150.0, 300.0)
    assert design_effect(4, 0.1) == pytest.approx(1.3)


@pytest.mark.parametrize(
    "call, code",
    [
        (lambda: sample_size_proportions(0.4, 0.4), "effect_zero"),
        (lambda: sample_size_proportions(1.4, 0.4), "share_not_valid"),
        (lambda: sample_size_proportions(0.5, 0.4, power=1.0), "power_not_valid"),
        (lambda: sample_size_proportions(0.5, 0.4, ratio=0), "size_not_positive"),
        (lambda: power_proportions(0.5, 0.4, 0, 10), "size_not_positive"),
        (lambda: power_proportions(0.5, 0.4, 10, 10, level=0), "level_not_valid"),
        (lambda: mde_proportions(float("nan"), 10, 10), "share_not_valid"),
        (lambda: mde_means(-1, 1, 10, 10), "sd_not_valid"),
        (lambda: mde_from_std_error(float("inf")), "std_error_not_positive"),
        (lambda: design_effect(0.5, 0.1), "design_effect_not_valid"),
        (lambda: projected_sizes(10, 10, 20, 10, 10), "size_not_positive"),
    ],
)
def test_bad_input_is_refused_by_name(call, code):
    """Never NaN, never a bare traceback."""
    with pytest.raises(EstimatorRefusal) as refusal:
        call()
    assert refusal.value.code == code
