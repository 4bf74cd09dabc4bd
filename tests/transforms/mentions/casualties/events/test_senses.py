"""Senses: words of harm that act on nobody."""

import pytest

from transforms.mentions.casualties.events.clause import Clause
from transforms.mentions.casualties.events.senses import is_a_shot, is_of_things, opens_sentence
from transforms.mentions.casualties.phrases.groups import find_groups
from transforms.mentions.casualties.words.tokens import read_tokens


def read(sentence: str, word: str) -> tuple[Clause, int]:
    tokens = read_tokens(sentence, 0, len(sentence))
    clause = Clause(tokens, find_groups(tokens))
    return clause, next(at for at, token in enumerate(tokens) if token.low == word)


@pytest.mark.parametrize(
    ("sentence", "noun"),
    [
        ("She waits for a title shot next spring.", True),
        ("We get another shot to beat them.", True),
        ("The third shot I had was for fever.", True),
        ("One man was killed, another shot in the leg.", False),
        ("A nurse was shot on the quay.", False),
        ("The man they had arrested shot a guard.", False),
    ],
)
def test_a_shot_is_told_from_the_shot(sentence: str, noun: bool) -> None:  # noqa: FBT001  (a table)
    assert is_a_shot(*read(sentence, "shot")) is noun


@pytest.mark.parametrize(
    ("sentence", "things"),
    [("Divers saw 150 dead eels.", True), ("The fire left 12 dead last night.", False), ("It left 12 dead.", False)],
)
def test_a_number_before_the_dead_may_count_what_follows(sentence: str, things: bool) -> None:  # noqa: FBT001  (a table)
    assert is_of_things(*read(sentence, "dead")) is things


def test_a_cue_opens_a_sentence_behind_marks_alone() -> None:
    assert opens_sentence(*read("- Hurt Pies", "hurt"))
    assert not opens_sentence(*read("They hurt two men.", "hurt"))
