"""Find the cities and provinces that a model passed over, wherever a capital letter can only be that of a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from transforms.mentions.entities.gazetteer import is_listed, is_prominent
from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.wordlists import read_words
from transforms.mentions.places.index import PlaceIndex
from transforms.text.letters import UPPER
from transforms.text.packaged import read_words as read_packaged

_WORD = rf"[{UPPER}](?:[\w-]|['’](?!s\b))*[^\W\d_]"
_SMALL = r"(?:(?:de|del|da|do|dos|das|di|la|las|los|el|al|au|en|sur|upon) )?"
_RUN = re.compile(
    rf"(?<![\w'’@#/.&-])(?<![A-Z]\. )(?<!\b[Tt]he )(?P<name>{_WORD}(?: {_SMALL}{_WORD}){{0,3}})(?![\w/@&-])(?! \d)"
)
_POSSESSIVE = re.compile(r"['’]s$")
_CLASSED = re.compile(r" (?:province|governorate|oblast|region|district|prefecture|city|state|county)\b")
_OPENS = re.compile(r"(?:^|[.!?:\n•])[\s\"“”‘'(]*$")


def find_towns(text: str, taken: Iterable[Span], places: PlaceIndex | None) -> Iterator[Span]:
    """Yield the names of cities, states and provinces that overlap nothing `taken`; none without an index.

    A run of capitalised words must be such a name as a whole, but for words that open a sentence ("In Tigray"). Before
    "province" or "district" it may be any place of the index.
    """
    if places is None:
        return
    covered = {at for span in taken for at in range(span.start, span.end)}
    for found in _RUN.finditer(text):
        start, end = _trim(text, *found.span("name"), places)
        if start >= end or not covered.isdisjoint(range(*found.span("name"))):
            continue
        name = text[start:end]
        if _is_word(name) or (name.isupper() and len(name) < 5):
            continue
        opens = _OPENS.search(text, max(0, start - 4), start) is not None
        if opens and re.search(rf"\b{re.escape(name.lower())}\b", text):
            continue
        if is_prominent(name, places) or (_CLASSED.match(text, end) and is_listed(name, places)):
            yield Span(start, end, "GPE")


def _trim(text: str, start: int, end: int, places: PlaceIndex) -> tuple[int, int]:
    """Move start past the words that open a sentence or name nothing, and end before a possessive.

    A city's name may begin with such a word: "Mar del Plata".
    """
    end -= 2 if _POSSESSIVE.search(text, start, end) else 0
    while start < end and not (" " in text[start:end] and is_prominent(text[start:end], places)):
        word = text[start:end].split(" ", 1)[0]
        if not (_is_opener(word) or _is_word(word)) or word == text[start:end]:
            return (end, end) if _is_opener(word) else (start, end)
        start += len(word) + 1
    return start, end


def _is_opener(word: str) -> bool:
    return word.lower() in _openers()


@cache
def _openers() -> frozenset[str]:
    return frozenset(read_packaged("transforms.text", "openers.txt"))


def _is_word(name: str) -> bool:
    lowered = name.lower()
    return (
        lowered in read_words("not_names.txt")
        or lowered in read_words("town_words.txt")
        or (name in read_words("given_names.txt"))
    )
