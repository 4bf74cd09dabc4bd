"""Cut texts of any length into chunks that a model reads safely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LIMIT = 2_000
"""Characters a chunk, a long paragraph: bounds what a batch holds in memory."""

_GAP = re.compile(r"\n\s*\n|\S{120,}")
"""A blank line, or a run that no name is as long as: a data dump, a URL, a script without spaces between words."""
_BREAKS = (re.compile(r"\n"), re.compile(r"(?<=[.!?])\s"), re.compile(r"\s"))


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the text that begins at the code point `start`."""

    start: int
    text: str


def cut_chunks(text: str) -> Iterator[Chunk]:
    """Yield the text by paragraphs; one of more than LIMIT characters is cut at a line, else a sentence, a space.

    A name never goes over a blank line, and a model reads many short texts faster than one long one. Runs of 120
    characters without a space are left out: they hold no name and cost the tokeniser quadratic time.
    """
    at = 0
    for gap in _GAP.finditer(text):
        yield from _cut(text, at, gap.start())
        at = gap.end()
    yield from _cut(text, at, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[Chunk]:
    while end - start > LIMIT:
        cut = _find_break(text, start, start + LIMIT)
        yield Chunk(start, text[start:cut])
        start = cut
    if text[start:end].strip():
        yield Chunk(start, text[start:end])


def _find_break(text: str, start: int, end: int) -> int:
    """Give the last break in the second half of the stretch, the best kind there is; its end where there is none."""
    for kind in _BREAKS:
        breaks = [found.end() for found in kind.finditer(text, start + LIMIT // 2, end)]
        if breaks:
            return breaks[-1]
    return end
