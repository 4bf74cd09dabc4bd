"""The server: loopback unless told otherwise, GET only, and nothing is sent that a browser would run for a stranger."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import webbrowser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NoReturn

import duckdb

from pipeline.view.keeping import Keeper
from pipeline.view.site import Reply, answer

_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_LONGEST_TARGET = 4_000
_SECONDS = 30.0  # that a browser may take to say what it wants


class _ViewServer(ThreadingHTTPServer):
    """Answers from the tables that a keeper keeps, to those who call it by a name of its own."""

    daemon_threads = True

    def __init__(self, host: str, port: int, keeper: Keeper) -> None:
        super().__init__((host, port), _Exchange)
        self.keeper = keeper
        self.host = host

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that has gone."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def is_own(self, stated: str | None) -> bool:
        """Whether a Host header names this server: a page elsewhere whose name was pointed at us (rebinding) does not.

        Bound to an address that others reach, any address in figures is taken too, names but localhost never.
        """
        name, _, port = (stated or "").rpartition(":")
        name = name if port.isdigit() else (stated or "")
        if port.isdigit() and int(port[:6]) != self.server_port:
            return False
        return name in {"localhost", "127.0.0.1", self.host} or (self.host not in _LOOPBACK and _is_address(name))


_LOOPBACK = {"127.0.0.1", "localhost"}


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


class _Exchange(BaseHTTPRequestHandler):
    server: _ViewServer
    server_version, sys_version = "wire-ingest", ""
    protocol_version = "HTTP/1.1"
    timeout = _SECONDS

    def do_GET(self) -> None:
        self._send(self._answer(), with_body=True)

    def do_HEAD(self) -> None:
        self._send(self._answer(), with_body=False)

    def _answer(self) -> Reply:
        if not self.server.is_own(self.headers.get("Host")):
            return _plain(421, "This server answers to the address that it printed, and to no other name.")
        if len(self.path) > _LONGEST_TARGET or not self.path.startswith("/"):
            return _plain(414, "That address is too long.")
        try:
            try:
                return answer(self.server.keeper.current(), self.path)
            except duckdb.IOException:  # a run replaced a file in between
                return answer(self.server.keeper.current(anew=True), self.path)
        except (duckdb.Error, OSError, ValueError) as why:
            return _plain(500, f"The tables cannot be read: {why}")

    def _send(self, reply: Reply, *, with_body: bool) -> None:
        self.send_response(reply.status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body)))
        if reply.keep_as:
            self.send_header("Content-Disposition", f'attachment; filename="{reply.keep_as}"')
        self.end_headers()
        if with_body:
            self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing: what is looked at is nobody's business, and what callers do wrong is theirs."""


def _plain(status: int, said: str) -> Reply:
    return Reply(status, "text/plain; charset=utf-8", f"{said}\n".encode())


def serve(output: Path, host: str, port: int, *, opened: bool) -> NoReturn:
    """Print the address, answer until SIGINT or SIGTERM, end the process with 0. opened: in the browser too.

    The process ends at once, for a thread in the midst of a query aborts one whose interpreter is gone (DuckDB's and
    Arrow's C++ does), and there is nothing to save. Raises OSError where nothing can be served.
    """
    keeper = Keeper(output)
    with _ViewServer(host, port, keeper) as server, contextlib.suppress(KeyboardInterrupt):
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        address = f"http://{f'[{host}]' if ':' in host else host}:{server.server_port}/"
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        threading.Thread(target=_warm_up, args=(keeper,), daemon=True).start()
        if opened:
            webbrowser.open(address)
        server.serve_forever(poll_interval=0.2)
    os._exit(0)


def _warm_up(keeper: Keeper) -> None:
    """Take the snapshot before somebody waits for it; what is wrong is said to who asks for a page."""
    with contextlib.suppress(duckdb.Error, OSError, ValueError):
        keeper.current()
