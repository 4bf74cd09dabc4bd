"""The pair model: a logistic regression over the FEATURES, its weights plain numbers that training/links.py fits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from transforms.linking.features import FEATURES


@dataclass(frozen=True, slots=True)
class PairModel:
    """weights: one a feature, in the order of FEATURES."""

    bias: float
    weights: tuple[float, ...]

    def score(self, features: Sequence[float]) -> float:
        """The log odds that the two tell of one event."""
        return self.bias + sum(weight * value for weight, value in zip(self.weights, features, strict=True))


@cache
def load_model() -> PairModel:
    """The model that is shipped. Raises ValueError when it was trained on other features."""
    stored = json.loads(files(__package__).joinpath("pair_weights.json").read_text(encoding="utf-8"))
    if tuple(stored["weights"]) != FEATURES:
        raise ValueError("pair_weights.json knows other features than features.py: train it again")
    return PairModel(stored["bias"], tuple(stored["weights"].values()))
