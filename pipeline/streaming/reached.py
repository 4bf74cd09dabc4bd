"""How far topics have been read, by the manifests: those of runs one after another, and those of a stream's windows.

The windows of a stream may be closed out of their order. A partition is read as far as its windows follow one another
without a gap; a window beyond a gap holds what will be read again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

_Offsets = Mapping[str, Mapping[str, int]]
"""Topic -> partition -> an offset, partitions in figures, as JSON has them."""


class Reached(NamedTuple):
    """offsets: where to go on in each topic. beyond: windows that are to be undone before that is done, by run_id."""

    offsets: dict[str, dict[str, int]]
    beyond: list[str]


def find_reached(manifests: Iterable[Mapping[str, Any]]) -> Reached:
    """Read the manifests of all runs into one output."""
    told = sorted(manifests, key=lambda manifest: str(manifest["run_id"]))
    offsets: dict[str, dict[str, int]] = {}
    parts: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for manifest in told:
        ends: _Offsets = manifest.get("offsets", {})
        begun: _Offsets = manifest.get("begun", {})
        for topic, reached in ends.items():
            if topic not in begun:
                offsets[topic] = dict(reached)
                continue
            for partition, end in reached.items():
                parts[topic, partition].append((begun[topic][partition], end, str(manifest["run_id"])))
    starts = {key: offsets.get(key[0], {}).get(key[1], min(read)[0]) for key, read in parts.items()}
    beyond: set[str] = set()
    while found := set(_find_beyond(parts, starts, beyond)):  # what is undone leaves gaps of its own
        beyond |= found
    for (topic, partition), read in parts.items():
        ends_there = [end for _, end, run_id in read if run_id not in beyond]
        offsets.setdefault(topic, {})[partition] = max([starts[topic, partition], *ends_there])
    return Reached(offsets, sorted(beyond))


_Parts = Mapping[tuple[str, str], Sequence[tuple[int, int, str]]]
"""Topic and partition -> what windows have read of it: first offset, next offset, run_id."""


def _find_beyond(parts: _Parts, starts: Mapping[tuple[str, str], int], undone: Collection[str]) -> Iterator[str]:
    """The windows that lie beyond a gap, once these others are undone."""
    for key, read in parts.items():
        at = starts[key]
        for begin, end, run_id in sorted(read):
            if run_id in undone:
                continue
            if begin > at:
                yield run_id
            else:
                at = max(at, end)
