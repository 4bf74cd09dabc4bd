"""Find names that a model passed over though a word of theirs says what they are: "Dorn Shipping", "Radio Oro"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from transforms.mentions.entities.cues import is_person_cue, read_first_word, read_last_word
from transforms.mentions.entities.known import read_known
from transforms.mentions.entities.spans import Span, opens_sentence
from transforms.mentions.entities.trimming import is_title, names_something
from transforms.text.letters import LOWER, UPPER
from transforms.text.packaged import read_words

_WORD = rf"[{UPPER}][{LOWER}]+(?:(?:['’]|-(?=[{UPPER}]))[{UPPER}]?[{LOWER}]+)*(?<!['’]s)"
_OWNED = r"(?:Magistrate|Wom[ae]n|Children|Men|People)['’]s"
_RUN = re.compile(
    rf"(?<![\w&@#/.’'-])(?P<name>(?:[A-Z]{{2,5}} )?{_WORD}"
    rf"(?: (?:(?:bin|al|de|da|do|des|du|la) )?(?:{_OWNED}|{_WORD})){{1,5}})"
    rf"(?![\w&/@-]| [{UPPER}&]| (?:of|and|for) [{UPPER}])"
)
_GOES_ON = re.compile(rf"(?<![\w'’-])[{UPPER}][\w'’-]* (?:of|and|&|for)(?: the)? $")
"""Before a run that is but the end of a longer name: "Ministry of Mines and Energy"."""
_REACH = 40
_WORDED = frozenset({"ORG", "FAC"})
_COUNTY = " County"
"""What it governs is a place of its own: "Oro County", not a part of "Oro County Court"."""


def find_worded(text: str, read: Iterable[Span]) -> Iterator[Span]:
    """Yield the runs of two to six capitalised words that end with what a body or a site is called, or begin so.

    Words that only open a sentence or say whose it is ("Former", "President") are no part of them. read: what a model
    read: where one of its names reaches into the run from before, ends within it at a hyphen or as a county, or is the
    end of a run that opens a sentence, it is right.
    """
    spans = list(read)
    within = {at for one in spans for at in range(one.start + 1, one.end)}
    ends = {one.end: one for one in spans}
    parted = {one.end for one in spans if text.startswith("-", one.end) or text.endswith(_COUNTY, one.start, one.end)}
    for found in _RUN.finditer(text):
        start, end = _skip_openers(text, *found.span("name")), found.end("name")
        words = text[start:end].split(" ")
        stated = read_last_word(words[-1]) or read_first_word(words[0])
        whole = ends.get(end)
        is_read = start in within or (whole and (whole.start <= start or _opens(text, start, whole, stated)))
        is_read = is_read or not parted.isdisjoint(range(start + 1, end))
        if stated not in _WORDED or is_read or _GOES_ON.search(text, max(0, start - _REACH), start):
            continue
        name = text[start:end]
        if " " in name and names_something(name) and " ".join(name.rsplit(" ", 2)[-2:]) not in read_known():
            yield Span(start, end, stated)


def _opens(text: str, start: int, whole: Span, stated: str | None) -> bool:
    """Tell whether a run opens a sentence with a word that the model left out of the same name: "Even Congress"."""
    return whole.label == stated and opens_sentence(text, start)


def _skip_openers(text: str, start: int, end: int) -> int:
    """Give where a run begins without the words before its name."""
    while True:
        word, _, rest = text[start:end].partition(" ")
        small = word.lower()
        is_day = word.endswith("day") and rest.count(" ") > 1  # a paper's name is shorter: "Sunday Herald"
        is_other = (
            is_day or small in read_words("transforms.text", "openers.txt") or is_title([word]) or is_person_cue(small)
        )
        if not rest or not is_other:
            return start
        start += len(word) + 1
