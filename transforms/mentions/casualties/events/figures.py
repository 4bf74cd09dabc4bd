"""Proposals: every figure that the words of a text state or plainly imply, before anyone asks what it is a count of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from transforms.mentions.casualties.events.harm import Harm
from transforms.mentions.casualties.events.harms import find_harms
from transforms.mentions.casualties.phrases.groups import find_groups
from transforms.mentions.casualties.phrases.people import Group
from transforms.mentions.casualties.words.lexicon import lexicon
from transforms.mentions.casualties.words.tokens import Token, count_animals, read_tokens


@dataclass(slots=True, eq=False)
class Figure:
    """A proposed figure. start, end: code points of the words of the figure; sentence: index of its sentence.

    kind: count, single, name, none, bare (people without a count: evidence, never a row), either (one number for two
    outcomes, "dead or missing") or former (a number that the text itself replaces).
    noun: code points of the noun phrase without the number; None where the text names none.
    parts: the figures that a derived one adds up. whole: the figure that this one is a part of.
    among: the figure of the people shot of whom these died.
    scope: by the words of its sentence, which `why` quotes. closed: their scope is certain, so that the figure can't be
    the article's own. age: days from the day that its sentence gives it to the anchor.
    """

    start: int
    end: int
    sentence: int
    outcome: str
    low: int | None
    best: int | None
    high: int | None
    qualifier: str
    kind: str
    frame: str
    cue: str
    head: str
    victims: tuple[int, int]
    noun: tuple[int, int] | None = None
    definite: bool = False
    unsure: bool = False
    hypothetical: bool = False
    unreal: bool = False
    negated: bool = False
    derived: bool = False
    parts: list[Figure] = field(default_factory=list)
    whole: Figure | None = None
    among: Figure | None = None
    scope: str = "event"
    why: str = ""
    closed: bool = False
    age: int | None = None
    cues: dict[str, str] = field(default_factory=dict)

    @property
    def point(self) -> int | None:
        """The number that stands for the figure: its low bound, or the high one of "up to"."""
        return self.high if not self.low and self.qualifier == "at_most" else self.low


_WORD = re.compile(r"[a-z]+")
# Frames of common verbs that count nobody without certain words ("took ... hostage"): those words are looked for.
_COMPANIONS = {
    "captive": ("hostage", "hostages", "captive", "prisoner"),
    "claim": ("lives", "life", "victim", "victims", "loss"),
    "suffer": (),
    "fatal": ("death", "dead"),
}


def has_cue(text: str) -> bool:
    """Whether a sentence holds any word that could be a cue; the cheap test before the reading."""
    return not _triggers().isdisjoint(_WORD.findall(text.lower()))


@cache
def _triggers() -> frozenset[str]:
    words = {word for companions in _COMPANIONS.values() for word in companions}
    words |= lexicon().sets["injury"] - {":"}
    for first, cues in lexicon().cues.items():
        if any(not cue.frames.keys() <= _COMPANIONS.keys() for _, _, cue in cues):
            words.add(_WORD.findall(first)[0])
    return frozenset(words)


def propose(text: str, sentences: list[tuple[int, int]], *, headline: bool = False) -> list[Figure]:
    """The figures of all sentences in the order of the text."""
    figures: list[Figure] = []
    for index, (start, end) in enumerate(sentences):
        if not has_cue(text[start:end]):
            continue
        tokens = read_tokens(text, start, end)
        groups = find_groups(tokens, headline=headline)
        wholes: dict[int, Figure] = {}
        for harm in find_harms(tokens, groups, headline=headline):
            found = _figures(tokens, harm, index)
            if harm.frame == "subset":
                for figure in found:
                    figure.scope = "subset"
                    figure.whole = wholes.get(id(harm.whole)) if harm.whole is not None else None
            if harm.among is not None and found:
                found[0].among = wholes.get(id(harm.among))
                found.extend(_survivors(found[0]))
            if found:
                wholes[id(harm)] = found[-1]
            figures.extend(found)
    return figures


def propose_animals(text: str, sentences: list[tuple[int, int]]) -> list[Figure]:
    """The animals killed or injured, each count by itself; they are never the article's own figure."""
    figures = []
    for index, (start, end) in enumerate(sentences):
        words = _WORD.findall(text[start:end].lower())
        if lexicon().animals.isdisjoint(words) or _triggers().isdisjoint(words):
            continue
        tokens = count_animals(read_tokens(text, start, end))
        if tokens is None:
            continue
        for harm in find_harms(tokens, find_groups(tokens)):
            if harm.outcome not in {"killed", "injured"} or harm.hypothetical or harm.unreal or harm.negated:
                continue
            for group in harm.groups:
                told = group.kind == "count" or (group.kind == "single" and tokens[group.first].kind in {"art", "det"})
                if told and group.head in lexicon().animals:
                    figure = _figure(tokens, harm, group, index)
                    figure.scope = "non_human"
                    figures.append(figure)
    return figures


def _figures(tokens: list[Token], harm: Harm, sentence: int) -> list[Figure]:
    found = [_figure(tokens, harm, group, sentence) for group in harm.groups]
    if harm.frame == "both":
        twin = _figure(tokens, harm, harm.groups[0], sentence)
        twin.outcome = "injured"
        found.append(twin)
    countable = [f for f in found if f.kind in {"count", "single", "name"} and f.low is not None]
    if len(countable) > 1 and harm.frame not in {"both", "subset"}:
        total = _total(harm, countable, sentence)
        opener = tokens[harm.groups[0].first]
        kin = opener.kind == "poss"
        if opener.low in {"my", "our"}:
            total.scope, total.why = "other_event", "told by somebody of their own people"
            total.closed = True
        # a list of single people states one number; so does "my husband and three children", which "my" holds together
        counts = [f for f in countable if f.kind == "count"]
        for part in counts:
            part.whole = total
        return [*([] if kin else counts), total]
    return found


def _survivors(dead: Figure) -> list[Figure]:
    """Those of the people shot who did not die, when the text counts both: "five were shot, two of them fatally"."""
    shot = dead.among
    if shot is None or not shot.point or not dead.point or shot.point <= dead.point:
        return []
    left = shot.point - dead.point
    return [
        replace(
            shot,
            low=left,
            best=left,
            high=None if shot.high is None else left,
            derived=True,
            parts=[shot],
            frame="past",
        )
    ]


def _total(harm: Harm, parts: list[Figure], sentence: int) -> Figure:
    """The sum of joined figures."""
    opened = any(f.high is None for f in parts)
    exact = all(f.qualifier == "exact" for f in parts)
    return Figure(
        parts[0].victims[0],
        parts[-1].victims[1],
        sentence,
        harm.outcome,
        sum(f.low or 0 for f in parts),
        None if any(f.best is None for f in parts) else sum(f.best or 0 for f in parts),
        None if opened else sum(f.high or 0 for f in parts),
        "at_least" if opened else "exact" if exact else "about",
        "count",
        harm.frame,
        parts[0].cue,
        parts[0].head,
        (parts[0].victims[0], parts[-1].victims[1]),
        (parts[0].victims[0], parts[-1].victims[1]),
        derived=True,
        parts=parts,
        hypothetical=harm.hypothetical,
        unreal=harm.unreal,
        negated=harm.negated,
    )


def _figure(tokens: list[Token], harm: Harm, group: Group, sentence: int) -> Figure:
    kind = {"self": "single", "plural": "bare", "pron": "bare", "thing": "bare", "age": "bare"}.get(
        group.kind, group.kind
    )
    low, best, high = (1, 1, 1) if group.kind == "self" else (group.low, group.best, group.high)
    qualifier = group.qualifier
    if harm.either and kind == "count":  # nobody knows how many of them are dead
        kind, low, best = "either", 0, None
        qualifier = "at_most" if qualifier == "exact" else qualifier
    elif harm.former:
        kind = "former"
    first, last = group.figure_first, max(group.figure_last, group.figure_first + 1)
    last = max(last, group.last) if group.kind == "count" else last
    return Figure(
        tokens[first].start, tokens[last - 1].end, sentence, harm.outcome, low, best, high, qualifier, kind,
        harm.frame, tokens[harm.cue].low, group.head, (tokens[group.first].start, tokens[group.last - 1].end),
        _noun(tokens, group), definite=group.definite, unsure=group.unsure, hypothetical=harm.hypothetical,
        unreal=harm.unreal, negated=harm.negated,
    )  # fmt: skip


def _noun(tokens: list[Token], group: Group) -> tuple[int, int] | None:
    """The noun phrase of a group without its number: "people" of "32 people", "the injured" of "two of the injured"."""
    if group.kind != "count" or group.head in lexicon().pairs:
        return tokens[group.first].start, tokens[group.last - 1].end
    at = group.figure_last
    at += at < group.last and tokens[at].low == "of"
    if at >= group.last or tokens[at].kind in {"pron", "who", "more"}:
        return None
    return tokens[at].start, tokens[group.last - 1].end
