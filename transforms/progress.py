"""Progress: where every step says how far it is."""

from __future__ import annotations

from typing import Literal, Protocol

Counted = Literal["requested", "answered", "fetched", "articles", "unchanged", "failed"]
"""What a person is told of while a run goes on."""


class Progress(Protocol):
    """Where a worker says how far it is, for a person who watches. Its figures are not the run's accounts."""

    def count(self, what: Counted, by: int = 1) -> None:
        """Add to a counter of this process."""
