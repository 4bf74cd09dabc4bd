"""Tokens: the words of one sentence, each with its class from the word lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from transforms.mentions.casualties.vocabulary import WordClass
from transforms.mentions.casualties.words.lexicon import Cue, lexicon
from transforms.text.numerals import find_numerals

_AGE = (
    r"(?:[0-9]{1,3}|[A-Za-z]{3,12}(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
    r"[ -](?:year|month|week|day)s?[ -]olds?\b"
)
_TOKEN = re.compile(
    rf"(?P<age>(?<!\w){_AGE})|[0-9][0-9,.]*(?<=[0-9])(?![\w])|(?:[A-Za-z]\.){{2,6}}|\b[A-Z]\.(?=\s+[A-Z])"
    r"|\w+(?:[-'’&]\w+)*|[^\w\s]",
    re.IGNORECASE,
)
_JOINTS = {"along": ("with",), "together": ("with",), "as": ("well", "as")}
_CAPITALS: dict[WordClass, WordClass] = {"person": "person_cap", "person_pl": "person_pl_cap"}
_PARTICLE = re.compile(r"(?:al|el|ul|ud|bin|ibn|abu)-[A-Z]")


@dataclass(slots=True)
class Token:
    """A word or mark. start, end: code points in the article. low: lower case. kind: its class. value: of a numeral."""

    start: int
    end: int
    text: str
    low: str
    kind: WordClass
    value: int = 0
    cue: Cue | None = None


def read_tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of text[start:end]; ages, numerals and cues of several words are one token each."""
    sentence = text[start:end]
    numerals = {n.start: n for n in find_numerals(sentence)}
    upper = sentence.isupper()
    tokens: list[Token] = []
    read_to = 0
    for found in _TOKEN.finditer(sentence):
        first, last = found.span()
        if first < read_to:
            continue
        numeral = numerals.get(first)
        if numeral is not None and numeral.end >= last:
            last = read_to = numeral.end
        surface = sentence[first:last]
        low = surface.lower().replace("’", "'")
        kind: WordClass
        if numeral is not None and numeral.end == last:
            kind = "num"
        elif found.lastgroup == "age":
            kind = "person_pl" if low.endswith("s") else "person"
        else:
            kind = _classify(surface, low, upper=upper, opens=first == 0)
        tokens.append(Token(start + first, start + last, surface, low, kind, numeral.value if numeral else 0))
    return _find_her(_mark_cues(text, tokens))


def _find_her(tokens: list[Token]) -> list[Token]:
    """Class every "her" without a noun as a pronoun: "her brother shot her in the leg"."""
    for at, token in enumerate(tokens):
        follows = tokens[at + 1].kind if at + 1 < len(tokens) else "mark"
        if token.low == "her" and follows in {"mark", "prep", "conj", "sub", "time"}:
            token.kind = "pron"
    return tokens


def count_animals(tokens: list[Token]) -> list[Token] | None:
    """The tokens with animals classed as persons, so that the same rules count them; None when there are none."""
    names = lexicon().animals
    if not any(t.low in names for t in tokens):
        return None
    kinds: dict[bool, WordClass] = {True: "person_pl", False: "person"}
    return [replace(t, kind=kinds[t.low.endswith("s")]) if t.low in names else t for t in tokens]


def _classify(surface: str, low: str, *, upper: bool, opens: bool) -> WordClass:
    """The class of a word or mark. upper: capitals mean nothing here. opens: it is the first of its sentence."""
    kind = lexicon().classes.get(low)
    capital = surface[0].isupper() and not upper
    if kind in _CAPITALS and capital and not opens:
        return _CAPITALS[kind]
    if kind == "time" and low in {"may", "march"} and surface[0].islower():
        return "modal" if low == "may" else "word"
    if kind:
        return kind
    if low.endswith(("'s", "s'")) or not surface[0].isalnum():
        return "possessive" if surface[0].isalnum() else "mark"
    if capital or (_PARTICLE.match(surface) and not upper):
        return "name"
    return "adv" if low.endswith("ly") and len(low) > 4 else "word"


def _mark_cues(text: str, tokens: list[Token]) -> list[Token]:
    """Join the words of each cue into one token, longest phrase first; and those of "along with" and its like."""
    phrases = lexicon().cues
    marked: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        joint = _JOINTS.get(token.low, ())
        if joint and tuple(t.low for t in tokens[at + 1 : at + 1 + len(joint)]) == joint:
            last = tokens[at + len(joint)]
            marked.append(Token(token.start, last.end, text[token.start : last.end], "along with", "conj"))
            at += 1 + len(joint)
            continue
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
