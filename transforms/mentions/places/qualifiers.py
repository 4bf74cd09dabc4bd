"""Read the words around a place name that say which one is meant: "Gary, Ind.", "Paris, Texas", "Tripoli, Libya"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from transforms.mentions.places.index import Candidate, PlaceIndex
from transforms.mentions.places.tables import read_rows, split_cell

_CAPITALISED = r"[A-ZÀ-Þ][\w.'’-]*"
_BEHIND = re.compile(rf"(?:, ?|,? \(|, in (?:the )?)({_CAPITALISED}(?: (?:of |and |the )?{_CAPITALISED}){{0,3}})")
_BEFORE = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?:,? ?,|,? \()[ \n]?$")


@dataclass(frozen=True, slots=True)
class Qualifier:
    """countries: ISO codes, divisions: GeoNames codes of what a name is said to lie in; either may be empty."""

    countries: frozenset[str]
    divisions: frozenset[str]

    def holds(self, one: Candidate) -> bool:
        """Tell whether a candidate lies in what the words say."""
        if one.kind != "country" and one.country in self.countries:
            return True
        return bool({one.admin1, one.admin2} & self.divisions) and one.kind in ("city", "admin2")


@cache
def read_short_forms() -> dict[str, str]:
    """Give the GeoNames code of each short form of a state or province, with and without its last stop."""
    forms = {form: code for code, all_forms in read_rows("short_forms.tsv") for form in split_cell(all_forms)}
    return {form.rstrip("."): code for form, code in forms.items()} | forms


def find_qualifier(text: str, end: int, index: PlaceIndex) -> Qualifier | None:
    """Give what the name that ends at `end` is said to lie in, None where nothing is said."""
    behind = _BEHIND.match(text, end, end + 60)
    words = behind[1].split(" ") if behind else []
    for size in range(len(words), 0, -1):
        name = " ".join(words[:size]).rstrip(",")
        short = read_short_forms().get(name)
        if short:
            return Qualifier(frozenset(), frozenset({short}))
        found = [one for one in index.find(name) if one.kind in ("country", "admin1", "admin2")]
        if found:
            countries = frozenset(one.country for one in found if one.kind == "country" and one.country)
            divisions = frozenset(one.admin2 or one.admin1 or "" for one in found if one.kind != "country")
            return Qualifier(countries, divisions)
    return None


def stands_behind_name(text: str, start: int) -> bool:
    """Tell whether the name at `start` follows another and a comma, as the larger place does in "Albany, New York"."""
    return bool(_BEFORE.search(text, max(0, start - 40), start))
