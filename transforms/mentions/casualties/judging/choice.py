"""The choice: has the article a count of its own, and which of the proposed numbers is it?"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast

from schemas.mentions import Outcome
from transforms.mentions.casualties.judging.candidates import Candidate, collect
from transforms.mentions.casualties.judging.features import Features, describe_gate, describe_values
from transforms.mentions.casualties.judging.reading import Reading

Weights = dict[str, Features]

# Above this chance the article has a count of its own. A little below even odds: a count that is given is read with its
# confidence, one that is not is never seen.
THRESHOLD = 0.46
_STEEPEST = 50.0  # beyond it exp() says nothing new and may overflow


@dataclass(frozen=True, slots=True)
class Choice:
    """The article's best number for an outcome. own, right: the chance (0 to 1) that it has one, that it is this one.

    rivals: every candidate, the best too; scores: log-odds of each. gate: the facts that were weighed for `own`.
    """

    candidate: Candidate
    own: float
    right: float
    rivals: list[Candidate]
    scores: list[float]
    gate: Features

    @property
    def number(self) -> int | None:
        """The number, when the article has one of its own."""
        return self.candidate.point if self.own > THRESHOLD else None


@cache
def _trained() -> dict[str, Any]:
    source = resources.files("transforms.mentions.casualties.judging").joinpath("weights.json")
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


def weigh(features: Features, weights: Features) -> float:
    """Sum of the features times their weights, with the bias; unknown features weigh nothing."""
    total = weights.get("bias", 0.0) + sum(value * weights.get(name, 0.0) for name, value in features.items())
    return max(-_STEEPEST, min(_STEEPEST, total))


def gather(reading: Reading, outcome: Outcome, killed: int | None) -> list[Candidate]:
    """The candidates of an outcome with the features that tell them apart."""
    candidates = collect(reading, outcome, killed)
    describe_values(candidates, reading, killed)
    return candidates


def choose(reading: Reading, outcome: Outcome, killed: int | None, weights: Weights) -> Choice | None:
    """The best candidate of an outcome, or None when nothing was proposed. killed: the article's own dead, if known."""
    candidates = gather(reading, outcome, killed)
    if not candidates:
        return None
    return choose_among(candidates, outcome, weights, lambda best: describe_gate(best, candidates, reading, killed))


def choose_among(
    candidates: list[Candidate], outcome: Outcome, weights: Weights, describe: Callable[[Candidate], Features]
) -> Choice:
    """The best of the candidates, one or more. describe: gives the facts of the gate for the best one."""
    scores = [weigh(c.features, weights[f"{outcome}.value"]) for c in candidates]
    top = max(range(len(candidates)), key=lambda i: (scores[i], -candidates[i].point))
    right = 1 / sum(math.exp(score - scores[top]) for score in scores)
    gate = describe(candidates[top])
    own = 1 / (1 + math.exp(-weigh(gate, weights[f"{outcome}.gate"])))
    return Choice(candidates[top], own, right, candidates, scores, gate)
