"""Links: what ties articles to each other and to events, one record a row of the tables that linking writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from schemas.mentions import Outcome, Place
from schemas.story import PlacePrecision, StoryDigest

Role = Literal["original", "reprint", "rewrite", "update"]
Status = Literal["live", "merged", "withdrawn"]
DayPrecision = Literal["day", "days", "week", "month", "unknown"]
TollRule = Literal["range", "latest", "conservative", "two_sources"]


@dataclass(frozen=True, slots=True)
class Toll:
    """How many, by what still stands: bounds inclusive, None is open; best None where nothing decides."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """An article state in a family: articles that print one text.

    family_id: the same for all of a family. similarity: Jaccard of its shingles and the original's. containment: share
    of its own shingles that the original has too. start, end: in its text, the longest passage that the original has
    too, as code points; None where there is none.
    """

    story: StoryDigest
    family_id: str
    role: Role
    similarity: float
    containment: float
    start: int | None
    end: int | None

    @property
    def article_id(self) -> str:
        """Of the state."""
        return self.story.article_id

    @property
    def revision(self) -> str:
        """Of the state."""
        return self.story.revision


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, as all articles that tell it say; the events table describes the fields.

    tolls: by outcome, those that anybody states. title, article_id, revision: of the best source.
    """

    event_id: str
    version: int
    status: Status
    merged_into: str | None
    first_day: date | None
    last_day: date | None
    day_precision: DayPrecision
    place: Place | None
    place_precision: PlacePrecision
    cause: str | None
    tolls: Mapping[Outcome, Toll]
    articles: int
    families: int
    independent_sources: int
    first_reported: datetime | None
    last_reported: datetime | None
    title: str | None
    article_id: str
    revision: str
    rule: TollRule
    confidence: float


@dataclass(frozen=True, slots=True)
class EventArticle:
    """That an article state tells an event. confidence: 0 to 1. aside: beside an event of its own, as round-ups do."""

    event_id: str
    article_id: str
    revision: str
    confidence: float
    aside: bool


@dataclass(frozen=True, slots=True)
class TollReport:
    """A figure that an article states of an event, in the order of the reports.

    low, best, high: as stated. independent_sources: how many had told of this outcome by then.
    """

    event_id: str
    reported_at: datetime | None
    outcome: Outcome
    low: int | None
    best: int | None
    high: int | None
    article_id: str
    revision: str
    figure_id: str
    attributed_to: str | None
    attribution_type: str
    independent_sources: int
