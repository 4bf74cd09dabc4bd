"""Scope by rule: what the words of its sentence say a figure is a count of."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from transforms.mentions.casualties.lexicon import lexicon, read_lines
from transforms.mentions.casualties.proposing import Figure

_YEAR = re.compile(r"\b(?:1[789]|20)\d\d\b")


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in read_lines("scope_cues.tsv"))
    return tuple((scope, re.compile(pattern, re.IGNORECASE)) for scope, pattern in rows)


def read_scopes(sentence: str, anchor: date | None) -> dict[str, tuple[int, str]]:
    """Scopes that a sentence's words speak for: scope -> (offset in the sentence, the words).

    A year is no sign of the past when it is the anchor's own; without an anchor every stated year is.
    """
    found: dict[str, tuple[int, str]] = {}
    for scope, pattern in _cues():
        if scope in found:
            continue
        for match in pattern.finditer(sentence):
            year = _YEAR.search(match.group())
            if scope == "background" and year and anchor is not None and int(year.group()) >= anchor.year:
                continue
            found[scope] = (match.start(), match.group())
            break
    return found


def is_animal(figure: Figure, text: str) -> bool:
    """Whether the figure counts animals: its head noun is one."""
    return figure.head in lexicon().animals


def judge_scopes(text: str, sentences: list[tuple[int, int]], figures: list[Figure], anchor: date | None) -> None:
    """Give every figure its scope by rule and the words that speak for it, in place; "event" where nothing does."""
    read: dict[int, dict[str, tuple[int, str]]] = {}
    for figure in figures:
        index = figure.sentence
        if index not in read:
            start, end = sentences[index]
            read[index] = read_scopes(" ".join(text[start:end].split()), anchor)
        figure.cues = {scope: words for scope, (_, words) in read[index].items()}
        if figure.scope != "event":
            continue
        if figure.hypothetical:
            figure.scope, figure.why = "hypothetical", "may not have happened"
        elif figure.negated:
            figure.scope, figure.why = "denied", "said not to have happened"
        else:
            for scope in ("rate", "cumulative", "illness", "background", "other_event"):
                if scope in figure.cues:
                    figure.scope, figure.why = scope, figure.cues[scope]
                    break
