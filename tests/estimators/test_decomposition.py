"""A decomposition that does not add up hides part of a gap, and one that is read as a cause invents one:
the sums are identities, the numbers are solved by hand, and a stage that nobody reached is refused instead
of silently dropped."""

from __future__ import annotations

import math

import numpy as np
import pytest

from estimators.decomposition import chain_steps, kitagawa
from estimators.errors import EstimatorRefusal


def test_steps_of_a_chain_by_hand():
    # 100 -> 40 -> 30 against 200 -> 100 -> 50: steps log(.4/.5) and log(.75/.5), whole log(.3/.25)
    found = chain_steps([100, 40, 30], [200, 100, 50])
    assert found.log_ratio == pytest.approx([math.log(0.8), math.log(1.5)], rel=1e-14)
    assert found.total_log_ratio == pytest.approx(math.log(1.2), rel=1e-13)
    assert found.total_difference == pytest.approx(0.05, rel=1e-13)
    assert found.std_error[0] == pytest.approx(math.sqrt(1 / 40 - 1 / 100 + 1 / 100 - 1 / 200), rel=1e-14)
    # weighted by the logarithmic mean of .30 and .25
    assert found.points[0] == pytest.approx(0.05 / math.log(1.2) * math.log(0.8), rel=1e-12)


@pytest.mark.parametrize("seed", range(20))
def test_steps_add_up_exactly_for_any_chain(seed):
    rng = np.random.default_rng(seed)
    a, b = (np.sort(rng.integers(1, 10_000, 5))[::-1] for _ in range(2))
    found = chain_steps(a, b)
    assert found.log_ratio.sum() == pytest.approx(math.log(a[-1] / a[0]) - math.log(b[-1] / b[0]), abs=1e-12)
    assert found.points.sum() == pytest.approx(a[-1] / a[0] - b[-1] / b[0], abs=1e-14)
    # turned about, every step changes its sign
    turned = chain_steps(b, a)
    assert turned.log_ratio == pytest.approx(-found.log_ratio, abs=1e-14)
    assert turned.points == pytest.approx(-found.points, abs=1e-14)


def test_equal_shares_leave_steps_that_cancel():
    # the limit of the logarithmic mean: 50 -> 25 -> 10 against 50 -> 20 -> 10
    found = chain_steps([50, 25, 10], [50, 20, 10])
    assert found.total_difference == 0
    assert found.points[0] == pytest.approx(
        0.2 * math.log(1.25), rel=1e-13
    ) and found.points.sum() == pytest.approx(0, abs=1e-15)


def test_step_limits_cover_a_known_chain():
    # Why: the closed-form error must be that of the sampling it stands for
    rng, hits, truth = np.random.default_rng(8), 0, math.log(0.4 / 0.6)
    for _ in range(600):
        a, b = rng.binomial(300, 0.4), rng.binomial(500, 0.6)
        found = chain_steps([300, a], [500, b])
        hits += found.ci_lower[0] <= truth <= found.ci_upper[0]
    assert 0.925 <= hits / 600 <= 0.975


@pytest.mark.parametrize(
    ("a", "b", "code"),
    [
        ([10, 0], [10, 5], "empty_stage"),
        ([10, 12], [10, 5], "not_a_chain"),
        ([10, 5], [10, 5, 2], "shape_mismatch"),
        ([10, -1], [10, 5], "not_a_chain"),
        ([10], [10], "shape_mismatch"),
    ],
)
def test_what_is_no_chain_is_refused(a, b, code):
    with pytest.raises(EstimatorRefusal) as refused:
        chain_steps(a, b)
    assert refused.value.code == code


def test_kitagawa_by_hand_and_as_a_sum():
    # two kinds of charge, offered 50 % and 10 %; the group has more of the second, and is offered less of
    # the first
    found = kitagawa([0.4, 0.1], [0.3, 0.7], [0.5, 0.1], [0.6, 0.4])
    assert found.difference == pytest.approx(0.19 - 0.34)
    assert found.rates == pytest.approx(-0.1 * 0.45)
    assert found.composition == pytest.approx(-0.3 * 0.45 + 0.3 * 0.1)
    assert found.composition + found.rates == pytest.approx(found.difference, abs=1e-15)
    with pytest.raises(EstimatorRefusal, match="sum to one"):
        kitagawa([0.4, 0.1], [0.3, 0.6], [0.5, 0.1], [0.6, 0.4])
