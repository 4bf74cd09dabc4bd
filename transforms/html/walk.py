"""One walk over a page's tree: its blocks, and the elements that may say who wrote it and when."""

from __future__ import annotations

import re

from lxml import etree

from transforms.html.attributes import ADDRESS, CLUES, PREFORMATTED, SIGN, STORY, TIME, UNSEEN, read_clue
from transforms.html.blocks import (
    BARE,
    BODY_PROPERTY_BIT,
    HIDDEN_BIT,
    PRE_BIT,
    TAG_BITS,
    join_split_sentences,
    make_block,
)
from transforms.html.class_words import NAME_BITS, NAMED_ATTRIBUTES, part_bit
from transforms.html.landmarks import Landmark, Walk
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
_NAMED, _CLUE = 1, 2
_TOLD_OF_BLOCKS = {
    name: _NAMED * (name in NAMED_ATTRIBUTES) | _CLUE * (name in CLUES) for name in NAMED_ATTRIBUTES | CLUES
}
"""Attributes that say something: what the publisher calls the element, or what `read_clue` understands."""

_CONTROLS = frozenset(("input", "textarea", "select"))
_STATEMENTS = ("meta", "link", "title", "base")
_NOTED_TAGS = _CONTROLS | frozenset((*_STATEMENTS, "head"))
_HEADINGS = frozenset(("h1", "h2"))
_TIMES = frozenset(("time", "relative-time"))
_MOST_BLOCKS = 12_000
_MOST_NODES = 30_000
"""The walk ends there; pages of the press have a tenth of that, and the time is bounded."""

_LEAD_SHARE = 0.5
"""The names of an inline element that a run begins with are the run's if this share of it lies in that."""


class _Walker:
    """The state of the walk: what is open, and the run of text since the last boundary.

    places: of the block elements that are open. inside: how many of each kind of element are open. The run: its pieces,
    the first of which is more than white space; begun: whether anything of it was met; linked, bold, italic: its
    characters in such elements; anchors: its links; breaks: line breaks since its last text; names: bits of the
    inline element that it begins with; lead: number of elements open inside that one, itself included; lead_size:
    characters of the run when it ended.
    """

    __slots__ = (
        "anchors", "begun", "bold", "breaks", "inside", "italic", "lead", "lead_size", "linked", "names", "nodes",
        "pieces", "places", "walk",
    )  # fmt: skip

    def __init__(self, root: etree._Element) -> None:
        self.walk = Walk(root)
        self.nodes = self.walk.nodes
        self.places = [0]
        self.pieces: list[str] = []
        self.linked = self.bold = self.italic = self.anchors = self.names = self.breaks = self.lead = self.lead_size = 0
        self.begun = False
        self.inside = [0] * UNKNOWN

    # Long: each of a page's thousand elements comes by here, and a call for each would cost as much again.
    def follow(self, *, scripted: bool) -> None:  # noqa: C901, PLR0912 see above
        """Walk the tree. scripted: see `walk_page`."""
        nodes, blocks = self.nodes, self.walk.blocks
        places, pieces, inside = self.places, self.pieces, self.inside
        parents, marks, ends = nodes.parents, nodes.marks, nodes.ends
        kinds: list[int] = []
        events = etree.iterwalk(self.walk.root, events=("start", "end", "comment", "pi"))
        for event, element in events:
            if event == "start":
                tag: str = element.tag
                kind = KINDS.get(tag, UNKNOWN)
                if kind >= RAISED:
                    kind = choose_kind(element, kind, pieces, nodes.tags[places[-1]], scripted=scripted)
                if kind == BLOCK:
                    if self.begun:
                        self.end_run(mixed=True)
                    places.append(self.open_block(tag, element))
                    if len(blocks) > _MOST_BLOCKS or len(parents) > _MOST_NODES:
                        return
                elif kind > BREAK:
                    kind = self.open_inline(tag, kind, element, len(kinds))
                elif kind == BREAK:
                    self.break_line()
                elif tag in _NOTED_TAGS:
                    self.note_passed(tag, element)
                kinds.append(kind)
                if kind == PASSED:
                    events.skip_subtree()
                    continue
                text = element.text
            else:
                text = element.tail
                if event == "end":
                    kind = kinds.pop()
                    if kind == BLOCK:
                        if self.begun:
                            self.end_run(mixed=False)
                        ends[places.pop()] = len(parents)
                    elif kind > BREAK:
                        inside[kind] -= 1
                        self.begun = True
                    if self.lead > len(kinds):
                        self.end_lead(text)
            if text:
                if not text.isspace():
                    if marks[places[-1]] & PRE_BIT:
                        text = self.end_at_blank_lines(text)
                    self.add(text)
                elif pieces:
                    pieces.append(text)

    def end_at_blank_lines(self, text: str) -> str:
        """Add preformatted text up to its last blank line, each of which ends a run; returns what is behind."""
        *whole, rest = _BLANK_LINES.split(text)
        for part in whole:
            if part:
                self.pieces.append(part)
            self.end_run(mixed=True)
        return rest

    def break_line(self) -> None:
        """Break the line; the second break ends the run."""
        if self.breaks:
            self.end_run(mixed=True)
        else:
            self.breaks = 1
            self.begun = True
            if self.pieces:
                self.pieces.append("\0")

    def add(self, text: str) -> None:
        """Append text to the run."""
        if text:
            self.pieces.append(text)
            self.begun = True
            self.breaks = 0
            inside = self.inside
            if inside[LINK]:
                self.linked += len(text)
            if inside[STRONG]:
                self.bold += len(text)
            if inside[EMPHASIS]:
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
            if (mixed or node + 1 < len(nodes.parents)) and nodes.tags[node] not in PARAGRAPHS:
                node = nodes.add(node, BARE)
            inside = (self.linked, self.bold, self.italic)
            self.walk.blocks.append(make_block(self.pieces, node, inside, self.anchors, names))
            self.pieces.clear()
            self.linked = self.bold = self.italic = 0
        self.names = self.breaks = self.lead = self.lead_size = 0
        self.begun = False
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
        nodes = self.nodes
        parent = self.places[-1]
        marks = TAG_BITS.get(tag, 0) | (nodes.marks[parent] & PRE_BIT)
        # lxml's types also speak of the bytes that Python 2 got.
        attributes: list[tuple[str, str]] = element.items()  # type: ignore[assignment]
        for name, value in attributes:
            if name in _TOLD_OF_BLOCKS:
                told = _TOLD_OF_BLOCKS[name]
                if told & _NAMED:
                    names |= NAME_BITS[value]
                if told & _CLUE:
                    clues |= read_clue(name, value)
        if clues or names & _UNSEEN:
            marks |= _mark_clues(clues, names)
        if tag == "pre":
            marks |= PRE_BIT
        if tag in _WHOLE and names & ~_WHOLE_PARTS:
            stated = " ".join(value for name, value in attributes if name in NAMED_ATTRIBUTES)
            if not _OWN_COMMENT.search(stated):
                names &= _WHOLE_PARTS
        place = nodes.add(parent, tag, names, marks)
        if tag in _HEADINGS:
            self.walk.headings.append(Landmark(element, place, len(self.walk.blocks)))
        if clues & _NOTED or names & _AUTHOR:
            self.note(element, place, clues, names)
        return place

    def open_inline(self, tag: str, kind: int, element: etree._Element, depth: int) -> int:
        """Open an inline element inside `depth` others; returns what is done with it: one not shown is passed over."""
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
            self.walk.statements.extend(element.iterdescendants(*_STATEMENTS))
            return PASSED
        if tag in _TIMES:
            clues |= TIME
        if clues & _NOTED or names & _AUTHOR:
            self.note(element, self.places[-1], clues, names)
        if names and not self.pieces:
            self.names |= names
            self.lead = self.lead or depth + 1
            self.begun = True
        if kind == LINK:
            if not clues & ADDRESS:
                kind = PLAIN
            else:
                self.anchors += 1
                self.begun = True
        self.inside[kind] += 1
        return kind

    def note_passed(self, tag: str, element: etree._Element) -> None:
        """Note an element that is passed over but says something of the page, or of the element that it lies in."""
        if tag == "head":
            self.walk.statements.extend(element.iter(*_STATEMENTS))
        elif tag not in _CONTROLS:
            self.walk.statements.append(element)
        elif element.get("type") != "hidden":
            self.walk.controls.append(self.places[-1])

    def note(self, element: etree._Element, place: int, clues: int, names: int) -> None:
        """Note an element that may say when the story was published or who wrote it."""
        if clues & TIME:
            self.walk.times.append(Landmark(element, place, len(self.walk.blocks)))
        if clues & SIGN or names & _AUTHOR:
            self.walk.signs.append(Landmark(element, place, len(self.walk.blocks)))


def _mark_clues(clues: int, names: int) -> int:
    """The bits of a block element's marks that its clues and names give."""
    marks = 0
    if clues & UNSEEN or names & _UNSEEN:
        marks |= HIDDEN_BIT
    if clues & PREFORMATTED:
        marks |= PRE_BIT
    if clues & STORY:
        marks |= BODY_PROPERTY_BIT
    return marks


def walk_page(root: etree._Element, *, scripted: bool = True) -> Walk:
    """Walk the tree once. scripted: as a browser that runs scripts, which leaves the noscript elements out."""
    walker = _Walker(root)
    walker.follow(scripted=scripted)
    walker.end_run(mixed=False)
    walk = walker.walk
    for place in walker.places:
        walk.nodes.ends[place] = len(walk.nodes)
    join_split_sentences(walk.nodes, walk.blocks)
    return walk
