"""The report as a file: whole or not at all, with its style in it and nothing to load."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path

from pipeline.state.exports import note_export
from pipeline.view.markup import raw
from pipeline.view.pages.report import report
from pipeline.view.snapshot import take_snapshot


def export(output: Path, file: Path) -> int:
    """Write the report of an output; gives its size in bytes. Raises OSError, duckdb.Error or ValueError."""
    style = files("pipeline.view").joinpath("static", "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    content = report(take_snapshot(output), raw(style), policy).encode("utf-8", "replace")
    unfinished = file.with_name(f".{file.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    note_export(output, file, content)
    return len(content)
