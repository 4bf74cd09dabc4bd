"""Flight: people driven out of their homes, and people who flee."""

from __future__ import annotations

from transforms.mentions.casualties.events.clause import Clause, find_subject
from transforms.mentions.casualties.events.coordination import find_objects
from transforms.mentions.casualties.events.harm import Found
from transforms.mentions.casualties.phrases.people import Group
from transforms.mentions.casualties.words.lexicon import lexicon


def read_driven(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """Drove 900 people from their homes; forced 900 people to flee; 900 people were driven out of the valley."""
    objects = find_objects(clause, at)
    subject, passive = find_subject(clause, at) if not objects else (None, False)
    people = objects or ([subject] if subject is not None and passive else [])
    after = objects[-1].last if objects else at + 1
    ahead = {clause.low(i) for i in range(after + 1, after + 5)}
    leaving = clause.low(after) in {"from", "out", "off"} and ahead & (
        lexicon().sets["home"] | lexicon().sets["refuge"]
    )
    fleeing = clause.low(after) == "to" and ahead & lexicon().sets["flee"]
    return Found(people, at) if people and (leaving or fleeing) and not _are_armed(people) else None


def read_flight(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """Around 5,000 people fled to the hills; 300 residents fled the fighting."""
    ahead = {clause.low(i) for i in range(at + 1, at + 6)}
    if not ahead & lexicon().sets["refuge"]:
        return None
    subject, _ = find_subject(clause, at)
    if subject is None or subject.kind != "count" or not subject.head or subject.unsure:
        return None
    held = subject.head in lexicon().sets["confined"]  # who flees from a jail is not displaced
    return None if held or _are_armed([subject]) else Found([subject], at)


def _are_armed(people: list[Group]) -> bool:
    types = lexicon().types
    return any(types.get(g.head) in {"military", "militant", "police", "perpetrator"} for g in people)
