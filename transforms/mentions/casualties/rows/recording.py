"""Records: a settled figure with all that the text says of it, as a row of the casualties table."""

from __future__ import annotations

from datetime import date, timedelta

from schemas.mentions import (
    Casualty,
    DateMention,
    Entity,
    Place,
    Scope,
)
from transforms.mentions.casualties.attribution.kinds import judge_speaker
from transforms.mentions.casualties.attribution.speakers import Speaker
from transforms.mentions.casualties.judging.reading import Reading
from transforms.mentions.casualties.judging.settling import Row
from transforms.mentions.casualties.rows import attributes
from transforms.mentions.casualties.rows.event_days import day_of_event, day_of_happening, tells_moving_toll
from transforms.mentions.casualties.vocabulary import DENYING
from transforms.mentions.places.locating import find_sole_country, level_of, place_of_event
from transforms.text.sentences import sort_by_sentence

_OF_THE_EVENT: frozenset[Scope] = frozenset(("event", "subset"))
_OPENING = 8  # sentences that may say when it happened
_NEAR = timedelta(days=3)
_LEAD = 2  # sentences that tell of the focal event


class _Sentence:
    """What a sentence says for all figures in it, read once."""

    def __init__(self, text: str, dates: list[DateMention], entities: list[Entity], before: list[Entity]) -> None:
        self.text, self.dates, self.entities, self.before = text, dates, entities, before
        self.causes = attributes.find_causes(text)
        self.tells_moving_toll = tells_moving_toll(text)
        self.rows: list[Row] = []
        self.said: dict[int, Speaker] = {}


def record(article: Reading, rows: list[Row]) -> list[Casualty]:
    """The rows as records, numbered in their order."""
    ids = {id(row.figure): f"f{number}" for number, row in enumerate(rows, 1)}
    dates = sort_by_sentence(article.dates, article.sentences)
    entities = sort_by_sentence(article.entities, article.sentences)
    told: dict[int, _Sentence] = {}

    def read(at: int) -> _Sentence:
        if at not in told:
            words = article.text[slice(*article.sentences[at])]
            told[at] = _Sentence(words, dates.get(at, []), entities.get(at, []), entities.get(at - 1, []))
        return told[at]

    for row in rows:
        sentence = read(row.figure.sentence)
        sentence.rows.append(row)
        sentence.said[id(row.figure)] = article.speaker(row.figure)
    mains = [row for row in rows if row.is_main]
    lead = [read(at) for at in range(min(_LEAD, len(article.sentences)))] if mains else []
    opening = [dates.get(at, []) for at in range(min(_OPENING, len(article.sentences)))]
    happened = day_of_happening(article.text, opening, article.anchor) if mains else None
    records = []
    for row in rows:
        # the day and the place of one outcome are those of the event, and so of the others
        near = sorted(mains, key=lambda main: main.figure.outcome != row.figure.outcome)
        focal = [*(told[main.figure.sentence] for main in near), *lead]
        records.append(_record(article, row, told[row.figure.sentence], focal, ids, happened=happened))
    return records


def _day(
    article: Reading, row: Row, told: list[_Sentence], happened: tuple[date, date] | None
) -> tuple[date | None, date | None]:
    """The day of a figure: of the sentences that tell of it, its own first; days of reports only where no other is.

    happened: the day that words of happening give; for the event's figures it goes before a week, a report's day and
    what another sentence says that it lies near to. No day of a report is that of a toll which has moved.
    """
    span = (row.figure.start, row.figure.end)
    of_event = row.scope in _OF_THE_EVENT
    for reported in (False, True):
        for sentence in told:
            moved = of_event and sentence.tells_moving_toll
            if reported and moved:
                continue
            first, last = day_of_event(span, sentence.dates, article.anchor, article.text, reported=reported)
            if first is None or last is None:
                continue
            vague = moved or (of_event and (reported or first < last or sentence is not told[0]))
            near = happened is not None and first - _NEAR <= happened[0] <= last + _NEAR
            return happened if vague and near and happened is not None else (first, last)
    return happened if of_event and happened is not None else (None, None)


def _place(article: Reading, row: Row, told: list[_Sentence]) -> Place | None:
    """The place of a figure: of the sentences that tell of it, its own first, and of the sentence before it.

    A place in the sentence before must be in the same country, and tell more, than what is known otherwise.
    Where none of them names a place, the country of all places that the article names, if they lie in one.
    """
    span = (row.figure.start, row.figure.end)
    found = [place_of_event(span, sentence.entities, article.text) for sentence in told]
    own, known = found[0], next((place for place in found if place is not None and place.country), None)
    known = known or own
    if own is not None and (level_of(own) > 0 or len(told) == 1):
        return known
    before = place_of_event(span, told[0].before, article.text)
    if before is None or (known is not None and before.country != known.country):
        return known or find_sole_country(article.entities, article.text)
    return before if known is None or level_of(before) > level_of(known) else known


def _record(  # noqa: PLR0913  (what an article knows beside the row)
    article: Reading,
    row: Row,
    told: _Sentence,
    focal: list[_Sentence],
    ids: dict[int, str],
    *,
    happened: tuple[date, date] | None,
) -> Casualty:
    figure, text = row.figure, article.text
    first, _ = article.sentences[figure.sentence]
    phrase = " ".join(text[figure.victims[0] : figure.victims[1]].split())
    named = " ".join(text[slice(*figure.noun)].split()) if figure.noun is not None else None
    related = [
        r.figure for r in told.rows if r.figure is not figure and (r.figure.whole is figure or r.owner is figure)
    ]
    women, children = attributes.count_women_and_children(figure, related)
    sources = [told, *(focal if row.scope in _OF_THE_EVENT else [])]
    days = _day(article, row, sources, happened)
    speaker = told.said[id(figure)]
    elsewhere = [other.causes for other in sources[1:]]
    certainty = attributes.judge_certainty(
        told.text.replace("\n", " "), figure.start - first, figure.end - first, quoted=speaker.quoted
    )
    owner = ids.get(id(row.owner)) if row.owner is not None else None
    return Casualty(
        figure_id=ids[id(figure)],
        start=figure.start,
        end=figure.end,
        text=text[figure.start : figure.end],
        sentence=told.text,
        outcome=figure.outcome,
        low=figure.bounds.low,
        best=figure.bounds.best,
        high=figure.bounds.high,
        qualifier=figure.bounds.qualifier,
        scope=row.scope,
        is_main=row.is_main,
        is_derived=figure.derived,
        rule=row.rule if not figure.why or row.is_main else f"{row.rule}: {figure.why}",
        confidence=round(row.confidence, 3),
        subset_of=owner if owner != ids[id(figure)] else None,
        supersedes=ids.get(id(row.replaces)) if row.replaces is not None else None,
        victims=named if figure.kind != "none" and named else None,
        victim_type=attributes.judge_victims(figure, phrase),
        women=women,
        children=children,
        attributed_to=speaker.who,
        attribution_type=judge_speaker(speaker, text),
        certainty="denied" if figure.mood in DENYING or row.scope == "denied" else certainty,
        cause=None
        if figure.outcome == "detained"
        else attributes.nearest_cause(told.causes, figure.start - first, elsewhere),
        first_day=days[0],
        last_day=days[1],
        place=_place(article, row, sources),
    )
