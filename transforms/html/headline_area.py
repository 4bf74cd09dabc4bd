"""What stands around the headline of a page: bylines and dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from transforms.html.blocks import TAG_BITS, Block, Nodes
from transforms.html.landmarks import Walk
from transforms.html.titles import words_of

_BLOCKS_AFTER = 12
_BLOCKS_BEFORE = 6
"""Blocks after and before the headline that its byline may stand in."""

_STORY_BLOCKS = 6
"""Blocks before the story's first and after its last that a signature may stand in."""

_CLOSING = 2
_MOST_PIECES = 40
_LONE = 10
"""Characters; a longer piece is no word before a name."""

_LEVELS = ("h1", "h2")
_MOST_HEADINGS = 8
_SAME_LENGTH = 1.5
"""A block that is so many times longer or shorter than the title is not it."""

_PICTURE_TAGS = frozenset(("figure", "figcaption"))
_PICTURE_BITS = sum(TAG_BITS[tag] for tag in _PICTURE_TAGS)
_PICTURE_DEPTH = 5


@dataclass(frozen=True, slots=True)
class HeadlineArea:
    """Text around the headline.

    after, before: blocks that follow the headline, itself the first, and that precede it; of the story's beginning
    when no block is the headline.
    edges: blocks before the story's first (the nearest first), then those after its last.
    closing: the story's last blocks, the last first, then those after it.
    pieces: texts after the headline as the tree holds them, one a text node: what inline elements keep apart though no
    white space stands between them.
    """

    after: list[Block]
    before: list[Block]
    edges: list[Block]
    closing: list[Block]
    pieces: list[str]

    @property
    def near(self) -> list[Block]:
        """Blocks around the headline, those after it first."""
        return self.after + self.before

    @property
    def lines(self) -> list[str]:
        """Texts of the blocks around the headline, then its pieces, a name after a lone "By" joined to it."""
        joined = [
            f"{piece} {following}"
            for piece, following in pairwise(self.pieces)
            if len(piece) <= _LONE and piece.rstrip(": ").isalpha()
        ]
        return [line for block in self.near for line in block.text.split("\n")] + joined


def find_headline_area(walk: Walk, verdicts: list[bool], title: str | None) -> HeadlineArea:
    """The text around the headline and around the story (`verdicts`: whether a block is of it), captions left out."""
    nodes, blocks = walk.nodes, walk.blocks
    kept = [place for place, verdict in enumerate(verdicts) if verdict]
    start = _find_headline(nodes, blocks, title)
    if start is None:
        start = max(0, kept[0] - _BLOCKS_BEFORE) if kept else 0
    edges: list[Block] = []
    closing: list[Block] = []
    if kept:
        closing = [blocks[place] for place in kept[-_CLOSING:][::-1]] + blocks[kept[-1] + 1 : kept[-1] + 1 + _CLOSING]
        first, last = kept[0], kept[-1] + 1
        edges = blocks[max(0, first - 2 * _STORY_BLOCKS) : first][::-1] + blocks[last : last + _STORY_BLOCKS]
    stop = start + _BLOCKS_AFTER
    if kept and kept[-1] >= start:
        stop = min(stop, kept[-1] + 1)
    parts = (blocks[start:stop], blocks[max(0, start - _BLOCKS_BEFORE) : start], edges)
    after, before, edges = ([block for block in part if not is_caption(nodes, block)] for part in parts)
    return HeadlineArea(after, before, edges, closing, list(_list_pieces(walk, title)))


def _find_headline(nodes: Nodes, blocks: list[Block], title: str | None) -> int | None:
    """The place of the block that is the title, an h1 before others; else of the first h1, else None."""
    headline = words_of(title or "")
    shortest, longest = len(title or "") / _SAME_LENGTH, len(title or "") * _SAME_LENGTH
    same: int | None = None
    first: int | None = None
    for place, block in enumerate(blocks):
        is_heading = nodes.tags[block.node] == "h1"
        if shortest <= len(block.text) <= longest and words_of(block.text) == headline:
            if is_heading:
                return place
            same = place if same is None else same
        elif is_heading and first is None:
            first = place
    return first if same is None else same


def is_caption(nodes: Nodes, block: Block) -> bool:
    """Whether a block belongs to a picture."""
    place = block.node
    for _ in range(_PICTURE_DEPTH):
        if place < 0:
            return False
        if nodes.marks[place] & _PICTURE_BITS:
            return True
        place = nodes.parents[place]
    return False


def _list_pieces(walk: Walk, title: str | None) -> Iterator[str]:
    """The texts after the h1 that holds the title, else after such an h2, else after the first h1; white space
    collapsed.
    """
    headline = words_of(title or "")
    levels = [[seen.element for seen in walk.headings if seen.element.tag == tag][:_MOST_HEADINGS] for tag in _LEVELS]
    same = (one for level in levels for one in level if words_of(" ".join(map(str, one.itertext()))) == headline)
    heading = next(same, levels[0][0] if levels[0] else None)
    if heading is None:
        return
    count = 0
    for text in _follow(heading):
        piece = " ".join(text.split())
        if piece:
            yield piece
            count += 1
            if count == _MOST_PIECES:
                return


def _follow(element: etree._Element) -> Iterator[str]:
    """All text after an element, in reading order, but that of pictures."""
    above: etree._Element | None = element
    while above is not None:
        if above.tail and above.getparent() is not None:
            yield above.tail
        for sibling in above.itersiblings():
            if not isinstance(sibling.tag, str):
                yield sibling.tail or ""
                continue
            walker = etree.iterwalk(sibling, events=("start", "end", "comment", "pi"))
            for event, inner in walker:
                text = inner.text if event == "start" else inner.tail
                if event == "start" and inner.tag in _PICTURE_TAGS:
                    walker.skip_subtree()
                elif text:
                    yield text
        above = above.getparent()
