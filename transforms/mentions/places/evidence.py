"""What an article says of where it plays: countries, divisions and towns it names, its dateline, its publisher."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.mentions import Entity
from transforms.mentions.places.index import Candidate
from transforms.mentions.places.qualifiers import Qualifier
from transforms.mentions.places.tables import read_demonyms

_CELL = 1.5
"""Degrees: a cell and its eight neighbours reach some 150 to 250 km, what a newspaper calls its region."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """countries, divisions: how strongly the article speaks for each ISO code and each first-level GeoNames code.

    nearby: by cell of the map, by name, how probable it is that the name lies there.
    """

    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[str] = field(default_factory=Counter)
    nearby: dict[tuple[int, int], dict[str, float]] = field(default_factory=lambda: defaultdict(dict))

    def weigh_neighbours(self, name: str, one: Candidate) -> float:
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
    candidates: Mapping[str, tuple[Candidate, ...]],
    qualifiers: Mapping[str, Qualifier],
    dateline: Candidate | None,
    site_country: str | None,
) -> Evidence:
    """Count what is sure: country and division names that mean one thing, demonyms, qualifiers, dateline and site."""
    seen = Evidence()
    if site_country:
        seen.countries[site_country] += 2
    if dateline and dateline.country:
        seen.countries[dateline.country] += 3
    if dateline and dateline.admin1:
        seen.divisions[dateline.admin1] += 3
    for entity in entities:
        if entity.label == "NORP" and (code := read_demonyms().get(entity.text.lower())):
            seen.countries[code] += 1
        qualifier = qualifiers.get(entity.text)
        if qualifier:
            _count_qualifier(seen, qualifier)
            continue
        found = candidates.get(entity.text, ())
        own = {one.country for one in found if one.own}
        if len(own) == 1 and found[0].kind in ("city", "admin2") and found[0].country:
            seen.countries[found[0].country] += 1
        sure = _find_sure(found)
        if sure and sure.country:
            seen.countries[sure.country] += 2
            if sure.admin1:
                seen.divisions[sure.admin1] += 2
    for name, found in candidates.items():
        _spread(seen, name, _narrow(found, qualifiers.get(name)))
    return seen


def _find_sure(found: tuple[Candidate, ...]) -> Candidate | None:
    """Give the country or first-level division that a name means beyond doubt."""
    wide = [one for one in found if one.kind == "country" or (one.kind == "admin1" and one.own)]
    if len(wide) != 1:
        return None
    others = [one.population for one in found if one.own and one.kind == "city"]
    is_alone = wide[0].kind == "country" or max(others, default=0) * 5 < wide[0].population
    return wide[0] if is_alone else None


def _narrow(found: tuple[Candidate, ...], qualifier: Qualifier | None) -> tuple[Candidate, ...]:
    return tuple(one for one in found if qualifier and qualifier.holds(one)) or found


def _spread(seen: Evidence, name: str, found: Iterable[Candidate]) -> None:
    """Share a name out over the cells of its candidates, the larger places getting more; countries are no point."""
    points = [one for one in found if one.kind in ("city", "admin2") and one.own]
    weights = [math.sqrt(one.population + 100) for one in points]
    total = sum(weights)
    for one, weight in zip(points, weights, strict=True):
        cell = seen.nearby[_cell(one)]
        # beside one metropolis a village of the same name still counts for a little
        cell[name] = max(cell.get(name, 0.0), weight / total, 0.1)


def _cell(one: Candidate) -> tuple[int, int]:
    return math.floor(one.latitude / _CELL), math.floor(one.longitude / _CELL)


def _count_qualifier(seen: Evidence, qualifier: Qualifier) -> None:
    if len(qualifier.countries) == 1:
        seen.countries.update(dict.fromkeys(qualifier.countries, 2))
    if len(qualifier.divisions) == 1:
        for division in qualifier.divisions:
            seen.divisions[".".join(division.split(".")[:2])] += 2
            seen.countries[division[:2]] += 2
