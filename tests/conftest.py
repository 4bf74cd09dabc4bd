"""What every test leaves as it found it."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """A verb that is called within the process sets how loud the log is; the next test must not hear of it."""
    levels = {logger: logger.level for logger in (logging.getLogger(), logging.getLogger("pipeline"))}
    yield
    for logger, level in levels.items():
        logger.setLevel(level)
