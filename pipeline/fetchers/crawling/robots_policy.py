"""What comes of asking for a robots.txt: rules, or why everything is forbidden (RFC 9309 section 2.3.1)."""

from __future__ import annotations

from pipeline.fetchers.answers.decoding import decode_prefix
from pipeline.fetchers.answers.http_answer import HttpHead
from pipeline.fetchers.crawling.robots import Robots, parse_robots
from pipeline.fetchers.errors import (
    BadRedirect,
    BlockedAddress,
    ConnectionFailed,
    DnsFailed,
    FetchRejected,
    HttpError,
    InvalidUrl,
    NeverConnected,
    RobotsUnreachable,
    TlsFailed,
    TooManyRedirects,
)
from pipeline.fetchers.settings import PRODUCT

_HOST_ITSELF = (DnsFailed, ConnectionFailed, NeverConnected, TlsFailed, BlockedAddress, InvalidUrl)


def read_rules(head: HttpHead, body: bytes, limit: int) -> Robots:
    """Give the rules of an answer: of a 2xx, the first `limit` bytes; a 4xx allows everything.

    body: content coding kept, possibly cut. Raises HttpError for every other status, BadEncoding.
    """
    if 200 <= head.status < 300:
        return parse_robots(decode_prefix(body, head.get("Content-Encoding"), limit), PRODUCT)
    if 400 <= head.status < 500:
        return Robots()
    raise HttpError(f"status {head.status} {head.reason}".strip(), head.status)


def explain_unreachable(failure: FetchRejected, hops: int) -> Robots | FetchRejected:
    """Give what holds for an origin whose robots.txt was not to be had, after so many redirects.

    A host that cannot be connected to at all is told as just that. Endless or broken redirects mean that there is none.
    """
    if isinstance(failure, TooManyRedirects | BadRedirect):
        return Robots()
    if hops == 0 and isinstance(failure, _HOST_ITSELF):
        return type(failure)(failure.detail, failure.status)
    return RobotsUnreachable(f"robots.txt: {failure.reason}, {failure.detail}", failure.status)
