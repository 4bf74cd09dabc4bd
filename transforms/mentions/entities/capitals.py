"""Find in lines of capitals, such as headlines, the names that the rest of the article spells as usual."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.mentions.entities.known import find_spellings, first_word

_LEAST_WORDS = 3
_LEAST = 4
"""Letters: shorter names are words, too, once all is written in capitals ("US", "Xi", "Lam")."""


def find_loud(text: str, names: Iterable[str]) -> dict[str, str]:
    """Give the spellings in capitals that stand in the text's lines of capitals, each with the name that it is of."""
    lines = [line for line in text.splitlines() if line.isupper() and len(line.split()) >= _LEAST_WORDS]
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
