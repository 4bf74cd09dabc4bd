"""The day in a page's address."""

from __future__ import annotations

import re
from collections.abc import Iterator

_YEAR = r"((?:19[89]|20[0-4])\d)"
_MONTH = r"(0[1-9]|1[0-2])"
_DAY = r"(0[1-9]|[12]\d|3[01])"
_DAY_ANYWHERE = re.compile(rf"[/_-]{_YEAR}[/_-]?{_MONTH}[/_-]?{_DAY}(?=[/_.T-]|$|\D)")
_SECTION_WITHIN = re.compile(rf"/{_YEAR}/[A-Za-z][\w.-]*/{_MONTH}/{_DAY}(?=/)")
"""The section between year and month."""

_DAY_LAST = re.compile(r"/(0?[1-9]|[12]\d|3[01])[/-](0?[1-9]|1[0-2])[/-]((?:19[89]|20[0-4])\d)(?=/|$)")
_MONTH_WORD = re.compile(rf"/{_YEAR}/([a-z]{{3}})/(\d{{1,2}})(?=/|$)")
_SERIAL = re.compile(rf"/[A-Za-z]{{0,4}}(20[0-4]\d){_MONTH}{_DAY}\d{{4,12}}(?=/|\.|$)")


def state_address(url: str | None) -> Iterator[str]:
    """The days that the path of an address holds, the surest first."""
    path = (url or "").split("?")[0]
    for pattern in (_DAY_ANYWHERE, _SECTION_WITHIN):
        if found := pattern.search(path):
            yield f"{found[1]}-{found[2]}-{found[3]}"
    if found := _MONTH_WORD.search(path):
        yield f"{found[3]} {found[2]} {found[1]}"
    if found := _DAY_LAST.search(path):
        yield f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"


def state_serial(url: str | None) -> Iterator[str]:
    """The day that the serial number of an article begins with, as agencies and Asian papers number theirs."""
    if found := _SERIAL.search((url or "").split("?")[0]):
        yield f"{found[1]}-{found[2]}-{found[3]}"
