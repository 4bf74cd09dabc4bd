"""What the block model is told of each block: its words, its place, its company, and what the rules say of it."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from transforms.html.block_places import PLACE_NAMES, Places, describe_places, list_headlines
from transforms.html.block_text import Claims, describe_text, name_text_features, share_title
from transforms.html.blocks import HIDDEN_BIT, LINKED, MARKED_TAGS
from transforms.html.class_words import list_parts
from transforms.html.page_survey import Survey

_FAR = 60
"""Blocks beyond the rules' first and last that the model still looks at."""

_MOST_HIDDEN = 0.25
"""Share of the container's prose that can be hidden from its reader."""

_LEAST = 0.05
"""What a mark counts that is on all of the page's prose."""


_UNDER = (
    "body", "text", "caption", "image", "media", "share", "related", "recommend", "author", "date", "advert",
    "navigation", "summary", "points", "embed", "box", "note", "live",
)  # fmt: skip
_OWN = ("text", "caption", "related", "summary", "headline")
_WITHIN = (
    "figure", "aside", "header", "table", "li", "blockquote", "article", "main", "section", "body_property",
)  # fmt: skip
"""Marks that tell the story from the rest: parts that the names of an element or of those above it, up to the
container, speak of; parts that its own names do; tags above it. Others were offered and the trees asked for none."""


def name_features() -> list[str]:
    """Names of the columns of `describe_blocks`, in order."""
    marks = [
        *(f"under_{part}" for part in _UNDER),
        *(f"own_{part}" for part in _OWN),
        *(f"in_{tag}" for tag in _WITHIN),
    ]
    return [*name_text_features(), *PLACE_NAMES, *marks]


@cache
def _place_marks() -> tuple[Places, Places]:
    """For each mark in which of a block's three sets of marks it stands, and its bit there; as a column both."""
    parts, tags = list_parts(), (*MARKED_TAGS, "hidden", "body_property")
    bits = [(0, parts.index(part)) for part in _UNDER] + [(1, parts.index(part)) for part in _OWN]
    bits += [(2, tags.index(tag)) for tag in _WITHIN]
    sets, places = np.array(bits).T
    return sets, places[:, None]


def choose_candidates(survey: Survey) -> Places:
    """Places of the blocks worth the model's time: those in the widest container, and others near it that are not
    mere links.
    """
    blocks = survey.blocks
    ruled = [place for place, verdict in enumerate(survey.verdicts) if verdict]
    low, high = (ruled[0] - _FAR, ruled[-1] + _FAR) if ruled else (0, len(blocks))
    wide = survey.containers.wide
    hidden = _find_hidden(survey)
    end = survey.nodes.ends[wide]
    return np.array(
        [
            place
            for place, block in enumerate(blocks)
            if (wide <= block.node < end or (low <= place <= high and block.links < LINKED * len(block.text)))
            and not survey.marks[block.node] & hidden
        ],
        dtype=np.int64,
    )


def _find_hidden(survey: Survey) -> int:
    """The bit of what is not shown; none where that is much of the container's prose, and no copy of what is shown:
    stories are uncovered by a script or a click.
    """
    low, end = survey.containers.wide, survey.nodes.ends[survey.containers.wide]
    marks = survey.marks
    inside = [pair for pair in zip(survey.prose, survey.blocks, strict=True) if low <= pair[1].node < end]
    hidden = [pair for pair in inside if marks[pair[1].node] & HIDDEN_BIT]
    shown = {block.text for block in survey.blocks if not marks[block.node] & HIDDEN_BIT} if hidden else set()
    unseen = sum(weight for weight, block in hidden if block.text not in shown)
    return HIDDEN_BIT if unseen < _MOST_HIDDEN * sum(weight for weight, _ in inside) else 0


def describe_blocks(survey: Survey, candidates: Places, claims: Claims) -> NDArray[np.float32]:
    """One row of numbers for each candidate; the columns are those of `name_features`."""
    if not len(candidates):
        return np.zeros((0, len(name_features())), dtype=np.float32)
    shares = share_title(survey.blocks, claims.title, list_headlines(survey) | set(candidates.tolist()))
    columns = describe_text([survey.blocks[place] for place in candidates.tolist()], claims, shares[candidates])
    columns |= describe_places(survey, candidates, shares)
    names = name_features()
    table = np.empty((len(names), len(candidates)), dtype=np.float32)
    for place, name in enumerate(names[: len(columns)]):
        table[place] = columns[name]
    table[len(columns) :] = _weigh_marks(survey, candidates)
    return table.T


def _weigh_marks(survey: Survey, candidates: Places) -> NDArray[np.float32]:
    """A row for each mark, an entry for each candidate: 0 where the mark is not set, else how rare it is
    among the page's prose (_LEAST to 1).

    A mark on the whole story says little against a block, one on a few words much.
    """
    nodes = survey.nodes
    masks = np.array(
        [
            [survey.names[block.node] | block.names for block in survey.blocks],
            [nodes.names[block.node] | block.names for block in survey.blocks],
            [survey.marks[block.node] for block in survey.blocks],
        ]
    )
    sets, bits = _place_marks()
    marked = (masks[sets] >> bits & 1).astype(np.float32)
    prose = np.array(survey.prose, dtype=np.float32)
    rarity = np.maximum(_LEAST, 1.0 - marked @ prose / (prose.sum() or 1.0)).astype(np.float32)
    weights: NDArray[np.float32] = marked[:, candidates] * rarity[:, None]
    return weights
