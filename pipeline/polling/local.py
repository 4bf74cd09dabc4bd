"""Local files that hold a feed, or list feeds."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline.polling.answers import Answered
from pipeline.polling.following import recent_children
from pipeline.storage import open_bytes
from schemas.dead_letter import Rejected
from transforms.feeds.decoding import MAX_BYTES
from transforms.feeds.reading import read_feed


def read_local(path: str) -> Answered:
    """A local file as a document."""
    now = datetime.now(UTC)
    try:
        with open_bytes(path, inflate=False) as source:
            return Answered(path, now, feed=read_feed(source.read(MAX_BYTES + 1), None, None))
    except Rejected as why:
        return Answered(path, now, failure=Rejected(why.reason, f"{path}: {why.detail}"))
    except (OSError, EOFError) as why:
        return Answered(path, now, failure=Rejected("unreadable_input", f"{path}: {why}"))


def named_addresses(document: Answered, since: datetime | None) -> list[str]:
    """What a local list of addresses or feeds leads to; a feed's own stories are no documents."""
    feed = document.feed
    if feed is None:
        return []
    listed = [entry.url for entry in feed.entries if entry.url] if feed.kind == "text_sitemap" else []
    return [*listed, *(child.url for child in recent_children(feed, since))]
