"""The weights that are shipped are those that the shipped pairs give, to the byte."""

from __future__ import annotations

from training.links import WEIGHTS, fit_pairs


def test_training_again_writes_the_same_bytes() -> None:
    assert fit_pairs() == WEIGHTS.read_text(encoding="utf-8")
