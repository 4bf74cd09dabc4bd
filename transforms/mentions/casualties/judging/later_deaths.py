"""Later deaths: people told as hurt have died since, "Two were stabbed. One later died", or were shot dead at once."""

from __future__ import annotations

import re

from transforms.mentions.casualties.events.figures import Figure, survive
from transforms.mentions.casualties.vocabulary import FigureFrame
from transforms.mentions.casualties.words.lexicon import pluralise

_REACH = 2  # sentences
_BEFORE = 8  # characters before the dead, "of whom two"
_BEHIND = 50  # characters behind the dead in which it is told that they died of it, or later
_OF_THEM = re.compile(r"\bof (?:them|whom|the|those|these)\b", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:later|since|subsequently|eventually|succumbed|(?:has|have) died"
    r"|(?:of|from|to) (?:his|her|their) (?:injuries|wounds|burns)"
    r"|(?:in|at|on the way to) (?:a |the )?(?:\w+ )?hospital)\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"both|all (?:\w+)\b", re.IGNORECASE)
_UNDIVIDED: frozenset[FigureFrame] = frozenset(("hit", "hitting"))


def link_later_deaths(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures with the survivors of those told as hurt first; the dead are tied to them, in place.

    Who is told as hurt and is dead is made a part of the dead, in place. figures: in the order of the text, their scope
    judged.
    """
    _take_for_dead(text, figures)
    hurt: Figure | None = None
    found = []
    for figure in figures:
        if figure.kind not in {"count", "single"} or not figure.point or figure.mood != "real":
            continue
        if figure.outcome == "injured":
            whole = figure.kind == "count" and figure.whole is None and figure.scope == "event"
            hurt = figure if whole and figure.frame != "subset" else hurt
        elif figure.outcome == "killed":
            if hurt is not None and figure.among is None and _died_of_it(text, hurt, figure):
                figure.among = hurt
                found.extend(survive(figure))
            hurt = None
    return sorted([*figures, *found], key=lambda f: f.sentence) if found else figures


def _take_for_dead(text: str, figures: list[Figure]) -> None:
    """Count among the dead who "was shot" behind those shot dead, or was hurt before "both died"."""
    dead: Figure | None = None
    hurt: Figure | None = None
    for figure in figures:
        if figure.kind != "count" or figure.mood != "real" or not figure.point:
            continue
        if figure.scope != "event" and (figure.scope != "background" or figure.outcome != "injured"):
            continue
        if figure.outcome == "killed":
            if hurt is not None and _are_all_dead(text, hurt, figure):
                hurt.outcome, hurt.whole = "killed", figure
            dead, hurt = figure, None
        elif figure.outcome == "injured":
            if dead is not None and _are_shot_dead(dead, figure):
                figure.outcome, figure.whole = "killed", dead
            else:
                hurt = figure


def _are_all_dead(text: str, hurt: Figure, dead: Figure) -> bool:
    """Whether a sentence says of all who were hurt right before that they died: "Two were shot. Both died"."""
    near = (
        0 <= dead.sentence - hurt.sentence <= 1
        and hurt.point == dead.point
        and dead.definite
        and dead.head in {"", "both"}
    )
    return near and _ALL.match(text, dead.victims[0]) is not None


def _are_shot_dead(dead: Figure, shot: Figure) -> bool:
    """Whether those who "were shot" are some of those told as shot dead: "shot dead five men ... shot four men"."""
    near = 0 < shot.sentence - dead.sentence <= _REACH and shot.head == dead.head != ""
    return near and shot.frame in _UNDIVIDED and "shot" in dead.cue and (shot.point or 0) < (dead.point or 0)


def _died_of_it(text: str, hurt: Figure, dead: Figure) -> bool:
    """Whether the dead are some of those told as hurt before them."""
    apart = dead.sentence - hurt.sentence
    if dead.scope != "event" or not 0 <= apart <= _REACH or dead.start < hurt.end:
        return False
    if "vague" in {hurt.bounds.qualifier, dead.bounds.qualifier} or (dead.point or 0) >= (hurt.point or 0):
        return False
    first, last = dead.victims
    if text[first - 2 : first] == ", " and text[last : last + 1] == ",":
        return False  # "The attackers, five of them, were shot dead": of those right before
    if _OF_THEM.search(text, max(first - _BEFORE, hurt.end), last) is not None:
        return _is_of_their_kind(text, hurt, dead)
    since = _SINCE.search(text, dead.end, dead.end + _BEHIND) is not None
    if dead.head:
        return since and dead.kind == "single" and pluralise(dead.head) == hurt.head
    return apart > 0 and (since or hurt.frame in _UNDIVIDED)


def _is_of_their_kind(text: str, hurt: Figure, dead: Figure) -> bool:
    """Whether the words behind "of" can speak of those told as hurt: "of them", "of the pupils", "of the injured"."""
    phrase = text[slice(*dead.victims)].lower()
    named = phrase.split()[-1]
    return not dead.head or named in {"them", "whom", "those", "injured", "wounded", "victims", hurt.head}
