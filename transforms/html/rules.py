"""What of the container is the story: a verdict on each block by rule."""

from __future__ import annotations

from transforms.html.blocks import BARE, HIDDEN_BIT, TAG_BITS, Block, Nodes
from transforms.html.class_words import part_bit
from transforms.html.container import SENTENCE_ENDS
from transforms.html.tags import HEADINGS

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


def _find_common_bits(prose: list[float], bits: list[int], wanted: int) -> int:
    """Those of the wanted bits that lie on _COMMON or more of the container's prose: what marks the story itself marks
    no furniture.
    """
    weights: dict[int, float] = {}
    total = 0.0
    for weight, mask in zip(prose, bits, strict=True):
        if weight > 0:
            total += weight
            weights[mask] = weights.get(mask, 0.0) + weight
    common = 0
    seen = 0
    for mask in weights:
        seen |= mask & wanted
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
    inside = [place for place, block in enumerate(blocks) if container <= block.node < end]
    held = [blocks[place] for place in inside]
    weights = [prose[place] for place in inside]
    names = [below[0][block.node] | block.names for block in held]
    tags = [below[1][block.node] for block in held]
    junk_names = _JUNK_NAMES & ~_find_common_bits(weights, names, _JUNK_NAMES)
    junk_tags = _JUNK_TAGS & ~_find_common_bits(weights, tags, _JUNK_TAGS)
    verdicts = [False] * len(blocks)
    following = False
    for place, block, mask, tag in zip(inside[::-1], held[::-1], names[::-1], tags[::-1], strict=True):
        verdict = not mask & junk_names and not tag & junk_tags and _judge_block(nodes, block)
        if nodes.tags[block.node] not in HEADINGS:
            following = verdict
        verdicts[place] = verdict and following
    return verdicts


def _judge_block(nodes: Nodes, block: Block) -> bool:
    """Whether one block of the container reads like prose, a list entry or a heading."""
    tag = nodes.tags[block.node]
    if tag == "h1" or block.links > 0.5 * len(block.text):
        return False
    if tag in HEADINGS:
        return True
    if tag in ("p", BARE, "li", "blockquote", "dd", "pre"):
        return block.words >= 3 or block.text[-1] in SENTENCE_ENDS
    return block.words >= 10 or block.text[-1] in SENTENCE_ENDS
