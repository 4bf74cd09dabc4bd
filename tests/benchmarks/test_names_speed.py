"""The cost of decoding names, against spaCy's own decoder over the same text in the same run."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.stopwatch import cpu_seconds
from transforms.mentions.entities.decoding import find_decoder
from transforms.mentions.entities.finding import load_model

STORY = (
    "Prime Minister Selim Haddadi met officials of the Coastal Water Authority in Tripoli on Monday; engineers from "
    "Siemens told reporters in Misrata that the dam above Wadi Qwertia would not be rebuilt before 2031. Ondrea Zorb, "
    "who runs the Dorn Relief Society, said that 2,000 families had left Benghazi for Egypt."
)
TEXTS, BATCH = 320, 16


@pytest.mark.slow
def test_names_cost_three_fifths_of_spacy_s_decoding_at_most() -> None:
    model = load_model()
    decoder = find_decoder(model)
    assert decoder is not None
    recogniser: Any = model.get_pipe("ner")
    batches = [[model.make_doc(STORY) for _ in range(BATCH)] for _ in range(TEXTS // BATCH)]
    ours = cpu_seconds(lambda: [list(decoder.decode(docs)) for docs in batches])
    assert ours <= 0.6 * cpu_seconds(lambda: [recogniser.predict(docs) for docs in batches])
