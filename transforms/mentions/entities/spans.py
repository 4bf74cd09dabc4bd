"""A stretch of text and what it is taken for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

NAMED_LABELS = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"}
)
"""OntoNotes' names of things; the rest of its labels are dates, times, numbers and amounts."""

KINDS = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
"""The coarse kind of a label, for votes; every other label is "OTHER"."""

_OPENING = re.compile(r"(?:^|[.!?:\n])[\s\"“”‘'(]*$")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """start, end: code points into the article's text, end exclusive; label: one of NAMED_LABELS."""

    start: int
    end: int
    label: str

    @property
    def kind(self) -> str:
        """PERSON, ORG, PLACE or OTHER."""
        return KINDS.get(self.label, "OTHER")


def keep_longest(spans: Iterable[Span], first: Iterable[Span] = ()) -> list[Span]:
    """Give spans without overlap, sorted: of those that overlap the longest stays, of equals the first given.

    first: spans that go before all others, however short.
    """
    kept: list[Span] = []
    taken: set[int] = set()
    for span in [*sorted(first, key=_shortness), *sorted(spans, key=_shortness)]:
        # names are short, so a set of offsets is cheaper than an interval tree
        if not taken.intersection(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept)


def opens_sentence(text: str, start: int) -> bool:
    """Tell whether what begins at start is the first word of a sentence or a line, quotation marks left out."""
    return _OPENING.search(text, max(0, start - 4), start) is not None


def _shortness(span: Span) -> int:
    return span.start - span.end
