"""What a relative expression hangs on: the day of publication, what the text spoke of last, the tense around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemas.mentions import TimexType
from transforms.mentions.dates.periods import cover
from transforms.mentions.dates.tokens import Tokens

NEAR = 4  # tokens within which any word in -ed is taken for a verb of the past
REACH = 20  # tokens to either side in which a verb may tell the tense

SENTENCE_STOPS = frozenset(".!?")
ABBREVIATIONS = frozenset({"MONTH", "TITLE"})  # classes whose words stand before a full stop inside a sentence

Tense = Literal["past", "future", "unknown"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means. value: TIMEX3, None when its anchor is unknown. anchor: the day it hangs on."""

    type: TimexType
    value: str | None
    anchor: date | None = None
    is_comparison: bool = False  # a period that another is compared with, not one that the text turns to


class Scene:
    """The state of one text as its mentions are resolved from first to last."""

    def __init__(self, tokens: Tokens, words: dict[str, dict[str, str]], anchor: date | None) -> None:
        self.tokens = tokens
        self.words = words
        self.anchor = anchor
        self.last_value: str | None = None  # the last date of any width that was resolved
        self.last_day: date | None = None  # the last one that was a single day
        self.last_year: str | None = None
        self.quarter: str | None = None  # the quarter that the text reports on
        self.start = self.end = 0  # the tokens of the phrase being resolved

    def look_at(self, start: int, end: int) -> None:
        """Move to the phrase of tokens start..end."""
        self.start, self.end = start, end

    def remember(self, reading: Reading) -> None:
        """Note what a mention meant, for those after it."""
        days = cover(reading.value) if reading.type in {"DATE", "TIME"} else None
        if reading.value is None or days is None or reading.is_comparison:
            return
        self.last_value = reading.value
        if days[0] == days[1]:
            self.last_day = days[0]
        if "-Q" in reading.value:
            self.quarter = reading.value
        elif len(reading.value) == 4:
            self.last_year = reading.value

    def tense(self) -> Tense:
        """The tense of the verb nearest to the phrase, in its sentence; a word before it such as "until" decides first."""
        link = self._kinds(self.start - 1)
        if "FUTURE_LINK" in link:
            return "future"
        if "PAST_LINK" in link:
            return "past"
        low, high = self._sentence()
        for distance in range(1, REACH):
            for index in (self.start - distance, self.end + distance - 1):
                if low <= index < high and (tense := self._tense_of(index, distance)):
                    return tense
        return "unknown"

    def is_behind(self) -> bool:
        """Whether the word before the phrase puts it in the past: "the year ended March 31"."""
        return "PAST_LINK" in self._kinds(self.start - 1)

    def _tense_of(self, index: int, distance: int) -> Tense | None:
        kinds = self._kinds(index)
        if "FUTURE_CUE" in kinds:
            return "past" if "PAST_AUXILIARY" in self._kinds(index - 1) else "future"
        if "PAST_CUE" in kinds:
            return "past"
        word = self.tokens.lowered[index]
        if distance <= NEAR and len(word) > 4 and word.endswith("ed") and self.tokens.lowered[index - 1] != "be":
            return "past"
        return None

    def _kinds(self, index: int) -> dict[str, str]:
        return self.words.get(self.tokens.words[index], {}) if 0 <= index < len(self.tokens) else {}

    def _sentence(self) -> tuple[int, int]:
        """Tokens from..to of the sentence around the phrase, cut at REACH to either side."""
        low, high = self.start, self.end
        while low > max(0, self.start - REACH) and not self._ends_sentence(low - 1):
            low -= 1
        while high < min(len(self.tokens), self.end + REACH) and not self._ends_sentence(high):
            high += 1
        return low, high

    def _ends_sentence(self, index: int) -> bool:
        """A full stop with a capital behind it and no initial or abbreviation before it, or a blank line."""
        tokens = self.tokens
        if tokens.words[index] not in SENTENCE_STOPS:
            return index + 1 < len(tokens) and tokens.is_apart(index + 1)
        if index + 1 >= len(tokens) or tokens.words[index] != ".":
            return True
        if tokens.is_glued(index + 1) or tokens.words[index + 1][0].islower() or index == 0:
            return False
        return (
            len(tokens.words[index - 1]) > 1 and not ABBREVIATIONS & self.words.get(tokens.words[index - 1], {}).keys()
        )
