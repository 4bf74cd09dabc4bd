"""Tokens: the words of one sentence, each with its class from the word lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.mentions.casualties.lexicon import Cue, lexicon
from transforms.text.numerals import find_numerals

_AGE = r"(?:[0-9]{1,3}|[A-Za-z]{3,12}(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)[ -](?:year|month|week|day)s?[ -]olds?\b"
_TOKEN = re.compile(
    rf"(?P<age>(?<!\w){_AGE})|[0-9][0-9,.]*(?<=[0-9])(?![\w])|(?:[A-Za-z]\.){{2,6}}|\b[A-Z]\.(?=\s+[A-Z])|\w+(?:[-'’&]\w+)*|[^\w\s]",
    re.IGNORECASE,
)


_PARTICLE = re.compile(r"(?:al|el|ul|ud|bin|ibn|abu)-[A-Z]")


@dataclass(slots=True)
class Token:
    """A word or mark. start, end: code points in the article. low: lower case. kind: its class. value: of a numeral."""

    start: int
    end: int
    text: str
    low: str
    kind: str
    value: int = 0
    cue: Cue | None = None


def read_tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of text[start:end]; cues of several words are one token."""
    sentence = text[start:end]
    words = lexicon()
    numerals = {n.start: n for n in find_numerals(sentence)}
    upper = sentence.isupper()
    tokens: list[Token] = []
    skip_to = 0
    for found in _TOKEN.finditer(sentence):
        first, last = found.span()
        if first < skip_to:
            continue
        numeral = numerals.get(first)
        if found.lastgroup == "age":
            if numeral is not None and numeral.end >= last:
                numeral = None
            else:
                low = found.group().lower()
                kind = "person_pl" if low.endswith("s") else "person"
                tokens.append(Token(start + first, start + last, found.group(), low, kind))
                continue
        if numeral is not None and numeral.end >= last:
            skip_to = numeral.end
            surface = sentence[first : numeral.end]
            tokens.append(Token(start + first, start + numeral.end, surface, surface.lower(), "num", numeral.value))
            continue
        surface = found.group()
        low = surface.lower().replace("’", "'")
        kind = words.classes.get(low, "")
        if not kind:
            if low.endswith("'s") or low.endswith("s'"):
                kind = "possessive"
            elif not surface[0].isalnum():
                kind = "mark"
            elif (surface[0].isupper() or _PARTICLE.match(surface)) and not upper:
                kind = "name"
            elif low.endswith("ly") and len(low) > 4:
                kind = "adv"
            else:
                kind = "word"
        elif kind in {"person", "person_pl"} and surface[0].isupper() and not upper and first > 0:
            kind = f"{kind}_cap"
        elif kind == "time" and low in {"may", "march"} and surface[0].islower():
            kind = "modal" if low == "may" else "word"
        tokens.append(Token(start + first, start + last, surface, low, kind))
    return _mark_cues(text, tokens)


def _mark_cues(text: str, tokens: list[Token]) -> list[Token]:
    """Join the words of each cue into one token, longest phrase first."""
    phrases = lexicon().cues
    marked: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        for length, phrase, cue in phrases.get(token.low, ()):
            if at + length <= len(tokens) and all(tokens[at + k].low == phrase[k] for k in range(length)):
                last = tokens[at + length - 1]
                surface = text[token.start : last.end]
                marked.append(Token(token.start, last.end, surface, " ".join(phrase), "cue", 0, cue))
                at += length
                break
        else:
            marked.append(token)
            at += 1
    return marked
