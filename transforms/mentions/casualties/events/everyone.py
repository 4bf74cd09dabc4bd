"""Everyone on board: "a plane carrying 62 people crashed, killing all aboard"."""

from __future__ import annotations

from transforms.mentions.casualties.events.clause import LISTED, Clause
from transforms.mentions.casualties.phrases.people import Group

_EVERYONE = {"all", "everyone", "everybody"}


def find_everyone(clause: Clause, at: int) -> list[Group]:
    """Those said before to be on board, where "all on board" stands at token `at`; empty where nobody counts them."""
    if clause.low(at) not in _EVERYONE or not any(_is_aboard(clause, after) for after in (at + 1, at + 2)):
        return []
    for group in clause.groups:
        carried = clause.low(group.first - 1) in {"carrying", "with"} or _is_aboard(clause, group.last)
        if group.last <= at and group.kind == "count" and group.head and carried:
            return [group, *_joined(clause, group)]
    return []


def _is_aboard(clause: Clause, at: int) -> bool:
    return clause.low(at) in {"aboard", "inside"} or (clause.low(at), clause.low(at + 1)) == ("on", "board")


def _joined(clause: Clause, group: Group) -> list[Group]:
    """Who "and" adds: "144 passengers and six crew"."""
    other = clause.opening.get(group.last + 1) if clause.kind(group.last) == "conj" else None
    return [other] if other is not None and other.kind in LISTED else []
