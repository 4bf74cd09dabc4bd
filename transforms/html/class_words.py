"""What the names that a publisher gives to an element say of its part in the page."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

from transforms.text.packaged import read_rows, split_list

NAMED_ATTRIBUTES = frozenset(("class", "id", "itemprop", "role", "data-testid", "data-component", "data-type", "name"))
_MAX_CHARS = 400
"""Names are read to here."""

_MOST_KEPT = 1 << 16
"""Names whose parts are remembered."""

_NOTHING = "-"
_SPELLINGS = {"~": ("", "-"), "_": ("-", " ")}
"""What the marks in class_words.tsv stand for."""

_BORDERS = bytes(
    ord("-") if code in b"-_" else code if code >= 128 or chr(code).isalnum() else ord(" ") for code in range(256)
)
"""For each byte of UTF-8 what it counts as."""


@cache
def _load_parts() -> dict[str, list[str]]:
    """Each part of a page that class_words.tsv names, with the spellings of its words, in order; the part "-" too."""
    return {
        part: ["".join(spelt) for word in split_list(words) for spelt in product(*(_SPELLINGS.get(a, a) for a in word))]
        for part, words in read_rows("transforms.html", "class_words.tsv", 2)
    }


@cache
def list_parts() -> tuple[str, ...]:
    """The parts in the order of their bits."""
    return tuple(part for part in _load_parts() if part != _NOTHING)


@cache
def part_bit(part: str) -> int:
    """The bit that stands for a part in what NAME_BITS holds."""
    return 1 << list_parts().index(part)


@cache
def _load_words() -> tuple[re.Pattern[str], dict[str, int]]:
    """A pattern that finds the longest word at each letter, and the bits of each word and of those it begins with."""
    own: dict[str, int] = {}
    for part, words in _load_parts().items():
        for word in words:
            own[word] = own.get(word, 0) | (0 if part == _NOTHING else part_bit(part))
    meant = {word: bits and _gather_bits(word, own) for word, bits in own.items()}
    # All in a lookahead, so that a word may begin within another.
    return re.compile(f"(?=({join_words(list(own))}))"), meant


def _gather_bits(word: str, own: dict[str, int]) -> int:
    """The bits of a word and of those it begins with."""
    bits = 0
    for start, mask in own.items():
        if word.startswith(start):
            bits |= mask
    return bits


def join_words(words: list[str]) -> str:
    """A pattern of the longest of these words, as a tree of their letters: regular expressions try a plain list of
    alternatives one by one.
    """
    tails: dict[str, list[str]] = {}
    for word in words:
        if word:
            tails.setdefault(word[0], []).append(word[1:])
    if not tails:
        return ""
    branches = [re.escape(letter) + join_words(rest) for letter, rest in tails.items()]
    joined = branches[0] if len(branches) == 1 and "" not in words else f"(?:{'|'.join(branches)})"
    return joined + "?" if "" in words else joined


class _NameBits(dict[str, int]):
    """The parts that names speak of, one bit each, worked out when first asked for and remembered: a site's templates
    use the same few hundred names on every page.
    """

    def __missing__(self, names: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        pattern, meant = _load_words()
        bits = 0
        # A border at each end, and one where several meet.
        bordered = (
            f" {names[:_MAX_CHARS].lower()} ".encode().translate(_BORDERS).replace(b"--", b"-").replace(b"--", b"-")
        )
        for word in pattern.findall(bordered.decode()):
            bits |= meant[word]
        if len(names) <= _MAX_CHARS:
            self[names] = bits
        return bits


NAME_BITS = _NameBits()
