"""The notation of the grammar's tables."""

from __future__ import annotations

import pytest

from transforms.mentions.dates.patterns import expand


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
