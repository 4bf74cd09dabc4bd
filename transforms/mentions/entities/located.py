"""Find the towns that a model passed over where a word before them says that a place follows: "in Euclid"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.mentions.entities.gazetteer import weigh_place
from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.trimming import names_something
from transforms.mentions.places.index import PlaceIndex

_LOCATED = re.compile(
    r"\b(?:in|near|outside|(?:north|south|east|west|town|city|village|suburb) of) "
    r"(?P<name>[A-ZÀ-Þ][\w'’-]*[^\W\d_](?: [A-ZÀ-Þ][\w'’-]*[^\W\d_])?)(?! ?[A-ZÀ-Þ])"
)
_SURE = 3
"""The weight of a town of 15,000; there are villages called by most words."""


_HYPHENED = re.compile(r"(?<![\w-])[A-ZÀ-Þ][\w'’]*(?:-[\w'’]+)+(?![\w-])")


def find_hyphened(text: str, places: PlaceIndex | None) -> Iterator[Span]:
    """Yield the towns whose name has hyphens, at which models cut: "Port-au-Prince"; none without an index."""
    for found in _HYPHENED.finditer(text) if places else ():
        name = found.group().removesuffix("'s").removesuffix("’s")
        if weigh_place(name, places) >= _SURE:
            yield Span(found.start(), found.start() + len(name), "GPE")


def find_located(text: str, places: PlaceIndex | None) -> Iterator[Span]:
    """Yield the towns of the index that stand behind a preposition of place; none without an index."""
    for found in _LOCATED.finditer(text) if places else ():
        name = found["name"].removesuffix("'s").removesuffix("’s")
        if names_something(name) and weigh_place(name, places) >= _SURE:
            yield Span(found.start("name"), found.start("name") + len(name), "GPE")
