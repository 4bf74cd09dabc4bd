"""A feed, a sitemap or a list of feeds, as it stood when it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FeedKind = Literal["rss", "atom", "json", "sitemap", "sitemap_index", "text_sitemap", "opml", "site"]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A story that a feed names.

    url: where it is to be fetched, absolute, as the feed spells it, tracking parameters and all; None where it names no
        place. guid: the feed's own id for it. title: plain text.
    published_at, modified_at: naive when the feed states no offset.
    content: its full text as an HTML fragment, where the feed carries it; never a mere summary.
    """

    url: str | None
    guid: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True)
class FeedLink:
    """Another feed or sitemap that a document leads to. modified_at: as of FeedEntry."""

    url: str
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a document holds.

    title, url: of what it is the feed of. entries: in the document's order, for kinds that name stories.
    children: of an index of sitemaps, a list of feeds, a site. language: as the feed states it.
    poll_after: seconds that it asks to be left alone between two polls. hubs: addresses of WebSub hubs.
    is_cut: it is cut short, or holds more than is read.
    """

    kind: FeedKind
    title: str | None = None
    url: str | None = None
    entries: tuple[FeedEntry, ...] = ()
    children: tuple[FeedLink, ...] = ()
    language: str | None = None
    poll_after: float | None = None
    hubs: tuple[str, ...] = ()
    is_cut: bool = False
