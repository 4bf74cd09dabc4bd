"""A page's text to an lxml tree, fast and whatever is in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from schemas.dead_letter import Rejected
from transforms.html.utf8 import measure_utf8

_MAX_BYTES = 6_000_000
"""A page is read to here; no article is longer, and what follows could only cost time."""

_MAX_TAG_BYTES = 10_000
"""A longer tag loses its attributes: the parser's time grows with the square of their number."""

_LONG_TAG = re.compile(rb"<([a-zA-Z][a-zA-Z0-9-]{0,30})[^<>]{%d,}>?" % _MAX_TAG_BYTES)

_CUT = re.compile(b"<(script|style|svg)")
"""Beginnings of the elements that are cut out, in lower case; the walk passes over the rest."""

_CAPITAL = re.compile(rb"</?S(?:cript|tyle|vg)\b", re.IGNORECASE)
"""The same elements as old pages write them."""


@dataclass(frozen=True, slots=True)
class Script:
    """A script element: what stands in its tag after the name, and its content, in UTF-8 as it came."""

    attributes: str
    content: bytes

    def read(self) -> str:
        """The content as text."""
        return self.content.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page.

    root: the html element. scripts: in order; they are not in the tree, because cutting them out by plain search before
    the parse halves its time.
    """

    root: etree._Element
    scripts: tuple[Script, ...]


def parse_document(page: bytes | str) -> Document:
    """Parse a page: its text, or its bytes in UTF-8, in which what is not valid becomes U+FFFD. Raises
    Rejected("unparsable") when no element is in it.
    """
    if isinstance(page, str):
        page = page.encode("utf-8", "replace")
    page = page[:_MAX_BYTES]
    if b"<S" in page:
        page = _CAPITAL.sub(lambda found: found[0].lower(), page)
    page, scripts = _cut_elements(page)
    page = _shorten_tags(page)
    if measure_utf8(page) < len(page):
        page = page.decode("utf-8", "replace").encode("utf-8")
    # Comments stay in the tree and are passed over later: having the parser drop them doubles its time.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, collect_ids=False)
    try:
        root = etree.fromstring(page.replace(b"\0", b" ") if b"\0" in page else page, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Rejected("unparsable", f"not HTML: {error}") from error
    if root is None:
        raise Rejected("unparsable", "the page holds no element")
    return Document(root, tuple(scripts))


def _shorten_tags(page: bytes) -> bytes:
    """The page, its tags that are longer than _MAX_TAG_BYTES without attributes."""
    kept: list[bytes] = []
    position = 0
    half = _MAX_TAG_BYTES // 2
    # Only a stretch without a tag's end can hold one, and few pages have one of half the length.
    for place in range(0, len(page) - half + 1, half):
        if place >= position and page.find(b">", place, place + half) < 0:
            start = page.rfind(b">", position, place) + 1 or position
            end = page.find(b">", place) + 1 or len(page)
            if end - start > _MAX_TAG_BYTES:
                kept += [page[position:start], _LONG_TAG.sub(rb"<\1>", page[start:end])]
                position = end
    return b"".join([*kept, page[position:]]) if kept else page


def _cut_elements(page: bytes) -> tuple[bytes, list[Script]]:
    """The page without its elements of _CUT, and the scripts among these."""
    scripts: list[Script] = []
    kept: list[bytes] = []
    position = 0
    place = 0
    lacking: set[bytes] = set()
    while found := _CUT.search(page, place):
        place = found.end()
        name = found[1]
        if name in lacking:
            continue
        begin = page.find(b">", place)
        end = page.find(b"</" + name, begin) if begin >= 0 else -1
        if end < 0:
            lacking.add(name)
            continue
        after = page.find(b">", end)
        kept.append(page[position : found.start()])
        if name == b"script":
            attributes = page[place:begin].decode("utf-8", "replace")
            scripts.append(Script(attributes, page[begin + 1 : end]))
        place = position = after + 1 if after >= 0 else len(page)
    return b"".join([*kept, page[position:]]), scripts
