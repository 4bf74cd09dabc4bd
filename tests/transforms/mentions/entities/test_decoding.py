"""Our decoder finds what spaCy's own finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from transforms.mentions.entities.decoding import find_decoder
from transforms.mentions.entities.reading import read_spans
from transforms.mentions.entities.spans import Span

TEXTS = [
    "",
    "Prime Minister Selim Haddadi met the Coastal Water Authority (CWA) in Tripoli, Libya, on Monday.",
    "   \n Dvorek  \n\t Foods ",
    "Nothing here.",
    "The Bank of",
    "Ann",
    "Rebels near Deir al-Zor, Homs and the Orontes told Al Ghad TV that the New Oro Front of North Dorn had left.",
    "On the eve of the Festival of Lights the European Union's Ondrea Zorb, 43, doubted it.",
]


def ask_ours(model: Language, texts: Sequence[str]) -> list[list[Span]]:
    decoder = find_decoder(model)
    assert decoder is not None
    return list(decoder.decode([model.make_doc(text) for text in texts]))


def ask_spacy(model: Language, texts: Sequence[str]) -> list[list[Span]]:
    docs = model.pipe(texts)
    return [[Span(one.start_char, one.end_char, one.label_) for one in doc.ents] for doc in docs]


def make_model(seed: int) -> Language:
    """A recogniser of chance: it begins and ends names at random, and runs on to the end of a text."""
    model = spacy.blank("en")
    recogniser: Any = model.add_pipe("ner")
    for label in ("PERSON", "ORG", "GPE"):
        recogniser.add_label(label)
    model.initialize()
    chance = np.random.default_rng(seed)
    for layer in ("lower", "upper"):
        node = recogniser.model.get_ref(layer)
        for name in node.param_names:
            node.set_param(name, chance.normal(size=node.get_param(name).shape).astype("float32"))
    return model


def test_the_default_model_s_names_are_spacy_s(model: Language) -> None:
    assert ask_ours(model, TEXTS) == ask_spacy(model, TEXTS)
    assert ask_ours(model, []) == ask_ours(model, [""])[1:] == []
    assert sum(map(len, ask_ours(model, TEXTS))) > 10


@pytest.mark.parametrize("seed", range(8))
def test_the_names_of_a_model_of_chance_are_spacy_s(seed: int) -> None:
    model = make_model(seed)
    found = ask_ours(model, TEXTS)
    assert found == ask_spacy(model, TEXTS)
    assert any(found)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(["Oro", "the", "Bank", "of", "Dorn", "\n", "  ", "said", ".", "\U0001f600"])))
def test_the_names_of_any_words_are_spacy_s(model: Language, words: list[str]) -> None:
    text = " ".join(words)
    assert ask_ours(model, [text, "Oro"]) == ask_spacy(model, [text, "Oro"])


def test_where_other_parts_have_a_say_spacy_decodes() -> None:
    model = make_model(1)
    model.add_pipe("sentencizer", first=True)
    assert find_decoder(model) is None
    text = TEXTS[1]
    assert read_spans([text], model) == ask_spacy(model, [text])


def test_a_recogniser_of_another_build_is_spacy_s() -> None:
    model = spacy.blank("en")
    model.add_pipe("entity_ruler", name="ner")
    assert find_decoder(model) is None
