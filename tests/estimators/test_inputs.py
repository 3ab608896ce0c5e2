"""The shared argument checks: what they accept, what they refuse, and that a message holds no value."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.arrays import cluster_sums, count_distinct
from estimators.errors import EstimatorRefusal
from estimators.inputs import (
    BLOCK_ROWS,
    as_arm,
    as_matrix,
    as_names,
    as_row_weights,
    blocks,
    require_both_arms,
    rows_of,
    side_by_side,
)


def test_arms_are_booleans_or_zero_and_one():
    """Frames give booleans, integers or floats."""
    for values in ([True, False], [1, 0], [1.0, 0.0], np.array([1, 0], dtype=np.int8)):
        assert as_arm(values).tolist() == [True, False]
    assert require_both_arms(as_arm([1, 0, 0])) == (1, 2)


@pytest.mark.parametrize("values", [["lead", "comparison"], [1.0, np.nan], [2, 0], [None, 1]])
def test_other_arms_are_refused(values):
    """A third value would silently become comparison."""
    with pytest.raises(EstimatorRefusal, match="arm_not_binary"):
        as_arm(values)


def test_a_vector_becomes_one_column_and_huge_values_are_finite():
    """A sum that overflows is no proof of an infinity."""
    assert as_matrix([1.0, 2.0], "y").shape == (2, 1)
    assert as_matrix(np.full((10, 2), 1.7e308), "y").shape == (10, 2)


def test_messages_name_columns_and_never_a_value():
    """design rule: errors hold counts, not what a person's record says."""
    X = np.zeros((5, 3))
    X[2, 1], X[4, 1] = np.nan, -np.inf
    with pytest.raises(EstimatorRefusal) as refusal:
        as_matrix(X, "X")
    assert refusal.value.message == "2 values of X are not finite (column number 1)."
    with pytest.raises(EstimatorRefusal) as refusal:
        as_matrix([["31415"], ["secret"]], "X")
    assert "secret" not in str(refusal.value)


def test_names_and_weights():
    """Counts must fit; weights may be zero but not negative or missing."""
    assert as_names(None, 2, "x") == ("x0", "x1")
    with pytest.raises(EstimatorRefusal, match="shape_mismatch"):
        as_names(["a"], 2, "x")
    assert as_row_weights(None, 3) is None
    for bad, code in (
        ([1, -1], "weights_negative"),
        ([1, np.inf], "weights_not_finite"),
        ([1], "shape_mismatch"),
    ):
        with pytest.raises(EstimatorRefusal, match=code):
            as_row_weights(bad, 2)


def test_blocks_cover_all_rows_once():
    for n in (0, 1, BLOCK_ROWS, BLOCK_ROWS + 1, 3 * BLOCK_ROWS - 1):
        at = [i for block in blocks(n) for i in range(n)[block]]
        assert at == list(range(n))


def test_rows_in_one_piece_are_a_view_and_others_the_mask():
    x = np.arange(12.0).reshape(6, 2)
    for mask in ([1, 1, 0, 0, 0, 0], [0, 0, 0, 1, 1, 1], [0, 1, 0, 1, 0, 0], [0] * 6, [1] * 6):
        rows = np.array(mask, dtype=bool)
        np.testing.assert_array_equal(x[rows_of(rows)], x[rows])
    assert np.shares_memory(x[rows_of(np.array([0, 1, 1, 0, 0, 0], dtype=bool))], x)


def test_side_by_side_is_a_concatenation():
    rng = np.random.default_rng(1)
    parts = [rng.normal(size=(2 * BLOCK_ROWS + 3, k)) for k in (1, 3, 2)]
    np.testing.assert_array_equal(side_by_side(parts), np.concatenate(parts, axis=1))


def test_distinct_codes_and_sums_by_cluster_are_those_of_the_plain_ways():
    rng = np.random.default_rng(2)
    codes, x = rng.integers(0, 400, 1_000), rng.normal(size=(1_000, 3))
    assert count_distinct(codes) == np.unique(codes).size and count_distinct(codes[:0]) == 0
    plain = np.column_stack([np.bincount(codes, weights=column, minlength=400) for column in x.T])
    np.testing.assert_array_equal(cluster_sums(x, codes, 400), plain)
    assert cluster_sums(x[:, :0], codes, 400).shape == (400, 0)
