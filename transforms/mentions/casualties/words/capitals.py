"""Capitals: what they say in one sentence, where every word may have one, or only those that name something."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from transforms.mentions.casualties.words.lexicon import lexicon

_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
_FUNCTION = frozenset({"det", "art", "poss", "be", "have", "modal", "prep", "conj", "sub", "who", "neg", "pron"})
_LOUD = 0.75  # of the words with a meaning
# Endings of words that open a sentence and name nobody: "Earnings", "Voluntary", "Hopefully".
_NO_NAME_ENDINGS = ("ing", "ings", "tion", "tions", "ment", "ments", "ness", "ary", "ous", "ly", "ful", "less")
_PARTICLE = re.compile(r"(?:al|el|ul|ud|bin|ibn|abu)-[A-Z]")


@dataclass(frozen=True, slots=True)
class Capitals:
    """What capitals say in a sentence. shouted: nothing, all letters are capitals. loud: little, as in a heading.

    lowered: words that the text has in small letters somewhere, so that a capital at the opening of a sentence is none.
    """

    shouted: bool
    loud: bool
    lowered: Container[str]

    def speak(self, surface: str) -> bool:
        """Whether a word has a capital that may say something."""
        return surface[0].isupper() and not self.shouted

    def name(self, surface: str, low: str, *, opens: bool) -> bool:
        """Whether an unknown word is a name. low: it in small letters; opens: it is the first of its sentence."""
        if self.shouted:
            return False
        if opens and not self.loud and (low in self.lowered or low.endswith(_NO_NAME_ENDINGS)):
            return False
        return surface[0].isupper() or _PARTICLE.match(surface) is not None

    def hold(self, words: list[str], at: int) -> bool:
        """Whether the word `at` is part of a name: "Red Dead Redemption", "the film Killing Dorn"."""
        inside = any(word[0].isalnum() for word in words[:at])
        beside = [words[k] for k in (at - 1, at + 1) if 0 <= k < len(words)]
        return not self.loud and inside and words[at][0].isupper() and any(word[0].isupper() for word in beside)


def read_capitals(sentence: str, lowered: Container[str]) -> Capitals:
    """What capitals say in a sentence; loud where nearly every word that could have a small letter has none."""
    words = [w for w in _LONG_WORD.findall(sentence) if lexicon().classes.get(w.lower()) not in _FUNCTION]
    loud = sum(word[0].isupper() for word in words) >= _LOUD * len(words)
    return Capitals(sentence.isupper(), loud, lowered)
