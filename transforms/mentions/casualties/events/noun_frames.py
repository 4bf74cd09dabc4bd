"""Tolls: what nouns of harm count, "the death toll rose to 41", "37 deaths", "the bodies of two men"."""

from __future__ import annotations

from schemas.mentions import Outcome
from transforms.mentions.casualties.bounds import ONE
from transforms.mentions.casualties.events.clause import Clause
from transforms.mentions.casualties.events.coordination import find_objects
from transforms.mentions.casualties.events.harm import Found, Harm
from transforms.mentions.casualties.phrases.fractions import is_denied
from transforms.mentions.casualties.phrases.noun_runs import PEOPLE
from transforms.mentions.casualties.phrases.people import Group, nobody
from transforms.mentions.casualties.words.lexicon import lexicon

_ANYBODY = {"people", "persons", "dead", "more"}
_OF_MANY = {"injury", "wounding"}  # nouns that count only whoever follows "of": "his injury" is told in passing
_TOLL_REACH = 22  # tokens from "death toll" to its number
_BODY_REACH = 4  # tokens from "the clerk's" to "body"


def read_toll(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    """The death toll rose to 41; the number of miners killed ... to 43; 12 deaths, bringing the total to 43."""
    outcome: Outcome | None = None
    if clause.low(at) == "total":
        outcome = earlier.outcome if earlier is not None else None
    elif clause.low(at - 1) in {"casualty", "injury"}:
        return None
    brought = clause.ending.get(at - 1) if clause.low(at - 1) == "the" else None
    if brought is not None and brought.kind == "count" and clause.low(brought.first - 1) == "to":
        if clause.low(at) != "number of":
            return Found([brought], at)
        outcomes = [found for step in range(at + 1, at + 7) if (found := _outcome_at(clause, step))]
        return (
            Found([brought], at, outcome=outcomes[0]) if outcomes else None
        )  # "brought to 31 the number of miners killed"
    for step in range(at + 1, min(len(clause.tokens), at + _TOLL_REACH)):
        if clause.is_cue(step, "toll"):
            return None
        group = clause.opening.get(step)
        counted = group is not None and group.kind == "count" and group.first == step
        if group is not None and counted and clause.low(step - 1) in lexicon().sets["tolled"]:
            clause.taken.add(group.first)
            told = bool(outcome) or clause.low(at) not in {"number of", "total"}
            return Found([group], at, outcome=outcome) if told else None
        outcome = outcome or (_outcome_at(clause, step) if clause.low(at) == "number of" else None)
    return None


def _outcome_at(clause: Clause, at: int) -> Outcome | None:
    """The outcome that token `at` tells of; None when it is no word for people harmed."""
    cue = clause.tokens[at].cue if at < len(clause.tokens) else None
    frames = cue.frames if cue is not None else {}
    return frames.get("past") or frames.get("died") or frames.get("state") or frames.get("tally") or frames.get("noun")


def find_former(clause: Clause, harms: list[Harm]) -> list[Harm]:
    """Figures that the sentence itself replaces: "rose to 41 from 30", "an earlier figure of 24"."""
    known = {g.first for h in harms for g in h.groups}
    counting = [h for h in harms if h.groups[0].kind == "count"]
    found = []
    for group in clause.groups if counting else []:
        if group.kind != "count" or group.first in known or (group.head and group.head not in _ANYBODY):
            continue
        before, sets = clause.low(group.first - 1), lexicon().sets
        owner = min(counting, key=lambda h: abs(h.groups[0].first - group.first))
        tolled = owner.frame == "toll" and before == "from"
        corrected = before in {"not", "than", "of"} and clause.low(group.first - 2) in sets["corrected"]
        reported = before == "of" and clause.low(group.first - 2) in sets["reckoned"]
        if tolled or corrected or (reported and clause.low(group.first - 3) in sets["former"]):
            found.append(Harm(outcome=owner.outcome, frame="toll", cue=owner.cue, groups=[group], former=True))
    return found


def read_loss(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """The army lost three soldiers; with the loss of all 44 crew."""
    objects = find_objects(clause, at, reach=0)
    counted = objects and all(g.kind == "count" and g.bounds.low != 1 for g in objects)  # "the loss of one of us"
    if clause.low(at).endswith("loss of"):
        return Found(objects, at) if counted and clause.low(at - 1) == "the" else None
    fallen = lexicon().sets["fallen"]
    return Found(objects, at) if counted and all(g.head in fallen for g in objects) else None


def read_claim(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """Claimed 37 lives; claimed the lives of two men."""
    if clause.low(at + 1) == "the" and clause.low(at + 2) in {"lives", "life"} and clause.low(at + 3) == "of":
        objects = find_objects(clause, at + 3)
        return Found(objects, at) if objects else None
    group = clause.opening.get(at + 1)
    if group is None or group.kind != "count":
        return None
    claimed = clause.low(at).startswith("claim") and group.head in {"victims", "victim"}
    return Found([group], at) if claimed or group.head in {"lives", "life"} else None


def read_bodies(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """The bodies of two men; 26 bodies, when somebody finds or lays them."""
    if clause.low(at + 1) == "of":
        group = clause.opening.get(at + 2)
        if group is not None and group.kind in {"count", "single", "name"}:
            return Found(find_objects(clause, at + 1, closed=True) or [group], at)
    around = {t.low for t in clause.tokens[max(0, at - 12) : at + 14]}
    if not around & lexicon().sets["body"]:
        return None
    group = clause.ending.get(at)
    if clause.low(at) in {"body", "corpse"} and (group is None or group.kind != "count"):
        person = _owner_before(clause, at)
        return Found([person], at) if person is not None else None
    counted = clause.low(at) != "remains" and group is not None and group.kind == "count"
    return Found([group], at) if group is not None and counted else None


def _owner_before(clause: Clause, at: int) -> Group | None:
    """Whose body is told, with a word or two between: "the clerk's charred body"."""
    for apart in range(at - 1, max(at - 1 - _BODY_REACH, 0), -1):
        owner = clause.over.get(apart)
        if clause.kind(apart) == "possessive" and owner is not None:
            return _owner(clause, owner, apart + 1)
    return None


def read_tally(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """37 deaths; no injuries; without loss of life."""
    group = clause.ending.get(at) or clause.ending.get(at + 1)
    if group is not None and group.kind in {"count", "none"}:
        return Found([group], at)
    back = at
    while (
        at - back < 5
        and clause.low(back - 1) != "any"
        and clause.kind(back - 1) in {"word", "more", "name", "conj", "cue", "adv"}
    ):
        back -= 1
    others = any(clause.kind(i) == "more" for i in range(back, at))  # "no other injuries" leaves the first ones open
    denied = clause.low(back - 1) == "any" and is_denied(clause.tokens, back - 1)
    if not others and (clause.kind(back - 1) == "no" or clause.low(back - 1) == "without" or denied):
        return Found([nobody(back - 1, at + 1)], at)
    return None


def read_both(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    """No casualties: nobody dead and nobody injured. A number of casualties says neither."""
    found = read_tally(clause, at, earlier)
    return found if found is not None and found.groups[0].kind == "none" else None


def read_noun(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """The death of, the killing of; Ada Stone's murder."""
    owner = clause.over.get(at - 1) or clause.over.get(at)
    if clause.kind(at - 1) == "possessive" and owner is not None and clause.low(at) not in _OF_MANY:
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
    kind = lexicon().classes.get(bare)
    known = kind == "person" or (not kind and word.text[0].isupper() and not word.text.isupper())
    if word.text.isupper() and not kind:  # capitals tell no name apart: "JUDGE REED'S MURDER", "REED'S MURDER"
        titled = any(t.kind in PEOPLE for t in clause.tokens[group.first : at - 1])
        opened = clause.kind(group.first) in {"det", "art", "poss", "num", "another"}
        known = titled or (not opened and clause.low(at) in lexicon().sets["murder"] and clause.low(at + 1) != "of")
    if not known or group.first >= at:
        return None
    head = bare if kind == "person" else word.text
    return Group(
        first=group.first, last=at, kind="single" if kind else "name", bounds=ONE, figure_first=group.first,
        figure_last=at, head=head.lower(), definite=True,
    )  # fmt: skip
