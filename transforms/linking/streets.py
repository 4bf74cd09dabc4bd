"""Streets that a story names: two crimes in one city on one day have other ones, two reports of one the same."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from transforms.text.packaged import read_rows


def streets_of(places: Iterable[str]) -> frozenset[str]:
    """What names the streets among the places, in lower case: howard of "the 200 block of south howard avenue"."""
    corners = (corner for place in places for corner in place.replace(" & ", " and ").split(" and "))
    return frozenset(street for street in map(_street_of, corners) if street)


def _street_of(name: str) -> str:
    *before, last = name.replace(".", "").split() or [""]
    if last not in _words("last"):
        return ""
    telling = [word for word in before if word not in _words("beside") and not word.isdigit()]
    return " ".join(telling[-2:])


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for word, use in read_rows(__package__, "street_words.tsv", 2) if use == kind)
