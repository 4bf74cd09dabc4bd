"""What the words beside a name, and the words in it, say that it is."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from transforms.mentions.entities.appositions import is_introduced, read_apposition
from transforms.mentions.entities.known import read_known
from transforms.mentions.entities.spans import KINDS
from transforms.mentions.entities.trades import read_trade
from transforms.mentions.entities.wordlists import read_words
from transforms.text.packaged import read_table, split_list
from transforms.text.speech_verbs import match_speech_verbs

Votes = Counter[str]
"""Weight by kind: PERSON, ORG, PLACE, OTHER."""

_WINDOW = 40
_BEFORE = re.compile(r"(?:([\w.'’-]+)[ \n]+)?([\w.'’-]+)[ \n]+(?:the[ \n]+)?[\"“‘']?$")
_AFTER = re.compile(r"^(?:['’]s)?(,)?[ \n]*([\w.'’-]+)?(?:[ \n]+([\w.'’-]+))?")
_AGE = re.compile(r"^,? (?:\((?:aged )?\d{1,2}\)|(?:aged )?\d{1,2}[,.])")
_ACRONYM = re.compile(r"[A-Z][A-Z&.-]{1,6}$")
_NUMERAL = re.compile(r" [IVX]+$")
"""The number of a king."""
_BRAND = re.compile(r"(?!Mac|De|Di|Da|La|Le|Van|Fitz|Des|Del|Du)[A-Z][a-z]{2,}[A-Z]\w+$")
_PEOPLE = re.compile(r"\w{2,}(?:ians?|ists?|isms?|ites|ese)$")
_QUOTED = re.compile(r"[”\"],? $")
_SPEAKS = re.compile(rf" {match_speech_verbs('attribution')}\b")
_LOCATIONS = {"in": 2, "near": 2, "outside": 2, "at": 1}
"""What these weigh more than in cues.tsv before a name that owns nothing: not "in Dvorek's view"."""
_LOCATED = re.compile(rf"\b({'|'.join(_LOCATIONS)}) $")
_OWNS = re.compile(r"['’]s| [A-Z]")
_HOME = 2
_TRADE = 3
"""What weighs a trade at the end of a body's name, in name_words.tsv."""
_CERTAIN = 4
"""What a first word weighs that no other name begins with."""
_SOMEBODY_OF = re.compile(r"[A-Z][\w'’.-]+ [A-Z][\w'’-]+(?:, (?:aged )?\d{1,3},)? of $")
"""Somebody and where they are from: "Ann Dvorek, 40, of Oro"."""
_INTRODUCED = 4
"""What it is worth for a person to be told as one before: "a teacher, Comfort Dvorek, said"."""
_SPEAKER = 2
"""What it is worth to stand between a quotation and a verb of saying: "..., Dvorek said"."""
_PRONOUN = re.compile(
    r"(?:,|\b and| (?:was|is|has|had|will|would|did|said|says|told|took|went|left|came|gave|got|made|saw|lost|\w+ed)\b)"
    r"[^.!?\n“\"]{0,40}\b(?:his|her|he|she|him|himself|herself)\b"
)
"""A verb, and what stands for somebody soon behind it: "Dvorek left the house with his brother"."""
_KIN = re.compile(
    r"['’]s (?:wife|husband|son|daughter|father|mother|brother|sister|parents|widow|lawyers?|family|body|arrest)\b"
)
"""What people have: "Dvorek's brother"; "Oro parents" are those of a town."""
_LARGER = re.compile(r", ((?:[A-Z][\w.-]+)(?: [A-Z][\w.-]+)?)\b(?!['’])")
"""The larger place behind a town: ", Ind.", ", North Dakota", ", Libya"."""


def _is_place(name: str) -> bool:
    known = read_known().get(name)
    return known is not None and known.label == "GPE"


@cache
def _read_cues(side: str) -> dict[str, tuple[tuple[str, int], ...]]:
    cues: dict[str, tuple[tuple[str, int], ...]] = {}
    for stated, kind, weight, phrases in _read_weighed("cues.tsv"):
        if stated == side:
            for phrase in phrases:
                cues[phrase] = (*cues.get(phrase, ()), (kind, weight))
    return cues


@cache
def _read_name_words(position: str) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for stated, label, weight, words in _read_weighed("name_words.tsv"):
        if stated == position:
            for word in words:
                found.setdefault(word, (label, weight))
    return found


@cache
def _read_weighed(table: str) -> list[tuple[str, str, int, tuple[str, ...]]]:
    """Give the rows of a table of words that weigh: where they stand, what for, how much, the words."""

    def read(cells: list[str]) -> tuple[str, str, int, tuple[str, ...]]:
        where, kind, weight, words = cells
        return where, kind, int(weight), split_list(words)

    return read_table("transforms.mentions.entities", table, 4, read)


def read_last_word(word: str) -> str | None:
    """Give the label of names that end with the word: ORG of "Ministry", FAC of "Hospital"; None of most."""
    stated = _read_name_words("last").get(word.strip(".,").lower())
    return stated[0] if stated else None


def read_first_word(word: str) -> str | None:
    """Give the label of names that begin with the word for certain: ORG of "Radio", "Partido"; None of most."""
    stated = _read_name_words("first").get(word.lower())
    return stated[0] if stated and stated[1] >= _CERTAIN else None


def is_organisation_word(word: str) -> bool:
    """Tell whether a name that ends with the word is an organisation's ("Ministry", "Party")."""
    return read_last_word(word) == "ORG"


def is_trade_word(word: str) -> bool:
    """Tell whether a firm is called so after what it trades in ("Cement"), or it is a group of firms."""
    stated = _read_name_words("last").get(word.lower())
    return stated == ("ORG", _TRADE) or word == "Group"


def is_person_cue(word: str) -> bool:
    """Tell whether a word, in small letters, stands before people ("coach", "named")."""
    return any(kind == "PERSON" for kind, _ in _read_cues("before").get(word, ()))


def read_context(text: str, start: int, end: int) -> Votes:
    """Give the votes of the two words before and after text[start:end], and of what stands near."""
    votes: Votes = Counter()
    before, cues = _BEFORE.search(text, max(0, start - _WINDOW), start), _read_cues("before")
    if before:
        last = before[2].lower()
        for phrase in (f"{before[1].lower()} {last}" if before[1] else "", last):
            if phrase in cues:
                votes.update(dict(cues[phrase]))
                break
    after, cues = _AFTER.match(text[end : end + _WINDOW]), _read_cues("after")
    if after and after[2]:
        comma, first = after[1] or "", after[2].lower()
        phrases = (f"{first} {after[3].lower()}".rstrip(".") if after[3] else "", first, first.rstrip("."))
        for phrase in phrases:
            if phrase in cues and (not comma or phrase.startswith("who")):
                votes.update(dict(cues[phrase]))
                break
    larger = _LARGER.match(text, end)
    if larger and any(_is_place(name) for name in (larger[1], larger[1].split()[0], larger[1].rstrip("."))):
        votes["PLACE"] += 4
    votes["PLACE"] += _weigh_location(text, start, end)
    if text.startswith(("the ", "The "), start - 4):
        votes["PERSON"] -= 1
    votes.update(_read_clause(text, start, end))
    return votes


def _read_clause(text: str, start: int, end: int) -> Votes:
    """Give what the clause around a name says of it: a quotation, a pronoun, an age, an apposition."""
    votes: Votes = Counter()
    if _QUOTED.search(text, max(0, start - 3), start) and _SPEAKS.match(text, end):
        votes["PERSON"] += _SPEAKER
    votes["PERSON"] += (1 if _PRONOUN.match(text, end) else 0) + (2 if _KIN.match(text, end) else 0)
    votes["PERSON"] += _INTRODUCED if is_introduced(text, start, end) else 0
    votes.update(read_trade(text, start, end))
    if _AGE.match(text[end : end + 15]):
        votes["PERSON"] += 3
    if apposed := read_apposition(text, start, end):
        votes[apposed[0]] += apposed[1]
    return votes


def _weigh_location(text: str, start: int, end: int) -> int:
    """Give what it says for a place that a name stands alone behind "in", or behind somebody and "of"."""
    if _OWNS.match(text, end):
        return 0
    stands = _LOCATED.search(text, max(0, start - 9), start)
    weight = _LOCATIONS[stands[1]] if stands else 0
    return weight + (_HOME if _SOMEBODY_OF.search(text, max(0, start - _WINDOW), start) else 0)


def _find_head(name: str) -> str:
    """Give what stands before the "of" in the name of a body: the Board of "Board of Oro County" says what that is."""
    head = name.partition(" of ")[0]
    return head if is_organisation_word(head.rsplit(" ", 1)[-1]) and not head.islower() else name


def read_name(name: str) -> tuple[Votes, str | None]:
    """Give the votes of the words that a name is made of, and the label that they state, where they do."""
    votes: Votes = Counter()
    words = [word.strip(".,'’\"").lower() for word in _find_head(name).split()]
    stated: str | None = None
    if len(name.split()) > 1:
        sides = [("last", words[-1]), ("first", words[0]), *(("any", word) for word in words[1:-1])]
        for position, word in sides:
            hit = _read_name_words(position).get(word)
            if hit:
                votes[KINDS.get(hit[0], "OTHER")] += hit[1]
                stated = stated or hit[0]
                if position == "last":
                    break
        if not stated and _ACRONYM.match(name.rsplit(maxsplit=1)[-1]) and not _NUMERAL.search(name):
            votes["ORG"] += 2
            votes["PERSON"] -= 4
        if not stated and name.split(maxsplit=1)[0].strip("'’") in read_words("given_names.txt"):
            votes["PERSON"] += 3
    elif name in read_words("given_names.txt"):
        votes["PERSON"] += 1
    elif _ACRONYM.match(name):
        votes["ORG"] += 3
        votes["PERSON"] -= 4
    elif _BRAND.match(name):
        votes["ORG"] += 7
    elif _PEOPLE.match(name):
        votes["OTHER"] += 2
    return votes, stated
