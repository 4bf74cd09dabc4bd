"""The day and the place of an event, from the date mentions and the entities of the article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from schemas.mentions import DateMention, Entity, Place

_LONGEST_EVENT = 31  # days; a longer interval is a period, not the day of an event
_PLACES = {"GPE", "LOC", "FAC"}
_LOCATING = {"in", "at", "near", "outside", "of", "on"}
# A date right after a verb of saying is the day of the report.
_REPORTED = re.compile(
    r"\b(?:said|says|told|reported|announced|confirmed|added|stated)(?:\W+[\w.]+){0,3}?\W+(?:(?:on|early|late) )*$",
    re.IGNORECASE,
)


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...


_Mention = TypeVar("_Mention", bound=_Spanned)


def sort_by_sentence(mentions: Iterable[_Mention], sentences: list[tuple[int, int]]) -> dict[int, list[_Mention]]:
    """The mentions of each sentence, by the sentence's index."""
    starts = [start for start, _ in sentences]
    found: dict[int, list[_Mention]] = {}
    for mention in mentions:
        found.setdefault(bisect_right(starts, mention.start) - 1, []).append(mention)
    return found


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


def place_of_event(span: tuple[int, int], entities: Sequence[Entity], text: str) -> Place | None:
    """The place of what stands at `span`, from the entities of its sentence: after "in" first, then the nearest."""
    fitting = [e for e in entities if e.place is not None and e.label in _PLACES]

    def rank(entity: Entity) -> tuple[bool, int]:
        before = text[max(0, entity.start - 14) : entity.start].lower().split()
        return not _LOCATING.intersection(before[-3:]), max(entity.start - span[1], span[0] - entity.end, 0)

    return min(fitting, key=rank).place if fitting else None
