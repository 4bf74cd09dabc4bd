"""What an article says of where it plays: countries, divisions and towns it names, its dateline, its publisher."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schemas.mentions import Entity
from transforms.mentions.places.counties import find_pairs
from transforms.mentions.places.index import PlaceCandidate
from transforms.mentions.places.qualifiers import Qualifier, QualifierReading
from transforms.mentions.places.surety import find_main_town, find_sure
from transforms.mentions.places.tables import read_demonyms

_CELL = 1.5
"""Degrees: a cell and its eight neighbours reach some 150 to 250 km, what a newspaper calls its region."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """countries, divisions: how strongly the article speaks for each ISO code and each first-level GeoNames code.

    prior: what speaks for countries beside the names. shares: what each name, folded, says of the countries and
    divisions. nearby: by cell of the map, by name, how probable it is that the name lies there. paired: the names with
    the ids of the towns and counties that they may mean where one lies in the other.
    """

    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[str] = field(default_factory=Counter)
    prior: Counter[str] = field(default_factory=Counter)
    shares: dict[str, Evidence] = field(default_factory=dict)
    nearby: dict[tuple[int, int], dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    paired: frozenset[tuple[str, int]] = frozenset()

    def without(self, name: str) -> Evidence:
        """Give what the rest of the article says: a name that is repeated is no evidence of what it means."""
        share = self.shares.get(name.casefold())
        if not share:
            return self
        return replace(self, countries=self.countries - share.countries, divisions=self.divisions - share.divisions)

    def count(self, name: str, country: str | None, division: str | None, weight: int) -> None:
        """Add what a name says of the article's country and first-level division."""
        for seen in (self, self.shares.setdefault(name.casefold(), Evidence())):
            if country:
                seen.countries[country] += weight
            if division:
                seen.divisions[division] += weight

    def count_towns(self, chosen: Iterable[tuple[str, PlaceCandidate]]) -> None:
        """Add what towns and counties, chosen for their names, say of the first-level divisions."""
        for name, one in chosen:
            if one.kind in ("city", "admin2") and one.admin1:
                self.count(name, None, one.admin1, 1)

    def weigh_neighbours(self, name: str, one: PlaceCandidate) -> float:
        """Give how many of the article's other names probably lie near the candidate."""
        row, column = _cell(one)
        best: dict[str, float] = {}
        for north in (-1, 0, 1):
            for east in (-1, 0, 1):
                for other, weight in self.nearby.get((row + north, column + east), {}).items():
                    if other != name:
                        best[other] = max(best.get(other, 0.0), weight)
        return sum(best.values())


def gather_evidence(
    entities: Sequence[Entity],
    candidates: Mapping[str, tuple[PlaceCandidate, ...]],
    reading: QualifierReading,
    prior: Counter[str],
    division: str | None,
) -> Evidence:
    """Count what is sure: country and division names that mean one thing, demonyms, qualifiers; prior and division are
    what speaks for countries beside the names, and the GeoNames code of the dateline's state.
    """
    seen = Evidence(countries=Counter(prior), prior=prior, paired=find_pairs(candidates))
    if division:
        seen.divisions[division] += 3
    for entity in entities:
        name = entity.text
        if entity.label == "NORP" and (code := read_demonyms().get(name.lower())):
            seen.countries[code] += 1
        if qualifier := reading.find(name):
            _count_qualifier(seen, name, qualifier)
            continue
        found = candidates.get(name, ())
        if town := find_main_town(found):
            seen.count(name, town.country, None, 1)
        if sure := find_sure(found):
            seen.count(name, sure.country, sure.admin1, 2)
    for name, found in candidates.items():
        _spread(seen, name, _narrow(found, reading.find(name)))
    return seen


def _narrow(found: tuple[PlaceCandidate, ...], qualifier: Qualifier | None) -> tuple[PlaceCandidate, ...]:
    return tuple(one for one in found if qualifier and qualifier.holds(one)) or found


def _spread(seen: Evidence, name: str, found: Iterable[PlaceCandidate]) -> None:
    """Share a name out over the cells of its candidates, the larger places getting more; countries are no point."""
    points = [one for one in found if one.kind in ("city", "admin2") and one.own]
    weights = [math.sqrt(one.population + 100) for one in points]
    total = sum(weights)
    for one, weight in zip(points, weights, strict=True):
        cell = seen.nearby[_cell(one)]
        # beside one metropolis a village of the same name still counts for a little
        cell[name] = max(cell.get(name, 0.0), weight / total, 0.1)


def _cell(one: PlaceCandidate) -> tuple[int, int]:
    return math.floor(one.latitude / _CELL), math.floor(one.longitude / _CELL)


def _count_qualifier(seen: Evidence, name: str, qualifier: Qualifier) -> None:
    if len(qualifier.countries) == 1:
        for country in qualifier.countries:
            seen.count(name, country, None, 2)
    if len(qualifier.divisions) == 1:
        for division in qualifier.divisions:
            seen.count(name, division[:2], ".".join(division.split(".")[:2]), 2)
