"""Find the places of lists that say what their names are: "Oro, Dorn and Ebb counties", "the towns of Oro and Dorn"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.mentions.entities.known import read_known
from transforms.mentions.entities.spans import KINDS, Span
from transforms.mentions.entities.trimming import names_something
from transforms.text.letters import UPPER
from transforms.text.packaged import read_rows, split_list

_NAME = rf"[{UPPER}][\w'’-]*[^\W\d_](?: [{UPPER}][\w'’-]*[^\W\d_]){{0,2}}"
_LIST = rf"{_NAME}(?:, {_NAME}){{0,12}},? (?:and|or|&) (?:the )?{_NAME}"
_MEMBER = re.compile(_NAME)


def find_listed(text: str) -> Iterator[Span]:
    """Yield the names of each list that stands before or behind the plural of what they are, but for known others."""
    for label, kinds, *patterns in _patterns():
        for pattern in patterns if kinds.search(text) else ():
            for found in pattern.finditer(text):
                for member in _MEMBER.finditer(text, *found.span("names")):
                    start, end = member.span()
                    end -= 2 if text[start:end].endswith(("'s", "’s")) else 0
                    name = text[start:end]
                    known = read_known().get(name)
                    if names_something(name) and (known is None or KINDS.get(known.label) == "PLACE"):
                        yield Span(start, end, known.label if known else label)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]:
    """Give, for each label, what finds a word for its names, a list behind one, and one before it: lists are sought
    only where such a word stands, which is far cheaper to tell.
    """
    patterns = []
    for label, words in read_rows("transforms.mentions.entities", "plural_classes.tsv", 2):
        kinds = "|".join(sorted(map(re.escape, split_list(words))))
        before = rf"\b(?:{kinds})(?::| of| such as|,? including| like) (?:the )?(?P<names>{_LIST})"
        behind = rf"(?<![\w'’.-])(?P<names>{_LIST}) (?:{kinds})\b"
        patterns.append((label, re.compile(rf"\b(?:{kinds})\b"), re.compile(before), re.compile(behind)))
    return tuple(patterns)
