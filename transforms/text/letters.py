"""The letters of Latin script, as members of a regular expression's class, which knows none of its own.

Names are English, but Polish, Turkish, Romanian, Yoruba and Vietnamese, too: "Wałęsa", "Erdoğan", "Nguyễn".
"""

from __future__ import annotations

import unicodedata

_LATIN = (*range(0x0250), *range(0x1E00, 0x1F00))


def _list_letters(category: str) -> str:
    return "".join(char for char in map(chr, _LATIN) if unicodedata.category(char) == category)


UPPER = _list_letters("Lu")
LOWER = _list_letters("Ll")
