"""Speakers: who says what stands at a place of the text, in the text's words, also across sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.mentions import Entity
from transforms.mentions.casualties.attribution.attributions import Attribution, are_many, find_attributions

_BREAKS = re.compile(r";|,? (?:but|while|whereas|although|though) ", re.IGNORECASE)
_BREAK_COST = 1000  # characters; more than any distance in a sentence of prose
_OPENING_QUOTE = re.compile(r"^\W{0,2}[\"“]")
_FAR = 3  # sentences over which a quotation or a pronoun is followed
_LONG = 8  # words of a title and a name
_NEAR_START = 60  # code points into a sentence within which its subject's name begins


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it; None when nobody is named. quoted: whether somebody says it at all, if only "he"."""

    who: str | None
    quoted: bool


class Speakers:
    """The attributions of an article, read sentence by sentence when they are asked for."""

    def __init__(self, text: str, sentences: list[tuple[int, int]], people: Sequence[Entity] = ()) -> None:
        self._text, self._sentences = text, sentences
        self._people = sorted((e.start, e.end) for e in people if e.label == "PERSON")
        self._read: dict[int, list[Attribution]] = {}

    def at(self, index: int, start: int, end: int) -> Speaker:
        """Who says what stands at start:end of sentence `index` (offsets in the sentence)."""
        found = [a for a in self._attributions(index) if _may_say(a, start, end)]
        if found:
            chosen = min(found, key=lambda a: _cost(a, self._sentence(index), start, end))
            return Speaker(chosen.who or self._before(index, alone=chosen.alone), quoted=True)
        if not self._is_quotation(index):
            return Speaker(None, quoted=False)
        for near in range(index + 1, min(index + _FAR, len(self._sentences))):
            later = self._attributions(near)
            if later and not self._is_closed(index, near):
                return Speaker(later[0].who or self._before(index, alone=later[0].alone), quoted=True)
        who = self._before(index)
        return Speaker(who, quoted=who is not None)

    def _sentence(self, index: int) -> str:
        return re.sub(r"\s", " ", self._text[slice(*self._sentences[index])])

    def _attributions(self, index: int) -> list[Attribution]:
        if index not in self._read:
            self._read[index] = find_attributions(self._sentence(index))
        return self._read[index]

    def _before(self, index: int, *, alone: bool = False) -> str | None:
        """The speaker last named before a sentence, or the person that the sentence before it is about.

        alone: one person is meant.
        """
        for near in range(index - 1, max(-1, index - 1 - _FAR), -1):
            named = [a.who for a in self._attributions(near) if a.who and not (alone and are_many(a.who))]
            if named:
                return named[-1]
            subject = self._subject(near) if near == index - 1 else None
            if subject:
                return subject
        return None

    def _subject(self, index: int) -> str | None:
        """The person whose name opens a sentence, with what stands before the name: "Police chief Max Reed"."""
        start, end = self._sentences[index]
        for first, last in self._people:
            if start <= first and last <= end and first - start <= _NEAR_START:
                who = " ".join(self._text[start:last].split()).strip("\"“”'’ ,")
                return who if len(who.split()) <= _LONG and "," not in who else None
        return None

    def _is_quotation(self, index: int) -> bool:
        """Whether a sentence opens with a quotation mark or stands in a quotation that was opened before it."""
        if _OPENING_QUOTE.match(self._sentence(index)):
            return True
        first = max(0, index - _FAR)
        before = self._text[self._sentences[first][0] : self._sentences[index][0]]
        return before.count("“") > before.count("”")

    def _is_closed(self, first: int, last: int) -> bool:
        """Whether the quotation that sentence `first` opens has ended before sentence `last`."""
        between = self._text[self._sentences[first][0] : self._sentences[last][0]]
        return between.rstrip().endswith(("”", '"'))


def _may_say(a: Attribution, start: int, end: int) -> bool:
    """Whether what stands at start:end can be what is said: no words of the speaker's name, nor before "said that"."""
    inside = a.start <= start and end <= a.end
    return not inside and not (a.side > 0 and a.start >= end)


def _cost(a: Attribution, sentence: str, start: int, end: int) -> tuple[int, int]:
    """How ill an attribution fits what stands at start:end: the wrong side first, then a new clause, then distance."""
    wrong = a.side < 0 and a.end <= start
    between = sentence[a.end : start] if a.end <= start else sentence[end : a.start]
    broken = _BREAKS.search(between) is not None
    return int(wrong), len(between) + _BREAK_COST * broken
