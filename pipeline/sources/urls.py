"""Lists of addresses: one a line; blank lines and what follows a # at the start of a word are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from pipeline.formats import is_utf16
from pipeline.storage import open_bytes
from schemas.dead_letter import Rejected
from schemas.request import Request

_MAX_LINE = 65_536
"""Bytes of a line that are read: no server takes an address as long as that."""

_COMMENT = re.compile(r"(?:^|\s)#.*")


def read_urls(path: str, received_at: datetime) -> Iterator[Request | Rejected]:
    """Requests of a list of addresses, in its order. Whether an address is one is found out when it is fetched.

    Raises OSError or EOFError where the file cannot be read (on).
    """
    with open_bytes(path) as lines:
        number = 0
        while line := lines.readline(_MAX_LINE):
            number += 1
            if number == 1 and is_utf16(line):
                raise OSError("it is UTF-16: store it as UTF-8")
            url = _COMMENT.sub("", line.decode("utf-8-sig", "replace")).strip()
            if len(line) == _MAX_LINE:
                yield Rejected("invalid_url", f"{path}:{number}: longer than {_MAX_LINE} bytes", url=url[:200])
                while not line.endswith(b"\n") and (line := lines.readline(_MAX_LINE)):
                    pass
            elif url:
                yield Request(url=url, origin=f"{path}:{number}", received_at=received_at)
