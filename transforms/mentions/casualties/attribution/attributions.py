"""Attributions: every speaker that a sentence names or stands a pronoun for, with the words that do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from transforms.mentions.casualties.attribution.patterns import (
    ACCORDING,
    CLOSES,
    INVERTED,
    PRONOUN,
    PUT,
    SAYING,
    WHEN,
)
from transforms.text.packaged import choose_word, read_table, split_list

_CUT = re.compile(
    r", (?:adding|and|but|while|as|with|who|which)\b| (?:who|which|that|as) |(?<!^a)(?<!^an)(?<!^the) \w{3,}ing "
)
_DATELINE = re.compile(r"^.*[\s)](?:[-–—]{1,2}|_) (?=\w)")
_ADVERB = re.compile(r" \w+ly$")
_HEAD_END = re.compile(r" (?:of|in|at|from|for|with|near|on) ")

_SpeakerSet = Literal["pronoun", "no_opening", "no_ending", "clause", "body"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that ascribe what is said. start, end: offsets in the sentence. who: None for a pronoun.

    side: -1 when it closes what was said, 1 when it opens it, 0 when it may do either. alone: "he" or "she".
    """

    start: int
    end: int
    who: str | None
    side: int
    alone: bool = False


def find_attributions(sentence: str) -> list[Attribution]:
    """Every attribution of a sentence without line breaks, in its order."""
    found: dict[int, Attribution] = {}
    for attribution in _all(sentence):
        taken = any(a.start < attribution.end and attribution.start < a.end for a in found.values())
        if not taken:
            found[attribution.start] = attribution
    return [found[start] for start in sorted(found)]


def _all(sentence: str) -> Iterator[Attribution]:
    for pattern in (PUT, SAYING):
        at = 0
        while (match := pattern.search(sentence, at)) is not None:
            who = _tidy(match["who"]) if _is_aside(match["aside"] or "") else None
            at = match.end() if who else max(match.start("who"), match.start() + 1)
            if who:
                yield Attribution(match.start("who"), match.end(), who, 1 if pattern is PUT else _side(sentence, at))
    for match in ACCORDING.finditer(sentence):
        who = _tidy(match["who"])
        if who:
            yield Attribution(match.start(), match.end(), who, -1 if match.start() else 1)
    for match in PRONOUN.finditer(sentence):
        alone = match["who"] is None or match["who"].lower() in {"he", "she"}
        yield Attribution(match.start(), match.end(), None, _side(sentence, match.end()), alone)
    for match in INVERTED.finditer(sentence):
        who = _tidy(match["who"])
        if who:
            yield Attribution(match.start() + 1, match.end(), who, -1)


def _is_aside(words: str) -> bool:
    """Whether what stands between commas says who somebody is, and is no clause of its own."""
    return words.startswith((", who ", ", which ", ", whose ")) or not _is_clause(words)


def are_many(who: str) -> bool:
    """Whether a speaker is several people or a body: "opposition activists", "residents of Dorn", "police"."""
    head = _HEAD_END.split(who)[0].split()[-1]
    return head.lower() in _words("body") or (head.islower() and head.endswith("s") and not head.endswith("ss"))


def _side(sentence: str, end: int) -> int:
    return -1 if CLOSES.match(sentence, end) else 1


def _tidy(who: str) -> str | None:
    """The speaker without times and asides; None when the words name nobody."""
    who = _DATELINE.sub("", " ".join(who.split()))
    who = WHEN.sub("", who).strip(" ,.'\"”’")
    if who.endswith(" and"):  # "the army dismissed this and said"
        who = re.split(r" \w+ed\b", who)[0]
    who = _ADVERB.sub("", who)
    who = _CUT.split(who)[0].removeprefix("by ").removeprefix("that ")
    words = who.lower().split()
    if not words or who.lower() in _words("pronoun"):
        return None
    if words[0] in _words("no_opening") or words[-1] in _words("no_ending"):
        return None
    if words[0].isdigit() or _is_clause(who):
        return None
    return who


def _is_clause(words: str) -> bool:
    """Whether a phrase has a verb or a harm in it, and so names no speaker."""
    return not _words("clause").isdisjoint(re.findall(r"\w+", words))


@cache
def _words(name: _SpeakerSet) -> frozenset[str]:
    rows = read_table("transforms.mentions.casualties.attribution", "speaker_words.tsv", 2, _make_set)
    return frozenset(word for kind, words in rows if kind == name for word in words)


def _make_set(cells: list[str]) -> tuple[_SpeakerSet, tuple[str, ...]]:
    name: _SpeakerSet = choose_word(cells[0], get_args(_SpeakerSet))
    return name, split_list(cells[1])
