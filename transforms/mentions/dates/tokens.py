"""Words, numbers and signs of a text, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

# Runs of letters, runs of ASCII digits, else one sign at a time: no branch can back up, so the time is linear.
TOKEN = re.compile(r"[^\W\d_]+|[0-9]+|\S")
_SPACED_TOKEN = re.compile(r"(?:[^\W\d_]+|[0-9]+|\S)\s*")

# A text with a line wider than this is not wrapped by hand: each of its lines is a paragraph.
_WIDEST_WRAPPED_LINE = 120
_BLANK_LINE = re.compile(r"\n[^\S\n]*+\n")
_LINE_END = re.compile(r"\n")

_PLAIN_SIGNS = {"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "−": "-"}  # one for one: no place moves


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text in pieces: `words` as printed (curly apostrophes and long dashes made plain), and where each starts and
    ends (code points, end exclusive). apart: tokens that open a paragraph.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    apart: frozenset[int]

    def __len__(self) -> int:
        return len(self.words)

    def is_glued(self, index: int) -> bool:
        """Whether nothing stands between this token and the one before."""
        return index > 0 and self.starts[index] == self.ends[index - 1]

    def is_apart(self, index: int) -> bool:
        """Whether this token opens a paragraph: no expression reaches across."""
        return index in self.apart


def tokenise(text: str) -> Tokens:
    """Cut a text into tokens. Takes any string, gives them in order; white space is dropped. Never raises."""
    plain = text
    for sign, same in _PLAIN_SIGNS.items() if not text.isascii() else ():
        plain = plain.replace(sign, same)
    lead = len(text) - len(text.lstrip())
    pieces = _SPACED_TOKEN.findall(plain, lead)
    starts = list(accumulate(map(len, pieces), initial=lead))
    starts.pop()
    words = list(map(str.rstrip, pieces))
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    is_wrapped = max(map(len, text.split("\n"))) <= _WIDEST_WRAPPED_LINE
    breaks = _BLANK_LINE if is_wrapped else _LINE_END
    apart = frozenset(bisect_left(starts, match.end()) for match in breaks.finditer(text))
    return Tokens(text, words, starts, ends, apart)
