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

from pipeline.release.rounding import moved_interval, round_midpoint

MIN_BIN_DAYS = 30


@dataclass(frozen=True)
class Point:
    """The course at the end of a bin. ``events`` and ``censored`` are those of the bin, ``at_risk`` those left."""

    day: int
    value: float | None
    lower: float | None
    upper: float | None
    at_risk: float
    events: float
    censored: float | None


def odd(base: int) -> int:
    """Blocks need a middle."""
    return base if base % 2 else base + 1


def choose_days(points: Sequence[Point], min_cell: int, first: Sequence[int]) -> list[int]:
    """Positions of the points that may be shown, in order.

    A point joins where the events between it and its neighbours on both sides are none or at least ``min_cell``, and
    30 days lie between; the days in ``first`` are asked before the others, then from the earliest on.
    """
    total, running = [], 0.0
    for p in points:
        running += p.events
        total.append(running)
    usable = []
    for i, p in enumerate(points):
        if p.at_risk < min_cell or p.value is None:
            break  # and nothing after it, even if a later row should claim more
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
        steps = [total[i] - (total[left] if left is not None else 0.0)]
        days = [points[i].day - (points[left].day if left is not None else 0)]
        if right is not None:
            steps.append(total[right] - total[i])
            days.append(points[right].day - points[i].day)
        if all(s == 0 or s >= min_cell for s in steps) and all(d >= MIN_BIN_DAYS for d in days):
            chosen.append(i)
    return sorted(chosen)


def release_course(points: Sequence[Point], *, min_cell: int, base: int, first: Sequence[int],
                   share: bool) -> dict[int, dict[str, float | None]]:
    """day -> {value, lower, upper, at_risk, events, censored}; days that may not be shown are left out.

    ``base``: width of the blocks that cumulative events are rounded to (made odd); those at risk are rounded to
    blocks of min_cell, so that deaths and losses, which could be had by subtraction, stay within them. ``share``: the value
    is a share (incidence), else a mean count. ``events`` are cumulative; ``censored`` is not released (NULL): it could
    be subtracted into deaths.
    """
    block, wide = odd(max(base, 1)), odd(max(min_cell, base))
    out: dict[int, dict[str, float | None]] = {}
    running = 0.0
    cumulative = []
    for p in points:
        running += p.events
        cumulative.append(running)
    for i in choose_days(points, min_cell, first):
        p, events = points[i], cumulative[i]
        shown = round_midpoint(events, block)
        value: float | None = p.value
        lower, upper = p.lower, p.upper
        if events > 0 and p.value:
            # the denominator that the estimate implies (n, where nobody has left yet), in blocks as well
            denominator = max(round_midpoint(events / p.value, block), shown if share else 1.0)
            value = shown / denominator
            moved = None
            if lower is not None and upper is not None:
                moved = moved_interval(value, lower, upper, "loglog" if share else "log")
            lower, upper = moved if moved else (None, None)
        out[p.day] = {
            "value": None if value is None else round(value, 4),
            "lower": None if lower is None else round(lower, 3), "upper": None if upper is None else round(upper, 3),
            "at_risk": round_midpoint(p.at_risk, wide), "events": shown, "censored": None,
        }
    return out


def is_number(value: object) -> bool:
    """A finite number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
