"""Whatever bytes come back, there is an answer or a reason, and it comes in time."""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetchers.connections.body_buffers import BodyBuffers
from pipeline.fetchers.connections.dialing import TimedSocket
from pipeline.fetchers.connections.host_connection import HostConnection
from pipeline.fetchers.connections.sessions import Session
from pipeline.fetchers.connections.targets import Target, aim_at
from pipeline.fetchers.connections.time_budget import TimeBudget
from pipeline.fetchers.errors import ConnectionFailed, FetchRejected, TimedOut, TooLarge

TARGET = aim_at("http://news.example/a", frozenset())
LIMIT = 300_000


@dataclass
class Script:
    """Stands in for the dialer: each connection finds these bytes waiting, and then the end."""

    bytes_waiting: bytes
    closed: bool = True
    dialed: int = 0
    others: list[socket.socket] = field(default_factory=list)
    session: Session = field(default_factory=Session)

    def dial(self, _target: Target, _allowance: TimeBudget) -> tuple[TimedSocket, str]:
        self.dialed += 1
        ours, theirs = socket.socketpair()
        sock = TimedSocket(ours.family, ours.type, ours.proto, fileno=ours.detach())
        self.others.append(theirs)
        if len(self.bytes_waiting) > 50_000:  # more than a socket's buffer may hold
            Thread(target=self._send, args=(theirs,), daemon=True).start()
        else:
            self._send(theirs)
        return sock, "192.0.2.1"

    def _send(self, theirs: socket.socket) -> None:
        with suppress(OSError):
            theirs.sendall(self.bytes_waiting)
            if self.closed:
                theirs.shutdown(socket.SHUT_WR)

    def find_forwarder(self, _target: Target) -> None:
        return None

    def close(self) -> None:
        for theirs in self.others:
            theirs.close()


def exchange(script: Script, seconds: float = 5.0) -> tuple[int, bytes]:
    client = HostConnection(script, BodyBuffers(1, LIMIT + 1))  # type: ignore[arg-type]  # a Dialer in all that is asked of it
    try:
        head = client.ask(TARGET, {}, TimeBudget(seconds, seconds))
        return head.status, client.read(LIMIT)
    finally:
        client.close()
        script.close()


STATUSES = [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 200\r\n", b"HTTP/9.9 000 \r\n", b"HTTP/1.1 100 Continue\r\n\r\n"]
FIELDS = [
    b"Content-Length: 5\r\n", b"Content-Length: -5\r\n", b"Content-Length: 99999999999\r\n", b"Connection: close\r\n",
    b"Transfer-Encoding: chunked\r\n", b" folded\r\n", b"no colon\r\n", b": empty\r\n", b"X: \xe9\r\n", b"\r\n\r\n",
]  # fmt: skip
BODIES = [
    b"hello",
    b"5\r\nhello\r\n",
    b"0\r\n\r\n",
    b"-1\r\n",
    b"ffffffffffffffff\r\n",
    b"\x00\xff",
    b"x" * 9000,
    b"\n",
]
PIECES = st.sampled_from([*STATUSES, b"HTTP/1.1 103 Hints\r\n\r\n", *FIELDS, *BODIES])


@settings(max_examples=400)
@given(st.lists(st.one_of(PIECES, st.binary(max_size=12)), max_size=12).map(b"".join))
def test_any_bytes_give_an_answer_or_a_reason(received: bytes) -> None:
    try:
        status, body = exchange(Script(received))
    except FetchRejected as why:
        assert why.detail  # noqa: PT017 - either outcome is sound; a crash is not
    else:
        assert status >= 0
        assert len(body) <= LIMIT


def test_a_host_that_stays_silent_is_given_up() -> None:
    with pytest.raises(TimedOut):
        exchange(Script(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", closed=False), 0.1)


@pytest.mark.parametrize("size", [LIMIT, LIMIT + 1])
def test_the_limit_is_exact(size: int) -> None:
    rest = size % 4096
    chunks = (b"1000\r\n" + b"x" * 4096 + b"\r\n") * (size // 4096) + b"%x\r\n" % rest + b"x" * rest + b"\r\n0\r\n\r\n"
    received = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
    if size <= LIMIT:
        assert exchange(Script(received)) == (200, b"x" * size)
    else:
        with pytest.raises(TooLarge):
            exchange(Script(received))


def test_a_kept_connection_that_the_host_has_closed_is_made_anew() -> None:
    script = Script(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    client = HostConnection(script, BodyBuffers(1, LIMIT + 1))  # type: ignore[arg-type]  # as above
    for _ in range(3):
        client.ask(TARGET, {}, TimeBudget(5.0, 5.0))
        assert client.read(LIMIT) == b"ok"
    assert script.dialed == 3
    client.abort()
    with pytest.raises(ConnectionFailed):
        client.ask(TARGET, {}, TimeBudget(5.0, 5.0))
    client.close()
    script.close()
