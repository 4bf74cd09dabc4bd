"""Proposals: every figure that the words of a text state or plainly imply, before anyone asks what it is a count of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from schemas.mentions import Outcome
from transforms.mentions.casualties.bounds import ONE, Bounds
from transforms.mentions.casualties.events.harm import Harm
from transforms.mentions.casualties.events.harms import find_harms
from transforms.mentions.casualties.phrases.groups import find_groups
from transforms.mentions.casualties.phrases.people import Group
from transforms.mentions.casualties.vocabulary import (
    CueScope,
    FigureFrame,
    FigureKind,
    FigureScope,
    Frame,
    GroupKind,
    Mood,
    Of,
)
from transforms.mentions.casualties.words.lexicon import lexicon
from transforms.mentions.casualties.words.tokens import Token, count_animals, read_tokens


@dataclass(slots=True, eq=False, kw_only=True)
class Figure:
    """A proposed figure. start, end: code points of the words of the figure; sentence: index of its sentence.

    noun: code points of the noun phrase without the number; None where the text names none.
    parts: the figures that a derived one adds up; added: they are told one after the other, so that none of them counts
    all. whole: the figure that this one is a part of.
    among: the figure of the people hurt of whom these died. of: whose harm it is.
    scope, why, closed, age and cues are judged later. scope: by the words of its sentence, which `why` quotes. closed:
    their scope is certain, so that the figure can't be the article's own. age: days from the day that its sentence
    gives it to the anchor. over: its sentence tells a time that is past. cues: the words that speak for each scope.
    """

    start: int
    end: int
    sentence: int
    outcome: Outcome
    bounds: Bounds
    kind: FigureKind
    frame: FigureFrame
    cue: str
    head: str
    victims: tuple[int, int]
    noun: tuple[int, int] | None = None
    of: Of = "people"
    mood: Mood = "real"
    definite: bool = False
    unsure: bool = False
    derived: bool = False
    added: bool = False
    parts: list[Figure] = field(default_factory=list)
    whole: Figure | None = None
    among: Figure | None = None
    scope: FigureScope = "event"
    why: str = ""
    closed: bool = False
    age: int | None = None
    over: bool = False
    cues: dict[CueScope, str] = field(default_factory=dict)

    @property
    def point(self) -> int | None:
        """The number that stands for the figure."""
        return self.bounds.point


_WORD = re.compile(r"[a-z]+")
_SMALL = re.compile(r"(?<![\w'’-])[a-z]{2,}")
# Frames of common verbs that count nobody without certain words ("took ... hostage"): those words are looked for.
_COMPANIONS: dict[Frame, tuple[str, ...]] = {
    "captive": ("hostage", "hostages", "captive", "prisoner"),
    "claim": ("lives", "life", "victim", "victims", "loss"),
    "suffer": (),
    "fatal": ("death", "dead"),
}


def _has_cue(text: str) -> bool:
    """Whether a sentence holds any word that could be a cue; the cheap test before the reading."""
    return not _triggers().isdisjoint(_WORD.findall(text.lower()))


@cache
def _triggers() -> frozenset[str]:
    words = {word for companions in _COMPANIONS.values() for word in companions}
    words |= lexicon().sets["injury"] | lexicon().sets["breaking"]
    for first, cues in lexicon().cues.items():
        if any(not cue.frames.keys() <= _COMPANIONS.keys() for _, _, cue in cues):
            words.add(_WORD.findall(first)[0])
    return frozenset(words)


def propose(
    text: str, sentences: list[tuple[int, int]], *, headline: bool = False, dateline: tuple[int, int] = (0, 0)
) -> list[Figure]:
    """The figures of all sentences in the order of the text. dateline: code points that are not read."""
    figures: list[Figure] = []
    lowered = frozenset(_SMALL.findall(text))
    for index, (opens, end) in enumerate(sentences):
        start = dateline[1] if opens <= dateline[0] and dateline[1] < end else opens
        if not _has_cue(text[start:end]):
            continue
        tokens = read_tokens(text, start, end, lowered)
        groups = find_groups(tokens, headline=headline)
        wholes: dict[int, Figure] = {}
        for harm in find_harms(tokens, groups, headline=headline):
            found = _figures(tokens, harm, index)
            if harm.whole is not None:
                for figure in found:
                    figure.whole = wholes.get(id(harm.whole))
            if harm.among is not None and found:
                found[0].among = wholes.get(id(harm.among))
                found.extend(survive(found[0]))
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
            if harm.outcome not in {"killed", "injured"} or harm.mood != "real":
                continue
            for group in harm.groups:
                told = group.kind == "count" or (group.kind == "single" and tokens[group.first].kind in {"art", "det"})
                if told and group.head in lexicon().animals:
                    figures.append(_figure(tokens, harm, group, index, of="animals"))
    return figures


def _figures(tokens: list[Token], harm: Harm, sentence: int) -> list[Figure]:
    found = [_figure(tokens, harm, group, sentence, of=_whose(tokens, group)) for group in harm.groups]
    if harm.frame == "both":
        twin = _figure(tokens, harm, harm.groups[0], sentence)
        twin.outcome = "injured"
        found.append(twin)
    countable = [f for f in found if f.kind in {"count", "single", "name"} and f.bounds.low is not None]
    if len(countable) > 1 and harm.frame not in {"both", "subset"}:
        opener = tokens[harm.groups[0].first]
        total = _total(harm, countable, sentence, of="kin" if opener.low in {"my", "our"} else "people")
        # a list of single people states one number; so does "my husband and three children", which "my" holds together
        counts = [f for f in countable if f.kind == "count"]
        for part in counts:
            part.whole = total
        return [*([] if opener.kind == "poss" else counts), total]
    return found


def _whose(tokens: list[Token], group: Group) -> Of:
    """Whether people are the speaker's own: "my mother died there", "eleven of my friends", "a cousin of mine"."""
    inside = {t.low for t in tokens[group.first : group.last]}
    mine = [t.low for t in tokens[group.last : group.last + 2]] in (["of", "mine"], ["of", "ours"])
    own = "my" in inside or (group.kind == "single" and "our" in inside) or mine
    return "kin" if own and group.kind in {"single", "count"} else "people"


def survive(dead: Figure) -> list[Figure]:
    """Those of the people hurt who did not die, when the text counts both: "five were shot, two of them fatally"."""
    shot = dead.among
    if shot is None or not shot.point or not dead.point or shot.point <= dead.point:
        return []
    frame: FigureFrame = "subset" if shot.frame == "subset" else "past"
    return [replace(shot, bounds=shot.bounds.minus(dead.point), derived=True, parts=[shot], frame=frame)]


def _total(harm: Harm, parts: list[Figure], sentence: int, *, of: Of) -> Figure:
    """The sum of joined figures."""
    start, end = parts[0].victims[0], parts[-1].victims[1]
    return Figure(
        start=start, end=end, sentence=sentence, outcome=harm.outcome,
        bounds=Bounds.sum([part.bounds for part in parts]), kind="count", frame=harm.frame, cue=parts[0].cue,
        head=parts[0].head, victims=(start, end), noun=(start, end), of=of, mood=harm.mood, derived=True, parts=parts,
    )  # fmt: skip


_STATED: dict[GroupKind, FigureKind] = {
    "count": "count", "single": "single", "self": "single", "name": "name", "none": "none", "plural": "bare",
    "pron": "bare", "thing": "bare", "age": "bare",
}  # fmt: skip


def _figure(tokens: list[Token], harm: Harm, group: Group, sentence: int, *, of: Of = "people") -> Figure:
    kind = _STATED[group.kind]
    bounds = ONE if group.kind == "self" else group.bounds
    if harm.either and kind == "count":  # nobody knows how many of them are dead
        kind = "either"
        bounds = Bounds(0, None, bounds.high, "at_most" if bounds.qualifier == "exact" else bounds.qualifier)
    elif harm.former:
        kind = "former"
    first, last = group.figure_first, max(group.figure_last, group.figure_first + 1)
    last = max(last, group.last) if group.kind == "count" else last
    return Figure(
        start=tokens[first].start, end=tokens[last - 1].end, sentence=sentence, outcome=harm.outcome, bounds=bounds,
        kind=kind, frame=harm.frame, cue=tokens[harm.cue].low, head=group.head,
        victims=(tokens[group.first].start, tokens[group.last - 1].end), noun=_noun(tokens, group), of=of,
        mood=harm.mood, definite=group.definite, unsure=group.unsure,
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
