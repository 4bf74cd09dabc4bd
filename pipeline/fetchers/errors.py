"""Why a fetch can fail: one exception for each reason of the failures table.

Rejected                        schemas.dead_letter; whatever a stage turns into a dead letter
└── FetchRejected
    ├── AddressRejected         nothing was sent
    │   ├── InvalidUrl          invalid_url
    │   ├── BlockedAddress      blocked_address
    │   ├── RobotsDisallowed    robots_disallowed
    │   ├── RobotsUnreachable   robots_unreachable
    │   └── HostUnavailable     host_unavailable
    ├── ConnectionRejected      nothing, or not the whole answer, came back; worth another try but for TLS
    │   ├── DnsFailed           dns_failed
    │   ├── ConnectionFailed    connection_failed
    │   ├── TlsFailed           tls_failed
    │   └── TimedOut            timed_out
    │       └── NeverConnected  timed_out, before the host had said a word
    └── AnswerRejected          an answer came, and it is no page
        ├── HttpError           http_error
        ├── TooManyRedirects    too_many_redirects
        ├── BadRedirect         bad_redirect
        ├── TooLarge            too_large
        ├── NotHtml             not_html
        ├── BadEncoding         bad_encoding
        ├── BadResponse         bad_response
        ├── EmptyBody           empty_body
        ├── RobotsNoindex       robots_noindex
        └── NotModified         not_modified
"""

from __future__ import annotations

from typing import ClassVar

from schemas.dead_letter import Reason, Rejected


class FetchRejected(Rejected):
    """A fetch that gave no page. `word` is the reason; url and status are those of the last hop."""

    word: ClassVar[Reason] = "bad_response"

    def __init__(self, detail: str, status: int | None = None, url: str | None = None) -> None:
        super().__init__(self.word, detail, status, url)

    def __reduce__(self) -> tuple[type[FetchRejected], tuple[str, int | None, str | None]]:  # type: ignore[override]
        # the reason is the class's own, so one argument fewer than in the base
        return type(self), (self.detail, self.status, self.url)


class AddressRejected(FetchRejected):
    """Nothing was sent: the address, the rules of its host or its record forbid it."""


class InvalidUrl(AddressRejected):
    """No http or https URL that can be fetched, or one that carries credentials."""

    word = "invalid_url"


class BlockedAddress(AddressRejected):
    """The host is, or resolves to, an address that is not public."""

    word = "blocked_address"


class RobotsDisallowed(AddressRejected):
    """robots.txt forbids it."""

    word = "robots_disallowed"


class RobotsUnreachable(AddressRejected):
    """robots.txt could not be had, which forbids everything (RFC 9309 section 2.3.1.4)."""

    word = "robots_unreachable"


class HostUnavailable(AddressRejected):
    """The host failed too often in this run, or asked us to stay away for longer than the run waits."""

    word = "host_unavailable"


class ConnectionRejected(FetchRejected):
    """No whole answer came back."""


class DnsFailed(ConnectionRejected):
    """The name has no address."""

    word = "dns_failed"


class ConnectionFailed(ConnectionRejected):
    """Refused, unreachable, reset, or closed before the answer was whole."""

    word = "connection_failed"


class TlsFailed(ConnectionRejected):
    """The certificate or the handshake is not to be trusted."""

    word = "tls_failed"


class TimedOut(ConnectionRejected):
    """Silent for too long, or not done by the deadline."""

    word = "timed_out"


class NeverConnected(TimedOut):
    """No connection, or no end of the TLS handshake, in time."""


class AnswerRejected(FetchRejected):
    """An answer came, and it is no page."""


class HttpError(AnswerRejected):
    """A status that carries no page."""

    word = "http_error"


class TooManyRedirects(AnswerRejected):
    """More hops than allowed."""

    word = "too_many_redirects"


class BadRedirect(AnswerRejected):
    """A redirect without a usable Location."""

    word = "bad_redirect"


class TooLarge(AnswerRejected):
    """The body is longer than allowed, as sent or once decompressed."""

    word = "too_large"


class NotHtml(AnswerRejected):
    """The headers or the first bytes say that it is something else than HTML."""

    word = "not_html"


class BadEncoding(AnswerRejected):
    """The Content-Encoding is unknown, or the body is not what it says."""

    word = "bad_encoding"


class BadResponse(AnswerRejected):
    """Not HTTP, or HTTP that cannot be relied on."""

    word = "bad_response"


class EmptyBody(AnswerRejected):
    """Nothing but the headers."""

    word = "empty_body"


class RobotsNoindex(AnswerRejected):
    """X-Robots-Tag or a robots meta tag asks not to be indexed."""

    word = "robots_noindex"


class NotModified(AnswerRejected):
    """304: what an earlier run holds is still what the host serves."""

    word = "not_modified"
