"""What a stream remembers of feeds is what a watcher remembers, and can be told again."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.intake import Line
from pipeline.polling.schedule import FeedState
from pipeline.state.feed_store import FeedStore
from pipeline.streaming.feed_memory import HeldFeeds

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
KEYS = range(-20, 20)


def drawn_lines(seed: int) -> list[list[Line]]:
    """The intakes of sixty days: polls of three feeds, stories now and then."""
    drawn = random.Random(seed)  # noqa: S311 - the same ones each time
    intakes: list[list[Line]] = []
    for day in range(60):
        at = NOON + timedelta(days=day, hours=drawn.randrange(12))
        state = FeedState(f"https://quay.example/{drawn.randrange(3)}", polls=day, polled_at=at.timestamp())
        shown = drawn.sample(KEYS, 3) if day % 3 else []
        lines: list[Line] = [
            {"is": "poll", "polled_at": at.isoformat(), "state": state.as_plain(), "shown": shown},
            {"is": "refused", "reason": "malformed_record", "detail": "", "url": None},
        ]
        if drawn.random() < 0.3:
            keys = drawn.sample(KEYS, 2)
            lines.append({"is": "story", "keys": keys, "seen_at": at.isoformat(), "modified": drawn.randrange(9)})
        intakes.append(lines)
    return intakes


def test_it_remembers_what_a_watcher_does(tmp_path: Path) -> None:
    for seed in range(5):
        held, store = HeldFeeds(), FeedStore(str(tmp_path / str(seed)))
        for lines in drawn_lines(seed):
            for _ in range(2):
                held.settle(lines)
                store.settle(lines)
            assert held.look_up(KEYS) == store.look_up(KEYS)
        assert held.read_states() == store.read_states()
        store.close()


def test_who_is_told_its_lines_knows_the_same_and_more_lines_change_nothing() -> None:
    held = HeldFeeds()
    for lines in drawn_lines(7):
        held.settle(lines)
    held.settle([{"is": "story", "keys": list(range(2_500)), "seen_at": NOON.isoformat()}])
    told = [json.loads(json.dumps(line)) for line in held.lines()]
    assert sum(line["is"] == "known" for line in told) > 2
    again = HeldFeeds()
    again.settle(told)
    for other in (held, again):
        other.settle(told)
        assert other.look_up(range(-20, 3_000)) == held.look_up(range(-20, 3_000))
        assert other.read_states() == held.read_states()
