"""JSON Feed, versions 1 and 1.1."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

from schemas.dead_letter import Rejected
from schemas.feed import Feed, FeedEntry
from transforms.feeds.addresses import absolute_url
from transforms.feeds.moments import parse_moment
from transforms.feeds.plain import collapse, plain_title
from transforms.feeds.syndication import MAX_ENTRIES


def read_json_feed(text: str, url: str | None) -> Feed:
    """Read a JSON Feed. Raises Rejected("not_a_feed") for JSON that is none, or is broken."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as why:
        raise Rejected("not_a_feed", f"JSON that cannot be read: {str(why)[:100]}") from None
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise Rejected("not_a_feed", "JSON, but no JSON Feed: it has no list of items")
    base = absolute_url(_text(document, "feed_url"), url) or url
    entries = [entry for entry in (_read_entry(item, base) for item in items[:MAX_ENTRIES]) if entry is not None]
    return Feed(
        kind="json",
        title=plain_title(_text(document, "title")),
        url=absolute_url(_text(document, "home_page_url"), base),
        entries=tuple(entries),
        language=collapse(_text(document, "language")),
        hubs=tuple(_hubs(document.get("hubs"), base)),
        is_cut=len(items) > MAX_ENTRIES,
    )


def _read_entry(item: Any, base: str | None) -> FeedEntry | None:
    if not isinstance(item, dict):
        return None
    guid = item.get("id")
    if isinstance(guid, int | float) and not isinstance(guid, bool):
        guid = str(guid)
    guid = collapse(guid) if isinstance(guid, str) else None
    address = absolute_url(_text(item, "url") or _text(item, "external_url"), base) or absolute_url(guid, None)
    if address is None:
        return None
    content, words = _text(item, "content_html"), _text(item, "content_text")
    modified = parse_moment(_text(item, "date_modified"))
    return FeedEntry(
        url=address,
        guid=guid,
        title=plain_title(_text(item, "title")),
        published_at=parse_moment(_text(item, "date_published")) or modified,
        modified_at=modified,
        content=content or (html.escape(words, quote=False) if words else None),
    )


def _hubs(hubs: Any, base: str | None) -> Iterator[str]:
    for hub in hubs if isinstance(hubs, list) else ():
        address = absolute_url(_text(hub, "url"), base) if isinstance(hub, dict) else None
        if address is not None:
            yield address


def _text(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) and value else None
