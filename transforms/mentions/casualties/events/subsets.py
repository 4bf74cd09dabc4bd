"""Singling out: parts of the people that a sentence speaks of, "including two boys", "among the dead was a nurse"."""

from __future__ import annotations

from dataclasses import replace

from transforms.mentions.casualties.events.clause import LISTED, Clause, find_including, find_subject, skip_left
from transforms.mentions.casualties.events.coordination import find_objects, join_left
from transforms.mentions.casualties.events.harm import Found, Harm
from transforms.mentions.casualties.phrases.noun_runs import PEOPLE
from transforms.mentions.casualties.phrases.people import Group
from transforms.mentions.casualties.vocabulary import FigureFrame
from transforms.mentions.casualties.words.lexicon import lexicon

_SINGLED_OUT = {",", "(", "and", "-", "–", "—", "with"}
WEAK: frozenset[FigureFrame] = frozenset(("care", "victims"))
"""What they find may be singled out of a stronger one."""
_PHRASE = 9  # tokens from "those killed" to its verb: "those killed in the crash were"


def find_part(clause: Clause, at: int) -> Found | None:
    """Those singled out of the people that the cue names: "two of the injured", "the dead include two"."""
    opener = at - 1 - (clause.kind(at - 1) == "adv")  # "five of the critically injured"
    if clause.low(opener) not in {"the", "those"}:
        return None
    group = clause.ending.get(opener - 1) if clause.low(opener - 1) == "of" else None
    if group is not None and group.kind == "count" and group.bounds.qualifier != "vague" and not group.head:
        if clause.kind(at + 1) in PEOPLE:
            return None
        told = clause.opening.get(at + 2) if clause.kind(at + 1) == "be" else None
        head = told.head if told is not None and told.kind == "plural" else ""
        return Found([replace(group, last=at + 1, head=head)], at)
    if clause.low(at - 2) == "among":
        return _among(clause, at)
    first = clause.opening.get(at + 2) if clause.low(at + 1) == "," else None
    if at == 2 and clause.low(0) == "of" and first is not None and first.kind == "count":
        return Found([first], at)  # "Of the injured, nine are children"
    after = _verb_after(clause, at)
    members = find_objects(clause, after, reach=0) if clause.kind(after) == "incl" else []
    return Found(members, at) if members else None


def _among(clause: Clause, at: int) -> Found | None:
    """Two boys were among the dead; among the dead were two boys."""
    edge, passed = skip_left(clause, at - 2)
    if passed:
        subject, _ = find_subject(clause, at - 2)
        return Found(join_left(clause, subject), at) if subject is not None and subject.last == edge else None
    after = _verb_after(clause, at)
    members = find_objects(clause, after, reach=0) if clause.kind(after) == "be" else []
    return Found(members, at) if members else None


def _verb_after(clause: Clause, at: int) -> int:
    """The "were" or "include" after "those killed in the crash"."""
    after = at + 1
    while after < at + _PHRASE and clause.kind(after) not in {"be", "incl", "cue", "verb", "mark", "conj", "who", ""}:
        after += 1
    return after


def find_named(clause: Clause, at: int) -> Found | None:
    """Who the people of a cue are, all of them: "the dead were 30 rebels and two nurses"."""
    opens = at == 0 and clause.low(at + 1) in {"were", "was", ":"}  # "Killed were two nurses"; "Dead: 12"
    named = clause.low(at - 1) == "the" and clause.low(at - 2) not in {"of", "among"}
    if not opens and not (named and clause.low(at + 1) in {"were", "are"}):
        return None
    called = clause.low(at + 2) in {"named", "identified", "listed"} and clause.low(at + 3) == "as"
    groups = find_objects(clause, at + (3 if called else 1), reach=0, called=True)
    return Found(groups, at) if groups and all(g.kind in LISTED for g in groups) else None


def is_among(shot: Harm, dead: Harm) -> bool:
    """Whether those who died are told as some of the people shot: "nine died", "two of them died"."""
    first, second = shot.groups[0], dead.groups[0]
    counted = len(shot.groups) == len(dead.groups) == 1 and first.kind == second.kind == "count"
    if not counted or first is second or "vague" in {first.bounds.qualifier, second.bounds.qualifier}:
        return False
    return not second.head and 0 < (second.bounds.low or 0) < (first.bounds.low or 0)


def single_out(clause: Clause, harms: list[Harm]) -> list[Harm]:
    """Counts that the sentence singles out of another: "including two children", "two of whom", "seven seriously"."""
    known = {g.first for h in harms if h.frame not in WEAK for g in h.groups}
    found = []
    last: Harm | None = None
    last_injured: Harm | None = None
    waiting = list(reversed(harms))
    for group in clause.groups:
        while waiting and waiting[-1].cue < group.first:
            last = waiting.pop()
            last_injured = last if last.outcome == "injured" else last_injured
        if group.kind not in {"count", "single"} or group.first in known or group.first == 0:
            continue
        grave = clause.low(group.last) in lexicon().sets["grave"]
        named = clause.low(group.first - 1) in {"them", "whom"} and clause.low(group.first - 2) == "of"
        if group.kind == "single" and (named or group.unsure or find_including(clause, group) is None):
            continue  # "one of them a nurse" is one
        if not _is_singled_out(clause, group, grave=grave):
            continue
        owner = (
            _beside(clause, group, harms)
            or last
            or (waiting[-1] if waiting and waiting[-1].groups[0].last <= group.first else None)
        )
        owner = (last_injured or owner) if grave else owner
        if owner is not None and owner.frame != "both" and owner.groups[-1].kind != "none":
            found.append(_part_of(clause, owner, group))
    return found


def _part_of(clause: Clause, owner: Harm, group: Group) -> Harm:
    """The harm of a group that is singled out of the people of another, who may have fared better: "two fatally"."""
    kinds = clause.opening.get(group.last)  # "four of them children"
    told = replace(group, head=kinds.head) if kinds is not None and kinds.kind in {"plural", "single"} else group
    if clause.low(group.last) == "fatally" and owner.outcome != "killed":
        return Harm(outcome="killed", frame="past", cue=owner.cue, groups=[told], among=owner)
    return Harm(outcome=owner.outcome, frame="subset", cue=owner.cue, groups=[told], whole=owner)


def _beside(clause: Clause, group: Group, harms: list[Harm]) -> Harm | None:
    """The harm of the people right before the "including" that opens the group's list."""
    opener = find_including(clause, group)
    if opener is None:
        return None
    edges = {opener, opener - (clause.low(opener - 1) == ",")}
    return next((h for h in harms if any(g.last in edges for g in h.groups)), None)


def _is_singled_out(clause: Clause, group: Group, *, grave: bool) -> bool:
    before = clause.low(group.first - 1)
    if find_including(clause, group) is not None:
        return True
    if clause.low(0) == "of" and before == "," and clause.kind(group.last) == "be":  # "Of the 31 killed, 12 were boys"
        return True
    if before in {"whom", "them"} and clause.low(group.first - 2) == "of":  # "1,100 were hurt, of whom 56 gravely"
        return True
    of_them = clause.low(group.last) == "of" or clause.low(group.last - 1) in {"them", "whom", "who", "those"}
    return before in _SINGLED_OUT and (of_them or grave)
