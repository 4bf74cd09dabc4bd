"""Verbs of saying, one list for all who ask who speaks, when and where."""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

from transforms.text.packaged import choose_word, read_table, split_list

SpeechUse = Literal["attribution", "inversion", "report_day", "place"]
"""What a verb of saying tells; the head of speech_verbs.tsv explains each."""


@cache
def read_speech_verbs(use: SpeechUse) -> frozenset[str]:
    """The forms, in lower case, that serve a use."""
    return frozenset(form for form, uses in _read_forms() if use in uses)


def match_speech_verbs(use: SpeechUse) -> str:
    """A regular expression, one group without a number, of the forms that serve a use; the caller bounds the word."""
    return f"(?:{'|'.join(sorted(read_speech_verbs(use), key=lambda form: (-len(form), form)))})"


@cache
def _read_forms() -> tuple[tuple[str, frozenset[SpeechUse]], ...]:
    return tuple(read_table("transforms.text", "speech_verbs.tsv", 2, _read_form))


def _read_form(cells: list[str]) -> tuple[str, frozenset[SpeechUse]]:
    form, uses = cells
    return form, frozenset(choose_word(use, get_args(SpeechUse)) for use in split_list(uses))
