"""Where to go on in a topic, by manifests of runs and of windows."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.streaming.reached import find_reached

TOPIC = "kafka://b:1/t"


def run(name: str, **ends: int) -> dict[str, Any]:
    return {"run_id": name, "offsets": {TOPIC: {partition[1:]: end for partition, end in ends.items()}}}


def window(name: str, **read: tuple[int, int]) -> dict[str, Any]:
    begun = {partition[1:]: begin for partition, (begin, _) in read.items()}
    return {**run(name, **{partition: end for partition, (_, end) in read.items()}), "begun": {TOPIC: begun}}


@pytest.mark.parametrize(
    ("manifests", "offsets", "beyond"),
    [
        ([], None, []),
        ([{"run_id": "a"}], None, []),
        ([run("b", p0=7, p1=2), run("a", p0=3)], {"0": 7, "1": 2}, []),
        ([window("w-1", p0=(3, 5)), window("w-2", p0=(5, 9), p1=(0, 1))], {"0": 9, "1": 1}, []),
        ([run("a", p0=3), window("w-1", p0=(3, 5))], {"0": 5}, []),
        ([window("w-1", p0=(3, 5)), window("w-3", p0=(6, 9))], {"0": 5}, ["w-3"]),
        ([window("w-1", p0=(0, 5), p1=(0, 2)), window("w-2", p1=(2, 4)), window("w-3", p0=(6, 9), p1=(4, 5)),
          window("w-4", p1=(5, 6))], {"0": 5, "1": 4}, ["w-3", "w-4"]),
        ([window("w-1", p0=(0, 5)), run("z", p0=9)], {"0": 9}, []),
    ],
)  # fmt: skip
def test_windows_count_as_far_as_they_follow_one_another(
    manifests: list[dict[str, Any]], offsets: dict[str, int] | None, beyond: list[str]
) -> None:
    reached = find_reached(manifests)
    assert reached.offsets.get(TOPIC) == offsets
    assert reached.beyond == beyond
