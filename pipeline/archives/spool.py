"""Where answers are kept until their run has finished."""

from __future__ import annotations

import logging
from contextlib import suppress

from pipeline.archives.writing import WarcArchive
from pipeline.fetchers.answers.http_answer import Answer
from schemas.request import Request

_MOST = 8_000_000_000
"""Bytes of bodies, as sent, that a worker keeps: 400,000 pages of 20 kB. What comes after is asked for again."""

_LOG = logging.getLogger(__name__)


class Spool:
    """An archive that is nobody's but the run's: one that cannot be written, or is full, keeps no more."""

    lasting = False

    def __init__(self, archive: WarcArchive) -> None:
        self._archive = archive
        self._left = _MOST

    def open(self) -> None:
        """Get ready, in the worker."""
        self._archive.open()

    def keep(self, answer: Answer, outcome: str, request: Request | None, failure: str | None) -> None:
        """Keep an answer, as long as there is room."""
        if self._left <= 0:
            return
        self._left -= len(answer.body)
        try:
            self._archive.keep(answer, outcome, request, failure)
        except OSError as why:
            self._left = 0
            _LOG.warning("what is fetched from now on is not kept for another attempt: %s", why)

    def finish(self) -> None:
        """What was written is whole."""
        with suppress(OSError):
            self._archive.finish()
