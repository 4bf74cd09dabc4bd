"""Runs: how far a phrase of nouns and adjectives reaches."""

from __future__ import annotations

from typing import Literal

from transforms.mentions.casualties.vocabulary import Frame, WordClass
from transforms.mentions.casualties.words.tokens import Token

PEOPLE: frozenset[WordClass] = frozenset(("person", "person_pl", "person_cap", "person_pl_cap"))
DETERMINERS: frozenset[WordClass] = frozenset(("det", "art", "poss", "another"))
_INSIDE: frozenset[WordClass] = PEOPLE | {"word", "name", "thing", "more", "possessive", "time", "ordinal"}
_COMPOUND: frozenset[Frame] = frozenset(("noun", "tally"))  # cues that are nouns
_LONGEST_RUN = 8


def find_run_end(tokens: list[Token], at: int) -> int:
    """Where the run of nouns and adjectives that opens at `at` ends."""
    end = at
    while end < len(tokens) and end - at < _LONGEST_RUN and _goes_on(tokens, at, end):
        end += 1
    while end > at + 1 and (tokens[end - 1].kind in {"time", "mark", "adv"} or _is_verb_form(tokens[end - 1])):
        end -= 1
    return at if end == at + 1 and tokens[at].kind == "adv" else end


def _goes_on(tokens: list[Token], at: int, end: int) -> bool:
    """Whether token `end` belongs to the run that opened at `at`."""
    token = tokens[end]
    following = tokens[end + 1].kind if end + 1 < len(tokens) else ""
    if end > at and _tells_what_they_do(tokens[end - 1], token, following):
        return False
    if token.kind in _INSIDE:
        return not (token.kind == "time" and end > at and tokens[end - 1].kind in PEOPLE)
    if token.cue is not None and token.cue.frames.keys() <= _COMPOUND and at > 0 and tokens[at - 1].kind == "num":
        return following in PEOPLE | {"word", "thing"}  # "15 detention centre officers"
    if end == at:
        return _opens(tokens, at, following)
    if token.low == "-":
        return following in _INSIDE
    joined = token.low == "," and tokens[end - 1].kind == "word" and following == "word"
    return joined and end + 2 < len(tokens) and tokens[end + 2].kind in PEOPLE


def _opens(tokens: list[Token], at: int, following: WordClass | Literal[""]) -> bool:
    """Whether a word that is no noun opens a run behind a determiner or number: "the badly hurt", "two killed men"."""
    token, opened = tokens[at], at > 0 and tokens[at - 1].kind in DETERMINERS | {"num"}
    if token.kind == "adv":
        return opened and following in _INSIDE
    attributive = token.cue is not None and ("past" in token.cue.frames or "state" in token.cue.frames)
    return attributive and opened and following in {"person", "person_pl", "name"}


def _tells_what_they_do(people: Token, token: Token, following: WordClass | Literal[""]) -> bool:
    """Whether a word behind people is a verb of theirs: "12 officers caused an outcry", "a woman gathering firewood".

    It is none in "two women police officers", "a soldier training camp".
    """
    if people.kind == "person_pl":
        return token.kind == "word" and following not in PEOPLE
    doing = people.kind == "person" and token.kind == "word" and token.low.endswith("ing")
    return doing and following not in PEOPLE | {"thing"}


def _is_verb_form(token: Token) -> bool:
    return token.kind == "word" and token.low.endswith(("ed", "ing"))
