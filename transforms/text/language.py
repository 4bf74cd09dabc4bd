"""The language of a text."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENOUGH_CHARS = 40
"""Shorter texts are names and numbers more often than sentences."""

SAMPLE_CHARS = 800
"""The model is sure long before this; more only costs time."""

SURE = 0.9
"""Probability below which no language is stated."""


@cache
def load_identifier() -> LanguageIdentifier:
    """The model of py3langid, its scores normalised to probabilities."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, None when it is too short or the model is unsure."""
    sample = text[:SAMPLE_CHARS]
    if len(sample) < ENOUGH_CHARS:
        return None
    language, probability = load_identifier().classify(sample)
    return str(language) if probability >= SURE else None
