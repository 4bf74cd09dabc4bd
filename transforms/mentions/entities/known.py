"""Find the names that gazetteers know for certain: countries, peoples, international bodies, armed groups, agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.wordlists import read_words
from transforms.mentions.places.tables import read_countries, read_division_forms, read_regions
from transforms.text.packaged import read_rows, split_list

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_])*(?:['’](?!s\b)[^\W_]+)*\.?")


@dataclass(frozen=True, slots=True)
class KnownName:
    """label: what it is. name: the fullest form of it that is known."""

    label: str
    name: str


@cache
def read_known() -> dict[str, KnownName]:
    """Give every known name by its spelling."""
    known = _list_countries()
    for _, forms in read_division_forms():
        # without a stop they are words or initials ("OR", "MA")
        known.update({form: KnownName("GPE", form) for form in forms if "." in form})
    for regions, label in (
        (read_regions("provinces.tsv"), "GPE"),
        (read_regions("regions.tsv"), "LOC"),
        (read_regions("sites.tsv"), "FAC"),
    ):
        for region in regions:
            for spelling in region.names:
                known.setdefault(spelling, KnownName(label, region.names[0]))
    for label, names in read_rows("transforms.mentions.entities", "known_names.tsv", 2):
        spellings = split_list(names)
        for spelling in spellings:
            known[spelling] = KnownName(label, spellings[0])
    for (names,) in read_rows("transforms.mentions.entities", "bodies.tsv", 1):
        spellings = split_list(names)
        for spelling in spellings:
            known.setdefault(spelling, KnownName("ORG", spellings[0]))
    return known


def _list_countries() -> dict[str, KnownName]:
    """Give the names of countries, of their capitals and of their people."""
    known: dict[str, KnownName] = {}
    for country in read_countries().values():
        first = country.names[0]
        known |= {name: KnownName("GPE", first) for name in country.names}
        loud = [name.upper() for name in country.names if len(name) > 4]  # a shorter one is a word, too
        for name in (*loud, *(f"{style} of {first}" for style in read_words("state_styles.txt"))):
            known.setdefault(name, KnownName("GPE", first))
        for demonym in country.demonyms:
            known.setdefault(demonym, KnownName("NORP", demonym))
        if country.capital:
            known.setdefault(country.capital, KnownName("GPE", country.capital))
            known.setdefault(country.capital.upper(), KnownName("GPE", country.capital))
    return known


@cache
def read_capitals() -> frozenset[str]:
    """Give the capitals that no country is called by, too."""
    countries = read_countries().values()
    return frozenset(one.capital for one in countries) - {name for one in countries for name in one.names}


@cache
def _starts() -> dict[str, list[str]]:
    """Give the known spellings by their first word, the longest first."""
    starts: dict[str, list[str]] = {}
    for spelling in read_known():
        starts.setdefault(first_word(spelling), []).append(spelling)
    for spellings in starts.values():
        spellings.sort(key=len, reverse=True)
    return starts


@cache
def _labels() -> dict[str, str]:
    return {spelling: known.label for spelling, known in read_known().items()}


def first_word(name: str) -> str:
    """Give the word under which `find_spellings` wants a name; nothing for a name without a letter or figure."""
    found = _WORD.match(name) or _WORD.search(name)
    return found.group().rstrip(".") if found else ""


def find_known(text: str) -> Iterator[Span]:
    """Yield every known name that stands in the text as words of its own, longest first."""
    return find_spellings(text, _starts(), _labels())


def find_spellings(text: str, starts: dict[str, list[str]], labels: dict[str, str]) -> Iterator[Span]:
    """Yield where the spellings stand in the text as whole words, without overlap; `starts` is by first word."""
    end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < end:
            continue
        for spelling in starts.get(word.group().rstrip("."), ()):
            if text.startswith(spelling, start) and _ends_word(text, start + len(spelling)):
                end = start + len(spelling)
                yield Span(start, end, labels[spelling])
                break


def _ends_word(text: str, at: int) -> bool:
    return at >= len(text) or not (text[at].isalnum() or text[at] == "_")
