"""Which strings can be stored: the one rule for half characters, which no file and no shuffle can hold."""

from __future__ import annotations

import re

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """A string that has a UTF-8 form, as shuffles and Parquet need: a lone surrogate becomes U+FFFD, one for one."""
    return text if text.isascii() else _LONE_SURROGATE.sub("\ufffd", text)
