"""Whether the sentence around a phrase looks ahead or back: the verb nearest to the phrase tells, by its word alone."""

from __future__ import annotations

from typing import Literal

from transforms.mentions.dates.conditions import Words
from transforms.mentions.dates.tokens import Tokens

NEAR = 4  # tokens within which any word in -ed is taken for a verb of the past
REACH = 20  # tokens to either side in which a verb may tell the tense
LONGEST_ABBREVIATION = 4  # letters: "Sept."
ABBREVIATIONS = frozenset({"MONTH", "TITLE"})  # classes whose short words stand before a full stop inside a sentence
SENTENCE_STOPS = frozenset(".!?")
NOTHING: dict[str, str] = {}

Tense = Literal["past", "future", "unknown"]


def read_tense(tokens: Tokens, words: Words, start: int, end: int) -> Tense:
    """The tense at the phrase of tokens start..end; a word before it such as "until" decides first.

    words: the vocabulary, with the classes FUTURE_LINK, PAST_LINK, FUTURE_CUE, PAST_CUE and PAST_AUXILIARY.
    """
    link = read_link(tokens, words, start)
    if link != "unknown":
        return link
    low, high = _find_sentence(tokens, words, start, end)
    for distance in range(1, REACH):
        for index in (start - distance, end + distance - 1):
            if low <= index < high and (
                tense := _tense_of(tokens, words, index, is_near=distance <= NEAR and index < start)
            ):
                return tense
    return "unknown"


def read_link(tokens: Tokens, words: Words, start: int) -> Tense:
    """What the word before a phrase says: "until Friday", "as early as Friday" look ahead, "ended March 31" back."""
    kinds = _kinds(tokens, words, start - 1)
    if start >= 2 and tokens.lowered[start - 1] == "as":
        kinds = _kinds(tokens, words, start - 2)
    if "FUTURE_LINK" in kinds:
        return "future"
    return "past" if "PAST_LINK" in kinds else "unknown"


def _tense_of(tokens: Tokens, words: Words, index: int, *, is_near: bool) -> Tense | None:
    kinds = _kinds(tokens, words, index)
    if "FUTURE_CUE" in kinds or ("FUTURE_BEFORE_TO" in kinds and _is_verb_before_to(tokens, words, index)):
        return "past" if "PAST_AUXILIARY" in _kinds(tokens, words, index - 1) else "future"
    if "PAST_CUE" in kinds:
        return "past"
    word = tokens.lowered[index]
    if is_near and len(word) > 4 and word.endswith("ed") and tokens.lowered[index - 1] != "be":
        return "past"
    return None


def _is_verb_before_to(tokens: Tokens, words: Words, index: int) -> bool:
    """Whether "plans" is a verb and goes on with "to", rather than the noun of "announced plans to"."""
    is_noun = "ARTICLE" in _kinds(tokens, words, index - 1) or tokens.lowered[index - 1].endswith("ed")
    return tokens.lowered[index + 1 : index + 2] == ["to"] and not is_noun


def _kinds(tokens: Tokens, words: Words, index: int) -> dict[str, str]:
    return words.get(tokens.words[index], NOTHING) if 0 <= index < len(tokens.words) else NOTHING


def _find_sentence(tokens: Tokens, words: Words, start: int, end: int) -> tuple[int, int]:
    """Tokens from..to of the sentence around the phrase, cut at REACH to either side."""
    low, high = start, end
    while low > max(0, start - REACH) and not _ends_sentence(tokens, words, low - 1):
        low -= 1
    while high < min(len(tokens.words), end + REACH) and not _ends_sentence(tokens, words, high):
        high += 1
    return low, high


def _ends_sentence(tokens: Tokens, words: Words, index: int) -> bool:
    """A full stop with a capital behind it and no initial or abbreviation before it, or a blank line."""
    sign, behind = tokens.words[index], index + 1
    if behind >= len(tokens.words):
        return sign in SENTENCE_STOPS
    if sign not in SENTENCE_STOPS:
        return tokens.is_apart(behind)
    if sign != ".":
        return True
    if tokens.is_glued(behind) or tokens.words[behind][0].islower() or index == 0:
        return False
    before = tokens.words[index - 1]
    is_short = len(before) <= LONGEST_ABBREVIATION and not ABBREVIATIONS.isdisjoint(_kinds(tokens, words, index - 1))
    return len(before) > 1 and not is_short
