"""Which of many years a day without one belongs to: the words around it decide, and only then which is nearest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from transforms.mentions.dates.context import Context
from transforms.mentions.dates.periods import nearest
from transforms.mentions.dates.tense import CERTAIN

_MOST_AHEAD = 320  # days; what "until" names and was there a month ago is that: "gave them until Aug. 6"
_MOST_AHEAD_OF_VERB = 345  # the same behind a verb of what is to come: a plan told once more is that of three weeks ago

_MOST_BACK, _MOST_ON = 60, 120  # days from a date with a year to one of the year before, or of the year behind

DaysAround = Callable[[date], Sequence[date]]  # all days that may be meant within some years of the given one


def choose_day(context: Context, days_around: DaysAround, soonest: int = 0) -> tuple[date, date] | None:
    """The day meant, and the day that it was resolved against; None when neither text nor anchor gives one.

    In this order: a range or a row goes on from the day before ("from Dec. 27 to Jan. 3"); a dateline is near its
    story; what looks ahead is the next one; a date with a year beside it lends that; what is certainly past is the last
    one; a verb of the past turns back what would else lie far ahead; the nearest. soonest: days ahead in which a day is
    meant though the past is told, but not where the verb that tells it is right beside.
    """
    anchor = context.anchor
    if context.is_dateline:
        return _with(nearest, days_around, anchor)
    before, is_range = context.day_before_joint()
    if before is not None:
        return _with(_next if is_range else nearest, days_around, before)
    tense, patience = context.leaning()
    if tense == "future":
        coming = _with(_next, days_around, anchor)
        most = _MOST_AHEAD_OF_VERB if patience == CERTAIN else _MOST_AHEAD
        is_just_gone = coming is not None and (coming[0] - coming[1]).days > most
        return _with(nearest, days_around, anchor) if is_just_gone else coming
    patience = 0 if tense == "past" and patience == CERTAIN else max(patience, soonest)
    beside = context.day_beside(tense)
    if beside is not None:
        is_story = tense == "past" and anchor is not None
        return _with(lambda days, base: _beside(days, base, anchor if is_story else None), days_around, beside)
    meant = _with(nearest, days_around, anchor)
    is_late = meant is not None and tense == "past" and (meant[0] - meant[1]).days > patience
    return _with(_last, days_around, anchor) if is_late else meant


def _with(
    choose: Callable[[Sequence[date], date], date | None], days_around: DaysAround, base: date | None
) -> tuple[date, date] | None:
    days = days_around(base) if base is not None else ()
    day = choose(days, base) if days and base is not None else None
    return (day, base) if day is not None and base is not None else None


def _beside(days: Sequence[date], base: date, anchor: date | None) -> date | None:
    """The day of the year of a date beside it; across the turn of a year only what is near: a story goes on from there
    rather than back.

    anchor: the day by which what is told was over, where it is told as past: what would lie long before the date is of
    the next year, if that day was there.
    """
    meant = nearest(days, base)
    is_near = -_MOST_BACK <= (meant - base).days <= _MOST_ON
    same = next((day for day in days if day.year == base.year), meant)
    if not is_near and anchor is not None and same < base:
        same = next((day for day in days if day.year == base.year + 1 and day <= anchor), same)
    return meant if is_near else same


def _next(days: Sequence[date], base: date) -> date | None:
    return min((day for day in days if day >= base), default=None)


def _last(days: Sequence[date], base: date) -> date | None:
    return max((day for day in days if day <= base), default=None)
