"""A page's text to an lxml tree, fast and whatever is in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from schemas.dead_letter import Rejected

MAX_CHARS = 6_000_000
"""A page is read to here; no article is longer, and what follows could only cost time."""

MAX_TAG_CHARS = 10_000
"""A longer tag loses its attributes: the parser's time grows with the square of their number."""

LONG_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9-]{{0,30}})[^<>]{{{MAX_TAG_CHARS},}}>?")


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page.

    root: the html element. scripts: (attributes, content) of each script element, in order; they are not in the tree,
    because cutting them out by plain search before the parse halves its time.
    """

    root: etree._Element
    scripts: tuple[tuple[str, str], ...]


def parse_document(page: str) -> Document:
    """Parse a decoded page. Raises Rejected("unparsable") when no element is in it."""
    scripts: list[tuple[str, str]] = []
    page = page[:MAX_CHARS]
    for name in ("script", "style", "svg"):
        page = cut_elements(page, name, scripts if name == "script" else [])
    if len(page) > MAX_TAG_CHARS and max(map(len, page.split(">"))) > MAX_TAG_CHARS:
        page = LONG_TAG.sub(r"<\1>", page)
    # Comments stay in the tree and are passed over later: having the parser drop them doubles its time.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, collect_ids=False)
    try:
        root = etree.fromstring(page.replace("\0", " ").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Rejected("unparsable", f"not HTML: {error}") from error
    if root is None:
        raise Rejected("unparsable", "the page holds no element")
    return Document(root, tuple(scripts))


def cut_elements(page: str, name: str, cut: list[tuple[str, str]]) -> str:
    """The page without its elements of this name; (attributes, content) of each is appended to `cut`.

    Plain search, for the lower case that all but no page departs from; the walk passes over the rest.
    """
    opening, closing = f"<{name}", f"</{name}"
    kept: list[str] = []
    position = 0
    while (start := page.find(opening, position)) >= 0:
        begin = page.find(">", start)
        end = page.find(closing, begin)
        if begin < 0 or end < 0:
            break
        after = page.find(">", end)
        kept.append(page[position:start])
        cut.append((page[start + len(opening) : begin], page[begin + 1 : end]))
        position = after + 1 if after >= 0 else len(page)
    return "".join([*kept, page[position:]]) if kept else page
