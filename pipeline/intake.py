"""What came in from feeds and topics, written down for one run before anything else remembers it.

An intake is a file of JSON lines, whole or not there. A run that dies is done again from the same file, under the same
name, so it asks for the same; and whatever keeps track of feeds and topics learns from the file what was taken, however
often it has to be told. Lines, by their field "is":

    poll      a poll of a feed: the fields of FeedPoll
    left      how a page was left that is no feed, for whoever keeps track
    story     a story to be read: url, title, published_at, feed_url, guid; html, its words as the feed has them
    message   a message of a topic: the fields of the record that it carries, its origin and its moment, `at`
    refused   what was asked for and cannot be read: reason, detail, url, status
    offsets   how far a topic has been read: topic, and under `next` the offset that comes next in each partition
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, NamedTuple

from pipeline.storage import open_bytes, write_whole
from schemas.feed_poll import FeedPoll
from schemas.storable import storable

INTAKES = "_state/intake"
"""Where intakes lie, below the output, until their run has finished."""

Line = Mapping[str, Any]


class Placed(NamedTuple):
    """A line and the byte that it begins at."""

    offset: int
    line: Line


def write_intake(path: str, lines: Iterable[Line]) -> None:
    """Write an intake, whole or not at all. Raises OSError."""
    encoded = (json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines)
    write_whole(path, lambda sink: sink.writelines(storable(line).encode() + b"\n" for line in encoded))


def read_intake(path: str) -> Iterator[Placed]:
    """The lines of an intake. Raises OSError."""
    with open_bytes(path) as source:
        offset = 0
        for line in source:
            yield Placed(offset, json.loads(line))
            offset += len(line)


def read_polls(paths: Iterable[str]) -> Iterator[FeedPoll]:
    """The polls of intakes. Raises OSError."""
    return (read_poll(placed.line) for path in paths for placed in read_intake(path) if placed.line["is"] == "poll")


def read_offsets(paths: Iterable[str]) -> dict[str, dict[str, int]]:
    """How far topics have been read by these intakes: topic -> partition -> next offset. Raises OSError."""
    lines = (placed.line for path in paths for placed in read_intake(path))
    return {line["topic"]: line["next"] for line in lines if line["is"] == "offsets"}


def poll_line(poll: FeedPoll, **more: object) -> Line:
    """The line of a poll, with whatever else its keeper has to know."""
    said = {field.name: getattr(poll, field.name) for field in fields(poll)}
    plain = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in said.items()}
    return {"is": "poll", **plain, **more}


def read_poll(line: Line) -> FeedPoll:
    """The poll of a line."""
    said = {field.name: line.get(field.name) for field in fields(FeedPoll)}
    moments = {name: datetime.fromisoformat(str(at)) for name, at in said.items() if name.endswith("_at") and at}
    return FeedPoll(**(said | moments))  # type: ignore[arg-type]  # as poll_line wrote them


def page_of(content: str, title: str | None, language: str | None) -> str:
    """The full text that a feed carries, as a page of its own."""
    said = html.escape(title or "")
    return (
        f'<!doctype html><html lang="{html.escape(language or "")}"><head><meta charset="utf-8"><title>{said}</title>'
        f"</head><body><article><h1>{said}</h1>{content}</article></body></html>"
    )
