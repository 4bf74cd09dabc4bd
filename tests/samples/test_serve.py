"""The sample server answers as real sites do."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from samples.serve import read_paths, read_routes
from tests.support.sample_site import ROOT, ServedSite, serve_samples

BRIEF = "/2025/06/03/roof-collapse-skopje"
QUAKE = "/world/asia/tarsheh-earthquake-toll-2026-02-10.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    with serve_samples(tmp_path_factory.mktemp("site")) as served:
        yield served


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as opened:
        opened.trust_env = False
        yield opened


def test_urls_file_holds_every_listed_path_with_the_address(site: ServedSite) -> None:
    assert site.urls.read_text().splitlines() == [site.address + path for path in read_paths()]


def test_every_listed_path_answers(site: ServedSite, session: requests.Session) -> None:
    statuses = {path: session.get(site.address + path, timeout=10).status_code for path in read_paths()}
    assert [path for path, status in statuses.items() if status != 200] == ["/world/europe/withdrawn-story.html"]
    assert statuses["/world/europe/withdrawn-story.html"] == 404


def test_redirects_are_taken_in_two_steps(site: ServedSite, session: requests.Session) -> None:
    answer = session.get(f"{site.address}/r/84121", timeout=10)
    assert [step.status_code for step in answer.history] == [301, 302]
    assert answer.url.endswith("/world/africa/sudan-drone-strike-2024-12-01.html")


def test_gzip_only_for_those_who_accept_it(site: ServedSite, session: requests.Session) -> None:
    packed = session.get(site.address + QUAKE, timeout=10)
    plain = session.get(site.address + QUAKE, headers={"Accept-Encoding": "identity"}, timeout=10)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.content == plain.content == read_routes()[QUAKE].body


def test_windows_1252_page_holds_bytes_that_are_not_utf_8(site: ServedSite, session: requests.Session) -> None:
    answer = session.get(f"{site.address}/archive/2025/vaux-cafe-fire.htm", timeout=10)
    assert answer.headers["Content-Type"] == "text/html; charset=windows-1252"
    assert "Café des Marronniers" in answer.text
    with pytest.raises(UnicodeDecodeError):
        answer.content.decode("utf-8")


def test_known_page_is_answered_304_without_a_body(site: ServedSite, session: requests.Session) -> None:
    first = session.get(site.address + QUAKE, timeout=10)
    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-None-Match": f'"other", {first.headers["ETag"]}'},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = session.get(site.address + QUAKE, headers=headers, timeout=10)
        assert (again.status_code, again.content) == (304, b""), headers


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If-Modified-Since": "rubbish"},
    ],
)
def test_changed_page_is_sent_again(site: ServedSite, session: requests.Session, headers: dict[str, str]) -> None:
    assert session.get(site.address + QUAKE, headers=headers, timeout=10).status_code == 200


def test_head_gives_the_length_and_no_body(site: ServedSite, session: requests.Session) -> None:
    answer = session.head(site.address + BRIEF, timeout=10)
    assert answer.content == b""
    assert int(answer.headers["Content-Length"]) == len(read_routes()[BRIEF].body)


@pytest.mark.parametrize("path", ["/../serve.py", "/%2e%2e/serve.py", "/no/such/page", "//etc/passwd"])
def test_nothing_but_the_site_is_served(site: ServedSite, path: str) -> None:
    host, port = site.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as wire:
        wire.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        assert wire.makefile("rb").readline().split()[1] == b"404"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_stops_the_server_cleanly_though_a_client_is_connected(tmp_path: Path, number: signal.Signals) -> None:
    ready = tmp_path / "ready"
    command = [sys.executable, str(ROOT / "samples" / "serve.py"), "--ready-file", str(ready)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:  # noqa: S603 - our own script
        while not (ready.exists() and ready.read_text()):
            assert server.poll() is None
            time.sleep(0.02)
        host, port = ready.read_text().strip().removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10):
            server.send_signal(number)
            assert server.wait(timeout=30) == 0


def test_taken_port_is_a_one_line_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, str(ROOT / "samples" / "serve.py"), "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603 - our own script
    assert done.returncode == 1
    assert done.stderr.startswith(f"Cannot listen on 127.0.0.1:{port}")
    assert len(done.stderr.splitlines()) == 1
