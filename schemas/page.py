"""A page: what was served, or lay stored, for a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from schemas.request import BodyKind, Request


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of a page a host served. url: as the input asked for it; the others: HTTP headers as received."""

    url: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """A body and the facts of its delivery.

    url: the address that finally answered, after redirects; None when nobody knows one.
    body: undecoded bytes, Content-Encoding removed.
    kind: "html", "raw_text" or "text"; never "warc", whose response has been unpacked.
    content_type: the HTTP header as received.
    status, fetched_at (aware UTC): of the HTTP response; None for a body from a file that does not say.
    etag, last_modified: the HTTP headers by which a later run may ask whether the page has changed.
    cache_control: the HTTP header as received. hubs: the WebSub hubs that the header Link names, if it was fetched.
    otherwise: the story's full text as its feed has it, an HTML page in UTF-8, for when `body` has none.
    """

    request: Request
    url: str | None
    body: bytes
    kind: BodyKind
    content_type: str | None = None
    status: int | None = None
    fetched_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    cache_control: str | None = None
    hubs: tuple[str, ...] = ()
    otherwise: bytes | None = None

    @property
    def version(self) -> Version | None:
        """The version that was fetched; None for a page that was not fetched now but lay stored."""
        url = self.request.url
        return Version(url, self.etag, self.last_modified) if self.request.stored is None and url else None

    @property
    def source_id(self) -> str | None:
        """The id that the input gave the request."""
        return self.request.source_id

    @property
    def requested_url(self) -> str | None:
        """The address as the input spells it."""
        return self.request.url

    @property
    def feed_url(self) -> str | None:
        """The feed that named the request."""
        return self.request.feed_url
