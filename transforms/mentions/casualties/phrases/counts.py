"""Counts: the numbers and inexact words that open a noun phrase, with their qualifier and bounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from schemas.mentions import Qualifier
from transforms.mentions.casualties.bounds import Bounds
from transforms.mentions.casualties.words.lexicon import lexicon
from transforms.mentions.casualties.words.tokens import Token

_LONGEST_QUALIFIER = 3
_DEFINITE = {"the", "all", "these", "those", "both"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count in the text. first, last: its tokens with the qualifier, last exclusive; at: the number itself.

    numeral: whether a number states it, and not a word like "dozens".
    """

    first: int
    at: int
    last: int
    bounds: Bounds
    numeral: bool
    definite: bool


def read_count(tokens: list[Token], at: int) -> Count | None:
    """The count whose number or inexact word opens at token `at`, with the qualifier to its left; None without one."""
    stated = _number_at(tokens, at)
    if stated is None:
        return None
    last, low, high, numeral = stated
    first, said = _qualifier_before(tokens, at)
    qualifier: Qualifier = "exact" if numeral else "vague"
    if numeral and low != high:
        qualifier = "range"
    elif said != "exact" and (numeral or said == "at_least"):
        qualifier = said
    definite = any(t.low in _DEFINITE for t in tokens[first:at]) or any(
        place > 0 and tokens[place - 1].low == "the" for place in (first, at)
    )
    bounds = _bounds(low, high, qualifier)
    return Count(first=first, at=at, last=last, bounds=bounds, numeral=numeral, definite=definite)


@cache
def _openers() -> frozenset[str]:
    """The first words of all inexact numbers."""
    return frozenset(words.split(" ", 1)[0] for words in lexicon().bounds)


def _number_at(tokens: list[Token], at: int) -> tuple[int, int | None, int | None, bool] | None:
    """(Token after, low, high, is a numeral) of a number, a range of numbers or an inexact word."""
    token = tokens[at]
    if token.kind == "num":
        after = at + 1
        joints = {"to", "-", "–", "or", "and"} if at and tokens[at - 1].low == "between" else {"to", "-", "–", "or"}
        if at and tokens[at - 1].low == "from" and any(t.cue and "toll" in t.cue.frames for t in tokens[:at]):
            joints = set()  # "the toll rose from 30 to 41"
        if after + 1 < len(tokens) and tokens[after].low in joints and tokens[after + 1].kind == "num":
            high = tokens[after + 1].value
            if token.value < high < 10 * max(token.value, 1) + 10:
                return after + 2, token.value, high, True
        most = _upper_end(tokens, after)
        if most is not None and token.value < tokens[most].value:
            return most + 1, token.value, tokens[most].value, True
        return after, token.value, token.value, True
    if token.low not in _openers():
        return None
    bounds = lexicon().bounds
    for length in (3, 2, 1):
        words = " ".join(t.low for t in tokens[at : at + length])
        if words == "a couple" and (at + 2 >= len(tokens) or tokens[at + 2].low != "of"):
            continue  # two people, and no vague number
        if words in bounds and at + length <= len(tokens):
            return at + length, *bounds[words], False
    return None


def _upper_end(tokens: list[Token], at: int) -> int | None:
    """The number that ends "30 and perhaps as many as 50", its "and" at token `at`."""
    if at >= len(tokens) or tokens[at].low not in {"and", "or", "but"}:
        return None
    at += 1
    at += at < len(tokens) and tokens[at].kind == "adv"
    for length, words in ((3, ["as", "many", "as"]), (2, ["up", "to"])):
        if [t.low for t in tokens[at : at + length]] == words and at + length < len(tokens):
            return at + length if tokens[at + length].kind == "num" else None
    return None


def _qualifier_before(tokens: list[Token], at: int) -> tuple[int, Qualifier]:
    """The qualifier that ends just before token `at`: (its first token, its name)."""
    for length in range(min(_LONGEST_QUALIFIER, at), 0, -1):
        name = lexicon().qualifiers.get(" ".join(t.low for t in tokens[at - length : at]))
        if name:
            return at - length, name
    return at, "exact"


def _bounds(low: int | None, high: int | None, qualifier: Qualifier) -> Bounds:
    """What a count with its qualifier is worth."""
    if qualifier in {"at_least", "more_than"}:
        return Bounds(low, low, None, qualifier)
    if qualifier == "at_most":
        return Bounds(0, high, high, qualifier)
    if qualifier in {"vague", "range"}:
        return Bounds(low, None, high, qualifier)
    return Bounds(low, low, high, qualifier)
