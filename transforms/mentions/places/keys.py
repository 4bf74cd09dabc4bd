"""The key under which a place name is looked up, so that spellings of one name meet."""

from __future__ import annotations

import re
import unicodedata

_PUNCTUATION = re.compile(r"[.'’‘`ʼʻ\"“”]")
_GAPS = re.compile(r"[\s\-‐‑–/,]+")
_SAINT = re.compile(r"\b(?:saint|sainte|ste)\b")
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def make_key(name: str) -> str:
    """Fold case, accents, stops, apostrophes, hyphens and "Saint": "St.-Étienne" is "st etienne"."""
    # decomposed first: a styled letter, such as a bold capital, has a case only as the plain letter that it stands for
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS))
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    spaced = _GAPS.sub(" ", _PUNCTUATION.sub("", bare)).strip()
    return _SAINT.sub("st", spaced)
