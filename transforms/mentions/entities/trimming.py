"""Trim what a model took for a name to the name itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.mentions.entities.spans import Span, opens_sentence
from transforms.mentions.entities.wordlists import read_words
from transforms.text.letters import UPPER
from transforms.text.packaged import read_words as read_packaged
from transforms.text.speech_verbs import read_speech_verbs

_LONGEST = 90
_EDGE_LEFT = re.compile(r"^(?:[\s\"“”‘’'`´(\[{<,;:.!?*#/|•·–—\-]+|(?:[Tt]he|THE|[Aa]n?)\s+)+")
_EDGE_RIGHT = re.compile(r"(?:['’`´]s|['’]|[\s\"“”‘`´)\]}>,;:!?*#/|•·–—\-])+$")
_STANCE = re.compile(rf"^(?:[Aa]nti|[Pp]ro|[Nn]on|[Ee]x)-(?=[{UPPER}]\S+$)")
"""What is for or against a name: "anti-Dvorek"; not the whole of an "Anti-Corruption Bureau"."""
_COMPOUND = re.compile(
    r"-(?:aligned|backed|based|born|bound|controlled|era|funded|held|led|linked|made|owned|related|run|style|trained)$"
)
"""What makes an adjective of a name: "Dvorek-led"."""
_STOP = re.compile(r"(?<![A-Z])\.$")
"""A full stop that ends a sentence; the one of "U.S." and "J." belongs to the name."""
_KEPT_STOP = re.compile(r"(?:\b(?:Inc|Ltd|Corp|Co|Bros|Jr|Sr|St|Mt|No|Dr|plc)\.)$")
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net|html?|php)\b|[\\{}<>=_]|//")
_SCORE = re.compile(r"^[\W\d_]*$|\d+\s*[-–:]\s*\d+|^(?:[A-Z]{1,3}\$|Dh|Rs\.?|Sh) ?\d[\d,.]*(?: [a-z]+)?$")
"""What is no name but marks, a score or a sum of money: "2-1", "N$2 million"."""
_HOME = re.compile(r"(?P<person>\S+ [^,]*?) of (?P<home>[^\W\d_].*)")
"""Somebody and where they are from: "Ann Dvorek of Oro"; not "Duke of Oro"."""
_HONOURS = re.compile(r",? (?:AM|AO|AC|OBE|MBE|CBE|KBE|MP|MPs|QC|KC|SC|PhD|MD|Esq)\.?$")
_BREAKS = re.compile(r"\s*\n\s*|\s+[(\[]|(?<!\b[AaEe]l)\s+[-–—]+\s+|(?<=[a-z]{4})[.!?]\s+")
_LISTED = re.compile(rf"{_BREAKS.pattern}|,\s+(?!(?:Jr|Sr)\b)")
_UNBROKEN = frozenset({"PERSON", "GPE", "LOC", "NORP"})
"""Labels of names that have no comma in them: one that a model runs over a comma is two."""
_PLACES = frozenset({"GPE", "LOC"})
_LOWER_TAIL = re.compile(r"(?:\s+(?:of|and|in|on|at|for|to|from|by|with|the|a|an|is|was|as|has|said|who))+$")


def trim_spans(text: str, spans: list[Span]) -> Iterator[Span]:
    """Yield the spans without what is no part of a name; those that name nothing are dropped.

    Cut off: articles, quotation marks, brackets, possessives, a sentence's full stop, titles ("Mr", "Gen."), dangling
    prepositions. A span over a line break or a bracket becomes two. Dropped: addresses,
    scores, numbers, words without a capital.
    """
    for span in spans:
        if _ADDRESS.search(text, span.start, span.end) or stands_in_address(text, span):
            continue
        breaks = _BREAKS if span.label not in _UNBROKEN else _LISTED
        for start, end in _split(text, span.start, span.end, breaks):
            trimmed = _trim_edges(text, start, end)
            label = span.label
            if label in _PLACES:
                trimmed = _drop_class(text, *trimmed)
            home = _HOME.match(text, *trimmed) if label == "PERSON" else None
            if home:
                yield Span(*home.span("home"), "GPE")
                trimmed = home.span("person")
            if label == "PERSON" or _opens_with_sure_title(text[slice(*trimmed)]):
                trimmed, label = _drop_honours(text, *drop_titles(text, *trimmed)), "PERSON"
            if label == "PERSON":
                trimmed = _drop_opener(text, *trimmed)
            if names_something(text[slice(*trimmed)]) and not _is_bare_title(text, *trimmed):
                yield Span(*trimmed, label)


def _trim_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """Move start and end inwards past what is no part of a name."""
    while start < end:
        surface = text[start:end]
        if left := _EDGE_LEFT.match(surface) or _STANCE.match(surface):
            start += left.end()
        elif right := _EDGE_RIGHT.search(surface) or _LOWER_TAIL.search(surface) or _COMPOUND.search(surface):
            end -= len(surface) - right.start()
        elif _STOP.search(surface) and not _KEPT_STOP.search(surface):
            end -= 1
        else:
            break
    return start, end


def drop_titles(text: str, start: int, end: int) -> tuple[int, int]:
    """Move start past the titles that a person's name begins with, unless nothing would remain."""
    while True:
        words = text[start:end].split()
        for size in (3, 2, 1):
            if len(words) > size and is_title(words[:size]):
                start = text.index(words[size], start + sum(map(len, words[:size])))
                break
        else:
            return start, end


def _drop_honours(text: str, start: int, end: int) -> tuple[int, int]:
    """Move end before the letters behind a name, "Ann Dvorek OBE"."""
    honours = _HONOURS.search(text, start, end)
    return (start, honours.start()) if honours and honours.start() > start else (start, end)


def _drop_class(text: str, start: int, end: int) -> tuple[int, int]:
    """Move end before the small word that says what a place is: "Dorn" of "Dorn province"; not of "Dorn Province"."""
    name, _, last = text[start:end].rpartition(" ")
    is_class = last in read_packaged("transforms.mentions.places", "settlement_words.txt")
    return (start, start + len(name)) if name and is_class else (start, end)


def _drop_opener(text: str, start: int, end: int) -> tuple[int, int]:
    """Move start past a word that owes its capital to its place at the head of a sentence: "Regarding Dvorek"."""
    first, _, rest = text[start:end].partition(" ")
    word = first.lower()
    opens = rest and rest[0].isupper() and opens_sentence(text, start)
    if opens and (word.endswith("ing") or word in _openers()) and first not in read_words("given_names.txt"):
        return start + len(first) + 1, end
    return start, end


@cache
def _openers() -> frozenset[str]:
    return frozenset(read_packaged("transforms.text", "openers.txt")) | read_speech_verbs("attribution")


def _opens_with_sure_title(surface: str) -> bool:
    words = surface.split(maxsplit=1)
    return len(words) > 1 and f"{words[0].rstrip('.').lower()}!" in read_words("titles.txt")


def _is_bare_title(text: str, start: int, end: int) -> bool:
    """Tell whether a model took a title for the name that follows it: "Gen" in "Gen. Dvorek"."""
    follows = text[end : end + 1] == "." or text[end + 1 : end + 2].isupper()
    return follows and f"{text[start:end].lower()}!" in read_words("titles.txt")


def is_title(words: list[str]) -> bool:
    """Tell whether the words together are a title ("Lt. Gen.", "Prime Minister")."""
    plain = " ".join(word.rstrip(".").lower() for word in words)
    titles = read_words("titles.txt")
    return plain in titles or f"{plain}!" in titles


def names_something(surface: str) -> bool:
    """Tell whether a trimmed surface can be a name at all."""
    if not 1 < len(surface) <= _LONGEST or _SCORE.search(surface):
        return False
    if not any(word[0].isupper() or (len(word) > 3 and word[3:4].isupper()) for word in surface.split()):
        return False
    return surface.lower().rstrip(".") not in read_words("not_names.txt")


def _split(text: str, start: int, end: int, breaks: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for gap in breaks.finditer(text, start, end):
        yield start, gap.start()
        start = gap.end()
    yield start, end


_MONEY = re.compile(r"\$ ?\d| (?:dollars|cents)\b")


def is_money(text: str, span: Span) -> bool:
    """Tell whether a country stands for its currency: "US$400", "US dollars"."""
    return _MONEY.match(text, span.end) is not None


def stands_in_address(text: str, span: Span) -> bool:
    """Tell whether a span lies within the path of a web address."""
    before = text[max(0, span.start - 120) : span.start].rsplit(None, 1)
    head = before[-1] if before and not text[span.start - 1 : span.start].isspace() else ""
    return "/" in head and ("http" in head or "www." in head or head.count("/") > 1)
