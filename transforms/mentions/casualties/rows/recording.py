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
from transforms.mentions.casualties.attribution import Speaker, Speakers, introduce
from transforms.mentions.casualties.judging.settling import Row
from transforms.mentions.casualties.rows import attributes
from transforms.mentions.casualties.rows.event_days import day_of_event
from transforms.mentions.casualties.words.lexicon import lexicon
from transforms.mentions.places.locating import level_of, place_of_event
from transforms.text.sentences import sort_by_sentence

_REVISED = re.compile(
    r"\bhad (?:earlier )?put\b[^.]{0,40}\b(?:toll|number|count|figure|dead)\b"
    r"|\b(?:earlier|initial(?:ly)?|previous(?:ly)?|preliminary|at first|first reported|up from|revised)\b[^.]{0,60}"
    r"\b(?:said|reports?|reported|toll|count|figures?|estimates?|put|from)\b",
    re.IGNORECASE,
)
_RISEN = re.compile(
    r"\b(?:toll|number|count|tally)\b[^.]{0,80}\b(?:ris(?:en|es)|rose|climb(?:ed|s)|increased|grown|grew|jump(?:ed|s))\b",
    re.IGNORECASE,
)
_OF_THE_EVENT = {"event", "subset"}
_LEAD = 2  # sentences that tell of the focal event
_ANYBODY = {"people", "persons", ""}  # heads that name no part of the people


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

    def __init__(self, text: str, dates: list[DateMention], entities: list[Entity], before: list[Entity]) -> None:
        self.text, self.dates, self.entities, self.before = text, dates, entities, before
        self.causes = attributes.find_causes(text)
        self.rows: list[Row] = []
        self.said: dict[int, Speaker] = {}


def record(article: Surroundings, rows: list[Row]) -> list[Casualty]:
    """The rows as records, numbered in their order."""
    rows = [row for row in rows if row.scope == "non_human" or row.figure.head not in lexicon().animals]
    _link_revisions(article, rows)
    ids = {id(row.figure): f"f{number}" for number, row in enumerate(rows, 1)}
    dates = sort_by_sentence(article.dates, article.sentences)
    entities = sort_by_sentence(article.entities, article.sentences)
    told: dict[int, _Sentence] = {}

    def read(at: int) -> _Sentence:
        if at not in told:
            words = article.text[slice(*article.sentences[at])]
            told[at] = _Sentence(words, dates.get(at, []), entities.get(at, []), entities.get(at - 1, []))
        return told[at]

    speakers = Speakers(article.text, article.sentences, article.entities)
    for row in rows:
        sentence = read(row.figure.sentence)
        sentence.rows.append(row)
        sentence.said[id(row.figure)] = _speaker(article, speakers, row)
    _mark_denials(rows, told)
    mains = [row for row in rows if row.is_main]
    lead = [read(at) for at in range(min(_LEAD, len(article.sentences)))] if mains else []
    records = []
    for row in rows:
        # the day and the place of one outcome are those of the event, and so of the others
        near = sorted(mains, key=lambda main: main.figure.outcome != row.figure.outcome)
        focal = [*(told[main.figure.sentence] for main in near), *lead]
        records.append(_record(article, row, told[row.figure.sentence], focal, ids))
    return records


def _link_revisions(article: Surroundings, rows: list[Row]) -> None:
    """The article's own figure supersedes the one that "earlier reports" gave."""
    for row in rows:
        if not row.is_main or row.figure.kind == "none":
            continue
        for other in rows:
            if other is row or other.figure.outcome != row.figure.outcome or other.figure.point == row.figure.point:
                continue
            if _is_earlier(article, row, other):
                row.replaces = row.replaces or other.figure
                if other.scope in {"subset", "background", "other_event"}:
                    other.scope, other.owner = "event", None


def _is_earlier(article: Surroundings, row: Row, other: Row) -> bool:
    """Whether `other` is an earlier state of the main figure `row`: told as such, or smaller where the toll rose."""
    old, new = other.figure, row.figure
    start, end = article.sentences[old.sentence]
    revised = _REVISED.search(article.text, start, end)
    if old.kind == "former":
        return True
    if old.kind != "count":
        return False
    if revised is not None and revised.start() <= old.start:
        return True
    told_anew = old.scope == "event" and old.whole is None and old.head in _ANYBODY and not old.definite
    smaller = (old.point or 0) < (new.point or 0) and old.sentence != new.sentence
    return told_anew and smaller and _RISEN.search(article.text, *article.sentences[new.sentence]) is not None


def _speaker(article: Surroundings, speakers: Speakers, row: Row) -> Speaker:
    first, _ = article.sentences[row.figure.sentence]
    return speakers.at(row.figure.sentence, row.figure.start - first, row.figure.end - first)


def _kind_of_speaker(speaker: Speaker, text: str) -> str:
    kind = attributes.judge_speaker(speaker.who, quoted=speaker.quoted)
    if kind != "unnamed" or speaker.who is None:
        return kind
    return attributes.judge_speaker(introduce(speaker.who, text), quoted=True)


def _mark_denials(rows: list[Row], told: dict[int, _Sentence]) -> None:
    """A speaker's "no civilians were killed", where the article itself counts dead, denies them."""
    counted = {row.figure.outcome for row in rows if row.is_main and row.figure.point}
    for row in rows:
        people = row.figure.kind == "none" and row.figure.head not in {
            "",
            "one",
        }  # "no casualties" may be of another event
        denied = people and row.scope == "event" and row.figure.outcome in counted
        if denied and told[row.figure.sentence].said[id(row.figure)].quoted:
            row.scope, row.figure.negated = "denied", True


def _day(article: Surroundings, row: Row, told: list[_Sentence]) -> tuple[date | None, date | None]:
    """The day of a figure: of the sentences that tell of it, its own first; days of reports only where no other is."""
    span = (row.figure.start, row.figure.end)
    for reported in (False, True):
        for sentence in told:
            days = day_of_event(span, sentence.dates, article.anchor, article.text, reported=reported)
            if days != (None, None):
                return days
    return None, None


def _place(article: Surroundings, row: Row, told: list[_Sentence]) -> Place | None:
    """The place of a figure: of the sentences that tell of it, its own first, and of the sentence before it.

    A place in the sentence before must be in the same country, and tell more, than what is known otherwise.
    """
    span = (row.figure.start, row.figure.end)
    found = [place_of_event(span, sentence.entities, article.text) for sentence in told]
    own, known = found[0], next((place for place in found if place is not None and place.country), None)
    known = known or own
    if own is not None and (level_of(own) > 0 or len(told) == 1):
        return known
    before = place_of_event(span, told[0].before, article.text)
    if before is None or (known is not None and before.country != known.country):
        return known
    return before if known is None or level_of(before) > level_of(known) else known


def _record(article: Surroundings, row: Row, told: _Sentence, focal: list[_Sentence], ids: dict[int, str]) -> Casualty:
    figure, text = row.figure, article.text
    first, _ = article.sentences[figure.sentence]
    phrase = " ".join(text[figure.victims[0] : figure.victims[1]].split())
    named = " ".join(text[slice(*figure.noun)].split()) if figure.noun is not None else None
    related = [
        r.figure for r in told.rows if r.figure is not figure and (r.figure.whole is figure or r.owner is figure)
    ]
    women, children = attributes.count_women_and_children(figure, related)
    sources = [told, *(focal if row.scope in _OF_THE_EVENT else [])]
    days = _day(article, row, sources)
    speaker = told.said[id(figure)]
    elsewhere = [other.causes for other in sources[1:]]
    certainty = attributes.judge_certainty(
        told.text.replace("\n", " "), figure.start - first, figure.end - first, quoted=speaker.quoted
    )
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
        victims=named if figure.kind != "none" and named else None,
        victim_type=cast("VictimType", attributes.judge_victims(figure, phrase)),
        women=women,
        children=children,
        attributed_to=speaker.who,
        attribution_type=cast("AttributionType", _kind_of_speaker(speaker, text)),
        certainty="denied" if figure.negated else cast("Certainty", certainty),
        cause=None
        if figure.outcome == "detained"
        else attributes.nearest_cause(told.causes, figure.start - first, elsewhere),
        first_day=days[0],
        last_day=days[1],
        place=_place(article, row, sources),
    )
