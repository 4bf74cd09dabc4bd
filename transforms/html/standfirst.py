"""The summary that stands between a story's headline and its first paragraph."""

from __future__ import annotations

import re

from transforms.html.class_words import part_bit
from transforms.html.container import SENTENCE_ENDS
from transforms.html.headline_area import is_caption
from transforms.html.page_survey import Survey
from transforms.html.titles import words_of

_BLOCKS = 12
"""Blocks from the headline to the story."""

_PROSE = 8.0
"""A summary weighs so much as prose (see `weigh_prose`) at least,"""

_COMMON_WORDS = 2
"""... and has so many longer words in common with headline and story."""

_SUMMARY = part_bit("summary")
_OTHERS = sum(part_bit(part) for part in ("caption", "related", "recommend", "author", "newsletter", "legal", "note"))
"""What the names of a summary, and of the element about it, do not speak of."""

_LONG_WORD = re.compile(r"[^\W\d_]{5,}|[\u3040-\u30ff\u3400-\u9fff]{2}")


def add_standfirst(survey: Survey, kept: list[int], title: str) -> list[int]:
    """The kept blocks, ascending, and what the publisher calls a summary between the headline and the first of them.

    Nothing is added where no block says what the title does.
    """
    blocks = survey.blocks
    headline = words_of(title)
    found: list[int] = []
    for place in range(kept[0] - 1, max(-1, kept[0] - 1 - _BLOCKS), -1) if kept and headline else ():
        if words_of(blocks[place].text) == headline:
            if not found:
                break
            told = {word for text in (title, *(blocks[one].text for one in kept)) for word in _find_words(text)}
            alike = [one for one in found if len(told.intersection(_find_words(blocks[one].text))) >= _COMMON_WORDS]
            return alike[::-1] + kept
        if _is_summary(survey, place):
            found.append(place)
    return kept


def _find_words(text: str) -> set[str]:
    return set(_LONG_WORD.findall(text.casefold()))


def _is_summary(survey: Survey, place: int) -> bool:
    """Whether a block is prose that its names, or those of the element about it, call a summary and nothing else."""
    nodes, block = survey.nodes, survey.blocks[place]
    names = block.names | nodes.names[block.node] | nodes.names[nodes.parents[block.node]]
    return (
        bool(names & _SUMMARY)
        and not names & _OTHERS
        and survey.prose[place] >= _PROSE
        and block.text[-1] in SENTENCE_ENDS
        and not block.text.endswith(("...", "…"))
        and not is_caption(nodes, block)
    )
