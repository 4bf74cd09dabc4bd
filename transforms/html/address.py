"""Whether a text speaks as the house to its reader."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{0,400}[\"”»“]?")
"""What others say does not count."""

_ADDRESS = re.compile(
    r"\b(?:you(?:r|rs)?|we|our|us|vous|votre|vos|nous|notre|nos|wir|unsere?[nmrs]?|usted(?:es)?|nuestr[oa]s?|nosotros"
    r"|você|nossos?|nossas?|noi|nostr[oaie]|wij|onze|vår[at]?|våre)\b"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(("news", "online", "daily", "media", "press", "post", "times", "world", "the", "com", "www"))
"""Words of sites' names that stories hold too."""

_SAMPLE = 400
"""Letters that are looked at."""


def count_address(text: str) -> int:
    """The words at a text's beginning, outside quotations, that speak to the reader or of the house."""
    return len(_ADDRESS.findall(_QUOTED.sub(" ", text[:_SAMPLE].lower())))


def names_site(text: str, site: str) -> bool:
    """Whether a text's beginning holds a word of the site's name that is no common one. site: its name, "" for none."""
    own = set(_WORD.findall(site.casefold())) - _COMMON
    return bool(own) and not own.isdisjoint(_WORD.findall(text[:_SAMPLE].casefold()))
