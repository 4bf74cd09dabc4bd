"""One walk over a page's tree: its blocks, and the elements that may say who wrote it and when."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from transforms.html.attributes import ADDRESS, CLUES, PREFORMATTED, SIGN, STORY, TIME, UNSEEN, read_clue
from transforms.html.blocks import (
    BARE,
    BODY_PROPERTY_BIT,
    HIDDEN_BIT,
    PRE_BIT,
    TAG_BITS,
    Block,
    Nodes,
    join_split_sentences,
    make_block,
)
from transforms.html.class_words import NAME_BITS, NAMED_ATTRIBUTES, part_bit
from transforms.html.odd_tags import choose_kind
from transforms.html.tags import BLOCK, BREAK, EMPHASIS, KINDS, LINK, PARAGRAPHS, PASSED, PLAIN, RAISED, STRONG, UNKNOWN

_BLANK_LINES = re.compile(r"\n[ \t\r\f]*\n\s*")

_WHOLE = frozenset(("html", "body", "main", "article"))
_WHOLE_PARTS = sum(map(part_bit, ("body", "text", "related", "recommend", "live", "embed", "box")))
"""What the names of a whole article may say of it: the rest are its tags, its author, its features
("comments-open")."""
_OWN_COMMENT = re.compile(r"(?:^|\s)comment(?:$|[\s_-](?!open|enabled|allowed|count))", re.IGNORECASE)
"""... unless it is a reader's comment itself."""

_UNSEEN = part_bit("unseen")
_CAPTION = part_bit("caption")
_AUTHOR = part_bit("author")
_INLINE_NAMES = frozenset(("class", "data-testid"))
_NOTED = TIME | SIGN
_CONTROLS = frozenset(("input", "textarea", "select"))
_HEADINGS = frozenset(("h1", "h2"))
_TIMES = frozenset(("time", "relative-time"))
_MOST_BLOCKS = 12_000
_MOST_NODES = 30_000
"""The walk ends there; pages of the press have a tenth of that, and the time is bounded."""

_LEAD_SHARE = 0.5
"""The names of an inline element that a run begins with are the run's if this share of it lies in that."""


@dataclass(slots=True)
class Landmark:
    """An element. node: place of the block element that it is or lies in; block: number of blocks that precede it."""

    element: etree._Element
    node: int
    block: int


@dataclass(slots=True)
class Walk:
    """What the tree below a root holds: its block elements and, in reading order, blocks, h1 and h2, elements that
    state a time, and elements whose names or marks speak of an author.
    """

    root: etree._Element
    nodes: Nodes = field(default_factory=Nodes)
    blocks: list[Block] = field(default_factory=list)
    headings: list[Landmark] = field(default_factory=list)
    times: list[Landmark] = field(default_factory=list)
    signs: list[Landmark] = field(default_factory=list)
    controls: list[int] = field(default_factory=list)


class _Walker:
    """The state of the walk: what is open, and the run of text since the last boundary.

    places: of the block elements that are open. kinds: what is done with each element that is. inside: how many of each
    kind are open. The run: its pieces, the first of which is more than white space; linked, bold, italic:
    its characters in such elements; anchors: its links; breaks: line breaks since its last text; names: bits of the
    inline element that it begins with; lead: number of elements open inside that one, itself included; lead_size:
    characters of the run when it ended.
    """

    __slots__ = (
        "anchors", "bold", "breaks", "inside", "italic", "kinds", "lead", "lead_size", "linked", "names", "nodes",
        "pieces", "places", "scripted", "walk",
    )  # fmt: skip

    def __init__(self, root: etree._Element, *, scripted: bool) -> None:
        self.walk = Walk(root)
        self.nodes = self.walk.nodes
        self.places = [0]
        self.kinds: list[int] = []
        self.pieces: list[str] = []
        self.linked = self.bold = self.italic = self.anchors = self.names = self.breaks = self.lead = self.lead_size = 0
        self.inside = [0] * UNKNOWN
        self.scripted = scripted

    def open(self, element: etree._Element) -> int:
        """Open an element; returns what is done with it."""
        tag: str = element.tag
        kind = KINDS.get(tag, UNKNOWN)
        if kind >= RAISED:
            kind = choose_kind(element, kind, self.pieces, self.nodes.tags[self.places[-1]], scripted=self.scripted)
        if kind == BLOCK:
            if self.pieces or self.names or self.breaks or self.anchors != self.inside[LINK]:
                self.end_run(mixed=True)
            self.places.append(self.open_block(tag, element))
        elif kind == BREAK:
            if self.breaks:
                self.end_run(mixed=True)
            else:
                self.breaks = 1
                if self.pieces:
                    self.pieces.append("\0")
        elif kind != PASSED:
            kind = self.open_inline(tag, kind, element)
        elif tag in _CONTROLS and element.get("type") != "hidden":
            self.walk.controls.append(self.places[-1])
        self.kinds.append(kind)
        return kind

    def close(self, tail: str | None) -> None:
        """Close the element that was opened last. tail: the text behind it."""
        kind = self.kinds.pop()
        if kind == BLOCK:
            if self.pieces or self.names or self.breaks or self.anchors != self.inside[LINK]:
                self.end_run(mixed=False)
            self.nodes.ends[self.places.pop()] = len(self.nodes.parents)
        else:
            self.inside[kind] -= 1
        if self.lead > len(self.kinds):
            self.end_lead(tail)

    def add(self, text: str) -> None:
        """Append text that is more than white space to the run."""
        if self.nodes.marks[self.places[-1]] & PRE_BIT:
            *whole, text = _BLANK_LINES.split(text)
            for part in whole:
                if part:
                    self.pieces.append(part)
                self.end_run(mixed=True)
        if text:
            self.pieces.append(text)
            self.breaks = 0
            if self.inside[LINK]:
                self.linked += len(text)
            if self.inside[STRONG]:
                self.bold += len(text)
            if self.inside[EMPHASIS]:
                self.italic += len(text)

    def end_run(self, *, mixed: bool) -> None:
        """Make a block of the run, if there is one, and begin another.

        mixed: whether a block element or a line break ends it. Bare text among block elements is a paragraph without a
        tag, as CSS gives it a box of its own: it gets a node of its own.
        """
        if self.pieces:
            names, node, nodes = self.names, self.places[-1], self.nodes
            if names and self.lead_size and self.lead_size < _LEAD_SHARE * sum(map(len, self.pieces)):
                names = 0
            if (mixed or node + 1 < len(nodes)) and nodes.tags[node] not in PARAGRAPHS:
                node = nodes.add(node, BARE)
            inside = (self.linked, self.bold, self.italic)
            self.walk.blocks.append(make_block(self.pieces, node, inside, self.anchors, names))
            self.pieces = []
        self.linked = self.bold = self.italic = self.names = self.breaks = self.lead = self.lead_size = 0
        self.anchors = self.inside[LINK]

    def end_lead(self, tail: str | None) -> None:
        """End the inline element that the run began with. A caption's text before other text is a block of its own."""
        self.lead = 0
        self.lead_size = sum(map(len, self.pieces))
        if not self.lead_size:
            self.names = 0
        elif self.names & _CAPTION and not (tail or "").lstrip()[:1].islower():
            self.end_run(mixed=False)

    def open_block(self, tag: str, element: etree._Element) -> int:
        """Add a block element to the nodes: what the publisher calls it, and the bits of its tag and other attributes.
        Returns its place.
        """
        names = clues = 0
        marks = TAG_BITS.get(tag, 0) | (self.nodes.marks[self.places[-1]] & PRE_BIT)
        # lxml's types also speak of the bytes that Python 2 got.
        attributes: list[tuple[str, str]] = element.items()  # type: ignore[assignment]
        for name, value in attributes:
            if name in NAMED_ATTRIBUTES:
                names |= NAME_BITS[value]
                if name != "itemprop":
                    continue
            if name in CLUES:
                clues |= read_clue(name, value)
        if clues & UNSEEN or names & _UNSEEN:
            marks |= HIDDEN_BIT
        if clues & PREFORMATTED or tag == "pre":
            marks |= PRE_BIT
        if clues & STORY:
            marks |= BODY_PROPERTY_BIT
        if tag in _WHOLE and names & ~_WHOLE_PARTS:
            stated = " ".join(value for name, value in attributes if name in NAMED_ATTRIBUTES)
            if not _OWN_COMMENT.search(stated):
                names &= _WHOLE_PARTS
        place = self.nodes.add(self.places[-1], tag, names, marks)
        if tag in _HEADINGS:
            self.walk.headings.append(Landmark(element, place, len(self.walk.blocks)))
        if clues or names & _AUTHOR:
            self.note(element, place, clues, names)
        return place

    def open_inline(self, tag: str, kind: int, element: etree._Element) -> int:
        """Open an inline element; returns what is done with it: one that is not shown is passed over."""
        names = clues = 0
        attributes: list[tuple[str, str]] = element.items()  # type: ignore[assignment]
        for name, value in attributes:
            if name in _INLINE_NAMES:
                names |= NAME_BITS[value]
                if "published" in value:
                    clues |= read_clue(name, value)
            elif name == "href":
                clues |= ADDRESS
            elif name in CLUES:
                clues |= read_clue(name, value)
        if clues & UNSEEN or names & _UNSEEN:
            return PASSED
        if tag in _TIMES:
            clues |= TIME
        if clues & _NOTED or names & _AUTHOR:
            self.note(element, self.places[-1], clues, names)
        if names and not self.pieces:
            self.names |= names
            self.lead = self.lead or len(self.kinds) + 1
        if kind == LINK:
            if not clues & ADDRESS:
                return PLAIN
            self.anchors += 1
        self.inside[kind] += 1
        return kind

    def note(self, element: etree._Element, place: int, clues: int, names: int) -> None:
        """Note an element that may say when the story was published or who wrote it."""
        if clues & TIME:
            self.walk.times.append(Landmark(element, place, len(self.walk.blocks)))
        if clues & SIGN or names & _AUTHOR:
            self.walk.signs.append(Landmark(element, place, len(self.walk.blocks)))


def walk_page(root: etree._Element, *, scripted: bool = True) -> Walk:
    """Walk the tree once. scripted: as a browser that runs scripts, which leaves the noscript elements out."""
    walker = _Walker(root, scripted=scripted)
    walk = walker.walk
    blocks, parents = walk.blocks, walk.nodes.parents
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in events:
        if event == "start":
            if walker.open(element) == PASSED:
                events.skip_subtree()
                continue
            if len(blocks) > _MOST_BLOCKS or len(parents) > _MOST_NODES:
                break
            text = element.text
        else:
            text = element.tail
            if event == "end":
                walker.close(text)
        if text:
            if not text.isspace():
                walker.add(text)
            elif walker.pieces:
                walker.pieces.append(text)
    walker.end_run(mixed=False)
    for place in walker.places:
        walk.nodes.ends[place] = len(walk.nodes)
    join_split_sentences(walk.nodes, walk.blocks)
    return walk
