"""The language of a text."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

_ENOUGH_CHARS = 40
"""Shorter texts are names and numbers more often than sentences."""

_SAMPLE_CHARS = (150, 500)
"""Looked at in turn: the model is mostly certain of the first already; more than the last only costs time."""

_CERTAIN = 0.99
"""Probability above which no more is looked at."""

_SURE = 0.9
"""Probability below which no language is stated."""

_REMEMBERED = 64
"""Samples whose language is kept: who parses an article asks for it, and who reads its names does so again."""


@cache
def _load_identifier() -> LanguageIdentifier:
    """The model of py3langid for the languages that ISO 639-1 names, its scores normalised to probabilities."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Without this, Egyptian and Moroccan Arabic, Wu and others take a share of their larger kin's probability.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    # A text's features are rows of this table, but choosing languages leaves it in order of columns.
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc)
    return identifier


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, None when it is too short or the model is unsure."""
    return None if len(text) < _ENOUGH_CHARS else _classify(text[: _SAMPLE_CHARS[-1]])


@lru_cache(maxsize=_REMEMBERED)
def _classify(text: str) -> str | None:
    language, probability = "", 0.0
    for size in _SAMPLE_CHARS:
        language, probability = _load_identifier().classify(text[:size])
        if probability >= _CERTAIN or len(text) <= size:
            break
    return str(language) if probability >= _SURE else None
