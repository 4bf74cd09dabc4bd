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
from transforms.mentions.places.tables import read_country_names
from transforms.text.letters import UPPER

_TOWN = rf"[{UPPER}][\w'’-]*[^\W\d_]"
_LOCATED = re.compile(
    rf"""
    \b (?i: at | in | from | near | outside | off
        | (?: north | south | east | west | (?P<kind> town | city | village | suburb ) | port | outskirts | streets
            | coast | residents | people | mayor ) [ ] of ) [ ]
    (?P<name> {_TOWN} (?: [ ] {_TOWN} )? ) (?! [ ]? [{UPPER}] )
    """,
    re.VERBOSE,
)
_QUARTER = re.compile(
    rf"(?<=\b[Tt]he )(?P<name>{_TOWN}(?: {_TOWN})?)(?= (?:district|neighbou?rhood|suburb|slum|quarter) of [{UPPER}])"
)
_CLASSED = re.compile(
    rf"\b(?i:in|on|at|near|from|across|around|outside|through|off|hit|struck|shelled|attacked|raided|stormed|bombed|entered"
    rf"|besieged|captured|seized) the (?!\w+-[a-z])(?P<name>{_TOWN}(?: {_TOWN})?)"
    r"(?= (?:area|suburb|peninsula|foreshore|neighbou?rhood|district|region|province|township|village|town|slum"
    r"|(?:refugee |displacement )?camp|islands?|valley|coast|archipelago|governorate|municipality|county|plateau"
    r"|mountains|river|estuary|forest|desert)"
    r"\b(?! of\b))"
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
    """Yield the towns of the index behind a preposition of place, villages behind "village of"; none without an index.

    Any name is that of a quarter before "district of" and a capital.
    """
    for found in (*_QUARTER.finditer(text), *_CLASSED.finditer(text)):
        yield Span(*found.span("name"), "GPE")
    for found in _LOCATED.finditer(text) if places else ():
        name = found["name"].removesuffix("'s").removesuffix("’s")
        if names_something(name) and weigh_place(name, places) >= (1 if found["kind"] else _SURE):
            yield Span(found.start("name"), found.start("name") + len(name), "GPE")


_SET_OFF = re.compile(r"(?:, |\()[DRI]-$")
"""So set off behind a lawmaker's name it is a place even if no gazetteer has it."""
_ROAD = re.compile(r"[ABM]\d{1,4}(?:\(M\))?(?![\w-])")
_ROADS = re.compile(rf"(?<=\b[Tt]he ){_ROAD.pattern}(?:(?:,| and|, and| or) (?:the )?{_ROAD.pattern}){{0,8}}")
"""British roads by their number; `_TRAFFIC` parts them from a rifle or an aeroplane."""
_TRAFFIC = re.compile(r"\b(?:carriageways?|motorways?|roundabouts?|(?:north|south|east|west)bound|lorry|motorists?)\b")


def find_homes(text: str, places: PlaceIndex | None) -> Iterator[Span]:
    """Yield the states, counties and towns of American lawmakers; without an index, but those that are set off."""
    for found in _home().finditer(text):
        start, end = found.span("name")
        if f"{found['name']}." in read_short_forms() and text.startswith(".", end):
            end += 1
        is_set_off = _SET_OFF.search(text, max(0, start - 4), start)
        if is_set_off or text[start:end] in read_short_forms() or weigh_place(found["name"], places):
            yield Span(start, end, "GPE")


@cache
def _home() -> re.Pattern[str]:
    """What an American lawmaker stands for, behind a party: "R-Euclid", "D-NY", "D-N.Y."."""
    dotted = "|".join(sorted((re.escape(form) for form in read_short_forms() if "." in form[:-1]), reverse=True))
    return re.compile(rf"(?<![\w-])[DRI]-(?P<name>{dotted}|[{UPPER}][\w'’]*[^\W\d_](?: [{UPPER}][\w'’]*[^\W\d_])?)")


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


_BEFORE_LARGER = re.compile(
    rf"(?<![\w'’-])(?P<town>{_TOWN}(?: {_TOWN}){{0,2}}), (?P<larger>{_TOWN}(?: {_TOWN})?)(?![\w'’-])"
)


def find_set_off(text: str, places: PlaceIndex | None) -> Iterator[Span]:
    """Yield the towns, however small, before a country in which they lie, "Sayabouly, Laos"; none without an index."""
    if places is None:
        return
    codes = read_country_names()
    for found in _BEFORE_LARGER.finditer(text):
        country = codes.get(found["larger"]) or codes.get(found["larger"].split(" ", 1)[0])
        name = found["town"]
        if country and name not in codes and names_something(name) and _lies_in(name, country, places):
            yield Span(*found.span("town"), "GPE")


def _lies_in(name: str, country: str, places: PlaceIndex) -> bool:
    return any(one.own and one.country == country for one in places.find(name))


def find_roads(text: str) -> Iterator[Span]:
    """Yield the roads with a number, in a text that speaks of traffic."""
    if _TRAFFIC.search(text):
        for found in _ROADS.finditer(text):
            for road in _ROAD.finditer(text, *found.span()):
                yield Span(*road.span(), "FAC")


def find_clubs(text: str, places: PlaceIndex | None) -> Iterator[Span]:
    """Yield the sports clubs whose name begins with what they are and goes on with their town: "Real Madrid"."""
    for found in _club().finditer(text) if places else ():
        if weigh_place(found["town"], places) >= _SURE:
            yield Span(*found.span(), "ORG")


@cache
def _club() -> re.Pattern[str]:
    kinds = "|".join(sorted(map(re.escape, read_words("club_words.txt"))))
    return re.compile(rf"\b(?:{kinds}) (?P<town>{_TOWN})")
