"""How much of the chosen story lies in each element: what tells a box among its paragraphs from the story's place."""

from __future__ import annotations

from functools import cached_property

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
        for place in self._kept:
            counts[blocks[place].node] += 1
            words[blocks[place].node] += blocks[place].words
        for node in range(len(parents) - 1, 0, -1):
            if counts[node]:
                counts[parents[node]] += counts[node]
                words[parents[node]] += words[node]
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
