"""Calendar arithmetic on TIMEX3 values."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.mentions.dates.holidays import day_of_holiday, easter, orthodox_easter
from transforms.mentions.dates.periods import cover, shift


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2015-10-07", date(2015, 10, 7), date(2015, 10, 7)),
        ("2015-10-07T22:00", date(2015, 10, 7), date(2015, 10, 7)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("2015-Q4", date(2015, 10, 1), date(2015, 12, 31)),
        ("2015-H1", date(2015, 1, 1), date(2015, 6, 30)),
        ("2015-W01", date(2014, 12, 29), date(2015, 1, 4)),
        ("2015-W41-WE", date(2015, 10, 10), date(2015, 10, 11)),
        ("2015-SU", date(2015, 6, 1), date(2015, 8, 31)),
        ("2015-WI", date(2015, 12, 1), date(2016, 2, 29)),
        ("199", date(1990, 1, 1), date(1999, 12, 31)),
        ("18", date(1800, 1, 1), date(1899, 12, 31)),
        ("2015-10-07/2015-11", date(2015, 10, 7), date(2015, 11, 30)),
        ("9999-WI", None, None),
        ("2015-W54", None, None),
        ("2015-02-30", None, None),
        ("2015/2014", None, None),
        ("P3D", None, None),
        ("PAST_REF", None, None),
        ("XXXX-WXX-4", None, None),
        (None, None, None),
    ],
)
def test_cover(value: str | None, first: date | None, last: date | None) -> None:
    assert cover(value) == ((first, last) if first else None)


@pytest.mark.parametrize(
    ("unit", "count", "value"),
    [
        ("D", -1, "2015-10-13"),
        ("W", -1, "2015-W41"),
        ("WE", 0, "2015-W42-WE"),
        ("M", -10, "2014-12"),
        ("Q", 1, "2016-Q1"),
        ("Y", 2, "2017"),
        ("DE", -1, "200"),
        ("CE", -2, "18"),
        ("SU", -1, "2014-SU"),
        ("H", 5, None),
        ("Y", 9000, None),
        ("D", -(10**7), None),
    ],
)
def test_shift(unit: str, count: int, value: str | None) -> None:
    assert shift(date(2015, 10, 14), unit, count) == value


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), st.sampled_from(["D", "W", "M", "Q", "Y"]))
def test_the_unit_around_a_day_covers_it(day: date, unit: str) -> None:
    days = cover(shift(day, unit, 0))
    assert days is not None
    assert days[0] <= day <= days[1]


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2008, date(2008, 3, 23)), (2038, date(2038, 4, 25))],
)
def test_easter(year: int, day: date) -> None:
    assert easter(year) == day


@given(st.integers(1, 9999))
def test_feasts_fall_on_their_weekdays(year: int) -> None:
    thanksgiving, memorial = day_of_holiday("thanksgiving", year), day_of_holiday("memorial", year)
    assert (thanksgiving.month, thanksgiving.isoweekday(), (thanksgiving.day - 1) // 7) == (11, 4, 3)
    assert (memorial.month, memorial.isoweekday(), memorial.day > 24) == (5, 1, True)
    assert easter(year).isoweekday() == 7


@pytest.mark.parametrize(
    "day",
    [date(1916, 4, 23), date(2013, 5, 5), date(2015, 4, 12), date(2017, 4, 16), date(2021, 5, 2), date(2024, 5, 5)],
)
def test_orthodox_easter(day: date) -> None:
    assert orthodox_easter(day.year) == day
