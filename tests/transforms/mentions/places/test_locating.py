"""Where dates and figures take their place from."""

from __future__ import annotations

from datetime import date

from schemas.mentions import DateMention, Entity, Place
from transforms.mentions.places.locating import locate_dates, place_of_event

HAMA = Place("Hama", "SY", 35.13, 36.75, "170017")
SYRIA = Place("Syria", "SY", 34.8, 39.0, "163843")
TEXT = "Shells hit Hama on Monday. Talks in Syria resume on Friday. Nobody knows about Sunday."


def name(words: str, place: Place | None, label: str = "GPE") -> Entity:
    start = TEXT.index(words)
    return Entity(start, start + len(words), words, label, words, place)


def day(words: str, first: date | None) -> DateMention:
    start = TEXT.index(words)
    return DateMention(start, start + len(words), words, "DATE", None, first, first, None, "weekday")


def test_a_date_lies_where_its_sentence_says() -> None:
    known = date(2025, 3, 3)
    dates = [day("Monday", known), day("Friday", known), day("Sunday", known)]
    located = locate_dates(TEXT, dates, [name("Hama", HAMA), name("Syria", SYRIA)])
    assert [mention.place for mention in located] == [HAMA, SYRIA, None]
    assert [mention.text for mention in located] == ["Monday", "Friday", "Sunday"]


def test_a_date_without_known_days_has_no_place() -> None:
    assert locate_dates(TEXT, [day("Monday", None)], [name("Hama", HAMA)])[0].place is None


def test_only_names_of_places_locate_an_event() -> None:
    at = TEXT.index("Monday")
    assert place_of_event((at, at + 6), [name("Hama", HAMA, "ORG")], TEXT) is None
    assert place_of_event((at, at + 6), [name("Hama", None)], TEXT) is None
