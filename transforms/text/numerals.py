"""Numerals: the whole numbers that a text writes in digits, in English words, or in both ("1.2 million")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from transforms.text.packaged import read_table

# Longer runs of digits are telephone and account numbers, and int() of a hostile megabyte takes minutes.
_MAX_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Numeral:
    """A whole number in a text. start, end: code points, end exclusive."""

    start: int
    end: int
    value: int


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    kind: str  # unit, teen, ten, scale, dozen, half, part, and_half, article, digits, decimal
    value: Decimal


@cache
def _words() -> dict[str, tuple[int, str]]:
    return dict(read_table("transforms.text", "numerals.tsv", 3, _read_word))


def _read_word(cells: list[str]) -> tuple[str, tuple[int, str]]:
    word, value, kind = cells
    return word, (int(value), kind)


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted(_words(), key=len, reverse=True))
    digits = r"(?<![^\W_])(?<![0-9][.:/])(?<![A-Za-z]-)(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)"
    after = r"(?:\.[0-9]++)?+(?![:/.]?[0-9]|[^\W_])"
    half = r"half[ -](?:an?[ -])?dozen"
    scales = "hundred|thousand|million|billion"
    part = rf"(?:half|(?:a )?quarter of|three[ -]quarters of)[ -]an?[ -](?:{scales})"
    and_half = rf"and a half(?=[\s-](?:{scales})\b)"
    article = r"an?(?=[\s-](?:hundred|thousand|million|billion|dozen)\b)"
    kinds = {"half": half, "part": part, "and_half": and_half, "article": article, "word": words}
    spelt = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
    return re.compile(rf"(?P<digits>{digits}{after})|\b(?:{spelt})\b", re.IGNORECASE)


_PARTS = {"three": Decimal("0.75"), "quarter": Decimal("0.25"), "half": Decimal("0.5")}
_VALUES = {"half": Decimal(6), "and_half": Decimal("0.5"), "article": Decimal(1)}
# What a token may follow in one numeral.
_AFTER = {
    "and_half": {"unit", "teen", "ten", "digits"},
    "unit": {"ten", "scale"},
    "teen": {"scale"},
    "ten": {"scale"},
}
_LONGEST_JOINT = 12
_JOINT = re.compile(r"[ \t]*(?:\n[ \t]*)?-?(?:and[ \t\n]{1,3})?", re.IGNORECASE)


def _tokens(text: str) -> Iterator[_Token]:
    for found in _pattern().finditer(text):
        kind, surface = str(found.lastgroup), found.group()
        if kind == "digits":
            number = surface.replace(",", "")
            if len(number) > _MAX_DIGITS:
                continue
            yield _Token(found.start(), found.end(), "decimal" if "." in number else "digits", Decimal(number))
        elif kind == "word":
            value, word_kind = _words()[surface.lower()]
            yield _Token(found.start(), found.end(), word_kind, Decimal(value))
        elif kind == "part":
            share = next(share for word, share in _PARTS.items() if word in surface.lower())
            yield _Token(found.start(), found.end(), kind, share * _words()[re.split("[ -]", surface.lower())[-1]][0])
        else:
            yield _Token(found.start(), found.end(), kind, _VALUES[kind])


class _Sum:
    """A numeral being read token by token: whole thousands, millions ... in `total`, the rest in `current`."""

    def __init__(self, token: _Token) -> None:
        self.start, self.end = token.start, token.end
        self.total, self.current, self.last = Decimal(0), token.value, token.kind
        self.scale = Decimal(10**18)  # the last scale that closed a group; the next one must be smaller

    def accepts(self, token: _Token, gap: str) -> bool:
        """Whether the token goes on with this numeral; `gap` is the text between, lower case."""
        if self.last in {"dozen", "half", "part"} or not (gap and _JOINT.fullmatch(gap)):
            return False
        if "and" in gap and (self.last != "scale" or token.kind in {"scale", "dozen", "digits", "decimal"}):
            return False
        if token.kind in _AFTER:
            return self.last in _AFTER[token.kind] and token.value > 0
        if token.kind == "scale":
            return token.value < self.scale if token.value > 100 else 0 < self.current < 100
        return token.kind == "dozen" and self.total == 0 and self.last != "scale"

    def add(self, token: _Token) -> None:
        self.end, self.last = token.end, "decimal" if token.kind == "and_half" else token.kind
        if token.kind == "dozen" or (token.kind == "scale" and token.value == 100):
            self.current *= token.value
        elif token.kind == "scale":
            self.total, self.current, self.scale = (
                self.total + (self.current or 1) * token.value,
                Decimal(0),
                token.value,
            )
        else:
            self.current += token.value

    def numeral(self) -> Numeral | None:
        value = self.total + self.current
        if self.last in {"article", "decimal"} or value != value.to_integral_value():
            return None
        return Numeral(self.start, self.end, int(value))


def find_numerals(text: str) -> list[Numeral]:
    """Every whole number of the text, in its order; takes any string, never raises, linear time.

    "twenty-three", "two hundred and five", "1,080", "1.2 million", "a hundred", "half a million", "two and a half
    thousand"; "a dozen" is 12 and "half a dozen" 6.
    Not read: ordinals, vague plurals ("dozens"), decimals, clock times, fractions and digits that are glued to letters
    ("M16", "SU-25", "20s"). A part of a date, an age or a sum of money is a numeral here: the caller looks round.
    """
    found: list[Numeral] = []
    reading: _Sum | None = None
    for token in _tokens(text):
        near = reading is not None and token.start - reading.end <= _LONGEST_JOINT
        if reading is not None and near and reading.accepts(token, text[reading.end : token.start].lower()):
            reading.add(token)
            continue
        if reading is not None and (numeral := reading.numeral()):
            found.append(numeral)
        reading = _Sum(token)
        if token.kind == "scale" and token.value > 100:
            reading.total, reading.current, reading.scale = token.value, Decimal(0), token.value
    if reading is not None and (numeral := reading.numeral()):
        found.append(numeral)
    return found


def parse_numeral(words: str) -> int | None:
    """The value of a string that is one whole number and nothing else, in any case ("Twenty-three"); None otherwise."""
    stripped = words.strip()
    found = find_numerals(stripped)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(stripped)):
        return found[0].value
    return None
