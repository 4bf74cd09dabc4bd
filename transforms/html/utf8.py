"""How far bytes are valid UTF-8, without the text that they stand for."""

from __future__ import annotations

from codecs import utf_8_decode

_PIECE = 4096
"""Bytes looked at together. Most pieces of a page are ASCII, which is told at once; the text of a whole page with one
other character takes twice its bytes, and most of the time that decoding takes is for their memory.
"""


def measure_utf8(data: bytes) -> int:
    """The length of the longest beginning that is valid UTF-8."""
    place = 0
    while place < len(data):
        end = place + _PIECE
        piece = data[place:end]
        if piece.isascii():
            place = end
            continue
        try:
            _, read = utf_8_decode(piece, "strict", end >= len(data))
        except UnicodeDecodeError as error:
            return place + error.start
        place += read
    return len(data)
