"""Tests on the words around a phrase, named in the grammar's tables.

    after:CLASS   not_after:CLASS    the word before is (not) of a class of words.tsv
    before:CLASS  not_before:CLASS   the word behind is (not)
    start                            the phrase opens its sentence

The class "Name" is any word with a capital that opens no sentence, "Capital" any word with a capital, "Number" any digits, "Lower" one in small letters that is no plural, "Start" the start of a sentence.
"""

from __future__ import annotations

from transforms.mentions.dates.tokens import Tokens

SENTENCE_ENDS = frozenset('.!?:;"“”')
Words = dict[str, dict[str, str]]


def holds(conditions: tuple[str, ...], words: Words, tokens: Tokens, start: int, end: int) -> bool:
    """Whether all conditions hold for tokens start..end. ValueError for one that nobody knows."""
    return all(_holds(condition, words, tokens, start, end) for condition in conditions)


def _holds(condition: str, words: Words, tokens: Tokens, start: int, end: int) -> bool:
    test, _, kinds = condition.partition(":")
    wanted, _, side = test.rpartition("_")
    index = start - 1 if side == "after" else end
    if side not in {"after", "before"} or wanted not in {"", "not"}:
        raise ValueError(f"unknown condition {condition!r}")
    found = any(is_of_class(kind, words, tokens, index) for kind in kinds.split("|"))
    return found != (wanted == "not")


def is_of_class(kind: str, words: Words, tokens: Tokens, index: int) -> bool:
    """Whether the token at `index` (which may lie outside the text) is of a class."""
    if kind == "Start":
        return is_sentence_start(tokens, index + 1)
    if not 0 <= index < len(tokens.words):
        return False
    word = tokens.words[index]
    if kind == "Name":
        return word[0].isupper() and not is_sentence_start(tokens, index)
    if kind == "Capital":
        return word[0].isupper()
    if kind == "Number":
        return word[0].isdigit()
    if kind == "Lower":
        return word[0].islower() and not (word.endswith("s") and not word.endswith("ss"))
    return kind in words.get(word, ())


def is_sentence_start(tokens: Tokens, index: int) -> bool:
    """Whether a sentence starts at this token: first of the text, of a paragraph, or behind a full stop."""
    return index <= 0 or tokens.words[index - 1] in SENTENCE_ENDS or tokens.is_apart(index)
