"""Verbs whose past looks as their present does: "The firm cut its prices on Friday" tells of the past by its object."""

from __future__ import annotations

from transforms.mentions.dates.roles import (
    ARTICLE,
    BE,
    CALENDAR_VERB,
    CLAUSE,
    COPULA,
    DEED,
    FUTURE_CUE,
    INDEFINITE,
    MODAL,
    NEGATION,
    PAST_CUE,
    TO,
)

# What stands before such a word where it is an infinitive ("to cut", "must cut"), a noun ("a cut") or one of several
# verbs, of which the first tells ("will close one mine and cut the output of the other").
_OTHERWISE = ARTICLE | BE | CALENDAR_VERB | CLAUSE | COPULA | FUTURE_CUE | INDEFINITE | MODAL | NEGATION | PAST_CUE | TO


def mark_deeds(words: list[str], roles: list[int]) -> list[int]:
    """The roles of a text's words, where those of a verb with an object are also a past's.

    An object is what follows with an article, a capital or a figure. A news text seldom tells in the present tense what
    it puts on a day; where it does, another word ("on Sundays") says so.
    """
    marked = list(roles)
    for place in range(1, len(roles) - 1):
        if not roles[place] & DEED or roles[place - 1] & _OTHERWISE:
            continue
        behind = words[place + 1]
        if roles[place + 1] & (ARTICLE | INDEFINITE) or behind[0].isupper() or behind[0].isdigit():
            marked[place] |= PAST_CUE
    return marked
