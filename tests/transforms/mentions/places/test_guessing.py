from collections import Counter

from schemas.mentions import Entity, Place
from transforms.mentions.places.guessing import guess_country


def mention(country: str | None, label: str = "GPE") -> Entity:
    return Entity(0, 1, "x", label, "x", Place("x", country, None, None) if country else None)


def test_the_country_of_most_places() -> None:
    assert guess_country([mention("PE"), mention("PE"), mention("CL"), mention(None)], Counter()) == "PE"


def test_no_country_has_most() -> None:
    assert guess_country([mention("PE"), mention("CL")], Counter()) is None
    assert guess_country([], Counter()) is None


def test_two_peoples_are_weaker_than_one_place() -> None:
    assert guess_country([mention("RU", "NORP"), mention("RU", "NORP"), mention("SY")], Counter()) == "SY"
    assert guess_country([mention("RU", "NORP")], Counter()) is None


def test_the_dateline_and_the_site_count() -> None:
    assert guess_country([mention("PE")], Counter({"CL": 3})) == "CL"
