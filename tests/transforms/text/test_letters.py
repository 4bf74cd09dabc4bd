"""Letters of Latin script beyond the first 256 code points."""

from __future__ import annotations

import re

import pytest

from transforms.text.letters import LOWER, UPPER


@pytest.mark.parametrize("name", ["Ana", "Łucja", "Şule", "Čedomir", "Ọlá", "Đức", "Ștefan", "Yağmur", "Ñuflo"])
def test_a_name_is_a_large_letter_and_small_ones(name: str) -> None:
    assert re.fullmatch(f"[{UPPER}][{LOWER}]+", name)


@pytest.mark.parametrize("char", ["×", "÷", "ª", "7", "_", " ", "-", "]", "^", "Б", "东"])
def test_signs_and_other_scripts_are_no_letters_here(char: str) -> None:
    assert not re.match(f"[{UPPER}{LOWER}]", char)
