"""The notation of the grammar's tables."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.mentions.dates.finding import find_dates
from transforms.mentions.dates.patterns import BEGIN, END, expand


def written(pattern: str) -> list[str]:
    return [
        "".join(("" if element.glued else " ") + element.key for element in sequence) for sequence in expand(pattern)
    ]


@pytest.mark.parametrize(
    ("pattern", "sequences"),
    [
        ("last week", [" last week"]),
        ("[the] day", [" the day", " day"]),
        ("(last|past) WEEKDAY", [" last WEEKDAY", " past WEEKDAY"]),
        ("HOUR:MINUTE", [" HOUR:MINUTE"]),
        ("MONTH DAY[, YEAR]", [" MONTH DAY, YEAR", " MONTH DAY"]),
        ("NUM~TH", [" NUMTH"]),
        ("YEARs", [" YEARs"]),
        ("mid [-] MONTH", [" mid - MONTH", " mid MONTH"]),
        ("[a|the] [new] day", [" a new day", " a day", " the new day", " the day", " new day", " day"]),
    ],
)
def test_expands(pattern: str, sequences: list[str]) -> None:
    assert written(pattern) == sequences


@pytest.mark.parametrize("pattern", ["[the day", "the day]", "(a|b", "a)"])
def test_unbalanced_brackets_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        expand(pattern)


def test_a_mention_is_what_stands_between_the_marks() -> None:
    (sequence,) = expand("LIST_JOINT < DAY ^ OF MONTH")
    assert [element.key for element in sequence] == ["LIST_JOINT", BEGIN, "DAY", END, "OF", "MONTH"]
    first, second = find_dates("Shells fell on Oct. 3 and 9.", date(2015, 10, 14))
    assert (first.text, second.text) == ("Oct. 3", "9")
