"""Frames: how each kind of cue finds its people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from transforms.mentions.casualties.clause import Clause, find_objects, find_subject, is_subject, join_left, skip_left
from transforms.mentions.casualties.groups import PEOPLE, Group, nobody
from transforms.mentions.casualties.lexicon import lexicon

_TOLL_REACH = 22  # tokens from "death toll" to its number
_SHARED_REACH = 8  # tokens between two cues that share a subject


@dataclass(frozen=True, slots=True)
class Found:
    """The people of a cue; cue: its token. passive: it was read as passive. fatal: "stabbed ... to death"."""

    groups: list[Group]
    cue: int
    passive: bool = False
    fatal: bool = False


Finder = Callable[[Clause, int, Found | None], Found | None]


def _share(clause: Clause, at: int, earlier: Found | None) -> list[Group] | None:
    """The people of the cue before, when only "and", "then" or the like stands between: "was shot and later died"."""
    edge, _ = skip_left(clause, at)
    if earlier is None or not (clause.kind(edge - 1) in {"conj", "sub"} or clause.low(edge - 1) == ","):
        return None
    if edge - 2 - earlier.cue > _SHARED_REACH:
        return None
    between = (clause.over.get(i) for i in range(earlier.cue + 1, edge - 1))
    return earlier.groups if all(g is None or g.kind == "thing" for g in between) else None


def part_of(clause: Clause, at: int) -> Found | None:
    """Those singled out of the people that the cue names: "two of the injured were flown out"."""
    group = clause.ending.get(at - 2) if (clause.low(at - 2), clause.low(at - 1)) == ("of", "the") else None
    if (
        group is None
        or group.kind != "count"
        or group.qualifier == "vague"
        or group.head
        or clause.kind(at + 1) in PEOPLE
    ):
        return None
    told = clause.opening.get(at + 2) if clause.kind(at + 1) == "be" else None
    head = told.head if told is not None and told.kind == "plural" else ""
    return Found([replace(group, last=at + 1, head=head)], at)


def _past(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    """A participle or past tense: attributive, active with an object, sharing a subject, or passive."""
    covering = clause.over.get(at)
    if covering is not None and covering.kind != "thing":
        return Found([covering], at)
    edge, passive = skip_left(clause, at)
    nominal = edge == at and clause.low(at - 1) == "the"  # "the injured were taken away"
    if nominal or (clause.low(at) in {"burned", "burnt"} and clause.low(at + 1) == "down"):
        return None
    if not passive:
        objects = find_objects(clause, at)
        if objects and objects[0].head != "themselves" and not _reads_as_passive(clause, objects[0], edge):
            return Found(objects, at)
    if clause.kind(edge - 1) == "conj" or clause.low(edge - 1) == ",":
        shared = _share(clause, at, earlier)
        if shared is not None:
            return Found(shared, at, passive)
    subject, passive = find_subject(clause, at)
    return Found(join_left(clause, subject), at, passive) if subject is not None else None


def _reads_as_passive(clause: Clause, after: Group, edge: int) -> bool:
    """Whether a comma is missing, as in "1 killed 3 injured": a number before, and what follows has its own cue."""
    before = clause.ending.get(edge)
    return (
        before is not None
        and before.kind in {"count", "single"}
        and after.kind == "count"
        and is_subject(clause, after)
    )


def _active(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    objects = find_objects(clause, at)
    return Found(objects, at) if objects else None


def _died(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    edge, _ = skip_left(clause, at)
    then = clause.low(edge - 1) == "," and clause.kind(edge) == "adv"
    if clause.kind(edge - 1) in {"conj", "sub"} or then:
        shared = _share(clause, at, earlier)
        if shared is not None:
            return Found(shared, at)
    subject, _ = find_subject(clause, at)
    return Found(join_left(clause, subject), at) if subject is not None else None


def _state(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    covering = clause.over.get(at)
    if covering is not None:
        return Found([covering], at) if covering.kind != "thing" else None
    if clause.kind(at - 1) in {"det", "art", "poss"}:
        return None
    found = _died(clause, at, earlier)
    if found is not None:
        return found
    objects = find_objects(clause, at, reach=0)
    return Found(objects, at) if objects else None


def _hit(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    """Shot, stabbed, struck: of people only, and not "shot at" or "one shot was fired"."""
    ahead = {clause.low(at + step) for step in (1, 2, 3)}
    aimed = clause.low(at + 1) in lexicon().sets["not_shot"] and clause.kind(at - 1) != "be"
    if aimed or (clause.low(at) == "shot" and ahead & {"fired", "heard", "rang"}):
        return None
    found = _past(clause, at, earlier)
    if found is None or (clause.low(at) in {"hit", "struck", "beaten"} and not found.passive):
        return None
    after = max([at + 1, *(g.last for g in found.groups)])
    to_death = any(clause.low(i) == "to" and clause.low(i + 1) == "death" for i in (after, after + 1))
    return Found(found.groups, at, found.passive, fatal=to_death)


def _toll(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """The death toll rose to 41; the number of miners killed ... to 43."""
    deadly = False
    for step in range(at + 1, min(len(clause.tokens), at + _TOLL_REACH)):
        if clause.is_cue(step, "toll"):
            return None
        group = clause.opening.get(step)
        counted = group is not None and group.kind == "count" and group.first == step
        if group is not None and counted and clause.low(step - 1) in lexicon().sets["tolled"]:
            clause.taken.add(group.first)
            return Found([group], at) if clause.low(at) != "number of" or deadly else None
        deadly = deadly or clause.is_cue(step, "past", "state", "tally", "noun")
    return None


def _driven(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """Drove 900 people from their homes; forced 900 people to flee."""
    objects = find_objects(clause, at)
    after = objects[-1].last if objects else 0
    ahead = {clause.low(i) for i in range(after + 1, after + 5)}
    leaving = clause.low(after) in {"from", "out"} and ahead & lexicon().sets["home"]
    fleeing = clause.low(after) == "to" and ahead & lexicon().sets["flee"]
    return Found(objects, at) if objects and (leaving or fleeing) else None


def _claim(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """Claimed 37 lives; claimed the lives of two men."""
    if clause.low(at + 1) == "the" and clause.low(at + 2) in {"lives", "life"} and clause.low(at + 3) == "of":
        objects = find_objects(clause, at + 3)
        return Found(objects, at) if objects else None
    group = clause.opening.get(at + 1)
    if group is None or group.kind != "count":
        return None
    claimed = clause.low(at).startswith("claim") and group.head in {"victims", "victim"}
    return Found([group], at) if claimed or group.head in {"lives", "life"} else None


def _body(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """The bodies of two men; 26 bodies, when somebody finds or lays them."""
    if clause.low(at + 1) == "of":
        group = clause.opening.get(at + 2)
        if group is not None and group.kind in {"count", "single", "name"}:
            return Found([group], at)
    group = clause.ending.get(at)
    around = {t.low for t in clause.tokens[max(0, at - 12) : at + 14]}
    found = around & lexicon().sets["body"] and clause.low(at) in {"bodies", "corpses"}
    return Found([group], at) if found and group is not None and group.kind == "count" else None


def _tally(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """37 deaths; no injuries; without loss of life."""
    group = clause.ending.get(at) or clause.ending.get(at + 1)
    if group is not None and group.kind in {"count", "none"}:
        return Found([group], at)
    back = at
    while at - back < 5 and clause.kind(back - 1) in {"word", "more", "name", "conj", "cue", "adv"}:
        back -= 1
    others = any(clause.kind(i) == "more" for i in range(back, at))  # "no other injuries" leaves the first ones open
    if not others and (clause.kind(back - 1) == "no" or clause.low(back - 1) == "without"):
        return Found([nobody(back - 1, at + 1)], at)
    return None


def _both(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    """No casualties: nobody dead and nobody injured. A number of casualties says neither."""
    found = _tally(clause, at, earlier)
    return found if found is not None and found.groups[0].kind == "none" else None


def _care(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    """Taken to hospital, survived; the dead are "survived by" their kin."""
    return None if (clause.low(at), clause.low(at + 1)) == ("survived", "by") else _died(clause, at, earlier)


def _victims(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """The four victims: people harmed, without a word on how badly."""
    group = clause.over.get(at) or clause.ending.get(at)
    return Found([group], at) if group is not None and group.kind == "count" and group.last <= at + 1 else None


def _noun(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """The death of, the killing of; Ada Stone's murder."""
    owner = clause.over.get(at - 1) or clause.over.get(at)
    if clause.kind(at - 1) == "possessive" and owner is not None:
        person = _owner(clause, owner, at)
        return Found([person], at) if person is not None else None
    group = clause.opening.get(at + 2) if clause.low(at + 1) == "of" else None
    if group is None or group.kind in {"thing", "none"}:
        return None
    return Found(find_objects(clause, at + 1) or [group], at)


def _owner(clause: Clause, group: Group, at: int) -> Group | None:
    """The single person whose death a possessive speaks of, as a group without the noun; None for things."""
    word = clause.tokens[at - 1]
    bare = word.low.removesuffix("s").removesuffix("'")
    kind = lexicon().classes.get(bare, "")
    known = kind == "person" or (not kind and word.text[0].isupper() and not word.text.isupper())
    if not known or group.first >= at:
        return None
    head = bare if kind == "person" else word.text
    return Group(
        group.first, at, "single" if kind else "name", 1, 1, 1, "exact", group.first, at, head.lower(), definite=True
    )


def _suffer(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    """Suffered wounds; treated in hospital for burns; not suffered no wounds."""
    ahead = [clause.low(i) for i in range(at + 1, at + 9)]
    if "no" in ahead[:2] or not lexicon().sets["injury"].intersection(ahead):
        return None
    return _died(clause, at, earlier)


# In the order in which a cue of several frames tries them.
FINDERS: dict[str, Finder] = {
    "past": _past,
    "gerund": _active,
    "base": _active,
    "died": _died,
    "state": _state,
    "hit": _hit,
    "hitting": _active,
    "toll": _toll,
    "claim": _claim,
    "body": _body,
    "suffer": _suffer,
    "treated": _suffer,
    "care": _care,
    "driven": _driven,
    "tally": _tally,
    "both": _both,
    "noun": _noun,
    "victims": _victims,
}
