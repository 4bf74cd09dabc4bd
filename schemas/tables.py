"""The tables: the columns of each, once, and how they are read from a record. Groups of several tables: schemas.groups.

A row is a tuple of plain values in the order of the schema: it is what the pipeline shuffles, so moments are integers
(microseconds since 1970, UTC), days are integers (days since 1970), and there is nothing that needs pickling.
Columns are only ever added; schemas.groups.SCHEMA_VERSION says which there are. Readers' documentation: docs/tables.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, Protocol

import pyarrow as pa

from schemas.article import Article
from schemas.columns import (
    DAY,
    FLAG,
    FLOAT32,
    INT16,
    INT32,
    MOMENT,
    TEXT,
    Column,
    day,
    moment,
    schema_of,
    values,
)
from schemas.dead_letter import DeadLetter
from schemas.feed_poll import FeedPoll
from schemas.groups import COUNT, DAYS, ORIGIN, PLACE, POINT, SPEAKER, STATE
from schemas.mentions import Casualty, DateMention, Entity
from schemas.showing import mask_secrets
from schemas.storable import storable

Row = tuple[Any, ...]
Rows = tuple[Row, ...]

UNKNOWN = "unknown"
"""Partition of what has no day."""


@dataclass(frozen=True)
class Table:
    """A table: its folder's name, the hive key it is partitioned by, its schema, and the columns that order its rows.

    `distinct` names the columns that tell two rows apart: of two rows that agree in them, one is written.
    """

    name: str
    partition_key: str
    schema: pa.Schema
    distinct: tuple[str, ...]

    @cached_property
    def types(self) -> tuple[pa.DataType, ...]:
        """The types of its columns; a schema makes them anew each time that it is asked."""
        return tuple(self.schema.types)

    @cached_property
    def distinct_places(self) -> tuple[int, ...]:
        """Where a row has the values of the `distinct` columns."""
        return tuple(self.schema.get_field_index(name) for name in self.distinct)

    @cached_property
    def texts(self) -> tuple[int, ...]:
        """Where a row has texts and lists of texts: values that may be long."""
        return tuple(
            place for place, kind in enumerate(self.types) if pa.types.is_string(kind) or pa.types.is_list(kind)
        )


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...


# A row is made of groups of columns in turn: the article, the mention in it, the place of that.
_SPAN: tuple[Column[_Spanned], ...] = (
    Column("start", INT32, nullable=False, read=lambda m: m.start),
    Column("end", INT32, nullable=False, read=lambda m: m.end),
    Column("text", TEXT, nullable=False, read=lambda m: m.text),
)


def _masked(text: str | None) -> str | None:
    return text and mask_secrets(storable(text))


_ARTICLE: tuple[Column[Article], ...] = (
    *STATE,
    Column("source_id", TEXT, nullable=True, read=lambda a: a.source_id),
    Column("url", TEXT, nullable=True, read=lambda a: a.url),
    Column("canonical_url", TEXT, nullable=True, read=lambda a: a.canonical_url),
    Column("site", TEXT, nullable=True, read=lambda a: a.site),
    Column("title", TEXT, nullable=True, read=lambda a: a.title),
    Column("authors", pa.list_(TEXT), nullable=False, read=lambda a: list(a.authors)),
    Column("agency", TEXT, nullable=True, read=lambda a: a.agency),
    Column("dateline", TEXT, nullable=True, read=lambda a: a.dateline),
    Column("language", TEXT, nullable=True, read=lambda a: a.language),
    Column("section", TEXT, nullable=True, read=lambda a: a.section),
    Column("image_url", TEXT, nullable=True, read=lambda a: a.image_url),
    Column("published_at", MOMENT, nullable=True, read=lambda a: moment(a.published_at)),
    Column("published_from", TEXT, nullable=True, read=lambda a: a.published_from),
    Column("published_offset", INT16, nullable=True, read=lambda a: a.published_offset),
    Column("modified_at", MOMENT, nullable=True, read=lambda a: moment(a.modified_at)),
    Column("text", TEXT, nullable=False, read=lambda a: a.text),
    Column("words", INT32, nullable=False, read=lambda a: a.words),
    Column("fetched_at", MOMENT, nullable=True, read=lambda a: moment(a.fetched_at)),
    Column("status", INT16, nullable=True, read=lambda a: a.status),
    Column("requested_url", TEXT, nullable=True, read=lambda a: a.requested_url and storable(a.requested_url)),
    Column("feed_url", TEXT, nullable=True, read=lambda a: _masked(a.feed_url)),
)

_ENTITY: tuple[Column[Entity], ...] = (
    *_SPAN,
    Column("label", TEXT, nullable=False, read=lambda e: e.label),
    Column("name", TEXT, nullable=False, read=lambda e: e.name),
    *POINT,
    Column("place_id", TEXT, nullable=True, read=lambda e: e.place and e.place.place_id),
    Column("place_name", TEXT, nullable=True, read=lambda e: e.place and e.place.name),
)

_DATE: tuple[Column[DateMention], ...] = (
    *_SPAN,
    Column("type", TEXT, nullable=False, read=lambda m: m.type),
    Column("value", TEXT, nullable=True, read=lambda m: m.value),
    *DAYS,
    Column("anchor", DAY, nullable=True, read=lambda m: day(m.anchor)),
    Column("rule", TEXT, nullable=False, read=lambda m: m.rule),
    *PLACE,
)

_CASUALTY: tuple[Column[Casualty], ...] = (
    Column("figure_id", TEXT, nullable=False, read=lambda c: c.figure_id),
    *_SPAN,
    Column("sentence", TEXT, nullable=False, read=lambda c: c.sentence),
    *COUNT,
    Column("qualifier", TEXT, nullable=False, read=lambda c: c.qualifier),
    Column("scope", TEXT, nullable=False, read=lambda c: c.scope),
    Column("is_main", FLAG, nullable=False, read=lambda c: c.is_main),
    Column("is_derived", FLAG, nullable=False, read=lambda c: c.is_derived),
    Column("subset_of", TEXT, nullable=True, read=lambda c: c.subset_of),
    Column("supersedes", TEXT, nullable=True, read=lambda c: c.supersedes),
    Column("victims", TEXT, nullable=True, read=lambda c: c.victims),
    Column("victim_type", TEXT, nullable=False, read=lambda c: c.victim_type),
    Column("women", INT32, nullable=True, read=lambda c: c.women),
    Column("children", INT32, nullable=True, read=lambda c: c.children),
    *SPEAKER,
    Column("certainty", TEXT, nullable=False, read=lambda c: c.certainty),
    Column("cause", TEXT, nullable=True, read=lambda c: c.cause),
    *DAYS,
    *PLACE,
    Column("rule", TEXT, nullable=False, read=lambda c: c.rule),
    Column("confidence", FLOAT32, nullable=False, read=lambda c: c.confidence),
)


_FAILURE: tuple[Column[DeadLetter], ...] = (
    Column("url", TEXT, nullable=True, read=lambda f: _masked(f.url)),
    Column("source_id", TEXT, nullable=True, read=lambda f: f.source_id and storable(f.source_id)),
    Column("stage", TEXT, nullable=False, read=lambda f: f.stage),
    Column("reason", TEXT, nullable=False, read=lambda f: f.reason),
    Column("detail", TEXT, nullable=False, read=lambda f: mask_secrets(storable(f.detail))),
    Column("status", INT16, nullable=True, read=lambda f: f.status),
    Column("failed_at", MOMENT, nullable=False, read=lambda f: moment(f.failed_at)),
    Column("seconds", FLOAT32, nullable=True, read=lambda f: f.seconds),
    Column("requested_url", TEXT, nullable=True, read=lambda f: _masked(f.requested_url)),
    Column("feed_url", TEXT, nullable=True, read=lambda f: _masked(f.feed_url)),
)

_POLL: tuple[Column[FeedPoll], ...] = (
    Column("feed_url", TEXT, nullable=False, read=lambda p: mask_secrets(storable(p.feed_url))),
    Column("polled_at", MOMENT, nullable=False, read=lambda p: moment(p.polled_at)),
    Column("status", INT16, nullable=True, read=lambda p: p.status),
    Column("items", INT32, nullable=False, read=lambda p: p.items),
    Column("new", INT32, nullable=False, read=lambda p: p.new),
    Column("known", INT32, nullable=False, read=lambda p: p.known),
    Column("newest_item_at", MOMENT, nullable=True, read=lambda p: moment(p.newest_item_at)),
    Column("oldest_item_at", MOMENT, nullable=True, read=lambda p: moment(p.oldest_item_at)),
    Column("next_poll_at", MOMENT, nullable=True, read=lambda p: moment(p.next_poll_at)),
    Column("gap", FLAG, nullable=False, read=lambda p: p.gap),
    Column("error", TEXT, nullable=True, read=lambda p: _masked(p.error)),
)

ARTICLES = Table("articles", "published_date", schema_of(*_ARTICLE, *ORIGIN), ("article_id", "revision", "source_id"))
ENTITIES = Table(
    "entities", "published_date", schema_of(*STATE, *_ENTITY, *ORIGIN), ("article_id", "revision", "start", "end")
)
DATES = Table("dates", "published_date", schema_of(*STATE, *_DATE, *ORIGIN), ("article_id", "revision", "start", "end"))
CASUALTIES = Table(
    "casualties", "published_date", schema_of(*STATE, *_CASUALTY, *ORIGIN), ("article_id", "revision", "figure_id")
)
FAILURES = Table(
    "failures", "failed_date", schema_of(*_FAILURE, *ORIGIN), ("url", "source_id", "stage", "reason", "detail")
)
FEEDS = Table("feeds", "polled_date", schema_of(*_POLL, *ORIGIN), ("feed_url", "polled_at"))

TABLES: dict[str, Table] = {table.name: table for table in (ARTICLES, ENTITIES, DATES, CASUALTIES, FAILURES, FEEDS)}


def partition_of(article: Article) -> str:
    """The publication day (ISO 8601) on the publisher's own clock: the article's anchor, else that of its offset;
    UNKNOWN without a publication time.
    """
    if article.published_at is None:
        return UNKNOWN
    local = article.published_at + timedelta(minutes=article.published_offset or 0)
    return (article.anchor or local.date()).isoformat()


def article_row(article: Article, run_id: str) -> Row:
    """The row of an article."""
    return (*values(_ARTICLE, article), *values(ORIGIN, run_id))


def entity_row(entity: Entity, article: Article, run_id: str) -> Row:
    """The row of a name; its place, if any, spread over five columns."""
    return (*values(STATE, article), *values(_ENTITY, entity), *values(ORIGIN, run_id))


def date_row(mention: DateMention, article: Article, run_id: str) -> Row:
    """The row of a temporal expression."""
    return (*values(STATE, article), *values(_DATE, mention), *values(ORIGIN, run_id))


def casualty_row(casualty: Casualty, article: Article, run_id: str) -> Row:
    """The row of a stated figure."""
    return (*values(STATE, article), *values(_CASUALTY, casualty), *values(ORIGIN, run_id))


def failure_row(letter: DeadLetter, run_id: str) -> Row:
    """The row of a dead letter."""
    return (*values(_FAILURE, letter), *values(ORIGIN, run_id))


def poll_row(poll: FeedPoll, run_id: str) -> Row:
    """The row of a poll."""
    return (*values(_POLL, poll), *values(ORIGIN, run_id))


def to_arrow(table: Table, rows: Iterable[Row]) -> pa.Table:
    """Rows of one table as an Arrow table of its declared schema: sorted, and each distinct row once.

    The order is total (ties are broken by the whole row), so the same rows give the same table in whatever order a
    shuffle brought them.
    """
    places = table.distinct_places
    kept: dict[Row, Row] = {}
    for row in rows:
        key = tuple([(row[place] is not None, row[place] if row[place] is not None else 0) for place in places])
        kept[key] = min(kept[key], row, key=repr) if key in kept else row
    columns = list(zip(*(kept[key] for key in sorted(kept)), strict=True)) or [()] * len(table.schema)
    arrays = [pa.array(values, kind) for values, kind in zip(columns, table.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=table.schema)
