"""One formatter: precision follows the interval, and what is hidden has a word."""

from __future__ import annotations

import datetime as dt

import pytest

from reports import formats as f
from reports.release import Value


@pytest.mark.parametrize(("half", "expected"), [(5.0, 0), (1.0, 0), (0.4, 1), (0.04, 1), (None, 0)])
def test_places_follow_the_half_width(half, expected):
    assert f.places(half) == expected


def test_a_limit_that_is_not_nought_never_prints_as_nought():
    # Why: "0 to 15 fewer" would hide whether the interval includes no difference.
    text = f.points_interval(Value(-0.07), Value(-0.15), Value(-0.0009))
    assert text == f"{f.MINUS}7 ({f.MINUS}15 to {f.MINUS}0.1)"


def test_percent_thousands_dollars_and_dates():
    assert f.percent_interval(Value(0.384), Value(0.33), Value(0.43)) == f"38{f.NBSP}% (33 to 43)"
    assert f.percent_interval(Value(0.0384), Value(0.037), Value(0.0398)) == f"3.8{f.NBSP}% (3.7 to 4.0)"
    assert f.count(Value(12345.0)) == "12,345"
    assert f.dollars(Value(-1234.0), 600.0) == f"{f.MINUS}$1,230"
    assert f.dollars(Value(1234.0), 6000.0) == "$1,200"
    assert f.date(dt.date(2025, 12, 31)).replace(f.NBSP, " ") == "31 December 2025"
    assert f.horizon(365) == "one year"
    assert f.horizon(730) == "two years"
    assert f.horizon(90).replace(f.NBSP, " ") == "90 days"
    assert f.p_value(Value(0.00002)).replace(f.NBSP, " ") == "< 0.001"
    assert f.chance(Value(1e-9)).replace(f.NBSP, " ") == "below 1 %"


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("suppressed_primary", "hidden"),
        ("suppressed_complementary", "hidden"),
        ("not_estimable", "not estimable"),
        ("diagnostics_failed", "withheld"),
        ("absent", "not reported"),
    ],
)
def test_hidden_numbers_are_words_in_every_format(status, word):
    value = Value(None, status)
    for one in (f.count, f.decimal, f.percent, f.dollars, f.per_100, f.signed_per_100, f.p_value, f.chance):
        assert one(value) == word
    assert f.points_interval(value, value, value) == word


def test_the_ledger_holds_what_was_printed():
    with f.recording() as entries:
        f.count(Value(7.0, "shown", "a"))
        f.percent(Value(0.25))
    assert [e.text for e in entries] == ["7", "25"]
    f.count(Value(8.0))
    assert len(entries) == 2


def test_site_text_is_made_plain():
    assert f.plain("a\nb\x00\ue000c") == "a bc"


def test_what_was_counted_is_never_a_share_of_nought():
    # Why: fifteen people of unknown sex were "0 %" of those enrolled.
    some, none, small, zero = (Value(x, "shown", "a") for x in (15.0, 0.0, 0.0045, 0.0))
    assert f.share_of(zero, some) == f.share_of(small, some) == f"below 1{f.NBSP}%"
    assert f.share_of(zero, some, 1) == f"below 0.1{f.NBSP}%"
    assert f.share_of(zero, none) == f"0{f.NBSP}%" and f.share_of(small, some, 1) == f"0.4{f.NBSP}%"
    assert f.share_of(Value(None, "suppressed_primary", "a"), some) == f.HIDDEN_WORD
