"""Scraped text, boilerplate lines and all, to a headline and a story."""

from __future__ import annotations

import re

from schemas.dead_letter import Rejected
from transforms.text.normalise import normalise

SENTENCE_END = re.compile(r"[.!?…。！？।؟]['\"”’»“)\]]*$")


def weigh_line(line: str) -> float:
    """How much a line looks like a paragraph (above 0) or like furniture (below)."""
    words = len(line.split())
    if words >= 10 and SENTENCE_END.search(line):
        return min(words, 60) / 10
    if words >= 20:
        return 1.0
    if words >= 5 and SENTENCE_END.search(line):
        return 0.4
    return -1.0


def read_lines(raw: str) -> tuple[str | None, str]:
    """Split scraped text into (title, story), furniture above, below and between left out.

    Raises Rejected("no_text") when no line reads like prose.
    """
    lines = [line for line in normalise(raw).split("\n") if line]
    weights = [weigh_line(line) for line in lines]
    best, best_sum = (0, 0), 0.0
    start, running = 0, 0.0
    for place, weight in enumerate(weights):
        if running <= 0:
            start, running = place, 0.0
        running += weight
        if running > best_sum:
            best, best_sum = (start, place + 1), running
    if best_sum <= 0:
        raise Rejected("no_text", "no line reads like prose")
    story = [
        line for line, weight in zip(lines[best[0] : best[1]], weights[best[0] : best[1]], strict=True) if weight > 0
    ]
    title = next((line for line in reversed(lines[: best[0]]) if 4 <= len(line.split()) <= 30), None)
    return title, "\n\n".join(story)
