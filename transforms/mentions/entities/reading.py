"""Put texts to a spaCy model, a bounded piece at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import islice
from threading import Lock

from spacy.language import Language

from schemas.storable import storable
from transforms.mentions.entities.chunking import cut_chunks
from transforms.mentions.entities.decoding import find_decoder
from transforms.mentions.entities.spans import NAMED_LABELS, Span
from transforms.text.language import detect_language

_BATCH = 16
"""Chunks a batch: more are no faster, and hold more memory."""
_KEPT_WORDS = 50_000
"""Words of which a process keeps what spaCy computes of each, half a kilobyte; that of rarer ones, met after so many
others, goes with their batch. News never runs out of new words: in months of a stream they would fill any memory."""
_READING = Lock()
"""Threads of a worker share the model, and words that one lets go are not to be another's."""
_ALL_LANGUAGES = "xx"
"""spaCy's code for a model of many languages."""


def read_spans(texts: Sequence[str], model: Language) -> list[list[Span]]:
    """Give what the model takes for names in each text; nothing for a text in a language that is not the model's.

    What a model guesses in a foreign language is noise: it takes every noun of a German text for a person.
    """
    readings: list[list[Span]] = [[] for _ in texts]
    pieces = list(_list_pieces(texts, model.lang))
    with _reading(model):
        found = _read((text for text, _ in pieces), model)
        for (_, (number, start)), spans in zip(pieces, found, strict=True):
            named = (one for one in spans if one.label in NAMED_LABELS)
            readings[number] += [Span(start + one.start, start + one.end, one.label) for one in named]
    return readings


@contextmanager
def _reading(model: Language) -> Iterator[None]:
    """One reader at a time, who leaves no new words in a vocabulary that is full."""
    is_full = len(model.vocab) >= _KEPT_WORDS
    with _READING, model.memory_zone() if is_full else nullcontext():
        yield


def _read(texts: Iterable[str], model: Language) -> Iterator[list[Span]]:
    """Yield the names of each text: by our own decoder, by spaCy's where the model is none that ours can read."""
    decoder = find_decoder(model)
    if decoder is None:
        for doc in model.pipe(texts, batch_size=_BATCH):
            yield [Span(one.start_char, one.end_char, one.label_) for one in doc.ents]
        return
    texts = iter(texts)
    while docs := [model.make_doc(text) for text in islice(texts, _BATCH)]:
        yield from decoder.decode(docs)


def _list_pieces(texts: Sequence[str], language: str | None) -> Iterator[tuple[str, tuple[int, int]]]:
    for number, text in enumerate(texts):
        if language == _ALL_LANGUAGES or detect_language(text) in (None, language):
            for chunk in cut_chunks(text):
                yield storable(chunk.text), (number, chunk.start)
