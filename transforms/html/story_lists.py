"""Lists and tables among a story's paragraphs, whose entries are too short to be judged one by one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from transforms.html.page_survey import Survey

_LISTS = frozenset(("ul", "ol", "table"))
_LINKED = 0.5
"""A list with more of its characters in links leads to other stories,"""

_GUIDE = 5
"""... unless so many stand among the paragraphs: a guide to what can be bought, seen or read."""


def fill_lists(survey: Survey, kept: list[int]) -> list[int]:
    """The kept blocks, ascending, and the rest of each list and table that stands between two of them in the element
    that holds most of the story.
    """
    found = list(_list_between(survey, kept))
    plain = [span for span in found if _measure_links(survey, span) <= _LINKED]
    return sorted({*kept}.union(*(found if len(found) >= _GUIDE else plain)))


def _list_between(survey: Survey, kept: list[int]) -> Iterator[range]:
    """The blocks of each list that has a kept block at once before it and behind it."""
    nodes, blocks = survey.nodes, survey.blocks
    words: Counter[int] = Counter()
    for place in kept:
        words[nodes.parents[blocks[place].node]] += blocks[place].words
    holder, _ = words.most_common(1)[0]
    starts = [block.node for block in blocks]
    chosen = set(kept)
    child = holder + 1
    while child < nodes.ends[holder]:
        end = nodes.ends[child]
        if nodes.tags[child] in _LISTS:
            span = range(bisect_left(starts, child), bisect_left(starts, end))
            if span and span.start - 1 in chosen and span.stop in chosen:
                yield span
        child = end


def _measure_links(survey: Survey, span: range) -> float:
    """The share of a list's characters that are linked."""
    blocks = survey.blocks[span.start : span.stop]
    return sum(block.links for block in blocks) / sum(len(block.text) for block in blocks)
