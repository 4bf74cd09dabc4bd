"""What is remembered of feeds and their stories while they are read by a stream: what its intakes come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice

from pipeline.intake import Line
from pipeline.polling.schedule import FeedState, read_state
from pipeline.polling.stories import Known

_DAY = 86_400
_KEPT_DAYS = 30
"""Days after which a story is forgotten that no feed shows any more, as in pipeline.state.feed_store."""
_AT_ONCE = 1_000
"""Stories of a line."""


class HeldFeeds:
    """A FeedMemory that is held in memory, and told again by lines of an intake."""

    def __init__(self) -> None:
        self._states: dict[str, FeedState] = {}
        self._stories: dict[int, Known] = {}
        self._forgotten = 0

    def read_states(self) -> dict[str, FeedState]:
        """Every feed that was ever asked, by address."""
        return dict(self._states)

    def look_up(self, keys: Iterable[int]) -> Mapping[int, Known]:
        """Those of the keys that are known."""
        return {key: self._stories[key] for key in keys if key in self._stories}

    def settle(self, lines: Iterable[Line]) -> None:
        """Learn what an intake holds; twice is as once."""
        day = 0
        for line in lines:
            if "state" in line:
                day = max(day, _seconds(line["polled_at"]) // _DAY)
                self._leave_feed(line)
            elif line["is"] == "known":
                self._stories.update((key, Known(*known)) for key, *known in line["stories"])
            elif line.get("keys"):
                seen = _seconds(line["seen_at"])
                for key in line["keys"]:
                    self._merge(key, Known(seen, seen // _DAY, line.get("modified", 0), seen))
        if day > self._forgotten:
            self._forgotten = day
            self._stories = {key: known for key, known in self._stories.items() if known.shown >= day - _KEPT_DAYS}

    def lines(self) -> Iterator[Line]:
        """All that is remembered; whoever knows nothing and learns it knows the same."""
        for state in self._states.values():
            polled_at = datetime.fromtimestamp(state.polled_at, UTC).isoformat()
            yield {"is": "left", "polled_at": polled_at, "state": state.as_plain(), "shown": []}
        told = iter(self._stories.items())
        while some := list(islice(told, _AT_ONCE)):
            stories = [[key, known.seen, known.shown, known.modified, known.asked] for key, known in some]
            yield {"is": "known", "stories": stories}

    def _leave_feed(self, line: Line) -> None:
        state = read_state(line["state"])
        self._states[state.url] = state
        day = _seconds(line["polled_at"]) // _DAY
        for key in line["shown"]:
            known = self._stories.get(key)
            if known is not None and known.shown < day:
                self._stories[key] = Known(known.seen, day, known.modified, known.asked)

    def _merge(self, key: int, new: Known) -> None:
        old = self._stories.get(key, new)
        modified, asked = max(old.modified, new.modified), max(old.asked, new.asked)
        self._stories[key] = Known(old.seen, max(old.shown, new.shown), modified, asked)


def _seconds(stated: str) -> int:
    return int(datetime.fromisoformat(stated).timestamp())
