"""Settlement: with the article's own counts chosen, which figures become rows, and what is each a count of?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.mentions import Outcome, Scope
from transforms.mentions.casualties.attribution.kinds import judge_speaker
from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.judging.choice import Choice, calibrate
from transforms.mentions.casualties.judging.main_figure import agrees, find_main
from transforms.mentions.casualties.judging.reading import Reading
from transforms.mentions.casualties.vocabulary import LEARNED, FigureFrame
from transforms.mentions.casualties.words.lexicon import lexicon

_WEAK_FRAMES: frozenset[FigureFrame] = frozenset(("care", "victims"))


@dataclass(slots=True, kw_only=True)
class Row:
    """A figure that will be a row. rule: how it was read. owner: the row's whole; replaces: what it supersedes.

    scope: what it is a count of in this article, where the figure's own is by the words of its sentence alone.
    """

    figure: Figure
    scope: Scope
    rule: str
    confidence: float
    is_main: bool = False
    owner: Figure | None = None
    replaces: Figure | None = None


def settle(reading: Reading, choices: Mapping[Outcome, Choice]) -> list[Row]:
    """The rows of an article, in the order of the text.

    A figure that no cue places elsewhere is of the event when the article has a count of its own; smaller ones are its
    subsets. Without such a count it is background. Deaths by illness or age never become rows.
    """
    rows = [Row(figure=f, scope="non_human", rule=f.frame, confidence=0.7) for f in reading.animals]
    for outcome in sorted({f.outcome for f in reading.figures}):
        own = [f for f in reading.figures if f.outcome == outcome]
        if outcome in LEARNED:
            choice = choices.get(outcome)
            rows.extend(_settle_learned(reading, own, choice if choice is not None and choice.number else None))
        else:
            rows.extend(_settle_plain(own))
    rows = [row for row in rows if row.scope == "non_human" or row.figure.head not in lexicon().animals]
    return sorted(rows, key=lambda row: (row.figure.start, row.figure.end, row.figure.outcome, row.is_main))


def _row_scope(figure: Figure) -> Scope | None:
    """The scope of a figure that can be a row; None for one that never is."""
    if figure.scope == "illness" or figure.kind == "bare" or figure.frame in _WEAK_FRAMES:
        return None
    known = figure.bounds.low is not None or figure.bounds.high is not None
    return figure.scope if known and figure.head not in lexicon().sets["household"] else None


def _settle_learned(reading: Reading, own: list[Figure], choice: Choice | None) -> list[Row]:
    main = find_main(reading, own, choice) if choice is not None else None
    rows = []
    for figure in own:
        scope = _row_scope(figure)
        if figure is main or scope is None:
            continue
        if scope == "event" and figure.kind not in {"none", "either"}:
            if main is None:
                scope = "background"
            elif (figure.whole is None or figure.whole.derived) and _is_of_another_day(figure, main):
                scope = "other_event"
            elif figure.whole is not None or _is_part(reading, figure, main):
                scope = "subset"
        owner = figure.whole or (main if scope == "subset" else None)
        confidence = _confidence(figure, choice)
        rows.append(Row(figure=figure, scope=scope, rule=figure.frame, confidence=confidence, owner=owner))
    if main is not None and choice is not None:
        rule = "chosen" if not main.derived else f"derived {'+'.join(sorted(choice.candidate.how))}"
        confidence = calibrate(choice.own * choice.right)
        rows.append(Row(figure=main, scope="event", rule=rule, confidence=confidence, is_main=True))
    else:
        _mark_nobody(rows)
    return rows


def _is_part(reading: Reading, figure: Figure, main: Figure) -> bool:
    """Whether a figure that no words tie to the main one is a part of it: smaller, and no other claim about it."""
    return _is_smaller(figure, main) and not agrees(figure, main) and not _is_rival(reading, figure, main)


def _is_of_another_day(figure: Figure, main: Figure) -> bool:
    """Whether the sentence of a figure gives it an older day than the main figure has."""
    dated = figure.age is not None and main.age is not None and figure.sentence > main.sentence
    return dated and (figure.age or 0) > (main.age or 0)


def _is_rival(reading: Reading, figure: Figure, main: Figure) -> bool:
    """Whether somebody else says it of the same event: another toll, or what the other side says."""
    if figure.sentence == main.sentence or figure.kind != "count":
        return False
    first, second = (reading.speaker(f) for f in (figure, main))
    if first.who is None or first.who == second.who:
        return False
    sides = {judge_speaker(speaker, reading.text) for speaker in (first, second)}
    return figure.frame == "toll" or ("rebel" in sides and len(sides) > 1)


def _is_smaller(figure: Figure, main: Figure) -> bool:
    """Whether a figure can be a part of the main one: it is smaller, and of people who are not of another kind."""
    first, second = (lexicon().types.get(f.head, "") for f in (figure, main))
    return (figure.point or 0) < (main.point or 0) and not (first and second and first != second)


def _mark_nobody(rows: list[Row]) -> None:
    """An explicit "no one was hurt" is the article's own figure when it has no other."""
    for row in rows:
        if row.figure.kind == "none" and row.scope == "event":
            row.is_main = True
            return


def _confidence(figure: Figure, choice: Choice | None) -> float:
    """Before calibration: how sure a row is that is not the article's own figure."""
    if figure.unsure:
        return 0.4
    base = {"count": 0.85, "none": 0.85}.get(figure.kind, 0.6)
    return base if choice is not None else base - 0.15


def _settle_plain(own: list[Figure]) -> list[Row]:
    """Outcomes without trained weights: the first figure of the event, the largest of its sentence, is the main one."""
    rows = []
    for f in own:
        scope = _row_scope(f)
        if scope is not None:
            scope = "subset" if f.whole and scope == "event" else scope
            confidence = 0.4 if f.unsure else 0.7
            rows.append(Row(figure=f, scope=scope, rule=f.frame, confidence=confidence, owner=f.whole))
    event = [
        r
        for r in rows
        if r.scope == "event" and r.figure.bounds.low is not None and not (r.figure.unsure and r.figure.head)
    ]
    event = [r for r in event if r.figure.kind not in {"either", "former"}]
    event = [r for r in event if r.figure.kind in {"count", "none"}] or event
    if event:
        lead = min(r.figure.sentence for r in event)
        top = max((r for r in event if r.figure.sentence == lead), key=lambda r: r.figure.point or 0)
        top.is_main = True
    return rows
