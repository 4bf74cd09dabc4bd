"""Words of a text as numbers, and where each begins."""

from __future__ import annotations

import pytest

from transforms.linking.words import number_of, number_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" -- ", []),
        ("Kiln", [("Kiln", 0)]),
        ("Kiln ", [("Kiln", 0)]),
        (" 1,204 tiles' O’Dea_x", [("1,204", 1), ("tiles", 7), ("O’Dea", 14), ("x", 20)]),
        ("𝒮 ärm\u0301 \ud800b", [("𝒮", 0), ("ärm", 2), ("b", 8)]),
    ],
)
def test_each_word_is_a_number_and_has_its_place(text: str, words: list[tuple[str, int]]) -> None:
    numbers, starts = number_words(text)
    assert numbers.tolist() == [number_of(word) for word, _ in words]
    assert starts.tolist() == [start for _, start in words]


def test_of_a_text_without_end_the_beginning_is_read() -> None:
    numbers, starts = number_words("tile " * 30_000)
    assert len(numbers) == len(starts) == 20_000
    assert starts[-1] == 5 * 19_999


def test_a_name_is_one_with_and_without_its_accents() -> None:
    assert [number_of(word) for word in ("Petrópolis", "NZÉRÉKORÉ", "Køge")] == [
        number_of(word) for word in ("petropolis", "Nzerekore", "køge")
    ]
    assert number_of("Petro") != number_of("Petrópolis")
