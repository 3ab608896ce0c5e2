"""Gram matrices by blocks and the sweep that finds dependent columns."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.gram import solve_symmetric, sweep_columns, weighted_gram


@pytest.mark.parametrize("n, p", [(1, 3), (50, 1), (8192, 26), (20_011, 26), (30_000, 5), (9000, 300)])
def test_blocks_give_the_plain_product(n, p):
    """The slicing must lose no row at any size: below, at and above a block, with a remainder, many
    columns.
    """
    rng = np.random.default_rng(n + p)
    z, w = rng.normal(size=(n, p)), rng.random(n)
    np.testing.assert_allclose(weighted_gram(z, w), (z * w[:, None]).T @ z, rtol=1e-10, atol=1e-10)


def test_sweep_keeps_the_earlier_column_and_reports_the_constant():
    """x2 = x0 + x1 + 7: dependent, with the residual 7 in every row."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=(100, 2))
    x = np.column_stack([x, x.sum(axis=1) + 7.0, rng.normal(size=100)])
    mean = x.mean(axis=0)
    kept, residual = sweep_columns(np.cov(x.T, bias=True), mean)
    assert kept == [0, 1, 3]
    assert residual[2] == pytest.approx(7.0)


def test_singular_systems_get_the_least_norm_answer():
    """A Hessian that lost a direction must not raise."""
    a = np.diag([2.0, 0.0])
    np.testing.assert_allclose(solve_symmetric(a, np.array([4.0, 0.0])), [2.0, 0.0])
