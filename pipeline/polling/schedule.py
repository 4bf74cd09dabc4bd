"""What is remembered of a feed between two polls, and what a poll makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pipeline.polling.answers import Answered
from pipeline.polling.rhythm import (
    Pace,
    Rhythm,
    choose_interval,
    first_rhythm,
    penalise,
    read_freshness,
    spread,
)
from pipeline.polling.stories import Judged, seconds_of
from schemas.dead_letter import DeadLetter
from schemas.feed import Feed
from schemas.page import Page

_SITE_PAUSE = 86_400.0
"""Seconds after which a site is asked again where its feeds are."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed as it was left. Moments are seconds since 1970, intervals seconds.

    next_poll_at: 0 for at once. interval: before it was spread. failures: in a row. gone: not asked again: it said so
    (410), or is a page or a file. stories, seconds: its rhythm. items: stories it showed. newest: their latest time.
    changed_at: when something new was last seen. wished: the pause it asks for.
    children: what it leads to, with the time of change it states (0 for none). hubs: where it can be subscribed to.
    """

    url: str
    polls: int = 0
    polled_at: float = 0.0
    next_poll_at: float = 0.0
    interval: float = 0.0
    failures: int = 0
    gone: bool = False
    etag: str | None = None
    last_modified: str | None = None
    stories: float = 0.0
    seconds: float = 0.0
    items: int = 0
    newest: float = 0.0
    changed_at: float = 0.0
    wished: float | None = None
    children: tuple[tuple[str, float], ...] = ()
    hubs: tuple[str, ...] = ()

    def as_plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)


def read_state(plain: Mapping[str, Any]) -> FeedState:
    """A state from what JSON holds of it; fields of other versions are passed over."""
    known = {name: plain[name] for name in FeedState.__dataclass_fields__ if name in plain}
    children = tuple((str(url), float(modified)) for url, modified in known.pop("children", ()))
    return FeedState(**known | {"children": children, "hubs": tuple(known.get("hubs", ()))})


def after_poll(state: FeedState, document: Answered, judged: Judged | None, pace: Pace) -> FeedState:
    """What is remembered of a feed once it has been asked. judged: its stories; None when it showed none."""
    now = document.asked_at.timestamp()
    state = replace(state, polls=state.polls + 1)
    if document.feed is not None and document.page is not None:
        left = _after_answer(state, document.feed, document.page, judged or Judged((), (), ()), pace)
    elif document.is_page or document.version is not None:
        left = replace(state, gone=True, etag=document.version)
    elif is_unchanged(document):
        rhythm = Rhythm(state.stories, state.seconds).heard(0, now - state.polled_at)
        left = replace(state, failures=0, stories=rhythm.stories, seconds=rhythm.seconds)
        interval = choose_interval(rhythm, state.items, pace, wished=state.wished, fresh_for=None)
        left = replace(left, interval=interval, next_poll_at=now + spread(interval, state.url, state.polls))
    else:
        left = _after_failure(state, document, now, pace)
    return replace(left, polled_at=now)


def _after_answer(state: FeedState, feed: Feed, page: Page, judged: Judged, pace: Pace) -> FeedState:
    now = (page.fetched_at or page.request.received_at).timestamp()
    new = len(judged.new)
    items = len(feed.entries) or len(feed.children)
    rhythm = Rhythm(state.stories, state.seconds)
    if state.polled_at and (state.stories or state.items):
        rhythm = rhythm.heard(new, now - state.polled_at)
    else:
        rhythm = first_rhythm([moment for moment in map(seconds_of, _published(feed)) if 0 < moment <= now])
    fresh_for = read_freshness(page.cache_control)
    interval = choose_interval(rhythm, items, pace, wished=feed.poll_after, fresh_for=fresh_for)
    if feed.kind == "site":
        interval = max(interval, _SITE_PAUSE)
    return replace(
        state,
        failures=0,
        stories=rhythm.stories,
        seconds=rhythm.seconds,
        interval=interval,
        next_poll_at=now + spread(interval, state.url, state.polls),
        items=items,
        newest=max([state.newest, *(moment for moment in map(seconds_of, _published(feed)) if moment <= now + 86_400)]),
        changed_at=now if new or not state.changed_at else state.changed_at,
        wished=feed.poll_after,
        children=tuple((child.url, float(seconds_of(child.modified_at))) for child in feed.children),
        hubs=tuple(dict.fromkeys([*feed.hubs, *page.hubs])),
        etag=None if judged.postponed else page.etag,  # what is postponed has to be shown once more
        last_modified=None if judged.postponed else page.last_modified,
    )


def _published(feed: Feed) -> list[datetime | None]:
    return [entry.published_at for entry in feed.entries]


def _after_failure(state: FeedState, document: Answered, now: float, pace: Pace) -> FeedState:
    failures = state.failures + 1
    letter = document.failure if isinstance(document.failure, DeadLetter) else None
    interval = penalise(
        state.interval or pace.least,
        failures,
        pace.most,
        missing=document.status == 404,
        retry_after=letter.retry_after if letter else None,
    )
    return replace(
        state,
        failures=failures,
        gone=document.status == 410,
        next_poll_at=now + spread(interval, state.url, state.polls),
    )


def is_unchanged(document: Answered) -> bool:
    """Whether the host says that a feed is the one that was seen last (304)."""
    return isinstance(document.failure, DeadLetter) and document.failure.reason == "not_modified"


def has_gap(state: FeedState, feed: Feed, judged: Judged) -> bool:
    """Whether stories may have come and gone since the last poll: it showed some then, and shows none of them now."""
    if not state.polled_at or not state.items or judged.known or judged.again or not judged.new:
        return False
    moments = [moment for moment in map(seconds_of, _published(feed)) if moment]
    return not moments or not state.newest or min(moments) > state.newest


def moment_of(seconds: float) -> datetime | None:
    """Aware UTC of seconds since 1970; None for 0."""
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
