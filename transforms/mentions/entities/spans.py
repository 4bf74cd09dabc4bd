"""A stretch of text and what it is taken for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

NAMED_LABELS = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"}
)
"""OntoNotes' names of things; the rest of its labels are dates, times, numbers and amounts."""

KINDS = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
"""The coarse kind of a label, for votes; every other label is "OTHER"."""


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


def _shortness(span: Span) -> int:
    return span.start - span.end
