"""From addresses to documents: lists and indexes are followed to what they lead to, three steps deep at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from pipeline.polling.answers import Answered, Root
from pipeline.polling.asking import Ask
from pipeline.polling.sites import visit
from schemas.feed import Feed, FeedLink

MAX_DEPTH = 3
"""Steps from an address that was handed in: a list of feeds, an index, a sitemap, and one to spare."""
_MAX_ADDRESSES = 50_000
"""Documents that one address may lead to."""


def follow(urls: Iterable[str], ask: Ask, since: datetime | None, root: Root) -> Iterator[Answered]:
    """What addresses lead to, each once, as their answers come.

    since: aware; what an index says was last changed before that is not asked for. root: what the addresses may be.
    """
    seen: set[str] = set()
    wanted = list(dict.fromkeys(urls))
    for depth in range(MAX_DEPTH + 1):
        seen.update(wanted)
        found: dict[str, None] = {}
        for document in visit(wanted, ask, root if depth == 0 else "feeds"):
            yield document
            if document.feed is not None:
                fresh = (child.url for child in recent_children(document.feed, since) if child.url not in seen)
                found.update(dict.fromkeys(fresh))
        wanted = list(found)[: max(0, _MAX_ADDRESSES - len(seen))]
        if not wanted:
            return


def recent_children(feed: Feed, since: datetime | None) -> Iterator[FeedLink]:
    """What a list or an index leads to, without what it says is older than `since`."""
    return (child for child in feed.children if is_recent(child.modified_at, since))


def is_recent(stated: datetime | None, since: datetime | None) -> bool:
    """Whether something may be as new as that: so is what states no time. A bare day counts to its end."""
    if stated is None or since is None:
        return True
    moment = stated if stated.tzinfo else stated.replace(tzinfo=UTC)
    bare = not (moment.hour or moment.minute or moment.second)
    return moment + timedelta(days=1 if bare else 0) >= since
