"""What the line model is told of each line of scraped text."""

from __future__ import annotations

import math
import re
from collections import Counter

from transforms.text.headlines import rate_headline
from transforms.text.line_runs import Run, choose_run, count_around, find_runs, find_stretch, measure_gaps
from transforms.text.line_words import (
    LONG_WORD,
    REMARK_WORDS,
    SENTENCE_WORDS,
    TEXT_NAMES,
    describe_text,
    find_phrases,
    load_line_words,
    weigh_lines,
)
from transforms.text.words import count_words

_REACH = 40
"""Distances in lines are cut off here."""

_FURNITURE_WORDS = 30
"""A longer line with a phrase of furniture weighs no more against a stretch than one without."""

_ECHO_WORDS = 4
"""Runs of so many words tell what other lines say too."""

_ECHO_CHARS = 3000
"""Echoes are looked for this far into a line."""

_ECHO_WORD = re.compile("[^\\W_]+|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HEADLINE = 0.3
"""A line rated lower is no headline."""

_NEIGHBOURS = (-2, -1, 1, 2)
_PAGE_NAMES = ("prose_share", "short_share", "phrase_share", "lines", "runs", "main_words")
_PLACE_NAMES = (
    "weight", "inside", "from_start", "to_end", "inside_firm", "to_firm_end", "place", "from_end", "stretch_share",
    "stretch_lines", "prose_before", "prose_after", "prose_near", "prose_wide", "gap_before", "gap_after",
    "in_main", "from_main", "past_main", "furniture_since", "furniture_past", "stamps_since",
)  # fmt: skip
_NEAR_NAMES = (
    "ended_near", "ended_before", "ended_wide", "short_near", "phrases_near", "pictures_near", "rights_near",
    "consent_near", "more_before", "since_picture", "since_comment", "since_more", "until_rights",
)  # fmt: skip
_TOPIC_NAMES = (
    "topical",
    "topical_near",
    "main_topic",
    "same",
    "said_before",
    "said_after",
    "headline_words",
    "headline_gap",
)


def name_line_features() -> list[str]:
    """Names of the columns of `describe_lines`, in order."""
    phrases = [f"phrase_{kind}" for kind in load_line_words()]
    around = [f"{name}_{step:+d}" for step in _NEIGHBOURS for name in ("words", "weight", "end")]
    return [*TEXT_NAMES, *phrases, *_PAGE_NAMES, *_PLACE_NAMES, *_NEAR_NAMES, *_TOPIC_NAMES, *around]


def describe_lines(lines: list[str]) -> list[list[float]]:
    """One row of numbers a line; the columns are those of `name_line_features`."""
    if not lines:
        return []
    words = [count_words(line) for line in lines]
    weights = weigh_lines(lines, words)
    texts = [describe_text(line, count) for line, count in zip(lines, words, strict=True)]
    phrases = [find_phrases(line, count) for line, count in zip(lines, words, strict=True)]
    runs = find_runs(weights, words)
    main = choose_run(runs)
    stretch = find_stretch(weights)
    furniture = [any(found) for found in phrases]
    sizes = [len(line) for line in lines]
    page = [
        sum(size for size, weight in zip(sizes, weights, strict=True) if weight > 0) / sum(sizes),
        sum(count < REMARK_WORDS for count in words) / len(lines),
        sum(furniture) / len(lines),
        math.log1p(len(lines)),
        len(runs),
        math.log1p(main.words),
    ]
    places = _describe_places(weights, words, phrases, stretch, main)
    near = _describe_near(words, [text[2] for text in texts], phrases)
    topics = _describe_topics(lines, stretch, main)
    around = _describe_neighbours(texts, weights)
    parts = zip(texts, phrases, places, near, topics, around, strict=True)
    return [[*text, *found, *page, *place, *by, *topic, *other] for text, found, place, by, topic, other in parts]


def _clip(number: int) -> int:
    """A distance, cut off at _REACH."""
    return max(-_REACH, min(_REACH, number))


def _describe_places(
    weights: list[float], words: list[int], phrases: list[list[float]], stretch: tuple[int, int], main: Run
) -> list[list[float]]:
    """The numbers of _PLACE_NAMES: where each line stands between the prose of the page."""
    kinds = list(load_line_words())
    furniture = [1.0 if any(found) else 0.0 for found in phrases]
    start, end = stretch
    firm = [
        -4.0 if hit and count < _FURNITURE_WORDS else -0.5 if weight < 0 else weight
        for hit, count, weight in zip(furniture, words, weights, strict=True)
    ]
    firm_start, firm_end = find_stretch(firm)
    prose = count_around([max(0.0, weight) for weight in weights])
    count = len(weights)
    total = prose(0, 0, count) or 1.0
    inside = prose(start, 0, end - start - 1) / total if end > start else 0.0
    marks = count_around(furniture)
    stamps = count_around([found[kinds.index("stamp")] for found in phrases])
    hits = [weight > 0 for weight in weights]
    gaps = measure_gaps(hits, _REACH)
    gaps_after = measure_gaps(hits[::-1], _REACH)[::-1]
    rows: list[list[float]] = []
    for place, weight in enumerate(weights):
        since = place - main.first
        past = place - main.last
        rows.append(
            [
                weight,
                1.0 if start <= place < end else 0.0,
                _clip(place - start),
                _clip(end - 1 - place),
                1.0 if firm_start <= place < firm_end else 0.0,
                _clip(firm_end - 1 - place),
                place / count,
                min(_REACH, count - place),
                inside,
                end - start,
                prose(place, place, -1) / total,
                prose(place, -1, count) / total,
                prose(place, 3, 3),
                prose(place, 10, 10),
                gaps[place],
                gaps_after[place],
                1.0 if main.first <= place <= main.last else 0.0,
                _clip(since),
                _clip(past),
                min(_REACH, marks(place, since, -1)) if since >= 0 else -1.0,
                min(_REACH, marks(place, past - 1, -1)) if past > 0 else 0.0,
                min(_REACH, stamps(place, since, -1)) if since >= 0 else -1.0,
            ]
        )
    return rows


def _describe_near(words: list[int], ended: list[float], phrases: list[list[float]]) -> list[list[float]]:
    """The numbers of _NEAR_NAMES: what the lines around each line are like."""
    found = {kind: [row[column] for row in phrases] for column, kind in enumerate(load_line_words())}
    long = [1.0 if count >= SENTENCE_WORDS - 2 else 0.0 for count in words]
    longs = count_around(long)
    ends = count_around([one * end for one, end in zip(long, ended, strict=True)])
    short = count_around([1.0 if count < REMARK_WORDS else 0.0 for count in words])
    marks = count_around([1.0 if any(row) else 0.0 for row in phrases])
    near = {kind: count_around(found[kind]) for kind in ("picture", "rights", "consent", "more")}
    since = {kind: measure_gaps([hit > 0 for hit in found[kind]], _REACH) for kind in ("picture", "comment", "more")}
    until = measure_gaps([hit > 0 for hit in found["rights"][::-1]], _REACH)[::-1]

    def share(place: int, before: int, after: int) -> float:
        count = longs(place, before, after)
        return ends(place, before, after) / count if count else -1.0

    return [
        [
            share(place, 3, 3),
            share(place, 8, 0),
            share(place, 20, 20),
            short(place, 4, 4),
            marks(place, 3, 3),
            near["picture"](place, 3, 3),
            near["rights"](place, 8, 8),
            near["consent"](place, 10, 10),
            near["more"](place, 8, 0),
            since["picture"][place],
            since["comment"][place],
            since["more"][place],
            until[place],
        ]
        for place in range(len(words))
    ]


def _describe_topics(lines: list[str], stretch: tuple[int, int], main: Run) -> list[list[float]]:
    """The numbers of _TOPIC_NAMES: whether each line speaks of what the story speaks of, and whether others say it."""
    bags = [set(LONG_WORD.findall(line.lower())) for line in lines]
    start, end = stretch
    topical = _measure_topic(bags, start, end)
    main_topic = _measure_topic(bags, main.first, main.last + 1)
    before, after = _measure_echoes(lines)
    same = Counter(lines)
    headline = _choose_headline(lines, bags, start, end)
    title = bags[headline] if headline >= 0 else set()
    rows: list[list[float]] = []
    for place, bag in enumerate(bags):
        around = topical[max(0, place - 3) : place + 4]
        rows.append(
            [
                topical[place],
                sum(around) / len(around),
                main_topic[place],
                same[lines[place]],
                before[place],
                after[place],
                len(title & bag) / len(title) if title else -1.0,
                _clip(place - headline) if title else -_REACH - 1,
            ]
        )
    return rows


def _choose_headline(lines: list[str], bags: list[set[str]], start: int, end: int) -> int:
    """Place of the line that would be the headline if the stretch were the story; -1: none."""
    story = {word for bag in bags[start:end] for word in bag}
    rated = [(rate_headline(lines[place], story, start - place), place) for place in range(max(0, start - 30), start)]
    rating, place = max(rated, default=(0.0, -1))
    return place if rating > _HEADLINE else -1


def _measure_topic(bags: list[set[str]], start: int, end: int) -> list[float]:
    """For each line the share of its longer words that other lines of the stretch use too; -1 when it has none."""
    used = Counter(word for bag in bags[start:end] for word in bag)
    shares = []
    for place, bag in enumerate(bags):
        own = 1 if start <= place < end else 0
        shares.append(sum(used[word] > own for word in bag) / len(bag) if bag else -1.0)
    return shares


def _measure_echoes(lines: list[str]) -> tuple[list[float], list[float]]:
    """For each line the share of its runs of _ECHO_WORDS words that a line above says, and that one below says; -1 when
    it has no words.
    """
    first: dict[tuple[str, ...], int] = {}
    last: dict[tuple[str, ...], int] = {}
    said = []
    for place, line in enumerate(lines):
        words = _ECHO_WORD.findall(line[:_ECHO_CHARS].lower())
        runs = (
            {tuple(words[at : at + _ECHO_WORDS]) for at in range(max(1, len(words) - _ECHO_WORDS + 1))}
            if words
            else set()
        )
        said.append(runs)
        for run in runs:
            first.setdefault(run, place)
            last[run] = place
    before = [sum(first[run] < place for run in runs) / len(runs) if runs else -1.0 for place, runs in enumerate(said)]
    after = [sum(last[run] > place for run in runs) / len(runs) if runs else -1.0 for place, runs in enumerate(said)]
    return before, after


def _describe_neighbours(texts: list[list[float]], weights: list[float]) -> list[list[float]]:
    """Length, weight and end of the lines _NEIGHBOURS away."""
    count = len(texts)
    rows = []
    for place in range(count):
        row: list[float] = []
        for step in _NEIGHBOURS:
            other = place + step
            row += (texts[other][0], weights[other], texts[other][2]) if 0 <= other < count else (0.0, -1.0, 0.0)
        rows.append(row)
    return rows
