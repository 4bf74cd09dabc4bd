"""Harms: who is harmed in a sentence, and whether it happened."""

import pytest

from transforms.mentions.casualties.events.harm import Harm
from transforms.mentions.casualties.events.harms import find_harms
from transforms.mentions.casualties.phrases.groups import find_groups
from transforms.mentions.casualties.words.tokens import read_tokens
from transforms.text.packaged import read_rows, split_list

CUES = read_rows("transforms.mentions.casualties.words", "cues.tsv", 4)


def read(sentence: str) -> list[Harm]:
    tokens = read_tokens(sentence, 0, len(sentence))
    return find_harms(tokens, find_groups(tokens))


@pytest.mark.parametrize(
    ("sentence", "mood"),
    [
        ("The blast killed nine people.", "real"),
        ("The storm may have killed nine people.", "possible"),
        ("The storm may kill nine people.", "possible"),
        ("They threatened to kill nine people.", "possible"),
        ("The blast could have killed nine people.", "averted"),
        ("The blast would have killed nine people.", "counterfactual"),
        ("Nine people were not killed.", "negated"),
        ("The army denied killing nine people.", "negated"),
        ("Nine people should not be killed.", "excluded"),
    ],
)
def test_the_mood_of_a_harm(sentence: str, mood: str) -> None:
    assert [harm.mood for harm in read(sentence)] == [mood]


def test_one_number_for_two_outcomes() -> None:
    dead, missing = read("Some 1,080 people are dead or missing.")
    assert (dead.outcome, missing.outcome, dead.either, missing.either) == ("killed", "missing", True, True)


def test_those_who_died_are_some_of_those_who_were_shot() -> None:
    shot, dead = read("Five men were shot and two of them died.")
    assert dead.among is shot or dead.whole is shot


@pytest.mark.parametrize(("outcome", "frame", "phrases", "example"), CUES, ids=[f"{o} {f}" for o, f, *_ in CUES])
def test_the_example_of_a_cue_is_read_by_its_frame(outcome: str, frame: str, phrases: str, example: str) -> None:
    sentence = example.replace("[", "").replace("]", "")
    tokens = read_tokens(sentence, 0, len(sentence))
    (harm,) = [h for h in find_harms(tokens, find_groups(tokens)) if (h.outcome, h.frame) == (outcome, frame)]
    assert tokens[harm.cue].low in split_list(phrases)
    first, last = tokens[harm.groups[0].first], tokens[harm.groups[0].last - 1]
    marked = f"{sentence[: first.start]}[{sentence[first.start : last.end]}]{sentence[last.end :]}"
    assert marked == example


@pytest.mark.parametrize(("outcome", "frame", "phrases", "_example"), CUES, ids=[f"{o} {f}" for o, f, *_ in CUES])
def test_every_phrase_of_a_cue_can_be_read(outcome: str, frame: str, phrases: str, _example: str) -> None:
    for phrase in split_list(phrases):
        cues = [token.cue for token in read_tokens(phrase, 0, len(phrase)) if token.cue is not None]
        assert [(f, o) for cue in cues for f, o in cue.frames.items() if f == frame] == [(frame, outcome)], phrase
