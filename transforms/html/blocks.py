"""A page's tree to its blocks: runs of text between block elements or double line breaks, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from transforms.html.class_words import NAME_BITS, NAMED_ATTRIBUTES, part_bit
from transforms.text.words import count_words

INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "label",
))  # fmt: skip
_PASSED_OVER = frozenset((
    "script", "style", "noscript", "template", "svg", "head", "iframe", "object", "embed", "canvas", "select",
    "option", "button", "input", "textarea", "audio", "video", "picture", "img", "map", "math", "datalist",
    "progress", "meter", "applet", "frameset", "link", "meta", "title", "base", "param", "source", "track",
))  # fmt: skip

# Elements whose meaning the rules and the model ask for; one bit each, in this order.
MARKED_TAGS = (
    "figure", "figcaption", "aside", "footer", "header", "nav", "form", "table", "li", "blockquote", "article", "main",
    "section", "address", "details", "dialog", "label", "dl", "pre", "time",
)  # fmt: skip
TAG_BITS = {tag: 1 << place for place, tag in enumerate(MARKED_TAGS)}

# What the walk does with a tag.
_KINDS = _PASSED, _BLOCK, _BREAK, _PLAIN, _LINK, _STRONG, _EMPHASIS = range(7)
_TAG_KINDS = (
    dict.fromkeys(_PASSED_OVER, _PASSED)
    | dict.fromkeys(INLINE, _PLAIN)
    | {"br": _BREAK, "a": _LINK, "b": _STRONG, "strong": _STRONG, "i": _EMPHASIS, "em": _EMPHASIS}
)

HIDDEN_BIT = 1 << len(MARKED_TAGS)
_BODY_PROPERTY_BIT = HIDDEN_BIT << 1
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_WHOLE = frozenset(("html", "body", "main", "article"))
_WHOLE_PARTS = sum(map(part_bit, ("body", "text", "related", "recommend", "live", "embed", "box")))
"""What the names of a whole article may say of it: the rest are its tags, its author, its features
("comments-open")."""
_OWN_COMMENT = re.compile(r"(?:^|\s)comment(?:$|[\s_-](?!open|enabled|allowed|count))", re.IGNORECASE)
"""... unless it is a reader's comment itself."""

_MAX_BLOCKS = 12_000
_MAX_NODES = 30_000
"""The walk ends there; pages of the press have a tenth of that, and the time is bounded."""


@dataclass(slots=True)
class Nodes:
    """The block elements of a page in document order, the root first; each list has an entry for each.

    parents: place of the parent, -1 for the root. depths: of the root 0. tags: their names. names, marks: the bits of
    what the publisher calls them, of their tag and other attributes. ends: place after the last element that lies in
    them.
    """

    parents: list[int]
    depths: list[int]
    tags: list[str]
    names: list[int]
    marks: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.parents)


@dataclass(slots=True)
class Block:
    """A run of text. node: place of the element that holds it.

    words: white-space separated, or by characters where a script has no spaces. links, bold, italic: characters of
    `text` in such elements. anchors: number of links. names: bits of the inline elements that the run begins with.
    """

    text: str
    node: int
    words: int
    links: int
    bold: int
    italic: int
    anchors: int
    names: int


# Long: one loop over local variables runs for every tag of a page, where calls cost more than the work.
def split_blocks(root: etree._Element) -> tuple[Nodes, list[Block]]:  # noqa: C901, PLR0912, PLR0915
    """Walk the tree once. Returns the block elements, and the blocks in reading order."""
    nodes = Nodes([-1], [0], ["html"], [0], [0], [0])
    parents, ends = nodes.parents, nodes.ends
    blocks: list[Block] = []
    # Places of the block elements that are open, and what the walk does with each element that is.
    places = [0]
    kinds: list[int] = []
    # The run of text since the last boundary; its pieces begin with one that is more than white space.
    pieces: list[str] = []
    linked = bold = italic = anchors = names = breaks = 0
    inside = [0] * len(_KINDS)  # how many elements of each inline kind are open
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            tag: str = element.tag
            kind = _TAG_KINDS.get(tag, _BLOCK)
            kinds.append(kind)
            if kind == _PASSED:
                walker.skip_subtree()
                continue
            text = element.text
            if kind == _BLOCK or (kind == _BREAK and breaks):
                if pieces:
                    blocks.append(_make_block(pieces, places[-1], (linked, bold, italic), anchors, names))
                    pieces = []
                linked = bold = italic = names = breaks = 0
                anchors = inside[_LINK]
                if kind == _BLOCK:
                    place = len(parents)
                    parents.append(places[-1])
                    ends.append(place)
                    nodes.depths.append(len(places))
                    nodes.tags.append(tag)
                    _add_names(nodes, tag, element)
                    places.append(place)
                if len(blocks) > _MAX_BLOCKS or len(parents) > _MAX_NODES:
                    break
            elif kind == _BREAK:
                breaks = 1
                if pieces:
                    pieces.append("\0")
            else:
                inside[kind] += 1
                anchors += kind == _LINK
                if not pieces and (stated := element.get("class")):
                    names |= NAME_BITS[stated]
        else:
            text = element.tail
            if event == "end":
                kind = kinds.pop()
                if kind == _BLOCK:
                    if pieces:
                        blocks.append(_make_block(pieces, places[-1], (linked, bold, italic), anchors, names))
                        pieces = []
                    linked = bold = italic = names = breaks = 0
                    anchors = inside[_LINK]
                    ends[places.pop()] = len(parents)
                else:
                    inside[kind] -= 1
        if text:
            if not text.isspace():
                pieces.append(text)
                breaks = 0
                if inside[_LINK]:
                    linked += len(text)
                if inside[_STRONG]:
                    bold += len(text)
                if inside[_EMPHASIS]:
                    italic += len(text)
            elif pieces:
                pieces.append(text)
    if pieces:
        blocks.append(_make_block(pieces, places[-1], (linked, bold, italic), anchors, names))
    for place in places:
        ends[place] = len(parents)
    return nodes, blocks


def _make_block(pieces: list[str], node: int, inside: tuple[int, int, int], anchors: int, names: int) -> Block:
    """The block of a run of text: white space collapsed; NUL, which no page holds, stands for a line break.

    inside: characters in links, bold and italic elements, white space and all.
    """
    text = "".join(pieces)
    if "\0" in text:
        lines = (" ".join(line.split()) for line in text.split("\0"))
        text = "\n".join(line for line in lines if line)
        words = count_words(text.replace("\n", " "))
    else:
        text = " ".join(text.split())
        words = count_words(text)
    size = len(text)
    linked, bold, italic = inside
    if linked > size or bold > size or italic > size:
        linked, bold, italic = min(linked, size), min(bold, size), min(italic, size)
    return Block(text, node, words, linked, bold, italic, anchors, names)


def _add_names(nodes: Nodes, tag: str, element: etree._Element) -> None:
    """Append what the publisher calls a block element, and the bits of its tag and other attributes."""
    names = 0
    marks = TAG_BITS.get(tag, 0)
    # lxml's types also speak of the bytes that Python 2 got.
    attributes: list[tuple[str, str]] = element.items()  # type: ignore[assignment]
    for name, value in attributes:
        if name in NAMED_ATTRIBUTES:
            names |= NAME_BITS[value]
            if name == "itemprop" and value == "articleBody":
                marks |= _BODY_PROPERTY_BIT
        elif name == "hidden" or (name == "style" and _HIDDEN_STYLE.search(value)):
            marks |= HIDDEN_BIT
    if names & ~_WHOLE_PARTS and tag in _WHOLE:
        stated = " ".join(value for name, value in attributes if name in NAMED_ATTRIBUTES)
        if not _OWN_COMMENT.search(stated):
            names &= _WHOLE_PARTS
    nodes.names.append(names)
    nodes.marks.append(marks)
