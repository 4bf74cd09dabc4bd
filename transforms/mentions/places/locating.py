"""Where the events of a text took place: the place of a figure or of a date, from the names around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.mentions import DateMention, Entity, Place
from transforms.text.sentences import sort_by_sentence, split_sentences

_PLACES = {"GPE", "LOC", "FAC"}
_LOCATING = {"in", "at", "near", "outside", "of", "on"}


def place_of_event(span: tuple[int, int], entities: Sequence[Entity], text: str) -> Place | None:
    """The place of what stands at `span`, from the entities of its sentence: after "in" first, then the nearest.

    span: code points into `text`, end exclusive. None when no entity with a place stands there.
    """
    fitting = [e for e in entities if e.place is not None and e.label in _PLACES]

    def rank(entity: Entity) -> tuple[bool, int]:
        before = text[max(0, entity.start - 14) : entity.start].lower().split()
        return not _LOCATING.intersection(before[-3:]), max(entity.start - span[1], span[0] - entity.end, 0)

    return min(fitting, key=rank).place if fitting else None


def locate_dates(text: str, dates: Sequence[DateMention], entities: Sequence[Entity]) -> list[DateMention]:
    """The same dates, each that covers known days with the place of its sentence, or None where none is named."""
    if not dates:
        return []
    sentences = split_sentences(text)
    named = sort_by_sentence(entities, sentences)
    told = sort_by_sentence(dates, sentences)
    return [
        mention
        if mention.first_day is None
        else replace(mention, place=place_of_event((mention.start, mention.end), named.get(at, []), text))
        for at in sorted(told)
        for mention in told[at]
    ]
