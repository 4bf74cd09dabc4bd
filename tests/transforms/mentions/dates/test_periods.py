"""Calendar arithmetic on TIMEX3 values."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
