"""An archive that is not given what is to stay forgotten, wherever a redirect leads."""

from __future__ import annotations

from pipeline.fetchers.answers.http_answer import Answer
from pipeline.fetchers.crawling.exchanges import Archive
from schemas.request import Request
from transforms.identity.tombstones import Tombstones


class UnforgottenArchive:
    """Passes answers on to an archive but for those of, or on the way to, a forgotten address."""

    def __init__(self, archive: Archive, tombstones: Tombstones) -> None:
        self.lasting = archive.lasting
        self._archive = archive
        self._tombstones = tombstones

    def open(self) -> None:
        """Get ready, in the worker."""
        self._archive.open()

    def keep(self, answer: Answer, outcome: str, request: Request | None, failure: str | None) -> None:
        """Write a record, if it names nothing forgotten. Raises OSError."""
        covers = self._tombstones.covers_address
        locations = answer.head.get_all("Location")
        if not (covers(answer.url) or any(map(covers, locations)) or self._tombstones.covers_text(failure)):
            self._archive.keep(answer, outcome, request, failure)

    def finish(self) -> None:
        """Give what was written its name. Raises OSError."""
        self._archive.finish()
