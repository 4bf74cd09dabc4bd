"""People: what a noun phrase speaks of, somebody or nobody, counted or not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Group:
    """People (or things) that a noun phrase speaks of.

    first, last: tokens of the phrase, last exclusive. kind: count, single, name, plural, pron, self, none (an explicit
    nobody), age or thing. low, best, high, qualifier: of the count. figure_first, figure_last: tokens of its words.
    head: the noun, lower case. unsure: the head may be no person. whole: the six of "two of the six men".
    """

    first: int
    last: int
    kind: str
    low: int | None
    best: int | None
    high: int | None
    qualifier: str
    figure_first: int
    figure_last: int
    head: str
    definite: bool = False
    unsure: bool = False
    whole: Group | None = None


def nobody(first: int, last: int, head: str = "") -> Group:
    """An explicit nobody: "no one", "no casualties"."""
    return Group(first, last, "none", 0, 0, 0, "none", first, last, head)


def thing(first: int, last: int, head: str = "", *, definite: bool = False, unsure: bool = False) -> Group:
    """A thing, which a rule could otherwise take for people."""
    return Group(first, last, "thing", None, None, None, "exact", first, first, head, definite, unsure)
