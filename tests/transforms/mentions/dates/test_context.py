"""How anchors, the ends of the calendar, the shape of a text and its language bear on what is read.

A story is dated Wednesday 14 October 2015 unless its case says otherwise.
"""

from __future__ import annotations

from datetime import date

import pytest

from transforms.mentions.dates.finding import find_dates

WEDNESDAY = date(2015, 10, 14)


def read(text: str, anchor: date | None = WEDNESDAY) -> dict[str, str | None]:
    return {mention.text: mention.value for mention in find_dates(text, anchor)}


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        (
            "A bus burned on Dec. 30, drivers said Saturday.",
            date(2016, 1, 4),
            {"Dec. 30": "2015-12-30", "Saturday": "2016-01-02"},
        ),
        ("It opens on Jan. 3.", date(2015, 12, 30), {"Jan. 3": "2016-01-03"}),
        ("It opened last month.", date(2016, 1, 15), {"last month": "2015-12"}),
        ("It opened last week.", date(2016, 1, 4), {"last week": "2015-W53"}),
        ("It closed last quarter.", date(2016, 2, 1), {"last quarter": "2015-Q4"}),
        ("It fell on Feb. 29.", date(2015, 3, 1), {"Feb. 29": "2012-02-29"}),
        ("It will fall on Feb. 29.", date(2015, 3, 1), {"Feb. 29": "2016-02-29"}),
        ("It opened yesterday.", date(1, 1, 1), {"yesterday": None}),
        ("It opens tomorrow.", date(9999, 12, 31), {"tomorrow": None}),
    ],
)
def test_turns_of_the_year_and_ends_of_the_calendar(text: str, anchor: date, expected: dict[str, str]) -> None:
    assert read(text, anchor) == expected


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("It opened last month.", "2015-09", date(2015, 9, 1), date(2015, 9, 30)),
        ("It opened last week.", "2015-W41", date(2015, 10, 5), date(2015, 10, 11)),
        ("It opened in the winter of 2014.", "2014-WI", date(2014, 12, 1), date(2015, 2, 28)),
        ("It opened in the 1990s.", "199", date(1990, 1, 1), date(1999, 12, 31)),
        ("It opened on Oct. 7-9.", "2015-10-07/2015-10-09", date(2015, 10, 7), date(2015, 10, 9)),
        ("It opened on Sunday night.", "2015-10-11TNI", date(2015, 10, 11), date(2015, 10, 11)),
        ("It opened over the third quarter.", "2015-Q3", date(2015, 7, 1), date(2015, 9, 30)),
    ],
)
def test_first_and_last_day(text: str, value: str, first: date, last: date) -> None:
    (mention,) = find_dates(text, WEDNESDAY)
    assert (mention.value, mention.first_day, mention.last_day) == (value, first, last)


@pytest.mark.parametrize("text", ["It took three days.", "It meets every Monday.", "It is now open."])
def test_no_days_where_nothing_is_fixed(text: str) -> None:
    (mention,) = find_dates(text, WEDNESDAY)
    assert (mention.first_day, mention.last_day) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell on Monday.", None),
        ("It fell yesterday.", None),
        ("It fell last week.", None),
        ("It fell on Oct. 9.", None),
        ("It fell in March.", None),
        ("It fell three weeks ago.", None),
        ("It shrank over the third quarter.", None),
        ("It fell at 5 p.m.", None),
        ("It fell last Christmas.", None),
        ("It fell on Oct. 9, 2015.", "2015-10-09"),
        ("It fell in March 2014.", "2014-03"),
        ("It fell in 2014.", "2014"),
        ("It took three days.", "P3D"),
        ("It fell in recent years.", "PAST_REF"),
    ],
)
def test_without_an_anchor_nothing_is_invented(text: str, expected: str | None) -> None:
    (mention,) = find_dates(text, None)
    assert mention.value == expected
    assert mention.anchor is None
    if expected is None:
        assert (mention.first_day, mention.last_day) == (None, None)


def test_relative_dates_follow_absolute_ones_without_an_anchor() -> None:
    assert read("It fell on Oct. 1, 2014; two days later it rose.", None) == {
        "Oct. 1, 2014": "2014-10-01",
        "two days later": "2014-10-03",
    }


def test_a_blank_line_parts_two_expressions() -> None:
    assert read("It fell in March\n\n7 died in it.") == {"March": "2015-03"}


def test_a_wrapped_line_does_not() -> None:
    assert read("It fell on March\n7 this year.") == {"March\n7 this year": "2015-03-07"}


def test_in_a_text_that_is_not_wrapped_every_line_is_a_paragraph() -> None:
    assert read("It fell in March\n7 died. " + "It was a long line. " * 8) == {"March": "2015-03"}


def test_curly_apostrophes_and_long_dashes() -> None:
    assert read("It fell on Oct. 7–9 in last year’s third quarter.") == {
        "Oct. 7–9": "2015-10-07/2015-10-09",
        "last year’s third quarter": "2014-Q3",
    }


def test_text_in_capitals() -> None:
    assert read("THE ARMY SAID FRIDAY THAT SHELLS FELL ON OCT. 3.") == {"FRIDAY": "2015-10-09", "OCT. 3": "2015-10-03"}


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "2021-05-07"), ("fr", "2021-07-05"), ("de", "2021-07-05"), ("it", "2021-07-05")]
)
def test_days_in_figures_have_the_order_of_the_language(language: str, expected: str) -> None:
    """A language without a grammar is read for its numerals, the day first."""
    assert [row.value for row in find_dates("Lyon, 05/07/2021.", WEDNESDAY, language)] == [expected]


def test_a_text_that_tells_the_order_of_its_days_has_it_in_any_language() -> None:
    assert [row.value for row in find_dates("12/25/2020, 05/07/2021.", WEDNESDAY, "it")] == ["2020-12-25", "2021-05-07"]


def test_german() -> None:
    found = {
        mention.text: mention.value
        for mention in find_dates(
            "Am Montag, zwei Tage nach der Wahl, kam sie an; vergangene Woche, am 3. Oktober 2015, war sie in Ulm.",
            WEDNESDAY,
            "de",
        )
    }
    assert found == {
        "Montag": "2015-10-12",
        "zwei Tage": "P2D",
        "vergangene Woche": "2015-W41",
        "3. Oktober 2015": "2015-10-03",
    }
