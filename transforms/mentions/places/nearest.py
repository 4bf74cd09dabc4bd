"""The place of an event: the one that the words around it name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from schemas.mentions import Entity, Place
from transforms.mentions.places.tables import read_countries

_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s|\n\s*\n")
_REACH = 400
"""Code points: a place further off than some two sentences is about something else."""


def place_near(entities: Sequence[Entity], start: int, end: int, text: str) -> Place | None:
    """Give the place that most probably belongs to text[start:end]: of its own sentence, else of the one before.

    Towns and sites are taken before countries, near ones before far ones, those with "in" or "at" before them first.
    None when neither sentence names a place that was resolved.
    """
    placed = [
        (entity, entity.place)
        for entity in entities
        if entity.place
        and entity.place.latitude is not None
        and entity.end > start - _REACH
        and entity.start < end + _REACH
    ]
    first, last = _sentence(text, start, end)
    before = _sentence(text, first - 1, first - 1)[0] if first else 0
    for low, high in ((first, last), (before, first)):
        here = [(entity, place) for entity, place in placed if low <= entity.start < high]
        if here:
            return min(here, key=lambda pair: _rank(pair[0], start, end, text))[1]
    return None


def _rank(entity: Entity, start: int, end: int, text: str) -> tuple[int, int, int]:
    lead = text[max(0, entity.start - 12) : entity.start].lower().split()
    located = bool(lead) and (lead[-1] in _LOCATING or lead[-2:] in (["in", "the"], ["at", "the"]))
    gap = max(entity.start - end, start - entity.end, 0)
    is_country = entity.place is not None and entity.place.place_id in _country_ids()
    return 1 if is_country else 0, 0 if located else 1, gap


@cache
def _country_ids() -> frozenset[str]:
    return frozenset(country.place_id for country in read_countries().values())


_LOCATING = frozenset({"in", "at", "near", "outside", "around"})


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the bounds of the sentence (or sentences) that text[start:end] stands in."""
    first = max(0, start - _REACH)
    for found in _SENTENCE_END.finditer(text, first, max(first, start)):
        first = found.end()
    found_end = _SENTENCE_END.search(text, end, end + _REACH)
    return first, found_end.end() if found_end else min(len(text), end + _REACH)
