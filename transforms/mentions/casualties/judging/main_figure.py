"""The main figure: which words of the text state the article's own number."""

from __future__ import annotations

import re

from transforms.mentions.casualties.bounds import exactly
from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.judging.choice import Choice
from transforms.mentions.casualties.judging.reading import Reading

_WEAK_FRAMES = {"care", "victims"}
_CLOSE = 1.5  # "more than 100" agrees with up to 150
_NEAR = 3  # sentences from a figure to the toll that counts it in
_RAISED = re.compile(
    r"\b(?:br(?:ing|ought)|tak|took|rais|push|lift)\w* (?:to )?(?:\w+ ){0,4}(?:toll|number|total|count)\b",
    re.IGNORECASE,
)


def find_main(reading: Reading, own: list[Figure], choice: Choice) -> Figure | None:
    """The figure of the chosen number, or the one that it is counted into. own: all figures of the outcome."""
    main = _stated_best(own, choice)
    if main is None:
        return None
    return _prefer_toll(reading, _prefer_precise(_prefer_sum(main, choice), own), own)


def _stated_best(own: list[Figure], choice: Choice) -> Figure | None:
    """The stated figure that says the chosen number best, or a derived one at the words of its nearest support."""
    candidate = choice.candidate
    stated = [f for f in candidate.figures if f.sentence >= 0 and f.point == candidate.point and f.kind != "bare"]
    if stated:
        return min(
            stated, key=lambda f: (f.scope != "event", f.unsure, f.kind != "count", f.derived, f.sentence, f.start)
        )
    supports = [f for f in candidate.figures if f.sentence >= 0] or [f for f in own if f.kind != "none"]
    if not supports:
        return None
    first = min(supports, key=lambda f: (f.kind == "bare", f.sentence, f.start))
    parts = (
        [f for f in supports if f.kind != "bare"]
        if candidate.how & {"pair_same", "pair_joined", "pair_next", "triple", "names", "singles"}
        else []
    )
    return Figure(
        start=first.start, end=first.end, sentence=first.sentence, outcome=candidate.outcome,
        bounds=exactly(candidate.point), kind="count", frame=first.frame, cue=first.cue, head=first.head,
        victims=first.victims, noun=first.noun, derived=True, parts=parts,
    )  # fmt: skip


def agrees(inexact: Figure, exact: Figure) -> bool:
    """Whether an inexact figure can be the same count as another one of the same people."""
    told = inexact.bounds
    if told.qualifier not in {"vague", "more_than", "at_least"} or told.low is None:
        return False
    high = told.high if told.high is not None else told.low * _CLOSE
    same = inexact.head == exact.head or exact.head in {"people", ""}
    return same and told.low <= (exact.point or 0) <= high


def _prefer_precise(main: Figure, own: list[Figure]) -> Figure:
    """The first exact figure of the event that an inexact main one agrees with: "over a dozen", later "14 people"."""
    if main.bounds.qualifier not in {"vague", "more_than"} or main.derived:
        return main
    exact = [
        f
        for f in own
        if f.bounds.qualifier == "exact" and f.kind == "count" and f.scope == "event" and not (f.unsure or f.definite)
        and f.whole is None and not f.derived and f.frame not in _WEAK_FRAMES and agrees(main, f)
    ]  # fmt: skip
    return min(exact, key=lambda f: f.start) if exact else main


def _prefer_sum(main: Figure, choice: Choice) -> Figure:
    """The sum of a list of which the headline counts one part alone: "killing 19 children and two teachers"."""
    whole = main.whole
    in_title = main.kind == "count" and any(f.sentence < 0 for f in choice.candidate.figures)
    return whole if in_title and whole is not None and whole.derived and whole.scope == "event" else main


def _prefer_toll(reading: Reading, main: Figure, own: list[Figure]) -> Figure:
    """The toll that the main figure is counted into: "found seven bodies, raising the death toll to 16"."""
    tolls = [
        f
        for f in own
        if f.frame == "toll" and f.kind == "count" and f.scope == "event" and (f.point or 0) > (main.point or 0)
        and (f.sentence == main.sentence or _is_raised(reading, main, f))
    ]  # fmt: skip
    return main if main.frame == "toll" or not tolls else tolls[0]


def _is_raised(reading: Reading, main: Figure, toll: Figure) -> bool:
    """Whether a later sentence brings the toll to a number that counts the main figure in."""
    start, _ = reading.sentences[toll.sentence]
    near = main.sentence < toll.sentence <= main.sentence + _NEAR
    return near and _RAISED.search(reading.text, start, toll.end) is not None
