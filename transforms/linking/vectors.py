"""Stories of a block as weighted words and names: what is rare in the block, and in news at large, weighs most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from schemas.story import StoryDigest
from transforms.linking.families import sample, shingle_set
from transforms.linking.streets import streets_of
from transforms.linking.words import Numbers, Shingles, number_of, read_numbers
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
class Counted:
    """A story with what it is compared by in every block: its words, as numbers, and its names.

    words: different ones, sorted. damped: how often each stands there, damped by the logarithm. title, title_damped:
    the same of its title. shingles: of its text, sorted; sampled: those by which copies are looked up.
    persons: full names, as numbers.
    """

    story: StoryDigest
    words: Numbers
    damped: Floats
    title: Numbers
    title_damped: Floats
    shingles: Shingles
    sampled: Shingles
    persons: Numbers
    surnames: frozenset[str]
    streets: frozenset[str]


def count_story(story: StoryDigest) -> Counted:
    """What is the same in every block that a story stands in."""
    words = read_numbers(story.words)
    shingles = shingle_set(story)
    return Counted(
        story,
        *_count(words),
        *_count(words[: story.title_words]),
        shingles=shingles,
        sampled=sample(shingles),
        persons=np.array([number_of(name) for name in sorted(story.persons) if " " in name], dtype=np.uint32),
        surnames=frozenset(name.rpartition(" ")[2] for name in story.persons),
        streets=streets_of(story.places),
    )


def _count(words: Numbers) -> tuple[Numbers, Floats]:
    different, counts = np.unique(words, return_counts=True)
    return different, 1 + np.log(counts)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A story of a block with what it is compared by."""

    story: StoryDigest
    text: Vector
    title: Vector
    persons: Mapping[str, float]
    surnames: frozenset[str]
    places: Mapping[str, float]
    streets: frozenset[str]


def weigh_stories(stories: Sequence[Counted]) -> list[Weighed]:
    """The stories of a block, weighed against each other, in the same order."""
    idf = _Idf([one.words for one in stories])
    persons = _weigh_names([one.story.persons for one in stories])
    places = _weigh_names([one.story.places for one in stories])
    return [
        Weighed(
            story=one.story,
            text=idf.weigh(one.words, one.damped),
            title=idf.weigh(one.title, one.title_damped),
            persons={name: persons[name] for name in one.story.persons if " " in name},
            surnames=one.surnames,
            places={name: places[name] for name in one.story.places},
            streets=one.streets,
        )
        for one in stories
    ]


class _Idf:
    def __init__(self, documents: Sequence[Numbers]) -> None:
        everything = np.concatenate(documents) if documents else np.zeros(0, dtype=np.uint32)
        self._words, counts = np.unique(everything, return_counts=True)
        expected = _share_of(self._words)
        shares = (counts + _PRIOR * expected) / (len(documents) + _PRIOR)
        self._weights = np.where(shares > _COMMON, 0.0, -np.log(np.minimum(shares, 1.0)))

    def weigh(self, words: Numbers, damped: Floats) -> Vector:
        weights = damped * self._weights[np.searchsorted(self._words, words)]
        kept = weights > 0
        words, weights = words[kept], weights[kept]
        length = float(np.sqrt((weights**2).sum()))
        return Vector(words, weights / (length or 1.0))


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
