"""Decide which place on the map each name of an article means, or that nobody can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemas.mentions import Entity, Place
from transforms.mentions.places.candidates import list_candidates
from transforms.mentions.places.evidence import Evidence, gather_evidence
from transforms.mentions.places.guessing import guess_country
from transforms.mentions.places.index import PlaceCandidate, PlaceIndex
from transforms.mentions.places.qualifiers import Qualifier, QualifierReading, read_dateline_town, read_qualifiers
from transforms.mentions.places.ranking import NameClues, pick
from transforms.mentions.places.siblings import find_siblings, state_kinds
from transforms.mentions.places.surety import find_sure
from transforms.mentions.places.tables import read_countries, read_demonyms

_PLACED = frozenset({"GPE", "LOC", "FAC"})
_Key = tuple[str, bool]
"""A name, and whether it stands behind another one that lies in it."""


def resolve_places(
    text: str,
    entities: Sequence[Entity],
    index: PlaceIndex,
    dateline_place: str | None = None,
    site_country: str | None = None,
) -> list[Entity]:
    """Give the same entities, each GPE, LOC and FAC with its place where that is clear, else with None.

    dateline_place: the town that the dateline names. site_country: ISO 3166 alpha-2 of the publisher. A name means one
    place throughout an article, chosen twice: the second time the towns chosen first say of which states the article
    speaks; a larger place behind a comma ("Albany, New York") stands apart. NORP entities get the country of a
    people ("Syrian") without coordinates; an unknown site or small place gets the country that is said
    behind it ("Qwertyham, Syria"), else that of which most of the article speaks.
    """
    placed = [entity for entity in entities if entity.label in _PLACED]
    named = {entity.text for entity in placed}
    candidates = {entity.text: list_candidates(entity.text, entity.label, index, named) for entity in placed}
    reading = read_qualifiers(text, placed, candidates, index)
    dateline = read_dateline_town(dateline_place, index) if dateline_place else None
    evidence = gather_evidence(entities, candidates, reading, dateline, site_country)
    listed = find_siblings(text, placed, reading.larger)
    clues: dict[_Key, NameClues] = {}
    for entity in placed:
        name, is_larger = entity.text, entity.start in reading.larger
        kinds = state_kinds(listed.get(name, set()), candidates)
        clues[name, is_larger] = NameClues(reading.find(name), kinds, is_larger)
    first = _choose(clues, candidates, evidence, index, {})
    evidence.count_towns((name, one) for (name, _), one in first.items() if one and not find_sure(candidates[name]))
    chosen = _choose(clues, candidates, evidence, index, first)
    resolved = [replace(entity, place=None) for entity in entities]
    for at, entity in enumerate(entities):
        if entity.label == "NORP":
            resolved[at] = replace(entity, place=_find_people(entity))
        elif entity.label in _PLACED and (best := chosen[entity.text, entity.start in reading.larger]):
            resolved[at] = replace(entity, place=_make_place(best))
    return _fill_gaps(resolved, reading, evidence.prior)


def _choose(
    clues: Mapping[_Key, NameClues],
    candidates: Mapping[str, tuple[PlaceCandidate, ...]],
    evidence: Evidence,
    index: PlaceIndex,
    first: Mapping[_Key, PlaceCandidate | None],
) -> dict[_Key, PlaceCandidate | None]:
    """Pick a place for each name; first: what was picked before, whose country stays."""
    chosen: dict[_Key, PlaceCandidate | None] = {}
    for (name, is_larger), around in clues.items():
        found = candidates[name] or _list_alike(name, around.qualifier, evidence.without(name), index)
        before = first.get((name, is_larger))
        kept = [one for one in found if one.country == before.country] if before else found
        chosen[name, is_larger] = pick(name, kept, around, evidence)
    return chosen


def _list_alike(
    name: str, qualifier: Qualifier | None, evidence: Evidence, index: PlaceIndex
) -> tuple[PlaceCandidate, ...]:
    """Give the towns that an unknown name may be another spelling of, where the article speaks of their country."""
    return tuple(
        one
        for one in index.find_alike(name)
        if (qualifier.holds(one) if qualifier else evidence.countries[one.country or ""])
    )


def _fill_gaps(entities: list[Entity], reading: QualifierReading, prior: Counter[str]) -> list[Entity]:
    """Give the country alone to the sites and small places that no gazetteer has, where it is clear."""
    usual = guess_country(entities, prior)
    filled = []
    for entity in entities:
        if entity.label in _PLACED and entity.place is None:
            qualifier = reading.find(entity.text)
            stated = qualifier.list_countries() if qualifier else ()
            country = next(iter(stated)) if len(stated) == 1 else usual
            filled.append(replace(entity, place=Place(entity.name, country, None, None)) if country else entity)
        else:
            filled.append(entity)
    return filled


def _find_people(entity: Entity) -> Place | None:
    code = read_demonyms().get(entity.text.lower())
    return Place(read_countries()[code].names[0], code, None, None) if code else None


def _make_place(found: PlaceCandidate) -> Place:
    place_id = str(found.place_id) if found.place_id > 0 else None
    return Place(found.name, found.country, found.latitude, found.longitude, place_id)
