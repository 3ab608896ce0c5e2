"""The shared argument checks: what they accept, what they refuse, and that a message holds no value."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.errors import EstimatorRefusal
from estimators.inputs import as_arm, as_matrix, as_names, as_row_weights, require_both_arms


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
