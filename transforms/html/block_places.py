"""What a block's place in the page and its company say of its part, as numbers for the block model."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from transforms.html.blocks import BARE, TAG_BITS, Nodes
from transforms.html.page_survey import Survey

_TAG_CODES = {
    BARE: -1, "p": 0, "h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "li": 7, "blockquote": 8, "td": 9, "th": 9,
    "dd": 10, "dt": 10, "figcaption": 11, "div": 12, "section": 13, "article": 13,
}  # fmt: skip
_OTHER_TAG = 14
_FIRST_HEADING, _LAST_HEADING = 1, 6
_REACH = 30
"""Distances in blocks are cut off here."""

_NEAR = 4
"""Blocks before and after that the rules' verdicts are counted of."""

_HEADLINE_WORDS = 40
_FEWEST_WORDS = 4
_HEADLINES = frozenset(("h1", "h2"))
"""A headline has this many words, or is an h1 or h2."""

PLACE_NAMES = (
    "tag", "parent_tag", "distance", "seed_distance", "wide_distance", "depth", "parent_prose", "parent_blocks",
    "grandparent_prose", "make_prose", "make_parents", "make_count", "make_kept", "make_kept_prose", "same_text",
    "same_article", "rule", "rules_before", "rules_after", "from_first", "to_last", "from_headline", "place",
    "prose_before", "kept_before", "words_before", "words_after", "links_before", "links_after", "sibling_before",
    "heading_age", "heading_kept",
)  # fmt: skip

Column = NDArray[np.float64]
Places = NDArray[np.int64]


# Long: the columns of one table and the counts that several share; parted, each part would take a dozen arrays.
def describe_places(survey: Survey, chosen: Places, shares: Column) -> dict[str, Column]:
    """A column for each of PLACE_NAMES, an entry for each chosen block. shares: of each block with the title, see
    `share_title`.
    """
    nodes, blocks = survey.nodes, survey.blocks
    count = len(blocks)
    prose = np.array(survey.prose)
    kept = np.array(survey.verdicts, dtype=np.float64)
    words = np.array([block.words for block in blocks], dtype=np.float64)
    density = np.array([block.links / len(block.text) for block in blocks])
    total = float(prose.sum()) or 1.0
    kept_prose = prose * kept
    total_kept = float(kept_prose.sum()) or 1.0

    node = np.array([block.node for block in blocks])
    parents = np.array(nodes.parents)
    parent = parents[node]
    grandparent = parents[parent] + 1
    parent_prose = np.bincount(parent, prose)
    grandparent_prose = np.bincount(grandparent, prose)
    parent_blocks = np.bincount(parent, prose > 0)

    makes = _number_makes(nodes, node.tolist())
    make_prose = np.bincount(makes, prose)
    make_kept = np.bincount(makes, kept)
    make_kept_prose = np.bincount(makes, kept_prose)
    pairs = np.unique(makes * len(nodes) + parent)
    make_parents = np.bincount(pairs // len(nodes))

    texts = Counter(block.text for block in blocks)
    codes = np.array([_TAG_CODES.get(tag, _OTHER_TAG) for tag in nodes.tags])
    code = codes[node]
    kept_until = np.concatenate(([0.0], np.cumsum(kept)))
    at = np.arange(count)
    headings = np.maximum.accumulate(np.where((code >= _FIRST_HEADING) & (code <= _LAST_HEADING), at, -_REACH))
    ruled = np.flatnonzero(kept)
    first, last = (int(ruled[0]), int(ruled[-1])) if len(ruled) else (0, count - 1)
    headline = _find_headline(words, code, shares)

    before, after = np.maximum(chosen - 1, 0), np.minimum(chosen + 1, count - 1)
    node_here, parent_here, make = node[chosen], parent[chosen], makes[chosen]
    heading = headings[chosen]
    story = survey.containers.story
    return {
        "tag": code[chosen],
        "parent_tag": codes[parent_here],
        "distance": _measure_distances(nodes, story)[node_here],
        "seed_distance": _measure_distances(nodes, survey.containers.seed)[node_here],
        "wide_distance": _measure_distances(nodes, survey.containers.wide)[node_here],
        "depth": np.array(nodes.depths)[node_here] - nodes.depths[story],
        "parent_prose": parent_prose[parent_here] / total,
        "parent_blocks": parent_blocks[parent_here],
        "grandparent_prose": grandparent_prose[grandparent[chosen]] / total,
        "make_prose": make_prose[make] / total,
        "make_parents": make_parents[make],
        "make_count": make_kept[make],
        "make_kept": make_kept_prose[make] / np.maximum(make_prose[make], 1e-9),
        "make_kept_prose": make_kept_prose[make] / total_kept,
        "same_text": np.array([texts[blocks[place].text] for place in chosen.tolist()]),
        "same_article": _find_same_article(nodes, story)[node_here],
        "rule": kept[chosen],
        "rules_before": kept_until[chosen] - kept_until[np.maximum(chosen - _NEAR, 0)],
        "rules_after": kept_until[np.minimum(chosen + _NEAR + 1, count)] - kept_until[chosen + 1],
        "from_first": _cut_off(chosen - first),
        "to_last": _cut_off(last - chosen),
        "from_headline": _cut_off(chosen - headline),
        "place": chosen / count,
        "prose_before": (np.cumsum(prose) - prose)[chosen] / total,
        "kept_before": (np.cumsum(kept_prose) - kept_prose)[chosen] / total_kept,
        "words_before": np.log1p(words[before]),
        "words_after": np.log1p(words[after]),
        "links_before": density[before],
        "links_after": density[after],
        "sibling_before": (node[before] == node_here) | (parent[before] == parent_here),
        "heading_age": np.minimum(chosen - heading, _REACH),
        "heading_kept": np.where(heading >= 0, kept[np.maximum(heading, 0)], -1.0),
    }


def _cut_off(distances: Places) -> Places:
    # On few numbers half of what `np.clip` takes.
    near: Places = np.minimum(np.maximum(distances, -_REACH), _REACH)
    return near


def _number_makes(nodes: Nodes, places: list[int]) -> Places:
    """A number for the make of each of these elements; alike where tags and names of the element and its parent are."""
    numbers: dict[tuple[str, int, str, int], int] = {}
    parents, tags, names = nodes.parents, nodes.tags, nodes.names
    makes = []
    for place in places:
        parent = parents[place]
        make = (tags[place], names[place], tags[parent], names[parent])
        makes.append(numbers.setdefault(make, len(numbers)))
    return np.array(makes)


def _measure_distances(nodes: Nodes, container: int) -> Places:
    """For each element how far up from the container one must go to find it beneath: 0 inside, 1 beside it, ..."""
    chain = []
    while container >= 0:
        chain.append(container)
        container = nodes.parents[container]
    distances = np.zeros(len(nodes), dtype=np.int64)
    for step in range(len(chain) - 1, -1, -1):
        distances[chain[step] : nodes.ends[chain[step]]] = step
    return distances


def _find_same_article(nodes: Nodes, story: int) -> NDArray[np.bool_]:
    """For each element whether the innermost article element about it is the one about the story."""
    articles = np.zeros(len(nodes), dtype=np.int64)
    bit = TAG_BITS["article"]
    for place, marks in enumerate(nodes.marks):
        if marks & bit:
            articles[place : nodes.ends[place]] = place
    same: NDArray[np.bool_] = articles == articles[story]
    return same


def list_headlines(survey: Survey) -> set[int]:
    """Places of the blocks that can be the headline."""
    tags = survey.nodes.tags
    return {
        place
        for place, block in enumerate(survey.blocks)
        if block.words <= _HEADLINE_WORDS and (block.words >= _FEWEST_WORDS or tags[block.node] in _HEADLINES)
    }


def _find_headline(words: Column, code: Places, shares: Column) -> int:
    """Place of the block that is the headline: the heading or line that shares most words with the title; else 0."""
    scores = shares + 0.2 * (code == _FIRST_HEADING)
    long_enough = (words >= _FEWEST_WORDS) | (code == _FIRST_HEADING) | (code == _FIRST_HEADING + 1)
    scores[(words > _HEADLINE_WORDS) | ~long_enough] = 0.0
    best = int(scores.argmax())
    return best if scores[best] > 0.3 else 0
