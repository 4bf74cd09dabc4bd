"""Names that mean one place nearly always, whatever an article is about."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.mentions.places.index import PlaceCandidate

_MANIFOLD = 5
"""So many times as many people as in what else has the name: Florida is seldom the one in Uruguay."""
_TINY = 0.05


def find_sure(found: Sequence[PlaceCandidate]) -> PlaceCandidate | None:
    """Give the country or first-level division that a name means beyond doubt; nothing where a wider region has it."""
    if any(one.kind == "region" and one.country is None for one in found):
        return None
    countries = [one for one in found if one.kind == "country"]
    divisions = sorted((one for one in found if one.kind == "admin1" and one.own), key=_count_people, reverse=True)
    if countries:
        return countries[0] if not divisions else None
    others = [one.population for one in found if one.own and one.kind == "city"] + [
        one.population for one in divisions[1:]
    ]
    is_sure = bool(divisions) and max(others, default=0) * _MANIFOLD < divisions[0].population
    return divisions[0] if is_sure else None


def find_main_town(found: Sequence[PlaceCandidate]) -> PlaceCandidate | None:
    """Give the town or county that a name means nearly always: what else has the name lies there too, or is tiny."""
    own = [one for one in found if one.own]
    if not own or any(one.kind not in ("city", "admin2") for one in own):
        return None
    largest = max(own, key=_count_people)
    abroad = sum(one.population for one in own if one.country != largest.country)
    return largest if abroad <= _TINY * largest.population else None


def _count_people(one: PlaceCandidate) -> int:
    return one.population
