"""What a text has said so far, for what hangs on it: its last day, its last year, the quarter that it reports on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

_MOST_DAYS = 50  # of a text that are kept to tell when something happened
_LONGER_THAN_A_QUARTER = frozenset({"P6M", "P9M", "P1Y"})


class Spot(NamedTuple):
    """Where a phrase stands: tokens origin..reach, of which start..end are its mention.

    is_dateline: whether it is in the line of place, day and agency that opens the story.
    """

    origin: int
    start: int
    end: int
    reach: int
    is_dateline: bool = False


@dataclass(slots=True)
class Told:
    """What a text has said so far.

    last_value: the last date of any width that was resolved, value_end the token behind it; last_day: the last one that
    was a single day, day_end the token behind it; quarter: the one that the text reports on, is_quarter_over whether it
    was over on the day of publication; named_quarter: the last one named, named_quarter_end the token behind it;
    compares_years: whether the last span reported on was longer than a quarter; weekday_end: the token behind the last
    weekday; stated: the first day of the last date whose year the text states, stated_end the token behind it,
    stated_in_year whether it was a mere year; days: the days that the text has named, datelines left out, and where.
    """

    last_value: str | None = None
    value_end: int = -1
    last_day: date | None = None
    quarter: str | None = None
    is_quarter_over: bool = False
    named_quarter: str | None = None
    named_quarter_end: int = -1
    compares_years: bool = False
    weekday_end: int = -1
    day_end: int = -1
    stated: date | None = None
    stated_end: int = -1
    stated_in_year: bool = False
    days: list[tuple[date, Spot]] = field(default_factory=list)

    def hear_of_length(self, value: str | None) -> None:
        """Note a length of time, its TIMEX3 value."""
        self.compares_years = self.compares_years or value in _LONGER_THAN_A_QUARTER

    def hear_of_day(self, day: date, spot: Spot) -> None:
        """Note a single day; one that another phrase gave is no day of what happened."""
        self.last_day, self.day_end = day, spot.end
        if spot.reach == spot.end and not spot.is_dateline and len(self.days) < _MOST_DAYS:
            self.days.append((day, spot))

    def hear_of_quarter(self, value: str, end: int, *, is_over: bool) -> None:
        """Note a quarter before the token `end`. A report is on the latest that it names and that is over: "after a
        flat second quarter" tells only what came before.
        """
        self.compares_years = False
        if is_over or self.named_quarter is None:
            self.named_quarter, self.named_quarter_end = value, end
        if self.quarter is None or (is_over and (value >= self.quarter or not self.is_quarter_over)):
            self.quarter, self.is_quarter_over = value, is_over
