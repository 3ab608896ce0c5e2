"""Courses over time. Why: a curve by day shows one person in nearly each of its steps; whoever has a ruler can read the table
of events off it, and with the city's arrest log the name."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.release.curves import Point, choose_days, release_course


def course(n: int, seed: int, step: int = 30) -> list[Point]:
    """A cohort's incidence at every ``step`` days: events uniform over three years, losses from the first on."""
    rng = np.random.default_rng(seed)
    event = rng.integers(1, int(rng.integers(600, 3000)), n)
    leaves = rng.integers(200, 1100, n)
    first = np.minimum(event, leaves)
    out, survival, incidence = [], 1.0, 0.0
    for day in range(0, 731, step):
        risk, hits = int((first > day - step).sum()), int(((event <= leaves) & (first > day - step) & (first <= day)).sum())
        incidence += survival * hits / risk if risk else 0.0
        survival *= 1 - hits / risk if risk else 1.0
        out.append(Point(day, incidence, incidence * 0.8, min(incidence * 1.2, 0.99), int((first > day).sum()),
                         int(((event <= leaves) & (first <= day)).sum()),
                         int(((event > leaves) & (first <= day)).sum())))
    return out


def people_in_steps(shown: dict[int, dict[str, float]]) -> list[float]:
    """What a reader makes of a printed curve: the events of each step, from its height and those at risk before it."""
    days = sorted(shown)
    out = []
    for before, now in zip(days, days[1:]):
        a, b = shown[before], shown[now]
        jump = (b["value"] - a["value"]) / max(1 - a["value"], 1e-9)
        out.append(jump * a["at_risk"])
    return out


@pytest.mark.parametrize("n", [60, 120, 300, 3000])
def test_no_step_is_a_person(n: int) -> None:
    """Why: 0 single-person steps, in what is printed and in the truth behind it."""
    for seed in range(25):
        points = course(n, seed)
        shown = release_course(points, min_cell=11, base=5, first=(365, 730, 180, 90), share=True)
        by_day = {p.day: p for p in points}
        days = sorted(shown)
        true = np.diff([0.0, *(by_day[d].events for d in days)])
        assert ((true == 0) | (true >= 11)).all()
        assert all(b - a >= 30 for a, b in zip(days, days[1:]))
        assert all(by_day[d].at_risk >= 11 and shown[d]["at_risk"] >= 11 for d in days)
        assert not [x for x in people_in_steps(shown) if 0.2 < x < 2.5]


def test_by_day_nearly_every_step_is_one() -> None:
    """Why: the reader of the test above must be able to read; a curve by day is an open book to him."""
    points = course(120, 1, step=1)
    jumps = np.diff([p.events for p in points])
    found = [x for x in people_in_steps({p.day: {"value": p.value, "at_risk": p.at_risk} for p in points}) if x > 0.2]
    assert (jumps[jumps > 0] == 1).mean() > 0.8
    assert np.mean([abs(x - 1) < 0.2 for x in found]) > 0.8


def test_the_horizons_come_first() -> None:
    """Why: a curve should have its point where the tables have theirs."""
    points = course(300, 2)
    chosen = {points[i].day for i in choose_days(points, 11, (360,))}
    assert 360 in chosen


def test_nothing_after_too_few_at_risk() -> None:
    """Why: the tail of a curve is a handful of people."""
    points = [Point(d, d / 1000, None, None, r, d) for d, r in ((0, 50), (30, 30), (60, 10), (90, 40))]
    assert [points[i].day for i in choose_days(points, 11, ())] == [0, 30]


def test_a_step_of_many_events_of_few_people_is_not_shown() -> None:
    """Why: of a mean count the events may be many, and their people a handful."""
    points = [Point(day, events / 100, None, None, 100, events, None, people)
              for day, events, people in ((0, 0, 0), (30, 20, 15), (60, 50, 18), (90, 80, 40))]
    shown = release_course(points, min_cell=11, base=5, first=(90,), share=False)
    assert sorted(shown) == [0, 30, 90]  # between day 30 and 60 three people had thirty
