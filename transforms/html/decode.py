"""Bytes of a page to text, by the rules browsers follow (WHATWG Encoding and HTML standards, Firefox where these leave
the guess open).
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import webencodings
from chardetng_py.detector import EncodingDetector

from transforms.html.utf8 import measure_utf8

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le"))

_PRESCAN_BYTES = 65536
"""How far to look for a declaration. Browsers guess after 1,024 bytes and start again when a later tag proves them
wrong; looking further at once comes to the same."""

_GLANCE_BYTES = 1024
"""Where most declarations stand. Without one there, to look at the bytes themselves is faster than to prescan."""

_GUESSED_BYTES = 2_000_000
"""The detector reads some 20 MB a second; no page needs more to be told."""

_FEWEST_BROKEN = 10
_BROKEN_SHARE = 0.5
"""So many characters, and this share of those that are not ASCII, must be none in UTF-8 before its label is doubted."""

_COUNTRY = re.compile(r"[a-z]{2,}|xn--[a-z0-9-]+")

# Tokens of the prescan algorithm, in its order: a comment, a meta tag, any other tag, a bogus comment. Before any other
# tag one that is written as most are, to its end: to read attributes one by one takes much longer.
_TOKEN = re.compile(
    rb"<(?:!--|meta(?=[\s/])|(?P<plain>/?[a-z][a-z0-9:-]*(?:\s+[a-z0-9_:-]+(?:=\"[^\"<>]*\")?)*\s*/?>)"
    rb"|/?[a-z][^\s>]*|[!/?][^>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    rb"[\s/]*(?P<name>=?[^\s/>=]*)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"'][^\s>]*)|(?P<open>[\"'])|(?=>)))?"
)
_CONTENT_CHARSET = re.compile(
    rb"charset\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s;\"'][^\s;]*))", re.IGNORECASE
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s;\"']+)", re.IGNORECASE)


def decode(body: bytes, content_type: str | None) -> str:
    """Decode a page; what cannot be decoded becomes U+FFFD, so this never fails.

    body: as served, Content-Encoding removed. content_type: the HTTP header, if any.
    """
    encoding, skip = _choose_encoding(body, content_type, None)
    return _decode_as(encoding, body[skip:])


def recode(body: bytes, content_type: str | None, url: str | None) -> bytes:
    """A page in UTF-8, whatever it came in. One that came in UTF-8 is handed on as it is, with the few bytes in it that
    may not be valid.

    body, content_type: as of `decode`. url: where it was served; its country says which charsets are likely.
    """
    encoding, skip = _choose_encoding(body, content_type, url)
    return body[skip:] if encoding == "utf-8" else _decode_as(encoding, body[skip:]).encode("utf-8", "replace")


def _decode_as(encoding: str, body: bytes) -> str:
    """Decode by the WHATWG name of an encoding."""
    text: str = webencodings.lookup(encoding).codec_info.decode(body, "replace")[0]
    return text


def _choose_encoding(body: bytes, content_type: str | None, url: str | None) -> tuple[str, int]:
    """The encoding's WHATWG name and the length of the byte order mark.

    Against what the page says of itself it is UTF-8 if it is that, and is not if most of its characters are none in
    UTF-8: a page saved or proxied in another charset than its tags say. By chance, other bytes almost never form valid
    UTF-8.
    """
    if b"charset" not in body[:_GLANCE_BYTES].lower() and _is_multibyte_utf8(body) and not body.startswith(_BOMS[0][0]):
        return "utf-8", 0
    encoding, skip = sniff_encoding(body, content_type, url)
    if encoding != "utf-8" and not skip and _is_multibyte_utf8(body):
        encoding = "utf-8"
    if encoding == "utf-8" and _is_mostly_broken(body):
        return _guess(body, url), 0
    return encoding, skip


def sniff_encoding(body: bytes, content_type: str | None, url: str | None = None) -> tuple[str, int]:
    """The encoding's WHATWG name and the length of the byte order mark.

    Order: byte order mark, HTTP header, meta tag, then the bytes themselves: UTF-8 if they are valid UTF-8 and not bare
    ASCII, else what the frequencies of their letters say.
    """
    for mark, marked in _BOMS:
        if body.startswith(mark):
            return marked, len(mark)
    if content_type and (stated := _HEADER_CHARSET.search(content_type)) and (name := _find_label(stated[1])):
        return name, 0
    head = body[:_PRESCAN_BYTES]
    declared = _prescan(head) if b"charset" in head or b"charset" in head.lower() else None
    return declared or ("utf-8" if _is_multibyte_utf8(body) else _guess(body, url)), 0


def _guess(body: bytes, url: str | None) -> str:
    """The legacy encoding that the bytes look like, as Firefox guesses it: by frequent letters and the country of the
    address; windows-1252 where nothing speaks for another.
    """
    host = (_host_of(url) or "").rstrip(".").rsplit(".", 1)[-1].lower()
    country = host.encode() if _COUNTRY.fullmatch(host) else None
    detector = EncodingDetector()
    detector.feed(body[:_GUESSED_BYTES], last=True)
    return _find_label(detector.guess(tld=country, allow_utf8=False)) or "windows-1252"


def _host_of(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def _is_mostly_broken(body: bytes) -> bool:
    """Whether of the characters that are not ASCII most are none in UTF-8."""
    if measure_utf8(body) == len(body):
        return False
    read = body.decode("utf-8", "replace")
    broken = read.count("\ufffd")
    others = len(read) - len(read.encode("ascii", "ignore"))
    return broken >= _FEWEST_BROKEN and broken > _BROKEN_SHARE * others


def _find_label(label: str) -> str | None:
    """The canonical name of an encoding label, None for one that the standard does not know."""
    found = webencodings.lookup(label.strip())
    return found.name if found else None


def _is_multibyte_utf8(body: bytes) -> bool:
    """Whether the bytes are valid UTF-8 that ASCII is not; a character cut off at the end is forgiven."""
    if body.isascii():
        return False
    valid = measure_utf8(body)
    try:
        body[valid:].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and not body[:valid].isascii()
    return True


def _prescan(head: bytes) -> str | None:
    """The encoding that a meta tag in the first bytes declares, by the standard's "prescan a byte stream"."""
    position = 0
    while found := _TOKEN.search(head, position):
        position = found.end()
        if found["plain"]:
            continue
        token = found[0]
        if token == b"<!--":
            # The dashes of the opening may close it: "<!-->" is a whole comment.
            position = head.find(b"-->", found.start() + 2) + 3
            if position < 3:
                return None
            continue
        if token.startswith((b"<!", b"<?")) or (
            token.startswith(b"</") and token.endswith(b">") and not token[2:3].isalpha()
        ):
            continue
        attributes, position = _read_attributes(head, position)
        if (
            token[:5].lower() == b"<meta"
            and len(token) == 5
            and position <= len(head)
            and (name := _read_meta(attributes))
        ):
            return name
    return None


def _read_attributes(head: bytes, position: int) -> tuple[dict[bytes, bytes], int]:
    """Attributes of a tag, names in lower case, the first of each name; and the place after the tag.

    A tag that the bytes end in yields no attributes.
    """
    attributes: dict[bytes, bytes] = {}
    while position < len(head):
        found = _ATTRIBUTE.match(head, position)
        if found is None or found["open"] is not None:
            return {}, len(head)
        if found.end() >= len(head):
            return {}, len(head)
        name = found["name"].lower()
        if not name:
            if head[found.end() : found.end() + 1] == b">":
                return attributes, found.end() + 1
            position = max(found.end(), position + 1)
            continue
        value = next((v for v in (found["double"], found["single"], found["bare"]) if v is not None), b"")
        attributes.setdefault(name, value)
        position = found.end()
    return {}, len(head)


def _read_meta(attributes: dict[bytes, bytes]) -> str | None:
    """The encoding that one meta tag declares. UTF-16 cannot be what ASCII bytes are in: the standard reads UTF-8."""
    label = attributes.get(b"charset")
    if label is None and attributes.get(b"http-equiv", b"").lower() == b"content-type":
        found = _CONTENT_CHARSET.search(attributes.get(b"content", b""))
        if found:
            label = next((v for v in (found["double"], found["single"], found["bare"]) if v is not None), b"")
    if label is None:
        return None
    name = _find_label(label.decode("latin-1"))
    if name in ("utf-16le", "utf-16be"):
        return "utf-8"
    return "windows-1252" if name == "x-user-defined" else name
