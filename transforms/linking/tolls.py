"""The toll of an event: what its articles state, weighed against each other, and the history of that.

A family states a figure once. A figure weighs by its confidence, squared (one sure figure outweighs two that are as
likely wrong as right), and by who says it; where large tolls are told, as of
an earthquake, the later ones weigh more. Of figures that weigh about the same the larger holds: a smaller one is mostly
a part, such as the one victim that a story is about. Low and high are the least and the greatest that still weigh.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from schemas.links import Toll, TollReport, TollRule
from schemas.mentions import Outcome
from schemas.story import StatedFigure, StoryDigest
from transforms.linking.features import main_figure

_SILENT = 0.5
"""Weight of a story that states another outcome and not this one: it says, less surely, that there was none."""
_SILENT_ABOUT_ALL = 0.17
"""Weight of one that states no outcome at all."""
_PART = 0.6
"""A larger figure holds against a heavier one from this share of its weight on."""
_STANDS = 0.12
"""Share of all weight from which on a figure bounds the toll."""
_DERIVED = 0.7
"""Weight of a sum that the text implies, against one that it states."""
_LARGE = 6
"""Tolls from here on are counted for days and revised; smaller ones that differ count parts."""
_WHOLE = 0.5
"""Share of a toll below which a later number is of a part, such as those who died since: no toll is halved."""
_GROWING: frozenset[Outcome] = frozenset({"killed", "injured"})
"""Tolls that rise as they are counted; the missing are found."""
_VAGUE = 0.5
"""Weight of words such as "hundreds", against a number."""
_HALF_LIFE = 1.0
"""Days in which a large figure loses half its weight to later large ones."""

_SPEAKERS: Mapping[str, float] = {
    "official": 1.2, "hospital": 1.2, "police": 1.2, "un": 1.2, "rebel": 0.8, "unnamed": 0.8,
}  # fmt: skip
"""Weight by who says it, others 1: those who count the dead, and those who gain by a number."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A family, as far as it tells of one event, and who speaks in it."""

    stories: tuple[StoryDigest, ...]
    originators: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Claim:
    """A figure that a voice states. at: days since 1970 of its latest report."""

    number: int
    figure: StatedFigure
    weight: float
    at: float
    originators: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Deaths:
    """How many died, and when a report first told of as many, in days since 1970."""

    count: int
    at: float


def settle(voices: Sequence[Voice], outcome: Outcome, rule: TollRule) -> Toll | None:
    """The toll of an outcome by what the voices state; None when nobody states any."""
    deaths = _deaths_told(voices) if outcome == "injured" else None
    claims = _standing_claims([claim for voice in voices for claim in _claims_of(voice, outcome, deaths)])
    if not claims:
        return None
    weights: dict[int, float] = defaultdict(float)
    grows = _revises(claims)
    for claim, age in zip(claims, _ages(claims), strict=True):
        weights[claim.number] += claim.weight * (0.5 ** (age / _HALF_LIFE) if grows else 1)
    if not grows:  # who tells of one survivor of a disaster does not say that nobody died there
        weights[0] += sum(_silence(voice, outcome) for voice in voices)
    least = _STANDS * sum(weights.values())
    standing = {number for number, weight in weights.items() if weight >= least}
    heaviest = max(weights.values())
    voted = max(number for number, weight in weights.items() if weight >= _PART * heaviest)
    best = _choose(rule, voted, standing, claims)
    inside = standing | {voted if best is None else best}
    lowest, highest = min(inside), max(inside)
    perpetrators = max((_perpetrators(story, outcome) for voice in voices for story in voice.stories), default=0)
    return Toll(
        low=min((c.figure.low or 0 for c in claims if c.number == lowest), default=lowest),
        best=best,
        high=_top(claims, highest, (voted if best is None else best) + perpetrators),
    )


def tell_history(event_id: str, voices: Sequence[Voice]) -> list[TollReport]:
    """Every main figure that the event's stories state, in the order of the reports.

    A voice that repeats itself is heard once: reprints, and later states of an article that change nothing.
    """
    reports: list[TollReport] = []
    heard: dict[Outcome, set[str]] = defaultdict(set)
    said: set[tuple[object, ...]] = set()
    told = [(story, number) for number, voice in enumerate(voices) for story in voice.stories]
    for story, number in sorted(told, key=lambda pair: (_days(pair[0]), pair[0].key)):
        for figure in story.figures:
            words = (number, figure.outcome, figure.low, figure.best, figure.high, figure.attributed_to)
            if not figure.is_main or words in said:
                continue
            said.add(words)
            heard[figure.outcome] |= voices[number].originators
            reports.append(_report(event_id, story, figure, len(heard[figure.outcome])))
    return reports


def _report(event_id: str, story: StoryDigest, figure: StatedFigure, sources: int) -> TollReport:
    return TollReport(
        event_id=event_id,
        reported_at=story.reported_at,
        outcome=figure.outcome,
        low=figure.low,
        best=figure.best,
        high=figure.high,
        article_id=story.article_id,
        revision=story.revision,
        figure_id=figure.figure_id,
        attributed_to=figure.attributed_to,
        attribution_type=figure.attribution_type,
        independent_sources=sources,
    )


def _claims_of(voice: Voice, outcome: Outcome, deaths: _Deaths | None) -> Iterable[_Claim]:
    """What a voice states: each number once, with its surest words and its latest report."""
    found: dict[int, _Claim] = {}
    for story in _last_states(voice.stories):
        stated = main_figure(story, outcome)
        figure = stated if stated is None or deaths is None else _without_dead(stated, story, deaths)
        number = None if figure is None else figure.number
        if figure is None or number is None:
            continue
        weight = figure.confidence**2 * _SPEAKERS.get(figure.attribution_type, 1.0)
        weight *= (_DERIVED if figure.is_derived else 1.0) * (_VAGUE if figure.best is None else 1.0)
        earlier = found.get(number)
        if earlier is not None:
            weight = max(weight, earlier.weight)
        found[number] = _Claim(number, figure, weight, _days(story), voice.originators)
    return found.values()


def _deaths_told(voices: Sequence[Voice]) -> _Deaths | None:
    toll = settle(voices, "killed", "range")
    if toll is None or not toll.best:
        return None
    told = ((story, main_figure(story, "killed")) for voice in voices for story in voice.stories)
    moments = [_days(story) for story, figure in told if figure is not None and (figure.number or 0) >= toll.best]
    return _Deaths(toll.best, min(moments, default=0.0))


def _without_dead(injured: StatedFigure, story: StoryDigest, deaths: _Deaths) -> StatedFigure:
    """A few injured, of a report that tells of no dead, less those who were dead in a later one: it is of them that
    the first report told.
    """
    number = injured.number
    if number is None or number >= _LARGE or deaths.at <= _days(story) or main_figure(story, "killed") is not None:
        return injured
    low, best, high = (
        None if end is None else max(0, end - deaths.count) for end in (injured.low, injured.best, injured.high)
    )
    return replace(injured, low=low, best=best, high=high)


def _last_states(stories: Iterable[StoryDigest]) -> list[StoryDigest]:
    """In the order of the reports; of several states of one article the last."""
    states: dict[str, StoryDigest] = {}
    for story in sorted(stories, key=lambda story: (_days(story), story.key)):
        states.pop(story.article_id, None)
        states[story.article_id] = story
    return list(states.values())


def _standing_claims(claims: Sequence[_Claim]) -> list[_Claim]:
    """Those that nobody took back: a later figure says that it replaces the number, or who stated a large one has
    stated another since.
    """
    replaced = [(c.figure.supersedes, c.at) for c in claims if c.figure.supersedes is not None]
    large = [c for c in claims if c.number >= _LARGE]
    return [
        claim
        for claim in claims
        if not any(claim.number == number and claim.at <= at for number, at in replaced)
        and not (claim.number >= _LARGE and any(c.at > claim.at and c.originators & claim.originators for c in large))
    ]


def _revises(claims: Sequence[_Claim]) -> bool:
    """Whether these are tolls that grow for days."""
    return (
        len({claim.number for claim in claims}) > 1
        and sum(claim.number >= _LARGE for claim in claims) >= len(claims) / 2
    )


def _ages(claims: Sequence[_Claim]) -> list[float]:
    """Days from each claim to the last one that may revise it: no vague one, nor one so small that it counts a part."""
    exact = sorted((claim.number, claim.at) for claim in claims if claim.figure.best is not None)
    numbers = [number for number, _ in exact]
    latest = [*accumulate((at for _, at in reversed(exact)), max)][::-1]
    places = (bisect_left(numbers, _WHOLE * c.number if c.figure.outcome in _GROWING else 0) for c in claims)
    last = (latest[place] if place < len(latest) else -math.inf for place in places)
    return [max(0.0, at - claim.at) for at, claim in zip(last, claims, strict=True)]


def _silence(voice: Voice, outcome: Outcome) -> float:
    if any(main_figure(story, outcome) is not None for story in voice.stories):
        return 0.0
    return _SILENT if any(figure.is_main for story in voice.stories for figure in story.figures) else _SILENT_ABOUT_ALL


def _choose(rule: TollRule, voted: int, standing: Iterable[int], claims: Sequence[_Claim]) -> int | None:
    """The best figure by a rule; None when two sources are asked for and there is one."""
    if rule == "latest":
        return max(claims, key=lambda claim: (claim.at, claim.weight, claim.number)).number
    if rule == "conservative":
        return min({claim.number for claim in claims} & set(standing), default=voted)
    if rule == "two_sources":
        highest: dict[str, int] = defaultdict(int)
        for claim in claims:
            for source in claim.originators:
                highest[source] = max(highest[source], claim.number)
        confirmed = sorted(highest.values(), reverse=True)
        return confirmed[1] if len(confirmed) > 1 else None
    hazy = all(claim.figure.best is None for claim in claims if claim.number == voted)
    return None if hazy and any(claim.number == voted for claim in claims) else voted


def _top(claims: Sequence[_Claim], highest: int, least: int) -> int | None:
    """Upper bound: open when all who state the greatest figure leave it open."""
    ends = [claim.figure.high for claim in claims if claim.number == highest]
    closed = [end for end in ends if end is not None]
    if ends and not closed:
        return None
    return max([highest, least, *closed])


def _perpetrators(story: StoryDigest, outcome: Outcome) -> int:
    """Those who did the harm and came to harm, where the main figure leaves them out."""
    beside = [f.best or 0 for f in story.figures if f.of_perpetrators and not f.is_main and f.outcome == outcome]
    return max(beside, default=0)


def _days(story: StoryDigest) -> float:
    """Days since 1970; a report without a time comes first."""
    return story.reported_at.timestamp() / 86_400 if story.reported_at is not None else 0.0
