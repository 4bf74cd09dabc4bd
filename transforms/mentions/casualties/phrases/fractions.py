"""Shares: "half of the 40 guests", "one in five", "none of the passengers", which are nobody's number, or 0."""

from __future__ import annotations

from transforms.mentions.casualties.phrases.counts import read_count
from transforms.mentions.casualties.phrases.noun_runs import PEOPLE, find_run_end
from transforms.mentions.casualties.phrases.people import Group, nobody, uncounted
from transforms.mentions.casualties.words.lexicon import lexicon
from transforms.mentions.casualties.words.tokens import Token

_DENIAL = 6  # tokens between "denied" and "any"
_NEITHER = 8  # tokens between "neither" and its "nor"
_OLDEST_ODDS = 100  # "one in a hundred"


def read_fraction(tokens: list[Token], at: int) -> Group | None:
    """A share that is no number, with what it is a share of: "half of the 40 guests", "one in five of them"."""
    after = at + 1
    if tokens[at].kind == "num" and tokens[at].value == 1 and low_at(tokens, after) == "in":
        if after + 1 >= len(tokens) or not 1 < tokens[after + 1].value <= _OLDEST_ODDS:
            return None
        after += 2
    elif low_at(tokens, after) in {"percent", "%"}:
        after += 1
    elif tokens[at].low not in lexicon().sets["share"]:
        return None
    if low_at(tokens, after) != "of":
        return uncounted(at, after) if after > at + 1 else None
    end = _end_of_whole(tokens, after)
    return uncounted(at, end, tokens[end - 1].low)


def _end_of_whole(tokens: list[Token], of: int) -> int:
    """Where the phrase after the "of" at token `of` ends."""
    end = of + 1
    while end < len(tokens) and opens_whole(tokens[end]):
        end += 1
    whole = read_count(tokens, end) if end < len(tokens) and tokens[end].kind == "num" else None
    return max(find_run_end(tokens, whole.last if whole is not None else end), end)


def read_nobody(  # noqa: PLR0911  (one return a shape of phrase)
    tokens: list[Token], at: int
) -> Group | None:
    """An explicit nobody that opens at token `at`: "no one", "none of them", "not one man", "denied that any man"."""
    token, following = tokens[at], low_at(tokens, at + 1)
    if token.low == "not":
        opener = 2 if following == "one" else 3 if (following, low_at(tokens, at + 2)) == ("a", "single") else 0
        return nobody(at, max(find_run_end(tokens, at + opener), at + opener)) if opener else None
    if token.low in {"any", "anyone", "anybody"}:
        if not is_denied(tokens, at):
            return None
    elif token.kind not in {"no", "nobody"} and token.low != "neither":
        return None
    if token.low == "neither" and (pair := _read_neither(tokens, at)) is not None:
        return pair
    if token.low in {"neither", "none"} and following == "of":
        return nobody(at, _end_of_whole(tokens, at + 1))
    if token.kind == "nobody" or token.low in {"anyone", "anybody"}:
        return nobody(at, at + 1)
    if token.kind == "no" and following in {"one", "-"}:
        return nobody(at, at + 2, "one")
    end = find_run_end(tokens, at + 1)
    return nobody(at, end, tokens[end - 1].low) if end > at + 1 and tokens[end - 1].kind in PEOPLE else None


def _read_neither(tokens: list[Token], at: int) -> Group | None:
    """Neither the suspect nor the officers; the phrase ends with what "nor" names."""
    nor = next((k for k in range(at + 1, min(at + _NEITHER, len(tokens))) if tokens[k].low == "nor"), None)
    if nor is None:
        return None
    start = nor + 1
    while start < len(tokens) and opens_whole(tokens[start]):
        start += 1
    end = find_run_end(tokens, start)
    return nobody(at, end, tokens[end - 1].low) if end > start and tokens[end - 1].kind in PEOPLE else None


def is_denied(tokens: list[Token], at: int) -> bool:
    """Whether a word like "denied" stands shortly before token `at`."""
    return bool({t.low for t in tokens[max(0, at - _DENIAL) : at]} & lexicon().sets["denying"])


def opens_whole(token: Token) -> bool:
    """Whether a token may stand between "of" and the number or noun of a whole."""
    return token.kind in {"det", "poss", "possessive"} or token.low in lexicon().qualifiers


def low_at(tokens: list[Token], at: int) -> str:
    """Token `at` in lower case; "" outside the sentence."""
    return tokens[at].low if at < len(tokens) else ""
