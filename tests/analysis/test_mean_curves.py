"""Mean numbers of arrests by day. Why: the curve of the reports must be the one that the estimator is proven for, with death as
the end of events and not as their loss, and with a count of the people behind its steps."""

from __future__ import annotations

import numpy as np
import pytest

from estimators.recurrent import mean_cumulative_function
from pipeline.analysis.mean_curves import mean_points
from pipeline.analysis.other_estimators import Course

DAYS = np.array([0.0, 30.0, 60.0, 90.0])


def made_course() -> Course:
    """Four trials: two arrests; none; one, then dead on day 40; one, lost after day 50."""
    return Course(days=np.array([10.0, 90.0, 20.0, 45.0]), status=np.array([1, 0, 1, 1]),
                  follow_up=np.array([90.0, 90.0, 40.0, 50.0]), died=np.array([False, False, True, False]),
                  event_trial=np.array([0, 0, 2, 3]), event_day=np.array([10.0, 70.0, 20.0, 45.0]))


def test_counts_and_means_by_hand() -> None:
    rows = mean_points({"arm": "lead"}, made_course(), np.ones(4, bool), np.arange(4), DAYS)
    assert [r["n_events"] for r in rows] == [0, 2, 3, 4]
    assert [r["n_trials_with_event"] for r in rows] == [0, 2, 3, 3]
    assert [r["n_at_risk"] for r in rows] == [4, 4, 2, 2]
    # day 30: two of four; day 45: one of the three alive, times the 3/4 who live; day 70: one of two, times 3/4
    assert [r["mean_cumulative_count"] for r in rows] == pytest.approx([0, 0.5, 0.75, 1.125], abs=1e-12)
    assert rows[0]["ci_lower"] is None and rows[3]["ci_lower"] < 1.125 < rows[3]["ci_upper"]


def test_a_part_of_the_trials_with_weights_is_the_estimator_on_them_alone() -> None:
    course, rows = made_course(), np.array([True, False, True, True])
    weights = np.array([1.0, 9.0, 2.0, 0.5])
    found = mean_points({}, course, rows, np.arange(4), DAYS, weights)
    fit = mean_cumulative_function([90, 40, 50], [0, 0, 1, 2], [10, 70, 20, 45], [0, 1, 0], [1, 2, 0.5], times=DAYS,
                                   beyond="carry")
    assert [r["mean_cumulative_count"] for r in found] == pytest.approx(fit.mean.tolist(), rel=1e-12)
    assert [r["n_events"] for r in found] == [0, 2, 3, 4]
