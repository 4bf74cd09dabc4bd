"""Read the words around a place name that say which one is meant: "Gary, Ind.", "Paris, Texas", "Tripoli, Libya"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from schemas.mentions import Entity
from transforms.mentions.places.index import PlaceCandidate, PlaceIndex
from transforms.mentions.places.tables import read_division_forms

_CAPITALISED = r"[A-ZÀ-Þ][\w.'’-]*"
_BEHIND = re.compile(rf"(?:, ?|,? \(|, in (?:the )?)({_CAPITALISED}(?: (?:of |and |the )?{_CAPITALISED}){{0,3}})")
_BEFORE = re.compile(r"([A-ZÀ-Þ][\w.'’-]*)(?:,? ?,|,? \()[ \n]?$")
_GOES_ON = re.compile(
    rf",? (?:and|or|&) (?:the )?{_CAPITALISED}|, {_CAPITALISED}[^.,\n]{{0,30}},? (?:and|or) {_CAPITALISED}"
)
"""What follows a name in the midst of a list."""
_CLOSED = re.compile(r"['’]?\s*(?:[,.;:)\n]|$)")
_SMALL = 0.1
"""Of the largest place of its name: "Washington, New York and Boston" is a list, though New York has a Washington."""
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
    """qualifiers: by name, what it is said to lie in. larger: where the names start that say so of the one before."""

    qualifiers: dict[str, Qualifier]
    larger: frozenset[int]


def read_qualifiers(
    text: str, placed: Sequence[Entity], candidates: Mapping[str, tuple[PlaceCandidate, ...]], index: PlaceIndex
) -> QualifierReading:
    """Give what the names of an article are said to lie in, each by its first mention that says so."""
    qualifiers: dict[str, Qualifier] = {}
    larger = set()
    ends = {entity.end for entity in placed}
    for entity in placed:
        before = _BEFORE.search(text, max(0, entity.start - 40), entity.start)
        if before and before.end(1) not in ends and not _GOES_ON.match(text, entity.end):
            larger.add(entity.start)
        found = _find_stated(text, entity.end, index)
        if found and _is_meant(text, found, candidates[entity.text]):
            larger.add(found.start)
            qualifiers.setdefault(entity.text, found.qualifier)
    return QualifierReading(qualifiers, frozenset(larger))


@dataclass(frozen=True, slots=True)
class _Stated:
    """A qualifier and where in the text it stands."""

    qualifier: Qualifier
    start: int
    end: int


def _find_stated(text: str, end: int, index: PlaceIndex) -> _Stated | None:
    """Give what the name that ends at `end` may be said to lie in."""
    behind = _BEHIND.match(text, end, end + 60)
    if not behind:
        return None
    words = behind[1].split(" ")
    for size in range(len(words), 0, -1):
        name = " ".join(words[:size]).rstrip(",")
        if qualifier := _read_larger(name, index):
            return _Stated(qualifier, behind.start(1), behind.start(1) + len(name))
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


def _is_meant(text: str, found: _Stated, candidates: tuple[PlaceCandidate, ...]) -> bool:
    """Tell whether the words behind a name say where it lies, rather than go on with a list or with the sentence."""
    qualifier, end = found.qualifier, found.end
    inside = [one.population for one in candidates if qualifier.holds(one)]
    if not candidates:
        return bool(_CLOSED.match(text, end)) and not _GOES_ON.match(text, end)
    if not inside:
        return False
    if not _GOES_ON.match(text, end):
        return True
    is_country = any(one.kind == "country" for one in candidates)
    return not is_country and max(inside) >= _SMALL * max(one.population for one in candidates)
