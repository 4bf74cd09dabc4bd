"""The server: on loopback, to its own name only, with headers that keep strangers out, and never behind the runs."""

from __future__ import annotations

import contextlib
import http.client
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.view.command import main
from tests.support.invented import invent_tables
from tests.support.viewing import serve_view


@pytest.fixture(scope="module")
def address(plain_output: Path) -> Iterator[str]:
    with serve_view(plain_output) as served:
        yield served


def ask(address: str, target: str, method: str = "GET", host: str | None = None) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
    connection.putrequest(method, target, skip_host=host is not None)
    if host is not None:
        connection.putheader("Host", host)
    connection.endheaders()
    with connection.getresponse() as reply:
        body = reply.read().decode("utf-8")
    connection.close()
    return reply.status, dict(reply.getheaders()), body


def test_a_page_comes_with_headers_that_let_nothing_of_others_run(address: str) -> None:
    status, headers, body = ask(address, "/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert " style=" not in body
    assert ask(address, "/", "HEAD")[2] == ""


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1:1", "", "127.0.0.1.evil.example:{port}", "[::1]:{port}"],
)
def test_another_name_is_refused(host: str, address: str) -> None:
    status, _, body = ask(address, "/", host=host.format(port=address.rpartition(":")[2]))
    assert status == 421
    assert "<" not in body


def test_its_own_names_are_answered(address: str) -> None:
    port = address.rpartition(":")[2]
    for host in (f"localhost:{port}", f"127.0.0.1:{port}"):
        assert ask(address, "/health", host=host)[0] == 200


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("POST", "/", 501),
        ("GET", "http://evil.example/", 421),
        ("GET", "/" + "a" * 5000, 414),
        ("GET", "//etc/passwd", 404),
    ],
)
def test_nothing_but_reading_its_own_pages(method: str, target: str, status: int, address: str) -> None:
    assert ask(address, target, method)[0] == status


def test_it_shows_what_a_run_has_written_since(tmp_path: Path) -> None:
    with serve_view(tmp_path) as address:
        assert "No tables yet" in ask(address, "/")[2]
        invent_tables(tmp_path, articles=3, days=1)
        for _ in range(50):
            if "3 articles" in ask(address, "/")[2]:
                break
            time.sleep(0.2)
        else:
            pytest.fail("the new tables are not shown")


def test_a_browser_that_has_gone_is_no_error(tmp_path: Path) -> None:
    with serve_view(tmp_path) as address:  # nothing may be said on standard error
        host, _, port = address.removeprefix("http://").partition(":")
        for _ in range(3):
            with socket.create_connection((host, int(port))) as browser:
                browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
                browser.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert ask(address, "/")[0] == 200


def test_it_ends_well_in_the_midst_of_queries(plain_output: Path) -> None:
    for seconds in (0.0, 0.02, 0.1, 0.3):
        with serve_view(plain_output) as address, contextlib.ExitStack() as browsers:
            host, _, port = address.removeprefix("http://").partition(":")
            for target in ["/", "/events", "/articles", "/health"] * 2:
                browser = browsers.enter_context(socket.create_connection((host, int(port))))
                browser.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(seconds)  # what it is doing when it is told to stop


def test_tables_that_cannot_be_read_are_said_to_be(tmp_path: Path) -> None:
    broken = tmp_path / "articles" / "published_date=2025-01-01" / "r.parquet"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"no parquet")
    with serve_view(tmp_path) as address:
        status, _, body = ask(address, "/")
    assert status == 500
    assert body.startswith("The tables cannot be read: ")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["{tmp}/none"], 2, "there is no folder"),
        (["{tmp}", "--port", "70000"], 2, "is none"),
        (["{tmp}", "--host", "256.1.1.1"], 1, "256.1.1.1"),
        ([], 2, "OUTPUT"),
        (["s3://b/t"], 2, "not of this machine"),
    ],
)
def test_what_cannot_be_served_is_one_line(
    words: list[str], status: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word.format(tmp=tmp_path) for word in words]) == status
    line = capsys.readouterr().err
    assert said in line
    assert line.count("\n") == 1
