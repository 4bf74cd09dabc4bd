"""What the line model is told of each line of scraped text."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from importlib.resources import files

SENTENCE_END = re.compile(r"[.!?…。！？।؟]['\"”’»“)\]]*$")
LONG_WORD = re.compile(r"[^\W\d_]{4,}")
WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
UPPER = re.compile("[A-ZÀ-ÖØ-ÞА-Я]")
DIGIT = re.compile(r"\d")
CODE = re.compile(r"[{}\[\]\\=<>_#|]")
QUOTES = "\"“„«'‘"
PHRASE_WORDS = 70
"""A longer line is not judged by a phrase."""

REACH = 40
"""Distances in lines are cut off here."""

NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
TEXT_NAMES = (
    "words", "word_length", "sentence_end", "open_end", "marks", "commas", "upper", "digits", "code", "lower_start",
    "quote_start", "weight",
)  # fmt: skip
PLACE_NAMES = (
    "inside", "from_start", "to_end", "place", "from_end", "stretch_share", "stretch_lines", "lines", "prose_before",
    "prose_after", "prose_near", "prose_wide", "gap_before", "gap_after", "topical", "topical_near", "same",
)  # fmt: skip


@cache
def load_line_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kinds of furniture and their patterns, in the order of line_words.tsv."""
    lines = files("transforms.text").joinpath("line_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t", 1) for line in lines if line and not line.startswith("#"))
    return tuple((kind, re.compile(pattern)) for kind, pattern in rows)


def name_line_features() -> list[str]:
    """Names of the columns of `describe_lines`, in order."""
    around = [f"{name}_{step:+d}" for step in NEIGHBOURS for name in ("words", "weight", "end")]
    return [*TEXT_NAMES, *(f"phrase_{kind}" for kind, _ in load_line_words()), *PLACE_NAMES, *around]


def count_line_words(line: str) -> int:
    """Number of words, or of half the characters where the script puts no spaces between words."""
    words = line.count(" ") + 1
    return words if line.isascii() else words + len(WIDE.findall(line)) // 2


def weigh_line(line: str) -> float:
    """How much a line looks like a paragraph (above 0) or like furniture (below)."""
    words = count_line_words(line)
    if words >= 10 and SENTENCE_END.search(line):
        return min(words, 60) / 10
    if words >= 20:
        return 1.0
    if words >= 5 and SENTENCE_END.search(line):
        return 0.4
    return -1.0


def find_stretch(weights: list[float]) -> tuple[int, int]:
    """The run of lines with the greatest sum of weights, end exclusive; (0, 0) when no line weighs more than 0."""
    best, best_sum = (0, 0), 0.0
    start, running = 0, 0.0
    for place, weight in enumerate(weights):
        if running <= 0:
            start, running = place, 0.0
        running += weight
        if running > best_sum:
            best, best_sum = (start, place + 1), running
    return best


def describe_line(line: str, weight: float) -> list[float]:
    """The numbers of one line alone."""
    size = len(line)
    words = count_line_words(line)
    sample = line[:200]
    head = line[0]
    phrases = load_line_words()
    lowered = line[:200].lower()
    return [
        math.log1p(words),
        size / words,
        1.0 if SENTENCE_END.search(line) else 0.0,
        1.0 if line.endswith((":", "…", "...", "»", ">", "→")) else 0.0,
        sum(map(line.count, ".!?;")) / words,
        line.count(",") / words,
        len(UPPER.findall(sample)) / len(sample),
        len(DIGIT.findall(sample)) / len(sample),
        len(CODE.findall(sample)) / len(sample),
        1.0 if head.islower() else 0.0,
        0.0 if head.isalpha() else (1.0 if head in QUOTES else 2.0),
        weight,
        *(1.0 if words <= PHRASE_WORDS and pattern.search(lowered) else 0.0 for _, pattern in phrases),
    ]


def measure_gaps(weights: list[float]) -> list[int]:
    """For each line how many lines back the last one is that looks like prose, cut off at REACH."""
    gaps, last = [], -REACH
    for place, weight in enumerate(weights):
        gaps.append(min(REACH, place - last))
        if weight > 0:
            last = place
    return gaps


def describe_lines(lines: list[str]) -> list[list[float]]:
    """One row of numbers a line; the columns are those of `name_line_features`."""
    weights = [weigh_line(line) for line in lines]
    start, end = find_stretch(weights)
    count = len(lines)
    prose = [max(0.0, weight) for weight in weights]
    total = sum(prose) or 1.0
    sums = [0.0]
    for weight in prose:
        sums.append(sums[-1] + weight)
    texts = [describe_line(line, weight) for line, weight in zip(lines, weights, strict=True)]
    gaps = measure_gaps(weights)
    gaps_after = measure_gaps(weights[::-1])[::-1]
    topical = measure_topic(lines, start, end)
    same = Counter(lines)
    nothing = (0.0, -1.0, 0.0)
    rows = []
    for place, text in enumerate(texts):
        around: list[float] = []
        for step in NEIGHBOURS:
            other = place + step
            around += (texts[other][0], weights[other], texts[other][2]) if 0 <= other < count else nothing
        near = topical[max(0, place - 3) : place + 4]
        rows.append(
            [
                *text,
                1.0 if start <= place < end else 0.0,
                max(-REACH, min(REACH, place - start)),
                max(-REACH, min(REACH, end - 1 - place)),
                place / count,
                min(REACH, count - place),
                (sums[end] - sums[start]) / total,
                end - start,
                math.log1p(count),
                sums[place] / total,
                1.0 - sums[place + 1] / total,
                sums[min(count, place + 4)] - sums[max(0, place - 3)],
                sums[min(count, place + 11)] - sums[max(0, place - 10)],
                gaps[place],
                gaps_after[place],
                topical[place],
                sum(near) / len(near),
                same[lines[place]],
                *around,
            ]
        )
    return rows


def measure_topic(lines: list[str], start: int, end: int) -> list[float]:
    """For each line the share of its longer words that other lines of the stretch use too; -1 when it has none."""
    bags = [set(LONG_WORD.findall(line.lower())) for line in lines]
    used = Counter(word for bag in bags[start:end] for word in bag)
    shares = []
    for place, bag in enumerate(bags):
        own = 1 if start <= place < end else 0
        shares.append(sum(used[word] > own for word in bag) / len(bag) if bag else -1.0)
    return shares
