from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.html.tree import parse_document

LONGEST = 10_000
"""Bytes of a tag behind its name, from which on it loses its attributes."""

PIECES = st.sampled_from(
    [b"<p>", b"</p>", b"<", b">", b"two ferries ", b"x" * 4_000, b"y" * 12_000, b"<b id=c ", b"<i " + b"z" * 9_990]
)


def classes(page: bytes) -> list[str | None]:
    return [element.get("class") for element in parse_document(page).root.iter("div")]


@pytest.mark.parametrize(("size", "kept"), [(4_000, True), (9_000, True), (LONGEST, False), (40_000, False)])
@pytest.mark.parametrize("before", [b"", b"<p>fog</p>" * 900, b"fog " * 3_000])
def test_a_tag_too_long_loses_its_attributes_wherever_it_stands(size: int, kept: bool, before: bytes) -> None:  # noqa: FBT001 one of a table's columns
    page = before + b'<div class="a" title="' + b"x" * size + b'">fog</div>' + before + b"<div class=b>quay</div>"
    assert classes(page) == ["a" if kept else None, "b"]


@given(st.lists(PIECES, max_size=12))
def test_no_other_tag_and_no_text_is_touched(pieces: list[bytes]) -> None:
    page = b"<div class=a>quay</div>" + b"".join(pieces)
    plain = re.sub(rb"<([a-zA-Z][a-zA-Z0-9-]{0,30})[^<>]{%d,}>?" % LONGEST, rb"<\1>", page)
    found = [(element.tag, element.attrib, element.text, element.tail) for element in parse_document(page).root.iter()]
    wanted = [
        (element.tag, element.attrib, element.text, element.tail) for element in parse_document(plain).root.iter()
    ]
    assert list(map(str, found)) == list(map(str, wanted))
