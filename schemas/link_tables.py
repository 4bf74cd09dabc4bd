"""The tables that linking writes: their columns, once, with how they are read from a record; see schemas.tables."""

from __future__ import annotations

from schemas.columns import (
    FLAG,
    FLOAT32,
    INT32,
    INT64,
    MOMENT,
    TEXT,
    Column,
    moment,
    schema_of,
    single,
    values,
)
from schemas.groups import COUNT, DAYS, ORIGIN, PLACE, SPEAKER, STATE
from schemas.links import Event, EventArticle, FamilyMember, TollReport
from schemas.mentions import Outcome
from schemas.story import StoryDigest
from schemas.tables import UNKNOWN, Row, Table

OUTCOMES: tuple[Outcome, ...] = ("killed", "injured", "missing", "displaced", "abducted", "detained")

RUN = "link"
"""run_id of what linking writes: one state of all tables, which the next linking replaces."""

_FAMILY: tuple[Column[FamilyMember], ...] = (
    Column("family_id", TEXT, nullable=False, read=lambda m: m.family_id),
    *STATE,
    Column("role", TEXT, nullable=False, read=lambda m: m.role),
    Column("similarity", FLOAT32, nullable=False, read=lambda m: m.similarity),
    Column("containment", FLOAT32, nullable=False, read=lambda m: m.containment),
    Column("agency", TEXT, nullable=True, read=lambda m: m.story.agency),
    Column("start", INT32, nullable=True, read=lambda m: m.start),
    Column("end", INT32, nullable=True, read=lambda m: m.end),
)


def _toll_columns(outcome: Outcome) -> tuple[Column[Event], ...]:
    def of(event: Event, end: str) -> int | None:
        toll = event.tolls.get(outcome)
        return None if toll is None else getattr(toll, end)

    return (
        Column(f"{outcome}_low", INT64, nullable=True, read=lambda e: of(e, "low")),
        Column(f"{outcome}_best", INT64, nullable=True, read=lambda e: of(e, "best")),
        Column(f"{outcome}_high", INT64, nullable=True, read=lambda e: of(e, "high")),
    )


_EVENT: tuple[Column[Event], ...] = (
    Column("event_id", TEXT, nullable=False, read=lambda e: e.event_id),
    Column("version", INT32, nullable=False, read=lambda e: e.version),
    Column("status", TEXT, nullable=False, read=lambda e: e.status),
    Column("merged_into", TEXT, nullable=True, read=lambda e: e.merged_into),
    *DAYS,
    Column("day_precision", TEXT, nullable=False, read=lambda e: e.day_precision),
    *PLACE,
    Column("place_precision", TEXT, nullable=False, read=lambda e: e.place_precision),
    Column("cause", TEXT, nullable=True, read=lambda e: e.cause),
    *(column for outcome in OUTCOMES for column in _toll_columns(outcome)),
    Column("articles", INT32, nullable=False, read=lambda e: e.articles),
    Column("families", INT32, nullable=False, read=lambda e: e.families),
    Column("independent_sources", INT32, nullable=False, read=lambda e: e.independent_sources),
    Column("first_reported", MOMENT, nullable=True, read=lambda e: moment(e.first_reported)),
    Column("last_reported", MOMENT, nullable=True, read=lambda e: moment(e.last_reported)),
    Column("title", TEXT, nullable=True, read=lambda e: e.title),
    *STATE,
    Column("rule", TEXT, nullable=False, read=lambda e: e.rule),
    Column("confidence", FLOAT32, nullable=False, read=lambda e: single(e.confidence)),
)

_EVENT_ARTICLE: tuple[Column[EventArticle], ...] = (
    Column("event_id", TEXT, nullable=False, read=lambda a: a.event_id),
    *STATE,
    Column("confidence", FLOAT32, nullable=False, read=lambda a: a.confidence),
    Column("aside", FLAG, nullable=False, read=lambda a: a.aside),
)

_TOLL: tuple[Column[TollReport], ...] = (
    Column("event_id", TEXT, nullable=False, read=lambda t: t.event_id),
    Column("reported_at", MOMENT, nullable=True, read=lambda t: moment(t.reported_at)),
    *COUNT,
    *STATE,
    Column("figure_id", TEXT, nullable=False, read=lambda t: t.figure_id),
    *SPEAKER,
    Column("independent_sources", INT32, nullable=False, read=lambda t: t.independent_sources),
)

_STORY = ("article_id", "revision")
FAMILIES = Table("families", "published_date", schema_of(*_FAMILY, *ORIGIN), _STORY)
EVENTS = Table("events", "event_date", schema_of(*_EVENT, *ORIGIN), ("event_id",))
EVENT_ARTICLES = Table("event_articles", "published_date", schema_of(*_EVENT_ARTICLE, *ORIGIN), ("event_id", *_STORY))
EVENT_TOLLS = Table(
    "event_tolls", "event_date", schema_of(*_TOLL, *ORIGIN), ("event_id", "reported_at", *_STORY, "figure_id")
)

LINK_TABLES: dict[str, Table] = {table.name: table for table in (FAMILIES, EVENTS, EVENT_ARTICLES, EVENT_TOLLS)}


def day_of_story(story: StoryDigest) -> str:
    """The partition of what is said of a story: its publication day, ISO 8601, or UNKNOWN."""
    return UNKNOWN if story.published_on is None else story.published_on.isoformat()


def day_of_event(event: Event) -> str:
    """The partition of an event: its first day, else that of its first report, ISO 8601; UNKNOWN without either."""
    if event.first_day is None and event.first_reported is None:
        return UNKNOWN
    found = event.first_day or (event.first_reported.date() if event.first_reported else None)
    return UNKNOWN if found is None else found.isoformat()


def family_row(member: FamilyMember) -> Row:
    """The row of an article state in its family."""
    return (*values(_FAMILY, member), *values(ORIGIN, RUN))


def event_row(event: Event) -> Row:
    """The row of an event; its tolls spread over three columns an outcome."""
    return (*values(_EVENT, event), *values(ORIGIN, RUN))


def event_article_row(told: EventArticle) -> Row:
    """The row that ties an article state to an event."""
    return (*values(_EVENT_ARTICLE, told), *values(ORIGIN, RUN))


def toll_row(report: TollReport) -> Row:
    """The row of a figure that an article states of an event."""
    return (*values(_TOLL, report), *values(ORIGIN, RUN))
