"""The order of days in figures. A story is dated Wednesday 14 October 2015."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.mentions.dates.finding import find_dates

CASES = [
    # nothing tells: the American order
    ("The permit of 03/04/2015 has lapsed.", ["2015-03-04"]),
    # another day in figures tells, before or behind
    ("The permit of 03/04/2015 lapsed on 25/09/2015.", ["2015-04-03", "2015-09-25"]),
    ("Signed 25-09-14, lapsed 03-04-2015.", ["2015-04-03"]),
    ("The permit of 03/04/2015 lapsed on 09/25/2015.", ["2015-03-04", "2015-09-25"]),
    # else names of months do
    ("The permit of 03/04/2015 lapsed on 5 September.", ["2015-04-03", "2015-09-05"]),
    ("The permit of 03/04/2015 lapsed on September 5.", ["2015-03-04", "2015-09-05"]),
    # figures are believed rather than names
    (
        "On 5 September the permit of 03/04/2015 and that of 03/25/2015 lapsed.",
        ["2015-09-05", "2015-03-04", "2015-03-25"],
    ),
    # the order of a year in front is nobody's question
    ("The permit of 2015-03-04 lapsed on 25/09/2015.", ["2015-03-04", "2015-09-25"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_day_in_figures_has_the_order_of_the_other_days_of_its_text(text: str, expected: list[str]) -> None:
    assert [mention.value for mention in find_dates(text, date(2015, 10, 14))] == expected
