"""Serves the sample site on this machine, the way real sites serve their pages.

    python samples/serve.py --port 0 --ready-file F --urls-file U --log-file L

It binds 127.0.0.1 alone (`--port 0`: a free port), prints its address, and stops cleanly on SIGTERM or Ctrl-C.

- `site/` holds the pages by their path; `routes.toml` says what a path does other than answer 200 with its file:
  charset, gzip, redirects, slowness, statuses. Every other path is the site's 404 page.
- `urls.txt` holds the paths that a run asks for. `--urls-file U` writes them with the address that the server really
  got, ready for `python -m pipeline --input U`.
- `--ready-file F` receives the address once the server accepts connections; whoever started it may wait for that file.
- `--log-file L` receives one line a request: method, path, status.

Every 200 carries Last-Modified and ETag; a request that names either and still holds the same page is answered 304.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import signal
import sys
import threading
import time
import tomllib
from dataclasses import dataclass, field
from email.utils import formatdate, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlsplit

_FOLDER = Path(__file__).resolve().parent
SITE = _FOLDER / "site"
_HOST = "127.0.0.1"

_CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html",
    ".txt": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Route:
    """What a path answers: status, body, headers; `delay` in seconds falls in the middle of the body."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    compress: bool = False
    delay: float = 0.0


def read_routes(site: Path = SITE, overrides: Path = _FOLDER / "routes.toml") -> dict[str, Route]:
    """Give every path of the site its route: its files answer 200, and `overrides` changes or adds some."""
    routes = {f"/{path.relative_to(site).as_posix()}": _route_file(path, {}) for path in site.rglob("*.*")}
    for path, said in tomllib.loads(overrides.read_text(encoding="utf-8")).items():
        if "location" in said:
            routes[path] = Route(said["status"], headers={"Location": said["location"]})
        else:
            routes[path] = _route_file(site / said.get("file", path.lstrip("/")), said)
    return routes


def read_paths(listed: Path = _FOLDER / "urls.txt") -> list[str]:
    """Give the paths that a run asks for, in their order; `#` begins a comment."""
    lines = (line.split("#")[0].strip() for line in listed.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def _route_file(path: Path, said: dict[str, Any]) -> Route:
    body = path.read_bytes()
    headers = {
        "Content-Type": said.get("content_type", _CONTENT_TYPES[path.suffix]),
        "Last-Modified": formatdate(path.stat().st_mtime, usegmt=True),
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"',
    }
    return Route(said.get("status", 200), body, headers, said.get("gzip", False), said.get("delay", 0.0))


class _SampleServer(ThreadingHTTPServer):
    """The site's server; `log` receives a line a request when there is one."""

    daemon_threads = True

    def __init__(self, port: int, log: TextIO | None = None) -> None:
        self.routes = read_routes()
        self._log = log
        self._log_lock = threading.Lock()
        super().__init__((_HOST, port), _SiteAnswer)

    @property
    def address(self) -> str:
        """The address that every path is appended to."""
        return f"http://{_HOST}:{self.server_address[1]}"

    def note(self, line: str) -> None:
        """Write one line of the log."""
        if self._log:
            with self._log_lock:
                self._log.write(f"{line}\n")
                self._log.flush()


class _SiteAnswer(BaseHTTPRequestHandler):
    """Answers one connection's requests from the server's routes."""

    protocol_version = "HTTP/1.1"
    server_version = "samples"
    server: _SampleServer

    def do_GET(self) -> None:
        """Answer with headers and body."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with headers alone."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        path = urlsplit(self.path).path
        route = self.server.routes.get(path) or self.server.routes["/404.html"]
        headers, body, status = dict(route.headers), route.body, route.status
        if status == 200 and self._holds(route):
            status, body = 304, b""
        elif route.compress and "gzip" in self.headers.get("Accept-Encoding", ""):
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
            body = gzip.compress(body, mtime=0)
        self.server.note(f"{self.command} {path} {status}")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body and body:
            self._send(body, route.delay)

    def _send(self, body: bytes, delay: float) -> None:
        half = len(body) // 2 if delay else len(body)
        try:
            self.wfile.write(body[:half])
            time.sleep(delay)
            self.wfile.write(body[half:])
        except ConnectionError:
            # The client has read enough, of a PDF say, and hung up.
            self.close_connection = True

    def _holds(self, route: Route) -> bool:
        """Tell whether the client says that it holds this very page (RFC 9110, section 13.2.2: ETag goes first)."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            return known.strip() == "*" or route.headers["ETag"] in (tag.strip() for tag in known.split(","))
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and parsedate_to_datetime(since) >= parsedate_to_datetime(
                route.headers["Last-Modified"]
            )
        except ValueError:
            return False

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Stay silent: the log file says it all."""


def main(arguments: list[str] | None = None) -> int:
    """Serve until a signal says stop; give the exit code."""
    parser = argparse.ArgumentParser(description="Serves the sample site on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0, the default, takes a free one")
    parser.add_argument("--ready-file", type=Path, help="receives the address once connections are accepted")
    parser.add_argument("--urls-file", type=Path, help="receives the addresses of the pages that a run asks for")
    parser.add_argument("--log-file", type=Path, help="receives one line a request: method, path, status")
    chosen = parser.parse_args(arguments)

    log = chosen.log_file.open("a", encoding="utf-8") if chosen.log_file else None
    try:
        server = _SampleServer(chosen.port, log)
    except (OSError, OverflowError) as error:
        sys.stderr.write(f"Cannot listen on {_HOST}:{chosen.port}: {error}\n")
        return 1
    # shutdown() waits for the serving loop, which runs in this very thread: it must be called from another.
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: threading.Thread(target=server.shutdown).start())
    if chosen.urls_file:
        chosen.urls_file.write_text("".join(f"{server.address}{path}\n" for path in read_paths()), encoding="utf-8")
    sys.stdout.write(f"{server.address}\n")
    sys.stdout.flush()
    if chosen.ready_file:
        chosen.ready_file.write_text(f"{server.address}\n", encoding="utf-8")
    with server:
        server.serve_forever(poll_interval=0.1)
    if log:
        log.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
