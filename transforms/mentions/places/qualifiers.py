"""Read the words around a place name that say which one is meant: "Gary, Ind.", "the Syrian town of Dorn"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from schemas.mentions import Entity
from transforms.mentions.places.descriptions import COMPASS, find_owners, is_described
from transforms.mentions.places.index import PlaceCandidate, PlaceIndex
from transforms.mentions.places.keys import make_key
from transforms.mentions.places.tables import read_demonyms, read_division_forms
from transforms.text.letters import UPPER
from transforms.text.speech_verbs import match_speech_verbs

_CAPITALISED = rf"[{UPPER}][\w.'’-]*"
_BEHIND = re.compile(
    rf"""
    (?: ,[ ]? | ,?[ ]\( | ,?[ ]in[ ]
      | ,[ ](?:an?|the|one[ ]of)[ ] (?: (?!{match_speech_verbs("place")}\b) (?: \d[\d,.]* | [\w'’-]+ )[ ] ){{1,6}}?
        (?:in|of)[ ]
    )
    (?: the[ ] )? (?: {COMPASS} [ ] (?: and[ ]{COMPASS}[ ] )? )?
    (?P<larger> {_CAPITALISED} (?: [ ](?: of[ ] | and[ ] | the[ ] )? {_CAPITALISED} ){{0,3}} )
    """,
    re.VERBOSE,
)
_REACH = 90
_BEFORE = re.compile(rf"([{UPPER}][\w.'’-]*)(?:,? ?,|,? \()[ \n]?$")
_ROAD = re.compile(r"(?:Street|St|Road|Rd|Avenue|Ave|Drive|Dr|Lane|Ln|Boulevard|Blvd|Highway|Hwy)\.?$")
"""A town stands behind it, not a larger place: "8 Elm St., Oro"."""
_GOES_ON = re.compile(
    rf",? (?:and|or|&) (?:the )?{_CAPITALISED}|, {_CAPITALISED}[^.,\n]{{0,30}},? (?:and|or) {_CAPITALISED}"
)
"""What follows a name in the midst of a list."""
_CLOSED = re.compile(r"['’]?\s*(?:[,.;:)\n]|[-–—]|$)")
_DIVISION = re.compile(r" (?:[Pp]rovince|[Gg]overnorate|[Oo]blast|[Pp]refecture|state|region)\b")
_DIVISION_OF = re.compile(
    r"\b(?:provinces?|governorates?|oblast|prefectures?|states?|regions?|departments?) of (?:the )?$"
)
_CREDIT = re.compile(r",? (?:[A-Z][a-z]+\.? \d{1,2} )?\(")
"""What follows a dateline's place: "KISANGANI, Congo (AP)"."""
_SMALL = 0.1
"""Of the largest place of its name: "Washington, New York and Boston" is a list, though New York has a Washington."""
_CITY = 100_000
"""What a name means that has so many people wherever the next one lies: "talks in Vienna in March"."""
_WIDE = frozenset({"country", "admin1", "admin2"})


@dataclass(frozen=True, slots=True)
class Qualifier:
    """countries: ISO codes, divisions: GeoNames codes of what a name is said to lie in; either may be empty."""

    countries: frozenset[str]
    divisions: frozenset[str]

    def holds(self, one: PlaceCandidate) -> bool:
        """Tell whether a candidate lies in what the words say."""
        if one.kind != "country" and one.country in self.countries:
            return True
        return bool({one.admin1, one.admin2} & self.divisions) and one.kind in ("city", "admin2")

    @property
    def is_wide(self) -> bool:
        """Whether it is but countries and states: of counties several have one name."""
        return all(code.count(".") == 1 for code in self.divisions)

    def list_countries(self) -> frozenset[str]:
        """Give the ISO codes of the countries that the words may mean or lie in."""
        return self.countries | {division[:2] for division in self.divisions}


@cache
def read_short_forms() -> dict[str, str]:
    """Give the GeoNames code of each short form of a state or province, with and without its last stop."""
    forms = {form: code for code, all_forms in read_division_forms() for form in all_forms}
    return {form.rstrip("."): code for form, code in forms.items()} | forms


@dataclass(frozen=True, slots=True)
class QualifierReading:
    """qualifiers: by folded name, what it is said to lie in. larger: where those start that say so of others."""

    qualifiers: dict[str, Qualifier]
    larger: frozenset[int]

    def find(self, name: str) -> Qualifier | None:
        """Give what a name is said to lie in, however it is spelt: "VALENCIA" in a dateline is Valencia."""
        return self.qualifiers.get(make_key(name))


def read_qualifiers(
    text: str, placed: Sequence[Entity], candidates: Mapping[str, tuple[PlaceCandidate, ...]], index: PlaceIndex
) -> QualifierReading:
    """Give what the names of an article are said to lie in, each by its first mention that says so.

    What stands behind a name, "Gary, Ind.", goes before what stands in front of it, "Indiana's Gary".
    """
    qualifiers: dict[str, Qualifier] = {}
    larger = set()
    ends = {entity.end for entity in placed}
    for entity in placed:
        before = _BEFORE.search(text, max(0, entity.start - 40), entity.start)
        if before and before.end(1) not in ends and not (_ROAD.match(before[1]) or _GOES_ON.match(text, entity.end)):
            larger.add(entity.start)
        if _is_division(entity, text):
            larger.add(entity.start)
        found = _find_stated(text, entity.end, index)
        if found and _is_meant(text, entity.start, found, candidates[entity.text]):
            if entity.label != "FAC" or found.is_plain:  # what a site lies in is a town rather than a state
                larger.add(found.start)
            qualifiers.setdefault(make_key(entity.text), found.qualifier)
    for entity, owner, is_told in find_owners(text, placed):
        qualifier = _read_owner(owner, index)
        if qualifier and (is_told or any(map(qualifier.holds, candidates[entity.text]))):
            qualifiers.setdefault(make_key(entity.text), qualifier)
    return QualifierReading(qualifiers, frozenset(larger))


def _is_division(entity: Entity, text: str) -> bool:
    """Whether the words of a name or around it say that it is a state or a province: "the Mexican state of Durango"."""
    around = _DIVISION.match(text, entity.end) or _DIVISION_OF.search(text, max(0, entity.start - 20), entity.start)
    return around is not None or _DIVISION.search(entity.text) is not None


def read_dateline_town(place: str, index: PlaceIndex) -> PlaceCandidate | None:
    """Give the town of a dateline's place as printed, "LEBANON, Pa.": that in Pennsylvania, else the best known."""
    town, _, larger = place.partition(",")
    found = index.find(town)
    qualifier = _read_larger(larger.strip(), index) if larger else None
    return next((one for one in found if qualifier and qualifier.holds(one)), next(iter(found), None))


@dataclass(frozen=True, slots=True)
class _Stated:
    """A qualifier and where in the text it stands."""

    qualifier: Qualifier
    start: int
    end: int
    is_plain: bool
    """Whether but a comma or a bracket stands before it: it may as well be the next name of a list."""


def _find_stated(text: str, end: int, index: PlaceIndex) -> _Stated | None:
    """Give what the name that ends at `end` may be said to lie in."""
    behind = _BEHIND.match(text, end, end + _REACH)
    if not behind:
        return None
    words, start = behind["larger"].split(" "), behind.start("larger")
    is_plain = start - end <= len(", ")
    for size in range(len(words), 0, -1):
        name = " ".join(words[:size]).rstrip(",")
        if qualifier := _read_larger(name, index):
            return _Stated(qualifier, start, start + len(name), is_plain)
    return None


def _read_larger(name: str, index: PlaceIndex) -> Qualifier | None:
    """Give the countries and divisions that a name means."""
    short = read_short_forms().get(name)
    if short:
        return Qualifier(frozenset(), frozenset({short}))
    found = [one for one in index.find(name.removesuffix("'s").removesuffix("’s")) if one.kind in _WIDE]
    countries = frozenset(one.country for one in found if one.kind == "country" and one.country)
    divisions = frozenset(one.admin2 or one.admin1 or "" for one in found if one.kind != "country")
    return Qualifier(countries, divisions) if found else None


def _read_owner(owner: str, index: PlaceIndex) -> Qualifier | None:
    """Give the country of a people, or the countries and states that the last words of an owner mean."""
    if code := read_demonyms().get(owner.lower()):
        return Qualifier(frozenset({code}), frozenset())
    words = owner.split(" ")
    return next((got for at in range(len(words)) if (got := _read_larger(" ".join(words[at:]), index))), None)


def _is_meant(text: str, start: int, found: _Stated, candidates: tuple[PlaceCandidate, ...]) -> bool:
    """Tell whether the words behind a name say where it lies, rather than go on with a list or with the sentence.

    Of a name that no gazetteer has they do at the end of a clause, before "province" and the like, and where it is told
    as a village.
    """
    qualifier, end = found.qualifier, found.end
    inside = [one.population for one in candidates if qualifier.holds(one)]
    is_small = all(one.kind in ("city", "admin2") and one.population < _CITY for one in candidates)
    if not candidates or (is_small and not inside and not found.is_plain and qualifier.is_wide):
        is_closed = _CLOSED.match(text, end) or _CREDIT.match(text, end)
        is_told = qualifier.is_wide and (_DIVISION.match(text, end) or is_described(text, start))
        return bool(is_closed or is_told) and not _GOES_ON.match(text, end)
    if not inside:
        return False
    if not found.is_plain or not _GOES_ON.match(text, end):
        return True
    is_country = any(one.kind == "country" for one in candidates)
    return not is_country and max(inside) >= _SMALL * max(one.population for one in candidates)
