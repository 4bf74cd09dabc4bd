"""OPML: lists of feeds, as feed readers exchange them."""

from __future__ import annotations

from lxml import etree

from schemas.feed import Feed, FeedLink
from transforms.feeds.addresses import absolute_url
from transforms.feeds.plain import collapse
from transforms.feeds.syndication import MAX_ENTRIES
from transforms.feeds.vocabulary import split_tag

_LISTS = frozenset({"include", "link"})
"""Types of an outline whose `url` is another list."""


def is_opml(root: etree._Element) -> bool:
    """Whether a document's root speaks of a list of feeds."""
    return split_tag(str(root.tag))[1].lower() == "opml"


def read_opml(root: etree._Element, url: str | None) -> Feed:
    """Read a list of feeds, whatever folders they lie in, each once. url: its own address."""
    addresses: dict[str, None] = {}
    is_cut = False
    for outline in root.iter("{*}outline"):
        said = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        spelt = said.get("xmlurl") or (said.get("url") if said.get("type", "").lower() in _LISTS else None)
        address = absolute_url(spelt, url)
        if address is not None:
            is_cut = is_cut or len(addresses) == MAX_ENTRIES
            if not is_cut:
                addresses[address] = None
    title = next((collapse(element.text) for element in root.iter("{*}title")), None)
    return Feed("opml", title, url, children=tuple(map(FeedLink, addresses)), is_cut=is_cut)
