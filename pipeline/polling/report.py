"""What a person is told of the feeds of a run, at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from schemas.feed_poll import FeedPoll
from schemas.showing import shown

_SILENT = timedelta(days=7)
_NAMED = 3
"""Feeds that are named; the table has the others."""


def describe_polls(polls: Iterable[FeedPoll], now: datetime | None = None) -> tuple[str, ...]:
    """Lines for the closing table; none where no feed was asked. now: aware, for tests."""
    polls = list(polls)
    if not polls:
        return ()
    since = (now or datetime.now(UTC)) - _SILENT
    failed = [poll for poll in polls if poll.error and poll.status != 410 and not poll.items]
    gone = [poll for poll in polls if poll.status == 410]
    silent = [poll for poll in polls if poll.newest_item_at is not None and poll.newest_item_at < since]
    gaps = [poll for poll in polls if poll.gap]
    said = (
        (failed, "could not be read"),
        (gone, "gone for good (410)"),
        (silent, "silent for over 7 days"),
        (gaps, "with a gap: stories may have come and gone unseen"),
    )
    new = sum(poll.new for poll in polls)
    return (
        f"feeds and sitemaps: {len(polls)} asked, {new} new stories",
        *(f"{_count(them)} {words}: {_name(them)}" for them, words in said if them),
    )


def _count(polls: Sequence[FeedPoll]) -> str:
    return f"{len(polls)} feed{'s' * (len(polls) > 1)}"


def _name(polls: Sequence[FeedPoll]) -> str:
    more = len(polls) - _NAMED
    named = ", ".join(shown(poll.feed_url) for poll in polls[:_NAMED])
    return f"{named} and {more} more" if more > 0 else named
