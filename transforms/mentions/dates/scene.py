"""What a relative expression hangs on: the day of publication, what the text spoke of last, the tense around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from schemas.mentions import TimexType
from transforms.mentions.dates.automaton import kinds_of
from transforms.mentions.dates.grammar import Grammar, load_grammar
from transforms.mentions.dates.matching import Lexeme
from transforms.mentions.dates.periods import cover
from transforms.mentions.dates.tense import Tense, TenseReader
from transforms.mentions.dates.tokens import Tokens

LONGER_THAN_A_QUARTER = frozenset({"P6M", "P9M", "P1Y"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means. value: TIMEX3, None when its anchor is unknown. anchor: the day it hangs on."""

    type: TimexType
    value: str | None
    anchor: date | None = None
    is_comparison: bool = False  # a period that another is compared with, not one that the text turns to


@cache
def joints_of(language: str) -> frozenset[str]:
    """Words between two ends of a range, or two days in a row: the class RANGE_JOINT."""
    return frozenset(word for word, kinds in load_grammar(language).words.items() if "RANGE_JOINT" in kinds)


class Scene:
    """The state of one text as its mentions are resolved from first to last."""

    def __init__(self, tokens: Tokens, grammar: Grammar, anchor: date | None) -> None:
        self.tokens = tokens
        self.grammar = grammar
        self.joints = joints_of(grammar.language)
        self._tense_reader: TenseReader | None = None  # made when first asked
        self.anchor = anchor
        self.last_value: str | None = None  # the last date of any width that was resolved
        self.last_day: date | None = None  # the last one that was a single day
        self.quarter: str | None = None  # the quarter that the text reports on
        self.compares_years = False  # whether the last span reported on was longer than a quarter
        self.weekday_end = -1  # the token behind the last bare weekday
        self.goes_on = False  # whether the phrase stands behind a bare weekday and a word such as "to"
        self.start = self.end = 0  # the tokens of the phrase being resolved

    def look_at(self, start: int, end: int) -> None:
        """Move to the phrase of tokens start..end."""
        between = self.tokens.lowered[self.end : start] if self.end else []
        self.goes_on = len(between) == 1 and between[0] in self.joints and self.end == self.weekday_end
        self.start, self.end = start, end

    def value_of(self, lexeme: Lexeme) -> str:
        """What a word of the phrase stands for in its class: 3 for "March" as a month."""
        return kinds_of(self.grammar, self.tokens.words[self.start + lexeme.offset])[lexeme.kind]

    def remember(self, reading: Reading) -> None:
        """Note what a mention meant, for those after it."""
        if reading.value in LONGER_THAN_A_QUARTER:
            self.compares_years = True
        days = cover(reading.value) if reading.type in {"DATE", "TIME"} else None
        if reading.value is None or days is None or reading.is_comparison:
            return
        self.last_value = reading.value
        if days[0] == days[1]:
            self.last_day = days[0]
        if "-Q" in reading.value:
            self.compares_years = False
            if self.quarter is None or self.anchor is None or days[1] <= self.anchor:
                self.quarter = reading.value

    def day_spoken_of(self) -> date | None:
        """The last day of the text unless it is still to come, else the anchor."""
        if self.last_day is not None and (self.anchor is None or self.last_day <= self.anchor):
            return self.last_day
        return self.anchor

    def tense(self) -> Tense:
        """The tense of the sentence around the phrase."""
        return self._tenses().read_tense(self.start, self.end)

    def is_behind(self) -> bool:
        """Whether the word before the phrase puts it in the past: "the year ended March 31"."""
        return self._tenses().read_link(self.start) == "past"

    def _tenses(self) -> TenseReader:
        if self._tense_reader is None:
            self._tense_reader = TenseReader(self.tokens, self.grammar.language)
        return self._tense_reader
