"""Topics of messages: how they are named, what a message may hold; no client of any broker."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from pipeline.intake import Line
from pipeline.records import read_fields, read_moment
from pipeline.storage import open_bytes
from schemas.dead_letter import Rejected
from schemas.storable import storable

_SCHEME = "kafka://"
_BODIES = ("html", "raw_text", "text")


class Topic(NamedTuple):
    """Where messages come from. servers: host:port, several with commas."""

    servers: str
    name: str

    @property
    def url(self) -> str:
        """As the input spells it."""
        return f"{_SCHEME}{self.servers}/{self.name}"


def is_topic(pattern: str) -> bool:
    """Whether an input is a Kafka topic."""
    return pattern.lower().startswith(_SCHEME)


def parse_topic(url: str) -> Topic:
    """Read kafka://HOST:PORT/TOPIC. Raises ValueError, in words for the user."""
    servers, slash, name = url[len(_SCHEME) :].partition("/")
    if not servers or not slash or not name or "/" in name or "@" in servers:
        raise ValueError(f"--input {url}: write kafka://HOST:PORT/TOPIC; names and passwords go in --kafka_config FILE")
    return Topic(servers, name)


def read_config(lines: Iterable[str]) -> dict[str, str]:
    """Consumer settings as librdkafka names them, one a line, name=value; # begins a comment. Raises ValueError."""
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text and not text.startswith("#"):
            name, sign, value = text.partition("=")
            if not sign:
                raise ValueError(f"line {number} is not name=value")
            found[name.strip()] = value.strip()
    return found


def read_config_file(path: str | None) -> dict[str, str]:
    """The consumer settings that --kafka_config names, if it names any. Raises ValueError, in words for the user."""
    if path is None:
        return {}
    try:
        with open_bytes(path) as source:
            return read_config(source.read().decode().splitlines())
    except (OSError, ValueError) as why:
        raise ValueError(f"--kafka_config {path}: {why}") from None


def read_message(value: bytes, origin: str, at: datetime) -> Line:
    """The line of a message: a record with its body, a record or text that is an address to be fetched, or why not."""
    try:
        return _read_value(value, origin, at)
    except Rejected as why:
        return {"is": "refused", "reason": why.reason, "detail": f"{origin}: {why.detail}", "url": None}


def _read_value(value: bytes, origin: str, at: datetime) -> Line:
    try:
        text = value.decode("utf-8-sig").strip()
    except UnicodeDecodeError as why:
        raise Rejected("malformed_record", f"not UTF-8: {why.reason} at byte {why.start}") from None
    if not text:
        raise Rejected("malformed_record", "the message is empty")
    if text.lower().startswith(("http://", "https://")) and len(text.split()) == 1:
        return {"is": "story", "url": storable(text), "origin": origin}
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as why:
        raise Rejected("malformed_record", f"neither JSON nor an address: {str(why)[:100]}") from None
    if not isinstance(fields, dict):
        raise Rejected("malformed_record", "not a JSON object")
    if fields.get("html_file") is not None:
        raise Rejected("malformed_record", "html_file: a message carries its body and names no files")
    if fields.get("url") and all(fields.get(name) is None for name in _BODIES):
        return _address_line(fields, origin)
    read_fields(fields)
    named = ("id", "url", "title", "published_at", *_BODIES)
    return {"is": "message", "origin": origin, "at": at.isoformat(), **{name: fields.get(name) for name in named}}


def _address_line(fields: Mapping[str, Any], origin: str) -> Line:
    record = read_fields({**fields, "text": "none yet"})
    moment = read_moment(str(fields["published_at"])) if fields.get("published_at") else None
    return {
        "is": "story",
        "url": record.url,
        "id": record.id,
        "title": record.title,
        "published_at": moment.isoformat() if moment else None,
        "origin": origin,
    }
