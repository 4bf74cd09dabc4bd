"""The text of an article with what was read of it marked in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.view.markup import Child, Markup, element


@dataclass(frozen=True)
class Mark:
    """Words to mark: code points start to end. kind: a class of the style sheet. note: what is told of them.

    link: where they lead, None for words that lead nowhere. id: by which others lead to them.
    """

    start: int
    end: int
    kind: str
    note: str
    link: str | None = None
    id: str | None = None


def mark_text(text: str, marks: Iterable[Mark]) -> list[Markup]:
    """Paragraphs of the text; marks lie within one another, and of two that cross the later is cut in two."""
    ordered = sorted((m for m in marks if 0 <= m.start < m.end <= len(text)), key=lambda m: (m.start, -m.end))
    paragraphs, at = [], 0
    for paragraph in text.split("\n\n"):
        end = at + len(paragraph)
        inside = [m for m in ordered if m.start < end and m.end > at]
        if paragraph.strip():
            paragraphs.append(element("p", _nest(text, (at, end), inside, linked=False), dir="auto"))
        at = end + 2
    return paragraphs


def _nest(text: str, span: tuple[int, int], marks: Sequence[Mark], *, linked: bool) -> list[Child]:
    """The text between two places, each outermost mark around what it holds. linked: inside a link already."""
    pieces: list[Child] = []
    at, end = span
    left = list(marks)
    while left:
        mark, *left = left
        begin, stop = max(mark.start, at), min(mark.end, end)
        if begin >= stop:
            continue
        inner = [m for m in left if m.start < stop]
        left = [m for m in left if m.end > stop]  # of those that cross, what is left begins after this mark
        is_link = mark.link is not None and not linked
        inside = _nest(text, (begin, stop), inner, linked=linked or is_link)
        pieces += [text[at:begin], _wrap(mark, inside, begin=begin, linked=is_link)]
        at = stop
    return [*pieces, text[at:end]]


def _wrap(mark: Mark, inside: list[Child], *, begin: int, linked: bool) -> Markup:
    own = mark.id if begin == mark.start else None
    kind = f"m {mark.kind}"
    if linked:
        return element("a", inside, class_=kind, title=mark.note, href=mark.link, id=own)
    return element("span", inside, class_=kind, title=mark.note, id=own)
