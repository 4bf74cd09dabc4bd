"""The operations that the grammar's tables name: each turns what a phrase's words stood for into a reading.

An operation takes the context and its arguments as strings, readings (of a phrase inside the phrase) or None (a part
that was not there). It gives None when the phrase means nothing after all, such as 31 February.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from transforms.mentions.dates import (
    day_meanings,
    feast_meanings,
    offset_meanings,
    part_meanings,
    period_meanings,
    range_meanings,
    span_meanings,
    year_meanings,
)
from transforms.mentions.dates.context import Context, Timex
from transforms.mentions.dates.links import Tense
from transforms.mentions.dates.matching import Lexeme, Phrase
from transforms.mentions.dates.periods import Days, cover
from transforms.mentions.dates.told import Spot

_DATED = frozenset({"DATE", "TIME"})  # types whose values may cover known days
NOTHING = "nothing"  # the meaning of a phrase that looks like a date and is none

Meaning = tuple[Timex, Days | None]

OPERATIONS: Mapping[str, Callable[..., Timex | None]] = {
    **day_meanings.OPERATIONS,
    **feast_meanings.OPERATIONS,
    **offset_meanings.OPERATIONS,
    **part_meanings.OPERATIONS,
    **period_meanings.OPERATIONS,
    **range_meanings.OPERATIONS,
    **span_meanings.OPERATIONS,
    **year_meanings.OPERATIONS,
    NOTHING: lambda *_: None,
}


def _read_phrase(phrase: Phrase, context: Context) -> Timex | None:
    """What a matched phrase means in this context; None when it is no date."""
    values = [
        argument
        if argument is None or isinstance(argument, str)
        else context.value_of(argument)
        if isinstance(argument, Lexeme)
        else _read_phrase(argument, context)
        for argument in phrase.arguments
    ]
    try:
        return OPERATIONS[phrase.rule.meaning[0]](context, *values)
    except OverflowError:  # the calendar ends with the year 9999
        return None


def _days_of(reading: Timex) -> Days | None:
    """The days that a reading covers, with a margin on either side where it has one."""
    if reading.days is not None:
        return reading.days
    days = cover(reading.value) if reading.type in _DATED else None
    if days is None or not reading.margin:
        return days
    margin = timedelta(reading.margin)
    return days[0] - margin, days[1] + margin


class MeaningReader:
    """Reads the phrases of one text in their order; what means the same everywhere is read once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._steady: dict[tuple[Phrase, str, Tense], Meaning | None] = {}

    def read(self, phrase: Phrase, spot: Spot) -> Meaning | None:
        """What the phrase at a spot means, and the days that it covers; None when it is no date."""
        key = (phrase, self._context.words_at(spot), self._context.label_at(spot))
        if key in self._steady:
            meaning = self._steady[key]
        else:
            self._context.look_at(spot)
            reading = _read_phrase(phrase, self._context)
            meaning = (reading, _days_of(reading)) if reading else None
            if self._context.is_steady:
                self._steady[key] = meaning
        if meaning is not None:
            self._context.remember(*meaning)
        return meaning
