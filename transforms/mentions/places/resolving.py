"""Decide which place on the map each name of an article means, or that nobody can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.mentions import Entity, Place
from transforms.mentions.places.candidates import list_candidates
from transforms.mentions.places.evidence import Evidence, gather_evidence
from transforms.mentions.places.index import Candidate, PlaceIndex
from transforms.mentions.places.qualifiers import find_qualifier, stands_behind_name
from transforms.mentions.places.ranking import pick
from transforms.mentions.places.tables import read_countries, read_demonyms

_PLACED = frozenset({"GPE", "LOC", "FAC"})
_LEAST, _SETTLED = 2, 0.5
"""Evidence for one country, and the share of all that it must be more than, for an unknown river or street to be taken
to lie there, too: seven of eight then do, as with a higher share."""


def resolve_places(
    text: str,
    entities: Sequence[Entity],
    index: PlaceIndex,
    dateline_place: str | None = None,
    site_country: str | None = None,
) -> list[Entity]:
    """Give the same entities, each GPE, LOC and FAC with its place where that is clear, else with None.

    dateline_place: the town that the dateline names. site_country: ISO 3166 alpha-2 of the publisher. A name means one
    place throughout an article; a larger place behind a comma ("Albany, New York") stands apart. NORP entities get the
    country of a people ("Syrian") without coordinates, and so does an unknown site in an article about one country.
    """
    placed = [entity for entity in entities if entity.label in _PLACED]
    candidates = {entity.text: list_candidates(entity.text, entity.label, index) for entity in placed}
    qualifiers = {
        entity.text: qualifier for entity in reversed(placed) if (qualifier := find_qualifier(text, entity.end, index))
    }
    dateline = next(iter(index.find(dateline_place.split(",")[0])), None) if dateline_place else None
    evidence = gather_evidence(entities, candidates, qualifiers, dateline, site_country)
    chosen: dict[tuple[str, bool], Place | None] = {}
    resolved = []
    for entity in entities:
        if entity.label == "NORP":
            resolved.append(replace(entity, place=_find_people(entity)))
        elif entity.label in _PLACED:
            key = (entity.text, stands_behind_name(text, entity.start))
            if key not in chosen:
                name, is_larger = key
                best = pick(name, candidates[name], qualifiers.get(name), evidence, is_larger=is_larger)
                chosen[key] = _make_place(best) if best else _guess_country(entity, evidence)
            resolved.append(replace(entity, place=chosen[key]))
        else:
            resolved.append(replace(entity, place=None))
    return resolved


def _find_people(entity: Entity) -> Place | None:
    code = read_demonyms().get(entity.text.lower())
    return Place(read_countries()[code].names[0], code, None, None) if code else None


def _make_place(found: Candidate) -> Place:
    place_id = str(found.place_id) if found.place_id > 0 else None
    return Place(found.name, found.country, found.latitude, found.longitude, place_id)


def _guess_country(entity: Entity, evidence: Evidence) -> Place | None:
    """Give the country of a site or small place that no gazetteer has, when all the article speaks for one country."""
    if not evidence.countries:
        return None
    country, weight = evidence.countries.most_common(1)[0]
    if weight < _LEAST or weight <= _SETTLED * sum(evidence.countries.values()):
        return None
    return Place(entity.name, country, None, None)
