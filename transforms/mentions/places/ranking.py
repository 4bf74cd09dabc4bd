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

QUALIFIED = "lies where the words around the name say"
"""Why no other place was weighed."""

_BY_KIND = {"country": 9.0, "region": 8.5, "admin1": 0.5, "admin2": -1.0, "city": 0.0}
_ALTERNATE = -1.5
_EXACT = 0.5
"""A name spelt to the letter, "St. Louis" rather than "Saint-Louis"."""
_COUNTRY, _DIVISION, _NEIGHBOUR = 3.5, 4.0, 1.2
_MOST_NEIGHBOURS = 2.0
_PAIR = 1.5
"""For a town in a county that the article names, and for that county."""
_LARGER, _NO_TOWN = 3.0, -1.0
_SIBLING = 3.0
_CAPITAL = 1.0
"""For a capital in an article that speaks of its country: more than for a village of its name in another one."""
_ONLY = 1.5
"""For the only place of a name of several words, or a city where no country is told: there is hardly another that the
gazetteer has not."""
_METROPOLIS, _STATE_OF_METROPOLIS = 100_000, -2.5
"""A city this large is what its name means, not the state around it: New York, Puebla."""
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


@dataclass(frozen=True, slots=True)
class RankedPlace:
    """A place that a name may mean. terms: what speaks for and against it, in words, with the weight of each."""

    place: PlaceCandidate
    terms: tuple[tuple[str, float], ...]

    @property
    def value(self) -> float:
        """How probable it is, on no scale but that of the others."""
        return sum(weight for _, weight in self.terms)


def pick(name: str, found: Sequence[PlaceCandidate], around: NameClues, evidence: Evidence) -> PlaceCandidate | None:
    """Give the place that the name most probably means, None where no candidate is probable enough."""
    weighed = weigh(name, found, around, evidence)
    if not weighed:
        return None
    best = weighed[0]
    if around.qualifier:
        return best.place
    told = evidence.without(name).countries
    is_known = told[best.place.country or ""] > 0 or (best.place.population >= _CITY and not told) or " " in name
    value = best.value + (_ONLY if len(found) == 1 and is_known else 0)
    is_sure = value >= _UNSURE and not _is_exotic(name, best.place, evidence.without(name))
    return best.place if is_sure else None


def weigh(name: str, found: Sequence[PlaceCandidate], around: NameClues, evidence: Evidence) -> list[RankedPlace]:
    """Give the places that the name may mean, of those that lie in what the words around it say; the best first."""
    evidence = evidence.without(name)
    meant = [one for one in found if around.qualifier.holds(one)] if around.qualifier else found
    metropoles = {one.country for one in found if one.kind == "city" and one.own and one.population >= _METROPOLIS}
    weighed = []
    for one in meant:
        terms = _list_terms(name, one, evidence)
        if around.qualifier:
            terms.append((QUALIFIED, 0.0))
        if make_kin(one) in around.listed:
            terms.append(("is of the kind of the names in its list", _SIBLING))
        if around.is_larger and one.kind in ("admin1", "country"):
            terms.append(("is told as a division or country", _LARGER))
        elif around.is_larger and one.kind == "city":
            terms.append(("is told as a division or country", _NO_TOWN))
        elif one.kind == "admin1" and one.country in metropoles:
            terms.append(("a metropolis has the name, too", _STATE_OF_METROPOLIS))
        weighed.append(RankedPlace(one, tuple(terms)))
    return sorted(weighed, key=lambda each: (-each.value, each.place.place_id))


def _is_exotic(name: str, one: PlaceCandidate, evidence: Evidence) -> bool:
    """Tell whether a town far from all else lies in a country that an article about another one does not speak of."""
    total = sum(evidence.countries.values())
    if one.kind in ("country", "region") or one.population >= _CITY or not one.country or total < _ENOUGH:
        return False
    is_about_another = not evidence.countries[one.country] and max(evidence.countries.values()) >= _SETTLED * total
    return is_about_another and " " not in name and evidence.weigh_neighbours(name, one) < _NEAR


def _list_terms(name: str, one: PlaceCandidate, evidence: Evidence) -> list[tuple[str, float]]:
    """Give what speaks for a place: log10 of its population, what kind it is, and what the article speaks for."""
    terms = [
        (f"{one.population} people", math.log10(one.population + 10)),
        (f"kind {one.kind}", _BY_KIND[one.kind]),
        ("the name is but an alternate one", 0 if one.own else _ALTERNATE),
        ("spelt to the letter", _EXACT if one.name == name else 0),
    ]
    countries, divisions = sum(evidence.countries.values()), sum(evidence.divisions.values())
    if one.country and countries:
        share = evidence.countries[one.country] / (countries + 2)
        terms.append((f"the article speaks of {one.country}", _COUNTRY * share))
    if one.kind in ("country", "region"):
        return terms
    if evidence.countries[one.country or ""] and _is_capital(one):
        terms.append(("a capital", _CAPITAL))
    if one.admin1 and divisions:
        share = evidence.divisions[one.admin1] / (divisions + 2)
        terms.append((f"the article speaks of {one.admin1}", _DIVISION * share))
    if (name, one.place_id) in evidence.paired:
        terms.append(("the county or a town of it is named, too", _PAIR))
    near = min(evidence.weigh_neighbours(name, one), _MOST_NEIGHBOURS)
    return [*terms, ("other names of the article lie near", _NEIGHBOUR * near)]


def _is_capital(one: PlaceCandidate) -> bool:
    return one.kind == "city" and one.country is not None and read_countries()[one.country].capital == one.name
