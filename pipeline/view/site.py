"""The site: an address to the page, table or file that it names."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import duckdb

from pipeline.view.pages.article import article_page
from pipeline.view.pages.empty import empty_page, missing_page
from pipeline.view.pages.event import event_page
from pipeline.view.pages.frame import Sheet, lay_out
from pipeline.view.pages.health import health_page
from pipeline.view.pages.overview import overview
from pipeline.view.pages.search import search_page
from pipeline.view.rows import write_csv
from pipeline.view.runs import read_runs, runs_query
from pipeline.view.searching import search, search_query
from pipeline.view.selection import Selection, misread, read_selection
from pipeline.view.snapshot import Snapshot
from pipeline.view.stories import list_query, place_query, time_query

_STATIC = {"style.css": "text/css", "keys.js": "text/javascript", "icon.svg": "image/svg+xml"}
_TABLES = {"article": ("articles", "casualties", "dates", "entities"), "event": ("event_tolls", "event_articles")}
_NEWEST_FIRST = {
    "/failures.csv": "SELECT * FROM failures ORDER BY failed_at DESC",
    "/feeds.csv": "SELECT * FROM feeds ORDER BY polled_at DESC",
}
_LISTS: dict[str, Callable[[Selection], tuple[str, dict[str, Any]]]] = {
    "/events.csv": list_query,
    "/map.csv": place_query,
    "/timeline.csv": time_query,
}
_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)
_MOST_PARAMETERS = 40


@dataclass(frozen=True)
class Reply:
    """What is sent: status, media type with charset, body, and the name to keep it under where it is to be kept."""

    status: int
    kind: str
    body: bytes
    keep_as: str | None = None


def answer(snapshot: Snapshot, target: str) -> Reply:
    """The answer to a GET of this target (path and query); 404 for what is not there, 504 for what takes long."""
    parts = urlsplit(target)
    path, stated = unquote(parts.path), _read_query(parts.query)
    if path.startswith("/static/"):
        return _static(path.removeprefix("/static/"))
    try:
        if path.endswith(".csv"):
            return _csv(snapshot, path, stated)
        page, status = _page(snapshot, path, stated)
    except duckdb.InterruptException:
        page, status = Sheet("Too long", "", "This question took over 30 seconds and was given up. Narrow it."), 504
    return Reply(status, "text/html; charset=utf-8", lay_out(page, snapshot).encode("utf-8", "replace"))


def _read_query(query: str) -> dict[str, str]:
    """The parameters of an address, the first of each name; more than a page takes, or what cannot be read, is none."""
    try:
        pairs = parse_qsl(query, max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        return {}
    stated: dict[str, str] = {}
    for name, text in pairs:
        stated.setdefault(name, text)
    return stated


def _page(snapshot: Snapshot, path: str, stated: Mapping[str, str]) -> tuple[Sheet, int]:
    if snapshot.is_empty and path in {"/", "/search"}:
        return empty_page(snapshot), 200
    if path == "/":
        return overview(snapshot, read_selection(stated), misread(stated)), 200
    if path == "/search":
        return search_page(search(snapshot, stated.get("q", ""))), 200
    if path == "/health":
        return health_page(snapshot), 200
    kind, _, name = path[1:].partition("/")
    found = None
    if kind == "article" and _ID.fullmatch(name):
        found = article_page(snapshot, name, stated.get("revision"), stated.get("why", ""))
    elif kind == "event" and _ID.fullmatch(name):
        found = event_page(snapshot, name)
    return (found, 200) if found else (missing_page(f"There is no page {path}."), 404)


def _csv(snapshot: Snapshot, path: str, stated: Mapping[str, str]) -> Reply:
    """The rows behind a view. A list whose conditions cannot be read is refused: no page says that it has all rows."""
    if path in _LISTS and (unread := misread(stated)):
        said = f"These are no conditions: {', '.join(unread)}\n"
        return Reply(400, "text/plain; charset=utf-8", said.encode("utf-8", "replace"))
    asked = _asked_rows(snapshot, path, stated)
    if asked is None:
        return Reply(404, "text/plain; charset=utf-8", b"There is no such table.\n")
    rows = io.StringIO()
    with snapshot.database.execute(*asked) as cursor:
        write_csv(cursor, rows, guarded=True)
    name = path[1:].replace("/", "-")
    return Reply(200, "text/csv; charset=utf-8", rows.getvalue().encode("utf-8", "replace"), keep_as=name)


def _asked_rows(snapshot: Snapshot, path: str, stated: Mapping[str, str]) -> tuple[str, dict[str, Any]] | None:
    if path in _LISTS:
        return _LISTS[path](read_selection(stated))
    if path == "/search.csv":
        return search_query(" ".join(stated.get("q", "").split()))
    if path in _NEWEST_FIRST:
        return _NEWEST_FIRST[path], {}
    if path == "/runs.csv":
        runs = read_runs(snapshot.output)
        return runs_query(runs) if runs.newest else None
    kind, _, rest = path[1:].removesuffix(".csv").partition("/")
    name, _, table = rest.partition("/")
    if kind in _TABLES and table in _TABLES[kind] and _ID.fullmatch(name) and table in snapshot.database.views:
        return f'SELECT * FROM "{table}" WHERE {kind}_id = $id ORDER BY ALL', {"id": name}  # noqa: S608 - of the list above
    return None


def _static(name: str) -> Reply:
    if name not in _STATIC:
        return Reply(404, "text/plain; charset=utf-8", b"There is no such file.\n")
    body = files("pipeline.view").joinpath("static", name).read_bytes()
    return Reply(200, f"{_STATIC[name]}; charset=utf-8", body)
