"""Find the places in datelines, which models read badly: "KUALA LUMPUR:", "GARY, Ind. (AP)", "(NEW YORK) —"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.mentions.entities.gazetteer import weigh_place
from transforms.mentions.entities.known import read_known
from transforms.mentions.entities.spans import Span
from transforms.mentions.places.index import PlaceIndex
from transforms.text.dateline import find_dateline
from transforms.text.letters import UPPER

_LOUD = rf"[{UPPER}][{UPPER}.'’-]+"
_OPENING = re.compile(
    rf"""
    (?: ^ | (?<=[.!?][ ]) ) [ \t(]*
    (?P<place> {_LOUD} (?: [ ] {_LOUD} ){{0,3}} )
    (?P<larger> ,[ ] [{UPPER}][\w.]+ (?: [ ] [{UPPER}][\w.]+ ){{0,2}} )? \)?
    (?=  # what stands behind a dateline's place
        : \s
      | ,?[ ]?\(
      | \s* (?: -- | [–—―] | -[ ] )
      | ,?[ ] (?: Jan | Feb | Mar | Apr | May | Jun | Jul | Aug | Sep | Oct | Nov | Dec ) [a-z]* \.? [ ] \d
      | [ ] \d{{4}}-\d\d
      | $
    )
    """,
    re.MULTILINE | re.VERBOSE,
)
_PART = re.compile(r"[^,/]+")


def find_dateline_places(text: str, places: PlaceIndex | None) -> Iterator[Span]:
    """Yield the places of the article's dateline, and those in capitals that open a line as one does."""
    dateline = find_dateline(text)
    if dateline and dateline.place:
        start = text.find(dateline.place, dateline.start, dateline.end)
        for part in _PART.finditer(dateline.place):
            name = part.group().strip()
            if start >= 0 and len(name) > 1:
                at = text.find(name, start + part.start())
                yield Span(at, at + len(name), "GPE")
    for opening in _OPENING.finditer(text):
        name = opening["place"].rstrip(".'-")
        if _is_place((opening["larger"] or "").lstrip(", "), places) or _is_place(name, places):
            yield Span(opening.start("place"), opening.start("place") + len(name), "GPE")


def _is_place(name: str, places: PlaceIndex | None) -> bool:
    known = read_known().get(name)
    return known.label == "GPE" if known else weigh_place(name, places) > 1
