"""Part what a model runs together: an owner and what is owned, two names in a list, a title and its holder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from transforms.mentions.entities.known import read_known
from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.trimming import drop_titles
from transforms.mentions.entities.wordlists import read_words

_OWNER = re.compile(r"['’]s\s+")
_COMMA = re.compile(r",\s+(?!(?:Jr|Sr)\b)")
_AND = re.compile(r"\s+(?:and|&)\s+")
_WHOLE = frozenset({"PERSON", "GPE", "LOC", "NORP"})
"""Labels of names without a comma or an "and"."""


def part_names(text: str, spans: Iterable[Span], labels: Mapping[str, str]) -> tuple[list[Span], dict[str, str]]:
    """Give the spans, those parted that hold two names or a title, and the labels of all names that are left.

    labels: by name, as the article decided them; "" for what is none.
    """
    spans = list(spans)
    parted = [part for span in spans for part in _part(text, span, labels)]
    gone = {text[one.start : one.end] for one in spans} - {text[one.start : one.end] for one in parted}
    kept = {name: label for name, label in labels.items() if name not in gone}
    for part in parted:
        kept.setdefault(text[part.start : part.end], part.label)
    return parted, kept


def _part(text: str, span: Span, labels: Mapping[str, str]) -> Iterator[Span]:
    surface = text[span.start : span.end]
    label = labels.get(surface, span.label)
    if not label or surface in read_known():
        yield span
        return
    parts = _part_owner(text, span, label, labels) or _part_at(text, span, label, labels)
    if parts:
        for part in parts:
            yield from _part(text, part, labels)
    else:
        yield Span(*drop_titles(text, span.start, span.end), label) if label == "PERSON" else span


def _part_owner(text: str, span: Span, label: str, labels: Mapping[str, str]) -> list[Span]:
    """Part "Dvorek's Kestrel Foods" where Dvorek is a name of its own, "Oro Bank's Ann Dvorek" before a given name."""
    owner = _OWNER.search(text, span.start, span.end)
    if not owner:
        return []
    left, right = Span(span.start, owner.start(), label), Span(owner.end(), span.end, label)
    owning = labels.get(text[left.start : left.end])
    given, more = text[right.start : right.end].partition(" ")[::2]
    if more and given in read_words("given_names.txt"):
        return [Span(left.start, left.end, owning or "ORG"), Span(right.start, right.end, "PERSON")]
    if label == "PERSON":
        return [Span(left.start, left.end, owning or "PERSON")]
    if owning in ("PERSON", "GPE"):
        return [Span(left.start, left.end, owning), right]
    return []


def _part_at(text: str, span: Span, label: str, labels: Mapping[str, str]) -> list[Span]:
    """Part two names at a comma, or at an "and" where one of them stands alone elsewhere in the article."""
    for gap in (_COMMA, _AND):
        found = gap.search(text, span.start, span.end)
        if not found:
            continue
        sides = Span(span.start, found.start(), label), Span(found.end(), span.end, label)
        names = [text[one.start : one.end] for one in sides]
        stated = [_find_label(labels, name) if gap is _COMMA else labels.get(name) for name in names]
        if (gap is _COMMA and label in _WHOLE) or any(stated):
            return [Span(one.start, one.end, own or label) for one, own in zip(sides, stated, strict=True)]
    return []


def _find_label(labels: Mapping[str, str], name: str) -> str | None:
    known = read_known().get(name)
    return labels.get(name) or (known.label if known else None)
