"""Find the bodies that a model passed over where their spelling or the words in them say what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from transforms.mentions.entities.cues import is_organisation_word
from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.wordlists import read_words
from transforms.text.letters import LOWER, UPPER
from transforms.text.speech_verbs import match_speech_verbs

_WORD = rf"[{UPPER}][{LOWER}][\w'’-]*[^\W\d_]"
_OF_NATION = re.compile(
    rf"(?! (?:County|City|Government)\b)(?: {_WORD}){{0,2}} (?P<last>{_WORD})(?<!['’]s)"
    rf"(?![\w-]|(?:['’]s)? [{UPPER}]| (?:and|&) [{UPPER}])"
)
"""What goes on with capitals behind a nation's name."""
_SPEAKING = re.compile(
    rf"(?<![\w&./-])(?P<name>[A-Z]{{3,6}}(?:-[A-Z]{{2,5}})?) {match_speech_verbs('attribution')}\b(?! [A-Z]{{2}})"
)
"""Capitals that speak, "UKMTO said", but for a surname so written: "Ann DVOREK"."""
_CAPITALISED = re.compile(r"\b[A-Z][a-z'’-]+\b")
_SURNAME = re.compile(r"\b(?!The\b)[A-Z][a-z'’-]+ (?P<name>[A-Z]{3,6})\b")
_BRAND = re.compile(
    r"(?<![\w@#./-])(?!Mac|Mc|De|Di|Da|La|Le|Van|Fitz|Des|Del|Du)(?P<name>[A-Z][a-z]{2,}[A-Z][a-z]{3,})(?![\w-])"
)
"""A capital within a word: "TotalEnergies"."""
_TOLD = re.compile(r"\b[Tt]old (?P<name>[A-Z]{3,6})\b(?![\w-]| [A-Z])")
"""Capitals that somebody tells something are a newspaper's or an agency's: "she told QXV"."""
_TOLD_PAPER = re.compile(rf"\b[Tt]old (?P<name>(?:La|Le|Les|Il|O|Die|Der|Das|El) {_WORD})(?! [{UPPER}])")
"""What begins with the article of another language is a newspaper where it is told something, if nobody's surname."""
_NATIONS = frozenset({"NORP", "GPE"})


def find_bodies(text: str, known: Iterable[Span]) -> Iterator[Span]:
    """Yield the bodies of peoples and countries ("Turkish Petroleum"), firms with a capital within, speaking acronyms.

    known: what gazetteers know of the text, peoples and countries among it.
    """
    speaking = list(_SPEAKING.finditer(text))
    words = _find_words(text) if speaking else set()
    for found in speaking:
        if found["name"] not in words and found["name"].lower() not in read_words("not_names.txt"):
            yield Span(*found.span("name"), "ORG")
    for found in (*_BRAND.finditer(text), *_TOLD.finditer(text)):
        yield Span(*found.span("name"), "ORG")
    for found in _TOLD_PAPER.finditer(text):
        if not re.search(rf"[{UPPER}][{LOWER}]+ {re.escape(found['name'])}\b", text):
            yield Span(*found.span("name"), "ORG")
    known = list(known)
    starts = {one.start for one in known}
    for nation in known:
        behind = _OF_NATION.match(text, nation.end) if nation.label in _NATIONS else None
        if behind and is_organisation_word(behind["last"]) and starts.isdisjoint(range(nation.end, behind.end())):
            yield Span(nation.start, behind.end(), "ORG")


def _find_words(text: str) -> set[str]:
    """Give, in capitals, the words and surnames of a text that capitals may be: of "Ann DVOREK", of "Dvorek"."""
    words = {found[0].upper() for found in _CAPITALISED.finditer(text)}
    return words | {found["name"] for found in _SURNAME.finditer(text)}
