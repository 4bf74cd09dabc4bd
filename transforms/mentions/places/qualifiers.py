"""Read what stands behind a place name and says which one is meant: "Gary, Ind.", "Paris, Texas", "Tripoli, Libya"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.tables import read_rows, split_cell

_BEHIND = re.compile(r",? \(?((?:[A-ZÀ-Þ][\w.'’-]*(?: (?:of|and) (?=[A-Z]))?[ -]?){1,3})|, ((?:[A-Z]\.){2,3})")
_IN_WORDS = re.compile(r",? (?:a|the) \w+ (?:in|of) ((?:[A-ZÀ-Þ][\w.'’-]*[ -]?){1,3})")


@dataclass(frozen=True, slots=True)
class Qualifier:
    """countries: ISO codes, divisions: GeoNames codes of what the name is said to lie in; either may be empty."""

    countries: frozenset[str]
    divisions: frozenset[str]


@cache
def _read_short_forms() -> dict[str, str]:
    return {form: code for code, forms in read_rows("short_forms.tsv") for form in split_cell(forms)}


def find_qualifier(text: str, end: int, index: PlaceIndex) -> Qualifier | None:
    """Give what the name that ends at `end` is said to lie in, None where nothing is said."""
    behind = _BEHIND.match(text, end, end + 60)
    if not behind or not text.startswith((",", " ("), end):
        return None
    words = (behind[1] or behind[2]).strip().split(" ")
    for size in range(len(words), 0, -1):
        name = " ".join(words[:size])
        short = _read_short_forms().get(name) or _read_short_forms().get(name.rstrip(".,") + ".")
        if short:
            return Qualifier(frozenset({short[:2]}), frozenset({short}))
        found = [one for one in index.find(name.rstrip(".,")) if one.kind in ("country", "admin1", "admin2")]
        if found:
            countries = frozenset(one.country for one in found if one.kind == "country" and one.country)
            divisions = frozenset(one.admin2 or one.admin1 or "" for one in found if one.kind != "country")
            return Qualifier(countries, divisions)
    return None
