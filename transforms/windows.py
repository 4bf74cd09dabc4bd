"""Windows: how the rows and files of two windows, or two panes of one, are told apart."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import apache_beam as beam
from apache_beam.transforms.window import GlobalWindow
from apache_beam.utils.windowed_value import PaneInfo, PaneInfoTiming

_MOMENT = "%Y%m%dT%H%M%S"
_OF_WINDOW = re.compile(r"(?P<run>.+)-(?P<window>\d{8}T\d{6})(?:p\d+)?")


def name_of_window(window: beam.transforms.window.BoundedWindow, pane: PaneInfo | None = None) -> str:
    """What tells a window apart: its end in UTC, and the number of a pane that may come after it was told of.

    The one pane of the global window, which a batch run has, is "".
    """
    name = "" if isinstance(window, GlobalWindow) else window.end.to_utc_datetime().strftime(_MOMENT)
    if pane is None or (pane.index == 0 and pane.timing != PaneInfoTiming.LATE):
        return name
    return f"{name}p{pane.index}"


def is_late(window: str) -> bool:
    """Whether a name that name_of_window gave is that of a pane that may come after its window was told of."""
    return "p" in window


def run_of_window(run_id: str, window: str) -> str:
    """The name of the run that a window is: each window of a stream is a run of its own, a batch run is one whole."""
    return f"{run_id}-{window}" if window else run_id


def end_of_window(run_id: str, other: str) -> int | None:
    """When the window that the run `other` is ends, in microseconds since 1970; None if it is none of the stream's."""
    found = _OF_WINDOW.fullmatch(other)
    if found is None or found["run"] != run_id:
        return None
    return int(datetime.strptime(found["window"], _MOMENT).replace(tzinfo=UTC).timestamp()) * 1_000_000


def is_window_from(run_id: str, window: str, other: str) -> bool:
    """Whether the run `other` is the window of this name of the stream `run_id`, or a later one; for "", the run."""
    if not window:
        return other == run_id
    found = _OF_WINDOW.fullmatch(other)
    return found is not None and found["run"] == run_id and found["window"] >= window[:15]
