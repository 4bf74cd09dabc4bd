"""Casualty figures of an article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from schemas.mentions import Casualty, DateMention, Entity
from transforms.mentions.casualties.proposing import Figure, propose
from transforms.text.sentences import split_sentences


def find_casualties(
    text: str, title: str | None, anchor: date | None, dates: Sequence[DateMention], entities: Sequence[Entity]
) -> list[Casualty]:
    """Every figure of people harmed that the text states, in its order."""
    sentences = split_sentences(text)
    figures = [f for f in propose(text, sentences) if f.kind != "bare"]
    figures.sort(key=lambda f: (f.start, f.end, f.outcome))
    mains: set[int] = set()
    for outcome in {f.outcome for f in figures}:
        own = [f for f in figures if f.outcome == outcome and not f.hypothetical and not f.negated and not f.unsure]
        own = [f for f in own if f.sentence < 3] or own
        if own:
            lead = min(f.sentence for f in own)
            mains.add(id(max((f for f in own if f.sentence == lead), key=lambda f: f.low or 0)))
    rows: list[Casualty] = []
    for index, f in enumerate(figures, 1):
        first, last = sentences[f.sentence]
        rows.append(
            Casualty(
                figure_id=f"f{index}", start=f.start, end=f.end, text=text[f.start : f.end], sentence=text[first:last],
                outcome=f.outcome, low=f.low, best=f.best, high=f.high, qualifier=f.qualifier,  # type: ignore[arg-type]
                scope="hypothetical" if f.hypothetical else "denied" if f.negated else "event",
                is_main=id(f) in mains, is_derived=f.derived, rule=f.frame, confidence=0.5,
            )
        )  # fmt: skip
    return rows
