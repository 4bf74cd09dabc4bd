"""Subjects: what headline and first sentences speak of, where it makes of every figure none of the article's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.judging.focus import DISEASE, event_nouns, focal_nouns
from transforms.mentions.casualties.vocabulary import LEARNED, FigureFrame

_SICK: frozenset[FigureFrame] = frozenset(("care", "treated", "victims"))
# What a disease does, and no gun: "died", "12 deaths", "the virus killed nine".
_DIED = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|die[sd]?|dying|deaths?|dead|fatalit\w+|toll|number|total|claim\w*|cost\w*)\b"
)
_YEARS_ON = re.compile(
    r"\b(?:years?|decades?|months?|century|centuries) (?:ago|after|since|on|later|to the day)\b|\banniversar(?:y|ies)\b"
    r"|\b(?:in|of) (?:1[89]\d\d|20\d\d)\b",
    re.IGNORECASE,
)
_WAR_CRIMES = re.compile(r"\b(?:war[ -]crimes?|crimes against humanity|genocide)\b", re.IGNORECASE)
_RISE_AND_FALL = re.compile(
    r"\b(?:fewer|more) (?:[\w-]+ )?(?:died|were killed)\b|\b(?:deaths|fatalities|murders|homicides|suicides|drownings) "
    r"(?:[\w-]+ ){0,4}?(?:hit|f[ae]ll|falls|rises?|rose|drop\w*|climb\w*|jump\w*|up|down|declin\w+|doubl\w+)\b",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(
    r"\b(?:last|this|a|any|per|the|in a|each|every|previous) (?:[\w-]+ )?years?\b|\bannual|\brecord|\bquarter\b",
    re.IGNORECASE,
)
_HONOURED = re.compile(
    r"\b(?:anniversar\w+|commemorat\w+|remembrance|rememb(?:er|ers|ered|ering)|honou?r(?:ed|s|ing)?|memorial|wreaths?"
    r"|tributes?|bells?|candles?|lamps?|silence|vigil|ceremon\w+)\b",
    re.IGNORECASE,
)
# "A bomb killed nine, days before the anniversary of a massacre": the memory only dates the news.
_DATING = re.compile(
    r"\b(?:hours|days?|weeks?) (?:before|after|ahead of) (?:[\w'’-]+ ){0,4}?anniversar(?:y|ies)", re.IGNORECASE
)
_AFTER_YEARS = re.compile(r"\b(?:years|decades|century) (?:after|since|on|later)\b", re.IGNORECASE)
_CASE = re.compile(
    r"\b(?:charg\w+|jailed|convicted|sentenced|trial|arrest\w*|guilty|court|police|inquest)\b", re.IGNORECASE
)
_FICTION = re.compile(
    r"\b(?:films?|movies?|novels?|novelists?|episodes?|screenplay|operas?|sitcom|thrillers?|dramas?|sequel|protagonists?"
    r"|chapters?|heroine|antihero|plot (?:of|in)|characters?|whodunit|playwright|on stage|on screen)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:is|are|gets?) (?:\w+ ){0,2}$")
_AFTER = 60  # characters behind a figure in which its verb stands
_OLD = {"background", "cumulative"}
_FRESH = 30  # days; a figure that its sentence dates so late is no memory


@dataclass(frozen=True, slots=True)
class _Front:
    """An article's text, headline and sentences. words: those of headline and first two sentences."""

    text: str
    title: str
    sentences: Sequence[tuple[int, int]]
    words: str

    def around(self, figure: Figure) -> str:
        """The sentence of a figure, or the headline."""
        return self.text[slice(*self.sentences[figure.sentence])] if figure.sentence >= 0 else self.title


def close_by_subject(
    text: str, title: str | None, sentences: Sequence[tuple[int, int]], told: Sequence[Figure]
) -> None:
    """Close the figures that the subject of an article makes none of its own, in place. told: headline's, then text's.

    In news of a disease its dead are counted over time, but for a toll that the opening counts, and one person's death
    is an illness; what a book or a film tells has not happened; on an anniversary the dead are those of the past.
    """
    opening = (text[start:end] for start, end in sentences[:2])
    front = _Front(text, title or "", sentences, " ".join((title or "", *opening)))
    known = [f for f in told if f.outcome in LEARNED]
    _close_the_ill(front, known)
    _close_plots(front, known)
    _close_memories(front, known)
    _close_war_crimes(front, known)
    _close_statistics(front, known)


def _close_the_ill(front: _Front, known: list[Figure]) -> None:
    if focal_nouns(front.words) != {DISEASE}:
        return
    tolls = {(f.outcome, f.point) for f in known if f.sentence <= 1 and f.kind == "count"}
    for f in known:
        if f.closed or (f.kind == "count" and (f.outcome, f.point) in tolls) or not _is_of_the_ill(f):
            continue
        if not event_nouns(front.around(f)):
            f.scope = "illness" if f.kind in {"single", "name", "bare"} else "cumulative"
            f.why, f.closed = "the news is of a disease", True


def _is_of_the_ill(figure: Figure) -> bool:
    """Whether a figure is told as the dead and the sick of a disease are."""
    if figure.outcome == "injured":
        return figure.frame in _SICK
    return _DIED.search(figure.cue) is not None


def _close_plots(front: _Front, known: list[Figure]) -> None:
    plots = _FICTION.search(front.words) is not None
    for f in known:
        if f.sentence >= 0 and _is_told_now(front.text, f) and (plots or _FICTION.search(front.around(f))):
            f.scope, f.why, f.closed = "hypothetical", "told as a plot is", True


def _is_told_now(text: str, figure: Figure) -> bool:
    """Whether the harm is told in the present tense, as plots are and news is not: "a priest is shot", "two die"."""
    if figure.frame in {"base", "died"}:
        return figure.cue.split()[0].endswith("s") or figure.cue == "die"
    said, told, _ = text[figure.victims[1] : figure.victims[1] + _AFTER].lower().partition(figure.cue)
    return bool(told) and _NOW.search(said) is not None


def _close_memories(front: _Front, known: list[Figure]) -> None:
    honoured = _HONOURED.search(front.words) and _YEARS_ON.search(front.words)
    if not honoured and not _looks_back(front, known):
        return
    opened = [f for f in known if f.sentence <= 1 and f.kind != "bare"]
    if honoured and not all(f.scope in _OLD or _HONOURED.search(_DATING.sub("", front.around(f))) for f in opened):
        return
    for f in known:
        if not f.closed and f.scope in {"event", "background"} and (f.age is None or f.age > _FRESH):
            f.scope, f.why, f.closed = "background", "the news is of an anniversary", True


def _looks_back(front: _Front, known: list[Figure]) -> bool:
    """Whether the headline alone says that the news is years on, and counts nobody: "Twenty years after the siege"."""
    counted = any(f.sentence < 0 or (f.sentence <= 1 and f.age is not None and f.age <= _FRESH) for f in known)
    return not counted and _AFTER_YEARS.search(front.title) is not None and not _CASE.search(front.words)


def _close_war_crimes(front: _Front, known: list[Figure]) -> None:
    """Close the dead of years for which a court tries somebody; not whom a late day tells."""
    for f in known if _WAR_CRIMES.search(front.words) and _CASE.search(front.words) else []:
        if not f.closed and f.scope in {"event", *_OLD} and f.age is None:
            f.scope, f.why, f.closed = "cumulative", "the news is of war crimes", True


def _close_statistics(front: _Front, known: list[Figure]) -> None:
    """Close the counts of a year where headline and first sentence tell how many die in one: "Road deaths fall"."""
    first = front.text[slice(*front.sentences[0])] if front.sentences else ""
    told = f"{front.title}. {first}"
    for f in known if _RISE_AND_FALL.search(told) and _BY_YEAR.search(told) else []:
        if not f.closed and f.kind == "count" and f.scope in {"event", *_OLD} and f.age is None:
            f.scope, f.why, f.closed = "cumulative", "the news is of a statistic", True
