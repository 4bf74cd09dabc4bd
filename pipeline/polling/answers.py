"""What an address came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from schemas.dead_letter import DeadLetter, Rejected
from schemas.feed import Feed
from schemas.page import Page
from transforms.feeds.reading import looks_like_page, read_feed


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


Root = Literal["any", "feeds", "sites"]
"""What an address may be: a page, which is itself a story, or a feed; a feed alone; a feed or a site's front page."""


def read_answer(answer: Page | DeadLetter, root: Root) -> Answered:
    """What an answer came to. root: what it may be."""
    url = answer.requested_url or ""
    if isinstance(answer, DeadLetter):
        return Answered(url, answer.failed_at, failure=answer)
    asked_at = answer.fetched_at or answer.request.received_at
    if root != "feeds" and looks_like_page(answer.body, answer.content_type):
        return Answered(url, asked_at, answer, is_page=True)
    try:
        return Answered(url, asked_at, answer, read_feed(answer.body, answer.content_type, answer.url))
    except Rejected as why:
        return Answered(url, asked_at, failure=Rejected(why.reason, why.detail, answer.status, url))
