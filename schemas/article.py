"""An article: a page read, its text clean and its metadata known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from schemas.page import Version

PublishedFrom = Literal["json-ld", "meta", "time", "url", "text", "feed", "input"]


@dataclass(frozen=True, slots=True)
class Article:
    """One row of the articles table but for the columns of the run, plus the anchor of its dates.

    article_id: 16 hex digits of the canonical URL, else of source_id, else of the text.
    revision: 16 hex digits of title and text.
    site: registered domain ("bbc.co.uk").
    agency: short name of the news agency whose story it is ("AP", "Reuters").
    dateline: as printed, without the dash ("BEIRUT, Oct. 9 (Reuters)").
    published_at, modified_at: aware, UTC. published_offset: minutes east of UTC on the publisher's clock, as stated or
        as the page shows by stating one moment twice; None when it does neither.
    text: paragraphs separated by a blank line; every offset in the other tables counts its code points.
    anchor: the day that "today" means in the text: publication day in the publisher's own offset, else the dateline's;
        None when nobody states one. Never the clock.
    version: of the page it was read from, when that was fetched now.
    requested_url: as the input spells it, before redirects. feed_url: the feed that names it.
    """

    article_id: str
    revision: str
    source_id: str | None
    url: str | None
    canonical_url: str | None
    site: str | None
    title: str | None
    authors: tuple[str, ...]
    agency: str | None
    dateline: str | None
    language: str | None
    section: str | None
    image_url: str | None
    published_at: datetime | None
    published_from: PublishedFrom | None
    published_offset: int | None
    modified_at: datetime | None
    text: str
    fetched_at: datetime | None
    status: int | None
    received_at: datetime
    anchor: date | None
    version: Version | None = None
    requested_url: str | None = None
    feed_url: str | None = None

    @property
    def words(self) -> int:
        """Number of white-space separated words of the text."""
        return len(self.text.split())
