"""What every test leaves as it found it."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any_machine")  # how busy a machine is says nothing of what a test asserts


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """A verb that is called within the process sets how loud the log is; the next test must not hear of it."""
    levels = {logger: logger.level for logger in (logging.getLogger(), logging.getLogger("pipeline"))}
    yield
    for logger, level in levels.items():
        logger.setLevel(level)
