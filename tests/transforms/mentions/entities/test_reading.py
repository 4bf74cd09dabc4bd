"""What a process keeps of the words that it reads."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from spacy.language import Language

from transforms.mentions.entities.finding import load_model
from transforms.mentions.entities.reading import read_spans


def invent_story(seed: int) -> str:
    """Of words that no other story has."""
    drawn = random.Random(seed)  # noqa: S311 - the same words each time
    names = ["".join(drawn.choices("bdfgklmnrstaeiou", k=9)).title() for _ in range(40)]
    return " ".join(f"{name} {drawn.randrange(10**7)} met Ana {name} of the {name} Bank in Tripoli." for name in names)


STORIES = [invent_story(seed) for seed in range(24)]


@pytest.fixture
def full_model(model: Language, monkeypatch: pytest.MonkeyPatch) -> Language:
    """One that has as many words as it keeps; the one of other tests is not, for their order is nobody's promise."""
    read_spans(["The mayor of Tripoli met the bank's owners in the harbour of Oro on Monday."], model)
    monkeypatch.setattr("transforms.mentions.entities.reading._KEPT_WORDS", len(model.vocab))
    return model


@pytest.mark.usefixtures("full_model")
def test_a_full_vocabulary_takes_no_more_words(model: Language) -> None:
    kept = len(model.vocab.strings)
    read_spans(STORIES, model)
    assert len(model.vocab.strings) == kept


def test_names_are_the_same_whether_words_are_kept(full_model: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = load_model()
    words = len(kept.vocab.strings)
    monkeypatch.setattr("transforms.mentions.entities.reading._KEPT_WORDS", 10**9)
    with_all = read_spans(STORIES, kept)
    assert len(kept.vocab.strings) > words + 24 * 40
    monkeypatch.undo()
    monkeypatch.setattr("transforms.mentions.entities.reading._KEPT_WORDS", 0)
    assert read_spans(STORIES, full_model) == with_all


def test_threads_let_go_of_no_words_that_another_one_reads(full_model: Language) -> None:
    alone = [read_spans([story], full_model) for story in STORIES]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda story: read_spans([story], full_model), STORIES)) == alone
