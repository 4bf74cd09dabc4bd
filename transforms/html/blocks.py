"""A page's tree to its blocks: runs of text between block elements or double line breaks, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from transforms.html.class_words import NAMED_ATTRIBUTES, part_bit, read_names

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr label center-inline nolink".split()
)
PASSED_OVER = frozenset(
    "script style noscript template svg head iframe object embed canvas select option button input textarea audio video "
    "picture img map math datalist progress meter applet frameset link meta title base param source track".split()
)
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
"""What the names of a whole article may say of it: the rest are its tags, its author, its features ("comments-open")."""
OWN_COMMENT = re.compile(r"(?:^|\s)comment(?:$|[\s_-](?!open|enabled|allowed|count))", re.IGNORECASE)
"""... unless it is a reader's comment itself."""

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


def count_words(text: str) -> int:
    """Number of words, or of half the characters where the script puts no spaces between words."""
    words = text.count(" ") + 1
    if text.isascii():
        return words
    wide = len(WIDE_CHARACTERS.findall(text))
    return words + wide // WIDE_PER_WORD if wide else words


def split_blocks(root: etree._Element) -> tuple[list[Node], list[Block]]:
    """Walk the tree once. Returns the block elements in document order, the root first, and the blocks in reading order."""
    nodes: list[Node] = [Node(-1, 0, "html", 0, 0)]
    blocks: list[Block] = []
    stack = [0]
    run = Run()
    in_link = in_bold = in_italic = 0

    def close_run() -> None:
        nonlocal run
        if run.pieces:
            add_block(blocks, run, stack[-1])
            run = Run()

    def add_text(text: str) -> None:
        run.pieces.append(text)
        if in_link or in_bold or in_italic or run.breaks:
            if text.isspace():
                return
            size = len(text)
            run.breaks = 0
            run.links += size if in_link else 0
            run.bold += size if in_bold else 0
            run.italic += size if in_italic else 0

    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            tag = element.tag
            if tag in PASSED_OVER:
                walker.skip_subtree()
                continue
            if tag in INLINE:
                if tag == "a":
                    in_link += 1
                    run.anchors += 1
                elif tag in BOLD:
                    in_bold += 1
                elif tag in ITALIC:
                    in_italic += 1
                if not run.pieces or not any(not piece.isspace() for piece in run.pieces):
                    names = element.get("class")
                    if names:
                        run.names |= read_names(names)
            elif tag == "br":
                run.breaks += 1
                if run.breaks > 1:
                    close_run()
                else:
                    run.pieces.append("\0")
            else:
                close_run()
                stack.append(len(nodes))
                nodes.append(read_node(element, tag, stack[-2], len(stack)))
            if element.text:
                add_text(element.text)
            continue
        if event == "end":
            tag = element.tag
            if tag in INLINE:
                if tag == "a":
                    in_link -= 1
                elif tag in BOLD:
                    in_bold -= 1
                elif tag in ITALIC:
                    in_italic -= 1
            elif tag != "br" and tag not in PASSED_OVER:
                close_run()
                stack.pop()
        if element.tail and element is not root:
            add_text(element.tail)
    close_run()
    return nodes, blocks


def add_block(blocks: list[Block], run: Run, node: int) -> None:
    """Make a block of a run that holds more than white space."""
    joined = "".join(run.pieces)
    if "\0" in joined:
        lines = (" ".join(line.split()) for line in joined.split("\0"))
        text = "\n".join(line for line in lines if line)
    else:
        text = " ".join(joined.split())
    if text:
        size = len(text)
        words = count_words(text.replace("\n", " "))
        blocks.append(
            Block(
                text,
                node,
                words,
                min(run.links, size),
                min(run.bold, size),
                min(run.italic, size),
                run.anchors,
                run.names,
            )
        )


def read_node(element: etree._Element, tag: str, parent: int, depth: int) -> Node:
    """The record of a block element: its tag and what its attributes call it."""
    tags = TAG_BITS.get(tag, 0)
    attributes = element.attrib
    if not attributes:
        return Node(parent, depth, tag, 0, tags)
    names = " ".join([attributes[name] for name in NAMED_ATTRIBUTES if name in attributes])
    if "hidden" in attributes or ("style" in attributes and HIDDEN_STYLE.search(attributes["style"])):
        tags |= HIDDEN_BIT
    if attributes.get("itemprop") == "articleBody":
        tags |= BODY_PROPERTY_BIT
    parts = read_names(names) if names else 0
    if tag in WHOLE and not OWN_COMMENT.search(names):
        parts &= WHOLE_PARTS
    return Node(parent, depth, tag, parts, tags)
