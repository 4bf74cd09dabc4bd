from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetchers.answers.decoding import decode_body, decode_prefix, list_codings
from pipeline.fetchers.errors import BadEncoding, TooLarge
from tests.support.suites import SUITES, needs_suites

PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstandard.compress}
BODIES = st.one_of(
    st.binary(max_size=3000), st.builds(lambda piece, n: piece * n, st.binary(max_size=9), st.integers(0, 40_000))
)


@settings(max_examples=60)
@given(BODIES, st.lists(st.sampled_from(sorted(PACKERS)), max_size=3))
def test_what_was_packed_comes_back(body: bytes, codings: list[str]) -> None:
    packed = body
    for coding in codings:
        packed = PACKERS[coding](packed)
    assert decode_body(packed, ", ".join(codings), 400_000) == body


@settings(max_examples=100)
@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=300))
def test_any_bytes_give_a_body_or_a_reason(coding: str, raw: bytes) -> None:
    try:
        assert len(decode_body(raw, coding, 10_000)) <= 10_000
    except (BadEncoding, TooLarge) as why:
        assert why.detail  # noqa: PT017 - either outcome is sound; a crash is not


@pytest.mark.parametrize("coding", sorted(PACKERS))
def test_a_cut_body_is_refused_and_its_beginning_can_be_had(coding: str) -> None:
    body = bytes(range(256)) * 1000
    packed = PACKERS[coding](body)[:-3]
    with pytest.raises(BadEncoding):
        decode_body(packed, coding, 10_000_000)
    incompressible = b"".join(zlib.crc32(b"%d" % n).to_bytes(4, "big") for n in range(100_000))
    half = PACKERS[coding](incompressible)[:200_000]
    assert incompressible.startswith(decode_prefix(half, coding, 50_000))


@pytest.mark.parametrize("coding", sorted(PACKERS))
def test_the_limit_is_exact(coding: str) -> None:
    packed = PACKERS[coding](b"x" * 200_000)
    assert len(decode_body(packed, coding, 200_000)) == 200_000
    with pytest.raises(TooLarge):
        decode_body(packed, coding, 199_999)


def test_members_follow_one_another_and_padding_is_ignored() -> None:
    assert decode_body(gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0", "gzip", 100) == b"ab"
    assert decode_body(zstandard.compress(b"a") + zstandard.compress(b"b"), "zstd", 100) == b"ab"


def test_names_are_read_as_headers_write_them() -> None:
    assert list_codings(" GZip , identity, x-gzip") == ["gzip", "gzip"]
    assert list_codings(None) == []
    for bad in ("compress", "gzip;q=1", "gzip,gzip,gzip,gzip"):
        with pytest.raises(BadEncoding):
            list_codings(bad)


@needs_suites
@pytest.mark.parametrize("coding", sorted(PACKERS))
def test_public_bombs(coding: str) -> None:
    with pytest.raises(TooLarge):
        decode_body((SUITES / "bombs" / f"bomb-{coding}.bin").read_bytes(), coding, 5_000_000)
