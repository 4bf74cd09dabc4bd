"""What a document comes to in an intake: a poll, the stories to be read, what had to be refused."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from pipeline.intake import Line, page_of, poll_line
from pipeline.polling.answers import Answered
from pipeline.polling.following import is_recent
from pipeline.polling.rhythm import Pace
from pipeline.polling.schedule import FeedState, after_poll, has_gap, is_unchanged, moment_of
from pipeline.polling.stories import Judged, NamedStory, Sorter, seconds_of
from schemas.feed import Feed, FeedEntry
from schemas.feed_poll import FeedPoll

_LOG = logging.getLogger(__name__)


def take_in(
    document: Answered, sorter: Sorter, since: datetime | None, state: FeedState | None = None, pace: Pace | None = None
) -> Iterator[Line]:
    """The lines of a document, its poll first.

    since: aware; stories that state an older time are passed over. state, pace: of a feed that will be asked again;
    what it is left as goes along with its poll.
    """
    feed = document.feed
    if document.is_page:
        feed = Feed("text_sitemap", entries=(FeedEntry(document.url),))
    judged = None
    if feed is not None:
        wanted = [entry for entry in feed.entries if is_recent(entry.modified_at or entry.published_at, since)]
        judged = sorter.sort(document.url, document.asked_at, wanted)
    left = after_poll(state, document, judged, pace) if state is not None and pace is not None else None
    more: dict[str, object] = {"state": left.as_plain(), "shown": _keys(judged)} if left is not None else {}
    if not document.is_page:
        yield poll_line(_poll(document, judged, state, left), **more)
    elif more:
        yield {"is": "left", "polled_at": document.asked_at.isoformat(), **more}
    if document.failure is not None and not is_unchanged(document):
        why = document.failure
        yield {"is": "refused", "reason": why.reason, "detail": why.detail, "status": why.status, "url": document.url}
    if feed is not None and judged is not None:
        is_steady = state is not None and state.polls > 0 and not has_gap(state, feed, judged)
        for story in (*judged.new, *judged.again):
            yield _story_line(document, feed, story, is_steady=is_steady)


def _keys(judged: Judged | None) -> list[int]:
    return [key for story in judged.known for key in story.keys] if judged else []


def _poll(document: Answered, judged: Judged | None, state: FeedState | None, left: FeedState | None) -> FeedPoll:
    times = _times(judged)
    error = None
    if document.failure is not None and not is_unchanged(document):
        error = f"{document.failure.reason}: {document.failure.detail}"
    elif document.feed is not None and document.feed.is_cut:
        error = "too_large: it is cut short, or holds more than is read"
        _LOG.warning("%s is cut short, or holds more than is read", document.url)
    asked = len(judged.new) + len(judged.again) if judged else 0
    known = len(judged.known) if judged else 0
    newest = max(times) if times else (moment_of(state.newest) if state else None)
    return FeedPoll(
        feed_url=document.url,
        polled_at=document.asked_at.astimezone(UTC),
        status=document.status,
        items=asked + known,
        new=asked,
        known=known,
        newest_item_at=newest,
        oldest_item_at=min(times) if times else None,
        next_poll_at=moment_of(left.next_poll_at) if left and not left.gone else None,
        gap=bool(state and document.feed and judged and has_gap(state, document.feed, judged)),
        error=error,
    )


def _times(judged: Judged | None) -> Sequence[datetime]:
    stories = (*judged.new, *judged.again, *judged.known) if judged else ()
    moments = (moment_of(seconds_of(story.entry.published_at)) for story in stories)
    return [moment for moment in moments if moment is not None]


def _story_line(document: Answered, feed: Feed, story: NamedStory, *, is_steady: bool) -> Line:
    """is_steady: nothing can have come and gone since the poll before, so what is new now came between the two."""
    entry = story.entry
    if entry.url is None and entry.content is None:
        told = (
            f"{document.url}: the story {(entry.title or 'without a title')!r} has neither an address nor a full text"
        )
        seen_at = document.asked_at.isoformat()
        refused = {"is": "refused", "reason": "malformed_record", "detail": told[:500], "url": None}
        return refused | {"keys": story.keys, "seen_at": seen_at}
    published = entry.published_at or (document.asked_at if is_steady and not document.is_page else None)
    line: dict[str, object] = {
        "is": "story",
        "url": entry.url,
        "title": entry.title,
        "published_at": published.isoformat() if published else None,
        "feed_url": None if document.is_page else document.url,
        "keys": story.keys,
        "modified": story.modified,
        "seen_at": document.asked_at.isoformat(),
    }
    if entry.url is None:
        line["id"] = entry.guid or f"{document.url}#{story.keys[0] & (2**64 - 1):016x}"
    if entry.content:
        line["html"] = page_of(entry.content, entry.title, feed.language)
    return {name: value for name, value in line.items() if value is not None}
