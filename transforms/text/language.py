"""The language of a text."""

from __future__ import annotations

from functools import cache

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENOUGH_CHARS = 40
"""Shorter texts are names and numbers more often than sentences."""

SAMPLE_CHARS = 500
"""The model is sure long before this; more only costs time."""

SURE = 0.9
"""Probability below which no language is stated."""


@cache
def load_identifier() -> LanguageIdentifier:
    """The model of py3langid for the languages that ISO 639-1 names, its scores normalised to probabilities."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Without this, Egyptian and Moroccan Arabic, Wu and others take a share of their larger kin's probability.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    # A text's features are rows of this table, but choosing languages leaves it in order of columns.
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc)
    return identifier


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, None when it is too short or the model is unsure."""
    sample = text[:SAMPLE_CHARS]
    if len(sample) < ENOUGH_CHARS:
        return None
    language, probability = load_identifier().classify(sample)
    return str(language) if probability >= SURE else None
