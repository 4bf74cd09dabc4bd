"""Find the countries and states within the names of bodies, which say where an article plays: "Ohio Supreme Court"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from schemas.mentions import Entity
from transforms.mentions.places.candidates import list_candidates
from transforms.mentions.places.index import PlaceCandidate, PlaceIndex
from transforms.mentions.places.surety import find_sure
from transforms.mentions.places.tables import read_demonyms
from transforms.text.letters import UPPER
from transforms.text.packaged import read_words

_BODIES = frozenset({"ORG", "FAC"})
_OF = re.compile(rf"\b(?:of|in|for) (?:the )?(?=[{UPPER}])")
_COUNTY = re.compile(r" (?:County|City)\b")
"""Behind a country's name it makes another place of it: "Jordan County Court"."""
_LONGEST = 3
"""Words of a country's or state's name within a longer one."""
_PAPERS = re.compile(r" (?:Times|Post|Herald|Tribune|Journal|News|Press|Star|Sun|Telegraph|Globe|Gazette)$")
"""Newspapers are quoted far from their town: the New York Times."""
_SEA = re.compile(r"(?:Ocean|Sea)\b")
"""What is no country's though it has a people's name: "Indian Ocean"."""


def find_seats(entities: Iterable[Entity], index: PlaceIndex) -> Iterator[tuple[str, PlaceCandidate]]:
    """Yield, as spelt and as found, each country or first-level division with which the name of a body or site begins,
    or that stands in it behind "of", where it can mean nothing else. Towns so named are mostly several.
    """
    for entity in entities:
        if entity.label in _BODIES and " " in entity.text and not _PAPERS.search(entity.text):
            for start in _list_starts(entity.text):
                yield from _find_at(entity.text, start, index)


def find_peoples(entities: Iterable[Entity]) -> Iterator[tuple[str, str]]:
    """Yield, as spelt, each body in whose name one people stands, "Azerbaijani Defence Ministry", with the ISO code."""
    for entity in entities:
        codes = {*_find_peoples(entity.text)} if entity.label == "ORG" and " " in entity.text else set()
        if len(codes) == 1 and not _PAPERS.search(entity.text):
            yield entity.text, codes.pop()


def find_homes(entities: Iterable[Entity], index: PlaceIndex) -> dict[str, tuple[PlaceCandidate, ...]]:
    """Give the towns and counties with which the names of bodies and sites begin, each with what it may mean: "Oro
    County Court", "Euclid Police Department".
    """
    homes: dict[str, tuple[PlaceCandidate, ...]] = {}
    for name in {one.text for one in entities if one.label in _BODIES and " " in one.text}:
        words = name.split(" ")
        for size in range(min(_LONGEST, len(words) - 1), 0, -1):
            home = " ".join(words[:size]).removesuffix("'s").removesuffix("’s")
            found = tuple(one for one in index.find(home) if one.own and one.kind in ("city", "admin2"))
            if found and home.lower() not in _read_town_words() and not _PAPERS.search(name):
                homes[home] = found
                break
    return homes


def find_country(name: str, index: PlaceIndex) -> str | None:
    """Give the ISO 3166 code of the country that the name of a body says, of a state the country in which it lies:
    "Syrian Arab Red Crescent", "Bank of Ghana", "Ohio Supreme Court". None where it says none, or several; a
    newspaper's says little of where it is.
    """
    if " " not in name or _PAPERS.search(name):
        return None
    seats = (seat for start in _list_starts(name) for _, seat in _find_at(name, start, index))
    codes = {*(seat.country for seat in seats if seat.country), *_find_peoples(name)}
    return codes.pop() if len(codes) == 1 else None


def _find_peoples(name: str) -> Iterator[str]:
    """Yield the countries of the peoples that a name holds, a longer one ("South Korean") before those within it."""
    words, at = name.split(" "), 0
    while at < len(words):
        sizes = range(min(_LONGEST, len(words) - at), 0, -1)
        found = next((size for size in sizes if _read_people(words[at : at + size])), 0)
        if found and not _SEA.match(" ".join(words[at + found :])):
            yield read_demonyms()[" ".join(words[at : at + found]).lower()]
        at += max(1, found)


def _read_people(words: list[str]) -> str | None:
    return read_demonyms().get(" ".join(words).lower()) if words[0][:1].isupper() else None


def _list_starts(name: str) -> tuple[int, ...]:
    return (0, *(found.end() for found in _OF.finditer(name)))


def _find_at(text: str, start: int, index: PlaceIndex) -> Iterator[tuple[str, PlaceCandidate]]:
    words = text[start:].split(" ")
    for size in range(min(_LONGEST, len(words) - (start == 0)), 0, -1):
        name = " ".join(words[:size]).removesuffix("'s").removesuffix("’s").rstrip(",")
        seat = find_sure(list_candidates(name, "GPE", index))
        if seat and (seat.kind == "country" or name.lower() not in _read_town_words()):
            if seat.kind != "country" or not _COUNTY.search(" ".join(words[: size + 1])):
                yield name, seat
            return


@cache
def _read_town_words() -> frozenset[str]:
    """Give the English words that are also names of towns: "Delta" and "North" are states somewhere, too."""
    return frozenset(read_words("transforms.mentions.entities", "town_words.txt"))
