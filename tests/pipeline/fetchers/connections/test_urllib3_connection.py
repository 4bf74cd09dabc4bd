"""What goes over a connection byte for byte, and how it is kept, broken off and closed."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread, Timer

import certifi
import pytest

from pipeline.fetchers.connections.body_buffers import BodyBuffers
from pipeline.fetchers.connections.dialing import Dialer, make_tls_context
from pipeline.fetchers.connections.host_connection import HostConnection
from pipeline.fetchers.connections.resolver import ask_system
from pipeline.fetchers.connections.targets import Target, aim_at
from pipeline.fetchers.connections.time_budget import TimeBudget
from pipeline.fetchers.errors import BadResponse, ConnectionFailed, TimedOut, TooLarge
from tests.support.certificates import make_contexts
from tests.support.hostile_answers import STORY, answer, says
from tests.support.hostile_lines import chunk, forever, then_silence
from tests.support.hostile_server import Behaviour, HostileServer, Script, Seen

FIELDS = {"User-Agent": "wire-ingest/0", "Accept-Encoding": "gzip", "Connection": "keep-alive"}
LIMIT = 1_000_000


def make_dialer(ca_file: str | None = None) -> Dialer:
    return Dialer(make_tls_context(ca_file or certifi.where()), ask_system, 2.0)


def make_client(dialer: Dialer | None = None) -> HostConnection:
    return HostConnection(dialer or make_dialer(), BodyBuffers(1, LIMIT + 1))


def aim(url: str) -> Target:
    return aim_at(url, frozenset({"127.0.0.1"}))


def fetch(client: HostConnection, origin: str, budget: TimeBudget) -> bytes:
    client.ask(aim(origin + "/"), FIELDS, budget)
    return client.read(LIMIT)


@contextmanager
def serving(script: Script) -> Iterator[tuple[str, Seen]]:
    host = Behaviour("host", "", "", script, paths=("",))
    with HostileServer([host], {}).running() as server:
        yield server.urls(host)[0], server.seen["host"]


@pytest.mark.parametrize("path", ["/a|b[1]^", "/%e2%82%ac%zz", "/?q={x}|[y]&z=%7e", "/a//b/;c=1", "/?"])
def test_a_path_is_asked_for_as_it_was_judged(path: str) -> None:
    with serving(says(answer())) as (origin, seen):
        client = make_client()
        target = aim(origin + path)
        assert client.ask(target, FIELDS, TimeBudget(5, 5)).status == 200
        assert client.read(LIMIT) == STORY
        client.close()
        assert seen.paths == [target.path]
        assert seen.heads == [client.request_head.decode("ascii")]
        lines = [f"{name}: {value}" for name, value in {"Host": target.authority, **FIELDS}.items()]
        assert seen.heads[0] == "\r\n".join([f"GET {target.path} HTTP/1.1", *lines]) + "\r\n\r\n"


def test_fields_are_told_in_the_order_received() -> None:
    more = ("Set-Cookie: a=1", "X-Place: Zürich", "set-cookie: b=2", "X-Folded: one\r\n  two", "X-Empty:")
    with serving(says(answer(STORY, "200 So it is", "text/html", *more))) as (origin, _):
        client = make_client()
        head = client.ask(aim(origin + "/"), FIELDS, TimeBudget(5, 5))
        client.close()
    assert head.reason == "So it is"
    assert [name for name, _ in head.fields][2:] == ["Set-Cookie", "X-Place", "set-cookie", "X-Folded", "X-Empty"]
    assert head.get_all("Set-Cookie") == ["a=1", "b=2"]
    assert head.get("X-Place") == "Zürich"
    assert (head.get("X-Folded") or "").split() == ["one", "two"]


def test_a_connection_is_kept_and_nothing_else_is() -> None:
    with serving(says(answer(STORY, "200 OK", "text/html", "Set-Cookie: a=1; Path=/"))) as (origin, seen):
        dialer = make_dialer()
        client = make_client(dialer)
        for _ in range(3):
            client.ask(aim(origin + "/"), FIELDS, TimeBudget(5, 5))
            assert client.skim(LIMIT) == (STORY, False)
        assert (seen.total, seen.now) == (1, 1)
        assert not any("Cookie" in head for head in seen.heads)
        assert not dialer.session.cookies
        client.close()
        assert becomes_idle(seen)


def test_a_body_that_nobody_reads_costs_the_connection() -> None:
    with serving(says(answer())) as (origin, seen):
        client = make_client()
        for _ in range(2):
            assert client.ask(aim(origin + "/"), FIELDS, TimeBudget(5, 5)).status == 200
        assert client.read(LIMIT) == STORY
        assert (seen.total, seen.most) == (2, 1)
        client.close()


def becomes_idle(seen: Seen) -> bool:
    until = time.monotonic() + 5
    while seen.now and time.monotonic() < until:
        time.sleep(0.01)
    return not seen.now


def test_a_redirect_is_not_read_until_one_asks_for_it() -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: /there\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serving(forever(head, chunk(b"x" * 10_000))) as (origin, seen):
        client = make_client()
        assert client.ask(aim(origin + "/"), FIELDS, TimeBudget(5, 5)).get("Location") == "/there"
        body, more = client.skim(50_000)
        assert (len(body), more) == (50_000, True)
        assert becomes_idle(seen)
        assert seen.paths == ["/"]


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", ", ".join(["gzip"] * 8), "unheard-of"])
def test_codings_are_left_alone(coding: str) -> None:
    with serving(says(answer(b"not coded at all", "200 OK", "text/html", f"Content-Encoding: {coding}"))) as (
        origin,
        _,
    ):
        client = make_client()
        assert client.ask(aim(origin + "/"), FIELDS, TimeBudget(5, 5)).get("Content-Encoding") == coding
        assert client.read(LIMIT) == b"not coded at all"
        client.close()


@pytest.mark.parametrize(
    ("fields", "failure"),
    [
        (b"Content-Length: 3\r\nContent-Length: 4\r\n", BadResponse),
        (b"Content-Length: 3, 4\r\n", BadResponse),
        (b"Content-Length: 9\r\n", ConnectionFailed),
    ],
)
def test_lengths_that_cannot_be_right(fields: bytes, failure: type[Exception]) -> None:
    async def script(talk: object) -> None:
        await talk.say(b"HTTP/1.1 200 OK\r\n" + fields + b"\r\nabcd")  # type: ignore[attr-defined]
        talk.hang_up()  # type: ignore[attr-defined]

    with serving(script) as (origin, seen):
        client = make_client()
        with pytest.raises(failure):
            fetch(client, origin, TimeBudget(5, 5))
        assert becomes_idle(seen)


@pytest.mark.parametrize(
    ("size", "failure"),
    [
        (b"-1", BadResponse),
        (b"-ffff", BadResponse),
        (b"", ConnectionFailed),
        (b"zz", ConnectionFailed),
        (b"ffffffffffff", TooLarge),
    ],
)
def test_chunks_that_cannot_be_right_are_read_no_further_than_asked(size: bytes, failure: type[Exception]) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serving(forever(head + size + b"\r\n", b"x" * 10_000)) as (origin, seen):
        client = make_client()
        client.ask(aim(origin + "/"), FIELDS, TimeBudget(2, 2))
        with pytest.raises(failure):
            client.read(100_000)
        assert becomes_idle(seen)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_reset_at_any_time_is_a_broken_connection(scheme: str) -> None:
    def reset(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        if scheme == "http":
            connection.recv(4096)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=reset, args=(listener,), daemon=True).start()
        with pytest.raises(ConnectionFailed):
            make_client().ask(aim(f"{scheme}://127.0.0.1:{listener.getsockname()[1]}/"), FIELDS, TimeBudget(5, 5))


def test_breaking_off_ends_the_wait_for_good() -> None:
    with serving(then_silence()) as (origin, seen):
        client = make_client()
        Timer(0.2, client.abort).start()
        began = time.monotonic()
        with pytest.raises(ConnectionFailed):
            client.ask(aim(origin + "/"), FIELDS, TimeBudget(20, 20))
        with pytest.raises(ConnectionFailed):
            client.ask(aim(origin + "/"), FIELDS, TimeBudget(20, 20))
        assert time.monotonic() - began < 10
        assert becomes_idle(seen)
        assert len(seen.paths) == 1


@pytest.mark.parametrize("pieces", [(), (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc",)])
def test_silence_and_the_end_of_the_time_are_told_apart(pieces: tuple[bytes, ...]) -> None:
    with serving(then_silence(*pieces)) as (origin, _):
        for budget, words in ((TimeBudget(5, 0.2), "silent for"), (TimeBudget(0.3, 5), "not done after")):
            client = make_client()
            with pytest.raises(TimedOut, match=words):
                fetch(client, origin, budget)


def test_a_connection_under_tls_is_kept_too(tmp_path: Path) -> None:
    ca_file, contexts = make_contexts(tmp_path)
    host = Behaviour("host", "", "", says(answer()), paths=("/",), tls="sound")
    with HostileServer([host], contexts).running() as server:
        target, seen = aim(server.urls(host)[0]), server.seen["host"]
        client = make_client(make_dialer(ca_file))
        for _ in range(2):
            assert client.ask(target, FIELDS, TimeBudget(5, 5)).status == 200
            assert client.read(LIMIT) == STORY
        assert (client.ip, seen.total) == ("127.0.0.1", 1)
        client.close()
