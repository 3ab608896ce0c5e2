"""The rows of ``balance`` are named for whom they hold."""

import numpy as np

from estimators.basis import levels_basis
from pipeline.analysis.balance import with_reference_levels


def shares(quarters: list[str], pool_below: int) -> dict[str, float]:
    labels = np.array(quarters * 2)
    arm = np.repeat([True, False], len(quarters))
    matrix, names = with_reference_levels(levels_basis(labels, arm, "quarter", pool_below=pool_below), {"quarter": labels})
    return dict(zip(names, matrix.mean(axis=0).tolist()))


def test_thin_levels_that_became_the_reference_do_not_bear_the_name_of_one_of_them():
    """Why: a small county's balance said that 91 of 100 had their index in 2020-Q1; they were all thin quarters together."""
    quarters = ["2020-Q1", "2020-Q2", "2020-Q4", "2021-Q1", *["2020-Q3"] * 2]
    assert shares(quarters, 2) == {"quarter=2020-Q3": 2 / 6, "quarter=pooled": 4 / 6}


def test_a_level_of_its_own_keeps_its_name_as_the_reference():
    assert shares(["a", "b", "b"], 0) == {"quarter=a": 1 / 3, "quarter=b": 2 / 3}
