"""Find the names that gazetteers know for certain: countries, peoples, international bodies, armed groups, agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.wordlists import read_table
from transforms.mentions.places.tables import read_countries, read_rows, split_cell

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_])*(?:['’](?!s\b)[^\W_]+)*\.?")


@dataclass(frozen=True, slots=True)
class KnownName:
    """label: what it is. name: the fullest form of it that is known."""

    label: str
    name: str


@cache
def read_known() -> dict[str, KnownName]:
    """Give every known name by its spelling."""
    known: dict[str, KnownName] = {}
    for country in read_countries().values():
        for name in country.names:
            known[name] = KnownName("GPE", country.names[0])
            if len(name) > 4:
                known.setdefault(name.upper(), KnownName("GPE", country.names[0]))
        for demonym in country.demonyms:
            known.setdefault(demonym, KnownName("NORP", demonym))
        if country.capital:
            known.setdefault(country.capital, KnownName("GPE", country.capital))
            known.setdefault(country.capital.upper(), KnownName("GPE", country.capital))
    for _, forms in read_rows("short_forms.tsv"):
        # without a stop they are words or initials ("OR", "MA")
        known.update({form: KnownName("GPE", form) for form in split_cell(forms) if "." in form})
    for _, name, _, _, _, others in read_rows("regions.tsv"):
        for spelling in (name, *split_cell(others)):
            known.setdefault(spelling, KnownName("LOC", name))
    for label, names in read_table("known_names.tsv"):
        spellings = names.split("|")
        for spelling in spellings:
            known[spelling] = KnownName(label, spellings[0])
    return known


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
