"""A poll: a feed, a sitemap or a list of feeds was asked for, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FeedPoll:
    """One row of the feeds table but for the columns of the run. Moments: aware, UTC.

    feed_url: as the input, an index or a list of feeds spells it. status: of the HTTP answer; None for a local file.
    items: stories that it names; new: those among them that are asked for now, first or again; known: the others.
    newest_item_at, oldest_item_at: stated publication; what states none counts for neither.
    next_poll_at: None when nobody will ask again.
    gap: stories may have come and gone since the poll before, as nothing that it shows was known.
    error: a word of the failures table, a colon and what was seen; None when all is well.
    """

    feed_url: str
    polled_at: datetime
    status: int | None = None
    items: int = 0
    new: int = 0
    known: int = 0
    newest_item_at: datetime | None = None
    oldest_item_at: datetime | None = None
    next_poll_at: datetime | None = None
    gap: bool = False
    error: str | None = None
