"""Stories of a block as weighted words and names: what is rare in the block, and in news at large, weighs most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from schemas.story import StoryDigest
from transforms.linking.streets import streets_of
from transforms.linking.words import Numbers, number_of, read_numbers
from transforms.text.packaged import read_rows

Floats = NDArray[np.float64]

_PRIOR = 1000
"""Articles of news at large that a block's counts are added to: three stories alone cannot say which words are rare."""

_UNKNOWN = 0.0005
"""Share of articles that hold a word which the table of common words does not know."""

_COMMON = 0.2
"""Share from which on a word says nothing about a story."""


@dataclass(frozen=True, slots=True)
class Vector:
    """Words, sorted by number, and their weights; the weights have length 1 or there are no words."""

    words: Numbers
    weights: Floats

    def cosine(self, other: Vector) -> float:
        """How alike two texts are, 0 to 1."""
        if not len(self.words) or not len(other.words):
            return 0.0
        places = np.searchsorted(other.words, self.words)
        places[places == len(other.words)] = 0
        shared = other.words[places] == self.words
        return float(self.weights[shared] @ other.weights[places[shared]])


@dataclass(frozen=True, slots=True)
class Weighed:
    """A story with what it is compared by."""

    story: StoryDigest
    text: Vector
    title: Vector
    persons: Mapping[str, float]
    surnames: frozenset[str]
    places: Mapping[str, float]
    streets: frozenset[str]


def weigh_stories(stories: Sequence[StoryDigest]) -> list[Weighed]:
    """The stories of a block, weighed against each other, in the same order."""
    counted = [np.unique(read_numbers(story.words), return_counts=True) for story in stories]
    idf = _Idf([words for words, _ in counted])
    persons = _weigh_names([story.persons for story in stories])
    places = _weigh_names([story.places for story in stories])
    return [
        Weighed(
            story=story,
            text=idf.weigh(words, counts),
            title=idf.weigh(*np.unique(read_numbers(story.words)[: story.title_words], return_counts=True)),
            persons={name: persons[name] for name in story.persons if " " in name},
            surnames=frozenset(name.rpartition(" ")[2] for name in story.persons),
            places={name: places[name] for name in story.places},
            streets=streets_of(story.places),
        )
        for story, (words, counts) in zip(stories, counted, strict=True)
    ]


class _Idf:
    def __init__(self, documents: Sequence[Numbers]) -> None:
        everything = np.concatenate(documents) if documents else np.zeros(0, dtype=np.uint32)
        self._words, counts = np.unique(everything, return_counts=True)
        expected = _share_of(self._words)
        shares = (counts + _PRIOR * expected) / (len(documents) + _PRIOR)
        self._weights = np.where(shares > _COMMON, 0.0, -np.log(np.minimum(shares, 1.0)))

    def weigh(self, words: Numbers, counts: NDArray[np.int64]) -> Vector:
        weights = (1 + np.log(counts)) * self._weights[np.searchsorted(self._words, words)]
        kept = weights > 0
        length = float(np.sqrt((weights[kept] ** 2).sum()))
        return Vector(words[kept], weights[kept] / (length or 1.0))


def _weigh_names(names: Sequence[Iterable[str]]) -> dict[str, float]:
    counts = Counter(name for those in names for name in those)
    size = len(names) + _PRIOR
    return {name: float(np.log(size / (count + _PRIOR * _UNKNOWN))) for name, count in counts.items()}


def _share_of(words: Numbers) -> Floats:
    """Share of the articles of news at large that hold each word."""
    known, shares = _shares()
    places = np.minimum(np.searchsorted(known, words), len(known) - 1)
    return np.where(known[places] == words, shares[places], _UNKNOWN)


@cache
def _shares() -> tuple[Numbers, Floats]:
    """The words that the table of common words knows, sorted by number, and the share of each."""
    table = {number_of(word): int(share) / 1000 for word, share in read_rows(__package__, "common_words.tsv", 2)}
    known = np.array(sorted(table), dtype=np.uint32)
    return known, np.array([table[word] for word in known.tolist()])
