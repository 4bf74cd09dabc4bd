"""Find in lines of capitals, such as headlines, the names that the rest of the article spells as usual."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.mentions.entities.known import find_spellings, first_word
from transforms.mentions.entities.spans import Span

_LEAST_WORDS = 3
_LONGEST = 200
"""Characters of a line that are looked at on either side."""
_LEAST = 4
"""Letters: shorter names are words, too, once all is written in capitals ("US", "Xi", "Lam")."""

_WORDS = frozenset({"CAR", "IS", "WHO"})
"""Acronyms of bodies and countries that are everyday words once all is written in capitals."""


def find_loud(text: str, names: Iterable[str]) -> dict[str, str]:
    """Give the spellings in capitals that stand in the text's lines of capitals, each with the name that it is of."""
    lines = [line for line in text.splitlines() if _is_loud(line)]
    if not lines:
        return {}
    spelt = {name.upper(): name for name in names if len(name) >= _LEAST and not name.isupper()}
    starts: dict[str, list[str]] = {}
    for spelling in sorted(spelt, key=len, reverse=True):
        starts.setdefault(first_word(spelling), []).append(spelling)
    found: dict[str, str] = {}
    for line in lines:
        for span in find_spellings(line, starts, dict.fromkeys(spelt, "")):
            spelling = line[span.start : span.end]
            found[spelling] = spelt[spelling]
    return found


def is_loud_word(text: str, span: Span) -> bool:
    """Tell whether what was taken for an acronym is rather a word of a line of capitals: "MAN WHO FLED IS FOUND"."""
    if text[span.start : span.end] not in _WORDS:
        return False
    before = text[max(0, span.start - _LONGEST) : span.start].rpartition("\n")[2]
    behind = text[span.end : span.end + _LONGEST].partition("\n")[0]
    return _is_loud(before + text[span.start : span.end] + behind)


def _is_loud(line: str) -> bool:
    return line.isupper() and len(line.split()) >= _LEAST_WORDS
