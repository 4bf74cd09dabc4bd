"""How strongly the place index speaks for a name's being a place."""

from __future__ import annotations

from collections.abc import Container, Iterable
from difflib import SequenceMatcher

from transforms.mentions.entities.wordlists import read_words
from transforms.mentions.places.index import PlaceCandidate, PlaceIndex
from transforms.mentions.places.keys import make_key
from transforms.mentions.places.surety import find_main_town, find_sure
from transforms.mentions.places.tables import read_demonyms

_CITY, _TOWN, _VILLAGE = 4, 3, 2
"""Weights, beside those of cues.tsv."""
_CITY_FROM, _TOWN_FROM, _SMALL = 100_000, 15_000, 5_000
_ALIKE = 0.75
"""Of the letters of both spellings, those that they share in order."""


def weigh_place(name: str, places: PlaceIndex | None) -> int:
    """Give the weight that the index lends to a name: of a city or state, a town or county, a village; 0 for none.

    A name of several words weighs threefold, for a surname is one word, but for villages named after somebody ("Pedro
    Sánchez"). Alternate names of one word count for cities
    alone: those of smaller places are mostly words of other languages. Without an index every name weighs nothing.
    """
    if places is None or len(name) < 3:
        return 0
    weight = people = 0
    for one in places.find(name):
        if one.kind in ("country", "region") or (one.population >= _CITY_FROM and one.kind != "admin2"):
            weight, people = _CITY, _CITY_FROM
            break
        if one.own or " " in name:
            weight = max(weight, _TOWN if one.population >= _TOWN_FROM or one.kind != "city" else _VILLAGE)
            people = max(people, one.population)
    is_somebody = people < _SMALL and name.split(" ", 1)[0] in read_words("given_names.txt")
    return weight * 3 if " " in name and not is_somebody else weight


def read_countries_of(names: Iterable[str], places: PlaceIndex) -> set[str]:
    """Give the ISO 3166 codes of the countries of which names speak beyond doubt: as countries, states, peoples or as
    cities of which there is but one.
    """
    codes = set()
    for name in names:
        found = places.find(name)
        sure = find_sure(found) or find_main_town(found)
        is_large = sure and (sure.kind in ("country", "admin1") or sure.population >= _CITY_FROM)
        code = sure.country if sure and is_large else read_demonyms().get(name.lower())
        if code:
            codes.add(code)
    return codes


def lies_abroad(name: str, countries: Container[str], places: PlaceIndex) -> bool:
    """Tell whether none of the places of a name lies in any of the countries."""
    found = places.find(name)
    return bool(found) and not any(one.country in countries for one in found)


def is_prominent(name: str, places: PlaceIndex) -> bool:
    """Tell whether a name is that of a city of 100,000, a state or a province, or a spelling close to it."""
    return len(name) > 3 and any(
        _is_spelling(name, one) and (one.kind == "admin1" or (one.kind == "city" and one.population >= _CITY_FROM))
        for one in places.find(name)
    )


def is_listed(name: str, places: PlaceIndex) -> bool:
    """Tell whether any place of the index bears the name, or one close to it."""
    return len(name) > 3 and any(_is_spelling(name, one) for one in places.find(name))


def _is_spelling(name: str, one: PlaceCandidate) -> bool:
    """Tell whether a name is a place's own or a spelling of it ("Mykolaiv"), not another language's word."""
    if one.own:
        return True
    key, own = make_key(name), make_key(one.name)
    return key[:1] == own[:1] and SequenceMatcher(None, key, own, autojunk=False).ratio() >= _ALIKE
