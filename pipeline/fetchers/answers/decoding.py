"""Content-Encoding removed from a body, never giving more bytes than asked for."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli
import zstandard

from pipeline.fetchers.errors import BadEncoding, TooLarge

_CHUNK = 65_536
_MAX_LAYERS = 3
_ZSTD_SLICE = 64
_MAX_ZSTD_WINDOW = 8 << 20  # RFC 9659: what a client of the zstd content coding has to support, and may stop at


def decode_body(raw: bytes, content_encoding: str | None, limit: int) -> bytes:
    """Undo the codings of a Content-Encoding header (gzip, deflate, br, zstd, up to three of them on one another).

    Gives at most `limit` bytes, and never holds more than that plus one chunk and the decoder's window for each coding.
    Bytes after the end of a compressed body are ignored, as browsers do.
    Raises TooLarge, BadEncoding (unknown coding, or a body that is not what the header says or is cut short).
    """
    body = bytearray()
    try:
        for chunk in _limit(_decode(raw, content_encoding, limit), limit):
            body += chunk
    except (TooLarge, BadEncoding):
        body.clear()  # or the traceback would hold it
        raise
    return bytes(body)


def decode_prefix(raw: bytes, content_encoding: str | None, limit: int) -> bytes:
    """Undo the codings of a body that may be cut short, as far as possible, and give its first `limit` bytes.

    Raises BadEncoding when there is nothing to be had, TooLarge when only a middle layer swells.
    """
    body = bytearray()
    try:
        for chunk in _decode(raw, content_encoding, 4 * limit):
            body += chunk
            if len(body) >= limit:
                break
    except BadEncoding:
        if not body:
            raise
    return bytes(body[:limit])


def _decode(raw: bytes, content_encoding: str | None, limit: int) -> Iterator[bytes]:
    source: Iterator[bytes] = iter((raw,))
    for name in reversed(list_codings(content_encoding)):
        source = _limit(_CODINGS[name](source), limit)
    try:
        yield from source
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        raise BadEncoding(f"body is not valid {content_encoding}: {error}") from error


def list_codings(content_encoding: str | None) -> list[str]:
    """Give the codings of a Content-Encoding header in the order they were applied. Raises BadEncoding."""
    names = [name.strip().lower() for name in (content_encoding or "").split(",")]
    codings = [name.removeprefix("x-") for name in names if name not in {"", "identity"}]
    if len(codings) > _MAX_LAYERS:
        raise BadEncoding(f"{len(codings)} content codings on one another")
    for name in codings:
        if name not in _CODINGS:
            raise BadEncoding(f"content coding {name[:40]!r} is not one we asked for")
    return codings


def _limit(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise TooLarge(f"more than {limit} bytes once decompressed")
        yield chunk


def _inflate_gzip(source: Iterator[bytes]) -> Iterator[bytes]:
    decoder = zlib.decompressobj(wbits=31)
    began = False
    for piece in source:
        data = piece
        while data:
            if decoder.eof:  # another member, or padding that nobody needs
                if not data.startswith(b"\x1f\x8b"):
                    return
                decoder = zlib.decompressobj(wbits=31)
            began = True
            yield decoder.decompress(data, _CHUNK)
            data = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
    yield from _drain(decoder, "gzip", began=began)


def _inflate_deflate(source: Iterator[bytes]) -> Iterator[bytes]:
    """RFC 9110 means zlib by "deflate"; some servers send the bare stream, and every browser takes both."""
    first = next(source, b"")
    bare = len(first) < 2 or first[0] & 15 != 8 or (first[0] << 8 | first[1]) % 31 != 0
    decoder = zlib.decompressobj(wbits=-15 if bare else 15)
    data = first
    while data and not decoder.eof:
        yield decoder.decompress(data, _CHUNK)
        data = decoder.unconsumed_tail or next(source, b"")
    yield from _drain(decoder, "deflate", began=bool(first))


def _drain(decoder: zlib._Decompress, name: str, *, began: bool) -> Iterator[bytes]:
    while not decoder.eof:
        chunk = decoder.decompress(decoder.unconsumed_tail, _CHUNK)
        if not chunk:
            break
        yield chunk
    if began and not decoder.eof:
        raise BadEncoding(f"{name} body is cut short")


def _inflate_brotli(source: Iterator[bytes]) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    began = False
    for piece in source:
        began = began or bool(piece)
        chunk = decoder.process(piece, output_buffer_limit=_CHUNK)
        while chunk:
            yield chunk
            chunk = decoder.process(b"", output_buffer_limit=_CHUNK)
        if decoder.is_finished():
            return
    if began:
        raise BadEncoding("br body is cut short")


def _inflate_zstd(source: Iterator[bytes]) -> Iterator[bytes]:
    """Read in slices so small that none can swell beyond 2 MB: a zstd block of 4 bytes may stand for 128 kB."""
    decoder = None
    for piece in source:
        for start in range(0, len(piece), _ZSTD_SLICE):
            data = piece[start : start + _ZSTD_SLICE]
            while data:
                if decoder is None:
                    decoder = zstandard.ZstdDecompressor(max_window_size=_MAX_ZSTD_WINDOW).decompressobj()
                yield decoder.decompress(data)
                data = decoder.unused_data if decoder.eof else b""
                decoder = None if decoder.eof else decoder
    if decoder is not None:
        raise BadEncoding("zstd body is cut short")


_CODINGS: dict[str, Callable[[Iterator[bytes]], Iterator[bytes]]] = {
    "gzip": _inflate_gzip,
    "deflate": _inflate_deflate,
    "br": _inflate_brotli,
    "zstd": _inflate_zstd,
}
