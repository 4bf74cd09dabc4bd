"""Scope by rule: what the words of its sentence say a figure is a count of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from schemas.mentions import DateMention
from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.judging.comparisons import find_comparisons
from transforms.mentions.casualties.judging.persons import victim_key
from transforms.mentions.casualties.judging.scope_cues import Sign, days_ago, of_the_past, reaches, read_now, read_signs
from transforms.mentions.casualties.vocabulary import LEARNED, CueScope, SignScope
from transforms.text.sentences import sort_by_sentence

# Which scope prevails. Illness is only asked for single people: the deaths of an epidemic are counted.
_ORDER: tuple[CueScope, ...] = ("illness", "hypothetical", "rate", "cumulative", "background", "other_event")
_WAR = 100_000  # so many killed or hurt at once are those of a disaster of nature
_DISASTER = re.compile(
    r"\b(?:earthquake|quake|tsunami|cyclone|hurricane|typhoon|storm|flood|floods|flooding|volcano|erupt\w+|landslide)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\bof (?:them|these|those)$", re.IGNORECASE)
_TELLING = 3  # people; one and two are counted everywhere
_QUOTED = 60  # characters of a clause that are quoted as the reason of a scope
_OLD: frozenset[SignScope] = frozenset(("cumulative", "background"))


def judge_scopes(
    text: str,
    sentences: list[tuple[int, int]],
    figures: list[Figure],
    anchor: date | None,
    dates: Sequence[DateMention] = (),
) -> None:
    """Give every figure its scope by rule and the words that speak for it, in place; "event" where nothing does."""
    days = sort_by_sentence(dates, sentences)
    now = read_now(text, anchor)
    read: dict[int, tuple[list[Sign], list[tuple[int, int]]]] = {}
    for figure in figures:
        if figure.of == "animals":
            figure.scope = "non_human"
            continue
        index, span = figure.sentence, sentences[figure.sentence]
        sentence = text[slice(*span)].replace("\n", " ")
        if index not in read:
            compared = find_comparisons(sentence)
            told = read_signs(text, sentences, index, days.get(index, []), now)
            read[index] = [sign for sign in told if _speaks(sign, sentence, compared)], compared
        start, end = figure.victims[0] - span[0], figure.victims[1] - span[0]
        signs = [sign for sign in read[index][0] if reaches(sign, sentence, start, end, figure.cue)]
        figure.age = days_ago(figure.victims, text, span, days.get(index, []), anchor)
        figure.over = any(sign.scope in {"period", "background"} for sign in signs)
        dated = of_the_past(text, 0, days.get(index - 1, []), anchor) if not days.get(index) else []
        figure.over = figure.over or bool(dated)  # "It was shut in July, when a slab fell. Two men were killed"
        for sign in signs:
            if sign.scope != "period":
                figure.cues.setdefault(sign.scope, sentence[sign.start : sign.end])
        clause = _within(start, end, read[index][1]) if figure.frame != "toll" else None
        if clause is not None:
            figure.scope, figure.why, figure.closed = "background", sentence[slice(*clause)][:_QUOTED].strip(), True
        else:
            _judge(figure, signs, sentence)
    _close_repeats(figures)
    _close_counts_of_a_period(figures)
    _close_parts(text, figures)
    _close_persons(text, figures)


def _speaks(sign: Sign, sentence: str, compared: list[tuple[int, int]]) -> bool:
    """Whether a sign is not that of a comparison; but "in the months after the 1991 mutiny" tells a time."""
    clause = _within(sign.start, sign.end, compared)
    return clause is None or (sign.certain and sentence[slice(*clause)].lower().startswith("in the "))


def _close_parts(text: str, figures: list[Figure]) -> None:
    """Close some of the people who were counted right before as those of a period: "Nineteen of them died in Dorn"."""
    for before, figure in pairwise(figures):
        part = _OF_THEM.search(text[slice(*figure.victims)]) is not None
        if part and before.scope in _OLD and figure.scope in {"event", *_OLD}:
            doubly = before.closed or figure.scope in _OLD  # "11,400 died last year ... Cancer killed 4,100 of them"
            figure.scope, figure.why, figure.closed = before.scope, before.why, figure.closed or doubly


def _close_counts_of_a_period(figures: list[Figure]) -> None:
    """Close what other figures of the past are where the opening counts those of a period: it tells of them all."""
    opening = {f.outcome: f for f in figures if f.sentence <= 1 and f.scope == "cumulative" and _is_repeatable(f)}
    for figure in figures:
        whole = opening.get(figure.outcome)
        if whole is not None and whole.closed and figure.scope in _OLD and figure.sentence > whole.sentence:
            figure.closed = True
    _close_what_goes_on(figures)


def _close_what_goes_on(figures: list[Figure]) -> None:
    """Close a count that goes on from those of a period, which alone stand before it: "Some 8,000 were injured"."""
    counts = [f for f in figures if f.kind in {"count", "former"}]
    for before, figure in pairwise(counts):
        if not (before.closed and before.scope == "cumulative"):
            return
        others = figure.outcome != before.outcome and figure.sentence == before.sentence + 1
        if others and figure.scope == "event" and figure.age is None:
            figure.scope, figure.why, figure.closed = before.scope, before.why, True


def _close_repeats(figures: list[Figure]) -> None:
    """Close what repeats a count that the opening places in the past, and what is told in one sentence with it."""
    told = {(f.outcome, f.point): f for f in figures if f.sentence <= 1 and f.closed and _is_repeatable(f)}
    again = {}
    for figure in figures:
        first = told.get((figure.outcome, figure.point))
        if first is not None and figure.sentence > first.sentence and figure.kind == "count":
            again[figure.sentence] = first
    for figure in figures:
        first = again.get(figure.sentence)
        if first is not None and figure.scope == "event" and figure.outcome in LEARNED:
            figure.scope, figure.why, figure.closed = first.scope, first.why, True


def _close_persons(text: str, figures: list[Figure]) -> None:
    """Close what is told again of a person whose death or injury the opening places in the past by name."""
    told = {}
    for figure in figures:
        key = (figure.outcome, victim_key(figure, text)) if figure.kind in {"name", "single"} else None
        if key is None or (figure.kind == "single" and key[1] == figure.head):
            continue
        if figure.sentence <= 1 and figure.closed and figure.scope in _OLD:
            told[key] = figure
        elif key in told and figure.scope == "event":
            figure.scope, figure.why, figure.closed = told[key].scope, told[key].why, True


def _is_repeatable(figure: Figure) -> bool:
    """Whether a count of the past is large enough that the same number again is the same count."""
    return figure.scope in _OLD and figure.kind == "count" and (figure.point or 0) >= _TELLING


def _judge(figure: Figure, signs: list[Sign], sentence: str) -> None:
    """The scope of a figure by what it is itself, else by the signs that reach it."""
    if figure.of == "kin":
        figure.scope, figure.why, figure.closed = "other_event", "told by somebody of their own people", True
    elif figure.frame == "subset":
        figure.scope = "subset"
    elif figure.mood in {"possible", "averted", "excluded"}:
        figure.scope, figure.why = "hypothetical", "may not have happened"
    elif figure.mood == "negated":
        figure.scope, figure.why = "denied", "said not to have happened"
    else:
        _settle(figure, signs, sentence)
        if (
            figure.scope == "event"
            and figure.outcome in LEARNED
            and (figure.point or 0) >= _WAR
            and not _DISASTER.search(sentence)
        ):
            figure.scope, figure.why, figure.closed = "cumulative", "so many die in a war or over years", True


def _within(start: int, end: int, spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The first of the spans that start:end lies in."""
    return next((span for span in spans if span[0] <= start and end <= span[1]), None)


def _settle(figure: Figure, signs: list[Sign], sentence: str) -> None:
    """The first scope, by the order in which they prevail, that a sign speaks for; a certain sign gives the words."""
    if figure.frame in {"toll", "tally"}:
        signs = [replace(sign, scope="cumulative") if sign.scope == "period" else sign for sign in signs]
    for scope in _ORDER if figure.kind in {"single", "name", "bare"} else _ORDER[1:]:
        speaking = [sign for sign in signs if sign.scope == scope and not _merely_lasts(figure, sentence, sign)]
        if speaking:
            best = next((sign for sign in speaking if sign.certain), speaking[0])
            figure.scope, figure.why = scope, sentence[best.start : best.end]
            figure.closed = best.certain or _is_backed(best, signs)
            return


def _is_backed(sign: Sign, signs: list[Sign]) -> bool:
    """Whether other words say the same as a doubtful sign: "whom the disease killed four months ago"."""
    apart = {other.scope for other in signs if other.end <= sign.start or sign.end <= other.start}
    return sign.scope in _OLD and bool(_OLD & apart)


def _merely_lasts(figure: Figure, sentence: str, sign: Sign) -> bool:
    """Whether words of time say how long people have been missing or held, and not over what time they were counted.

    A "since" does, and in the opening, which tells what is the case now, the day on which they were taken.
    """
    if figure.outcome not in {"missing", "abducted"}:
        return False
    words = sentence[sign.start : sign.end].lower()
    since = words.startswith("since") and not any(character.isdigit() for character in words)
    taken = sign.scope == "background" and not sign.certain and (sign.dated or words.endswith("ago"))
    return since or (figure.sentence == 0 and taken)
