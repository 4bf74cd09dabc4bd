"""A fetcher that tells what it was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.page import Page
from schemas.request import Request


class AskedFetcher:
    """Gives a page for every request. asked: their addresses."""

    def __init__(self) -> None:
        self.asked: list[str | None] = []

    def open(self) -> None:
        """Nothing to get ready."""

    def close(self) -> None:
        """Nothing is held."""

    def fetch(self, requests: Iterable[Request]) -> Iterator[Page]:
        """Answer each."""
        for request in requests:
            self.asked.append(request.url)
            yield Page(request, request.url, b"<p>new</p>", "html")
