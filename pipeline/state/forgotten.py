"""The tombstones of an output: OUTPUT/_forgotten/tombstones.json, apart from _state, which may be lost."""

from __future__ import annotations

import json

from pipeline.storage import find_files, join, open_bytes
from transforms.identity.tombstones import Tombstones

FORGOTTEN = "_forgotten"
"""Folder of the tombstones and receipts, below the output."""

TOMBSTONES = "tombstones.json"


def read_tombstones(output: str) -> Tombstones:
    """What is to stay forgotten; none where nothing was. Raises OSError, ValueError for a damaged file.

    Who cannot read them must not go on as if there were none.
    """
    for path in find_files(join(output, FORGOTTEN), TOMBSTONES):
        with open_bytes(path) as source:
            try:
                held = json.load(source)
                return Tombstones(bytes.fromhex(held["key"]), frozenset(held["marks"]))
            except (ValueError, KeyError, TypeError) as why:
                raise ValueError(f"{path} is damaged: {why}; bring it back from a copy") from why
    return Tombstones()


def format_tombstones(tombstones: Tombstones) -> bytes:
    """The content of the file."""
    return json.dumps({"key": tombstones.key.hex(), "marks": sorted(tombstones.marks)}, indent=0).encode()
