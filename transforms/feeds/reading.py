"""A document to what it names: told apart by content, never by what it is called."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from schemas.dead_letter import Rejected
from schemas.feed import Feed
from transforms.feeds.decoding import decode_feed, inflate
from transforms.feeds.json_feed import read_json_feed
from transforms.feeds.opml import is_opml, read_opml
from transforms.feeds.sitemaps import is_address_list, kind_of_sitemap, read_address_list, read_sitemap
from transforms.feeds.syndication import kind_of_root, read_syndication
from transforms.feeds.trees import parse_xml
from transforms.feeds.vocabulary import split_tag
from transforms.text.packaged import read_table, split_list

_PROLOGUE = re.compile(r"[\ufeff\s]*(?:<(?:\?|!(?!\[))[^>]*>\s*)*")
_DOCTYPE = re.compile(r"<!doctype\s+html\b", re.IGNORECASE)
_PAGE = re.compile(r"<(?:html|head|body|title|meta|script|div|p)\b", re.IGNORECASE)
_FEED = re.compile(r"<(?:[\w-]{1,20}:)?(?:rss|rdf|feed|channel|urlset|sitemapindex|opml)\b", re.IGNORECASE)
_GLANCE = 2_000
_LOOKED_AT = 200_000
"""Characters of a page that are searched for what it is."""


def looks_like_page(body: bytes, content_type: str | None) -> bool:
    """Whether a document is an HTML page rather than a feed."""
    head = decode_feed(body[:_GLANCE], content_type)
    prologue = _PROLOGUE.match(head)
    at = prologue.end() if prologue else 0
    return _PAGE.match(head, at) is not None or (_DOCTYPE.search(head[:at]) is not None and not _FEED.match(head, at))


def read_feed(body: bytes, content_type: str | None, url: str | None) -> Feed:
    """Read RSS, RDF, Atom, CDF, JSON Feed, a sitemap of any kind or OPML; a .gz is unpacked.

    body: as served, Content-Encoding removed. content_type: the HTTP header. url: the address that answered, which
    relative ones start from. Time and memory grow with the length of the body and no faster.
    Raises Rejected("not_a_feed"), which says what it is instead.
    """
    unpacked, was_cut = inflate(body)
    if looks_like_page(unpacked, content_type):
        raise Rejected("not_a_feed", f"{_explain_page(unpacked, content_type)}, no feed")
    text = decode_feed(unpacked, content_type)
    start = text[:_GLANCE].lstrip("\ufeff \t\r\n")
    if not text.strip("\ufeff \t\r\n\0"):
        raise Rejected("not_a_feed", "the document is empty")
    if start.startswith(("{", "[")):
        feed = read_json_feed(text.lstrip("\ufeff"), url)
    elif not start.startswith("<") and is_address_list(text):
        feed = read_address_list(text)
    else:
        feed = _read_xml(text, url)
    return replace(feed, is_cut=True) if was_cut else feed


def _read_xml(text: str, url: str | None) -> Feed:
    root, is_cut = parse_xml(text)
    if kind_of_root(root) is not None:
        feed = read_syndication(root, url)
    elif kind_of_sitemap(root) is not None:
        feed = read_sitemap(root, url)
    elif is_opml(root):
        feed = read_opml(root, url)
    else:
        raise Rejected("not_a_feed", f"XML, but no feed: its root is <{split_tag(str(root.tag))[1][:60]}>")
    return replace(feed, is_cut=True) if is_cut else feed


def _explain_page(body: bytes, content_type: str | None) -> str:
    """What an HTML page that stands where a feed was is, for people."""
    text = decode_feed(body[:_LOOKED_AT], content_type).lower()
    return next((says for says, signs in _strangers() if any(sign in text for sign in signs)), "an HTML page")


@cache
def _strangers() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(read_table("transforms.feeds", "strangers.tsv", 2, lambda cells: (cells[0], split_list(cells[1]))))
