from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.html.utf8 import measure_utf8


def measure_by_decoding(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


@given(st.lists(st.one_of(st.text().map(str.encode), st.binary(max_size=4), st.integers(0, 4200).map(b"a".__mul__))))
def test_as_far_as_decoding_goes(parts: list[bytes]) -> None:
    data = b"".join(parts)
    assert measure_utf8(data) == measure_by_decoding(data)


@pytest.mark.parametrize("before", range(4090, 4100))
@pytest.mark.parametrize("end", [b"\xf0\x9f\xa6\x86", b"\xf0\x9f\xa6", b"\xe2\x82", b"\xc3", b"\xff", b"\xed\xa0\x80"])
def test_a_character_on_the_border_of_two_pieces(before: int, end: bytes) -> None:
    for data in (b"a" * before + end, b"a" * before + end + b"b" * 5000):
        assert measure_utf8(data) == measure_by_decoding(data)
