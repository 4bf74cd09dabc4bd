"""Other events: figures of what is told beside the article's own event, where its opening counts people of that one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.judging.focus import event_nouns
from transforms.mentions.casualties.vocabulary import LEARNED

_COUNTED = {"count", "single", "name"}
# What harms in many places at once: "elsewhere" and "also on Monday" go on with the same event.
_WIDE = {"storm", "flood", "quake"}
_LONGEST = 240  # characters from the own figure, or the opening of a clause, to another figure in it
_APART = re.compile(r"\b(?:separate(?:ly)?|unrelated|different|another)\b")
_BESIDE = re.compile(r"\b(?:elsewhere|also (?:on|in)|(?:on )?(?:the )?same day|in other)\b")
# A clause behind the own figure that places or dates the news by something else, up to its end.
_CLAUSE = re.compile(
    r"""
    (?: , [\"”]? | [ ][-–—] | [ ] (?=as\b|while\b) ) [ ] (?:
        (?: [^,;]*? [ ] )?? (?: amid | despite ) \b
      | [^,;]*? \b an? [ ] (?: separate | unrelated | different ) \b
      | (?: the | its | their ) [ ] (?: latest | newest | most[ ]recent | (?:\w+[ ])?(?:second|third|fourth|fifth) ) \b
      | in [ ] (?: an? | the ) [ ] (?: [\w-]+ [ ] ){1,3} where \b
      | (?: [\w-]+ [ ] ){0,3} (?: minutes? | hours? | days? | weeks? | months? | years? ) [ ] (?: after | before ) \b
      | [^,;]*? \b (?: of | after | like | than | since | over ) [ ] (?: an? | those | one | the ) [ ]
        (?: [\w'’-]+ [ ] ){0,3} (?: that | which | in[ ]which | where | when ) \b
    )
    [^;]*
    """,
    re.IGNORECASE | re.VERBOSE,
)


def close_other_events(
    text: str, title: str | None, sentences: Sequence[tuple[int, int]], headline: Sequence[Figure], told: list[Figure]
) -> None:
    """Close the figures of other events than the one that the opening counts people of, in place.

    told: the text's figures in its order, their scope judged. "Nine were killed, hours after a raid wounded three": the
    three; "In a separate incident, four drivers were hurt": the four, though nobody else is counted as hurt.
    """
    own = [f for f in (*headline, *told) if f.sentence <= 1 and _is_own(f)]
    if not own:
        return
    first = min(f.sentence for f in own)
    opening = " ".join((title or "", *(text[start:end] for start, end in sentences[:2])))
    wide = bool(event_nouns(opening) & _WIDE)
    for figure in told:
        if figure.closed or figure.outcome not in LEARNED:
            continue
        if figure.scope == "other_event" and figure.sentence > max(first, 0):
            figure.closed = _is_apart(figure.cues["other_event"], wide=wide)
        elif figure.sentence <= 1 and _stands_beside(text, own, figure):
            figure.scope, figure.why, figure.closed = "other_event", "told beside the news", True


def _is_own(figure: Figure) -> bool:
    return figure.scope == "event" and figure.kind in _COUNTED and figure.mood == "real" and not figure.closed


def _is_apart(words: str, *, wide: bool) -> bool:
    """Whether words of another event part it from the opening's. wide: that one harms in many places."""
    low = words.lower()
    return _APART.search(low) is not None or (not wide and _BESIDE.search(low) is not None)


def _stands_beside(text: str, own: Sequence[Figure], figure: Figure) -> bool:
    """Whether a figure stands in a clause on something else behind the own figure of its sentence."""
    before = [f.end for f in own if f.sentence == figure.sentence and f.end <= figure.start]
    opens = max(*before, figure.start - _LONGEST) if before else figure.start
    return _CLAUSE.search(text, opens, figure.start) is not None
