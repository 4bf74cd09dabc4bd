"""The day and the place of an event, from the date mentions and the entities of the article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from schemas.mentions import DateMention, Entity, Place

_LONGEST_EVENT = 31  # days; a longer interval is a period, not the day of an event
_PLACES = {"GPE", "LOC", "FAC"}


def day_of_event(
    span: tuple[int, int], sentence: tuple[int, int], dates: Sequence[DateMention], anchor: date | None
) -> tuple[date | None, date | None]:
    """First and last day of what stands at `span`: the nearest date of its sentence that lies not after the anchor."""
    fitting = [
        d
        for d in dates
        if sentence[0] <= d.start and d.end <= sentence[1] and d.first_day is not None and d.last_day is not None
        and d.type in {"DATE", "TIME"} and (d.last_day - d.first_day).days <= _LONGEST_EVENT
        and (anchor is None or d.first_day <= anchor)
    ]  # fmt: skip
    if not fitting:
        return None, None
    nearest = min(fitting, key=lambda d: max(d.start - span[1], span[0] - d.end, 0))
    return nearest.first_day, nearest.last_day


def place_of_event(
    span: tuple[int, int], sentence: tuple[int, int], text: str, entities: Sequence[Entity]
) -> Place | None:
    """The place of what stands at `span`: of the sentence's places the one nearest, those after "in" or "at" first."""
    fitting = [
        e
        for e in entities
        if e.place is not None and e.label in _PLACES and sentence[0] <= e.start and e.end <= sentence[1]
    ]
    if not fitting:
        return None

    def rank(entity: Entity) -> tuple[bool, bool, int]:
        before = text[max(0, entity.start - 14) : entity.start].lower().split()
        located = any(word in {"in", "at", "near", "outside", "of", "on"} for word in before[-3:])
        distance = max(entity.start - span[1], span[0] - entity.end, 0)
        country = (
            entity.place is not None
            and entity.place.country is not None
            and entity.place.name == entity.text
            and entity.place.place_id is None
        )
        return not located, country, distance

    return min(fitting, key=rank).place
