"""The files in which runs remember what they saw: OUTPUT/_state/BUCKET/RUN_ID.jsonl.gz, one sighting a line.

A run's file gets its name after its tables have theirs, so that nobody is told "not modified" about a page whose rows
were never written. What is lost or damaged is told from the tables, see restoring.py.
"""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pipeline.storage import find_files, join, open_bytes
from schemas.dead_letter import Rejected
from schemas.sighting import Sighting
from transforms.identity.canonical import host_of

FOLDER = "_state"
ENDING = ".jsonl.gz"
PENDING = ".pending"
"""Ending of a file whose run has not written its tables yet."""
BUCKETS = 64
_LOG = logging.getLogger(__name__)
_GZIP = 31  # zlib's number for the gzip format; its header then holds no time


def bucket_of(url: str) -> str:
    """Give the bucket, "00" to "3f", of the host of a URL; a host's sightings lie together."""
    try:
        host = host_of(url)
    except Rejected:
        host = ""
    return f"{zlib.crc32(host.encode()) % BUCKETS:02x}"


def find_memories(output: str, bucket: str, ending: str = ENDING) -> list[str]:
    """Give the paths of a bucket's files. Raises OSError."""
    return find_files(join(output, FOLDER, bucket), f"*{ending}")


class DamagedSightings(Exception):
    """A file of sightings cannot be read, at least not to its end."""


def read_sightings(path: str) -> Iterator[Sighting]:
    """Give the sightings of a file; one that is gone by now has none. Raises DamagedSightings."""
    try:
        with open_bytes(path, inflate=False) as source:
            packed = source.read()
        unpacker = zlib.decompressobj(wbits=_GZIP)
        lines = unpacker.decompress(packed).splitlines()
        if not unpacker.eof:
            raise ValueError("it is cut short")
        for line in lines:
            yield _parse(json.loads(line))
    except FileNotFoundError:  # made one with others meanwhile
        return
    except (OSError, ValueError, KeyError, TypeError, zlib.error) as why:
        _LOG.warning("%s is damaged: what it remembers is told from the tables: %s", path, why)
        raise DamagedSightings(path) from why


def format_sightings(sightings: Iterable[Sighting]) -> bytes:
    """Give the content of a file; the same sightings give the same bytes."""
    ordered = sorted(sightings, key=lambda seen: (seen.url, seen.article_id, seen.revision, seen.run_id))
    lines = [json.dumps(_describe(seen), ensure_ascii=False, separators=(",", ":")) + "\n" for seen in ordered]
    packer = zlib.compressobj(wbits=_GZIP)
    return packer.compress("".join(lines).encode("utf-8")) + packer.flush()


def _describe(seen: Sighting) -> dict[str, str]:
    facts = {
        "url": seen.url,
        "article_id": seen.article_id,
        "revision": seen.revision,
        "run_id": seen.run_id,
        "seen_at": seen.seen_at.isoformat(),
        "etag": seen.etag,
        "last_modified": seen.last_modified,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _parse(facts: dict[str, Any]) -> Sighting:
    return Sighting(
        url=facts["url"],
        article_id=facts["article_id"],
        revision=facts["revision"],
        run_id=facts["run_id"],
        seen_at=datetime.fromisoformat(facts["seen_at"]),
        etag=facts.get("etag"),
        last_modified=facts.get("last_modified"),
    )
