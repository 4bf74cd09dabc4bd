"""Stories in, rows of families, events and tolls out: the steps of linking."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import combinations
from typing import Any

import apache_beam as beam

from schemas.link_tables import FAMILIES
from schemas.links import TollRule
from schemas.mentions import Place
from schemas.story import StoryDigest, StoryKey
from schemas.tables import Rows
from transforms.identity.canonical import site_of
from transforms.linking.blocks import (
    Spread,
    meet_by_name,
    meet_in_week,
    names_of,
    spans_of,
    spread_of,
    weeks_in,
)
from transforms.linking.clusters import TOGETHER
from transforms.linking.components import Components
from transforms.linking.pair_model import load_model
from transforms.linking.pairs import Pair, compare_block
from transforms.linking.roundups import Aside, Spot, ToldSpot, asides_of, spots_of, tell_asides
from transforms.linking.scope import LinkChoice
from transforms.linking.standing import drop_standing
from transforms.linking.stories import Geography, Row, read_story
from transforms.linking.telling import StoryGroup, ToldEvent, tell_group
from transforms.linking.vectors import count_story
from transforms.mentions.places.asides import stands_aside
from transforms.mentions.places.descriptions import is_described
from transforms.mentions.places.locating import level_of
from transforms.mentions.places.tables import read_countries
from transforms.write import Key

_ARCHIVED = re.compile(r"https?://[^/]+/(?:[a-z]+/)?\d{4,14}[a-z_]*/(https?://.+)")
"""A web archive's address of a copy: a moment, then the address of the page."""


def make_story(article: Row, published_on: date | None, mentions: Mapping[str, Sequence[Row]]) -> StoryDigest:
    """The story of an article's row and the rows of its mentions, by table."""
    archived = _ARCHIVED.match(article["url"] or "")
    publisher = site_of(archived[1]) if archived else article["site"]
    return read_story(article, mentions, published_on, publisher, Geography(_level, stands_aside, is_described))


def _level(place: Place) -> int:
    """As level_of has it; a row of casualties may have a country that no words name, which has no id then."""
    country = read_countries().get(place.country or "")
    unnamed = country is not None and place.place_id is None and place.name in {country.names[0], country.code}
    return 0 if unnamed else level_of(place)


Settled = tuple[StoryKey, str, bool]
"""An article state, the event that it told at the linking before, and whether it stays with that one."""


_Tie = tuple[Any, Any]
"""Two things that hang together: names of stories, articles or events."""


class DropStandingLines(beam.PTransform):
    """PCollection[StoryDigest] -> the same without the lines that their publishers print under every story."""

    def expand(self, stories: beam.PCollection[StoryDigest]) -> beam.PCollection[StoryDigest]:
        """StoryGroup by publisher, then apply drop_standing; who has none is alone."""
        return (
            stories
            | beam.Map(lambda story: (story.publisher or story.article_id, story)).with_output_types(
                tuple[str, StoryDigest]
            )
            | beam.GroupByKey()
            | beam.FlatMap(_drop_standing).with_output_types(StoryDigest)
        )


def _drop_standing(keyed: tuple[str, Iterable[StoryDigest]]) -> list[StoryDigest]:
    return drop_standing(sorted(keyed[1], key=lambda story: story.key))


class ComparePairs(beam.PTransform):
    """PCollection[StoryDigest] -> PCollection[Pair]: every two stories that may tell of one event, compared once."""

    def expand(self, stories: beam.PCollection[StoryDigest]) -> beam.PCollection[Pair]:
        """Compare within weeks, and within the names that recur after weeks."""
        recurring = beam.pvalue.AsList(
            stories
            | "SpreadNames" >> beam.FlatMap(_spread_names).with_output_types(tuple[str, Spread])
            | "SumSpreads" >> beam.CombinePerKey(_sum_spreads)
            | "Recurring" >> beam.FlatMap(lambda counted: [counted[0]] if counted[1].recurs else [])
        )
        by_week = (
            stories
            | "KeyBySpan"
            >> beam.FlatMap(lambda s: [(n, s) for n in spans_of(s)]).with_output_types(tuple[int, StoryDigest])
            | "GroupBySpan" >> beam.GroupByKey()
            | "CompareWeeks" >> beam.FlatMap(_compare_weeks)
        )
        by_name = (
            stories
            | "KeyByName" >> beam.ParDo(_KeyByName(), recurring).with_output_types(tuple[str, StoryDigest])
            | "GroupByName" >> beam.GroupByKey()
            | "CompareName" >> beam.ParDo(_CompareName(), recurring)
        )
        return (by_week, by_name) | beam.Flatten()


def _spread_names(story: StoryDigest) -> list[tuple[str, Spread]]:
    return [(name, spread_of(story)) for name in names_of(story)]


def _sum_spreads(spreads: Iterable[Spread]) -> Spread:
    first, *rest = spreads
    for spread in rest:
        first = first + spread
    return first


def _compare_weeks(keyed: tuple[int, Iterable[StoryDigest]]) -> Iterator[Pair]:
    span, stories = keyed
    counted = [count_story(story) for story in stories]
    for week, places in weeks_in(span, (one.story for one in counted)):
        yield from compare_block([counted[place] for place in places], partial(meet_in_week, week), load_model().score)


class _KeyByName(beam.DoFn):
    """Names that recur are known only once all stories are counted; each worker makes a set of them once."""

    def __init__(self) -> None:
        self._recurring: frozenset[str] | None = None

    def start_bundle(self) -> None:
        self._recurring = None

    def recurring(self, names: Sequence[str]) -> frozenset[str]:
        if self._recurring is None:
            self._recurring = frozenset(names)
        return self._recurring

    def process(self, story: StoryDigest, names: Sequence[str]) -> Iterator[tuple[str, StoryDigest]]:
        recurring = self.recurring(names)
        for name in names_of(story):
            if name in recurring:
                yield name, story


class _CompareName(_KeyByName):
    def process(self, keyed: tuple[str, Iterable[StoryDigest]], names: Sequence[str]) -> Iterator[Pair]:  # type: ignore[override]
        name, met = keyed
        stories, is_ours = list(met), partial(meet_by_name, name, self.recurring(names))
        if any(is_ours(one, other) for one, other in combinations(stories, 2)):  # they are thirty at most
            yield from compare_block([count_story(story) for story in stories], is_ours, load_model().score)


class GroupStories(beam.PTransform):
    """(stories, pairs, told, events) -> PCollection[StoryGroup]: what hangs together, so that each group is told alone.

    told: what the stories told at the linking before; events: PCollection[ToldEvent] of it.
    """

    def expand(
        self,
        inputs: tuple[
            beam.PCollection[StoryDigest],
            beam.PCollection[Pair],
            beam.PCollection[Settled],
            beam.PCollection[ToldEvent],
        ],
    ) -> beam.PCollection[StoryGroup]:
        """Find the components of all ties, which are small, in one place; then group by component."""
        stories, pairs, told, events = inputs
        ties = (
            pairs | "TieStories" >> beam.FlatMap(_tie_stories).with_output_types(_Tie),
            stories | "TieStates" >> beam.Map(_tie_state).with_output_types(_Tie),
            told | "TieToEvents" >> beam.Map(_tie_to_event).with_output_types(_Tie),
        ) | "AllTies" >> beam.Flatten()
        component = beam.pvalue.AsSingleton(
            stories.pipeline
            | "OnePlace" >> beam.Create([None], reshuffle=False)
            | "FindComponents" >> beam.Map(_find_components, beam.pvalue.AsIter(ties))
        )
        keyed = {
            "stories": stories | "KeyStory" >> beam.Map(lambda s, of: (str(of.find(s.key)), s), component),
            "pairs": pairs | "KeyPair" >> beam.Map(lambda p, of: (str(of.find(p.first)), p), component),
            "told": told | "KeyTold" >> beam.Map(lambda t, of: (str(of.find(t[0])), t), component),
            "events": events | "KeyEvent" >> beam.Map(lambda e, of: (str(of.find(e.event_id)), e), component),
        }
        return keyed | "JoinGroups" >> beam.CoGroupByKey() | "MakeGroup" >> beam.Map(_make_group)


def _tie_stories(pair: Pair) -> list[_Tie]:
    return [(pair.first, pair.second)] if pair.same_text or pair.score >= TOGETHER else []


def _tie_state(story: StoryDigest) -> _Tie:
    return story.key, (story.article_id, None)


def _tie_to_event(told: Settled) -> _Tie:
    return told[0], told[1]


def _find_components(_: None, ties: Iterable[_Tie]) -> Components[Hashable]:
    return Components(ties)


def _make_group(keyed: tuple[str, Mapping[str, Iterable[Any]]]) -> StoryGroup:
    _, found = keyed
    told = list(found["told"])
    return StoryGroup(
        stories=list(found["stories"]),
        pairs=list(found["pairs"]),
        told={key: event_id for key, event_id, _ in told},
        events=list(found["events"]),
        settled=frozenset(key for key, _, settled in told if settled),
    )


class TellGroups(beam.PTransform):
    """PCollection[StoryGroup] -> rows under the file that they belong to.

    rule: how the best figure of a toll is chosen. choice: of which days families are wanted.
    """

    def __init__(self, rule: TollRule, choice: LinkChoice) -> None:
        super().__init__()
        self._rule = rule
        self._choice = choice

    def expand(self, groups: beam.PCollection[StoryGroup]) -> beam.DoOutputsTuple:
        """Apply tell_group: `rows`, and at `spots` the events as round-ups may tell them."""
        rule, choice = self._rule, self._choice
        telling = beam.FlatMap(lambda group: _key_rows(group, rule, choice))
        telling = telling.with_output_types(tuple[Key, Rows], spots=tuple[Spot, ToldSpot])
        return groups | telling.with_outputs("spots", main="rows")


def _key_rows(group: StoryGroup, rule: TollRule, choice: LinkChoice) -> Iterator[Any]:
    placed = list(tell_group(group, rule))
    for table, partition, row in placed:
        if table != FAMILIES.name or choice.tells_families(partition):
            yield (table, partition, 0), (row,)
    for spot in spots_of(placed):
        yield beam.pvalue.TaggedOutput("spots", spot)


class TellRoundUps(beam.PTransform):
    """(stories, spots of TellGroups) -> rows of event_articles for the events that stories tell aside."""

    def expand(
        self, inputs: tuple[beam.PCollection[StoryDigest], beam.PCollection[tuple[Spot, ToldSpot]]]
    ) -> beam.PCollection[tuple[Key, Rows]]:
        """Meet at the spot: place and day."""
        stories, spots = inputs
        asides = stories | "FindAsides" >> beam.FlatMap(asides_of).with_output_types(tuple[Spot, Aside])
        met = {"asides": asides, "events": spots} | beam.CoGroupByKey()
        return met | beam.FlatMap(_key_asides).with_output_types(tuple[Key, Rows])


def _key_asides(keyed: tuple[Spot, Mapping[str, Iterable[Any]]]) -> Iterator[tuple[Key, Rows]]:
    _, found = keyed
    for table, partition, row in tell_asides(found["asides"], found["events"]):
        yield (table, partition, 0), (row,)
