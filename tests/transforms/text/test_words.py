from __future__ import annotations

import pytest

from transforms.text.words import count_words


@pytest.mark.parametrize(
    ("text", "words"), [("two words", 2), ("zwölf Wörter", 2), ("港湾当局は火曜日", 5), ("ท่าเรือ", 4), ("\ud800 x", 2)]
)
def test_words_of_scripts_without_spaces_are_counted_by_characters(text: str, words: int) -> None:
    assert count_words(text) == words
