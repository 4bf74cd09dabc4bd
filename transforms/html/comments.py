"""What readers wrote below a story, told by the heading above it or by what can be done with each comment."""

from __future__ import annotations

from transforms.html.block_text import Claims
from transforms.html.blocks import Block
from transforms.html.page_survey import Survey
from transforms.html.tags import HEADINGS
from transforms.text.furniture import is_furniture

_HEADING_WORDS, _COUNTED_WORDS = 6, 25
_NUMBERS = tuple("0123456789OT")
"""Words of a heading of comments; of one that begins with their number, which may be One, Two, Three."""

_ANSWER_WORDS = 4
_BLOCKS = 4
"""Blocks from the beginning of a comment's element to the line of what can be done with it."""

_MOST_LOOKED_AT = 500
"""Lines; few pages have as many blocks."""


def drop_comments(survey: Survey, kept: list[int], _: Claims) -> list[int]:
    """Without readers' comments: what lies behind a heading of comments in the element of that heading, and what lies
    in one element with a line to answer it by; if the story is not there too. kept: ascending.
    """
    return _drop_answered(survey, _drop_headed(survey, kept))


def _drop_headed(survey: Survey, kept: list[int]) -> list[int]:
    nodes, blocks = survey.nodes, survey.blocks
    for place in range(kept[0] + 1, len(blocks)):
        block = blocks[place]
        if _heads(block) and is_furniture(block.text, block.words, "comments"):
            holder = nodes.parents[block.node] if nodes.tags[block.node] in HEADINGS else block.node
            end = nodes.ends[holder]
            if not holder <= blocks[kept[0]].node < end:
                return [other for other in kept if other < place or not holder <= blocks[other].node < end]
    return kept


def _heads(block: Block) -> bool:
    return block.words <= _HEADING_WORDS or (block.words <= _COUNTED_WORDS and block.text.startswith(_NUMBERS))


def _drop_answered(survey: Survey, kept: list[int]) -> list[int]:
    nodes, blocks = survey.nodes, survey.blocks
    first = blocks[kept[0]].node
    dropped: set[int] = set()
    lines = [place for place in range(kept[0] + 1, len(blocks)) if _answers(blocks[place])]
    for place in lines[:_MOST_LOOKED_AT]:
        holder = blocks[place].node
        for _ in range(_BLOCKS):
            inside = [one for one in range(place - _BLOCKS, place) if one > kept[0] and blocks[one].node >= holder]
            if inside or holder <= 0:
                break
            holder = nodes.parents[holder]
        if not holder <= first < nodes.ends[holder]:
            dropped.update(inside)
    return [place for place in kept if place not in dropped]


def _answers(block: Block) -> bool:
    return block.words <= _ANSWER_WORDS and is_furniture(block.text, block.words, "answer")
