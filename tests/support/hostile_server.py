"""A server on loopback that misbehaves in any way it is told to, one port for each way."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import ssl
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Event, Thread

MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


@dataclass
class Talk:
    """One connection's turn. nth: how many requests for this path came before. port: of this behaviour's server."""

    path: str
    head: str
    nth: int
    port: int
    out: asyncio.StreamWriter
    source: asyncio.StreamReader

    async def say(self, *pieces: bytes, pause: float = 0.0) -> None:
        for piece in pieces:
            self.out.write(piece)
            await self.out.drain()
            if pause:
                await asyncio.sleep(pause)

    async def wait_for_close(self) -> None:
        await self.source.read()
        self.out.close()

    def hang_up(self, *, reset: bool = False) -> None:
        if reset:
            self.out.transport.abort()
        else:
            self.out.close()


Script = Callable[[Talk], Awaitable[None]]


@dataclass(frozen=True)
class Behaviour:
    """How a host behaves, and what has to come of it.

    expected: "page" or the reason of the failure; status: of the page or the failure. asked: requests that the host
    has to see, robots.txt apart; None where that is left open. paths: the URLs fetched, each with the same outcome.
    """

    name: str
    what: str
    expected: str
    script: Script
    status: int | None = None
    asked: int | None = None
    robots: bytes | Script = MISSING
    paths: tuple[str, ...] = ("/story.html",)
    tls: str | None = None
    host: str = "127.0.0.1"
    bind: str = "127.0.0.1"


@dataclass
class Seen:
    """What a behaviour's server saw. Connections: open now, most at the same time, total."""

    paths: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    now: int = 0
    most: int = 0
    total: int = 0


class HostileServer:
    """Serves behaviours, each on a port of its own, from a thread."""

    def __init__(self, behaviours: Iterable[Behaviour], contexts: dict[str, ssl.SSLContext]) -> None:
        self.behaviours = list(behaviours)
        self.ports: dict[str, int] = {}
        self.seen = {behaviour.name: Seen() for behaviour in self.behaviours}
        self._contexts = contexts
        self._loop = asyncio.new_event_loop()
        self._servers: list[asyncio.Server] = []
        self._writers: set[asyncio.StreamWriter] = set()

    def urls(self, behaviour: Behaviour) -> list[str]:
        scheme = "https" if behaviour.tls else "http"
        return [f"{scheme}://{behaviour.host}:{self.ports[behaviour.name]}{path}" for path in behaviour.paths]

    @contextlib.contextmanager
    def running(self) -> Iterator[HostileServer]:
        started = Event()
        thread = Thread(target=self._run, args=(started,), daemon=True)
        thread.start()
        assert started.wait(20)
        try:
            yield self
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join(10)

    def _run(self, started: Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.set_exception_handler(lambda *_: None)  # broken connections are what this server is for
        self._loop.run_until_complete(self._start())
        started.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._stop())
        self._loop.close()

    async def _stop(self) -> None:
        """Leave nothing open: neither what listens nor the connections that nobody ended."""
        for server in self._servers:
            server.close()
        for writer in self._writers:
            writer.transport.abort()
        open_tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in open_tasks:
            task.cancel()
        await asyncio.gather(*open_tasks, return_exceptions=True)
        await asyncio.sleep(0)  # transports close on the next turn

    async def _start(self) -> None:
        for behaviour in self.behaviours:
            context = self._contexts.get(behaviour.tls or "")
            served = functools.partial(self._serve, behaviour)
            server = await asyncio.start_server(served, behaviour.bind, 0, ssl=context)
            self._servers.append(server)
            self.ports[behaviour.name] = server.sockets[0].getsockname()[1]

    async def _serve(self, behaviour: Behaviour, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen = self.seen[behaviour.name]
        self._writers.add(writer)
        seen.now += 1
        seen.total += 1
        seen.most = max(seen.most, seen.now)
        if behaviour.tls == "none":
            writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            while not writer.is_closing():
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = head.split(" ")[1]
                talk = Talk(path, head, seen.paths.count(path), self.ports[behaviour.name], writer, reader)
                seen.paths.append(path)
                seen.heads.append(head)
                if path == "/robots.txt":
                    await (
                        talk.say(behaviour.robots) if isinstance(behaviour.robots, bytes) else behaviour.robots(talk)
                    )
                else:
                    await behaviour.script(talk)
        seen.now -= 1
        self._writers.discard(writer)
        writer.close()
