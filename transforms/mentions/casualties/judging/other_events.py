"""Other events: figures of what is told beside the article's own event, where its opening counts people of that one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.judging.beside import find_fronted, stands_behind
from transforms.mentions.casualties.judging.focus import event_nouns
from transforms.mentions.casualties.vocabulary import LEARNED

_COUNTED = {"count", "single", "name", "none"}
# What harms in many places at once: "elsewhere" and "also on Monday" go on with the same event.
_WIDE = {"storm", "flood", "quake"}
_APART = re.compile(r"\b(?:separate(?:ly)?|unrelated|different|another)\b")
_BESIDE = re.compile(r"\b(?:elsewhere|also (?:on|in)|same day|in other|neighbou?ring|, meanwhile)\b")
_SOME = re.compile(r"(?:[\w-]+ of (?:them|the)|both|the other|another)\b", re.IGNORECASE)
_ON_TOP = re.compile(r"\b(?:an?other|others?|more(?! than)|further|second|third|fourth|fifth)\b", re.IGNORECASE)


def close_other_events(
    text: str, title: str | None, sentences: Sequence[tuple[int, int]], headline: Sequence[Figure], told: list[Figure]
) -> None:
    """Close the figures of other events than the one that the opening counts people of, in place.

    told: the text's figures in its order, their scope judged. "Nine were killed, hours after a raid wounded three": the
    three; "In a separate incident, four drivers were hurt": the four, though nobody else is counted as hurt.
    """
    opening = [f for f in told if f.sentence <= 1]
    for at in {f.sentence for f in opening}:
        _close_fronted(text, sentences[at], [f for f in opening if f.sentence == at])
    own = [f for f in (*headline, *opening) if _is_own(f)]
    if not own:
        return
    first = max(min(f.sentence for f in own), 0)
    words = " ".join((title or "", *(text[start:end] for start, end in sentences[:2])))
    wide = bool(event_nouns(words) & _WIDE)
    last: Figure | None = None  # the last one that a later sentence places elsewhere
    for figure in told:
        if figure.closed or figure.outcome not in LEARNED:
            continue
        if figure.scope == "other_event" and figure.sentence > first:
            figure.closed = _is_apart(figure.cues["other_event"], wide=wide)
            last = figure if figure.closed else last
        elif _goes_on(text, last, figure) or (figure.sentence <= 1 and _stands_beside(text, own, figure)):
            _close(figure)


def _close(figure: Figure) -> None:
    figure.scope, figure.why, figure.closed = "other_event", "told beside the news", True


def _is_own(figure: Figure) -> bool:
    return figure.scope == "event" and figure.kind in _COUNTED and figure.mood == "real" and not figure.closed


def _is_apart(words: str, *, wide: bool) -> bool:
    """Whether words of another event part it from the opening's. wide: that one harms in many places."""
    low = words.lower()
    return _APART.search(low) is not None or (not wide and _BESIDE.search(low) is not None)


def _goes_on(text: str, last: Figure | None, figure: Figure) -> bool:
    """Whether a figure is of people told elsewhere in the sentence before: "A man stabbed two ... One of them died"."""
    following = last is not None and figure.sentence == last.sentence + 1
    return following and _SOME.match(text, figure.victims[0]) is not None


def _close_fronted(text: str, sentence: tuple[int, int], told: Sequence[Figure]) -> None:
    """Close who is told in a clause that dates the news: the six of "Hours after a blast killed six, ..."."""
    ends = find_fronted(text, *sentence)
    own = [f for f in told if f.start >= ends and _is_own(f)]
    if own and not any(_ON_TOP.search(text, *f.victims) for f in own):
        for figure in told:
            if figure.start < ends and not figure.closed:
                _close(figure)


def _stands_beside(text: str, own: Sequence[Figure], figure: Figure) -> bool:
    """Whether a figure stands in a clause on something else behind the own figure of its sentence."""
    before = [f.end for f in own if f.sentence == figure.sentence and f.end <= figure.start]
    return bool(before) and stands_behind(text, max(before), figure.start)
