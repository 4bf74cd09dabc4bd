"""Addresses among the inputs, and local files that hold feeds or lists of them: followed to an intake, before a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from pipeline.intake import Line
from pipeline.polling.asking import Ask
from pipeline.polling.following import Answered, follow, recent_children
from pipeline.polling.stories import NoMemory, Sorter
from pipeline.polling.taking import take_in
from pipeline.storage import open_bytes
from schemas.dead_letter import Rejected
from transforms.feeds.decoding import MAX_BYTES
from transforms.feeds.reading import read_feed

_SCHEMES = ("http://", "https://")


def is_address(pattern: str) -> bool:
    """Whether an input is fetched rather than opened."""
    return pattern.lower().startswith(_SCHEMES)


def _read_local(path: str) -> Answered:
    """A local file as a document."""
    now = datetime.now(UTC)
    try:
        with open_bytes(path, inflate=False) as source:
            return Answered(path, now, feed=read_feed(source.read(MAX_BYTES + 1), None, None))
    except Rejected as why:
        return Answered(path, now, failure=Rejected(why.reason, f"{path}: {why.detail}"))
    except (OSError, EOFError) as why:
        return Answered(path, now, failure=Rejected("unreadable_input", f"{path}: {why}"))


def _named_addresses(document: Answered, since: datetime | None) -> list[str]:
    """What a local list of addresses or feeds leads to; a feed's own stories are no documents."""
    feed = document.feed
    if feed is None:
        return []
    listed = [entry.url for entry in feed.entries if entry.url] if feed.kind == "text_sitemap" else []
    return [*listed, *(child.url for child in recent_children(feed, since))]


def follow_once(addresses: Iterable[str], files: Iterable[str], ask: Ask, since: datetime | None) -> Iterator[Line]:
    """The lines of an intake for one run: everything that these addresses and local files lead to, each story once."""
    sorter = Sorter(NoMemory())
    wanted = list(addresses)
    for path in files:
        document = _read_local(path)
        named = _named_addresses(document, since)
        wanted += named
        if not named:
            yield from take_in(document, sorter, since)
    for document in follow(wanted, ask, since):
        yield from take_in(document, sorter, since)
