"""Fractions: parts without a number, and explicit nobodies."""

import pytest

from transforms.mentions.casualties.phrases.fractions import read_fraction, read_nobody
from transforms.mentions.casualties.words.tokens import read_tokens


@pytest.mark.parametrize(
    ("words", "head"),
    [("half of the 40 guests", "guests"), ("one in five of the guests", "guests"), ("most of the miners", "miners")],
)
def test_a_share_is_of_people_without_a_number(words: str, head: str) -> None:
    group = read_fraction(read_tokens(words, 0, len(words)), 0)
    assert group is not None
    assert (group.kind, group.head, group.bounds.low) == ("plural", head, None)


@pytest.mark.parametrize("words", ["no one", "none of the miners", "not one man", "nobody", "no miners"])
def test_nobody_is_told_in_several_ways(words: str) -> None:
    group = read_nobody(read_tokens(words, 0, len(words)), 0)
    assert group is not None
    assert (group.kind, group.bounds.high, group.last) == ("none", 0, len(read_tokens(words, 0, len(words))))


def test_anybody_is_nobody_only_where_it_is_denied() -> None:
    for words, is_nobody in (("denied that any miners", True), ("asked whether any miners", False)):
        tokens = read_tokens(words, 0, len(words))
        at = next(i for i, token in enumerate(tokens) if token.low == "any")
        assert (read_nobody(tokens, at) is not None) is is_nobody
