"""A page's blocks: runs of text between block elements or double line breaks, and the elements that hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from transforms.text.words import count_words

# Elements whose meaning the rules and the model ask for; one bit each, in this order.
MARKED_TAGS = (
    "figure", "figcaption", "aside", "footer", "header", "nav", "form", "table", "li", "blockquote", "article", "main",
    "section", "address", "details", "dialog", "label", "dl", "pre", "time",
)  # fmt: skip
TAG_BITS = {tag: 1 << place for place, tag in enumerate(MARKED_TAGS)}

BARE = "#text"
"""The tag of the node that bare text among block elements gets: a paragraph without one."""

HIDDEN_BIT = 1 << len(MARKED_TAGS)
BODY_PROPERTY_BIT = HIDDEN_BIT << 1
PRE_BIT = BODY_PROPERTY_BIT << 1
"""Blank lines part paragraphs in such an element."""

_CLOSED = frozenset(".!?:;…。！？।؟")
_GOES_ON = re.compile(r"[^\W\d_A-Z]|[,.;)\]’'-]")
_MOST_LINKED_WORDS = 12
LINKED = 0.8
"""Share of a block's characters from which on it is a link: a heading that leads elsewhere, a teaser, a menu."""


@dataclass(slots=True)
class Nodes:
    """The block elements of a page in document order, the root first; each list has an entry for each.

    parents: place of the parent, -1 for the root. depths: of the root 0. tags: their names. names, marks: the bits of
    what the publisher calls them, of their tag and other attributes. ends: place after the last element that lies in
    them.
    """

    parents: list[int] = field(default_factory=lambda: [-1])
    depths: list[int] = field(default_factory=lambda: [0])
    tags: list[str] = field(default_factory=lambda: ["html"])
    names: list[int] = field(default_factory=lambda: [0])
    marks: list[int] = field(default_factory=lambda: [0])
    ends: list[int] = field(default_factory=lambda: [0])

    def __len__(self) -> int:
        return len(self.parents)

    def add(self, parent: int, tag: str, names: int = 0, marks: int = 0) -> int:
        """Append an element below `parent` and return its place; its end is the place after it, for now."""
        place = len(self.parents)
        self.parents.append(parent)
        self.depths.append(self.depths[parent] + 1)
        self.tags.append(tag)
        self.names.append(names)
        self.marks.append(marks)
        self.ends.append(place + 1)
        return place


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

    @property
    def is_link(self) -> bool:
        """Whether it is one link, but for a few characters."""
        return self.links > LINKED * len(self.text)


def make_block(pieces: list[str], node: int, inside: tuple[int, int, int], anchors: int, names: int) -> Block:
    """The block of a run of text: white space collapsed; NUL, which no page holds, stands for a line break.

    inside: characters in links, bold and italic elements, white space and all.
    """
    text = pieces[0] if len(pieces) == 1 else "".join(pieces)
    if "\0" in text:
        lines = (" ".join(line.split()) for line in text.split("\0"))
        text = "\n".join(line for line in lines if line)
        words = count_words(text.replace("\n", " "))
    else:
        parts = text.split()
        text = " ".join(parts)
        words = len(parts) if text.isascii() else count_words(text)
    size = len(text)
    linked, bold, italic = inside
    if linked > size or bold > size or italic > size:
        linked, bold, italic = min(linked, size), min(bold, size), min(italic, size)
    return Block(text, node, words, linked, bold, italic, anchors, names)


def join_split_sentences(nodes: Nodes, blocks: list[Block]) -> None:
    """Join the three blocks of a sentence whose linked words lie between two paragraphs instead of in one."""
    place = 1
    tags, parents = nodes.tags, nodes.parents
    while place < len(blocks) - 1:
        link = blocks[place]
        if link.words > _MOST_LINKED_WORDS or link.links != len(link.text):
            place += 1
            continue
        before, after = blocks[place - 1], blocks[place + 1]
        if (
            parents[before.node] == parents[link.node] == parents[after.node]
            and tags[before.node] == tags[after.node] == "p"
            and before.text[-1] not in _CLOSED
            and _GOES_ON.match(after.text)
        ):
            glue = "" if after.text[0] in ",.;)" else " "
            before.text = f"{before.text} {link.text}{glue}{after.text}"
            before.words += link.words + after.words
            before.links += link.links + after.links
            before.anchors += link.anchors + after.anchors
            before.bold += link.bold + after.bold
            before.italic += link.italic + after.italic
            del blocks[place : place + 2]
        else:
            place += 1
