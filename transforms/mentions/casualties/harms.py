"""Harms: every cue of a sentence with the people it speaks of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from transforms.mentions.casualties.clause import Clause, Found, find_including
from transforms.mentions.casualties.frames import FINDERS, part_of
from transforms.mentions.casualties.groups import Group
from transforms.mentions.casualties.lexicon import lexicon
from transforms.mentions.casualties.tokens import Token

_WEAK = {"care", "victims"}  # what they find may be singled out of a stronger one
_SINGLED_OUT = {",", "(", "and", "-", "–", "—", "with"}


@dataclass(slots=True, eq=False)
class Harm:
    """People harmed under one cue: several groups when "and" joins them.

    cue: token index. hypothetical: "may be hurt". unreal: "could have killed". negated: "was not hurt".
    whole: the harm that this one is a part of. among: the people shot of whom these died.
    """

    outcome: str
    frame: str
    cue: int
    groups: list[Group]
    hypothetical: bool = False
    unreal: bool = False
    negated: bool = False
    whole: Harm | None = None
    among: Harm | None = None


def find_harms(tokens: list[Token], groups: list[Group], *, headline: bool = False) -> list[Harm]:
    """The harms of a sentence in the order of their cues; after them those that the sentence singles out of another."""
    clause = Clause(tokens, groups, headline)
    harms: list[Harm] = []
    for at, token in enumerate(tokens):
        if token.cue is not None:
            harm = _read(clause, at, token, harms[-1] if harms else None)
            if harm is not None:
                if harms and harm.outcome == "killed" and harm.groups is harms[-1].groups and harms[-1].frame == "hit":
                    harms.pop()  # "was shot and later died": one person, dead
                harms.append(harm)
    return harms + _single_out(clause, harms)


def _read(clause: Clause, at: int, token: Token, earlier: Harm | None) -> Harm | None:
    """The harm of a cue: the first of its frames that finds people."""
    frames = token.cue.frames if token.cue is not None else {}
    part = part_of(clause, at)
    if part is not None and (outcome := frames.get("past") or frames.get("state")):
        return Harm(outcome, "subset", at, part.groups)
    for frame, finder in FINDERS.items():
        found = finder(clause, at, Found(earlier.groups, earlier.cue) if earlier else None) if frame in frames else None
        if found is None:
            continue
        people = found.groups
        if token.low in lexicon().sets["ambiguous"]:
            people = [g for g in people if not g.unsure or not g.head]
        if not people:
            return None
        harm = Harm(found.outcome or frames[frame], "past" if found.outcome and frame == "hit" else frame, at, people)
        _judge_mood(clause, harm)
        return harm
    return None


def _judge_mood(clause: Clause, harm: Harm) -> None:
    if harm.groups[0].kind == "none":
        harm.negated = clause.low(harm.groups[0].first) == "any"  # "denied that any villagers were killed"
        return
    window = clause.tokens[max(0, harm.cue - 4) : harm.cue]
    unreal = lexicon().sets["unreal"]
    harm.negated = any(t.low in {"not", "never", "without"} or t.low.endswith("n't") for t in window[-3:])
    denying = lexicon().sets["denying"]
    harm.negated = harm.negated or any(t.low in denying for t in clause.tokens[max(0, harm.cue - 8) : harm.cue])
    modals = [t.low for t in window if t.kind == "modal"]
    harm.unreal = any(low in {"could", "would", "might"} for low in modals) and any(t.kind == "have" for t in window)
    harm.hypothetical = any((t.kind == "modal" and t.low != "would") or t.low in unreal for t in window)
    if harm.frame == "base" and clause.low(harm.cue - 1) == "to":
        harm.hypothetical = True


def _single_out(clause: Clause, harms: list[Harm]) -> list[Harm]:
    """Counts that the sentence singles out of another: "including two children", "two of whom", "seven seriously"."""
    known = {g.first for h in harms if h.frame not in _WEAK for g in h.groups}
    found = []
    last: Harm | None = None
    last_injured: Harm | None = None
    waiting = list(reversed(harms))
    for group in clause.groups:
        while waiting and waiting[-1].cue < group.first:
            last = waiting.pop()
            last_injured = last if last.outcome == "injured" else last_injured
        if group.kind != "count" or group.first in known or group.first == 0:
            continue
        grave = clause.low(group.last) in lexicon().sets["grave"]
        if not _is_singled_out(clause, group, grave=grave):
            continue
        owner = last or (waiting[-1] if waiting and waiting[-1].groups[0].last <= group.first else None)
        owner = (last_injured or owner) if grave else owner
        if owner is not None and owner.frame != "both" and owner.groups[-1].kind != "none":
            outcome = "killed" if clause.low(group.last) == "fatally" else owner.outcome
            whole = owner if outcome == owner.outcome else None
            among = owner if whole is None else None
            kinds = clause.opening.get(group.last)  # "four of them children"
            told = replace(group, head=kinds.head) if kinds is not None and kinds.kind == "plural" else group
            found.append(Harm(outcome, "subset" if whole else "past", owner.cue, [told], whole=whole, among=among))
    return found


def _is_singled_out(clause: Clause, group: Group, *, grave: bool) -> bool:
    before = clause.low(group.first - 1)
    if find_including(clause, group) is not None:
        return True
    of_them = clause.low(group.last) == "of" or clause.low(group.last - 1) in {"them", "whom", "who", "those"}
    return before in _SINGLED_OUT and (of_them or grave)
