"""The notation in which the grammar's tables write phrases.

[the] NUM UNIT (ago|earlier)      square brackets: may be missing; round ones: one of these
HOUR:MINUTE                       capitals name a class; what is printed without a space must stand without one
NUM~TH                            "~" keeps two classes apart on paper and together in the text
DAY ^ and DAY MONTH               the mention ends at "^"; what stands behind must follow, and lends its values
LIST_JOINT < DAY                  the mention begins at "<"; what stands before must precede it

Words are written in small letters, whatever their case in a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECE = re.compile(r"(?P<space>\s+)|(?P<joint>~)|(?P<class>[A-Z][A-Z_]+)|(?P<word>[^\W\d_A-Z]+|[0-9]+|\S)")


BEGIN, END = "<", "^"  # of the mention, where it does not begin or end with the phrase


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a phrase: a word in lower case, a class, or one of the marks. glued: nothing may stand before it."""

    key: str
    is_class: bool
    glued: bool


Sequence = tuple[Element, ...]


def expand(pattern: str) -> list[Sequence]:
    """All sequences that a pattern stands for, the fullest first. ValueError for unbalanced brackets."""
    pieces = [(match.lastgroup or "", match[0]) for match in _PIECE.finditer(pattern)]
    sequences, rest = _read_choice(pieces, 0)
    if rest != len(pieces):
        raise ValueError(f"unbalanced brackets in pattern {pattern!r}")
    return [_first_is_free(sequence) for sequence in sequences if sequence]


def _first_is_free(sequence: Sequence) -> Sequence:
    head = sequence[0]
    return (Element(head.key, head.is_class, glued=False), *sequence[1:])


def _read_choice(pieces: list[tuple[str, str]], start: int) -> tuple[list[Sequence], int]:
    """The alternatives from `start` up to the bracket that closes them, and where that bracket stands."""
    done: list[Sequence] = []
    branch: list[Sequence] = [()]
    index, glued = start, True
    while index < len(pieces):
        kind, text = pieces[index]
        if kind == "space":
            glued = False
        elif kind == "joint":
            glued = True
        elif text in ")]":
            break
        elif text == "|":
            done += branch
            branch = [()]
        elif text in "([":
            inner, index = _read_choice(pieces, index + 1)
            if index == len(pieces):
                raise ValueError("a bracket is never closed")
            if text == "[":
                inner = [*inner, ()]
            branch = [head + _join(tail, glued=glued) for head in branch for tail in inner]
            glued = True
        else:
            element = Element(text, kind == "class", glued)
            branch = [(*head, element) for head in branch]
            glued = True
        index += 1
    return done + branch, index


def _join(tail: Sequence, *, glued: bool) -> Sequence:
    """A bracket's content takes over whether a space stood before the bracket."""
    if not tail:
        return tail
    return (Element(tail[0].key, tail[0].is_class, glued), *tail[1:])
