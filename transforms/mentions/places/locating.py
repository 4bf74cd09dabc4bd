"""Where the events of a text took place: the place of a figure or of a date, from the names around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from schemas.mentions import DateMention, Entity, Place
from transforms.mentions.places.asides import stands_aside
from transforms.mentions.places.tables import read_countries, read_divisions, read_regions
from transforms.text.dateline import find_dateline
from transforms.text.sentences import sort_by_sentence, split_sentences
from transforms.text.speech_verbs import match_speech_verbs

_PLACES = {"GPE", "LOC", "FAC"}
# "In north-central Dorn", "on the Orm"; but "early on Friday, the Dorn fire brigade said".
_LOCATING = re.compile(r"\b(?:(?i:in|at|near|outside|of)\s(?:[^\s,;:]+\s){0,2}|(?i:on)\s(?:[a-z][^\s,;:]*\s){0,2})$")
# Where the hurt are treated is not where they were hurt.
_CARE = re.compile(r"\b(?:hospitals?|clinic|medical|infirmary|morgue|mortuary)\b", re.IGNORECASE)
# "The U.S. embassy", "Kenyan troops": whose they are, not where.
_BELONGING = re.compile(
    r"""
    \s (?:
        embass\w+ | consulates? | ambassadors?
      | troops | forces | soldiers? | army | military | navy | marines?
      | warplanes? | jets? | helicopters? | aircraft | drones?
      | government | officials? | president | ministers? | citizens | nationals
    ) \b
    """,
    re.VERBOSE,
)
_LAND = re.compile(
    r"""
    [ ] (?: [a-z-]+ [ ] ){0,2}
    (?: cit(?:y|ies) | towns? | villages? | ports? | provinces? | regions? | districts?
      | coast | border | soil | territory )
    \b
    """,
    re.VERBOSE,
)
_IN = re.compile(r"\s+(?:\w+\s+)?(?:in|of)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}")
# "Officials in Dorn said": where they speak.
_SAID = re.compile(rf"\s(?:\w+\s)?{match_speech_verbs('place')}\b")


def place_of_event(span: tuple[int, int], entities: Sequence[Entity], text: str) -> Place | None:
    """The place of what stands at `span`, from the entities of its sentence: after "in" first, then the nearest.

    span: code points into `text`, end exclusive. Of a country and a town in it that are both named, the town. None when
    no entity with a place stands there, or only hospitals and countries whose embassies or soldiers are spoken of.
    The town of the dateline, where it was written, is the place only where the sentence names no other.
    """
    fitting = [e for e in entities if e.place is not None and e.label in _PLACES and not _is_aside(e, text)]
    fitting = [e for e in fitting if not _opens_text(e, text)] or _find_peoples(entities, text) or fitting

    def rank(entity: Entity) -> tuple[bool, bool, int]:
        located = _LOCATING.search(text, max(0, entity.start - 30), entity.start)
        speaks = _SAID.match(text, entity.end)
        distance = max(entity.start - span[1], span[0] - entity.end, 0)
        return speaks is not None, located is None, distance

    if not fitting:
        return None
    best = min(fitting, key=rank)
    best = next((e for e in fitting if e.place and e.place.country and _lies_in(e, best, text)), best)
    return _find_finer(best.place, [e for e in fitting if not rank(e)[0] or rank(best)[0]], best.start)


def find_sole_country(entities: Sequence[Entity], text: str) -> Place | None:
    """The country of all the places that a text names where something may have happened, None where there are several.

    The dateline counts only where no other place is named.
    """
    named = [e for e in entities if e.place is not None and e.label in _PLACES and not _is_aside(e, text)]
    told = [e for e in named if not _opens_text(e, text)] or named
    codes = {e.place.country for e in told if e.place is not None and e.place.country}
    country = read_countries().get(codes.pop()) if len(codes) == 1 else None
    if country is None:
        return None
    return Place(country.names[0], country.code, country.latitude, country.longitude, country.place_id)


def _opens_text(entity: Entity, text: str) -> bool:
    """Whether a name stands in the dateline."""
    dateline = find_dateline(text)
    return dateline is not None and dateline.start <= entity.start < dateline.end


def _find_peoples(entities: Sequence[Entity], text: str) -> list[Entity]:
    """The peoples whose towns or land the text speaks of: "in a Syrian village"."""
    return [e for e in entities if e.label == "NORP" and e.place is not None and _LAND.match(text, e.end)]


def _lies_in(inner: Entity, outer: Entity, text: str) -> bool:
    """Whether a name is told as a place in another one: "Sadr City in eastern Baghdad"."""
    return inner.end < outer.start and _IN.fullmatch(text, inner.end, outer.start) is not None


def _find_finer(place: Place | None, entities: Sequence[Entity], near: int) -> Place | None:
    """The place itself, or the town that lies in it and is named nearest to offset `near`; for a state or a country."""
    if place is None or level_of(place) >= _TOWN:
        return place
    inside = [
        e
        for e in entities
        if e.place is not None and e.label in _PLACES and e.place.country == place.country
        and level_of(e.place) > level_of(place)
    ]  # fmt: skip
    return min(inside, key=lambda e: (-level_of(e.place), abs(e.start - near))).place if inside else place


def _is_aside(entity: Entity, text: str) -> bool:
    """Whether a name is that of a hospital, of the country whose embassy, soldiers or officials these are, or of a
    place where something else is: see stands_aside.
    """
    if _CARE.search(entity.text) or stands_aside(text, entity.start, entity.end):
        return True
    return level_of(entity.place) == 0 and _BELONGING.match(text, entity.end) is not None


_TOWN = 2


def level_of(place: Place | None) -> int:
    """0 for a country or nothing, 1 for its first-level divisions and for regions, 2 for what is smaller."""
    if place is None:
        return 0
    countries = read_countries()
    if place.country in countries and countries[place.country].place_id == place.place_id:
        return 0
    return 1 if place.place_id in _wide() or (place.place_id is None and place.name in _wide()) else _TOWN


@cache
def _wide() -> frozenset[str]:
    """The ids of first-level divisions and of regions; the names of regions that have no id of their own."""
    divisions = {str(division.place_id) for division in read_divisions() if division.level == 1}
    regions = (*read_regions("regions.tsv"), *read_regions("provinces.tsv"))
    return frozenset(divisions | {one.names[0] if one.place_id < 0 else str(one.place_id) for one in regions})


def locate_dates(text: str, dates: Sequence[DateMention], entities: Sequence[Entity]) -> list[DateMention]:
    """The same dates, each that covers known days with the place of its sentence, or None where none is named."""
    if not dates:
        return []
    sentences = split_sentences(text)
    named = sort_by_sentence(entities, sentences)
    told = sort_by_sentence(dates, sentences)
    return [
        mention
        if mention.first_day is None
        else replace(mention, place=place_of_event((mention.start, mention.end), named.get(at, []), text))
        for at in sorted(told)
        for mention in told[at]
    ]
