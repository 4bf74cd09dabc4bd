"""Additions: the sum of people whom a text tells one after the other, "Two boys were hurt. A girl was hurt, too"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from schemas.mentions import Outcome
from transforms.mentions.casualties.bounds import Bounds
from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.vocabulary import LEARNED, FigureFrame
from transforms.mentions.casualties.words.lexicon import lexicon

_REACH = 3  # sentences from one figure to the next that comes on top of it
_AROUND = 60  # characters behind a figure in which its "too" stands
_ANYBODY = {"people", "persons", "victims", "others", "more", ""}  # heads that may take in whoever is told apart later
_OFFSPRING = {"son", "daughter", "child", "baby"}  # "his son" may be the boy told before
_ON_TOP = re.compile(
    r"(?:(?:at least|about|some|nearly|around) )?(?:(?!the )[\w,-]+ )?"
    r"(?:an?other|others?|more(?! than)|additional|further)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:a|the) (second|third|fourth|fifth|sixth)\b", re.IGNORECASE)
_ORDER = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_ALSO = re.compile(r"\b(?:also|too|likewise|as well(?! as))\b", re.IGNORECASE)
_AS_WERE = re.compile(r"\bas (?:were|was) $", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r"(?:\band|\bwhile|;|,) (?:[a-z]+ )?$")
_THEIRS = re.compile(r"(?:his|her|their) ", re.IGNORECASE)
_PARTED = re.compile(r"\b(?:includ\w+|among|of (?:whom|them))\b", re.IGNORECASE)
_SHOT: frozenset[FigureFrame] = frozenset(("hit", "hitting"))  # frames whose people may be dead, too
_NEVER: frozenset[FigureFrame] = frozenset(("toll", "subset", "victims", "noun", "hitting"))


def add_up(text: str, figures: list[Figure], headline: Sequence[Figure]) -> list[Figure]:
    """The figures with the sums that the text implies; what is added up becomes a part of its sum, in place.

    figures: in the order of the text, their scope judged. Nothing is added up where text or headline state as many.
    """
    told, parts = [f for f in figures if _counts(f)], _find_parts(figures)
    most: dict[Outcome, int] = {}
    for f in told:
        most[f.outcome] = max(most.get(f.outcome, 0), (f.point or 0) if f.scope == "event" else 0)
    chains: list[list[Figure]] = []
    for before, figure in zip([None, *told], told, strict=False):
        chain = next((c for c in reversed(chains) if c[-1].outcome == figure.outcome), None)
        follows = chain is not None and (before is chain[-1] or figure.among is not None)
        if (
            chain is not None
            and follows
            and _comes_on_top(text, chain, figure)
            and figure.start <= parts.get(id(chain[-1]), figure.start)
        ):
            chain.append(figure)
        else:
            chains.append([figure])
    sums = [_total(chain) for chain in chains if len(chain) > 1 and not _is_stated(chain, most, headline)]
    return sorted([*figures, *sums], key=lambda f: f.sentence) if sums else figures


def _counts(figure: Figure) -> bool:
    """Whether a figure says how many people were harmed, on its own."""
    stated = figure.kind in {"count", "single", "name"} and bool(figure.point) and figure.mood == "real"
    whole = figure.whole is None and figure.frame != "subset"
    return stated and whole and not (figure.derived and figure.parts[0].outcome != "killed" and len(figure.parts) == 1)


def _comes_on_top(text: str, chain: list[Figure], figure: Figure) -> bool:
    """Whether a figure counts others than those told before it, harmed in the same way in the same event."""
    last = chain[-1]
    if any(f.scope != "event" or f.unsure or f.frame in _NEVER or f.outcome not in LEARNED for f in (last, figure)):
        return False
    near = 0 <= figure.sentence - last.sentence <= _REACH and figure.start >= last.end
    if not near or figure.kind == "name":
        return False
    if figure.among is not None:
        return last.start < figure.among.start and _are_others(text, last, figure.among)
    if _PARTED.search(text, last.end, figure.start) is not None:
        return False
    order = _ORDINAL.match(text, figure.victims[0])
    if order is not None:
        return _ORDER[order[1].lower()] == sum(f.point or 0 for f in chain) + 1
    return _says_so(text, last, figure) or _is_of_others(text, chain, figure)


def _find_parts(figures: list[Figure]) -> dict[int, int]:
    """Where the first of the parts stands that are told behind their whole, by the id of the whole."""
    parts: dict[int, int] = {}
    for f in figures:
        if f.whole is not None and f.start >= f.whole.end:
            parts.setdefault(id(f.whole), f.start)
    return parts


def _are_others(text: str, dead: Figure, hurt: Figure) -> bool:
    """Whether people of whom some died are not the dead told before: "a man died; nine were hurt, of whom two died"."""
    apart = hurt.frame not in _SHOT and hurt.sentence - dead.sentence <= 1
    return apart or _ON_TOP.match(text, hurt.victims[0]) is not None


def _says_so(text: str, last: Figure, figure: Figure) -> bool:
    """Whether a word of the figure says that it comes on top: "two more", "another", "as were two guards"."""
    more = _ON_TOP.match(text, figure.victims[0]) is not None
    return more or _AS_WERE.search(text, last.end, figure.start) is not None


def _is_of_others(text: str, chain: list[Figure], figure: Figure) -> bool:
    """Whether people without such a word are not those told before them."""
    last = chain[-1]
    theirs = _THEIRS.match(text, figure.victims[0]) is not None
    if figure.definite and (not theirs or figure.head in _ANYBODY | _OFFSPRING | {last.head}):
        return False
    if figure.sentence == last.sentence:
        return _is_coordinate(text, last, figure)
    also = _ALSO.search(text, figure.start, figure.end + _AROUND) is not None
    return also and not last.definite and figure.head not in _ANYBODY | {f.head for f in chain}


def _is_coordinate(text: str, last: Figure, figure: Figure) -> bool:
    """Whether the next clause of a sentence tells of people of another kind: "a rebel was hurt and a nurse was hit"."""
    if _NEXT_CLAUSE.search(text, last.end, figure.start) is None:
        return False
    gapped = figure.cue == last.cue and not text[figure.end : figure.end + _AROUND].lstrip().lower().startswith(
        figure.cue
    )
    if gapped and figure.head == "" and figure.kind == last.kind == "count":  # "four in Barra and six in Dorn"
        return True
    if figure.head in _ANYBODY or last.head in _ANYBODY or figure.head == last.head:
        return False
    first, second = (lexicon().types.get(f.head, "") for f in (last, figure))
    alone = last.point == figure.point == 1 and (figure.definite or not last.definite)
    return alone or bool(first and second and first != second)


def _is_stated(chain: list[Figure], most: Mapping[Outcome, int], headline: Sequence[Figure]) -> bool:
    """Whether text or headline state as many as the sum, or the headline counts the first of them as all.

    most: the largest number that the text counts, by outcome; those of the chain itself are smaller than their sum.
    """
    outcome, total = chain[0].outcome, sum(f.point or 0 for f in chain)
    titles = [f for f in headline if f.outcome == outcome and f.kind == "count"]
    if most[outcome] >= total or any((f.point or 0) >= total for f in titles):
        return True
    return any(f.head in _ANYBODY and f.point == chain[0].point for f in titles)


def _total(chain: list[Figure]) -> Figure:
    """The sum of a chain, at the words of its first figure."""
    first = chain[0]
    total = Figure(
        start=first.start, end=first.end, sentence=first.sentence, outcome=first.outcome,
        bounds=Bounds.sum([f.bounds for f in chain]), kind="count", frame=first.frame, cue=first.cue, head=first.head,
        victims=first.victims, noun=first.noun, derived=True, added=True, parts=list(chain), age=first.age,
        cues=dict(first.cues),
    )  # fmt: skip
    for part in chain:
        part.whole = total
    return total
