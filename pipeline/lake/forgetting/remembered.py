"""What runs remember and say of themselves, without what is forgotten: sightings, feeds, intakes, manifests."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.intake import INTAKES
from pipeline.lake.changes import Change
from pipeline.lake.forgetting.asking import Forgotten
from pipeline.lease import running
from pipeline.polling.stories import key_of_address
from pipeline.state.feed_store import DAMAGED, FEEDS, forget_feeds
from pipeline.state.page_store import PAGES, forget_pages, store_of
from pipeline.state.restoring import read_all
from pipeline.state.sightings import (
    BUCKETS,
    ENDING,
    FOLDER,
    PENDING,
    DamagedSightings,
    find_memories,
    format_sightings,
    read_sightings,
)
from pipeline.storage import TEMPORARY_PREFIX
from pipeline.streaming.late import LATE
from schemas.link_tables import RUN as LINK_RUN
from schemas.sighting import Sighting

_MASK = "(forgotten)"
_NOTHING = {"is": "forgotten"}
"""A line of an intake that nobody reads anything in."""


_WRITTEN_WITHIN = 60
"""Seconds that a watcher has for an intake, which it writes before its run has a name that is held."""

_OUR_PLACES = frozenset({"output", "archive"})
"""Settings that name folders of the user's own."""


def change_sightings(output: Path, target: Forgotten) -> Iterator[Change]:
    """The files of what runs saw that hold something of the target; of a damaged one, what the tables hold is kept.

    A file stays though nothing is left in it: whoever misses it would tell it from the tables.
    """
    for number in range(BUCKETS):
        for ending in (ENDING, ENDING + PENDING):
            for path in find_memories(str(output), f"{number:02x}", ending):
                seen, is_damaged = _read_sightings(output, path, f"{number:02x}")
                kept = [sighting for sighting in seen if not _is_forgotten(sighting, target)]
                if is_damaged or len(kept) < len(seen):
                    write = partial(_write, format_sightings(kept))
                    yield Change("sightings", Path(path), len(seen) - len(kept), write)


def _read_sightings(output: Path, path: str, bucket: str) -> tuple[list[Sighting], bool]:
    """What a file remembers, and whether it is damaged."""
    try:
        return list(read_sightings(path)), False
    except DamagedSightings:
        return list(read_all(str(output), bucket, [path])), True


def _is_forgotten(seen: Sighting, target: Forgotten) -> bool:
    return seen.article_id in target.articles or target.has_address(seen.url)


def change_pages(output: Path, target: Forgotten) -> int:
    """Take pages out of the database of those that were seen some runs ago; gives how many. Raises sqlite3.Error."""
    return forget_pages(store_of(str(output)), target.articles, partial(_is_forgotten, target=target))


def change_manifests(output: Path, target: Forgotten) -> Iterator[Change]:
    """The manifests whose settings or sites name something of the target; of runs that go on they are replaced soon.

    The names of files that were read stay, as they are the user's own, and tell a watcher what it need not read again.
    """
    active = running(output)
    for path in sorted((output / "_runs").glob("*.json")):
        if path.stem in active:
            continue
        try:
            held = json.loads(path.read_bytes())
        except ValueError:
            continue  # no manifest; whoever reads them says so
        kept = _keep_manifest(held, target) if isinstance(held, dict) else held
        if kept != held:
            content = json.dumps(kept, indent=1).encode()
            yield Change("manifests", path, 1, partial(_write, content))


def _keep_manifest(held: dict[str, Any], target: Forgotten) -> dict[str, Any]:
    settings = held.get("settings", {})
    masked = {name: _mask(value, target) for name, value in settings.items() if name not in _OUR_PLACES}
    sites = {site: gave for site, gave in held.get("sites", {}).items() if not _is_site(site, target)}
    silent = [site for site in held.get("silent_sites", ()) if not _is_site(site, target)]
    told = {"settings": settings | masked, "sites": sites, "silent_sites": silent}
    return held | {name: said for name, said in told.items() if name in held}


def _is_site(site: str, target: Forgotten) -> bool:
    return site in target.sites or target.names_person(site)


def _mask(setting: Any, target: Forgotten) -> Any:
    if isinstance(setting, str):
        return _MASK if target.is_in(setting) else setting
    if isinstance(setting, list):
        return [_mask(part, target) for part in setting]
    if isinstance(setting, dict):
        return {name: _mask(part, target) for name, part in setting.items()}
    return setting


def change_intakes(output: Path, target: Forgotten) -> Iterator[Change]:
    """What came in for runs that have not finished. Bytes keep their places, which such a run may have noted."""
    keys = frozenset(map(key_of_address, target.addresses))
    for path in sorted((output / INTAKES).rglob("*.jsonl")):
        lines = path.read_bytes().splitlines(keepends=True)
        kept = [_keep_line(line, target, keys) for line in lines]
        if kept != lines:
            changed = sum(one != other for one, other in zip(kept, lines, strict=True))
            yield Change("intakes", path, changed, partial(_write, b"".join(kept)))


def _keep_line(line: bytes, target: Forgotten, keys: Collection[int]) -> bytes:
    """keys: of stories that go."""
    said = json.loads(line)
    kept = said
    if said["is"] == "known":
        stories = [known for known in said["stories"] if known[0] not in keys]
        kept = said | {"stories": stories}
    elif "state" in said and not target.has_address(said["state"]["url"]):
        state = json.loads(_keep_state(json.dumps(said["state"]), target) or "{}")
        kept = said | {"state": state} if state else _NOTHING
    elif _names(said, target):
        kept = _NOTHING
    if kept == said:
        return line
    content = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return content.ljust(len(line) - 1) + b"\n"


def _names(said: dict[str, Any], target: Forgotten) -> bool:
    addresses = [said.get("url"), said.get("feed_url"), (said.get("state") or {}).get("url")]
    texts = [said.get(name) for name in ("title", "detail", "error", "html", "text", "raw_text") if target.names]
    named = not said.get("url") and said.get("id") in target.sources
    return named or any(map(target.has_address, addresses)) or any(map(target.is_in, [said.get("detail"), *texts]))


def change_feeds(output: Path, target: Forgotten) -> int:
    """Take what is remembered of feeds and stories out of the database; gives how many rows that was.

    A watcher may have it open. Raises OSError, sqlite3.Error.
    """
    keys = [key_of_address(url) for url in target.addresses]
    return forget_feeds(str(output), partial(_keep_state, target=target), keys)


def _keep_state(plain: str, target: Forgotten) -> str | None:
    """The state of a feed without the addresses that are forgotten; None when it is one of these itself."""
    state = json.loads(plain)
    if target.has_address(state["url"]):
        return None
    children = [child for child in state.get("children", ()) if not target.has_address(child[0])]
    hubs = [hub for hub in state.get("hubs", ()) if not target.has_address(hub)]
    if len(children) == len(state.get("children", ())) and len(hubs) == len(state.get("hubs", ())):
        return plain
    return json.dumps(state | {"children": children, "hubs": hubs}, separators=(",", ":"))


def list_leavings(output: Path) -> Iterator[Change]:
    """What killed writers left half done, in the tables and in what is remembered, and databases that were put aside:
    nobody reads it, and it may hold anything. Folders that are empty by then are taken away on the way.
    """
    active = running(output)
    state = output / FOLDER
    for folder in sorted((state / "fetched").glob("*")):
        if folder.name not in active:  # a rerun asks for it again
            yield from (Change("leavings", path, 1, None) for path in sorted(folder.glob("*")) if path.is_file())
            with suppress(OSError):
                folder.rmdir()  # where there is none, a rerun begins anew
    late = (f"{LATE}/{folder.name}" for folder in sorted((state / LATE).glob("*")) if folder.name not in active)
    for place in ("lake", *(["links"] if LINK_RUN not in active else []), *late):
        for path in sorted(path for path in (state / place).rglob("*") if path.is_file()):
            yield Change("leavings", path, 1, None)
    for path in sorted({*output.glob("*/*/.*.tmp"), *(output / "_runs").glob(".*.tmp"), *state.rglob(".*.tmp")}):
        is_new = path.is_relative_to(output / INTAKES) and time.time() - path.stat().st_mtime < _WRITTEN_WITHIN
        if path.name.lstrip(TEMPORARY_PREFIX).partition(".")[0] not in active and not is_new:
            yield Change("leavings", path, 1, None)
    for path in sorted({*state.glob(f"{FEEDS}*{DAMAGED}"), *state.glob(f"{PAGES}*{DAMAGED}")}):
        yield Change("leavings", path, 1, None)


def _write(content: bytes, path: Path) -> None:
    path.write_bytes(content)
