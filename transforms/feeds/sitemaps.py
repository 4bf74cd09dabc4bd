"""Sitemaps: of pages, with Google's news extension, of sitemaps, and in plain text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from schemas.feed import Feed, FeedEntry, FeedKind, FeedLink
from transforms.feeds.addresses import absolute_url
from transforms.feeds.moments import parse_moment
from transforms.feeds.plain import collapse
from transforms.feeds.syndication import MAX_ENTRIES
from transforms.feeds.vocabulary import split_tag

_ROOTS: dict[str, FeedKind] = {"urlset": "sitemap", "sitemapindex": "sitemap_index"}


def kind_of_sitemap(root: etree._Element) -> FeedKind | None:
    """Which kind of sitemap a document's root speaks of; None for none. Namespaces are often wrong, and no matter."""
    return _ROOTS.get(_local(root))


def read_sitemap(root: etree._Element, url: str | None) -> Feed:
    """Read a sitemap or an index of them. url: its address."""
    kind = kind_of_sitemap(root) or "sitemap"
    wanted = "sitemap" if kind == "sitemap_index" else "url"
    found = (child for child in root if _local(child) == wanted)
    entries: list[FeedEntry] = []
    for element in found:
        entry = _read_url(element, url)
        if entry is not None:
            entries.append(entry)
        if len(entries) == MAX_ENTRIES:
            break
    is_cut = next(found, None) is not None
    if kind == "sitemap_index":
        links = tuple(FeedLink(entry.url, entry.modified_at) for entry in entries if entry.url)
        return Feed(kind, url=url, children=links, is_cut=is_cut)
    return Feed(kind, url=url, entries=tuple(entries), is_cut=is_cut)


def _read_url(element: etree._Element, url: str | None) -> FeedEntry | None:
    said: dict[str, str] = {}
    news: dict[str, str] = {}
    for child in element:
        name = _local(child)
        if name == "news":
            news = {_local(part): (part.text or "").strip() for part in child}
        elif name in {"loc", "lastmod"} and child.text and name not in said:
            said[name] = child.text.strip()
    address = absolute_url(said.get("loc") or element.text, url)
    if address is None:
        return None
    return FeedEntry(
        url=address,
        title=collapse(news.get("title")),
        published_at=parse_moment(news.get("publication_date")),
        modified_at=parse_moment(said.get("lastmod")),
    )


def _local(element: etree._Element) -> str:
    return split_tag(str(element.tag))[1].rpartition(":")[2].lower()


def is_address_list(text: str) -> bool:
    """Whether a text is a sitemap in plain text: its first line that says something is an address."""
    first = next(_lines(text), "")
    return absolute_url(first, None) is not None


def read_address_list(text: str) -> Feed:
    """Read a sitemap in plain text: an address a line; other lines, and what follows a #, are passed over."""
    entries: list[FeedEntry] = []
    lines = _lines(text)
    for line in lines:
        address = absolute_url(line, None)
        if address is not None:
            entries.append(FeedEntry(address))
        if len(entries) == MAX_ENTRIES:
            break
    return Feed("text_sitemap", entries=tuple(entries), is_cut=next(lines, None) is not None)


def _lines(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].lstrip("\ufeff").partition(" #")[0].strip()
        at = end + 1
        if line and not line.startswith("#"):
            yield line
