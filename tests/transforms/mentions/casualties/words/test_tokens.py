"""Tokens: the class of each word, and the words that are one token together."""

import pytest

from transforms.mentions.casualties.words.tokens import count_animals, read_tokens


def read(sentence: str) -> list[tuple[str, str]]:
    return [(token.low, token.kind) for token in read_tokens(sentence, 0, len(sentence))]


@pytest.mark.parametrize(
    ("sentence", "tokens"),
    [
        ("Two hundred men died.", [("two hundred", "num"), ("men", "person_pl"), ("died", "cue"), (".", "mark")]),
        ("A 5-year-old was shot dead.",
         [("a", "art"), ("5-year-old", "person"), ("was", "be"), ("shot dead", "cue"), (".", "mark")]),
        ("He and Ada Stone", [("he", "pron"), ("and", "conj"), ("ada", "name"), ("stone", "name")]),
        ("along with a Guard", [("along with", "conj"), ("a", "art"), ("guard", "person_cap")]),
        ("It may rain in May", [("it", "pron"), ("may", "modal"), ("rain", "word"), ("in", "prep"), ("may", "time")]),
    ],
)  # fmt: skip
def test_words_have_their_class(sentence: str, tokens: list[tuple[str, str]]) -> None:
    assert read(sentence) == tokens


def test_her_is_a_pronoun_where_no_noun_follows() -> None:
    assert [kind for low, kind in read("Her brother shot her in May.") if low == "her"] == ["poss", "pron"]


def test_offsets_are_those_of_the_text() -> None:
    text = "Rain fell. Nine men died."
    tokens = read_tokens(text, 11, len(text))
    assert [text[token.start : token.end] for token in tokens] == ["Nine", "men", "died", "."]


def test_animals_are_counted_as_people_are_where_there_are_any() -> None:
    sentence = "Nine horses died."
    counted = count_animals(read_tokens(sentence, 0, len(sentence)))
    assert counted is not None
    assert [token.kind for token in counted] == ["num", "person_pl", "cue", "mark"]
    assert count_animals(read_tokens("Nine men died.", 0, 14)) is None
