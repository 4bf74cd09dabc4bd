"""Words, numbers and signs of a text, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

# Runs of letters, runs of ASCII digits, else one sign at a time: no branch can back up, so the time is linear.
TOKEN = re.compile(r"[^\W\d_]+|[0-9]+|\S")

# A text with a line wider than this is not wrapped by hand: each of its lines is a paragraph.
WIDEST_WRAPPED_LINE = 120
BLANK_LINE = re.compile(r"\n[^\S\n]*+\n")
LINE_END = re.compile(r"\n")

APOSTROPHES = str.maketrans("’‘ʼ–—−", "'''---")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text in pieces: `words` as printed (curly apostrophes and long dashes made plain), `lowered`, and where each
    starts and ends (code points, end exclusive). apart: tokens that open a paragraph.
    """

    text: str
    words: list[str]
    lowered: list[str]
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
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    for match in TOKEN.finditer(text):
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        words.append(match[0])
    if not text.isascii():
        words = [word.translate(APOSTROPHES) if len(word) == 1 else word for word in words]
    is_wrapped = max(map(len, text.split("\n"))) <= WIDEST_WRAPPED_LINE
    breaks = BLANK_LINE if is_wrapped else LINE_END
    apart = frozenset(bisect_left(starts, match.end()) for match in breaks.finditer(text))
    return Tokens(text, words, [word.lower() for word in words], starts, ends, apart)
