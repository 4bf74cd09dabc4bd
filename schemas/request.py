"""A request: one article that somebody asked for, and where its words are to be had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

BodyKind = Literal["html", "raw_text", "text", "warc"]
"""What a stored body holds: a page; scraped text with its boilerplate lines; clean text, kept to the byte; an archived
HTTP response."""


@dataclass(frozen=True, slots=True)
class StoredBody:
    """A body that need not be fetched, because a file holds it already. Small: it travels instead of the body.

    path: any path or URI that Beam's FileSystems opens.
    kind: what the body is.
    field: the JSON field of the record at `offset` that holds the body; None when the bytes themselves are the body.
    offset: byte of the file (after decompression, except for WARC, where it is of the file as it lies) at which the
        record begins.
    within: the folder that `path`, which a record names, must lie below; None for what the command line names.
    """

    path: str
    kind: BodyKind
    field: str | None = None
    offset: int = 0
    within: str | None = None


@dataclass(frozen=True, slots=True)
class InlineBody:
    """A body that a message brought along. content: UTF-8."""

    kind: BodyKind
    content: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """One article to be read.

    url: where it is published; None for a text that came without one.
    source_id: the id that the input gave it.
    title, published_at: what the input says of it; `published_at` is naive when the input states no offset.
    stored: where its body lies, or the body itself; None means that it is to be fetched from `url`.
    feed_url: the feed that names it.
    fallback: where its words lie as its feed has them, for when the page cannot be had.
    origin: the input and the place in it, `file:line`; for people who read the failures table.
    received_at: event time, aware UTC: when the run began (batch) or the message arrived (streaming).
    """

    url: str | None
    origin: str
    received_at: datetime
    source_id: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    stored: StoredBody | InlineBody | None = None
    feed_url: str | None = None
    fallback: StoredBody | None = None

    @property
    def requested_url(self) -> str | None:
        """The address as the input spells it."""
        return self.url
