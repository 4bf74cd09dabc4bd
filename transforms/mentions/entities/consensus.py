"""One article, one opinion: every mention of a name gets the same label and the same full name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemas.mentions import Entity
from transforms.mentions.entities.ailments import find_ailments
from transforms.mentions.entities.appositions import find_apposed
from transforms.mentions.entities.capitals import find_loud, is_loud_word
from transforms.mentions.entities.cues import is_trade_word
from transforms.mentions.entities.datelines import find_dateline_places
from transforms.mentions.entities.gazetteer import is_prominent
from transforms.mentions.entities.joining import (
    complete_people,
    complete_surnames,
    join_people,
    join_pieces,
    read_given_names,
)
from transforms.mentions.entities.judging import Case, decide, gather_cases, may_be_body
from transforms.mentions.entities.known import find_known, read_known
from transforms.mentions.entities.linking import (
    find_acronyms,
    find_full_names,
    find_initials,
    find_short_bodies,
    link_people,
)
from transforms.mentions.entities.listed import find_listed
from transforms.mentions.entities.located import (
    find_clubs,
    find_homes,
    find_hyphened,
    find_located,
    find_postal,
    find_roads,
    find_set_off,
)
from transforms.mentions.entities.mending import mend_places
from transforms.mentions.entities.offices import part_offices
from transforms.mentions.entities.parting import part_names
from transforms.mentions.entities.repeating import find_repetitions
from transforms.mentions.entities.spans import Span, keep_longest, opens_sentence
from transforms.mentions.entities.speakers import find_speakers
from transforms.mentions.entities.titled import find_named, find_titled
from transforms.mentions.entities.towns import find_towns
from transforms.mentions.entities.trimming import is_money, is_title, stands_in_address, trim_spans
from transforms.mentions.entities.unread_bodies import find_bodies
from transforms.mentions.entities.worded import find_worded
from transforms.mentions.entities.wordlists import read_words
from transforms.mentions.places.index import PlaceIndex

_WORDS = re.compile(r"(?<![\w/.=%-])[^\W\d_]+(?![\w/=%-])")
_FROM = " of "
_OWNER = re.compile(r"['’]s\s+")


def agree(text: str, read: list[Span], places: PlaceIndex | None = None) -> list[Entity]:
    """Turn a model's reading of one article into its entities, sorted and without overlap.

    Names are trimmed, known ones added, people found by their title; then each distinct name is judged once, by all the
    votes of its mentions, and its repetitions are marked wherever they stand.
    """
    guessed = list(_name_known(text, part_offices(text, trim_spans(text, read), places), places))
    reach = {one.start: one.end for one in guessed}
    titled = [one for one in find_titled(text) if reach.get(one.start, 0) < one.end]
    roads = list(find_roads(text))
    stated = [*find_homes(text, places), *find_hyphened(text, places), *roads]
    stated += [*find_clubs(text, places), *find_listed(text), *find_postal(text, places)]
    sure = [*titled, *find_dateline_places(text, places), *stated]
    known = list(find_known(text))
    located = [*find_located(text, places), *find_set_off(text, places), *find_bodies(text, known)]
    located += [*find_apposed(text), *find_worded(text, guessed)]
    spans = keep_longest([*guessed, *known, *located], first=sure)
    named = [*find_named(text), *find_speakers(text, spans)]
    spans = join_pieces(text, complete_people(read_given_names(text, spans, named, places), named))
    spans = sorted([*spans, *find_towns(text, spans, places)])
    spans = keep_longest(mend_places(text, spans, places))
    cases = gather_cases(text, spans, places)
    labels = {surface: decide(surface, case) for surface, case in cases.items()}
    labels |= {text[one.start : one.end]: one.label for one in roads}
    spans, labels = part_names(text, spans, labels)
    spans = complete_surnames(text, join_people(text, [_relabel(text, one, labels) for one in spans]))
    labels |= {name: "PERSON" for one in spans if (name := text[one.start : one.end]) not in labels}
    acronyms = find_acronyms(text, spans)
    for acronym, expansion in acronyms.items():
        if acronym not in read_known():
            labels[acronym] = labels[expansion]
    initials = find_initials({name: label for name, label in labels.items() if name not in acronyms})
    acronyms, labels = acronyms | initials, labels | dict.fromkeys(initials, "GPE")
    labels |= dict.fromkeys(find_full_names(labels), "PERSON")
    people = link_people(labels)
    for alias, name in people.items():
        labels[alias] = decide(alias, cases.get(alias, Case()), name)
    people = {alias: name for alias, name in people.items() if labels[alias] == "PERSON"}
    short = find_short_bodies(labels, lambda name: name not in people and may_be_body(name, cases.get(name, Case())))
    acronyms, labels = acronyms | short, labels | dict.fromkeys(short, "ORG")
    spans, labels = part_names(text, spans, labels)  # once more: now surnames are known, too
    common = _find_common_words(text, spans, people) | {surface for surface, label in labels.items() if not label}
    common |= find_ailments(text, (_relabel(text, one, labels) for one in spans))
    labels = {surface: label for surface, label in labels.items() if surface not in common}
    loud = find_loud(text, labels)
    labels |= {spelling: labels[name] for spelling, name in loud.items()}
    kept = [_relabel(text, one, labels) for one in spans if text[one.start : one.end] not in common]
    return [
        Entity(one.start, one.end, surface, one.label, _full_name(loud.get(surface, surface), acronyms | people))
        for one in join_people(
            text, keep_longest([*kept, *mend_places(text, find_repetitions(text, labels, acronyms | people), places)])
        )
        if (surface := text[one.start : one.end]) and not _is_no_name(text, one)
    ]


def _is_no_name(text: str, span: Span) -> bool:
    """Tell whether what looks like a name is a part of an address, a currency, or a word of a line of capitals."""
    return stands_in_address(text, span) or is_money(text, span) or is_loud_word(text, span)


def _relabel(text: str, span: Span, labels: dict[str, str]) -> Span:
    return Span(span.start, span.end, labels.get(text[span.start : span.end], span.label))


def _name_known(text: str, spans: Iterable[Span], places: PlaceIndex | None) -> Iterator[Span]:
    """Label the names that gazetteers know as they do; part a place that they know from what is its or lies there."""
    for span in spans:
        owner = _OWNER.search(text, span.start, span.end)
        comma = text.rfind(", ", span.start, span.end)
        first = text[span.start : span.end].split(" ", 1)[0]
        if owner and _is_place(text[span.start : owner.start()]):
            yield Span(span.start, owner.start(), "GPE")
            yield from _name_known(text, [Span(owner.end(), span.end, span.label)], places)
        elif comma > span.start and _is_large(text[comma + 2 : span.end], places):
            yield from _name_known(text, [Span(span.start, comma, span.label)], places)
            yield Span(comma + 2, span.end, "GPE")
        elif span.label == "PERSON" and len(first) < span.end - span.start and "." in first[:-1] and _is_place(first):
            yield Span(span.start, span.start + len(first), "GPE")  # "U.S. Agriculture" before "Secretary" is nobody
        elif home := _find_home(text, span, places):
            yield from (Span(span.start, home - len(_FROM), "ORG"), Span(home, span.end, "GPE"))
        elif owner_end := _find_holder(text, span):
            yield Span(span.start, owner_end, read_known()[text[span.start : owner_end]].label)
            if text[owner_end + 1 : span.end] in read_words("given_names.txt"):
                yield Span(owner_end + 1, span.end, "PERSON")
        else:
            known = read_known().get(text[span.start : span.end])
            yield Span(span.start, span.end, known.label) if known else span


def _find_home(text: str, span: Span, places: PlaceIndex | None) -> int:
    """Give where the place begins that stands behind the whole name of a firm: "Dorn Cement of Zambia"; 0 for none."""
    at = text.find(_FROM, span.start, span.end) if span.label == "ORG" else -1
    if at < 0:
        return 0
    words = text[span.start : at].split(" ")
    is_firm = len(words) > 1 and is_trade_word(words[-1])
    return at + len(_FROM) if is_firm and _is_large(text[at + len(_FROM) : span.end], places) else 0


def _find_holder(text: str, span: Span) -> int:
    """Give where a country or people ends with which a body's name cannot go on, for a title or somebody's given name
    follows: "Polish Foreign Minister", "President of Poland Ann" of "Ann Dvorek"; 0 where none does.
    """
    if span.label != "ORG":
        return 0
    first, _, rest = text[span.start : span.end].partition(" ")
    known = read_known().get(first) if rest else None
    is_nation = known is not None and known.label in ("GPE", "NORP")
    return (
        span.start + len(first)
        if is_nation and (is_title(rest.split(" ")) or rest in read_words("given_names.txt"))
        else 0
    )


def _is_place(name: str) -> bool:
    known = read_known().get(name)
    return known is not None and known.label == "GPE"


def _is_large(name: str, places: PlaceIndex | None) -> bool:
    return _is_place(name) or (places is not None and is_prominent(name, places))


def _find_common_words(text: str, spans: list[Span], people: dict[str, str]) -> set[str]:
    """Give the single words taken for names only where a sentence opens with them, and written small elsewhere."""
    words = set(_WORDS.findall(text))
    inside = {text[one.start : one.end] for one in spans if not opens_sentence(text, one.start)}
    opening = {text[one.start : one.end] for one in spans} - inside - people.keys() - read_known().keys()
    return {surface for surface in opening if surface.isalpha() and surface.lower() in words}


def _full_name(surface: str, full_names: dict[str, str]) -> str:
    if surface in full_names:
        return full_names[surface]
    known = read_known().get(surface)
    return known.name if known else " ".join(surface.split())
