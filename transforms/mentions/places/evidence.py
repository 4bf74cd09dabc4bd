"""What an article says of where it plays: the countries and divisions it names, its dateline, its publisher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemas.mentions import Entity
from transforms.mentions.places.index import Candidate
from transforms.mentions.places.qualifiers import Qualifier
from transforms.mentions.places.tables import read_demonyms


@dataclass(frozen=True, slots=True)
class Evidence:
    """countries, divisions: how strongly the article speaks for each ISO code and each first-level GeoNames code."""

    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[str] = field(default_factory=Counter)


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
    for entity in entities:
        if entity.label == "NORP" and (code := read_demonyms().get(entity.text.lower())):
            seen.countries[code] += 1
        qualifier = qualifiers.get(entity.text)
        if qualifier:
            _count_qualifier(seen, qualifier)
            continue
        found = candidates.get(entity.text, ())
        sure = [one for one in found if one.own and one.kind in ("country", "admin1")]
        if len(sure) == 1 and sure[0].country:
            seen.countries[sure[0].country] += 2
            if sure[0].admin1:
                seen.divisions[sure[0].admin1] += 2
    if dateline and dateline.country:
        seen.countries[dateline.country] += 3
    if dateline and dateline.admin1:
        seen.divisions[dateline.admin1] += 3
    return seen


def _count_qualifier(seen: Evidence, qualifier: Qualifier) -> None:
    if len(qualifier.countries) == 1:
        seen.countries.update(dict.fromkeys(qualifier.countries, 2))
    if len(qualifier.divisions) == 1:
        for division in qualifier.divisions:
            seen.divisions[".".join(division.split(".")[:2])] += 2
            seen.countries[division[:2]] += 2
