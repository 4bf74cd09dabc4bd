"""What X-Robots-Tag headers and robots meta tags forbid: being listed at all (noindex), or being kept (noarchive)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipeline.fetchers.answers.markup import find_metas

_HEAD = 65_536
_LONGEST_DATE = 60
_AGENT = re.compile(r"\s*([A-Za-z][\w-]*)\s*:(.*)", re.DOTALL)
_WITH_VALUE = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})


def read_header_rules(values: Iterable[str], product: str, now: datetime) -> frozenset[str]:
    """Give the rules of X-Robots-Tag values that hold for us: "noindex", "noarchive" and such, in lower case.

    A value that begins with a crawler's name ("otherbot: noindex") holds for that crawler alone. "none" is noindex
    and nofollow; an unavailable_after that lies before `now` (aware) is noindex.
    """
    rules: set[str] = set()
    for value in values:
        text = value
        named = _AGENT.match(value)
        if named and named[1].lower() not in _WITH_VALUE:
            if named[1].lower() != product.lower():
                continue
            text = named[2]
        rules |= _split_rules(text, now)
    return frozenset(rules)


def read_meta_rules(body: bytes, product: str, now: datetime) -> frozenset[str]:
    """Give the rules of <meta name="robots"> and <meta name="PRODUCT"> in the first 64 kB of a page.

    Tags in comments, scripts and noscript don't count. As with crawlers at large, all tags that hold for us add up.
    """
    rules: set[str] = set()
    head = body[:_HEAD]
    lowered = head.lower()
    if b"robots" not in lowered and product.lower().encode() not in lowered:
        return frozenset()
    for attributes in find_metas(head):
        if attributes.get(b"name", b"").strip().lower() in {b"robots", product.lower().encode()}:
            rules |= _split_rules(attributes.get(b"content", b"").decode("latin-1"), now)
    return frozenset(rules)


def _split_rules(text: str, now: datetime) -> set[str]:
    before, mark, date = text.lower().partition("unavailable_after")
    rules = {part.strip() for part in before.split(",")} - {""}
    if "none" in rules:
        rules |= {"noindex", "nofollow"}
    if mark and _is_past(date.lstrip(" :").strip(), now):
        rules.add("noindex")
    return rules


def _is_past(text: str, now: datetime) -> bool:
    """A date that nobody can read forbids nothing."""
    if len(text) > _LONGEST_DATE:
        return False
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
        except (ValueError, TypeError, IndexError):
            continue
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) < now
    return False
