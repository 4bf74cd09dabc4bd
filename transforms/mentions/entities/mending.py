"""Mend the edges of place names by the index: models stop short of "County" and run two towns into one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from transforms.mentions.entities.gazetteer import is_prominent, weigh_place
from transforms.mentions.entities.spans import Span
from transforms.mentions.places.index import PlaceIndex
from transforms.text.letters import UPPER

_PLACES = frozenset({"GPE", "LOC"})
_MORE = re.compile(rf"(?: (?:de|del|da|do|dos|das|di|la|las|los|el|al|of|the))? (?!City\b)[{UPPER}][\w'’-]*[^\W\d_]")
_LONGEST = 3
"""Words that are tried behind a name."""
_FORE = re.compile(r"(?<![\w'’.-])(?:Umm?|Abu|Deir|Beit|Kafr|Tell|Jabal|Wadi|Ras|Ain) $")
_LONGEST_FORE = 7
"""Characters, with the one before it."""
_AND = re.compile(r" (?:and|or|in) (?:the )?")
_FROM = re.compile(r"\b(?:[Ff]rom|[Bb]etween) $")
_NUMBER = re.compile(r" \d+$")
_COUNTED = frozenset({"GPE", "LOC", "ORG", "PERSON", "NORP"})
_CITY = 4
"""What the index lends to the name of a city."""


def mend_places(text: str, spans: Iterable[Span], places: PlaceIndex | None) -> Iterator[Span]:
    """Yield the spans, those of places drawn out to the longest name that the index has ("Madison County") or, where it
    has no such name, parted at an "and" or "in" into two that it has; the same without an index.

    What a model took for a work is parted so, too ("Reading and Bath").
    """
    for span in (_drop_number(text, one, places) for one in _join_pairs(text, spans, places)) if places else spans:
        if places is not None and (journey := list(_part_journey(text, span, places))):
            yield from journey
            continue
        if places is not None and span.label == "WORK_OF_ART":
            yield from [Span(one.start, one.end, "GPE") for one in _part(text, span, places)] or [span]
            continue
        if places is None or span.label not in _PLACES:
            yield span
            continue
        end = _draw_out(text, span, places)
        parts = list(_part(text, span, places)) if end == span.end else []
        yield from parts or [Span(_draw_back(text, span.start), end, span.label)]


def _join_pairs(text: str, spans: Iterable[Span], places: PlaceIndex) -> Iterator[Span]:
    """Yield the spans, sorted, two joined that an "and" parts where the index has the whole: "Jammu and Kashmir"."""
    last: Span | None = None
    for span in sorted(spans):
        if last and text[last.end : span.start] == " and " and _is_own(text[last.start : span.end], places):
            last = Span(last.start, span.end, "GPE")
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _drop_number(text: str, span: Span, places: PlaceIndex) -> Span:
    """Give a span without the number behind a city's name: "at Oro 327, at Dorn 84"."""
    number = _NUMBER.search(text, span.start, span.end) if span.label in _COUNTED else None
    if number and weigh_place(text[span.start : number.start()], places) >= _CITY:
        return Span(span.start, number.start(), "GPE")
    return span


def _draw_out(text: str, span: Span, places: PlaceIndex) -> int:
    ends = [span.end]
    while len(ends) <= _LONGEST and (more := _MORE.match(text, ends[-1])):
        word = more.end() - (2 if more[0].endswith(("'s", "’s")) else 0)
        ends.append(word)
    longer = ((end, text[span.start : end]) for end in ends[:0:-1])
    return next((end for end, name in longer if _is_own(name, places) or is_prominent(name, places)), span.end)


def _draw_back(text: str, start: int) -> int:
    """Give where a name begins with the Arabic word before it that is always a part of one: the Um of "Um Dorn"."""
    fore = _FORE.search(text, max(0, start - _LONGEST_FORE), start)
    return fore.start() if fore else start


def _part(text: str, span: Span, places: PlaceIndex) -> Iterator[Span]:
    name = text[span.start : span.end]
    gap = _AND.search(name)
    if gap and not places.find(name):
        left, right = name[: gap.start()], name[gap.end() :]
        if places.find(right) and places.find(left):
            yield Span(span.start, span.start + gap.start(), span.label)
            yield Span(span.end - len(right), span.end, span.label)


def _part_journey(text: str, span: Span, places: PlaceIndex) -> Iterator[Span]:
    """Yield the two towns of a journey that a model ran together, whatever it took it for: "from Dorn to Oro"."""
    to = text.find(" to ", span.start, span.end)
    if to >= 0 and _FROM.search(text, max(0, span.start - len(" from ")), span.start):
        ends = Span(span.start, to, "GPE"), Span(to + len(" to "), span.end, "GPE")
        if all(places.find(text[one.start : one.end]) for one in ends):
            yield from ends


def _is_own(name: str, places: PlaceIndex) -> bool:
    return any(one.own for one in places.find(name))
