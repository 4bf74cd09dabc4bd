"""Tests on the words around a phrase, named in the grammar's tables.

    after:A|B   not_after:A|B     the word before is (not) of one of these classes of words.tsv
    before:A|B  not_before:A|B    the word behind is (not)

Further classes: "Start", the start of a sentence; "Name", a word with a capital that opens no sentence; "Capital", any
word with one; "Number", digits; "Lower", a word in small letters that is no plural; "Plural", one that may be one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from transforms.mentions.dates.tokens import Tokens

SENTENCE_ENDS = frozenset('.!?:;"“”')
Words = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Condition:
    """A word of one of `kinds` stands (is_wanted) or does not stand before (is_before) or behind the phrase."""

    kinds: tuple[str, ...]
    is_before: bool
    is_wanted: bool

    def holds(self, words: Words, tokens: Tokens, start: int, end: int) -> bool:
        """Whether it is so of the phrase of tokens start..end."""
        index = start - 1 if self.is_before else end
        for kind in self.kinds:
            if is_of_class(kind, words, tokens, index):
                return self.is_wanted
        return not self.is_wanted


def read_condition(text: str) -> Condition:
    """A condition as the tables write it. ValueError for any other."""
    test, _, kinds = text.partition(":")
    if test not in {"after", "not_after", "before", "not_before"} or not kinds:
        raise ValueError(f"unknown condition {text!r}")
    return Condition(tuple(kinds.split("|")), is_before=test.endswith("after"), is_wanted=not test.startswith("not_"))


def is_of_class(kind: str, words: Words, tokens: Tokens, index: int) -> bool:
    """Whether the token at `index` (which may lie outside the text) is of a class."""
    if kind == "Start":
        return is_sentence_start(tokens, index + 1)
    if not 0 <= index < len(tokens.words):
        return False
    if kind == "Name":
        return tokens.words[index][0].isupper() and not is_sentence_start(tokens, index)
    word = tokens.words[index]
    shape = SHAPES.get(kind)
    return shape(word) if shape is not None else kind in words.get(word, ())


def is_singular_in_small_letters(word: str) -> bool:
    """Whether a word looks like "campaign" rather than "people" or "votes", by its last letter alone."""
    return word[0].islower() and (word.endswith("ss") or not word.endswith("s"))


SHAPES: Mapping[str, Callable[[str], bool]] = {
    "Capital": lambda word: word[0].isupper(),
    "Number": lambda word: word[0].isdigit(),
    "Plural": lambda word: word[0].islower() and len(word) > 4 and word.endswith("s") and not word.endswith("ss"),
    "Lower": is_singular_in_small_letters,
}


def is_sentence_start(tokens: Tokens, index: int) -> bool:
    """Whether a sentence starts at this token: first of the text, of a paragraph, or behind a full stop."""
    return index <= 0 or tokens.words[index - 1] in SENTENCE_ENDS or tokens.is_apart(index)
