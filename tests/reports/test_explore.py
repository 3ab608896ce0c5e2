"""The helpers of the notebook on one's own questions."""

from __future__ import annotations

import re

import pandas as pd

from reports import explore


def test_a_place_without_a_number_is_a_gap_in_the_line():
    # Why: a straight line from four earlier arrests to eight reads as numbers for five, six and seven.
    def pieces(history: list[int]) -> int:
        frame = pd.DataFrame({"x": history, "y": [0.1 * (i + 1) for i in range(len(history))], "arm": "lead"})
        svg = explore.lines(frame, x="x", y="y", by="arm", title="T").svg.decode()
        path = next(p for p in re.findall(r'<path d="([^"]*)"[^>]*stroke: #1f4e8c', svg) if "L" in p)
        return path.count("M")

    assert pieces([0, 1, 2, 3]) == 1 and pieces([0, 1, 2, 5, 6]) == 2


def test_places_that_are_no_whole_numbers_or_repeat_are_joined_as_they_come():
    part = pd.DataFrame({"x": [0.5, 1.5, 4.0], "y": [1, 2, 3]})
    assert list(explore._with_gaps(part, "x", "y", part["x"]).index) == [0.5, 1.5, 4.0]
    part = pd.DataFrame({"x": [1, 1, 4], "y": [1, 2, 3]})
    assert len(explore._with_gaps(part, "x", "y", part["x"])) == 3
