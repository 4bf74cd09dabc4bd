"""Later deaths: some of the people told as hurt have died since, "Two were stabbed. One later died"."""

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
_UNDIVIDED: frozenset[FigureFrame] = frozenset(("hit", "hitting"))


def link_later_deaths(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures with the survivors of those told as hurt first; the dead are tied to them, in place.

    figures: in the order of the text, their scope judged.
    """
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


def _died_of_it(text: str, hurt: Figure, dead: Figure) -> bool:
    """Whether the dead are some of those told as hurt before them."""
    apart = dead.sentence - hurt.sentence
    if dead.scope != "event" or not 0 <= apart <= _REACH or dead.start < hurt.end:
        return False
    if "vague" in {hurt.bounds.qualifier, dead.bounds.qualifier} or (dead.point or 0) >= (hurt.point or 0):
        return False
    if _OF_THEM.search(text, max(dead.victims[0] - _BEFORE, hurt.end), dead.victims[1]) is not None:
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
