"""Rank the places that a name may mean."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass

from transforms.mentions.places.evidence import Evidence
from transforms.mentions.places.index import PlaceCandidate
from transforms.mentions.places.qualifiers import Qualifier
from transforms.mentions.places.siblings import Kin, make_kin
from transforms.mentions.places.tables import read_countries

_BY_KIND = {"country": 9.0, "region": 8.5, "admin1": 0.5, "admin2": -1.0, "city": 0.0}
_ALTERNATE = -1.5
_EXACT = 0.5
"""A name spelt to the letter, "St. Louis" rather than "Saint-Louis"."""
_COUNTRY, _DIVISION, _NEIGHBOUR = 3.5, 3.0, 1.2
_MOST_NEIGHBOURS = 2.0
_LARGER = 3.0
_SIBLING = 3.0
_CAPITAL = 1.0
"""For a capital in an article that speaks of its country: more than for a village of its name in another one."""
_ONLY = 1.5
"""For the only place of a name of several words: there is hardly another that the gazetteer has not."""
_METROPOLIS, _STATE_OF_METROPOLIS = 600_000, -2.5
"""A city this large is what its name means, not the state around it: New York, Washington."""
_UNSURE = 4.2
"""What a village of some 5,000 scores for which nothing else speaks: smaller ones are not believed without evidence."""

_CITY, _ENOUGH, _SETTLED, _NEAR = 100_000, 3, 0.8, 0.5
"""A smaller town abroad is not believed in an article with so much evidence, such a share of it for one country,
unless it lies near some of its places or has a name of several words: rather a place there that no gazetteer has."""


@dataclass(frozen=True, slots=True)
class NameClues:
    """What the words around a name say of it.

    qualifier: what it is said to lie in. listed: of what kind the names are that stand in a list with it. is_larger: it
    stands behind a town's name, so that it is a division or country if it can be one.
    """

    qualifier: Qualifier | None = None
    listed: Set[Kin] = frozenset()
    is_larger: bool = False


def pick(name: str, found: Sequence[PlaceCandidate], around: NameClues, evidence: Evidence) -> PlaceCandidate | None:
    """Give the place that the name most probably means, None where no candidate is probable enough."""
    evidence = evidence.without(name)
    inside = [one for one in found if around.qualifier and around.qualifier.holds(one)]
    if around.qualifier and not inside:
        return None
    scored = []
    metropoles = {one.country for one in found if one.kind == "city" and one.own and one.population >= _METROPOLIS}
    for one in inside or found:
        value = _score(name, one, evidence) + _SIBLING * (make_kin(one) in around.listed)
        if around.is_larger and one.kind in ("admin1", "country"):
            value += _LARGER
        elif one.kind == "admin1" and one.country in metropoles:
            value += _STATE_OF_METROPOLIS
        scored.append((value, -one.place_id, one))
    if not scored:
        return None
    value, _, best = max(scored, key=lambda item: item[:2])
    if len(found) == 1 and " " in name:
        value += _ONLY
    if inside:
        return best
    return best if value >= _UNSURE and not _is_exotic(name, best, evidence) else None


def _is_exotic(name: str, one: PlaceCandidate, evidence: Evidence) -> bool:
    """Tell whether a town far from all else lies in a country that an article about another one does not speak of."""
    total = sum(evidence.countries.values())
    if one.kind in ("country", "region") or one.population >= _CITY or not one.country or total < _ENOUGH:
        return False
    is_about_another = not evidence.countries[one.country] and max(evidence.countries.values()) >= _SETTLED * total
    return is_about_another and " " not in name and evidence.weigh_neighbours(name, one) < _NEAR


def _score(name: str, one: PlaceCandidate, evidence: Evidence) -> float:
    """Give how probable a place is: log10 of its population, what kind it is, and what the article speaks for."""
    value = math.log10(one.population + 10) + _BY_KIND[one.kind] + (0 if one.own else _ALTERNATE)
    if one.name == name:
        value += _EXACT
    countries, divisions = sum(evidence.countries.values()), sum(evidence.divisions.values())
    if one.country and countries:
        value += _COUNTRY * evidence.countries[one.country] / (countries + 2)
    if one.kind in ("country", "region"):
        return value
    if evidence.countries[one.country or ""] and _is_capital(one):
        value += _CAPITAL
    if one.admin1 and divisions:
        value += _DIVISION * evidence.divisions[one.admin1] / (divisions + 2)
    return value + _NEIGHBOUR * min(evidence.weigh_neighbours(name, one), _MOST_NEIGHBOURS)


def _is_capital(one: PlaceCandidate) -> bool:
    return one.kind == "city" and one.country is not None and read_countries()[one.country].capital == one.name
