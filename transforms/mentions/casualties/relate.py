"""Relations: which group of people a cue speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field

from transforms.mentions.casualties.groups import Group
from transforms.mentions.casualties.tokens import Token

_SKIP_LEFT = {"be", "have", "adv", "modal", "fate", "neg", "time"}
_PREPOSITIONS = {"prep", "incl"}
_FARTHEST = 28
# Verbs that things suffer too: their people must be people beyond doubt.
_AMBIGUOUS = frozenset(
    [
        "executed",
        "shot",
        "hit",
        "struck",
        "seized",
        "burned",
        "burnt",
        "hurt",
        "evacuated",
        "shooting",
        "hitting",
        "striking",
        "beaten",
        "wiped",
        "out",
        "cut",
        "down",
        "blown",
        "up",
        "drowned",
        "arrested",
        "loss",
        "displaced",
    ]
) | {"cut down", "blown up", "wiped out", "run over"}
_BODY_WORDS = frozenset(
    [
        "found",
        "recovered",
        "retrieved",
        "discovered",
        "pulled",
        "identified",
        "buried",
        "lay",
        "lying",
        "unearthed",
        "exhumed",
        "taken",
        "brought",
        "dumped",
        "hanging",
        "charred",
        "decomposed",
        "floating",
        "burned",
        "burnt",
        "beheaded",
        "mutilated",
        "headless",
        "recover",
        "find",
        "finding",
        "recovering",
        "discovering",
        "counted",
        "morgue",
    ]
)


@dataclass(slots=True)
class Harm:
    """Somebody harmed: groups (several when they are joined by "and") under one cue.

    cue: token index. hypothetical: "could kill", "to kill". negated: "was not hurt".
    """

    outcome: str
    frame: str
    cue: int
    groups: list[Group]
    hypothetical: bool = False
    negated: bool = False
    passive: bool = False
    shared: bool = False
    whole: Harm | None = None
    fatal: bool = False


@dataclass(slots=True)
class _Sentence:
    tokens: list[Token]
    groups: list[Group]
    headline: bool
    ending: dict[int, Group] = field(default_factory=dict)
    opening: dict[int, Group] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=dict)  # first token of a group -> cue that has it as object

    def __post_init__(self) -> None:
        self.ending = {g.last: g for g in self.groups}
        self.opening = {g.first: g for g in self.groups}
        for g in self.groups:
            self.opening.setdefault(g.figure_first, g)

    def covering(self, at: int) -> Group | None:
        for g in self.groups:
            if g.first <= at < g.last:
                return g
        return None


def find_harms(tokens: list[Token], groups: list[Group], *, headline: bool = False) -> list[Harm]:
    """Every cue of the sentence with the people it speaks of."""
    sentence = _Sentence(tokens, groups, headline)
    harms: list[Harm] = []
    for at, token in enumerate(tokens):
        if token.cue is None:
            continue
        for frame in (
            "past",
            "gerund",
            "base",
            "died",
            "state",
            "hit",
            "hitting",
            "toll",
            "claim",
            "body",
            "suffer",
            "care",
            "tally",
            "both",
            "noun",
            "victims",
        ):
            outcome = token.cue.frames.get(frame)
            if outcome is None:
                continue
            harm = _FINDERS[frame](sentence, at, harms)
            if harm is not None:
                harm.outcome, harm.frame = ("killed", "past") if harm.fatal else (outcome, frame)
                if token.low in _AMBIGUOUS:
                    harm.groups = [g for g in harm.groups if not g.unsure or g.head == ""]
                    if not harm.groups:
                        break
                _judge_mood(tokens, harm)
                harms.append(harm)
                break
    _add_subsets(sentence, harms)
    return harms


def _add_subsets(sentence: _Sentence, harms: list[Harm]) -> None:
    """Counts that the sentence singles out of another: "including two children", "two of whom", "seven seriously"."""
    tokens = sentence.tokens
    known = {g.first for h in harms for g in h.groups}
    for group in sentence.groups:
        if group.kind != "count" or group.first in known or group.first == 0:
            continue
        before, after = tokens[group.first - 1], tokens[group.last] if group.last < len(tokens) else None
        of_them = after is not None and (
            after.low == "of" or tokens[group.last - 1].low in {"them", "whom", "who", "those"}
        )
        included = before.kind == "incl" or (before.low in {"them", "whom"} and tokens[group.first - 2].low == "among")
        grave = after is not None and after.low in {
            "seriously",
            "critically",
            "gravely",
            "badly",
            "slightly",
            "lightly",
            "severely",
        }
        if not (included or (before.low in {",", "(", "and", "-", "–", "—", "with"} and (of_them or grave))):
            continue
        owner = next((h for h in reversed(harms) if h.cue < group.first), None)
        owner = owner or next((h for h in harms if h.groups and h.groups[0].last <= group.first), None)
        if owner is None or owner.frame in {"both"} or owner.groups[-1].kind == "none":
            continue
        if grave:
            owner = next((h for h in reversed(harms) if h.cue < group.first and h.outcome == "injured"), owner)
        harms.append(Harm(owner.outcome, "subset", owner.cue, [group], whole=owner))


def _judge_mood(tokens: list[Token], harm: Harm) -> None:
    window = [t for t in tokens[max(0, harm.cue - 4) : harm.cue]]
    lows = [t.low for t in window]
    if any(low in {"not", "never", "n't", "without"} or low.endswith("n't") for low in lows[-3:]):
        harm.negated = True
    if any(
        (t.kind == "modal" and t.low not in {"would"})
        or t.low
        in {
            "if",
            "threatened",
            "plot",
            "plotted",
            "plotting",
            "attempted",
            "tried",
            "trying",
            "conspiring",
            "intended",
            "planned",
            "wanted",
            "vowed",
            "threatening",
            "attempting",
        }
        for t in window
    ):
        harm.hypothetical = True
    if harm.frame == "base" and lows and lows[-1] == "to":
        harm.hypothetical = True


# ---- to the left -------------------------------------------------------------------------------------------------


def _skip_left(tokens: list[Token], at: int) -> tuple[int, bool]:
    """Token index just right of the subject's last token, and whether a form of "be" was passed."""
    passive = False
    while at > 0 and (
        tokens[at - 1].kind in _SKIP_LEFT
        or (tokens[at - 1].low == "both" and tokens[at - 2].kind == "be" and at > 1)
        or tokens[at - 1].low in {"-", "to", '"'}
    ):
        token = tokens[at - 1]
        passive = passive or token.kind in {"be", "fate"}
        at -= 1
    return at, passive


def _left(sentence: _Sentence, cue: int) -> tuple[Group | None, bool]:
    """The group that is the subject of the cue."""
    tokens = sentence.tokens
    at, passive = _skip_left(tokens, cue)
    fallback: Group | None = None
    stop = max(0, at - _FARTHEST)
    edge = at
    relative = at > 0 and tokens[at - 1].kind == "who"
    if relative:
        at -= 1
    while at > stop:
        token = tokens[at - 1]
        group = sentence.ending.get(at)
        if group is not None and group.kind == "age":
            at = group.first
            continue
        if group is not None:
            before = tokens[group.first - 1] if group.first else None
            loose = before is None or before.kind not in _PREPOSITIONS
            if (
                group.kind == "thing"
                and loose
                and not relative
                and (
                    at == edge or group.figure_first > group.first or tokens[group.first].kind in {"num", "det", "art"}
                )
            ):
                return None, passive
            governed = before is not None and before.kind in _PREPOSITIONS
            if before is not None and before.low in {"among", "with"} and at == cue and group.kind == "count":
                return group, passive
            if (
                group.kind == "count"
                and at == edge - relative
                and governed
                and before is not None
                and before.low == "of"
                and not (passive and not relative)
            ):
                return group, passive
            if group.kind != "thing" and not (group.kind == "pron" and relative):
                taken = sentence.taken.get(group.first)
                if not governed and (taken is None or relative or not passive):
                    return group, passive
                if fallback is None and taken is None:
                    fallback = group
            at = group.first
            continue
        if token.low in {";", ":"} or (token.kind == "sub" and fallback is not None):
            break
        if (
            token.cue is not None
            and ("past" in token.cue.frames or "gerund" in token.cue.frames or "died" in token.cue.frames)
            and at < cue
        ):
            break
        if token.kind == "conj" and fallback is not None:
            break
        at -= 1
    return fallback, passive


def _joined_left(sentence: _Sentence, group: Group) -> list[Group]:
    """The group and those that "and" joins to it on its left: "a woman, two girls and a man"."""
    joined = [group]
    tokens = sentence.tokens
    at = group.first
    joint = False
    while at > 1:
        back = at
        token = tokens[back - 1]
        if token.kind == "conj":
            joint = True
            back -= 1
            if back > 0 and tokens[back - 1].low == ",":
                back -= 1
        elif token.low == "," and joint:
            back -= 1
        else:
            break
        back = _over_age(tokens, back)
        other = sentence.ending.get(back) or _before_phrase(sentence, back)
        if (
            other is None
            or other.kind not in {"count", "single", "name"}
            or sentence.taken.get(other.first) is not None
        ):
            break
        before = tokens[other.first - 1] if other.first else None
        if before is not None and before.kind in _PREPOSITIONS and before.low != "of":
            break
        joined.insert(0, other)
        at = other.first
    if joint and _is_apposition(joined):
        return joined[:1]
    return joined if joint else [group]


def _is_apposition(groups: list[Group]) -> bool:
    """ "Two men, A and B": the names say who the two are."""
    first = groups[0]
    return (
        first.kind == "count" and first.low == len(groups) - 1 and all(g.kind in {"name", "single"} for g in groups[1:])
    )


def _before_phrase(sentence: _Sentence, at: int) -> Group | None:
    """The group that opens the clause when only a short prepositional phrase parts it from `at`: "a woman in her 50s"."""
    tokens = sentence.tokens
    for group in sentence.groups:
        if group.last < at <= group.last + 5 and group.kind in {"single", "count", "name"}:
            opens = group.first == 0 or tokens[group.first - 1].kind == "mark" or tokens[group.first - 1].kind == "verb"
            plain = all(t.kind not in {"cue", "mark", "be", "conj", "verb"} for t in tokens[group.last : at])
            if opens and plain and tokens[group.last].kind == "prep":
                return group
    return None


def _over_age(tokens: list[Token], at: int) -> int:
    """Step left over ", 23" and ", 23,"."""
    if at > 1 and tokens[at - 1].low == "," and tokens[at - 2].kind == "num":
        at -= 1
    if at > 1 and tokens[at - 1].kind == "num" and tokens[at - 2].low == "," and tokens[at - 1].value < 110:
        return at - 2
    return at


# ---- to the right ------------------------------------------------------------------------------------------------


def _right(sentence: _Sentence, cue: int, *, reach: int = 2) -> list[Group]:
    """The groups that are the object of the cue, joined ones together."""
    tokens = sentence.tokens
    at = cue + 1
    stop = min(len(tokens), at + reach)
    while at < stop and at not in sentence.opening and tokens[at].kind in {"adv", "fate"}:
        at += 1
    group = sentence.opening.get(at)
    if group is None or group.kind == "thing":
        return []
    objects = [group]
    at = group.last
    while True:
        step = at
        if (
            step + 2 < len(tokens)
            and tokens[step].low == ","
            and tokens[step + 1].kind == "num"
            and tokens[step + 1].value < 110
            and tokens[step + 2].kind in {"mark", "conj"}
        ):
            step += 2
        comma = False
        if step < len(tokens) and tokens[step].low == ",":
            comma = True
            step += 1
        conj = step < len(tokens) and tokens[step].kind == "conj"
        if conj:
            step += 1
        if not (comma or conj):
            break
        following = sentence.opening.get(step)
        if following is None and conj and step + 1 < len(tokens) and tokens[step].kind == "adv":
            following = sentence.opening.get(step + 1)
            if following is not None and following.kind != "self":
                break
        if following is None or following.kind not in {"count", "single", "name", "self"}:
            break
        if comma and not conj and not _list_goes_on(sentence, following):
            break
        if _is_subject(sentence, following):
            break
        objects.append(following)
        at = following.last
    for g in objects:
        sentence.taken[g.first] = cue
    return objects[:1] if _is_apposition(objects) else objects


def _list_goes_on(sentence: _Sentence, group: Group) -> bool:
    tokens = sentence.tokens
    at = group.last
    return at < len(tokens) and (tokens[at].kind == "conj" or tokens[at].low == ",") and group.kind != "name"


def _is_subject(sentence: _Sentence, group: Group) -> bool:
    """Whether a verb of its own follows the group."""
    tokens = sentence.tokens
    at = group.last
    while at < len(tokens) and tokens[at].kind in {"adv", "more", "who", "have", "time"}:
        at += 1
    if at >= len(tokens):
        return False
    token = tokens[at]
    if token.kind in {"be", "modal"}:
        return True
    return token.cue is not None and any(
        f in token.cue.frames for f in ("past", "died", "hit", "state", "suffer", "base")
    )


# ---- one finder a frame ------------------------------------------------------------------------------------------


def _shared_subject(sentence: _Sentence, cue: int, harms: list[Harm]) -> list[Group] | None:
    """The subject of the cue before, when only "and", "then" or an adverb stands between."""
    tokens = sentence.tokens
    at, _ = _skip_left(tokens, cue)
    if at == 0 or not harms:
        return None
    if tokens[at - 1].kind in {"conj", "sub"} or tokens[at - 1].low == ",":
        earlier = harms[-1]
        between = tokens[earlier.cue + 1 : at - 1]
        if len(between) <= 8 and not any(
            sentence.covering(i) and sentence.covering(i).kind != "thing" for i in range(earlier.cue + 1, at - 1)
        ):  # type: ignore[union-attr]
            return earlier.groups
    return None


def _past(sentence: _Sentence, at: int, harms: list[Harm]) -> Harm | None:
    tokens = sentence.tokens
    edge, passive = _skip_left(tokens, at)
    attributive = sentence.covering(at)
    if attributive is not None and attributive.kind != "thing":
        return Harm("", "", at, [attributive])
    if edge == at and at > 0 and tokens[at - 1].low == "the":
        return None
    if tokens[at].low in {"burned", "burnt"} and at + 1 < len(tokens) and tokens[at + 1].low == "down":
        return None
    if not passive:
        objects = _right(sentence, at)
        if objects and objects[0].head == "themselves":
            objects = []
        if objects and not _reads_as_passive(sentence, objects[0], edge):
            return Harm("", "", at, objects)
    if edge > 0 and (tokens[edge - 1].kind == "conj" or tokens[edge - 1].low == ","):
        shared = _shared_subject(sentence, at, harms)
        if shared is not None:
            return Harm("", "", at, shared, passive=passive, shared=True)
    subject, passive = _left(sentence, at)
    if subject is None:
        return None
    return Harm("", "", at, _joined_left(sentence, subject), passive=passive)


def _reads_as_passive(sentence: _Sentence, after: Group, edge: int) -> bool:
    """ "1 killed, 3 injured" without its comma: a number before the cue, and what follows has a cue of its own."""
    before = sentence.ending.get(edge)
    return (
        before is not None
        and before.kind in {"count", "single"}
        and after.kind == "count"
        and _is_subject(sentence, after)
    )


def _active(sentence: _Sentence, at: int, _harms: list[Harm]) -> Harm | None:
    objects = _right(sentence, at)
    return Harm("", "", at, objects) if objects else None


def _died(sentence: _Sentence, at: int, harms: list[Harm]) -> Harm | None:
    tokens = sentence.tokens
    edge, _ = _skip_left(tokens, at)
    if edge > 0 and tokens[edge - 1].kind in {"conj", "sub"}:
        shared = _shared_subject(sentence, at, harms)
        if shared is not None:
            return Harm("", "", at, shared, shared=True)
    subject, _ = _left(sentence, at)
    return Harm("", "", at, _joined_left(sentence, subject)) if subject is not None else None


def _state(sentence: _Sentence, at: int, harms: list[Harm]) -> Harm | None:
    attributive = sentence.covering(at)
    if attributive is not None:
        return Harm("", "", at, [attributive]) if attributive.kind != "thing" else None
    if at > 0 and sentence.tokens[at - 1].kind in {"det", "art", "poss"}:
        return None
    harm = _died(sentence, at, harms)
    if harm is not None:
        return harm
    objects = _right(sentence, at, reach=1)
    return Harm("", "", at, objects) if objects else None


def _hit(sentence: _Sentence, at: int, harms: list[Harm]) -> Harm | None:
    tokens = sentence.tokens
    if at + 1 < len(tokens) and tokens[at + 1].low in {"at", "up", "off", "out", "into", "down", "rang", "fired"}:
        return None
    if any(t.low in {"fired", "heard", "rang"} for t in tokens[at + 1 : at + 4]) and tokens[at].low == "shot":
        return None
    harm = _past(sentence, at, harms)
    if harm is None:
        return None
    if tokens[at].low in {"hit", "struck", "beaten"} and not harm.passive:
        return None
    after = max([at + 1, *(g.last for g in harm.groups)])
    if " to death" in " " + " ".join(t.low for t in tokens[after : after + 3]):
        harm.fatal = True
    return harm


def _toll(sentence: _Sentence, at: int, _harms: list[Harm]) -> Harm | None:
    tokens = sentence.tokens
    for step in range(at + 1, min(len(tokens), at + 22)):
        if tokens[step].cue is not None and "toll" in tokens[step].cue.frames:
            break
        group = sentence.opening.get(step)
        if group is not None and group.kind == "count" and group.first == step:
            before = tokens[step - 1].low
            if before in {
                "to",
                "at",
                "of",
                "is",
                "was",
                "stands",
                "stood",
                "reached",
                "hit",
                "reaches",
                "exceeded",
                "topped",
                "passed",
                "now",
                "as",
                "surpassed",
                ":",
                "reaching",
            }:
                sentence.taken[group.first] = at
                return Harm("", "", at, [group])
    return None


def _claim(sentence: _Sentence, at: int, _harms: list[Harm]) -> Harm | None:
    tokens = sentence.tokens
    if tokens[at + 1 : at + 4] and " ".join(t.low for t in tokens[at + 1 : at + 4]).startswith(
        ("the lives of", "the life of")
    ):
        group = sentence.opening.get(at + 4)
        if group is not None and group.kind != "thing":
            return Harm("", "", at, [group])
        return None
    group = sentence.opening.get(at + 1)
    if (
        group is not None
        and group.kind == "count"
        and (
            group.head in {"lives", "life"}
            or (tokens[at].low.startswith("claim") and group.head in {"victims", "victim"})
        )
    ):
        return Harm("", "", at, [group])
    return None


def _body(sentence: _Sentence, at: int, _harms: list[Harm]) -> Harm | None:
    tokens = sentence.tokens
    if at + 1 < len(tokens) and tokens[at + 1].low == "of":
        group = sentence.opening.get(at + 2)
        if group is not None and group.kind in {"count", "single", "name"}:
            return Harm("", "", at, [group])
    group = sentence.ending.get(at)
    around = {t.low for t in tokens[max(0, at - 12) : at + 14]}
    if group is not None and group.kind == "count" and tokens[at].low in {"bodies", "corpses"} and around & _BODY_WORDS:
        return Harm("", "", at, [group])
    return None


def _tally(sentence: _Sentence, at: int, _harms: list[Harm]) -> Harm | None:
    group = sentence.ending.get(at) or sentence.ending.get(at + 1)
    if group is not None and group.kind in {"count", "none"}:
        return Harm("", "", at, [group])
    tokens = sentence.tokens
    back = at
    while back > 0 and tokens[back - 1].kind in {"word", "more", "name", "conj", "cue", "adv"} and at - back < 5:
        back -= 1
    if (back > 0 and tokens[back - 1].kind in {"no"}) or (back > 0 and tokens[back - 1].low == "without"):
        return Harm("", "", at, [Group(back - 1, at + 1, "none", 0, 0, 0, "none", back - 1, at + 1, "")])
    return None


def _both(sentence: _Sentence, at: int, harms: list[Harm]) -> Harm | None:
    """ "No casualties" speaks of the dead and the injured; a number of casualties of neither alone."""
    harm = _tally(sentence, at, harms)
    return harm if harm is not None and harm.groups[0].kind == "none" else None


def _victims(sentence: _Sentence, at: int, _harms: list[Harm]) -> Harm | None:
    """ "The four victims": people harmed, without a word on how badly."""
    group = sentence.covering(at) or sentence.ending.get(at)
    if group is None or group.kind != "count" or group.last > at + 1:
        return None
    return Harm("", "", at, [group])


def _noun(sentence: _Sentence, at: int, _harms: list[Harm]) -> Harm | None:
    tokens = sentence.tokens
    low = tokens[at].low
    after = at + 1
    if not low.endswith(" of"):
        if not (after < len(tokens) and tokens[after].low in {"of", "by"} and tokens[after].low == "of"):
            return None
        after += 1
    group = sentence.opening.get(after)
    if group is None or group.kind in {"thing", "none"}:
        return None
    groups = _right(sentence, after - 1)
    return Harm("", "", at, groups or [group])


def _suffer(sentence: _Sentence, at: int, harms: list[Harm]) -> Harm | None:
    tokens = sentence.tokens
    ahead = [t.low for t in tokens[at + 1 : at + 9]]
    if not any(low in {"injuries", "injury", "wounds", "wound", "burns", "lacerations", "fractures"} for low in ahead):
        return None
    if any(low in {"no"} for low in ahead[:2]):
        return None
    return _died(sentence, at, harms)


_FINDERS = {
    "past": _past,
    "gerund": _active,
    "base": _active,
    "died": _died,
    "state": _state,
    "hit": _hit,
    "hitting": _active,
    "toll": _toll,
    "claim": _claim,
    "care": _died,
    "body": _body,
    "tally": _tally,
    "both": _both,
    "victims": _victims,
    "noun": _noun,
    "suffer": _suffer,
}
