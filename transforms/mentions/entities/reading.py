"""Put texts to a spaCy model, a bounded piece at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.language import Language

from schemas.storable import storable
from transforms.mentions.entities.chunking import cut_chunks
from transforms.mentions.entities.spans import NAMED_LABELS, Span
from transforms.text.language import detect_language

_BATCH = 64
"""Chunks a batch: the fastest of 8 to 256 for the default model on paragraphs."""
_ALL_LANGUAGES = "xx"
"""spaCy's code for a model of many languages."""


def read_spans(texts: Sequence[str], model: Language) -> list[list[Span]]:
    """Give what the model takes for names in each text; nothing for a text in a language that is not the model's.

    What a model guesses in a foreign language is noise: it takes every noun of a German text for a person.
    """
    readings: list[list[Span]] = [[] for _ in texts]
    for document, (number, start) in model.pipe(_list_pieces(texts, model.lang), as_tuples=True, batch_size=_BATCH):
        readings[number] += [
            Span(start + entity.start_char, start + entity.end_char, entity.label_)
            for entity in document.ents
            if entity.label_ in NAMED_LABELS
        ]
    return readings


def _list_pieces(texts: Sequence[str], language: str | None) -> Iterator[tuple[str, tuple[int, int]]]:
    for number, text in enumerate(texts):
        if language == _ALL_LANGUAGES or detect_language(text) in (None, language):
            for chunk in cut_chunks(text):
                yield storable(chunk.text), (number, chunk.start)
