"""What is said of a name right behind it, between commas: "Dvorek, a Polish weekly, said"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.trimming import names_something
from transforms.text.letters import UPPER
from transforms.text.packaged import read_table, split_list

_ENDS = r"[,.;:\n]| (?:of|in|for|on|at|near|from|with|based|backed|led|linked|run|owned|and|that|which|who|whose)\b"
_OWNERS = rf"[{UPPER}][\w-]+(?: [{UPPER}][\w-]+)?['’]s"
_APPOSED = re.compile(rf",? (?:an?|one of (?:the|its|{_OWNERS})) (?P<what>[^,.;:\n()]{{2,60}}?)(?={_ENDS})")
"""Only what has no "the": "In Oro, the company said" goes on with the sentence."""
_WORD = rf"[{UPPER}][\w&'’-]*[^\W\d_]"
_NAME = re.compile(rf"(?<![\w&'’./-])(?P<name>{_WORD}(?: {_WORD}){{0,3}})(?=, an? )")

_PART = re.compile(rf"(?<![\w'’-])[{UPPER}][\w'’-]*,? of $")
"""Before a name that is but the end of a longer one or somebody's town."""
_INTRODUCED = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Aa]nother|[Oo]ne)(?: [a-z][\w'’-]*){0,3}? (?P<head>[a-z]+), $"
)
_REACH = 40
_WINDOW = 60


@cache
def _read_heads() -> dict[str, tuple[str, int]]:
    """Give the kind and the weight that each noun has for the name before it."""

    def read(cells: list[str]) -> tuple[str, int, tuple[str, ...]]:
        return cells[0], int(cells[1]), split_list(cells[2])

    rows = read_table("transforms.mentions.entities", "appositions.tsv", 3, read)
    return {word: (kind, weight) for kind, weight, words in rows for word in words}


def read_apposition(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Give the kind that the noun behind a comma states for the name text[start:end], with its weight: of "a far-right
    militia" and of "a shop owner in Oro" the last word counts. None where nothing is stated, and where the name is a
    part of what it is said of: "Orovec Foods of Dorn, a maker of soups".
    """
    if not text.startswith(", ", end) or _PART.search(text, max(0, start - _REACH), start):
        return None
    found = _APPOSED.match(text, end)
    words = found["what"].lower().split(" ") if found else []
    heads = (" ".join(words[-size:]) for size in (2, 1))
    spelt = (form for head in heads for form in (head, head.removesuffix("s"), f"{head.removesuffix('ies')}y"))
    return next((stated for form in spelt if (stated := _read_heads().get(form))), None)


def is_introduced(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands between commas behind what a person is: "a village teacher, Comfort Dvorek, said"."""
    before = _INTRODUCED.search(text, max(0, start - _WINDOW), start) if text.startswith(",", end) else None
    kind, _ = _read_heads().get(before["head"].lower(), ("", 0)) if before else ("", 0)
    return kind == "PERSON"


def find_apposed(text: str) -> Iterator[Span]:
    """Yield the names of which is said behind a comma that they are bodies, whether or not a model saw them."""
    for found in _NAME.finditer(text):
        stated = read_apposition(text, *found.span("name"))
        if stated and stated[0] == "ORG" and names_something(found["name"]):
            yield Span(*found.span("name"), "ORG")
