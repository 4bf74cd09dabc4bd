"""Candidates: pairs of stories that share something rare, found without comparing each story with every other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

_REACH = 30
"""Of the stories that share a thing, in the order of their days, each is paired with so many before it: what a pair
of stories costs is bounded however many share it, and all of them stay connected."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of places in a list of stories, first < second, each once, and the sum of what they share."""

    first: Integers
    second: Integers
    shared: Floats


def pair_up(things: NDArray[np.generic], members: Integers, weights: Floats, size: int) -> Pairs:
    """Pairs of members that share a thing.

    things, members, weights: row by row, that a member (its place in a list of that size, which is in the order of
    days) has a thing, and how much it weighs; a shared one adds the product of the two weights.
    """
    order = np.lexsort((members, things))
    things, members, weights = things[order], members[order], weights[order]
    codes, products = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for step in range(1, _REACH + 1):
        same = things[step:] == things[:-step]
        if not same.any():
            break
        codes.append(members[:-step][same] * size + members[step:][same])
        products.append(weights[:-step][same] * weights[step:][same])
    found, which = np.unique(np.concatenate(codes), return_inverse=True)
    shared = np.bincount(which, weights=np.concatenate(products), minlength=len(found))
    first, second = found // max(1, size), found % max(1, size)
    different = first != second
    return Pairs(first[different], second[different], shared[different])


def keep_strongest(pairs: Pairs, most: int) -> Pairs:
    """Of each story its strongest pairs, so many; a pair is kept when it is among those of either."""
    order = np.argsort(-pairs.shared, kind="stable")
    seen: dict[int, int] = {}
    kept = np.zeros(len(order), dtype=bool)
    for place in order.tolist():
        ends = int(pairs.first[place]), int(pairs.second[place])
        kept[place] = any(seen.get(end, 0) < most for end in ends)
        for end in ends:
            seen[end] = seen.get(end, 0) + 1
    return Pairs(pairs.first[kept], pairs.second[kept], pairs.shared[kept])


def join_rows(parts: Sequence[NDArray[np.generic]]) -> tuple[NDArray[np.generic], Integers]:
    """What each member has, one array a member -> things and members, row by row."""
    if not parts:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    members = np.repeat(np.arange(len(parts), dtype=np.int64), [len(part) for part in parts])
    return np.concatenate(parts), members
