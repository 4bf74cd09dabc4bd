"""What strangers wrote, made fit for a terminal, a log or a report: nothing in it acts, and no secret is in it."""

from __future__ import annotations

import re

_BREAKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
_ACTING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # control characters, which drive terminals: C1 ones too, such as U+009B
    "\u2028\u2029"  # breaks of lines and paragraphs
    "\u202a-\u202e\u2066-\u2069"  # overrides of the direction of writing, which show a name as another
    "\ud800-\udfff"  # halves of characters, which no terminal takes
    "\ufeff\U000e0000-\U000e007f]"  # marks and tags that nobody sees
)

_USERINFO = re.compile(r"(?<=://)[^/\s?#]*@")
_PARAMETER = re.compile(
    r"""(?P<name>[?&;\#]
        (?: [\w.-]* (?: token | secret | passw(?:or)?d | pwd | signature | sig | credential | auth | jwt
                      | api[_-]?key | access[_-]?key | session(?:_?id)? )   # access_token, X-Amz-Signature, PHPSESSID
          | key | sid | [\w.-]*sessid | code )
        =)[^&;\#\s"'<>]+""",
    re.VERBOSE | re.IGNORECASE,
)
_MASK = "***"
"""Stands where a secret stood."""


def shown(text: str) -> str:
    """The text on one line, with U+FFFD for each character that acts, without the secrets of addresses in it."""
    return mask_secrets(disarm(_BREAKS.sub(" ", text)))


def disarm(text: str) -> str:
    """The text with U+FFFD for each character but line feeds that acts on whoever shows it; its length is the same."""
    return text if text.isascii() and text.isprintable() else _ACTING.sub("\ufffd", text)


def mask_secrets(text: str) -> str:
    """The text with a mask for what addresses in it carry in secret: user and password, usual parameters of tokens."""
    if "://" in text:
        text = _USERINFO.sub(f"{_MASK}@", text)
    return _PARAMETER.sub(rf"\g<name>{_MASK}", text) if "=" in text else text
