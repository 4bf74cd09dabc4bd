"""The clause round a cue: who is its subject, to the left, and who its object, to the right."""

from __future__ import annotations

from dataclasses import dataclass, field

from transforms.mentions.casualties.groups import Group
from transforms.mentions.casualties.lexicon import lexicon
from transforms.mentions.casualties.tokens import Token

_SKIPPED = {"be", "have", "adv", "modal", "fate", "neg", "time"}
_PREPOSITIONS = {"prep", "incl"}
_LISTED = {"count", "single", "name"}
_FARTHEST = 28  # tokens; a subject farther off belongs to another clause
_OLDEST = 110
_COMPANY = 10  # tokens from a passive cue to "along with"


@dataclass(slots=True)
class Clause:
    """Tokens and groups of a sentence, with the groups by where they open and end.

    taken: first token of each group that a cue has as its object. headline: whether headline style is read.
    """

    tokens: list[Token]
    groups: list[Group]
    headline: bool = False
    ending: dict[int, Group] = field(default_factory=dict)
    opening: dict[int, Group] = field(default_factory=dict)
    over: dict[int, Group] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for group in self.groups:
            self.ending[group.last] = group
            self.opening[group.first] = group
            self.opening.setdefault(group.figure_first, group)
            for at in range(group.first, group.last):
                self.over.setdefault(at, group)

    def kind(self, at: int) -> str:
        """Class of token `at`; "" outside the sentence."""
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def low(self, at: int) -> str:
        """Token `at` in lower case; "" outside the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def is_cue(self, at: int, *frames: str) -> bool:
        """Whether token `at` is a cue with one of the frames."""
        cue = self.tokens[at].cue if 0 <= at < len(self.tokens) else None
        return cue is not None and any(frame in cue.frames for frame in frames)


@dataclass(frozen=True, slots=True)
class Found:
    """The people of a cue; cue: its token. passive: it was read as passive.

    outcome: where other words than the cue tell it, "stabbed ... to death"; else "".
    """

    groups: list[Group]
    cue: int
    passive: bool = False
    outcome: str = ""


def skip_left(clause: Clause, at: int) -> tuple[int, bool]:
    """Index just right of the subject's last token, and whether a form of "be" or "found" was passed."""
    passive = False
    while at > 0:
        both = clause.low(at - 1) == "both" and clause.kind(at - 2) == "be"
        if not (clause.kind(at - 1) in _SKIPPED or both or clause.low(at - 1) in {"-", "to", '"'}):
            break
        passive = passive or clause.kind(at - 1) in {"be", "fate"}
        at -= 1
    return at, passive


def find_subject(clause: Clause, cue: int) -> tuple[Group | None, bool]:
    """The group that is the subject of the cue, or None; and whether the cue is passive."""
    edge, passive = skip_left(clause, cue)
    relative = clause.kind(edge - 1) == "who"
    antecedent = clause.ending.get(edge) or clause.ending.get(edge - 1) if relative else None
    if antecedent is not None and antecedent.kind in _LISTED:  # "three of whom died"; "for 12 men who died"
        return antecedent.whole or antecedent, passive
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
        if group.kind not in {"thing", "age"} and not (group.kind == "pron" and relative):
            including = find_including(clause, group)
            governed = clause.kind(group.first - 1) in _PREPOSITIONS or including is not None
            free = group.first not in clause.taken
            if _is_reduced(clause, group, adjacent=at == nearest, passive=passive and not relative):
                return group, passive
            if not governed and (free or relative or not passive):
                return group, passive
            if fallback is None and free:
                fallback = group
            if including is not None:  # whoever the list is of stands before it
                at = including
                continue
        at = group.first
    return fallback, passive


def find_including(clause: Clause, group: Group) -> int | None:
    """Where the "including" or "among them" stands that opens the list of the group, as in "including a boy"."""
    at = group.first
    while clause.kind(at - 1) != "incl":
        if clause.low(at - 1) in {"them", "whom"} and clause.low(at - 2) == "among":
            return at - 2
        before = at
        while clause.low(at - 1) in {",", "and"}:
            at -= 1
        listed = clause.ending.get(at)
        if at == before or listed is None or listed.kind not in _LISTED:
            return None
        at = listed.first
    return at - 1


def _parts_clauses(clause: Clause, at: int, *, seen: bool) -> bool:
    """Whether token `at` ends the search to the left. seen: a candidate is at hand already."""
    participle = clause.is_cue(at, "past") and at in clause.ending and clause.kind(at + 1) == "prep"
    if clause.low(at) in {";", ":"} or (clause.is_cue(at, "past", "gerund", "died") and not participle):
        return True
    return seen and clause.kind(at) in {"sub", "conj"}


def _is_thing_subject(clause: Clause, group: Group, *, adjacent: bool) -> bool:
    """Whether a thing is the subject itself, and not a part of a phrase that follows a person."""
    if clause.kind(group.first - 1) in _PREPOSITIONS:
        return False
    return adjacent or group.figure_first > group.first or clause.kind(group.first) in {"num", "det", "art"}


def _is_reduced(clause: Clause, group: Group, *, adjacent: bool, passive: bool) -> bool:
    """Whether the cue is a participle of the group beside it: "one of four women wounded", "among hundreds injured"."""
    if group.kind != "count" or not adjacent or passive:
        return False
    return clause.low(group.first - 1) in {"of", "among", "with"}


def join_left(clause: Clause, group: Group) -> list[Group]:
    """The group and those that "and" joins to it on its left: "a woman, two girls and a man"."""
    joined, joint, at = [group], False, group.first
    while at > 1:
        back = at
        if clause.kind(back - 1) == "conj":
            joint = True
            back -= 1 + (clause.low(back - 2) == ",")
        elif clause.low(back - 1) == "," and joint:
            back -= 1
        else:
            break
        other = _listed_before(clause, _over_age(clause, back))
        if other is None:
            break
        joined.insert(0, other)
        at = other.first
    return joined[:1] if _is_apposition(joined) else joined


def _listed_before(clause: Clause, at: int) -> Group | None:
    """The group that ends at `at` and can be a member of a list of subjects."""
    group = clause.ending.get(at) or _before_phrase(clause, at)
    if group is None or group.kind not in _LISTED or group.first in clause.taken:
        return None
    governed = clause.kind(group.first - 1) in _PREPOSITIONS and clause.low(group.first - 1) != "of"
    return None if governed or find_including(clause, group) is not None else group


def _before_phrase(clause: Clause, at: int) -> Group | None:
    """The group that opens the clause when only a short prepositional phrase follows it: "a woman in her 50s"."""
    for start in range(at - 1, max(0, at - 6), -1):
        group = clause.ending.get(start)
        if group is None or group.kind not in _LISTED or clause.kind(start) != "prep":
            continue
        opens = group.first == 0 or clause.kind(group.first - 1) in {"mark", "verb"}
        plain = all(clause.kind(i) not in {"cue", "mark", "be", "conj", "verb"} for i in range(start, at))
        return group if opens and plain else None
    return None


def _over_age(clause: Clause, at: int) -> int:
    """Step left over ", 23" and ", 23,"."""
    if clause.low(at - 1) == "," and clause.kind(at - 2) == "num":
        at -= 1
    is_age = (
        at > 1 and clause.kind(at - 1) == "num" and clause.low(at - 2) == "," and clause.tokens[at - 1].value < _OLDEST
    )
    return at - 2 if is_age else at


def join_right(clause: Clause, groups: list[Group], cue: int) -> list[Group]:
    """The groups of a passive cue and those that "along with" adds behind it: "were killed, along with two guards"."""
    at = cue + 1
    while at < cue + _COMPANY and clause.kind(at) not in {"", "cue", "conj", "sub", "verb", "who"}:
        at += 1
    company = clause.opening.get(at + 1) if clause.low(at) == "along with" else None
    if company is None or company.kind not in _LISTED or groups[0].kind not in _LISTED:
        return groups
    clause.taken.add(company.first)
    return [*groups, company]


def _is_apposition(groups: list[Group]) -> bool:
    """Whether names only say who a number of people are: "two men, A and B"."""
    names = all(g.kind in {"name", "single"} for g in groups[1:])
    return groups[0].kind == "count" and groups[0].low == len(groups) - 1 and names


def find_objects(clause: Clause, cue: int, *, reach: int = 2) -> list[Group]:
    """The groups that are the object of the cue, joined ones together; marks them as taken."""
    at = cue + 1
    while at < cue + 1 + reach and at not in clause.opening and clause.kind(at) in {"adv", "fate"}:
        at += 1
    group = clause.opening.get(at)
    while group is not None and group.kind == "thing":  # "hit a car and two women"
        group = _after_thing(clause, group.last)
    if group is None:
        return []
    objects = [group]
    while (following := _next_listed(clause, objects[-1].last)) is not None:
        objects.append(following)
    clause.taken.update(g.first for g in objects)
    return objects[:1] if _is_apposition(objects) else objects


def _after_thing(clause: Clause, at: int) -> Group | None:
    """The next member of a list whose last thing ends at `at`; None when it is no list or people have a verb there."""
    comma = clause.low(at) == ","
    at += comma
    conj = clause.kind(at) == "conj"
    group = clause.opening.get(at + conj) if comma or conj else None
    return None if group is None or group.kind not in _LISTED | {"thing"} or is_subject(clause, group) else group


def has_thing_object(clause: Clause, cue: int) -> bool:
    """Whether what the cue acts on is a thing or an animal: "killed a bear", "killed the bill"."""
    at = cue + 1
    at += clause.kind(at) == "adv" and at not in clause.opening
    group = clause.opening.get(at)
    if group is None or group.kind != "thing" or group.head in lexicon().sets["measure"]:
        return False
    opened = clause.kind(group.first) in {"det", "art", "poss", "another", "num", "possessive"}
    return opened or group.head in lexicon().animals


def _next_listed(clause: Clause, at: int) -> Group | None:
    """The next member of a list of objects that ends at `at` so far."""
    if clause.low(at) == "," and clause.kind(at + 1) == "num" and clause.kind(at + 2) in {"mark", "conj"}:
        at += 2 if clause.tokens[at + 1].value < _OLDEST else 0
    comma = clause.low(at) == ","
    at += comma
    conj = clause.kind(at) == "conj"
    at += conj
    group = clause.opening.get(at)
    if group is None and conj and clause.kind(at) == "adv":  # "his son and then himself"
        group = clause.opening.get(at + 1)
        group = group if group is not None and group.kind == "self" else None
    if not (comma or conj) or group is None or group.kind not in _LISTED | {"self"} or is_subject(clause, group):
        return None
    if (
        comma
        and not conj
        and (group.kind == "name" or (clause.kind(group.last) != "conj" and clause.low(group.last) != ","))
    ):
        return None
    return group


def is_subject(clause: Clause, group: Group) -> bool:
    """Whether a verb of its own follows the group."""
    at = group.last
    while clause.kind(at) in {"adv", "more", "who", "have", "time"}:
        at += 1
    return clause.kind(at) in {"be", "modal"} or clause.is_cue(at, "past", "died", "hit", "state", "suffer", "base")
