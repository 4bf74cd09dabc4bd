"""Join the pieces of one name that a model, or a gazetteer, found apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator

from transforms.mentions.entities.cues import is_organisation_word, is_person_cue, is_trade_word, read_name
from transforms.mentions.entities.gazetteer import weigh_place
from transforms.mentions.entities.known import read_known
from transforms.mentions.entities.spans import Span, opens_sentence
from transforms.mentions.entities.trimming import is_title
from transforms.mentions.entities.wordlists import read_words
from transforms.mentions.places.index import PlaceIndex
from transforms.text.letters import LOWER, UPPER

_WITHIN_PERSON = re.compile(
    rf" (?:(?:dos|das|da|de|del|bin|bint|ibn|al|el|ole|van|von|der|den|wa) |(?![A-Z]+ )[{UPPER}][\w'’-]* )?"
)
_GIVEN = re.compile(rf"(?:[a-z,;]|[a-z,]”|[a-z,]\") (?P<name>[{UPPER}][{LOWER}'’-]+[{LOWER}]) $")
"""A capitalised word behind a small one: at the head of a sentence any word is one."""
_SMALL = re.compile(rf"\b[{LOWER}]+\b")
_CITY = 4
"""What the place index lends to the name of a city."""
_OF = re.compile(r" of (?:the )?")
_SOCIETIES = frozenset({"Red Cross", "Red Crescent"})
"""Bodies that every country has one of: "Polish Red Cross"."""
_MISSION = re.compile(r".* (?:Mission|Force|Operation|Office) in (?:the )?")
"""What is sent somewhere, with the word before the place: "United Nations Mission in"."""
_LOCATED = re.compile(r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Nn]ear|[Oo]f|[Tt]he|[Oo]utside) $")
_INITIALS = re.compile(r"(?<![\w.-])(?P<initials>(?:[A-Z]{1,2} ){1,2})$")
"""Given names in short, as South Asia and South Africa write them: "HV Dvorek", "J K Dvorek"."""


def join_pieces(text: str, spans: Iterable[Span]) -> list[Span]:
    """Give the spans, sorted, with those made one that stand side by side and are one name.

    A person's names ("Min Aung" + "Hlaing"), a body and its country ("Sierra Leone" + "Labour Congress", "Workers'
    Party" + "of" + "Iraq").
    """
    return _join(text, spans, lambda _left, _right: True)


def join_people(text: str, spans: Iterable[Span]) -> list[Span]:
    """Give the spans, sorted, with those made one that stand side by side and name one person."""
    return _join(text, spans, lambda left, right: left.label == right.label == "PERSON")


def _join(text: str, spans: Iterable[Span], may_join: Callable[[Span, Span], bool]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        last = joined[-1] if joined else None
        label = _name_whole(text, last, span) if last and may_join(last, span) else None
        if last and label:
            joined[-1] = Span(last.start, span.end, label)
        else:
            joined.append(span)
    return joined


def read_given_names(
    text: str, spans: Iterable[Span], named: Iterable[Span], places: PlaceIndex | None
) -> Iterator[Span]:
    """Yield the spans, those that are but a part of the name of a `named` person as people, whatever a model took them
    for.

    Not what is a known name, nor what is more than a person: "Victoria University". A given name that a city has, too,
    is one where no place has the rest of the name and it does not stand behind "in".
    """
    wholes = {one.start: one.end for one in named if read_name(text[one.start : one.end])[1] is None}
    whole = 0
    for span in sorted(spans):
        name, end = text[span.start : span.end], wholes.get(span.start, 0)
        is_part = end > span.end and " " not in name and name not in read_known()
        if is_part and span.label == "PERSON":
            whole = end
            yield span
        elif is_part and (weigh_place(name, places) < _CITY or _may_be_given(text, span, end, places)):
            whole = end
            yield Span(span.start, span.end, "PERSON")
        elif span.end <= whole and name not in read_known() and weigh_place(name, places) < _CITY:
            yield Span(span.start, span.end, "PERSON")
        else:
            yield span


def _may_be_given(text: str, span: Span, end: int, places: PlaceIndex | None) -> bool:
    """Tell whether a city's name is somebody's given name in the whole that ends at `end`: "Lincoln Dvorek"."""
    rest = text[span.end + 1 : end].removesuffix("'s").removesuffix("’s")
    is_located = _LOCATED.search(text, max(0, span.start - 10), span.start)
    return not (is_located or weigh_place(rest, places) or rest in read_known() or is_title(rest.split(" ")[:1]))


def complete_people(spans: Iterable[Span], named: Iterable[Span]) -> list[Span]:
    """Give the spans, sorted, with `named` ones where there is nothing yet, or but a part of the same person's name."""
    kept, named = sorted(spans), list(named)
    longest = max((span.end - span.start for span in (*kept, *named)), default=0)
    for one in named:
        # what overlaps begins before its end, and no further before it than the longest reaches
        near = slice(*(bisect_left(kept, at, key=_start_of) for at in (one.start - longest, one.end)))
        over = [span for span in kept[near] if one.start < span.end]
        if all(span.label == "PERSON" and one.start <= span.start and span.end <= one.end for span in over):
            kept[near] = sorted([*(span for span in kept[near] if span not in over), one])
    return kept


def complete_surnames(text: str, spans: Iterable[Span]) -> list[Span]:
    """Give the spans, sorted, those of people named by one word drawn out to the given name that a model passed over.

    It is the capitalised word before, in the midst of a sentence, that no other name holds and that is no office.
    """
    words = set(_SMALL.findall(text))
    drawn: list[Span] = []
    for span in sorted(spans):
        start = _find_given(text, span, words) if span.label == "PERSON" else span.start
        is_free = not (drawn and drawn[-1].end > start)
        drawn.append(Span(start, span.end, span.label) if is_free else span)
    return drawn


def _find_given(text: str, span: Span, words: Container[str]) -> int:
    """Give where somebody's name begins with the given name or the initials that stand before it; `words` as below."""
    initials = _INITIALS.search(text, max(0, span.start - 8), span.start)
    if initials and not text[span.start : span.end].isupper() and not _names_office(initials["initials"]):
        return initials.start("initials")
    given = _GIVEN.search(text, max(0, span.start - 20), span.start)
    is_whole = given and " " not in text[span.start : span.end] and _is_given_name(given["name"], words)
    return given.start("name") if given and is_whole else span.start


def _names_office(initials: str) -> bool:
    """Tell whether the capitals are those of an office, a body or a word: "HE Ann Dvorek", "PM Dvorek"."""
    whole = initials.strip()
    return (
        whole == "HE"
        or is_title([whole])
        or any(
            is_title([one]) or one in read_known() or one.lower() in read_words("not_names.txt")
            for one in whole.split()
        )
    )


def _is_given_name(word: str, words: Container[str]) -> bool:
    """Tell whether a capitalised word can only be a name; `words` are those that the text writes small."""
    small = word.lower()
    is_office = is_title([word]) or is_person_cue(small)
    return not (is_office or small in words or word in read_known() or small in read_words("not_names.txt"))


def _start_of(span: Span) -> int:
    return span.start


def _is_given(text: str, left: Span) -> bool:
    """Tell whether a city's name before a person opens a sentence and so is the given name: "Carolina Dvorek ran"."""
    name = text[left.start : left.end]
    is_word = name.isalpha() and name not in read_known() and not is_title([name])
    return is_word and opens_sentence(text, left.start)


def _name_whole(text: str, left: Span, right: Span) -> str | None:
    """Give the label of the two as one name, None when they are two."""
    between = text[left.end : right.start]
    if left.label == right.label == "PERSON":
        is_one = _WITHIN_PERSON.fullmatch(between) and not is_title([between.strip()])
        return "PERSON" if is_one else None
    if left.label == "GPE" and right.label == "PERSON" and between == " ":
        return "PERSON" if _is_given(text, left) else None
    if left.label in ("GPE", "NORP") and right.label == "ORG" and between == " ":
        name = text[right.start : right.end]
        is_body = name in _SOCIETIES or is_organisation_word(name.rsplit(maxsplit=1)[-1])
        return "ORG" if is_body else None
    if left.label == "ORG" and right.label == "GPE" and _MISSION.fullmatch(text, left.start, right.start):
        return "ORG"
    if left.label == "ORG" and right.label == "GPE" and _OF.fullmatch(between):
        first, _, last = text[left.start : left.end].rpartition(" ")
        is_firm = first and is_trade_word(last)  # "Dorn Cement of Oro" is whole without the town
        return "ORG" if is_organisation_word(last) and not is_firm else None
    return None
