"""Read lists of names, which are mostly of one kind: "Ohio, Georgia and Texas", "Armenia, Georgia and Turkey"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from schemas.mentions import Entity
from transforms.mentions.places.index import Kind, PlaceCandidate
from transforms.mentions.places.surety import find_sure

_AND = re.compile(r",? (?:and|or|&) (?:the )?")
_COMMA = re.compile(r", (?:the )?")
_COUNTIES = re.compile(r" [Cc]ounties\b")

Kin = tuple[Kind, str | None]
"""A kind of place and, but for countries, the country that it lies in."""
COUNTY: Kin = ("admin2", "US")
"""What "counties" are in nearly all news: elsewhere they are divisions that nobody leaves the word out of."""
_REACH = 4
"""The names of a list that bear on each other: so many to either side."""


def find_siblings(text: str, placed: Sequence[Entity], larger: frozenset[int]) -> dict[str, set[str]]:
    """Give, for each name, the names that stand in a list with it.

    placed: entities in the order of the text. larger: where those start that say where the name before them lies
    ("Gary, Indiana") and so stand in no list with it.
    """
    siblings: dict[str, set[str]] = defaultdict(set)
    for entities in _split_lists(text, placed, larger):
        members = [one.text for one in entities]
        for at, name in enumerate(members):
            siblings[name].update(one for one in members[max(0, at - _REACH) : at + _REACH + 1] if one != name)
    return dict(siblings)


def find_counties(text: str, placed: Sequence[Entity], larger: frozenset[int]) -> set[str]:
    """Give the names of the lists that are told as counties, "Darke and Ebb counties"; else as for `find_siblings`."""
    lists = _split_lists(text, placed, larger)
    return {one.text for entities in lists if _COUNTIES.match(text, entities[-1].end) for one in entities}


def _split_lists(text: str, placed: Sequence[Entity], larger: frozenset[int]) -> list[list[Entity]]:
    lists = [[placed[0]]] if placed else []
    for left, right in pairwise(placed):
        between = text[left.end : right.start]
        joined = _AND.fullmatch(between) or (_COMMA.fullmatch(between) and right.start not in larger)
        if joined:
            lists[-1].append(right)
        else:
            lists.append([right])
    return [entities for entities in lists if len(entities) > 1]


def make_kin(one: PlaceCandidate) -> Kin:
    """Give what a candidate has in common with those that stand in a list with it."""
    return one.kind, None if one.kind == "country" else one.country


def state_kinds(siblings: Set[str], candidates: Mapping[str, tuple[PlaceCandidate, ...]]) -> set[Kin]:
    """Give the kinds of the siblings that mean one country or one first-level division beyond doubt."""
    found = (find_sure(candidates.get(name, ())) for name in siblings)
    return {make_kin(one) for one in found if one}
