"""Sentences: where each begins and ends, for news copy in mixed or upper case, wrapped or not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from statistics import median
from typing import Protocol, TypeVar

from transforms.text.packaged import read_rows, read_words

# A line of hard-wrapped copy is at most this long; paragraphs printed one a line are longer in the median.
_WRAP_WIDTH = 90

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
# A stop with the quotes and brackets that close over it, then white space and what opens the next sentence; or a stop
# to which the next sentence is glued, as scraping leaves them ("was hurt.Police said").
_STOP = re.compile(
    r"""
    (?P<stop> [.!?\u2026]{1,8}+ )
    (?P<close> [\"'\u201d\u2019\u201c\u00bb)\]]{0,4}+ )
    (?:
        (?P<gap> \s++ ) (?P<open> [\"'\u201c\u2018\u201e\u00ab(\[\-\u2013\u2014]{0,4}+ ) (?P<next> \S )
      | (?<=[a-z]{2}[.!?]) (?= [A-Z][a-z]+ [ ,] )
    )
    """,
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[^\s\"'\u201c\u2018(\[]{1,24}\Z")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")


@cache
def _abbreviations() -> dict[str, str]:
    return dict(read_rows("transforms.text", "abbreviations.tsv", 2))


@cache
def _openers() -> frozenset[str]:
    return frozenset(read_words("transforms.text", "openers.txt"))


def _is_wrapped(text: str) -> bool:
    """Whether the lines of the text were broken at a width, so that a single line feed is mere white space."""
    inner = [len(line) for block in _BLANK.split(text) for line in block.split("\n")[:-1]]
    return len(inner) > 1 and max(inner) <= 2 * _WRAP_WIDTH and 40 <= median(inner) <= _WRAP_WIDTH


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans between blank lines, or between any line feeds when the text is not wrapped."""
    breaks = _BLANK if _is_wrapped(text) else re.compile(r"\n")
    start = 0
    for found in breaks.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _opens(text: str, at: int) -> bool:
    word = _WORD_AFTER.match(text, at, at + 24)
    return word is not None and word.group().lower() in _openers()


def _ends_here(text: str, found: re.Match[str], block_start: int) -> bool:
    """Whether the stop ends its sentence: looks at the word before and at what comes next."""
    following, at = found["next"], found.start("next")
    if found["gap"] is None or found["stop"] != "." or found["close"]:
        return found["gap"] is None or not following.islower()
    before = _WORD_BEFORE.search(text, max(block_start, found.start() - 24), found.start())
    if before is None or following.islower():
        return not following.islower()
    word = before.group()
    kind = _abbreviations().get(word.lower())
    if kind in {"number", "month"}:
        return not following.isdigit()
    if kind == "maybe" and not word[0].isupper() and word != "etc":
        return True
    initial = len(word) == 1 and word.isalpha() and word != "I"
    if kind == "maybe" or initial or _DOTTED.fullmatch(word):
        return _opens(text, at)
    return kind != "never"


@lru_cache(maxsize=1)
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans (start, end) of the sentences in code points, end exclusive, without white space at either end.

    In order, disjoint, and all that lies between them is white space. A blank line always ends a sentence; a single
    line feed does too unless the text is hard-wrapped. Stops after titles, initials, months before a day, "No. 3" and
    "U.S." inside a sentence do not end it. Any string will do; linear time. The last text's answer is remembered: the
    places of dates and the casualty figures of an article ask for it in turn.
    """
    spans: list[tuple[int, int]] = []

    def keep(start: int, end: int) -> None:
        trimmed = text[start:end].strip()
        if trimmed:
            first = start + (end - start) - len(text[start:end].lstrip())
            spans.append((first, first + len(trimmed)))

    for block_start, block_end in _blocks(text):
        start = block_start
        for found in _STOP.finditer(text, block_start, block_end):
            if _ends_here(text, found, block_start):
                keep(start, found.end("close"))
                start = found.end("close")
        keep(start, block_end)
    return tuple(spans)


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...


_Mention = TypeVar("_Mention", bound=_Spanned)


def sort_by_sentence(mentions: Iterable[_Mention], sentences: Sequence[tuple[int, int]]) -> dict[int, list[_Mention]]:
    """The mentions of each sentence, by the sentence's index; `sentences` are spans as split_sentences gives them."""
    starts = [start for start, _ in sentences]
    found: dict[int, list[_Mention]] = {}
    for mention in mentions:
        found.setdefault(bisect_right(starts, mention.start) - 1, []).append(mention)
    return found
