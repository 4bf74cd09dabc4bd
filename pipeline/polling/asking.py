"""Documents asked for over the network, by the fetcher that pages are asked by."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from pipeline.fetchers.http import HttpFetcher
from pipeline.fetchers.settings import FetchSettings
from schemas.dead_letter import DeadLetter
from schemas.page import Page
from schemas.request import Request
from schemas.sighting import Sighting
from transforms.feeds.decoding import MAX_BYTES


class Ask(Protocol):
    """A way to documents."""

    def __call__(self, urls: Iterable[str]) -> Generator[Page | DeadLetter]:
        """Answer each address once, in any order; the answers name it as `requested_url`."""


class _Versions:
    """Which versions of documents are known already: address -> (ETag, Last-Modified)."""

    def __init__(self) -> None:
        self.known: Mapping[str, tuple[str | None, str | None]] = {}

    def open(self) -> None:
        """Nothing is held open."""

    def recall(self, url: str) -> Sighting | None:
        """What is known of an address."""
        if url not in self.known:
            return None
        etag, last_modified = self.known[url]
        return Sighting(url, "", "", "", datetime.now(UTC), etag, last_modified)

    def close(self) -> None:
        """Nothing is held open."""


class Asker:
    """Asks for documents, politely and safely. Open from first use until close; robots.txt are kept meanwhile."""

    def __init__(self, settings: FetchSettings) -> None:
        self._versions = _Versions()
        self._fetcher = HttpFetcher(replace(settings, accepts="documents", max_body=MAX_BYTES), self._versions)
        self._is_open = False

    def learn(self, known: Mapping[str, tuple[str | None, str | None]]) -> None:
        """From now on ask for these, address -> (ETag, Last-Modified), on condition that they have changed."""
        self._versions.known = dict(known)

    def __call__(self, urls: Iterable[str]) -> Generator[Page | DeadLetter]:
        """Answer each address once, in any order; never raises for what the network does."""
        if not self._is_open:
            self._fetcher.open()
            self._is_open = True
        self._fetcher.start_anew()
        now = datetime.now(UTC)
        yield from self._fetcher.fetch(Request(url, url, now) for url in urls)

    def close(self) -> None:
        """Hang up."""
        if self._is_open:
            self._fetcher.close()
            self._is_open = False
