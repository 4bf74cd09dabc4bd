"""Elisions: people whose verb is left out, as others before them have it, "four died in Barra and six in Dorn"."""

from __future__ import annotations

from transforms.mentions.casualties.events.clause import LISTED, Clause
from transforms.mentions.casualties.phrases.people import Group

_MORE = {"more", "others", "other"}
_WHERE = {"in", "at", "near", "outside", "on", "by"}
_IN_CARE = {"in hospital", "in the hospital"}
_LATER = {"later", "shortly", "soon", "subsequently"}


def is_elided(clause: Clause, group: Group, earlier: Group) -> bool:
    """Whether people have no verb of their own but that of others told before them. earlier: these others."""
    if group.kind not in LISTED or group.kind == "name":
        return False
    before = clause.low(group.first - 1)
    if before in {"were", "was"} and clause.low(group.first - 2) == "as":  # "as were four guests"
        return True
    as_many = before == "," and (group.bounds.low or 0) >= (earlier.bounds.low or 0)  # fewer may be some of them
    if not is_bare(group) or not (clause.kind(group.first - 1) == "conj" or as_many):
        return False
    return _is_told_where(clause, group.last)


def is_bare(group: Group) -> bool:
    """Whether a group is a number or "another" without a noun."""
    return group.head in {"", *_MORE} and group.last - group.figure_last <= (group.head in _MORE)


def _is_told_where(clause: Clause, at: int) -> bool:
    """Whether a place or time follows at token `at` and no verb: "in Dorn", "on Tuesday", "in hospital", "later"."""
    if clause.low(at) in _IN_CARE or (clause.low(at) in _LATER and not clause.is_cue(at + 1)):
        return True
    there = clause.kind(at + 1) in {"name", "det", "art", "another", "time", "word"} and not clause.is_cue(at + 1)
    return clause.low(at) in _WHERE and there
