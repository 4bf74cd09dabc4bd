"""A page's tree to its blocks: runs of text between block elements or double line breaks, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from transforms.html.class_words import NAMED_ATTRIBUTES, part_bit, read_names

INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "label",
))  # fmt: skip
PASSED_OVER = frozenset((
    "script", "style", "noscript", "template", "svg", "head", "iframe", "object", "embed", "canvas", "select",
    "option", "button", "input", "textarea", "audio", "video", "picture", "img", "map", "math", "datalist",
    "progress", "meter", "applet", "frameset", "link", "meta", "title", "base", "param", "source", "track",
))  # fmt: skip

# What the walk does with a tag.
PASSED, BLOCK, BREAK, PLAIN, LINK, STRONG, EMPHASIS = range(7)
KINDS = 7
TAG_KINDS = (
    dict.fromkeys(PASSED_OVER, PASSED)
    | dict.fromkeys(INLINE, PLAIN)
    | {"br": BREAK, "a": LINK, "b": STRONG, "strong": STRONG, "i": EMPHASIS, "em": EMPHASIS}
)

# Elements whose meaning the rules and the model ask for; one bit each, in this order.
MARKED_TAGS = (
    "figure", "figcaption", "aside", "footer", "header", "nav", "form", "table", "li", "blockquote", "article", "main",
    "section", "address", "details", "dialog", "label", "dl", "pre", "time",
)  # fmt: skip
TAG_BITS = {tag: 1 << place for place, tag in enumerate(MARKED_TAGS)}
HIDDEN_BIT = 1 << len(MARKED_TAGS)
BODY_PROPERTY_BIT = HIDDEN_BIT << 1
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

WHOLE = frozenset(("html", "body", "main", "article"))
WHOLE_PARTS = sum(part_bit(part) for part in ("body", "text", "related", "recommend", "live", "embed", "box"))
"""What the names of a whole article may say of it: the rest are its tags, its author, its features
("comments-open")."""
OWN_COMMENT = re.compile(r"(?:^|\s)comment(?:$|[\s_-](?!open|enabled|allowed|count))", re.IGNORECASE)
"""... unless it is a reader's comment itself."""

MAX_BLOCKS = 12_000
MAX_NODES = 30_000
"""The walk ends there; pages of the press have a tenth of that, and the time is bounded."""

WIDE_CHARACTERS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
WIDE_PER_WORD = 2
"""Characters of a script without spaces that count as one word."""


@dataclass(slots=True)
class Node:
    """A block element. parent: its place in the list of nodes, -1 for the first. names, tags: its own bits."""

    parent: int
    depth: int
    tag: str
    names: int
    tags: int


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


class Run:
    """The text gathered since the last block boundary; one object serves a whole walk."""

    __slots__ = ("anchors", "begun", "bold", "breaks", "italic", "links", "names", "pieces")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.clear()

    def clear(self) -> None:
        """Begin anew."""
        self.pieces.clear()
        self.links = self.bold = self.italic = self.anchors = self.names = self.breaks = 0
        self.begun = False

    def count(self, size: int, link: int, bold: int, italic: int) -> None:
        """Count characters that are more than white space; link, bold, italic: elements of the kind that are open."""
        self.begun = True
        self.breaks = 0
        if link:
            self.links += size
        if bold:
            self.bold += size
        if italic:
            self.italic += size

    def close(self, node: int, blocks: list[Block]) -> None:
        """Append a block of the gathered text, if it holds more than white space, and begin anew."""
        if self.begun and (text := join_lines("".join(self.pieces))):
            size = len(text)
            blocks.append(
                Block(
                    text,
                    node,
                    count_words(text.replace("\n", " ")),
                    min(self.links, size),
                    min(self.bold, size),
                    min(self.italic, size),
                    self.anchors,
                    self.names,
                )
            )
        self.clear()


def join_lines(text: str) -> str:
    """Text with its white space collapsed; NUL, which no page holds, stands for a line break."""
    if "\0" not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.split("\0"))
    return "\n".join(line for line in lines if line)


def count_words(text: str) -> int:
    """Number of words, or of half the characters where the script puts no spaces between words."""
    words = text.count(" ") + 1
    if text.isascii():
        return words
    wide = len(WIDE_CHARACTERS.findall(text))
    return words + wide // WIDE_PER_WORD if wide else words


# One loop over local variables, branches and all: it runs for every tag of a page, where calls cost more than the work.
def split_blocks(root: etree._Element) -> tuple[list[Node], list[Block]]:  # noqa: C901, PLR0912
    """Walk the tree once. Returns the block elements in document order, the root first, and the blocks in reading
    order.
    """
    nodes = [Node(-1, 0, "html", 0, 0)]
    blocks: list[Block] = []
    stack = [0]
    run = Run()
    pieces = run.pieces
    opened = [0] * KINDS
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            tag: str = element.tag
            kind = TAG_KINDS.get(tag, BLOCK)
            if kind == PASSED:
                walker.skip_subtree()
                continue
            if kind == BLOCK:
                if pieces:
                    run.close(stack[-1], blocks)
                stack.append(len(nodes))
                nodes.append(read_node(element, tag, stack[-2], len(stack)))
            elif kind == BREAK:
                run.breaks += 1
                if run.breaks > 1:
                    run.close(stack[-1], blocks)
                else:
                    pieces.append("\0")
            else:
                opened[kind] += 1
                if kind == LINK:
                    run.anchors += 1
                if not run.begun and (names := element.get("class")):
                    run.names |= read_names(names)
            text = element.text
        else:
            if event == "end":
                kind = TAG_KINDS.get(element.tag, BLOCK)
                if kind == BLOCK:
                    if pieces:
                        run.close(stack[-1], blocks)
                    stack.pop()
                else:
                    opened[kind] -= 1
            text = element.tail if element is not root else None
        if text:
            pieces.append(text)
            if not text.isspace():
                run.count(len(text), opened[LINK], opened[STRONG], opened[EMPHASIS])
        if len(blocks) > MAX_BLOCKS or len(nodes) > MAX_NODES:
            break
    if pieces:
        run.close(stack[-1], blocks)
    return nodes, blocks


def read_node(element: etree._Element, tag: str, parent: int, depth: int) -> Node:
    """The record of a block element: its tag and what its attributes call it."""
    tags = TAG_BITS.get(tag, 0)
    named: list[str] = []
    # lxml's types also speak of the bytes that Python 2 got.
    attributes: list[tuple[str, str]] = element.items()  # type: ignore[assignment]
    for name, value in attributes:
        if name in NAMED_ATTRIBUTES:
            named.append(value)
            if name == "itemprop" and value == "articleBody":
                tags |= BODY_PROPERTY_BIT
        elif name == "hidden" or (name == "style" and HIDDEN_STYLE.search(value)):
            tags |= HIDDEN_BIT
    if not named:
        return Node(parent, depth, tag, 0, tags)
    names = " ".join(named)
    parts = read_names(names)
    if tag in WHOLE and not OWN_COMMENT.search(names):
        parts &= WHOLE_PARTS
    return Node(parent, depth, tag, parts, tags)
