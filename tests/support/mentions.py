"""Casualty rows of a text, and the dates and places that a test says stand in it."""

from datetime import date

from schemas.mentions import Casualty, DateMention, Entity, Place
from transforms.mentions.casualties.finding import find_casualties


def read(text: str, title: str | None = None) -> list[Casualty]:
    return find_casualties(text, title, None, [], [])


def mention(text: str, words: str, day: date, last: date | None = None) -> DateMention:
    start, last = text.index(words), last or day
    return DateMention(
        start, start + len(words), words, "DATE", day.isoformat(), day, last, date(2020, 5, 8), "weekday"
    )


def entity(text: str, words: str, country: str) -> Entity:
    start = text.index(words)
    return Entity(start, start + len(words), words, "GPE", words, Place(words, country, 1.0, 2.0, "1"))
