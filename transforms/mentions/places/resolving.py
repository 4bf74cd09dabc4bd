"""Decide which place on the map each name of an article means, or that nobody can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.mentions import Entity, Place
from transforms.mentions.places.evidence import gather_evidence
from transforms.mentions.places.index import Candidate, PlaceIndex
from transforms.mentions.places.qualifiers import find_qualifier
from transforms.mentions.places.ranking import pick
from transforms.mentions.places.tables import read_countries, read_demonyms

_PLACED = frozenset({"GPE", "LOC", "FAC"})


def resolve_places(
    text: str,
    entities: Sequence[Entity],
    index: PlaceIndex,
    dateline_place: str | None = None,
    site_country: str | None = None,
) -> list[Entity]:
    """Give the same entities, each GPE, LOC and FAC with its place where that is clear, else with None.

    dateline_place: the town that the dateline names. site_country: ISO 3166 alpha-2 of the publisher. A name means one
    place throughout an article. NORP entities get the country of a people ("Syrian"), without coordinates.
    """
    names = {entity.text for entity in entities if entity.label in _PLACED}
    candidates = {name: index.find(name) for name in names}
    qualifiers = {
        entity.text: qualifier
        for entity in entities
        if entity.label in _PLACED and (qualifier := find_qualifier(text, entity.end, index))
    }
    dateline = next(iter(index.find(dateline_place)), None) if dateline_place else None
    evidence = gather_evidence(entities, candidates, qualifiers, dateline, site_country)
    chosen = {name: pick(found, qualifiers.get(name), evidence) for name, found in candidates.items()}
    return [replace(entity, place=_place(entity, chosen)) for entity in entities]


def _place(entity: Entity, chosen: dict[str, Candidate | None]) -> Place | None:
    if entity.label == "NORP":
        code = read_demonyms().get(entity.text.lower())
        return Place(read_countries()[code].names[0], code, None, None) if code else None
    found = chosen.get(entity.text) if entity.label in _PLACED else None
    if found is None:
        return None
    place_id = str(found.place_id) if found.place_id > 0 else None
    return Place(found.name, found.country, found.latitude, found.longitude, place_id)
