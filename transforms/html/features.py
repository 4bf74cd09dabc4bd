"""What the block model is told of each block: its words, its place, its company, and what the rules say of it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from transforms.html.block_text import Claims, describe_text, name_text_features, share_words
from transforms.html.blocks import MARKED_TAGS, TAG_BITS, Block, Node
from transforms.html.class_words import load_parts
from transforms.html.container import Containers
from transforms.html.rules import inherit_below
from transforms.html.titles import words_of

TAG_CODES = {
    "p": 0, "h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "li": 7, "blockquote": 8, "td": 9, "th": 9, "dd": 10,
    "dt": 10, "figcaption": 11, "div": 12, "section": 13, "article": 13,
}  # fmt: skip
OTHER_TAG = 14
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
REACH = 30
"""Distances in blocks are cut off here."""

FAR = 60
"""Blocks beyond the rules' first and last that the model still looks at."""

LINKED = 0.8
"""A block outside the container that is linked this much is a teaser or a menu and not looked at."""

PLACE_NAMES = (
    "tag", "parent_tag", "inside", "distance", "seed_distance", "wide_distance", "depth", "parent_prose",
    "parent_blocks", "grandparent_prose",
    "make_prose", "make_count", "make_kept", "make_kept_prose", "make_parents", "same_text", "same_article", "rule",
    "rule_before", "rule_after", "rules_before", "rules_after", "from_first", "to_last", "from_headline", "place",
    "prose_before", "kept_before", "words_before", "words_after", "links_before", "links_after", "sibling_before",
    "sibling_after", "heading_age", "heading_kept",
)  # fmt: skip
PAGE_NAMES = ("page_blocks", "page_prose", "page_kept_prose", "page_kept_blocks")


def name_features() -> list[str]:
    """Names of the columns of `describe_blocks`, in order."""
    parts = [part for part, _ in load_parts()]
    tags = [*MARKED_TAGS, "hidden", "body_property"]
    return [
        *name_text_features(),
        *PLACE_NAMES,
        *PAGE_NAMES,
        *(f"under_{part}" for part in parts),
        *(f"own_{part}" for part in parts),
        *(f"in_{tag}" for tag in tags),
    ]


@dataclass(slots=True)
class Survey:
    """A page as the rules see it. nodes, blocks: of `split_blocks`; prose, verdicts: one a block.

    The other fields are counted once a page by `count_company`.
    """

    nodes: list[Node]
    blocks: list[Block]
    prose: list[float]
    containers: Containers
    verdicts: list[bool]
    first: int = 0
    last: int = 0
    total: float = 1.0
    kept: float = 1.0
    articles: list[int] = field(default_factory=list)
    distances: list[int] = field(default_factory=list)
    seed_distances: list[int] = field(default_factory=list)
    wide_distances: list[int] = field(default_factory=list)
    makes: list[int] = field(default_factory=list)
    parent_prose: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    parent_blocks: Counter[int] = field(default_factory=Counter)
    grandparent_prose: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    make_prose: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    make_kept_prose: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    make_kept: Counter[int] = field(default_factory=Counter)
    make_parents: dict[int, set[int]] = field(default_factory=dict)
    texts: Counter[str] = field(default_factory=Counter)


def count_company(survey: Survey) -> None:
    """Fill the counted fields of a survey: what blocks of one parent, of one make, of one text have in common."""
    nodes = survey.nodes
    numbers: dict[tuple[object, ...], int] = {}
    for place, block in enumerate(survey.blocks):
        weight, kept = survey.prose[place], survey.verdicts[place]
        parent = nodes[block.node].parent
        make = numbers.setdefault(sign(nodes, block), len(numbers))
        survey.makes.append(make)
        survey.parent_prose[parent] += weight
        survey.parent_blocks[parent] += weight > 0
        survey.grandparent_prose[nodes[parent].parent if parent >= 0 else -1] += weight
        survey.make_prose[make] += weight
        survey.make_parents.setdefault(make, set()).add(parent)
        if kept:
            survey.make_kept[make] += 1
            survey.make_kept_prose[make] += weight
    survey.texts.update(block.text for block in survey.blocks)
    survey.total = sum(survey.prose) or 1.0
    survey.kept = sum(weight for weight, kept in zip(survey.prose, survey.verdicts, strict=True) if kept) or 1.0
    places = [place for place, kept in enumerate(survey.verdicts) if kept]
    survey.first, survey.last = (places[0], places[-1]) if places else (0, len(survey.blocks) - 1)
    survey.distances = measure_distances(nodes, survey.containers.story)
    survey.seed_distances = measure_distances(nodes, survey.containers.seed)
    survey.wide_distances = measure_distances(nodes, survey.containers.wide)
    survey.articles = [0] * len(nodes)
    for place in range(1, len(nodes)):
        is_article = nodes[place].tags & TAG_BITS["article"]
        survey.articles[place] = place if is_article else survey.articles[nodes[place].parent]


def choose_candidates(survey: Survey) -> list[int]:
    """Places of the blocks worth the model's time: those in the widest container, and others near it that are not
    mere links.
    """
    low, high = survey.first - FAR, survey.last + FAR
    return [
        place
        for place, block in enumerate(survey.blocks)
        if survey.wide_distances[block.node] == 0 or (low <= place <= high and block.links < LINKED * len(block.text))
    ]


def describe_blocks(survey: Survey, candidates: list[int], claims: Claims) -> list[list[float]]:
    """One row of numbers for each candidate; the columns are those of `name_features`."""
    nodes, blocks = survey.nodes, survey.blocks
    below = inherit_below(nodes, survey.containers.story)
    chains = inherit_below(nodes, 0)
    marks = [below[block.node] or chains[block.node] or (0, 0) for block in blocks]
    names = [bits[0] | block.names for bits, block in zip(marks, blocks, strict=True)]
    own = [nodes[block.node].names | block.names for block in blocks]
    tags = [bits[1] for bits in marks]
    parts = len(load_parts())
    name_rows = weigh_marks(names, survey.prose, parts)
    own_rows = weigh_marks(own, survey.prose, parts)
    tag_rows = weigh_marks(tags, survey.prose, len(MARKED_TAGS) + 2)
    title_words = set(words_of(claims.title))
    page = [
        math.log1p(len(blocks)),
        math.log1p(survey.total),
        survey.kept / survey.total,
        sum(survey.verdicts) / len(blocks),
    ]
    rows_of_place = describe_places(survey, candidates, title_words)
    return [
        describe_text(blocks[place], claims, title_words)
        + row
        + page
        + name_rows[names[place]]
        + own_rows[own[place]]
        + tag_rows[tags[place]]
        for place, row in zip(candidates, rows_of_place, strict=True)
    ]


def describe_places(survey: Survey, candidates: list[int], title_words: set[str]) -> list[list[float]]:
    """What each candidate's place in the page says of it, see PLACE_NAMES."""
    nodes, blocks, verdicts = survey.nodes, survey.blocks, survey.verdicts
    count = len(blocks)
    headline = find_headline(nodes, blocks, title_words)
    story_article = survey.articles[survey.containers.story]
    depth = nodes[survey.containers.story].depth
    before, kept_before, ages, headed = run_sums(survey)
    rows: list[list[float]] = []
    for place in candidates:
        block = blocks[place]
        node = nodes[block.node]
        make = survey.makes[place]
        previous = blocks[place - 1] if place else block
        following = blocks[place + 1] if place + 1 < count else block
        makes = survey.make_prose[make]
        parent = nodes[node.parent] if node.parent >= 0 else node
        rows.append(
            [
                TAG_CODES.get(node.tag, OTHER_TAG),
                TAG_CODES.get(parent.tag, OTHER_TAG),
                1.0 if survey.distances[block.node] == 0 else 0.0,
                survey.distances[block.node],
                survey.seed_distances[block.node],
                survey.wide_distances[block.node],
                node.depth - depth,
                survey.parent_prose[node.parent] / survey.total,
                survey.parent_blocks[node.parent],
                survey.grandparent_prose[parent.parent] / survey.total,
                makes / survey.total,
                len(survey.make_parents[make]),
                survey.make_kept[make],
                survey.make_kept_prose[make] / (makes or 1.0),
                survey.make_kept_prose[make] / survey.kept,
                survey.texts[block.text],
                1.0 if survey.articles[block.node] == story_article else 0.0,
                1.0 if verdicts[place] else 0.0,
                1.0 if place and verdicts[place - 1] else 0.0,
                1.0 if place + 1 < count and verdicts[place + 1] else 0.0,
                sum(verdicts[max(0, place - 4) : place]),
                sum(verdicts[place + 1 : place + 5]),
                max(-REACH, min(REACH, place - survey.first)),
                max(-REACH, min(REACH, survey.last - place)),
                max(-REACH, min(REACH, place - headline)),
                place / count,
                before[place] / survey.total,
                kept_before[place] / survey.kept,
                math.log1p(previous.words),
                math.log1p(following.words),
                previous.links / len(previous.text),
                following.links / len(following.text),
                1.0 if previous.node == block.node or nodes[previous.node].parent == node.parent else 0.0,
                1.0 if following.node == block.node or nodes[following.node].parent == node.parent else 0.0,
                ages[place],
                headed[place],
            ]
        )
    return rows


def run_sums(survey: Survey) -> tuple[list[float], list[float], list[float], list[float]]:
    """For each block: prose before it, kept prose before it, blocks since the last heading, whether that is kept
    (-1: none).
    """
    before, kept_before, ages, headed = [], [], [], []
    total = kept_total = 0.0
    heading, heading_kept = -REACH, -1.0
    for place, block in enumerate(survey.blocks):
        if survey.nodes[block.node].tag in HEADINGS:
            heading, heading_kept = place, 1.0 if survey.verdicts[place] else 0.0
        before.append(total)
        kept_before.append(kept_total)
        ages.append(float(min(REACH, place - heading)))
        headed.append(heading_kept)
        total += survey.prose[place]
        kept_total += survey.prose[place] if survey.verdicts[place] else 0.0
    return before, kept_before, ages, headed


def measure_distances(nodes: list[Node], container: int) -> list[int]:
    """For each element how far up from the container one must go to find it beneath: 0 inside, 1 beside it, ..."""
    steps = {}
    place, step = container, 0
    while place >= 0:
        steps[place] = step
        place, step = nodes[place].parent, step + 1
    distances = [0] * len(nodes)
    for place, node in enumerate(nodes):
        known = steps.get(place)
        distances[place] = known if known is not None else distances[node.parent]
    return distances


def sign(nodes: list[Node], block: Block) -> tuple[object, ...]:
    """What blocks of the same make have in common: tags and names of the element and its parent."""
    node = nodes[block.node]
    parent = nodes[node.parent] if node.parent >= 0 else node
    return (node.tag, node.names, parent.tag, parent.names)


def find_headline(nodes: list[Node], blocks: list[Block], title_words: set[str]) -> int:
    """Place of the block that is the headline: the heading or line that shares most words with the title; else 0."""
    best, best_score = 0, 0.3
    for place, block in enumerate(blocks):
        tag = nodes[block.node].tag
        if block.words > 40 or (block.words < 4 and tag not in ("h1", "h2")):
            continue
        score = share_words(block.text, title_words) + (0.2 if tag == "h1" else 0.0)
        if score > best_score:
            best, best_score = place, score
    return best


def weigh_marks(masks: list[int], prose: list[float], width: int) -> dict[int, list[float]]:
    """For each set of marks a row: 0 where a mark is not set, else how rare it is among the page's prose (0.05 to 1).

    A mark on the whole story says little against a block, one on a few words much.
    """
    weights: dict[int, float] = {}
    for mask, weight in zip(masks, prose, strict=True):
        weights[mask] = weights.get(mask, 0.0) + weight
    total = sum(weights.values()) or 1.0
    places = {mask: [place for place in range(mask.bit_length()) if mask >> place & 1] for mask in weights}
    sums = [0.0] * width
    for mask, weight in weights.items():
        for place in places[mask]:
            sums[place] += weight
    rows: dict[int, list[float]] = {}
    for mask, marked in places.items():
        row = rows[mask] = [0.0] * width
        for place in marked:
            row[place] = max(0.05, 1.0 - sums[place] / total)
    return rows
