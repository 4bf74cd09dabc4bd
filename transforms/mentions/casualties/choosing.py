"""The choice: has the article a count of its own, and which of the proposed numbers is it?"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast

from transforms.mentions.casualties.evidence import Candidate, collect
from transforms.mentions.casualties.features import describe_gate, describe_value
from transforms.mentions.casualties.proposing import Figure

Weights = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Choice:
    """The article's own count of an outcome, and how sure we are (0 to 1) that it has one and that it is this one."""

    candidate: Candidate
    own: float
    right: float


@cache
def _trained() -> dict[str, Any]:
    source = resources.files("transforms.mentions.casualties").joinpath("weights.json")
    return dict(json.loads(source.read_text(encoding="utf-8")))


def load_weights() -> Weights:
    """The trained weights: part ("killed.value", "killed.gate" ...) -> feature -> weight."""
    return cast("Weights", _trained()["weights"])


def calibrate(raw: float) -> float:
    """The share of the development sets' choices with this raw confidence that were right (cross-validated)."""
    confidence = 0.0
    for low, share in _trained()["calibration"]:
        if raw < low:
            break
        confidence = float(share)
    return confidence


def weigh(features: dict[str, float], weights: dict[str, float]) -> float:
    """Sum of the features times their weights, with the bias; unknown features weigh nothing."""
    return weights.get("bias", 0.0) + sum(value * weights.get(name, 0.0) for name, value in features.items())


def gather(
    text: str,
    title: str | None,
    figures: list[Figure],
    headline: list[Figure],
    outcome: str,
    killed: int | None,
) -> list[Candidate]:
    """The candidates of an outcome with their value features."""  # fmt: skip
    candidates = collect(text, title, figures, headline, outcome, killed)
    dead = [f for f in figures if f.outcome == "killed"] if outcome == "injured" else []
    for candidate in candidates:
        candidate.features = describe_value(candidate, candidates, text, dead, killed)
    return candidates


def gate_features(
    candidate: Candidate,
    candidates: list[Candidate],
    text: str,
    title: str | None,
    sentences: list[tuple[int, int]],
    figures: list[Figure],
    headline: list[Figure],
    killed: int | None,
) -> dict[str, float]:
    """Features of the question whether the article has a count of its own."""
    lead = " ".join(text[start:end] for start, end in sentences[:2])
    index = candidate.best.sentence
    sentence = text[slice(*sentences[index])] if index >= 0 else (title or "")
    other = any(f.outcome != candidate.outcome and f.kind in {"count", "single"} for f in headline)
    zero = any(f.kind == "none" and f.outcome == candidate.outcome for f in figures)
    return describe_gate(
        candidate, candidates, text, title, lead, sentence, killed=killed, zero=zero, other_in_title=other
    )


def choose(
    text: str,
    title: str | None,
    sentences: list[tuple[int, int]],
    figures: list[Figure],
    headline: list[Figure],
    outcome: str,
    killed: int | None,
    weights: Weights,
) -> Choice | None:
    """The best candidate of an outcome, or None when there is none at all; the caller applies the threshold."""  # fmt: skip
    candidates = gather(text, title, figures, headline, outcome, killed)
    if not candidates:
        return None
    scores = [weigh(c.features, weights[f"{outcome}.value"]) for c in candidates]
    top = max(range(len(candidates)), key=lambda i: (scores[i], -candidates[i].point))
    best = candidates[top]
    right = 1 / sum(math.exp(max(-50.0, min(50.0, s - scores[top]))) for s in scores)
    gate = weigh(
        gate_features(best, candidates, text, title, sentences, figures, headline, killed), weights[f"{outcome}.gate"]
    )
    return Choice(best, 1 / (1 + math.exp(-max(-50.0, min(50.0, gate)))), right)
