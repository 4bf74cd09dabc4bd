"""The clause round a cue: who is its subject, to the left, and who its object, to the right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from transforms.mentions.casualties.phrases.people import Group
from transforms.mentions.casualties.vocabulary import Frame, GroupKind, WordClass
from transforms.mentions.casualties.words.lexicon import lexicon
from transforms.mentions.casualties.words.tokens import Token

_SKIPPED: frozenset[WordClass] = frozenset(("be", "have", "adv", "modal", "fate", "neg", "time"))
PREPOSITIONS: frozenset[WordClass] = frozenset(("prep", "incl"))
LISTED: frozenset[GroupKind] = frozenset(("count", "single", "name"))
_PLACING = {"in", "at", "near", "from", "of", "outside"}
_FARTHEST = 28  # tokens; a subject farther off belongs to another clause


@dataclass(slots=True)
class Clause:
    """Tokens and groups of a sentence, with the groups by where they open and end.

    taken: first token of each group that a cue has as its object. headline: whether headline style is read.
    wrongly: the first word that takes back what comes after it ("wrongly"), past the end where there is none.
    """

    tokens: list[Token]
    groups: list[Group]
    headline: bool = False
    ending: dict[int, Group] = field(default_factory=dict)
    opening: dict[int, Group] = field(default_factory=dict)
    over: dict[int, Group] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    wrongly: int = field(init=False)

    def __post_init__(self) -> None:
        words = lexicon().sets["wrongly"]
        self.wrongly = next((at for at, token in enumerate(self.tokens) if token.low in words), len(self.tokens))
        for group in self.groups:
            self.ending[group.last] = group
            self.opening[group.first] = group
            self.opening.setdefault(group.figure_first, group)
            for at in range(group.first, group.last):
                self.over.setdefault(at, group)

    def kind(self, at: int) -> WordClass | Literal[""]:
        """Class of token `at`; "" outside the sentence."""
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def low(self, at: int) -> str:
        """Token `at` in lower case; "" outside the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def is_cue(self, at: int, *frames: Frame) -> bool:
        """Whether token `at` is a cue with one of the frames."""
        cue = self.tokens[at].cue if 0 <= at < len(self.tokens) else None
        return cue is not None and any(frame in cue.frames for frame in frames)


def skip_left(clause: Clause, at: int) -> tuple[int, bool]:
    """Index just right of the subject's last token, and whether a form of "be" or "found" was passed.

    What stands before "to have" says nothing: "is known to have killed" is active.
    """
    passive = perfect = False
    while at > 0:
        both = clause.low(at - 1) == "both" and clause.kind(at - 2) == "be"
        if not (clause.kind(at - 1) in _SKIPPED or both or clause.low(at - 1) in {"-", "to", '"'}):
            break
        perfect = perfect or (clause.low(at - 1) == "have" and clause.low(at - 2) == "to")
        passive = passive or (not perfect and clause.kind(at - 1) in {"be", "fate"})
        at -= 1
    return at, passive


def find_subject(clause: Clause, cue: int) -> tuple[Group | None, bool]:
    """The group that is the subject of the cue, or None; and whether the cue is passive."""
    edge, passive = skip_left(clause, cue)
    if passive and clause.low(edge) == "being" and clause.low(edge - 1) in {"after", "since", "despite"}:
        told = _passive_before(clause, edge - 1)
        if told is not None:
            return find_subject(clause, told)
    parted = _find_parted(clause, edge) if passive or clause.is_cue(cue, "died", "suffer", "treated", "care") else None
    return (parted, passive) if parted is not None else _search_left(clause, edge, passive=passive)


def _passive_before(clause: Clause, edge: int) -> int | None:
    """The passive cue left of `edge` whose subject goes on: "a dealer was arrested after being wounded"."""
    for at in range(edge - 1, max(0, edge - _FARTHEST), -1):
        if clause.low(at) in {",", ";", ":"} or clause.kind(at) == "conj":
            return None
        if clause.tokens[at].cue is not None:
            return at if clause.is_cue(at, "past", "hit") and skip_left(clause, at)[1] else None
    return None


def _search_left(clause: Clause, edge: int, *, passive: bool) -> tuple[Group | None, bool]:
    """The subject of a cue whose verb begins at `edge`, as find_subject gives it."""
    relative = _opens_relative(clause, edge - 1)
    if relative:
        told, antecedent = _find_antecedent(clause, edge)
        if told:
            return antecedent, passive
    at = edge - 1 if relative else edge
    nearest = at
    fallback: Group | None = None
    stop = max(0, at - _FARTHEST)
    while at > stop:
        group = clause.ending.get(at)
        if group is None:
            if _parts_clauses(clause, at - 1, seen=fallback is not None):
                break
            at -= 1
            continue
        if group.kind == "thing" and not relative and _is_thing_subject(clause, group, adjacent=at == edge):
            return None, passive
        if _can_act(group, relative=relative):
            including = find_including(clause, group)
            governed = including is not None or _is_governed(clause, group)
            free = group.first not in clause.taken
            if _is_reduced(clause, group, adjacent=at == nearest, passive=passive and not relative):
                return group, passive
            if not governed and (free or relative or not passive):
                return _acted_on(clause, group, passive=passive), passive
            if fallback is None and free:
                fallback = group
            if including is not None:  # whoever the list is of stands before it
                at = including
                continue
        at = group.first
    return fallback, passive


def _acted_on(clause: Clause, group: Group, *, passive: bool) -> Group:
    """The people of whom a pronoun tells what it does, else the group: "three of the boys he was leading were hurt"."""
    before = clause.ending.get(group.first) if group.kind == "pron" and passive else None
    return before if before is not None and before.kind in LISTED else group


def _opens_relative(clause: Clause, at: int) -> bool:
    """Whether token `at` is a relative "who", or a "that" right behind a noun phrase."""
    told = at in clause.ending or clause.kind(at - 1) in {"word", "thing"}
    return clause.kind(at) == "who" or (clause.low(at) == "that" and told)


def _find_antecedent(clause: Clause, edge: int) -> tuple[bool, Group | None]:
    """Whether the words before a relative "who" left of `edge` say whom it speaks of, and whom: None for a thing."""
    group = clause.ending.get(edge) or clause.ending.get(edge - 1)
    name = clause.ending.get(edge - 2) if clause.low(edge - 2) == "," else None
    if name is not None and name.kind == "name" and name.last - name.first > 1 and clause.low(name.first - 1) == "of":
        return True, name  # "300 came to the home of Ada Stone, who died"
    if name is not None and name.kind == "count" and name.head:  # "Divers looked for five anglers, who had drowned"
        return True, name
    thing = clause.low(edge - 1) in {"which", "that"}  # "the lake counties that were hit"
    if thing and group is not None and group.kind == "name":  # "wood from Dorn that was burned"
        return True, None
    if group is not None and group.kind in LISTED:  # "three of whom died"; "for 12 men who died"
        return True, group.whole or group
    if group is not None and group.kind == "plural":  # "a wreath for the nurses who were killed"
        return True, group
    return thing or clause.low(edge - 2) == "shot", None  # "fired one shot which struck"


def find_object_before(clause: Clause, subject: Group) -> Group | None:
    """The people before a relative clause that its subject acts on: "the 30 girls (whom) his fighters abducted"."""
    marked = clause.low(subject.first - 1) in {"whom", "that", "who"}
    before = clause.ending.get(subject.first - marked)
    if before is None or before.kind != "count" or subject.kind not in {"name", "plural", "pron", "single"}:
        return None
    return before if before.head and (marked or before.definite) else None


def _can_act(group: Group, *, relative: bool) -> bool:
    """Whether a phrase is of people who may be the subject; relative: the cue's own subject is a "who" behind it."""
    return group.kind not in {"thing", "age"} and not (group.kind == "pron" and relative)


def _is_governed(clause: Clause, group: Group) -> bool:
    aboard = (clause.low(group.first - 2), clause.low(group.first - 1)) == ("on", "board")
    placed = aboard or clause.kind(group.first - 1) in PREPOSITIONS
    return placed or _is_held(clause, group) or _is_land(clause, group)


def _is_land(clause: Clause, group: Group) -> bool:
    """Whether a name is the country of a place before it, and both part people from their verb.

    "Two pupils in Dorn, Tarania, were shot"; but "In Dorn, Ada Stone was shot".
    """
    town = clause.ending.get(group.first - 1) if clause.low(group.first - 1) == "," else None
    if town is None or group.kind != "name" or town.kind != "name" or clause.low(town.first - 1) not in _PLACING:
        return False
    before = clause.ending.get(town.first - 1)
    return before is not None and before.kind in LISTED | {"thing"}


def _find_parted(clause: Clause, edge: int) -> Group | None:
    """The subject that other words part from its verb at `edge`: "Four men who had robbed a bank", "12, all boys,".

    Nothing where the words between hold a comma of their own, or where the phrase before them is of no people.
    """
    stop = max(0, edge - _FARTHEST)
    if clause.low(edge - 1) == ",":
        opens = next((at for at in range(edge - 2, stop, -1) if clause.low(at) == ","), None)
        if opens is None or clause.low(opens + 1) not in lexicon().sets["aside"]:
            return None
        return _listed_at(clause, opens)
    own = clause.ending.get(edge)
    if own is not None and own.kind == "count" and clause.low(own.first - 1) in {"when", "after", "before", "as"}:
        return None  # "A pupil who hid told of the day when nine people were shot"
    for at in range(edge - 1, stop, -1):
        if clause.low(at) in {",", ";", ":"}:
            return None
        if _opens_relative(clause, at):
            told = any(clause.kind(k) in {"be", "have", "cue"} for k in range(at + 1, edge))
            acted = at + 1 < edge and clause.low(at + 1).endswith("ed")  # "a guard who tried to stop them was shot"
            told = told or acted
            return _listed_at(clause, at) if told else None
    return None


def _listed_at(clause: Clause, at: int) -> Group | None:
    """The people whose phrase ends at `at`."""
    group = clause.ending.get(at)
    return group if group is not None and group.kind in {"count", "single"} else None


def find_including(clause: Clause, group: Group) -> int | None:
    """Where the "including" or "among them" stands that opens the list of the group, as in "including a boy"."""
    if clause.low(group.first - 1) == "and" and clause.is_cue(group.last, "past", "state"):
        return None  # "nine dead, including the mayor, and dozens wounded"
    at = group.first
    while clause.kind(at - 1) != "incl":
        if clause.low(at - 1) in {"them", "whom"} and clause.low(at - 2) == "among":
            return at - 2
        single_out = clause.ending.get(at)
        if clause.low(at - 1) in {"them", "whom"} and single_out is not None and single_out.kind == "count":
            return single_out.first  # "three people, one of them a nurse, were shot"
        before = at
        while clause.low(at - 1) in {",", "and"}:
            at -= 1
        listed = clause.ending.get(at)
        if at == before or listed is None or listed.kind not in LISTED:
            return None
        at = listed.first
    return at - 1


def _parts_clauses(clause: Clause, at: int, *, seen: bool) -> bool:
    """Whether token `at` ends the search to the left. seen: a candidate is at hand already."""
    dated = clause.kind(at + 1) in {"prep", "time"} or clause.low(at + 1) in {"last", "earlier", "this"}
    participle = clause.is_cue(at, "past") and at in clause.ending and dated
    if clause.low(at) in {";", ":"} or (clause.is_cue(at, "past", "gerund", "died") and not participle):
        return True
    return seen and clause.kind(at) in {"sub", "conj"}


def _is_thing_subject(clause: Clause, group: Group, *, adjacent: bool) -> bool:
    """Whether a thing is the subject itself, and not a part of a phrase that follows a person."""
    if adjacent and clause.low(group.first - 1) in {"since", "when", "as", "until"}:  # "since the crisis struck"
        return True
    if adjacent and group.head in lexicon().animals:  # "tests on all cattle slaughtered"
        return True
    if _is_governed(clause, group) or group.head in lexicon().sets["measure"]:  # "a man hurt last week died"
        return False
    return adjacent or group.figure_first > group.first or clause.kind(group.first) in {"num", "det", "art"}


def _is_held(clause: Clause, group: Group) -> bool:
    """Whether the group is what people before it are doing something to: "two guards driving a van were killed"."""
    doing = clause.low(group.first - 1).endswith("ing") and clause.kind(group.first - 1) == "word"
    doer = clause.ending.get(group.first - 1) if doing else None
    return doer is not None and doer.kind != "thing"


def _is_reduced(clause: Clause, group: Group, *, adjacent: bool, passive: bool) -> bool:
    """Whether the cue is a participle of the group beside it: "one of four women wounded", "among hundreds injured"."""
    if group.kind != "count" or not adjacent or passive:
        return False
    return clause.low(group.first - 1) in {"of", "among", "with", "for"}
