"""The one formatter: every number of a report gets its text here, and nowhere else.

Precision follows the interval: a figure known to within eight is not printed with decimals, and a limit that
isn't nought is never rounded to nought. Each text given out is recorded in a ledger (while one is open), so
that a test can hold every number of a finished PDF against the release.
"""

from __future__ import annotations

import contextlib
import contextvars
import datetime as dt
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reports.release import ABSENT, DIAGNOSTICS_FAILED, NOT_ESTIMABLE, SHOWN, Value

LEVEL = Value(0.95, SHOWN, "level of every interval (contract)")
PER = Value(100.0, SHOWN, "convention: the unit 'of 100 people'")
PER_RATE = Value(100.0, SHOWN, "convention: the unit 'per 100 person-years'")
NBSP = "\u00a0"
MINUS = "\u2212"
DASH = "\u2013"
TIMES = "\u00d7"

HIDDEN_WORD = "hidden"
_STATUS_WORD = {
    "suppressed_primary": HIDDEN_WORD,
    "suppressed_complementary": HIDDEN_WORD,
    NOT_ESTIMABLE: "not estimable",
    DIAGNOSTICS_FAILED: "withheld",
    ABSENT: "not reported",
}


@dataclass(frozen=True)
class Printed:
    """One text that was given out, and the number behind it."""

    text: str
    value: Value
    kind: str


_ledger: contextvars.ContextVar[list[Printed] | None] = contextvars.ContextVar("ledger", default=None)


@contextlib.contextmanager
def recording() -> Iterator[list[Printed]]:
    """Collect every number printed inside the block."""
    entries: list[Printed] = []
    token = _ledger.set(entries)
    try:
        yield entries
    finally:
        _ledger.reset(token)


def replay(entries: list[Printed]) -> None:
    """Record again what was printed when something was first made."""
    ledger = _ledger.get()
    if ledger is not None:
        ledger.extend(entries)


def _record(text: str, value: Value, kind: str) -> str:
    ledger = _ledger.get()
    if ledger is not None:
        ledger.append(Printed(text, value, kind))
    return text


def as_value(number: Value | float | int | None, source: str = "counted in the release") -> Value:
    """Wrap a plain number that the report itself counted (rows of a table, analyses run)."""
    if isinstance(number, Value):
        return number
    if number is None or (isinstance(number, float) and number != number):
        return Value(None, NOT_ESTIMABLE, source)
    return Value(float(number), SHOWN, source)


def hidden_word(value: Value) -> str:
    """The word that stands in a cell where a number is not shown."""
    return _STATUS_WORD.get(value.status, "not shown")


# -- precision ------------------------------------------------------------------------------------


def places(half_width: float | None, most: int = 1) -> int:
    """Decimals that an estimate with this half width deserves: none from one unit on, one below, and so
    on."""
    if half_width is None or half_width >= 1 or half_width <= 0:
        return 0
    return min(math.ceil(-math.log10(half_width)), most)


def own_places(number: float, decimals: int, most: int = 2) -> int:
    """``decimals``, or as many more (up to ``most`` in all) as keep a number that isn't nought from printing
    as nought."""
    most = max(most, decimals)
    for more in range(decimals, most + 1):
        if number == 0 or round(number, more) != 0:
            return more
    return decimals


def half_width(lower: Value | None, upper: Value | None, scale: float = 1.0) -> float | None:
    """Half the width of an interval, None where it is not shown."""
    if lower is None or upper is None or not lower.shown or not upper.shown:
        return None
    return abs(float(upper) - float(lower)) / 2 * scale


def _plain(number: float, decimals: int) -> str:
    text = f"{abs(round(number, decimals)):,.{decimals}f}"
    return (MINUS + text) if round(number, decimals) < 0 else text


# -- kinds of numbers --------------------------------------------------------------------------------


def count(value: Value | float | int | None) -> str:
    """A whole number with thousands: 12,345."""
    value = as_value(value)
    if not value.shown:
        return hidden_word(value)
    return _record(_plain(float(value), 0), value, "count")


def decimal(value: Value | float | None, decimals: int = 2) -> str:
    """A plain number with fixed decimals (SMD, ratios, E-values)."""
    value = as_value(value)
    if not value.shown:
        return hidden_word(value)
    if math.isinf(float(value)):
        return "infinite"
    return _record(_plain(float(value), decimals), value, f"decimal{decimals}")


def signed(value: Value | float | None, decimals: int = 2) -> str:
    """As ``decimal``, with a plus before what is above nought."""
    text = decimal(value, decimals)
    value = as_value(value)
    return "+" + text if value.shown and round(float(value), decimals) > 0 else text


def percent(
    value: Value | float | None,
    lower: Value | None = None,
    upper: Value | None = None,
    decimals: int | None = None,
    bare: bool = False,
) -> str:
    """A share as per cent; decimals from the interval where one is given. ``bare`` leaves the sign out."""
    value = as_value(value)
    if not value.shown:
        return hidden_word(value)
    number = float(value) * 100
    if decimals is None:
        decimals = places(half_width(lower, upper, 100))
    text = _record(_plain(number, own_places(number, decimals)), value, "percent")
    return text if bare else f"{text}{NBSP}%"


def chance(value: Value) -> str:
    """A probability as per cent that is never printed as certain."""
    if not value.shown:
        return hidden_word(value)
    number = float(value)
    if number < 0.01:
        return f"below {percent(Value(0.01, SHOWN, 'bound'), decimals=0)}"
    if number > 0.99:
        return f"above {percent(Value(0.99, SHOWN, 'bound'), decimals=0)}"
    return percent(value, decimals=0)


def share_of(value: Value, counted: Value, decimals: int = 0) -> str:
    """A share as per cent; one that rounds to nought though something was counted is said to be below the smallest that is printed."""
    if value.shown and counted.shown and float(counted) > 0 and round(float(value) * 100, decimals) == 0:
        return f"below {percent(Value(10.0 ** -(decimals + 2), SHOWN, 'bound'), decimals=decimals)}"
    return percent(value, decimals=decimals)


def tenths(value: Value) -> int:
    """The decimals of a share that is published in whole per cent (none) or finer (one)."""
    return int(value.shown and abs(float(value) * 100 - round(float(value) * 100)) > 1e-6)


def fine_percent(value: Value) -> str:
    """A share as finely as it is published."""
    return percent(value, decimals=tenths(value))


def level() -> str:
    """The confidence level of every interval."""
    return percent(LEVEL)


def of_100() -> str:
    """The unit of the headline, as a number."""
    return count(PER)


def per_100(value: Value, decimals: int = 0) -> str:
    """A share (or a difference of shares) as a count among 100 people, without its sign."""
    if not value.shown:
        return hidden_word(value)
    number = abs(float(value)) * 100
    return _record(_plain(number, own_places(number, decimals)), value, "per100")


def signed_per_100(value: Value, decimals: int = 0, most: int = 2) -> str:
    """As ``per_100`` with its sign (tables)."""
    if not value.shown:
        return hidden_word(value)
    number = float(value) * 100
    decimals = own_places(number, decimals, most)
    text = _record(_plain(number, decimals), value, "per100")
    return "+" + text if round(number, decimals) > 0 else text


def dollars(value: Value | float | None, half_width: float | None = None, cents: bool = False) -> str:
    """Dollars, rounded to about a tenth of the half width (never finer than a dollar): $1,240; −$80."""
    value = as_value(value)
    if not value.shown:
        return hidden_word(value)
    number = float(value)
    if cents:
        text = f"${abs(number):,.2f}"
        negative = round(number, 2) < 0
    else:
        step = dollar_step(half_width)
        rounded = round(number / step) * step
        text = f"${abs(rounded):,.0f}"
        negative = rounded < 0
    return _record((MINUS if negative else "") + text, value, "dollars")


def dollar_step(half_width: float | None) -> int:
    """The step to which dollars with this half width are rounded: 1, 10, 100, ..."""
    if not half_width or half_width < 10 or half_width != half_width:
        return 1
    return int(10 ** (math.floor(math.log10(half_width)) - 1)) or 1


def year(value: Value | float | int | None) -> str:
    """A year, without a thousands sign."""
    value = as_value(value)
    if not value.shown:
        return hidden_word(value)
    return _record(f"{int(float(value))}", value, "year")


def date(day: dt.date | None) -> str:
    """31 December 2025."""
    if day is None:
        return "an unknown date"
    text = f"{day.day}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"
    return _record(text, Value(float(day.toordinal()), SHOWN, "date"), "date")


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def p_value(value: Value | None) -> str:
    """p-values as tables show them, always beside an effect."""
    value = as_value(value)
    if not value.shown:
        return hidden_word(value)
    if float(value) < 0.001:
        return _record("<" + NBSP + "0.001", value, "p_bound")
    return _record(f"{float(value):.2f}" if float(value) >= 0.1 else f"{float(value):.3f}", value, "p")


def p_words(value: Value) -> str:
    """A p-value in a sentence: 'p = 0.28', 'p < 0.001'."""
    return f"p {p_value(value)}" if value.shown and float(value) < 0.001 else f"p = {p_value(value)}"


def estimate_with_interval(value: Value, lower: Value, upper: Value, one: Callable[[Value], str]) -> str:
    """'x (a to b)' by the given formatter; the word for hidden where it is."""
    if not value.shown:
        return hidden_word(value)
    if not (lower.shown and upper.shown):
        return f"{one(value)} (no interval)"
    return f"{one(value)} ({one(lower)} to {one(upper)})"


def percent_interval(value: Value, lower: Value, upper: Value) -> str:
    """'38 % (33 to 43)' with decimals from the interval."""
    if not value.shown:
        return hidden_word(value)
    decimals = places(half_width(lower, upper, 100))
    text = percent(value, decimals=decimals)
    if lower.shown and upper.shown:
        low, high = (percent(v, decimals=decimals, bare=True) for v in (lower, upper))
        text += f" ({low} to {high})"
    return text


def points_interval(value: Value, lower: Value, upper: Value) -> str:
    """A risk difference as signed counts per 100: '−8 (−13 to −3)'."""
    if not value.shown:
        return hidden_word(value)
    decimals = places(half_width(lower, upper, 100))
    text = signed_per_100(value, decimals, most=1)
    if lower.shown and upper.shown:
        text += f" ({signed_per_100(lower, decimals)} to {signed_per_100(upper, decimals)})"
    return text


def ratio_interval(value: Value, lower: Value, upper: Value, decimals: int = 2) -> str:
    """A ratio: '0.82 (0.70 to 0.95)'."""
    return estimate_with_interval(value, lower, upper, lambda v: decimal(v, decimals))


def dollars_interval(value: Value, lower: Value, upper: Value) -> str:
    """Dollars with an interval, all on the step that the interval deserves."""
    half = half_width(lower, upper)
    return estimate_with_interval(value, lower, upper, lambda v: dollars(v, half))


# -- words --------------------------------------------------------------------------------------------

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number_word(n: int) -> str:
    """Small counts of the report's own in words ('three designs'); larger ones as a count."""
    return _WORDS[n] if 0 <= n < len(_WORDS) else count(n)


def horizon(days: int | float) -> str:
    """365 → 'one year'; 730 → 'two years'; 90 → '90 days'."""
    days = int(days)
    if days % 365 == 0 and 0 < days // 365 < len(_WORDS):
        years = days // 365
        return f"{_WORDS[years]} year{'s' if years > 1 else ''}"
    return f"{count(Value(float(days), SHOWN, 'horizon_days'))}{NBSP}days"


def listed(items: list[str], last: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'."""
    items = [i for i in items if i]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def capital(text: str) -> str:
    """First letter upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def code_words(code: str | None) -> str:
    """A code of ours in words: 'index_quarter' → 'index quarter'."""
    return re.sub(r"[_\s]+", " ", str(code or "")).strip()


def plain(text: object) -> str:
    """Text of a site as inert text: no control or private-use character survives, lines become one."""
    out = "".join(" " if ch in "\r\n\t" else ch for ch in str(text if text is not None else ""))
    return "".join(
        ch for ch in out if ch >= " " and not ("\ue000" <= ch <= "\uf8ff") and ch != "\x7f"
    ).strip()


def named(text: object) -> str:
    """As ``plain``, and its digits go into the ledger as part of a name (districts, labels, file names)."""
    return _record(plain(text), Value(None, ABSENT, "a name"), "name")
