"""Words as numbers: what of a text linking compares, four bytes a word, so that whole stories can be shuffled."""

from __future__ import annotations

import re
import unicodedata
import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Shingles = NDArray[np.uint64]

SHINGLE = 5
"""Words of a shingle: shorter ones are phrases that anybody writes, longer ones are lost to a single changed word."""

_WORD = re.compile(r"([^\W_]+(?:['’.,-][^\W_]+)*)")
_MOST = 20_000
"""Words of a text that are read: no story is longer, and what a page holds must not grow without end."""

_ODD = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD],
                dtype=np.uint64)  # fmt: skip
"""One odd multiplier a place in the shingle; any would do."""


@lru_cache(maxsize=1 << 16)
def number_of(word: str) -> int:
    """The number of a word, the same in every run; case and accents are ignored, as agencies print names without."""
    return zlib.crc32(fold(word).encode("utf-8", "surrogatepass"))


def fold(name: str) -> str:
    """A word or name in lower case without accents: "petropolis" for "Petrópolis"."""
    if name.isascii():
        return name.lower()
    return "".join(mark for mark in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(mark))


def number_words(text: str) -> tuple[Numbers, Numbers]:
    """The words of a text as numbers, and the code points where they begin; of a text without end, its beginning."""
    parts = _WORD.split(text, maxsplit=_MOST)  # what stands between words, and words, by turns
    words = parts[1::2]
    ends = np.cumsum(np.fromiter(map(len, parts), dtype=np.uint32, count=len(parts)), dtype=np.uint32)
    return np.fromiter(map(number_of, words), dtype=np.uint32, count=len(words)), ends[:-1:2]


def read_numbers(stored: bytes) -> Numbers:
    """Numbers as a story holds them."""
    return np.frombuffer(stored, dtype="<u4")


def shingles_of(words: Numbers) -> Shingles:
    """A number for each run of SHINGLE words, in their order; fewer words have none."""
    count = len(words) - SHINGLE + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for place, odd in enumerate(_ODD):
        mixed ^= (words[place : place + count].astype(np.uint64) + np.uint64(1)) * odd
    mixed ^= mixed >> np.uint64(29)
    mixed *= _ODD[0]
    return mixed ^ (mixed >> np.uint64(32))
