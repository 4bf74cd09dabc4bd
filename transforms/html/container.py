"""The element that holds the story, found by where its paragraphs lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from transforms.html.blocks import BARE, HIDDEN_BIT, TAG_BITS, Block, Nodes
from transforms.html.class_words import list_parts, part_bit
from transforms.html.tags import HEADINGS

_PARAGRAPH_TAGS = frozenset(["p", BARE, "li", "dd", "dt", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre"])
"""Elements that are a paragraph or part of one: the container is looked for above them."""

_MOST_LINKED = 0.5
"""Above this share of linked characters a block is navigation, not prose."""

SENTENCE_ENDS = frozenset(".!?…。！？।؟」』”\"’'»)“")

_HALF_PURE = 0.35
"""The same for the widest element that a split story may fill; furniture is mixed in."""

_TAG_SHIFT = len(list_parts())
"""Bits of tags stand above those of names when both are in one number."""

_PARAGRAPH_CAP = 120
"""Words of one block that count: a page of terms in a single block must not outweigh a story in forty."""

_SHARES = (1.0, 0.6, 0.3, 0.15)
"""What the parent of a paragraph, and the elements above it in turn, get of its weight: stories lie split over
siblings."""

_LONGER_BY = 0.05
"""A parent is preferred when it holds this share more prose."""

_PURE = 0.6
"""... and when at least this share of the words that it adds is prose."""

_JUNK_TAGS = TAG_BITS["figcaption"] | TAG_BITS["footer"] | TAG_BITS["nav"] | HIDDEN_BIT
_JUNK_NAMES = part_bit("comment") | part_bit("legal") | part_bit("caption")
"""Where long prose lies that is no story: readers' comments, cookie notices, the publisher about itself."""

_JUNK_COUNTS = 0.2
"""What a word there counts."""

_CARD_BLOCKS, _CARD_WORDS = 6, 120
"""What a card holds at most behind its heading, which leads to another story: a page may list more of those than its
own story has paragraphs.
"""

_WHOLE_PAGE = 0.9
"""A mark on this share of the page's prose says nothing: the whole page lies in such an element."""


@dataclass(frozen=True, slots=True)
class Containers:
    """Places in the list of nodes. seed: the element with the most paragraphs; story: what the rules take for the whole
    story's; wide: what a story in pieces between furniture may fill. Each holds the one before.
    """

    seed: int
    story: int
    wide: int


def weigh_prose(block: Block) -> float:
    """How much a block looks like a paragraph of prose: its words outside links, less if it ends unlike a sentence."""
    density = block.links / len(block.text)
    if density > _MOST_LINKED or block.words < 5:
        return 0.0
    weight = min(block.words, _PARAGRAPH_CAP) * (1 - density) ** 2
    if block.text[-1] not in SENTENCE_ENDS:
        weight *= 0.4
    return weight * (0.5 if block.words < 10 else 1.0)


def _find_junk(nodes: Nodes, blocks: list[Block], prose: list[float]) -> list[bool]:
    """For each element whether it lies in one whose tag or names promise other prose than the story."""
    marks: list[int] = []
    for parent, names, tags in zip(nodes.parents, nodes.names, nodes.marks, strict=True):
        mask = names & _JUNK_NAMES
        if tags & _JUNK_TAGS:
            mask |= (tags & _JUNK_TAGS) << _TAG_SHIFT
        marks.append(mask | marks[parent] if marks else mask)
    weights: dict[int, float] = {}
    for block, weight in zip(blocks, prose, strict=True):
        mask = marks[block.node]
        weights[mask] = weights.get(mask, 0.0) + weight
    everywhere = 0
    seen = 0
    for mask in weights:
        seen |= mask
    total = _WHOLE_PAGE * sum(prose)
    while seen:
        bit = seen & -seen
        seen ^= bit
        if sum(weight for mask, weight in weights.items() if mask & bit) >= total:
            everywhere |= bit
    junk = ~everywhere
    return [mask & junk != 0 for mask in marks]


def _find_cards(nodes: Nodes, blocks: list[Block]) -> Iterator[int]:
    """The elements of the blocks that stand, few and short, behind a heading that is one link, and in its parent."""
    for place, heading in enumerate(blocks):
        if nodes.tags[heading.node] in HEADINGS and heading.is_link:
            end = nodes.ends[nodes.parents[heading.node]]
            behind = blocks[place + 1 : place + 2 + _CARD_BLOCKS]
            inside = [block for block in behind if block.node < end]
            if len(inside) <= _CARD_BLOCKS and sum(block.words for block in inside) <= _CARD_WORDS:
                yield from (block.node for block in inside)


def find_container(nodes: Nodes, blocks: list[Block], prose: list[float]) -> Containers:
    """The smallest elements that hold the story; the whole page (0) when nothing looks like one.

    prose: what `weigh_prose` says of each block. The elements above a paragraph get shares of its weight (the measure
    that Readability made known); the best of them then grows to its parent while that adds mostly prose.
    """
    parents, tags = nodes.parents, nodes.tags
    junk = _find_junk(nodes, blocks, prose)
    for node in _find_cards(nodes, blocks):
        junk[node] = True
    scores = [0.0] * len(nodes)
    totals = [0.0] * len(nodes)
    words = [0] * len(nodes)
    for block, weight in zip(blocks, prose, strict=True):
        place = block.node
        words[place] += block.words
        if weight <= 0:
            continue
        counted = weight * _JUNK_COUNTS if junk[place] else weight
        totals[place] += counted
        while tags[place] in _PARAGRAPH_TAGS and parents[place] >= 0:
            place = parents[place]
        for share in _SHARES:
            if place < 0:
                break
            scores[place] += counted * share
            place = parents[place]
    most = max(scores)
    if most <= 0:
        return Containers(0, 0, 0)
    for place in range(len(nodes) - 1, 0, -1):
        if held := words[place]:
            totals[parents[place]] += totals[place]
            words[parents[place]] += held
    seed = scores.index(most)
    story = _grow(nodes, totals, words, seed, _PURE)
    return Containers(seed, story, _grow(nodes, totals, words, story, _HALF_PURE))


def _grow(nodes: Nodes, totals: list[float], words: list[int], best: int, pure: float) -> int:
    """The highest element above `best` each step to which adds _LONGER_BY more prose, `pure` of the added words."""
    place = best
    while nodes.parents[place] >= 0:
        place = nodes.parents[place]
        gained = totals[place] - totals[best]
        if gained > _LONGER_BY * totals[best] and gained > pure * (words[place] - words[best]):
            best = place
    return best
