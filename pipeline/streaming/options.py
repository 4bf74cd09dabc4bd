"""What a stream needs of Flink, where the command line does not say otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_FLINK: Mapping[str, str | None] = {
    "streaming": None,
    "checkpointing_interval": "10000",
    "checkpoint_timeout_millis": "3600000",  # a bundle in which a slow host is asked for many pages
    "externalized_checkpoints_enabled": None,
    "retain_externalized_checkpoints_on_cancellation": None,
    "finish_bundle_before_checkpointing": None,  # else its rows may come behind the watermark, late
    "max_bundle_size": "100",
}
"""What a stream needs of Flink and was not said otherwise: option -> value, None for a flag."""


def with_stream_options(argv: Sequence[str]) -> list[str]:
    """A command line with what a stream needs of Flink."""
    said = {word.split("=", 1)[0].removeprefix("--") for word in argv}
    ours = [f"--{name}" if value is None else f"--{name}={value}" for name, value in _FLINK.items() if name not in said]
    return [*argv, *ours]
