"""The basis of the balance: Harrell's spline, missing ages, levels and what their support is, refusals."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.basis import (
    AGE_KNOTS,
    Basis,
    age_basis,
    combine,
    count_basis,
    default_basis,
    interaction,
    levels_basis,
    linear_basis,
    spline_basis,
)
from estimators.errors import EstimatorRefusal


def test_spline_is_smooth_and_linear_beyond_the_outer_knots():
    """Restricted cubic: second differences vanish outside, first derivatives join at the knots."""
    x = np.linspace(10, 80, 7001)
    b = spline_basis(x, AGE_KNOTS, "age").matrix
    second = np.diff(b, n=2, axis=0) / 0.01**2
    outside = (x[1:-1] < 20.9) | (x[1:-1] > 58.1)
    # second differences of numbers of order 1 at step 0.01 carry rounding of about 1e-11
    assert np.abs(second[outside]).max() < 1e-9
    assert np.abs(np.diff(second, axis=0)).max() < 1e-3  # no jump in curvature
    assert np.linalg.matrix_rank(b) == 4


def test_spline_meets_a_value_worked_by_hand():
    """Knots 0, 1, 2 and x = 3, unit scale: (27 - 8*2 + 1*1)/4 = 3."""
    b = spline_basis([3.0, 0.5], (0, 1, 2), "x", scale=1.0).matrix
    np.testing.assert_allclose(b, [[3.0, (27 - 8 * 2 + 1) / 4], [0.5, 0.125 / 4]])


def test_missing_age_is_the_pooled_median_with_an_indicator():
    """contract.md section 3."""
    b = age_basis([20, 30, np.nan, 40])
    assert b.names[-1] == "age_missing" and b.matrix[2, -1] == 1 and b.matrix[:, -1].sum() == 1
    assert b.matrix[2, 0] == pytest.approx(3.0)  # the median, in tens of years
    assert "age_missing" not in age_basis([20, 30, 40]).names
    nobody = age_basis([np.nan, np.nan])
    assert nobody.matrix.shape == (2, 0) and nobody.notes


def test_counts():
    """log1p and its square, named."""
    b = count_basis([0, 1, 7], "prior_arrests")
    np.testing.assert_allclose(b.matrix[:, 0], np.log1p([0, 1, 7]))
    np.testing.assert_allclose(b.matrix[:, 1], b.matrix[:, 0] ** 2)
    assert b.names == ("log_prior_arrests", "log_prior_arrests_squared")


def test_levels_name_what_only_one_arm_has():
    """A level of one arm is a named fact with its rows, and keeps its column."""
    arm = np.array([1, 1, 1, 0, 0, 0, 0, 0])
    race = ["a", "b", None, "a", "a", "c", "b", "a"]
    b = levels_basis(race, arm, "race")
    assert b.names == ("race=b", "race=c", "race=unknown")  # reference a: the most frequent that both have
    assert b.positivity_failures == ("race=unknown",) and b.comparison_only == ("race=c",)
    assert b.lead_only_rows.tolist() == [False, False, True, False, False, False, False, False]
    assert b.comparison_only_rows.sum() == 1 and b.supported.sum() == 6
    np.testing.assert_array_equal(b.matrix[:, 2], b.lead_only_rows)


def test_the_reference_level_is_one_that_both_arms_have():
    """Were the reference LEAD's alone, the failure would hide in the intercept."""
    arm = np.array([1, 1, 1, 1, 0, 0, 1])
    b = levels_basis(["x", "x", "x", "x", "y", "y", "y"], arm, "d")
    assert b.names == ("d=x",) and b.positivity_failures == ("d=x",)


@pytest.mark.parametrize("missing", [None, float("nan"), "", np.nan])
def test_unknown_is_a_level(missing):
    """None, NaN and empty text are one level, never dropped rows."""
    b = levels_basis(np.array(["m", missing, "m", "f"], dtype=object), np.array([1, 1, 0, 0]), "sex")
    assert "sex=unknown" in b.names


def test_numbers_and_booleans_are_levels_too():
    """Quarters as integers, flags as booleans."""
    arm = np.array([1, 0, 1, 0])
    assert levels_basis(np.array([1, 1, 2, 2]), arm, "q").names == ("q=2",)
    assert levels_basis(np.array([True, True, False, True]), arm, "flag").names == ("flag=False",)


def test_a_level_of_many_diverted_and_hardly_a_comparison_is_not_pooled():
    """Why: 'Black' in one extract and 'BLACK' in the other are each rare in an arm; pooled they would look like one level
    that both arms have, and race would leave the balance without a word."""
    arm = np.array([True] * 60 + [False] * 200)
    both = levels_basis(np.where(arm, "Black", "BLACK"), arm, "race", pool_below=5)
    assert both.positivity_failures == ("race=Black",) and both.comparison_only == ("race=BLACK",)
    values = np.array(["a"] * 40 + ["b"] * 15 + ["c"] * 3 + ["d"] * 2 + ["a"] * 150 + ["b"] * 2 + ["c"] * 40 + ["d"] * 8)
    kept = levels_basis(values, arm, "race", pool_below=5)
    assert kept.names == ("race=b", "race=pooled") and "c, d" in kept.notes[0]


def test_rare_levels_can_be_pooled_with_a_note():
    """A stated rule, never a silent one."""
    arm = np.array([1, 0] * 10 + [1, 0, 0])
    values = ["a"] * 20 + ["b", "c", "d"]
    b = levels_basis(values, arm, "race", pool_below=2)
    assert b.names == ("race=pooled",) and "b, c, d" in b.notes[0]
    assert b.positivity_failures == ()


def test_order_of_rows_does_not_change_the_columns():
    """Ties of the reference level go to the lowest text, not to the first row."""
    arm = np.array([1, 0, 1, 0])
    one = levels_basis(["b", "b", "a", "a"], arm, "x")
    two = levels_basis(["a", "a", "b", "b"], arm, "x")
    assert one.names == two.names == ("x=b",)


def test_default_basis_has_the_stated_columns():
    """methods.md section 2: spline, log counts with squares, eligible priors, levels, prior x drug,
    calendar.
    """
    rng = np.random.default_rng(1)
    n = 400
    arm = np.arange(n) < 100
    counts = {f"prior_arrests_{d}d": rng.poisson(d / 100, n) for d in (30, 90, 365, 730)}
    category = rng.choice(["drug_possession", "property"], n)
    b = default_basis(
        arm, age=rng.uniform(18, 60, n), sex=rng.choice(["F", "M"], n), race=rng.choice(["a", "b"], n),
        index_category=category, index_severity=rng.choice(["felony", "misdemeanor"], n),
        prior_counts=counts, prior_eligible=rng.poisson(1, n), calendar=rng.choice(["2021-Q1", "2021-Q2"], n),
        calendar_name="quarter",
    )  # fmt: skip
    assert len(b.names) == 4 + 8 + 1 + 1 + 1 + 3 + 1 + 1
    drug = b.matrix[:, b.names.index("log_prior_arrests_730d:drug_index")]
    np.testing.assert_allclose(drug, np.log1p(counts["prior_arrests_730d"]) * (category == "drug_possession"))
    assert b.positivity_failures == () and np.isfinite(b.matrix).all()


@pytest.mark.parametrize(
    "call, code",
    [
        (lambda: spline_basis([1.0], (1, 2), "x"), "knots_not_valid"),
        (lambda: spline_basis([1.0], (1, 2, 2), "x"), "knots_not_valid"),
        (lambda: spline_basis([np.nan], (1, 2, 3), "x"), "x_not_finite"),
        (lambda: age_basis([np.inf, 20.0]), "age_not_finite"),
        (lambda: count_basis([-1.0], "prior"), "count_negative"),
        (lambda: count_basis(["many"], "prior"), "not_numeric"),
        (lambda: levels_basis(["a"], np.array([1, 0]), "x"), "shape_mismatch"),
        (lambda: combine(linear_basis([1.0], "x"), linear_basis([1.0], "x")), "column_repeated"),
        (lambda: combine(linear_basis([1.0], "x"), linear_basis([1.0, 2.0], "y")), "shape_mismatch"),
        (lambda: combine(), "shape_mismatch"),
        (lambda: interaction(linear_basis([1.0], "x"), Basis(np.zeros((2, 1)), ("y",))), "shape_mismatch"),
    ],
)
def test_bad_input_is_refused_by_name(call, code):
    """Never NaN, never a bare traceback."""
    with pytest.raises(EstimatorRefusal) as refusal:
        call()
    assert refusal.value.code == code
