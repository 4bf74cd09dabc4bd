"""Tests on the words around a phrase, named in the grammar's tables.

    after:A|B   not_after:A|B     the word before is (not) of one of these classes of words.tsv
    before:A|B  not_before:A|B    the word behind is (not)

Further classes: "Start", the start of a sentence (behind the phrase: the end of its own); "Name", a word with a
capital that opens no sentence; "Proper", the same, but in a phrase in capitals a word in capitals is none; "Capital",
any word with one; "Number", digits; "Lower", a word in small letters that is no plural; "Plural", one that may be one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from transforms.mentions.dates.tokens import Tokens

_MOST_WORDS = 20_000  # that a condition remembers before its memory is emptied
_SENTENCE_ENDS = frozenset('.!?:;"“”')
Words = dict[str, dict[str, str]]
Look = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """A word of one of these kinds stands (is_wanted) or does not stand before (is_before) or behind the phrase.

    kinds: classes of words.tsv. looks: what else the word may look like. opens, is_name, is_proper: whether "Start",
    "Name", "Proper" is one of the kinds. known: words met so far, and whether they are of a kind or look so: a
    condition belongs to one language.
    """

    kinds: frozenset[str]
    looks: tuple[Look, ...]
    opens: bool
    is_name: bool
    is_proper: bool
    is_before: bool
    is_wanted: bool
    known: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def holds(self, words: Words, tokens: Tokens, start: int, end: int) -> bool:
        """Whether it is so of the phrase of tokens start..end."""
        index = start - 1 if self.is_before else end
        if self.opens and (_is_sentence_start(tokens, start) if self.is_before else _is_sentence_end(tokens, end)):
            return self.is_wanted
        if not 0 <= index < len(tokens.words):
            return not self.is_wanted
        word = tokens.words[index]
        is_listed = self.known.get(word)
        if is_listed is None:
            is_listed = self._learn(words, word)
        if is_listed:
            return self.is_wanted
        if not (self.is_name or self.is_proper) or not word[0].isupper() or _is_sentence_start(tokens, index):
            return not self.is_wanted
        own = tokens.words[start if self.is_before else end - 1]
        is_shouted = len(word) > 1 and word.isupper() and own.isupper()
        return (self.is_name or not is_shouted) is self.is_wanted

    def _learn(self, words: Words, word: str) -> bool:
        """Whether a word is of one of the kinds or looks so, kept for the next time."""
        if len(self.known) > _MOST_WORDS:
            self.known.clear()
        is_listed = not self.kinds.isdisjoint(words.get(word, ())) or any(look(word) for look in self.looks)
        self.known[word] = is_listed
        return is_listed


def read_condition(text: str) -> Condition:
    """A condition as the tables write it. ValueError for any other."""
    test, _, listed = text.partition(":")
    if test not in {"after", "not_after", "before", "not_before"} or not listed:
        raise ValueError(f"unknown condition {text!r}")
    kinds = frozenset(listed.split("|"))
    return Condition(
        kinds=kinds - _LOOKS.keys() - {"Start", "Name", "Proper"},
        looks=tuple(look for kind, look in _LOOKS.items() if kind in kinds),
        opens="Start" in kinds,
        is_name="Name" in kinds,
        is_proper="Proper" in kinds,
        is_before=test.endswith("after"),
        is_wanted=not test.startswith("not_"),
    )


def _is_singular_in_small_letters(word: str) -> bool:
    """Whether a word looks like "campaign" rather than "people" or "votes", by its last letter alone."""
    return word[0].islower() and (word.endswith("ss") or not word.endswith("s"))


_LOOKS: Mapping[str, Look] = {
    "Capital": lambda word: word[0].isupper(),
    "Number": lambda word: word[0].isdigit(),
    "Plural": lambda word: word[0].islower() and len(word) > 4 and word.endswith("s") and not word.endswith("ss"),
    "Lower": _is_singular_in_small_letters,
}


def _is_sentence_start(tokens: Tokens, index: int) -> bool:
    """Whether a sentence starts at this token: first of the text, of a paragraph, or behind a full stop."""
    return index <= 0 or tokens.words[index - 1] in _SENTENCE_ENDS or tokens.is_apart(index)


def _is_sentence_end(tokens: Tokens, end: int) -> bool:
    """Whether a sentence ends before this token: with the text, a paragraph, or a sign."""
    return end >= len(tokens.words) or tokens.words[end] in _SENTENCE_ENDS or tokens.is_apart(end)
