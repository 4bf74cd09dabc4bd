"""Signs: the words and days of a sentence that say what a figure in it is a count of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import get_args

from schemas.mentions import DateMention
from transforms.mentions.casualties.judging.beside import stands_behind
from transforms.mentions.casualties.vocabulary import CueScope, SignScope
from transforms.text.packaged import choose_word, read_rows, read_table, split_list

_HERE = "transforms.mentions.casualties.judging"
_NAMED = re.compile(r"\{([A-Z]+)\}")
_BREAK = re.compile(r"[;:]|,[\"”]? (?:as|while|but|although|though|whereas|and|when|where) ", re.IGNORECASE)
# "The war began in spring. It has killed thousands": the pronoun carries the war's whole toll.
# "The liner hit a rock in 1912, and sank, killing 40": no clause of another subject begins; nor one of another
# time in "The dam broke three years ago, and 83 people were killed".
_SAME_SUBJECT = re.compile(
    r", and (?=(?:\w+ed|sank|fell|hit|struck|blew|ran|went|fled|left|broke|burst|came|took|lost|caught|set|hurt)\b"
    r"|(?!on |in |at |by )(?:[\w,'’-]+ ){1,5}?(?:w(?:as|ere) (?:killed|injured|hurt|wounded)|died|drowned|perished)\b)",
    re.IGNORECASE,
)
_BRINGING = re.compile(r",[\"”]? (?:bringing|raising|taking|pushing)\b", re.IGNORECASE)
_ASIDE_ENDS = re.compile(r"[^,;]{0,30}, (?:was|were|has|have|had|is|are|died|dies|drowned|perished)\b")
_WHEN = re.compile(r",? when ", re.IGNORECASE)
# "A bomb killed nine, the latest in a string of attacks", ", amid a wave of bombings", ", days after a war that ...":
# what the rest of the sentence counts stands beside the figure, not around it.
_BESIDE = re.compile(
    r"""
    , [\"”]? [ ] (?:
        (?: the | its | their ) [ ] (?: latest | newest | most[ ]recent | (?:\w+[ ])?(?:second|third|fourth|\w+th)\b )
      | (?: as[ ] )? part[ ]of | amid | following | despite | against
      | (?: (?: [\w-]+[ ] ){0,3} (?: minutes? | hours? | days? | weeks? | months? | years? )[ ] )? (?: after | before )
      | in[ ] (?: an? | the )[ ] (?: [\w-]+[ ] ){1,3} (?: where | that | which )
    ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HONOURED = re.compile(r"anniversar|commemorat|memorial|remember", re.IGNORECASE)
_IT_HAS = re.compile(
    r"^\W*(?:it|this) (?:has|had) (?:\w+ ){0,2}?(?:killed|claimed|cost|left|displaced|driven|wounded)\b", re.IGNORECASE
)
_WAR_OPENS = re.compile(
    r"^\W*(?:the|this|a) (?:[\w'’-]+ ){0,3}?(?:war|conflict|insurgency|uprising|rebellion|famine|epidemic)\b",
    re.IGNORECASE,
)
_OF_A_PERIOD = frozenset({"cumulative", "rate"})
_PERIOD = 27  # days; a toll of a longer interval is that of a month, a season or a year
_LONG_PAST = 10  # days before the anchor; what is older is seldom the news
_OVER = 3  # years before the anchor; what is older is never the news: trials and inquests seldom take longer
_LONG_OVER = 10  # years before the latest year of a text without an anchor
_OPEN_DATE = re.compile(r"\b(?:since|until|till|from)\W+$", re.IGNORECASE)
_NAMED_YEAR = re.compile(r"(?<!\bby )(?<!\buntil )(?<!\bthrough )\b((?:1[789]|20)\d\d)\b")
_YEAR = re.compile(r"\b(?:1[789]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Sign:
    """Words at start:end of a sentence that speak for a scope. certain: such a figure is never the article's own.
    dated: they are a date.
    """

    scope: SignScope
    start: int
    end: int
    certain: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Now:
    """When a text was written. anchor: its day, if known. year: the anchor's, else the latest that it names, else 0."""

    anchor: date | None
    year: int


def read_now(text: str, anchor: date | None) -> Now:
    """When a text was written: by its anchor, else by the years it names, but for ends to come ("by 2050")."""
    if anchor is not None:
        return Now(anchor, anchor.year)
    return Now(None, max((int(found[1]) for found in _NAMED_YEAR.finditer(text)), default=0))


@cache
def _cues() -> list[tuple[CueScope, bool, re.Pattern[str]]]:
    return read_table(_HERE, "scope_cues.tsv", 3, _make_cue)


def _make_cue(cells: list[str]) -> tuple[CueScope, bool, re.Pattern[str]]:
    scope: CueScope = choose_word(cells[0].removesuffix("!"), get_args(CueScope))
    pattern = _NAMED.sub(lambda named: _words()[choose_word(named[1], _words())], cells[1])
    return scope, cells[0].endswith("!"), re.compile(pattern)


@cache
def _words() -> dict[str, str]:
    """What a name in a pattern stands for, as alternatives."""
    return {name: "|".join(split_list(words)) for name, words in read_rows(_HERE, "scope_words.tsv", 2)}


def read_signs(
    text: str, sentences: list[tuple[int, int]], index: int, dates: Sequence[DateMention], now: Now
) -> list[Sign]:
    """The signs of a sentence by its index, with offsets into it; dates: those of the sentence."""
    start, end = sentences[index]
    words = text[start:end].replace("\n", " ")
    # one letter alone grows when it is made small; in lower case the patterns take half the time
    return (
        _read_cues(words.replace("\u0130", "I").lower(), now)
        + _carried(text, sentences, index)
        + of_the_past(text, start, dates, now.anchor)
    )


def _read_cues(sentence: str, now: Now) -> list[Sign]:
    """What a sentence's words speak for.

    A year is no sign of the past when it is the anchor's own; without an anchor every stated year is.
    """
    found: list[Sign] = []
    for scope, certain, pattern in _cues():
        for match in pattern.finditer(sentence):
            year = _YEAR.search(match.group())
            dated = scope == "background" and year is not None
            age = now.year - int(year.group()) if dated and year is not None else 0
            if not dated or now.anchor is None or age > 0:
                old = dated and age >= (_OVER if now.anchor else _LONG_OVER)
                found.append(Sign(scope, *match.span(), certain=certain or old))
    return found


def reaches(sign: Sign, sentence: str, start: int, end: int, cue: str = "") -> bool:
    """Whether a sign speaks of what stands at start:end of its sentence. cue: the word that says they were harmed.

    It does if no other clause begins between them but one that dates itself.

    "In May 1983, when a bomb killed six": the date is that of its own "when".
    """
    if _stands_beside(sign, sentence, end):
        return False
    if sign.scope in {"other_event", "illness"}:
        return True
    between = sentence[sign.end : start] if sign.end <= start else sentence[end : sign.end]
    if sign.end > start and _BRINGING.search(between):
        return False  # "a guard was killed, bringing the year's toll to nine" speaks of what follows
    if sign.end <= start and sign.scope == "background" and _BRINGING.search(between):
        return False  # "a man hurt last week has died, taking the toll to nine"
    between = _SAME_SUBJECT.sub(" ", between) if sign.end <= start else sentence[end : sign.start]
    beside = bool(cue) and 0 <= sentence.lower().find(cue, end) < sign.start
    if sign.end > start and not beside and between.startswith(",") and _ASIDE_ENDS.match(sentence, sign.end):
        return False  # "A clerk, jailed in 2009 for smuggling, was killed": the date is of the words between the commas
    dated = _WHEN.match(between) if sign.end <= start else None
    return _BREAK.search(between, dated.end() if dated else 0) is None


def _stands_beside(sign: Sign, sentence: str, end: int) -> bool:
    """Whether a sign speaks of what is told beside the figure that ends at `end`, and not of the figure."""
    if sign.scope in _OF_A_PERIOD or _HONOURED.match(sentence, sign.start):
        return _BESIDE.search(sentence, end, sign.end) is not None
    told_so = sign.scope in {"background", "period"}
    return told_so and stands_behind(sentence, end, sign.start)


def _carried(text: str, sentences: list[tuple[int, int]], index: int) -> list[Sign]:
    """The scope that "it" carries over from the sentence before."""
    taken = _IT_HAS.match(text[slice(*sentences[index])]) if index else None
    opened = taken and _WAR_OPENS.match(text[slice(*sentences[index - 1])])
    return [Sign("cumulative", *taken.span(), certain=True)] if taken and opened else []


def days_ago(
    span: tuple[int, int], text: str, sentence: tuple[int, int], dates: Sequence[DateMention], anchor: date | None
) -> int | None:
    """Days to the anchor from the nearest day, among the dates of a sentence, that speaks of what stands at `span`."""
    start, words = sentence[0], text[slice(*sentence)]
    nearest: tuple[int, int] | None = None
    for d in dates:
        if anchor is None or d.first_day is None or d.last_day is None:
            continue
        if d.last_day > anchor or (d.last_day - d.first_day).days > 1:
            continue
        if reaches(Sign("background", d.start - start, d.end - start), words, span[0] - start, span[1] - start):
            apart = max(d.start - span[1], span[0] - d.end)
            found = apart, (anchor - d.last_day).days
            nearest = min(nearest, found) if nearest else found
    return nearest[1] if nearest else None


def of_the_past(text: str, start: int, dates: Sequence[DateMention], anchor: date | None) -> list[Sign]:
    """The dates of a sentence that opens at start whose days lie long before the anchor."""
    signs = []
    for d in dates:
        if anchor is None or d.type == "TIME" or d.last_day is None:
            continue
        age = (anchor - d.last_day).days
        if age >= 0 and d.first_day is not None and (d.last_day - d.first_day).days >= _PERIOD:
            signs.append(Sign("period", d.start - start, d.end - start, certain=True))
        if age > _LONG_PAST and not _OPEN_DATE.search(text, max(0, d.start - 12), d.start):
            signs.append(Sign("background", d.start - start, d.end - start, certain=age > _OVER * 365, dated=True))
    return signs
