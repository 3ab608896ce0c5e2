"""How coarsely a shown number is shown: pure functions, each the same for the same true value.

Rounding is a second fence, against differences between successive releases. It is never counted on within a
release, where ``suppress`` protects as though exact counts were printed.
"""

from __future__ import annotations

import math

Z95 = 1.959963984540054


def round_count(value: float, base: int, min_cell: int) -> float:
    """Nearest multiple of ``base``; a count that is not zero never shows as one below ``min_cell``.

    >>> [round_count(v, 5, 11) for v in (0, 11, 12, 17, 18)]
    [0.0, 15.0, 15.0, 15.0, 20.0]
    """
    if value == 0 or base <= 1:
        return float(value)
    nearest = base * math.floor(value / base + 0.5)
    lowest = base * math.ceil(min_cell / base)
    return float(max(nearest, lowest))


def round_events(value: float, min_cell: int) -> float:
    """The middle of the step of ``min_cell`` whole numbers, from a multiple of it on, that holds ``value``; 0 stays 0.

    A count of events known to within such a step leaves ``min_cell`` values for what lies between it and the people who
    had them, or between two horizons. What would print below ``min_cell`` is hidden anyway.

    >>> [round_events(v, 11) for v in (0, 11, 21, 22, 352)]
    [0.0, 16.0, 16.0, 27.0, 357.0]
    """
    return float(min_cell * math.floor(value / min_cell) + min_cell // 2) if value else 0.0


def told_by_sums(whole: tuple[int, int], parts: list[tuple[int, int]], min_cell: int, *, complete: bool) -> list[int]:
    """Whose events less people can be told although both stand in steps: 0 for ``whole``, 1, 2, ... for the parts.

    Each is (events, people), the people known exactly; the parts make up the whole (``complete``) or some of it. Steps
    that lie high in a sum, or a sum that hardly leaves room for the people of its other parts, narrow a step.

    >>> told_by_sums((120, 102), [(71, 69), (25, 25), (12, 12), (12, 12)], 11, complete=True)
    []
    >>> told_by_sums((140, 102), [(87, 78), (32, 32), (21, 12)], 11, complete=True)
    [1, 3]
    """
    def step(events: int) -> tuple[int, int]:
        low = events // min_cell * min_cell if events else 0
        return low, low + min_cell - 1 if events else 0

    (a_low, a_high), lows, highs = step(whole[0]), [], []
    a_low = max(a_low, whole[1])
    for events, people in parts:
        low, high = step(events)
        lows.append(max(low, people))
        highs.append(high)
    ranges = [(max(a_low, sum(lows)), min(a_high, sum(highs)) if complete else a_high)]
    for i, _ in enumerate(parts):
        rest_low, rest_high = sum(lows) - lows[i], sum(highs) - highs[i]
        ranges.append((max(lows[i], a_low - rest_high if complete else 0), min(highs[i], a_high - rest_low)))
    out = []
    for i, ((low, high), (_, people)) in enumerate(zip(ranges, [whole, *parts])):
        least, most = low - people, high - people
        if least >= 1 and most < min_cell and most - least < min_cell - 2:
            out.append(i)
    return out


def round_midpoint(value: float, base: int) -> float:
    """The middle of the block of ``base`` whole numbers that holds ``value`` (0 stays 0); for an even base the
    lower middle. Steps between two results are 0 or at least ``base``.

    >>> [round_midpoint(v, 11) for v in (0, 1, 11, 12, 22)]
    [0.0, 6.0, 6.0, 17.0, 17.0]
    """
    if value <= 0 or base <= 1:
        return float(max(value, 0))
    return float(base * math.ceil(value / base) - base // 2)


def round_significant(value: float, digits: int) -> float:
    """``digits`` significant digits; 0 stays 0."""
    if value == 0 or not math.isfinite(value):
        return value
    places = digits - 1 - math.floor(math.log10(abs(value)))
    return round(value, places) + 0.0


def unit_below(width: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is at most ``width``."""
    power = 10.0 ** math.floor(math.log10(width))
    return max(u * power for u in (1, 2, 5) if u * power <= width * (1 + 1e-12))


def unit_above(width: float) -> float:
    """The smallest of 1, 2, 5, 10 times a power of ten that is at least ``width``."""
    power = 10.0 ** math.floor(math.log10(width))
    return min(u * power for u in (1, 2, 5, 10) if u * power >= width * (1 - 1e-12))


def round_to_unit(value: float, unit: float) -> float:
    """Nearest multiple of ``unit``, free of binary dust."""
    places = max(0, 2 - math.floor(math.log10(unit)))
    return round(math.floor(value / unit + 0.5) * unit, places) + 0.0


def round_total(value: float, people: float, base: int) -> float:
    """A sum over people (person-years, dollars): no finer than ``base`` average people's worth, nor than two digits."""
    if value == 0 or base <= 1:
        return float(value)
    unit = 10.0 ** (math.floor(math.log10(abs(value))) - 1)
    if people > 0:
        unit = max(unit, unit_above(base * abs(value) / people))
    return round_to_unit(value, unit)


def round_by_error(value: float, error: float | None, digits: int = 2) -> float:
    """A statistic, to the place of the ``digits``-th significant digit of its standard error (else 3 digits)."""
    if not math.isfinite(value):
        return value
    if error is None or not math.isfinite(error) or error <= 0:
        return round_significant(value, 3)
    places = digits - 1 - math.floor(math.log10(error))
    return round(value, places) + 0.0


def expit(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def wilson(successes: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % interval.

    >>> tuple(round(v, 6) for v in wilson(30, 100))
    (0.218949, 0.395849)
    """
    p, z2 = successes / n, Z95 * Z95
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(centre - half, 0.0), min(centre + half, 1.0)


def moved_interval(centre: float, lower: float, upper: float, kind: str) -> tuple[float, float] | None:
    """The interval (lower, upper), moved to stand around ``centre`` on its own scale, its half-width to 2 digits.

    ``kind``: log (ratios and rates) or loglog (incidence). None where the scale is not defined (a limit of 0 or 1).
    """
    forth, back = {
        "log": (math.log, math.exp),
        "loglog": (lambda p: math.log(-math.log(p)), lambda z: math.exp(-math.exp(z))),
    }[kind]
    try:
        half = round_significant(abs(forth(upper) - forth(lower)) / 2, 2)
        middle = forth(centre)
    except (ValueError, ZeroDivisionError):
        return None
    a, b = back(middle - half), back(middle + half)
    return min(a, b), max(a, b)
