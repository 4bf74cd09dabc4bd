"""The keys under which a place name is looked up, so that spellings of one name meet."""

from __future__ import annotations

import re
import unicodedata

_PUNCTUATION = re.compile(r"[.'’‘`ʼʻ\"“”]")
_GAPS = re.compile(r"[\s\-‐‑–/,]+")
_SAINT = re.compile(r"\b(?:saint|sainte|ste)\b")
_ARTICLE = re.compile(r"(?:^|(?<= ))[ae](?:l|r|s|t|d|z|n|sh) (?=.)")
_LAST_H = re.compile(r"(?<=[a-z])h(?= |$)")
_DIGRAPHS = {"gh": "g", "kh": "k", "dh": "d", "th": "t", "ph": "f", "zh": "z", "tz": "z", "ts": "z", "q": "k", "c": "k"}
_DIGRAPH = re.compile("|".join(_DIGRAPHS))
_VOWEL = re.compile("[aeiouyw]")
_AGAIN = re.compile(r"(.)\1+")
_LEAST_SOUNDS = 4
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def make_key(name: str) -> str:
    """Fold case, accents, stops, apostrophes, hyphens and "Saint": "St.-Étienne" is "st etienne"."""
    # decomposed first: a styled letter, such as a bold capital, has a case only as the plain letter that it stands for
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS))
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    spaced = _GAPS.sub(" ", _PUNCTUATION.sub("", bare)).strip()
    return _SAINT.sub("st", spaced)


def make_sound_key(name: str) -> str:
    """Fold what transliterations differ in: articles, vowels, doubled letters, digraphs; nothing of too short a name.

    What is left are the consonants of each word: "Deir ez-Zor" and "Dayr az Zawr" are both "dr zr".
    """
    bare = _LAST_H.sub("", _ARTICLE.sub("", make_key(name)))
    words = _DIGRAPH.sub(lambda found: _DIGRAPHS[found[0]], bare).split()
    key = " ".join(_AGAIN.sub(r"\1", _VOWEL.sub("a", word[0]) + _VOWEL.sub("", word[1:])) for word in words)
    return key if len(key.replace(" ", "")) >= _LEAST_SOUNDS else ""
