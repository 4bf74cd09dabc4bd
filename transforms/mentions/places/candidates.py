"""List the places that a name may mean, also where the name says more than the index knows."""

from __future__ import annotations

import re

from transforms.mentions.places.index import Candidate, PlaceIndex
from transforms.mentions.places.qualifiers import read_short_forms
from transforms.mentions.places.tables import read_rows, split_cell

_NOTABLE = 50_000
_POSSESSIVE = re.compile(r"['’]s?(?=\s|$)")


def list_candidates(name: str, label: str, index: PlaceIndex) -> tuple[Candidate, ...]:
    """Give what `name` may mean, best known first; of a site ("Manila Cathedral") the town that it names.

    label: GPE, LOC or FAC. Nothing when neither the name nor a part of it is in the index.
    """
    found = _find_short(name, index) or index.find(name) or _find_wider(_strip_words(name), index)
    if found or label == "GPE":
        return found
    if label == "LOC":
        return ()
    words = _POSSESSIVE.sub("", name).split()
    for size in range(len(words) - 1, 0, -1):
        part = " ".join(words[:size])
        found = tuple(one for one in index.find(part) if one.own)
        if found and (size > 1 or _is_notable(found[0])):
            return found
    return ()


def _find_wider(name: str, index: PlaceIndex) -> tuple[Candidate, ...]:
    """Give what is left of a name without the words around it, but no village: "West Wing" is none of Wing."""
    return tuple(one for one in index.find(name) if _is_notable(one))


def _is_notable(one: Candidate) -> bool:
    return one.population >= _NOTABLE or one.kind != "city"


def _find_short(name: str, index: PlaceIndex) -> tuple[Candidate, ...]:
    code = read_short_forms().get(name)
    return index.find_division(code) if code else ()


def _strip_words(name: str) -> str:
    """Drop the words around a name that say what it is: "Province of Ontario", "Idlib province", "northern Iraq"."""
    words = name.split()
    before, after = _around()
    while len(words) > 1 and words[0].lower() in before:
        words = words[1:]
    while len(words) > 1 and words[-1].lower().rstrip(".") in after:
        words = words[:-1]
    return " ".join(words)


def _around() -> tuple[frozenset[str], frozenset[str]]:
    sides = {side: frozenset(split_cell(words)) for side, words in read_rows("class_words.tsv")}
    return sides["before"], sides["after"]
