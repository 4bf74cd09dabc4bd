"""A story: what linking reads of an article and its mentions, small enough to be shuffled.

Without slots: a frozen class that has them is pickled ten times as slowly, and stories are shuffled four times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from schemas.mentions import Outcome, Place

StoryKey = tuple[str, str]
"""article_id and revision: one state of one article."""


PlacePrecision = Literal["site", "town", "region", "country", "unknown"]


@dataclass(frozen=True)
class StatedFigure:
    """A figure of an article that counts the people harmed in an event: see schemas.mentions.Casualty.

    is_derived: the text implies it. supersedes: the number that this one brings up to date. of_perpetrators: counts
    those who did the harm. is_aside: it is of another event than the article's own.
    """

    figure_id: str
    outcome: Outcome
    low: int | None
    best: int | None
    high: int | None
    confidence: float
    is_main: bool
    is_derived: bool
    supersedes: int | None
    of_perpetrators: bool
    is_aside: bool
    attributed_to: str | None
    attribution_type: str
    cause: str | None
    first_day: date | None
    last_day: date | None
    place: Place | None
    place_precision: PlacePrecision

    @property
    def number(self) -> int | None:
        """The one number to take for it: the best, else the lowest."""
        return self.best if self.best is not None else self.low


@dataclass(frozen=True)
class StoryDigest:
    """One state of one article, as linking sees it.

    publisher: registered domain of who printed it; of an archived page, of the page that was archived.
    published_on: the day of its partition. reported_at: when this state was reported: the page's last change, else its
    publication, else when it was fetched; aware, UTC.
    words: a number for each word of title and text in their order, four bytes each; equal words have equal numbers.
    starts: where each word begins, in code points of the text, four bytes each; of the title's words 0.
    title_words: how many of the words are the title's.
    persons, places: names in it, in lower case. days: days that it speaks of, up to its publication, as ordinals.
    point: degrees north and east of the place that it tells of.
    town: the town with a known point that its text names most; an agency's dateline counts where it names no other.
    figures: those of its own event, and those that it tells aside.
    """

    article_id: str
    revision: str
    publisher: str | None
    agency: str | None
    has_dateline: bool
    title: str | None
    published_on: date | None
    reported_at: datetime | None
    words: bytes
    starts: bytes
    title_words: int
    persons: frozenset[str]
    places: frozenset[str]
    days: frozenset[int]
    point: tuple[float, float] | None
    town: Place | None
    figures: tuple[StatedFigure, ...]

    @property
    def key(self) -> StoryKey:
        """What names it."""
        return self.article_id, self.revision
