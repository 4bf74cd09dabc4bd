"""The tables: one Arrow schema each, and how a record becomes a row. The only place that names a column.

A row is a tuple of plain values in the order of the schema: it is what the pipeline shuffles, so moments are integers
(microseconds since 1970, UTC), days are integers (days since 1970), and there is nothing that needs pickling.
Columns are only ever added; SCHEMA_VERSION says which there are. Readers' documentation: docs/tables.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa

from schemas.article import Article
from schemas.dead_letter import DeadLetter
from schemas.mentions import Casualty, DateMention, Entity, Place

SCHEMA_VERSION = 2

Row = tuple[Any, ...]
Rows = tuple[Row, ...]

UNKNOWN = "unknown"
"""Partition of what has no day."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOMENT = pa.timestamp("us", tz="UTC")
_RUN = [("run_id", pa.string(), False), ("schema_version", pa.int16(), False)]
_ARTICLE = [("article_id", pa.string(), False), ("revision", pa.string(), False)]
_SPAN = [("start", pa.int32(), False), ("end", pa.int32(), False), ("text", pa.string(), False)]


def _schema(*columns: tuple[str, pa.DataType, bool]) -> pa.Schema:
    return pa.schema([pa.field(name, kind, nullable=nullable) for name, kind, nullable in columns])


@dataclass(frozen=True)
class Table:
    """A table: its folder's name, the hive key it is partitioned by, its schema, and the columns that order its rows.

    `distinct` names the columns that tell two rows apart: of two rows that agree in them, one is written.
    """

    name: str
    partition_key: str
    schema: pa.Schema
    distinct: tuple[str, ...]


ARTICLES = Table(
    "articles",
    "published_date",
    _schema(
        *_ARTICLE,
        ("source_id", pa.string(), True),
        ("url", pa.string(), True),
        ("canonical_url", pa.string(), True),
        ("site", pa.string(), True),
        ("title", pa.string(), True),
        ("authors", pa.list_(pa.string()), False),
        ("agency", pa.string(), True),
        ("dateline", pa.string(), True),
        ("language", pa.string(), True),
        ("section", pa.string(), True),
        ("image_url", pa.string(), True),
        ("published_at", _MOMENT, True),
        ("published_from", pa.string(), True),
        ("published_offset", pa.int16(), True),
        ("modified_at", _MOMENT, True),
        ("text", pa.string(), False),
        ("words", pa.int32(), False),
        ("fetched_at", _MOMENT, True),
        ("status", pa.int16(), True),
        *_RUN,
    ),
    ("article_id", "revision", "source_id"),
)

ENTITIES = Table(
    "entities",
    "published_date",
    _schema(
        *_ARTICLE,
        *_SPAN,
        ("label", pa.string(), False),
        ("name", pa.string(), False),
        ("country", pa.string(), True),
        ("latitude", pa.float64(), True),
        ("longitude", pa.float64(), True),
        ("place_id", pa.string(), True),
        ("place_name", pa.string(), True),
        *_RUN,
    ),
    ("article_id", "revision", "start", "end"),
)

DATES = Table(
    "dates",
    "published_date",
    _schema(
        *_ARTICLE,
        *_SPAN,
        ("type", pa.string(), False),
        ("value", pa.string(), True),
        ("first_day", pa.date32(), True),
        ("last_day", pa.date32(), True),
        ("anchor", pa.date32(), True),
        ("rule", pa.string(), False),
        ("place", pa.string(), True),
        ("country", pa.string(), True),
        ("latitude", pa.float64(), True),
        ("longitude", pa.float64(), True),
        *_RUN,
    ),
    ("article_id", "revision", "start", "end"),
)

CASUALTIES = Table(
    "casualties",
    "published_date",
    _schema(
        *_ARTICLE,
        ("figure_id", pa.string(), False),
        *_SPAN,
        ("sentence", pa.string(), False),
        ("outcome", pa.string(), False),
        ("low", pa.int64(), True),
        ("best", pa.int64(), True),
        ("high", pa.int64(), True),
        ("qualifier", pa.string(), False),
        ("scope", pa.string(), False),
        ("is_main", pa.bool_(), False),
        ("is_derived", pa.bool_(), False),
        ("subset_of", pa.string(), True),
        ("supersedes", pa.string(), True),
        ("victims", pa.string(), True),
        ("victim_type", pa.string(), False),
        ("women", pa.int32(), True),
        ("children", pa.int32(), True),
        ("attributed_to", pa.string(), True),
        ("attribution_type", pa.string(), False),
        ("certainty", pa.string(), False),
        ("cause", pa.string(), True),
        ("first_day", pa.date32(), True),
        ("last_day", pa.date32(), True),
        ("place", pa.string(), True),
        ("country", pa.string(), True),
        ("latitude", pa.float64(), True),
        ("longitude", pa.float64(), True),
        ("rule", pa.string(), False),
        ("confidence", pa.float32(), False),
        *_RUN,
    ),
    ("article_id", "revision", "figure_id"),
)

FAILURES = Table(
    "failures",
    "failed_date",
    _schema(
        ("url", pa.string(), True),
        ("source_id", pa.string(), True),
        ("stage", pa.string(), False),
        ("reason", pa.string(), False),
        ("detail", pa.string(), False),
        ("status", pa.int16(), True),
        ("failed_at", _MOMENT, False),
        ("seconds", pa.float32(), True),
        *_RUN,
    ),
    ("url", "source_id", "stage", "reason", "detail"),
)

TABLES: dict[str, Table] = {table.name: table for table in (ARTICLES, ENTITIES, DATES, CASUALTIES, FAILURES)}


def _moment(value: datetime | None) -> int | None:
    return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)


def _day(value: date | None) -> int | None:
    return None if value is None else (value - _EPOCH.date()).days


def storable(text: str) -> str:
    """A string that has a UTF-8 form, as shuffles and Parquet need: a lone surrogate becomes U+FFFD, one for one."""
    return text if text.isascii() else _LONE_SURROGATE.sub("\ufffd", text)


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
    a = article
    return (
        *(a.article_id, a.revision, a.source_id, a.url, a.canonical_url, a.site, a.title, list(a.authors), a.agency),
        *(a.dateline, a.language, a.section, a.image_url, _moment(a.published_at), a.published_from),
        *(a.published_offset, _moment(a.modified_at), a.text, a.words, _moment(a.fetched_at), a.status),
        *(run_id, SCHEMA_VERSION),
    )


def entity_row(entity: Entity, article: Article, run_id: str) -> Row:
    """The row of a name; its place, if any, spread over five columns."""
    e, (name, country, latitude, longitude, place_id) = entity, _place(entity.place)
    return (
        *(article.article_id, article.revision, e.start, e.end, e.text, e.label, e.name),
        *(country, latitude, longitude, place_id, name, run_id, SCHEMA_VERSION),
    )


def date_row(mention: DateMention, article: Article, run_id: str) -> Row:
    """The row of a temporal expression."""
    m, (name, country, latitude, longitude, _) = mention, _place(mention.place)
    return (
        *(article.article_id, article.revision, m.start, m.end, m.text, m.type, m.value),
        *(_day(m.first_day), _day(m.last_day), _day(m.anchor), m.rule, name, country, latitude, longitude),
        *(run_id, SCHEMA_VERSION),
    )


def casualty_row(casualty: Casualty, article: Article, run_id: str) -> Row:
    """The row of a stated figure."""
    c, (name, country, latitude, longitude, _) = casualty, _place(casualty.place)
    return (
        *(article.article_id, article.revision, c.figure_id, c.start, c.end, c.text, c.sentence, c.outcome),
        *(c.low, c.best, c.high, c.qualifier, c.scope, c.is_main, c.is_derived, c.subset_of, c.supersedes),
        *(c.victims, c.victim_type, c.women, c.children, c.attributed_to, c.attribution_type, c.certainty, c.cause),
        *(_day(c.first_day), _day(c.last_day), name, country, latitude, longitude, c.rule, c.confidence),
        *(run_id, SCHEMA_VERSION),
    )


def failure_row(letter: DeadLetter, run_id: str) -> Row:
    """The row of a dead letter."""
    f = letter
    return (
        None if f.url is None else storable(f.url),
        None if f.source_id is None else storable(f.source_id),
        *(f.stage, f.reason, storable(f.detail), f.status, _moment(f.failed_at), f.seconds, run_id, SCHEMA_VERSION),
    )


def _place(place: Place | None) -> tuple[str | None, str | None, float | None, float | None, str | None]:
    if place is None:
        return None, None, None, None, None
    return place.name, place.country, place.latitude, place.longitude, place.place_id


def to_arrow(table: Table, rows: Iterable[Row]) -> pa.Table:
    """Rows of one table as an Arrow table of its declared schema: sorted, and each distinct row once.

    The order is total (ties are broken by the whole row), so the same rows give the same table in whatever order a
    shuffle brought them.
    """
    key = _sort_key(table)
    kept: dict[Row, Row] = {}
    for row in sorted(rows, key=key):
        kept.setdefault(key(row)[0], row)
    columns = list(zip(*kept.values(), strict=True)) or [()] * len(table.schema)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, table.schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=table.schema)


def _sort_key(table: Table) -> Callable[[Row], tuple[Row, str]]:
    places = [table.schema.get_field_index(name) for name in table.distinct]

    def key(row: Row) -> tuple[Row, str]:
        return tuple((row[i] is not None, row[i] if row[i] is not None else 0) for i in places), repr(row)

    return key
