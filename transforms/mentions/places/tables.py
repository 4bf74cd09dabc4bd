"""The small tables that lie packaged beside this module."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from transforms.text.packaged import read_rows, read_table, split_list

_PACKAGE = "transforms.mentions.places"


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory.

    code: ISO 3166 alpha-2. names: the usual one first. demonyms: adjectives and nouns for its people.
    latitude, longitude: the point that stands for the whole, degrees.
    """

    code: str
    place_id: str
    names: tuple[str, ...]
    capital: str
    demonyms: tuple[str, ...]
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Division:
    """A state, province, county or district.

    code: GeoNames code, "US.CO" on the first level, "US.CO.031" on the second. names: the usual one first.
    latitude, longitude: of its middle, degrees. population: of its towns.
    """

    code: str
    place_id: int
    names: tuple[str, ...]
    latitude: float
    longitude: float
    population: int

    @property
    def level(self) -> int:
        """1 or 2."""
        return self.code.count(".")


@dataclass(frozen=True, slots=True)
class Region:
    """What is no country's division: a sea, a range, a part of a continent, or a site, as an airport.

    place_id: of GeoNames, or negative, a number of our own. names: the usual one first. country: ISO 3166 alpha-2, None
    where it is no single one's. latitude, longitude: of its middle, degrees.
    """

    place_id: int
    names: tuple[str, ...]
    country: str | None
    latitude: float
    longitude: float


@cache
def read_countries() -> dict[str, Country]:
    """Give every country by its code."""
    return {country.code: country for country in read_table(_PACKAGE, "countries.tsv", 8, _read_country)}


def read_divisions() -> list[Division]:
    """Give the divisions of all countries."""
    return read_table(_PACKAGE, "divisions.tsv", 7, _read_division)


def read_regions(table: Literal["regions.tsv", "provinces.tsv", "sites.tsv", "towns.tsv"]) -> list[Region]:
    """Give the regions, the sites, or the provinces or towns that GeoNames lacks."""
    return read_table(_PACKAGE, table, 6, _read_region)


def read_division_forms() -> list[tuple[str, tuple[str, ...]]]:
    """Give the codes of states and provinces with the short forms in which news names them."""
    return [(code, split_list(forms)) for code, forms in read_rows(_PACKAGE, "short_forms.tsv", 2)]


def _read_country(cells: list[str]) -> Country:
    code, place_id, name, latitude, longitude, capital, others, demonyms = cells
    names = (name, *split_list(others))
    return Country(code, place_id, names, capital, split_list(demonyms), float(latitude), float(longitude))


def _read_division(cells: list[str]) -> Division:
    code, place_id, name, latitude, longitude, population, others = cells
    names = (name, *split_list(others))
    return Division(code, int(place_id), names, float(latitude), float(longitude), int(population))


def _read_region(cells: list[str]) -> Region:
    place_id, name, country, latitude, longitude, others = cells
    return Region(int(place_id), (name, *split_list(others)), country or None, float(latitude), float(longitude))


@cache
def read_country_names() -> dict[str, str]:
    """Give the country code of each of a country's names, as written."""
    return {name: code for code, country in read_countries().items() for name in country.names}


@cache
def read_demonyms() -> dict[str, str]:
    """Give the country code of every demonym, in lower case; the first country listed wins a shared one."""
    found: dict[str, str] = {}
    for country in read_countries().values():
        for demonym in country.demonyms:
            found.setdefault(demonym.lower(), country.code)
    return found
