"""Explanation: what was read of each figure and what spoke for the choice, in words, for somebody who doubts a row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from schemas.mentions import DateMention, Outcome
from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.judging.candidates import Candidate
from transforms.mentions.casualties.judging.choice import THRESHOLD, Choice, load_weights
from transforms.mentions.casualties.judging.features import IN_CAPITALS, Features
from transforms.mentions.casualties.judging.judgement import judge
from transforms.mentions.casualties.judging.reading import read_article
from transforms.mentions.casualties.vocabulary import DENYING, CueScope, FigureScope
from transforms.text.packaged import read_rows


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact that was weighed. weight: log-odds that it added, below 0 where it spoke against. words: what it says."""

    name: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure as the words state it, before it was settled whether it is a row.

    start, end: code points of the text, of the title where in_title. cue: the word that says they were harmed.
    reading: how the cue was read. scope: by the words of the sentence alone. why: the words that decided it.
    cues: (scope, words) of every other sign of a scope. remarks: what else was noted.
    """

    outcome: Outcome
    start: int
    end: int
    in_title: bool
    low: int | None
    high: int | None
    cue: str
    reading: str
    scope: FigureScope
    why: str
    cues: tuple[tuple[CueScope, str], ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """A number that could be the article's own. score: log-odds, only to be compared with its rivals'.

    chance: 0 to 1, that it is the right one of them. supports: the figures that speak for it.
    """

    number: int
    score: float
    chance: float
    supports: tuple[Proposal, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the article has a figure of its own for an outcome, and which.

    own: the chance, 0 to 1, that it has one; above `threshold` it has. right: that it is the first rival's number.
    number: None when it has none. rivals: best first. reasons: for and against a figure of its own, strongest first.
    """

    outcome: Outcome
    number: int | None
    own: float
    right: float
    threshold: float
    rivals: tuple[Rival, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that was read, in the order of the text, the title's last; and a verdict an outcome that has candidates."""

    proposals: tuple[Proposal, ...]
    verdicts: tuple[Verdict, ...]


def explain_casualties(
    text: str, title: str | None, anchor: date | None, dates: Sequence[DateMention] = ()
) -> Explanation:
    """Read an article as find_casualties does (see there for what it takes) and keep what that one forgets."""
    reading = read_article(text, title, anchor, dates)
    verdicts = tuple(_describe_choice(outcome, choice) for outcome, choice in judge(reading).choices.items())
    stated = sorted((*reading.figures, *reading.animals), key=lambda figure: figure.start)
    return Explanation(tuple(_describe(figure) for figure in (*stated, *reading.headline)), verdicts)


def _describe_choice(outcome: Outcome, choice: Choice) -> Verdict:
    weights, top = load_weights(), choice.candidate
    values = weights[f"{outcome}.value"]
    scores = {c.point: score for c, score in zip(choice.rivals, choice.scores, strict=True)}
    order = sorted(choice.rivals, key=lambda c: (c is not top, -scores[c.point], c.point))
    return Verdict(
        outcome=outcome,
        number=choice.number,
        own=choice.own,
        right=choice.right,
        threshold=THRESHOLD,
        rivals=tuple(
            _rival(c, scores[c.point], choice.right, scores[c.point] - scores[top.point], values) for c in order
        ),
        reasons=_reasons(choice.gate, weights[f"{outcome}.gate"]),
    )


def _rival(candidate: Candidate, score: float, right: float, behind: float, weights: Features) -> Rival:
    supports = tuple(_describe(figure) for figure in candidate.figures)
    # a candidate's chance falls with the exponential of how far its score is behind the best one's
    return Rival(candidate.point, score, right * math.exp(behind), supports, _reasons(candidate.features, weights))


def _reasons(features: Features, weights: Features) -> tuple[Reason, ...]:
    """Every feature that weighs anything, strongest first; their weights add up to the score."""
    weighed = {name: value * weights.get(name, 0.0) for name, value in features.items()}
    weighed["bias"] = weights.get("bias", 0.0)
    strongest = sorted(weighed.items(), key=lambda entry: (-abs(entry[1]), entry[0]))
    return tuple(Reason(name, weight, _put_in_words(name)) for name, weight in strongest if weight)


def _describe(figure: Figure) -> Proposal:
    return Proposal(
        outcome=figure.outcome,
        start=figure.start,
        end=figure.end,
        in_title=figure.sentence < 0,
        low=figure.bounds.low,
        high=figure.bounds.high,
        cue=figure.cue,
        reading=_put_in_words(f"frame_{figure.frame}"),
        scope=figure.scope,
        why=figure.why,
        cues=tuple((scope, words) for scope, words in figure.cues.items() if words != figure.why),
        remarks=tuple(_remarks(figure)),
    )


def _remarks(figure: Figure) -> Iterable[str]:
    noted = {
        "people without a number": figure.kind == "bare",
        "the noun may be no person": figure.unsure,
        "may not have happened": figure.mood in {"possible", "averted", "excluded"},
        "did not happen": figure.mood in {"averted", "counterfactual"},
        "said not to have happened": figure.mood in DENYING,
        "a sum of figures beside one another": figure.derived,
        "known to the reader already (the, those)": figure.definite,
        "never the article's own, its scope is certain": figure.closed,
    }
    return (words for words, is_so in noted.items() if is_so)


@cache
def _phrases() -> dict[str, str]:
    rows = read_rows("transforms.mentions.casualties", "feature_phrases.tsv", 2)
    return {feature: words for feature, words in rows}  # noqa: C416  (dict() takes pairs, and these are lists)


def _put_in_words(feature: str) -> str:
    """What a feature says, for people; its own name, spaced, where the phrases have none for it."""
    name = feature.removeprefix("v_").removesuffix(IN_CAPITALS)
    words = _phrases().get(name) or name.replace("_", " ")
    return f"{words} (in a text in capitals)" if feature.endswith(IN_CAPITALS) else words
