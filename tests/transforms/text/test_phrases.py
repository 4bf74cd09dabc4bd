"""Tables of phrases: how they are read and joined, and that each alternative finds its example."""

from __future__ import annotations

import re

import pytest

from transforms.text.packaged import read_rows
from transforms.text.phrases import PhraseRow, join_phrases, read_phrases

TABLES = [
    ("transforms.html", "gate_phrases.tsv"),
    ("transforms.html", "heading_phrases.tsv"),
    ("transforms.html", "phrases.tsv"),
    ("transforms.html", "wall_phrases.tsv"),
    ("transforms.text", "line_words.tsv"),
]
MERE_WORDS = re.compile(r"[^\\.^$*+?{}\[\]()|]+")


@pytest.mark.parametrize("table", TABLES)
def test_each_alternative_finds_its_example(table: tuple[str, str]) -> None:
    for phrase in read_phrases(*table):
        assert re.search(phrase.alternative, phrase.example), phrase
        assert phrase.example == phrase.example.lower()


@pytest.mark.parametrize("table", TABLES)
def test_only_mere_words_are_their_own_example(table: tuple[str, str]) -> None:
    for _, _, example, alternative in read_rows(*table, 4):
        assert bool(example) != bool(MERE_WORDS.fullmatch(alternative)), alternative


@pytest.mark.parametrize("table", TABLES)
def test_no_alternative_stands_twice_and_none_is_two(table: tuple[str, str]) -> None:
    phrases = read_phrases(*table)
    stated = [(phrase.kind, phrase.where, phrase.alternative) for phrase in phrases]
    assert len(set(stated)) == len(stated)
    for phrase in phrases:
        levels = re.sub(r"\\.|\[[^\]]*\]", "", phrase.alternative)
        while levels != (levels := re.sub(r"\([^()]*\)", "", levels)):
            pass
        assert "|" not in levels, phrase.alternative


def test_alternatives_of_a_kind_become_one_pattern() -> None:
    phrases = [
        PhraseRow("gate", "begins", "pay 3", r"pay \d"),
        PhraseRow("gate", "anywhere", "toll", "toll"),
        PhraseRow("wall", "anywhere", "brick", "brick"),
        PhraseRow("gate", "begins", "pay", "pay"),
    ]
    joined = join_phrases(phrases, {"begins": ("^(?:", r")\b"), "anywhere": ("", "")})
    assert list(joined) == ["gate", "wall"]
    assert [bool(joined["gate"].search(text)) for text in ("pay 3", "to pay", "a toll", "payment")] == [1, 0, 1, 0]
    assert joined["gate"].match("pay 31").group() == "pay"
    with pytest.raises(KeyError):
        join_phrases(phrases, {"begins": ("", "")})
