"""Whether the machine's clock can be right: publication days later than today are not believed, so it must be."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from pipeline.usage import CannotRun

_SLACK = 86_400
"""Seconds that a file of the installation may be in the future: another machine may have written it."""


def check_clock() -> None:
    """Raise CannotRun when the clock is before the newest file of the installation."""
    newest = max(path.stat().st_mtime for path in Path(__file__).parent.glob("*.py"))
    if time.time() < newest - _SLACK:
        says, made = (datetime.fromtimestamp(at, UTC).date() for at in (time.time(), newest))
        raise CannotRun(f"the clock says {says}, and this was installed on {made}: set the clock")
