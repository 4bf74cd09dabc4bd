"""What a line of scraped text says by itself."""

from __future__ import annotations

import math
import re
from functools import cache

from transforms.text.phrases import join_phrases, read_phrases

SENTENCE_END = re.compile(r"[.!?…。！？।؟]['\"”’»“)\]]*$")
LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_UPPER = re.compile("[A-ZÀ-ÖØ-ÞА-Я]")
_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"[{}\[\]\\=<>_#|]")
_QUOTES = "\"“„«'‘"
_PHRASE_WORDS = 70
"""A longer line is not judged by a phrase, but for what asks consent, which is long."""

_PHRASE_CHARS = 400
"""A phrase is looked for this far into a line."""

_PARAGRAPH_WORDS, SENTENCE_WORDS, REMARK_WORDS = 20, 10, 5

TEXT_NAMES = (
    "words", "word_length", "sentence_end", "open_end", "marks", "commas", "upper", "digits", "code", "lower_start",
    "quote_start",
)  # fmt: skip

_FRAMES = {
    "begins": ("^(?:", ")"),
    "word": ("^(?:", r")\b"),
    "label": ("^(?:", r")\b.{0,30}$"),
    "anywhere": ("", ""),
}
"""Where the phrases of line_words.tsv stand in a line."""


@cache
def load_line_words() -> dict[str, re.Pattern[str]]:
    """Kinds of furniture and their patterns, in the order in which line_words.tsv first names them."""
    return join_phrases(read_phrases("transforms.text", "line_words.tsv", places=_FRAMES), _FRAMES)


def weigh_lines(lines: list[str], words: list[int]) -> list[float]:
    """How much each line looks like a paragraph (above 0) or like furniture (below). words: of each line.

    A long line that ends no sentence is a paragraph only where most of them do not: in scripts without full stops.
    """
    ended = [bool(SENTENCE_END.search(line)) for line in lines]
    long = [end for end, count in zip(ended, words, strict=True) if count >= _PARAGRAPH_WORDS]
    loose = 1.0 if sum(long) * 2 < len(long) else -0.5
    weights = []
    for end, count in zip(ended, words, strict=True):
        if end and count >= SENTENCE_WORDS:
            weights.append(min(count, 60) / 10)
        elif end and count >= REMARK_WORDS:
            weights.append(0.4)
        else:
            weights.append(loose if count >= _PARAGRAPH_WORDS and not end else -1.0)
    return weights


def describe_text(line: str, words: int) -> list[float]:
    """The numbers of TEXT_NAMES for one line."""
    size = len(line)
    sample = line[:200]
    head = line[0]
    return [
        math.log1p(words),
        size / words,
        1.0 if SENTENCE_END.search(line) else 0.0,
        1.0 if line.endswith((":", "…", "...", "»", ">", "→")) else 0.0,
        sum(map(line.count, ".!?;")) / words,
        line.count(",") / words,
        len(_UPPER.findall(sample)) / len(sample),
        len(_DIGIT.findall(sample)) / len(sample),
        len(_CODE.findall(sample)) / len(sample),
        1.0 if head.islower() else 0.0,
        0.0 if head.isalpha() else (1.0 if head in _QUOTES else 2.0),
    ]


def find_phrases(line: str, words: int) -> list[float]:
    """For each kind of furniture 1 when the line says what that kind does."""
    lowered = line[:_PHRASE_CHARS].lower()
    return [
        1.0 if (words <= _PHRASE_WORDS or kind == "consent") and pattern.search(lowered) else 0.0
        for kind, pattern in load_line_words().items()
    ]
