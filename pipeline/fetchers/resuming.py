"""Pages from the network, but for those that an attempt that died has fetched already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

from schemas.dead_letter import DeadLetter
from schemas.page import Page
from schemas.request import Request
from transforms.fetch import Fetcher


class Answers(Protocol):
    """Answers that are there already; false when there are none. Pickled unopened."""

    def open(self) -> None:
        """Get ready, in the worker."""

    def __bool__(self) -> bool:
        """Whether there are any."""

    def __contains__(self, request: object) -> bool:
        """Whether a request has been answered."""

    def find(self, request: Request) -> Page | DeadLetter | None:
        """The answer to a request; None for one that must be asked for after all."""


class ResumingFetcher:
    """A Fetcher: what is there is given between the answers that come, and the rest is asked for."""

    def __init__(self, live: Fetcher, answers: Answers) -> None:
        self._live = live
        self._answers = answers

    def open(self) -> None:
        """Get ready, in the worker."""
        self._answers.open()
        self._live.open()

    def fetch(self, requests: Iterable[Request]) -> Iterator[Page | DeadLetter]:
        """Answer every request exactly once."""
        if not self._answers:
            yield from self._live.fetch(requests)
            return
        there: list[Request] = []
        rest: list[Request] = []
        for request in requests:
            (there if request in self._answers else rest).append(request)
        share = len(there) // (len(rest) + 1) + 1  # spread over the answers that come: the network need not wait
        lost: list[Request] = []
        kept = self._give(there, lost)
        for answer in self._live.fetch(rest):
            yield answer
            yield from islice(kept, share)
        yield from kept
        yield from self._live.fetch(lost)

    def _give(self, there: Iterable[Request], lost: list[Request]) -> Iterator[Page | DeadLetter]:
        for request in there:
            answer = self._answers.find(request)
            if answer is None:
                lost.append(request)
            else:
                yield answer

    def close(self) -> None:
        """Give back what is held."""
        self._live.close()
