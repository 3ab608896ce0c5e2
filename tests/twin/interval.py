"""The Python twin of the interval rule (contract, section 3). Nothing else in the twin compares days."""

from __future__ import annotations

from datetime import date


def day(event: date, index: date) -> int:
    """Day of an event counted from the index; 0 is the index day itself."""
    return (event - index).days


def in_window(event: date, index: date, horizon: int) -> bool:
    """1 <= d <= horizon."""
    return 1 <= day(event, index) <= horizon


def in_lookback(event: date, index: date, lookback: int) -> bool:
    """-lookback <= d <= -1."""
    return -lookback <= day(event, index) <= -1


def in_grace(event: date, index: date, days: int) -> bool:
    """0 <= d <= days: the windows of the "engaged" definition, which hold the index day."""
    return 0 <= day(event, index) <= days
