"""Find the names of diseases that are called after a place: the West Nile virus is not in Uganda."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from transforms.mentions.entities.spans import Span
from transforms.mentions.places.tables import read_country_names

_PLACES = frozenset({"GPE", "LOC"})
_AILMENT = re.compile(r" (?:(?:ha?emorrhagic|spotted) )?(?:virus(?:es)?|fever|disease|encephalitis)\b")
_HALF = 0.5


def find_ailments(text: str, spans: Iterable[Span]) -> set[str]:
    """Give the names of places of which at least half of the mentions are those of a disease ("Marburg fever").

    A country's is not among them: the "China virus" of a headline may be what ails China.
    """
    mentions: Counter[str] = Counter()
    ailing: Counter[str] = Counter()
    for span in spans:
        if span.label in _PLACES:
            name = text[span.start : span.end]
            mentions[name] += 1
            ailing[name] += bool(_AILMENT.match(text, span.end))
    named = {name for name, count in ailing.items() if count and count >= _HALF * mentions[name]}
    return named - read_country_names().keys()
