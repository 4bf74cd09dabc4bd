"""Marks: the text of an article with its casualty figures marked in place, and lines broken for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from schemas.mentions import Casualty
from schemas.showing import disarm

WIDTH = 100
"""Columns of a line, but for a word that is longer."""

_OPEN, _CLOSE, _BLANK = "\x02", "\x03", "\x04"  # of a mark, until the lines are broken


def mark_figures(text: str, figures: Sequence[Casualty], *, colour: bool = False) -> list[str]:
    """Lines of the text, each figure's words between "[f1 killed: " and "]"; figures of the same words share a mark.

    Without the marks the text is as it was, but for breaks of lines and control characters. Marks that cross, which is
    rare, end with "]f1". colour: the marked words are also bold and red, for a terminal.
    """
    marked = _insert_marks(text, figures)
    lines = [line for paragraph in marked.split("\n") for line in _break(paragraph)]
    signs = {_OPEN: "\x1b[1;31m" if colour else "", _CLOSE: "\x1b[0m" if colour else "", _BLANK: " "}
    return [re.sub(f"[{_OPEN}{_CLOSE}{_BLANK}]", lambda sign: signs[sign[0]], line) for line in lines]


def _insert_marks(text: str, figures: Sequence[Casualty]) -> str:
    spans: dict[tuple[int, int], list[str]] = {}
    for figure in figures:
        spans.setdefault((figure.start, figure.end), []).append(f"{figure.figure_id}{_BLANK}{figure.outcome}")
    marks: list[tuple[int, int, int, str]] = []  # place; ends before beginnings; of two, the outer begins first
    for (start, end), names in spans.items():
        crossed = any(start < a < end < b or a < start < b < end for a, b in spans)
        tail = names[0].partition(_BLANK)[0] if crossed else ""
        marks.append((start, 1, -end, f"{_OPEN}[{f',{_BLANK}'.join(names)}:{_BLANK}"))
        marks.append((end, 0, -start, f"]{tail}{_CLOSE}"))
    pieces, done = [], 0
    for at, _, _, mark in sorted(marks):
        pieces += [disarm(text[done:at]), mark]
        done = at
    return "".join([*pieces, disarm(text[done:])])


def _break(paragraph: str) -> Iterator[str]:
    lines = textwrap.wrap(
        paragraph,
        WIDTH,
        initial_indent="  ",
        subsequent_indent="  ",
        expand_tabs=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield from lines or [""]
