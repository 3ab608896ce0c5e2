"""Mixed < and <= is this field's recurring bug: the one rule of days, held at its edges."""

from datetime import date

import pytest

from tests.twin.interval import day, in_grace, in_lookback, in_window

INDEX = date(2020, 2, 28)  # a leap year: the day after is the 29th


@pytest.mark.parametrize(("when", "expected"), [
    (date(2020, 2, 27), False),  # day -1
    (date(2020, 2, 28), False),  # day 0: the index day is in neither
    (date(2020, 2, 29), True),  # day 1, the leap day
    (date(2020, 3, 1), True),  # day 2
    (date(2021, 2, 27), True),  # day 365 = H: a leap day lies between
    (date(2021, 2, 28), False),  # day 366 = H + 1
])
def test_window_holds_day_1_to_horizon(when, expected):
    assert in_window(when, INDEX, 365) is expected


@pytest.mark.parametrize(("when", "expected"), [
    (date(2020, 2, 29), False), (date(2020, 2, 28), False), (date(2020, 2, 27), True),
    (date(2019, 2, 28), True),  # day -365
    (date(2019, 2, 27), False),  # day -366
])
def test_lookback_holds_day_minus_l_to_minus_1(when, expected):
    assert in_lookback(when, INDEX, 365) is expected


def test_day_over_a_leap_day():
    assert day(date(2020, 3, 1), date(2020, 2, 28)) == 2
    assert day(date(2021, 3, 1), date(2021, 2, 28)) == 1
    assert day(date(2021, 2, 28), date(2020, 2, 29)) == 365


def test_grace_holds_the_index_day():
    assert [in_grace(date(2020, 3, d), date(2020, 3, 10), 5) for d in (9, 10, 15, 16)] == [
        False, True, True, False]


def test_a_window_of_one_day():
    assert in_window(date(2020, 2, 29), INDEX, 1) and not in_window(date(2020, 3, 1), INDEX, 1)
