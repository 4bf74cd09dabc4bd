"""Which pieces of a page make its story, once each has its chance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
"""What a text is about shows in its longer words."""


def choose_likely(words: Sequence[int], chances: NDArray[np.floating]) -> tuple[list[int], float]:
    """Places of the pieces that together are expected to match the story best, ascending, and how well (F1 in words).

    words, chances: of each piece, the chance being that it is part of the story. Of all cuts through the pieces in
    order of their chances the one with the greatest expected F1: where the model is unsure of a whole page this keeps
    more than a fixed cut would.
    """
    sizes = np.maximum(np.array(words, dtype=np.float64), 1.0)
    order = np.argsort(-chances, kind="stable")
    right = np.cumsum((chances * sizes)[order])
    expected = 2.0 * right / (np.cumsum(sizes[order]) + right[-1])
    best = int(expected.argmax())
    return sorted(order[: best + 1].tolist()), float(expected[best])


def drop_strangers(
    texts: Sequence[str], kept: list[int], spots: Sequence[int], apart: int, related: float
) -> list[int]:
    """The chosen pieces without those that stand apart and speak of other things: other articles, comments.

    texts: of all pieces; kept: places of the chosen ones, ascending; spots: where each piece stands in its page. Pieces
    more than `apart` spots from the others are a part of their own; the first part of half the greatest one's length is
    the story. Another part stays when the share of its longer words that the story uses is `related` times the share
    of the story's own words that it uses more than once.
    """
    parts: list[list[int]] = []
    for place in kept:
        if parts and spots[place] - spots[parts[-1][-1]] <= apart:
            parts[-1].append(place)
        else:
            parts.append([place])
    if len(parts) < 2:
        return kept
    lengths = [sum(len(texts[place]) for place in part) for part in parts]
    main = next(part for part, length in zip(parts, lengths, strict=True) if length * 2 >= max(lengths))
    bags = {place: set(_LONG_WORD.findall(texts[place].lower())) for place in kept}
    used = Counter(word for place in main for word in bags[place])

    def share(part: list[int], own: int) -> float:
        shared = sum(
            len(texts[place]) * sum(used[word] > own for word in bags[place]) / len(bags[place])
            for place in part
            if bags[place]
        )
        return shared / sum(len(texts[place]) for place in part)

    least = related * share(main, 1)
    return [place for part in parts if part is main or share(part, 0) >= least for place in part]
