"""Where an answer sends us on: redirects, meta refreshes, and the cookies that a host wants to see on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.fetchers.answers.http_answer import HttpHead
from pipeline.fetchers.answers.markup import find_metas
from pipeline.fetchers.connections.targets import resolve_location
from pipeline.fetchers.errors import BadRedirect

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REFRESH_PAGE = 8_192
_REFRESH = re.compile(rb"""\s*(\d{1,3})\s*[;,]\s*(?:url\s*=\s*)?["']?([^"'>]+)""", re.IGNORECASE)
_MAX_COOKIES = 50
_MAX_COOKIE = 4_096
_COOKIE = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+=[^\x00-\x20;\x7f]*")


def find_redirect(head: HttpHead, url: str) -> str | None:
    """Give the URL that a 3xx answer to `url` leads to; None when it is no redirect. Raises BadRedirect."""
    if head.status not in _REDIRECTS:
        return None
    location = head.get("Location")
    if not location or not location.strip():
        raise BadRedirect(f"status {head.status} without a Location", head.status, url)
    return resolve_location(url, location)


def find_refresh(body: bytes, url: str) -> str | None:
    """Give the URL that a small page sends its readers to at once (meta refresh within 5 s); None when it does not.

    Larger pages, and tags that only hold without JavaScript, are left alone: they are pages that reload themselves.
    """
    if len(body) > _REFRESH_PAGE or b"refresh" not in body.lower():
        return None
    for attributes in find_metas(body):
        found = _REFRESH.match(attributes.get(b"content", b""))
        if found and attributes.get(b"http-equiv", b"").strip().lower() == b"refresh" and int(found[1]) <= 5:
            return _leads_elsewhere(found[2], url)
    return None


def _leads_elsewhere(target: bytes, url: str) -> str | None:
    try:
        there = resolve_location(url, target.decode("utf-8", "replace").replace("&amp;", "&"))
    except BadRedirect:
        return None
    return None if there.partition("#")[0] == url else there


def read_cookies(values: Iterable[str]) -> dict[str, str]:
    """Give name and "name=value" of Set-Cookie headers; what is malformed or outsized is passed over."""
    cookies: dict[str, str] = {}
    for value in values:
        pair = value.partition(";")[0].strip()
        if len(pair) <= _MAX_COOKIE and len(cookies) < _MAX_COOKIES and _COOKIE.fullmatch(pair):
            cookies[pair.partition("=")[0]] = pair
    return cookies
