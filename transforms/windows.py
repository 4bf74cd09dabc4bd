"""Windows: how the files of two windows, or two panes of one, are told apart."""

from __future__ import annotations

import apache_beam as beam
from apache_beam.transforms.window import GlobalWindow
from apache_beam.utils.windowed_value import PaneInfo


def name_of_window(window: beam.transforms.window.BoundedWindow, pane: PaneInfo) -> str:
    """The part of a file's name that tells windows apart: its end in UTC, and a later pane's number.

    The one pane of the global window, which a batch run has, is "".
    """
    name = "" if isinstance(window, GlobalWindow) else window.end.to_utc_datetime().strftime("%Y%m%dT%H%M%S")
    return f"{name}p{pane.index}" if pane.index > 0 else name
