"""Cut texts of any length into chunks that a model reads safely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LIMIT = 6_000
"""Characters a chunk, about a newspaper article: bounds what a batch holds in memory."""

_GLUED = re.compile(r"\S{120,}")
"""No name is that long: a data dump, a URL, or a script that puts no spaces between words."""
_BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?])\s"), re.compile(r"\s"))


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the text that begins at the code point `start`."""

    start: int
    text: str


def cut_chunks(text: str) -> Iterator[Chunk]:
    """Yield the text in chunks of at most LIMIT characters, cut at a paragraph, else a line, a sentence, a space.

    Runs of 120 characters without a space are left out: they hold no name and cost the tokeniser quadratic time.
    """
    at = 0
    for glued in _GLUED.finditer(text):
        yield from _cut(text, at, glued.start())
        at = glued.end()
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
