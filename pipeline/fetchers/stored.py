"""Bodies that lie in files: replayed as if they had been fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import BinaryIO

from pipeline.containment import contain
from pipeline.records import parse_record, read_line
from pipeline.storage import open_bytes
from schemas.dead_letter import DeadLetter, Rejected
from schemas.page import Page
from schemas.request import InlineBody, Request, StoredBody
from transforms.dead_letter import dead_letter

_MAX_BODY = 2**25
"""Bytes of a saved file that are read: 32 MiB. A larger one is refused, as a larger answer of a server would be."""

Replay = Callable[[Request], Page]
"""Gives the page of a request whose body lies in an archive. Raises Rejected."""


class StoredFetcher:
    """A Fetcher for requests whose body is stored.

    archives: how to replay the kinds of body that other adapters know.
    html_roots: folders below which a record may name files, besides its own.
    """

    def __init__(self, archives: Mapping[str, Replay], html_roots: Sequence[str] = ()) -> None:
        self._archives = dict(archives)
        self._html_roots = tuple(html_roots)

    def open(self) -> None:
        """Nothing is held between groups."""

    def close(self) -> None:
        """Nothing is held between groups."""

    def fetch(self, requests: Iterable[Request]) -> Iterator[Page | DeadLetter]:
        """Answer the requests in the order of their place in the files, each file opened once."""
        places = sorted(requests, key=lambda request: _place(request.stored))
        with _Shelf() as shelf:
            for request in places:
                try:
                    yield self._replay(request, shelf)
                except Rejected as why:
                    yield dead_letter(request, "fetch", why)

    def _replay(self, request: Request, shelf: _Shelf) -> Page:
        stored = request.stored
        if not isinstance(stored, StoredBody):
            raise TypeError("a request without a stored body came to the stored fetcher")
        if stored.kind in self._archives:
            return self._archives[stored.kind](request)
        try:
            path = stored.path if stored.within is None else contain(stored.path, (stored.within, *self._html_roots))
            body = _read(path, stored, shelf)
        except (OSError, EOFError) as why:
            raise Rejected("unreadable_input", f"{request.origin}: {why}") from None
        content_type = "text/html; charset=utf-8" if stored.field and stored.kind == "html" else None
        return Page(request, request.url, body, stored.kind, content_type)


def _place(stored: StoredBody | InlineBody | None) -> tuple[str, int]:
    return (stored.path, stored.offset) if isinstance(stored, StoredBody) else ("", 0)


def _read(path: str, stored: StoredBody, shelf: _Shelf) -> bytes:
    source = shelf.take(path)
    if stored.field is not None:
        source.seek(stored.offset)
        return parse_record(read_line(source)).content.encode("utf-8")
    source.seek(0)
    body = source.read(_MAX_BODY + 1)
    if len(body) > _MAX_BODY:
        raise Rejected("too_large", f"{path} holds more than {_MAX_BODY} bytes")
    return body


class _Shelf:
    """The file that was read last, left open: the next request is most often of the same one."""

    def __init__(self) -> None:
        self._path: str | None = None
        self._held = ExitStack()

    def __enter__(self) -> _Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def take(self, path: str) -> BinaryIO:
        if path != self._path:
            self._held.close()
            self._path = None
            self._source = self._held.enter_context(open_bytes(path))
            self._path = path
        return self._source
