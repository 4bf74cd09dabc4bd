"""A dead letter: something that was asked for and could not become an article, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Stage = Literal["source", "fetch", "parse"]

Reason = Literal[
    # source: the input itself
    "no_input", "unreadable_input", "outside_folder", "malformed_record", "malformed_archive", "not_a_feed",
    # fetch: the address
    "invalid_url", "blocked_address", "robots_disallowed", "robots_unreachable",
    # fetch: the connection
    "dns_failed", "connection_failed", "tls_failed", "timed_out", "host_unavailable",
    # fetch: the answer
    "http_error", "too_many_redirects", "bad_redirect", "too_large", "not_html", "bad_encoding", "bad_response",
    "empty_body", "robots_noindex",
    # fetch: nothing new
    "not_modified", "unchanged", "repeated",
    # parse
    "not_an_article", "consent_wall", "paywalled", "needs_javascript", "no_text", "unparsable",
]  # fmt: skip

REASONS: frozenset[str] = frozenset(get_args(Reason))

NOTHING_NEW: frozenset[Reason] = frozenset({"not_modified", "unchanged", "repeated"})
"""Reasons that are no failure: the tables hold the article already, or get it from an earlier request for the same.
Counted, not written."""


class Rejected(Exception):
    """Raised by a stage's functions for input that cannot be used; the stage turns it into a DeadLetter.

    Anything else that a stage raises is a bug and fails the run.
    """

    def __init__(self, reason: Reason, detail: str, status: int | None = None, url: str | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail
        self.status = status
        self.url = url

    def __reduce__(self) -> tuple[type[Rejected], tuple[Reason, str, int | None, str | None]]:
        return type(self), (self.reason, self.detail, self.status, self.url)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One row of the failures table but for the columns of the run. failed_at: aware UTC; url: the last one tried.

    seconds: spent on it, where that is known: the network's time of a fetch, without the wait for the host's turn.
    requested_url: as the input spells it, before redirects. feed_url: the feed that names it.
    retry_after: seconds that the host asks to be left alone for; in no column.
    """

    url: str | None
    source_id: str | None
    stage: Stage
    reason: Reason
    detail: str
    status: int | None
    failed_at: datetime
    seconds: float | None = None
    requested_url: str | None = None
    feed_url: str | None = None
    retry_after: float | None = None
