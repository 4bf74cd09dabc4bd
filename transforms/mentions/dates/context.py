"""What a relative expression hangs on: the day of publication, what the text spoke of last, the tense around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemas.mentions import TimexType
from transforms.mentions.dates.automaton import kinds_of
from transforms.mentions.dates.grammar import Grammar
from transforms.mentions.dates.links import Tense
from transforms.mentions.dates.matching import Lexeme
from transforms.mentions.dates.numerals import is_day_first
from transforms.mentions.dates.periods import Days
from transforms.mentions.dates.sentences import REACH
from transforms.mentions.dates.tense import TenseReader
from transforms.mentions.dates.tokens import Tokens
from transforms.mentions.dates.told import Spot, Told

_LONGEST_DAY = 7  # tokens from "between" to the "and" behind its first day: "the", "3rd", "of", "May"
_NEAR_QUARTER = 100  # tokens behind a quarter in which "the quarter" may mean that one
_NEAR_YEAR = 30  # tokens behind a date with a year in which a day without one may belong to that year
_NIGHT = re.compile(r"T(?:NI|2[0-3]:\d\d)$")  # of a value: a night, or an hour from eight in the evening on
_MONTH = re.compile(r"\d{4}-\d\d")


@dataclass(frozen=True, slots=True)
class Timex:
    """What an expression means. value: TIMEX3, None when its anchor is unknown. anchor: the day it hangs on."""

    type: TimexType
    value: str | None
    anchor: date | None = None
    is_comparison: bool = False  # a period that another is compared with, not one that the text turns to
    margin: int = 0  # days by which it may lie earlier or later, as a feast does that hangs on the moon
    states_year: bool = False  # whether the words themselves fix the year
    days: Days | None = None  # the days meant, where they are fewer than the value covers


Joint = Literal["range", "row"]


class Context:
    """The state of one text as its mentions are resolved from first to last.

    is_steady: whether the phrase being resolved has asked for no more than its own words, a label before it and the
    anchor, so that it means the same wherever it stands in the text with such a label.
    usually_day_first: the order of days in figures in the language of the text, where its other days do not tell.
    """

    def __init__(
        self, tokens: Tokens, grammar: Grammar, anchor: date | None, *, usually_day_first: bool = False
    ) -> None:
        self.anchor = anchor
        self.is_steady = True
        self._tokens = tokens
        self._grammar = grammar
        self._told = Told()
        self._tense_reader: TenseReader | None = None  # made when first asked
        self._day_first: bool | None = None  # as well
        self._usually_day_first = usually_day_first
        self._spot = Spot(0, 0, 0, 0)  # of the phrase being resolved

    @property
    def told(self) -> Told:
        """What the text has said before the phrase."""
        self.is_steady = False
        return self._told

    @property
    def is_dateline(self) -> bool:
        """Whether the phrase stands in the dateline of the story."""
        self.is_steady = self.is_steady and not self._spot.is_dateline
        return self._spot.is_dateline

    def look_at(self, spot: Spot) -> None:
        """Move to the phrase at a spot."""
        self._spot = spot
        self.is_steady = True

    def words_at(self, spot: Spot) -> str:
        """The words that the phrase at a spot looked at."""
        return self._tokens.text[self._tokens.starts[spot.origin] : self._tokens.ends[spot.reach - 1]]

    def label_at(self, spot: Spot) -> Tense:
        """What a label right before the phrase at a spot says of its time: "Last fight: June 10"."""
        is_labelled = spot.start > 0 and self._tokens.words[spot.start - 1] == ":"
        return self._tenses().links.read_label(spot.start) if is_labelled else "unknown"

    def take_weekday(self) -> Joint | None:
        """Note that the phrase is a weekday; whether it stands behind another one and a word such as "to" or "and"."""
        self.is_steady = False
        told, joint = self._told, self._spot.start - 1
        if joint > told.weekday_end and "THE" in self._kinds_at(joint):  # "entre el jueves y el sábado"
            joint -= 1
        word = self._tokens.words[joint].lower() if joint == told.weekday_end else ""
        kinds = kinds_of(self._grammar, word) if word else {}
        is_between = bool(word) and any("BETWEEN" in self._kinds_at(joint - back) for back in (2, 3))
        told.weekday_end = self._spot.end
        if is_between and "LIST_JOINT" in kinds:
            return "range"
        return "range" if "RANGE_JOINT" in kinds else "row" if "LIST_JOINT" in kinds or word == "(" else None

    def _kinds_at(self, place: int) -> Mapping[str, str]:
        return kinds_of(self._grammar, self._tokens.words[place].lower()) if place >= 0 else {}

    def value_of_row(self) -> str:
        """The value of the date that stands right before the phrase and a comma or a word such as "and"; else ""."""
        told, joint = self.told, self._spot.start - 1
        if joint > 0 and self._tokens.words[joint - 1] == ",":
            joint -= 1
        return (told.last_value or "") if joint == told.value_end else ""

    def day_before_joint(self) -> tuple[date | None, bool]:
        """The day that stands right before the phrase and a word such as "to" or "and"; whether a range goes on so."""
        told, joint = self._told, self._spot.start - 1
        if joint > told.day_end and "THE" in self._kinds_at(joint):  # "entre el 3 de mayo y el 2 de junio"
            joint -= 1
        if joint < 1 or joint != told.day_end:
            return None, False
        self.is_steady = False
        kinds = self._kinds_at(joint)
        is_between = any("BETWEEN" in self._kinds_at(joint - back) for back in range(2, _LONGEST_DAY + 1))
        is_range = "RANGE_JOINT" in kinds or ("LIST_JOINT" in kinds and is_between)
        return (told.last_day if is_range or "LIST_JOINT" in kinds else None), is_range

    def month_before_range(self) -> date | None:
        """The first day of the month that stands right before the phrase and a word that a range goes on with."""
        told, joint = self._told, self._spot.start - 1
        if joint < 1 or joint != told.value_end or told.last_value is None or not _MONTH.fullmatch(told.last_value):
            return None
        self.is_steady = False
        is_range = "RANGE_JOINT" in kinds_of(self._grammar, self._tokens.words[joint].lower())
        return date.fromisoformat(f"{told.last_value}-01") if is_range else None

    def month_beside(self) -> date | None:
        """The first day of the month that the text has named last, if its year is stated, in this sentence."""
        told = self.told
        if not told.last_value or not _MONTH.fullmatch(told.last_value) or told.stated_end != told.value_end:
            return None
        return date.fromisoformat(f"{told.last_value}-01") if self._is_in_sentence_of(told.value_end) else None

    def is_behind_weekday(self) -> bool:
        """Whether the day before that joint was named by its weekday: what follows "Friday, " is no day of a month."""
        return self.told.weekday_end == self._spot.start - 1

    def day_beside(self, tense: Tense) -> date | None:
        """The last date whose year the text states, if it stands in this sentence or, but for a mere year, the last.

        None for what is told as past beside a date to come: "His term, which ends on Jan. 3, 2023, began in May".
        """
        told, start = self._told, self._spot.start
        if told.stated is None:
            return None
        self.is_steady = False
        is_ahead = tense == "past" and self.anchor is not None and told.stated > self.anchor
        if is_ahead or start - told.stated_end > _NEAR_YEAR:
            return None
        if self._tenses().links.is_open_end(start):  # "a plan of March 2014 has brought in 20 million through Sept. 29"
            return None
        if told.stated_in_year and self._tenses().is_another_clause(told.stated_end, start):
            return None
        if self._tenses().is_aside(told.stated_end):
            return None
        ends = self._tenses().sentences.count_ends(told.stated_end, start)
        return told.stated if ends <= (0 if told.stated_in_year else 1) else None

    def value_of(self, lexeme: Lexeme) -> str:
        """What a word of the phrase stands for in its class: 3 for "March" as a month."""
        return kinds_of(self._grammar, self._tokens.words[self._spot.origin + lexeme.offset])[lexeme.kind]

    def remember(self, reading: Timex, days: Days | None) -> None:
        """Note what a mention meant, for those after it. days: what it covers, if it is a DATE or a TIME."""
        told = self._told
        if days is None:
            told.hear_of_length(reading.value)
            return
        if reading.is_comparison or reading.value is None:
            return
        told.last_value, told.value_end = reading.value, self._spot.end
        if reading.states_year and "SINCE" not in self._kinds_at(self._spot.start - 1):  # "in office since 2022"
            told.stated, told.stated_end, told.stated_in_year = days[0], self._spot.end, reading.value.isdecimal()
        if days[0] == days[1]:
            told.hear_of_day(days[0], self._spot)
        elif "-Q" in reading.value:
            is_over = self.anchor is None or days[1] <= self.anchor
            told.hear_of_quarter(reading.value, self._spot.end, is_over=is_over)

    def quarter(self) -> str | None:
        """The quarter that "the quarter" means: one that its paragraph has named, else the one reported on."""
        told, start = self.told, self._spot.start
        gap = range(told.named_quarter_end, start + 1)
        is_near = told.named_quarter_end >= 0 and len(gap) <= _NEAR_QUARTER and self._tokens.apart.isdisjoint(gap)
        return told.named_quarter if is_near else told.quarter

    def day_of_event(self, event: str) -> date | None:
        """The first day that a sentence before named beside a word for what happened, such as "quake".

        "on Tuesday, a day after the attack" names another day than the attack's.
        """
        for day, spot in self.told.days:
            first, end = self._tenses().sentences.around(spot.start, spot.end)
            if end <= self._spot.start and any(self._names_event(place, event) for place in range(first, end)):
                return day
        return None

    def _names_event(self, place: int, event: str) -> bool:
        words = self._tokens.words
        if kinds_of(self._grammar, words[place]).get("PAST_EVENT") != event:
            return False
        return all("DISTANCE" not in kinds_of(self._grammar, word) for word in words[max(0, place - 3) : place])

    def day_spoken_of(self) -> date | None:
        """The last day of the text, one still to come only in its own sentence ("Friday (1 pm)"); else the anchor."""
        told = self.told
        day = told.last_day
        is_meant = self.anchor is None or (day is not None and day <= self.anchor)
        return day if day is not None and (is_meant or self._is_in_sentence_of(told.day_end)) else self.anchor

    def is_behind_night(self) -> bool:
        """Whether this sentence named a weekday's night or late hour last: "at 11 p.m. on Monday, died at 1 a.m."."""
        told = self.told
        is_night = told.weekday_end == told.value_end and bool(_NIGHT.search(told.last_value or ""))
        return is_night and self._is_in_sentence_of(told.value_end)

    def _is_in_sentence_of(self, end: int) -> bool:
        """Whether the tokens before this one belong to the sentence of the phrase, or it stands right behind them."""
        start = self._spot.start
        return start - end <= 1 or (start - end <= REACH and not self._tenses().sentences.count_ends(end, start))

    def tense(self, *, is_age: bool = False) -> Tense:
        """The tense of the sentence around the phrase; of one that may mean an age a mere present tells nothing."""
        tenses = self._tenses()
        if not tenses.has_tenses:
            return self.label_at(self._spot)
        self.is_steady = False
        return tenses.read_tense(self._spot.start, self._spot.end, is_age=is_age)

    def is_behind(self) -> bool:
        """Whether the word before the phrase puts it in the past: "the year ended March 31"."""
        tenses = self._tenses()
        if not tenses.has_past_links:
            return False
        self.is_steady = False
        return tenses.links.read(self._spot.start, self._spot.end) == "past"

    def is_promised(self) -> bool:
        """Whether a link such as "until", or a verb right before the phrase, says that it is to come."""
        self.is_steady = False
        return self._tenses().links.is_promised(self._spot.start, self._spot.end)

    def is_open_end(self) -> bool:
        """Whether a word such as "through" stands before the phrase."""
        self.is_steady = False
        return self._tenses().links.is_open_end(self._spot.start)

    def leaning(self) -> tuple[Tense, int]:
        """Whether the phrase looks ahead or back, and how many days ahead it may lie though that is the past."""
        tenses = self._tenses()
        if not tenses.has_tenses:
            return self.label_at(self._spot), 0
        self.is_steady = False
        return tenses.read_leaning(self._spot.start, self._spot.end)

    def is_day_first(self) -> bool:
        """Whether the text writes the day before the month where that can be told: "25/12/2014", "25 December"."""
        if self._day_first is None:
            self._day_first = is_day_first(self._tokens.words, self._grammar, otherwise=self._usually_day_first)
        return self._day_first

    def _tenses(self) -> TenseReader:
        if self._tense_reader is None:
            self._tense_reader = TenseReader(self._tokens, self._grammar.language)
        return self._tense_reader
