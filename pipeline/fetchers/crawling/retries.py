"""When to try again, and how long to wait before."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipeline.fetchers.errors import ConnectionFailed, FetchRejected, HttpError, TimedOut

_LONGEST_DATE = 60
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
"""RFC 9110 and RFC 6585, and what large caches answer when the server behind them does not."""


def is_passing(failure: FetchRejected) -> bool:
    """Say whether another try may end better."""
    if isinstance(failure, HttpError):
        return failure.status in _BUSY
    return isinstance(failure, ConnectionFailed | TimedOut)


def is_host_failure(failure: FetchRejected) -> bool:
    """Say whether a failure speaks of the host rather than of the page."""
    if isinstance(failure, HttpError):
        return failure.status is not None and (failure.status >= 500 or failure.status in _BUSY)
    return is_passing(failure) or failure.reason in {"dns_failed", "tls_failed", "bad_response"}


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Give the seconds that a Retry-After header (a number of seconds, or an HTTP date) asks for, never below 0.

    now: aware. None for what cannot be read.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    if len(text) > _LONGEST_DATE:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(float((moment - now).total_seconds()), 0.0)


def choose_pause(tries: int, base: float) -> float:
    """Give the seconds to pause after so many tries: doubling from `base`, and of that between half and the whole."""
    longest = base * float(2 ** (tries - 1))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, guards no secret
