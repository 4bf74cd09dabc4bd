"""The bytes of a feed to text."""

from __future__ import annotations

import re
import zlib

import webencodings

MAX_BYTES = 50 * 2**20
"""Bytes of a document that are read, once inflated: what the sitemap protocol allows one."""

_GZIP = b"\x1f\x8b\x08"
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))
_UNMARKED = ((b"<\x00?\x00", "utf-16le"), (b"\x00<\x00?", "utf-16be"))
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([^\s;"']+)""", re.IGNORECASE)


def inflate(body: bytes) -> tuple[bytes, bool]:
    """A document that is served as a .gz file, unpacked; any other as it is. Gives whether it is cut at MAX_BYTES.

    One that is damaged gives what can be read.
    """
    if not body.startswith(_GZIP):
        return body[:MAX_BYTES], len(body) > MAX_BYTES
    unpacker = zlib.decompressobj(wbits=31)
    try:
        text = unpacker.decompress(body, MAX_BYTES)
    except zlib.error:
        return b"", False
    return text, bool(unpacker.unconsumed_tail)


def decode_feed(body: bytes, content_type: str | None) -> str:
    """Decode a document. What cannot be decoded becomes U+FFFD, so this never fails.

    Order: byte order mark, the charset of content_type (the HTTP header), the XML declaration, UTF-8, windows-1252. A
    charset that does not fit the bytes gives way to the next.
    """
    for mark, name in (*_MARKS, *_UNMARKED):
        if body.startswith(mark):
            skip = len(mark) if (mark, name) in _MARKS else 0
            return _decode(body[skip:], name, "replace") or ""
    for name in _list_charsets(body, content_type):
        text = _decode(body, name, "strict")
        if text is not None:
            return text
    return _decode(body, "windows-1252", "replace") or ""


def _list_charsets(body: bytes, content_type: str | None) -> list[str]:
    stated = _CHARSET.search(content_type or "")
    declared = _DECLARED.match(body[:400])
    names = [stated[1] if stated else "", declared[1].decode("ascii") if declared else "", "utf-8"]
    if not declared and any(name.lower() == "us-ascii" for name in names):
        names.reverse()  # what servers add to text/xml by themselves says nothing
    return names


def _decode(body: bytes, label: str, errors: str) -> str | None:
    """None for a charset that nobody knows or that the bytes are not in."""
    encoding = webencodings.lookup(label)
    if encoding is None:
        return None
    try:
        text: str = encoding.codec_info.decode(body, errors)[0]
    except UnicodeError:
        return None
    return text
