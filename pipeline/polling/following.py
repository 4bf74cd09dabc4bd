"""From addresses to documents: lists and indexes are followed to what they lead to, three steps deep at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pipeline.polling.asking import Ask
from schemas.dead_letter import DeadLetter, Rejected
from schemas.feed import Feed, FeedLink
from schemas.page import Page
from transforms.feeds.reading import looks_like_page, read_feed

MAX_DEPTH = 3
"""Steps from an address that was handed in: a list of feeds, an index, a sitemap, and one to spare."""
_MAX_ADDRESSES = 50_000
"""Documents that one address may lead to."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What an address came to: a feed, a page (then it is itself a story), or a failure.

    url: as it was handed in or named. page: what answered; None for a local file and a failure. version: the state of a
    local file.
    """

    url: str
    asked_at: datetime
    page: Page | None = None
    feed: Feed | None = None
    is_page: bool = False
    failure: DeadLetter | Rejected | None = None
    version: str | None = None

    @property
    def status(self) -> int | None:
        """Of the HTTP answer."""
        return self.page.status if self.page else self.failure.status if self.failure else None


def read_answer(answer: Page | DeadLetter, *, pages: bool) -> Answered:
    """What an answer came to. pages: whether it may be a page, which is itself a story; else that is no feed."""
    url = answer.requested_url or ""
    if isinstance(answer, DeadLetter):
        return Answered(url, answer.failed_at, failure=answer)
    asked_at = answer.fetched_at or answer.request.received_at
    if pages and looks_like_page(answer.body, answer.content_type):
        return Answered(url, asked_at, answer, is_page=True)
    try:
        return Answered(url, asked_at, answer, read_feed(answer.body, answer.content_type, answer.url))
    except Rejected as why:
        return Answered(url, asked_at, failure=Rejected(why.reason, why.detail, answer.status, url))


def follow(urls: Iterable[str], ask: Ask, since: datetime | None, *, pages: bool) -> Iterator[Answered]:
    """What addresses lead to, each once, as their answers come.

    since: aware; what an index says was last changed before that is not asked for. pages: whether the addresses handed
    in may be pages.
    """
    seen: set[str] = set()
    wanted = list(dict.fromkeys(urls))
    for depth in range(MAX_DEPTH + 1):
        seen.update(wanted)
        found: dict[str, None] = {}
        for answer in ask(wanted):
            document = read_answer(answer, pages=pages and depth == 0)
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
