"""People: what a noun phrase speaks of, somebody or nobody, counted or not."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.mentions.casualties.bounds import NOBODY, ONE, UNCOUNTED, Bounds
from transforms.mentions.casualties.vocabulary import GroupKind


@dataclass(slots=True, kw_only=True)
class Group:
    """People (or things) that a noun phrase speaks of.

    first, last: tokens of the phrase, last exclusive. bounds: of the count. figure_first, figure_last: tokens of its
    words. head: the noun, lower case. unsure: the head may be no person. whole: the six of "two of the six men".
    """

    first: int
    last: int
    kind: GroupKind
    bounds: Bounds = UNCOUNTED
    figure_first: int
    figure_last: int
    head: str = ""
    definite: bool = False
    unsure: bool = False
    whole: Group | None = None


def somebody(first: int, last: int, head: str = "", *, definite: bool = False, unsure: bool = False) -> Group:
    """One person: "a man", "another"."""
    return Group(
        first=first, last=last, kind="single", bounds=ONE, figure_first=first, figure_last=last, head=head,
        definite=definite, unsure=unsure,
    )  # fmt: skip


def uncounted(first: int, last: int, head: str = "") -> Group:
    """People without a number: "policemen", "half of the guests"."""
    return Group(first=first, last=last, kind="plural", figure_first=first, figure_last=first, head=head)


def nobody(first: int, last: int, head: str = "") -> Group:
    """An explicit nobody: "no one", "no casualties"."""
    return Group(first=first, last=last, kind="none", bounds=NOBODY, figure_first=first, figure_last=last, head=head)


def age(first: int, last: int) -> Group:
    """An age: the 23 of "Ada Stone, 23"."""
    return Group(first=first, last=last, kind="age", figure_first=first, figure_last=first)


def thing(first: int, last: int, head: str = "", *, definite: bool = False, unsure: bool = False) -> Group:
    """A thing, which a rule could otherwise take for people."""
    return Group(
        first=first, last=last, kind="thing", figure_first=first, figure_last=first, head=head, definite=definite,
        unsure=unsure,
    )  # fmt: skip
