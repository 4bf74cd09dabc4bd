"""Find people by the title before their name, or by their given name, whether or not the model saw them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.trimming import drop_titles, names_something
from transforms.mentions.entities.wordlists import read_words
from transforms.text.letters import LOWER, UPPER

_NAME = rf"(?:(?:al|el|bin|ibn|bint|van|von|der|den|de|da|di|dos|du|la|le|Al|El)[ -])*[{UPPER}‘ʻ'][\w.'’-]*\w"
_MORE = rf"(?:[A-Z]\.|(?:al|el)-[A-Z][\w'’-]+|[{UPPER}](?:['’]?[{UPPER}])?[{LOWER}](?:[\w'’-]*[{LOWER}])?)"
_FULL = re.compile(
    rf"(?<![\w'’“”‘\"-])(?:[{UPPER}][{LOWER}'’-]+)(?<!['’]s)(?: {_MORE})(?:(?<!['’]s) {_MORE}){{0,2}}(?![\w-])"
)
_NO_PERSON = re.compile(r"(?:\b(?:[Tt]he|[Aa]n?)|[-–])\s$")
"""What stands before the name of a thing or an office."""


@cache
def _pattern() -> re.Pattern[str]:
    sure = sorted((line[:-1] for line in read_words("titles.txt") if line.endswith("!")), key=len, reverse=True)
    spelled = "|".join(re.escape(title.title()) for title in sure)
    return re.compile(rf"\b(?:(?:{spelled})\.? )+(?P<name>{_NAME}(?: {_NAME}){{0,3}})")


def find_titled(text: str) -> Iterator[Span]:
    """Yield the name after each title that is always a person's ("Mr", "Gen", "Dr")."""
    for found in _pattern().finditer(text):
        start, end = drop_titles(text, *found.span("name"))
        name = text[start:end]
        if name.endswith(("'s", "’s")):
            end -= 2
        if names_something(text[start:end]):
            yield Span(start, end, "PERSON")


def find_named(text: str) -> Iterator[Span]:
    """Yield the capitalised words that begin with a usual given name: a guess, good where nobody has a better one."""
    for found in _FULL.finditer(text):
        start, end = drop_titles(text, *found.span())
        given, more = text[start:end].split(" ", 1) if " " in text[start:end] else ("", "")
        if more and given in read_words("given_names.txt") and not _NO_PERSON.search(text, max(0, start - 5), start):
            yield Span(start, end - 2 if more.endswith(("'s", "’s")) else end, "PERSON")
