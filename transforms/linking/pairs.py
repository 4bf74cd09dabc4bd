"""Pairs of stories of a block: how likely they tell of one event, and whether they print one text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from schemas.story import StoryDigest, StoryKey
from transforms.linking.candidates import Pairs, join_rows, keep_strongest, pair_up
from transforms.linking.families import is_same_text
from transforms.linking.features import compare, day_of
from transforms.linking.roundups import tells_aside
from transforms.linking.vectors import Counted, Weighed, weigh_stories
from transforms.linking.words import Numbers, Shingles

_WORDS = 25
"""Words of a story, the heaviest, by which candidates are found."""
_SHARED = 0.03
"""Least sum of products of weights of the words that two stories share among those."""
_PARTNERS = 40
"""Pairs of a story that are compared word by word, the most promising."""
_FAMOUS = 30
"""Stories of a block that name a person: of more, he is in the news for more than one event."""
_REPRINTED = 7
"""Days within which one text is printed again; later it is a form, such as a weather service's or a court's."""
_FAINT = -5.0
"""Log odds below which a pair is not worth telling."""


@dataclass(frozen=True)  # without slots: see schemas/story.py
class Pair:
    """Two stories, by their names in order. score: log odds that they tell of one event. same_text: print one text."""

    first: StoryKey
    second: StoryKey
    score: float
    same_text: bool


def compare_block(
    stories: Sequence[Counted],
    is_ours: Callable[[StoryDigest, StoryDigest], bool],
    score: Callable[[Sequence[float]], float],
) -> Iterator[Pair]:
    """The pairs of a block that are worth telling, in a settled order.

    is_ours: whether a pair is this block's to compare; the others are another's. score: from FEATURES to log odds.
    """
    stories = sorted(stories, key=lambda counted: (day_of(counted.story) or 0, counted.story.key))
    weighed = weigh_stories(stories)
    copies = _find_copies([counted.sampled for counted in stories])
    alike = _find_alike(weighed) | _find_namesakes([counted.persons for counted in stories])
    for first, second in sorted(copies | alike):
        one, other = stories[first].story, stories[second].story
        if one.article_id == other.article_id or not is_ours(one, other):
            continue
        copied = (first, second) in copies and abs((day_of(one) or 0) - (day_of(other) or 0)) <= _REPRINTED
        same_text = copied and is_same_text(stories[first].shingles, stories[second].shingles)
        if not same_text and (tells_aside(one, other) or tells_aside(other, one)):
            continue
        odds = score(compare(weighed[first], weighed[second]))
        if same_text or odds >= _FAINT:
            yield Pair(min(one.key, other.key), max(one.key, other.key), odds, same_text)


def _find_copies(sampled: Sequence[Shingles]) -> set[tuple[int, int]]:
    """Pairs that share at least two of their sampled shingles."""
    things, members = join_rows(sampled)
    pairs = pair_up(things, members, np.ones(len(members)), len(sampled))
    return _as_set(pairs, pairs.shared >= 2)


def _find_alike(weighed: Sequence[Weighed]) -> set[tuple[int, int]]:
    """Pairs that share heavy words."""
    heavy = [np.argsort(-one.text.weights, kind="stable")[:_WORDS] for one in weighed]
    things, members = join_rows([one.text.words[top] for one, top in zip(weighed, heavy, strict=True)])
    weights = np.concatenate([one.text.weights[top] for one, top in zip(weighed, heavy, strict=True)])
    alike = pair_up(things, members, weights, len(weighed))
    kept = alike.shared >= _SHARED
    alike = keep_strongest(Pairs(alike.first[kept], alike.second[kept], alike.shared[kept]), _PARTNERS)
    return _as_set(alike, np.ones(len(alike.first), dtype=bool))


def _find_namesakes(named: Sequence[Numbers]) -> set[tuple[int, int]]:
    """Pairs that share a person whom few stories name."""
    persons, bearers = join_rows(named)
    _, which, counts = np.unique(persons, return_inverse=True, return_counts=True)
    rare = counts[which] <= _FAMOUS
    namesakes = pair_up(persons[rare], bearers[rare], np.ones(int(rare.sum())), len(named))
    return _as_set(namesakes, namesakes.shared > 0)


def _as_set(pairs: Pairs, kept: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> set[tuple[int, int]]:
    return set(zip(pairs.first[kept].tolist(), pairs.second[kept].tolist(), strict=True))
