"""Decide which place on the map each name of an article means, or that nobody can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.mentions import Entity, Place
from transforms.mentions.places.bodies import find_country, find_homes, find_peoples, find_seats
from transforms.mentions.places.borders import find_bordered
from transforms.mentions.places.candidates import list_candidates
from transforms.mentions.places.evidence import Evidence, gather_evidence
from transforms.mentions.places.guessing import guess_country
from transforms.mentions.places.idiom import read_idiom
from transforms.mentions.places.index import PlaceCandidate, PlaceIndex
from transforms.mentions.places.keys import make_key
from transforms.mentions.places.qualifiers import Qualifier, QualifierReading, read_dateline_town, read_qualifiers
from transforms.mentions.places.ranking import NameClues, RankedPlace, pick, weigh
from transforms.mentions.places.scenes import find_scene, find_towns_behind
from transforms.mentions.places.siblings import COUNTY, find_counties, find_siblings, state_kinds
from transforms.mentions.places.surety import find_sure
from transforms.mentions.places.tables import read_countries, read_country_names, read_demonyms

_PLACED = frozenset({"GPE", "LOC", "FAC"})
_TOWN_KINDS = frozenset({"city", "admin2"})
_PART_OF = frozenset({" of ", " of the "})
_SITE, _DATELINE = 2, 3
_SEAT = 1
"""What the state in a body's name counts beside the two of one that is named for itself."""
_HOME = 2
"""What the town of a body counts for its country in an article that names no other: more than "7 p.m."."""
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
    people ("Syrian") and ORG entities that which their own name says, both without coordinates; an unknown site or
    small place gets the country that is said behind it ("Qwertyham, Syria"), else that of which most of the article
    speaks, and the point of its town.
    """
    reading = _read(text, entities, index, dateline_place, site_country)
    chosen = {key: pick(key[0], found, reading.clues[key], reading.evidence) for key, found in reading.settled.items()}
    resolved = [replace(entity, place=None) for entity in entities]
    towns: list[Place | None] = [None] * len(entities)
    for at, entity in enumerate(entities):
        if entity.label == "NORP":
            resolved[at] = replace(entity, place=_find_people(entity))
        elif entity.label in _PLACED and (best := chosen[entity.text, entity.start in reading.qualifiers.larger]):
            part = _find_part(best, _find_holder(text, entities, at)) if best.kind == "region" else None
            resolved[at] = replace(entity, place=part or _make_place(best))
            towns[at] = resolved[at].place if best.kind in _TOWN_KINDS else None
    return _tell_bodies(_fill_gaps(text, resolved, towns, reading), index)


def explain_places(
    text: str,
    entities: Sequence[Entity],
    index: PlaceIndex,
    dateline_place: str | None = None,
    site_country: str | None = None,
) -> dict[str, list[RankedPlace]]:
    """Give, by name, the places that `resolve_places` weighed for it, the best first, each with what speaks for it."""
    reading = _read(text, entities, index, dateline_place, site_country)
    weighed: dict[str, list[RankedPlace]] = {}
    for key, found in reading.candidates.items():
        weighed.setdefault(key[0], weigh(key[0], found, reading.clues[key], reading.evidence))
    return weighed


@dataclass(frozen=True, slots=True)
class _Reading:
    """An article's names with what they may mean, what the words around them say, and what the whole speaks for.

    settled: of the candidates those in the country of the first choice; the second is but one of states and towns. What
    was taken for a country may yet be a state, Georgia, whose towns are named. homes: the towns and counties with which
    the names of bodies begin, with what they may mean.
    """

    candidates: dict[_Key, tuple[PlaceCandidate, ...]]
    settled: dict[_Key, tuple[PlaceCandidate, ...]]
    clues: dict[_Key, NameClues]
    qualifiers: QualifierReading
    evidence: Evidence
    homes: dict[str, tuple[PlaceCandidate, ...]]


def _read(
    text: str, entities: Sequence[Entity], index: PlaceIndex, dateline_place: str | None, site_country: str | None
) -> _Reading:
    placed = [entity for entity in entities if entity.label in _PLACED]
    named = {entity.text for entity in placed}
    beyond = find_bordered(text, placed)
    candidates = {
        entity.text: _leave_out(list_candidates(_spell(entity), entity.label, index, named), beyond, entity.text)
        for entity in placed
    }
    qualifiers = read_qualifiers(text, placed, candidates, index)
    dateline = read_dateline_town(dateline_place, index) if dateline_place else None
    prior = _read_prior(text, dateline, site_country)
    homes = find_homes(entities, index)
    evidence = gather_evidence(entities, homes | candidates, qualifiers, prior, dateline.admin1 if dateline else None)
    for name, seat in find_seats(entities, index):
        evidence.count(name, seat.country, seat.admin1, _SEAT)
    for name, code in find_peoples(entities):
        evidence.count(name, code, None, _SEAT)
    listed = find_siblings(text, placed, qualifiers.larger)
    counties = find_counties(text, placed, qualifiers.larger)
    clues: dict[_Key, NameClues] = {}
    meant: dict[_Key, tuple[PlaceCandidate, ...]] = {}
    first: dict[_Key, PlaceCandidate | None] = {}
    for entity in placed:
        key = name, _ = entity.text, entity.start in qualifiers.larger
        if key not in clues:
            kinds = state_kinds(listed.get(name, set()), candidates) | ({COUNTY} if name in counties else set())
            around = clues[key] = NameClues(qualifiers.find(name), kinds, key[1])
            alike = () if candidates[name] else _list_alike(name, around.qualifier, evidence.without(name), index)
            meant[key] = candidates[name] or _leave_out(alike, beyond, name)
            first[key] = pick(name, meant[key], around, evidence)
    evidence.count_towns((key[0], one) for key, one in first.items() if one and not find_sure(candidates[key[0]]))
    settled = {
        key: tuple(one for one in found if chosen is None or chosen.kind == "country" or one.country == chosen.country)
        for (key, found), chosen in zip(meant.items(), first.values(), strict=True)
    }
    bodies = [entity for entity in entities if entity.label == "ORG"]
    return _Reading(meant, settled, clues, qualifiers, evidence, find_homes(bodies, index))


def _spell(entity: Entity) -> str:
    """Give the name under which to look up an entity: its own, but of a country's initials, "SA", the country's."""
    return entity.name if entity.text.isupper() and entity.name in read_country_names() else entity.text


def _leave_out(
    found: tuple[PlaceCandidate, ...], beyond: Mapping[str, frozenset[str]], name: str
) -> tuple[PlaceCandidate, ...]:
    """Give what does not lie in a country at whose border the name is told to lie."""
    codes = beyond.get(make_key(name))
    return tuple(one for one in found if one.country not in codes) if codes else found


def _read_prior(text: str, dateline: PlaceCandidate | None, site_country: str | None) -> Counter[str]:
    """Give what speaks for countries beside the names: the site, the dateline's town, whose words the text uses."""
    prior = read_idiom(text)
    if site_country:
        prior[site_country] += _SITE
    if dateline and dateline.country:
        prior[dateline.country] += _DATELINE
    return prior


def _list_alike(
    name: str, qualifier: Qualifier | None, evidence: Evidence, index: PlaceIndex
) -> tuple[PlaceCandidate, ...]:
    """Give the towns that an unknown name may be another spelling of, where the article speaks of their country."""
    return tuple(
        one
        for one in index.find_alike(name)
        if (qualifier.holds(one) if qualifier else evidence.countries[one.country or ""])
    )


def _fill_gaps(text: str, entities: list[Entity], towns: Sequence[Place | None], reading: _Reading) -> list[Entity]:
    """Give sites and small places that no gazetteer has their country, where it is clear, and the point of their town.

    It is the town that is said behind the name, else that around which the article plays. towns: of each entity.
    """
    homes = [] if any(towns) else _list_homes(reading)
    usual = guess_country(
        entities, reading.evidence.prior + Counter({one.country: _HOME for one in homes if one.country})
    )
    scene = find_scene([*filter(None, towns), *homes])
    behind = find_towns_behind(text, entities, towns)
    filled = []
    for entity in entities:
        if entity.label not in _PLACED or entity.place is not None:
            filled.append(entity)
            continue
        qualifier = reading.qualifiers.find(entity.text)
        stated = qualifier.list_countries() if qualifier else ()
        country = next(iter(stated)) if len(stated) == 1 else usual
        town = behind.get(entity.text)
        if town is None and country and scene and scene.holds(entity.label, country):
            town = scene.town
        filled.append(replace(entity, place=_place_near(entity.name, town, country)))
    return filled


def _list_homes(reading: _Reading) -> list[Place]:
    """Give the towns of an article's bodies, "Euclid Fire Department": where it names none beside, it plays there."""
    picked = (pick(name, found, NameClues(), reading.evidence) for name, found in sorted(reading.homes.items()))
    return [_make_place(one) for one in picked if one]


def _tell_bodies(entities: Sequence[Entity], index: PlaceIndex) -> list[Entity]:
    """Give each body the country that its own name says, without a point: last, for it is no evidence of anything."""
    codes = {name: find_country(name, index) for name in {one.name for one in entities if one.label == "ORG"}}
    return [
        replace(one, place=Place(one.name, code, None, None))
        if one.label == "ORG" and (code := codes[one.name])
        else one
        for one in entities
    ]


def _place_near(name: str, town: Place | None, country: str | None) -> Place | None:
    if town:
        return Place(name, town.country, town.latitude, town.longitude)
    return Place(name, country, None, None) if country else None


def _find_people(entity: Entity) -> Place | None:
    code = read_demonyms().get(entity.text.lower())
    return Place(read_countries()[code].names[0], code, None, None) if code else None


def _find_holder(text: str, entities: Sequence[Entity], at: int) -> str | None:
    """Give the country whose part of a region is told: "the Chilean Andes", "the Andes of Chile"."""
    name = entities[at]
    before, behind = entities[at - 1] if at else None, entities[at + 1] if at + 1 < len(entities) else None
    if before and before.label == "NORP" and text[before.end : name.start] == " ":
        return read_demonyms().get(before.text.lower())
    if behind and behind.label == "GPE" and text[name.end : behind.start] in _PART_OF:
        return read_country_names().get(behind.text)
    return None


def _find_part(region: PlaceCandidate, holder: str | None) -> Place | None:
    """Give the country's part of a region that has none; its point is nobody's."""
    return Place(region.name, holder, None, None) if holder and region.country is None else None


def _make_place(found: PlaceCandidate) -> Place:
    place_id = str(found.place_id) if found.place_id > 0 else None
    return Place(found.name, found.country, found.latitude, found.longitude, place_id)
