"""Intakes: what came in from feeds and topics, as requests of a run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pipeline.intake import Line, Placed, read_intake, read_poll
from pipeline.records import read_fields
from schemas.dead_letter import Rejected
from schemas.feed_poll import FeedPoll
from schemas.request import Request, StoredBody


def read_intake_file(path: str, received_at: datetime) -> Iterator[Request | Rejected | FeedPoll]:
    """Polls, requests and what was refused, in the order of the file.

    A story is fetched, its words in the feed being what is left when that fails; one without an address is read from
    those. Raises OSError where the file cannot be read.
    """
    for placed in read_intake(path):
        kind = placed.line["is"]
        if kind == "poll":
            yield read_poll(placed.line)
        elif kind == "story":
            yield _story(path, placed, received_at)
        elif kind == "message":
            yield _message(path, placed)
        elif kind == "refused":
            said = placed.line
            yield Rejected(said["reason"], said["detail"], said.get("status"), said.get("url"))


def _story(path: str, placed: Placed, received_at: datetime) -> Request:
    line = placed.line
    words = StoredBody(path, "html", "html", placed.offset) if line.get("html") else None
    return Request(
        url=line.get("url"),
        origin=line.get("feed_url") or line.get("origin") or path,
        received_at=received_at,
        source_id=line.get("id"),
        title=line.get("title"),
        published_at=_moment(line),
        stored=None if line.get("url") else words,
        feed_url=line.get("feed_url"),
        fallback=words if line.get("url") else None,
    )


def _message(path: str, placed: Placed) -> Request:
    """A record with its body, as it was handed in."""
    line = placed.line
    record = read_fields(line)
    return Request(
        url=record.url,
        origin=line["origin"],
        received_at=datetime.fromisoformat(line["at"]),
        source_id=record.id,
        title=record.title,
        published_at=record.published_at,
        stored=StoredBody(path, record.body, record.body, placed.offset),  # type: ignore[arg-type]  # narrowed by Record
    )


def _moment(line: Line) -> datetime | None:
    stated = line.get("published_at")
    return datetime.fromisoformat(stated) if stated else None
