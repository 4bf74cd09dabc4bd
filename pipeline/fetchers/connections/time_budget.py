"""How long and how much an exchange may still take: asked before each wait for the network."""

from __future__ import annotations

import time

from pipeline.fetchers.errors import BadResponse, TimedOut

_MAX_HEAD = 256_000


class TimeBudget:
    """Seconds and bytes left to one exchange.

    seconds: until it must be over. silence: the longest wait for the next byte.
    """

    def __init__(self, seconds: float, silence: float) -> None:
        self.began = time.monotonic()
        self._until = self.began + seconds
        self._silence = silence
        self._head: int | None = _MAX_HEAD

    @property
    def spent(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.began

    def wait(self, longest: float | None = None) -> float:
        """Give the seconds that the next wait may take. Raises TimedOut when none are left."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimedOut(f"not done after {self.spent:.1f} s")
        return min(left, self._silence if longest is None else longest)

    def explain_silence(self) -> TimedOut:
        """Give the error of a wait that was in vain."""
        if time.monotonic() >= self._until:
            return TimedOut(f"not done after {self.spent:.1f} s")
        return TimedOut(f"silent for {self._silence:.1f} s")

    def count(self, size: int) -> None:
        """Count bytes received while the head is being read. Raises BadResponse for a flood of headers."""
        if self._head is not None:
            self._head -= size
            if self._head < 0:
                raise BadResponse(f"more than {_MAX_HEAD} bytes of headers")

    def end_head(self) -> None:
        """The head is read: what comes now is body, which is counted elsewhere."""
        self._head = None
