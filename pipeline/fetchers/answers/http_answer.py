"""An HTTP answer as it came over the line, and its header fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Fields = tuple[tuple[str, str], ...]
"""Header fields in the order received; values decoded as UTF-8 where they are, else as Latin-1."""


@dataclass(frozen=True, slots=True)
class HttpHead:
    """Status and header fields. reason: the words after the status."""

    status: int
    fields: Fields
    reason: str = ""

    def get_all(self, name: str) -> list[str]:
        """Give the values of every field of that name, without regard to case."""
        wanted = name.lower()
        return [value for key, value in self.fields if key.lower() == wanted]

    def get(self, name: str) -> str | None:
        """Give the first value of a field; None when it is absent."""
        return next(iter(self.get_all(name)), None)

    @property
    def media_type(self) -> str | None:
        """The Content-Type without parameters, in lower case; None when there is none that says something."""
        value = self.get("Content-Type") or ""
        return value.partition(";")[0].partition(",")[0].strip().lower() or None


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. body: transfer coding removed, content coding kept. sent_at: aware UTC, when it was asked for.

    cut: the body was not read to its end. request_head: the bytes that were sent. ip: the address it came from; None
    behind a proxy.
    """

    url: str
    head: HttpHead
    body: bytes
    sent_at: datetime
    cut: bool = False
    request_head: bytes = b""
    ip: str | None = None
