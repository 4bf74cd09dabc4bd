"""A cluster of stories -> what happened: when, where, by what, how many, by whose word."""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from schemas.link_tables import OUTCOMES
from schemas.links import DayPrecision, Event, Toll, TollRule
from schemas.mentions import Outcome, Place
from schemas.story import PlacePrecision, StatedFigure, StoryDigest
from transforms.linking.features import kilometres
from transforms.linking.stories import is_unnamed_country, point_of
from transforms.linking.tolls import Voice, settle
from transforms.linking.words import fold

_FINEST: tuple[PlacePrecision, ...] = ("site", "town", "region", "country", "unknown")
_NEWS = 14
"""Days that an event is in the news before a first report of it that states none: what it speaks of else is past."""
_CITY = 80.0
"""Kilometres from a town within which its streets and buildings lie."""
_SINGLE = 0.5
"""Confidence in a toll that one voice alone states, against 1 for one that all of several agree on."""


def describe(event_id: str, voices: Sequence[Voice], rule: TollRule) -> Event | None:
    """The event that some voices tell of, as its first version; None when nobody states a figure of it."""
    stories = [story for voice in voices for story in voice.stories]
    tolls = {outcome: toll for outcome in OUTCOMES if (toll := settle(voices, outcome, rule)) is not None}
    if not tolls:
        return None
    figures = [figure for story in stories for figure in story.figures if figure.is_main]
    first_day, last_day = _when(stories)
    place, place_precision = _where(stories)
    best = _best_source(stories)
    reported = [story.reported_at for story in stories if story.reported_at is not None]
    return Event(
        event_id=event_id,
        version=1,
        status="live",
        merged_into=None,
        first_day=first_day,
        last_day=last_day,
        day_precision=_day_precision(first_day, last_day),
        place=place,
        place_precision=place_precision,
        cause=_most_said(figure.cause for figure in figures),
        tolls=tolls,
        articles=len({story.article_id for story in stories}),
        families=len(voices),
        independent_sources=len({source for voice in voices for source in voice.originators}),
        first_reported=min(reported, default=None),
        last_reported=max(reported, default=None),
        title=best.title,
        article_id=best.article_id,
        revision=best.revision,
        rule=rule,
        confidence=_confidence(voices, tolls),
    )


def _when(stories: Sequence[StoryDigest]) -> tuple[date | None, date | None]:
    """The days that most stories' figures say, of those the most exact, then the ones that stories speak of most: the
    day of a report or of an arrest is one that the others do not name. No event is later than the first report of it.
    """
    reported = min((story.published_on for story in stories if story.published_on is not None), default=date.max)
    votes = Counter[tuple[date, date]]()
    for story in stories:
        stated = ((f.first_day, f.last_day) for f in story.figures if f.is_main)
        votes.update({(first, last) for first, last in stated if first and last and first <= reported})
    spoken = Counter(day for story in stories for day in story.days)
    if not votes:
        day = _day_spoken_of(spoken, reported)
        return day, day

    def weight(span: tuple[date, date]) -> tuple[int, int, int, tuple[date, date]]:
        first, last = (day.toordinal() for day in span)
        named = sum(count for day, count in spoken.items() if first <= day <= last)
        return -votes[span], last - first, -named, span

    return min(votes, key=weight)


def _day_spoken_of(spoken: Mapping[int, int], reported: date) -> date | None:
    """The day not long before the first report that most stories speak of; of two the earlier, as the rest follows."""
    recent = [day for day in spoken if 0 <= reported.toordinal() - day <= _NEWS]
    day = min(recent, key=lambda day: (-spoken[day], day), default=None)
    return None if day is None else date.fromordinal(day)


def _day_precision(first: date | None, last: date | None) -> DayPrecision:
    if first is None or last is None:
        return "unknown"
    length = (last - first).days + 1
    if length == 1:
        return "day"
    if length == calendar.monthrange(first.year, first.month)[1] and first.day == 1:
        return "month"
    return "days" if length < 7 else "week" if length == 7 else "month" if length <= 31 else "unknown"


def _where(stories: Sequence[StoryDigest]) -> tuple[Place | None, PlacePrecision]:
    """The place that the figures say; where that is vague, the town that most stories name most."""
    place, precision = _stated_place(stories)
    towns = Counter(story.town for story in stories if story.town is not None)
    town = max(towns, key=lambda town: (towns[town], town.name, town.country or ""), default=None)
    if place is None or town is None or not _is_vague(place, precision, town):
        return place, precision
    return town, "town"


def _is_vague(place: Place, precision: PlacePrecision, town: Place) -> bool:
    """Whether a place has no point; is a country that no words name, as a figure has when nothing better is near; or
    is a street or building of a name that stands on the map far from the town.
    """
    point = point_of(place)
    if point is None or is_unnamed_country(place, precision):
        return point is None or place.country == town.country
    apart = kilometres(point, point_of(town))
    return precision == "site" and apart is not None and apart > _CITY


def _stated_place(stories: Sequence[StoryDigest]) -> tuple[Place | None, PlacePrecision]:
    """The place that most stories' figures name, then that most stories name at all: a newspaper's own town stands in
    its dateline alone. A country or region gives way to a place in that country.
    """
    named: dict[tuple[str, str | None], list[StatedFigure]] = defaultdict(list)
    votes = Counter[tuple[str, str | None]]()
    for story in stories:
        placed = [(f, f.place) for f in story.figures if f.is_main and f.place is not None]
        for figure, place in placed:
            named[place.name, place.country].append(figure)
        votes.update({(place.name, place.country) for _, place in placed})
    if not named:
        return None, "unknown"

    def weight(name: tuple[str, str | None]) -> tuple[int, int, int, tuple[str, str]]:
        spoken = sum(fold(name[0]) in story.places for story in stories)
        return votes[name], spoken, len(named[name]), (name[0], name[1] or "")

    most = max(named, key=weight)
    inside = [name for name in named if name[1] == most[1] and _coarse(named[name]) < _coarse(named[most])]
    if inside and _coarse(named[most]) >= _FINEST.index("region"):
        most = max(inside, key=weight)
    figure = named[most][0]
    return figure.place, figure.place_precision


def _coarse(figures: Sequence[StatedFigure]) -> int:
    return _FINEST.index(figures[0].place_precision)


def _most_said(words: Iterable[str | None]) -> str | None:
    counts = Counter(word for word in words if word is not None)
    return min(counts, key=lambda word: (-counts[word], word), default=None)


def _best_source(stories: Sequence[StoryDigest]) -> StoryDigest:
    """One that states a figure and has a title, with a dateline or an agency; the earliest of those."""
    return min(
        stories,
        key=lambda s: (
            s.title is None,
            not any(figure.is_main for figure in s.figures),
            not (s.has_dateline or s.agency),
            s.reported_at is None,
            s.reported_at.timestamp() if s.reported_at is not None else 0.0,
            s.key,
        ),
    )


def _confidence(voices: Sequence[Voice], tolls: dict[Outcome, Toll]) -> float:
    """How far the voices agree on the first outcome stated: mean confidence of its figures that lie in the toll,
    halved where there is one voice.
    """
    outcome, toll = next(iter(tolls.items()))
    figures = [f for v in voices for s in v.stories for f in s.figures if f.is_main and f.outcome == outcome]
    agreeing = [f.confidence for f in figures if toll.best is not None and f.best == toll.best]
    share = sum(agreeing) / max(1, len(figures))
    return share if len(voices) > 1 else share * _SINGLE
