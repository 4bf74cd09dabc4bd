"""What somebody asked to be forgotten goes no further, whichever input brings it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

import apache_beam as beam
from apache_beam.metrics import Metrics

from schemas.article import Article
from schemas.dead_letter import DeadLetter
from schemas.feed_poll import FeedPoll
from schemas.request import Request
from transforms.accounts import Dropped
from transforms.identity.tombstones import Tombstones

DROPPED = "dropped"
"""Tag of the output that counts what is dropped."""

_Thing = TypeVar("_Thing", Request, Article, DeadLetter, FeedPoll)


class DropForgotten(beam.PTransform):
    """PCollection of requests, articles, dead letters or polls -> the same without what is forgotten.

    What is dropped is counted, on the output DROPPED, and named nowhere.
    """

    def __init__(self, tombstones: Tombstones) -> None:
        super().__init__()
        self._tombstones = tombstones

    def expand(self, things: beam.PCollection[_Thing]) -> beam.pvalue.DoOutputsTuple:
        """Apply keep_unforgotten."""
        keep = beam.ParDo(_Keep(self._tombstones)).with_output_types(things.element_type)
        return things | keep.with_outputs(DROPPED, main="kept")


class _Keep(beam.DoFn):
    def __init__(self, tombstones: Tombstones) -> None:
        self._tombstones = tombstones
        self._dropped = Metrics.counter("forgotten", "dropped")

    def process(self, thing: _Thing) -> Iterator[_Thing | beam.pvalue.TaggedOutput]:
        kept = keep_unforgotten(thing, self._tombstones)
        if kept is None:
            self._dropped.inc()
            yield beam.pvalue.TaggedOutput(DROPPED, Dropped())
        else:
            yield kept


def keep_unforgotten(thing: _Thing, tombstones: Tombstones) -> _Thing | None:
    """None for what is forgotten; else the thing, without the addresses of feeds and pictures that are.

    A redirect may lead from an address that nobody knows to one that is forgotten, so the answer is judged like the
    request, and what failed by every address that its row would name.
    """
    if not tombstones.marks:
        return thing
    if isinstance(thing, FeedPoll):
        return None if tombstones.covers_address(thing.feed_url) or tombstones.covers_text(thing.error) else thing
    if _is_forgotten(thing, tombstones):
        return None
    if tombstones.covers_address(thing.feed_url):
        thing = replace(thing, feed_url=None)
    if isinstance(thing, Article) and tombstones.covers_address(thing.image_url):
        return replace(thing, image_url=None)
    return thing


def _is_forgotten(thing: Request | Article | DeadLetter, tombstones: Tombstones) -> bool:
    if isinstance(thing, Article) and (
        tombstones.covers_article(thing.article_id) or tombstones.covers_address(thing.canonical_url)
    ):
        return True
    if isinstance(thing, DeadLetter) and tombstones.covers_text(thing.detail):
        return True
    if thing.url is None and thing.requested_url is None:
        return tombstones.covers_source(thing.source_id)
    return tombstones.covers_address(thing.url) or tombstones.covers_address(thing.requested_url)
