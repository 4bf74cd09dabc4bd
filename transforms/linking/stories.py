"""Rows of an article -> a story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from schemas.mentions import Place
from schemas.story import PlacePrecision, StatedFigure, StoryDigest
from transforms.linking.words import fold, number_words

Row = Mapping[str, Any]

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_LEVELS: tuple[PlacePrecision, ...] = ("country", "region", "town")
_WIDE: frozenset[PlacePrecision] = frozenset({"country", "unknown"})
"""Places whose point is the middle of a land, far from most of what happens there."""
_COUNTED_SCOPES = frozenset({"event", "subset"})
"""Scopes of figures that speak of the article's own event; background, cumulative and other figures enter no toll."""

_ASIDE = "other_event"
"""Scope of figures that speak of another event, which others may tell."""


@dataclass(frozen=True)
class Geography:
    """What a story is read with.

    level_of: 0 for a country, 1 for a region, 2 for what is smaller.
    stands_aside: whether the place that a text names from one code point to another is one where nothing happened.
    is_described: whether the name at a code point of a text stands behind the word for what it is, "the village of".
    """

    level_of: Callable[[Place], int]
    stands_aside: Callable[[str, int, int], bool]
    is_described: Callable[[str, int], bool]


def read_story(
    article: Row,
    mentions: Mapping[str, Sequence[Row]],
    published_on: date | None,
    publisher: str | None,
    geography: Geography,
) -> StoryDigest:
    """The story of an article's row and the rows of its mentions, by table, named by column as the tables name them.

    published_on: the day of its partition. publisher: registered domain of who printed it.
    """
    entities = mentions["entities"]
    title, text = article["title"] or "", article["text"]
    title_words, _ = number_words(title)
    body_words, starts = number_words(text)
    figures = tuple(_read_figures(mentions["casualties"], entities, geography.level_of))
    town = _find_town(article, entities, geography)
    return StoryDigest(
        article_id=article["article_id"],
        revision=article["revision"],
        publisher=publisher,
        agency=article["agency"],
        has_dateline=article["dateline"] is not None,
        title=article["title"],
        published_on=published_on,
        reported_at=article["modified_at"] or article["published_at"] or article["fetched_at"],
        words=np.concatenate((title_words, body_words)).astype("<u4").tobytes(),
        starts=np.concatenate((np.zeros(len(title_words), dtype=np.uint32), starts)).astype("<u4").tobytes(),
        title_words=len(title_words),
        persons=frozenset(_names(entities, {"PERSON"})),
        places=frozenset(_names(entities, _PLACE_LABELS)),
        days=frozenset(_days(mentions["dates"], published_on)),
        point=_point(figures, None if _is_of_dateline(town, article, entities) else town),
        town=town,
        figures=figures,
    )


def _end_of_dateline(article: Row) -> int:
    """Where an agency's dateline ends, whose town is where the story was written: a local paper's is its own."""
    line = article["dateline"] if article["agency"] else None
    return article["text"].find(line) + len(line) if line else 0


def _names(entities: Iterable[Row], labels: Iterable[str]) -> set[str]:
    return {" ".join(fold(row["name"]).split()) for row in entities if row["label"] in labels}


def _days(dates: Iterable[Row], published_on: date | None) -> set[int]:
    """Single days that the text speaks of; a dateline's is that of the report, and a day to come no event's."""
    return {
        row["first_day"].toordinal()
        for row in dates
        if row["first_day"] is not None
        and row["first_day"] == row["last_day"]
        and row["rule"] != "dateline"
        and (published_on is None or row["first_day"] <= published_on)
    }


def _read_figures(
    casualties: Sequence[Row], entities: Sequence[Row], level_of: Callable[[Place], int]
) -> list[StatedFigure]:
    """Figures of the article's own event (its main ones, and those of perpetrators beside them), and asides."""
    by_id = {row["figure_id"]: row for row in casualties}
    named = {(row["place_name"], row["country"]): row for row in entities if row["label"] in _PLACE_LABELS}
    places: dict[Place | None, Place | None] = {}  # each once: a story is pickled with every object in it
    return [
        StatedFigure(
            figure_id=row["figure_id"],
            outcome=row["outcome"],
            low=row["low"],
            best=row["best"],
            high=row["high"],
            confidence=row["confidence"],
            is_main=row["is_main"],
            is_derived=row["is_derived"],
            supersedes=by_id[row["supersedes"]]["best"] if row["supersedes"] in by_id else None,
            of_perpetrators=row["victim_type"] == "perpetrator" and row["scope"] in _COUNTED_SCOPES,
            is_aside=row["scope"] == _ASIDE,
            attributed_to=row["attributed_to"],
            attribution_type=row["attribution_type"],
            cause=row["cause"],
            first_day=row["first_day"],
            last_day=row["last_day"],
            place=places.setdefault(place := _place(row, named), place),
            place_precision=_precision(place, named, level_of),
        )
        for row in casualties
        if row["is_main"]
        or (row["victim_type"] == "perpetrator" and row["scope"] in _COUNTED_SCOPES)
        or (row["scope"] == _ASIDE and row["place"] is not None and row["first_day"] is not None)
    ]


def _place(row: Row, named: Mapping[tuple[str, str], Row]) -> Place | None:
    if row["place"] is None and row["country"] is None:
        return None
    entity = named.get((row["place"], row["country"]))
    known = entity["place_id"] if entity is not None else None
    return Place(row["place"] or row["country"], row["country"], row["latitude"], row["longitude"], known)


def _precision(
    place: Place | None, named: Mapping[tuple[str, str], Row], level_of: Callable[[Place], int]
) -> PlacePrecision:
    if place is None:
        return "unknown"
    entity = named.get((place.name, place.country or ""))
    if entity is not None and entity["label"] == "FAC":
        return "site"
    if entity is not None and entity["label"] == "LOC" and place.latitude is None:
        return "region"
    return _LEVELS[level_of(place)]


def _point(figures: Iterable[StatedFigure], town: Place | None) -> tuple[float, float] | None:
    """Where the event of the main figure is; without one, or with a mere country, the town."""
    places = [f.place for f in figures if f.is_main and f.place and f.place_precision not in _WIDE]
    points = (point_of(place) for place in (*places, town) if place is not None)
    return next((point for point in points if point is not None), None)


def is_unnamed_country(place: Place, precision: PlacePrecision) -> bool:
    """Whether a figure has its country for a place although no words name it, as when nothing better is near."""
    return precision == "country" and place.place_id is None


def point_of(place: Place) -> tuple[float, float] | None:
    """Degrees north and east."""
    return None if place.latitude is None or place.longitude is None else (place.latitude, place.longitude)


def _find_town(article: Row, entities: Iterable[Row], geography: Geography) -> Place | None:
    """The town with a known point that the text names most as a scene, of two the first.

    The town of an agency's dateline, where the story was written, only where the text names no other town or village.
    None where the text tells of "the village of Dorn" and no map has that: the other towns may lie far from it.
    """
    text, head = article["text"], _end_of_dateline(article)
    towns = [row for row in entities if row["label"] == "GPE" and _LEVELS[geography.level_of(_place_of(row))] == "town"]
    told = [row for row in towns if row["start"] >= head and not geography.stands_aside(text, row["start"], row["end"])]
    if any(row["latitude"] is None and geography.is_described(text, row["start"]) for row in told):
        return None
    named = Counter(place for place in map(_place_of, told or towns) if point_of(place) is not None)
    return max(named, key=lambda place: named[place], default=None)


def _is_of_dateline(town: Place | None, article: Row, entities: Iterable[Row]) -> bool:
    """Whether an agency's dateline alone names a town: what is told may have happened far from there."""
    head = _end_of_dateline(article)
    return town is not None and all(row["start"] < head for row in entities if _place_of(row) == town)


def _place_of(entity: Row) -> Place:
    name = entity["place_name"] or entity["name"]
    return Place(name, entity["country"], entity["latitude"], entity["longitude"], entity["place_id"])
