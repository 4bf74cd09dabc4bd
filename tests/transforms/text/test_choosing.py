from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.choosing import choose_likely, drop_strangers

STORY = [
    "The harbour bridge stays closed, engineers said after finding cracks in two of its harbour pylons.",
    "Engineers will weld plates over the cracks before the bridge carries lorries again.",
    "Until then ferries cross the harbour every ten minutes, and lorries drive round the bay.",
]
OTHER = ["Bakers fear costly butter this autumn.", "Pastry grew dearer twice since spring, guild members complain."]
LATE = ["Ferries carried four thousand people while the bridge was closed and engineers looked for cracks."]


def test_sure_pieces_are_kept_and_unlikely_ones_are_not() -> None:
    kept, expected = choose_likely([40, 40, 3, 40], np.array([0.99, 0.98, 0.02, 0.03]))
    assert kept == [0, 1]
    assert expected > 0.9


def test_where_all_is_doubtful_more_is_kept_than_a_cut_of_a_half_would() -> None:
    kept, expected = choose_likely([40, 40, 40], np.array([0.4, 0.35, 0.38]))
    assert kept == [0, 1, 2]
    assert expected < 0.6


def test_long_pieces_count_for_more() -> None:
    kept, _ = choose_likely([200, 5], np.array([0.45, 0.5]))
    assert 0 in kept


@given(st.lists(st.tuples(st.integers(0, 500), st.floats(0.001, 0.999)), min_size=1, max_size=30))
def test_no_cut_is_expected_to_do_better(pieces: list[tuple[int, float]]) -> None:
    words = [max(1, count) for count, _ in pieces]
    chances = [chance for _, chance in pieces]
    _, expected = choose_likely(words, np.array(chances))
    total = sum(count * chance for count, chance in zip(words, chances, strict=True))
    for cut in chances:
        chosen = [(count, chance) for count, chance in zip(words, chances, strict=True) if chance >= cut]
        right = sum(count * chance for count, chance in chosen)
        assert 2 * right / (sum(count for count, _ in chosen) + total) <= expected + 1e-9


@pytest.mark.parametrize(
    ("far", "expected"),
    [(OTHER, [0, 1, 2]), (LATE, [0, 1, 2, 3])],
    ids=["another article goes", "a part of the story stays"],
)
def test_what_stands_apart_must_speak_of_the_same(far: list[str], expected: list[int]) -> None:
    spots = [10, 11, 12, *range(40, 40 + len(far))]
    texts = [*STORY, *far]
    assert drop_strangers(texts, list(range(len(texts))), spots, 8, 0.5) == expected


def test_nothing_goes_where_nothing_stands_apart() -> None:
    texts = [*STORY, *OTHER]
    assert drop_strangers(texts, [0, 1, 2, 3, 4], range(5), 8, 0.5) == [0, 1, 2, 3, 4]


def test_the_first_of_two_long_parts_is_the_story() -> None:
    texts = [*STORY, *(line.replace("bridge", "bakery").replace("harbour", "butter") for line in OTHER * 2)]
    assert drop_strangers(texts, list(range(7)), [0, 1, 2, 50, 51, 52, 53], 8, 0.5) == [0, 1, 2]
