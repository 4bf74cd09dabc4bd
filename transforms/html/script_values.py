"""The JSON that a page's scripts carry for the browser to draw, whichever library writes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from transforms.html.tree import Script

_LEAST_SIZE = 360
_MAX_SIZE = 3_000_000
"""Bytes of a script; no story is shorter, and longer ones would only cost time."""

_MOST_ASSIGNED = 40
"""Variables of one script whose values are looked at."""

_MOST_ROWS = 5_000
_MAX_DEPTH = 60
_MAX_VALUES = 200_000

_VALUE = re.compile(r"=\s*(?:(?P<parsed>JSON\.parse\(\s*)(?=\")|(?=[{\[]))")
_VARIABLE = re.compile(r"(?:^|[;\s])[\w.\[\]\"']+\s*\Z")
"""An equals sign before what may be JSON, and what stands before that sign. Names stand everywhere in a program, such
signs do not: one pattern of both takes ten times as long.
"""

_PUSHED = re.compile(r"__next_f.{0,60}?\.push\(\s*(?=\[)", re.DOTALL)
_BEGINNING = 400
_ROW = re.compile(r"^[0-9a-f]+:(?=[\[{\"])", re.MULTILINE)
"""A row of the stream in which React's server components come: its number, then JSON."""

_DECODER = json.JSONDecoder(strict=False)


def list_values(scripts: tuple[Script, ...]) -> Iterator[Any]:
    """Every JSON value in the scripts: the whole of one, what one assigns to a variable, the rows of a stream that
    comes in several. JSON-LD is left out. Never fails.
    """
    streamed: list[str] = []
    for script in scripts:
        is_streamed = b"__next_f" in script.content[:_BEGINNING]
        if "ld+json" in script.attributes or len(script.content) > _MAX_SIZE:
            continue
        if not is_streamed and len(script.content) < _LEAST_SIZE:
            continue
        content = script.read()
        pushed = _PUSHED.search(content[:_BEGINNING]) if is_streamed else None
        if pushed:
            chunk = _decode(content, pushed.end())[0]
            if isinstance(chunk, list) and len(chunk) > 1 and isinstance(chunk[1], str):
                streamed.append(chunk[1])
                # A text row comes as a chunk of its own.
                yield chunk[1]
            continue
        for value in _read_script(script.attributes, content):
            yield unfold(value) if "NUXT" in script.attributes else value
    stream = "".join(streamed)[:_MAX_SIZE]
    for row in islice(_ROW.finditer(stream), _MOST_ROWS):
        value = _decode(stream, row.end())[0]
        if value is not None:
            yield value


def load(content: str) -> Any:
    """The value of a string that is JSON, None for any other."""
    try:
        return json.loads(content, strict=False)
    except (ValueError, RecursionError):
        return None


def _read_script(attributes: str, content: str) -> Iterator[Any]:
    """The values of one script."""
    if "json" in attributes.lower():
        value, _ = _decode(content, len(content) - len(content.lstrip()))
        if value is not None:
            yield value
            return
    reached = -1
    for found in islice(_list_assigned(content), _MOST_ASSIGNED):
        if found.end() >= reached:
            value, reached = _decode(content, found.end())
            if found["parsed"] and isinstance(value, str):
                value = load(value)
            if value is not None:
                yield value


def _list_assigned(content: str) -> Iterator[re.Match[str]]:
    """The places where a variable gets a value that may be JSON: of each a match that ends where that begins."""
    reached = 0
    for found in _VALUE.finditer(content):
        # A name holds no equals sign, which bounds the time.
        begin = max(reached, content.rfind("=", 0, found.start()) + 1)
        if _VARIABLE.search(content, begin, found.start()):
            reached = found.end()
            yield found


def _decode(content: str, start: int) -> tuple[Any, int]:
    """The JSON value that begins at a place and the place after it; None and the same place where none does."""
    try:
        return _DECODER.raw_decode(content, start)
    except (ValueError, RecursionError):
        return None, start


def unfold(flat: Any) -> Any:
    """The value that Nuxt writes as a flat list in which objects and lists hold the places of their entries; anything
    else as it is. A place within itself is left out.
    """
    if not (isinstance(flat, list) and flat and isinstance(flat[0], (dict, list))):
        return flat
    budget = [_MAX_VALUES]

    def build(place: Any, above: tuple[int, ...]) -> Any:
        budget[0] -= 1
        known = isinstance(place, int) and 0 <= place < len(flat) and place not in above
        if not known or len(above) > _MAX_DEPTH or budget[0] <= 0:
            return None
        value = flat[place]
        if isinstance(value, dict):
            return {key: build(entry, (*above, place)) for key, entry in value.items()}
        if isinstance(value, list):
            # ["Reactive", 7] and the like wrap what stands at a place.
            return [build(entry, (*above, place)) for entry in value if isinstance(entry, int)]
        return value

    return build(0, ())
