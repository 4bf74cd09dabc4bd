"""What strangers wrote does nothing where it is shown, and tells no secret."""

from __future__ import annotations

import time

import pytest

from schemas.showing import disarm, mask_secrets, shown


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain words, caf\u00e9 and \u0645\u0631\u062d\u0628\u0627\u200f!", None),
        ("\x1b[2Jcleared", "\ufffd[2Jcleared"),
        ("\x1b]52;c;cm0gLXJm\x07", "\ufffd]52;c;cm0gLXJm\ufffd"),
        ("\x9b31mred", "\ufffd31mred"),
        ("first\rsecond\nthird\u2028fourth", "first second third fourth"),
        ("exe.\u202egnp", "exe.\ufffdgnp"),
        ("half \ud800", "half \ufffd"),
        ("tag\U000e0041\U000e007f", "tag\ufffd\ufffd"),
    ],
)
def test_what_acts_on_a_terminal_is_shown_as_such(text: str, seen: str | None) -> None:
    assert shown(text) == (text if seen is None else seen)


def test_disarming_keeps_places_and_line_feeds() -> None:
    text = "a\x1b\nb\u202e\u2028c"
    assert disarm(text) == "a\ufffd\nb\ufffd\ufffdc"
    assert len(disarm(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("https://user:p@ss:word@host/a@b", "https://***@host/a@b"),
        ("http://token@host", "http://***@host"),
        ("see https://host/?q=a&token=abc.def~1&p=2#x", "see https://host/?q=a&token=***&p=2#x"),
        ("https://h/?X-Amz-Signature=0a&X-Amz-Date=3", "https://h/?X-Amz-Signature=***&X-Amz-Date=3"),
        ("https://h/?API_KEY=1;pwd=2", "https://h/?API_KEY=***;pwd=***"),
        ("https://h/?key=AIza", "https://h/?key=***"),
        ("s3://ID:SECRET@bucket/x", "s3://***@bucket/x"),
        ("https://h/story?keyword=market&page=2&author=kim", None),
        ("a = b & c=d, mail kim@host.example", None),
        ("https://h/@writer/story", None),
    ],
)
def test_secrets_of_addresses_are_masked(text: str, masked: str | None) -> None:
    assert mask_secrets(text) == (text if masked is None else masked)


@pytest.mark.parametrize("unit", ["?token", "&", "://a", "://@", "?key=", "a.-", "session_id"])
def test_masking_is_linear(unit: str) -> None:
    began = time.process_time()
    mask_secrets("https://" + unit * 300_000)
    assert time.process_time() - began < 5  # quadratic would be an hour
