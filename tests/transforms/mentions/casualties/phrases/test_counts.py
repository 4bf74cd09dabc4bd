"""Counts: what a number with its words is worth."""

import pytest

from transforms.mentions.casualties.bounds import Bounds
from transforms.mentions.casualties.phrases.counts import read_count
from transforms.mentions.casualties.words.tokens import read_tokens


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("nine men", Bounds(9, 9, 9)),
        ("at least nine men", Bounds(9, 9, None, "at_least")),
        ("more than 30 men", Bounds(30, 30, None, "more_than")),
        ("up to 50 men", Bounds(0, 50, 50, "at_most")),
        ("about 40 men", Bounds(40, 40, 40, "about")),
        ("10 to 15 men", Bounds(10, None, 15, "range")),
        ("30 and perhaps as many as 50 men", Bounds(30, None, 50, "range")),
        ("dozens of men", Bounds(24, None, 99, "vague")),
        ("numerous men", Bounds(None, None, None, "vague")),
    ],
)
def test_a_count_has_its_bounds(words: str, bounds: Bounds) -> None:
    tokens = read_tokens(words, 0, len(words))
    counts = [count for at in range(len(tokens)) if (count := read_count(tokens, at)) is not None]
    assert counts[0].bounds == bounds
    assert counts[0].first == 0


def test_a_toll_that_rose_is_no_range() -> None:
    sentence = "The death toll rose from 30 to 41."
    tokens = read_tokens(sentence, 0, len(sentence))
    at = next(i for i, token in enumerate(tokens) if token.kind == "num")
    count = read_count(tokens, at)
    assert count is not None
    assert count.bounds == Bounds(30, 30, 30)
