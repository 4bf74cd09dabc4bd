"""What the head of a page says of it: meta tags, links, title, language, JSON-LD."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from transforms.html.json_ld import find_article, read_json_ld
from transforms.html.landmarks import Walk
from transforms.html.microdata import Items
from transforms.html.tree import Document
from transforms.text.normalise import normalise

_SPACE = re.compile(r"\s+")
_MOST_OF_A_TITLE = 2_000


@dataclass(frozen=True, slots=True)
class Head:
    """The statements of a page about itself.

    metas: contents by lower-case name, property or itemprop, in order. links: href by rel. title: of the title element.
    base: what relative addresses are relative to. language: the html element's own. objects: all JSON-LD objects;
    article: the one that describes this page's article, empty when there is none. items: whose microdata is whose.
    """

    metas: dict[str, list[str]]
    links: dict[str, list[str]]
    title: str | None
    base: str | None
    language: str | None
    objects: tuple[dict[str, Any], ...]
    article: dict[str, Any]
    items: Items

    def first(self, *names: str) -> str | None:
        """The first non-empty content of the first of these meta names that the page has."""
        for name in names:
            for content in self.metas.get(name, ()):
                if content:
                    return content
        return None

    @property
    def host(self) -> str:
        """The label that a site's host begins with: "news" of www.news.example; "" for none."""
        return (self.base or "").lower().split("://")[-1].split("/")[0].removeprefix("www.").split(".")[0]

    def absolute(self, address: str | None) -> str | None:
        """An address of this page made absolute, None when it is none of the web."""
        if not address:
            return None
        joined = _join(self.base, address.strip())
        return joined if joined and joined.lower().startswith(("http://", "https://")) else None


def read_head(document: Document, walk: Walk, url: str | None) -> Head:
    """Gather what the page's meta, link, title and JSON-LD elements state; wherever in the page they stand.

    walk: over the document. url: where the page was served.
    """
    metas: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    properties: list[etree._Element] = []
    title = None
    base = url
    for element in walk.statements:
        if element.tag == "meta":
            if element.get("itemprop") is not None:
                properties.append(element)
            _read_meta(element, ("property", "name", "http-equiv"), metas)
        elif element.tag == "link":
            for rel in element.get("rel", "").lower().split():
                links.setdefault(rel, []).append(element.get("href", ""))
        elif element.tag == "title":
            said = "".join(map(str, element.itertext())).lstrip()[:_MOST_OF_A_TITLE]
            title = title or normalise(_SPACE.sub(" ", said)) or None
        elif address := element.get("href"):
            base = _join(url, address) or base
    html = document.root
    language = html.get("lang") or html.get("xml:lang")
    objects = tuple(read_json_ld(document.scripts))
    canonical = links.get("canonical", [""])[0] or (metas.get("og:url") or [""])[0]
    addresses = [address for address in (canonical, url) if address]
    items = Items(title, addresses)
    for element in properties:
        if items.owns(element):
            _read_meta(element, ("itemprop",), metas)
    return Head(metas, links, title, base, language, objects, find_article(objects, addresses, title), items)


def _read_meta(element: etree._Element, keys: tuple[str, ...], metas: dict[str, list[str]]) -> None:
    """Note the content of a meta element under its names, which stand in the attributes of these keys."""
    content = element.get("content")
    if content is not None:
        for key in keys:
            name = element.get(key)
            if name is not None:
                metas.setdefault(name.strip().lower(), []).append(normalise(content))


def _join(url: str | None, address: str) -> str | None:
    """An address made absolute, None when it is none."""
    try:
        return urljoin(url or "", address)
    except ValueError:
        return None
