"""Many hosts that answer after a pause, in a process of their own, cheap enough not to be what is measured."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

PAGE = (
    b"<!doctype html><html><head><title>t</title></head><body>"
    + b"<p>A paragraph of news.</p>" * 1200
    + b"</body></html>"
)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE
MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class _Host(asyncio.Protocol):
    latency = 0.05

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.received = b""

    def data_received(self, data: bytes) -> None:
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, _, self.received = self.received.partition(b"\r\n\r\n")
            if head.startswith(b"GET /robots.txt"):
                self.transport.write(MISSING)
            else:
                asyncio.get_running_loop().call_later(self.latency, self.transport.write, ANSWER)


def _serve(hosts: int, latency: float, ports: Any) -> None:
    async def main() -> None:
        _Host.latency = latency
        loop = asyncio.get_running_loop()
        servers = [await loop.create_server(_Host, "127.0.0.1", 0, backlog=256) for _ in range(hosts)]
        ports.send([server.sockets[0].getsockname()[1] for server in servers])
        await asyncio.Event().wait()

    asyncio.run(main())


@contextmanager
def slow_hosts(hosts: int, latency: float) -> Iterator[list[str]]:
    """Origins of so many hosts; latency in seconds."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(hosts, latency, there), daemon=True)
    process.start()
    try:
        yield [f"http://127.0.0.1:{port}" for port in here.recv()]
    finally:
        process.terminate()
        process.join()
