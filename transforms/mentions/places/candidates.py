"""List the places that a name may mean, also where the name says more than the index knows."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace
from functools import cache

from transforms.mentions.places.index import PlaceCandidate, PlaceIndex
from transforms.mentions.places.qualifiers import read_short_forms
from transforms.text.packaged import read_rows, split_list

_NOTABLE = 50_000
_POSSESSIVE = re.compile(r"['’]s?(?=\s|$)")
_STREET = re.compile(
    r"""
    [ ] (?: Streets? | St\.? | Roads? | Rd\.? | Avenue | Ave\.? | Boulevard | Blvd\.? | Drive | Dr\.? | Lane | Ln\.?
      | Highway | Turnpike | Expressway )
    (?: [ ] (?: \d+ | North | South | East | West ) )? $
    """,
    re.VERBOSE,
)
"""A street is named after the town to which it leads, or after none: Hampton Avenue is one of St. Louis. A county's
road lies there."""
_DEDICATED = re.compile(r"S(?:t\.?|aint) \w+['’]s\s")
"""What is named after a saint lies in no town of that name: "St. Peter's Basilica"."""


def list_candidates(name: str, label: str, index: PlaceIndex, named: Container[str] = ()) -> tuple[PlaceCandidate, ...]:
    """Give what `name` may mean, best known first; of a site ("Manila Cathedral") the town that it names.

    label: GPE, LOC or FAC. named: the names of places in the article: a site may lie in a small
    town of theirs. Nothing when neither the name nor a part of it is in the index.
    """
    found = _find_short(name, index) or _find_whole(name, index) or _find_wider(_strip_words(name), index)
    if label == "GPE":
        return found or _find_county(name, index)
    if found:
        return found
    if label == "LOC":
        return ()
    words = [] if _DEDICATED.match(name) else _POSSESSIVE.sub("", name).split()
    is_street = _STREET.search(name) is not None
    for size in range(len(words) - 1, 0, -1):
        if is_street and words[size - 1] != "County":
            continue
        if size == 1 and words[0].lower() in _around()[0]:
            break
        part = " ".join(words[:size])
        found = tuple(one for one in index.find(part) if one.own and one.country)
        if found and (size > 1 or part in named or _is_notable(found[0])):
            return found
    return ()


def _find_whole(name: str, index: PlaceIndex) -> tuple[PlaceCandidate, ...]:
    """Give what bears the name; beside a country nothing that bears it in another language alone: Iraq is no Arak."""
    found = index.find(name)
    is_country = any(one.kind == "country" and one.own for one in found)
    return tuple(one for one in found if one.own) if is_country else found


def _find_wider(name: str, index: PlaceIndex) -> tuple[PlaceCandidate, ...]:
    """Give what is left of a name without the words around it, but no village: "West Wing" is none of Wing.

    But for countries and regions as an alternate name, for the whole may be another's: West Midlands, Midlands.
    """
    found = tuple(one for one in index.find(name) if _is_notable(one))
    is_sure = any(one.kind in ("country", "region") for one in found)
    return found if is_sure else tuple(replace(one, own=False) for one in found)


def _find_county(name: str, index: PlaceIndex) -> tuple[PlaceCandidate, ...]:
    """Give the counties of a name that nothing else has: "the sheriff of Hocking, Ohio"."""
    return index.find(f"{name} County")


def _is_notable(one: PlaceCandidate) -> bool:
    return one.population >= _NOTABLE or one.kind != "city"


def _find_short(name: str, index: PlaceIndex) -> tuple[PlaceCandidate, ...]:
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


def read_part_words() -> frozenset[str]:
    """Give the words before a place's name that say which part or kind of it is meant: "northern", "province"."""
    return _around()[0]


@cache
def _around() -> tuple[frozenset[str], frozenset[str]]:
    rows = read_rows("transforms.mentions.places", "class_words.tsv", 2)
    sides = {side: frozenset(split_list(words)) for side, words in rows}
    return sides["before"], sides["after"]
