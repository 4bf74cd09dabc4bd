"""The header fields that a request goes out with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from pipeline.fetchers.settings import FetchSettings
from schemas.sighting import Sighting

_PAGE_TYPES = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
_DOCUMENT_TYPES = (
    "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
    "text/html;q=0.8,*/*;q=0.5"
)
_VALUE = re.compile(r"[\x20-\x7e]+")
"""Some values were another host's words once; none may bring a line break into a request."""

_CODINGS = "gzip, deflate, br, zstd"
_ARCHIVED_CODINGS = "gzip, deflate"
"""What every reader of WARC files understands."""


class Recall(Protocol):
    """What earlier runs left behind. Pickled unopened; asked from many threads at once."""

    def open(self) -> None:
        """Get ready, in the worker."""

    def recall(self, url: str) -> Sighting | None:
        """Give what was seen at a URL as it stands in the input; None when it is new, or forgotten."""

    def close(self) -> None:
        """Give back what is held."""


def make_headers(
    settings: FetchSettings, cookies: Mapping[str, str], known: Sighting | None, *, page: bool, archived: bool
) -> dict[str, str]:
    """Give the fields of a request for a page, or for a robots.txt. cookies: name -> "name=value".

    archived: the answer goes into a WARC file.
    """
    accepted = _PAGE_TYPES if settings.accepts == "pages" else _DOCUMENT_TYPES
    fields = {
        "User-Agent": settings.user_agent,
        "Accept": accepted if page else "text/plain,*/*;q=0.1",
        "Accept-Encoding": _ARCHIVED_CODINGS if archived else _CODINGS,
        "Connection": "keep-alive",
    }
    if settings.contact and "@" in settings.contact and "/" not in settings.contact:
        fields["From"] = settings.contact
    if cookies:
        fields["Cookie"] = "; ".join(cookies.values())
    if known and known.etag:
        fields["If-None-Match"] = known.etag
    if known and known.last_modified:
        fields["If-Modified-Since"] = known.last_modified
    return {name: value for name, value in fields.items() if _VALUE.fullmatch(value)}
