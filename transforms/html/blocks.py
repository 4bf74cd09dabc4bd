"""A page's tree to its blocks: runs of text between block elements or double line breaks, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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
BOLD = frozenset(("b", "strong"))
ITALIC = frozenset(("i", "em"))

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


@dataclass(slots=True)
class Run:
    """The text gathered since the last block boundary."""

    pieces: list[str] = field(default_factory=list)
    links: int = 0
    bold: int = 0
    italic: int = 0
    anchors: int = 0
    names: int = 0
    breaks: int = 0
    begun: bool = False


def count_words(text: str) -> int:
    """Number of words, or of half the characters where the script puts no spaces between words."""
    words = text.count(" ") + 1
    if text.isascii():
        return words
    wide = len(WIDE_CHARACTERS.findall(text))
    return words + wide // WIDE_PER_WORD if wide else words


class Walk:
    """The state of one walk over a tree: where it is and what text it has gathered since the last block boundary."""

    __slots__ = ("blocks", "bold", "italic", "link", "nodes", "run", "stack")

    def __init__(self) -> None:
        self.nodes: list[Node] = [Node(-1, 0, "html", 0, 0)]
        self.blocks: list[Block] = []
        self.stack = [0]
        self.run = Run()
        self.link = self.bold = self.italic = 0

    def enter(self, element: etree._Element, tag: str) -> None:
        """Begin an element that is not passed over."""
        if tag in INLINE:
            self.count_inline(tag, 1)
            run = self.run
            if not run.begun and (names := element.get("class")):
                run.names |= read_names(names)
        elif tag == "br":
            self.run.breaks += 1
            if self.run.breaks > 1:
                self.close_run()
            else:
                self.run.pieces.append("\0")
        else:
            self.close_run()
            self.stack.append(len(self.nodes))
            self.nodes.append(read_node(element, tag, self.stack[-2], len(self.stack)))
        if element.text:
            self.add_text(element.text)

    def leave(self, tag: str) -> None:
        """End an element that was entered."""
        if tag in INLINE:
            self.count_inline(tag, -1)
        elif tag != "br":
            self.close_run()
            self.stack.pop()

    def count_inline(self, tag: str, step: int) -> None:
        """Count how many elements of an inline kind are open."""
        if tag == "a":
            self.link += step
            self.run.anchors += step > 0
        elif tag in BOLD:
            self.bold += step
        elif tag in ITALIC:
            self.italic += step

    def add_text(self, text: str) -> None:
        """Add text at the current place."""
        run = self.run
        run.pieces.append(text)
        if text.isspace():
            return
        run.begun = True
        run.breaks = 0
        size = len(text)
        if self.link:
            run.links += size
        if self.bold:
            run.bold += size
        if self.italic:
            run.italic += size

    def close_run(self) -> None:
        """Make a block of the gathered text, if it holds more than white space."""
        run = self.run
        if not run.pieces:
            return
        self.run = Run()
        joined = "".join(run.pieces)
        if "\0" in joined:
            lines = (" ".join(line.split()) for line in joined.split("\0"))
            text = "\n".join(line for line in lines if line)
        else:
            text = " ".join(joined.split())
        if not text:
            return
        size = len(text)
        links, bold, italic = min(run.links, size), min(run.bold, size), min(run.italic, size)
        words = count_words(text.replace("\n", " "))
        self.blocks.append(Block(text, self.stack[-1], words, links, bold, italic, run.anchors, run.names))


def split_blocks(root: etree._Element) -> tuple[list[Node], list[Block]]:
    """Walk the tree once. Returns the block elements in document order, the root first, and the blocks in reading
    order.
    """
    walk = Walk()
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            tag = str(element.tag)
            if tag in PASSED_OVER:
                walker.skip_subtree()
            else:
                walk.enter(element, tag)
            continue
        if event == "end" and (tag := str(element.tag)) not in PASSED_OVER:
            walk.leave(tag)
        if element.tail and element is not root:
            walk.add_text(element.tail)
        if len(walk.blocks) > MAX_BLOCKS or len(walk.nodes) > MAX_NODES:
            break
    walk.close_run()
    return walk.nodes, walk.blocks


def read_node(element: etree._Element, tag: str, parent: int, depth: int) -> Node:
    """The record of a block element: its tag and what its attributes call it."""
    tags = TAG_BITS.get(tag, 0)
    named: list[str] = []
    for key, stated in element.attrib.items():
        name, value = str(key), str(stated)
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
