"""What comes with the type of a page and is none: binary files."""

from __future__ import annotations

import re

_BEGINNINGS = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"OggS", b"ID3", b"\x7fELF",
    b"%!PS", b"wOFF", b"wOF2", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"\xd0\xcf\x11\xe0",
    b"\x00asm", b"{\\rtf",
)  # fmt: skip
"""Signatures of files that servers mislabel most. Source: the WHATWG MIME Sniffing standard, the formats themselves."""

_BOX = re.compile(rb"\A.{4}ftyp", re.DOTALL)
"""MPEG-4 and its kin."""

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\f\r\x1b")
"""The binary data bytes of the MIME Sniffing standard."""

_LOOKED_AT = 4096
_MOST_CONTROLS = 0.02
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""What a page in UTF-16 begins with: half its bytes are NUL."""


def is_binary(body: bytes) -> bool:
    """Whether a body is a binary file: by its signature, or by bytes at its beginning that no text has."""
    start = body[:_LOOKED_AT]
    if start.startswith(_BEGINNINGS) or _BOX.match(start):
        return True
    if start.startswith(_WIDE):
        return False
    return len(start) - len(start.translate(None, _CONTROLS)) > max(4, _MOST_CONTROLS * len(start))
