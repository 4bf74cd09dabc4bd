"""Where a site has its feeds: what its front page and its robots.txt name, and the usual places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html as lxml_html

from transforms.feeds.addresses import absolute_url
from transforms.feeds.decoding import decode_feed

_LOOKED_AT = 1_000_000
"""Characters of a page that are searched: its head lies in the first few."""
_MOST = 100
"""Addresses that a site may name."""
_FEED_TYPES = frozenset({
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/xml",
    "text/xml",
})  # fmt: skip
_LINK = re.compile(r"<(?:link|base)\s[^>]{0,4000}>", re.IGNORECASE)
_SITEMAP = re.compile(r"[ \t]*site-?map[ \t]*:[ \t]*(\S{1,4096})", re.IGNORECASE)


def find_feed_links(body: bytes, content_type: str | None, url: str) -> list[str]:
    """The feeds that a page names as its other forms (link rel=alternate), absolute, in their order, each once.

    url: the page's address.
    """
    found: dict[str, None] = {}
    base = url
    for tag in _LINK.findall(decode_feed(body, content_type)[:_LOOKED_AT]):
        element = lxml_html.fragment_fromstring(tag, create_parent="div")[0]
        if element.tag == "base":
            base = absolute_url(element.get("href"), url) or base
        elif _is_feed_link(element.get("rel") or "", element.get("type") or ""):
            address = absolute_url(element.get("href"), base)
            if address is not None:
                found[address] = None
    return list(found)[:_MOST]


def _is_feed_link(relation: str, media_type: str) -> bool:
    relations = relation.lower().split()
    if "feed" in relations:
        return True
    return "alternate" in relations and media_type.partition(";")[0].strip().lower() in _FEED_TYPES


def find_sitemap_lines(body: bytes, url: str) -> list[str]:
    """The sitemaps that a robots.txt names, each once. url: its own address."""
    found = dict.fromkeys(_sitemap_lines(decode_feed(body[:_LOOKED_AT], None), url))
    return list(found)[:_MOST]


def _sitemap_lines(text: str, url: str) -> Iterator[str]:
    for line in text.splitlines():
        said = _SITEMAP.match(line)
        address = absolute_url(said[1], url) if said else None
        if address is not None:
            yield address
