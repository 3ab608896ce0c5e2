"""Courses over time without single persons in their steps.

A curve by day shows one person in nearly each step. Here it is given at few days only: bins of at least 30 days,
each of which holds no event or at least min_cell of them (neighbours are merged until they do; the horizons come first,
so that a curve has its point where the tables have theirs). The cumulative counts are rounded to the middle of blocks,
the incidence is the rounded events over a rounded denominator, and the course stops where fewer than min_cell are
still at risk.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.release.rounding import moved_interval, round_events, round_midpoint

MIN_BIN_DAYS = 30


@dataclass(frozen=True)
class Point:
    """The course at the end of a bin: ``events``, ``censored``, ``people`` so far, ``at_risk`` those left after the day."""

    day: int
    value: float | None
    lower: float | None
    upper: float | None
    at_risk: float
    events: float
    censored: float | None = None
    people: float | None = None  # of events that one person may have several of: how many had any


def odd(base: int) -> int:
    """Blocks need a middle."""
    return base if base % 2 else base + 1


def choose_days(points: Sequence[Point], min_cell: int, first: Sequence[int], least: int = 0) -> list[int]:
    """Positions of the points that may be shown, in order.

    A point joins where the events between it and its neighbours on both sides are none or at least ``min_cell`` (where a
    person may have several: their first ones, so that no step is of few people), and 30 days lie between; the days in
    ``first`` are asked before the others, then from the earliest on. ``least``: fewer events so far are hidden.
    """
    total = [p.events for p in points]
    firsts = [p.events if p.people is None else p.people for p in points]
    usable = []
    for i, p in enumerate(points):
        if p.at_risk < min_cell or p.value is None:
            break  # and nothing after it, even if a later row should claim more
        if p.events == 0 or p.events >= least:
            usable.append(i)
    wanted: list[int] = []
    for day in first:
        before = [i for i in usable if points[i].day <= day]
        # a horizon that the bins do not meet is served by the last bin end within 10 days before it
        if before and day - points[before[-1]].day <= 10:
            wanted.append(before[-1])
    chosen: list[int] = []
    for i in dict.fromkeys([*wanted, *usable]):
        left = max((c for c in chosen if c < i), default=None)
        right = min((c for c in chosen if c > i), default=None)
        steps = [(firsts[i] - (firsts[left] if left is not None else 0.0), total[i] - (total[left] if left is not None else 0.0))]
        days = [points[i].day - points[left].day if left is not None else MIN_BIN_DAYS]
        if right is not None:
            steps.append((firsts[right] - firsts[i], total[right] - total[i]))
            days.append(points[right].day - points[i].day)
        if all(events == 0 or people >= min_cell for people, events in steps) and all(d >= MIN_BIN_DAYS for d in days):
            chosen.append(i)
    return sorted(chosen)


def release_course(points: Sequence[Point], *, min_cell: int, base: int, first: Sequence[int],
                   share: bool, weighted: bool = False) -> dict[int, dict[str, float]]:
    """day -> {value, lower, upper, at_risk, events}; days that may not be shown are left out.

    ``base``: width of the blocks that cumulative first events are rounded to (made odd; events of which a person may have
    several stand in the steps of the tables); those at risk are rounded to
    blocks of min_cell, so that deaths and losses, which could be had by subtraction, stay within them. ``share``: the value
    is a share (incidence), else a mean count. ``weighted``: the value is a weighted one, which nobody can count back.
    """
    block, wide = odd(max(base, 1)), odd(max(min_cell, base))
    out: dict[int, dict[str, float]] = {}
    for i in choose_days(points, min_cell, first, 0 if share else min_cell):
        p = points[i]
        # a person may have several of them: in the steps in which the tables give them
        shown = round_midpoint(p.events, block) if share else round_events(p.events, min_cell)
        value, lower, upper = p.value, p.lower, p.upper
        assert value is not None  # choose_days asks for it
        if p.events > 0 and value > 0 and not weighted:
            # the denominator that the estimate implies (n, where nobody has left yet), in blocks as well
            denominator = round_midpoint(p.events / value, block)
            value = shown / (max(denominator, shown) if share else max(denominator, 1.0))
            moved = None
            if is_number(lower) and is_number(upper):
                moved = moved_interval(value, lower, upper, "loglog" if share else "log")
            lower, upper = moved if moved else (None, None)
        found = {"value": round(value, 4), "at_risk": max(round_midpoint(p.at_risk, wide), min(p.at_risk, min_cell)), "events": shown}
        if p.censored is not None and (p.censored == 0 or p.censored >= min_cell):
            found["censored"] = max(round_midpoint(p.censored, wide), min_cell if p.censored else 0)
        if is_number(lower) and is_number(upper):
            found |= {"lower": round(lower, 3), "upper": round(upper, 3)}
        out[p.day] = found
    return out


def is_number(value: object) -> bool:
    """A finite number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
