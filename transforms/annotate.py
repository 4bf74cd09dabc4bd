"""Articles in, articles with their mentions out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import apache_beam as beam
from apache_beam.metrics import Metrics
from apache_beam.utils.shared import Shared

from schemas.annotated import Annotated
from schemas.article import Article
from schemas.mentions import Entity
from transforms.identity.country import country_of_site
from transforms.mentions.casualties.finding import find_casualties
from transforms.mentions.dates.finding import find_dates
from transforms.mentions.entities.finding import find_entities
from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.locating import locate_dates
from transforms.mentions.places.ranking import RankedPlace
from transforms.mentions.places.resolving import explain_places, resolve_places
from transforms.progress import Progress
from transforms.text.annotated_part import part_to_read, title_to_read
from transforms.text.dateline import find_dateline

BATCH = 8
"""Articles read together: more gains the entity model nothing and holds more text in memory."""


COUNTED_LANGUAGES = frozenset({"en", None})
"""Languages in which casualty figures are read: the words for them are English. A text that is too short to tell its
language is tried."""


@dataclass(frozen=True)
class References:
    """What annotation looks things up in: an entity model and an index of places."""

    model: Any
    places: PlaceIndex


class AnnotateArticles(beam.PTransform):
    """PCollection[Article] -> PCollection[Annotated].

    open_references: called once a worker process, in setup; everything heavy is behind it.
    """

    def __init__(self, open_references: Callable[[], References], progress: Progress) -> None:
        super().__init__()
        self._open_references = open_references
        self._progress = progress

    def expand(self, articles: beam.PCollection[Article]) -> beam.PCollection[Annotated]:
        """Batch, then apply annotate."""
        return (
            articles
            | beam.BatchElements(min_batch_size=BATCH, max_batch_size=BATCH)
            | beam.ParDo(_AnnotateBatch(self._open_references, Shared(), self._progress))
        )


class _AnnotateBatch(beam.DoFn):
    def __init__(self, open_references: Callable[[], References], shared: Shared, progress: Progress) -> None:
        self._open_references = open_references
        self._shared = shared
        self._progress = progress
        self._microseconds = Metrics.counter("annotate", "microseconds")
        self._done = Metrics.counter("annotate", "done")
        self._cut_short = Metrics.counter("annotate", "cut_short")

    def setup(self) -> None:
        self._references = self._shared.acquire(self._open_references)

    def process(self, articles: Sequence[Article]) -> Iterator[Annotated]:
        began = time.perf_counter()
        annotated = annotate(articles, self._references)
        self._microseconds.inc(round((time.perf_counter() - began) * 1e6))
        self._done.inc(len(annotated))
        self._cut_short.inc(sum(len(part_to_read(article.text)) < len(article.text) for article in articles))
        self._progress.count("articles", len(annotated))
        yield from annotated


def annotate(articles: Sequence[Article], references: References) -> list[Annotated]:
    """Find entities, places, dates and casualties; one answer an article, in the same order.

    Of a very long text only the beginning is read.
    """
    texts = [part_to_read(article.text) for article in articles]
    found = find_entities(texts, references.model, references.places)
    return [
        _annotate_one(article, text, entities, references.places)
        for article, text, entities in zip(articles, texts, found, strict=True)
    ]


def explain_choices(annotated: Annotated, places: PlaceIndex) -> dict[str, list[RankedPlace]]:
    """Give, by name, the places that the annotation of an article weighed, the best first."""
    article, text = annotated.article, part_to_read(annotated.article.text)
    dateline = find_dateline(text)
    town = dateline.place if dateline else None
    return explain_places(text, annotated.entities, places, town, country_of_site(article.site))


def _annotate_one(article: Article, text: str, entities: Sequence[Entity], places: PlaceIndex) -> Annotated:
    dateline = find_dateline(text)
    entities = resolve_places(
        text, entities, places, dateline.place if dateline else None, country_of_site(article.site)
    )
    dates = find_dates(text, article.anchor, article.language)
    counted = article.language in COUNTED_LANGUAGES
    casualties = find_casualties(text, title_to_read(article.title), article.anchor, dates, entities) if counted else []
    return Annotated(article, entities, locate_dates(text, dates, entities), casualties)
