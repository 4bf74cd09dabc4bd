"""What came in from the feeds of a stream: numbered intakes beside its tables, OUTPUT/_state/intake/NAME.feeds.

A feed shows what it likes, and cannot be asked for what it showed before. So each round of polls is written down before
anything is told of it, with its moment, the event time of all that it brought. Where a stream goes on again it
reads what is there, and asks feeds for the rest: whoever goes on from the same number gives the same, and a number is
all that a checkpoint holds.

What is remembered of feeds and stories is what the intakes before a number say. Every 2,000th begins with all of it;
those of two days ago and more are deleted, as no window waits for so long.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from pipeline.intake import INTAKES, Line, read_intake, write_intake
from pipeline.storage import delete_files, find_files, join, split
from pipeline.streaming.feed_memory import HeldFeeds

ROUND = 5.0
"""Seconds from one intake to the next, at least."""
_WHOLE = 2_000
_KEPT = int(2 * 86_400 / ROUND)


class FeedLog:
    """The intakes of the feeds of one stream.

    whole: intakes of a number that this divides say what all before them come to. kept: as many stay, and more by that.
    """

    def __init__(self, output: str, run_id: str, whole: int = _WHOLE, kept: int = _KEPT) -> None:
        self._whole, self._kept = whole, kept
        self.folder = join(output, INTAKES, f"{run_id}.feeds")

    def path(self, number: int) -> str:
        """Where an intake lies, or is to lie."""
        return join(self.folder, f"{number:012}.jsonl")

    def has(self, number: int) -> bool:
        """Whether an intake is there."""
        return bool(find_files(self.folder, split(self.path(number))[1]))

    def read(self, number: int) -> list[Line]:
        """The lines of an intake. Raises OSError."""
        return [placed.line for placed in read_intake(self.path(number))]

    def write(self, number: int, moment: int, lines: Iterable[Line], held: HeldFeeds) -> None:
        """Write an intake. moment: microseconds since 1970. held: what those before it come to. Raises OSError.

        What is remembered of its stories counts from that moment, as their event time does.
        """
        seen_at = datetime.fromtimestamp(moment / 1e6, UTC).isoformat()
        dated = [{**line, "seen_at": seen_at} if "seen_at" in line else line for line in lines]
        before = list(held.lines()) if number % self._whole == 0 else []
        write_intake(self.path(number), [{"is": "taken", "at": moment}, *before, *dated])
        if number % self._whole == 0:
            delete_files(
                self.path(old) for old in range(max(0, number - self._kept - self._whole), number - self._kept)
            )

    def recall(self, number: int) -> HeldFeeds:
        """What the intakes before a number come to, for whoever goes on from there; what a killed writer left half done
        goes. Raises OSError where they are not there any more.
        """
        delete_files(find_files(self.folder, ".*.tmp"))
        held = HeldFeeds()
        for before in range((number - 1) // self._whole * self._whole if number else 0, number):
            held.settle(self.read(before))
        return held

    def drop_from(self, number: int) -> None:
        """For a stream that goes on by the manifests: drop what lies beyond a gap, which nobody has read."""
        while self.has(number):
            number += 1
        delete_files(path for path in find_files(self.folder) if split(path)[1] > f"{number:012}")


def moment_of_intake(lines: Iterable[Line]) -> int:
    """The event time of an intake, in microseconds since 1970."""
    return next(int(line["at"]) for line in lines if line["is"] == "taken")
