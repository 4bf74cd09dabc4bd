"""Rank the places that a name may mean."""

from __future__ import annotations

import math
from collections.abc import Sequence

from transforms.mentions.places.evidence import Evidence
from transforms.mentions.places.index import Candidate
from transforms.mentions.places.qualifiers import Qualifier

_BY_KIND = {"country": 9.0, "region": 8.5, "admin1": 1.5, "admin2": -0.5, "city": 0.0}
_ALTERNATE = -1.5
_UNSURE = 2.5


def pick(found: Sequence[Candidate], qualifier: Qualifier | None, evidence: Evidence) -> Candidate | None:
    """Give the place that the name most probably means, None where no candidate is probable enough."""
    if qualifier:
        inside = [one for one in found if _lies_in(one, qualifier)]
        found = inside or found
    scored = [(score(one, evidence), -one.place_id, one) for one in found]
    if not scored:
        return None
    best = max(scored, key=lambda item: item[:2])
    return best[2] if best[0] >= _UNSURE or qualifier else None


def score(one: Candidate, evidence: Evidence) -> float:
    """Give how probable a place is: log10 of its population, what kind it is, and what the article speaks for."""
    value = math.log10(one.population + 10) + _BY_KIND[one.kind] + (0 if one.own else _ALTERNATE)
    countries, divisions = sum(evidence.countries.values()), sum(evidence.divisions.values())
    if one.country and countries:
        value += 3 * evidence.countries[one.country] / (countries + 2)
    if one.admin1 and divisions and one.kind != "country":
        value += 3 * evidence.divisions[one.admin1] / (divisions + 2)
    return value


def _lies_in(one: Candidate, qualifier: Qualifier) -> bool:
    if one.country in qualifier.countries and one.kind != "country":
        return True
    return one.admin1 in qualifier.divisions or one.admin2 in qualifier.divisions
