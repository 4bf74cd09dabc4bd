"""Feasts and the days they fall on."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.mentions.dates.holidays import day_of_holiday, easter, orthodox_easter


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
