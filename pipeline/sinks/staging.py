"""Tables of links come into their place together: until all of a linking is written, the ones before stand.

Killed while it writes, a linking leaves the old tables; killed while the new ones are put in their place, a list of
them, by which whoever comes next finishes that. A file that says what it said before stays as it is.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.lease import adding
from pipeline.storage import (
    delete_files,
    find_files,
    is_folder,
    is_remote,
    join,
    make_folder,
    open_bytes,
    rename,
    split,
    write_bytes,
)
from schemas.link_tables import LINK_TABLES, RUN

_STAGE = ("_state", "links")
_LIST = "whole.json"
"""Below the stage, once everything is there: the files of the linking, and its account."""
_ACCOUNT = ("_state", "links.json")
"""Below the output; not there before the first linking, and while the tables of one are put in their place."""


def stage_of(output: str) -> str:
    """The folder that a linking writes to, laid out as an output folder is."""
    return join(output, *_STAGE)


def read_account(output: str) -> Mapping[str, Any] | None:
    """What the last linking came to; None before the first one. Raises OSError."""
    for path in find_files(join(output, _ACCOUNT[0]), _ACCOUNT[1]):
        with open_bytes(path) as source:
            held: Mapping[str, Any] = json.load(source)
            return held
    return None


def put_in_place(output: str, files: Iterable[str], account: Mapping[str, object]) -> None:
    """Make what is staged the tables of links. files: paths below the stage. Raises OSError; `settle` goes on."""
    content = json.dumps({"files": list(files), "account": dict(account)}).encode()
    write_bytes(join(stage_of(output), _LIST), content)
    settle(output)


def settle(output: str) -> None:
    """Finish what a linking that died had begun to put in place, or forget what it had not come to the end of.

    The caller is the only one who links (lease.claiming). Raises OSError.
    """
    stage = stage_of(output)
    for path in find_files(stage, _LIST):
        with open_bytes(path) as source:
            held = json.load(source)
        account = join(output, *_ACCOUNT)
        delete_files([account])
        with adding(output):
            _replace(output, held["files"])
        write_bytes(account, json.dumps(held["account"], indent=1).encode())
        delete_files([path])
    if is_remote(stage):
        delete_files(find_files(stage, "**"))
    else:
        shutil.rmtree(stage, ignore_errors=True)


def _replace(output: str, files: Iterable[str]) -> None:
    stage = stage_of(output)
    for name in LINK_TABLES:  # at the first linking of a place, thousands of files come at once
        if not is_remote(output) and is_folder(join(stage, name)) and not is_folder(join(output, name)):
            rename(join(stage, name), join(output, name))
    staged = set(find_files(stage, "*/*/*.parquet"))
    current = set()
    for name in files:
        source, target = join(stage, name), join(output, name)
        current.add(target)
        if source in staged:
            make_folder(split(target)[0])
            rename(source, target)
    for table in LINK_TABLES.values():
        there = find_files(join(output, table.name), f"*/{RUN}.*.parquet")
        half = find_files(join(output, table.name), f"*/.{RUN}.*.tmp")  # of versions that wrote here at once
        delete_files([path for path in there if path not in current] + half)
