"""Find the people whom a model passed over or cut short: who speaks, and who stands behind a title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from transforms.mentions.entities.cues import read_last_word, read_name
from transforms.mentions.entities.known import read_known
from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.trimming import drop_titles, is_title
from transforms.mentions.entities.wordlists import read_words
from transforms.text.letters import LOWER, UPPER
from transforms.text.packaged import read_words as read_packaged
from transforms.text.speech_verbs import match_speech_verbs

_WORD = rf"[{UPPER}][{LOWER}](?:[\w'’-]*[{LOWER}])?"
_MORE = rf"(?: (?:(?:al|el|bin|ibn|de|da|dos|van|von|der) |al-|el-)?{_WORD})"
_SPEAKS = re.compile(
    rf"(?:^|[.!?,][”\"]? |\n|[”\"] )(?P<name>{_WORD}{_MORE}{{1,3}})(?<!['’]s) {match_speech_verbs('attribution')}\b",
    re.MULTILINE,
)
"""Somebody who speaks at the head of a sentence or behind a comma."""
_TITLED = re.compile(rf"(?<![\w'’-])(?P<name>{_WORD}{_MORE}{{1,5}})(?<!['’]s)(?![\w-])")
"""A title of up to three words, and the name."""


def find_speakers(text: str, read: Iterable[Span]) -> Iterator[Span]:
    """Yield the names in full before a verb of saying, and behind a title: a guess, good where nobody has a better one.

    read: what is found already; a person's name of several words is whole there, but behind a title ("Minister Dal Ebb
    Dorn"). No word of them is one of a body's, or a place that gazetteers know.
    """
    whole = {one.end for one in read if one.label == "PERSON" and " " in text[one.start : one.end]}
    for found in _SPEAKS.finditer(text):
        if found.end("name") not in whole:
            yield from _list_person(text, *found.span("name"))
    for found in _TITLED.finditer(text):
        start, end = drop_titles(text, *found.span("name"))
        if start > found.start("name") and not text.endswith("of ", 0, found.start("name")):
            yield from _list_person(text, start, end)


def _list_person(text: str, start: int, end: int) -> Iterator[Span]:
    start, end = drop_titles(text, start, end)
    words = text[start:end].split(" ")
    if len(words) > 1 and read_name(" ".join(words))[1] is None and not any(map(_is_no_part, words)):
        yield Span(start, end, "PERSON")


@cache
def _openers() -> frozenset[str]:
    return frozenset(read_packaged("transforms.text", "openers.txt"))


def _is_no_part(word: str) -> bool:
    small = word.lower()
    is_other = small in read_words("not_names.txt") or small in _openers() or is_title([word])
    return is_other or read_last_word(word) is not None or word in read_known()
