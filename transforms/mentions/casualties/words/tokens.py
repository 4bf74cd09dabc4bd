"""Tokens: the words of one sentence, each with its class from the word lists."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace

from transforms.mentions.casualties.vocabulary import WordClass
from transforms.mentions.casualties.words.capitals import Capitals, read_capitals
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
# What stands before "-man" and the like in adjectives: "a two-man crew", "anti-migrant rules", "a non-member".
_NO_TRADE = frozenset((
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "single", "multi", "anti",
    "pro", "non", "inter", "pan", "all", "mid", "self",
))  # fmt: skip
_SHORTEST_STEM = 3
_NO_PERSON = frozenset(("talisman", "talismans", "dolmen"))
_CAPITALS: dict[WordClass, WordClass] = {"person": "person_cap", "person_pl": "person_pl_cap"}


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


def read_tokens(text: str, start: int, end: int, lowered: Container[str] = ()) -> list[Token]:
    """The tokens of text[start:end]; ages, numerals and cues of several words are one token each.

    lowered: words that the text has in small letters somewhere.
    """
    sentence = text[start:end]
    numerals = {n.start: n for n in find_numerals(sentence)}
    capitals = read_capitals(sentence, lowered)
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
            opens = not any(t.text[0].isalnum() for t in tokens)
            kind = _classify(surface, low, capitals, opens=opens)
        tokens.append(Token(start + first, start + last, surface, low, kind, numeral.value if numeral else 0))
    return _find_her(_mark_cues(text, tokens, capitals))


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


def _classify(  # noqa: PLR0911  (one return a kind of word)
    surface: str, low: str, capitals: Capitals, *, opens: bool
) -> WordClass:
    """The class of a word or mark. opens: it is the first word of its sentence."""
    if surface == "US" and not capitals.shouted:  # the country; "they shot us" has small letters
        return "name"
    stem, contracted, _ = low.partition("'")
    if contracted and lexicon().classes.get(stem) == "pron":  # "I'm", "they've"
        return "pron"
    kind = lexicon().classes.get(low) or _class_of_compound(low)
    if kind in _CAPITALS and capitals.speak(surface) and not opens:
        return _CAPITALS[kind]
    if kind == "time" and low in {"may", "march"} and surface[0].islower():
        return "modal" if low == "may" else "word"
    if kind:
        return kind
    if low.endswith(("'s", "s'")) or not surface[0].isalnum():
        return "possessive" if surface[0].isalnum() else "mark"
    if capitals.name(surface, low, opens=opens):
        return "name"
    return "adv" if low.endswith("ly") and len(low) > 4 else _class_of_trade(surface) or "word"


def _class_of_trade(word: str) -> WordClass | None:
    """That of people whose trade no list has, by how the word ends: "a tallyman"; not "a talisman", "specimen".

    Capitals may make it a name: "Carmen".
    """
    if not word.islower() or word in _NO_PERSON:
        return None
    for ending, kind in lexicon().endings.items():
        stem = word.removesuffix(ending)
        if _SHORTEST_STEM <= len(stem) < len(word) and stem[-1] not in "aiou":
            return kind
    return None


def _class_of_compound(low: str) -> WordClass | None:
    """That of its last part for people of a trade, "a moped-rider"; not "a three-man crew" or "anti-migrant"."""
    first, _, last = low.rpartition("-")
    kind = lexicon().classes.get(last) if first else None
    numbered = first.isdigit() or lexicon().classes.get(first) in {"num", "det"} or first in _NO_TRADE
    return kind if kind in _CAPITALS and not numbered else None


def _mark_cues(text: str, tokens: list[Token], capitals: Capitals) -> list[Token]:
    """Join the words of each cue into one token, longest phrase first; and those of "along with" and its like.

    Words with capitals in a name are no cue.
    """
    phrases, words = lexicon().cues, [token.text for token in tokens]
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
                if capitals.hold(words, at) or _is_troops(tokens, at):
                    continue
                last = tokens[at + length - 1]
                surface = text[token.start : last.end]
                marked.append(Token(token.start, last.end, surface, " ".join(phrase), "cue", 0, cue))
                at += length
                break
        else:
            marked.append(token)
            at += 1
    return marked


def _is_troops(tokens: list[Token], at: int) -> bool:
    """Whether "forces" is the noun: "security forces", "the forces of order"; not "forces 300 people to flee"."""
    follows = tokens[at + 1].kind if at + 1 < len(tokens) else "mark"
    return tokens[at].low == "forces" and follows not in {"num", "art", "person_pl", "adv"} and at > 0
