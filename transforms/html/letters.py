"""Kinds of letters in many texts at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

OTHER, LETTER, UPPER, DIGIT, MARK, COMMA, CODE, QUOTE = range(8)
KINDS = 8
SIGNS = {MARK: ".!?;:。！？", COMMA: ",", CODE: "{}[]\\=<>_#", QUOTE: "\"“„«'‘"}
LAST = 0xFFFF
"""Code points beyond are taken for this one, which is no character."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Counts, one a text. marks: of sentences; code: signs that programs hold. start: 0 for a text that begins with a
    letter, 1 with a quotation mark, 2 with anything else.
    """

    upper: NDArray[np.int64]
    digits: NDArray[np.int64]
    marks: NDArray[np.int64]
    commas: NDArray[np.int64]
    code: NDArray[np.int64]
    start: NDArray[np.float64]


@cache
def load_kinds() -> NDArray[np.uint8]:
    """The kind of each code point up to LAST."""
    kinds = np.zeros(LAST + 1, dtype=np.uint8)
    for code in range(LAST):
        letter = chr(code)
        if letter.isalpha():
            kinds[code] = UPPER if letter.isupper() else LETTER
        elif letter.isdigit():
            kinds[code] = DIGIT
    for kind, signs in SIGNS.items():
        kinds[[ord(sign) for sign in signs]] = kind
    return kinds


def count_letters(texts: list[str]) -> Letters:
    """What each of these texts, none empty, holds: all in one table look-up, a loop over texts would take five times as
    long.
    """
    sizes = np.array([len(text) for text in texts])
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = load_kinds()[np.minimum(codes, LAST)]
    owners = np.repeat(np.arange(len(texts)) * KINDS, sizes)
    counts = np.bincount(owners + kinds, minlength=len(texts) * KINDS).reshape(-1, KINDS).T
    first = kinds[np.cumsum(sizes) - sizes]
    start = np.where((first == LETTER) | (first == UPPER), 0.0, np.where(first == QUOTE, 1.0, 2.0))
    return Letters(counts[UPPER], counts[DIGIT], counts[MARK], counts[COMMA], counts[CODE], start)
