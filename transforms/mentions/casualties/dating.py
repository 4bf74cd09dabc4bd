"""The day of an event, from the date mentions of its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from schemas.mentions import DateMention

_LONGEST_EVENT = 31  # days; a longer interval is a period, not the day of an event
# A date right after a verb of saying is the day of the report.
_REPORTED = re.compile(
    r"\b(?:said|says|told|reported|announced|confirmed|added|stated)(?:\W+[\w.]+){0,3}?\W+(?:(?:on|early|late) )*$",
    re.IGNORECASE,
)


def day_of_event(
    span: tuple[int, int], dates: Sequence[DateMention], anchor: date | None, text: str
) -> tuple[date | None, date | None]:
    """First and last day of what stands at `span`, from the dates of its sentence; None, None when none fits.

    The nearest one that lies not after the anchor and is no long period; the day of a report only if there is no other.
    """
    best: tuple[bool, int] | None = None
    days: tuple[date | None, date | None] = None, None
    for d in dates:
        if d.first_day is None or d.last_day is None or d.type not in {"DATE", "TIME"}:
            continue
        if (d.last_day - d.first_day).days > _LONGEST_EVENT or (anchor is not None and d.first_day > anchor):
            continue
        reported = _REPORTED.search(text[max(0, d.start - 40) : d.start]) is not None
        rank = reported, max(d.start - span[1], span[0] - d.end, 0)
        if best is None or rank < best:
            best, days = rank, (d.first_day, d.last_day)
    return days
