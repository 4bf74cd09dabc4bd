from __future__ import annotations

import re
from typing import get_args

import pytest

from transforms.text.packaged import read_rows
from transforms.text.speech_verbs import SpeechUse, match_speech_verbs, read_speech_verbs


@pytest.mark.parametrize("use", get_args(SpeechUse))
def test_every_use_has_its_verbs(use: SpeechUse) -> None:
    assert "said" in read_speech_verbs(use)


def test_uses_differ() -> None:
    assert len({read_speech_verbs(use) for use in get_args(SpeechUse)}) == len(get_args(SpeechUse))
    assert "stated" in read_speech_verbs("report_day") - read_speech_verbs("place")
    assert "quoted" in read_speech_verbs("inversion") - read_speech_verbs("attribution")


def test_a_form_stands_once_and_in_small_letters() -> None:
    forms = [form for form, _ in read_rows("transforms.text", "speech_verbs.tsv", 2)]
    assert forms == sorted(set(forms))
    assert all(re.fullmatch("[a-z]+", form) for form in forms)


def test_the_pattern_takes_the_longest_form() -> None:
    found = re.search(match_speech_verbs("attribution"), "He says so.")
    assert found is not None
    assert found[0] == "says"
