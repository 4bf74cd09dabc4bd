"""Round-ups: the events that an article tells aside, beside its own.

A figure that its reader keeps for another event, with a place and a day, is of the event that others tell of that place
and day, or of a day beside it, when its toll allows the number. Where two events do, it is told of neither: which one
is anybody's guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from schemas.columns import day
from schemas.link_tables import EVENT_ARTICLES, EVENTS, OUTCOMES, day_of_story, event_article_row
from schemas.links import EventArticle
from schemas.mentions import Outcome
from schemas.story import PlacePrecision, StatedFigure, StoryDigest, StoryKey
from schemas.tables import Row
from transforms.linking.features import FAR, kilometres
from transforms.linking.stories import point_of

Spot = tuple[str, str | None, int]
"""Where and when: a place's name in lower case, its country, and days since 1970."""
Placed = tuple[str, str, Row]
"""A row, with the table and the partition that it belongs to."""

_RECENT = timedelta(days=7)
"""Before its publication a round-up reaches so far; what is older is told for comparison."""
_FINE: frozenset[PlacePrecision] = frozenset({"site", "town"})
_BESIDE = (0, -1, 1)
"""Days from that of an event on which others tell of it: a night has two."""
_DOUBT = 0.5
"""Confidence in an event by place, day and number alone, against that in the figure: no words were compared."""


@dataclass(frozen=True)
class Aside:
    """A figure of another event in an article state. partition: of that state."""

    key: StoryKey
    partition: str
    figure: StatedFigure


@dataclass(frozen=True)
class ToldSpot:
    """An event of one day and place: the articles that tell it, and the lowest and highest of each of its tolls.

    apart: how many days from its own the day lies that it is looked for at.
    """

    event_id: str
    apart: int
    articles: frozenset[str]
    tolls: Mapping[Outcome, tuple[int | None, int | None]]

    def fits(self, aside: Aside) -> bool:
        """Whether an aside may be of this event: its toll allows the number, and its article does not tell it."""
        figure = aside.figure
        number = figure.number
        if number is None or figure.outcome not in self.tolls or aside.key[0] in self.articles:
            return False
        low, high = self.tolls[figure.outcome]
        return (low or 0) <= number and (high is None or number <= high)


def asides_of(story: StoryDigest) -> Iterator[tuple[Spot, Aside]]:
    """What a story tells aside, each at its spot; a story without a day tells nothing."""
    for figure in story.figures:
        told, published = figure.first_day, story.published_on
        if not figure.is_aside or figure.place is None or told is None or told != figure.last_day or published is None:
            continue
        if published - _RECENT <= told <= published:
            spot = figure.place.name.lower(), figure.place.country, day(told) or 0
            yield spot, Aside(story.key, day_of_story(story), figure)


def spots_of(rows: Iterable[Placed]) -> Iterator[tuple[Spot, ToldSpot]]:
    """The events among rows of the tables that happened on one day at a known place, each at its spot and beside it."""
    articles: dict[str, set[str]] = defaultdict(set)
    events: list[dict[str, Any]] = []
    for table, _, row in rows:
        if table == EVENT_ARTICLES.name:
            articles[row[0]].add(row[1])
        elif table == EVENTS.name:
            events.append(dict(zip(EVENTS.schema.names, row, strict=True)))
    for event in events:
        if event["status"] == "live" and event["place"] is not None and event["day_precision"] == "day":
            tolls = {o: (event[f"{o}_low"], event[f"{o}_high"]) for o in OUTCOMES if event[f"{o}_low"] is not None}
            for step in _BESIDE:
                spot = event["place"].lower(), event["country"], event["first_day"] + step
                yield spot, ToldSpot(event["event_id"], abs(step), frozenset(articles[event["event_id"]]), tolls)


def tell_asides(asides: Iterable[Aside], events: Iterable[ToldSpot]) -> Iterator[Placed]:
    """The rows of event_articles for what is told aside at one spot; an article and event once."""
    events = list(events)
    surest: dict[tuple[StoryKey, str], Aside] = {}
    for aside in asides:
        fitting = [event for event in events if event.fits(aside)]
        nearest = min((event.apart for event in fitting), default=0)
        fitting = [event for event in fitting if event.apart == nearest]
        if len(fitting) == 1:
            name = aside.key, fitting[0].event_id
            known = surest.get(name)
            if known is None or known.figure.confidence < aside.figure.confidence:
                surest[name] = aside
    for (key, event_id), aside in sorted(surest.items()):
        confidence = round(_DOUBT * aside.figure.confidence, 3)
        told = EventArticle(event_id, *key, confidence, aside=True)
        yield EVENT_ARTICLES.name, aside.partition, event_article_row(told)


def tells_aside(story: StoryDigest, other: StoryDigest) -> bool:
    """Whether a story tells beside its own event what another tells: of its place and day, and about as many."""
    asides = [figure for figure in story.figures if figure.is_aside and figure.place_precision in _FINE]
    if not asides:  # as of most stories, and each pair asks
        return False
    own = [figure for figure in story.figures if figure.is_main]
    theirs = [figure for figure in other.figures if figure.is_main]
    if any(_is_of_one_event(one, their) for one in own for their in theirs):
        return False
    return any(_is_of_one_event(one, their) and _count_alike(one, their) for one in asides for their in theirs)


def _is_of_one_event(one: StatedFigure, other: StatedFigure) -> bool:
    """Whether two figures state one place and days next to each other."""
    if one.place is None or other.place is None or one.first_day is None or other.first_day is None:
        return False
    apart = kilometres(point_of(one.place), point_of(other.place))
    near = one.place.name == other.place.name if apart is None else apart < FAR
    return near and abs((one.first_day - other.first_day).days) <= 1


def _count_alike(one: StatedFigure, other: StatedFigure) -> bool:
    """Whether two figures count the same kind of harm, and neither half as many as the other."""
    less, more = sorted((one.number or 0, other.number or 0))
    return one.outcome == other.outcome and 2 * less > more
