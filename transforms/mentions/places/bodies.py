"""Find the countries and states within the names of bodies, which say where an article plays: "Ohio Supreme Court"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemas.mentions import Entity
from transforms.mentions.places.candidates import list_candidates
from transforms.mentions.places.index import PlaceCandidate, PlaceIndex
from transforms.mentions.places.surety import find_sure
from transforms.text.letters import UPPER

_BODIES = frozenset({"ORG", "FAC"})
_OF = re.compile(rf"\b(?:of|in|for) (?:the )?(?=[{UPPER}])")
_LONGEST = 3
"""Words of a country's or state's name within a longer one."""
_PAPERS = re.compile(r" (?:Times|Post|Herald|Tribune|Journal|News|Press|Star|Sun|Telegraph|Globe|Gazette)$")
"""Newspapers are quoted far from their town: the New York Times."""


def find_seats(entities: Iterable[Entity], index: PlaceIndex) -> Iterator[tuple[str, PlaceCandidate]]:
    """Yield, as spelt and as found, each country or first-level division with which the name of a body or site begins,
    or that stands in it behind "of", where it can mean nothing else. Towns so named are mostly several.
    """
    for entity in entities:
        if entity.label in _BODIES and " " in entity.text and not _PAPERS.search(entity.text):
            for start in (0, *(found.end() for found in _OF.finditer(entity.text))):
                yield from _find_at(entity.text, start, index)


def _find_at(text: str, start: int, index: PlaceIndex) -> Iterator[tuple[str, PlaceCandidate]]:
    words = text[start:].split(" ")
    for size in range(min(_LONGEST, len(words) - (start == 0)), 0, -1):
        name = " ".join(words[:size]).removesuffix("'s").removesuffix("’s").rstrip(",")
        if seat := find_sure(list_candidates(name, "GPE", index)):
            yield name, seat
            return
