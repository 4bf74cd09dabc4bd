"""Find the places that a model passed over where what stands around them says that they are some: "in Euclid"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.mentions.entities.gazetteer import weigh_place
from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.trimming import names_something
from transforms.mentions.entities.wordlists import read_words
from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.qualifiers import read_short_forms
from transforms.text.letters import UPPER

_TOWN = rf"[{UPPER}][\w'’-]*[^\W\d_]"
_LOCATED = re.compile(
    rf"""
    \b (?i: at | in | from | near | outside | off
        | (?: north | south | east | west | town | city | village | suburb | port | outskirts | streets | coast
            | residents | people | mayor ) [ ] of ) [ ]
    (?P<name> {_TOWN} (?: [ ] {_TOWN} )? ) (?! [ ]? [{UPPER}] )
    """,
    re.VERBOSE,
)
_SURE = 3
"""The weight of a town of 15,000; there are villages called by most words."""


_HYPHENED = re.compile(rf"(?<![\w-])[{UPPER}][\w'’]*(?:-[\w'’]+)+(?![\w-])")


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


_HOME = re.compile(rf"(?<![\w-])[DRI]-(?P<name>[{UPPER}][\w'’]*[^\W\d_](?: [{UPPER}][\w'’]*[^\W\d_])?)")
"""What an American lawmaker stands for, behind a party: "R-Euclid", "D-NY"."""
_SET_OFF = re.compile(r"(?:, |\()[DRI]-$")
"""So set off behind a lawmaker's name it is a place even if no gazetteer has it."""
_ROAD = re.compile(r"(?<=\b[Tt]he )(?P<name>[ABM]\d{1,4}(?:\(M\))?)(?![\w-])")
"""A British road by its number; `_TRAFFIC` parts it from a rifle or an aeroplane."""
_TRAFFIC = re.compile(r"\b(?:carriageways?|motorways?|roundabouts?|(?:north|south|east|west)bound|lorry|motorists?)\b")


def find_homes(text: str, places: PlaceIndex | None) -> Iterator[Span]:
    """Yield the states, counties and towns of American lawmakers; without an index, but those that are set off."""
    for found in _HOME.finditer(text):
        start, end = found.span("name")
        if f"{found['name']}." in read_short_forms() and text.startswith(".", end):
            end += 1
        is_set_off = _SET_OFF.search(text, max(0, start - 4), start)
        if is_set_off or text[start:end] in read_short_forms() or weigh_place(found["name"], places):
            yield Span(start, end, "GPE")


_POSTED = re.compile(r", (?P<state>[A-Z]{2})(?![\w.-])")
_TOWN_BEFORE = re.compile(rf"(?<![\w'’-]){_TOWN}(?: {_TOWN}){{0,2}}$")


def find_postal(text: str, places: PlaceIndex | None) -> Iterator[Span]:
    """Yield the states told by two capitals behind a town that they have, "Euclid, OH"; none without an index."""
    if places is None:
        return
    for found in _POSTED.finditer(text):
        code = read_short_forms().get(found["state"])
        before = _TOWN_BEFORE.search(text, max(0, found.start() - 50), found.start()) if code else None
        words = before[0].split(" ") if before else []
        towns = (" ".join(words[at:]) for at in range(len(words)))
        if any(one.admin1 == code for town in towns for one in places.find(town)):
            yield Span(*found.span("state"), "GPE")


def find_roads(text: str) -> Iterator[Span]:
    """Yield the roads with a number, in a text that speaks of traffic."""
    if _TRAFFIC.search(text):
        for found in _ROAD.finditer(text):
            yield Span(*found.span("name"), "FAC")


def find_clubs(text: str, places: PlaceIndex | None) -> Iterator[Span]:
    """Yield the sports clubs whose name begins with what they are and goes on with their town: "Real Madrid"."""
    for found in _club().finditer(text) if places else ():
        if weigh_place(found["town"], places) >= _SURE:
            yield Span(*found.span(), "ORG")


@cache
def _club() -> re.Pattern[str]:
    kinds = "|".join(sorted(map(re.escape, read_words("club_words.txt"))))
    return re.compile(rf"\b(?:{kinds}) (?P<town>{_TOWN})")
