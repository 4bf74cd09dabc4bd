"""What of the container is the story: a verdict on each block by rule."""

from __future__ import annotations

import re

from transforms.html.blocks import BARE, HIDDEN_BIT, TAG_BITS, Block, Nodes
from transforms.html.class_words import part_bit
from transforms.html.container import SENTENCE_ENDS

_JUNK_TAGS = HIDDEN_BIT | sum(
    TAG_BITS[tag] for tag in ("figcaption", "footer", "nav", "form", "aside", "dialog", "address", "figure")
)
_JUNK_NAMES = sum(
    part_bit(part)
    for part in (
        "caption",
        "share",
        "related",
        "recommend",
        "newsletter",
        "author",
        "tags",
        "comment",
        "advert",
        "navigation",
        "legal",
        "date",
        "drop",
        "hidden",
    )
)
_COMMON = 0.4
"""Share of the prose, see `_find_common_bits`."""

_STRONG = part_bit("comment") | part_bit("legal")
_MOST = 0.9
"""The same for parts that often hold more prose than the story."""
_HEADING = re.compile("h[1-6]")


def inherit_below(nodes: Nodes, container: int) -> tuple[list[int], list[int]]:
    """For each element the bits of names and of marks from it up to, and without, the container; of those outside up
    to the root.

    Names above the container never judge: whole pages lie in a form, a header or a modal.
    """
    names = [0]
    marks = [0]
    for place in range(1, len(nodes)):
        parent = nodes.parents[place]
        names.append(names[parent] | nodes.names[place] if place != container else 0)
        marks.append(marks[parent] | nodes.marks[place] if place != container else 0)
    return names, marks


def _find_common_bits(prose: list[float], bits: list[int | None]) -> int:
    """The bits that lie on _COMMON or more of the container's prose: what marks the story itself marks no furniture."""
    weights: dict[int, float] = {}
    total = 0.0
    for weight, mask in zip(prose, bits, strict=True):
        if mask is not None and weight > 0:
            total += weight
            weights[mask] = weights.get(mask, 0.0) + weight
    common = 0
    seen = 0
    for mask in weights:
        seen |= mask
    while seen:
        bit = seen & -seen
        seen ^= bit
        if (
            sum(weight for mask, weight in weights.items() if mask & bit)
            >= (_COMMON if not bit & _STRONG else _MOST) * total
        ):
            common |= bit
    return common


def judge_blocks(
    nodes: Nodes, blocks: list[Block], prose: list[float], container: int, below: tuple[list[int], list[int]]
) -> list[bool]:
    """Whether each block belongs to the story, by rule. below: of `inherit_below` for the container."""
    end = nodes.ends[container]
    inside = [container <= block.node < end for block in blocks]
    names = [below[0][block.node] | block.names if held else None for block, held in zip(blocks, inside, strict=True)]
    tags = [below[1][block.node] if held else None for block, held in zip(blocks, inside, strict=True)]
    junk_names = _JUNK_NAMES & ~_find_common_bits(prose, names)
    junk_tags = _JUNK_TAGS & ~_find_common_bits(prose, tags)
    verdicts = [
        mask is not None and not mask & junk_names and not (tag or 0) & junk_tags and _judge_block(nodes, block)
        for block, mask, tag in zip(blocks, names, tags, strict=True)
    ]
    following = False
    for place in range(len(blocks) - 1, -1, -1):
        if _HEADING.fullmatch(nodes.tags[blocks[place].node]):
            verdicts[place] = verdicts[place] and following
        elif inside[place]:
            following = verdicts[place]
    return verdicts


def _judge_block(nodes: Nodes, block: Block) -> bool:
    """Whether one block of the container reads like prose, a list entry or a heading."""
    tag = nodes.tags[block.node]
    if tag == "h1" or block.links > 0.5 * len(block.text):
        return False
    if _HEADING.fullmatch(tag):
        return True
    if tag in ("p", BARE, "li", "blockquote", "dd", "pre"):
        return block.words >= 3 or block.text[-1] in SENTENCE_ENDS
    return block.words >= 10 or block.text[-1] in SENTENCE_ENDS
