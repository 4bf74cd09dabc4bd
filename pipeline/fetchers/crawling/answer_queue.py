"""Answers between the threads that fetch and the caller who reads: bounded by their bytes."""

from __future__ import annotations

from collections import deque
from threading import Condition

from schemas.dead_letter import DeadLetter
from schemas.page import Page


class AnswerQueue:
    """A queue that makes its writers wait while more than `limit` bytes of bodies lie unread."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._answers: deque[Page | DeadLetter | BaseException] = deque()
        self._bytes = 0
        self._changed = Condition()
        self._closed = False

    def put(self, answer: Page | DeadLetter | BaseException) -> None:
        """Hand over an answer, or the bug that stopped a thread; waits while the queue is full. Dropped once closed."""
        with self._changed:
            while self._bytes > self._limit and not self._closed:
                self._changed.wait()
            self._answers.append(answer)
            self._bytes += _weigh(answer)
            self._changed.notify_all()

    def get(self) -> Page | DeadLetter:
        """Take the next answer, waiting for it. Raises the bug that stopped a thread."""
        with self._changed:
            while not self._answers:
                self._changed.wait()
            answer = self._answers.popleft()
            self._bytes -= _weigh(answer)
            self._changed.notify_all()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def has_some(self) -> bool:
        """Whether an answer is there."""
        return bool(self._answers)

    def close(self) -> None:
        """Let every writer go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


def _weigh(answer: Page | DeadLetter | BaseException) -> int:
    return len(answer.body) if isinstance(answer, Page) else 0
