"""Part people from the office before their name, which models take for a part of it: "Oro Mayor Ann Dvorek"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from transforms.mentions.entities.cues import is_organisation_word
from transforms.mentions.entities.gazetteer import weigh_place
from transforms.mentions.entities.known import read_known
from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.trimming import is_title
from transforms.mentions.entities.wordlists import read_words
from transforms.mentions.places.index import PlaceIndex

_LONGEST = 3
"""Words of a title."""


def part_offices(text: str, spans: Iterable[Span], places: PlaceIndex | None) -> Iterator[Span]:
    """Yield the spans, but people named with their office without it, and what they hold it of as a span of its own.

    A body is taken for a person only where a given name follows the title ("Criminal Judge Ann Dvorek").
    """
    for span in spans:
        office = _find_office(text[span.start : span.end]) if span.label in ("PERSON", "ORG", "GPE") else None
        if office is None:
            yield span
            continue
        of, name = office
        if span.label != "PERSON" and name.split()[0] not in read_words("given_names.txt"):
            yield span
            continue
        label = _label_holder(of, places)
        if label:
            yield Span(span.start, span.start + len(of), label)
        yield Span(span.end - len(name), span.end, "PERSON")


def _find_office(surface: str) -> tuple[str, str] | None:
    """Give the words before and after the titles within a name, None where nobody is named after any."""
    words = surface.split(" ")
    for at in range(1, len(words) - 1):
        end = at
        while size := next((n for n in range(_LONGEST, 0, -1) if _is_title_at(words, end, n)), 0):
            end += size
        if end > at:
            rest = words[end:]
            is_somebody = all(word[:1].isupper() for word in rest) and not is_organisation_word(rest[-1])
            return (" ".join(words[:at]), " ".join(rest)) if is_somebody else None
    return None


def _is_title_at(words: list[str], at: int, size: int) -> bool:
    return (
        at + size < len(words)
        and all(word[:1].isupper() for word in words[at : at + size])
        and is_title(words[at : at + size])
    )


def _label_holder(of: str, places: PlaceIndex | None) -> str | None:
    """Give the label of what somebody holds an office of, None where it is not sure to be a name."""
    known = read_known().get(of)
    if known:
        return known.label
    if is_organisation_word(of.rsplit(" ", 1)[-1]) and " " in of:
        return "ORG"
    return "GPE" if weigh_place(of, places) else None
