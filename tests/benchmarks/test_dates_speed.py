"""The cost of reading dates, against cutting the same text into tokens in the same run."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.stopwatch import cpu_seconds
from transforms.mentions.dates.finding import find_dates
from transforms.mentions.dates.tokens import tokenise

STORY = (
    "The ministry said on Friday that talks would resume next week, two days after shells hit the northern town. "
    "Officials had met twice since March 2014, but nothing came of it. Residents spoke of a long night without power. "
)
HOSTILE = ["March 7 1999 12 ", "7 ", "Friday ", "9/11/", "1,234,", "twenty ", "the first ", "'", "\n"]


@pytest.mark.slow
def test_prose_costs_a_small_multiple_of_its_tokens() -> None:
    text = STORY * 500
    find_dates(STORY, date(2015, 10, 14))
    assert cpu_seconds(lambda: find_dates(text, date(2015, 10, 14))) < 8 * cpu_seconds(lambda: tokenise(text))


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    short, long = piece * (60_000 // len(piece)), piece * (240_000 // len(piece))
    find_dates(short, date(2015, 10, 14))
    once = cpu_seconds(lambda: find_dates(short, date(2015, 10, 14)))
    assert cpu_seconds(lambda: find_dates(long, date(2015, 10, 14))) < 8 * max(once, 0.01)
