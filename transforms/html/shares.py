"""How much of the chosen story lies in each element: what tells a box among its paragraphs from the story's place."""

from __future__ import annotations

from functools import cached_property
from heapq import heapify, heappop, heappush

from transforms.html.page_survey import Survey

_BOX_SHARE = 0.25
_BOX_BLOCKS = 5
"""A box among a story's paragraphs holds no more than this share of its words, and so many blocks."""


class Shares:
    """How many of the kept blocks, and of their words, lie in each element."""

    def __init__(self, survey: Survey, kept: list[int]) -> None:
        self._survey = survey
        self._kept = kept

    @cached_property
    def _sums(self) -> tuple[list[int], list[int]]:
        parents, blocks = self._survey.nodes.parents, self._survey.blocks
        counts, words = [0] * len(parents), [0] * len(parents)
        touched: set[int] = set()
        for place in self._kept:
            block = blocks[place]
            counts[block.node] += 1
            words[block.node] += block.words
            touched.add(block.node)
        waiting = [-node for node in touched]
        heapify(waiting)
        # An element stands behind those that it lies in.
        while node := -heappop(waiting):
            above = parents[node]
            if above not in touched:
                touched.add(above)
                heappush(waiting, -above)
            counts[above] += counts[node]
            words[above] += words[node]
        return counts, words

    def widen(self, node: int) -> int | None:
        """The highest element about another that is a box among the story's paragraphs: it holds few of its words and
        blocks. None when there is none.
        """
        (counts, words), box = self._sums, None
        while node > 0 and words[node] <= _BOX_SHARE * words[0] and counts[node] <= _BOX_BLOCKS:
            box = node
            node = self._survey.nodes.parents[node]
        return box
