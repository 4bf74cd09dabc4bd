"""The small tables that lie packaged beside this module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources


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


def read_rows(table: str) -> Iterator[list[str]]:
    """Yield the cells of each line of a packaged .tsv; lines that begin with # are comments."""
    text = resources.files(__package__ or __name__).joinpath(table).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def split_cell(cell: str) -> tuple[str, ...]:
    """Split the values of one cell at the bars."""
    return tuple(value for value in cell.split("|") if value)


@cache
def read_countries() -> dict[str, Country]:
    """Give every country by its code."""
    countries = {}
    for code, place_id, name, latitude, longitude, capital, others, demonyms in read_rows("countries.tsv"):
        names = (name, *split_cell(others))
        countries[code] = Country(
            code, place_id, names, capital, split_cell(demonyms), float(latitude), float(longitude)
        )
    return countries


@cache
def read_demonyms() -> dict[str, str]:
    """Give the country code of every demonym, in lower case; the first country listed wins a shared one."""
    found: dict[str, str] = {}
    for country in read_countries().values():
        for demonym in country.demonyms:
            found.setdefault(demonym.lower(), country.code)
    return found
