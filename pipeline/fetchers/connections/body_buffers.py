"""A few buffers for large bodies, lent in turn, so that many large bodies at once don't need memory for all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue

from pipeline.fetchers.errors import TimedOut


class BodyBuffers:
    """Buffers of `size` bytes, at most `places` of them, made when first needed. Thread-safe."""

    def __init__(self, places: int, size: int) -> None:
        self._size = size
        self._free: LifoQueue[bytearray | None] = LifoQueue()
        for _ in range(places):
            self._free.put(None)

    @contextmanager
    def borrow(self, seconds: float) -> Iterator[memoryview]:
        """Lend a buffer, waiting so long for one. Raises TimedOut."""
        try:
            buffer = self._free.get(timeout=seconds)
        except Empty:
            raise TimedOut(f"too many large bodies at the same time, {seconds:.1f} s long") from None
        buffer = buffer or bytearray(self._size)
        try:
            with memoryview(buffer) as view:
                yield view
        finally:
            self._free.put(buffer)
