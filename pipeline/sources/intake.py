"""Intakes: what came in from feeds and topics, as requests of a run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pipeline.intake import Line, read_intake, read_poll
from pipeline.records import Record, read_fields
from schemas.dead_letter import Rejected
from schemas.feed_poll import FeedPoll
from schemas.request import InlineBody, Request, StoredBody


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
            words = StoredBody(path, "html", "html", placed.offset) if placed.line.get("html") else None
            yield _story(placed.line, path, words, received_at)
        elif kind == "message":
            record = read_fields(placed.line)
            kept = StoredBody(path, record.body, record.body, placed.offset)  # type: ignore[arg-type]  # narrowed by Record
            yield _message(placed.line, record, kept)
        elif kind == "refused":
            yield _refused(placed.line)


def ask_line(line: Line, received_at: datetime) -> Request | Rejected:
    """What the line of a message asks for, which is in no file: its body goes along."""
    if line["is"] == "refused":
        return _refused(line)
    if line["is"] == "story":
        return _story(line, line["origin"], None, received_at)
    record = read_fields(line)
    return _message(line, record, InlineBody(record.body, record.content.encode()))  # type: ignore[arg-type]  # narrowed by Record


def _refused(line: Line) -> Rejected:
    return Rejected(line["reason"], line["detail"], line.get("status"), line.get("url"))


def _story(line: Line, place: str, words: StoredBody | None, received_at: datetime) -> Request:
    return Request(
        url=line.get("url"),
        origin=line.get("feed_url") or line.get("origin") or place,
        received_at=received_at,
        source_id=line.get("id"),
        title=line.get("title"),
        published_at=_moment(line),
        stored=None if line.get("url") else words,
        feed_url=line.get("feed_url"),
        fallback=words if line.get("url") else None,
    )


def _message(line: Line, record: Record, body: StoredBody | InlineBody) -> Request:
    """A record with its body, as it was handed in."""
    return Request(
        url=record.url,
        origin=line["origin"],
        received_at=datetime.fromisoformat(line["at"]),
        source_id=record.id,
        title=record.title,
        published_at=record.published_at,
        stored=body,
    )


def _moment(line: Line) -> datetime | None:
    stated = line.get("published_at")
    return datetime.fromisoformat(stated) if stated else None
