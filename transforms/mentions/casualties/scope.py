"""Scope by rule: what the words of its sentence say a figure is a count of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from schemas.mentions import DateMention
from transforms.mentions.casualties.lexicon import read_lines
from transforms.mentions.casualties.proposing import Figure
from transforms.text.sentences import sort_by_sentence

_BREAK = re.compile(r"[;:]|,[\"”]? (?:as|while|but|although|though|whereas|and|when|where) ", re.IGNORECASE)
# "The war began in spring. It has killed thousands": the pronoun carries the war's whole toll.
_WHEN = re.compile(r",? when ", re.IGNORECASE)
_IT_HAS = re.compile(
    r"^\W*(?:it|this) (?:has|had) (?:\w+ ){0,2}?(?:killed|claimed|cost|left|displaced|driven|wounded)\b", re.IGNORECASE
)
_WAR_OPENS = re.compile(
    r"^\W*(?:the|this|a) (?:[\w'’-]+ ){0,3}?(?:war|conflict|insurgency|uprising|rebellion|famine|epidemic)\b",
    re.IGNORECASE,
)
_LONG_PAST = 10  # days before the anchor; what is older is seldom the news
_OPEN_DATE = re.compile(r"\b(?:since|until|till|from)\W+$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[789]|20)\d\d\b")


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in read_lines("scope_cues.tsv"))
    return tuple((scope, re.compile(pattern, re.IGNORECASE)) for scope, pattern in rows)


def read_scopes(sentence: str, anchor: date | None) -> list[tuple[str, int, int]]:
    """Scopes that a sentence's words speak for, with the span of the words: (scope, start, end).

    A year is no sign of the past when it is the anchor's own; without an anchor every stated year is.
    """
    found: list[tuple[str, int, int]] = []
    for scope, pattern in _cues():
        for match in pattern.finditer(sentence):
            year = _YEAR.search(match.group())
            if scope == "background" and year and anchor is not None and int(year.group()) >= anchor.year:
                continue
            found.append((scope, match.start(), match.end()))
    return found


def _reaches(sentence: str, cue: tuple[str, int, int], start: int, end: int) -> bool:
    """Whether a cue speaks of what stands at start:end: no other clause begins between them but one that dates itself.

    "In May 1983, when a bomb killed six": the date is that of its own "when".
    """
    between = sentence[cue[2] : start] if cue[2] <= start else sentence[end : cue[1]]
    dated = _WHEN.match(between) if cue[2] <= start else None
    return _BREAK.search(between, dated.end() if dated else 0) is None


def _carried(text: str, sentences: list[tuple[int, int]], index: int) -> list[tuple[str, int, int]]:
    """The scope that "it" carries over from the sentence before, with the span of the words that take it up."""
    taken = _IT_HAS.match(text[slice(*sentences[index])]) if index else None
    opened = taken and _WAR_OPENS.match(text[slice(*sentences[index - 1])])
    return [("cumulative", taken.start(), taken.end())] if taken and opened else []


def _of_the_past(
    text: str, start: int, dates: Sequence[DateMention], anchor: date | None
) -> list[tuple[str, int, int]]:
    """The dates of a sentence that opens at start whose days lie long before the anchor, with their span in it."""
    return [
        ("background", d.start - start, d.end - start)
        for d in dates
        if anchor is not None and d.type == "DATE" and d.last_day is not None
        and (anchor - d.last_day).days > _LONG_PAST and not _OPEN_DATE.search(text, max(0, d.start - 12), d.start)
    ]  # fmt: skip


def judge_scopes(
    text: str,
    sentences: list[tuple[int, int]],
    figures: list[Figure],
    anchor: date | None,
    dates: Sequence[DateMention] = (),
) -> None:
    """Give every figure its scope by rule and the words that speak for it, in place; "event" where nothing does."""
    days = sort_by_sentence(dates, sentences)
    read: dict[int, list[tuple[str, int, int]]] = {}
    for figure in figures:
        start, end = sentences[figure.sentence]
        sentence = text[start:end].replace("\n", " ")
        if figure.sentence not in read:
            read[figure.sentence] = read_scopes(sentence, anchor) + _carried(text, sentences, figure.sentence)
            read[figure.sentence] += _of_the_past(text, start, days.get(figure.sentence, []), anchor)
        for cue in read[figure.sentence]:
            if cue[0] in {"other_event", "illness"} or _reaches(
                sentence, cue, figure.victims[0] - start, figure.victims[1] - start
            ):
                figure.cues.setdefault(cue[0], sentence[cue[1] : cue[2]])
        if figure.scope != "event":
            continue
        if figure.hypothetical:
            figure.scope, figure.why = "hypothetical", "may not have happened"
        elif figure.negated:
            figure.scope, figure.why = "denied", "said not to have happened"
        else:
            order = ("illness", "rate", "cumulative", "background", "other_event")
            for scope in order if figure.kind in {"single", "name", "bare"} else order[1:]:
                if scope in figure.cues:
                    figure.scope, figure.why = scope, figure.cues[scope]
                    break
