"""Records: a settled figure with all that the text says of it, as a row of the casualties table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast, get_args

from schemas.mentions import (
    AttributionType,
    Casualty,
    Certainty,
    DateMention,
    Entity,
    Outcome,
    Place,
    Qualifier,
    Scope,
    VictimType,
)
from transforms.mentions.casualties import describing
from transforms.mentions.casualties.lexicon import lexicon
from transforms.mentions.casualties.placing import day_of_event, place_of_event, sort_by_sentence
from transforms.mentions.casualties.settling import Row

_REVISED = re.compile(
    r"\b(?:earlier|initial(?:ly)?|previous(?:ly)?|preliminary|at first|first reported|up from|revised)\b[^.]{0,60}"
    r"\b(?:said|reports?|reported|toll|count|figures?|estimates?|put|from)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The text with what other steps found in it."""

    text: str
    sentences: list[tuple[int, int]]
    anchor: date | None
    dates: Sequence[DateMention]
    entities: Sequence[Entity]


class _Sentence:
    """What a sentence says for all figures in it, read once."""

    def __init__(self, text: str, dates: list[DateMention], entities: list[Entity]) -> None:
        self.text, self.dates, self.entities = text, dates, entities
        self.plain = " ".join(text.split())
        self.speaker = describing.read_speaker(self.plain)
        self.speaker_type = describing.judge_speaker(self.speaker)
        self.causes = describing.find_causes(text)
        self.certainty = describing.judge_certainty(self.plain, self.speaker)
        self.rows: list[Row] = []


def record(article: Surroundings, rows: list[Row]) -> list[Casualty]:
    """The rows as records, numbered in their order."""
    rows = [row for row in rows if row.figure.head not in lexicon().animals]
    _link_revisions(article, rows)
    ids = {id(row.figure): f"f{number}" for number, row in enumerate(rows, 1)}
    dates = sort_by_sentence(article.dates, article.sentences)
    entities = sort_by_sentence(article.entities, article.sentences)
    told: dict[int, _Sentence] = {}
    for row in rows:
        at = row.figure.sentence
        if at not in told:
            told[at] = _Sentence(article.text[slice(*article.sentences[at])], dates.get(at, []), entities.get(at, []))
        told[at].rows.append(row)
    focal = {row.figure.outcome: told[row.figure.sentence] for row in rows if row.is_main}
    return [_record(article, row, told[row.figure.sentence], focal.get(row.figure.outcome), ids) for row in rows]


def _link_revisions(article: Surroundings, rows: list[Row]) -> None:
    """The article's own figure supersedes the one that "earlier reports" gave."""
    for row in rows:
        if not row.is_main or row.figure.kind == "none":
            continue
        for other in rows:
            if other is row or other.figure.outcome != row.figure.outcome or other.figure.point == row.figure.point:
                continue
            start, end = article.sentences[other.figure.sentence]
            revised = _REVISED.search(article.text, start, end)
            if revised is not None and other.figure.kind == "count" and revised.start() <= other.figure.start:
                row.replaces = other.figure
                if other.scope in {"subset", "background", "other_event"}:
                    other.scope, other.owner = "event", None


def _day_and_place(
    article: Surroundings, row: Row, told: _Sentence, focal: _Sentence | None
) -> tuple[tuple[date | None, date | None], Place | None]:
    """Day and place from the figure's own sentence, else, for figures of the event, from that of the main figure."""
    span = (row.figure.start, row.figure.end)
    days = day_of_event(span, told.dates, article.anchor, article.text)
    place = place_of_event(span, told.entities, article.text)
    if focal is not None and row.scope in {"event", "subset"}:
        days = days if days != (None, None) else day_of_event(span, focal.dates, article.anchor, article.text)
        place = place or place_of_event(span, focal.entities, article.text)
    return days, place


def _record(article: Surroundings, row: Row, told: _Sentence, focal: _Sentence | None, ids: dict[int, str]) -> Casualty:
    figure, text = row.figure, article.text
    first, _ = article.sentences[figure.sentence]
    phrase = " ".join(text[figure.victims[0] : figure.victims[1]].split())
    related = [
        r.figure for r in told.rows if r.figure is not figure and (r.figure.whole is figure or r.owner is figure)
    ]
    women, children = describing.count_women_and_children(figure, related)
    days, place = _day_and_place(article, row, told, focal)
    scope = row.scope if row.scope in get_args(Scope) else "background"
    owner = ids.get(id(row.owner)) if row.owner is not None else None
    return Casualty(
        figure_id=ids[id(figure)],
        start=figure.start,
        end=figure.end,
        text=text[figure.start : figure.end],
        sentence=told.text,
        outcome=cast("Outcome", figure.outcome),
        low=figure.low,
        best=figure.best,
        high=figure.high,
        qualifier=cast("Qualifier", figure.qualifier),
        scope=cast("Scope", scope),
        is_main=row.is_main,
        is_derived=figure.derived,
        rule=row.rule if not figure.why or row.is_main else f"{row.rule}: {figure.why}",
        confidence=round(row.confidence, 3),
        subset_of=owner if owner != ids[id(figure)] else None,
        supersedes=ids.get(id(row.replaces)) if row.replaces is not None else None,
        victims=phrase if figure.kind != "none" and phrase else None,
        victim_type=cast("VictimType", describing.judge_victims(figure, phrase)),
        women=women,
        children=children,
        attributed_to=told.speaker,
        attribution_type=cast("AttributionType", told.speaker_type),
        certainty="denied" if figure.negated else cast("Certainty", told.certainty),
        cause=describing.nearest_cause(told.causes, figure.start - first),
        first_day=days[0],
        last_day=days[1],
        place=place,
    )
