from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.suites import SUITES
from transforms.text.normalise import INVISIBLE, normalise

CASES = [
    ("a  b\tc", "a b c"),
    ("a\u00a0\u2009b", "a b"),
    (" a \n  b ", "a\nb"),
    ("a\r\nb\rc", "a\nb\nc"),
    ("a\n\n\n\nb", "a\n\nb"),
    ("a\n \t\nb", "a\n\nb"),
    ("a\u2028b\u2029c", "a\nb\n\nc"),
    ("co\u00adop\u200berate\ufeff", "cooperate"),
    ("\u202bשלום\u202c", "שלום"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("👩\u200d🚒", "👩\u200d🚒"),
    ("x\ud800y", "x\ufffdy"),
    ("a\x00b\x07c", "abc"),
    ("e\u0301", "e\u0301"),
    ("", ""),
]


@pytest.mark.parametrize(("given_text", "expected"), CASES)
def test_normalises(given_text: str, expected: str) -> None:
    assert normalise(given_text) == expected


@given(st.text(max_size=200))
def test_twice_is_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=200))
def test_only_white_space_and_invisible_characters_change(text: str) -> None:
    def bare(value: str) -> str:
        shown = INVISIBLE.sub("", value)
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in shown if not c.isspace())

    assert bare(normalise(text)) == bare(text)


@given(st.text(max_size=200))
def test_result_is_regular(text: str) -> None:
    result = normalise(text)
    assert "\n\n\n" not in result
    assert "  " not in result
    assert result == result.strip()
    assert not any(unicodedata.category(c) == "Cs" for c in result)


def test_naughty_strings_survive() -> None:
    path = SUITES / "text" / "naughty_strings.json"
    if not path.exists():
        pytest.skip("the conformance cases are not on this machine")
    for text in json.loads(path.read_text(encoding="utf-8")):
        shown = "".join(INVISIBLE.sub("", text).split())
        assert "".join(normalise(text).split()) == shown
