"""Coarsening of what is shown. Why: the same true value must always print alike, never as a small count, and never so finely
that two releases differ by a single person."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pipeline.release.ledger import OlderCounts
from pipeline.release.rounding import (
    expit,
    logit,
    moved_interval,
    round_by_error,
    round_count,
    round_midpoint,
    round_significant,
    round_to_unit,
    round_total,
    unit_above,
    unit_below,
    wilson,
)


@pytest.mark.parametrize("base", [1, 5, 10])
def test_no_count_prints_as_a_small_one(base: int) -> None:
    """Why: 12 rounded down to 10 would look like a disclosure, and be one."""
    printed = {round_count(v, base, 11) for v in range(11, 500)}
    assert not printed & set(range(1, 11)) and round_count(0, base, 11) == 0


@pytest.mark.parametrize("base", [5, 10])
def test_one_person_more_is_never_seen_for_sure(base: int) -> None:
    """Why: of two printed counts, no difference of 1 to 10 may follow for certain."""
    ledger = OlderCounts(1, base, 11, {})
    ranges = {v: ledger.printed_range(v) for v in range(11, 300)}
    assert all(low <= v <= high for v, (low, high) in ranges.items())
    for a in range(11, 290):
        for b in range(a + 1, min(a + 11, 300)):
            least, most = ranges[b][0] - ranges[a][1], ranges[b][1] - ranges[a][0]
            assert least < most


def test_midpoints_step_by_whole_blocks() -> None:
    """Why: a step of a curve below a block would be a person."""
    steps = np.diff([round_midpoint(v, 11) for v in range(0, 200)])
    assert set(steps) <= {0.0, 6.0, 11.0} and [round_midpoint(v, 11) for v in (0, 1, 11, 12)] == [0, 6, 6, 17]


def test_sums_are_no_finer_than_a_few_people() -> None:
    """Why: 84.3172 person-years of 90 people say who entered when."""
    assert round_total(84.3172, 90, 5) == 85.0
    assert round_total(84.3172, 90, 1) == 84.3172
    assert round_by_error(0.123456, 0.0456) == 0.123 and round_by_error(0.123456, None) == 0.123
    assert round_significant(0.0, 2) == 0.0 and round_significant(12345.0, 2) == 12000.0
    assert (unit_below(7.3), unit_above(7.3), round_to_unit(12.49, 5)) == (5.0, 10.0, 10.0)


def test_scales_invert() -> None:
    """Why: an interval that is moved must still hold its centre."""
    assert math.isclose(expit(logit(0.3)), 0.3) and expit(-800) == 0.0
    low, high = moved_interval(0.25, 0.2, 0.4, "loglog") or (1.0, 0.0)
    assert 0 < low < 0.25 < high < 1
    assert moved_interval(0.0, 0.0, 0.1, "log") is None
    assert wilson(30, 100) == pytest.approx((0.218949, 0.395849), abs=1e-6)
