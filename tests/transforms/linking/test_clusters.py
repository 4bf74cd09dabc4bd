"""Clusters: by the average of their pairs, and never without end in number or in time."""

from __future__ import annotations

from itertools import product

import pytest

from schemas.story import StoryKey
from transforms.linking.clusters import cluster
from transforms.linking.pairs import Pair


def keys(letter: str, count: int) -> list[StoryKey]:
    return [(f"{letter}{number}", "r1") for number in range(count)]


@pytest.mark.parametrize(("count", "together"), [(900, True), (1001, False)])
def test_a_cluster_has_an_end_in_number(count: int, together: bool) -> None:  # noqa: FBT001
    one, other = keys("a", count), keys("b", count)
    glued = [(side[0], key) for side in (one, other) for key in side]
    pairs = [Pair(a, b, 9.0, same_text=False) for a, b in product(one[:10], other[:10])]
    found = cluster(dict.fromkeys([*one, *other], 7), pairs, glued)
    assert [len(group) for group in found] == ([2 * count] if together else [count, count])


@pytest.mark.parametrize(("later", "together"), [(700, True), (1098, True), (1099, False), (None, True)])
def test_a_cluster_has_an_end_in_time(later: int | None, together: bool) -> None:  # noqa: FBT001
    first, last = ("a", "r1"), ("b", "r1")
    found = cluster({first: 0, last: later}, [Pair(first, last, 9.0, same_text=False)], [])
    assert found == ([[first, last]] if together else [[first], [last]])


def test_a_chain_is_no_cluster_where_its_ends_say_otherwise() -> None:
    a, b, c = (("a", "r1"), ("b", "r1"), ("c", "r1"))
    pairs = [Pair(a, b, 3.0, same_text=False), Pair(b, c, 2.0, same_text=False)]
    assert cluster(dict.fromkeys((a, b, c), 1), pairs, []) == [[a, b], [c]]
    assert cluster(dict.fromkeys((a, b, c), 1), [*pairs, Pair(a, c, 1.0, same_text=False)], []) == [[a, b, c]]
