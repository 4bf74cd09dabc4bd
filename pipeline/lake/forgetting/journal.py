"""What is under way, so that a second command finishes what a killed one has begun; and receipts of what was done.

While it goes on, OUTPUT/_forgotten holds what is asked for in plain words; a receipt does not.
"""

from __future__ import annotations

import getpass
import json
import os
import secrets
from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.lake.changes import Done, drop_file, put_file
from pipeline.lake.forgetting.asking import Asked, Forgotten, mark_of, read_target
from pipeline.state.forgotten import FORGOTTEN, TOMBSTONES, format_tombstones, read_tombstones
from transforms.identity.tombstones import Tombstones


@dataclass(frozen=True)
class Journal:
    """begun: ISO 8601, UTC. asked_by: who ran the command. mark: of what is asked for, as receipts have it.

    asked, target: None once all but the events is done. archives: folders. days: to be linked anew.
    """

    begun: str
    asked_by: str
    kind: str
    mark: str
    archives: tuple[str, ...]
    asked: Asked | None
    target: Forgotten | None = None
    days: frozenset[str] = frozenset()


def begin_journal(output: Path, asked: Asked, archives: tuple[str, ...]) -> Journal:
    """A journal of something new. Raises OSError, ValueError for damaged tombstones."""
    drop_file(_lines(output))  # of one that was killed when it had come to its end
    begun = datetime.now(UTC).isoformat(timespec="microseconds")
    return Journal(begun, _whoever_asks(), asked.kind, mark_of(asked, _key_of(output)), archives, asked)


def write_journal(output: Path, journal: Journal) -> None:
    """Note how far it is. Raises OSError."""
    plain = asdict(journal) | {
        "target": journal.target and journal.target.as_plain(),
        "days": sorted(journal.days),
    }
    put_file(_journal(output), json.dumps(plain).encode())


def read_journal(output: Path) -> Journal | None:
    """What a killed command has left, if one has. Raises OSError, ValueError."""
    path = _journal(output)
    try:
        held: dict[str, Any] = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as why:
        raise ValueError(f"{path} is damaged: {why}; remove it, and ask again for all that was asked") from why
    journal = Journal(**held)
    return replace(
        journal,
        archives=tuple(held["archives"]),
        asked=Asked(**held["asked"]) if held["asked"] else None,
        target=read_target(held["target"]) if held["target"] else None,
        days=frozenset(held["days"]),
    )


def bury(output: Path, target: Forgotten) -> None:
    """Leave tombstones, so that no run that begins from now on brings it back. Raises OSError, ValueError."""
    held = read_tombstones(str(output))
    key = held.key or _key_of(output)
    put_file(_folder(output) / TOMBSTONES, format_tombstones(Tombstones(key, held.marks | target.marks(key))))


def note_done(output: Path, done: Done) -> None:
    """Keep word of a change until the receipt is written. Raises OSError."""
    path = _lines(output)
    with path.open("ab") as sink:
        sink.write(b"\n" + json.dumps(asdict(done)).encode())  # first, so that a line cut short spoils no other
        sink.flush()
        os.fsync(sink.fileno())


def is_about(journal: Journal, asked: Asked, output: Path) -> bool:
    """Whether a journal is of what is asked for. Raises OSError, ValueError."""
    return journal.mark == mark_of(asked, _key_of(output))


def receipt_of(output: Path, journal: Journal) -> Path:
    """Where the receipt of a journal is, once it is closed."""
    name = "".join(letter for letter in journal.begun.partition("+")[0] if letter.isalnum())
    return _folder(output) / f"{name}Z.json"


def close_journal(output: Path, journal: Journal) -> None:
    """Write the receipt, and forget what was asked for. Raises OSError."""
    done = list({(one.file, one.before): one for one in _read_done(output)}.values())
    removed = Counter[str]()
    for one in done:
        removed[one.what] += one.removed
    receipt = {
        "asked_by": journal.asked_by,
        "asked_for": journal.kind,
        "mark": journal.mark,
        "begun_at": journal.begun,
        "finished_at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "removed": dict(removed),
        "files": [asdict(one) for one in done],
    }
    put_file(receipt_of(output, journal), json.dumps(receipt, indent=1).encode())
    drop_file(_journal(output))
    drop_file(_lines(output))


def _read_done(output: Path) -> list[Done]:
    found = []
    for line in _lines(output).read_bytes().splitlines() if _lines(output).is_file() else ():
        try:
            found.append(Done(**json.loads(line)))
        except (ValueError, TypeError):
            continue  # cut short by a kill: the change was not made, and is noted again
    return found


def _key_of(output: Path) -> bytes:
    """The key of an output's tombstones, made and kept with the first."""
    held = read_tombstones(str(output))
    if held.key:
        return held.key
    key = secrets.token_bytes(32)
    put_file(_folder(output) / TOMBSTONES, format_tombstones(Tombstones(key)))
    return key


def _whoever_asks() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user without a name
        return f"uid {os.getuid()}"


def _folder(output: Path) -> Path:
    return output / FORGOTTEN


def _journal(output: Path) -> Path:
    return _folder(output) / "going_on.json"


def _lines(output: Path) -> Path:
    return _folder(output) / "going_on.lines"
